//! What is remembered of reading, and the changes to it. Changes, not snapshots,
//! travel to the file, so that several programs at once lose nothing.
//!
//! Invariant: no article stands twice in `recent`, and what is read or has a place
//! need not stand there.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::article::ArticleId;

/// How many of the articles that were opened last are listed.
pub const RECENT: usize = 1000;

/// An article that was opened or marked, as it can be listed and opened again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remembered {
    pub id: ArticleId,
    pub headline: String,
    /// The text form of an `article::Source`.
    pub source: String,
}

impl Remembered {
    /// Whether it can be opened again: standard input cannot.
    pub fn is_lasting(&self) -> bool {
        !self.source.is_empty() && self.source != "-" && !self.source.starts_with("-#")
    }
}

/// All that is remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// The articles that count as read, for rows and filters.
    pub read: Arc<HashSet<ArticleId>>,
    /// Where each article was left: the block, and characters into it.
    pub places: HashMap<ArticleId, (u32, u32)>,
    /// What was opened last, the latest first, at most [`RECENT`].
    pub recent: Vec<Remembered>,
    /// What was typed at the prompt, the latest last.
    pub typed: Vec<String>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MemoryChange {
    /// It was opened, and counts as read.
    Opened(Remembered),
    /// Reading stopped there.
    Left {
        id: ArticleId,
        block: u32,
        offset: u32,
    },
    /// It was marked as read or unread.
    Marked { article: Remembered, read: bool },
    /// A line was typed at the prompt.
    Typed(String),
}

impl Memory {
    /// Takes a change in. What was typed is the history's, which keeps it by itself.
    pub fn apply(&mut self, change: &MemoryChange) {
        match change {
            MemoryChange::Opened(article) => {
                self.mark(article.id, true);
                self.recent.retain(|other| other.id != article.id);
                if article.is_lasting() {
                    self.recent.insert(0, article.clone());
                    self.recent.truncate(RECENT);
                }
            }
            MemoryChange::Left { id, block, offset } => {
                self.places.insert(*id, (*block, *offset));
            }
            MemoryChange::Marked { article, read } => self.mark(article.id, *read),
            MemoryChange::Typed(_) => {}
        }
    }

    fn mark(&mut self, id: ArticleId, read: bool) {
        if self.read.contains(&id) == read {
            return;
        }
        let ids = Arc::make_mut(&mut self.read);
        if read {
            ids.insert(id);
        } else {
            ids.remove(&id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(id: u64, source: &str) -> Remembered {
        Remembered {
            id: ArticleId(id),
            headline: format!("题{id}"),
            source: source.to_owned(),
        }
    }

    #[test]
    fn the_latest_comes_first_and_once() {
        let mut memory = Memory::default();
        for id in [1, 2, 1] {
            memory.apply(&MemoryChange::Opened(article(id, "seed:x")));
        }
        let ids: Vec<u64> = memory.recent.iter().map(|article| article.id.0).collect();
        assert_eq!(ids, [1, 2]);
        for id in 10..10 + RECENT as u64 {
            memory.apply(&MemoryChange::Opened(article(id, "seed:x")));
        }
        assert_eq!(memory.recent.len(), RECENT);
        assert_eq!(memory.read.len(), RECENT + 2, "what is not listed is read");
    }

    #[test]
    fn what_cannot_be_opened_again_is_read_but_not_listed() {
        let mut memory = Memory::default();
        for (id, source) in [(1, "-"), (2, "-#byte=7"), (3, "")] {
            memory.apply(&MemoryChange::Opened(article(id, source)));
            assert!(memory.read.contains(&ArticleId(id)));
        }
        assert!(memory.recent.is_empty());
    }

    #[test]
    fn a_filter_that_runs_keeps_what_it_was_given() {
        let mut memory = Memory::default();
        let before = Arc::clone(&memory.read);
        let marked = |read| MemoryChange::Marked {
            article: article(7, "seed:x"),
            read,
        };
        memory.apply(&marked(true));
        assert!(memory.read.contains(&ArticleId(7)) && before.is_empty());
        memory.apply(&marked(false));
        assert!(memory.read.is_empty());
    }
}
