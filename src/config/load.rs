//! Reads `config.toml`. Each mistake is reported with its line and costs the
//! setting it stands in; a line that is not TOML is left out.
//!
//! Invariant: never fails; whatever the text is, there is a `Config`.

use toml_edit::{Document, Item, Key as TomlKey, TableLike};

use super::nearest;
use super::problem::{Problem, ProblemKind};
use super::schema::{Config, KEYS, KeyEntry, Kind, SETTINGS, Setting, Value};
use crate::keys::{Code, Key, key_names, parse_sequence};
use crate::text::clean::clean;

/// Lines that are not TOML are left out up to this many; beyond, nothing is used.
const MAX_BROKEN_LINES: usize = 16;

/// The settings in a text, and every mistake in it, by line.
pub fn load(text: &str) -> (Config, Vec<Problem>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (document, mut problems) = parse(text);
    let mut config = Config::default();
    if let Some(document) = document {
        let lines = Lines::new(document.raw());
        let mut loader = Loader {
            config: &mut config,
            problems: &mut problems,
            lines,
        };
        loader.root(document.as_table());
    }
    problems.sort_by_key(|problem| problem.line);
    (config, problems)
}

/// Parses as much as is TOML: a line with a mistake is emptied and the rest is
/// tried again. Where that does not help, only the first mistake is reported.
fn parse(text: &str) -> (Option<Document<String>>, Vec<Problem>) {
    let mut lines: Vec<&str> = text.split('\n').collect();
    let mut problems: Vec<Problem> = Vec::new();
    for _ in 0..MAX_BROKEN_LINES {
        let source = lines.join("\n");
        let starts = Lines::new(&source);
        let error = match Document::parse(source) {
            Ok(document) => return (Some(document), problems),
            Err(error) => error,
        };
        let at = error.span().map_or(0, |span| span.start);
        // An unclosed string is found at the line end or beyond: go back to text.
        let broken = (0..starts.line_of(at)).rev().find(|index| {
            lines
                .get(*index)
                .is_some_and(|line| !line.trim().is_empty())
        });
        let Some(line) = broken.and_then(|index| lines.get_mut(index)) else {
            break;
        };
        *line = "";
        problems.push(Problem {
            line: broken.map_or(1, |index| index + 1),
            kind: ProblemKind::Syntax {
                detail: error.message().replace('\n', ", "),
            },
        });
    }
    problems.truncate(1);
    (None, problems)
}

/// Where lines start, to turn a byte offset into a line.
struct Lines {
    /// Byte offsets of all line ends.
    ends: Vec<usize>,
}

impl Lines {
    fn new(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self {
            ends: ends.map(|(at, _)| at).collect(),
        }
    }

    /// The line of a byte offset, from 1.
    fn line_of(&self, at: usize) -> usize {
        self.ends.partition_point(|end| *end < at) + 1
    }
}

struct Loader<'a> {
    config: &'a mut Config,
    problems: &'a mut Vec<Problem>,
    lines: Lines,
}

impl Loader<'_> {
    fn root(&mut self, table: &dyn TableLike) {
        for (name, _) in table.iter() {
            let Some((key, item)) = table.get_key_value(name) else {
                continue;
            };
            let line = self.line(key, item);
            let setting = SETTINGS.iter().find(|setting| setting.name == name);
            match (setting, item.as_table_like()) {
                (Some(setting), _) => self.setting(setting, item, line),
                (None, Some(keys)) if name == KEYS => self.keys(keys),
                (None, None) if name == KEYS => {
                    let name = name.to_owned();
                    self.report(line, ProblemKind::NeedsTable { name });
                }
                _ => self.unknown(name, line),
            }
        }
    }

    fn setting(&mut self, setting: &Setting, item: &Item, line: usize) {
        match value_of(setting, item) {
            Ok(value) => setting.apply(self.config, value),
            Err(kind) => self.report(line, kind),
        }
    }

    fn unknown(&mut self, name: &str, line: usize) {
        let names = SETTINGS.iter().map(|setting| setting.name);
        let kind = ProblemKind::UnknownSetting {
            name: name.to_owned(),
            nearest: nearest(name, names.chain([KEYS])).map(str::to_owned),
        };
        self.report(line, kind);
    }

    fn keys(&mut self, table: &dyn TableLike) {
        for (name, _) in table.iter() {
            let Some((key, item)) = table.get_key_value(name) else {
                continue;
            };
            let line = self.line(key, item);
            if let Some(sequences) = self.sequences(name, item, line) {
                self.config.keys.push(KeyEntry {
                    command: name.to_owned(),
                    line,
                    sequences,
                });
            }
        }
    }

    /// The valid sequences of an entry; None where the command keeps its
    /// default keys because nothing in the entry can be used.
    fn sequences(
        &mut self,
        name: &str,
        item: &Item,
        line: usize,
    ) -> Option<Vec<(Vec<Key>, usize)>> {
        let needs_keys = || ProblemKind::NeedsKeys {
            name: name.to_owned(),
        };
        let mut texts: Vec<(&str, usize)> = Vec::new();
        match (item.as_str(), item.as_array()) {
            (Some(text), _) => texts.push((text, line)),
            (None, Some(array)) => {
                for value in array {
                    let at = value.span().map_or(line, |s| self.lines.line_of(s.start));
                    match value.as_str() {
                        Some(text) => texts.push((text, at)),
                        None => self.report(at, needs_keys()),
                    }
                }
                if array.is_empty() {
                    return Some(Vec::new());
                }
            }
            (None, None) => self.report(line, needs_keys()),
        }
        let mut sequences = Vec::new();
        for (text, line) in texts {
            match parse_sequence(text) {
                Ok(keys) if keys.iter().all(|key| can_be_shown(*key)) => {
                    sequences.push((keys, line));
                }
                _ => self.report(line, bad_key(text)),
            }
        }
        (!sequences.is_empty()).then_some(sequences)
    }

    /// The line of an entry, from 1.
    fn line(&self, key: &TomlKey, item: &Item) -> usize {
        let span = key.span().or_else(|| item.span());
        span.map_or(1, |span| self.lines.line_of(span.start))
    }

    fn report(&mut self, line: usize, kind: ProblemKind) {
        self.problems.push(Problem { line, kind });
    }
}

/// The value of a setting, or what it needs instead.
fn value_of(setting: &Setting, item: &Item) -> Result<Value, ProblemKind> {
    let name = || setting.name.to_owned();
    match setting.kind {
        Kind::Folders => texts(item)
            .filter(|folders| folders.iter().all(|folder| !folder.is_empty()))
            .map(Value::Folders)
            .ok_or_else(|| ProblemKind::NeedsFolders { name: name() }),
        Kind::Command => texts(item)
            .filter(|words| words.first().is_none_or(|word| !word.is_empty()))
            .map(Value::Command)
            .ok_or_else(|| ProblemKind::NeedsCommand { name: name() }),
        Kind::Choice(choices) => {
            // Numbers among the choices may be written as numbers.
            let number = item.as_integer().map(|number| number.to_string());
            let text = item.as_str().or(number.as_deref());
            let choice = choices.iter().find(|choice| Some(**choice) == text);
            choice
                .map(|choice| Value::Choice(choice))
                .ok_or_else(|| ProblemKind::NeedsChoice {
                    name: name(),
                    choices,
                    nearest: text
                        .and_then(|text| nearest(text, choices.iter().copied()))
                        .map(str::to_owned),
                })
        }
        Kind::Number { least, most } => item
            .as_integer()
            .and_then(|number| u32::try_from(number).ok())
            .filter(|number| (least..=most).contains(number))
            .map(Value::Number)
            .ok_or_else(|| ProblemKind::NeedsNumber {
                name: name(),
                least,
                most,
            }),
        Kind::Switch => item
            .as_bool()
            .map(Value::Switch)
            .ok_or_else(|| ProblemKind::NeedsSwitch { name: name() }),
    }
}

/// A list of nothing but texts.
fn texts(item: &Item) -> Option<Vec<String>> {
    let texts = item.as_array()?.iter();
    texts
        .map(|value| value.as_str().map(str::to_owned))
        .collect()
}

/// Whether the help can show a key as it is: a control, or what changes the
/// order of a line, would reach the terminal from there.
fn can_be_shown(key: Key) -> bool {
    match key.code {
        Code::Char(c) => {
            let mut bytes = [0; 4];
            let text: &str = c.encode_utf8(&mut bytes);
            !c.is_control() && clean(text) == text
        }
        _ => true,
    }
}

fn bad_key(text: &str) -> ProblemKind {
    let names: Vec<String> = key_names().collect();
    ProblemKind::BadKey {
        key: text.to_owned(),
        nearest: nearest(text, names.iter().map(String::as_str)).map(str::to_owned),
    }
}

#[cfg(test)]
mod tests;
