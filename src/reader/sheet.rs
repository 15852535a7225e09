//! A page set at one measure: lines of segments, laid out when they are first
//! looked at and kept while they are near.
//!
//! Invariant: the lines of a segment depend on its text and the typography
//! alone, so a place means the same whatever was looked at before.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::layout::{Block, Laid, lay_out};
use super::page::{Page, Part, Segment};
use super::place::Place;
use super::typography::Typography;
use crate::config::Paragraphs;
use crate::lexicon::{Lexicon, Part as Dictionary, Script};
use crate::text::Axis;
use crate::text::wrap::Line;

/// Columns that a part stands in from the left of the text block.
fn inset(part: Part) -> usize {
    match part {
        Part::Caption => 2,
        Part::RelatedHeadline | Part::RelatedCaption | Part::RelatedLead => 4,
        _ => 0,
    }
}

/// One segment, laid out; offsets count from its start.
pub fn segment_layout(
    page: &Page,
    segment: &Segment,
    typography: Typography,
    lexicon: &Lexicon,
) -> Laid {
    let block = Block {
        lang: segment.lang,
        grid: page.grid,
        indented: segment.indented,
        inset: inset(segment.part),
        raw: segment.part == Part::Raw,
        code: segment.code,
    };
    lay_out(page.segment_text(segment), block, typography, lexicon)
}

/// Blank rows above a segment.
fn gap(page: &Page, index: usize, typography: Typography) -> usize {
    let Some(segment) = page.segments.get(index) else {
        return 0;
    };
    let parted = typography.paragraphs == Paragraphs::Blank
        && segment.part == Part::Paragraph
        && index > 0
        && page.starts_paragraph(index);
    (segment.gap as usize).max(usize::from(parted))
}

/// The row at which each segment starts (blank rows above it counted to it), and
/// the number of rows in all as last element; None where `stop` said so between
/// two segments.
pub fn starts(
    page: &Page,
    typography: Typography,
    lexicon: &Lexicon,
    stop: &dyn Fn() -> bool,
) -> Option<Arc<[u32]>> {
    let mut row = 0_u32;
    let mut all = Vec::with_capacity(page.segments.len() + 1);
    for (index, segment) in page.segments.iter().enumerate() {
        if stop() {
            return None;
        }
        all.push(row);
        let rows = segment_layout(page, segment, typography, lexicon).rows();
        row += (gap(page, index, typography) + rows) as u32;
    }
    all.push(row);
    Some(all.into())
}

/// Lines that are kept before and behind the segment laid out last: as many as
/// the tallest window shows, so that laying out a window forgets nothing of it.
const WINDOW: usize = u16::MAX as usize;

/// A page at one measure.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub page: Arc<Page>,
    pub typography: Typography,
    pub lexicon: Lexicon,
    laid: BTreeMap<usize, Arc<Laid>>,
    /// How many rows `laid` holds.
    held: usize,
    window: usize,
    /// See [`starts`]; None until known.
    pub starts: Option<Arc<[u32]>>,
}

/// Pages up to this many bytes are laid out whole when opened.
const WHOLE_BYTES: usize = 128 * 1024;
/// How much longer it takes where characters are looked up in dictionaries.
const LOOKING_UP: usize = 6;
/// And up to this many segments.
const WHOLE_SEGMENTS: usize = 1024;

impl Sheet {
    /// The page at a measure. Small pages know their height at once; for others
    /// `starts` comes later.
    pub fn new(page: Arc<Page>, typography: Typography, lexicon: Lexicon) -> Self {
        let mut sheet = Self {
            page,
            typography,
            lexicon,
            laid: BTreeMap::new(),
            held: 0,
            window: WINDOW,
            starts: None,
        };
        if sheet.is_small() {
            let mut row = 0;
            let mut all = Vec::with_capacity(sheet.page.segments.len() + 1);
            for segment in 0..sheet.page.segments.len() {
                all.push(row);
                row += sheet.height(segment) as u32;
            }
            all.push(row);
            sheet.starts = Some(all.into());
        }
        sheet
    }

    /// Whether the page is laid out whole at once.
    pub fn is_small(&self) -> bool {
        let bytes = if self.typography.shows_other_text() {
            WHOLE_BYTES / LOOKING_UP
        } else {
            WHOLE_BYTES
        };
        self.page.text.len() <= bytes && self.page.segments.len() <= WHOLE_SEGMENTS
    }

    /// Rows of a segment, the blank ones above it included; lays it out.
    pub fn height(&mut self, segment: usize) -> usize {
        self.gap(segment) + self.lay_out(segment).rows()
    }

    /// Whether these dictionaries set the page as it is set.
    pub fn is_set_with(&self, lexicon: &Lexicon) -> bool {
        let used = [
            (Dictionary::Reader, self.typography.readings.is_some()),
            (
                Dictionary::Converter,
                self.typography.script != Script::AsIs,
            ),
        ];
        let alike = |part| lexicon.has(part) == self.lexicon.has(part);
        used.into_iter().all(|(part, used)| !used || alike(part))
    }

    /// Columns from the left of the text block to the beginning of a line of
    /// `segment`; on the vertical axis lines begin at the top.
    pub fn left(&self, segment: &Segment, line: Line) -> usize {
        let inset = inset(segment.part);
        let width = self.typography.measure as usize;
        match (self.typography.axis, segment.part) {
            (Axis::Vertical, _) => 0,
            (_, Part::Signoff) => inset + width.saturating_sub(inset + line.columns),
            _ => inset,
        }
    }

    /// Blank rows above a segment.
    pub fn gap(&self, segment: usize) -> usize {
        gap(&self.page, segment, self.typography)
    }

    /// A segment, laid out if need be.
    pub fn lay_out(&mut self, segment: usize) -> Arc<Laid> {
        if let Some(laid) = self.laid.get(&segment) {
            return Arc::clone(laid);
        }
        let Some(found) = self.page.segments.get(segment) else {
            return Arc::default();
        };
        let laid = segment_layout(&self.page, found, self.typography, &self.lexicon);
        let laid = Arc::new(laid);
        self.held += laid.rows();
        self.laid.insert(segment, Arc::clone(&laid));
        // Twice what is kept, so that each line is looked at about once.
        if self.held > 4 * self.window {
            self.forget_far(segment);
        }
        laid
    }

    /// A segment that is laid out already; for drawing.
    pub fn laid(&self, segment: usize) -> Option<&Laid> {
        self.laid.get(&segment).map(|laid| &**laid)
    }

    /// How many segments are laid out (for tests that count work).
    pub fn laid_count(&self) -> usize {
        self.laid.len()
    }

    /// Forgets what no window that shows a row of segment `from` reaches.
    fn forget_far(&mut self, from: usize) {
        let window = self.window;
        let near = |between: &mut usize, (at, laid): (&usize, &Arc<Laid>)| {
            let reached = *between < window;
            *between += laid.rows();
            reached.then_some(*at)
        };
        let first = self.laid.range(..from).rev().scan(0, near).last();
        let last = self.laid.range(from + 1..).scan(0, near).last();
        let keep = first.unwrap_or(from)..=last.unwrap_or(from);
        self.laid.retain(|segment, _| keep.contains(segment));
        self.held = self.laid.values().map(|laid| laid.rows()).sum();
    }

    /// `place` moved by `rows`, within the first `shown` segments.
    pub fn step(&mut self, place: Place, rows: isize, shown: usize) -> Place {
        if rows < 0 {
            self.back(place, rows.unsigned_abs())
        } else {
            self.forth(place, rows as usize, shown)
        }
    }

    fn forth(&mut self, place: Place, rows: usize, shown: usize) -> Place {
        let mut at = Place {
            segment: place.segment,
            row: place.row + rows,
        };
        loop {
            let height = self.height(at.segment);
            if at.row < height {
                return at;
            }
            if at.segment + 1 >= shown {
                return Place {
                    segment: at.segment,
                    row: height.saturating_sub(1),
                };
            }
            at = Place {
                segment: at.segment + 1,
                row: at.row - height,
            };
        }
    }

    fn back(&mut self, place: Place, rows: usize) -> Place {
        let mut at = place;
        let mut left = rows;
        loop {
            if left <= at.row {
                return Place {
                    segment: at.segment,
                    row: at.row - left,
                };
            }
            if at.segment == 0 {
                return Place::default();
            }
            left -= at.row + 1;
            let segment = at.segment - 1;
            at = Place {
                segment,
                row: self.height(segment).saturating_sub(1),
            };
        }
    }

    /// The last row of the first `shown` segments.
    pub fn last(&mut self, shown: usize) -> Place {
        let segment = shown.saturating_sub(1);
        Place {
            segment,
            row: self.height(segment).saturating_sub(1),
        }
    }

    /// The byte of the page's text that the first text at or after `place` shows.
    pub fn byte_at(&mut self, place: Place) -> usize {
        let laid = self.lay_out(place.segment);
        let Some(segment) = self.page.segments.get(place.segment) else {
            return 0;
        };
        let row = place.row.saturating_sub(self.gap(place.segment));
        segment.span.range().start + laid.start_of(row / laid.pitch.max(1))
    }

    /// The place of the line that shows byte `at` of the page's text.
    pub fn place_of(&mut self, at: usize, shown: usize) -> Place {
        let index = self.page.segment_of(at, shown);
        let laid = self.lay_out(index);
        let Some(segment) = self.page.segments.get(index) else {
            return Place::default();
        };
        let line = laid.line_of(at.saturating_sub(segment.span.range().start));
        // The first line of a segment comes with the blank rows above it.
        let row = if line == 0 {
            0
        } else {
            self.gap(index) + line * laid.pitch
        };
        Place {
            segment: index,
            row,
        }
    }
}

#[cfg(test)]
mod tests;
