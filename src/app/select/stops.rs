//! Where the caret of a selection can stand: on each cluster that a line shows (on
//! a vertical page, on each square), by the bytes of the source that it shows.
//!
//! Invariant: the stops of a page, line by line, ascend within a segment; a piece
//! of the source that is shown by several clusters is one stop, on the line where
//! it begins.

use std::ops::Range;
use std::sync::Arc;

use crate::reader::{Laid, Page, Part, Segment, Sheet};

/// What the caret can stand on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Bytes of the page's text; none on a line that has none.
    pub span: Range<usize>,
    /// The column (square) of the line that it stands at, the indent included.
    pub column: usize,
}

/// A stop, and the line that it stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    pub segment: usize,
    pub line: usize,
    pub stop: Stop,
}

/// A line with its stops, of which there is at least one.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) segment: usize,
    pub(super) line: usize,
    pub(super) stops: Vec<Stop>,
}

/// Whether a part of the page holds text of the article.
pub(super) fn holds_text(segment: &Segment) -> bool {
    !matches!(
        segment.part,
        Part::Facts | Part::Warning | Part::RelatedHeading
    )
}

/// The stop that byte `at` of the page's text belongs to; None where that part
/// holds no text, does not show, or is not laid out.
pub fn spot(sheet: &Sheet, shown: usize, at: usize) -> Option<Spot> {
    let segment = sheet.page.segment_of(at, shown);
    let start = sheet.page.segments.get(segment)?.span.range().start;
    let laid = sheet.laid(segment)?;
    // Of what is left out, the place where it would show.
    let shown = laid.map().shown(at.saturating_sub(start));
    let at = start + laid.map().source(shown);
    let mut line = laid.line_of(at - start);
    loop {
        let stops = stops(sheet, segment, line);
        let near = stops.iter().rposition(|stop| stop.span.start <= at);
        let found = near.or((line == 0).then_some(0));
        if let Some(stop) = found.and_then(|found| stops.get(found)) {
            return Some(Spot {
                segment,
                line,
                stop: stop.clone(),
            });
        }
        line = line.checked_sub(1)?;
    }
}

/// The stops of a line that is laid out.
fn stops(sheet: &Sheet, segment: usize, line: usize) -> Vec<Stop> {
    let found = sheet.page.segments.get(segment);
    match (found.filter(|found| holds_text(found)), sheet.laid(segment)) {
        (Some(found), Some(laid)) => stops_of(&sheet.page, found, laid, line),
        _ => Vec::new(),
    }
}

fn stops_of(page: &Page, segment: &Segment, laid: &Laid, line: usize) -> Vec<Stop> {
    let (source, from) = (page.segment_text(segment), segment.span.range().start);
    let Some(line) = laid.lines.get(line) else {
        return Vec::new();
    };
    let map = laid.map();
    let mut stops: Vec<Stop> = Vec::new();
    for placed in laid.placed(source, *line) {
        let start = map.source(placed.at);
        let end = map.source_end(placed.at + placed.piece.len());
        match stops.last_mut() {
            // What is shown for it began on the line before.
            _ if map.shown(start) < line.start => {}
            Some(last) if from + start < last.span.end || from + start == last.span.start => {
                last.span.end = last.span.end.max(from + end);
            }
            _ => stops.push(Stop {
                span: from + start..from + end,
                column: placed.column,
            }),
        }
    }
    if source.is_empty() {
        stops.push(Stop {
            span: from..from,
            column: 0,
        });
    }
    stops
}

/// A page to walk over, laid out on the way.
pub(super) struct Walk<'s> {
    pub(super) sheet: &'s mut Sheet,
    /// How many of its segments show.
    pub(super) shown: usize,
}

impl Walk<'_> {
    pub(super) fn page(&self) -> Arc<Page> {
        Arc::clone(&self.sheet.page)
    }

    /// The stop that byte `at` of the page's text belongs to.
    pub(super) fn spot(&mut self, at: usize) -> Option<Spot> {
        let segment = self.sheet.page.segment_of(at, self.shown);
        self.sheet.lay_out(segment);
        spot(self.sheet, self.shown, at)
    }

    /// A line, where something can be chosen on it.
    pub(super) fn row(&mut self, segment: usize, line: usize) -> Option<Row> {
        self.sheet.lay_out(segment);
        let stops = stops(self.sheet, segment, line);
        (!stops.is_empty()).then_some(Row {
            segment,
            line,
            stops,
        })
    }

    /// The next part that holds text.
    pub(super) fn text_after(&self, segment: usize) -> Option<usize> {
        let segments = &self.sheet.page.segments;
        (segment + 1..self.shown).find(|at| segments.get(*at).is_some_and(holds_text))
    }

    /// The part before that holds text.
    pub(super) fn text_before(&self, segment: usize) -> Option<usize> {
        let segments = &self.sheet.page.segments;
        let holds = |at: &usize| segments.get(*at).is_some_and(holds_text);
        (0..segment).rev().find(holds)
    }

    /// The next line.
    pub(super) fn row_after(&mut self, segment: usize, line: usize) -> Option<Row> {
        let (mut segment, mut line) = (segment, line + 1);
        loop {
            while line >= self.sheet.lay_out(segment).lines.len() {
                (segment, line) = (self.text_after(segment)?, 0);
            }
            if let Some(row) = self.row(segment, line) {
                return Some(row);
            }
            line += 1;
        }
    }

    /// The line before.
    pub(super) fn row_before(&mut self, segment: usize, line: usize) -> Option<Row> {
        let (mut segment, mut line) = (segment, line);
        loop {
            while line == 0 {
                segment = self.text_before(segment)?;
                line = self.sheet.lay_out(segment).lines.len();
            }
            line -= 1;
            if let Some(row) = self.row(segment, line) {
                return Some(row);
            }
        }
    }

    /// The first stop of the page.
    pub(super) fn first(&mut self) -> Option<Stop> {
        let row = match self.row(0, 0) {
            Some(row) => row,
            None => self.row_after(0, 0)?,
        };
        row.stops.into_iter().next()
    }

    /// The last stop of the page.
    pub(super) fn last(&mut self) -> Option<Stop> {
        self.row_before(self.shown, 0)?.stops.pop()
    }

    /// The stop of a line nearest to a column of the text block.
    pub(super) fn nearest(&self, row: &Row, column: usize) -> Option<Stop> {
        let left = self.left(row.segment, row.line);
        let before = |stop: &&Stop| left + stop.column <= column;
        let found = row.stops.iter().rev().find(before);
        found.or(row.stops.first()).cloned()
    }

    /// The column of the text block that a line begins at.
    pub(super) fn left(&self, segment: usize, line: usize) -> usize {
        let found = self.sheet.page.segments.get(segment);
        let line = self
            .sheet
            .laid(segment)
            .and_then(|laid| laid.lines.get(line));
        match (found, line) {
            (Some(found), Some(line)) => self.sheet.left(found, *line),
            _ => 0,
        }
    }
}
