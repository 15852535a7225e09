//! A place in a paragraph that moves over what it reads.
//!
//! Invariant: a cursor stands on a character boundary of its text.

/// No more blanks than this stand inside of a date.
const BLANKS: usize = 2;

/// A place in a text, in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str, at: usize) -> Self {
        Self { text, at }
    }

    pub(super) fn at(self) -> usize {
        self.at
    }

    /// The text after the cursor.
    pub(super) fn rest(self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The text before the cursor.
    pub(super) fn before(self) -> &'a str {
        self.text.get(..self.at).unwrap_or_default()
    }

    /// The character after the cursor.
    pub(super) fn first(self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The character before the cursor.
    pub(super) fn last(self) -> Option<char> {
        self.before().chars().next_back()
    }

    /// Past the next `bytes`, which end on a boundary.
    pub(super) fn past(self, bytes: usize) -> Self {
        Self::new(self.text, self.at + bytes)
    }

    /// Past the next character, if it is one of those wanted.
    pub(super) fn eat(self, wanted: impl Fn(char) -> bool) -> Option<Self> {
        let first = self.first().filter(|&c| wanted(c))?;
        Some(self.past(first.len_utf8()))
    }

    /// Back to an earlier boundary, in bytes.
    pub(super) fn back_to(self, at: usize) -> Self {
        Self::new(self.text, at)
    }

    /// Past a word.
    pub(super) fn eat_word(self, word: &str) -> Option<Self> {
        let rest = self.rest().as_bytes();
        rest.starts_with(word.as_bytes())
            .then(|| self.past(word.len()))
    }

    /// Past the first of these words that stands here.
    pub(super) fn eat_any(self, words: &[&str]) -> Option<Self> {
        words.iter().find_map(|word| self.eat_word(word))
    }

    /// Past the few blanks that may stand here.
    pub(super) fn blanks(self) -> Self {
        let mut cursor = self;
        for _ in 0..BLANKS {
            match cursor.eat(is_blank) {
                Some(next) => cursor = next,
                None => break,
            }
        }
        cursor
    }

    /// Back over the few blanks that may stand before.
    pub(super) fn back_over_blanks(self) -> Self {
        let mut cursor = self;
        for _ in 0..BLANKS {
            match cursor.last() {
                Some(c) if is_blank(c) => cursor.at -= c.len_utf8(),
                _ => break,
            }
        }
        cursor
    }

    /// Back over a word.
    pub(super) fn back_over(self, word: &str) -> Option<Self> {
        self.before()
            .ends_with(word)
            .then(|| Self::new(self.text, self.at - word.len()))
    }

    /// Whether one of these words stands here.
    pub(super) fn sees(self, words: &[&str]) -> bool {
        self.eat_any(words).is_some()
    }

    /// Whether one of these words ends here.
    pub(super) fn follows(self, words: &[&str]) -> bool {
        let before = self.before();
        words.iter().any(|word| before.ends_with(word))
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\u{3000}')
}
