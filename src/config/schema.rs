//! The table of settings: name, what it takes, default, meaning, and where its
//! value goes. `[keys]` is not in it: its names are the commands of the program.
//!
//! Invariant: the defaults of the table are the values of `Config::default()`.

use super::look::{Look, Paragraphs, Width};
use crate::i18n::Language;
use crate::keys::Key;
use crate::lexicon::{Script, Tones};
use crate::text::{Hang, Lang, Level};

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
    /// How pages look, unless a key has changed it.
    pub look: Look,
    pub mouse: bool,
    /// The finder takes zh for z, n for l, ing for in, and so on.
    pub sloppy_pinyin: bool,
    /// The finder reads kanji by their Japanese readings.
    pub kanji_romaji: bool,
    /// Characters, and words of other scripts, read in a minute.
    pub reading_speed: u32,
    pub reading_speed_words: u32,
    /// A program that takes what is copied on its standard input; empty: none.
    pub copy_command: Vec<String>,
    /// The entries of `[keys]`, in file order.
    pub keys: Vec<KeyEntry>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            library: Vec::new(),
            lang: None,
            theme: ThemeName::Terminal,
            look: Look::default(),
            mouse: true,
            sloppy_pinyin: false,
            kanji_romaji: false,
            reading_speed: 500,
            reading_speed_words: 240,
            copy_command: Vec::new(),
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
    /// A program and its arguments.
    Command,
    Choice(&'static [&'static str]),
    Number {
        least: u32,
        most: u32,
    },
    Switch,
}

/// A value of the right kind, within its bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Folders(Vec<String>),
    Command(Vec<String>),
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
    pub(super) place: Place,
}

/// Where a value goes.
pub(super) enum Place {
    /// Into the configuration.
    Config(fn(&mut Config, Value)),
    /// Into the look of pages, where keys can change it.
    Look {
        put: fn(&mut Look, Value),
        get: fn(&Look) -> Value,
    },
}

impl Setting {
    /// Puts a value of the right kind in its place.
    pub(super) fn apply(&self, config: &mut Config, value: Value) {
        match self.place {
            Place::Config(put) => put(config, value),
            Place::Look { put, .. } => put(&mut config.look, value),
        }
    }
}

/// A setting of the page that is one of several, each with its name.
macro_rules! chosen {
    ($name:literal, $field:ident, [$($choice:literal => $value:expr),+], $default:literal, $doc:literal) => {
        Setting {
            name: $name,
            kind: Kind::Choice(&[$($choice),+]),
            default: concat!("\"", $default, "\""),
            doc: $doc,
            place: Place::Look {
                put: |look, value| match value {
                    $(Value::Choice($choice) => look.$field = $value,)+
                    _ => {}
                },
                get: |look| {
                    let names = [$(($choice, $value)),+];
                    let found = names.iter().find(|(_, value)| *value == look.$field);
                    Value::Choice(found.map_or("", |(name, _)| name))
                },
            },
        }
    };
}

const LANGUAGES: &[&str] = &["auto", "en", "zh-Hans"];
const THEMES: &[&str] = &["terminal", "light", "dark"];

pub(super) const SETTINGS: &[Setting] = &[
    Setting {
        name: "library",
        kind: Kind::Folders,
        default: "[]",
        doc: "Folders whose articles (`.txt`, `.md`, also in folders below) belong to the \
              library, beside the ones that come with yue and those in its data folder. \
              `~/` is the home folder.",
        place: Place::Config(|config, value| {
            if let Value::Folders(folders) = value {
                config.library = folders;
            }
        }),
    },
    Setting {
        name: "lang",
        kind: Kind::Choice(LANGUAGES),
        default: "\"auto\"",
        doc: "The language of the interface. `auto` takes it from `LC_ALL`, `LC_MESSAGES` or \
              `LANG`. The flag `--lang` goes before it.",
        place: Place::Config(|config, value| {
            if let Value::Choice(name) = value {
                config.lang = Language::parse(name);
            }
        }),
    },
    Setting {
        name: "theme",
        kind: Kind::Choice(THEMES),
        default: "\"terminal\"",
        doc: "`terminal` uses the terminal's own colours; `light` and `dark` bring theirs. With \
              `NO_COLOR` in the environment no theme has colours.",
        place: Place::Config(|config, value| {
            if let Value::Choice(name) = value {
                config.theme = match name {
                    "light" => ThemeName::Light,
                    "dark" => ThemeName::Dark,
                    _ => ThemeName::Terminal,
                };
            }
        }),
    },
    Setting {
        name: "measure",
        kind: Kind::Number {
            least: 32,
            most: 88,
        },
        default: "72",
        doc: "How long lines are at most, in columns; a Han character takes two. On a vertical \
              page a column has half as many characters. `yue print` has `--width`.",
        place: Place::Look {
            put: |look, value| {
                if let Value::Number(columns) = value {
                    look.measure = columns as u16;
                }
            },
            get: |look| Value::Number(u32::from(look.measure)),
        },
    },
    chosen!(
        "kinsoku", kinsoku,
        ["none" => Level::None, "basic" => Level::Basic, "gb" => Level::Gb, "strict" => Level::Strict],
        "basic",
        "Which characters must not stand at the start or the end of a line. `none`: a line \
         may end anywhere between two characters; `basic`: no stop or closing mark at a \
         start, no opening mark at an end; `gb`: also no `/` at an end; `strict`: also no \
         dash or ellipsis, no small kana, `ー` or `々` at a start."
    ),
    chosen!(
        "hang", hang,
        ["auto" => None, "off" => Some(Hang::Off), "half" => Some(Hang::Half), "full" => Some(Hang::Full)],
        "auto",
        "Whether a mark at a line's end may stick out beyond it. `half`: by the empty right half \
         of a full-width mark; `full`: whole stops and commas, and other marks by half but in Japanese. `auto` is `half` for simplified \
         Chinese, `full` for Japanese, `off` for Korean. The marks of traditional Chinese, which \
         stand in the middle of their square, never hang. `yue print` lets nothing hang unless \
         this is set to something else than `auto`."
    ),
    chosen!(
        "punctuation", restores_marks,
        ["auto" => true, "as-is" => false],
        "auto",
        "`auto` shows the marks `, : ; ( ) ? !` beside Han and kana in full width, and pairs of \
         `\"` there as curly quotes, where a source has flattened them to ASCII. Only what is \
         seen changes: what is copied, searched and saved is the source."
    ),
    chosen!(
        "autospace", autospace,
        ["on" => true, "off" => false],
        "on",
        "Whether a gap of one column parts Latin letters and digits from Han and kana. It is the \
         first thing to go where a line would otherwise not be full."
    ),
    chosen!(
        "paragraphs", paragraphs,
        ["indent" => Paragraphs::Indent, "blank" => Paragraphs::Blank],
        "indent",
        "How paragraphs are told apart: by the indent of the first line, or by a blank row."
    ),
    chosen!(
        "line-gap", line_gap,
        ["0" => 0, "1" => 1],
        "0",
        "Blank rows between lines; on a vertical page, more room between columns."
    ),
    chosen!(
        "text-lang", text_lang,
        ["auto" => None, "zh-Hans" => Some(Lang::Hans), "zh-Hant" => Some(Lang::Hant),
         "ja" => Some(Lang::Japanese), "ko" => Some(Lang::Korean)],
        "auto",
        "Whose rules texts follow. `auto` finds the language of each paragraph by its script. \
         A key sets it for one article."
    ),
    chosen!(
        "script", script,
        ["as-is" => Script::AsIs, "simplified" => Script::Simplified,
         "taiwan" => Script::Taiwan, "hong-kong" => Script::HongKong],
        "as-is",
        "Shows Chinese in simplified characters, or in traditional ones as Taiwan or Hong Kong \
         write, words included. Only what is seen changes."
    ),
    chosen!(
        "readings", readings,
        ["off" => false, "on" => true],
        "off",
        "Whether pinyin stands above Chinese, and kana above Japanese where the source has it \
         (`<ruby>`, or `漢字《かんじ》`). `yue print` has `--ruby`."
    ),
    chosen!(
        "tones", tones,
        ["marks" => Tones::Marks, "numbers" => Tones::Numbers, "none" => Tones::None],
        "marks",
        "How pinyin writes tones. Letters with tone marks are of ambiguous width: in a terminal \
         that draws them wide, numbers take less room."
    ),
    chosen!(
        "readings-beyond", beyond,
        ["0" => 0, "500" => 500, "1000" => 1000, "2000" => 2000],
        "0",
        "Readings only for characters that are not among so many of the commonest."
    ),
    chosen!(
        "direction", vertical,
        ["horizontal" => false, "vertical" => true],
        "horizontal",
        "`vertical` sets lines as columns, from right to left. `yue print` has `--vertical`."
    ),
    chosen!(
        "vertical-forms", vertical_forms,
        ["on" => true, "off" => false],
        "on",
        "Whether a vertical page draws marks in their vertical forms, which some fonts lack."
    ),
    chosen!(
        "ambiguous-width", ambiguous_width,
        ["auto" => Width::Auto, "narrow" => Width::Narrow, "wide" => Width::Wide, "safe" => Width::Safe],
        "auto",
        "How wide the terminal draws characters such as `“`, `…` and `—`: one column (`narrow`) \
         or two (`wide`). `auto` asks the terminal; one that does not answer gets `safe`, which \
         is right on either kind and leaves a blank behind each such character on a narrow one. \
         tmux, screen and zellij answer for themselves, not for the terminal around them: where \
         that draws wide, say so here. `yue print` takes `auto` for `narrow` and `safe` for `wide`."
    ),
    Setting {
        name: "mouse",
        kind: Kind::Switch,
        default: "true",
        doc: "Whether the wheel scrolls and clicks choose. `false` leaves it to the terminal.",
        place: Place::Config(|config, value| {
            if let Value::Switch(on) = value {
                config.mouse = on;
            }
        }),
    },
    Setting {
        name: "sloppy-pinyin",
        kind: Kind::Switch,
        default: "false",
        doc: "Whether the finder takes `zh` `ch` `sh` for `z` `c` `s`, `n` for `l`, `ing` `eng` `ang` \
              for `in` `en` `an`, both ways.",
        place: Place::Config(|config, value| {
            if let Value::Switch(on) = value {
                config.sloppy_pinyin = on;
            }
        }),
    },
    Setting {
        name: "kanji-romaji",
        kind: Kind::Switch,
        default: "false",
        doc: "Whether the finder reads kanji by their Japanese readings: `shinbun` finds 新聞.",
        place: Place::Config(|config, value| {
            if let Value::Switch(on) = value {
                config.kanji_romaji = on;
            }
        }),
    },
    Setting {
        name: "reading-speed",
        kind: Kind::Number {
            least: 50,
            most: 5000,
        },
        default: "500",
        doc: "Characters that you read in a minute, for the reading time under the headline.",
        place: Place::Config(|config, value| {
            if let Value::Number(characters) = value {
                config.reading_speed = characters;
            }
        }),
    },
    Setting {
        name: "reading-speed-words",
        kind: Kind::Number {
            least: 50,
            most: 5000,
        },
        default: "240",
        doc: "Words that you read in a minute, in scripts that write words apart.",
        place: Place::Config(|config, value| {
            if let Value::Number(words) = value {
                config.reading_speed_words = words;
            }
        }),
    },
    Setting {
        name: "copy-command",
        kind: Kind::Command,
        default: "[]",
        doc: "A program and its arguments that gets what is copied on its standard input, such \
              as `[\"wl-copy\"]` or `[\"xclip\", \"-selection\", \"clipboard\"]`. The terminal is \
              told as well (OSC 52), which works over SSH; tmux passes it on with \
              `set -g set-clipboard on`.",
        place: Place::Config(|config, value| {
            if let Value::Command(words) = value {
                config.copy_command = words;
            }
        }),
    },
];

/// The name of the part that binds keys.
pub(super) const KEYS: &str = "keys";
