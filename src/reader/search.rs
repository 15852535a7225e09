//! Finds a text in what the page shows.
//!
//! Invariant: matches ascend, each once, and lie inside one segment each, so that
//! they can be painted line by line.

use std::sync::Arc;

use super::page::Page;
use crate::article::Span;

/// More matches than this are not listed.
const MOST: usize = 1_000_000;

/// All places on the page, in the order of the text, where `matcher` finds something: it gets
/// the text of a segment and returns byte ranges of it. None where `stop` said so
/// between two segments.
pub fn find(
    page: &Page,
    matcher: &dyn Fn(&str) -> Vec<std::ops::Range<usize>>,
    stop: &dyn Fn() -> bool,
) -> Option<Arc<[Span]>> {
    let mut found = Vec::new();
    for segment in &page.segments {
        if stop() {
            return None;
        }
        let start = segment.span.range().start;
        for range in matcher(page.segment_text(segment)) {
            found.push(Span::new(start + range.start, start + range.end));
        }
        if found.len() >= MOST {
            break;
        }
    }
    found.sort_by_key(|span| (span.start, span.end));
    found.dedup();
    Some(found.into())
}
