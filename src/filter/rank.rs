//! The order of the result: by our own score, the best of it once more by
//! `SkimMatcherV2`.
//!
//! Invariant: the order depends on query and rows alone, and is total: rows that are
//! alike stand in the order of the list, those with a date first.

use std::borrow::Cow;
use std::cmp::Reverse;

use super::query::Query;
use super::scan::Hit;
use super::score::Scorer;
use super::{Cancel, Matches};
use crate::store::{Chunk, RowIx};

/// Rows that are put in order twice.
pub const BEST: usize = 2000;

/// The same for a part of a result, which is told while more comes: more than a screen
/// shows.
const BEST_OF_PART: usize = 128;

/// A chunk with its hits and the number of its first row.
#[derive(Clone, Copy)]
pub struct Part<'a> {
    pub chunk: &'a Chunk,
    pub first: u32,
    pub hits: &'a [Hit],
}

/// What decides among rows.
pub struct Candidate<'a> {
    pub score: u16,
    /// What is matched of it.
    pub text: Cow<'a, str>,
}

/// By what rows are put in order at first: the score, then those with a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(u32);

/// Keys there are.
const KEYS: usize = 1 << 17;

impl Key {
    /// Of a row with this score.
    pub fn new(score: u16, dated: bool) -> Self {
        Self(u32::from(score) << 1 | u32::from(dated))
    }
}

/// How much of a result is ranked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    Whole,
    /// What is there so far, to be told at once.
    Part,
}

/// Puts hits in the order of the list; None where `cancel` said so.
pub fn rank(
    scorer: &impl Scorer,
    query: &Query,
    parts: &[Part<'_>],
    extent: Extent,
    cancel: Cancel<'_>,
) -> Option<Matches> {
    if query.is_in_order() {
        let rows = parts.iter().flat_map(|part| {
            let hits = part.hits.iter();
            hits.map(|hit| RowIx(part.first + u32::from(hit.index)))
        });
        return Some(Matches::Some(rows.collect()));
    }
    let hits = || {
        parts.iter().flat_map(|part| {
            let facts = part.chunk.facts();
            part.hits.iter().map(move |hit| {
                let dated = facts.day(hit.index as usize).is_some();
                let row = part.first + u32::from(hit.index);
                (Key::new(hit.score, dated), row)
            })
        })
    };
    let look = |row| {
        let (part, index) = locate(parts, row)?;
        let found = part.hits.binary_search_by_key(&index, |hit| hit.index);
        Some(Candidate {
            score: found
                .ok()
                .and_then(|at| part.hits.get(at))
                .map_or(0, |hit| hit.score),
            text: Cow::Borrowed(part.chunk.matched(index as usize)),
        })
    };
    let best = match extent {
        Extent::Whole => BEST,
        Extent::Part => BEST_OF_PART,
    };
    let rows = in_order(scorer, query, best, hits, look, cancel)?;
    Some(Matches::Some(rows.into_iter().map(RowIx).collect()))
}

/// Puts numbers in order, each of `hits` a key and a number, those of one key in the
/// order in which they come, and so many of the best once more; `look` knows more of a
/// number. None where `cancel` said so.
pub fn in_order<'t, I: Iterator<Item = (Key, u32)>>(
    scorer: &impl Scorer,
    query: &Query,
    best: usize,
    hits: impl Fn() -> I,
    look: impl Fn(u32) -> Option<Candidate<'t>>,
    cancel: Cancel<'_>,
) -> Option<Vec<u32>> {
    let mut rows = by_key(hits);
    let best = rows.len().min(best);
    let head = rows.get_mut(..best).unwrap_or_default();
    let mut keyed = Vec::with_capacity(best);
    for (place, row) in head.iter().enumerate() {
        if place % 64 == 63 && cancel() {
            return None;
        }
        // What is not known any more comes last, and none comes twice.
        let (score, skim) = look(*row).map_or((0, 0), |found| {
            (found.score, query.in_matched(scorer, &found.text).0)
        });
        // Better ways to stand in a headline come first, whatever else is said.
        keyed.push((
            Reverse(score >> 14),
            Reverse(skim),
            Reverse(score),
            place,
            *row,
        ));
    }
    keyed.sort_unstable();
    for (slot, key) in head.iter_mut().zip(&keyed) {
        *slot = key.4;
    }
    Some(rows)
}

/// The numbers by key, those of one key in their order: a counting sort.
fn by_key<I: Iterator<Item = (Key, u32)>>(hits: impl Fn() -> I) -> Vec<u32> {
    let mut places = vec![0_u32; KEYS];
    for (key, _) in hits() {
        if let Some(slot) = places.get_mut(key.0 as usize) {
            *slot += 1;
        }
    }
    let mut before = 0;
    for slot in places.iter_mut().rev() {
        before += std::mem::replace(slot, before);
    }
    let mut rows = vec![0; before as usize];
    for (key, row) in hits() {
        let Some(place) = places.get_mut(key.0 as usize) else {
            continue;
        };
        if let Some(slot) = rows.get_mut(*place as usize) {
            *slot = row;
        }
        *place += 1;
    }
    rows
}

fn locate<'a>(parts: &'a [Part<'a>], row: u32) -> Option<(&'a Part<'a>, u16)> {
    let at = parts.partition_point(|part| part.first <= row);
    let part = parts.get(at.checked_sub(1)?)?;
    Some((part, (row - part.first) as u16))
}
