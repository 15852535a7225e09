//! A list that lies over the whole window: which of its entries is chosen, which row
//! shows first, and how commands and the mouse move both.
//!
//! Invariant: the cursor is an entry that exists, or 0, in sight of the rows that show;
//! no row is blank while entries could show there.

use super::event::{Mouse, MouseKind};
use super::model::Model;
use super::{Area, Command};

/// The chosen entry, and the window on the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Index of the chosen entry.
    pub cursor: usize,
    /// Index of the entry in the first row.
    pub top: usize,
}

/// How much there is of a list, and how many rows it has to show it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent {
    pub(super) count: usize,
    pub(super) height: usize,
}

impl Extent {
    /// So many entries in the overlay of the window.
    pub(super) fn of(model: &Model, count: usize) -> Self {
        let height = rows(model);
        Self { count, height }
    }
}

/// Rows that an overlay has for its entries; at least one.
pub(super) fn rows(model: &Model) -> usize {
    model.geometry().overlay_body().height.max(1) as usize
}

impl Choice {
    /// Entry `cursor` is chosen and stands in the middle, where there is room.
    pub(super) fn at(cursor: usize, extent: Extent) -> Self {
        let top = cursor.saturating_sub(extent.height / 2);
        let mut choice = Self { cursor, top };
        choice.show(extent);
        choice
    }

    /// Moves the choice.
    pub(super) fn step(&mut self, by: isize, extent: Extent) {
        self.cursor = self.cursor.saturating_add_signed(by);
        self.show(extent);
    }

    /// Moves the window; the cursor stays inside it. Where all shows, moves the choice.
    pub(super) fn scroll(&mut self, by: isize, extent: Extent) {
        let most = extent.count.saturating_sub(extent.height);
        if most == 0 {
            return self.step(by.signum(), extent);
        }
        self.top = self.top.saturating_add_signed(by).min(most);
        let last = self.top + extent.height.max(1) - 1;
        self.cursor = self.cursor.clamp(self.top, last);
        self.show(extent);
    }

    /// Brings the window to the cursor, without blank rows while others could show.
    pub(super) fn show(&mut self, extent: Extent) {
        let (height, count) = (extent.height.max(1), extent.count);
        self.cursor = self.cursor.min(count.saturating_sub(1));
        let highest = (self.cursor + 1).saturating_sub(height);
        self.top = self.top.clamp(highest, self.cursor);
        self.top = self.top.min(count.saturating_sub(height));
    }

    /// Takes a command that moves; false where it does not.
    pub(super) fn moved(&mut self, command: Command, extent: Extent) -> bool {
        use Command as C;
        let page = extent.height.saturating_sub(1).max(1) as isize;
        let half = (extent.height / 2).max(1) as isize;
        let by = match command {
            C::MoveDown | C::NextRelated => 1,
            C::MoveUp | C::PreviousRelated => -1,
            C::HalfPageDown => half,
            C::HalfPageUp => -half,
            C::PageDown => page,
            C::PageUp => -page,
            C::GoFirst => isize::MIN,
            C::GoLast => isize::MAX,
            _ => return false,
        };
        self.step(by, extent);
        true
    }

    /// Takes the mouse in: the wheel moves, by `by` rows, and a click in `body` chooses.
    /// True where it chose what was chosen before.
    pub(super) fn mouse(&mut self, mouse: Mouse, by: isize, body: Area, extent: Extent) -> bool {
        if mouse.kind != MouseKind::Press {
            self.scroll(by, extent);
            return false;
        }
        let row = mouse.row.checked_sub(body.y);
        let clicked = row
            .filter(|row| *row < body.height)
            .map(|row| self.top + row as usize)
            .filter(|index| *index < extent.count);
        let again = clicked == Some(self.cursor);
        self.cursor = clicked.unwrap_or(self.cursor);
        again
    }
}

/// What a command means to a list that it does not move in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    Accept,
    Close,
    /// Another part of the program knows it.
    Elsewhere,
    /// The page is not to be seen, so nothing happens to it.
    Nothing,
}

impl Meant {
    /// What `command` means where `opens` has opened the list.
    pub(super) fn by(command: Command, opens: Command) -> Self {
        use Command as C;
        match command {
            C::OpenRelated => Self::Accept,
            C::Back | C::BackOrLeave => Self::Close,
            C::Leave | C::Help | C::CommandPrompt | C::Redraw | C::Suspend => Self::Elsewhere,
            other if other == opens => Self::Close,
            _ => Self::Nothing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extent(count: usize, height: usize) -> Extent {
        Extent { count, height }
    }

    #[test]
    fn the_cursor_shows_and_no_row_is_blank_whatever_moves() {
        let commands = [
            Command::MoveDown,
            Command::MoveUp,
            Command::HalfPageDown,
            Command::PageUp,
            Command::GoLast,
            Command::GoFirst,
            Command::PageDown,
        ];
        for count in 0..9 {
            for height in 0..6 {
                let extent = extent(count, height);
                let mut choice = Choice::at(count / 2, extent);
                for (turn, command) in commands.into_iter().cycle().take(28).enumerate() {
                    assert!(choice.moved(command, extent));
                    choice.scroll(turn as isize % 5 - 2, extent);
                    assert!(choice.cursor < count.max(1));
                    let shown = choice.top..choice.top + height.max(1);
                    assert!(shown.contains(&choice.cursor), "{choice:?} {extent:?}");
                    assert!(choice.top <= count.saturating_sub(height.max(1)));
                }
                assert!(!choice.moved(Command::OpenRelated, extent));
            }
        }
    }

    #[test]
    fn the_wheel_moves_the_choice_where_all_shows() {
        let mut choice = Choice::default();
        choice.scroll(3, extent(4, 10));
        assert_eq!(choice, Choice { cursor: 1, top: 0 });
        choice.scroll(3, extent(40, 10));
        assert_eq!(choice, Choice { cursor: 3, top: 3 });
    }

    #[test]
    fn a_click_chooses_and_the_second_says_so() {
        let body = Area {
            x: 2,
            y: 2,
            width: 10,
            height: 3,
        };
        let mut choice = Choice { cursor: 4, top: 4 };
        let mut click = |row: u16| {
            let mouse = Mouse {
                kind: MouseKind::Press,
                column: 5,
                row,
            };
            let again = choice.mouse(mouse, 3, body, extent(6, 3));
            (choice.cursor, again)
        };
        assert_eq!([1, 5, 4].map(&mut click), [(4, false); 3]);
        assert_eq!(click(3), (5, false));
        assert_eq!(click(3), (5, true));
    }
}
