//! The door to fuzzy-matcher.
//!
//! Invariant: a score depends on the two texts alone, and equals that of
//! `SkimMatcherV2` over the whole text.

use std::cell::RefCell;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::memo::{Memo, Shape};

/// Cells of the matrix above which marks are the leftmost ones instead of the best.
const MARK_CELLS: usize = 1 << 20;

/// Scores one word against one folded headline: the characters of the word must
/// occur in it in their order.
pub trait Scorer {
    /// The score; None where it does not match.
    fn score(&self, folded: &str, word: &str) -> Option<i64>;
    /// The character indices that match, ascending.
    fn marks(&self, folded: &str, word: &str) -> Option<Vec<usize>>;
}

/// fuzzy-matcher's `SkimMatcherV2`. One for each worker: it keeps scores and buffers.
pub struct Skim {
    /// Keeps its buffers from call to call.
    matcher: SkimMatcherV2,
    memo: RefCell<Memo>,
}

impl Default for Skim {
    fn default() -> Self {
        Self {
            matcher: fresh(),
            memo: RefCell::default(),
        }
    }
}

/// A matcher with clean buffers (`use_cache(false)` panics in 0.3.7).
fn fresh() -> SkimMatcherV2 {
    SkimMatcherV2::default().ignore_case()
}

impl Skim {
    /// The score of a window, from memory where one of its shape was scored.
    fn score_window(&self, window: &str, word: &str) -> Option<i64> {
        match Shape::of(window, word) {
            Some(shape) => self
                .memo
                .borrow_mut()
                .score(word, shape, || self.compute(window, word)),
            None => self.compute(window, word),
        }
    }

    fn compute(&self, window: &str, word: &str) -> Option<i64> {
        // The matcher does not clear the bonuses that an earlier call left in its matrix,
        // and reads them where the word's first character comes again.
        if first_comes_again(word) {
            fresh().fuzzy_match(window, word)
        } else {
            self.matcher.fuzzy_match(window, word)
        }
    }

    /// The score of a word of one character: that of its best run, and besides the
    /// run the character before it is all that decides.
    fn score_char(&self, folded: &str, c: char, word: &str) -> Option<i64> {
        let mut best = None;
        let mut from = 0;
        while let Some(at) = folded.get(from..)?.find(c) {
            let first = from + at;
            let mut rest = folded.get(first..)?;
            while let Some(after) = rest.strip_prefix(c) {
                rest = after;
            }
            from = folded.len() - rest.len();
            let window = folded.get(before(folded, first)..from)?;
            best = best.max(self.score_window(window, word));
        }
        best
    }
}

impl Scorer for Skim {
    fn score(&self, folded: &str, word: &str) -> Option<i64> {
        let mut chars = word.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) => self.score_char(folded, c, word),
            _ => self.score_window(window(folded, word)?.text, word),
        }
    }

    fn marks(&self, folded: &str, word: &str) -> Option<Vec<usize>> {
        let window = window(folded, word)?;
        let skipped = folded.get(..window.start)?.chars().count();
        let length = word.chars().count();
        let cells = (length + 1) * (window.text.chars().count() + 1);
        let best = if cells > MARK_CELLS {
            None
        } else {
            fresh().fuzzy_indices(window.text, word)
        };
        let marks = match best {
            Some((_, marks)) if marks.len() == length => marks,
            _ => leftmost(window.text, word),
        };
        Some(marks.into_iter().map(|at| at + skipped).collect())
    }
}

/// The part of a text that a score depends on.
struct Window<'a> {
    text: &'a str,
    /// Its first byte in the whole text.
    start: usize,
}

/// From the character before the first that matches (it decides a bonus) to the
/// last that can match; None where `word` is no subsequence. What lies outside
/// changes no score, and headlines are several times longer than this.
fn window<'a>(folded: &'a str, word: &str) -> Option<Window<'a>> {
    let mut wanted = word.chars();
    let mut next = wanted.next();
    let (mut start, mut end) = (None, None);
    let (mut before, mut last) = (0, None);
    for (at, c) in folded.char_indices() {
        if next == Some(c) {
            start.get_or_insert(before);
            next = wanted.next();
            if next.is_none() {
                (last, end) = (Some(c), Some(at + c.len_utf8()));
            }
        } else if last == Some(c) {
            end = Some(at + c.len_utf8());
        }
        before = at;
    }
    let start = start?;
    let text = folded.get(start..end?)?;
    Some(Window { text, start })
}

/// The byte where the character before byte `at` begins; `at` at the start.
fn before(text: &str, at: usize) -> usize {
    let previous = text.get(..at).and_then(|head| head.chars().next_back());
    at - previous.map_or(0, char::len_utf8)
}

/// Whether the first character of `word` comes again in it.
fn first_comes_again(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(|first| chars.any(|c| c == first))
}

/// The leftmost characters of `text` that spell `word`, by index.
fn leftmost(text: &str, word: &str) -> Vec<usize> {
    let mut wanted = word.chars().peekable();
    text.chars()
        .enumerate()
        .filter_map(|(at, c)| wanted.next_if_eq(&c).map(|_| at))
        .collect()
}
