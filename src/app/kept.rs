//! The list of bookmarks: which articles it holds, and in which order.
//!
//! Invariant: it holds every bookmark once, and follows each change of one.

use std::sync::Arc;

use super::effect::Effect;
use super::event::Event;
use super::model::Model;
use super::notice::{Notice, Tone};
use super::{annotate, arrive, open, typing};
use crate::article::{ArticleId, Source};
use crate::store::{Bookmark, CHUNK_ROWS, ChunkBuilder, Row, RowFacts, Snapshot};
use crate::text::clean;
use crate::text::fold::fold;

/// What is said while a change is on its way to the file.
const SAVING: [&str; 3] = ["notice-bookmark-set", "notice-tags-set", "notice-note-set"];

/// More chunks of rows than these are made anew.
const CHUNKS: usize = 64;

/// In which order bookmarks are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// That of the file, which is the reader's own.
    #[default]
    File,
    /// The last that was set comes first.
    Newest,
    /// By tag, those without one at the end.
    Tag,
    Headline,
}

impl Order {
    fn next(self) -> Self {
        match self {
            Self::File => Self::Newest,
            Self::Newest => Self::Tag,
            Self::Tag => Self::Headline,
            Self::Headline => Self::File,
        }
    }

    fn notice(self) -> &'static str {
        match self {
            Self::File => "notice-order-file",
            Self::Newest => "notice-order-newest",
            Self::Tag => "notice-order-tag",
            Self::Headline => "notice-order-headline",
        }
    }

    /// Those that are alike stay in the order of the file.
    fn sort(self, bookmarks: &mut [&Bookmark]) {
        match self {
            Self::File => {}
            Self::Newest => bookmarks.sort_by(|one, next| next.added.cmp(&one.added)),
            Self::Tag => bookmarks.sort_by_cached_key(|bookmark| {
                let tags: Vec<String> = bookmark.tags.iter().map(|tag| fold(tag)).collect();
                (tags.is_empty(), tags)
            }),
            Self::Headline => bookmarks.sort_by_cached_key(|bookmark| fold(&bookmark.headline)),
        }
    }
}

/// Lists the bookmarks in another order; shows them where they do not show.
pub(super) fn sort(model: &mut Model, out: &mut Vec<Effect>) {
    if model.list.bookmarks.is_none() {
        return only_bookmarks(model, out);
    }
    model.list.bookmark_order = model.list.bookmark_order.next();
    model.list.kept.ready = None;
    model.notice = Some(Notice::new(model.list.bookmark_order.notice()));
    show_again(model, out);
}

/// Whether an event tells of bookmarks.
pub(super) fn concerns(event: &Event) -> bool {
    matches!(
        event,
        Event::BookmarksRead(_)
            | Event::BookmarksAre { .. }
            | Event::BookmarksListed(_)
            | Event::BookmarksGone(_)
            | Event::BookmarksUnreadable(_)
            | Event::BookmarksChanged
            | Event::NotesJoined
            | Event::BookmarksOdd(_)
            | Event::BookmarksJoined(_)
            | Event::BookmarksSaved(_)
            | Event::BookmarksFailed(..)
            | Event::NoteEdited { .. }
    )
}

/// The bookmarks file has been read or written, or has not.
pub(super) fn arrived(model: &mut Model, event: Event, out: &mut Vec<Effect>) {
    match event {
        Event::BookmarksRead(bookmarks) => {
            let first = !std::mem::replace(&mut model.bookmarks_read, true);
            model.marks.read(bookmarks);
            let ahead = model.list.kept.ahead.take();
            model.list.kept.ready = ahead.filter(|rows| fits(model, rows));
            if first {
                arrive::return_to_place(model);
            }
            show_again(model, out);
        }
        Event::BookmarksListed(rows) => model.list.kept.ahead = Some(rows),
        Event::BookmarksAre { are, gone } => {
            let ids: Vec<ArticleId> = are.iter().map(|bookmark| bookmark.id).collect();
            model.marks.told(are, &gone);
            refresh_bookmarks(model, &[ids, gone].concat(), out);
        }
        Event::BookmarksGone(ids) => {
            model.marks.gone(&ids);
            refresh_bookmarks(model, &ids, out);
            model.notice = Some(annotate::gone(model));
        }
        Event::BookmarksChanged => out.push(Effect::ReadBookmarks),
        Event::BookmarksUnreadable(failure) => {
            model.marks.unreadable = true;
            model.notice = Some(Notice::failure("notice-bookmarks-unreadable", &failure));
        }
        Event::NotesJoined => {
            model.notice = Some(Notice::new("notice-note-joined").tone(Tone::Warning));
        }
        Event::BookmarksOdd(failure) => {
            let notice = Notice::failure("notice-bookmarks-odd", &failure);
            model.notice = Some(notice.tone(Tone::Warning));
        }
        Event::BookmarksJoined(copies) => {
            let notice =
                Notice::new("notice-bookmarks-joined").text("copies", &clean::join(&copies, ", "));
            model.notice = Some(notice);
        }
        Event::BookmarksSaved(ids) => {
            model.marks.saved(&ids);
            annotate::settle(model, out);
            let saving = |n: &Notice| SAVING.contains(&n.id);
            if model.notice.as_ref().is_some_and(saving) && model.marks.unsaved() == 0 {
                model.notice = Some(Notice::new("notice-bookmark-saved"));
            }
        }
        Event::BookmarksFailed(_, failure) => open::not_saved(model, &failure),
        Event::NoteEdited { edit, left } => annotate::edited(model, edit, *left, out),
        _ => {}
    }
}

/// Shows only bookmarks, or all articles again.
pub(super) fn only_bookmarks(model: &mut Model, out: &mut Vec<Effect>) {
    if model.list.bookmarks.is_some() {
        model.list.bookmarks = None;
        model.notice = Some(Notice::new("notice-all-articles"));
    } else {
        model.list.bookmarks = Some(rows_of_bookmarks(model));
        model.list.recent = None;
        model.notice =
            Some(Notice::new("notice-only-bookmarks").number("count", model.marks.len()));
    }
    model.list.disown();
    typing::filter_again(model, out);
}

/// The rows of the bookmarks, as far as they are made.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    /// In the order in which they are listed; None: to be made when they show.
    ready: Option<Snapshot>,
    /// Those of bookmarks that come next, made on another thread.
    ahead: Option<Snapshot>,
    /// So many were made here.
    made: usize,
}

/// Whether these rows are those of the bookmarks that there are now.
fn fits(model: &Model, rows: &Snapshot) -> bool {
    let in_order = model.list.bookmark_order == Order::File;
    in_order && model.marks.pending() == 0 && rows.len() == model.marks.len()
}

/// The rows of the bookmarks follow what has become of these.
pub(super) fn refresh_bookmarks(model: &mut Model, ids: &[ArticleId], out: &mut Vec<Effect>) {
    for id in ids {
        let rows = model.list.kept.ready.take();
        if let Some((rows, made)) = rows.and_then(|rows| follow(model, rows, *id)) {
            model.list.kept.ready = Some(rows);
            model.list.kept.made += made;
        }
    }
    show_again(model, out);
}

/// The rows after a change of one bookmark, and how many were made; None where all are to
/// be made again.
fn follow(model: &Model, rows: Snapshot, id: ArticleId) -> Option<(Snapshot, usize)> {
    let mark = model.marks.get(id).map(|mark| &mark.bookmark);
    let order = model.list.bookmark_order;
    match (mark, rows.find(id)) {
        (None, None) => Some((rows, 0)),
        (None, Some(_)) => Some((rows.without(id), 0)),
        (Some(bookmark), None) if order == Order::File => {
            let mut builder = ChunkBuilder::default();
            builder.push(row_of(bookmark));
            let rows = rows.with(Arc::new(builder.finish()));
            // Not a chunk for each.
            (rows.chunks().len() <= CHUNKS).then_some((rows, 1))
        }
        (Some(bookmark), Some(row)) => {
            let same = order != Order::Tag
                && rows.headline(row) == clean::line(&bookmark.headline)
                && rows.source(row).map(|source| source.to_string())
                    == Some(Source::parse(&bookmark.source).to_string());
            same.then_some((rows, 0))
        }
        (Some(_), None) => None,
    }
}

/// Shows the rows of the bookmarks as they are, where they show.
fn show_again(model: &mut Model, out: &mut Vec<Effect>) {
    if model.list.bookmarks.is_some() {
        model.list.bookmarks = Some(rows_of_bookmarks(model));
        typing::filter_again(model, out);
    }
}

fn rows_of_bookmarks(model: &mut Model) -> Snapshot {
    if let Some(rows) = &model.list.kept.ready {
        return rows.clone();
    }
    let mut all: Vec<&Bookmark> = model.marks.iter().collect();
    model.list.bookmark_order.sort(&mut all);
    let rows = rows_of(all.into_iter());
    model.list.kept.made += rows.len();
    model.list.kept.ready = Some(rows.clone());
    rows
}

/// The rows of bookmarks, in this order.
pub fn rows_of<'a>(bookmarks: impl Iterator<Item = &'a Bookmark>) -> Snapshot {
    let mut snapshot = Snapshot::default();
    let mut builder = ChunkBuilder::default();
    for bookmark in bookmarks {
        builder.push(row_of(bookmark));
        if builder.len() >= CHUNK_ROWS {
            snapshot = snapshot.with(Arc::new(std::mem::take(&mut builder).finish()));
        }
    }
    snapshot.with(Arc::new(builder.finish()))
}

fn row_of(bookmark: &Bookmark) -> Row {
    Row {
        id: bookmark.id,
        headline: clean::line(&bookmark.headline),
        source: Source::parse(&bookmark.source),
        facts: RowFacts::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::rows_of;
    use crate::app::update::tests::{Play, bookmark, id};
    use crate::app::{Effect, Event};
    use crate::article::ArticleId;
    use crate::store::{Bookmark, BookmarkChange};

    fn listed(play: &Play) -> Vec<String> {
        let rows = play.model.list.rows();
        (0..play.model.list.matches.len())
            .filter_map(|place| play.model.list.row(place))
            .map(|row| rows.headline(row).to_string())
            .collect()
    }

    #[test]
    fn bookmarks_are_listed_in_four_orders() {
        let mut play = Play::new(&["丙", "甲", "乙"]);
        let of = |name: &str, day: u32, tags: &[&str]| Bookmark {
            added: format!("2026-11-{day:02}T08:00:00Z"),
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            ..bookmark(name, 0, 0)
        };
        let all = vec![of("乙", 2, &[]), of("丙", 3, &["b"]), of("甲", 1, &["Ａ"])];
        play.event(Event::BookmarksRead(all)).settle();
        play.keys("B");
        assert_eq!(listed(&play), ["乙", "丙", "甲"]);
        for (notice, order) in [
            ("notice-order-newest", ["丙", "乙", "甲"]),
            ("notice-order-tag", ["甲", "丙", "乙"]),
            ("notice-order-headline", ["丙", "乙", "甲"]),
            ("notice-order-file", ["乙", "丙", "甲"]),
        ] {
            play.keys("S");
            assert_eq!(
                (play.notice(), listed(&play)),
                (notice, order.map(str::to_owned).to_vec())
            );
        }
    }

    #[test]
    fn a_key_costs_its_own_row_among_thousands() {
        const MANY: u64 = 3_000;
        let mut play = Play::new(&["甲", "乙"]);
        let all: Vec<Bookmark> = (1..=MANY)
            .map(|n| Bookmark {
                id: ArticleId(n),
                headline: format!("第{n}章"),
                source: format!("seed:{n}"),
                ..Bookmark::default()
            })
            .collect();
        let made = |play: &Play| play.model.list.kept.made;
        play.event(Event::BookmarksListed(rows_of(all.iter())));
        play.event(Event::BookmarksRead(all)).settle();
        play.keys("B");
        assert_eq!((listed(&play).len() as u64, made(&play)), (MANY, 0));
        play.keys("jjb#x<Enter>Nnote<Enter>kb");
        assert_eq!((listed(&play).len() as u64, made(&play)), (MANY - 2, 0));
        play.keys("u");
        assert_eq!((listed(&play).len() as u64, made(&play)), (MANY - 1, 1));
        play.keys("BB");
        assert_eq!(made(&play), 1);
        let are = vec![bookmark("甲", 0, 0)];
        let gone = vec![ArticleId(9)];
        play.event(Event::BookmarksAre { are, gone }).settle();
        assert_eq!(listed(&play).last().map(String::as_str), Some("甲"));
        assert_eq!((listed(&play).len() as u64, made(&play)), (MANY - 1, 2));
        // Another order is made once.
        play.keys("S");
        assert_eq!(made(&play) as u64, MANY + 1);
        play.keys("bBB");
        assert_eq!(made(&play) as u64, MANY + 1);
    }

    #[test]
    fn a_bookmark_that_is_gone_goes_and_comes_back() {
        let mut play = Play::new(&["甲", "乙"]);
        play.event(Event::BookmarksRead(vec![bookmark("甲", 0, 0)]))
            .settle();
        play.press("Nab<Enter>");
        play.asked.clear();
        play.event(Event::BookmarksGone(vec![id("甲")]));
        assert_eq!(play.notice(), "notice-bookmark-gone");
        assert_eq!(play.model.marks.get(id("甲")), None);
        assert_eq!(
            (play.model.marks.pending(), play.model.marks.unsaved()),
            (0, 0)
        );
        play.press("u");
        assert_eq!(play.model.marks.get(id("甲")).unwrap().bookmark.note, "ab");
        let again =
            |effect: &Effect| matches!(effect, Effect::SaveBookmark(BookmarkChange::Join(_)));
        assert!(play.asked.iter().any(again));
    }
}
