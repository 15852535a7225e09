//! The bookmarks as the program knows them: what is on disk, and what is on its
//! way there.
//!
//! Invariant: a bookmark counts as saved only after the file holds it; `ids` names
//! those that are in `by_id`.

use std::collections::HashMap;
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

/// All bookmarks, by article, in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    by_id: HashMap<ArticleId, Mark>,
    order: Vec<ArticleId>,
    /// The articles that have one, for filters: gathered when they change, not at each key.
    ids: Arc<Bookmarked>,
    /// Changes on their way to the file, by article.
    pending: HashMap<ArticleId, usize>,
    /// What the reader changed, as it was before, the last at the end.
    before: Vec<(ArticleId, Option<Bookmark>)>,
    /// Why the last write failed, until all is in the file.
    failure: Option<Failure>,
}

impl Marks {
    /// What the file holds now: another program, or a person, may have changed it.
    /// Where a change of ours is on its way, ours stands.
    pub fn read(&mut self, bookmarks: Vec<Bookmark>) {
        let ours = |id: &ArticleId| self.pending.contains_key(id);
        let mut order: Vec<ArticleId> = Vec::new();
        let mut by_id = HashMap::new();
        for bookmark in bookmarks.into_iter().filter(|bookmark| !ours(&bookmark.id)) {
            order.push(bookmark.id);
            let saved = true;
            by_id.insert(bookmark.id, Mark { bookmark, saved });
        }
        for id in self.order.iter().filter(|id| ours(id)) {
            let mark = self.by_id.remove(id);
            order.push(*id);
            by_id.extend(mark.map(|mark| (*id, mark)));
        }
        let tags = |(id, mark): (&ArticleId, &Mark)| (*id, mark.bookmark.folded_tags());
        self.ids = Arc::new(by_id.iter().map(tags).collect());
        (self.by_id, self.order) = (by_id, order);
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

    /// Why something is not in the file, where writing has failed.
    pub fn failure(&self) -> Option<&Failure> {
        self.failure.as_ref()
    }

    /// The last write has failed.
    pub fn failed(&mut self, failure: Failure) {
        self.failure = Some(failure);
    }

    /// How many the file does not hold.
    pub fn unsaved(&self) -> usize {
        self.by_id.values().filter(|mark| !mark.saved).count()
    }

    /// Notes what a bookmark is now, before the reader changes it: to go back to.
    pub fn remember(&mut self, id: ArticleId) {
        let now = self.by_id.get(&id).map(|mark| mark.bookmark.clone());
        if self.before.len() >= REMEMBERED {
            self.before.remove(0);
        }
        self.before.push((id, now));
    }

    /// What the bookmark that was changed last was before; each change once.
    pub fn last(&mut self) -> Option<(ArticleId, Option<Bookmark>)> {
        self.before.pop()
    }

    /// Takes a change in that is on its way to the file.
    pub fn take(&mut self, change: &BookmarkChange) {
        let id = change.id();
        *self.pending.entry(id).or_default() += 1;
        match change {
            BookmarkChange::Set(bookmark) | BookmarkChange::Join(bookmark) => {
                if !self.by_id.contains_key(&id) {
                    self.order.push(id);
                }
                Arc::make_mut(&mut self.ids).insert(id, bookmark.folded_tags());
                let (bookmark, saved) = (bookmark.clone(), false);
                self.by_id.insert(id, Mark { bookmark, saved });
            }
            BookmarkChange::Clear(_) => {
                self.by_id.remove(&id);
                self.order.retain(|other| *other != id);
                Arc::make_mut(&mut self.ids).remove(&id);
            }
            other => {
                if let Some(mark) = self.by_id.get_mut(&id) {
                    mark.bookmark.take(other);
                    mark.saved = false;
                    if matches!(other, BookmarkChange::Tag { .. }) {
                        let tags = mark.bookmark.folded_tags();
                        Arc::make_mut(&mut self.ids).insert(id, tags);
                    }
                }
            }
        }
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
        let mark = self.by_id.get_mut(&id)?;
        let place = (&mut mark.bookmark.block, &mut mark.bookmark.offset);
        if (*place.0, *place.1) == (block, offset) {
            return None;
        }
        (*place.0, *place.1) = (block, offset);
        *self.pending.entry(id).or_default() += 1;
        Some(BookmarkChange::Move { id, block, offset })
    }

    /// The file holds these changes, one id for each. A mark is saved with the
    /// last change of its article, not with an earlier one.
    pub fn saved(&mut self, ids: &[ArticleId]) {
        for id in ids {
            let left = self
                .pending
                .get(id)
                .map_or(0, |count| count.saturating_sub(1));
            if left > 0 {
                self.pending.insert(*id, left);
                continue;
            }
            self.pending.remove(id);
            if let Some(mark) = self.by_id.get_mut(id) {
                mark.saved = true;
            }
        }
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
