//! The dates that articles mention, for the filter: each article is read for them
//! once, when a query first asks.
//!
//! Invariant: what cannot be read mentions nothing, but only until it can be.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use super::library::Library;
use crate::article::ArticleId;
use crate::dates::Date;
use crate::filter::Beside;
use crate::store::{Bookmarked, Chunk};

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
        let read = || {
            let all = self.read(chunk, index)?;
            known().insert(id, Arc::clone(&all));
            Some(all)
        };
        let all = found.or_else(read).unwrap_or_default();
        all.iter()
            .any(|(from, to)| *from <= days.1 && *to >= days.0)
    }

    /// The days; None where the article cannot be read.
    fn read(&self, chunk: &Chunk, index: usize) -> Option<Arc<[Days]>> {
        let source = chunk.source(index)?;
        let article = self.library.loader.article(&source).ok()?;
        let own = chunk.facts().day(index).and_then(Date::of_day);
        let days = article.dates(own).into_iter().map(|dated| {
            let to = dated.to.unwrap_or(dated.from);
            (dated.from.first_day(), to.last_day())
        });
        Some(days.collect())
    }
}

/// What lies beside the headlines.
pub struct Known<'a> {
    pub bookmarks: &'a Bookmarked,
    pub read: &'a HashSet<ArticleId>,
    pub mentioned: &'a Mentioned,
}

impl Beside for Known<'_> {
    fn is_bookmarked(&self, id: ArticleId) -> bool {
        self.bookmarks.contains_key(&id)
    }

    fn has_tag(&self, id: ArticleId, tag: &str) -> bool {
        let tags = self.bookmarks.get(&id).into_iter().flatten();
        tags.into_iter().any(|own| own.starts_with(tag))
    }
    fn is_read(&self, id: ArticleId) -> bool {
        self.read.contains(&id)
    }
    fn mentions(&self, chunk: &Chunk, index: usize, days: (i32, i32)) -> bool {
        self.mentioned.mentions(chunk, index, days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Source;
    use crate::store::{ChunkBuilder, Row, RowFacts};

    #[test]
    fn what_could_not_be_read_is_read_later() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        let text = "大雨\n\n2024年5月6日，机场关闭。";
        let mut builder = ChunkBuilder::default();
        builder.push(Row {
            id: ArticleId::of(text),
            headline: "大雨".into(),
            source: Source::File(path.as_path().into()),
            facts: RowFacts::default(),
        });
        let chunk = builder.finish();
        let mentioned = Mentioned::default();
        let day = Date::of_stamp("2024-05-06").unwrap().first_day();
        let mentions = |day| mentioned.mentions(&chunk, 0, (day, day));
        assert!(!mentions(day));
        std::fs::write(&path, text).unwrap();
        assert!(mentions(day));
        assert!(!mentions(day + 1));
        // What has been read is kept.
        std::fs::remove_file(&path).unwrap();
        assert!(mentions(day));
    }
}
