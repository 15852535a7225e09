//! The text of `bookmarks.toml`: read, and edited in place, so that a person may
//! keep comments, an order and keys of their own in it. The door to `toml_edit`
//! for this file; no I/O here.
//!
//! Invariant: `apply` changes nothing but the bookmarks that the changes name. No
//! comment above a bookmark is lost, not even with the bookmark.

use std::ops::Range;

use toml_edit::{
    ArrayOfTables, Datetime, Document, DocumentMut, Item, RawString, Table, TomlError, Value,
};

use super::{Bookmark, BookmarkChange};
use crate::article::ArticleId;

/// The version of the format that is read and written.
const VERSION: i64 = 1;

/// The key of the array of bookmarks.
const BOOKMARKS: &str = "bookmark";

/// Why the file cannot be read; positions count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub line: usize,
    /// In characters.
    pub column: usize,
    pub message: String,
}

/// The bookmarks of the file, in file order. One with a bad id is left out (and
/// stays in the file); missing keys get their defaults.
pub fn read(text: &str) -> Result<Vec<Bookmark>, Problem> {
    let document = parse(text)?;
    let Some(tables) = document
        .get(BOOKMARKS)
        .and_then(|item| item.as_array_of_tables())
    else {
        return Ok(Vec::new());
    };
    Ok(tables.iter().filter_map(bookmark_of).collect())
}

/// `text` with the changes applied; comments, order and unknown keys survive.
pub fn apply(text: &str, changes: &[BookmarkChange]) -> Result<String, Problem> {
    let mut document = parse(text)?.into_mut();
    if document.is_empty() {
        begin(&mut document);
    }
    for change in changes {
        match change {
            BookmarkChange::Set(bookmark) => set(&mut document, bookmark),
            BookmarkChange::Move { id, block, offset } => {
                move_to(&mut document, *id, *block, *offset);
            }
            BookmarkChange::Clear(id) => clear(&mut document, *id),
        }
    }
    Ok(with_line_ends_of(text, document.to_string()))
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

/// Parses the file and refuses what this program could not edit without harm.
fn parse(text: &str) -> Result<Document<&str>, Problem> {
    let document = Document::parse(text).map_err(|error: TomlError| {
        let message = error.message().replace('\n', " ");
        problem(text, error.span(), message)
    })?;
    if let Some(item) = document.get("version") {
        match item.as_integer() {
            Some(version) if version <= VERSION => {}
            Some(version) => {
                let message = format!(
                    "version {version} is newer than {VERSION}, which this program knows: not written to"
                );
                return Err(problem(text, item.span(), message));
            }
            None => {
                let message = "version must be a whole number".to_owned();
                return Err(problem(text, item.span(), message));
            }
        }
    }
    match document.get(BOOKMARKS) {
        None | Some(Item::ArrayOfTables(_)) => Ok(document),
        Some(Item::Value(Value::Array(array))) if array.is_empty() => Ok(document),
        Some(item) => {
            let message = "bookmarks must be written as [[bookmark]]".to_owned();
            Err(problem(text, item.span(), message))
        }
    }
}

fn id_of(table: &Table) -> Option<ArticleId> {
    ArticleId::parse(table.get("id")?.as_str()?.trim())
}

fn bookmark_of(table: &Table) -> Option<Bookmark> {
    let text = |key: &str| {
        let value = table.get(key).and_then(Item::as_str);
        value.unwrap_or_default().to_owned()
    };
    let number = |key: &str| {
        let value = table.get(key).and_then(Item::as_integer);
        value.and_then(|n| u32::try_from(n).ok()).unwrap_or(0)
    };
    let added = match table.get("added").and_then(Item::as_datetime) {
        Some(datetime) => datetime.to_string(),
        None => text("added"),
    };
    Some(Bookmark {
        id: id_of(table)?,
        headline: text("headline"),
        source: text("source"),
        added,
        block: number("block"),
        offset: number("offset"),
    })
}

/// Gives a file without keys its version; comments that it holds stay on top.
fn begin(document: &mut DocumentMut) {
    let comments = raw(Some(document.trailing()));
    document.set_trailing("");
    document.insert("version", toml_edit::value(VERSION));
    if let Some(mut key) = document.key_mut("version") {
        key.leaf_decor_mut().set_prefix(ended(&comments));
    }
}

/// The array of bookmarks, made where it is missing.
fn tables(document: &mut DocumentMut) -> Option<&mut ArrayOfTables> {
    let item = document.entry(BOOKMARKS).or_insert(Item::None);
    if !item.is_array_of_tables() {
        // `parse` let nothing but an empty array come here.
        *item = Item::ArrayOfTables(ArrayOfTables::new());
    }
    item.as_array_of_tables_mut()
}

fn table_of(document: &mut DocumentMut, id: ArticleId) -> Option<&mut Table> {
    let tables = document.get_mut(BOOKMARKS)?.as_array_of_tables_mut()?;
    tables.iter_mut().find(|table| id_of(table) == Some(id))
}

fn set(document: &mut DocumentMut, bookmark: &Bookmark) {
    if let Some(table) = table_of(document, bookmark.id) {
        fill(table, bookmark);
        return;
    }
    let mut table = Table::new();
    fill(&mut table, bookmark);
    if let Some(tables) = tables(document) {
        tables.push(table);
    }
}

fn fill(table: &mut Table, bookmark: &Bookmark) {
    put(table, "id", bookmark.id.to_string().into());
    put(table, "headline", bookmark.headline.as_str().into());
    put(table, "source", bookmark.source.as_str().into());
    match bookmark.added.parse::<Datetime>() {
        Ok(datetime) => put(table, "added", datetime.into()),
        Err(_) => put(table, "added", bookmark.added.as_str().into()),
    }
    put(table, "block", i64::from(bookmark.block).into());
    put(table, "offset", i64::from(bookmark.offset).into());
}

fn move_to(document: &mut DocumentMut, id: ArticleId, block: u32, offset: u32) {
    if let Some(table) = table_of(document, id) {
        put(table, "block", i64::from(block).into());
        put(table, "offset", i64::from(offset).into());
    }
}

/// Writes one value; the comment behind the old one stays, and a value that is
/// already there keeps the form that it has.
fn put(table: &mut Table, key: &str, value: Value) {
    let Some(old) = table.get_mut(key).and_then(Item::as_value_mut) else {
        table.insert(key, Item::Value(value));
        return;
    };
    if same(old, &value) {
        return;
    }
    let decor = old.decor().clone();
    *old = value;
    *old.decor_mut() = decor;
}

fn same(old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::String(old), Value::String(new)) => old.value() == new.value(),
        (Value::Integer(old), Value::Integer(new)) => old.value() == new.value(),
        (Value::Datetime(old), Value::Datetime(new)) => old.value() == new.value(),
        _ => false,
    }
}

/// Takes the bookmark out. A comment above it moves to what follows it.
fn clear(document: &mut DocumentMut, id: ArticleId) {
    while let Some(comments) = remove(document, id) {
        if !comments.is_empty() {
            let end = comments + &raw(Some(document.trailing()));
            document.set_trailing(end);
        }
    }
}

/// Removes the first bookmark with this id. The result: the comments above it
/// where no other bookmark could take them over; None where there is no such id.
fn remove(document: &mut DocumentMut, id: ArticleId) -> Option<String> {
    let tables = document.get_mut(BOOKMARKS)?.as_array_of_tables_mut()?;
    let at = tables.iter().position(|table| id_of(table) == Some(id))?;
    let above = raw(tables.remove(at).decor().prefix());
    if !above.contains('#') {
        return Some(String::new());
    }
    let Some(next) = tables.get_mut(at) else {
        return Some(ended(&above));
    };
    let own = raw(next.decor().prefix());
    // A blank line keeps it apart from what is said about the next one.
    let gap = if own.starts_with(['\n', '\r']) {
        ""
    } else {
        "\n"
    };
    next.decor_mut().set_prefix(ended(&above) + gap + &own);
    Some(String::new())
}

fn raw(text: Option<&RawString>) -> String {
    text.and_then(RawString::as_str)
        .unwrap_or_default()
        .to_owned()
}

/// `text`, closed by a line end unless it is empty.
fn ended(text: &str) -> String {
    if text.is_empty() || text.ends_with('\n') {
        text.to_owned()
    } else {
        format!("{text}\n")
    }
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
