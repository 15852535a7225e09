//! What is kept about a word from row to row: how to find its characters, and the
//! scores already computed, by what of a window decides them.
//!
//! To `SkimMatcherV2`, small ASCII letters and characters beyond ASCII are alike
//! unless they are in the word. So most windows of a Chinese word over a library
//! are one of a few shapes, and a score is computed once a shape.
//!
//! Invariant: windows of equal shape have equal scores (guarded by
//! `tests::a_score_depends_on_the_texts_alone`).

use std::ops::Range;

use memchr::memmem::Finder;

/// Characters of a window that has a shape.
const SHAPE_CHARS: usize = 16;

/// Distinct shapes kept for a word; a newer one takes the place of an older.
const SLOTS: usize = 256;

/// Words kept at a time.
const WORDS: usize = 16;

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

/// The words of the last queries.
#[derive(Debug, Default)]
pub(super) struct Memo {
    words: Vec<Word>,
}

impl Memo {
    /// A word with what is known about it.
    pub(super) fn word(&mut self, text: &str) -> Option<&mut Word> {
        let at = self.words.iter().position(|word| word.text == text);
        let at = at.unwrap_or_else(|| {
            if self.words.len() == WORDS {
                self.words.remove(0);
            }
            self.words.push(Word::new(text));
            self.words.len() - 1
        });
        self.words.get_mut(at)
    }
}

/// A word: how to find its characters, and its scores by shape.
#[derive(Debug)]
pub(super) struct Word {
    text: String,
    chars: Vec<Finder<'static>>,
    scores: Vec<Option<(Shape, i64)>>,
}

impl Word {
    fn new(text: &str) -> Self {
        let finder = |c: char| Finder::new(c.encode_utf8(&mut [0; 4])).into_owned();
        Self {
            text: text.to_owned(),
            chars: text.chars().map(finder).collect(),
            scores: Vec::new(),
        }
    }

    /// From the first byte of `folded` that can match to the last; None where the
    /// word is no subsequence.
    pub(super) fn span(&self, folded: &str) -> Option<Range<usize>> {
        let bytes = folded.as_bytes();
        let mut chars = self.chars.iter();
        let first = chars.next()?;
        let start = first.find(bytes)?;
        let mut end = start + first.needle().len();
        for c in chars {
            end += c.find(bytes.get(end..)?)? + c.needle().len();
        }
        // Forwards, as the search backwards is several times slower; the last
        // character rarely comes again.
        let last = self.chars.last()?;
        while let Some(later) = last.find(bytes.get(end..)?) {
            end += later + last.needle().len();
        }
        Some(start..end)
    }

    /// For a word of one character: its first run in `folded` from byte `from` on.
    pub(super) fn run(&self, folded: &str, from: usize) -> Option<Range<usize>> {
        let bytes = folded.as_bytes().get(from..)?;
        let finder = self.chars.first()?;
        let at = finder.find(bytes)?;
        let mut rest = bytes.get(at..)?;
        while let Some(after) = rest.strip_prefix(finder.needle()) {
            rest = after;
        }
        Some(from + at..folded.len() - rest.len())
    }

    /// The score of a window, from memory where one of its shape was scored, else by `compute`.
    pub(super) fn score(
        &mut self,
        window: &str,
        compute: impl FnOnce() -> Option<i64>,
    ) -> Option<i64> {
        let Some(shape) = Shape::of(window, &self.text) else {
            return compute();
        };
        // Marks need no room for scores, and are often asked for alone.
        self.scores.resize(SLOTS, None);
        match self.scores.get_mut(shape.slot())? {
            Some((known, score)) if *known == shape => Some(*score),
            slot => {
                let score = compute()?;
                *slot = Some((shape, score));
                Some(score)
            }
        }
    }
}
