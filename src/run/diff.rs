//! What differs between two frames, cell by cell, as a terminal must be told.
//! ratatui's own comparison takes the cells under a wide cluster for blank, and
//! they are not: a terminal may show half a cluster there, or a mark of its own.
//!
//! Invariant: the cell of every cluster of the new frame is either shown as it is
//! already or told; a cell that a cluster covers is never told.

use ratatui::buffer::{Buffer, Cell, CellWidth};

/// The cells to be written, row by row from the left.
pub(super) fn diff<'n>(shown: &Buffer, next: &'n Buffer) -> Vec<(u16, u16, &'n Cell)> {
    let width = next.area.width as usize;
    let mut told = Vec::new();
    if width == 0 || shown.area != next.area {
        return told;
    }
    let rows = shown.content.chunks(width).zip(next.content.chunks(width));
    for (y, (old, new)) in rows.enumerate() {
        // The columns up to which an old and a new cluster reach.
        let (mut old_end, mut new_end) = (0, 0);
        for (x, (before, cell)) in old.iter().zip(new).enumerate() {
            let stood = x >= old_end;
            if stood {
                old_end = x + columns(before);
            }
            if x < new_end {
                continue;
            }
            new_end = x + columns(cell);
            if !stood || before != cell {
                told.push((x as u16, y as u16, cell));
            }
        }
    }
    told
}

fn columns(cell: &Cell) -> usize {
    usize::from(cell.cell_width()).max(1)
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;

    use super::*;
    use crate::app::Area;
    use crate::config::{Role, Theme, ThemeName};
    use crate::text::Ambiguous;
    use crate::ui::paint::Canvas;

    fn frame(text: &'static str, ambiguous: Ambiguous) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
        let theme = Theme::new(ThemeName::Terminal, true);
        let area = Area {
            width: 8,
            height: 1,
            ..Area::default()
        };
        Canvas::new(&mut buffer, &theme, ambiguous).line(area, text, Role::Text);
        buffer
    }

    #[track_caller]
    fn check(old: &'static str, new: &'static str, ambiguous: Ambiguous, expected: &[(u16, &str)]) {
        let (old, new) = (frame(old, ambiguous), frame(new, ambiguous));
        let told: Vec<(u16, &str)> = diff(&old, &new)
            .iter()
            .map(|(x, _, cell)| (*x, cell.symbol()))
            .collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn only_what_differs_is_told() {
        let narrow = Ambiguous::NARROW;
        check("中文ab", "中文ab", narrow, &[]);
        check("中文ab", "中国ab", narrow, &[(2, "国")]);
        check("ab", "中", narrow, &[(0, "中")]);
    }

    #[test]
    fn what_stood_under_a_cluster_is_told() {
        let narrow = Ambiguous::NARROW;
        check("ｶﾞ", "", narrow, &[(0, " "), (1, " ")]);
        check("中", "a", narrow, &[(0, "a"), (1, " ")]);
        check("a中", "中", narrow, &[(0, "中"), (2, " ")]);
    }

    #[test]
    fn covered_cells_are_not_told() {
        check(
            "abcd",
            "㊗\u{FE0F}cd",
            Ambiguous::NARROW,
            &[(0, "㊗\u{FE0F}")],
        );
        // The blank behind the erased pair takes the other half of 中 away.
        check(
            "a中b",
            "“",
            Ambiguous::SAFE,
            &[(0, "\x1b[2X“"), (2, " "), (3, " ")],
        );
    }
}
