//! What just happened, in one line: kept as data, put into words when drawn.

use super::event::Failure;
use crate::i18n::{Arg, Texts};
use crate::text::Clean;

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
    Text(Clean),
    Number(u64),
    /// Another text of the interface, by id.
    Id(&'static str),
    /// Another notice, in its words.
    Notice(Box<Notice>),
}

/// A notice; it stays until the next key.
///
/// ```
/// use yue::app::Notice;
/// use yue::text::clean::line;
///
/// let name = String::from("a\u{1B}b");
/// Notice::new("notice-source-failed").text("what", &line(&name));
/// ```
/// A text that nobody has cleaned is no value of one:
///
/// ```compile_fail,E0277
/// use yue::app::Notice;
///
/// let name = String::from("a\u{1B}b");
/// Notice::new("notice-source-failed").text("what", &name);
/// ```
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
    pub fn text<'t>(mut self, name: &'static str, value: impl Into<Clean<&'t str>>) -> Self {
        self.values
            .push((name, Value::Text(value.into().to_owned())));
        self
    }

    /// With a number put in.
    pub fn number(mut self, name: &'static str, value: usize) -> Self {
        self.values.push((name, Value::Number(value as u64)));
        self
    }

    /// With the words of another notice put in.
    pub fn notice(mut self, name: &'static str, value: Self) -> Self {
        self.values.push((name, Value::Notice(Box::new(value))));
        self
    }

    fn id(mut self, name: &'static str, id: &'static str) -> Self {
        self.values.push((name, Value::Id(id)));
        self
    }

    /// About something that failed: why, and what the system said about it.
    pub fn failure(id: &'static str, failure: &Failure) -> Self {
        let notice = Self::new(id).tone(Tone::Error).text("what", &failure.what);
        if failure.detail.is_empty() {
            return notice.id("why", failure.why);
        }
        let reason = Self::new("notice-reason").id("why", failure.why);
        notice.notice("why", reason.text("detail", &failure.detail))
    }

    /// How much would be lost where it goes unread, of notices that nobody has asked for:
    /// one of them does not take the place of a graver one.
    fn weight(&self) -> u8 {
        match self.id {
            "notice-not-kept" => 1,
            "notice-memory-renewed" | "notice-memory-salvaged" | "notice-not-remembered" => 2,
            "notice-bookmarks-odd" | "notice-bookmarks-unreadable" => 3,
            _ if self.tone == Tone::Error => 3,
            _ => 0,
        }
    }

    /// Says it in `place`, unless what stands there is graver.
    pub fn tell(self, place: &mut Option<Self>) {
        let shown = place.as_ref().map_or(0, Self::weight);
        if shown <= self.weight() {
            *place = Some(self);
        }
    }

    /// In words.
    pub fn words(&self, texts: &Texts) -> Clean {
        let inner: Vec<(&str, Clean)> = self
            .values
            .iter()
            .filter_map(|(name, value)| match value {
                Value::Id(id) => Some((*name, texts.text(id))),
                Value::Notice(notice) => Some((*name, notice.words(texts))),
                Value::Text(_) | Value::Number(_) => None,
            })
            .collect();
        let args: Vec<(&str, Arg<'_>)> = self
            .values
            .iter()
            .filter_map(|(name, value)| match value {
                Value::Text(text) => Some((*name, text.into())),
                Value::Number(number) => Some((*name, Arg::Number(*number))),
                Value::Id(_) | Value::Notice(_) => None,
            })
            .chain(inner.iter().map(|(name, text)| (*name, text.into())))
            .collect();
        texts.format(self.id, &args)
    }
}
