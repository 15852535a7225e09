//! The door to fuzzy-matcher, which puts the best rows in order and finds the marks.
//!
//! Invariant: a score depends on the two texts alone.

use std::cell::RefCell;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// Scores one word against one key: the characters of the word must occur in it in
/// their order.
pub trait Scorer {
    /// The score and the characters of the key that match, ascending; None where it
    /// does not match.
    fn score(&self, key: &str, word: &str) -> Option<(i64, Vec<usize>)>;
}

/// fuzzy-matcher's `SkimMatcherV2`. One for each worker: it keeps buffers.
pub struct Skim {
    matcher: RefCell<SkimMatcherV2>,
}

impl Default for Skim {
    fn default() -> Self {
        Self {
            matcher: RefCell::new(fresh()),
        }
    }
}

/// A matcher with clean buffers (`use_cache(false)` panics in 0.3.7).
fn fresh() -> SkimMatcherV2 {
    SkimMatcherV2::default().ignore_case()
}

impl Scorer for Skim {
    fn score(&self, key: &str, word: &str) -> Option<(i64, Vec<usize>)> {
        // The matcher does not clear the bonuses that an earlier call left in its matrix,
        // and reads them where the word's first character comes again.
        if first_comes_again(word) {
            *self.matcher.borrow_mut() = fresh();
        }
        let found = self.matcher.borrow().fuzzy_indices(key, word)?;
        // With some words it forgets a character, and behind a long gap it takes another.
        spells(key, &found.1, word).then_some(found)
    }
}

/// Whether these characters of `key` are those of `word`, in either case.
fn spells(key: &str, found: &[usize], word: &str) -> bool {
    let (mut chars, mut letters, mut next) = (key.chars(), word.chars(), 0);
    let mut all = found.iter().map(|at| {
        let skipped = at.checked_sub(std::mem::replace(&mut next, at + 1))?;
        Some(chars.nth(skipped)?.eq_ignore_ascii_case(&letters.next()?))
    });
    all.all(|same| same == Some(true)) && found.len() == word.chars().count()
}

/// Whether the first character of `word` comes again in it, in either case.
fn first_comes_again(word: &str) -> bool {
    let mut chars = word.chars();
    let first = chars.next();
    first.is_some_and(|first| chars.any(|c| c.eq_ignore_ascii_case(&first)))
}
