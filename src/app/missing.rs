//! Articles whose source is not there any more, but which are known by a bookmark or
//! from reading: they are looked for by their id, and where one is nowhere, what the
//! bookmark knows is said.
//!
//! Invariant: a bookmark is never lost with its source; it learns the new place only
//! where an article with its id lies.

use super::effect::Effect;
use super::event::Failure;
use super::kept;
use super::model::{Model, Opening};
use super::notice::{Notice, Tone};
use super::open;
use crate::article::{ArticleId, Source};
use crate::store::{Bookmark, BookmarkChange};

/// Whether a failure says that the article lies elsewhere, or nowhere.
pub fn is_gone(failure: &Failure) -> bool {
    matches!(failure.why, "why-not-found" | "why-moved" | "why-no-seed")
}

/// Opens an article that is known from where it lies now; false: it is not known to.
pub(super) fn elsewhere(
    model: &mut Model,
    opening: &Opening,
    failure: &Failure,
    out: &mut Vec<Effect>,
) -> bool {
    let bookmark = bookmark_of(model, &opening.source, failure).map(|bookmark| bookmark.id);
    let read = || read_before(model, &opening.source, failure);
    let Some(id) = bookmark.or_else(read) else {
        return false;
    };
    let Some(source) = place(model, id).filter(|source| *source != opening.source) else {
        return false;
    };
    if bookmark.is_some() {
        let change = BookmarkChange::Found {
            id,
            source: source.to_string(),
        };
        model.marks.take(&change);
        out.push(Effect::SaveBookmark(change));
    }
    open::open(model, source, opening.goal, opening.visit, out);
    kept::refresh_bookmarks(model, out);
    model.notice = Some(Notice::new(if bookmark.is_some() {
        "notice-bookmark-moved"
    } else {
        "notice-article-moved"
    }));
    true
}

/// Where the lists have an article with this id.
fn place(model: &Model, id: ArticleId) -> Option<Source> {
    let lists = [&model.list.listed, &model.list.behind];
    lists
        .into_iter()
        .find_map(|rows| rows.source(rows.find(id)?))
}

/// The bookmark of a source that is gone.
fn bookmark_of<'a>(model: &'a Model, source: &Source, failure: &Failure) -> Option<&'a Bookmark> {
    let text = source.to_string();
    let mut all = model.marks.iter();
    all.find(|bookmark| is_gone(failure) && bookmark.source == text)
}

/// The article that was read last from a source that is gone.
fn read_before(model: &Model, source: &Source, failure: &Failure) -> Option<ArticleId> {
    let text = source.to_string();
    let mut recent = model.reading.recent().iter();
    let found = recent.find(|article| is_gone(failure) && article.source == text);
    found.map(|article| article.id)
}

/// What is still known of an article that is gone.
pub(super) fn notice(model: &Model, source: &Source, failure: &Failure) -> Option<Notice> {
    let bookmark = bookmark_of(model, source, failure)?;
    let tags: Vec<String> = bookmark.tags.iter().map(|tag| format!("#{tag}")).collect();
    let day = bookmark.added.get(..10).unwrap_or(&bookmark.added);
    let known = [
        day.to_owned(),
        tags.join(" "),
        bookmark.note.replace('\n', " "),
    ];
    let known: Vec<String> = known.into_iter().filter(|part| !part.is_empty()).collect();
    let notice = Notice::failure("notice-bookmark-missing", failure).tone(Tone::Warning);
    Some(notice.text("known", &crate::text::clean::line(&known.join("  "))))
}

#[cfg(test)]
mod tests {
    use crate::app::Event;
    use crate::app::update::tests::{Play, bookmark, id};
    use crate::store::{Bookmark, Memory, MemoryChange, Remembered};

    /// A bookmark of an article of the list, as it was somewhere else.
    fn moved(name: &str, of: &str) -> Bookmark {
        Bookmark {
            id: id(of),
            tags: vec!["贸易".to_owned()],
            note: "读过".to_owned(),
            ..bookmark(name, 0, 0)
        }
    }

    #[test]
    fn an_article_that_has_moved_is_found_by_its_id() {
        let mut play = Play::new(&["甲", "乙"]);
        play.event(Event::BookmarksRead(vec![moved("gone", "乙")]))
            .settle();
        play.keys("B<Enter>");
        assert_eq!(play.reader().article.headline(), "乙");
        let mark = play.model.marks.get(id("乙")).unwrap();
        assert_eq!(mark.bookmark.source, bookmark("乙", 0, 0).source);
        assert_eq!(mark.bookmark.note, "读过");
    }

    #[test]
    fn one_that_was_read_is_found_by_its_id_without_a_bookmark() {
        let read = |of: &str| {
            let mut memory = Memory::default();
            memory.apply(&MemoryChange::Opened(Remembered {
                id: id(of),
                headline: of.to_owned(),
                source: bookmark("gone", 0, 0).source,
            }));
            let mut play = Play::new(&["甲", "乙"]);
            let memory = std::sync::Arc::new(memory);
            play.event(Event::Remembered { memory, done: 0 });
            play.keys("R<Enter>");
            play
        };
        let play = read("乙");
        assert_eq!(play.reader().article.headline(), "乙");
        assert_eq!(play.notice(), "notice-article-moved");
        assert!(play.model.marks.get(id("乙")).is_none());
        let now = bookmark("乙", 0, 0).source;
        assert_eq!(play.model.reading.recent()[0].source, now, "it is learnt");
        // What is in no list is said to be gone.
        assert_eq!(read("丙").notice(), "notice-source-failed");
    }

    #[test]
    fn of_one_that_is_nowhere_is_said_what_is_known() {
        let mut play = Play::new(&["甲"]);
        play.event(Event::BookmarksRead(vec![moved("gone", "丙")]))
            .settle();
        play.keys("B<Enter>");
        assert_eq!(play.notice(), "notice-bookmark-missing");
        let words = play.model.notice.as_ref().unwrap().words(&play.model.texts);
        assert!(words.contains("2026-11-22  #贸易  读过"), "{words}");
        assert!(play.model.marks.get(id("丙")).is_some());
    }
}
