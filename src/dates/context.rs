//! What an article has said of its time so far, and the dates that follow from it.
//!
//! Invariant: a date that the calendar does not have is never given.

use super::date::{Date, months_after};
use super::part::Part;
use super::prefix::Prefix;

/// A bare day or month is not further from the article's own date than this, in days.
const HALF_A_YEAR: i32 = 186;

/// The last year and month named earlier in an article, and its own date.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context {
    own: Option<Date>,
    named: Option<(i16, Option<u8>)>,
}

impl Context {
    /// At the head of an article that bears this date, where its source gives one.
    pub fn dated(date: Option<Date>) -> Self {
        Self {
            // Its fields are open: who filled them may not have asked the calendar.
            own: date.and_then(|date| Date::new(date.year, date.month, date.day)),
            named: None,
        }
    }

    /// Remembers a date that the article named. A span of whole years names
    /// no year that a later `6月` could mean.
    pub(super) fn name(&mut self, from: Date, to: Option<Date>) {
        let last = to.unwrap_or(from);
        if last.month.is_some() || last.year == from.year {
            self.named = Some((last.year, last.month));
        }
    }

    /// The ends of a date or span, and whether its text alone does not tell them.
    pub(super) fn resolve(
        &self,
        from: Part,
        to: Option<Part>,
    ) -> Option<(Date, Option<Date>, bool)> {
        let Some(to) = to else {
            let (date, inferred) = self.start(from)?;
            return Some((date, decade_end(from, date), inferred));
        };
        if let Some(found) = self.start_from_end(from, to) {
            return Some(found);
        }
        let (start, inferred) = self.start(from)?;
        let (end, end_inferred) = self.end(start, to)?;
        let end = decade_end(to, end).unwrap_or(end);
        (end.last_day() >= start.first_day()).then_some((
            start,
            Some(end),
            inferred || end_inferred,
        ))
    }

    /// The first end of a span where only its second end names the year or the
    /// month: `6月12日至2019年3月1日`, `12日至6月14日`.
    fn start_from_end(&self, from: Part, to: Part) -> Option<(Date, Option<Date>, bool)> {
        if from.prefix.is_some() || from.year.is_some() {
            return None;
        }
        let lacks_month = from.month.is_none();
        if !(to.year.is_some() || lacks_month && to.month.is_some()) {
            return None;
        }
        let (end, inferred) = self.start(to)?;
        let month = from.month.or(end.month);
        let back = if lacks_month { -1 } else { -12 };
        let same = Date::new(end.year, month, from.day).filter(|start| *start <= end);
        let start = same.or_else(|| {
            let (year, month) = months_after(end.year, month?, back);
            Date::new(year, Some(month), from.day)
        })?;
        Some((start, Some(end), inferred))
    }

    /// A part by itself.
    fn start(&self, part: Part) -> Option<(Date, bool)> {
        if let Some(year) = part.year {
            return Some((Date::new(year, part.month, part.day)?, false));
        }
        let date = match part.prefix {
            Some(Prefix::OwnYear(years)) => {
                Date::new(self.own?.year + i16::from(years), part.month, part.day)
            }
            Some(Prefix::NamedYear(years)) => {
                Date::new(self.named?.0 + i16::from(years), part.month, part.day)
            }
            Some(Prefix::OwnMonth(months)) => {
                let own = self.own?;
                in_month(own.year, own.month?, months, part.day)
            }
            Some(Prefix::NamedMonth(months)) => {
                let (year, month) = self.named?;
                in_month(year, month?, months, part.day)
            }
            Some(Prefix::Era(_) | Prefix::Lunar) => None,
            None => self.as_named(part).or_else(|| self.near(part)),
        };
        Some((date?, true))
    }

    /// In the year, and for a day in the month, that was named last.
    fn as_named(&self, part: Part) -> Option<Date> {
        let (year, month) = self.named?;
        Date::new(year, part.month.or(month), part.day)
    }

    /// As near to the article's own date as can be.
    fn near(&self, part: Part) -> Option<Date> {
        let own = self.own?;
        if own.month.is_none() && part.month.is_none() {
            return None;
        }
        let distance = |date: &Date| (date.middle() - own.middle()).abs();
        let candidates = (-1..=1).filter_map(|step| match part.month {
            Some(_) => Date::new(own.year + step, part.month, part.day),
            // Without a day of its own an article is about its month.
            None if own.day.is_none() && step != 0 => None,
            None => in_month(own.year, own.month?, step as i8, part.day),
        });
        candidates
            .filter(|date| distance(date) <= HALF_A_YEAR)
            .min_by_key(distance)
    }

    /// The second end of the span that begins with `start`.
    fn end(&self, start: Date, part: Part) -> Option<(Date, bool)> {
        if part.year.is_some() {
            return self.start(part);
        }
        match part.prefix {
            None => Some((following(start, part)?, false)),
            Some(Prefix::NamedYear(years)) => {
                let date = Date::new(start.year + i16::from(years), part.month, part.day);
                Some((date?, false))
            }
            Some(Prefix::NamedMonth(months)) => {
                let date = in_month(start.year, start.month?, months, part.day);
                Some((date?, false))
            }
            Some(_) => self.start(part),
        }
    }
}

/// The first date of this kind that does not lie before `start`.
fn following(start: Date, part: Part) -> Option<Date> {
    if part.month.is_some() {
        let first_month = part.day.is_none().then_some(start.month).flatten();
        let early = match first_month {
            Some(month) => part.month < Some(month),
            None => (part.month, part.day) < (start.month, start.day),
        };
        return Date::new(start.year + i16::from(early), part.month, part.day);
    }
    let early = i8::from(part.day < start.day);
    in_month(start.year, start.month?, early, part.day)
}

/// A day in the month that lies `months` after a month.
fn in_month(year: i16, month: u8, months: i8, day: Option<u8>) -> Option<Date> {
    let (year, month) = months_after(year, month, months);
    Date::new(year, Some(month), day)
}

/// The last year of a decade.
fn decade_end(part: Part, date: Date) -> Option<Date> {
    part.decade
        .then(|| Date::new(date.year + 9, None, None))
        .flatten()
}
