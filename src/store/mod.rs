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

pub use bookmark::{Bookmark, BookmarkChange, Bookmarked, same_tag, tags_of};
pub use chunk::{CHUNK_ROWS, Chunk, ChunkBuilder, MATCH_BYTES, Mask, Masks, Row, matched_part};
pub use facts::{Facts, RowFacts};
pub use memory::{Memory, MemoryChange, RECENT, Remembered};
pub use origin::{FileStamp, Origin, RecordFile, RecordPlace, Standing};
pub use snapshot::{RowIx, Snapshot};
