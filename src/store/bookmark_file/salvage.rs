//! A file that does not parse, block by block and line by line: what one flipped bit,
//! a cut or a slip of the hand has broken costs the line that it is in, not the rest.
//!
//! Invariant: whatever the text, the result is a document that this program can edit;
//! blocks that parse by themselves are in it as they were.

use toml_edit::{Document, DocumentMut, Value};

use super::edit::id_of;
use super::{BOOKMARKS, VERSION, parse};
use crate::article::ArticleId;
use crate::text::clean;

/// The line that begins a bookmark.
const HEADER: &str = "[[bookmark]]";

/// Digits of an id.
const ID_DIGITS: usize = 16;

/// The version that a text says it is of before its first table, where it is newer.
pub(super) fn newer(text: &str) -> Option<i64> {
    let top = text
        .lines()
        .take_while(|line| !line.trim_start().starts_with('['));
    let said = top.filter_map(|line| line.split_once('='));
    let mut versions = said.filter(|(key, _)| key.trim() == "version");
    let value = versions.next()?.1.split('#').next()?.trim();
    value.parse().ok().filter(|version| *version > VERSION)
}

/// What can be read of a text.
pub(super) fn salvage(text: &str) -> DocumentMut {
    let top = format!("version = {VERSION}\n");
    let mended: Vec<String> = blocks(text).iter().map(Block::mended).collect();
    let whole = |blocks: &[String]| parse(&format!("{top}{}", blocks.concat())).ok();
    if let Some((document, _)) = whole(&mended) {
        return document;
    }
    // Alone each parses; together they may not: a table of the reader's own, twice.
    let mut kept: Vec<String> = Vec::new();
    for block in mended {
        kept.push(block);
        if whole(&kept).is_none() {
            kept.pop();
        }
    }
    whole(&kept).map_or_else(DocumentMut::new, |(document, _)| document)
}

/// A key with its value, a header, a comment: one line, or the lines of one value.
#[derive(Clone, Copy)]
struct Entry<'a> {
    text: &'a str,
    key: Option<&'a str>,
}

impl<'a> Entry<'a> {
    /// The first entry of a text that is not empty, and what follows it.
    fn first(text: &'a str) -> (Self, &'a str) {
        let (line, rest) = line(text);
        let pair = line.split_once('=').filter(|(key, _)| is_key(key.trim()));
        let Some((key, value)) = pair else {
            return (
                Self {
                    text: line,
                    key: None,
                },
                rest,
            );
        };
        let mut end = line.len();
        if let Some(close) = opened(value) {
            end += lines_to(rest, close);
        }
        let (whole, rest) = text.split_at_checked(end).unwrap_or((line, rest));
        let entry = Self {
            text: whole,
            key: Some(key.trim()),
        };
        (entry, rest)
    }

    fn is_header(&self) -> bool {
        self.key.is_none() && self.text.trim_start().starts_with('[')
    }

    fn is_comment(&self) -> bool {
        let text = self.text.trim();
        text.is_empty() || text.starts_with('#')
    }

    /// The entry as far as it can be read; empty where it cannot.
    fn mended(&self) -> String {
        let sound = |text: &str| Document::parse(text).is_ok();
        let plain = clean::clean(self.text).into_owned();
        if sound(self.text) {
            return ended(self.text);
        }
        if sound(&plain) {
            return ended(&plain);
        }
        let pair = self.key.zip(plain.split_once('=').map(|(_, value)| value));
        let Some((key, value)) = pair else {
            return String::new();
        };
        let value = value.trim();
        let quotes = ['"', '\''];
        let value = if value.starts_with(quotes) || value.ends_with(quotes) {
            Value::from(value.trim_matches(quotes))
        } else {
            let digits = value.find(|c: char| !c.is_ascii_digit());
            let number = value.get(..digits.unwrap_or(value.len()));
            match number.and_then(|number| number.parse::<i64>().ok()) {
                Some(number) => Value::from(number),
                None => Value::from(value),
            }
        };
        let mended = format!("{key} = {value}\n");
        if sound(&mended) {
            mended
        } else {
            String::new()
        }
    }
}

/// Entries from one header to the next, or to a key that was there before.
#[derive(Default)]
struct Block<'a> {
    entries: Vec<Entry<'a>>,
}

impl Block<'_> {
    fn mended(&self) -> String {
        let header = self.entries.iter().find(|entry| entry.is_header());
        let lines = self.entries.iter().filter(|entry| !entry.is_header());
        // The version is written anew.
        let of_top = header.is_none() && !self.has("id");
        let lines = lines.filter(|entry| !(of_top && matches!(entry.key, Some("version"))));
        let body: String = lines
            .map(|entry| {
                if entry.is_comment() {
                    ended(&clean::clean(entry.text))
                } else {
                    entry.mended()
                }
            })
            .collect();
        let id = id(&body);
        let known = id.or_else(|| self.entries.iter().find_map(|entry| digits(entry.text)));
        match (known, header) {
            (Some(_), _) if id.is_some() => format!("{HEADER}\n{body}"),
            (Some(id), _) if self.is_bookmark(header) => {
                format!("{HEADER}\nid = \"{id}\"\n{}", without_id(&body))
            }
            // A table of the reader's own.
            (_, Some(header)) => {
                let own = format!("{}{body}", ended(header.text));
                let sound = Document::parse(&own).is_ok() && !header.text.contains(BOOKMARKS);
                if sound { own } else { String::new() }
            }
            (_, None) if Document::parse(&body).is_ok() => body,
            (_, None) => String::new(),
        }
    }

    fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == Some(key))
    }

    /// Whether it looks like one: its header, or keys that only bookmarks have.
    fn is_bookmark(&self, header: Option<&Entry<'_>>) -> bool {
        let keys = ["headline", "source", "added", "block", "offset"];
        let known = keys.iter().filter(|key| self.has(key)).count();
        header.is_some_and(|header| header.text.trim() == HEADER) || known > 2
    }
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = vec![Block::default()];
    let mut rest = text;
    while !rest.is_empty() {
        let (entry, after) = Entry::first(rest);
        rest = after;
        let again = |block: &Block<'_>| entry.key.is_some_and(|key| block.has(key));
        if entry.is_header() || blocks.last().is_some_and(again) {
            blocks.push(Block::default());
        }
        if let Some(block) = blocks.last_mut() {
            block.entries.push(entry);
        }
    }
    blocks
}

/// The first line with its end, and the rest.
fn line(text: &str) -> (&str, &str) {
    let end = text.find('\n').map_or(text.len(), |at| at + 1);
    text.split_at_checked(end).unwrap_or((text, ""))
}

fn is_key(text: &str) -> bool {
    let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    !text.is_empty() && text.chars().all(bare)
}

/// What closes a value that goes on in the next line.
fn opened(value: &str) -> Option<&'static str> {
    let value = value.trim();
    for quotes in ["\"\"\"", "'''"] {
        if let Some(rest) = value.strip_prefix(quotes) {
            return (!rest.contains(quotes)).then_some(quotes);
        }
    }
    (value.starts_with('[') && !value.contains(']')).then_some("]")
}

/// The bytes of the lines up to the one that closes a value; 0 where a bookmark begins
/// before, or none does.
fn lines_to(text: &str, close: &str) -> usize {
    let mut bytes = 0;
    for line in text.split_inclusive('\n') {
        if line.trim() == HEADER {
            return 0;
        }
        bytes += line.len();
        if line.contains(close) {
            return bytes;
        }
    }
    0
}

fn ended(text: &str) -> String {
    if text.is_empty() || text.ends_with('\n') {
        text.to_owned()
    } else {
        format!("{text}\n")
    }
}

/// The id that lines of a bookmark have.
fn id(body: &str) -> Option<ArticleId> {
    let document = Document::parse(body).ok()?;
    id_of(document.as_table())
}

/// Lines without the one that should have been the id.
fn without_id(body: &str) -> String {
    let other = |line: &&str| {
        line.split_once('=')
            .is_none_or(|(key, _)| key.trim() != "id")
    };
    body.split_inclusive('\n').filter(other).collect()
}

/// The digits of an id somewhere in a line.
fn digits(text: &str) -> Option<ArticleId> {
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| word.len() == ID_DIGITS)
        .find_map(ArticleId::parse)
}
