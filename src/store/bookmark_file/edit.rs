//! Editing a document that parses: each change where it belongs, the rest as it was.
//!
//! Invariant: nothing changes but the bookmarks that the changes name. No comment above
//! a bookmark is lost, not even with the bookmark.

use toml_edit::{
    Array, ArrayOfTables, Datetime, DocumentMut, Item, RawString, Table, TableLike, Value,
};

use super::{BOOKMARKS, VERSION};
use crate::article::ArticleId;
use crate::store::{Bookmark, BookmarkChange};
use crate::text::clean;

/// Applies the changes, one after the other.
pub(super) fn edit(document: &mut DocumentMut, changes: &[BookmarkChange]) {
    if document.is_empty() {
        begin(document);
    }
    for change in changes {
        match change {
            BookmarkChange::Set(bookmark) => set(document, bookmark),
            BookmarkChange::Clear(id) => clear(document, *id),
            BookmarkChange::Join(bookmark) => join(document, bookmark),
            other => {
                tables_of(document, other.id()).for_each(|table| revise(table, other));
            }
        }
    }
}

/// The id of a table, where it has one.
pub(super) fn id_of(table: &dyn TableLike) -> Option<ArticleId> {
    ArticleId::parse(table.get("id")?.as_str()?.trim())
}

/// The bookmark of a table; None where it has no id.
pub(super) fn bookmark_of(table: &dyn TableLike) -> Option<Bookmark> {
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
    let tags = table.get("tags").and_then(Item::as_array);
    let tags = tags.into_iter().flatten().filter_map(Value::as_str);
    Some(Bookmark {
        id: id_of(table)?,
        headline: clean::line(&text("headline")),
        source: text("source"),
        added,
        block: number("block"),
        offset: number("offset"),
        tags: tags
            .map(clean::line)
            .filter(|tag| !tag.is_empty())
            .collect(),
        note: clean::clean(&text("note")).trim_end().to_owned(),
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

/// The tables of an article: a merge, or a hand, may have put it there twice; what is
/// changed is changed in all of them.
fn tables_of(document: &mut DocumentMut, id: ArticleId) -> impl Iterator<Item = &mut Table> {
    let tables = document.get_mut(BOOKMARKS);
    let tables = tables.and_then(Item::as_array_of_tables_mut);
    let all = tables.into_iter().flat_map(ArrayOfTables::iter_mut);
    all.filter(move |table| id_of(&**table) == Some(id))
}

fn set(document: &mut DocumentMut, bookmark: &Bookmark) {
    let mut there = false;
    for table in tables_of(document, bookmark.id) {
        fill(table, bookmark);
        there = true;
    }
    if there {
        return;
    }
    let mut table = Table::new();
    fill(&mut table, bookmark);
    if let Some(tables) = tables(document) {
        tables.push(table);
    }
}

/// What both know, at the place of the one that is there.
fn join(document: &mut DocumentMut, bookmark: &Bookmark) {
    let own = tables_of(document, bookmark.id).filter_map(|table| bookmark_of(table));
    let own = own.reduce(|own, again| own.joined(&again));
    match own {
        Some(own) => set(document, &own.joined(bookmark)),
        None => set(document, bookmark),
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
    if !bookmark.tags.is_empty() {
        put(table, "tags", array(&bookmark.tags));
    }
    if !bookmark.note.is_empty() {
        put(table, "note", bookmark.note.as_str().into());
    }
}

/// A change of what a bookmark holds.
fn revise(table: &mut Table, change: &BookmarkChange) {
    match change {
        BookmarkChange::Move { block, offset, .. } => {
            put(table, "block", i64::from(*block).into());
            put(table, "offset", i64::from(*offset).into());
        }
        BookmarkChange::Tag { tags, .. } if tags.is_empty() => drop(table.remove("tags")),
        BookmarkChange::Tag { tags, .. } => put(table, "tags", array(tags)),
        BookmarkChange::Note { note, .. } if note.is_empty() => drop(table.remove("note")),
        BookmarkChange::Note { note, .. } => put(table, "note", note.as_str().into()),
        BookmarkChange::Found { source, .. } => put(table, "source", source.as_str().into()),
        BookmarkChange::Set(_) | BookmarkChange::Join(_) | BookmarkChange::Clear(_) => {}
    }
}

fn array(tags: &[String]) -> Value {
    Value::Array(tags.iter().map(String::as_str).collect::<Array>())
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
        (Value::Array(old), Value::Array(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same(old, new))
        }
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
