//! The table of settings: name, what it takes, default, meaning, and where its
//! value goes. `[keys]` is not in it: its names are the commands of the program.
//!
//! Invariant: the defaults of the table are the values of `Config::default()`.

use crate::i18n::Language;
use crate::keys::Key;
use crate::text::{Ambiguous, Level};

/// A theme that comes with the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ThemeName {
    /// The terminal's own colours.
    #[default]
    Terminal,
    Light,
    Dark,
}

/// The settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Folders of the library as written, `~/` not expanded.
    pub library: Vec<String>,
    /// The language of the interface; None: the environment decides.
    pub lang: Option<Language>,
    pub theme: ThemeName,
    /// Columns of the text block.
    pub measure: u16,
    pub kinsoku: Level,
    pub ambiguous_width: Ambiguous,
    pub mouse: bool,
    /// Characters read in a minute.
    pub reading_speed: u32,
    /// The entries of `[keys]`, in file order.
    pub keys: Vec<KeyEntry>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            library: Vec::new(),
            lang: None,
            theme: ThemeName::Terminal,
            measure: 72,
            kinsoku: Level::Basic,
            ambiguous_width: Ambiguous::Narrow,
            mouse: true,
            reading_speed: 500,
            keys: Vec::new(),
        }
    }
}

/// One entry of `[keys]`: the keys are valid, the command not yet looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyEntry {
    /// The command id as written.
    pub command: String,
    /// Line of the entry, from 1.
    pub line: usize,
    /// Sequences with the line each stands in; empty unbinds the command.
    pub sequences: Vec<(Vec<Key>, usize)>,
}

/// What a setting takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Folders,
    Choice(&'static [&'static str]),
    Number { least: u32, most: u32 },
    Switch,
}

/// A value of the right kind, within its bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Folders(Vec<String>),
    /// One of the choices.
    Choice(&'static str),
    Number(u32),
    Switch(bool),
}

/// One row of the table.
pub(super) struct Setting {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    /// The default, as TOML.
    pub(super) default: &'static str,
    /// What it means, for `docs/config.md`.
    pub(super) doc: &'static str,
    /// Puts a value of `kind` in its place.
    pub(super) apply: fn(&mut Config, Value),
}

const LANGUAGES: &[&str] = &["auto", "en", "zh-Hans"];
const THEMES: &[&str] = &["terminal", "light", "dark"];
const KINSOKU: &[&str] = &["none", "basic", "gb", "strict"];
const WIDTHS: &[&str] = &["narrow", "wide"];

pub(super) const SETTINGS: &[Setting] = &[
    Setting {
        name: "library",
        kind: Kind::Folders,
        default: "[]",
        doc: "Folders whose articles (`.txt`, `.md`, also in folders below) belong to the \
              library, beside the ones that come with yue and those in its data folder. \
              `~/` is the home folder.",
        apply: |config, value| {
            if let Value::Folders(folders) = value {
                config.library = folders;
            }
        },
    },
    Setting {
        name: "lang",
        kind: Kind::Choice(LANGUAGES),
        default: "\"auto\"",
        doc: "The language of the interface. `auto` takes it from `LC_ALL`, `LC_MESSAGES` or \
              `LANG`. The flag `--lang` goes before it.",
        apply: |config, value| {
            if let Value::Choice(name) = value {
                config.lang = Language::parse(name);
            }
        },
    },
    Setting {
        name: "theme",
        kind: Kind::Choice(THEMES),
        default: "\"terminal\"",
        doc: "`terminal` uses the terminal's own colours; `light` and `dark` bring theirs. With \
              `NO_COLOR` in the environment no theme has colours.",
        apply: |config, value| {
            if let Value::Choice(name) = value {
                config.theme = match name {
                    "light" => ThemeName::Light,
                    "dark" => ThemeName::Dark,
                    _ => ThemeName::Terminal,
                };
            }
        },
    },
    Setting {
        name: "measure",
        kind: Kind::Number {
            least: 32,
            most: 88,
        },
        default: "72",
        doc: "How long lines are at most, in columns; a Han character takes two.",
        apply: |config, value| {
            if let Value::Number(columns) = value {
                config.measure = columns as u16;
            }
        },
    },
    Setting {
        name: "kinsoku",
        kind: Kind::Choice(KINSOKU),
        default: "\"basic\"",
        doc: "Which characters must not stand at the start or the end of a line. `none`: a line \
              may end anywhere between two characters; `basic`: no stop or closing mark at a \
              start, no opening mark at an end; `gb`: also no `/` at an end; `strict`: also no \
              dash or ellipsis, no small kana, `ー` or `々` at a start.",
        apply: |config, value| {
            if let Value::Choice(name) = value {
                config.kinsoku = match name {
                    "none" => Level::None,
                    "gb" => Level::Gb,
                    "strict" => Level::Strict,
                    _ => Level::Basic,
                };
            }
        },
    },
    Setting {
        name: "ambiguous-width",
        kind: Kind::Choice(WIDTHS),
        default: "\"narrow\"",
        doc: "Whether the terminal draws characters such as `“`, `…` and `—` one column wide \
              (`narrow`) or two (`wide`). Where lines look ragged, try the other.",
        apply: |config, value| {
            if let Value::Choice(name) = value {
                config.ambiguous_width = match name {
                    "wide" => Ambiguous::Wide,
                    _ => Ambiguous::Narrow,
                };
            }
        },
    },
    Setting {
        name: "mouse",
        kind: Kind::Switch,
        default: "true",
        doc: "Whether the wheel scrolls and clicks choose. `false` leaves the mouse to the \
              terminal, so that text can be marked with it.",
        apply: |config, value| {
            if let Value::Switch(on) = value {
                config.mouse = on;
            }
        },
    },
    Setting {
        name: "reading-speed",
        kind: Kind::Number {
            least: 50,
            most: 5000,
        },
        default: "500",
        doc: "Characters that you read in a minute, for the reading time under the headline.",
        apply: |config, value| {
            if let Value::Number(characters) = value {
                config.reading_speed = characters;
            }
        },
    },
];

/// The name of the part that binds keys.
pub(super) const KEYS: &str = "keys";
