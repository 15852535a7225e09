//! Cuts text to columns, never through a cluster.

use std::borrow::Cow;

use super::Ambiguous;
use super::clean::Clean;
use super::cluster::Clusters;
use super::width;
use crate::text::joined;

/// Stands for what was cut off; one column everywhere.
pub const CUT: &str = "⋯";

/// The longest head of `text` that fits `columns`, and the columns it takes.
pub fn head(text: &str, columns: usize, ambiguous: Ambiguous) -> (&str, usize) {
    let mut used = 0;
    for (at, piece) in Clusters::new(text) {
        let after = width::advance(used, piece, ambiguous);
        if after > columns {
            return (text.get(..at).unwrap_or(""), used);
        }
        used = after;
    }
    (text, used)
}

/// `text` in at most `columns`, ending in [`CUT`] where something was cut off.
pub fn clip<'t>(
    text: impl Into<Clean<&'t str>>,
    columns: usize,
    ambiguous: Ambiguous,
) -> Clean<Cow<'t, str>> {
    let text = text.into();
    let (whole, _) = head(&text, columns, ambiguous);
    if whole.len() == text.len() {
        return text.into();
    }
    if columns == 0 {
        return "".into();
    }
    let (kept, _) = head(&text, columns - 1, ambiguous);
    joined![text.piece(..kept.len()), CUT].into()
}

/// The tail of `text` that fits `columns`, for a prompt whose caret is at the end:
/// byte offset where it starts.
pub fn tail_start(text: &str, columns: usize, ambiguous: Ambiguous) -> usize {
    let mut over = width::text(text, ambiguous).saturating_sub(columns);
    for (at, piece) in Clusters::new(text) {
        if over == 0 {
            return at;
        }
        over = over.saturating_sub(width::cluster(piece, ambiguous));
    }
    if over == 0 { text.len() } else { 0 }
}

#[cfg(test)]
#[allow(clippy::string_slice, reason = "a test that slices wrongly fails")]
mod tests {
    use super::*;

    #[test]
    fn never_cuts_a_wide_character_in_half() {
        assert_eq!(clip("河内会晤", 5, Ambiguous::NARROW), "河内⋯");
        assert_eq!(clip("河内会晤", 6, Ambiguous::NARROW), "河内⋯");
        assert_eq!(clip("河内会晤", 8, Ambiguous::NARROW), "河内会晤");
        assert_eq!(clip("河内会晤", 1, Ambiguous::NARROW), "⋯");
        assert_eq!(clip("河内", 0, Ambiguous::NARROW), "");
    }

    #[test]
    fn shows_the_tail_of_a_long_prompt() {
        let text = "河内会晤";
        assert_eq!(&text[tail_start(text, 5, Ambiguous::NARROW)..], "会晤");
        assert_eq!(tail_start(text, 20, Ambiguous::NARROW), 0);
    }
}
