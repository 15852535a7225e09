//! A mistake in `config.toml`: the line, what is wrong, and the nearest valid
//! name. Plain data; the words come from `i18n`.

use crate::i18n::{Arg, Texts};
use crate::text::Clean;
use crate::text::clean::{join, line};

/// A mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// From 1.
    pub line: usize,
    pub kind: ProblemKind,
}

/// What is wrong. Names are as written in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// Not TOML; the parser's words, in English.
    Syntax {
        detail: String,
    },
    UnknownSetting {
        name: String,
        nearest: Option<String>,
    },
    NeedsFolders {
        name: String,
    },
    NeedsCommand {
        name: String,
    },
    NeedsChoice {
        name: String,
        choices: &'static [&'static str],
        nearest: Option<String>,
    },
    NeedsNumber {
        name: String,
        least: u32,
        most: u32,
    },
    NeedsSwitch {
        name: String,
    },
    /// A part such as `[keys]` is given as a value.
    NeedsTable {
        name: String,
    },
    /// Not a list of keys.
    NeedsKeys {
        name: String,
    },
    /// A text that is no key.
    BadKey {
        key: String,
        nearest: Option<String>,
    },
    UnknownCommand {
        name: String,
        nearest: Option<String>,
    },
    /// Bound to another command by an earlier entry.
    KeyTaken {
        key: String,
        command: String,
    },
    /// A printable key bound where text is typed.
    KeyTypes {
        key: String,
    },
}

impl Problem {
    /// The mistake in words: `line 3: unknown setting "mesure"; did you mean
    /// "measure"?`
    pub fn describe(&self, texts: &Texts) -> Clean {
        let what = self.kind.describe(texts);
        let what = match self.kind.nearest() {
            Some(nearest) => texts.format(
                "config-did-you-mean",
                &[
                    ("what", Arg::from(&what)),
                    ("nearest", Arg::from(&line(nearest))),
                ],
            ),
            None => what,
        };
        texts.format(
            "config-line",
            &[("line", self.line.into()), ("what", Arg::from(&what))],
        )
    }
}

impl ProblemKind {
    /// What it quotes of the file is cleaned.
    fn describe(&self, texts: &Texts) -> Clean {
        let named = |id: &str, name: &str| texts.format(id, &[("name", Arg::from(&line(name)))]);
        let keyed = |id: &str, key: &str| texts.format(id, &[("key", Arg::from(&line(key)))]);
        match self {
            Self::Syntax { detail } => {
                texts.format("config-syntax", &[("detail", Arg::from(&line(detail)))])
            }
            Self::UnknownSetting { name, .. } => named("config-unknown-setting", name),
            Self::NeedsFolders { name } => named("config-needs-folders", name),
            Self::NeedsCommand { name } => named("config-needs-command", name),
            Self::NeedsChoice { name, choices, .. } => {
                let (name, choices) = (line(name), join(*choices, ", "));
                let args = [("name", Arg::from(&name)), ("choices", Arg::from(&choices))];
                texts.format("config-needs-choice", &args)
            }
            Self::NeedsNumber { name, least, most } => {
                let name = line(name);
                let args = [
                    ("name", Arg::from(&name)),
                    ("least", Arg::Number(u64::from(*least))),
                    ("most", Arg::Number(u64::from(*most))),
                ];
                texts.format("config-needs-number", &args)
            }
            Self::NeedsSwitch { name } => named("config-needs-switch", name),
            Self::NeedsTable { name } => named("config-needs-table", name),
            Self::NeedsKeys { name } => named("config-needs-keys", name),
            Self::BadKey { key, .. } => keyed("config-bad-key", key),
            Self::UnknownCommand { name, .. } => named("config-unknown-command", name),
            Self::KeyTaken { key, command } => {
                let (key, command) = (line(key), line(command));
                let args = [("key", Arg::from(&key)), ("command", Arg::from(&command))];
                texts.format("config-key-taken", &args)
            }
            Self::KeyTypes { key } => keyed("config-key-types", key),
        }
    }

    /// The nearest valid name, where there is one.
    pub fn nearest(&self) -> Option<&str> {
        match self {
            Self::UnknownSetting { nearest, .. }
            | Self::NeedsChoice { nearest, .. }
            | Self::BadKey { nearest, .. }
            | Self::UnknownCommand { nearest, .. } => nearest.as_deref(),
            _ => None,
        }
    }
}
