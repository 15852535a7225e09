//! Article ids: the first 64 bits of SHA-256 over the first 4,096 characters of
//! the decoded text, ends trimmed, so that an id needs only what a list row
//! needs and outlives every change of the parser.
//!
//! Invariant: a text and a head of it have the same id, as long as the head goes
//! on behind the first 4,096 characters that follow the blanks at its start.

use std::fmt;

use sha2::{Digest, Sha256};

/// How many characters of the text an id is computed over.
pub const ID_CHARS: usize = 4096;

/// The stable id of an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleId(pub u64);

impl ArticleId {
    /// The id of a decoded text (no BOM, LF line ends), or of a head of it that
    /// holds [`ID_CHARS`] characters after the blanks at its start.
    pub fn of(text: &str) -> Self {
        let text = text.trim_start();
        let end = text.char_indices().nth(ID_CHARS).map(|(at, _)| at);
        // Blanks at the cut belong to the text, unless nothing else follows.
        let (head, rest) = end
            .and_then(|end| text.split_at_checked(end))
            .unwrap_or((text, ""));
        let head = if rest.trim_start().is_empty() {
            head.trim_end()
        } else {
            head
        };
        let digest = Sha256::digest(head.as_bytes());
        let bits = digest
            .iter()
            .take(8)
            .fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
        Self(bits)
    }

    /// Parses sixteen hex digits.
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit()))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_pinned() {
        // printf 'yue\n\n阅读' | sha256sum
        assert_eq!(ArticleId::of("yue\n\n阅读").to_string(), "e48dce072b737ac7");
        assert_eq!(ArticleId::of(""), ArticleId(0xe3b0_c442_98fc_1c14));
    }

    #[test]
    fn the_head_gives_the_id_of_the_whole() {
        let check = |text: String| {
            let blanks = text.chars().take_while(|c| c.is_whitespace()).count();
            let head: String = text.chars().take(blanks + ID_CHARS + 1).collect();
            assert_eq!(ArticleId::of(&head), ArticleId::of(&text));
        };
        check("桥".repeat(ID_CHARS + 1));
        check(format!(" \n{}", "桥".repeat(ID_CHARS)));
        check(format!("{} 河", "桥".repeat(ID_CHARS - 1)));
        let (one, two) = ("桥".repeat(ID_CHARS), "桥".repeat(ID_CHARS - 1));
        assert_ne!(ArticleId::of(&one), ArticleId::of(&two));
        assert_eq!(ArticleId::of("\n 桥\u{3000}"), ArticleId::of("桥"));
    }

    #[test]
    fn ids_are_read_back() {
        let id = ArticleId(0x00ab_cdef_0123_4567);
        assert_eq!(ArticleId::parse("00abcdef01234567"), Some(id));
        assert_eq!(ArticleId::parse("+0abcdef01234567"), None);
        assert_eq!(ArticleId::parse("00abcdef0123456"), None);
        assert!(id.has_prefix("00ABCD"));
        assert!(!id.has_prefix("00abc"));
        assert!(!id.has_prefix("0abcde"));
    }
}
