//! The in-memory library: rows in immutable chunks, and the bookmarks file's text.
//! No I/O here.

mod bookmark;
pub mod bookmark_file;
mod chunk;
mod facts;
mod index;
mod memory;
mod origin;
mod snapshot;
mod tags;

pub use bookmark::{Bookmark, BookmarkChange, Bookmarked, renoted};
pub use chunk::{CHUNK_ROWS, Chunk, ChunkBuilder, MATCH_BYTES, Mask, Masks, Row, matched_part};
pub use facts::{Facts, RowFacts};
pub use memory::{Memory, MemoryChange, RECENT, Remembered};
pub use origin::{FileStamp, Origin, RecordFile, RecordPlace, Standing};
pub use snapshot::{RowIx, Snapshot};
pub use tags::{refused, retag, retagged, same_tag, tags_of, tags_text};
