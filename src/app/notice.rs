//! What just happened, in one line: kept as data, put into words when drawn.

use super::event::Failure;
use crate::i18n::{Arg, Texts};

/// How a notice sounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Plain,
    Warning,
    Error,
}

/// A value of a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Value {
    Text(String),
    Number(u64),
    /// Another text of the interface, by id.
    Id(&'static str),
}

/// A notice; it stays until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub tone: Tone,
    pub id: &'static str,
    values: Vec<(&'static str, Value)>,
}

impl Notice {
    /// A notice with the text `id`.
    pub fn new(id: &'static str) -> Self {
        Self {
            tone: Tone::Plain,
            id,
            values: Vec::new(),
        }
    }

    /// With another tone.
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// With a text put in.
    pub fn text(mut self, name: &'static str, value: &str) -> Self {
        self.values.push((name, Value::Text(value.to_owned())));
        self
    }

    /// With a number put in.
    pub fn number(mut self, name: &'static str, value: usize) -> Self {
        self.values.push((name, Value::Number(value as u64)));
        self
    }

    /// About something that failed.
    pub fn failure(id: &'static str, failure: &Failure) -> Self {
        let mut notice = Self::new(id).tone(Tone::Error).text("what", &failure.what);
        let why = match failure.detail.as_str() {
            "" => Value::Id(failure.why),
            detail => Value::Text(detail.to_owned()),
        };
        notice.values.push(("why", why));
        notice
    }

    /// In words.
    pub fn words(&self, texts: &Texts) -> String {
        let inner: Vec<(&str, String)> = self
            .values
            .iter()
            .filter_map(|(name, value)| match value {
                Value::Id(id) => Some((*name, texts.text(id))),
                _ => None,
            })
            .collect();
        let args: Vec<(&str, Arg<'_>)> = self
            .values
            .iter()
            .filter_map(|(name, value)| match value {
                Value::Text(text) => Some((*name, Arg::Text(text))),
                Value::Number(number) => Some((*name, Arg::Number(*number))),
                Value::Id(_) => None,
            })
            .chain(inner.iter().map(|(name, text)| (*name, Arg::Text(text))))
            .collect();
        texts.format(self.id, &args)
    }
}
