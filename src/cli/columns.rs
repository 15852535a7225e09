//! Vertical print: lines as columns from right to left, in bands as wide as the
//! page, one below the other.
//!
//! Invariant: a row of a band is no wider than the page, unless one column is.

use crate::app::geometry::column_pitch;
use crate::config::Look;
use crate::reader::Laid;
use crate::text::{Ambiguous, vertical, width};

/// The columns of an article, first to last.
pub(super) struct Columns {
    /// The squares of each column, from the top; None: nothing stands there.
    all: Vec<Vec<Option<String>>>,
    look: Look,
    width: u16,
    ambiguous: Ambiguous,
}

impl Columns {
    pub(super) fn new(look: Look, width: u16, ambiguous: Ambiguous) -> Self {
        Self {
            all: Vec::new(),
            look,
            width,
            ambiguous,
        }
    }

    /// Adds the lines of a block, behind an empty column where `gap` says so.
    pub(super) fn push(&mut self, text: &str, laid: &Laid, gap: bool) {
        if gap {
            self.all.push(Vec::new());
        }
        for line in &laid.lines {
            let mut column = Vec::new();
            for placed in laid.placed(text, *line) {
                column.resize(column.len().max(placed.column), None);
                let form = vertical::form(placed.piece).filter(|_| self.look.vertical_forms);
                column.push(Some(form.unwrap_or(placed.piece).to_owned()));
            }
            self.all.push(column);
        }
    }

    /// Hands out the rows of all bands, of at most `height` rows.
    pub(super) fn print(&self, height: u16, line: &mut dyn FnMut(&str)) {
        let pitch = column_pitch(self.look);
        let in_band = usize::from((self.width.max(2) + pitch - 2) / pitch).max(1);
        let gap = usize::from(pitch - 2);
        for (nth, band) in self.all.chunks(in_band).enumerate() {
            if nth > 0 {
                line("");
            }
            let rows = band.iter().map(Vec::len).max().unwrap_or(0);
            for at in 0..rows.min(height as usize) {
                // A band that is not full stands at the right.
                let empty = in_band - band.len();
                let mut row = " ".repeat(empty * usize::from(pitch));
                for (nth, column) in band.iter().rev().enumerate() {
                    if nth > 0 {
                        row.extend(std::iter::repeat_n(' ', gap));
                    }
                    let square = column.get(at).cloned().flatten().unwrap_or_default();
                    row.push_str(&square);
                    let used = width::text(&square, self.ambiguous);
                    row.extend(std::iter::repeat_n(' ', 2_usize.saturating_sub(used)));
                }
                line(row.trim_end_matches(' '));
            }
        }
    }
}
