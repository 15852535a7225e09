//! Text that came through the door, as a type.
//!
//! Why it is safe: its field is private here, and all that makes one is the cleaning of
//! [`super`], a literal of the program, or what was clean already: a piece of it, or
//! pieces put together by [`Joined`](super::Joined), which looks at the seams. Nothing
//! changes it in place.
//!
//! Invariant: what it holds keeps the invariant of [`super`]. A piece may in addition
//! begin in the middle of a cluster; it is harmless all the same.

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::slice::SliceIndex;
use std::sync::Arc;

/// What a clean text is kept in.
pub trait Keep: Deref<Target = str> + sealed::Sealed {}

mod sealed {
    /// Only what is named here: another type might deref to what it likes.
    pub trait Sealed {}
}

macro_rules! keeps {
    ($($kept:ty),*) => {
        $(
            impl sealed::Sealed for $kept {}
            impl Keep for $kept {}
        )*
    };
}

keeps!(&str, String, Box<str>, Arc<str>, Cow<'_, str>);

/// A text that is harmless on a terminal: kept as a [`String`], as part of another
/// (`Clean<&str>`), shared (`Clean<Arc<str>>`), or either (`Clean<Cow<str>>`). It is as
/// large as what keeps it, and nothing is looked at twice: to lend it, or a piece of it,
/// costs what it costs of a `str`.
///
/// Made by [`clean()`](super::clean()) and its like, or from a literal:
///
/// ```
/// use yue::text::clean::{Clean, clean, join, line};
///
/// assert_eq!(clean("红\u{1B}[31m色"), "红色");
/// let name: Clean = line("a\nb");
/// let literal: Clean<&str> = "❯".into();
/// assert_eq!(join([literal, name.view()], " "), "❯ a b");
/// ```
///
/// A text that somebody else made is none, before it was cleaned:
///
/// ```compile_fail
/// let text = String::from("\u{1B}[31m");
/// let clean: yue::text::clean::Clean<&str> = text.as_str().into();
/// ```
/// ```compile_fail
/// let clean: yue::text::clean::Clean = String::from("\u{1B}[31m").into();
/// ```
/// ```compile_fail
/// let clean = yue::text::clean::Clean(String::from("\u{1B}[31m"));
/// ```
/// ```compile_fail
/// let name = String::from("\u{1B}[31m");
/// yue::text::clean::Joined::default().push(name.as_str());
/// ```
/// ```compile_fail
/// let mut clean = yue::text::clean::line("a");
/// clean.push('\u{1B}');
/// ```
/// ```compile_fail
/// let other = String::from("\u{1B}[31m");
/// let clean = yue::text::clean::line("a");
/// let part = clean.view().part(|_| other.as_str());
/// ```
#[derive(Clone, Copy)]
pub struct Clean<S: Keep = String>(S);

impl<S: Keep> Clean<S> {
    /// What the cleaning has made.
    pub(super) fn made(text: S) -> Self {
        Self(text)
    }

    /// The text, as anybody's.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, lent.
    pub fn view(&self) -> Clean<&str> {
        Clean(&self.0)
    }

    /// The text as anybody's; nothing knows any more that it is clean.
    pub fn into_inner(self) -> S {
        self.0
    }
}

impl Clean<&str> {
    /// The bytes `range` of it; empty where there are no such ones.
    #[must_use]
    pub fn piece(self, range: impl SliceIndex<str, Output = str>) -> Self {
        Self(self.0.get(range).unwrap_or(""))
    }

    /// What `cut` gives of it: `text.part(str::trim)`. That it can be nothing else, but
    /// for a literal, is in the lifetimes.
    #[must_use]
    pub fn part(self, cut: impl for<'a> FnOnce(&'a str) -> &'a str) -> Self {
        Self(cut(self.0))
    }

    /// Without blanks at its ends.
    #[must_use]
    pub fn trimmed(self) -> Self {
        Self(self.0.trim())
    }

    /// The texts between all `sign`s in it.
    pub fn parted(self, sign: char) -> impl Iterator<Item = Self> {
        self.0.split(sign).map(Self)
    }

    /// A copy that is kept.
    pub fn to_owned(self) -> Clean {
        Clean(self.0.to_owned())
    }
}

impl Clean<Cow<'_, str>> {
    /// The text, where it is not lent.
    pub fn if_owned(self) -> Option<Clean> {
        match self.0 {
            Cow::Borrowed(_) => None,
            Cow::Owned(text) => Some(Clean(text)),
        }
    }

    /// The text, copied where it is lent.
    pub fn into_owned(self) -> Clean {
        Clean(self.0.into_owned())
    }
}

impl<S: Keep> Deref for Clean<S> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<S: Keep> AsRef<str> for Clean<S> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl<S: Keep + Default> Default for Clean<S> {
    fn default() -> Self {
        Self(S::default())
    }
}

impl<S: Keep> fmt::Display for Clean<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl<S: Keep> fmt::Debug for Clean<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl<S: Keep, T: AsRef<str> + ?Sized> PartialEq<T> for Clean<S> {
    fn eq(&self, other: &T) -> bool {
        **self == *other.as_ref()
    }
}

impl<S: Keep> Eq for Clean<S> {}

impl<S: Keep> PartialEq<Clean<S>> for str {
    fn eq(&self, other: &Clean<S>) -> bool {
        *self == **other
    }
}

impl<S: Keep> PartialEq<Clean<S>> for &str {
    fn eq(&self, other: &Clean<S>) -> bool {
        **self == **other
    }
}

impl<S: Keep> Hash for Clean<S> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

/// Literals are ours: what stands in one was written to be shown.
macro_rules! from_literals {
    ($($kept:ty),*) => {
        $(
            impl From<&'static str> for Clean<$kept> {
                fn from(literal: &'static str) -> Self {
                    Self(literal.into())
                }
            }
        )*
    };
}

from_literals!(&str, String, Box<str>, Arc<str>, Cow<'_, str>);

impl<'t, S: Keep> From<&'t Clean<S>> for Clean<&'t str> {
    fn from(text: &'t Clean<S>) -> Self {
        text.view()
    }
}

/// From what keeps a text to what keeps it otherwise.
macro_rules! from_kept {
    ($($from:ty => $to:ty),* $(,)?) => {
        $(
            impl From<Clean<$from>> for Clean<$to> {
                fn from(text: Clean<$from>) -> Self {
                    Self(text.0.into())
                }
            }
        )*
    };
}

from_kept!(
    &str => String,
    &str => Box<str>,
    &str => Arc<str>,
    String => Box<str>,
    String => Arc<str>,
    String => Cow<'_, str>,
    Cow<'_, str> => String,
    Cow<'_, str> => Box<str>,
    Cow<'_, str> => Arc<str>,
);

impl<'t> From<Clean<&'t str>> for Clean<Cow<'t, str>> {
    fn from(text: Clean<&'t str>) -> Self {
        Self(Cow::Borrowed(text.0))
    }
}

impl Clean<Arc<str>> {
    /// Whether both are the same text in the same memory.
    pub fn shares(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}
