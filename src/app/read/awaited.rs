//! What a reader waits for from outside.
//!
//! Invariant: nothing that has come is awaited any more.

use super::Rest;
use crate::app::Era;
use crate::reader::View;

/// The layout, search and view that are on their way.
#[derive(Clone, Debug, Default)]
pub struct Awaited {
    /// The rows of a large page; None where they were not asked for.
    pub starts: Option<Era>,
    pub search: Option<Search>,
    pub view: Option<(Era, View)>,
    /// The rest of a large article.
    pub rest: Option<Rest>,
}

/// A search under way.
#[derive(Clone, Debug)]
pub struct Search {
    pub era: Era,
    pub text: String,
    /// Only marks matches again, on another page of the same article.
    pub again: bool,
}
