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
    pub undated: bool,
}

/// Puts hits in the order of the list; None where `cancel` said so.
pub fn rank(
    scorer: &impl Scorer,
    query: &Query,
    parts: &[Part<'_>],
    cancel: Cancel<'_>,
) -> Option<Matches> {
    let hits = || {
        let hits = parts
            .iter()
            .flat_map(|part| part.hits.iter().map(|hit| (part.first, hit)));
        hits.map(|(first, hit)| (hit.score, first + u32::from(hit.index)))
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
            undated: part.chunk.facts().day(index as usize).is_none(),
        })
    };
    let rows = in_order(scorer, query, hits, look, cancel)?;
    Some(Matches::Some(rows.into_iter().map(RowIx).collect()))
}

/// Puts numbers in order by their scores, each of `hits` a score and a number, those
/// of one score in the order in which they come; `look` knows more of a number. None
/// where `cancel` said so.
pub fn in_order<'t, I: Iterator<Item = (u16, u32)>>(
    scorer: &impl Scorer,
    query: &Query,
    hits: impl Fn() -> I,
    look: impl Fn(u32) -> Option<Candidate<'t>>,
    cancel: Cancel<'_>,
) -> Option<Vec<u32>> {
    let mut rows = by_score(hits);
    let best = rows.len().min(BEST);
    let head = rows.get_mut(..best).unwrap_or_default();
    let mut keyed = Vec::with_capacity(best);
    for (place, row) in head.iter().enumerate() {
        if place % 64 == 63 && cancel() {
            return None;
        }
        let Some(found) = look(*row) else {
            continue;
        };
        let (score, undated) = (found.score, found.undated);
        let skim = query.in_matched(scorer, &found.text).0;
        // Better ways to stand in a headline come first, whatever else is said.
        keyed.push((
            Reverse(score >> 14),
            Reverse(skim),
            Reverse(score),
            undated,
            place,
            *row,
        ));
    }
    keyed.sort_unstable();
    for (slot, key) in head.iter_mut().zip(&keyed) {
        *slot = key.5;
    }
    Some(rows)
}

/// The rows by score, those of one score in their order: a counting sort.
fn by_score<I: Iterator<Item = (u16, u32)>>(hits: impl Fn() -> I) -> Vec<u32> {
    let mut places = vec![0_u32; 1 << 16];
    for (score, _) in hits() {
        if let Some(slot) = places.get_mut(score as usize) {
            *slot += 1;
        }
    }
    let mut before = 0;
    for slot in places.iter_mut().rev() {
        before += std::mem::replace(slot, before);
    }
    let mut rows = vec![0; before as usize];
    for (score, row) in hits() {
        let Some(place) = places.get_mut(score as usize) else {
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
