//! A file that does not parse, block by block and line by line: what one flipped bit,
//! a cut or a slip of the hand has broken costs the line that it is in, not the rest.
//!
//! Invariant: whatever the text, the result is a document that this program can edit;
//! blocks that parse by themselves are in it as they were.

mod ahead;

use std::collections::HashSet;

use toml_edit::{Document, DocumentMut, Value};

use ahead::{Ahead, CLOSES};

use super::reading::id_of;
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
    rescue(text, &mut Work::default())
}

/// What reading a damaged text has cost, in bytes.
#[derive(Debug, Default)]
pub(super) struct Work {
    pub parsed: usize,
    pub looked: usize,
}

/// The most that is parsed to find out which of the reader's own tables go together, in
/// times of their length; behind that the rest of them is given up.
const MOST_PARSED: usize = 16;

pub(super) fn rescue(text: &str, work: &mut Work) -> DocumentMut {
    let blocks: Vec<Mended> = blocks(text, work).iter().map(Block::mended).collect();
    work.parsed += 2 * text.len();
    if let Some(document) = together(&blocks, |_| true, work) {
        return document;
    }
    // Alone nearly each parses; together they may not: a table of the reader's own, twice.
    let blocks: Vec<Mended> = blocks
        .into_iter()
        .filter(|block| parse(&block.text).is_ok())
        .collect();
    let own: Vec<&Mended> = blocks.iter().filter(|block| !block.is_bookmark).collect();
    let length: usize = own.iter().map(|block| block.text.len()).sum();
    let mut kept = Kept {
        text: String::new(),
        blocks: HashSet::new(),
        left: MOST_PARSED * (length + 1),
    };
    kept.take_what_fits(&own);
    work.parsed += MOST_PARSED * (length + 1) - kept.left;
    let fits = |block: &Mended| block.is_bookmark || kept.blocks.contains(&block.first);
    let fitting = together(&blocks, fits, work);
    let fitting = fitting.or_else(|| together(&blocks, |block| block.is_bookmark, work));
    fitting.unwrap_or_default()
}

/// The document of those blocks that are wanted, where they go together.
fn together(
    blocks: &[Mended],
    wanted: impl Fn(&Mended) -> bool,
    work: &mut Work,
) -> Option<DocumentMut> {
    let mut text = format!("version = {VERSION}\n");
    let wanted = blocks.iter().filter(|block| wanted(block));
    text.extend(wanted.map(|block| &*block.text));
    work.parsed += text.len();
    parse(&text).ok().map(|(document, _)| document)
}

/// A block as it can be read.
struct Mended {
    text: String,
    is_bookmark: bool,
    /// Where it begins.
    first: usize,
}

/// The reader's own tables that parse together.
struct Kept {
    text: String,
    blocks: HashSet<usize>,
    /// So many bytes may still be parsed.
    left: usize,
}

impl Kept {
    /// Takes as many of these as go together, in their order.
    fn take_what_fits(&mut self, blocks: &[&Mended]) {
        let before = self.text.len();
        self.text.extend(blocks.iter().map(|block| &*block.text));
        let Some(left) = self.left.checked_sub(self.text.len()) else {
            self.text.truncate(before);
            return;
        };
        self.left = left;
        if parse(&self.text).is_ok() {
            self.blocks.extend(blocks.iter().map(|block| block.first));
            return;
        }
        self.text.truncate(before);
        if blocks.len() > 1 {
            let (first, second) = blocks.split_at(blocks.len() / 2);
            self.take_what_fits(first);
            self.take_what_fits(second);
        }
    }
}

/// A key with its value, a header, a comment: one line, or the lines of one value.
#[derive(Clone, Copy)]
struct Entry<'a> {
    text: &'a str,
    key: Option<&'a str>,
}

impl<'a> Entry<'a> {
    /// The entry that begins at `from`, and where the next one does.
    fn at(ahead: &mut Ahead<'a>, from: usize) -> (Self, usize) {
        let line = ahead.line(from);
        let text = ahead.text;
        let mut end = from + line.len();
        let pair = line.split_once('=').filter(|(key, _)| is_key(key.trim()));
        if let Some((_, value)) = pair
            && let Some(close) = opened(value)
            && let Some(closed) = ahead.closed(end, close)
        {
            end = closed;
        }
        let entry = Self {
            text: text.get(from..end).unwrap_or(line),
            key: pair.map(|(key, _)| key.trim()),
        };
        (entry, end)
    }

    fn is_header(&self) -> bool {
        self.key.is_none() && self.text.trim_start().starts_with('[')
    }

    fn is_comment(&self) -> bool {
        let text = self.text.trim();
        text.is_empty() || text.starts_with('#')
    }

    /// A comment cleaned, all else mended.
    fn as_read(&self) -> String {
        if self.is_comment() {
            ended(&clean::clean(self.text))
        } else {
            self.mended()
        }
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
    keys: HashSet<&'a str>,
    /// Begun by a key that was there before: what no header says belongs to the bookmark
    /// before it.
    again: bool,
    /// Where it begins, in bytes of the text.
    first: usize,
}

impl Block<'_> {
    fn mended(&self) -> Mended {
        let text = self.text();
        Mended {
            is_bookmark: text.starts_with(HEADER),
            text,
            first: self.first,
        }
    }

    fn text(&self) -> String {
        let raw: String = self.entries.iter().map(|entry| entry.text).collect();
        if let Some(rest) = raw.strip_prefix(HEADER)
            && rest.starts_with(['\n', '\r'])
            && id(rest).is_some()
        {
            // Sound as it is, and the last one perhaps without its end.
            return ended(&raw);
        }
        let header = self.entries.iter().find(|entry| entry.is_header());
        let lines = self.entries.iter().filter(|entry| !entry.is_header());
        // The version is written anew.
        let of_top = header.is_none() && !self.has("id");
        let lines = lines.filter(|entry| !(of_top && matches!(entry.key, Some("version"))));
        let body = |wanted: &dyn Fn(&Entry<'_>) -> bool| -> String {
            let lines = lines.clone().filter(|entry| wanted(entry));
            lines.map(Entry::as_read).collect()
        };
        let but_id = || body(&|entry| entry.key != Some("id"));
        let body = body(&|_| true);
        let id = id(&body);
        let known = id.or_else(|| self.entries.iter().find_map(|entry| digits(entry.text)));
        match (known, header) {
            (Some(_), _) if id.is_some() => format!("{HEADER}\n{body}"),
            (Some(id), _) if self.is_bookmark(header) => {
                format!("{HEADER}\nid = \"{id}\"\n{}", but_id())
            }
            // A table of the reader's own.
            (_, Some(header)) => {
                let own = format!("{}{body}", ended(header.text));
                let sound = Document::parse(&own).is_ok() && !header.text.contains(BOOKMARKS);
                if sound { own } else { String::new() }
            }
            // Said twice: the first time counts.
            (_, None) if self.again => String::new(),
            (_, None) if Document::parse(&body).is_ok() => body,
            (_, None) => String::new(),
        }
    }

    fn has(&self, key: &str) -> bool {
        self.keys.contains(key)
    }

    /// Whether it looks like one: its header, or keys that only bookmarks have.
    fn is_bookmark(&self, header: Option<&Entry<'_>>) -> bool {
        let keys = ["headline", "source", "added", "block", "offset"];
        let known = keys.iter().filter(|key| self.has(key)).count();
        header.is_some_and(|header| header.text.trim() == HEADER) || known > 2
    }
}

fn blocks<'a>(text: &'a str, work: &mut Work) -> Vec<Block<'a>> {
    let mut blocks = vec![Block::default()];
    let mut ahead = Ahead::new(text);
    let mut from = 0;
    while from < text.len() {
        let (entry, after) = Entry::at(&mut ahead, from);
        let at = std::mem::replace(&mut from, after);
        let again = |block: &Block<'_>| entry.key.is_some_and(|key| block.has(key));
        let again = !entry.is_header() && blocks.last().is_some_and(again);
        if entry.is_header() || again {
            blocks.push(Block {
                again,
                first: at,
                ..Block::default()
            });
        }
        if let Some(block) = blocks.last_mut() {
            block.keys.extend(entry.key);
            block.entries.push(entry);
        }
    }
    work.looked += ahead.looked;
    blocks
}

fn is_key(text: &str) -> bool {
    let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    !text.is_empty() && text.chars().all(bare)
}

/// What closes a value that goes on in the next line.
fn opened(value: &str) -> Option<&'static str> {
    let value = value.trim();
    for quotes in CLOSES.into_iter().take(2) {
        if let Some(rest) = value.strip_prefix(quotes) {
            return (!rest.contains(quotes)).then_some(quotes);
        }
    }
    (value.starts_with('[') && !value.contains(']')).then_some("]")
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

/// The digits of an id somewhere in a line.
fn digits(text: &str) -> Option<ArticleId> {
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| word.len() == ID_DIGITS)
        .find_map(ArticleId::parse)
}
