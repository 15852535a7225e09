//! All commands with their keys, narrowed by typing: the help (`?`) and the
//! command prompt (`:`) are the same overlay.
//!
//! Invariant: it lists exactly the commands that exist, from the one table.

use super::command::{Command, Group};
use super::key_docs::help_rows;
use super::keymap::Keymap;
use super::line::Line;
use crate::i18n::Texts;
use crate::text::Clean;
use crate::text::clean::line;
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
    pub entries: Vec<Entry>,
}

/// One line of the overlay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The command; of a family (the nine digits) the first.
    pub command: Command,
    pub group: Group,
    /// Its keys, as the user has bound them.
    pub keys: Clean,
    pub meaning: Clean,
}

impl Palette {
    /// Everything, nothing typed.
    pub fn new(purpose: Purpose, keymap: &Keymap, texts: &Texts) -> Self {
        let mut palette = Self {
            purpose,
            line: Line::default(),
            cursor: 0,
            entries: Vec::new(),
        };
        palette.narrow(keymap, texts);
        palette
    }

    /// Keeps the entries that hold every word typed, in name, meaning or keys.
    pub fn narrow(&mut self, keymap: &Keymap, texts: &Texts) {
        let typed = self.line.text().trim().to_owned();
        let words: Vec<String> = typed.split_whitespace().map(fold).collect();
        let keeps = |entry: &Entry| {
            let hay = fold(&format!(
                "{} {} {}",
                entry.command.id(),
                entry.meaning,
                entry.keys
            ));
            words.iter().all(|word| hay.contains(word.as_str()))
        };
        let mut entries = self.all(keymap, texts);
        entries.retain(|entry| entry.keys.split(' ').any(|key| key == typed) || keeps(entry));
        if self.purpose == Purpose::Call {
            // The command whose name begins with what was typed stands first.
            let rank = |id: &str| (id != typed, !id.starts_with(&typed));
            entries.sort_by_key(|entry| rank(entry.command.id()));
        }
        self.entries = entries;
        self.cursor = 0;
    }

    fn all(&self, keymap: &Keymap, texts: &Texts) -> Vec<Entry> {
        let mut entries = Vec::new();
        for row in help_rows(keymap) {
            // The prompt calls each command of a family, but none that edits it.
            let commands = match self.purpose {
                Purpose::Help => row.commands.get(..1).unwrap_or_default(),
                Purpose::Call if row.group == Group::Typing => &[],
                Purpose::Call => &row.commands,
            };
            entries.extend(commands.iter().map(|&command| Entry {
                command,
                group: row.group,
                keys: line(&row.keys.join(" ")),
                meaning: texts.text(row.message_id),
            }));
        }
        entries
    }

    /// Moves the choice.
    pub fn step(&mut self, by: isize) {
        let last = self.entries.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    /// The chosen command.
    pub fn chosen(&self) -> Option<Command> {
        self.entries.get(self.cursor).map(|entry| entry.command)
    }
}

#[cfg(test)]
mod tests;
