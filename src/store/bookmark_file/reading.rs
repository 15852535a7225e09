//! One bookmark of a document, as a hand may have written it: with values of another
//! kind, or on one line with others.
//!
//! Invariant: whatever stands at a key of ours is in the bookmark, so that writing it
//! again loses nothing.

use toml_edit::{ArrayOfTables, DocumentMut, Item, RawString, TableLike, Value};

use super::BOOKMARKS;
use crate::article::ArticleId;
use crate::store::Bookmark;
use crate::text::clean;

/// The id of a table, where it has one.
pub(super) fn id_of(table: &dyn TableLike) -> Option<ArticleId> {
    ArticleId::parse(table.get("id")?.as_str()?.trim())
}

/// The bookmark of a table; None where it has no id.
pub(super) fn bookmark_of(table: &dyn TableLike) -> Option<Bookmark> {
    let text = |key: &str| table.get(key).map(text_of).unwrap_or_default();
    let number = |key: &str| {
        let value = table.get(key).and_then(Item::as_integer);
        value.and_then(|n| u32::try_from(n).ok()).unwrap_or(0)
    };
    let added = match table.get("added").and_then(Item::as_datetime) {
        Some(datetime) => datetime.to_string(),
        None => text("added"),
    };
    let tags = match table.get("tags") {
        Some(Item::Value(Value::Array(array))) => array.iter().map(text_of_value).collect(),
        other => Vec::from_iter(other.map(text_of)),
    };
    Some(Bookmark {
        id: id_of(table)?,
        headline: clean::line(&text("headline")).into_inner(),
        source: text("source"),
        added,
        block: number("block"),
        offset: number("offset"),
        tags: tags
            .iter()
            .map(|tag| clean::line(tag).into_inner())
            .filter(|tag| !tag.is_empty())
            .collect(),
        note: clean::clean(&text("note")).trim_end().to_owned(),
    })
}

/// What an item says: a text itself, all else as it is written.
fn text_of(item: &Item) -> String {
    match item {
        Item::Value(value) => text_of_value(value),
        other => other.to_string().trim().to_owned(),
    }
}

fn text_of_value(value: &Value) -> String {
    match value.as_str() {
        Some(text) => text.to_owned(),
        None => value.clone().decorated("", "").to_string(),
    }
}

/// Makes tables of their own of bookmarks that are written as a list of inline tables;
/// the comments around them stay.
pub(super) fn unfold(document: &mut DocumentMut) {
    let Some((key, Item::Value(Value::Array(array)))) = document.get_key_value(BOOKMARKS) else {
        return;
    };
    let mut comments = comments(key.leaf_decor().prefix());
    let mut tables = ArrayOfTables::new();
    for value in array {
        let Some(inline) = value.as_inline_table() else {
            return;
        };
        comments += &self::comments(inline.decor().prefix());
        let mut table = inline.clone().into_table();
        let above = format!("\n{}", std::mem::take(&mut comments));
        table.decor_mut().set_prefix(above);
        tables.push(table);
        comments += &self::comments(inline.decor().suffix());
    }
    if tables.is_empty() {
        return;
    }
    comments += &self::comments(Some(array.trailing()));
    comments += &self::comments(array.decor().suffix());
    document.insert(BOOKMARKS, Item::ArrayOfTables(tables));
    let trailing = raw(Some(document.trailing()));
    document.set_trailing(trailing + &comments);
}

/// The comments in what stands around a value, a line each.
fn comments(around: Option<&RawString>) -> String {
    let around = raw(around);
    let lines = around.lines().map(str::trim);
    let lines = lines.filter(|line| line.starts_with('#'));
    lines.flat_map(|line| [line, "\n"]).collect()
}

pub(super) fn raw(text: Option<&RawString>) -> String {
    text.and_then(RawString::as_str)
        .unwrap_or_default()
        .to_owned()
}
