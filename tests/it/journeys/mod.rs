//! Journeys: what a reader does, in a real terminal, from start to end. Each ends
//! in `Pty::end`, so each also checks that the terminal is left as it was found.

mod bookmarks;
mod changes;
mod copying;
mod editing;
mod encodings;
mod faults;
mod filter;
mod inputs;
mod leaving;
mod lines;
mod links;
mod looks;
mod memory;
mod mouse;
mod notes;
mod notices;
mod picking;
mod plain;
mod queries;
mod reading;
mod records;
mod standing;
mod storms;
mod streams;
mod texts;
mod widths;
mod window;

use crate::library::{Entry, landmark, library};
use crate::pty::Pty;
use crate::sandbox::Sandbox;

/// The program on its embedded library, past its first frame.
fn started(sandbox: &Sandbox) -> (Pty, Vec<Entry>) {
    let entries = library(sandbox);
    let pty = Pty::start(sandbox, &[]);
    wait_list(&pty, &entries);
    (pty, entries)
}

/// Waits until the list shows all of `entries`.
#[track_caller]
fn wait_list(pty: &Pty, entries: &[Entry]) {
    let marks: Vec<String> = entries.iter().map(|e| landmark(&e.headline)).collect();
    pty.wait_rows("all headlines", |rows| {
        marks
            .iter()
            .all(|mark| rows.iter().any(|row| row.contains(mark.as_str())))
    });
}

/// Waits until the article of `entry` is open: its lead stands on the screen.
#[track_caller]
fn wait_article(pty: &Pty, entry: &Entry) {
    pty.wait_text(&entry.opening());
}

/// Waits until the row with `text` is the chosen one.
#[track_caller]
fn wait_chosen(pty: &Pty, text: &str) {
    pty.wait_rows(&format!("{text} chosen"), |rows| {
        rows.iter()
            .any(|row| row.contains('❯') && row.contains(text))
    });
}
