//! What is copied: the text as it was written, without the line ends, gaps, marks,
//! characters and readings that the page made of it.
//!
//! Invariant: the same selection gives the same text however the page is set.

use std::borrow::Cow;

use super::Extent;
use super::stops::holds_text;
use crate::app::read::Reader;
use crate::article::{Article, BlockKind, Source};
use crate::reader::{Segment, Sheet, View, written};
use crate::text::clean;

/// What stands between two paragraphs.
const PARAGRAPHS: &str = "\n\n";

/// The text of a selection.
pub(super) fn selected(sheet: &Sheet, extent: &Extent) -> String {
    let page = &sheet.page;
    let (first, last) = (extent.first, extent.last);
    if page.view == View::Raw {
        return page.text.get(first.1..last.1).unwrap_or("").to_owned();
    }
    let mut out = String::new();
    let mut before: Option<&Segment> = None;
    let segments = page.segments.iter().enumerate();
    for (index, segment) in segments.take(last.0 + 1).skip(first.0) {
        let Some(span) = extent.within(page, index).filter(|_| holds_text(segment)) else {
            continue;
        };
        if let Some(before) = before.replace(segment) {
            let between = before.span.range().end..segment.span.range().start;
            let between = page
                .text
                .get(between)
                .filter(|between| before.block == segment.block && between.trim().is_empty());
            out.push_str(between.unwrap_or(PARAGRAPHS));
        }
        let start = segment.span.range().start;
        let text = page.segment_text(segment);
        out.push_str(&written(text, span.start - start..span.end - start));
    }
    out
}

/// The whole article without the items that it only names; the source text, where
/// that shows.
pub(super) fn article(reader: &Reader) -> String {
    let (article, sheet) = (&reader.article, &reader.sheet);
    if reader.view() == View::Raw {
        return sheet.page.text.trim_end().to_owned();
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
    let texts: Vec<Cow<'_, str>> = texts.filter(|text| !text.trim().is_empty()).collect();
    texts.join(PARAGRAPHS)
}

/// The headline.
pub(super) fn headline(article: &Article) -> String {
    clean::line(article.headline())
}

/// A text as a quotation (Markdown), with where it is from.
pub(super) fn quotation(text: &str, article: &Article) -> String {
    let mut out = String::new();
    for line in text.trim_end().split('\n') {
        out.push_str(if line.is_empty() { ">" } else { "> " });
        out.push_str(line);
        out.push('\n');
    }
    let mut from = headline(article);
    let source = match (article.agency(), &article.source) {
        (Some(agency), _) => Some(clean::line(agency)),
        (None, Source::Stdin) => None,
        (None, source) => Some(clean::line(&source.to_string())),
    };
    if let Some(source) = source {
        from.push_str(", ");
        from.push_str(&source);
    }
    out.push_str(">\n> — ");
    out.push_str(&from);
    out.push('\n');
    out
}

/// How many characters a text has, blanks excepted.
pub(super) fn characters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}
