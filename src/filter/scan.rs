//! The scan over the chunks: each row is read by the automata of the query.
//!
//! Invariant: the result is that of reading every row; a scan among the hits of a
//! query that this one extends only spares work. Chunks are independent.

use super::beside::Beside;
use super::query::Query;
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
    let mut rows: Vec<u16> = match among {
        Some(among) => among.iter().map(|hit| hit.index).collect(),
        None => (0..chunk.len()).map(|row| row as u16).collect(),
    };
    if let Some(masks) = chunk.masks() {
        query.sift(masks, &mut rows);
    }
    let mut hits = Vec::with_capacity(rows.len());
    let mut read = 0;
    // Whose dates are asked for may be a file to read.
    let slow = query.needs_dates();
    for index in rows {
        let text = chunk.matched(index.into());
        read += text.len();
        if slow || read > BYTES_PER_LOOK {
            read = 0;
            if cancel() {
                return None;
            }
        }
        hits.extend(
            query
                .score(chunk, index.into(), text, beside)
                .map(|score| Hit { index, score }),
        );
    }
    Some(hits)
}
