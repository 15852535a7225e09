//! The overlay in which an encoding is chosen: each with its name and what is written
//! in it.
//!
//! Invariant: a frame costs the rows that show.

use super::key;
use super::paint::Canvas;
use crate::app::encodings::Encodings;
use crate::app::{Area, Command, Context, Model};
use crate::article::Encoding;
use crate::config::Role;
use crate::text::width;

/// Draws the overlay over the whole window.
pub(super) fn draw(model: &Model, encodings: &Encodings, canvas: &mut Canvas<'_>) {
    let window = model.geometry().window;
    let inner = Area {
        x: window.x + 2,
        width: window.width.saturating_sub(4),
        height: 1,
        ..window
    };
    head(model, inner, canvas);
    let body = model.geometry().overlay_body();
    let names = encodings.entries.iter().map(|entry| name(model, *entry));
    let column = names.map(|name| width::text(&name, canvas.ambiguous)).max();
    let column = column.unwrap_or(0).min(body.width as usize * 2 / 5) as u16;
    let rows = encodings.entries.iter().enumerate().skip(encodings.top);
    for (y, (index, entry)) in rows.take(body.height as usize).enumerate() {
        let line = Area {
            y: body.y + y as u16,
            height: 1,
            ..body
        };
        if index == encodings.cursor {
            let mark = Area {
                x: window.x,
                width: 1,
                ..line
            };
            canvas.line(mark, "❯", Role::Accent);
        }
        let first = Area {
            width: column,
            ..line
        };
        canvas.line(first, &name(model, *entry), Role::Accent);
        let used = (column + 2).min(line.width);
        let rest = Area {
            x: line.x + used,
            width: line.width - used,
            ..line
        };
        canvas.line(rest, &note(model, *entry), Role::Text);
    }
    let last = Area {
        y: window.y + window.height.saturating_sub(1),
        ..inner
    };
    let args = [("encoding", encodings.now.name().into())];
    canvas.line(
        last,
        &model.texts.format("encodings-now", &args),
        Role::Quiet,
    );
}

/// What it is, and the keys that lead on where there is room for them.
fn head(model: &Model, area: Area, canvas: &mut Canvas<'_>) {
    let title = model.texts.text("encodings-title");
    let open = key(model, Command::OpenRelated, Context::Reader);
    let close = key(model, Command::Encoding, Context::Reader);
    let args = [("open", (&open).into()), ("close", (&close).into())];
    let hint = model.texts.format("encodings-hint", &args);
    canvas.line(area, &title, Role::Title);
    let columns = |text: &str| width::text(text, canvas.ambiguous);
    if columns(&title) + 2 + columns(&hint) <= area.width as usize {
        let quiet = canvas.role(Role::Quiet);
        canvas.line_right(area, &hint, quiet);
    }
}

fn name(model: &Model, entry: Option<Encoding>) -> String {
    match entry {
        Some(encoding) => encoding.name().to_owned(),
        None => model.texts.text("encodings-told"),
    }
}

/// What is written in an encoding.
fn note(model: &Model, entry: Option<Encoding>) -> String {
    let id = match entry {
        None => "encodings-in-told",
        Some(Encoding::UTF_8 | Encoding::UTF_16LE | Encoding::UTF_16BE) => "encodings-in-all",
        Some(Encoding::GB18030) => "encodings-in-simplified",
        Some(Encoding::BIG5) => "encodings-in-traditional",
        Some(Encoding::SHIFT_JIS | Encoding::EUC_JP) => "encodings-in-japanese",
        Some(Encoding::ISO_2022_JP) => "encodings-in-japanese-mail",
        Some(Encoding::EUC_KR) => "encodings-in-korean",
        Some(other) if other.name() == "windows-1258" => "encodings-in-vietnamese",
        Some(other) if other.name() == "windows-1252" => "encodings-in-western",
        Some(_) => return String::new(),
    };
    model.texts.text(id)
}
