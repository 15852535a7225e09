//! Changes that wait to be written: those that go together become one.
//!
//! Invariant: written one after the other they make of the file what all that were put
//! there would have made of it.

use crate::store::BookmarkChange;

/// Puts `change` behind what waits, where later changes of an article take the place
/// of earlier ones.
pub(super) fn coalesce(waiting: &mut Vec<BookmarkChange>, change: BookmarkChange) {
    use BookmarkChange::{Clear, Join, Note, Set};
    let id = change.id();
    match change {
        // Whatever was to be done with it before.
        Clear(_) => {
            waiting.retain(|earlier| earlier.id() != id);
            waiting.push(change);
        }
        // But what is taken away goes first, or it would stay in the file.
        Set(_) => {
            let away =
                |earlier: &BookmarkChange| matches!(earlier, Clear(_)) || takes_away(earlier);
            waiting.retain(|earlier| earlier.id() != id || away(earlier));
            waiting.push(change);
        }
        change => match waiting.iter_mut().rfind(|earlier| earlier.id() == id) {
            Some(Set(bookmark) | Join(bookmark)) if !takes_away(&change) => bookmark.take(&change),
            // What is cleared holds nothing; but it may be made again.
            Some(Clear(_)) if !matches!(change, Join(_)) => {}
            // One note over the other, which was never in the file.
            Some(Note { note, .. }) if matches!(&change, Note { was, .. } if was == note) => {
                if let Note { note: new, .. } = change {
                    *note = new;
                }
            }
            // Tags and other notes add up; of all else the last word counts.
            Some(earlier)
                if !matches!(change, BookmarkChange::Tag { .. } | Note { .. })
                    && std::mem::discriminant(earlier) == std::mem::discriminant(&change) =>
            {
                *earlier = change;
            }
            _ => waiting.push(change),
        },
    }
}

/// Whether a change leaves nothing where something may be in the file: that `Set` does
/// not do, so it has to be said by itself.
fn takes_away(change: &BookmarkChange) -> bool {
    match change {
        BookmarkChange::Tag { remove, .. } => !remove.is_empty(),
        BookmarkChange::Note { note, .. } => note.is_empty(),
        _ => false,
    }
}
