//! From keys to commands: the default map of the command table with the user's
//! entries over it. Sequences of several keys wait as `Pending`.
//!
//! Invariant: in one context no two commands have the same sequence, and none
//! has a sequence that begins another command's; so no key ever waits in vain.

use super::command::{Command, Context};
use crate::config::{KeyEntry, Problem, ProblemKind};
use crate::keys::{Key, parse_sequence, print_sequence, show_sequence, stand_in};
use crate::text::clean::line;
use crate::text::{Clean, joined};

/// What a key means after the keys that are pending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup {
    Command(Command),
    /// The beginning of a longer sequence: keep the key and wait.
    Pending,
    /// Nothing: drop the pending keys. Where text is typed, the key types.
    None,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Binding {
    context: Context,
    keys: Vec<Key>,
    command: Command,
}

/// Which keys call which commands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    /// In the order of the table; the user's entries in the order of the file.
    bindings: Vec<Binding>,
}

impl Default for Keymap {
    /// The map of the command table.
    fn default() -> Self {
        let mut bindings = Vec::new();
        for command in Command::ALL {
            for context in command.contexts() {
                let sequences = command.default_keys().iter();
                for keys in sequences.filter_map(|keys| parse_sequence(keys).ok()) {
                    bindings.push(Binding {
                        context: *context,
                        keys,
                        command: *command,
                    });
                }
            }
        }
        Self { bindings }
    }
}

impl Keymap {
    /// The default map with the entries of `[keys]` over it. An entry replaces
    /// the keys of its command and takes them from other commands in the same
    /// context, unless an earlier entry has them.
    pub fn with_overrides(entries: &[KeyEntry]) -> (Self, Vec<Problem>) {
        let mut keymap = Self::default();
        let mut own: Vec<Binding> = Vec::new();
        let mut problems = Vec::new();
        for entry in entries {
            let Some(command) = Command::parse(&entry.command) else {
                problems.push(unknown_command(entry));
                continue;
            };
            keymap.bindings.retain(|b| b.command != command);
            for (keys, line) in &entry.sequences {
                match bind(&own, command, keys) {
                    Ok(bindings) => own.extend(bindings),
                    Err(kind) => problems.push(Problem { line: *line, kind }),
                }
            }
        }
        keymap
            .bindings
            .retain(|default| own.iter().all(|own| !own.collides(default)));
        keymap.bindings.extend(own);
        (keymap, problems)
    }

    /// What `key` means in a context after the `pending` keys, all as pressed.
    /// A key that is bound itself comes before the key that it stands for.
    pub fn lookup(&self, context: Context, pending: &[Key], key: Key) -> Lookup {
        let pressed: Vec<Key> = pending
            .iter()
            .chain([&key])
            .map(|k| k.canonical())
            .collect();
        let found = self.find(context, &pressed);
        // Where text is typed, a full-width letter is that letter.
        if found != Lookup::None || context == Context::Prompt {
            return found;
        }
        let meant: Vec<Key> = pressed.iter().map(|key| stand_in(*key)).collect();
        self.find(context, &meant)
    }

    fn find(&self, context: Context, keys: &[Key]) -> Lookup {
        let here = || self.bindings.iter().filter(|b| b.context == context);
        if let Some(binding) = here().find(|b| b.keys == keys) {
            Lookup::Command(binding.command)
        } else if here().any(|b| b.keys.starts_with(keys)) {
            Lookup::Pending
        } else {
            Lookup::None
        }
    }

    /// The sequences that call a command in a context, in their notation.
    pub fn keys_of(&self, command: Command, context: Context) -> Vec<String> {
        self.bindings
            .iter()
            .filter(|b| b.command == command && b.context == context)
            .map(|b| print_sequence(&b.keys))
            .collect()
    }

    /// The first sequence that calls a command, as messages show it (`Esc`);
    /// its id after a colon where no key does.
    pub fn key_of(&self, command: Command, context: Context) -> Clean {
        let mut bindings = self.bindings.iter();
        bindings
            .find(|b| b.command == command && b.context == context)
            .map_or_else(
                || joined![":", command.id()],
                |b| line(&show_sequence(&b.keys)),
            )
    }
}

impl Binding {
    /// Whether another command's binding cannot stand beside this one.
    fn collides(&self, other: &Self) -> bool {
        self.context == other.context
            && self.command != other.command
            && (self.keys.starts_with(&other.keys) || other.keys.starts_with(&self.keys))
    }
}

/// The bindings of one sequence of an entry, beside those of earlier entries.
fn bind(own: &[Binding], command: Command, keys: &[Key]) -> Result<Vec<Binding>, ProblemKind> {
    let mut bindings = Vec::new();
    for context in command.contexts() {
        let types = keys.iter().any(|key| key.typed().is_some());
        if *context == Context::Prompt && types {
            let key = print_sequence(keys);
            return Err(ProblemKind::KeyTypes { key });
        }
        let binding = Binding {
            context: *context,
            keys: keys.to_vec(),
            command,
        };
        if let Some(earlier) = own.iter().find(|own| own.collides(&binding)) {
            return Err(ProblemKind::KeyTaken {
                key: print_sequence(&binding.keys),
                command: earlier.command.id().to_owned(),
            });
        }
        bindings.push(binding);
    }
    Ok(bindings)
}

fn unknown_command(entry: &KeyEntry) -> Problem {
    Problem {
        line: entry.line,
        kind: ProblemKind::UnknownCommand {
            name: entry.command.clone(),
            nearest: Command::nearest(&entry.command).map(|near| near.id().to_owned()),
        },
    }
}

#[cfg(test)]
mod tests;
