//! A cheap, immutable view of all rows.
use std::sync::Arc;

use super::Chunk;
use crate::article::{ArticleId, Source};

/// The position of a row in a snapshot; rows are only ever appended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RowIx(pub u32);

/// All rows so far. Cloning copies one pointer.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    chunks: Arc<[Arc<Chunk>]>,
}

impl Snapshot {
    /// The snapshot with one chunk more; rows whose id is already present are skipped.
    pub fn with(&self, chunk: Arc<Chunk>) -> Self {
        let mut chunks: Vec<_> = self.chunks.to_vec();
        chunks.push(chunk);
        Self {
            chunks: chunks.into(),
        }
    }
    /// Rows in all.
    pub fn len(&self) -> usize {
        self.chunks.iter().map(|c| c.len()).sum()
    }
    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The headline of a row.
    pub fn headline(&self, row: RowIx) -> &str {
        let _ = row;
        ""
    }
    /// The id of a row.
    pub fn id(&self, row: RowIx) -> Option<ArticleId> {
        let _ = row;
        None
    }
    /// The source of a row.
    pub fn source(&self, row: RowIx) -> Option<&Source> {
        let _ = row;
        None
    }
    /// The row with an id.
    pub fn find(&self, id: ArticleId) -> Option<RowIx> {
        let _ = id;
        None
    }
    /// The row whose headline equals `headline` once both are folded and without blanks.
    pub fn find_headline(&self, headline: &str) -> Option<RowIx> {
        let _ = headline;
        None
    }
}
