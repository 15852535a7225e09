//! What overlays with a list have in common: a title with the keys that lead on, a mark
//! at the chosen entry, a line at the end.
//!
//! Invariant: a frame costs the rows that show.

use super::key;
use super::paint::Canvas;
use crate::app::overlay::Choice;
use crate::app::{Area, Command, Context, Model};
use crate::config::Role;
use crate::text::width;

/// What an overlay is: the ids of its title and of its hint, and the command that opens
/// and closes it.
pub(super) struct Heading {
    pub(super) title: &'static str,
    pub(super) hint: &'static str,
    pub(super) opens: Command,
}

/// Draws the heading and the mark over the whole window, each row that shows with
/// `row`, by the index of its entry, and gives the line at the end.
pub(super) fn draw(
    model: &Model,
    heading: &Heading,
    choice: Choice,
    count: usize,
    canvas: &mut Canvas<'_>,
    mut row: impl FnMut(usize, Area, &mut Canvas<'_>),
) -> Area {
    let window = model.geometry().window;
    let inner = Area {
        x: window.x + 2,
        width: window.width.saturating_sub(4),
        height: 1,
        ..window
    };
    head(model, heading, inner, canvas);
    let body = model.geometry().overlay_body();
    for (y, index) in (choice.top..count).take(body.height as usize).enumerate() {
        let line = Area {
            y: body.y + y as u16,
            height: 1,
            ..body
        };
        if index == choice.cursor {
            let mark = Area {
                x: window.x,
                width: 1,
                ..line
            };
            canvas.line(mark, "❯", Role::Accent);
        }
        row(index, line, canvas);
    }
    Area {
        y: window.y + window.height.saturating_sub(1),
        ..inner
    }
}

/// What it is, and the keys that lead on where there is room for them.
fn head(model: &Model, heading: &Heading, area: Area, canvas: &mut Canvas<'_>) {
    let title = model.texts.text(heading.title);
    let open = key(model, Command::OpenRelated, Context::Reader);
    let close = key(model, heading.opens, Context::Reader);
    let args = [("open", (&open).into()), ("close", (&close).into())];
    let hint = model.texts.format(heading.hint, &args);
    canvas.line(area, &title, Role::Title);
    let columns = |text: &str| width::text(text, canvas.ambiguous);
    if columns(&title) + 2 + columns(&hint) <= area.width as usize {
        let quiet = canvas.role(Role::Quiet);
        canvas.line_right(area, &hint, quiet);
    }
}
