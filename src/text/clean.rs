//! Makes text from outside harmless, once, at the door: nothing that a terminal
//! obeys, nothing that reorders a line, no cluster without end. CJK text keeps
//! what it needs: variation selectors (ideographic ones too), joiners, private
//! use characters.
//!
//! What came through the door is a [`Clean`] from then on, and the screen, a notice,
//! the clipboard and what is printed take nothing else.
//!
//! Invariant: idempotent; the result holds no C0 but LF and TAB, no C1, DEL,
//! bidi control, tag (but in flags) or noncharacter, and neither it nor a piece of it
//! has a cluster of more than [`CLUSTER_CHARS`] characters or [`CLUSTER_BYTES`] bytes.

mod join;
mod pieces;
mod rules;
mod typed;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

pub(crate) use join::joined;
pub use join::{Joined, Part, join};
pub use pieces::Pieces;
pub(super) use rules::room;
pub use rules::{CLUSTER_BYTES, CLUSTER_CHARS};
pub use typed::{Clean, Keep};

/// Neutralises everything in `text` that a terminal would obey. Keeps LF and TAB;
/// whole ANSI sequences are dropped, other controls become U+FFFD.
pub fn clean(text: &str) -> Clean<Cow<'_, str>> {
    Clean::made(rules::clean(text))
}

/// The same of a text that is given away: not copied where nothing is to be changed.
pub fn clean_owned(text: String) -> Clean {
    match rules::clean(&text) {
        Cow::Borrowed(_) => Clean::made(text),
        Cow::Owned(changed) => Clean::made(changed),
    }
}

/// A text for one line: cleaned, line feeds and tabs as blanks, ends trimmed.
pub fn line(text: &str) -> Clean {
    let flat = flat(text);
    match flat.trim() {
        trimmed if trimmed.len() == flat.len() => flat,
        trimmed => Clean::made(trimmed.to_owned()),
    }
}

/// The same with blanks at its ends, for what is being typed.
pub fn flat(text: &str) -> Clean {
    let clean = rules::clean(text);
    if !clean.contains(['\n', '\t']) {
        return Clean::made(clean.into_owned());
    }
    // A mark at the beginning of a line stands on the blank now.
    Clean::made(rules::capped(clean.replace(['\n', '\t'], " ")))
}

/// [`line()`] without a copy where nothing is to be changed.
pub fn one_line(text: &str) -> Clean<Cow<'_, str>> {
    let trimmed = text.trim();
    let plain = |c: char| c != '\n' && c != '\t' && rules::harmless(c);
    if trimmed.chars().all(plain) {
        Clean::made(Cow::Borrowed(trimmed))
    } else {
        line(text).into()
    }
}
