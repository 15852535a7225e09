//! Dictionaries: words, pinyin, simplified and traditional forms. They are slow
//! to load and large, so they come from a worker when they are first needed, and
//! are shared.
//!
//! Invariant: a dictionary never changes once it is loaded; what is not loaded
//! is done without.

mod pinyin;
mod script;
mod words;

use std::sync::Arc;

pub use pinyin::{Style, Tones};
pub use script::{Converter, Script};
pub use words::rough_cuts;

use crate::text::Reading;

/// Words and their readings.
pub struct Reader {
    words: words::Words,
    pinyin: pinyin::Pinyin,
}

impl Reader {
    /// Loads both, in about 150 ms: for a worker.
    pub fn load() -> Self {
        Self {
            words: words::Words::load(),
            pinyin: pinyin::Pinyin::load(),
        }
    }

    /// The readings above `text`, ascending.
    pub fn readings(&self, text: &str, style: Style) -> Vec<Reading> {
        self.pinyin.readings(&self.words, text, style)
    }

    /// Byte offsets where words begin, and the end of the text.
    pub fn cuts(&self, text: &str) -> Vec<usize> {
        self.words.cuts(text)
    }
}

/// Which dictionary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// Words and pinyin.
    Reader,
    /// Simplified and traditional forms.
    Converter,
}

/// The dictionaries that are loaded.
#[derive(Clone, Default)]
pub struct Lexicon {
    reader: Option<Arc<Reader>>,
    converter: Option<Arc<Converter>>,
}

impl Lexicon {
    /// Loads one dictionary, in up to 200 ms.
    pub fn load(part: Part) -> Self {
        match part {
            Part::Reader => Self {
                reader: Some(Arc::new(Reader::load())),
                converter: None,
            },
            Part::Converter => Self {
                reader: None,
                converter: Some(Arc::new(Converter::load())),
            },
        }
    }

    /// This, and what `other` has of what this lacks.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            reader: self.reader.or(other.reader),
            converter: self.converter.or(other.converter),
        }
    }

    /// Whether a part is loaded.
    pub fn has(&self, part: Part) -> bool {
        match part {
            Part::Reader => self.reader.is_some(),
            Part::Converter => self.converter.is_some(),
        }
    }

    /// Words and pinyin.
    pub fn pinyin(&self) -> Option<&Reader> {
        self.reader.as_deref()
    }

    /// Simplified and traditional forms.
    pub fn converter(&self) -> Option<&Converter> {
        self.converter.as_deref()
    }
}

/// Dictionaries do not change: two lexicons with the same parts are equal.
impl PartialEq for Lexicon {
    fn eq(&self, other: &Self) -> bool {
        [Part::Reader, Part::Converter]
            .into_iter()
            .all(|part| self.has(part) == other.has(part))
    }
}

impl Eq for Lexicon {}

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts = (self.reader.is_some(), self.converter.is_some());
        write!(out, "Lexicon{parts:?}")
    }
}
