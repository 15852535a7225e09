//! Scores already computed, by what of a window decides them.
//!
//! To `SkimMatcherV2`, small ASCII letters and characters beyond ASCII are alike
//! unless they are in the word. So most windows of a Chinese word over a library
//! are one of a few shapes, and a score is computed once a shape.
//!
//! Invariant: windows of equal shape have equal scores (guarded by
//! `tests::a_score_depends_on_the_texts_alone`).

/// Characters of a window that has a shape.
const SHAPE_CHARS: usize = 16;

/// Distinct shapes kept for a word; a newer one takes the place of an older.
const SLOTS: usize = 256;

/// Words kept at a time.
const WORDS: usize = 4;

/// A window, one byte a character; never 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape(u128);

impl Shape {
    /// The shape of `window` to `word`; None where it is too long to have one.
    pub(super) fn of(window: &str, word: &str) -> Option<Self> {
        // A window has at least as many bytes as characters, at most four times as many.
        if window.len() > SHAPE_CHARS * 4 {
            return None;
        }
        let mut shape = 0_u128;
        for (count, c) in window.chars().enumerate() {
            let at = word.chars().position(|w| w == c);
            let code = match at {
                Some(at) if at < 0x7e => at as u8 + 1,
                Some(_) => return None,
                None if c.is_ascii() && !c.is_ascii_lowercase() => c as u8 | 0x80,
                None => 0x7f,
            };
            if count == SHAPE_CHARS {
                return None;
            }
            shape = shape << 8 | u128::from(code);
        }
        Some(Self(shape))
    }

    fn slot(self) -> usize {
        let mixed = (self.0 as u64 ^ (self.0 >> 64) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> 56) as usize % SLOTS
    }
}

/// Scores by word and shape.
#[derive(Debug, Default)]
pub(super) struct Memo {
    words: Vec<(String, Vec<Option<(Shape, i64)>>)>,
}

impl Memo {
    /// The score of a shape to a word, from memory or by `compute`.
    pub(super) fn score(
        &mut self,
        word: &str,
        shape: Shape,
        compute: impl FnOnce() -> Option<i64>,
    ) -> Option<i64> {
        let at = self.words.iter().position(|(known, _)| known == word);
        let at = at.unwrap_or_else(|| self.remember(word));
        let slot = self.words.get_mut(at)?.1.get_mut(shape.slot())?;
        match slot {
            Some((known, score)) if *known == shape => Some(*score),
            _ => {
                let score = compute()?;
                *slot = Some((shape, score));
                Some(score)
            }
        }
    }

    /// Makes room for a word; its place.
    fn remember(&mut self, word: &str) -> usize {
        if self.words.len() == WORDS {
            self.words.remove(0);
        }
        self.words.push((word.to_owned(), vec![None; SLOTS]));
        self.words.len() - 1
    }
}
