//! The dates that an article mentions, with the blocks that they stand in.
//!
//! Invariant: in the order of the text; spans lie in their blocks.

use super::{Article, BlockKind, Span, Text};
use crate::dates::{Context, Date, mentions};

/// A date, or a time from one to another, that a block mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dated {
    /// Index into [`Article::blocks`].
    pub block: usize,
    /// Where it stands, in bytes of the article's text.
    pub span: Span,
    pub from: Date,
    pub to: Option<Date>,
    /// The text leaves part of it to be understood.
    pub inferred: bool,
}

impl<T: Text> Article<T> {
    /// The dates that headline, lead, captions and body mention; related items are
    /// other articles. `own` is the article's own date, where its source has one.
    pub fn dates(&self, own: Option<Date>) -> Vec<Dated> {
        let mut context = Context::dated(own.or(self.day));
        let mut all = Vec::new();
        for (block, of) in self.blocks.iter().enumerate() {
            let ours = !matches!(
                of.kind,
                BlockKind::CrossReference
                    | BlockKind::Agency
                    | BlockKind::RelatedHeading
                    | BlockKind::RelatedCaption
                    | BlockKind::RelatedHeadline
                    | BlockKind::RelatedLead
            );
            if !ours {
                continue;
            }
            let start = of.span.start as usize;
            for mention in mentions(&self.slice(of.span), &mut context) {
                all.push(Dated {
                    block,
                    span: Span::new(start + mention.span.start, start + mention.span.end),
                    from: mention.from,
                    to: mention.to,
                    inferred: mention.inferred,
                });
            }
        }
        all
    }
}
