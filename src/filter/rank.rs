//! The order of the result: by our own score, the best of it once more by
//! `SkimMatcherV2`.
//!
//! Invariant: the order depends on query and rows alone, and is total: rows that are
//! alike stand in the order of the list, those with a date first.

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

/// Puts hits in the order of the list; None where `cancel` said so.
pub fn rank(
    scorer: &impl Scorer,
    query: &Query,
    parts: &[Part<'_>],
    cancel: Cancel<'_>,
) -> Option<Matches> {
    let mut rows = by_score(parts);
    let best = rows.len().min(BEST);
    let head = rows.get_mut(..best).unwrap_or_default();
    let mut keyed = Vec::with_capacity(best);
    for (place, row) in head.iter().enumerate() {
        if place % 64 == 63 && cancel() {
            return None;
        }
        let Some((part, index)) = locate(parts, *row) else {
            continue;
        };
        let found = part.hits.binary_search_by_key(&index, |hit| hit.index);
        let score = found
            .ok()
            .and_then(|at| part.hits.get(at))
            .map_or(0, |hit| hit.score);
        let skim = query
            .in_matched(scorer, part.chunk.matched(index as usize))
            .0;
        let undated = part.chunk.facts().day(index as usize).is_none();
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
    Some(Matches::Some(rows.into()))
}

/// The rows by score, those of one score in their order: a counting sort.
fn by_score(parts: &[Part<'_>]) -> Vec<RowIx> {
    let hits = || parts.iter().flat_map(|part| part.hits);
    let mut places = vec![0_u32; 1 << 16];
    for hit in hits() {
        if let Some(slot) = places.get_mut(hit.score as usize) {
            *slot += 1;
        }
    }
    let mut before = 0;
    for slot in places.iter_mut().rev() {
        before += std::mem::replace(slot, before);
    }
    let mut rows = vec![RowIx(0); before as usize];
    for part in parts {
        for hit in part.hits {
            let Some(place) = places.get_mut(hit.score as usize) else {
                continue;
            };
            if let Some(slot) = rows.get_mut(*place as usize) {
                *slot = RowIx(part.first + u32::from(hit.index));
            }
            *place += 1;
        }
    }
    rows
}

fn locate<'a>(parts: &'a [Part<'a>], row: RowIx) -> Option<(&'a Part<'a>, u16)> {
    let at = parts.partition_point(|part| part.first <= row.0);
    let part = parts.get(at.checked_sub(1)?)?;
    Some((part, (row.0 - part.first) as u16))
}
