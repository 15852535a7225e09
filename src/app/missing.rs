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
use crate::article::{Article, ArticleId, Source};
use crate::store::{Bookmark, BookmarkChange};

/// Whether a failure says that the article lies elsewhere, or nowhere.
pub fn is_gone(failure: &Failure) -> bool {
    matches!(failure.why, "why-not-found" | "why-moved" | "why-no-seed")
}

/// An article that is expected where it is not any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    pub id: ArticleId,
    /// What was wrong with the place that was known.
    pub failure: Failure,
}

/// Opens an article that is known from where it lies now; false: it is not known to.
pub(super) fn elsewhere(
    model: &mut Model,
    opening: &Opening,
    failure: &Failure,
    out: &mut Vec<Effect>,
) -> bool {
    let Some((id, source)) = place(model, opening, failure) else {
        return false;
    };
    open::open(model, source, opening.goal, opening.visit, out);
    if let Some(again) = &mut model.opening {
        again.find.clone_from(&opening.find);
        let failure = failure.clone();
        again.moved = Some(Box::new(Moved { id, failure }));
    }
    true
}

/// Where the lists have the article.
fn place(model: &Model, opening: &Opening, failure: &Failure) -> Option<(ArticleId, Source)> {
    if opening.moved.is_some() {
        return None;
    }
    let bookmark = bookmark_of(model, opening, failure).map(|bookmark| bookmark.id);
    let id = bookmark.or_else(|| read_before(model, &opening.source, failure))?;
    let lists = [&model.list.listed, &model.list.behind];
    let source = lists
        .into_iter()
        .find_map(|rows| rows.source(rows.find(id)?))?;
    (source != opening.source).then_some((id, source))
}

/// Whether what lies at the new place is no more the article that is looked for; then it
/// is not opened.
pub(super) fn is_another(model: &mut Model, opening: &Opening, article: &Article) -> bool {
    let another = |moved: &&Moved| moved.id != article.id;
    let Some(moved) = opening.moved.as_deref().filter(another) else {
        return false;
    };
    open::give_up(model);
    let known = notice(model, opening, &moved.failure);
    model.notice = known.or(Some(Notice::failure(
        "notice-source-failed",
        &moved.failure,
    )));
    true
}

/// The article is on the page: its bookmark, where it has one, learns where it lies.
pub(super) fn found(model: &mut Model, moved: &Moved, source: &Source, out: &mut Vec<Effect>) {
    let kept = model.marks.get(moved.id).is_some();
    if kept {
        let change = BookmarkChange::Found {
            id: moved.id,
            source: source.to_string(),
        };
        model.marks.take(&change);
        out.push(Effect::SaveBookmark(change));
        kept::refresh_bookmarks(model, &[moved.id], out);
    }
    let plain = |notice: &Notice| notice.tone == Tone::Plain;
    if model.notice.as_ref().is_none_or(plain) {
        model.notice = Some(Notice::new(if kept {
            "notice-bookmark-moved"
        } else {
            "notice-article-moved"
        }));
    }
}

/// The bookmark of a source that is gone.
fn bookmark_of<'a>(model: &'a Model, opening: &Opening, failure: &Failure) -> Option<&'a Bookmark> {
    if let Some(moved) = &opening.moved {
        return model.marks.get(moved.id).map(|mark| &mark.bookmark);
    }
    let text = opening.source.to_string();
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
pub(super) fn notice(model: &Model, opening: &Opening, failure: &Failure) -> Option<Notice> {
    let bookmark = bookmark_of(model, opening, failure)?;
    let failure = opening
        .moved
        .as_ref()
        .map_or(failure, |moved| &moved.failure);
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
    use crate::app::update::tests::{Play, bookmark, failure, id, loaded};
    use crate::app::{Effect, Event, Failure};
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
    fn the_new_place_is_kept_once_the_article_was_there() {
        let saves = |play: &Play| {
            let saves = |effect: &&Effect| matches!(effect, Effect::SaveBookmark(_));
            play.asked.iter().filter(saves).count()
        };
        for (comes, saved) in [(None, 0), (Some("甲"), 0), (Some("乙"), 1)] {
            let mut play = Play::new(&["甲", "乙"]);
            play.event(Event::BookmarksRead(vec![moved("gone", "乙")]))
                .settle();
            play.keys("B").press("<Enter>");
            for event in play.answers() {
                play.event(event);
            }
            assert_eq!(saves(&play), 0, "on its way");
            let Some(Effect::LoadArticle { era, source }) = play.asked.pop_front() else {
                panic!("it is looked for");
            };
            let failure = Failure {
                why: "why-permission",
                ..failure()
            };
            play.event(match comes {
                Some(name) => loaded(era, name, true),
                None => Event::ArticleFailed {
                    era,
                    source,
                    failure,
                },
            });
            assert_eq!(saves(&play), saved, "{comes:?}");
            let found = comes == Some("乙");
            assert_eq!(play.model.reader.is_some(), found, "{comes:?}");
            let missing = "notice-bookmark-missing";
            let notice = if found { "notice-note" } else { missing };
            assert_eq!(play.notice(), notice, "{comes:?}");
            assert!(play.model.opening.is_none());
        }
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
