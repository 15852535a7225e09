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
use crate::article::{Article, ArticleId, Source};
use crate::store::{Bookmark, BookmarkChange};

/// Whether a failure says that the article lies elsewhere, or nowhere.
fn is_gone(failure: &Failure) -> bool {
    matches!(failure.why, "why-not-found" | "why-moved" | "why-no-seed")
}

/// An article that its bookmark expects where it is not any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    pub id: ArticleId,
    /// What was wrong with the place that the bookmark knows.
    pub failure: Failure,
}

/// Opens the article of a bookmark from where it lies now; false: it is not known to.
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

fn place(model: &Model, opening: &Opening, failure: &Failure) -> Option<(ArticleId, Source)> {
    if opening.moved.is_some() {
        return None;
    }
    let id = bookmark_of(model, opening, failure)?.id;
    let lists = [&model.list.listed, &model.list.behind];
    let source = lists
        .into_iter()
        .find_map(|rows| rows.source(rows.find(id)?))?;
    (source != opening.source).then_some((id, source))
}

/// Whether what lies at the new place is no more the article of the bookmark; then it is
/// not opened.
pub(super) fn is_another(model: &mut Model, opening: &Opening, article: &Article) -> bool {
    let Some(moved) = opening
        .moved
        .as_ref()
        .filter(|moved| moved.id != article.id)
    else {
        return false;
    };
    open::give_up(model);
    model.notice = notice(model, opening, &moved.failure);
    true
}

/// The article is on the page: its bookmark learns where it lies.
pub(super) fn found(model: &mut Model, moved: &Moved, source: &Source, out: &mut Vec<Effect>) {
    // It may have been taken away while the article was on its way.
    if model.marks.get(moved.id).is_none() {
        return;
    }
    let change = BookmarkChange::Found {
        id: moved.id,
        source: source.to_string(),
    };
    model.marks.take(&change);
    out.push(Effect::SaveBookmark(change));
    kept::refresh_bookmarks(model, &[moved.id], out);
    let plain = |notice: &Notice| notice.tone == Tone::Plain;
    if model.notice.as_ref().is_none_or(plain) {
        model.notice = Some(Notice::new("notice-bookmark-moved"));
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
