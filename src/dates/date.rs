//! A day, a month or a year, as exact as a text names it, and the little of the
//! Gregorian calendar that reading one needs.
//!
//! Invariant: a [`Date`] made by [`Date::new`] or parsed exists in the calendar.

use std::fmt;
use std::str::FromStr;

/// A day, month or year: as much as the text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year of the common era.
    pub year: i16,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31; only where there is a month.
    pub day: Option<u8>,
}

/// A text that is no date of the forms `2018`, `2018-06`, `2018-06-12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotADate;

impl fmt::Display for NotADate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a date: 2018, 2018-06 or 2018-06-12")
    }
}

impl std::error::Error for NotADate {}

impl Date {
    /// The date, if the calendar has it: no thirteenth month, no 30 February.
    pub fn new(year: i16, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        let exists = match (month, day) {
            (None, None) => true,
            (Some(month), None) => (1..=12).contains(&month),
            (Some(month), Some(day)) => (1..=month_length(year, month)).contains(&day),
            (None, Some(_)) => false,
        };
        (exists && (1..=9999).contains(&year)).then_some(Self { year, month, day })
    }

    /// The first day of the span that it stands for, in days since 1970-01-01.
    pub fn first_day(self) -> i32 {
        day_number(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The last day of the span that it stands for, in days since 1970-01-01.
    pub fn last_day(self) -> i32 {
        let month = self.month.unwrap_or(12);
        let day = self.day.unwrap_or_else(|| month_length(self.year, month));
        day_number(self.year, month, day)
    }

    /// The date of a day, counted from 1970-01-01; None outside of the years 1 to 9999.
    pub fn of_day(day: i32) -> Option<Self> {
        // A year is at most one off, as the average is 365.2425 days.
        let near = 1970 + (i64::from(day) * 400).div_euclid(146_097);
        let mut years = (near - 1..=near + 1).filter_map(|year| i16::try_from(year).ok());
        let year = years.rfind(|year| day_number(*year, 1, 1) <= day)?;
        let month = (1..=12)
            .rev()
            .find(|month| day_number(year, *month, 1) <= day)?;
        let of_month = day - day_number(year, month, 1) + 1;
        Self::new(year, Some(month), Some(of_month as u8))
    }

    /// The date that a time stamp begins with: `2018-06-12T08:00:00Z`, `12 June 2018`,
    /// or seconds since 1970-01-01.
    pub fn of_stamp(text: &str) -> Option<Self> {
        let text = text.trim();
        let seconds = text
            .parse::<i64>()
            .ok()
            .filter(|seconds| seconds.abs() > 99_999_999);
        if let Some(seconds) = seconds {
            return Self::of_day(i32::try_from(seconds.div_euclid(86_400)).ok()?);
        }
        let head = text.split(['T', 't', ' ']).next().unwrap_or_default();
        head.parse().ok().or_else(|| {
            let found = super::mentions(text, &mut super::Context::default());
            found.first().map(|mention| mention.from)
        })
    }

    /// The day in the middle of its span.
    pub(super) fn middle(self) -> i32 {
        i32::midpoint(self.first_day(), self.last_day())
    }
}

/// The year and month that lie `months` after a month.
pub(super) fn months_after(year: i16, month: u8, months: i8) -> (i16, u8) {
    let count = i32::from(year) * 12 + i32::from(month) - 1 + i32::from(months);
    (count.div_euclid(12) as i16, count.rem_euclid(12) as u8 + 1)
}

/// The days of a month; 0 where there is no such month.
fn month_length(year: i16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 0,
    }
}

/// Days since 1970-01-01, of the proleptic Gregorian calendar.
fn day_number(year: i16, month: u8, day: u8) -> i32 {
    // A year that begins in March has its leap day at its end.
    let early = i32::from(month <= 2);
    let year = i32::from(year) - early;
    let month = i32::from(month) + 12 * early - 3;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    365 * year + leap_days + (153 * month + 2) / 5 + i32::from(day) - 719_469
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl FromStr for Date {
    type Err = NotADate;

    /// `2018`, `2018-06`, `2018-06-12`; also with `/` or `.` and without zeros.
    fn from_str(text: &str) -> Result<Self, NotADate> {
        let separator = text.chars().find(|c| matches!(c, '-' | '/' | '.'));
        let mut parts = text.split(separator.unwrap_or('-'));
        let year = digits(parts.next(), 4..=4).ok_or(NotADate)?;
        let mut rest = [None; 2];
        for (slot, part) in rest.iter_mut().zip(parts.by_ref()) {
            let value = digits(Some(part), 1..=2).ok_or(NotADate)?;
            *slot = Some(value as u8);
        }
        let [month, day] = rest;
        if parts.next().is_some() {
            return Err(NotADate);
        }
        Self::new(year, month, day).ok_or(NotADate)
    }
}

/// The value of a run of ASCII digits of the given length.
fn digits(text: Option<&str>, length: std::ops::RangeInclusive<usize>) -> Option<i16> {
    let text = text?;
    let fits = length.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_is_read_back() {
        for day in (-719_000..2_900_000).step_by(13) {
            let date = Date::of_day(day).unwrap();
            assert_eq!((date.first_day(), date.last_day()), (day, day), "{date}");
        }
        assert_eq!(Date::of_day(0).unwrap().to_string(), "1970-01-01");
        assert_eq!(Date::of_day(i32::MAX), None);
    }

    #[test]
    fn stamps_begin_with_a_date() {
        for (text, date) in [
            ("2018-06-12T08:00:00+07:00", "2018-06-12"),
            ("2018-06-12 08:00", "2018-06-12"),
            ("2018/6/12", "2018-06-12"),
            ("2018-06", "2018-06"),
            ("1528790400", "2018-06-12"),
            ("Tue, 12 June 2018 08:00:00 +0000", "2018-06-12"),
            ("2018年6月12日", "2018-06-12"),
        ] {
            assert_eq!(
                Date::of_stamp(text).map(|d| d.to_string()).as_deref(),
                Some(date),
                "{text}"
            );
        }
        assert_eq!(Date::of_stamp("soon"), None);
    }
}
