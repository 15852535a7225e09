//! The list of bookmarks: which articles it holds, and in which order.
//!
//! Invariant: it holds every bookmark once, and follows each change of one.

use std::sync::Arc;

use super::effect::Effect;
use super::event::Event;
use super::model::Model;
use super::notice::{Notice, Tone};
use super::{arrive, open, typing};
use crate::article::Source;
use crate::store::{Bookmark, CHUNK_ROWS, ChunkBuilder, Row, RowFacts, Snapshot};
use crate::text::clean;
use crate::text::fold::fold;

/// What is said while a change is on its way to the file.
const SAVING: [&str; 3] = ["notice-bookmark-set", "notice-tags-set", "notice-note-set"];

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
    model.notice = Some(Notice::new(model.list.bookmark_order.notice()));
    refresh_bookmarks(model, out);
}

/// The bookmarks file has been read or written, or has not.
pub(super) fn arrived(model: &mut Model, event: Event, out: &mut Vec<Effect>) {
    match event {
        Event::BookmarksRead(bookmarks) => {
            let first = !std::mem::replace(&mut model.bookmarks_read, true);
            model.marks.read(bookmarks);
            if first {
                arrive::return_to_place(model);
            }
            refresh_bookmarks(model, out);
        }
        Event::BookmarksChanged => out.push(Effect::ReadBookmarks),
        Event::BookmarksUnreadable(failure) => {
            model.notice = Some(Notice::failure("notice-bookmarks-unreadable", &failure));
        }
        Event::BookmarksOdd(failure) => {
            let notice = Notice::failure("notice-bookmarks-odd", &failure);
            model.notice = Some(notice.tone(Tone::Warning));
        }
        Event::BookmarksJoined(copies) => {
            let copies = copies.join(", ");
            let notice = Notice::new("notice-bookmarks-joined").text("copies", &copies);
            model.notice = Some(notice);
        }
        Event::BookmarksSaved(ids) => {
            model.marks.saved(&ids);
            let saving = |n: &Notice| SAVING.contains(&n.id);
            if model.notice.as_ref().is_some_and(saving) && model.marks.unsaved() == 0 {
                model.notice = Some(Notice::new("notice-bookmark-saved"));
            }
        }
        Event::BookmarksFailed(_, failure) => open::not_saved(model, &failure),
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

/// The rows of the bookmarks follow what was set or removed.
pub(super) fn refresh_bookmarks(model: &mut Model, out: &mut Vec<Effect>) {
    if model.list.bookmarks.is_some() {
        model.list.bookmarks = Some(rows_of_bookmarks(model));
        typing::filter_again(model, out);
    }
}

fn rows_of_bookmarks(model: &Model) -> Snapshot {
    let mut snapshot = Snapshot::default();
    let mut builder = ChunkBuilder::default();
    let mut all: Vec<&Bookmark> = model.marks.iter().collect();
    model.list.bookmark_order.sort(&mut all);
    for bookmark in all {
        builder.push(Row {
            id: bookmark.id,
            headline: clean::line(&bookmark.headline),
            source: Source::parse(&bookmark.source),
            facts: RowFacts::default(),
        });
        if builder.len() >= CHUNK_ROWS {
            snapshot = snapshot.with(Arc::new(std::mem::take(&mut builder).finish()));
        }
    }
    snapshot.with(Arc::new(builder.finish()))
}

#[cfg(test)]
mod tests {
    use crate::app::Event;
    use crate::app::update::tests::{Play, bookmark};
    use crate::store::Bookmark;

    fn listed(play: &Play) -> Vec<String> {
        let rows = play.model.list.rows();
        (0..play.model.list.matches.len())
            .filter_map(|place| play.model.list.row(place))
            .map(|row| rows.headline(row).to_owned())
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
}
