//! One end of a date as written in Chinese, Japanese or Korean: `2018年6月12日`,
//! `平成30年6月`, `12日`, or the bare number before a dash, `12`-14日.
//!
//! Invariant: a part reads at most six numbers ahead.

use super::cursor::Cursor;
use super::number::{Number, Script, number};
use super::prefix::{Era, Prefix};
use super::sign::{Sign, connector, first_year, sign, year_sign};
use super::words;

/// What one end of a date says by itself.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Part {
    pub(super) prefix: Option<Prefix>,
    pub(super) year: Option<i16>,
    pub(super) month: Option<u8>,
    pub(super) day: Option<u8>,
    /// Its last number has no sign of its own; that of the other end counts.
    pub(super) open: bool,
    /// `1990年代`: ten years.
    pub(super) decade: bool,
    /// It begins with a number in Chinese words: `三日`.
    pub(super) spoken: bool,
    /// The sign of the day: 日 or 号.
    pub(super) day_sign: Option<Sign>,
}

impl Part {
    /// The first and the last of year, month, day that it names.
    pub(super) fn signs(self) -> Option<(Sign, Sign)> {
        let named = [
            self.year.map(|_| Sign::Year),
            self.month.map(|_| Sign::Month),
            self.day.map(|_| Sign::Day),
        ];
        let mut named = named.into_iter().flatten();
        let first = named.next()?;
        Some((first, named.last().unwrap_or(first)))
    }

    /// Whether neither it nor the word before it names a year or, for a day, a month.
    pub(super) fn is_bare(self, sign: Sign) -> bool {
        self.prefix.is_none() && self.signs().is_some_and(|signs| signs.0 == sign)
    }
}

/// What looks like a date; `None` where no such date exists.
pub(super) type Read<'a> = (Option<Part>, Cursor<'a>);

/// Reads a part. `first` is the other end of the span, if this is the second.
pub(super) fn part<'a>(
    cursor: Cursor<'a>,
    prefix: Option<Prefix>,
    first: Option<&Part>,
) -> Option<Read<'a>> {
    let read = Part {
        prefix,
        ..Part::default()
    };
    if let Some((year, after)) = year(cursor, prefix, first) {
        let read = Part {
            year: Some(year),
            ..read
        };
        if let Some(after) = year_sign(after, year) {
            return Some(after_year(read, year, after));
        }
        let open = true;
        if field(cursor).is_some_and(|(found, _)| found.open && found.sign == Sign::Year) {
            return Some((Some(Part { open, ..read }), after));
        }
    }
    let (found, after) = field(cursor)?;
    let spoken = found.number.script != Script::Arabic;
    let read = Part { spoken, ..read };
    match found.sign {
        // `18年6月`: of which century is not said, and 6月 is not alone.
        Sign::Year if !found.open => {
            let (next, _) = field(after.blanks())?;
            let (_, end) = months(read, after.blanks());
            (next.sign == Sign::Month).then_some((None, end))
        }
        Sign::Year => None,
        Sign::Month => Some(months(read, cursor)),
        Sign::Day | Sign::Issue => Some(days(read, cursor)),
    }
}

/// What may follow a year and its sign.
fn after_year(read: Part, year: i16, after: Cursor<'_>) -> Read<'_> {
    let next = after.blanks();
    if field(next).is_some_and(|(found, _)| found.sign == Sign::Month) {
        return months(read, next);
    }
    if matches!(read.prefix, Some(Prefix::Era(_))) {
        return (Some(read), after);
    }
    if words::counts_years(year, after) {
        return (None, after);
    }
    match words::decade(year, after) {
        Some(after) => {
            let decade = true;
            (Some(Part { decade, ..read }), after)
        }
        None => (Some(read), after),
    }
}

/// A year at `cursor`, without its sign.
fn year<'a>(
    cursor: Cursor<'a>,
    prefix: Option<Prefix>,
    first: Option<&Part>,
) -> Option<(i16, Cursor<'a>)> {
    if let Some(Prefix::Era(era)) = prefix {
        return era_year(cursor, era);
    }
    let (number, after) = number(cursor)?;
    if let Some(year) = number.full_year() {
        return Some((year, after));
    }
    // The second end may leave out the era or the century: 平成28〜30年, 2015-18年.
    let first = first?;
    let earlier = first.year?;
    let year = match first.prefix {
        Some(Prefix::Era(era)) if number.length <= 3 => era.year(number.value)?,
        _ if number.length == 2 && number.script == Script::Arabic => {
            earlier / 100 * 100 + number.value as i16
        }
        _ => return None,
    };
    (year > earlier).then_some((year, after))
}

fn era_year(cursor: Cursor<'_>, era: Era) -> Option<(i16, Cursor<'_>)> {
    if let Some(after) = first_year(cursor) {
        return Some((era.year(1)?, after));
    }
    let (number, after) = number(cursor)?;
    match number.full_year() {
        Some(year) => Some((year, after)),
        None => Some((era.year(number.value)?, after)),
    }
}

/// A number, its sign, and whether the sign stands only at the other end.
struct Field {
    number: Number,
    sign: Sign,
    open: bool,
}

fn field(cursor: Cursor<'_>) -> Option<(Field, Cursor<'_>)> {
    let (found, after) = number(cursor)?;
    let (sign, open, after) = if let Some((sign, end)) = sign(after) {
        (sign, false, end)
    } else {
        let (_, far) = number(connector(after)?)?;
        (sign(far)?.0, true, after)
    };
    let number = found;
    Some((Field { number, sign, open }, after))
}

/// Reads on from a month.
fn months(read: Part, cursor: Cursor<'_>) -> Read<'_> {
    let Some((found, after)) = field(cursor) else {
        return (Some(read), cursor);
    };
    let month = found
        .number
        .small()
        .filter(|month| (1..=12).contains(month));
    let read = Part {
        month,
        open: found.open,
        ..read
    };
    let next = after.blanks();
    let has_day = !found.open
        && field(next).is_some_and(|(day, _)| matches!(day.sign, Sign::Day | Sign::Issue));
    let (read, after) = if has_day {
        days(read, next)
    } else {
        (Some(read), after)
    };
    (read.filter(|_| month.is_some()), after)
}

/// Reads a day.
fn days(read: Part, cursor: Cursor<'_>) -> Read<'_> {
    let Some((found, after)) = field(cursor) else {
        return (Some(read), cursor);
    };
    let day = found.number.small().filter(|day| (1..=31).contains(day));
    let read = Part {
        day,
        open: found.open,
        day_sign: Some(found.sign),
        ..read
    };
    (day.map(|_| read), after)
}
