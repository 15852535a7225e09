//! Text in a cell grid: cleaning, clusters, widths, line breaking, clipping, folding.
//!
//! Invariant: every column count of the program comes from [`width`].

mod breaks;
pub mod class;
pub mod clean;
pub mod clip;
pub mod cluster;
pub mod fold;
pub mod width;
pub mod wrap;

pub use width::Ambiguous;
