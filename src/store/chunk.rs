//! Rows in immutable chunks.
use crate::article::{ArticleId, Source};

/// Rows a chunk holds at most.
pub const CHUNK_ROWS: usize = 4096;

/// One row on its way into a chunk.
#[derive(Clone, Debug)]
pub struct Row {
    pub id: ArticleId,
    /// Cleaned, one line.
    pub headline: String,
    pub source: Source,
}

/// Up to [`CHUNK_ROWS`] rows.
#[derive(Debug)]
pub struct Chunk {
    rows: Vec<Row>,
}

/// Collects rows into a chunk.
#[derive(Default)]
pub struct ChunkBuilder {
    rows: Vec<Row>,
}

impl ChunkBuilder {
    /// Adds a row.
    pub fn push(&mut self, row: Row) {
        self.rows.push(row);
    }
    /// Rows so far.
    pub fn len(&self) -> usize {
        self.rows.len()
    }
    /// Whether no row was pushed.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
    /// The finished chunk.
    pub fn finish(self) -> Chunk {
        Chunk { rows: self.rows }
    }
}

impl Chunk {
    /// Rows in this chunk.
    pub fn len(&self) -> usize {
        self.rows.len()
    }
    /// Whether the chunk is empty.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
    /// The headline of row `index`.
    pub fn headline(&self, index: usize) -> &str {
        self.rows.get(index).map_or("", |r| &r.headline)
    }
    /// The folded headline of row `index`.
    pub fn folded(&self, index: usize) -> &str {
        self.headline(index)
    }
    /// The presence mask of row `index`.
    pub fn mask(&self, index: usize) -> u64 {
        let _ = index;
        u64::MAX
    }
    /// The id of row `index`.
    pub fn id(&self, index: usize) -> Option<ArticleId> {
        self.rows.get(index).map(|r| r.id)
    }
    /// The source of row `index`.
    pub fn source(&self, index: usize) -> Option<&Source> {
        self.rows.get(index).map(|r| &r.source)
    }
}
