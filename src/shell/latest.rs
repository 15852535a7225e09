//! Which job of a kind was asked for last: those before it are not begun any more.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::app::Era;

/// The era asked for last, of one kind of job.
#[derive(Clone, Default)]
pub(super) struct Latest(Arc<AtomicU64>);

impl Latest {
    /// Another one is asked for.
    pub(super) fn ask(&self, era: Era) -> Self {
        self.0.store(era.0, Ordering::Release);
        self.clone()
    }

    /// Whether it is still the last one.
    pub(super) fn is(&self, era: Era) -> bool {
        self.0.load(Ordering::Acquire) == era.0
    }
}
