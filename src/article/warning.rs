//! What was odd about a text. Content never errors: it is read as far as it
//! goes, and what was odd is said beside it.

use super::Encoding;

/// An oddity of an article's bytes or layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Warning {
    /// The source holds no text.
    Empty,
    /// Bytes that are not UTF-8 were replaced by U+FFFD.
    InvalidUtf8,
    /// Bytes that are none of this encoding were replaced by U+FFFD.
    Malformed(Encoding),
    /// The source does not say its encoding; this one was guessed.
    Guessed(Encoding),
    /// The same, from too few characters to be sure.
    Unsure(Encoding),
    /// NULs or many control characters: probably not text.
    Binary,
    /// A line of more than one million characters.
    LongLine,
    /// Only the first gibibyte was read.
    Truncated,
    /// The same of a source that was shown while it came, which is far less.
    Overflow,
}

impl Warning {
    /// The encoding that it is about.
    pub fn encoding(self) -> Option<Encoding> {
        match self {
            Self::Malformed(encoding) | Self::Guessed(encoding) | Self::Unsure(encoding) => {
                Some(encoding)
            }
            Self::InvalidUtf8 => Some(Encoding::UTF_8),
            Self::Empty | Self::Binary | Self::LongLine | Self::Truncated | Self::Overflow => None,
        }
    }

    /// The stable English code that `print --json` writes.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::InvalidUtf8 => "invalid-utf8",
            Self::Malformed(_) => "invalid-encoding",
            Self::Guessed(_) => "encoding-guessed",
            Self::Unsure(_) => "encoding-unsure",
            Self::Binary => "binary",
            Self::LongLine => "long-line",
            Self::Truncated => "truncated",
            Self::Overflow => "overflow",
        }
    }
}
