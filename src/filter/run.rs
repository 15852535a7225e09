//! A whole run over a snapshot by one thread, for commands and tests; the program
//! shares the same steps among threads.
//!
//! Invariant: the same result as any other division of the work.

use super::beside::Beside;
use super::query::Query;
use super::scan::{Cancel, Hit, scan};
use super::{Extent, Matches, Part, Skim, rank};
use crate::store::Snapshot;

/// The hits of each chunk of a snapshot, in their order.
pub type Chunked = Vec<Vec<Hit>>;

/// All rows that match, best first; None where `cancel` said so.
pub fn filter(
    query: &Query,
    snapshot: &Snapshot,
    beside: &dyn Beside,
    cancel: Cancel<'_>,
) -> Option<Matches> {
    if query.is_empty() {
        return Some(Matches::All(snapshot.len() as u32));
    }
    let mut hits: Chunked = Vec::with_capacity(snapshot.chunks().len());
    for chunk in snapshot.chunks() {
        hits.push(scan(query, chunk, None, beside, cancel)?);
    }
    let chunks = snapshot.chunks().iter().enumerate().zip(&hits);
    let parts: Vec<Part<'_>> = chunks
        .map(|((at, chunk), hits)| Part {
            chunk,
            first: snapshot.first_row(at).0,
            hits,
        })
        .collect();
    rank(&Skim::default(), query, &parts, Extent::Whole, cancel)
}
