//! The door to fuzzy-matcher.
//!
//! Invariant: a score depends on the two texts alone, and equals that of
//! `SkimMatcherV2` over the whole text.

use std::cell::RefCell;
use std::ops::Range;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::memo::Memo;

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
    fn compute(&self, window: &str, word: &str) -> Option<i64> {
        // The matcher does not clear the bonuses that an earlier call left in its matrix,
        // and reads them where the word's first character comes again.
        if first_comes_again(word) {
            fresh().fuzzy_match(window, word)
        } else {
            self.matcher.fuzzy_match(window, word)
        }
    }
}

impl Scorer for Skim {
    fn score(&self, folded: &str, word: &str) -> Option<i64> {
        let mut memo = self.memo.borrow_mut();
        let known = memo.word(word)?;
        if word.chars().nth(1).is_some() {
            let window = window(folded, known.span(folded)?)?;
            return known.score(window.text, || self.compute(window.text, word));
        }
        // One character: its best run, and besides the run only the character before
        // it decides.
        let (mut best, mut from) = (None, 0);
        while let Some(run) = known.run(folded, from) {
            from = run.end;
            let window = window(folded, run)?;
            best = best.max(known.score(window.text, || self.compute(window.text, word)));
        }
        best
    }

    fn marks(&self, folded: &str, word: &str) -> Option<Vec<usize>> {
        let span = self.memo.borrow_mut().word(word)?.span(folded)?;
        let window = window(folded, span)?;
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

/// The span of a match with the character before it, which decides a bonus. What
/// lies outside changes no score, and headlines are several times longer than this.
fn window(folded: &str, span: Range<usize>) -> Option<Window<'_>> {
    let before = folded.get(..span.start)?.chars().next_back();
    let start = span.start - before.map_or(0, char::len_utf8);
    let text = folded.get(start..span.end)?;
    Some(Window { text, start })
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
