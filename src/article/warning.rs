//! What was odd about a text. Content never errors: it is read as far as it
//! goes, and what was odd is said beside it.

/// An oddity of an article's bytes or layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Warning {
    /// The source holds no text.
    Empty,
    /// Bytes that are not UTF-8 were replaced by U+FFFD.
    InvalidUtf8,
    /// NULs or many control characters: probably not text.
    Binary,
    /// A line of more than one million characters.
    LongLine,
    /// Only the first gibibyte was read.
    Truncated,
}

impl Warning {
    /// The stable English code that `print --json` writes.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::InvalidUtf8 => "invalid-utf8",
            Self::Binary => "binary",
            Self::LongLine => "long-line",
            Self::Truncated => "truncated",
        }
    }
}
