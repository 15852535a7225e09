//! All commands with their keys, narrowed by typing: the help (`?`) and the
//! command prompt (`:`) are the same overlay.
//!
//! Invariant: it lists exactly the commands that exist, from the one table.

use super::command::{Command, Group};
use super::keymap::Keymap;
use super::line::Line;
use crate::i18n::Texts;
use crate::text::fold::fold;

/// What the overlay was opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To look keys up, in groups.
    Help,
    /// To call a command by its name.
    Call,
}

/// The overlay's state.
#[derive(Clone, Debug)]
pub struct Palette {
    pub purpose: Purpose,
    pub line: Line,
    /// Index of the chosen entry.
    pub cursor: usize,
    /// The first entry that shows.
    pub top: usize,
    pub entries: Vec<Entry>,
}

/// One command in the overlay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub command: Command,
    pub group: Group,
    /// Its keys, as the user has bound them.
    pub keys: String,
    pub meaning: String,
}

impl Palette {
    /// Everything, nothing typed.
    pub fn new(purpose: Purpose, keymap: &Keymap, texts: &Texts) -> Self {
        let mut palette =
            Self { purpose, line: Line::default(), cursor: 0, top: 0, entries: Vec::new() };
        palette.narrow(keymap, texts);
        palette
    }

    /// Keeps the entries that hold every word typed, in id, meaning or keys.
    pub fn narrow(&mut self, keymap: &Keymap, texts: &Texts) {
        let words: Vec<String> = self.line.text().split_whitespace().map(fold).collect();
        let typed = self.line.text().trim();
        self.entries = Command::ALL
            .iter()
            .map(|&command| entry(command, keymap, texts))
            .filter(|e| self.purpose == Purpose::Help || e.group != Group::Typing)
            .filter(|e| {
                let hay = fold(&format!("{} {} {}", e.command.id(), e.meaning, e.keys));
                e.keys.split(' ').any(|key| key == typed) || words.iter().all(|w| hay.contains(w.as_str()))
            })
            .collect();
        if self.purpose == Purpose::Call {
            // The command whose name begins with what was typed stands first.
            self.entries.sort_by_key(|e| (e.command.id() != typed, !e.command.id().starts_with(typed)));
        }
        self.cursor = 0;
        self.top = 0;
    }

    /// Moves the choice.
    pub fn step(&mut self, by: isize) {
        let last = self.entries.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    /// The chosen command.
    pub fn chosen(&self) -> Option<Command> {
        self.entries.get(self.cursor).map(|e| e.command)
    }
}

fn entry(command: Command, keymap: &Keymap, texts: &Texts) -> Entry {
    let keys = keymap.all_keys_of(command).join(" ");
    let meaning = texts.text(command.message_id());
    Entry { command, group: command.group(), keys, meaning }
}
