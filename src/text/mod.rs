//! Text in a cell grid: cleaning, clusters, widths, line breaking, clipping, folding.
//!
//! Invariant: every column count of the program comes from [`width`], and every
//! text that reaches a cell has been through [`clean`].

mod breaks;
pub mod caret;
pub mod class;
pub mod clean;
pub mod clip;
pub mod cluster;
pub mod fold;
mod lang;
pub mod place;
pub mod punctuation;
pub mod sentence;
pub mod shown;
mod unit;
pub mod vertical;
pub mod width;
pub mod wrap;

pub use breaks::{Level, breaks, opportunities};
pub use clean::Clean;
pub(crate) use clean::joined;
pub use lang::Lang;
pub use shown::{Edit, Map, Reading, Shown};
pub use unit::{Axis, Hang};
pub use width::Ambiguous;
