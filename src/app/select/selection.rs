//! What is selected: two places in the text of a page, and how far they reach.
//!
//! Invariant: both ends are bytes of the page's text, so that no resize and no
//! setting moves them; the cluster under each belongs to the selection.

use std::ops::Range;
use std::sync::Arc;

use super::copied;
use super::stops::spot;
use crate::reader::{Page, Sheet};
use crate::text::Clean;

/// A segment, and a byte of the page's text: in the order of the page, which is
/// not that of the text.
type Point = (usize, usize);

/// What is selected.
#[derive(Clone, Debug)]
pub struct Selection {
    /// Where it was begun.
    pub anchor: usize,
    /// The end that moves.
    pub caret: usize,
    /// Whole paragraphs.
    pub whole: bool,
    /// Characters, blanks excepted; None where there are too many to count.
    pub count: Option<usize>,
    /// The column that line motions keep to.
    goal: Option<usize>,
    /// The page keeps the caret in sight; the wheel lets it go.
    follows: bool,
    /// The text that both ends are places of.
    text: Clean<Arc<str>>,
}

/// From where to where a selection goes, as segments and bytes of the page's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    pub(super) first: Point,
    pub(super) last: Point,
}

/// Selections of more bytes are not counted.
const COUNTED: usize = 1024 * 1024;

impl Selection {
    pub(super) fn new(anchor: usize, caret: usize, whole: bool, text: Clean<Arc<str>>) -> Self {
        Self {
            anchor,
            caret,
            whole,
            count: None,
            goal: None,
            follows: true,
            text,
        }
    }

    /// How far it goes on a page whose first `shown` segments show, as far as that
    /// is laid out.
    pub fn extent(&self, sheet: &Sheet, shown: usize) -> Extent {
        let ends = [self.anchor, self.caret];
        Extent::between(ends.map(|at| self.reach(sheet, shown, at)))
    }

    /// The same, both ends laid out.
    pub(super) fn laid_extent(&self, sheet: &mut Sheet, shown: usize) -> Extent {
        let ends = [self.anchor, self.caret];
        Extent::between(ends.map(|at| {
            sheet.lay_out(sheet.page.segment_of(at, shown));
            self.reach(sheet, shown, at)
        }))
    }

    /// Beginning and end of what one of its ends stands on.
    fn reach(&self, sheet: &Sheet, shown: usize, at: usize) -> (Point, Point) {
        let segments = &sheet.page.segments;
        let span = |index: usize| segments.get(index).map_or(at..at, |s| s.span.range());
        let segment = sheet.page.segment_of(at, shown);
        if self.whole {
            let (first, last) = paragraph(&sheet.page, segment);
            return ((first, span(first).start), (last, span(last).end));
        }
        let stop = spot(sheet, shown, at).map_or(at..at, |spot| spot.stop.span);
        ((segment, stop.start), (segment, stop.end))
    }

    /// The page was scrolled without it.
    pub(in crate::app) fn let_go(&mut self) {
        self.follows = false;
    }

    pub(super) fn follows(&self) -> bool {
        self.follows
    }

    pub(super) fn goal(&self) -> Option<usize> {
        self.goal
    }

    /// Counts what is selected.
    pub(super) fn count(&mut self, sheet: &mut Sheet, shown: usize) {
        let extent = self.laid_extent(sheet, shown);
        let mut bytes = 0;
        let mut within = extent.first.0..=extent.last.0;
        let few = within.all(|index| {
            bytes += extent
                .within(&sheet.page, index)
                .map_or(0, |span| span.len());
            bytes <= COUNTED
        });
        self.count = few.then(|| copied::characters(&copied::selected(sheet, &extent)));
    }

    /// The caret has moved there.
    pub(super) fn put(&mut self, caret: usize, goal: Option<usize>) {
        (self.caret, self.goal, self.follows) = (caret, goal, true);
    }

    /// Goes over to a page with another text; false where the places mean nothing
    /// there.
    pub(super) fn follow(&mut self, page: &Page) -> bool {
        let (old, new) = (&self.text, &page.text);
        if !old.shares(new) {
            let end = (self.anchor.max(self.caret) + 1).min(old.len());
            if old.as_bytes().get(..end) != new.as_bytes().get(..end) {
                return false;
            }
            self.text = new.clone();
        }
        true
    }
}

impl Extent {
    fn between([(a, b), (c, d)]: [(Point, Point); 2]) -> Self {
        Self {
            first: a.min(c),
            last: b.max(d),
        }
    }

    /// The bytes of a segment that are selected.
    pub fn within(&self, page: &Page, index: usize) -> Option<Range<usize>> {
        if index < self.first.0 || index > self.last.0 {
            return None;
        }
        let mut span = page.segments.get(index)?.span.range();
        if index == self.first.0 {
            span.start = span.start.max(self.first.1);
        }
        if index == self.last.0 {
            span.end = span.end.min(self.last.1);
        }
        (span.start < span.end).then_some(span)
    }
}

/// The first and the last segment of a paragraph, which has several where it is long.
pub(super) fn paragraph(page: &Page, segment: usize) -> (usize, usize) {
    let goes_on = |index: usize| {
        let before = index.checked_sub(1).and_then(|at| page.segments.get(at));
        let here = page.segments.get(index);
        matches!((before, here), (Some(before), Some(here))
            if before.part == here.part && before.block == here.block
                && !before.span.is_empty() && before.span.end == here.span.start)
    };
    let (mut first, mut last) = (segment, segment);
    while goes_on(first) {
        first -= 1;
    }
    while goes_on(last + 1) {
        last += 1;
    }
    (first, last)
}
