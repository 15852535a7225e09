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
    /// Higher is better: how well the query stands in it, then how short it is.
    pub score: u16,
    /// A byte of its text: nothing before it can be where the first word of this query
    /// begins, nor where one does that goes on from it.
    pub begin: u16,
}

impl Hit {
    /// A row of which nothing is known.
    pub(super) fn any(index: u16) -> Self {
        let (score, begin) = (0, 0);
        Self {
            index,
            score,
            begin,
        }
    }

    /// A row that is known, as a hit of this quality: of two equal ones the shorter is
    /// better, all that is beyond is long.
    pub(super) fn scored(self, quality: u8, text: &str, begin: usize) -> Self {
        let length = match self.score as u8 {
            // Long, or not counted yet.
            0 => text.chars().count().min(255) as u16,
            shortness => 255 - u16::from(shortness),
        };
        Self {
            score: u16::from(quality) << 8 | (255 - length),
            begin: u16::try_from(begin).unwrap_or(0),
            ..self
        }
    }
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
    let mut rows = match among {
        Some(among) => among.to_vec(),
        None => (0..chunk.len()).map(|row| Hit::any(row as u16)).collect(),
    };
    if let Some(masks) = chunk.masks() {
        query.sift(masks, &mut rows);
    }
    let mut hits = Vec::with_capacity(rows.len());
    let mut read = 0;
    // Whose dates are asked for may be a file to read.
    let slow = query.needs_dates();
    for known in rows {
        let text = chunk.matched(known.index.into());
        read += text.len();
        if slow || read > BYTES_PER_LOOK {
            read = 0;
            if cancel() {
                return None;
            }
        }
        hits.extend(query.score(chunk, known, text, beside));
    }
    Some(hits)
}
