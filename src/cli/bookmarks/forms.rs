//! The forms in which bookmarks leave and come in: TOML as in the file, JSON, Markdown.
//!
//! Invariant: what is exported as TOML or JSON comes in again as it was.

use crate::article::ArticleId;
use crate::cli::markdown::escaped;
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
    let line = |text: &str| escaped(clean::line(text).trim());
    let target: String = clean::line(&bookmark.source)
        .chars()
        .map(|c| match c {
            // The brackets end the target; a backslash or an & may begin an escape.
            ' ' | '<' | '>' | '\\' | '&' => format!("%{:02X}", c as u32),
            c => c.to_string(),
        })
        .collect();
    let mut item = format!("- [{}](<{target}>)", line(&bookmark.headline));
    for tag in &bookmark.tags {
        item.push_str(" #");
        item.push_str(&line(tag));
    }
    for note in bookmark.note.lines() {
        item.push_str("\n  ");
        item.push_str(&line(note));
    }
    clean::clean_owned(item)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped_in_each_line_of_an_item() {
        let bookmark = Bookmark {
            headline: "]](<‹ &lt; # x".to_owned(),
            source: "/p/a&amp;b/x\\".to_owned(),
            tags: vec!["*a*".to_owned()],
            note: "# one\n  - two\n1. three\n\n&lt;".to_owned(),
            ..Bookmark::default()
        };
        assert_eq!(
            markdown(&bookmark),
            "- [\\]\\](\\<‹ \\&lt; # x](</p/a%26amp;b/x%5C>) #\\*a\\*\n  \\# one\n  \\- two\n  1\\. three\n  \n  \\&lt;"
        );
    }
}
