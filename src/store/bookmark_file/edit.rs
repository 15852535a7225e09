//! Editing a document that parses: each change where it belongs, the rest as it was.
//!
//! Invariant: nothing changes but the bookmarks that the changes name. No comment above
//! a bookmark is lost, not even with the bookmark.

use std::collections::HashMap;

use toml_edit::{Array, ArrayOfTables, Datetime, DocumentMut, Item, Table, Value};

use super::reading::{bookmark_of, id_of, raw};
use super::{BOOKMARKS, Told, VERSION};
use crate::article::ArticleId;
use crate::store::{Bookmark, BookmarkChange, renoted, retagged};
use crate::text::clean;

/// Applies the changes, one after the other.
pub(super) fn edit(document: &mut DocumentMut, changes: &[BookmarkChange]) -> Told {
    let mut bench = Bench::new(document);
    changes.iter().for_each(|change| bench.apply(change));
    bench.told
}

/// A document that is being edited.
pub(super) struct Bench<'a> {
    document: &'a mut DocumentMut,
    /// Where the tables of each article stand; None where that has to be looked up again.
    places: Option<HashMap<ArticleId, Vec<usize>>>,
    told: Told,
    /// Tables whose id was read.
    pub looked: usize,
}

impl<'a> Bench<'a> {
    pub(super) fn new(document: &'a mut DocumentMut) -> Self {
        if document.is_empty() {
            begin(document);
        }
        Self {
            document,
            places: None,
            told: Told::default(),
            looked: 0,
        }
    }

    pub(super) fn apply(&mut self, change: &BookmarkChange) {
        let id = change.id();
        let there = match change {
            BookmarkChange::Set(bookmark) => {
                self.set(bookmark);
                true
            }
            BookmarkChange::Join(bookmark) => {
                self.join(bookmark);
                true
            }
            BookmarkChange::Clear(id) => {
                self.clear(*id);
                true
            }
            BookmarkChange::Move { .. } | BookmarkChange::Found { .. } => {
                self.revise(change);
                return;
            }
            BookmarkChange::Tag { .. } | BookmarkChange::Note { .. } => self.revise(change),
        };
        if there {
            // Whatever could not be done before: the last word counts.
            self.told.missed.retain(|missed| *missed != id);
        } else if !self.told.missed.contains(&id) {
            self.told.missed.push(id);
        }
    }

    /// The places of an article: a merge, or a hand, may have put it there twice; what is
    /// changed is changed in all of them.
    fn places(&mut self, id: ArticleId) -> Vec<usize> {
        let looked = &mut self.looked;
        let document = &*self.document;
        let places = self.places.get_or_insert_with(|| {
            let tables = document.get(BOOKMARKS);
            let tables = tables.and_then(Item::as_array_of_tables);
            let mut places: HashMap<ArticleId, Vec<usize>> = HashMap::new();
            for (at, table) in tables.into_iter().flatten().enumerate() {
                *looked += 1;
                if let Some(id) = id_of(table) {
                    places.entry(id).or_default().push(at);
                }
            }
            places
        });
        places.get(&id).cloned().unwrap_or_default()
    }

    fn table(&mut self, at: usize) -> Option<&mut Table> {
        let tables = self.document.get_mut(BOOKMARKS)?;
        tables.as_array_of_tables_mut()?.get_mut(at)
    }

    fn revise(&mut self, change: &BookmarkChange) -> bool {
        let places = self.places(change.id());
        let joined = self.joined_note(&places, change);
        let change = joined.as_ref().unwrap_or(change);
        for at in &places {
            self.table(*at)
                .into_iter()
                .for_each(|table| revise(table, change));
        }
        !places.is_empty()
    }

    /// The change of a note where others have written another meanwhile: to both.
    fn joined_note(&mut self, places: &[usize], change: &BookmarkChange) -> Option<BookmarkChange> {
        let BookmarkChange::Note { id, was, note } = change else {
            return None;
        };
        let now = self.own(places)?.note;
        let both = renoted(now.clone(), was, note);
        if both == *note {
            return None;
        }
        self.told.joined.push(*id);
        Some(BookmarkChange::Note {
            id: *id,
            was: now,
            note: both,
        })
    }

    fn set(&mut self, bookmark: &Bookmark) {
        let places = self.places(bookmark.id);
        for at in &places {
            self.table(*at)
                .into_iter()
                .for_each(|table| fill(table, bookmark));
        }
        if !places.is_empty() {
            return;
        }
        let mut table = Table::new();
        fill(&mut table, bookmark);
        if let Some(tables) = tables(self.document) {
            let at = tables.len();
            tables.push(table);
            let places = self.places.iter_mut();
            places.for_each(|places| places.entry(bookmark.id).or_default().push(at));
        }
    }

    /// What the tables at these places say of their article, joined.
    fn own(&mut self, places: &[usize]) -> Option<Bookmark> {
        let mut own: Option<Bookmark> = None;
        for at in places {
            let again = self.table(*at).and_then(|table| bookmark_of(table));
            own = match (own, again) {
                (Some(own), Some(again)) => Some(own.joined(&again)),
                (own, again) => own.or(again),
            };
        }
        own
    }

    /// What both know, at the place of the one that is there.
    fn join(&mut self, bookmark: &Bookmark) {
        let places = self.places(bookmark.id);
        match self.own(&places) {
            Some(own) => self.set(&own.joined(bookmark)),
            None => self.set(bookmark),
        }
    }

    /// Takes the bookmark out. A comment above it moves to what follows it.
    fn clear(&mut self, id: ArticleId) {
        if self.places(id).is_empty() {
            return;
        }
        // What follows stands elsewhere now.
        self.places = None;
        while let Some(comments) = remove(self.document, id) {
            if !comments.is_empty() {
                let end = comments + &raw(Some(self.document.trailing()));
                self.document.set_trailing(end);
            }
        }
    }
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
        BookmarkChange::Tag { add, remove, .. } => {
            let own = bookmark_of(table).map(|own| own.tags).unwrap_or_default();
            match retagged(own, add, remove) {
                tags if tags.is_empty() => drop(table.remove("tags")),
                tags => put(table, "tags", array(&tags)),
            }
        }
        BookmarkChange::Note { note, .. } if note.is_empty() => drop(table.remove("note")),
        BookmarkChange::Note { note, .. } => put(table, "note", note.as_str().into()),
        BookmarkChange::Found { source, .. } => put(table, "source", source.as_str().into()),
        BookmarkChange::Set(_) | BookmarkChange::Join(_) | BookmarkChange::Clear(_) => {}
    }
}

/// Writes all strings of the bookmarks so that each of their lines can be shown as it is.
pub(super) fn escape(document: &mut DocumentMut) {
    for table in tables(document).into_iter().flat_map(|all| all.iter_mut()) {
        for (_, item) in table.iter_mut() {
            match item.as_value_mut() {
                Some(Value::Array(array)) => array.iter_mut().for_each(escape_value),
                Some(value) => escape_value(value),
                None => {}
            }
        }
    }
}

fn escape_value(value: &mut Value) {
    let Some(text) = value.as_str() else {
        return;
    };
    if clean::clean(text) == text {
        return;
    }
    let mut written = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => written.extend(['\\', c]),
            c if c.is_ascii() && !c.is_ascii_control() => written.push(c),
            // With all that is beside it: one that is harmless alone may not be so there.
            c => written.extend(["\\U", &format!("{:08X}", c as u32)]),
        }
    }
    written.push('"');
    if let Ok(mut escaped) = written.parse::<Value>() {
        *escaped.decor_mut() = value.decor().clone();
        *value = escaped;
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

/// `text`, closed by a line end unless it is empty.
fn ended(text: &str) -> String {
    if text.is_empty() || text.ends_with('\n') {
        text.to_owned()
    } else {
        format!("{text}\n")
    }
}
