//! Finding rows by a 32-bit key: a few sorted runs, each at least twice as long
//! as the next. An append adds a run and merges the short ones; the long ones are
//! shared with every older snapshot.
//!
//! Invariant: keys may collide, so whoever asks verifies the rows that come back.

use std::ops::RangeInclusive;
use std::sync::Arc;

/// Rows by key. Cloning copies a handful of pointers.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    /// Entries are `key << 32 | row`, ascending.
    runs: Vec<Arc<Vec<u64>>>,
}

impl Index {
    /// The index with more rows, given as (key, row) in any order.
    #[allow(
        clippy::stable_sort_primitive,
        reason = "the stable sort merges two sorted stretches in linear time"
    )]
    pub(super) fn with(&self, entries: impl Iterator<Item = (u32, u32)>) -> Self {
        let mut last: Vec<u64> = entries
            .map(|(key, row)| u64::from(key) << 32 | u64::from(row))
            .collect();
        last.sort_unstable();
        let mut runs = self.runs.clone();
        while let Some(before) = runs.pop_if(|run| run.len() < last.len() * 2) {
            last.extend_from_slice(&before);
            last.sort();
        }
        if !last.is_empty() {
            runs.push(Arc::new(last));
        }
        Self { runs }
    }

    /// The rows whose key lies in `keys`, in no particular order.
    pub(super) fn rows(&self, keys: RangeInclusive<u32>) -> impl Iterator<Item = u32> {
        let first = u64::from(*keys.start()) << 32;
        let last = u64::from(*keys.end()) << 32 | u64::from(u32::MAX);
        self.runs.iter().flat_map(move |run| {
            let from = run.partition_point(|&entry| entry < first);
            run.iter()
                .skip(from)
                .take_while(move |&&entry| entry <= last)
                .map(|&entry| entry as u32)
        })
    }

    /// Runs at present, for tests.
    #[cfg(test)]
    pub(super) fn run_count(&self) -> usize {
        self.runs.len()
    }
}
