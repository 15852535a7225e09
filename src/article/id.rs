//! Article ids: the first 64 bits of SHA-256 over the first 4,096 characters of
//! the decoded text (ends trimmed), so that an id needs only what a list row
//! needs and outlives every change of the parser.

use std::fmt;

use sha2::{Digest, Sha256};

/// How many characters of the text an id is computed over.
pub const ID_CHARS: usize = 4096;

/// The stable id of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleId(pub u64);

impl ArticleId {
    /// The id of a decoded text (no BOM, LF line ends), or of its first
    /// [`ID_CHARS`] characters, which give the same id.
    pub fn of(text: &str) -> Self {
        let trimmed = text.trim();
        let end = trimmed
            .char_indices()
            .nth(ID_CHARS)
            .map_or(trimmed.len(), |(at, _)| at);
        let head = trimmed.get(..end).unwrap_or(trimmed);
        let digest = Sha256::digest(head.as_bytes());
        let bits = digest
            .iter()
            .take(8)
            .fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
        Self(bits)
    }

    /// Parses sixteen hex digits.
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == 16)
            .then(|| u64::from_str_radix(text, 16).ok().map(Self))
            .flatten()
    }

    /// Whether `prefix` (at least six hex digits) begins this id.
    pub fn has_prefix(self, prefix: &str) -> bool {
        prefix.len() >= 6 && self.to_string().starts_with(&prefix.to_ascii_lowercase())
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}
