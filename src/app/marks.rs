//! The bookmarks as the program knows them: what is on disk, and what is on its
//! way there.
//!
//! Invariant: a bookmark counts as saved only after the file holds it.

use std::collections::HashMap;

use crate::article::ArticleId;
use crate::store::{Bookmark, BookmarkChange};

/// One bookmark and whether the file holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub bookmark: Bookmark,
    pub saved: bool,
}

/// All bookmarks, by article, in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    by_id: HashMap<ArticleId, Mark>,
    order: Vec<ArticleId>,
}

impl Marks {
    /// What the file holds, merged with what was changed meanwhile.
    pub fn read(&mut self, bookmarks: Vec<Bookmark>) {
        for bookmark in bookmarks {
            if !self.by_id.contains_key(&bookmark.id) {
                self.order.push(bookmark.id);
                self.by_id.insert(
                    bookmark.id,
                    Mark {
                        bookmark,
                        saved: true,
                    },
                );
            }
        }
    }

    /// The mark of an article.
    pub fn get(&self, id: ArticleId) -> Option<&Mark> {
        self.by_id.get(&id)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// All bookmarks in order.
    pub fn iter(&self) -> impl Iterator<Item = &Bookmark> {
        self.order
            .iter()
            .filter_map(|id| self.by_id.get(id))
            .map(|mark| &mark.bookmark)
    }

    /// How many the file does not hold.
    pub fn unsaved(&self) -> usize {
        self.by_id.values().filter(|mark| !mark.saved).count()
    }

    /// Sets a bookmark, or removes the one that is there.
    pub fn toggle(&mut self, bookmark: Bookmark) -> BookmarkChange {
        let id = bookmark.id;
        if self.by_id.remove(&id).is_some() {
            self.order.retain(|other| *other != id);
            return BookmarkChange::Clear(id);
        }
        self.order.push(id);
        self.by_id.insert(
            id,
            Mark {
                bookmark: bookmark.clone(),
                saved: false,
            },
        );
        BookmarkChange::Set(bookmark)
    }

    /// Notes where reading stopped; None where nothing changes.
    pub fn move_to(&mut self, id: ArticleId, block: u32, offset: u32) -> Option<BookmarkChange> {
        let mark = self.by_id.get_mut(&id)?;
        let place = (&mut mark.bookmark.block, &mut mark.bookmark.offset);
        if (*place.0, *place.1) == (block, offset) {
            return None;
        }
        (*place.0, *place.1) = (block, offset);
        Some(BookmarkChange::Move { id, block, offset })
    }

    /// The file holds the changes to these articles.
    pub fn saved(&mut self, ids: &[ArticleId]) {
        for id in ids {
            if let Some(mark) = self.by_id.get_mut(id) {
                mark.saved = true;
            }
        }
    }
}
