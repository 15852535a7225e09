//! What is copied: the text as it was written, without the line ends, gaps, marks,
//! characters and readings that the page made of it.
//!
//! Invariant: the same selection gives the same text however the page is set.

use super::Extent;
use super::stops::holds_text;
use crate::app::read::Reader;
use crate::article::{Article, BlockKind, Source};
use crate::reader::{Segment, Sheet, View, written};
use crate::text::Clean;
use crate::text::clean::{Joined, join, line};

/// What stands between two paragraphs.
const PARAGRAPHS: &str = "\n\n";

/// The text of a selection.
pub(super) fn selected(sheet: &Sheet, extent: &Extent) -> Clean {
    let page = &sheet.page;
    let (first, last) = (extent.first, extent.last);
    if page.view == View::Raw {
        return page.text.view().piece(first.1..last.1).to_owned();
    }
    let mut out = Joined::default();
    let mut before: Option<&Segment> = None;
    let segments = page.segments.iter().enumerate();
    for (index, segment) in segments.take(last.0 + 1).skip(first.0) {
        let Some(span) = extent.within(page, index).filter(|_| holds_text(segment)) else {
            continue;
        };
        if let Some(before) = before.replace(segment) {
            let between = before.span.range().end..segment.span.range().start;
            let between = page.text.view().piece(between);
            if before.block == segment.block && between.trim().is_empty() {
                out.push(between);
            } else {
                out.push(PARAGRAPHS);
            }
        }
        let start = segment.span.range().start;
        let text = page.segment_text(segment);
        out.push(written(text, span.start - start..span.end - start));
    }
    out.finish()
}

/// The whole article without the items that it only names; the source text, where
/// that shows.
pub(super) fn article(reader: &Reader) -> Clean {
    let (article, sheet) = (&reader.article, &reader.sheet);
    if reader.view() == View::Raw {
        return sheet.page.text.view().part(str::trim_end).to_owned();
    }
    let of_others = |kind: BlockKind| {
        matches!(
            kind,
            BlockKind::RelatedHeading
                | BlockKind::RelatedHeadline
                | BlockKind::RelatedCaption
                | BlockKind::RelatedLead
        )
    };
    let own = article.blocks.iter().filter(|block| !of_others(block.kind));
    let texts = own.map(|block| {
        let text = article.slice(block.span);
        written(text, 0..text.len())
    });
    join(texts.filter(|text| !text.trim().is_empty()), PARAGRAPHS)
}

/// The headline.
pub(super) fn headline(article: &Article) -> Clean {
    line(&article.headline())
}

/// A text as a quotation (Markdown), with where it is from.
pub(super) fn quotation(text: Clean<&str>, article: &Article) -> Clean {
    let mut out = Joined::default();
    for line in text.part(str::trim_end).parted('\n') {
        out.push(if line.is_empty() { ">" } else { "> " });
        out.push(line);
        out.push("\n");
    }
    let source = match (article.agency(), &article.source) {
        (Some(agency), _) => Some(line(&agency)),
        (None, Source::Stdin) => None,
        (None, source) => Some(line(&source.to_string())),
    };
    out.push(">\n> — ");
    out.push(headline(article));
    if let Some(source) = source {
        out.push(", ");
        out.push(source);
    }
    out.push("\n");
    out.finish()
}

/// How many characters a text has, blanks excepted.
pub(super) fn characters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}
