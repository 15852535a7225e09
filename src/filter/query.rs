//! A query, parsed and folded once.

/// Blank-separated words, all of which must match.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    words: Vec<String>,
}

impl Query {
    /// Parses what was typed.
    pub fn parse(text: &str) -> Self {
        Self {
            words: text
                .split_whitespace()
                .map(crate::text::fold::fold)
                .collect(),
        }
    }
    /// Whether every row matches.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
    /// Character indices of `headline` (as shown) that the query marks, ascending; None where it does not match.
    pub fn marks(&self, headline: &str) -> Option<Vec<u32>> {
        let _ = headline;
        None
    }
}
