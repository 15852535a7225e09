//! A bookmark and the operations on bookmarks. Changes, not snapshots, travel to
//! the file, so that two programs at once lose nothing.

use std::collections::HashMap;

use serde::Deserialize;

use super::tags::{retagged, same_tag};
use crate::article::ArticleId;
use crate::text::fold;

/// One bookmark as kept in `bookmarks.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Bookmark {
    #[serde(serialize_with = "id_text", deserialize_with = "id_of")]
    pub id: ArticleId,
    #[serde(default, deserialize_with = "or_none")]
    pub headline: String,
    /// The text form of an `article::Source`.
    #[serde(default, deserialize_with = "or_none")]
    pub source: String,
    /// RFC 3339, UTC.
    #[serde(default, deserialize_with = "or_none")]
    pub added: String,
    /// Index of the block where reading stopped (headline = 0).
    #[serde(default, deserialize_with = "or_none")]
    pub block: u32,
    /// Characters of source text into that block.
    #[serde(default, deserialize_with = "or_none")]
    pub offset: u32,
    /// On one line each, none twice.
    #[serde(default, deserialize_with = "or_none")]
    pub tags: Vec<String>,
    /// The reader's own words; empty where there are none.
    #[serde(default, serialize_with = "text_or_null", deserialize_with = "or_none")]
    pub note: String,
}

/// An operation on the bookmarks file, applied to whatever it holds at that moment.
/// All but `Set` and `Join` do nothing where the id has no bookmark; of tags and notes,
/// which a reader has written, that is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BookmarkChange {
    /// Adds the bookmark, or writes over the one with the same id; tags and a note that
    /// are there stay where this one has none.
    Set(Bookmark),
    /// Adds what this one knows to what the file has of the article, and loses nothing
    /// of either.
    Join(Bookmark),
    /// Updates the place.
    Move {
        id: ArticleId,
        block: u32,
        offset: u32,
    },
    /// Takes tags away, then adds others; what else there is stays.
    Tag {
        id: ArticleId,
        add: Vec<String>,
        remove: Vec<String>,
    },
    /// Replaces the note `was`, which its writer had before them; an empty one takes it
    /// away. Where another stands there both stay.
    Note {
        id: ArticleId,
        was: String,
        note: String,
    },
    /// The article lies elsewhere now.
    Found {
        id: ArticleId,
        source: String,
    },
    Clear(ArticleId),
}

impl BookmarkChange {
    /// The article that the change is about.
    pub fn id(&self) -> ArticleId {
        match self {
            Self::Set(bookmark) | Self::Join(bookmark) => bookmark.id,
            Self::Move { id, .. }
            | Self::Tag { id, .. }
            | Self::Note { id, .. }
            | Self::Found { id, .. }
            | Self::Clear(id) => *id,
        }
    }
}

impl Bookmark {
    /// Takes a change of what it holds; `Set` and `Clear` are about the whole of it.
    pub fn take(&mut self, change: &BookmarkChange) {
        match change {
            BookmarkChange::Set(_) | BookmarkChange::Clear(_) => {}
            BookmarkChange::Join(other) => *self = std::mem::take(self).joined(other),
            BookmarkChange::Move { block, offset, .. } => {
                (self.block, self.offset) = (*block, *offset);
            }
            BookmarkChange::Tag { add, remove, .. } => {
                self.tags = retagged(std::mem::take(&mut self.tags), add, remove);
            }
            BookmarkChange::Note { was, note, .. } => {
                self.note = renoted(std::mem::take(&mut self.note), was, note);
            }
            BookmarkChange::Found { source, .. } => self.source.clone_from(source),
        }
    }

    /// This one and another of the same article, written apart from it: nothing that
    /// one of them knows is lost. The place is the one further on.
    pub fn joined(mut self, other: &Self) -> Self {
        for (own, others) in [
            (&mut self.headline, &other.headline),
            (&mut self.source, &other.source),
            (&mut self.added, &other.added),
        ] {
            if own.is_empty() {
                own.clone_from(others);
            }
        }
        if (other.block, other.offset) > (self.block, self.offset) {
            (self.block, self.offset) = (other.block, other.offset);
        }
        for tag in &other.tags {
            if !self.tags.iter().any(|own| same_tag(own, tag)) {
                self.tags.push(tag.clone());
            }
        }
        if !holds(&self.note, &other.note) {
            self.note = if holds(&other.note, &self.note) {
                other.note.clone()
            } else {
                format!("{}\n{}", self.note, other.note)
            };
        }
        self
    }
}

/// Whether all lines of one note stand in another, one after the other.
fn holds(note: &str, other: &str) -> bool {
    let lines = |note: &str| format!("\n{}\n", note.trim_end());
    other.trim_end().is_empty() || lines(note).contains(&lines(other))
}

/// What becomes of a note where `note` is written over `was`: neither it nor what others
/// have written meanwhile is lost.
pub fn renoted(now: String, was: &str, note: &str) -> String {
    if now == was || now == note {
        return note.to_owned();
    }
    let of = |note: String| Bookmark {
        note,
        ..Bookmark::default()
    };
    of(now).joined(&of(note.to_owned())).note
}

/// The articles that have a bookmark, with its tags, folded: what a filter asks for.
pub type Bookmarked = HashMap<ArticleId, Vec<String>>;

impl Bookmark {
    /// Its tags as filters compare them.
    pub fn folded_tags(&self) -> Vec<String> {
        self.tags.iter().map(|tag| fold::fold(tag)).collect()
    }
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands fields over by reference"
)]
fn id_text<S: serde::Serializer>(id: &ArticleId, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(id)
}

fn id_of<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<ArticleId, D::Error> {
    let text = String::deserialize(deserializer)?;
    let id = ArticleId::parse(text.trim());
    id.ok_or_else(|| serde::de::Error::custom("an id has sixteen hex digits"))
}

/// A value, or nothing said.
fn or_none<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::<T>::deserialize(deserializer)?.unwrap_or_default())
}

fn text_or_null<S: serde::Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if text.is_empty() {
        serializer.serialize_none()
    } else {
        serializer.serialize_str(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_of_one_article_lose_nothing() {
        let one = Bookmark {
            block: 1,
            offset: 9,
            tags: vec!["a".to_owned()],
            note: "one".to_owned(),
            ..Bookmark::default()
        };
        let other = Bookmark {
            headline: "h".to_owned(),
            block: 2,
            tags: vec!["A".to_owned(), "b".to_owned()],
            note: "two".to_owned(),
            ..Bookmark::default()
        };
        let joined = one.clone().joined(&other);
        assert_eq!((joined.block, joined.offset), (2, 0));
        assert_eq!((joined.tags.len(), joined.note.as_str()), (2, "one\ntwo"));
        assert_eq!(joined.headline, "h");
        assert_eq!(joined.clone().joined(&one), joined, "nothing comes twice");
    }

    #[test]
    fn a_note_is_there_where_its_lines_are() {
        let noted = |note: &str| Bookmark {
            note: note.to_owned(),
            ..Bookmark::default()
        };
        for (own, other, both) in [
            ("I know it", "no", "I know it\nno"),
            ("no", "I know it", "no\nI know it"),
            ("one\ntwo\nthree", "two", "one\ntwo\nthree"),
            ("two", "one\ntwo\nthree", "one\ntwo\nthree"),
            ("one\ntwo", "two\nthree", "one\ntwo\ntwo\nthree"),
            ("", "a", "a"),
            ("a", "", "a"),
            ("a", "a\n", "a"),
        ] {
            let joined = noted(own).joined(&noted(other));
            assert_eq!(joined.note, both, "{own:?} and {other:?}");
            assert_eq!(joined.clone().joined(&noted(other)), joined);
        }
    }
}
