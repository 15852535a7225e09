//! The result of a filter run.
use std::sync::Arc;

use crate::store::RowIx;

/// Which rows match, in the order of the list.
#[derive(Clone, Debug)]
pub enum Matches {
    /// The first `n` rows, in their own order.
    All(u32),
    /// These rows, best first.
    Some(Arc<[RowIx]>),
}

impl Matches {
    /// How many rows match.
    pub fn len(&self) -> usize {
        match self {
            Self::All(n) => *n as usize,
            Self::Some(rows) => rows.len(),
        }
    }
    /// Whether nothing matches.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The row at place `at` of the list.
    pub fn get(&self, at: usize) -> Option<RowIx> {
        match self {
            Self::All(n) => (at < *n as usize).then_some(RowIx(at as u32)),
            Self::Some(rows) => rows.get(at).copied(),
        }
    }
}
