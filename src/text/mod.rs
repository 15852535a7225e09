//! Text in a cell grid: cleaning, clusters, widths, line breaking, clipping, folding.
//!
//! Invariant: every column count of the program comes from [`width`], and every
//! text that reaches a cell has been through [`clean`].

mod breaks;
pub mod class;
pub mod clean;
pub mod clip;
pub mod cluster;
pub mod fold;
mod lang;
pub mod width;
pub mod wrap;

pub use breaks::{Level, opportunities};
pub use lang::Lang;
pub use width::Ambiguous;
