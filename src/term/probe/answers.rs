//! What a terminal has answered, and one cache file of what terminals answered
//! before: the key of a terminal, and the lines of the file as text.
//!
//! Invariants: a width is known only where its reply can be told from all others;
//! a line of the file that is broken is as good as none.

/// How many terminals the cache file keeps.
const MOST_LINES: usize = 32;
/// The longest value in a key, in bytes.
const MOST_VALUE: usize = 48;
/// The longest key, in bytes; those that [`key`] makes are shorter.
const MOST_KEY: usize = 512;

/// How a terminal draws a kind of characters of ambiguous width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// One column.
    Narrow,
    /// Two columns.
    Wide,
}

impl Width {
    /// The width in columns, 1 or 2; None for all other numbers.
    pub const fn of(columns: u16) -> Option<Self> {
        match columns {
            1 => Some(Self::Narrow),
            2 => Some(Self::Wide),
            _ => None,
        }
    }
}

/// The widths of the three kinds; None where the terminal did not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// Punctuation and symbols, asked with `“`.
    pub marks: Option<Width>,
    /// Letters, asked with `é`.
    pub letters: Option<Width>,
    /// Lines and blocks, asked with `│`.
    pub lines: Option<Width>,
    /// The end mark came: nothing is missing only because it was late.
    pub ended: bool,
}

impl Answers {
    /// Whether everything that was asked is known; only then is it worth keeping.
    pub const fn complete(&self) -> bool {
        self.ended && self.marks.is_some() && self.letters.is_some() && self.lines.is_some()
    }
}

/// The replies as they come, in the order of the questions.
#[derive(Debug, Default)]
pub(super) struct Replies {
    widths: [Option<Width>; 3],
    count: usize,
    ended: bool,
}

impl Replies {
    /// The cursor stood in this column, from 1, behind a character at the first.
    pub(super) fn column(&mut self, column: u16) {
        // Behind the end mark nothing is an answer to us.
        if self.ended {
            return;
        }
        if let Some(width) = self.widths.get_mut(self.count) {
            *width = Width::of(column.saturating_sub(1));
        }
        self.count = self.count.saturating_add(1);
    }

    /// The end mark came.
    pub(super) fn end(&mut self) {
        self.ended = true;
    }

    pub(super) fn ended(&self) -> bool {
        self.ended
    }

    /// The widths. One reply too many, or too few before the end mark: then nobody
    /// knows whose they are.
    pub(super) fn answers(&self) -> Answers {
        let asked = self.widths.len();
        let odd = self.count > asked || self.ended && self.count != asked;
        let [marks, letters, lines] = if odd { [None; 3] } else { self.widths };
        Answers {
            marks,
            letters,
            lines,
            ended: self.ended,
        }
    }
}

/// The key of the terminal in the cache file, by its environment: one line of
/// printable ASCII. Different fonts and options of one terminal have the same key:
/// what is kept is a first guess and does not replace asking.
pub fn key(env: &dyn Fn(&str) -> Option<String>) -> String {
    let value = |name: &str| env(name).filter(|value| !value.is_empty());
    let mut key = format!("TERM={}", tidy(&value("TERM").unwrap_or_default()));
    for name in ["TERM_PROGRAM", "TERM_PROGRAM_VERSION", "VTE_VERSION"] {
        if let Some(value) = value(name) {
            key.push_str(&[" ", name, "=", &tidy(&value)].concat());
        }
    }
    // Their values are other ones in every window.
    for name in ["WT_SESSION", "TMUX", "ZELLIJ", "STY"] {
        if value(name).is_some() {
            key.push(' ');
            key.push_str(name);
        }
    }
    key
}

/// A value that cannot be taken for anything else in a key.
fn tidy(value: &str) -> String {
    let clean = |c: char| if c.is_ascii_graphic() { c } else { '_' };
    value.chars().take(MOST_VALUE).map(clean).collect()
}

/// The terminals of a cache file, in the order of its lines; broken lines are
/// left out. Each is complete.
pub fn parse(text: &str) -> Vec<(String, Answers)> {
    let mut known: Vec<(String, Answers)> = Vec::new();
    for (key, answers) in text.lines().filter_map(parse_line) {
        known.retain(|(other, _)| *other != key);
        known.push((key, answers));
    }
    let surplus = known.len().saturating_sub(MOST_LINES);
    known.drain(..surplus);
    known
}

fn parse_line(line: &str) -> Option<(String, Answers)> {
    let (key, widths) = line.split_once('\t')?;
    let known = |columns: &str| {
        let widths = [Some(Width::Narrow), Some(Width::Wide)];
        widths.into_iter().find(|width| digit(*width) == columns)
    };
    let mut widths = widths.split(' ').map(|columns| known(columns).flatten());
    let answers = Answers {
        marks: widths.next()?,
        letters: widths.next()?,
        lines: widths.next()?,
        ended: true,
    };
    let whole = widths.next().is_none() && answers.complete() && is_key(key);
    whole.then(|| (key.to_owned(), answers))
}

/// A width as the file says it; nothing where it is not known.
fn digit(width: Option<Width>) -> &'static str {
    match width {
        Some(Width::Narrow) => "1",
        Some(Width::Wide) => "2",
        None => "",
    }
}

fn is_key(key: &str) -> bool {
    let printable = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
    !key.is_empty() && key.len() <= MOST_KEY && key.bytes().all(printable)
}

/// The text of the cache file with the answers of a terminal, which becomes the
/// last line; the first ones make room. Answers that are not complete, or a key
/// that is none, change nothing but that broken lines go.
pub fn with(text: &str, key: &str, answers: Answers) -> String {
    let mut known = parse(text);
    if answers.complete() && is_key(key) {
        known.retain(|(other, _)| other != key);
        known.push((key.to_owned(), answers));
    }
    let surplus = known.len().saturating_sub(MOST_LINES);
    let mut written = String::new();
    for (key, answers) in known.iter().skip(surplus) {
        let [marks, letters, lines] = [answers.marks, answers.letters, answers.lines].map(digit);
        written.push_str(&[key, "\t", marks, " ", letters, " ", lines, "\n"].concat());
    }
    written
}

#[cfg(test)]
mod tests;
