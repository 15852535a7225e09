//! A cheap, immutable view of all rows. An append makes a new snapshot that
//! shares every chunk and the long runs of the indexes with the old one.
//!
//! Invariant: no id occurs twice (the first source wins), and a row keeps its
//! [`RowIx`] in every later snapshot.

use std::sync::Arc;

use super::Chunk;
use super::chunk::{compact, headline_key, matched_part};
use super::facts::RowFacts;
use super::index::Index;
use crate::article::{ArticleId, Source};
use crate::text::Clean;
use crate::text::fold::fold;

/// The position of a row in a snapshot; rows are only ever appended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RowIx(pub u32);

/// All rows so far. Cloning copies one pointer.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    inner: Arc<Inner>,
}

#[derive(Clone, Debug, Default)]
struct Inner {
    chunks: Vec<Arc<Chunk>>,
    /// For each chunk, one past its last row.
    ends: Vec<u32>,
    /// Rows by the upper half of their id.
    ids: Index,
    /// Rows by the hash of their folded headline.
    headlines: Index,
}

impl Snapshot {
    /// The snapshot with one chunk more; rows whose id is already present are skipped.
    pub fn with(&self, chunk: Arc<Chunk>) -> Self {
        let chunk = self.without_known(chunk);
        if chunk.is_empty() {
            return self.clone();
        }
        let first = self.len() as u32;
        // Plain lines are not looked for by id or headline.
        let ids = chunk.ids().iter().map(|id| upper(id.0));
        let keys = chunk.headline_keys().iter().copied();
        let mut inner = Inner {
            ids: self.inner.ids.with(ids.zip(first..)),
            headlines: self.inner.headlines.with(keys.zip(first..)),
            ..Inner::clone(&self.inner)
        };
        inner.ends.push(first + chunk.len() as u32);
        inner.chunks.push(chunk);
        Self {
            inner: Arc::new(inner),
        }
    }

    /// The snapshot without the row of an article: another list, in which rows stand
    /// elsewhere. Nothing is read or folded again.
    pub fn without(&self, id: ArticleId) -> Self {
        let mut rest = Self::default();
        for chunk in &self.inner.chunks {
            rest = rest.with(if chunk.ids().contains(&id) {
                Arc::new(chunk.filtered(|index| chunk.id(index) != Some(id)))
            } else {
                Arc::clone(chunk)
            });
        }
        rest
    }

    /// `chunk` without the rows whose id this snapshot or an earlier row of it has.
    fn without_known(&self, chunk: Arc<Chunk>) -> Arc<Chunk> {
        let mut order: Vec<(ArticleId, usize)> = chunk.ids().iter().copied().zip(0..).collect();
        order.sort_unstable();
        let mut known = Vec::new();
        let mut before = None;
        for (id, index) in order {
            if before == Some(id) || self.find(id).is_some() {
                known.push(index);
            }
            before = Some(id);
        }
        if known.is_empty() {
            return chunk;
        }
        known.sort_unstable();
        Arc::new(chunk.filtered(|index| known.binary_search(&index).is_err()))
    }

    /// Whether two snapshots hold the same rows in the same chunks, read from the same
    /// state of their files; costs as much as comparing their bytes.
    pub fn is_same(&self, other: &Self) -> bool {
        let (ours, others) = (self.chunks(), other.chunks());
        let same = |(a, b): (&Arc<Chunk>, &Arc<Chunk>)| Arc::ptr_eq(a, b) || a.is_same(b);
        ours.len() == others.len() && ours.iter().zip(others).all(same)
    }

    /// Rows in all.
    pub fn len(&self) -> usize {
        self.inner.ends.last().map_or(0, |&end| end as usize)
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The chunks, in order.
    pub fn chunks(&self) -> &[Arc<Chunk>] {
        &self.inner.chunks
    }

    /// The first row of chunk `chunk`; the number of rows past the last chunk.
    pub fn first_row(&self, chunk: usize) -> RowIx {
        let ends = &self.inner.ends;
        let before = chunk.min(ends.len()).checked_sub(1);
        RowIx(before.and_then(|at| ends.get(at)).copied().unwrap_or(0))
    }

    /// The chunk of a row and the row's index in it.
    pub fn locate(&self, row: RowIx) -> Option<(&Chunk, usize)> {
        let at = self.inner.ends.partition_point(|&end| end <= row.0);
        let chunk = self.inner.chunks.get(at)?;
        Some((chunk, (row.0 - self.first_row(at).0) as usize))
    }

    /// The headline of a row; empty where there is no such row.
    pub fn headline(&self, row: RowIx) -> Clean<&str> {
        self.locate(row)
            .map_or("".into(), |(chunk, at)| chunk.headline(at))
    }

    /// A row as it was read, where it is a line.
    pub fn as_read(&self, row: RowIx) -> &[u8] {
        self.locate(row)
            .map_or(&[], |(chunk, at)| chunk.as_read(at))
    }

    /// What of a row is matched.
    pub fn matched(&self, row: RowIx) -> &str {
        self.locate(row).map_or("", |(chunk, at)| chunk.matched(at))
    }

    /// What is known of a row beside its headline.
    pub fn facts(&self, row: RowIx) -> RowFacts {
        self.locate(row)
            .map(|(chunk, at)| chunk.facts().row(at))
            .unwrap_or_default()
    }

    /// The id of a row.
    pub fn id(&self, row: RowIx) -> Option<ArticleId> {
        self.locate(row).and_then(|(chunk, at)| chunk.id(at))
    }

    /// The source of a row.
    pub fn source(&self, row: RowIx) -> Option<Source> {
        self.locate(row).and_then(|(chunk, at)| chunk.source(at))
    }

    /// The row with an id.
    pub fn find(&self, id: ArticleId) -> Option<RowIx> {
        let key = upper(id.0);
        rows_of(&self.inner.ids, key).find(|&row| self.id(row) == Some(id))
    }

    /// The first row whose headline equals `headline` once both are folded and without
    /// blanks; none where that leaves nothing.
    pub fn find_headline(&self, headline: &str) -> Option<RowIx> {
        let folded = fold(matched_part(headline));
        compact(&folded).next()?;
        let same = |row: RowIx| {
            let other = fold(matched_part(&self.headline(row)));
            compact(&other).eq(compact(&folded))
        };
        rows_of(&self.inner.headlines, headline_key(headline))
            .filter(|&row| same(row))
            .min()
    }
}

/// The rows of an index with a key.
fn rows_of(index: &Index, key: u32) -> impl Iterator<Item = RowIx> {
    index.rows(key..=key).map(RowIx)
}

/// The upper half of an id: its key in the index.
fn upper(id: u64) -> u32 {
    (id >> 32) as u32
}

#[cfg(test)]
mod tests;
