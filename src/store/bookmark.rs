//! A bookmark and the operations on bookmarks. Changes, not snapshots, travel to
//! the file, so that two programs at once lose nothing.

use crate::article::ArticleId;

/// One bookmark as kept in `bookmarks.toml`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Bookmark {
    #[serde(serialize_with = "id_text")]
    pub id: ArticleId,
    pub headline: String,
    /// The text form of an `article::Source`.
    pub source: String,
    /// RFC 3339, UTC.
    pub added: String,
    /// Index of the block where reading stopped (headline = 0).
    pub block: u32,
    /// Characters of source text into that block.
    pub offset: u32,
}

/// An operation on the bookmarks file, applied to whatever it holds at that moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BookmarkChange {
    /// Adds the bookmark, or replaces the one with the same id.
    Set(Bookmark),
    /// Updates the place; does nothing where the id has no bookmark.
    Move {
        id: ArticleId,
        block: u32,
        offset: u32,
    },
    Clear(ArticleId),
}

impl BookmarkChange {
    /// The article that the change is about.
    pub fn id(&self) -> ArticleId {
        match self {
            Self::Set(bookmark) => bookmark.id,
            Self::Move { id, .. } | Self::Clear(id) => *id,
        }
    }
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands fields over by reference"
)]
fn id_text<S: serde::Serializer>(id: &ArticleId, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(id)
}
