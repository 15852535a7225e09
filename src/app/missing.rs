//! Bookmarks whose source is not there any more: the article is looked for by its id,
//! and where it is nowhere, what the bookmark knows is said.
//!
//! Invariant: a bookmark is never lost with its source; it learns the new place only
//! where an article with its id lies.

use super::effect::Effect;
use super::event::Failure;
use super::kept;
use super::model::{Model, Opening};
use super::notice::{Notice, Tone};
use super::open;
use crate::article::Source;
use crate::store::{Bookmark, BookmarkChange};

/// Whether a failure says that the article lies elsewhere, or nowhere.
fn is_gone(failure: &Failure) -> bool {
    matches!(failure.why, "why-not-found" | "why-moved" | "why-no-seed")
}

/// Opens the article of a bookmark from where it lies now; false: it is not known to.
pub(super) fn elsewhere(
    model: &mut Model,
    opening: &Opening,
    failure: &Failure,
    out: &mut Vec<Effect>,
) -> bool {
    let Some((bookmark, source)) = place(model, opening, failure) else {
        return false;
    };
    let change = BookmarkChange::Found {
        id: bookmark.id,
        source: source.to_string(),
    };
    model.marks.take(&change);
    out.push(Effect::SaveBookmark(change));
    open::open(model, source, opening.goal, opening.visit, out);
    kept::refresh_bookmarks(model, out);
    model.notice = Some(Notice::new("notice-bookmark-moved"));
    true
}

fn place(model: &Model, opening: &Opening, failure: &Failure) -> Option<(Bookmark, Source)> {
    let bookmark = bookmark_of(model, &opening.source, failure)?;
    let lists = [&model.list.listed, &model.list.behind];
    let source = lists
        .into_iter()
        .find_map(|rows| rows.source(rows.find(bookmark.id)?))?;
    (source != opening.source).then(|| (bookmark.clone(), source))
}

/// The bookmark of a source that is gone.
fn bookmark_of<'a>(model: &'a Model, source: &Source, failure: &Failure) -> Option<&'a Bookmark> {
    let text = source.to_string();
    let mut all = model.marks.iter();
    all.find(|bookmark| is_gone(failure) && bookmark.source == text)
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
    use crate::store::Bookmark;

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
