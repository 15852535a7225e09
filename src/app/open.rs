//! Opening articles, leaving them, and bookmarks: what goes to the shell and
//! what is noted on the way.
//!
//! Invariant: an article is left only after its place was noted; the old page
//! stays until the new one is there.

use super::command::Command;
use super::effect::Effect;
use super::kept;
use super::memory;
use super::model::{Leaving, Model, Opening};
use super::notice::{Notice, Tone};
use super::read::Left;
use super::texts::Mode;
use crate::article::{ArticleId, Source};
use crate::store::{Bookmark, BookmarkChange};

/// Opens the chosen headline.
pub(super) fn chosen(model: &mut Model, out: &mut Vec<Effect>) {
    // What shows is the result of what was typed before, or nothing shows yet.
    let list = &mut model.list;
    if list.is_filtering() && !(list.is_own() && list.chosen().is_some()) {
        list.open_result = true;
        return;
    }
    list.open_result = false;
    let row = model.list.chosen();
    let Some(source) = row.and_then(|row| model.list.rows().source(row)) else {
        return;
    };
    let by_text = model.list.mode == Mode::Text && !model.list.query.trim().is_empty();
    let find = by_text
        .then(|| crate::search::first_term(&model.list.query))
        .flatten();
    open(model, source, None, true, out);
    if let Some(opening) = &mut model.opening {
        opening.find = find;
    }
}

/// Asks for an article. `goal` says where to go in it; None for its bookmark.
pub fn open(
    model: &mut Model,
    source: Source,
    goal: Option<Left>,
    visit: bool,
    out: &mut Vec<Effect>,
) {
    let era = model.next_era();
    if visit {
        model.visited.give_up();
    }
    model.opening = Some(Opening {
        era,
        source: source.clone(),
        goal,
        visit,
        find: None,
        moved: None,
    });
    out.push(Effect::LoadArticle { era, source });
}

/// What was asked for will not come, or is not wanted any more.
pub(super) fn give_up(model: &mut Model) {
    model.opening = None;
    model.visited.give_up();
}

/// Opens the article that a link names, if the library holds it.
pub(super) fn link(model: &mut Model, link: usize, out: &mut Vec<Effect>) {
    let Some(reader) = &mut model.reader else {
        return;
    };
    let Some(link) = reader.sheet.page.links.get(link) else {
        return;
    };
    if let Some(source) = model.list.find_headline(&link.headline) {
        open(model, source, None, true, out);
    } else {
        let notice = Notice::new("notice-related-missing").text("headline", &link.headline);
        model.notice = Some(notice);
    }
}

/// Back or forth through what was read.
pub(super) fn visited(model: &mut Model, by: isize, out: &mut Vec<Effect>) {
    note_place(model, out);
    if let Some((source, left)) = model.visited.step(by) {
        open(model, source, Some(left), false, out);
    } else {
        let id = if by < 0 {
            "notice-visited-first"
        } else {
            "notice-visited-last"
        };
        model.notice = Some(Notice::new(id));
    }
}

/// Notes where reading stands: for going back, and in the bookmark if there is one.
pub(super) fn note_place(model: &mut Model, out: &mut Vec<Effect>) {
    let Some(reader) = model.reader.as_ref() else {
        return;
    };
    // Only the head is there, and the place to return to lies behind it.
    if reader.waits_for_its_place() {
        return;
    }
    let left = reader.left();
    let anchor = left.anchor;
    let (id, known) = (reader.article.id, reader.article.is_identified());
    model.visited.leave(left);
    if !known {
        return;
    }
    let change = model.marks.move_to(id, anchor.block, anchor.offset);
    out.extend(change.map(Effect::SaveBookmark));
    memory::left(model, id, anchor, out);
}

/// Before a jump inside the article: going back leads to where one reads now.
pub(super) fn note_stop(model: &mut Model) {
    give_up(model);
    if let Some(reader) = model.reader.as_ref().filter(|r| !r.waits_for_its_place()) {
        model.visited.leave(reader.left());
    }
    model.visited.again();
}

/// Whether so little has come of the article on the page that nothing can be kept of it,
/// which is said: what is kept has its id.
pub(super) fn is_too_early(model: &mut Model) -> bool {
    let reader = model.reader.as_ref();
    let early = reader.is_some_and(|reader| !reader.article.is_identified())
        && model.focus == super::Focus::Reader;
    if early {
        model.notice = Some(Notice::new("notice-too-early").tone(Tone::Warning));
    }
    early
}

/// Sets or removes the bookmark of the article on the page, or of the chosen one.
pub(super) fn toggle_bookmark(model: &mut Model, out: &mut Vec<Effect>) {
    if is_too_early(model) {
        return;
    }
    let Some(bookmark) = bookmark_here(model) else {
        return;
    };
    let id = bookmark.id;
    let set = model.marks.get(id).is_none();
    let change = if model.bookmarks_read {
        let before = model.marks.get(id).map(|mark| mark.bookmark.clone());
        let change = model.marks.toggle(bookmark);
        model.marks.remember(id, before);
        change
    } else {
        // What the file has of it is not known: nothing of that may be lost.
        match model.marks.toggle(bookmark) {
            BookmarkChange::Set(bookmark) => BookmarkChange::Join(bookmark),
            other => other,
        }
    };
    out.push(Effect::SaveBookmark(change));
    model.notice = Some(Notice::new(if set {
        "notice-bookmark-set"
    } else {
        "notice-bookmark-removed"
    }));
    kept::refresh_bookmarks(model, &[id], out);
}

pub(super) fn bookmark_here(model: &Model) -> Option<Bookmark> {
    let reader = model.reader.as_ref();
    let on_page = |id: ArticleId| reader.filter(|reader| reader.article.id == id);
    let (id, headline, source) = if model.focus == super::Focus::Reader {
        let article = &reader?.article;
        (
            article.id,
            crate::text::clean::line(&article.headline()),
            article.source.clone(),
        )
    } else {
        let row = model.list.chosen()?;
        let rows = model.list.rows();
        (
            rows.id(row)?,
            rows.headline(row).to_owned(),
            rows.source(row)?,
        )
    };
    let anchor = on_page(id)
        .map(super::read::Reader::anchor)
        .or_else(|| memory::place(model, id))
        .unwrap_or_default();
    Some(Bookmark {
        id,
        headline: headline.into_inner(),
        source: source.to_string(),
        added: String::new(), // the shell has the clock
        block: anchor.block,
        offset: anchor.offset,
        ..Bookmark::default()
    })
}

/// The file cannot be written: said in the words of the failure.
pub(super) fn not_saved(model: &mut Model, failure: &super::Failure) {
    model.marks.failed(failure.clone());
    model.notice = if model.leaving == Leaving::Asked {
        unsaved(model)
    } else {
        Some(Notice::failure("notice-bookmark-not-saved", failure).tone(Tone::Error))
    };
}

/// What leaving would lose, and how to leave all the same.
pub(super) fn unsaved(model: &Model) -> Option<Notice> {
    let failure = model.marks.failure()?;
    let key = model.keymap.key_of(Command::Leave, model.context());
    // What is removed cannot be handed over.
    let (kept, removed) = model.marks.unwritten();
    let (id, count) = match kept {
        0 => ("notice-leave-removals", removed),
        kept => ("notice-leave-unsaved", kept),
    };
    let notice = Notice::failure(id, failure).tone(Tone::Error);
    let notice = notice.number("count", count);
    Some(notice.text("key", &key))
}

#[cfg(test)]
mod tests;
