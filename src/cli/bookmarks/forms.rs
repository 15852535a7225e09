//! The forms in which bookmarks leave and come in: TOML as in the file, JSON, Markdown.
//!
//! Invariant: what is exported as TOML or JSON comes in again as it was.

use crate::article::ArticleId;
use crate::store::{Bookmark, bookmark_file};
use crate::text::{Clean, clean};

/// The bookmarks of a text in the form of the file, or of JSON: objects line by line, or
/// an array of them. None where there are none.
pub(super) fn parsed(text: &str) -> Vec<Bookmark> {
    let objects = serde_json::from_str::<Vec<Bookmark>>(text);
    let lines = || {
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        lines.map(serde_json::from_str).collect()
    };
    match objects.or_else(|_| lines()) {
        Ok(bookmarks) if !bookmarks.is_empty() => bookmarks
            .into_iter()
            .filter(|bookmark| bookmark.id != ArticleId::default())
            .collect(),
        _ => bookmark_file::read(text.as_bytes()).bookmarks,
    }
}

/// A bookmark as an item of a list.
pub(super) fn markdown(bookmark: &Bookmark) -> Clean {
    let escaped = |text: &str| {
        let mut out = String::new();
        for c in clean::line(text).chars() {
            if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>') {
                out.push('\\');
            }
            out.push(c);
        }
        out
    };
    let target: String = clean::line(&bookmark.source)
        .chars()
        .map(|c| match c {
            ' ' => "%20".to_owned(),
            '<' | '>' => format!("%{:02X}", c as u32),
            c => c.to_string(),
        })
        .collect();
    let mut item = format!("- [{}](<{target}>)", escaped(&bookmark.headline));
    for tag in &bookmark.tags {
        item.push_str(" #");
        item.push_str(&escaped(tag));
    }
    for line in bookmark.note.lines() {
        item.push_str("\n  ");
        item.push_str(&escaped(line));
    }
    clean::clean_owned(item)
}
