//! How long a text is for a reader: East Asian text in characters, other text in
//! words, since that is what eyes stop at.
//!
//! Invariant: marks and blanks count nothing.

use crate::text::class::{self, Class};

/// How much a text holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Length {
    /// Han, kana and Hangul syllables.
    pub characters: usize,
    /// Runs of other letters and digits.
    pub words: usize,
}

impl Length {
    /// Counts a text.
    pub fn of(text: &str) -> Self {
        let mut length = Self::default();
        let mut in_word = false;
        for c in text.chars() {
            let class = class::of(c);
            let east = class.has(Class::IDEOGRAPH.joined(Class::HANGUL));
            let other = !east && (class.has(Class::LETTER.joined(Class::DIGIT)));
            length.characters += usize::from(east);
            length.words += usize::from(other && !in_word);
            in_word = other || in_word && matches!(c, '\'' | '’' | '-' | '.' | ',');
        }
        length
    }

    /// Minutes that it takes at so many characters and words a minute, at least 1.
    pub fn minutes(self, characters: usize, words: usize) -> usize {
        let (by_characters, by_words) = (characters.max(1), words.max(1));
        let parts = self.characters * by_words + self.words * by_characters;
        parts.div_ceil(by_characters * by_words).max(1)
    }
}

impl std::ops::AddAssign for Length {
    fn add_assign(&mut self, other: Self) {
        self.characters += other.characters;
        self.words += other.words;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_and_words_are_counted() {
        for (text, characters, words) in [
            ("会晤在河内。", 5, 0),
            ("ありがとう、世界！", 7, 0),
            ("한글 문장", 4, 0),
            ("It's a well-read, plain text: 12.5 of 100.", 0, 8),
            ("在2018年6月", 3, 2),
            ("——……", 0, 0),
        ] {
            assert_eq!(Length::of(text), Length { characters, words }, "{text}");
        }
    }

    #[test]
    fn minutes_add_up() {
        for (characters, words, minutes) in [(0, 0, 1), (500, 0, 1), (501, 0, 2), (250, 120, 1)] {
            let length = Length { characters, words };
            assert_eq!(length.minutes(500, 240), minutes);
        }
    }
}
