//! Dates in Chinese, Japanese and Korean, with the spans that have two ends:
//! `6月12日至14日`, `1945—2025年`, `6월 12일부터 14일까지`.
//!
//! Invariant: what is read begins at or after the end of what was read before.

use super::cursor::Cursor;
use super::part::{Part, part};
use super::prefix::{self, Prefix};
use super::sign::{Sign, closing, connector, weekday};
use super::words;

/// A date or span as written, before it is resolved.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written {
    /// Its first byte.
    pub(super) begin: usize,
    pub(super) from: Part,
    pub(super) to: Option<Part>,
}

/// Reads at a number. Gives the place after what was understood, and the date,
/// if it is one; nothing where the number is none of a date.
pub(super) fn read(cursor: Cursor<'_>, floor: usize) -> Option<(Option<Written>, Cursor<'_>)> {
    let word = prefix::before(cursor).filter(|found| found.1.at() >= floor);
    let (read, after) = part(cursor, word.map(|found| found.0), None)?;
    let Some(read) = read else {
        return Some((None, after));
    };
    let (from, begin) = fit(read, word, cursor);
    if matches!(from.prefix, Some(Prefix::Lunar)) {
        return Some((None, after));
    }
    let (to, end) = match second(&from, after) {
        Some((to, end)) => (Some(to), end),
        None if from.open => return Some((None, after)),
        None => (None, after),
    };
    // A day in words alone is a name more often than a date: 一日三餐.
    let spoken = from.is_bare(Sign::Day) && from.spoken && to.is_none();
    let written = Written {
        begin: begin.at(),
        from,
        to,
    };
    let is_date = !spoken && words::allow(begin, from, end);
    Some((is_date.then_some(written), end))
}

/// Keeps the word before a part only where the two belong together.
fn fit<'a>(
    read: Part,
    word: Option<(Prefix, Cursor<'a>)>,
    cursor: Cursor<'a>,
) -> (Part, Cursor<'a>) {
    let Some((prefix, begin)) = word else {
        return (read, cursor);
    };
    let first = read.signs().map(|signs| signs.0);
    let fits = match prefix {
        Prefix::Era(_) => first == Some(Sign::Year),
        Prefix::OwnYear(_) | Prefix::NamedYear(_) => first == Some(Sign::Month),
        Prefix::OwnMonth(_) | Prefix::NamedMonth(_) => first == Some(Sign::Day),
        Prefix::Lunar => first != Some(Sign::Year),
    };
    if fits {
        (read, begin)
    } else {
        let prefix = None;
        (Part { prefix, ..read }, cursor)
    }
}

/// The other end of the span that `from`, which ends before `after`, begins.
fn second<'a>(from: &Part, after: Cursor<'a>) -> Option<(Part, Cursor<'a>)> {
    let far = connector(weekday(after).unwrap_or(after))?;
    let (word, number) = match prefix::after(far) {
        Some((word, number)) => (Some(word), number),
        None => (None, far),
    };
    let (to, end) = part(number, word, Some(from))?;
    let to = to.filter(|to| !to.open && joins(from, to))?;
    let closed = closing(end).or_else(|| closing(weekday(end)?));
    Some((to, closed.unwrap_or(end)))
}

/// Whether two parts can be the ends of one span.
fn joins(from: &Part, to: &Part) -> bool {
    let (Some((first, last)), Some((to_first, to_last))) = (from.signs(), to.signs()) else {
        return false;
    };
    if from.open {
        return to_first == last && to_last == last;
    }
    // A day does not end what began with a month: 6月至14日.
    let deep_enough = to_first <= last;
    let as_exact = to_last == last
        || first == Sign::Year
        || first == Sign::Month && to_last == Sign::Month && to_first == Sign::Month
        || first == Sign::Month && last == Sign::Month;
    deep_enough && as_exact
}
