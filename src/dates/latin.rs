//! Dates in English and Vietnamese, which articles quote and sources write:
//! `12 June 2018`, `June 12, 2018`, `ngày 12 tháng 6 năm 2018`.
//!
//! Invariant: only words next to a number are looked at.

use super::cursor::Cursor;
use super::east::Written;
use super::number::{Number, Script, number};
use super::part::Part;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The longest name of a month with its full stop, in bytes.
const LONGEST: usize = 10;

/// Reads at a number, as [`east::read`](super::east::read) does.
pub(super) fn read(cursor: Cursor<'_>, floor: usize) -> Option<(Option<Written>, Cursor<'_>)> {
    let (number, after) = number(cursor).filter(|found| found.0.script == Script::Arabic)?;
    let found = english(cursor, number, after).or_else(|| vietnamese(cursor, number, after));
    let (begin, from, end) = found.filter(|found| found.0.at() >= floor)?;
    let written = Written {
        begin: begin.at(),
        from,
        to: None,
    };
    Some((ends(end).then_some(written), end))
}

type Found<'a> = (Cursor<'a>, Part, Cursor<'a>);

fn ends(cursor: Cursor<'_>) -> bool {
    cursor
        .first()
        .is_none_or(|c| !c.is_alphanumeric() || !c.is_ascii() && !latin(c))
}

/// A letter that Vietnamese words are made of.
fn latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

fn english<'a>(cursor: Cursor<'a>, number: Number, after: Cursor<'a>) -> Option<Found<'a>> {
    let month_before = month_before(cursor);
    if let (Some((month, begin)), Some(year)) = (month_before, number.full_year()) {
        return Some((begin, dated(year, Some(month), None), after));
    }
    let day = number.small().filter(|day| (1..=31).contains(day))?;
    let after = ordinal(after);
    if let Some((month, begin)) = month_before
        && let Some((year, end)) = year_after(after)
    {
        return Some((begin, dated(year, Some(month), Some(day)), end));
    }
    let word = blank(after)?;
    let word = word.eat_word("of ").unwrap_or(word);
    let name = word.rest().as_bytes();
    let length = name
        .iter()
        .take(LONGEST)
        .take_while(|b| b.is_ascii_alphabetic());
    let end = word.past(length.count());
    let month = month(name.get(..end.at() - word.at())?)?;
    let (year, end) = year_after(end.eat_word(".").unwrap_or(end))?;
    let begins = cursor
        .last()
        .is_none_or(|c| !c.is_ascii_alphanumeric() && !"-/.".contains(c));
    begins.then_some((cursor, dated(year, Some(month), Some(day)), end))
}

fn dated(year: i16, month: Option<u8>, day: Option<u8>) -> Part {
    Part {
        year: Some(year),
        month,
        day,
        ..Part::default()
    }
}

/// The year after a day or a month, a comma before it allowed.
fn year_after(cursor: Cursor<'_>) -> Option<(i16, Cursor<'_>)> {
    let (year, end) = number(blank(cursor.eat_word(",").unwrap_or(cursor))?)?;
    let year = year.full_year().filter(|_| year.script == Script::Arabic)?;
    Some((year, end))
}

/// Past at least one blank.
fn blank(cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    Some(cursor.blanks()).filter(|after| after.at() > cursor.at())
}

fn ordinal(cursor: Cursor<'_>) -> Cursor<'_> {
    cursor.eat_any(&["st", "nd", "rd", "th"]).unwrap_or(cursor)
}

/// The month whose name ends before a number, and the place where it begins.
fn month_before(cursor: Cursor<'_>) -> Option<(u8, Cursor<'_>)> {
    let close = cursor.back_over_blanks();
    let close = if close.at() < cursor.at() {
        close
    } else {
        return None;
    };
    let close = close.back_over(",").unwrap_or(close);
    let close = close.back_over(".").unwrap_or(close);
    let before = close.before().as_bytes();
    let letters = before
        .iter()
        .rev()
        .take(LONGEST)
        .take_while(|b| b.is_ascii_alphabetic());
    let start = before.len() - letters.count();
    let month = month(before.get(start..)?)?;
    let begin = cursor.back_to(start);
    begin
        .last()
        .is_none_or(|c| !latin(c))
        .then_some((month, begin))
}

/// The month of a name or its short form, which begins with a capital.
fn month(name: &[u8]) -> Option<u8> {
    let capital = name.first().is_some_and(u8::is_ascii_uppercase);
    let named = |month: &&str| {
        let month = month.as_bytes();
        let short = name.len() == 3 || name.len() == 4 && month.starts_with(b"sept");
        let long_enough = short || name.len() == month.len();
        long_enough
            && month
                .get(..name.len())
                .is_some_and(|m| m.eq_ignore_ascii_case(name))
    };
    let index = MONTHS.iter().position(named)?;
    capital.then_some(index as u8 + 1)
}

/// `ngày 12 tháng 6 năm 2018`, `ngày 12/6/2018`, `tháng 6 năm 2018`, `năm 2018`.
fn vietnamese<'a>(cursor: Cursor<'a>, number: Number, after: Cursor<'a>) -> Option<Found<'a>> {
    let close = cursor.back_over_blanks();
    let word = |names: &[&str]| names.iter().find_map(|name| close.back_over(name));
    if close.at() == cursor.at() || !close.last().is_some_and(latin) {
        return None;
    }
    if let Some(begin) = word(&["ngày", "Ngày"]) {
        let read = Part {
            day: Some(number.small().filter(|day| (1..=31).contains(day))?),
            ..Part::default()
        };
        let month = month_after_day(after);
        return Some(match month {
            Some((month, rest)) => with_year(
                begin,
                Part {
                    month: Some(month),
                    ..read
                },
                rest,
            ),
            None => (begin, read, after),
        });
    }
    if let Some(begin) = word(&["tháng", "Tháng"]) {
        let month = Some(number.small().filter(|month| (1..=12).contains(month))?);
        return Some(with_year(
            begin,
            Part {
                month,
                ..Part::default()
            },
            after,
        ));
    }
    let begin = word(&["năm", "Năm"])?;
    Some((begin, dated(number.full_year()?, None, None), after))
}

fn month_after_day(cursor: Cursor<'_>) -> Option<(u8, Cursor<'_>)> {
    let far = cursor
        .blanks()
        .eat_word("tháng ")
        .or_else(|| cursor.eat(|c| matches!(c, '/' | '-')))?;
    let (month, after) = number(far)?;
    Some((month.small()?, after))
}

fn with_year<'a>(begin: Cursor<'a>, read: Part, after: Cursor<'a>) -> Found<'a> {
    let far = after
        .blanks()
        .eat_word("năm ")
        .or_else(|| after.eat(|c| matches!(c, '/' | '-')));
    let year = far
        .and_then(number)
        .and_then(|(year, end)| Some((year.full_year()?, end)));
    match year {
        Some((year, end)) => (
            begin,
            Part {
                year: Some(year),
                ..read
            },
            end,
        ),
        None => (begin, read, after),
    }
}
