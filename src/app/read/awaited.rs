//! What a reader waits for from outside.
//!
//! Invariant: nothing that has come is awaited any more.

use std::sync::Arc;

use super::{Reader, Rest};
use crate::app::{Effect, Era};
use crate::reader::View;

/// The layout, search and view that are on their way.
#[derive(Clone, Debug, Default)]
pub struct Awaited {
    /// The rows of a large page; None where they were not asked for.
    pub starts: Option<Era>,
    pub search: Option<Search>,
    pub view: Option<(Era, View)>,
    /// The dates that the article mentions.
    pub dates: Option<Era>,
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

impl Reader {
    /// Begins a search in the page as it is set now.
    pub fn look_for(&mut self, search: Search) -> Effect {
        let effect = Effect::Find {
            era: search.era,
            page: Arc::clone(&self.sheet.page),
            text: search.text.clone(),
            typography: self.sheet.typography,
            lexicon: self.sheet.lexicon.clone(),
        };
        self.awaited.search = Some(search);
        effect
    }
}
