//! The forms in which bookmarks leave and come in: TOML as in the file, JSON, Markdown.
//!
//! Invariant: what is exported as TOML or JSON comes in again as it was; what cannot be
//! read is named, and keeps nothing else out.

use serde_json::{Deserializer, Value};

use crate::cli::markdown::escaped;
use crate::store::Bookmark;
use crate::store::bookmark_file::{self, Problem, Standing};
use crate::text::{Clean, clean};

/// The bookmarks of a text, and what of it is none.
#[derive(Default)]
pub(super) struct Theirs {
    pub bookmarks: Vec<Bookmark>,
    pub problems: Vec<Problem>,
    /// So many have no id.
    pub left_out: usize,
}

/// The bookmarks of a text in the form of the file, or of JSON: objects one after the
/// other, or an array of them.
pub(super) fn parsed(text: &str) -> Theirs {
    let json = match text.trim_start().chars().next() {
        Some('{') => Some(objects(text)),
        // So may begin TOML too.
        Some('[') => array(text),
        _ => None,
    };
    json.unwrap_or_else(|| {
        let contents = bookmark_file::read(text.as_bytes());
        let problem = match contents.standing {
            Standing::Damaged(problem) => Some(problem),
            _ => None,
        };
        Theirs {
            bookmarks: contents.bookmarks,
            problems: problem.into_iter().collect(),
            left_out: contents.left_out,
        }
    })
}

/// Objects one after the other; where one is broken those that have a line to themselves.
fn objects(text: &str) -> Theirs {
    let all = Deserializer::from_str(text).into_iter();
    if let Ok(bookmarks) = all.collect() {
        return Theirs {
            bookmarks,
            ..Theirs::default()
        };
    }
    let mut theirs = Theirs::default();
    for (at, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str(line) {
            Ok(bookmark) => theirs.bookmarks.push(bookmark),
            Err(error) => theirs.problems.push(problem(&error, at)),
        }
    }
    theirs
}

/// The objects of an array; None where it is no JSON. Of what is wrong the first is named.
fn array(text: &str) -> Option<Theirs> {
    let values: Vec<Value> = serde_json::from_str(text).ok()?;
    let wrong = serde_json::from_str::<Vec<Bookmark>>(text).err();
    let bookmarks = values.into_iter();
    Some(Theirs {
        bookmarks: bookmarks
            .filter_map(|value| serde_json::from_value(value).ok())
            .collect(),
        problems: wrong.iter().map(|error| problem(error, 0)).collect(),
        left_out: 0,
    })
}

/// What is wrong in a text that begins behind so many lines.
fn problem(error: &serde_json::Error, lines: usize) -> Problem {
    let message = error.to_string();
    let words = message.rsplit_once(" at line ").map(|(words, _)| words);
    Problem {
        line: lines + error.line(),
        column: error.column(),
        message: words.unwrap_or(&message).to_owned(),
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
