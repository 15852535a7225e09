//! What a reader puts to a bookmark beside the place: tags and a note; and taking back
//! the last changes of bookmarks.
//!
//! Invariant: what is taken back is what the reader did, never where reading stopped;
//! an article gets its bookmark with its first tag or note.

use super::command::Command;
use super::effect::Effect;
use super::kept;
use super::line::Line;
use super::model::{Model, Prompt};
use super::notice::{Notice, Tone};
use super::open;
use crate::article::ArticleId;
use crate::store::{Bookmark, BookmarkChange, tags_of};

/// What is being written to a bookmark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    Tags,
    Note,
}

/// A line ends a line of the note where this is typed.
const LINE_END: &str = "\\n";

/// Carries a command out that is about what the reader writes; false: it is not.
pub(super) fn act(model: &mut Model, command: Command, out: &mut Vec<Effect>) -> bool {
    match command {
        Command::EditTags => ask(model, Words::Tags),
        Command::EditNote => ask(model, Words::Note),
        // On the page `N` goes to the previous match, where there are any.
        Command::PreviousMatch if looks_for_nothing(model) => ask(model, Words::Note),
        Command::UndoBookmark => undo(model, out),
        Command::SortBookmarks => kept::sort(model, out),
        _ => return false,
    }
    true
}

/// Asks for the tags or the note of the article that is read, or chosen.
fn ask(model: &mut Model, words: Words) {
    let Some(here) = open::bookmark_here(model) else {
        return;
    };
    let kept = model.marks.get(here.id).map(|mark| &mark.bookmark);
    let text = kept.map_or_else(String::new, |kept| match words {
        Words::Tags => kept.tags.join(" "),
        Words::Note => kept.note.replace('\n', LINE_END),
    });
    model.prompt = Some(Prompt::Write {
        line: Line::with(&text),
        words,
        bookmark: Box::new(here),
    });
}

/// Takes in what was written.
pub(super) fn written(
    model: &mut Model,
    text: &str,
    words: Words,
    bookmark: Bookmark,
    out: &mut Vec<Effect>,
) {
    let id = bookmark.id;
    let change = match words {
        Words::Tags => BookmarkChange::Tag {
            id,
            tags: tags_of(text),
        },
        Words::Note => BookmarkChange::Note {
            id,
            note: text.trim().replace(LINE_END, "\n"),
        },
    };
    let before = model.marks.get(id).map(|mark| mark.bookmark.clone());
    let empty = match &change {
        BookmarkChange::Tag { tags, .. } => tags.is_empty(),
        BookmarkChange::Note { note, .. } => note.is_empty(),
        _ => false,
    };
    // Nothing said about an article that nobody has kept.
    if before.is_none() && empty {
        return;
    }
    let mut after = before.clone().unwrap_or_else(|| bookmark.clone());
    after.take(&change);
    if before.as_ref() == Some(&after) {
        return;
    }
    if model.bookmarks_read {
        model.marks.remember(id);
        if before.is_none() {
            put(model, BookmarkChange::Set(bookmark), out);
        }
        put(model, change, out);
    } else {
        // What the file has of it is not known: nothing of that may be lost.
        put(model, BookmarkChange::Join(after), out);
    }
    model.notice = Some(Notice::new(match words {
        Words::Tags => "notice-tags-set",
        Words::Note => "notice-note-set",
    }));
    kept::refresh_bookmarks(model, out);
}

/// Takes the last change of a bookmark back.
fn undo(model: &mut Model, out: &mut Vec<Effect>) {
    let Some((id, before)) = model.marks.last() else {
        model.notice = Some(Notice::new("notice-nothing-to-undo"));
        return;
    };
    let headline = before.as_ref().map(|bookmark| bookmark.headline.clone());
    let known = model.marks.get(id).map(|mark| mark.bookmark.clone());
    let headline = headline
        .or(known.map(|now| now.headline))
        .unwrap_or_default();
    let now = model.marks.get(id).map(|mark| mark.bookmark.clone());
    for change in back_to(id, before, now) {
        put(model, change, out);
    }
    model.notice = Some(Notice::new("notice-undone").text("headline", &headline));
    kept::refresh_bookmarks(model, out);
}

/// The changes that make a bookmark what the reader had made of it; where it lies and
/// where reading stopped are no such things.
fn back_to(id: ArticleId, before: Option<Bookmark>, now: Option<Bookmark>) -> Vec<BookmarkChange> {
    let Some(before) = before else {
        return vec![BookmarkChange::Clear(id)];
    };
    let Some(now) = now else {
        return vec![BookmarkChange::Set(before)];
    };
    let (tags, note) = (before.tags, before.note);
    let tag = (now.tags != tags).then_some(BookmarkChange::Tag { id, tags });
    let note = (now.note != note).then_some(BookmarkChange::Note { id, note });
    tag.into_iter().chain(note).collect()
}

fn put(model: &mut Model, change: BookmarkChange, out: &mut Vec<Effect>) {
    model.marks.take(&change);
    out.push(Effect::SaveBookmark(change));
}

/// Says what the reader has put to the article that is opened; what went wrong with it
/// goes first.
pub(super) fn remind(model: &mut Model) {
    let id = model.reader.as_ref().map(|reader| reader.article.id);
    let Some(mark) = id.and_then(|id| model.marks.get(id)) else {
        return;
    };
    let plain = |notice: &Notice| notice.tone == Tone::Plain;
    if !model.notice.as_ref().is_none_or(plain) {
        return;
    }
    let tags: Vec<String> = mark
        .bookmark
        .tags
        .iter()
        .map(|tag| format!("#{tag}"))
        .collect();
    let note = mark.bookmark.note.replace('\n', " ");
    let words = [tags.join(" "), note].join(" ");
    if !words.trim().is_empty() {
        model.notice = Some(Notice::new("notice-note").text("note", words.trim()));
    }
}

fn looks_for_nothing(model: &Model) -> bool {
    let reader = model.reader.as_ref();
    reader.is_some_and(|reader| reader.found.is_none())
}

/// The sign before what is being written.
pub fn sign(words: Words) -> &'static str {
    match words {
        Words::Tags => "prompt-tags",
        Words::Note => "prompt-note",
    }
}

#[cfg(test)]
mod tests;
