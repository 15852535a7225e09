//! The finder's tables, loaded once by whoever first needs them, and how a text is
//! looked for in an article.
//!
//! Invariant: what is written goes before what is only read so.

use std::sync::{Arc, OnceLock};

use crate::article::Span;
use crate::filter;
use crate::reader;

/// The places of a text as it is written; where there are none, those that are read
/// so; else those whose initials are these letters.
pub(super) fn find_somehow(
    text: &str,
    finder: &SharedFinder,
    find: &dyn Fn(reader::Matcher<'_>) -> Option<Arc<[Span]>>,
) -> Option<Arc<[Span]>> {
    let written = find(&filter::finder(text))?;
    if !written.is_empty() {
        return Some(written);
    }
    for readings in [filter::Readings::Whole, filter::Readings::Initials] {
        let Some(sought) = finder.get().sought(text, readings) else {
            break;
        };
        let read = find(&|text| sought.find(text))?;
        if !read.is_empty() {
            return Some(read);
        }
    }
    Some(written)
}

/// The tables of readings, loaded by whoever first needs them.
#[derive(Clone)]
pub struct SharedFinder {
    options: filter::Options,
    lines: bool,
    loaded: Arc<OnceLock<filter::Finder>>,
}

impl SharedFinder {
    /// To be loaded with these options.
    pub fn new(options: filter::Options) -> Self {
        Self {
            options,
            lines: false,
            loaded: Arc::default(),
        }
    }

    /// The same for articles, or for `lines`.
    pub(super) fn of(self, lines: bool) -> Self {
        Self { lines, ..self }
    }

    /// The finder; the first call takes some milliseconds.
    pub fn get(&self) -> &filter::Finder {
        self.loaded.get_or_init(|| {
            let finder = filter::Finder::load(self.options);
            if self.lines {
                finder.of_lines()
            } else {
                finder
            }
        })
    }
}
