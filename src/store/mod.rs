//! The in-memory library: rows in immutable chunks, and the bookmarks file's text.
//! No I/O here.

mod bookmark;
pub mod bookmark_file;
mod chunk;
mod index;
mod snapshot;

pub use bookmark::{Bookmark, BookmarkChange};
pub use chunk::{CHUNK_ROWS, Chunk, ChunkBuilder, MATCH_CHARS, Row, matched_part, presence};
pub use snapshot::{RowIx, Snapshot};
