//! The exact reading of one line, by `serde_json`. Strings are taken as raw JSON and
//! unescaped here, so that a lone surrogate costs one character, not the article.
//!
//! Invariant: no recursion, whatever the depth of the values: raw values are
//! crossed with a stack of their own.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{AUTHOR, BODY, Broken, DATE, HEADLINE, SLOTS, SOURCE, URL, opening, slot, unescape};

/// A whole line, for reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Empty when the line has none.
    pub headline: String,
    /// Empty when the line has none; paragraphs of an array have blank lines between.
    pub body: String,
    /// As written; seconds since 1970 as decimal digits.
    pub date: Option<String>,
    pub source: Option<String>,
    pub url: Option<String>,
    pub author: Option<String>,
    /// Fields that are none of these, in the order of the line: name, JSON text.
    pub rest: Vec<(String, String)>,
}

/// All of `line`. A BOM before and a line end behind it are ignored.
pub fn record(line: &[u8]) -> Result<Record, Broken> {
    opening(line)?;
    let text = String::from_utf8_lossy(line);
    let json = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let fields = fields(json).map_err(|error| match &text {
        Cow::Borrowed(_) => not_json(&error, text.len() - json.len()),
        // Its places are not those of the line.
        Cow::Owned(_) => Broken::NotUtf8,
    })?;
    let mut choice = Choice::new(&fields);
    let record = Record {
        headline: choice.take(HEADLINE, string).unwrap_or_default(),
        body: choice
            .take(BODY, |raw| string(raw).or_else(|| paragraphs(raw)))
            .unwrap_or_default(),
        date: choice.take(DATE, |raw| string(raw).or_else(|| integer(raw))),
        source: choice.take(SOURCE, |raw| string(raw).or_else(|| name(raw))),
        url: choice.take(URL, string),
        author: choice.take(AUTHOR, |raw| string(raw).or_else(|| name(raw))),
        rest: choice.rest(),
    };
    if record.headline.is_empty() && record.body.is_empty() {
        return Err(Broken::NoText);
    }
    Ok(record)
}

/// Of the fields of an object, the last of each name, and which are used.
struct Choice<'a> {
    fields: &'a [(String, &'a RawValue)],
    slots: [Option<usize>; SLOTS],
    kept: Vec<bool>,
}

impl<'a> Choice<'a> {
    fn new(fields: &'a [(String, &'a RawValue)]) -> Self {
        let mut slots = [None; SLOTS];
        let mut last = HashMap::with_capacity(fields.len());
        for (at, (key, _)) in fields.iter().enumerate() {
            last.insert(key.as_str(), at);
            if let Some(place) = slot(key.as_bytes()).and_then(|slot| slots.get_mut(slot)) {
                *place = Some(at);
            }
        }
        let is_last = |(at, (key, _)): (usize, &(String, _))| last.get(key.as_str()) == Some(&at);
        let kept = fields.iter().enumerate().map(is_last).collect();
        Self {
            fields,
            slots,
            kept,
        }
    }

    /// The first of `slots` of which `read` makes something; it is used then.
    fn take(
        &mut self,
        slots: Range<usize>,
        read: impl Fn(&str) -> Option<String>,
    ) -> Option<String> {
        for &at in self.slots.get(slots).unwrap_or_default().iter().flatten() {
            if let Some(found) = self.fields.get(at).and_then(|(_, raw)| read(raw.get())) {
                if let Some(kept) = self.kept.get_mut(at) {
                    *kept = false;
                }
                return Some(found);
            }
        }
        None
    }

    /// What nobody took.
    fn rest(self) -> Vec<(String, String)> {
        let fields = self.fields.iter().zip(self.kept).filter(|(_, kept)| *kept);
        fields
            .map(|((key, raw), _)| (key.clone(), raw.get().to_owned()))
            .collect()
    }
}

/// A string that is not empty.
fn string(raw: &str) -> Option<String> {
    let inside = raw.strip_prefix('"')?.strip_suffix('"')?;
    (!inside.is_empty()).then(|| unescape(inside.as_bytes()))
}

fn integer(raw: &str) -> Option<String> {
    let digits = raw.strip_prefix('-').unwrap_or(raw);
    let is_integer = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_integer.then(|| raw.to_owned())
}

/// The strings of an array; what else is in it is left out.
fn paragraphs(raw: &str) -> Option<String> {
    let values: Vec<&RawValue> = serde_json::from_str(raw).ok()?;
    let strings: Vec<String> = values
        .iter()
        .filter_map(|value| string(value.get()))
        .collect();
    (!strings.is_empty()).then(|| strings.join("\n\n"))
}

/// The `name` in an object.
fn name(raw: &str) -> Option<String> {
    let fields = fields(raw).ok()?;
    let (_, value) = fields.iter().rfind(|(key, _)| key == "name")?;
    string(value.get())
}

fn not_json(error: &serde_json::Error, before: usize) -> Broken {
    let message = error.to_string();
    // The column is told apart, and the line is always the first.
    let message = message.split(" at line ").next().unwrap_or("").to_owned();
    Broken::NotJson {
        column: before + error.column(),
        message: message.into(),
    }
}

/// The members of the object that `json` is, as they come.
fn fields(json: &str) -> Result<Vec<(String, &RawValue)>, serde_json::Error> {
    let mut parser = serde_json::Deserializer::from_str(json);
    let fields = parser.deserialize_map(Members)?;
    parser.end()?;
    Ok(fields)
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Vec<(String, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields = Vec::new();
        while let Some((Key(key), value)) = map.next_entry()? {
            fields.push((key, value));
        }
        Ok(fields)
    }
}

/// A name. Read as bytes, because as a string a lone surrogate would be an error.
struct Key(String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_bytes(KeyVisitor)
    }
}

struct KeyVisitor;

impl Visitor<'_> for KeyVisitor {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Key, E> {
        Ok(Key(String::from_utf8_lossy(bytes).into_owned()))
    }
}
