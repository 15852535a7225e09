//! Finds a text in what the page shows.
//!
//! Invariant: matches ascend, each once, and lie inside one segment each, so that
//! they can be painted line by line.

use std::ops::Range;
use std::sync::Arc;

use super::layout::shown;
use super::page::{Page, Part};
use super::typography::Typography;
use crate::article::Span;
use crate::lexicon::Lexicon;

/// More matches than this are not listed.
const MOST: usize = 1_000_000;

/// Finds byte ranges in the text of a segment.
pub type Matcher<'a> = &'a dyn Fn(&str) -> Vec<Range<usize>>;

/// All places on the page, in the order of the text, where `matcher` finds something in what was
/// written or in what is shown for it: it gets the text of a segment and returns
/// byte ranges of it. None where `stop` said so between two segments.
pub fn find(
    page: &Page,
    typography: Typography,
    lexicon: &Lexicon,
    matcher: Matcher<'_>,
    stop: &dyn Fn() -> bool,
) -> Option<Arc<[Span]>> {
    let mut found = Vec::new();
    for segment in &page.segments {
        if stop() {
            return None;
        }
        let start = segment.span.range().start;
        let text = page.segment_text(segment);
        let mut ranges = matcher(&text);
        if segment.part != Part::Raw && !segment.code && typography.shows_other_text() {
            let lang = typography.lang.unwrap_or(segment.lang);
            let shown = shown(text, lang, typography, lexicon);
            let there = matcher(&shown.text).into_iter();
            ranges.extend(there.map(|r| shown.map.source(r.start)..shown.map.source_end(r.end)));
        }
        found.extend(
            ranges
                .iter()
                .map(|range| Span::new(start + range.start, start + range.end)),
        );
        if found.len() >= MOST {
            break;
        }
    }
    found.sort_by_key(|span| (span.start, span.end));
    found.dedup();
    Some(found.into())
}
