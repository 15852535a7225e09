//! The only writer of cells. Text goes in cluster by cluster, and each covers
//! exactly the columns that the layout counted, also where ratatui would count
//! otherwise (half-width kana with voice marks, ambiguous marks drawn wide).
//!
//! Invariant: no cell outside the given columns is touched, and a wide cluster
//! is drawn whole or not at all.

use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, CellDiffOption, CellWidth};
use ratatui::layout::Position;
use ratatui::style::Style;

use super::style::patch;
use crate::app::Area;
use crate::config::{Role, Theme};
use crate::text::cluster::Clusters;
use crate::text::place::Placed;
use crate::text::wrap::{self, Setting};
use crate::text::{Ambiguous, Clean, Lang, Level, clip, vertical, width};

/// A buffer with the means to write on it.
///
/// Text that nobody has cleaned reaches no cell:
///
/// ```
/// # use yue::{app::Area, config::Role, text::clean::line, ui::paint::Canvas};
/// fn draw(canvas: &mut Canvas<'_>, name: String) {
///     canvas.line(Area::default(), "❯", Role::Text);
///     canvas.line(Area::default(), &line(&name), Role::Text);
/// }
/// ```
/// ```compile_fail,E0521
/// # use yue::{app::Area, config::Role, text::clean::line, ui::paint::Canvas};
/// fn draw(canvas: &mut Canvas<'_>, name: &str) {
///     canvas.line(Area::default(), name, Role::Text);
/// }
/// ```
/// ```compile_fail,E0277
/// # use yue::{app::Area, config::Role, text::clean::line, ui::paint::Canvas};
/// fn draw(canvas: &mut Canvas<'_>, name: String) {
///     canvas.put(Area::default(), 0, &name, |_| ratatui::style::Style::default());
/// }
/// ```
pub struct Canvas<'b> {
    buffer: &'b mut Buffer,
    theme: &'b Theme,
    pub ambiguous: Ambiguous,
}

impl<'b> Canvas<'b> {
    /// A canvas over a whole buffer.
    pub fn new(buffer: &'b mut Buffer, theme: &'b Theme, ambiguous: Ambiguous) -> Self {
        Self {
            buffer,
            theme,
            ambiguous,
        }
    }

    /// The style of a role.
    pub fn role(&self, role: Role) -> Style {
        patch(self.theme.style(role))
    }

    /// The style of one role laid over another.
    pub fn over(&self, below: Role, above: Role) -> Style {
        self.role(below).patch(self.role(above))
    }

    /// Empties every cell.
    pub fn clear(&mut self) {
        let style = self.role(Role::Text);
        for cell in &mut self.buffer.content {
            cell.reset();
            cell.set_style(style);
        }
    }

    /// Lays a style over an area.
    pub fn shade(&mut self, area: Area, style: Style) {
        for y in area.y..area.y + area.height {
            for x in area.x..area.x + area.width {
                if let Some(cell) = self.buffer.cell_mut(Position::new(x, y)) {
                    cell.set_style(style);
                }
            }
        }
    }

    /// Writes `text` from the left of `area`'s first row; returns columns used.
    pub fn line<'t>(&mut self, area: Area, text: impl Into<Clean<&'t str>>, role: Role) -> u16 {
        let style = self.role(role);
        let shown = clip::clip(text.into(), area.width as usize, self.ambiguous);
        self.put(area, 0, &shown, |_| style)
    }

    /// Writes `text` at the right of `area`'s first row; returns columns used.
    pub fn line_right<'t>(
        &mut self,
        area: Area,
        text: impl Into<Clean<&'t str>>,
        style: Style,
    ) -> u16 {
        let text = text.into();
        let columns = (width::text(&text, self.ambiguous) as u16).min(area.width);
        let place = Area {
            x: area.x + area.width - columns,
            width: columns,
            ..area
        };
        self.put(place, 0, text, |_| style)
    }

    /// Writes `text` into the first row of `area`; `from` is the column that the
    /// text's line starts at left of it (tabs count from there), `style` gives
    /// the style of the cluster at a byte offset. Returns columns used.
    pub fn put<'t>(
        &mut self,
        area: Area,
        from: usize,
        text: impl Into<Clean<&'t str>>,
        style: impl Fn(usize) -> Style,
    ) -> u16 {
        let text = text.into();
        let mut column = 0_usize;
        for (at, piece) in Clusters::new(text.as_str()) {
            let piece = text.piece(at..at + piece.len());
            let after = width::advance(from + column, &piece, self.ambiguous) - from;
            if after > area.width as usize {
                break;
            }
            let x = area.x + column as u16;
            self.cluster(
                Position::new(x, area.y),
                piece,
                (after - column) as u16,
                style(at),
            );
            column = after;
        }
        column as u16
    }

    /// Writes one cluster over `columns` cells.
    fn cluster(&mut self, at: Position, piece: Clean<&str>, columns: u16, style: Style) {
        for x in at.x..at.x + columns {
            if let Some(cell) = self.buffer.cell_mut(Position::new(x, at.y)) {
                let below = cell.style();
                cell.reset();
                cell.set_style(below.patch(style));
            }
        }
        let Some(cell) = self.buffer.cell_mut(at) else {
            return;
        };
        if piece == "\t" {
            return;
        }
        if columns == 2 && self.ambiguous.erases() && width::is_ambiguous(&piece) {
            // ECH: a terminal that draws it narrow leaves a blank, not what was there.
            cell.set_symbol(&format!("\x1b[2X{piece}"));
        } else if width::is_bare_mark(&piece) {
            // A mark without a letter needs one to stand on.
            cell.set_symbol(&format!(" {piece}"));
        } else {
            cell.set_symbol(&piece);
        }
        if cell.cell_width() != columns
            && let Some(forced) = NonZeroU16::new(columns)
        {
            cell.set_diff_option(CellDiffOption::ForcedWidth(forced));
        }
    }

    /// Writes the clusters of a line in the places that the layout gave them;
    /// `style` gives the style of the cluster at a byte of the line's text. A
    /// reading goes into the row above, where `area` has one.
    pub fn placed<'t>(
        &mut self,
        area: Area,
        clusters: impl Iterator<Item = Placed<'t>>,
        style: impl Fn(usize) -> Style,
        above: Style,
    ) {
        let text = area.y + area.height.saturating_sub(1);
        let right = area.x.saturating_add(area.width);
        for placed in clusters {
            let x = area.x.saturating_add(placed.column as u16);
            if x.saturating_add(placed.columns as u16) > right {
                break;
            }
            let at = Position::new(x, text);
            self.cluster(at, placed.piece, placed.columns as u16, style(placed.at));
            if let Some((column, reading)) = placed.reading.filter(|_| area.height > 1) {
                let x = area.x.saturating_add(column as u16).min(right);
                let room = Area {
                    x,
                    width: right - x,
                    ..area
                };
                self.put(room, 0, reading, |_| above);
            }
        }
    }

    /// Writes a text that stands in vertical squares, of two cells each, down
    /// from the top of `area`.
    pub fn down<'t>(
        &mut self,
        area: Area,
        squares: impl Iterator<Item = Placed<'t>>,
        forms: bool,
        style: impl Fn(usize) -> Style,
    ) {
        for placed in squares.take_while(|placed| placed.column < area.height as usize) {
            let form = vertical::form(&placed.piece).filter(|_| forms);
            let square = Area {
                y: area.y + placed.column as u16,
                width: 2,
                height: 1,
                ..area
            };
            let style = style(placed.at);
            let piece = form.map_or(placed.piece, Clean::from);
            self.put(square, 0, piece, |_| style);
        }
    }

    fn setting(&self, area: Area, text: &str) -> Setting {
        Setting {
            measure: (area.width as usize).max(2),
            ambiguous: self.ambiguous,
            level: Level::Basic,
            lang: Lang::detect(text),
            ..Setting::default()
        }
    }

    /// Sets the first line of a short text as [`Canvas::paragraph`] does; returns
    /// the text that follows it.
    pub fn first_line<'t>(
        &mut self,
        area: Area,
        text: Clean<&'t str>,
        role: Role,
    ) -> Clean<&'t str> {
        let line = wrap::lines(&text, self.setting(area, &text)).next();
        let (end, next) = line.map_or((text.len(), text.len()), |line| (line.end, line.next));
        self.line(area, text.piece(..end), role);
        text.piece(next..)
    }

    /// Sets a short text as a paragraph; returns rows used.
    pub fn paragraph<'t>(
        &mut self,
        area: Area,
        text: impl Into<Clean<&'t str>>,
        role: Role,
    ) -> u16 {
        let text = text.into();
        let style = self.role(role);
        let setting = self.setting(area, &text);
        let mut rows = 0;
        for line in wrap::lines(&text, setting).take(area.height as usize) {
            let shown = text.piece(line.start..line.end);
            self.put(
                Area {
                    y: area.y + rows,
                    ..area
                },
                0,
                shown,
                |_| style,
            );
            rows += 1;
        }
        rows
    }
}

#[cfg(test)]
mod tests;
