//! What the model has to be told of the file: what differs from what it knows.
//!
//! Invariant: with what is told the model holds what the file does, in its order.

use std::collections::{HashMap, HashSet};

use crate::article::ArticleId;
use crate::store::{Bookmark, BookmarkChange};

/// So many bookmarks are told one by one, or listed where they are shown; more are not.
pub(super) const FEW: usize = 64;

/// What is new in `now`: bookmarks that are not as they were, or that changes of ours were
/// for, and articles that have none any more. None where that is much, or where others
/// have changed the order.
pub(super) fn news(
    before: &[Bookmark],
    now: &[Bookmark],
    own: &[BookmarkChange],
) -> Option<(Vec<Bookmark>, Vec<ArticleId>)> {
    let own: HashSet<ArticleId> = own.iter().map(BookmarkChange::id).collect();
    let known: HashMap<ArticleId, &Bookmark> = before.iter().map(|b| (b.id, b)).collect();
    let there: HashSet<ArticleId> = now.iter().map(|bookmark| bookmark.id).collect();
    let mut gone: Vec<ArticleId> = own.iter().copied().collect();
    gone.extend(known.keys());
    gone.retain(|id| !there.contains(id));
    gone.sort_unstable();
    gone.dedup();
    let is_new = |b: &&Bookmark| own.contains(&b.id) || known.get(&b.id) != Some(b);
    let are: Vec<Bookmark> = now.iter().filter(is_new).cloned().collect();
    // The model puts new ones at the end.
    let stayed = before.iter().filter(|b| there.contains(&b.id));
    let same_order = stayed.zip(now).all(|(one, other)| one.id == other.id);
    let foreign = |b: &Bookmark| !known.contains_key(&b.id) && !own.contains(&b.id);
    let told = same_order && (own.is_empty() || !are.iter().any(foreign));
    (told && are.len() + gone.len() <= FEW).then_some((are, gone))
}
