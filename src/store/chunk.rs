//! Rows in immutable chunks, column by column, headlines end to end. What folds
//! character by character is matched as it stands; only headlines with marks that
//! join (decomposed letters, half-width kana with voice marks) are folded beforehand.
//!
//! Invariant: all columns that a chunk has have one entry a row.

use std::sync::OnceLock;

use super::facts::{Facts, FactsBuilder, RowFacts};
use super::origin::{Origin, RecordPlace};
use crate::article::{ArticleId, Source};
use crate::text::clean::Pieces;
use crate::text::{Clean, fold};

/// Rows a chunk holds at most.
pub const CHUNK_ROWS: usize = 4096;

/// Bytes of a headline that take part in matching.
pub const MATCH_BYTES: usize = 64 * 1024;

/// Bytes of headlines after which a chunk is full, whatever its rows.
const CHUNK_BYTES: usize = 16 * 1024 * 1024;

/// Bits that the filter keeps of a headline; what they say is its own.
pub type Mask = [u64; 3];

/// The masks of a chunk's rows, column by column: most queries look at one or two.
pub type Masks = [Box<[u64]>; 3];

/// One row on its way into a chunk.
#[derive(Clone, Debug)]
pub struct Row {
    pub id: ArticleId,
    /// On one line.
    pub headline: Clean,
    pub source: Source,
    pub facts: RowFacts,
}

/// The part of a headline that takes part in matching.
pub fn matched_part(headline: &str) -> &str {
    if headline.len() <= MATCH_BYTES {
        return headline;
    }
    let mut end = MATCH_BYTES;
    while !headline.is_char_boundary(end) {
        end -= 1;
    }
    headline.get(..end).unwrap_or(headline)
}

/// The characters of a folded text by which two headlines are the same.
pub(super) fn compact(folded: &str) -> impl Iterator<Item = char> {
    folded.chars().filter(|c| !c.is_whitespace())
}

/// A hash of the fold of `headline` without blanks (FNV-1a, folded to 32 bits).
pub(super) fn headline_key(headline: &str) -> u32 {
    let units = fold::units(matched_part(headline)).map(|unit| unit.ch);
    let hash = units
        .filter(|c| !c.is_whitespace())
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, c| {
            (hash ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3)
        });
    (hash >> 32) as u32 ^ hash as u32
}

/// Up to [`CHUNK_ROWS`] rows.
#[derive(Debug, Default)]
pub struct Chunk {
    headlines: Pieces,
    /// The folds of the rows that do not fold character by character, and of those of
    /// which only a part is matched, ascending.
    folded: Vec<(u32, Box<str>)>,
    /// A bit for each row that is among these; they are few, and each row is asked.
    apart: Vec<u64>,
    /// Hashes of the headlines; none for rows that nothing refers to.
    headline_keys: Vec<u32>,
    /// The lines that were read otherwise than they show, ascending.
    read: Vec<(u32, Box<[u8]>)>,
    origin: Origin,
    facts: Facts,
    /// Worked out by the filter, when it first has time.
    masks: OnceLock<Masks>,
}

/// Collects rows into a chunk: files, or records of one file, not both.
#[derive(Debug, Default)]
pub struct ChunkBuilder {
    chunk: Chunk,
    facts: FactsBuilder,
}

impl ChunkBuilder {
    /// For records of a file of this origin.
    pub fn of(origin: Origin) -> Self {
        Self {
            chunk: Chunk {
                origin,
                ..Chunk::default()
            },
            facts: FactsBuilder::default(),
        }
    }

    /// Adds the row of a file.
    pub fn push(&mut self, row: Row) {
        self.chunk.headline_keys.push(headline_key(&row.headline));
        self.chunk.origin.push_file(row.id, row.source);
        self.add(row.headline.view(), None, &row.facts);
    }

    /// Adds the row of a record; its headline is on one line.
    pub fn push_record(&mut self, headline: Clean<&str>, place: RecordPlace, facts: &RowFacts) {
        if place.id.is_some() {
            self.chunk.headline_keys.push(headline_key(&headline));
        }
        self.chunk.origin.push_record(place);
        self.add(headline, None, facts);
    }

    /// Adds a line that is only chosen: how it shows, what of that is matched where it
    /// is not all, and the bytes that were read.
    pub fn push_line(&mut self, shown: Clean<&str>, matched: Option<&str>, read: &[u8]) {
        if shown.as_bytes() != read {
            let row = self.chunk.headlines.len() as u32;
            self.chunk.read.push((row, read.into()));
        }
        self.chunk.origin.push_record(RecordPlace::default());
        self.add(shown, matched, &RowFacts::default());
    }

    fn add(&mut self, headline: Clean<&str>, matched: Option<&str>, facts: &RowFacts) {
        let row = self.chunk.headlines.len() as u32;
        let part = matched_part(matched.unwrap_or(headline.as_str()));
        if matched.is_some() || !fold::is_simple(part) {
            self.chunk.folded.push((row, fold::fold(part).into()));
            let word = row as usize / 64;
            self.chunk.apart.resize(word + 1, 0);
            let bits = self.chunk.apart.last_mut();
            bits.into_iter().for_each(|bits| *bits |= 1 << (row % 64));
        }
        self.chunk.headlines.push(headline);
        self.facts.push(row, facts);
    }

    /// Rows so far.
    pub fn len(&self) -> usize {
        self.chunk.len()
    }

    /// Whether no row was pushed.
    pub fn is_empty(&self) -> bool {
        self.chunk.is_empty()
    }

    /// Whether another row belongs in another chunk.
    pub fn is_full(&self) -> bool {
        self.len() >= CHUNK_ROWS || self.chunk.headlines.bytes() >= CHUNK_BYTES
    }

    /// The finished chunk.
    pub fn finish(self) -> Chunk {
        let mut chunk = self.chunk;
        chunk.headlines.shrink_to_fit();
        chunk.apart.shrink_to_fit();
        chunk.headline_keys.shrink_to_fit();
        chunk.origin.shrink();
        chunk.facts = self.facts.finish(chunk.headlines.len());
        chunk
    }
}

impl Chunk {
    /// Rows in this chunk.
    pub fn len(&self) -> usize {
        self.headlines.len()
    }

    /// Whether the chunk is empty.
    pub fn is_empty(&self) -> bool {
        self.headlines.is_empty()
    }

    /// The headline of row `index`; empty past the end.
    pub fn headline(&self, index: usize) -> Clean<&str> {
        self.headlines.get(index)
    }

    /// What of row `index` is matched: at most [`MATCH_BYTES`] of its headline, folded
    /// where it does not fold character by character.
    pub fn matched(&self, index: usize) -> &str {
        let row = index as u32;
        let apart = self.apart.get(index / 64).copied().unwrap_or_default();
        if apart >> (index % 64) & 1 == 0 {
            return matched_part(self.headline(index).into_inner());
        }
        match self.folded.binary_search_by_key(&row, |(row, _)| *row) {
            Ok(at) => self.folded.get(at).map_or("", |(_, folded)| folded),
            Err(_) => matched_part(self.headline(index).into_inner()),
        }
    }

    /// Row `index` as it was read, where it is a line.
    pub fn as_read(&self, index: usize) -> &[u8] {
        let found = self
            .read
            .binary_search_by_key(&(index as u32), |(row, _)| *row);
        match found.ok().and_then(|at| self.read.get(at)) {
            Some((_, read)) => read,
            None => self.headline(index).into_inner().as_bytes(),
        }
    }

    /// What a filter keeps of each row, to know at a glance that it does not match;
    /// none before [`Chunk::prepare`].
    pub fn masks(&self) -> Option<&Masks> {
        self.masks.get()
    }

    /// Works the masks out, once.
    pub fn prepare(&self, mask: impl Fn(&str) -> Mask) {
        self.masks.get_or_init(|| {
            let mut columns = [(); 3].map(|()| Vec::with_capacity(self.len()));
            for index in 0..self.len() {
                for (column, bits) in columns.iter_mut().zip(mask(self.matched(index))) {
                    column.push(bits);
                }
            }
            columns.map(Vec::into_boxed_slice)
        });
    }

    /// The id of row `index`.
    pub fn id(&self, index: usize) -> Option<ArticleId> {
        if index >= self.len() {
            return None;
        }
        let id = self.origin.id(index);
        Some(id.unwrap_or_else(|| ArticleId::of(&self.headline(index))))
    }

    /// The ids of all rows; none where they are worked out row by row.
    pub fn ids(&self) -> &[ArticleId] {
        self.origin.ids()
    }

    /// The source of row `index`.
    pub fn source(&self, index: usize) -> Option<Source> {
        self.origin.source(index)
    }

    /// Where the rows come from.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// What is known of the rows beside their headlines.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// [`headline_key`] of all rows.
    pub(super) fn headline_keys(&self) -> &[u32] {
        &self.headline_keys
    }

    /// Whether two chunks hold the same rows; what follows from these is not compared.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.headlines == other.headlines
            && self.folded == other.folded
            && self.read == other.read
            && self.origin == other.origin
            && self.facts == other.facts
    }

    /// A chunk of the rows that `keep` says yes to.
    pub(super) fn filtered(&self, keep: impl Fn(usize) -> bool) -> Self {
        let mut kept = ChunkBuilder::of(self.origin.emptied());
        for index in (0..self.len()).filter(|index| keep(*index)) {
            let headline = self.headline(index);
            if let Some(key) = self.headline_keys.get(index) {
                kept.chunk.headline_keys.push(*key);
            }
            self.origin.copy(index, &mut kept.chunk.origin);
            kept.add(headline, None, &self.facts.row(index));
        }
        kept.finish()
    }
}
