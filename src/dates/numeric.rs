//! Dates in digits alone: `2018-06-12`, `2018/6/12`, `2018.6.12`.
//!
//! Invariant: versions, paths, addresses and longer numbers are no dates.

use super::cursor::Cursor;
use super::east::Written;
use super::number::{Script, number};
use super::part::Part;
use super::sign::is_dash;

/// Reads at a number, as [`east::read`](super::east::read) does.
pub(super) fn read(cursor: Cursor<'_>) -> Option<(Option<Written>, Cursor<'_>)> {
    let (from, separator, after) = triple(cursor)?;
    let begins = cursor.last().is_none_or(may_touch);
    if !begins || !ends(after) && range_end(after, separator).is_none() {
        return Some((None, after));
    }
    let (to, end) = match range_end(after, separator) {
        Some((to, end)) => (Some(to), end),
        None => (None, after),
    };
    let begin = cursor.at();
    Some((Some(Written { begin, from, to }), end))
}

/// Whether a character may touch a date in digits from the left.
fn may_touch(c: char) -> bool {
    !(c.is_ascii_alphanumeric() || "./\\-_=+&@#$%−／．".contains(c))
}

/// Year, month and day with the same sign between them.
fn triple(cursor: Cursor<'_>) -> Option<(Part, char, Cursor<'_>)> {
    let (year, after) = number(cursor)?;
    let separator = after.first().filter(|c| "-/.－／．".contains(*c))?;
    let (month, after) = number(after.eat(|c| c == separator)?)?;
    let (day, after) = number(after.eat(|c| c == separator)?)?;
    if [year, month, day]
        .iter()
        .any(|n| n.script != Script::Arabic)
    {
        return None;
    }
    let part = Part {
        year: Some(year.full_year()?),
        month: Some(month.small()?),
        day: Some(day.small()?),
        ..Part::default()
    };
    Some((part, separator, after))
}

/// Whether nothing follows that makes the date a part of something longer.
fn ends(after: Cursor<'_>) -> bool {
    let mut rest = after.rest().chars();
    match rest.next() {
        // `2018-06-12T08:00`.
        Some('T') => rest.next().is_some_and(|c| c.is_ascii_digit()),
        Some('.' | '-' | '．' | '－') => !rest.next().is_some_and(char::is_alphanumeric),
        Some('/' | '\\' | '_' | '／' | '=' | '@') => false,
        Some(c) => !c.is_ascii_alphanumeric() && !('０'..='９').contains(&c),
        None => true,
    }
}

/// The second date of a span.
fn range_end(after: Cursor<'_>, separator: char) -> Option<(Part, Cursor<'_>)> {
    let sign = after.blanks();
    let far = sign
        .eat_any(&["至", "到", "から", "부터"])
        .or_else(|| sign.eat(|c| is_dash(c) && c != separator))?;
    let (to, same, end) = triple(far.blanks())?;
    (same == separator && ends(end)).then_some((to, end))
}
