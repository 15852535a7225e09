//! Taking back the last changes of bookmarks.
//!
//! Invariant: what is taken back is what the reader did: never where reading stopped,
//! and never what others have written since.

use super::annotate::put;
use super::effect::Effect;
use super::kept;
use super::marks::Past;
use super::model::Model;
use super::notice::{Notice, Tone};
use crate::article::ArticleId;
use crate::store::{Bookmark, BookmarkChange, retag};
use crate::text::clean::line;

/// Takes the last change of a bookmark back.
pub(super) fn last(model: &mut Model, out: &mut Vec<Effect>) {
    let Some(past) = model.marks.last() else {
        model.notice = Some(Notice::new("notice-nothing-to-undo"));
        return;
    };
    let id = past.id;
    let now = model.marks.get(id).map(|mark| mark.bookmark.clone());
    let known = past.before.as_ref().or(now.as_ref());
    let headline = known.map_or_else(String::new, |known| known.headline.clone());
    let changes = back(past, now);
    let notice = if changes.is_empty() {
        Notice::new("notice-not-undone").tone(Tone::Warning)
    } else {
        Notice::new("notice-undone")
    };
    for change in changes {
        put(model, change, out);
    }
    model.notice = Some(notice.text("headline", &line(&headline)));
    kept::refresh_bookmarks(model, &[id], out);
}

/// The changes that take back what the reader has made of a bookmark; none where others
/// have written there since.
fn back(past: Past, now: Option<Bookmark>) -> Vec<BookmarkChange> {
    let id = past.id;
    match (past.before, past.after, now) {
        (None, Some(after), Some(now)) if !is_beyond(&now, &after) => {
            vec![BookmarkChange::Clear(id)]
        }
        // Others may have set it again, even if that is not known yet: both are to stay.
        (Some(before), None, now) => {
            let both = now.map(|now| now.joined(&before));
            vec![BookmarkChange::Join(both.unwrap_or(before))]
        }
        (Some(before), Some(after), Some(now)) => parts(id, before, &after, &now),
        _ => Vec::new(),
    }
}

/// Whether there are tags or a note that the reader does not know of.
fn is_beyond(now: &Bookmark, known: &Bookmark) -> bool {
    let note = !now.note.is_empty() && now.note != known.note;
    note || now.tags.iter().any(|tag| !known.tags.contains(tag))
}

fn parts(id: ArticleId, before: Bookmark, after: &Bookmark, now: &Bookmark) -> Vec<BookmarkChange> {
    let (tags, note) = (before.tags, before.note);
    // Tags that others have given stand beside the reader's own.
    let tag = (after.tags != tags).then(|| retag(id, &after.tags, &tags));
    let own = after.note != note && after.note == now.note;
    let was = after.note.clone();
    let note = own.then_some(BookmarkChange::Note { id, was, note });
    tag.into_iter().chain(note).collect()
}
