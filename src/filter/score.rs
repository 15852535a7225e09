//! The door to fuzzy-matcher.

/// Scores one word against one folded headline.
pub trait Scorer {
    /// The score; None where it does not match.
    fn score(&self, folded: &str, word: &str) -> Option<i64>;
    /// The character indices that match, ascending.
    fn marks(&self, folded: &str, word: &str) -> Option<Vec<usize>>;
}

/// fuzzy-matcher's SkimMatcherV2.
#[derive(Default)]
pub struct Skim;
