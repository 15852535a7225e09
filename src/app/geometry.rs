//! Where everything stands, as a value: a pure function of the window and of
//! what is shown, used by `update` (page sizes, mouse) and by drawing alike.
//!
//! Invariant: areas lie inside the window and do not overlap.

use crate::config::Look;

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    pub x: u16,
    pub y: u16,
    pub width: u16,
    pub height: u16,
}

impl Area {
    /// Whether the cell lies inside.
    pub fn contains(self, column: u16, row: u16) -> bool {
        column >= self.x
            && row >= self.y
            && column - self.x < self.width
            && row - self.y < self.height
    }
}

/// What decides the layout besides the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The reader has something to show.
    pub reader: bool,
    /// The focus is on the reader.
    pub on_reader: bool,
    /// `z`: the page alone.
    pub alone: bool,
}

/// The window from which on list and page stand side by side, in columns.
pub const WIDE: u16 = 100;
/// The smallest window, in columns and rows.
pub const SMALLEST: (u16, u16) = (20, 5);
/// Columns between list and page.
const GUTTER: u16 = 2;

/// The layout of one frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Geometry {
    pub window: Area,
    /// The window is smaller than [`SMALLEST`]: one line says so.
    pub too_small: bool,
    /// Title or prompt, then the rows of the list.
    pub list_title: Option<Area>,
    pub list: Option<Area>,
    /// The pane of the page, margins included.
    pub page: Option<Area>,
    pub status: Area,
}

impl Geometry {
    /// The layout of a window of `columns` × `rows`.
    pub fn new(columns: u16, rows: u16, shown: Shown) -> Self {
        let wide = columns >= WIDE && !(shown.alone && shown.reader && shown.on_reader);
        Self::placed(columns, rows, wide, shown.on_reader)
    }

    /// The layout of such a window with a list and nothing else.
    pub fn of_list(columns: u16, rows: u16) -> Self {
        Self::placed(columns, rows, false, false)
    }

    fn placed(columns: u16, rows: u16, wide: bool, on_reader: bool) -> Self {
        let window = Area {
            x: 0,
            y: 0,
            width: columns,
            height: rows,
        };
        let too_small = columns < SMALLEST.0 || rows < SMALLEST.1;
        let status = Area {
            y: rows.saturating_sub(1),
            height: rows.min(1),
            ..window
        };
        let mut geometry = Self {
            window,
            too_small,
            list_title: None,
            list: None,
            page: None,
            status,
        };
        if too_small {
            return geometry;
        }
        // White space above the status line where there is room for it.
        let body = rows - if rows >= 10 { 2 } else { 1 };
        if wide {
            let width = (u32::from(columns) * 36 / 100).clamp(34, 40) as u16;
            geometry.place_list(0, width, body);
            let x = width + GUTTER;
            geometry.page = Some(Area {
                x,
                y: 0,
                width: columns - x,
                height: body,
            });
        } else if on_reader {
            geometry.page = Some(Area {
                height: body,
                ..window
            });
        } else {
            geometry.place_list(0, columns, body);
        }
        geometry
    }

    fn place_list(&mut self, x: u16, width: u16, body: u16) {
        let title = Area {
            x,
            y: 0,
            width,
            height: 1,
        };
        let top = if body >= 8 { 2 } else { 1 };
        self.list_title = Some(title);
        self.list = Some(Area {
            x,
            y: top,
            width,
            height: body.saturating_sub(top),
        });
    }

    /// Whether list and page stand side by side.
    pub fn wide(&self) -> bool {
        self.list.is_some() && self.page.is_some()
    }

    /// The rows of the overlay of commands: between its prompt and its last line.
    pub fn overlay_body(&self) -> Area {
        Area {
            x: self.window.x + 2,
            y: self.window.y + 2,
            width: self.window.width.saturating_sub(4),
            height: self.window.height.saturating_sub(4),
        }
    }

    /// The text block of the page, in the middle: at most the measure wide; on a
    /// vertical page at most so many squares high, and full of columns.
    pub fn text_block(&self, look: Look) -> Area {
        let Some(pane) = self.page else {
            return Area::default();
        };
        let margin = match pane.width {
            36.. => 2,
            24..36 => 1,
            _ => 0,
        };
        let room = pane.width - 2 * margin;
        let (width, height) = if look.vertical {
            let columns = self.columns(look) as u16;
            let width = (columns * column_pitch(look)).saturating_sub(column_pitch(look) - 2);
            (width.min(room), pane.height.min(look.measure / 2).max(1))
        } else {
            (look.measure.min(room), pane.height)
        };
        Area {
            x: pane.x + (pane.width - width) / 2,
            width,
            height: height.min(pane.height),
            ..pane
        }
    }

    /// Where a cell lies on the page: the row from the top of the text block (on a
    /// vertical page the column from its right), and how far into it.
    pub fn row_at(&self, look: Look, column: u16, row: u16) -> (u16, u16) {
        let block = self.text_block(look);
        let into = row.saturating_sub(block.y);
        if look.vertical {
            let right = (block.x + block.width).saturating_sub(1);
            (right.saturating_sub(column) / column_pitch(look), into)
        } else {
            (into, column.saturating_sub(block.x))
        }
    }

    /// Columns of a vertical page.
    pub fn columns(&self, look: Look) -> usize {
        let Some(pane) = self.page else {
            return 1;
        };
        let pitch = column_pitch(look);
        let room = pane.width.saturating_sub(4).max(2);
        usize::from((room + pitch - 2) / pitch).max(1)
    }
}

/// Cells from one column of a vertical page to the next, its gap included.
pub fn column_pitch(look: Look) -> u16 {
    4 + u16::from(look.line_gap)
}

#[cfg(test)]
mod tests {
    use super::*;

    const READING: Shown = Shown {
        reader: true,
        on_reader: true,
        alone: false,
    };

    fn down(look: Look) -> Look {
        look.with("direction", "vertical").unwrap()
    }

    fn overlap(a: Area, b: Area) -> bool {
        let cross = |a: u16, a_len: u16, b: u16, b_len: u16| {
            u32::from(a) < u32::from(b) + u32::from(b_len)
                && u32::from(b) < u32::from(a) + u32::from(a_len)
        };
        cross(a.x, a.width, b.x, b.width) && cross(a.y, a.height, b.y, b.height)
    }

    /// Areas lie in the window, apart from each other, the text in the page.
    #[track_caller]
    fn check(columns: u16, rows: u16, shown: Shown) {
        let g = Geometry::new(columns, rows, shown);
        let inside = |area: Area, whole: Area| {
            u32::from(area.x) + u32::from(area.width) <= u32::from(whole.x + whole.width)
                && u32::from(area.y) + u32::from(area.height) <= u32::from(whole.y + whole.height)
                && (area.x >= whole.x && area.y >= whole.y)
        };
        let parts = [g.list_title, g.list, g.page, Some(g.status)];
        let parts: Vec<Area> = parts.into_iter().flatten().collect();
        for (at, part) in parts.iter().enumerate() {
            assert!(inside(*part, g.window), "{columns}x{rows} {part:?}");
            for other in parts.iter().skip(at + 1) {
                assert!(
                    !overlap(*part, *other),
                    "{columns}x{rows} {part:?} {other:?}"
                );
            }
        }
        if let Some(page) = g.page {
            for look in [Look::default(), down(Look::default())] {
                assert!(inside(g.text_block(look), page), "{columns}x{rows}");
            }
        }
        assert_eq!(g.too_small, g.list.is_none() && g.page.is_none());
    }

    #[test]
    fn areas_stay_inside_at_every_size() {
        for on_reader in [false, true] {
            for alone in [false, true] {
                let shown = Shown {
                    reader: true,
                    on_reader,
                    alone,
                };
                for columns in 0..200 {
                    (0..50).for_each(|rows| check(columns, rows, shown));
                }
                (200..=u16::MAX).for_each(|columns| check(columns, 24, shown));
                (50..=u16::MAX).for_each(|rows| check(120, rows, shown));
            }
        }
    }

    #[test]
    fn the_text_block_stands_in_the_middle() {
        let look = Look::default();
        let block = Geometry::new(80, 24, READING).text_block(look);
        assert_eq!((block.x, block.width), (4, 72));
        assert_eq!(Geometry::new(40, 12, READING).text_block(look).width, 36);
        // 19 columns of 22 squares.
        let look = down(look);
        let geometry = Geometry::new(80, 24, READING);
        let block = geometry.text_block(look);
        assert_eq!(geometry.columns(look), 19);
        assert_eq!(geometry.row_at(look, 76, 3), (0, 3));
        assert_eq!(geometry.row_at(look, 72, 0), (1, 0));
        assert_eq!((block.x, block.width, block.height), (3, 74, 22));
    }

    #[test]
    fn side_by_side_from_one_hundred_columns_on() {
        assert!(!Geometry::new(99, 24, READING).wide());
        assert!(Geometry::new(100, 24, READING).wide());
        assert!(
            !Geometry::new(
                100,
                24,
                Shown {
                    alone: true,
                    ..READING
                }
            )
            .wide()
        );
    }
}
