//! What shows of a text around a match. Many lie end to end in one piece of memory,
//! because there may be hundreds of thousands: to free each by itself, when the next
//! search replaces them, would take the interface several frames.
//!
//! Invariant: an excerpt is one of the texts in its memory, whole, or empty.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use crate::text::Clean;
use crate::text::clean::Pieces;

/// Some text that shares its memory with others.
#[derive(Clone)]
pub struct Excerpt {
    shared: Arc<Pieces>,
    index: u32,
}

impl Excerpt {
    /// The text `index` of `shared`; empty where there is no such one.
    pub fn of(shared: &Arc<Pieces>, index: u32) -> Self {
        Self {
            shared: Arc::clone(shared),
            index,
        }
    }

    /// The text.
    pub fn text(&self) -> Clean<&str> {
        self.shared.get(self.index as usize)
    }
}

impl Deref for Excerpt {
    type Target = str;

    fn deref(&self) -> &str {
        self.text().into_inner()
    }
}

impl<'t, T: Into<Clean<&'t str>>> From<T> for Excerpt {
    fn from(text: T) -> Self {
        let mut shared = Pieces::default();
        shared.push(text.into());
        Self::of(&Arc::new(shared), 0)
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
        let mut both = Pieces::default();
        both.push("大雨".into());
        both.push("河内".into());
        let shared = Arc::new(both);
        let (rain, place) = (Excerpt::of(&shared, 0), Excerpt::of(&shared, 1));
        assert_eq!((&*rain, &*place), ("大雨", "河内"));
        assert_eq!(rain, Excerpt::from("大雨"));
        assert_ne!(rain, place);
        assert_eq!(format!("{rain} {place:?}"), "大雨 \"河内\"");
        assert_eq!(&*Excerpt::of(&shared, 2), "", "past the end");
        assert_eq!(Arc::strong_count(&shared), 3);
    }
}
