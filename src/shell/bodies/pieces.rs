//! A snapshot in pieces that take about as long as each other to search.
//!
//! Invariant: each row is in one piece, and those of one piece follow one another.

use std::cmp::Reverse;
use std::ops::Range;

use crate::store::{CHUNK_ROWS, Chunk, Snapshot};

/// Bytes of records that are one piece: they are read at once.
const BLOCK: u64 = 2 << 20;

/// Rows of files that are one piece.
const FILES: usize = 32;

/// Some rows of a chunk, or (packed files, which are read from their start) of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub(super) chunks: Range<usize>,
    pub(super) rows: Range<usize>,
    count: usize,
}

impl Piece {
    /// How many rows it has.
    pub fn count(&self) -> usize {
        self.count
    }
}

/// The pieces of a snapshot, those with the newest articles first.
pub fn pieces(snapshot: &Snapshot) -> Vec<Piece> {
    let mut order: Vec<(Option<i32>, usize)> = Vec::new();
    for (at, chunk) in snapshot.chunks().iter().enumerate() {
        let days = (0..chunk.len()).filter_map(|index| chunk.facts().day(index));
        order.push((days.max(), at));
    }
    // Those without dates come last, all else as in the list.
    order.sort_by_key(|(day, _)| Reverse(*day));
    let mut pieces = Vec::new();
    let mut packed: Vec<usize> = Vec::new();
    for (_, at) in order {
        let Some(chunk) = snapshot.chunks().get(at) else {
            continue;
        };
        match chunk.origin().file() {
            Some(file) if !file.plain && !chunk.ids().is_empty() => {
                packed.push(at);
            }
            _ => split(chunk, at, &mut pieces),
        }
    }
    packed.sort_unstable();
    pieces.extend(by_file(snapshot, &packed));
    pieces
}

/// Chunks of one packed file behind each other.
fn by_file(snapshot: &Snapshot, packed: &[usize]) -> Vec<Piece> {
    let file = |at: usize| {
        snapshot
            .chunks()
            .get(at)
            .and_then(|chunk| chunk.origin().file().cloned())
    };
    let mut pieces: Vec<Piece> = Vec::new();
    for at in packed {
        let rows = snapshot.chunks().get(*at).map_or(0, |chunk| chunk.len());
        match pieces.last_mut() {
            Some(last) if last.chunks.end == *at && file(last.chunks.start) == file(*at) => {
                last.chunks.end += 1;
                last.count += rows;
            }
            _ => pieces.push(Piece {
                chunks: *at..at + 1,
                rows: 0..0,
                count: rows,
            }),
        }
    }
    pieces
}

/// A chunk in pieces that take about as long as each other.
fn split(chunk: &Chunk, at: usize, pieces: &mut Vec<Piece>) {
    let mut start = 0;
    let first = |index: usize| chunk.origin().place(index).map_or(0, |place| place.offset);
    for index in 0..chunk.len() {
        let full = match chunk.origin().file() {
            Some(_) => first(index) - first(start) >= BLOCK || index - start >= CHUNK_ROWS,
            None => index - start >= FILES,
        };
        if full {
            pieces.push(Piece {
                chunks: at..at + 1,
                rows: start..index,
                count: index - start,
            });
            start = index;
        }
    }
    if start < chunk.len() {
        pieces.push(Piece {
            chunks: at..at + 1,
            rows: start..chunk.len(),
            count: chunk.len() - start,
        });
    }
}
