//! A query, parsed and folded once.
//!
//! Invariant: words are folded, not empty, and no word stands twice.

use super::{Scorer, Skim};
use crate::store::{matched_part, presence};
use crate::text::fold::{fold, fold_with_map};

/// Words beyond this many are not looked at: nobody types them, and a paste of
/// thousands must not hold up the keys.
const MOST_WORDS: usize = 64;

/// Blank-separated words, all of which must match.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    words: Vec<String>,
    /// The presence bits of all words.
    mask: u64,
}

impl Query {
    /// Parses what was typed.
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        for word in fold(text).split_whitespace().take(MOST_WORDS) {
            if !query.words.iter().any(|known| known == word) {
                query.mask |= presence(word);
                query.words.push(word.to_owned());
            }
        }
        query
    }

    /// Whether every row matches.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether a headline with this presence mask can match at all.
    pub fn may_match(&self, mask: u64) -> bool {
        mask & self.mask == self.mask
    }

    /// The score of a folded headline: the sum over the words; None where one is missing.
    pub fn score(&self, scorer: &impl Scorer, folded: &str) -> Option<i64> {
        let mut sum = 0;
        for word in &self.words {
            sum += scorer.score(folded, word)?;
        }
        Some(sum)
    }

    /// Character indices of `headline` (as shown) that the query marks, ascending;
    /// None where it does not match. For the visible rows only.
    pub fn marks(&self, headline: &str) -> Option<Vec<u32>> {
        self.marks_with(&Skim::default(), headline)
    }

    /// [`Query::marks`] with a scorer at hand.
    pub fn marks_with(&self, scorer: &impl Scorer, headline: &str) -> Option<Vec<u32>> {
        let part = matched_part(headline);
        let (folded, map) = fold_with_map(part);
        let mut marks = Vec::new();
        for word in &self.words {
            for at in scorer.marks(&folded, word)? {
                let start = map.get(at).copied()?;
                // Up to the next key character: dropped marks and composed parts shine too.
                let end = match map.get(at + 1) {
                    Some(&next) => next,
                    None => part.chars().count() as u32,
                };
                marks.extend(start..end);
            }
        }
        marks.sort_unstable();
        marks.dedup();
        Some(marks)
    }
}
