//! The overlay in which an encoding is chosen: each with its name and what is written
//! in it.
//!
//! Invariant: a frame costs the rows that show.

use super::overlay::{self, Heading};
use super::paint::Canvas;
use crate::app::encodings::Encodings;
use crate::app::{Area, Command, Model};
use crate::article::Encoding;
use crate::config::Role;
use crate::text::{Clean, width};

const HEADING: Heading = Heading {
    title: "encodings-title",
    hint: "encodings-hint",
    opens: Command::Encoding,
};

/// Draws the overlay over the whole window.
pub(super) fn draw(model: &Model, encodings: &Encodings, canvas: &mut Canvas<'_>) {
    let entries = &encodings.entries;
    let names = entries.iter().map(|entry| name(model, *entry));
    let column = names.map(|name| width::text(&name, canvas.ambiguous)).max();
    let column = column.unwrap_or(0) as u16;
    let row = |index: usize, line: Area, canvas: &mut Canvas<'_>| {
        let Some(entry) = entries.get(index) else {
            return;
        };
        let first = Area {
            width: column.min(line.width * 2 / 5),
            ..line
        };
        canvas.line(first, &name(model, *entry), Role::Accent);
        let used = (first.width + 2).min(line.width);
        let rest = Area {
            x: line.x + used,
            width: line.width - used,
            ..line
        };
        canvas.line(rest, &note(model, *entry), Role::Text);
    };
    let last = overlay::draw(
        model,
        &HEADING,
        encodings.choice,
        entries.len(),
        canvas,
        row,
    );
    let args = [("encoding", encodings.now.name().into())];
    canvas.line(
        last,
        &model.texts.format("encodings-now", &args),
        Role::Quiet,
    );
}

fn name(model: &Model, entry: Option<Encoding>) -> Clean {
    match entry {
        Some(encoding) => encoding.name().into(),
        None => model.texts.text("encodings-told"),
    }
}

/// What is written in an encoding.
fn note(model: &Model, entry: Option<Encoding>) -> Clean {
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
        Some(_) => return Clean::default(),
    };
    model.texts.text(id)
}
