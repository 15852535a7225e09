//! The only width authority: how many terminal columns a cluster covers, by
//! unicode-width (UAX #11, Unicode 18).
//!
//! Invariant: a cluster is never narrower than one column, and the painter
//! covers exactly the columns counted here.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::class;
use super::cluster::Clusters;

/// Which characters of ambiguous width (UAX #11 class A) the terminal draws two
/// columns wide. Terminals may treat the three kinds differently.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Ambiguous(u8);

impl Ambiguous {
    /// One column for all, as most terminals do.
    pub const NARROW: Self = Self(0);
    /// Punctuation and symbols: `“ ” — … · ①`.
    pub const MARKS: Self = Self(1);
    /// Letters: `é ü α я`, the tone letters of pinyin among them.
    pub const LETTERS: Self = Self(1 << 1);
    /// Lines and blocks: `│ █`.
    pub const LINES: Self = Self(1 << 2);
    /// Two columns for all, as terminals with a CJK setting do.
    pub const WIDE: Self = Self(7);
    /// Two columns for all, painted so that it is right on either kind of
    /// terminal: what the terminal does is not known.
    pub const SAFE: Self = Self(7 | Self::ERASE);

    const ERASE: u8 = 1 << 3;

    /// The kinds of both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether a wide character's cells are to be erased before it is drawn,
    /// since the terminal may draw it narrow.
    pub const fn erases(self) -> bool {
        self.0 & Self::ERASE != 0
    }

    /// Whether characters of that kind are two columns wide.
    pub const fn has(self, kind: Self) -> bool {
        self.0 & kind.0 != 0
    }
}

/// Columns from one tab stop to the next.
pub const TAB: usize = 4;

/// The version of Unicode whose widths these are.
pub const UNICODE: (u8, u8, u8) = unicode_width::UNICODE_VERSION;

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
    let wide = match ambiguous {
        Ambiguous::NARROW => 0,
        // The marks of a letter do not change its width.
        _ if cluster.width() == 1 => char(first, ambiguous),
        _ if ambiguous.has(Ambiguous::MARKS) => cluster.width_cjk(),
        _ => 0,
    };
    cluster.width().max(wide).max(1)
}

/// Columns of a cluster of one character, at least 1.
pub(super) fn char(c: char, ambiguous: Ambiguous) -> usize {
    if c.is_ascii() {
        return 1;
    }
    if class::is_unified_han(c) {
        return 2;
    }
    let narrow = c.width().unwrap_or(1);
    let wide = ambiguous != Ambiguous::NARROW && narrow == 1 && is_wide(c, ambiguous);
    if wide { 2 } else { narrow.max(1) }
}

/// Whether a character of one column is drawn over two.
fn is_wide(c: char, ambiguous: Ambiguous) -> bool {
    if is_ambiguous_letter(c) {
        return ambiguous.has(Ambiguous::LETTERS);
    }
    let kind = match c {
        '\u{2500}'..='\u{259F}' => Ambiguous::LINES,
        _ => Ambiguous::MARKS,
    };
    ambiguous.has(kind) && c.width_cjk() == Some(2)
}

/// Whether `cluster` is drawn one column wide by some terminals and two by others.
pub fn is_ambiguous(cluster: &str) -> bool {
    let mut chars = cluster.chars();
    match (chars.next(), chars.next()) {
        (Some(first), None) => {
            !first.is_ascii()
                && !class::is_unified_han(first)
                && first.width() == Some(1)
                && is_wide(first, Ambiguous::WIDE)
        }
        (Some(first), Some(_)) => cluster.width() == 1 && is_wide(first, Ambiguous::WIDE),
        _ => false,
    }
}

/// Letters and modifier letters of class A (EastAsianWidth.txt and
/// UnicodeData.txt, Unicode 15.0), which `width_cjk` counts narrow, as no
/// terminal with a CJK setting does.
const fn is_ambiguous_letter(c: char) -> bool {
    matches!(c,
        '\u{A8}' | '\u{AA}' | '\u{B4}' | '\u{B8}' | '\u{BA}' | '\u{C6}' | '\u{D0}' | '\u{D8}'
        | '\u{DE}'..='\u{E1}' | '\u{E6}' | '\u{E8}'..='\u{EA}' | '\u{EC}'..='\u{ED}' | '\u{F0}'
        | '\u{F2}'..='\u{F3}' | '\u{F8}'..='\u{FA}' | '\u{FC}' | '\u{FE}' | '\u{101}' | '\u{111}'
        | '\u{113}' | '\u{11B}' | '\u{126}'..='\u{127}' | '\u{12B}' | '\u{131}'..='\u{133}'
        | '\u{138}' | '\u{13F}'..='\u{142}' | '\u{144}' | '\u{148}'..='\u{14B}' | '\u{14D}'
        | '\u{152}'..='\u{153}' | '\u{166}'..='\u{167}' | '\u{16B}' | '\u{1CE}' | '\u{1D0}'
        | '\u{1D2}' | '\u{1D4}' | '\u{1D6}' | '\u{1D8}' | '\u{1DA}' | '\u{1DC}' | '\u{251}'
        | '\u{261}' | '\u{2C4}' | '\u{2C7}' | '\u{2C9}'..='\u{2CB}' | '\u{2CD}' | '\u{2D0}'
        | '\u{2D8}'..='\u{2DB}' | '\u{2DD}' | '\u{2DF}' | '\u{391}'..='\u{3A1}'
        | '\u{3A3}'..='\u{3A9}' | '\u{3B1}'..='\u{3C1}' | '\u{3C3}'..='\u{3C9}' | '\u{401}'
        | '\u{410}'..='\u{44F}' | '\u{451}' | '\u{207F}' | '\u{2113}' | '\u{2126}' | '\u{212B}')
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
        let marks = Ambiguous::MARKS.and(Ambiguous::LINES);
        for c in ('\u{20}'..=char::MAX).filter(|c| !c.is_control()) {
            for (ambiguous, expected) in [(Ambiguous::NARROW, c.width()), (marks, c.width_cjk())] {
                assert_eq!(char(c, ambiguous), expected.unwrap_or(1).max(1), "{c:?}");
            }
            let letter = is_ambiguous_letter(c);
            assert!(!letter || c.width_cjk() == Some(1), "{c:?}");
            let wide = if letter { 2 } else { char(c, marks) };
            assert_eq!(char(c, Ambiguous::WIDE), wide, "{c:?}");
            let differs = char(c, Ambiguous::NARROW) != wide;
            assert_eq!(is_ambiguous(&c.to_string()), differs, "{c:?}");
        }
    }

    #[test]
    fn each_kind_follows_its_own_answer() {
        for (kind, expected) in [
            (Ambiguous::NARROW, [1, 1, 1]),
            (Ambiguous::MARKS, [2, 1, 1]),
            (Ambiguous::LETTERS, [1, 2, 1]),
            (Ambiguous::LINES, [1, 1, 2]),
            (Ambiguous::SAFE, [2, 2, 2]),
        ] {
            let columns = ["…", "é", "│"].map(|text| self::text(text, kind));
            assert_eq!(columns, expected, "{kind:?}");
        }
        assert_eq!(text("é\u{323}", Ambiguous::WIDE), 2);
        assert_eq!(text("e\u{301}", Ambiguous::WIDE), 1);
    }

    #[test]
    fn quotes_and_dashes_follow_the_setting() {
        assert_eq!(text("“新”——", Ambiguous::NARROW), 6);
        assert_eq!(text("“新”——", Ambiguous::WIDE), 10);
    }

    #[test]
    fn half_width_kana_with_a_voice_mark_is_two_columns() {
        assert_eq!(text("ｶﾞ", Ambiguous::NARROW), 2);
    }

    #[test]
    fn tabs_go_to_the_next_multiple_of_four() {
        assert_eq!(text("a\tb", Ambiguous::NARROW), 5);
        assert_eq!(text("中文\tb", Ambiguous::NARROW), 9);
    }

    #[test]
    fn a_lone_mark_still_covers_a_column() {
        assert_eq!(text("\u{301}", Ambiguous::NARROW), 1);
    }
}
