//! What a reader puts to a bookmark beside the place: tags and a note.
//!
//! Invariant: an article gets its bookmark with its first tag or note.

use std::path::{Path, PathBuf};

use super::command::Command;
use super::effect::Effect;
use super::event::Failure;
use super::kept;
use super::line::Line;
use super::model::{Model, Prompt};
use super::notice::{Notice, Tone};
use super::open;
use super::undo;
use crate::store::{Bookmark, BookmarkChange, refused, retag, tags_of, tags_text};
use crate::text::Clean;
use crate::text::clean::line;

/// What is being written to a bookmark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    Tags,
    Note,
}

/// A note to be written in the editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteEdit {
    /// The bookmark that it is for, as it is made where there is none.
    pub bookmark: Box<Bookmark>,
    /// The note as it is.
    pub text: String,
}

/// Tags were not taken, and stay at the prompt.
pub const REFUSED: &str = "notice-tags-refused";
/// What the editor has left of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteLeft {
    /// What is to be the note; or the editor has failed, or has left no note.
    pub text: Result<String, Failure>,
    /// The file in which it lies until it is in the bookmarks file; None where nothing
    /// new was written.
    pub file: Option<PathBuf>,
}

impl NoteLeft {
    /// The editor has not written anything.
    pub fn nothing(failure: Failure) -> Self {
        Self {
            text: Err(failure),
            file: None,
        }
    }
}

/// Begins what stands for a character that a prompt cannot hold, and itself where it is
/// typed twice.
const ESCAPE: char = '\\';

impl Words {
    /// What a bookmark has of them, as it is written on one line.
    fn of(self, bookmark: &Bookmark) -> String {
        match self {
            Self::Tags => tags_text(&bookmark.tags),
            Self::Note => on_one_line(&bookmark.note),
        }
    }
}

/// A note as the prompt shows it.
fn on_one_line(note: &str) -> String {
    let mut line = String::with_capacity(note.len());
    for c in note.chars() {
        match c {
            '\n' => line.extend([ESCAPE, 'n']),
            '\t' => line.extend([ESCAPE, 't']),
            ESCAPE => line.extend([ESCAPE, ESCAPE]),
            c => line.push(c),
        }
    }
    line
}

/// The note that was written at the prompt.
fn note_of(line: &str) -> String {
    let mut note = String::with_capacity(line.len());
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        let meant = match (c, chars.clone().next()) {
            (ESCAPE, Some('n')) => Some('\n'),
            (ESCAPE, Some('t')) => Some('\t'),
            (ESCAPE, Some(ESCAPE)) => Some(ESCAPE),
            _ => None,
        };
        if meant.is_some() {
            chars.next();
        }
        note.push(meant.unwrap_or(c));
    }
    note.truncate(note.trim_end().len());
    note
}

/// Carries a command out that is about what the reader writes; false: it is not.
pub(super) fn act(model: &mut Model, command: Command, out: &mut Vec<Effect>) -> bool {
    match command {
        Command::EditTags => ask(model, Words::Tags),
        Command::EditNote => ask(model, Words::Note),
        // On the page `N` goes to the previous match, where there are any.
        Command::PreviousMatch if looks_for_nothing(model) => ask(model, Words::Note),
        Command::UndoBookmark => undo::last(model, out),
        Command::SortBookmarks => kept::sort(model, out),
        _ => return false,
    }
    true
}

/// Asks for the tags or the note of the article that is read, or chosen.
fn ask(model: &mut Model, words: Words) {
    if open::is_too_early(model) {
        return;
    }
    let Some(mut here) = open::bookmark_here(model) else {
        return;
    };
    // What the reader sees now: what others write meanwhile is not taken away.
    if let Some(mark) = model.marks.get(here.id) {
        here.tags.clone_from(&mark.bookmark.tags);
        here.note.clone_from(&mark.bookmark.note);
    }
    model.prompt = Some(Prompt::Write {
        line: Line::with(&words.of(&here)),
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
    // As it stood there: nothing is changed, not even what cannot be written so.
    if words.of(&bookmark) == text {
        return;
    }
    let change = match words {
        Words::Tags => {
            let tags = tags_of(text);
            if let Some((tag, why)) = refused(&bookmark.tags, &tags) {
                return ask_again(model, text, bookmark, tag, why);
            }
            retag(id, &bookmark.tags, &tags)
        }
        Words::Note => BookmarkChange::Note {
            id,
            was: bookmark.note.clone(),
            note: note_of(text),
        },
    };
    put_words(model, change, words, bookmark, out);
}

/// Says why tags are not taken; they stay at the prompt.
fn ask_again(model: &mut Model, text: &str, bookmark: Bookmark, tag: &str, why: &'static str) {
    let failure = Failure {
        what: line(tag),
        why,
        detail: Clean::default(),
    };
    model.notice = Some(Notice::failure(REFUSED, &failure).tone(Tone::Warning));
    model.prompt = Some(Prompt::Write {
        line: Line::with(text),
        words: Words::Tags,
        bookmark: Box::new(bookmark),
    });
}

/// Takes in what is at the prompt for a note, and goes on in the editor.
pub(super) fn in_editor(model: &mut Model, out: &mut Vec<Effect>) {
    let note = |prompt: &mut Prompt| {
        let words = Words::Note;
        matches!(prompt, Prompt::Write { words: asked, .. } if *asked == words)
    };
    let Some(Prompt::Write {
        line, mut bookmark, ..
    }) = model.prompt.take_if(note)
    else {
        return;
    };
    written(model, &line.text(), Words::Note, (*bookmark).clone(), out);
    let kept = model.marks.get(bookmark.id).map(|mark| &mark.bookmark);
    let text = kept.map_or_else(String::new, |kept| kept.note.clone());
    bookmark.note.clone_from(&text);
    out.push(Effect::EditNote(NoteEdit { bookmark, text }));
}

/// The editor has ended: what it has left is the note, where it is one.
pub(super) fn edited(model: &mut Model, edit: NoteEdit, left: NoteLeft, out: &mut Vec<Effect>) {
    let notice = match left.text {
        Err(failure) => not_edited(&failure, left.file.as_deref()),
        Ok(note) if note == edit.text => Notice::new("notice-note-unchanged"),
        Ok(note) if note.is_empty() => Notice::new("notice-note-empty").tone(Tone::Warning),
        Ok(note) => {
            let id = edit.bookmark.id;
            let was = edit.text;
            let change = BookmarkChange::Note { id, was, note };
            put_words(model, change, Words::Note, *edit.bookmark, out);
            let files = left.file.map(|file| (id, file));
            model.marks.drafts.extend(files);
            return settle(model, out);
        }
    };
    model.notice = Some(notice);
}

/// The editor has left no note; what it has left lies there.
fn not_edited(failure: &Failure, file: Option<&Path>) -> Notice {
    let notice = match file {
        None => Notice::failure("notice-note-not-edited", failure),
        Some(file) => Notice::failure("notice-note-left", failure).text("file", &shown(file)),
    };
    notice.tone(Tone::Warning)
}

/// Lets the files go of notes that are in the bookmarks file.
pub(super) fn settle(model: &mut Model, out: &mut Vec<Effect>) {
    out.extend(model.marks.settled().into_iter().map(Effect::RemoveNote));
}

/// There is no bookmark in the file for what the reader has written.
pub(super) fn gone(model: &mut Model) -> Notice {
    let key = model.keymap.key_of(Command::UndoBookmark, model.context());
    let notice = match model.marks.settled().first() {
        None => Notice::new("notice-bookmark-gone"),
        Some(file) => Notice::new("notice-note-gone").text("file", &shown(file)),
    };
    notice.text("key", &key).tone(Tone::Warning)
}

fn shown(file: &Path) -> Clean {
    line(&file.to_string_lossy())
}

/// Takes a tag or a note in that the reader has given to an article.
fn put_words(
    model: &mut Model,
    change: BookmarkChange,
    words: Words,
    bookmark: Bookmark,
    out: &mut Vec<Effect>,
) {
    let id = bookmark.id;
    let before = model.marks.get(id).map(|mark| mark.bookmark.clone());
    let empty = match &change {
        BookmarkChange::Tag { add, .. } => add.is_empty(),
        BookmarkChange::Note { note, .. } => note.is_empty(),
        _ => false,
    };
    // Nothing said about an article that nobody has kept.
    if before.is_none() && empty {
        return;
    }
    let mut after = before.clone().unwrap_or(bookmark);
    after.take(&change);
    if before.as_ref() == Some(&after) {
        return;
    }
    let change = if model.bookmarks_read && before.is_some() {
        change
    } else {
        // What the file has of it is not known: nothing of that may be lost.
        BookmarkChange::Join(after)
    };
    put(model, change, out);
    if model.bookmarks_read {
        model.marks.remember(id, before);
    }
    model.notice = Some(Notice::new(match words {
        Words::Tags => "notice-tags-set",
        Words::Note => "notice-note-set",
    }));
    kept::refresh_bookmarks(model, &[id], out);
}

pub(super) fn put(model: &mut Model, change: BookmarkChange, out: &mut Vec<Effect>) {
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
        model.notice = Some(Notice::new("notice-note").text("note", &line(&words)));
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
