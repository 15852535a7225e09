//! The article model. Text lies once in an arena; blocks are ranges over it, in
//! reading order. A block keeps its text as written (dateline and sign-off
//! included); what part of it is which stands beside it as a span.
//!
//! Invariant: `blocks[0]` is the headline (its span may be empty).

use std::sync::Arc;

use super::{ArticleId, Encoding, Source, Warning};
use crate::dates::Date;

/// A byte range of [`Article::text`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span `start..end`, in bytes.
    pub fn new(start: usize, end: usize) -> Self {
        Self {
            start: start as u32,
            end: end as u32,
        }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end.saturating_sub(self.start)) as usize
    }

    /// Whether the span holds no text.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The span as a byte range.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// What a block is for the reader (`docs/architecture.md`, "The article").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    Headline,
    Subheadline,
    Lead,
    /// Caption and credit as written, without repeated title and photo label.
    Caption,
    /// Body paragraph, dateline and sign-off included.
    Paragraph,
    /// `[headline of another article]`, brackets included.
    CrossReference,
    /// The agency's name alone on its line.
    Agency,
    /// The heading of the related part (`更多`).
    RelatedHeading,
    RelatedCaption,
    RelatedHeadline,
    RelatedLead,
}

/// One block of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    pub kind: BlockKind,
    pub span: Span,
    /// For captions: the credit inside `span`, without surrounding brackets.
    pub credit: Option<Span>,
}

/// `越通社河内——` at the head of the first paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dateline {
    /// The whole dateline, dashes and following blanks included.
    pub span: Span,
    pub agency: Option<Span>,
    pub place: Option<Span>,
}

/// One related item: indexes into [`Article::blocks`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Related {
    pub headline: usize,
    pub caption: Option<usize>,
    pub lead: Option<usize>,
}

/// How much of its source an article holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Portion {
    Whole,
    /// The head of a large source; the rest is being read.
    Head,
    /// All that has come so far of a source that may still give more.
    SoFar {
        /// Whether it holds what its id is made of: until then the id is another with
        /// each further character.
        identified: bool,
    },
}

/// An article as parsed.
#[derive(Clone, Debug)]
pub struct Article {
    pub id: ArticleId,
    pub source: Source,
    /// The arena that all spans point into.
    pub text: Arc<str>,
    /// The decoded source as it was; the same allocation as `text` where no
    /// lines were rejoined.
    pub raw: Arc<str>,
    /// The same with nothing left out: what cleaning took away is written out. The same
    /// allocation where that is nothing.
    pub written: Arc<str>,
    /// What its bytes were read as.
    pub encoding: Encoding,
    /// Blocks in reading order, the headline first.
    pub blocks: Vec<Block>,
    pub dateline: Option<Dateline>,
    /// `(越通社——VNA)` at the end of the last paragraph, inside that block.
    pub signoff: Option<Span>,
    pub related: Vec<Related>,
    pub warnings: Vec<Warning>,
    /// Its own date, where its source gives one.
    pub day: Option<Date>,
    /// What a record says beside the text: name and value, as JSON.
    pub fields: Vec<(String, String)>,
    pub portion: Portion,
}

impl Article {
    /// Whether it holds all of its source.
    pub fn is_complete(&self) -> bool {
        self.portion == Portion::Whole
    }

    /// Whether its source may still give more than there is of it yet.
    pub fn is_open(&self) -> bool {
        matches!(self.portion, Portion::SoFar { .. })
    }

    /// Whether its id is that of the whole.
    pub fn is_identified(&self) -> bool {
        self.portion != Portion::SoFar { identified: false }
    }

    /// The text of a span; empty where the span does not fit the arena.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// The text of block `index`; empty past the end.
    pub fn block_text(&self, index: usize) -> &str {
        self.blocks.get(index).map_or("", |b| self.slice(b.span))
    }

    /// The headline.
    pub fn headline(&self) -> &str {
        self.block_text(0)
    }

    /// The text without the items of other articles behind it.
    pub fn own_text(&self) -> &str {
        let related = [
            BlockKind::RelatedHeading,
            BlockKind::RelatedCaption,
            BlockKind::RelatedHeadline,
            BlockKind::RelatedLead,
        ];
        let first = self
            .blocks
            .iter()
            .find(|block| related.contains(&block.kind));
        let end = first.map_or(self.text.len(), |block| block.span.start as usize);
        self.text.get(..end).unwrap_or(&self.text)
    }

    /// The news agency, where the article names one.
    pub fn agency(&self) -> Option<&str> {
        let named = self.dateline.and_then(|dateline| dateline.agency);
        let block = || self.first(BlockKind::Agency);
        named
            .map(|span| self.slice(span))
            .or_else(|| block().map(|(at, _)| self.block_text(at)))
    }

    /// The first block of a kind, with its index.
    pub fn first(&self, kind: BlockKind) -> Option<(usize, &Block)> {
        self.blocks.iter().enumerate().find(|(_, b)| b.kind == kind)
    }

    /// The headline that a cross-reference block names, without brackets.
    pub fn cross_reference(&self, index: usize) -> &str {
        let text = self.block_text(index);
        text.strip_prefix(['[', '［', '【'])
            .and_then(|t| t.strip_suffix([']', '］', '】']))
            .unwrap_or(text)
            .trim()
    }
}
