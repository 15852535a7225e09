//! The overlay of all commands: by group for help, by name for calling.
//!
//! Invariant: what it shows comes from the command table and the user's keys.

use super::paint::Canvas;
use super::prompt;
use super::{key, quoted};
use crate::app::command::Group;
use crate::app::palette::{Entry, Palette, Purpose};
use crate::app::{Area, Command, Context, Model};
use crate::config::Role;
use crate::text::{Clean, width};

/// A row of the overlay.
enum Row<'p> {
    Blank,
    Group(Group),
    Entry(usize, &'p Entry),
}

/// Draws the overlay over the whole window; returns the caret.
pub(super) fn draw(model: &Model, palette: &Palette, canvas: &mut Canvas<'_>) -> (u16, u16) {
    let window = model.geometry().window;
    let inner = Area {
        x: window.x + 2,
        width: window.width.saturating_sub(4),
        ..window
    };
    let close = key(model, Command::PromptCancel, Context::Prompt);
    let hint = model.texts.format("help-hint", &[("key", (&close).into())]);
    let quiet = canvas.role(Role::Quiet);
    let narrow = width::text(&hint, canvas.ambiguous) * 2 > window.width as usize;
    let used = if narrow {
        0
    } else {
        canvas.line_right(Area { height: 1, ..inner }, &hint, quiet)
    };
    let sign = match palette.purpose {
        Purpose::Help => "?",
        Purpose::Call => ":",
    };
    let top = Area {
        x: window.x,
        width: window.width.saturating_sub(used + 4),
        height: 1,
        ..window
    };
    let caret = prompt::draw(top, sign, &palette.line, canvas);
    rows(model, palette, model.geometry().overlay_body(), canvas);
    let last = Area {
        y: window.y + window.height - 1,
        height: 1,
        ..inner
    };
    let path = &model.config_path;
    let words = model
        .texts
        .format("help-other-keys", &[("path", path.into())]);
    canvas.line(last, &words, Role::Quiet);
    caret
}

fn rows(model: &Model, palette: &Palette, area: Area, canvas: &mut Canvas<'_>) {
    if palette.entries.is_empty() {
        let close = key(model, Command::PromptCancel, Context::Prompt);
        let query = quoted(model, palette.line.text(), area);
        let args = [("query", (&query).into()), ("key", (&close).into())];
        canvas.paragraph(area, &model.texts.format("empty-help", &args), Role::Quiet);
        return;
    }
    let all = all_rows(palette);
    let at = all
        .iter()
        .position(|row| matches!(row, Row::Entry(index, _) if *index == palette.cursor));
    let height = area.height as usize;
    // The choice stands in the middle, but for the ends of the list.
    let top = at
        .unwrap_or(0)
        .saturating_sub(height / 2)
        .min(all.len().saturating_sub(height));
    let names = palette
        .entries
        .iter()
        .map(|e| width::text(&label(palette, e), canvas.ambiguous))
        .max();
    let column = names.unwrap_or(0).min(area.width as usize * 2 / 5) as u16;
    for (y, row) in all.iter().skip(top).take(height).enumerate() {
        let line = Area {
            y: area.y + y as u16,
            height: 1,
            ..area
        };
        match row {
            Row::Blank => {}
            Row::Group(group) => {
                canvas.line(line, &model.texts.text(group.message_id()), Role::Title);
            }
            Row::Entry(index, entry) => self::entry(palette, *index, entry, column, line, canvas),
        }
    }
}

/// One command: its keys (or name) in a column, its meaning beside it.
fn entry(
    palette: &Palette,
    index: usize,
    entry: &Entry,
    column: u16,
    line: Area,
    canvas: &mut Canvas<'_>,
) {
    if index == palette.cursor {
        canvas.line(
            Area {
                x: line.x - 2,
                width: 1,
                ..line
            },
            "❯",
            Role::Accent,
        );
    }
    canvas.line(
        Area {
            width: column,
            ..line
        },
        label(palette, entry),
        Role::Accent,
    );
    let used = column + 2;
    let rest = Area {
        x: line.x + used,
        width: line.width.saturating_sub(used),
        ..line
    };
    let meaning = (canvas.line(rest, &entry.meaning, Role::Text) + 2).min(rest.width);
    if palette.purpose == Purpose::Call {
        let room = Area {
            x: rest.x + meaning,
            width: rest.width - meaning,
            ..rest
        };
        canvas.line(room, &entry.keys, Role::Quiet);
    }
}

fn label<'p>(palette: &Palette, entry: &'p Entry) -> Clean<&'p str> {
    match palette.purpose {
        Purpose::Help => entry.keys.view(),
        Purpose::Call => entry.command.id().into(),
    }
}

fn all_rows(palette: &Palette) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    let mut group = None;
    for (index, entry) in palette.entries.iter().enumerate() {
        if palette.purpose == Purpose::Help && group != Some(entry.group) {
            if group.is_some() {
                rows.push(Row::Blank);
            }
            rows.push(Row::Group(entry.group));
            group = Some(entry.group);
        }
        rows.push(Row::Entry(index, entry));
    }
    rows
}
