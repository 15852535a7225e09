//! One article written as one JSON object on a line. Two readings of it: `head`
//! gives a list row what it shows and is made for speed, since it runs over whole
//! collections; `record` gives everything and is exact.
//!
//! Which field is what: see `slot`; the first name that has a value wins. A value of
//! the wrong type and an empty string count as no value. Of members with the same
//! name the last one counts, as JSON parsers have it.
//!
//! Bytes of a string that are no UTF-8 become U+FFFD, as in any other text.
//!
//! Invariant: where `record` succeeds, `head` succeeds with the same values; where
//! `head` fails, `record` fails. `head` alone may succeed on a line whose body, or
//! another part that it does not show, is not quite JSON (`scan.rs`).

mod list;
mod scan;
mod unescape;
mod whole;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

pub(super) use list::escaped;
pub use list::{is_list, paragraphs};
use scan::{Scanner, Text, Value};
pub use unescape::unescape;
pub use whole::{Record, record};

/// Places that `slot` gives to the names of each field, best name first.
const HEADLINE: Range<usize> = 0..2;
const BODY: Range<usize> = 2..5;
const DATE: Range<usize> = 5..10;
const SOURCE: Range<usize> = 10..11;
const URL: Range<usize> = 11..13;
const AUTHOR: Range<usize> = 13..14;
const SLOTS: usize = 14;

const BOM: &[u8] = b"\xef\xbb\xbf";

/// What a list row needs of one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head<'a> {
    /// Empty when the line has none.
    pub headline: Cow<'a, str>,
    /// Bytes of the line between the quotes of the body, still escaped; of an array of
    /// paragraphs (see [`is_list`]) with its brackets.
    pub body: Option<Range<usize>>,
    /// As written; seconds since 1970 as decimal digits.
    pub date: Option<Cow<'a, str>>,
    pub source: Option<Cow<'a, str>>,
    pub url: Option<Cow<'a, str>>,
}

/// Why a line is no article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// Neither UTF-8 nor JSON but for that.
    NotUtf8,
    NotJson {
        /// In bytes from the start of the line, 1 for the first.
        column: usize,
        message: Cow<'static, str>,
    },
    /// JSON, but a number, a string, an array, …
    NotAnObject,
    /// Neither headline nor body.
    NoText,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotUtf8 => f.write_str("not UTF-8"),
            Self::NotJson { column, message } => {
                write!(f, "not JSON: {message} at byte {column}")
            }
            Self::NotAnObject => f.write_str("not a JSON object"),
            Self::NoText => f.write_str("neither headline nor text"),
        }
    }
}

impl std::error::Error for Broken {}

/// What a list row shows of `line`. A BOM before and a line end behind it are
/// ignored.
pub fn head(line: &[u8]) -> Result<Head<'_>, Broken> {
    let mut scanner = opening(line)?;
    let mut values = [None; SLOTS];
    scanner.object(|raw, key, value| {
        let slot = if key.escaped {
            slot(unescaped(raw).as_bytes())
        } else {
            slot(raw)
        };
        if let Some(place) = slot.and_then(|slot| values.get_mut(slot)) {
            *place = Some(value);
        }
    })?;
    scanner.end()?;
    let mut head = Head {
        headline: first(&values, HEADLINE, |value| text(line, value))?.unwrap_or_default(),
        date: first(&values, DATE, |value| date(line, value))?,
        source: first(&values, SOURCE, |value| source(line, value))?,
        url: first(&values, URL, |value| text(line, value))?,
        ..Head::default()
    };
    match first(&values, BODY, |value| Ok(body(value)))? {
        Some(body) => head.body = Some(body),
        None if head.headline.is_empty() => return Err(Broken::NoText),
        None => {}
    }
    Ok(head)
}

/// The place of a name among the fields that are known.
fn slot(name: &[u8]) -> Option<usize> {
    Some(match name {
        b"headline" => 0,
        b"title" => 1,
        b"body" => 2,
        b"text" => 3,
        b"content" => 4,
        b"date" => 5,
        b"published" => 6,
        b"pubDate" => 7,
        b"datetime" => 8,
        b"time" => 9,
        b"source" => 10,
        b"url" => 11,
        b"link" => 12,
        b"author" => 13,
        _ => return None,
    })
}

/// A scanner before the object that `line` must be.
fn opening(line: &[u8]) -> Result<Scanner<'_>, Broken> {
    let start = if line.starts_with(BOM) { BOM.len() } else { 0 };
    let mut scanner = Scanner::new(line, start);
    match scanner.peek() {
        Some(b'{') => Ok(scanner),
        Some(b'"' | b'[' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => Err(Broken::NotAnObject),
        Some(_) => Err(scanner.broken("expected value")),
        None => Err(scanner.broken("the line is empty")),
    }
}

/// The first of `slots` of which `read` makes something.
fn first<T>(
    values: &[Option<Value>; SLOTS],
    slots: Range<usize>,
    read: impl Fn(Value) -> Result<Option<T>, Broken>,
) -> Result<Option<T>, Broken> {
    for &value in values.get(slots).unwrap_or_default().iter().flatten() {
        if let Some(found) = read(value)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

fn body(value: Value) -> Option<Range<usize>> {
    match value {
        Value::Text(text) if !text.is_empty() => Some(text.range()),
        Value::List(start, end) => Some(start..end),
        _ => None,
    }
}

/// A string that is not empty.
fn text(line: &[u8], value: Value) -> Result<Option<Cow<'_, str>>, Broken> {
    match value {
        Value::Text(inside) if !inside.is_empty() => kept(line, inside).map(Some),
        _ => Ok(None),
    }
}

fn date(line: &[u8], value: Value) -> Result<Option<Cow<'_, str>>, Broken> {
    let Value::Integer(start, end) = value else {
        return text(line, value);
    };
    let digits = line.get(start..end).unwrap_or_default();
    Ok(std::str::from_utf8(digits).ok().map(Cow::Borrowed))
}

/// A string, or the `name` in an object.
fn source(line: &[u8], value: Value) -> Result<Option<Cow<'_, str>>, Broken> {
    let Value::Object(start) = value else {
        return text(line, value);
    };
    let mut name = Value::Other;
    Scanner::new(line, start).object(|raw, key, value| {
        if raw == b"name" || key.escaped && unescaped(raw) == "name" {
            name = value;
        }
    })?;
    text(line, name)
}

/// The text of a string that is shown: here its bytes are looked at.
fn kept(line: &[u8], inside: Text) -> Result<Cow<'_, str>, Broken> {
    let range = inside.range();
    let start = range.start;
    let bytes = line.get(range).unwrap_or_default();
    if let Some(at) = bytes.iter().position(|&byte| byte < 0x20) {
        let message = "control character in a string".into();
        return Err(Broken::NotJson {
            column: start + at + 1,
            message,
        });
    }
    Ok(if inside.escaped {
        Cow::Owned(unescaped(bytes))
    } else {
        String::from_utf8_lossy(bytes)
    })
}

/// The text of a whole string, half a character at either end included.
fn unescaped(inside: &[u8]) -> String {
    unescape(String::from_utf8_lossy(inside).as_bytes())
}
