//! The commands with their keys, grouped for reading: the rows of the help
//! overlay, and `docs/keys.md`.
//!
//! Invariant: every command stands in exactly one row of the whole help.

use std::fmt::Write;

use super::command::{Command, Context, Group};
use super::keymap::Keymap;
use crate::i18n::{Language, Texts};
use crate::text::clean::join;

/// One line of the help: what some keys do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelpRow {
    pub group: Group,
    /// The commands of the row: one, or a family such as the nine digits.
    pub commands: Vec<Command>,
    /// Keys in their notation, without doubles; runs of digits as `1-9`.
    pub keys: Vec<String>,
    /// Where the keys apply.
    pub contexts: &'static [Context],
    /// The id of the description in `i18n`.
    pub message_id: &'static str,
}

/// All rows, by group, in the order of the table. A command without a key has
/// a row too: the `:` prompt still calls it.
pub fn help_rows(keymap: &Keymap) -> Vec<HelpRow> {
    let mut rows: Vec<HelpRow> = Vec::new();
    for command in Command::ALL {
        let mut keys: Vec<String> = Vec::new();
        for context in command.contexts() {
            for key in keymap.keys_of(*command, *context) {
                if !keys.contains(&key) {
                    keys.push(key);
                }
            }
        }
        match rows.last_mut() {
            Some(last) if last.message_id == command.message_id() => {
                last.commands.push(*command);
                last.keys.extend(keys);
            }
            _ => rows.push(HelpRow {
                group: command.group(),
                commands: vec![*command],
                keys,
                contexts: command.contexts(),
                message_id: command.message_id(),
            }),
        }
    }
    for row in &mut rows {
        row.keys = digits_joined(std::mem::take(&mut row.keys));
    }
    rows
}

/// The keys with digits that follow each other as one range.
fn digits_joined(keys: Vec<String>) -> Vec<String> {
    let digit = |key: &str| key.parse::<u8>().ok().filter(|digit| *digit < 10);
    let mut joined: Vec<String> = Vec::new();
    let mut last = None;
    for key in keys {
        let now = digit(&key);
        let follows = now.is_some() && now == last.map(|last| last + 1);
        last = now;
        match joined.last_mut() {
            Some(range) if follows => {
                let first = range.split('-').next().unwrap_or_default();
                *range = format!("{first}-{key}");
            }
            _ => joined.push(key),
        }
    }
    joined
}

const HEAD: &str = "# Keys

<!-- Generated from the table in src/app/command.rs; `YUE_UPDATE=1 cargo test` rewrites it. -->

`?` shows this list inside yue, in your language, and searches it. `:` calls a command by its \
name. Any key can be changed: see [config.md](config.md), `[keys]`.
";

const TAIL: &str = "
## How keys are written

A printable key is itself: `j`, `G`, `?`. All others stand in angle brackets: `<Enter>`, `<Esc>`, \
`<Tab>`, `<Space>`, `<Backspace>`, `<Delete>`, `<Insert>`, `<Up>`, `<Down>`, `<Left>`, `<Right>`, \
`<Home>`, `<End>`, `<PageUp>`, `<PageDown>`, `<F1>` to `<F12>`, and `<lt>` for `<`. `C-` is \
Control, `A-` is Alt, `S-` is Shift (for keys that are not printable): `<C-d>`, `<A-b>`, \
`<S-Tab>`. Several keys after each other are written after each other: `gg`.

Most terminals send the same for `<C-i>` and `<Tab>`, for `<C-m>` and `<Enter>`, for `<C-[>` and \
`<Esc>`, and for `<S-Space>` and `<Space>`.

## With an input method on

Full-width forms and the marks that an input method sends count as the keys they stand for: `ｊ` \
is `j`, `／` and `、` are `/`, `？` is `?`, `：` is `:`, `【】` are `[ ]`, `《》` are `<` and `>`. With \
a Korean layout jamo count as the letters of their keys: `ㅓ` is `j`. A key that is bound itself \
goes first. Where text is typed, everything is text.

## The mouse

The wheel scrolls, a click chooses; while text is selected, a click moves the cursor. `mouse = false` in `config.toml` leaves the mouse to the \
terminal.
";

/// The text of `docs/keys.md`.
pub fn keys_markdown() -> String {
    let texts = Texts::new(Language::En);
    let rows = help_rows(&Keymap::default());
    let mut text = HEAD.to_owned();
    for group in Group::ALL {
        let _ = write!(
            text,
            "\n## {}\n\n| keys | what | where | command |\n|---|---|---|---|\n",
            texts.text(group.message_id())
        );
        for row in rows.iter().filter(|row| row.group == group) {
            let keys: Vec<String> = row.keys.iter().map(|key| code(key)).collect();
            let contexts = row.contexts.iter();
            let contexts = contexts.map(|context| texts.text(context.message_id()));
            let _ = writeln!(
                text,
                "| {} | {} | {} | {} |",
                keys.join(" "),
                texts.text(row.message_id),
                join(contexts, ", "),
                command_names(&row.commands),
            );
        }
    }
    text.push_str(TAIL);
    text
}

/// Keys and meaning of each command, and where it applies, in English, for the
/// manual page.
pub fn manual_rows() -> Vec<(String, String)> {
    let texts = Texts::new(Language::En);
    let row = |row: HelpRow| {
        let contexts = row.contexts.iter();
        let contexts = join(contexts.map(|c| texts.text(c.message_id())), ", ");
        let meaning = format!("{} ({contexts})", texts.text(row.message_id));
        (row.keys.join("  "), meaning)
    };
    help_rows(&Keymap::default()).into_iter().map(row).collect()
}

fn command_names(commands: &[Command]) -> String {
    match commands {
        [first, .., last] => format!("`{}` to `{}`", first.id(), last.id()),
        [command] => format!("`{}`", command.id()),
        [] => String::new(),
    }
}

/// A key as Markdown code inside a table.
fn code(key: &str) -> String {
    match key {
        "|" => "`\\|`".to_owned(),
        key if key.contains('`') => format!("`` {key} ``"),
        key => format!("`{key}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_one_row() {
        let mut commands: Vec<Command> = help_rows(&Keymap::default())
            .into_iter()
            .flat_map(|row| row.commands)
            .collect();
        commands.sort_unstable();
        assert_eq!(commands, Command::ALL);
    }

    #[test]
    fn digits_are_one_row() {
        let rows = help_rows(&Keymap::default());
        let row = rows.iter().find(|row| row.commands.len() > 1);
        assert_eq!(
            row.map(|row| row.keys.clone()),
            Some(vec!["1-9".to_owned()])
        );
    }

    #[test]
    fn only_runs_are_joined() {
        let joined = |keys: &[&str]| digits_joined(keys.iter().map(|k| (*k).to_owned()).collect());
        assert_eq!(
            joined(&["1", "2", "x", "4", "6", "7", "8"]),
            ["1-2", "x", "4", "6-8"]
        );
        assert_eq!(joined(&["-", "="]), ["-", "="]);
    }

    #[test]
    fn all_texts_are_there() {
        for language in Language::ALL {
            let texts = Texts::new(*language);
            let commands = Command::ALL.iter().map(|c| c.message_id());
            let groups = Group::ALL.iter().map(|g| g.message_id());
            let contexts = Context::ALL.iter().map(|c| c.message_id());
            for id in commands.chain(groups).chain(contexts) {
                assert!(texts.has(id), "{id} in {}", language.tag());
            }
        }
    }
}
