//! Vertical print: lines as columns from right to left, in bands as wide as the
//! page, one below the other.
//!
//! Invariant: a row of a band is no wider than the page, unless one column is.

use super::typeset::Lines;
use crate::app::geometry::column_pitch;
use crate::config::Look;
use crate::reader::Laid;
use crate::text::clean::Joined;
use crate::text::{Ambiguous, Clean, vertical, width};

/// The columns of the band that is being filled, first to last.
pub(super) struct Columns {
    /// The squares of each column, from the top; None: nothing stands there.
    band: Vec<Vec<Option<Clean>>>,
    /// How many columns a band has, and cells from one to the next.
    room: usize,
    pitch: usize,
    /// A band was printed already.
    printed: bool,
    forms: bool,
    ambiguous: Ambiguous,
}

impl Columns {
    pub(super) fn new(look: Look, width: u16, ambiguous: Ambiguous) -> Self {
        let pitch = column_pitch(look);
        Self {
            band: Vec::new(),
            room: usize::from((width.max(2) + pitch - 2) / pitch).max(1),
            pitch: usize::from(pitch),
            printed: false,
            forms: look.vertical_forms,
            ambiguous,
        }
    }

    /// Adds the lines of a block, behind an empty column where `gap` says so; each
    /// band is handed out as soon as it is full.
    pub(super) fn push(&mut self, text: Clean<&str>, laid: &Laid, gap: bool, out: Lines<'_>) {
        if gap {
            self.column(Vec::new(), out);
        }
        for line in &laid.lines {
            let mut column = Vec::new();
            for placed in laid.placed(text, *line) {
                column.resize(column.len().max(placed.column), None);
                let form = vertical::form(&placed.piece).filter(|_| self.forms);
                let square = form.map_or(placed.piece, Clean::from);
                column.push(Some(square.to_owned()));
            }
            self.column(column, out);
        }
    }

    fn column(&mut self, column: Vec<Option<Clean>>, out: Lines<'_>) {
        if self.band.len() == self.room {
            self.print(out);
        }
        self.band.push(column);
    }

    /// Hands out the rows of the band, and begins the next one.
    pub(super) fn print(&mut self, out: Lines<'_>) {
        if std::mem::replace(&mut self.printed, true) {
            out("".into());
        }
        // A band that is not full stands at the right.
        let margin = (self.room - self.band.len()) * self.pitch;
        let rows = self.band.iter().map(Vec::len).max().unwrap_or(0);
        for at in 0..rows {
            let mut row = Joined::default();
            row.pad(margin);
            for (nth, column) in self.band.iter().rev().enumerate() {
                if nth > 0 {
                    row.pad(self.pitch - 2);
                }
                let square = column.get(at).and_then(Option::as_ref);
                let square = square.map(Clean::view).unwrap_or_default();
                row.push(square);
                let used = width::text(&square, self.ambiguous);
                row.pad(2_usize.saturating_sub(used));
            }
            let row = row.finish();
            out(row.view().part(|row| row.trim_end_matches(' ')));
        }
        self.band.clear();
    }
}
