//! Draws the model: cells only, from the model only.
//!
//! Invariant: drawing changes nothing and costs no more than the rows that show;
//! drawing twice gives the same cells.

mod columns;
mod encodings;
mod facts;
mod help;
mod list;
mod overlay;
mod page;
pub mod paint;
mod prompt;
mod select;
mod status;
mod style;
mod timeline;

use std::borrow::Cow;

use ratatui::buffer::Buffer;

use crate::app::{Area, Context, Focus, Model, Prompt};
use crate::config::{Role, Theme};
use crate::text::{Clean, clip};
use paint::Canvas;

/// Draws one frame. Returns the cell of the caret where one is due.
pub fn draw(model: &Model, theme: &Theme, buffer: &mut Buffer) -> Option<(u16, u16)> {
    let mut canvas = Canvas::new(buffer, theme, model.ambiguous());
    let geometry = model.geometry();
    canvas.clear();
    if geometry.window.width == 0 || geometry.window.height == 0 {
        return None;
    }
    if geometry.too_small {
        let args = [
            ("columns", model.size.0.into()),
            ("rows", model.size.1.into()),
        ];
        let words = model.texts.format("window-too-small", &args);
        canvas.line(geometry.window, &words, Role::Quiet);
        return None;
    }
    if let Some(Prompt::Palette(palette)) = &model.prompt {
        return Some(help::draw(model, palette, &mut canvas));
    }
    if let Some(Prompt::Dates(dates)) = &model.prompt {
        timeline::draw(model, dates, &mut canvas);
        return None;
    }
    if let Some(Prompt::Encodings(choice)) = &model.prompt {
        encodings::draw(model, choice, &mut canvas);
        return None;
    }
    let mut caret = None;
    if let (Some(title), Some(area)) = (geometry.list_title, geometry.list) {
        caret = list::draw(model, title, area, &mut canvas);
    }
    let on_page = geometry
        .page
        .and_then(|area| page::draw(model, area, &mut canvas));
    let find = status::draw(model, geometry.status, &mut canvas);
    caret.or(find).or(on_page)
}

/// Whether a pane's side has the focus.
fn has_focus(model: &Model, focus: Focus) -> bool {
    model.focus == focus && !matches!(model.prompt, Some(Prompt::Palette(_)))
}

/// A sentence in the middle of an empty place, set like any other text.
fn sentence<'t>(area: Area, words: impl Into<Clean<&'t str>>, role: Role, canvas: &mut Canvas<'_>) {
    let inner = Area {
        x: area.x + 2,
        width: area.width.saturating_sub(4),
        ..area
    };
    canvas.paragraph(inner, words, role);
}

/// A text from the prompt for a sentence in `room`: at most one row of columns, and
/// so little that two of them leave half of a low place to the words around them.
fn quoted<'t>(model: &Model, text: impl Into<Clean<&'t str>>, room: Area) -> Clean<Cow<'t, str>> {
    let row = room.width.saturating_sub(4) as usize;
    let columns = row * room.height.min(4) as usize / 4;
    clip::clip(text, columns, model.ambiguous())
}

/// The first key of a command, for a sentence.
fn key(model: &Model, command: crate::app::Command, context: Context) -> Clean {
    model.keymap.key_of(command, context)
}
