//! From a query to the matching rows, best first; and the places of a text that
//! a reader looks for. All comparison is between folded texts.

mod find;
mod matches;
mod memo;
mod query;
mod scan;
mod score;

pub use find::{Found, Needle, find_all, find_from, finder};
pub use matches::Matches;
pub use query::Query;
pub use scan::{Cancel, Hit, rank, scan, scan_chunks, scan_with};
pub use score::{Scorer, Skim};

#[cfg(test)]
mod tests;
