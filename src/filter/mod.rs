//! From a query to the matching rows, best first; and the places of a text that
//! a reader looks for. All comparison is between folded characters and readings.

mod align;
mod automaton;
mod beside;
mod compile;
mod field;
mod find;
mod lanes;
mod line;
mod marks;
mod matches;
mod nth;
mod query;
mod rank;
mod readings;
mod run;
mod scan;
mod score;
mod sought;
mod term;
mod verdict;

pub use beside::{Beside, Nothing};
pub use find::{Found, Needle, find_all, find_from, finder};
pub use line::matched_text;
pub use matches::Matches;
pub use nth::{Nth, Span, spans};
pub use query::{Finder, Problem, Query};
pub use rank::{BEST, Candidate, Extent, Key, Part, in_order, rank};
pub use readings::Options;
pub use run::{Chunked, filter};
pub use scan::{Cancel, Hit, scan};
pub use score::{Scorer, Skim};
pub use sought::{Readings, Sought};

#[cfg(test)]
mod tests;
