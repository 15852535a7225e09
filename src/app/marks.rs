//! The bookmarks as the program knows them: what is on disk, and what is on its
//! way there.
//!
//! Invariant: a bookmark counts as saved only after the file holds it; `ids` names
//! those that are in `by_id`.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::event::Failure;
use crate::article::ArticleId;
use crate::store::{Bookmark, BookmarkChange, Bookmarked};

/// So many changes can be taken back.
const REMEMBERED: usize = 100;

/// One bookmark and whether the file holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub bookmark: Bookmark,
    pub saved: bool,
}

/// A change of the reader's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    pub id: ArticleId,
    /// What the bookmark was.
    pub before: Option<Bookmark>,
    /// What the reader has made of it.
    pub after: Option<Bookmark>,
}

/// All bookmarks, by article, in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    by_id: HashMap<ArticleId, Mark>,
    order: Vec<ArticleId>,
    /// The articles that have one, for filters: gathered when they change, not at each key.
    ids: Arc<Bookmarked>,
    /// Changes on their way to the file, by article.
    pending: HashMap<ArticleId, usize>,
    /// What the reader changed, the last at the end.
    past: Vec<Past>,
    /// Files with notes from the editor, until the notes are in the bookmarks file.
    pub drafts: Vec<(ArticleId, PathBuf)>,
    /// Why the last write failed, until all is in the file.
    failure: Option<Failure>,
    /// The file cannot be read, and is not written to.
    pub unreadable: bool,
}

impl Marks {
    /// What the file holds now: another program, or a person, may have changed it.
    /// Where a change of ours is on its way, ours stands.
    pub fn read(&mut self, bookmarks: Vec<Bookmark>) {
        self.unreadable = false;
        let ours = |id: &ArticleId| self.pending.contains_key(id);
        let mut order: Vec<ArticleId> = Vec::with_capacity(bookmarks.len());
        let mut by_id = HashMap::with_capacity(bookmarks.len());
        let theirs = bookmarks.into_iter().map(|bookmark| {
            let saved = true;
            (bookmark.id, Some(Mark { bookmark, saved }))
        });
        // At its place in the file, or at the end.
        let own = self
            .order
            .iter()
            .filter(|id| ours(id))
            .map(|id| (*id, None));
        for (id, mark) in theirs.chain(own) {
            let mark = match mark {
                Some(mark) if !ours(&id) => Some(mark),
                _ => self.by_id.remove(&id),
            };
            if let Some(mark) = mark {
                order.push(id);
                by_id.insert(id, mark);
            }
        }
        let tags = |(id, mark): (&ArticleId, &Mark)| (*id, mark.bookmark.folded_tags());
        self.ids = Arc::new(by_id.iter().map(tags).collect());
        (self.by_id, self.order) = (by_id, order);
    }

    /// What has become of some bookmarks in the file. Where a change of ours is on its
    /// way, ours stands.
    pub fn told(&mut self, are: Vec<Bookmark>, gone: &[ArticleId]) {
        for bookmark in are {
            if !self.pending.contains_key(&bookmark.id) {
                self.put(bookmark, true);
            }
        }
        for id in gone {
            if !self.pending.contains_key(id) {
                self.forget(*id);
            }
        }
    }

    /// There is no bookmark in the file for these changes, one id for each: what they
    /// were for goes, and can be set again as the reader had made it.
    pub fn gone(&mut self, ids: &[ArticleId]) {
        for id in ids {
            if self.done(*id)
                && let Some(mark) = self.forget(*id)
            {
                self.remember(*id, Some(mark.bookmark));
            }
        }
        self.settle();
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

    /// The articles that have one.
    pub fn ids(&self) -> Arc<Bookmarked> {
        Arc::clone(&self.ids)
    }

    /// All bookmarks in order.
    pub fn iter(&self) -> impl Iterator<Item = &Bookmark> {
        self.order
            .iter()
            .filter_map(|id| self.by_id.get(id))
            .map(|mark| &mark.bookmark)
    }

    /// How many articles have changes that are not in the file.
    pub fn pending(&self) -> usize {
        self.pending.len()
    }

    /// How many articles that have a bookmark have changes that are not in the file, and
    /// how many that have none any more.
    pub fn unwritten(&self) -> (usize, usize) {
        let kept = |id: &&ArticleId| self.by_id.contains_key(id);
        let kept = self.pending.keys().filter(kept).count();
        (kept, self.pending.len() - kept)
    }

    /// Why something is not in the file, where writing has failed.
    pub fn failure(&self) -> Option<&Failure> {
        self.failure.as_ref()
    }

    /// The last write has failed.
    pub fn failed(&mut self, failure: Failure) {
        self.failure = Some(failure);
    }

    /// How many the file does not hold as they are.
    pub fn unsaved(&self) -> usize {
        // All others are saved: no change of them is on its way.
        let pending = self.pending.keys().filter_map(|id| self.by_id.get(id));
        pending.filter(|mark| !mark.saved).count()
    }

    /// Notes what the reader has changed, and what it was before: to go back to.
    pub fn remember(&mut self, id: ArticleId, before: Option<Bookmark>) {
        let after = self.by_id.get(&id).map(|mark| mark.bookmark.clone());
        if self.past.len() >= REMEMBERED {
            self.past.remove(0);
        }
        self.past.push(Past { id, before, after });
    }

    /// The last change of the reader's; each once.
    pub fn last(&mut self) -> Option<Past> {
        self.past.pop()
    }

    /// Takes a change in that is on its way to the file.
    pub fn take(&mut self, change: &BookmarkChange) {
        let id = change.id();
        *self.pending.entry(id).or_default() += 1;
        match change {
            BookmarkChange::Set(bookmark) | BookmarkChange::Join(bookmark) => {
                self.put(bookmark.clone(), false);
            }
            BookmarkChange::Clear(_) => drop(self.forget(id)),
            other => {
                if let Some(mark) = self.by_id.get_mut(&id) {
                    mark.bookmark.take(other);
                    // Where reading stopped is no reason to show it as unsaved.
                    mark.saved &= matches!(other, BookmarkChange::Move { .. });
                    if matches!(other, BookmarkChange::Tag { .. }) {
                        let tags = mark.bookmark.folded_tags();
                        Arc::make_mut(&mut self.ids).insert(id, tags);
                    }
                }
            }
        }
    }

    fn put(&mut self, bookmark: Bookmark, saved: bool) {
        let id = bookmark.id;
        let tags = bookmark.folded_tags();
        if self.ids.get(&id) != Some(&tags) {
            Arc::make_mut(&mut self.ids).insert(id, tags);
        }
        if self.by_id.insert(id, Mark { bookmark, saved }).is_none() {
            self.order.push(id);
        }
    }

    fn forget(&mut self, id: ArticleId) -> Option<Mark> {
        let mark = self.by_id.remove(&id)?;
        self.order.retain(|other| *other != id);
        Arc::make_mut(&mut self.ids).remove(&id);
        Some(mark)
    }

    /// Sets a bookmark, or removes the one that is there.
    pub fn toggle(&mut self, bookmark: Bookmark) -> BookmarkChange {
        let change = if self.by_id.contains_key(&bookmark.id) {
            BookmarkChange::Clear(bookmark.id)
        } else {
            BookmarkChange::Set(bookmark)
        };
        self.take(&change);
        change
    }

    /// Notes where reading stopped; None where nothing changes.
    pub fn move_to(&mut self, id: ArticleId, block: u32, offset: u32) -> Option<BookmarkChange> {
        let kept = &self.by_id.get(&id)?.bookmark;
        if (kept.block, kept.offset) == (block, offset) {
            return None;
        }
        let change = BookmarkChange::Move { id, block, offset };
        self.take(&change);
        Some(change)
    }

    /// The file holds these changes, one id for each. A mark is saved with the
    /// last change of its article, not with an earlier one.
    pub fn saved(&mut self, ids: &[ArticleId]) {
        for id in ids {
            if self.done(*id)
                && let Some(mark) = self.by_id.get_mut(id)
            {
                mark.saved = true;
            }
        }
        self.settle();
    }

    /// The files of notes of which no change is on its way any more; each once.
    pub fn settled(&mut self) -> Vec<PathBuf> {
        let pending = &self.pending;
        let (left, settled): (Vec<_>, Vec<_>) = std::mem::take(&mut self.drafts)
            .into_iter()
            .partition(|(id, _)| pending.contains_key(id));
        self.drafts = left;
        settled.into_iter().map(|(_, file)| file).collect()
    }

    /// A change is not on its way any more; whether it was the last one of its article.
    fn done(&mut self, id: ArticleId) -> bool {
        let left = self.pending.get(&id).map_or(0, |n| n.saturating_sub(1));
        if left > 0 {
            self.pending.insert(id, left);
        } else {
            self.pending.remove(&id);
        }
        left == 0
    }

    fn settle(&mut self) {
        if self.pending.is_empty() {
            self.failure = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bookmark(id: ArticleId) -> Bookmark {
        Bookmark {
            id,
            ..Bookmark::default()
        }
    }

    #[test]
    fn the_ids_are_gathered_once_and_follow_each_change() {
        let mut marks = Marks::default();
        let ids = |marks: &Marks| {
            let mut ids: Vec<ArticleId> = marks.ids().keys().copied().collect();
            ids.sort_unstable();
            ids
        };
        marks.read(vec![bookmark(ArticleId(3)), bookmark(ArticleId(5))]);
        let shared = marks.ids();
        assert!(Arc::ptr_eq(&shared, &marks.ids()), "not gathered anew");
        marks.move_to(ArticleId(3), 1, 2);
        marks.saved(&[ArticleId(3)]);
        assert!(
            Arc::ptr_eq(&shared, &marks.ids()),
            "no mark was set or removed"
        );
        marks.toggle(bookmark(ArticleId(4)));
        assert_eq!(ids(&marks), [3, 4, 5].map(ArticleId));
        marks.toggle(bookmark(ArticleId(3)));
        assert_eq!(ids(&marks), [4, 5].map(ArticleId));
        // What was on its way stays, what the file does not hold any more goes.
        marks.read(vec![bookmark(ArticleId(3)), bookmark(ArticleId(9))]);
        assert_eq!(ids(&marks), [4, 9].map(ArticleId));
        assert_eq!(
            shared.len(),
            2,
            "a filter that runs keeps what it was given"
        );
    }

    #[test]
    fn an_earlier_change_does_not_vouch_for_a_later_one() {
        let id = ArticleId(7);
        let mut marks = Marks::default();
        for _ in 0..3 {
            marks.toggle(bookmark(id));
        }
        let saved = |marks: &Marks| marks.get(id).map(|mark| mark.saved);
        marks.saved(&[id]);
        assert_eq!(saved(&marks), Some(false), "two changes are on their way");
        marks.saved(&[id, id]);
        assert_eq!(saved(&marks), Some(true));
    }
}
