//! What shows of a text around a match. Many lie end to end in one piece of memory,
//! because there may be hundreds of thousands: to free each by itself, when the next
//! search replaces them, would take the interface several frames.
//!
//! Invariant: an excerpt is a part of its memory that begins and ends between
//! characters, or empty.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

/// Some text that shares its memory with others.
#[derive(Clone)]
pub struct Excerpt {
    shared: Arc<str>,
    start: u32,
    end: u32,
}

impl Excerpt {
    /// The bytes `range` of `shared`; empty where there are no such ones.
    pub fn of(shared: &Arc<str>, range: Range<u32>) -> Self {
        Self {
            shared: Arc::clone(shared),
            start: range.start,
            end: range.end,
        }
    }
}

impl Deref for Excerpt {
    type Target = str;

    fn deref(&self) -> &str {
        let range = self.start as usize..self.end as usize;
        self.shared.get(range).unwrap_or_default()
    }
}

impl<T: Into<Arc<str>>> From<T> for Excerpt {
    fn from(text: T) -> Self {
        let shared = text.into();
        let end = shared.len() as u32;
        Self {
            shared,
            start: 0,
            end,
        }
    }
}

impl PartialEq for Excerpt {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Excerpt {}

impl fmt::Display for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl fmt::Debug for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_one_text_are_told_apart() {
        let shared: Arc<str> = "大雨河内".into();
        let (rain, place) = (Excerpt::of(&shared, 0..6), Excerpt::of(&shared, 6..12));
        assert_eq!((&*rain, &*place), ("大雨", "河内"));
        assert_eq!(rain, Excerpt::from("大雨"));
        assert_ne!(rain, place);
        assert_eq!(format!("{rain} {place:?}"), "大雨 \"河内\"");
        // Neither past the end nor within a character.
        for range in [6..13, 0..1, 99..100] {
            assert_eq!(&*Excerpt::of(&shared, range), "");
        }
        assert_eq!(Arc::strong_count(&shared), 3);
    }
}
