//! A page set at one measure: lines of segments, laid out when they are first
//! looked at and kept while they are near.
//!
//! Invariant: the lines of a segment depend on its text and the typography
//! alone, so a place means the same whatever was looked at before.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::page::{Page, Part, Segment};
use super::place::Place;
use super::typography::Typography;
use crate::text::wrap::{self, Line, Setting};
use crate::text::{Lang, Level};

/// Columns that a part stands in from the left of the text block.
fn inset(part: Part) -> usize {
    match part {
        Part::Caption => 2,
        Part::RelatedHeadline | Part::RelatedCaption | Part::RelatedLead => 4,
        _ => 0,
    }
}

/// The lines of one segment; offsets count from its start.
pub fn segment_lines(page: &Page, segment: &Segment, typography: Typography) -> Vec<Line> {
    let set = typography.on_grid(page.grid && page_part(segment.part));
    let indent = if segment.indented {
        typography.indent()
    } else {
        0
    };
    let setting = set.setting(indent, segment.lang);
    let measure = setting.measure.saturating_sub(inset(segment.part)).max(2);
    let setting = match segment.part {
        Part::Raw => Setting {
            measure,
            level: Level::None,
            lang: Lang::Chinese,
            ..setting
        },
        _ => Setting { measure, ..setting },
    };
    wrap::lines(page.segment_text(segment), setting).collect()
}

fn page_part(part: Part) -> bool {
    part != Part::Raw
}

/// The row at which each segment starts (blank rows above it counted to it), and
/// the number of rows in all as last element; None where `stop` said so between
/// two segments.
pub fn starts(page: &Page, typography: Typography, stop: &dyn Fn() -> bool) -> Option<Arc<[u32]>> {
    let mut row = 0_u32;
    let mut all = Vec::with_capacity(page.segments.len() + 1);
    for segment in &page.segments {
        if stop() {
            return None;
        }
        all.push(row);
        row += u32::from(segment.gap) + segment_lines(page, segment, typography).len() as u32;
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
    lines: BTreeMap<usize, Arc<[Line]>>,
    /// How many lines `lines` holds.
    held: usize,
    window: usize,
    /// See [`starts`]; None until known.
    pub starts: Option<Arc<[u32]>>,
}

/// Pages up to this many bytes are laid out whole when opened.
const WHOLE_BYTES: usize = 128 * 1024;
/// And up to this many segments.
const WHOLE_SEGMENTS: usize = 1024;

impl Sheet {
    /// The page at a measure. Small pages know their height at once; for others
    /// `starts` comes later.
    pub fn new(page: Arc<Page>, typography: Typography) -> Self {
        let mut sheet = Self {
            page,
            typography,
            lines: BTreeMap::new(),
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
        self.page.text.len() <= WHOLE_BYTES && self.page.segments.len() <= WHOLE_SEGMENTS
    }

    /// Rows of a segment, the blank ones above it included; lays it out.
    pub fn height(&mut self, segment: usize) -> usize {
        let gap = self
            .page
            .segments
            .get(segment)
            .map_or(0, |s| s.gap as usize);
        gap + self.lay_out(segment).len()
    }

    /// The lines of a segment, laid out if need be.
    pub fn lay_out(&mut self, segment: usize) -> Arc<[Line]> {
        if let Some(lines) = self.lines.get(&segment) {
            return Arc::clone(lines);
        }
        let Some(found) = self.page.segments.get(segment) else {
            return Arc::from([]);
        };
        let lines: Arc<[Line]> = segment_lines(&self.page, found, self.typography).into();
        self.held += lines.len();
        self.lines.insert(segment, Arc::clone(&lines));
        // Twice what is kept, so that each line is looked at about once.
        if self.held > 4 * self.window {
            self.forget_far(segment);
        }
        lines
    }

    /// The lines of a segment that is laid out already; for drawing.
    pub fn laid(&self, segment: usize) -> &[Line] {
        self.lines.get(&segment).map_or(&[], |lines| lines)
    }

    /// How many segments are laid out (for tests that count work).
    pub fn laid_count(&self) -> usize {
        self.lines.len()
    }

    /// Forgets what no window that shows a row of segment `from` reaches.
    fn forget_far(&mut self, from: usize) {
        let window = self.window;
        let near = |between: &mut usize, (at, lines): (&usize, &Arc<[Line]>)| {
            let reached = *between < window;
            *between += lines.len();
            reached.then_some(*at)
        };
        let first = self.lines.range(..from).rev().scan(0, near).last();
        let last = self.lines.range(from + 1..).scan(0, near).last();
        let keep = first.unwrap_or(from)..=last.unwrap_or(from);
        self.lines.retain(|segment, _| keep.contains(segment));
        self.held = self.lines.values().map(|lines| lines.len()).sum();
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
        let lines = self.lay_out(place.segment);
        let Some(segment) = self.page.segments.get(place.segment) else {
            return 0;
        };
        let line = place.row.saturating_sub(segment.gap as usize);
        segment.span.range().start + lines.get(line).map_or(0, |line| line.start)
    }

    /// The place of the line that shows byte `at` of the page's text.
    pub fn place_of(&mut self, at: usize, shown: usize) -> Place {
        let index = self.page.segment_of(at, shown);
        let lines = self.lay_out(index);
        let Some(segment) = self.page.segments.get(index) else {
            return Place::default();
        };
        let within = at.saturating_sub(segment.span.range().start);
        let line = lines
            .partition_point(|line| line.start <= within)
            .saturating_sub(1);
        // The first line of a segment comes with the blank rows above it.
        let row = if line == 0 {
            0
        } else {
            segment.gap as usize + line
        };
        Place {
            segment: index,
            row,
        }
    }
}

#[cfg(test)]
mod tests;
