//! What is on the page: the blocks of an article in the order and parts that a
//! reader sees, with the facts folded out and repetitions folded away.
//!
//! Invariant: a page depends on no width. A paragraph longer than
//! [`SEGMENT_BYTES`] is several segments, cut at sentence ends, so that any place
//! of any text is laid out in bounded time.

use std::sync::Arc;

use super::build;
use super::length::Length;
use crate::article::{Article, Span};
use crate::text::{Clean, Lang};

/// A segment is not longer, in bytes (about 10,000 Han characters).
pub const SEGMENT_BYTES: usize = 32 * 1024;

/// What the reader looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum View {
    /// The typeset article.
    #[default]
    Page,
    /// The source text, line by line.
    Raw,
}

/// What a segment is, for its style and place on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    Headline,
    /// Agency, place, characters, reading time: made from the article, no text of it.
    Facts,
    /// What was odd about the source; `block` is the index of the warning.
    Warning,
    Subheadline,
    Lead,
    Caption,
    Paragraph,
    CrossReference,
    Signoff,
    /// The heading of the related items, which stand folded below it.
    RelatedHeading,
    RelatedHeadline,
    RelatedCaption,
    RelatedLead,
    /// A line of the source.
    Raw,
}

/// A piece of the page that is laid out on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Index of the article's block.
    pub block: u32,
    /// Bytes of [`Page::text`]; empty for parts that hold no text.
    pub span: Span,
    pub part: Part,
    /// Blank rows above.
    pub gap: u8,
    /// Whether a first-line indent is due.
    pub indented: bool,
    /// Whether it is code, and shown as it was written.
    pub code: bool,
    pub lang: Lang,
    /// Index into [`Page::links`].
    pub link: Option<u32>,
}

/// What a link names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    CrossReference,
    Related,
}

/// A related item or cross-reference, in the order of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub target: LinkTarget,
    /// The headline it names.
    pub headline: Clean,
    /// The segment it stands in.
    pub segment: usize,
}

/// The page of one article.
#[derive(Clone, Debug)]
pub struct Page {
    /// The text that the spans point into.
    pub text: Clean<Arc<str>>,
    pub view: View,
    pub segments: Vec<Segment>,
    /// Index of the related heading; the related items follow it.
    pub related_at: Option<usize>,
    pub links: Vec<Link>,
    /// Characters of the body, blanks excepted.
    pub characters: usize,
    /// How much of it there is to read.
    pub length: Length,
    /// Whether the text is mostly on the two-column grid.
    pub grid: bool,
    /// The language of the article as a whole.
    pub lang: Lang,
}

impl Page {
    /// The page of `article` for a view. Linear in the article's length.
    pub fn new(article: &Article, view: View) -> Self {
        build::page(article, view)
    }

    /// How many segments show, with the related items folded or not.
    pub fn shown(&self, related_open: bool) -> usize {
        match self.related_at {
            Some(at) if !related_open => at + 1,
            _ => self.segments.len(),
        }
    }

    /// Whether a segment is the beginning of a paragraph or of another part; of
    /// the source text, a line that is not empty.
    pub fn starts_paragraph(&self, index: usize) -> bool {
        let before = index.checked_sub(1).and_then(|i| self.segments.get(i));
        let (Some(segment), Some(before)) = (self.segments.get(index), before) else {
            return true;
        };
        let other_block = segment.block != before.block;
        match segment.part {
            Part::Raw => !segment.span.is_empty() && before.span.end < segment.span.start,
            Part::Paragraph => segment.gap > 0 || segment.indented || other_block,
            _ => segment.gap > 0,
        }
    }

    /// The text of a segment.
    pub fn segment_text(&self, segment: &Segment) -> Clean<&str> {
        self.text.view().piece(segment.span.range())
    }

    /// The segment that shows byte `at` of the text, or the nearest before it.
    pub fn segment_of(&self, at: usize, shown: usize) -> usize {
        let body = self
            .related_at
            .map_or(self.segments.len(), |related| related + 1)
            .min(shown);
        let holds = |s: &Segment| s.span.range().contains(&at);
        // Related items are few, and their headline stands before their caption.
        if let Some(found) = self
            .segments
            .get(body..shown)
            .and_then(|tail| tail.iter().position(holds))
        {
            return body + found;
        }
        let head = self.segments.get(..body).unwrap_or(&self.segments);
        let near = head.partition_point(|s| s.span.start as usize <= at);
        let last = near.saturating_sub(1);
        let before = last.saturating_sub(2);
        // Of parts without text, which all stand at one byte, the first.
        let first = || {
            let start = head.get(last).map_or(0, |s| s.span.start);
            let first = head.partition_point(|s| s.span.start < start);
            let bare = head.get(first).is_some_and(|s| s.span.is_empty());
            if bare { first } else { last }
        };
        (before..=last)
            .rev()
            .find(|&i| head.get(i).is_some_and(holds))
            .unwrap_or_else(first)
    }
}

#[cfg(test)]
pub(crate) mod tests;
