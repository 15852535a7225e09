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
use crate::text::wrap::{self, Setting};
use crate::text::{Ambiguous, Lang, Level, clip, width};

/// A buffer with the means to write on it.
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
    pub fn line(&mut self, area: Area, text: &str, role: Role) -> u16 {
        let style = self.role(role);
        let shown = clip::clip(text, area.width as usize, self.ambiguous);
        self.put(area, 0, &shown, |_| style)
    }

    /// Writes `text` at the right of `area`'s first row; returns columns used.
    pub fn line_right(&mut self, area: Area, text: &str, style: Style) -> u16 {
        let columns = (width::text(text, self.ambiguous) as u16).min(area.width);
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
    pub fn put(
        &mut self,
        area: Area,
        from: usize,
        text: &str,
        style: impl Fn(usize) -> Style,
    ) -> u16 {
        let mut column = 0_usize;
        for (at, piece) in Clusters::new(text) {
            let after = width::advance(from + column, piece, self.ambiguous) - from;
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
    fn cluster(&mut self, at: Position, piece: &str, columns: u16, style: Style) {
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
        // A mark without a letter needs one to stand on.
        if width::is_bare_mark(piece) {
            cell.set_symbol(&format!(" {piece}"));
        } else {
            cell.set_symbol(piece);
        }
        if cell.cell_width() != columns
            && let Some(forced) = NonZeroU16::new(columns)
        {
            cell.set_diff_option(CellDiffOption::ForcedWidth(forced));
        }
    }

    fn setting(&self, area: Area, text: &str) -> Setting {
        Setting {
            measure: (area.width as usize).max(2),
            indent: 0,
            ambiguous: self.ambiguous,
            level: Level::Basic,
            lang: Lang::detect(text),
        }
    }

    /// Sets the first line of a short text as [`Canvas::paragraph`] does; returns
    /// the text that follows it.
    pub fn first_line<'t>(&mut self, area: Area, text: &'t str, role: Role) -> &'t str {
        let line = wrap::lines(text, self.setting(area, text)).next();
        let (end, next) = line.map_or((text.len(), text.len()), |line| (line.end, line.next));
        self.line(area, text.get(..end).unwrap_or(""), role);
        text.get(next..).unwrap_or("")
    }

    /// Sets a short text as a paragraph; returns rows used.
    pub fn paragraph(&mut self, area: Area, text: &str, role: Role) -> u16 {
        let style = self.role(role);
        let setting = self.setting(area, text);
        let mut rows = 0;
        for line in wrap::lines(text, setting).take(area.height as usize) {
            let shown = text.get(line.start..line.end).unwrap_or("");
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
mod tests {
    use ratatui::layout::Rect;

    use super::*;
    use crate::config::ThemeName;

    fn painted(text: &str, ambiguous: Ambiguous) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
        let theme = Theme::new(ThemeName::Terminal, true);
        let mut canvas = Canvas::new(&mut buffer, &theme, ambiguous);
        let area = Area {
            x: 0,
            y: 0,
            width: 12,
            height: 1,
        };
        canvas.put(area, 0, text, |_| Style::default());
        buffer
    }

    fn widths(buffer: &Buffer) -> Vec<(String, u16)> {
        let mut out = Vec::new();
        let mut x = 0;
        while x < buffer.area.width {
            let cell = &buffer[(x, 0)];
            out.push((cell.symbol().to_owned(), cell.cell_width()));
            x += cell.cell_width().max(1);
        }
        out
    }

    #[test]
    fn every_cluster_covers_what_was_counted() {
        for (text, ambiguous, expected) in [
            ("ｶﾞa", Ambiguous::Narrow, &[("ｶﾞ", 2), ("a", 1)][..]),
            ("“新”", Ambiguous::Wide, &[("“", 2), ("新", 2), ("”", 2)]),
            ("“新”", Ambiguous::Narrow, &[("“", 1), ("新", 2), ("”", 1)]),
            (
                "❤\u{FE0F}x",
                Ambiguous::Narrow,
                &[("❤\u{FE0F}", 2), ("x", 1)],
            ),
        ] {
            let got = widths(&painted(text, ambiguous));
            let want: Vec<(String, u16)> = expected
                .iter()
                .map(|(s, w)| ((*s).to_owned(), *w))
                .collect();
            assert_eq!(&got[..want.len()], want, "{text}");
        }
    }

    #[test]
    fn writing_over_a_forced_cell_leaves_no_trace() {
        let mut buffer = painted("““", Ambiguous::Wide);
        let theme = Theme::new(ThemeName::Terminal, true);
        let mut canvas = Canvas::new(&mut buffer, &theme, Ambiguous::Wide);
        let area = Area {
            x: 0,
            y: 0,
            width: 12,
            height: 1,
        };
        canvas.put(area, 0, "ab", |_| Style::default());
        assert_eq!(
            widths(&buffer)[..2],
            [("a".to_owned(), 1), ("b".to_owned(), 1)]
        );
    }

    #[test]
    fn a_wide_character_is_whole_or_absent() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 5, 1));
        let theme = Theme::new(ThemeName::Terminal, true);
        let mut canvas = Canvas::new(&mut buffer, &theme, Ambiguous::Narrow);
        let area = Area {
            x: 0,
            y: 0,
            width: 5,
            height: 1,
        };
        assert_eq!(canvas.put(area, 0, "河内会", |_| Style::default()), 4);
        assert_eq!(buffer[(4, 0)].symbol(), " ");
    }
}
