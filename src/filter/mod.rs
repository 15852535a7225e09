//! From a query to the matching rows, best first.

mod matches;
mod query;
mod scan;
mod score;

pub use matches::Matches;
pub use query::Query;
pub use scan::{Cancel, scan};
pub use score::{Scorer, Skim};
