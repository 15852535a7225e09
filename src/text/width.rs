//! The only width authority: how many terminal columns a cluster covers, by
//! unicode-width (UAX #11, Unicode 18).
//!
//! Invariant: a cluster is never narrower than one column, and the painter
//! covers exactly the columns counted here.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::class;
use super::cluster::Clusters;

/// How wide the terminal draws characters of ambiguous width (UAX #11 class A).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Ambiguous {
    /// One column, as most terminals do.
    #[default]
    Narrow,
    /// Two columns, as terminals with a CJK setting do.
    Wide,
}

/// Columns from one tab stop to the next.
pub const TAB: usize = 4;

/// Columns of one grapheme cluster, at least 1. A tab counts 1 here: its real
/// width depends on where it stands (see [`advance`]).
pub fn cluster(cluster: &str, ambiguous: Ambiguous) -> usize {
    cluster
        .chars()
        .next()
        .map_or(1, |first| of(first, cluster, ambiguous))
}

/// The same for a cluster whose first character is known.
#[inline]
pub(super) fn of(first: char, cluster: &str, ambiguous: Ambiguous) -> usize {
    if cluster.len() == first.len_utf8() {
        return char(first, ambiguous);
    }
    let width = match ambiguous {
        Ambiguous::Narrow => cluster.width(),
        Ambiguous::Wide => cluster.width_cjk(),
    };
    width.max(1)
}

/// Columns of a cluster of one character, at least 1.
pub(super) fn char(c: char, ambiguous: Ambiguous) -> usize {
    if c.is_ascii() {
        return 1;
    }
    if class::is_unified_han(c) {
        return 2;
    }
    let width = match ambiguous {
        Ambiguous::Narrow => c.width(),
        Ambiguous::Wide => c.width_cjk(),
    };
    width.unwrap_or(1).max(1)
}

/// Whether a cluster is only a mark, without a letter to stand on.
pub fn is_bare_mark(cluster: &str) -> bool {
    cluster.width() == 0
}

/// The column after `piece`, drawn from column `column`: tabs go to the next
/// multiple of [`TAB`].
pub fn advance(column: usize, piece: &str, ambiguous: Ambiguous) -> usize {
    if piece == "\t" {
        return (column / TAB + 1) * TAB;
    }
    column + cluster(piece, ambiguous)
}

/// Columns of `text` drawn from column 0.
pub fn text(text: &str, ambiguous: Ambiguous) -> usize {
    Clusters::new(text).fold(0, |column, (_, piece)| advance(column, piece, ambiguous))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_as_wide_as_unicode_width_says() {
        for c in ('\u{20}'..=char::MAX).filter(|c| !c.is_control()) {
            for (ambiguous, expected) in [
                (Ambiguous::Narrow, c.width()),
                (Ambiguous::Wide, c.width_cjk()),
            ] {
                assert_eq!(char(c, ambiguous), expected.unwrap_or(1).max(1), "{c:?}");
            }
        }
    }

    #[test]
    fn quotes_and_dashes_follow_the_setting() {
        assert_eq!(text("“新”——", Ambiguous::Narrow), 6);
        assert_eq!(text("“新”——", Ambiguous::Wide), 10);
    }

    #[test]
    fn half_width_kana_with_a_voice_mark_is_two_columns() {
        assert_eq!(text("ｶﾞ", Ambiguous::Narrow), 2);
    }

    #[test]
    fn tabs_go_to_the_next_multiple_of_four() {
        assert_eq!(text("a\tb", Ambiguous::Narrow), 5);
        assert_eq!(text("中文\tb", Ambiguous::Narrow), 9);
    }

    #[test]
    fn a_lone_mark_still_covers_a_column() {
        assert_eq!(text("\u{301}", Ambiguous::Narrow), 1);
    }
}
