//! The scan over the chunks: each row is read by the automata of the query.
//!
//! Invariant: the result is that of reading every row; a scan among the hits of a
//! query that this one extends only spares work. Chunks are independent.

use super::query::{Beside, Query};
use crate::store::Chunk;

/// Bytes read between two looks at `cancel`.
const BYTES_PER_LOOK: usize = 64 * 1024;

/// Asked again and again during a scan: true ends it.
pub type Cancel<'a> = &'a dyn Fn() -> bool;

/// A row of a chunk that matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The row's number in its chunk.
    pub index: u16,
    /// Higher is better.
    pub score: u16,
}

/// The rows of a chunk that match, ascending; only those `among` others, where that is
/// known to hold them all. None where `cancel` said so.
pub fn scan(
    query: &Query,
    chunk: &Chunk,
    among: Option<&[Hit]>,
    beside: &dyn Beside,
    cancel: Cancel<'_>,
) -> Option<Vec<Hit>> {
    if cancel() {
        return None;
    }
    let masks = chunk.masks();
    let may = |index: &usize| masks.get(*index).is_none_or(|mask| query.may_match(mask));
    let candidates: Vec<usize> = match among {
        Some(among) => {
            let among = among.iter().map(|hit| usize::from(hit.index));
            among.filter(may).collect()
        }
        None => (0..chunk.len()).filter(may).collect(),
    };
    let mut hits = Vec::with_capacity(candidates.len());
    let mut read = 0;
    for index in candidates {
        let text = chunk.matched(index);
        read += text.len();
        if read > BYTES_PER_LOOK {
            read = 0;
            if cancel() {
                return None;
            }
        }
        hits.extend(query.score(chunk, index, text, beside).map(|score| Hit {
            index: index as u16,
            score,
        }));
    }
    Some(hits)
}
