//! The dates that articles mention, for the filter: each article is read for them
//! once, when a query first asks.
//!
//! Invariant: what cannot be read mentions nothing, and is not read again.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use super::library::Library;
use crate::article::ArticleId;
use crate::dates::Date;
use crate::filter::Beside;
use crate::ingest::TextForm;
use crate::store::Chunk;

/// Days from one to another, since 1970-01-01.
type Days = (i32, i32);

/// The dates that are known.
#[derive(Clone, Default)]
pub struct Mentioned {
    library: Arc<Library>,
    known: Arc<Mutex<HashMap<ArticleId, Arc<[Days]>>>>,
}

impl Mentioned {
    /// Reads articles as `library` does.
    pub fn new(library: Arc<Library>) -> Self {
        Self {
            library,
            known: Arc::default(),
        }
    }

    /// Whether row `index` of a chunk mentions a day within `days`.
    pub fn mentions(&self, chunk: &Chunk, index: usize, days: Days) -> bool {
        let Some(id) = chunk.id(index) else {
            return false;
        };
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let found = known().get(&id).cloned();
        let all = found.unwrap_or_else(|| {
            let all = self.read(chunk, index);
            known().insert(id, Arc::clone(&all));
            all
        });
        all.iter()
            .any(|(from, to)| *from <= days.1 && *to >= days.0)
    }

    fn read(&self, chunk: &Chunk, index: usize) -> Arc<[Days]> {
        let source = chunk.source(index);
        let read = |source| self.library.loader.article(&source, TextForm::Clean).ok();
        let own = chunk.facts().day(index).and_then(Date::of_day);
        let found = source.and_then(read).map(|article| article.dates(own));
        let days = found.into_iter().flatten().map(|dated| {
            let to = dated.to.unwrap_or(dated.from);
            (dated.from.first_day(), to.last_day())
        });
        days.collect()
    }
}

/// What lies beside the headlines.
pub struct Known<'a> {
    pub bookmarks: &'a HashSet<ArticleId>,
    pub mentioned: &'a Mentioned,
}

impl Beside for Known<'_> {
    fn is_bookmarked(&self, id: ArticleId) -> bool {
        self.bookmarks.contains(&id)
    }
    fn mentions(&self, chunk: &Chunk, index: usize, days: (i32, i32)) -> bool {
        self.mentioned.mentions(chunk, index, days)
    }
}
