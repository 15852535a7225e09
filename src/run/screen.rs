//! Frames onto the terminal: only the cells that changed, in one write, inside a
//! synchronized update, so that no terminal shows half a frame.
//!
//! Invariant: `shown` is what the terminal shows; after `forget` it is unknown
//! and everything is written anew.

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::diff::diff;
use crate::app::Model;
use crate::config::Theme;
use crate::term::{self, Session};
use crate::ui;

/// Begin and end of a synchronized update (DEC private mode 2026).
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// The terminal's screen as the program sees it.
pub(super) struct Screen {
    terminal: term::Screen,
    /// The bytes of a frame, kept for their room.
    bytes: Vec<u8>,
    theme: Theme,
    shown: Option<Buffer>,
    /// The buffer of the last frame but one, used again.
    spare: Buffer,
    caret: bool,
}

impl Screen {
    /// An unknown screen.
    pub(super) fn new(session: &Session, theme: Theme) -> Self {
        Self {
            terminal: session.screen(),
            bytes: Vec::new(),
            theme,
            shown: None,
            spare: Buffer::default(),
            caret: true,
        }
    }

    /// What the terminal shows is unknown: the next frame is written whole.
    pub(super) fn forget(&mut self) {
        self.shown = None;
        // Whoever had the terminal has shown its cursor.
        self.caret = true;
    }

    /// Draws the model.
    pub(super) fn draw(&mut self, model: &Model) -> io::Result<()> {
        let area = Rect::new(0, 0, model.size.0, model.size.1);
        let mut next = std::mem::take(&mut self.spare);
        next.resize(area);
        let caret = ui::draw(model, &self.theme, &mut next);
        let known = self.shown.take().filter(|shown| shown.area == area);
        let unknown = known.is_none();
        let shown = known.unwrap_or_else(|| Buffer::empty(area));
        self.bytes.clear();
        self.bytes.extend_from_slice(BEGIN);
        // Onto bytes, not onto the terminal: the backend flushes in between.
        let mut backend = CrosstermBackend::new(&mut self.bytes);
        if unknown {
            backend.clear_region(ClearType::All)?;
        }
        if self.caret {
            backend.hide_cursor()?;
        }
        backend.draw(diff(&shown, &next).into_iter())?;
        if let Some((x, y)) = caret {
            backend.set_cursor_position(Position::new(x, y))?;
            backend.show_cursor()?;
        }
        self.caret = caret.is_some();
        self.bytes.extend_from_slice(END);
        self.terminal.write_all(&self.bytes)?;
        self.terminal.flush()?;
        self.spare = shown;
        self.shown = Some(next);
        Ok(())
    }
}
