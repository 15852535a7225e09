//! The door to fuzzy-matcher.
//!
//! Invariant: a score depends on the two texts alone, and equals that of
//! `SkimMatcherV2` over the whole text.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

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

/// fuzzy-matcher's `SkimMatcherV2`.
pub struct Skim {
    /// Keeps its buffers from call to call.
    matcher: SkimMatcherV2,
}

impl Default for Skim {
    fn default() -> Self {
        Self { matcher: fresh() }
    }
}

/// A matcher with clean buffers (`use_cache(false)` panics in 0.3.7).
fn fresh() -> SkimMatcherV2 {
    SkimMatcherV2::default().ignore_case()
}

impl Scorer for Skim {
    fn score(&self, folded: &str, word: &str) -> Option<i64> {
        let window = window(folded, word)?;
        // The matcher does not clear the bonuses that an earlier call left in its matrix,
        // and reads them where the word's first character comes again.
        if first_comes_again(word) {
            fresh().fuzzy_match(window.text, word)
        } else {
            self.matcher.fuzzy_match(window.text, word)
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
    let mut chars = word.chars();
    let mut last = chars.next()?;
    let first = folded.find(last)?;
    let mut rest = folded.get(first + last.len_utf8()..)?;
    for c in chars {
        let at = rest.find(c)?;
        rest = rest.get(at + c.len_utf8()..)?;
        last = c;
    }
    let start = folded
        .get(..first)?
        .chars()
        .next_back()
        .map_or(first, |before| first - before.len_utf8());
    let end = match rest.rfind(last) {
        Some(at) => folded.len() - rest.len() + at + last.len_utf8(),
        None => folded.len() - rest.len(),
    };
    let text = folded.get(start..end)?;
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
