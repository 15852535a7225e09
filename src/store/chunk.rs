//! Rows in immutable chunks: column by column, text in two arenas. A folded
//! headline is stored only where it differs from the headline, and of a long
//! headline only the first [`MATCH_CHARS`] characters take part in matching.
//!
//! Invariant: all columns have one entry a row, and `mask(i)` holds the presence
//! bit of every character of `folded(i)` that is not blank.

use crate::article::{ArticleId, Source};
use crate::text::fold;

/// Rows a chunk holds at most.
pub const CHUNK_ROWS: usize = 4096;

/// Characters of a headline that take part in matching.
pub const MATCH_CHARS: usize = 1000;

/// One row on its way into a chunk.
#[derive(Clone, Debug)]
pub struct Row {
    pub id: ArticleId,
    /// Cleaned, one line.
    pub headline: String,
    pub source: Source,
}

/// The part of a headline that takes part in matching.
pub fn matched_part(headline: &str) -> &str {
    if headline.len() <= MATCH_CHARS {
        return headline;
    }
    let end = headline.char_indices().nth(MATCH_CHARS);
    end.and_then(|(at, _)| headline.get(..at))
        .unwrap_or(headline)
}

/// The presence mask of a folded text: each character that is not blank sets one of 64 bits.
pub fn presence(folded: &str) -> u64 {
    folded
        .chars()
        .filter(|c| !c.is_whitespace())
        .fold(0, |mask, c| {
            mask | 1 << (u32::from(c).wrapping_mul(0x9e37_79b1) >> 26)
        })
}

/// The characters of a folded text by which two headlines are the same.
pub(super) fn compact(folded: &str) -> impl Iterator<Item = char> {
    folded.chars().filter(|c| !c.is_whitespace())
}

/// A hash of [`compact`] (FNV-1a, folded to 32 bits).
pub(super) fn headline_key(folded: &str) -> u32 {
    let hash = compact(folded).fold(0xcbf2_9ce4_8422_2325_u64, |hash, c| {
        (hash ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash >> 32) as u32 ^ hash as u32
}

/// Texts end to end.
#[derive(Debug, Default)]
struct Arena {
    text: String,
    /// Where each text ends, in bytes.
    ends: Vec<u32>,
}

impl Arena {
    /// Ends the text that was appended to `text`.
    fn end(&mut self) {
        self.ends.push(self.text.len() as u32);
    }

    fn get(&self, index: usize) -> &str {
        let start = match index.checked_sub(1) {
            Some(before) => self.ends.get(before).copied().unwrap_or(0),
            None => 0,
        };
        let end = self.ends.get(index).copied().unwrap_or(start);
        self.text.get(start as usize..end as usize).unwrap_or("")
    }

    fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

/// Up to [`CHUNK_ROWS`] rows.
#[derive(Debug, Default)]
pub struct Chunk {
    headlines: Arena,
    /// Empty where the headline is its own fold.
    folded: Arena,
    masks: Vec<u64>,
    headline_keys: Vec<u32>,
    ids: Vec<ArticleId>,
    sources: Vec<Source>,
}

/// Collects rows into a chunk.
#[derive(Debug, Default)]
pub struct ChunkBuilder {
    chunk: Chunk,
}

impl ChunkBuilder {
    /// Adds a row.
    pub fn push(&mut self, row: Row) {
        self.add(row.id, &row.headline, row.source);
    }

    fn add(&mut self, id: ArticleId, headline: &str, source: Source) {
        let chunk = &mut self.chunk;
        chunk.headlines.text.push_str(headline);
        chunk.headlines.end();

        let start = chunk.folded.text.len();
        let part = matched_part(headline);
        if part.len() < headline.len() || !fold::is_plain(part) {
            fold::fold_into(part, &mut chunk.folded.text);
        }
        let mut folded = chunk.folded.text.get(start..).unwrap_or("");
        if folded.is_empty() || folded == headline {
            chunk.folded.text.truncate(start);
            folded = headline;
        }
        chunk.masks.push(presence(folded));
        chunk.headline_keys.push(headline_key(folded));
        chunk.folded.end();

        chunk.ids.push(id);
        chunk.sources.push(source);
    }

    /// Rows so far.
    pub fn len(&self) -> usize {
        self.chunk.len()
    }

    /// Whether no row was pushed.
    pub fn is_empty(&self) -> bool {
        self.chunk.is_empty()
    }

    /// The finished chunk.
    pub fn finish(self) -> Chunk {
        let mut chunk = self.chunk;
        chunk.headlines.shrink();
        chunk.folded.shrink();
        chunk.masks.shrink_to_fit();
        chunk.headline_keys.shrink_to_fit();
        chunk.ids.shrink_to_fit();
        chunk.sources.shrink_to_fit();
        chunk
    }
}

impl Chunk {
    /// Rows in this chunk.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether the chunk is empty.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The headline of row `index`; empty past the end.
    pub fn headline(&self, index: usize) -> &str {
        self.headlines.get(index)
    }

    /// The folded headline of row `index`, at most [`MATCH_CHARS`] characters; empty past the end.
    pub fn folded(&self, index: usize) -> &str {
        match self.folded.get(index) {
            "" => self.headlines.get(index),
            folded => folded,
        }
    }

    /// The presence mask of row `index`; 0 past the end.
    pub fn mask(&self, index: usize) -> u64 {
        self.masks.get(index).copied().unwrap_or(0)
    }

    /// The presence masks of all rows.
    pub fn masks(&self) -> &[u64] {
        &self.masks
    }

    /// The id of row `index`.
    pub fn id(&self, index: usize) -> Option<ArticleId> {
        self.ids.get(index).copied()
    }

    /// The ids of all rows.
    pub fn ids(&self) -> &[ArticleId] {
        &self.ids
    }

    /// The source of row `index`.
    pub fn source(&self, index: usize) -> Option<&Source> {
        self.sources.get(index)
    }

    /// [`headline_key`] of all rows.
    pub(super) fn headline_keys(&self) -> &[u32] {
        &self.headline_keys
    }

    /// A chunk of the rows that `keep` says yes to.
    pub(super) fn filtered(&self, keep: impl Fn(usize) -> bool) -> Self {
        let mut kept = ChunkBuilder::default();
        for (index, (&id, source)) in self.ids.iter().zip(&self.sources).enumerate() {
            if keep(index) {
                kept.add(id, self.headline(index), source.clone());
            }
        }
        kept.finish()
    }
}
