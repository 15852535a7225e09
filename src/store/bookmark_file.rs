//! The text of `bookmarks.toml`: read, and edited in place, so that a person may
//! keep comments, an order and keys of their own in it. The door to `toml_edit`
//! for this file; no I/O here.
//!
//! Reading never fails. A file that does not parse is read as both sides of a merge that
//! failed, where its marks stand in it, else block by block; what is written then is whole
//! again, and whoever writes is told to keep the old bytes aside first. In one that does
//! parse such marks are somebody's words.
//!
//! Invariants: `apply` changes nothing but the bookmarks that the changes name, unless
//! the file is damaged; then it keeps every bookmark that can be read. The file of a
//! newer program is not written to.

mod conflict;
mod edit;
mod reading;
mod salvage;

pub use conflict::additions;

use std::collections::HashMap;
use std::ops::Range;

use toml_edit::{Document, DocumentMut, Item, Table, TomlError, Value};

use super::{Bookmark, BookmarkChange};
use crate::article::ArticleId;

/// The version of the format that is read and written.
const VERSION: i64 = 1;

/// The key of the array of bookmarks.
const BOOKMARKS: &str = "bookmark";

/// What is wrong with the file, and where; positions count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub line: usize,
    /// In characters.
    pub column: usize,
    pub message: String,
}

/// In what state a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    Sound,
    /// It does not parse; what can be read of it is there.
    Damaged(Problem),
    /// It holds both sides of a merge; the bookmarks are those of both.
    Conflict,
    /// Of this version, which is newer: it can be read, but not be written to.
    Newer(i64),
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// In file order. One with a bad id is left out (and stays in the file); missing
    /// keys get their defaults.
    pub bookmarks: Vec<Bookmark>,
    /// So many have no id.
    pub left_out: usize,
    pub standing: Standing,
}

/// The file of a newer program, which is not written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Newer(pub i64);

/// What a file is to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    pub text: String,
    /// In what state the bytes are that were there: where not all of them can be read they
    /// are to be kept aside before anything is written.
    pub standing: Standing,
    pub told: Told,
    /// What the text holds.
    pub bookmarks: Vec<Bookmark>,
}

/// What there is to tell of changes that were applied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The articles for which there was a tag or a note, and is no bookmark.
    pub missed: Vec<ArticleId>,
    /// The articles with a note that others had changed: it was joined with theirs.
    pub joined: Vec<ArticleId>,
}

/// The bookmarks of the file.
pub fn read(bytes: &[u8]) -> Contents {
    let (document, standing) = open(bytes);
    Contents {
        bookmarks: bookmarks(&document),
        left_out: tables(&document)
            .filter(|table| reading::id_of(*table).is_none())
            .count(),
        standing,
    }
}

/// The file with the changes applied; comments, order and unknown keys survive.
pub fn apply(bytes: &[u8], changes: &[BookmarkChange]) -> Result<Applied, Newer> {
    let (mut document, standing) = open(bytes);
    if let Standing::Newer(version) = standing {
        return Err(Newer(version));
    }
    let told = edit::edit(&mut document, changes);
    let text = document.to_string();
    let text = match std::str::from_utf8(bytes) {
        Ok(old) => with_line_ends_of(old, text),
        Err(_) => text,
    };
    Ok(Applied {
        text,
        standing,
        told,
        bookmarks: bookmarks(&document),
    })
}

/// Bookmarks as the blocks of a file, without the version: to be shown or printed. What
/// a terminal would obey is written as TOML escapes it, so that reading gives back what
/// was there.
pub fn blocks(bookmarks: &[Bookmark]) -> String {
    let mut document = DocumentMut::new();
    let changes: Vec<BookmarkChange> = bookmarks.iter().cloned().map(BookmarkChange::Set).collect();
    edit::edit(&mut document, &changes);
    document.remove("version");
    edit::escape(&mut document);
    document.to_string().trim_start().to_owned()
}

/// The document, mended where it has to be.
fn open(bytes: &[u8]) -> (DocumentMut, Standing) {
    let text = String::from_utf8_lossy(bytes);
    if let Some(version) = salvage::newer(&text) {
        let document = parse(&text).map_or_else(|_| salvage::salvage(&text), |(whole, _)| whole);
        return (document, Standing::Newer(version));
    }
    let parsed = match std::str::from_utf8(bytes) {
        Ok(text) => parse(text),
        Err(error) => {
            let at = error.valid_up_to();
            Err(problem(&text, Some(at..at), "not UTF-8".to_owned()))
        }
    };
    match parsed {
        Ok((document, version)) if version > VERSION => (document, Standing::Newer(version)),
        Ok((document, _)) => (document, Standing::Sound),
        Err(problem) => match conflict::sides(&text) {
            Some((ours, theirs)) => (conflict::merged(&ours, &theirs), Standing::Conflict),
            None => (salvage::salvage(&text), Standing::Damaged(problem)),
        },
    }
}

/// The tables of the bookmarks.
fn tables(document: &DocumentMut) -> impl Iterator<Item = &Table> {
    let tables = document.get(BOOKMARKS).and_then(Item::as_array_of_tables);
    tables.into_iter().flatten()
}

/// Each article once, at its first place, with all that is said of it.
fn bookmarks(document: &DocumentMut) -> Vec<Bookmark> {
    let mut all: Vec<Bookmark> = Vec::new();
    let mut places: HashMap<ArticleId, usize> = HashMap::new();
    for bookmark in tables(document).filter_map(|table| reading::bookmark_of(table)) {
        let place = *places.entry(bookmark.id).or_insert(all.len());
        match all.get_mut(place) {
            Some(first) => *first = std::mem::take(first).joined(&bookmark),
            None => all.push(bookmark),
        }
    }
    all
}

/// The place and the words of a problem that covers `span` bytes of `text`.
fn problem(text: &str, span: Option<Range<usize>>, message: String) -> Problem {
    let at = span.map_or(0, |span| span.start);
    let before = text.get(..at).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |lf| lf + 1);
    let on_line = before.get(line_start..).unwrap_or("");
    Problem {
        line: before.matches('\n').count() + 1,
        column: on_line.chars().count() + 1,
        message,
    }
}

/// The document and its version, where this program can edit it without harm.
fn parse(text: &str) -> Result<(DocumentMut, i64), Problem> {
    let document = Document::parse(text).map_err(|error: TomlError| {
        let message = error.message().replace('\n', " ");
        problem(text, error.span(), message)
    })?;
    let mut version = VERSION;
    if let Some(item) = document.get("version") {
        version = item.as_integer().ok_or_else(|| {
            let message = "version must be a whole number".to_owned();
            problem(text, item.span(), message)
        })?;
    }
    match document.get(BOOKMARKS) {
        // In a newer file it may be anything: that is not looked into.
        _ if version > VERSION => {}
        None | Some(Item::ArrayOfTables(_)) => {}
        Some(Item::Value(Value::Array(array))) if array.iter().all(Value::is_inline_table) => {}
        Some(item) => {
            let message = "bookmarks must be written as [[bookmark]]".to_owned();
            return Err(problem(text, item.span(), message));
        }
    }
    let mut document = document.into_mut();
    reading::unfold(&mut document);
    Ok((document, version))
}

/// `new` with the line ends of `old`, where all of those are CR LF.
fn with_line_ends_of(old: &str, new: String) -> String {
    let lines = old.matches('\n').count();
    if lines == 0 || lines != old.matches("\r\n").count() {
        return new;
    }
    new.replace("\r\n", "\n").replace('\n', "\r\n")
}

#[cfg(test)]
mod tests;
