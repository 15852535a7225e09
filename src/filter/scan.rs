//! The scan over the chunks: presence mask, then score, then order.
//!
//! Invariant: the result is that of scoring every row; the mask only spares work.
//! Chunks are independent, so several workers may each take a range of them.

use std::cmp::Reverse;
use std::ops::Range;

use super::{Matches, Query, Scorer, Skim};
use crate::store::{RowIx, Snapshot};

/// Rows scored between two looks at `cancel`: a row of the longest headline and
/// query takes some milliseconds, an ordinary one a tenth of a microsecond.
const ROWS_PER_LOOK: usize = 16;

/// Asked again and again during a scan: true ends it.
pub type Cancel<'a> = &'a dyn Fn() -> bool;

/// A row that matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Higher is better.
    pub score: i32,
    pub row: RowIx,
}

/// All rows that match, best first, ties in the order of the rows; None where
/// `cancel` said so.
pub fn scan(query: &Query, snapshot: &Snapshot, cancel: Cancel<'_>) -> Option<Matches> {
    scan_with(&Skim::default(), query, snapshot, cancel)
}

/// [`scan`] with a scorer at hand.
pub fn scan_with(
    scorer: &impl Scorer,
    query: &Query,
    snapshot: &Snapshot,
    cancel: Cancel<'_>,
) -> Option<Matches> {
    if query.is_empty() {
        return Some(Matches::All(snapshot.len() as u32));
    }
    let chunks = 0..snapshot.chunks().len();
    let hits = scan_chunks(scorer, query, snapshot, chunks, cancel)?;
    Some(rank(hits))
}

/// The rows of some chunks that match, in the order of the rows; None where
/// `cancel` said so. Every row of an empty query matches with score 0.
pub fn scan_chunks(
    scorer: &impl Scorer,
    query: &Query,
    snapshot: &Snapshot,
    chunks: Range<usize>,
    cancel: Cancel<'_>,
) -> Option<Vec<Hit>> {
    let mut hits = Vec::new();
    for at in chunks {
        let Some(chunk) = snapshot.chunks().get(at) else {
            break;
        };
        if cancel() {
            return None;
        }
        let first = snapshot.first_row(at).0;
        let masks = chunk.masks().iter().enumerate();
        let survivors = masks.filter(|(_, mask)| query.may_match(**mask));
        for (count, (index, _)) in survivors.enumerate() {
            if count % ROWS_PER_LOOK == ROWS_PER_LOOK - 1 && cancel() {
                return None;
            }
            if let Some(score) = query.score(scorer, chunk.folded(index)) {
                hits.push(Hit {
                    score: score.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32,
                    row: RowIx(first + index as u32),
                });
            }
        }
    }
    Some(hits)
}

/// Puts hits in the order of the list: best first, ties in the order of the rows.
pub fn rank(mut hits: Vec<Hit>) -> Matches {
    if !hits.is_sorted_by_key(|hit| hit.row) {
        hits.sort_unstable_by_key(|hit| hit.row);
    }
    // Stable: with few distinct scores it is several times faster than by both keys.
    hits.sort_by_key(|hit| Reverse(hit.score));
    Matches::Some(hits.into_iter().map(|hit| hit.row).collect())
}
