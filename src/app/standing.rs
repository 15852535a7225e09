//! What stands in the status line as long as it lasts: that something cannot be kept.
//! Notices come and go with the next key, and then nobody would know of it any more.
//!
//! Invariant: it goes by itself once what it is about can be written again.

use super::model::Model;

/// The notices that say it in more words.
const TOLD: [&str; 4] = [
    "notice-bookmark-not-saved",
    "notice-bookmarks-unreadable",
    "notice-leave-unsaved",
    "notice-not-remembered",
];

/// The text that is due, by id; None where all is kept, or a notice says so just now.
pub fn standing(model: &Model) -> Option<&'static str> {
    if model
        .notice
        .as_ref()
        .is_some_and(|it| TOLD.contains(&it.id))
    {
        return None;
    }
    let bookmarks = model.marks.failure().is_some() || model.marks.unreadable;
    match (bookmarks, model.reading.lost) {
        (true, true) => Some("standing-nothing"),
        (true, false) => Some("standing-bookmarks"),
        (false, true) => Some("standing-memory"),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::standing;
    use crate::app::Event;
    use crate::app::update::tests::{Play, failure, id};
    use crate::store::Memory;

    #[test]
    fn it_stands_until_something_is_written_again() {
        let mut play = Play::new(&["甲", "乙"]);
        play.event(Event::BookmarksRead(Vec::new())).settle();
        assert_eq!(standing(&play.model), None);
        play.press("b");
        play.event(Event::BookmarksFailed(vec![id("甲")], failure()));
        assert_eq!(standing(&play.model), None, "the notice says it");
        play.press("j");
        assert_eq!(standing(&play.model), Some("standing-bookmarks"));
        // Beside what other notices say.
        play.press("m");
        assert_ne!(play.notice(), "");
        assert_eq!(standing(&play.model), Some("standing-bookmarks"));
        play.event(Event::NotRemembered(failure()));
        play.press("k");
        assert_eq!(standing(&play.model), Some("standing-nothing"));
        play.event(Event::BookmarksSaved(vec![id("甲")]));
        assert_eq!(standing(&play.model), Some("standing-memory"));
        play.event(Event::RememberedUpTo(0));
        let memory = Arc::new(Memory::default());
        play.event(Event::Remembered { memory, done: 0 });
        assert_eq!(standing(&play.model), Some("standing-memory"));
        play.event(Event::RemembersAgain);
        assert_eq!(standing(&play.model), None);
    }

    #[test]
    fn a_file_that_cannot_be_read_is_not_written_to() {
        let mut play = Play::new(&["甲"]);
        play.event(Event::BookmarksUnreadable(failure())).press("j");
        assert_eq!(standing(&play.model), Some("standing-bookmarks"));
        play.event(Event::BookmarksRead(Vec::new()));
        assert_eq!(standing(&play.model), None);
    }
}
