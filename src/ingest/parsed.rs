//! What a parser has found: the parts of an article that lie in its text.

use super::agency::Names;
use super::credit;
use super::lines::Lines;
use super::opening::Opening;
use crate::article::{Block, BlockKind, Dateline, Related, Span};

/// Blocks in reading order and what stands in them.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub(super) blocks: Vec<Block>,
    pub(super) dateline: Option<Dateline>,
    pub(super) signoff: Option<Span>,
    pub(super) related: Vec<Related>,
}

impl Parsed {
    /// An article with its headline and nothing else.
    pub(super) fn headed(lines: &Lines<'_>, opening: Opening) -> Self {
        let mut parsed = Self::default();
        let headline = opening.headline(lines.get(0));
        let span = if headline.is_empty() {
            Span::default()
        } else {
            lines.span_of(headline)
        };
        parsed.push(BlockKind::Headline, span);
        parsed
    }

    /// Adds a block; its index.
    pub(super) fn push(&mut self, kind: BlockKind, span: Span) -> usize {
        self.blocks.push(Block {
            kind,
            span,
            credit: None,
        });
        self.blocks.len() - 1
    }

    /// Adds a caption with the credit in it, where it is not empty; its index.
    pub(super) fn push_caption(
        &mut self,
        lines: &Lines<'_>,
        kind: BlockKind,
        caption: &str,
        names: &Names<'_>,
    ) -> Option<usize> {
        if caption.is_empty() {
            return None;
        }
        self.blocks.push(Block {
            kind,
            span: lines.span_of(caption),
            credit: credit::find(caption, names).map(|credit| lines.span_of(credit.text)),
        });
        Some(self.blocks.len() - 1)
    }

    /// Adds a related item, where it has a headline.
    pub(super) fn push_item(
        &mut self,
        caption: Option<usize>,
        headline: Option<usize>,
        lead: Option<usize>,
    ) {
        self.related.extend(headline.map(|headline| Related {
            headline,
            caption,
            lead,
        }));
    }
}
