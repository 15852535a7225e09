//! What an article keeps its text in: cleaned, for a screen, or as written, for a
//! writer that escapes what it writes.
//!
//! Invariant: what is given out of a clean text is clean.

use std::borrow::Cow;
use std::ops::Deref;
use std::sync::Arc;

use crate::text::Clean;
use crate::text::clean::{clean, clean_owned};

/// The text of an article.
pub trait Text: Clone + Deref<Target = str> {
    /// A piece of it, lent.
    type Part<'t>: Copy + Default + Deref<Target = str>
    where
        Self: 't;

    /// Whether it is another than what was decoded, where that is not harmless.
    const CLEANED: bool;

    /// From a text as it was decoded.
    fn of(decoded: Cow<'_, str>) -> Self;

    /// The piece of it that `cut` gives.
    fn part(&self, cut: impl for<'a> FnOnce(&'a str) -> &'a str) -> Self::Part<'_>;
}

impl Text for Clean<Arc<str>> {
    type Part<'t> = Clean<&'t str>;

    const CLEANED: bool = true;

    fn of(decoded: Cow<'_, str>) -> Self {
        match decoded {
            Cow::Borrowed(text) => clean(text).into(),
            Cow::Owned(text) => clean_owned(text).into(),
        }
    }

    fn part(&self, cut: impl for<'a> FnOnce(&'a str) -> &'a str) -> Clean<&str> {
        self.view().part(cut)
    }
}

impl Text for Arc<str> {
    type Part<'t> = &'t str;

    const CLEANED: bool = false;

    fn of(decoded: Cow<'_, str>) -> Self {
        decoded.into()
    }

    fn part(&self, cut: impl for<'a> FnOnce(&'a str) -> &'a str) -> &str {
        cut(self)
    }
}
