//! Where a line may break: UAX #14 (Unicode 18, by `icu_segmenter`) and over it
//! the rules of CLREQ 3.1.4 (kinsoku), JLREQ 3.1.7–3.1.10 and KLREQ (eojeol).
//!
//! Invariant: the pass only looks at the two clusters beside a boundary, the
//! character before them, and whether a half-width quote is open, so that it
//! streams. Half-width marks stand in the same sets as full-width ones, since
//! news sites flatten them.

use icu_segmenter::iterators::LineBreakIterator;
use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::scaffold::Utf8;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

use super::class::{self, Class};
use super::cluster::Clusters;
use super::lang::Lang;

/// How strictly characters are kept from line starts and ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Between any two clusters.
    None,
    /// CLREQ basic; JLREQ without 々, ー and small kana.
    #[default]
    Basic,
    /// Basic, and no solidus at a line's end (GB/T 15834).
    Gb,
    /// CLREQ strict; JLREQ with 々, ー and small kana.
    Strict,
}

/// What a boundary between two clusters allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Opportunity {
    /// Not even where a word is longer than the measure, while there is another place.
    Never,
    /// Where nothing else is left: inside a word or number.
    InsideWord,
    /// Only in a word that is longer than the measure (Korean syllables).
    InLongWord,
    Allowed,
}

/// The bare engine. The `neo` constructor is Unicode 18; the crate is pinned
/// because it stands behind the `unstable` feature.
fn engine() -> LineSegmenterBorrowed<'static> {
    LineSegmenter::new_neo_for_non_complex_scripts(LineBreakOptions::default())
}

/// The byte offsets at which UAX #14 alone allows or demands a break, the end of
/// the text included, its start not.
pub fn opportunities(text: &str) -> Vec<usize> {
    engine().segment_str(text).filter(|&at| at > 0).collect()
}

/// The byte offsets inside `text` at which a line may end by the rules of `lang`
/// at `level`, as far as no word is longer than the measure.
pub fn breaks(text: &str, level: Level, lang: Lang) -> Vec<usize> {
    let mut judge = Judge::new(text, level, lang);
    let mut clusters = Clusters::new(text);
    let mut found = Vec::new();
    while let Some((at, piece, first)) = clusters.step() {
        let here = judge.next(at, class::of_cluster(piece, first), clusters.peek());
        if at > 0 && here == Opportunity::Allowed {
            found.push(at);
        }
    }
    found
}

/// What words of Korean are written with, besides Latin letters and digits.
const LETTERS: Class = Class::HANGUL.joined(Class::IDEOGRAPH);

/// Whether `mark` is a dash or an ellipsis of two squares, `beside` the other half.
fn is_pair(mark: Class, beside: Class) -> bool {
    mark.has(Class::TWO_EM) || mark.same_mark(beside)
}

/// Judges the boundaries of a text from left to right.
pub(super) struct Judge<'t> {
    uax: LineBreakIterator<'static, 't, Utf8>,
    next_uax: usize,
    level: Level,
    lang: Lang,
    /// The cluster before the boundary, and the one before that.
    left: Class,
    before_left: Class,
    /// The last cluster that is not blank.
    solid: Class,
    /// Whether `left`, a half-width quote, opens.
    left_opens: bool,
    quote_open: bool,
}

impl<'t> Judge<'t> {
    pub(super) fn new(text: &'t str, level: Level, lang: Lang) -> Self {
        Self {
            uax: engine().segment_str(text),
            next_uax: 0,
            level,
            lang,
            left: Class::default(),
            before_left: Class::default(),
            solid: Class::default(),
            left_opens: false,
            quote_open: false,
        }
    }

    /// What the boundary at byte `at`, before the cluster of class `right`,
    /// allows; `after` is the first character after that cluster. To be called
    /// for every cluster in order, the first one included.
    #[inline]
    pub(super) fn next(&mut self, at: usize, right: Class, after: Option<char>) -> Opportunity {
        while self.next_uax < at {
            self.next_uax = self.uax.next().unwrap_or(usize::MAX);
        }
        let opens = right.has(Class::PLAIN_QUOTE) && !self.quote_open;
        let found = if self.level == Level::None {
            Opportunity::Allowed
        } else {
            self.judge(self.next_uax == at, right, opens, after)
        };
        self.quote_open ^= right.has(Class::PLAIN_QUOTE);
        self.left_opens = opens;
        self.before_left = self.left;
        self.left = right;
        if !right.has(Class::SPACE) {
            self.solid = right;
        }
        found
    }

    #[inline]
    fn judge(&self, uax: bool, right: Class, opens: bool, after: Option<char>) -> Opportunity {
        // Most boundaries of CJK text: two ideographs.
        if self.left == Class::HAN && right == Class::HAN {
            return self.plain(uax, right);
        }
        let marks = Class::CONNECTOR
            .joined(Class::DASH)
            .joined(Class::ELLIPSIS)
            .joined(Class::OPEN_QUOTE);
        let next = match after {
            Some(c) if right.has(marks) => class::of(c),
            _ => Class::default(),
        };
        if self.forbidden(right, opens, next) {
            return Opportunity::Never;
        }
        // C++, C#: UAX #14 parts two signs.
        let word = Class::LETTER.joined(Class::SIGN);
        if self.begins_word(right)
            || self.inside_number(right)
            || right.has(Class::SIGN) && self.left.has(word)
        {
            return Opportunity::InsideWord;
        }
        if self.freed(right, opens, next) {
            return self.plain(true, right);
        }
        self.plain(uax, right)
    }

    /// Korean breaks only at blanks, a syllable or a Hanja only in a long word
    /// (KLREQ).
    #[inline]
    fn plain(&self, allowed: bool, right: Class) -> Opportunity {
        if !allowed {
            Opportunity::InsideWord
        } else if self.lang == Lang::Korean
            && !self.left.has(Class::SPACE)
            && (self.left.has(LETTERS) || right.has(LETTERS))
        {
            Opportunity::InLongWord
        } else {
            Opportunity::Allowed
        }
    }

    /// The rules that take an opportunity away.
    fn forbidden(&self, right: Class, opens: bool, next: Class) -> bool {
        let left = self.left;
        let pair = Class::DASH.joined(Class::ELLIPSIS);
        if right.has(pair) && left.same_mark(right) {
            return true;
        }
        if right.has(Class::NOT_START) || self.solid.has(Class::NOT_END) {
            return true;
        }
        if right.has(Class::PLAIN_QUOTE) && !opens {
            return true;
        }
        if left.has(Class::PLAIN_QUOTE) && self.left_opens {
            return true;
        }
        let letters = Class::IDEOGRAPH.joined(Class::HANGUL);
        if right.has(Class::CONNECTOR) && (left.has(letters) || next.has(letters)) {
            return true;
        }
        if right.has(pair) && !is_pair(right, next) && !left.has(Class::SPACE) {
            return true; // a single dash connects, a single ellipsis belongs to what it follows
        }
        if right.has(Class::DASH) && !is_pair(right, next) {
            return true;
        }
        if self.level >= Level::Gb && left.has(Class::SOLIDUS) {
            return true;
        }
        self.level == Level::Strict
            && (right.has(Class::STRICT_START)
                || right.has(pair)
                || (left.has(Class::DIGIT) && right.has(Class::UNIT)))
    }

    /// `-a`, `--all`, `/usr`: the sign begins the word that follows it.
    fn begins_word(&self, right: Class) -> bool {
        let sign = self.left.has(Class::CONNECTOR) && !self.left.has(Class::EAST_ASIAN);
        let before = self.before_left;
        sign && right.has(Class::LETTER.joined(Class::DIGIT))
            && (before.has(Class::SPACE)
                || (before.has(Class::CONNECTOR) && !before.has(Class::SOLIDUS))
                || before == Class::default()
                || is_mark(before))
    }

    /// Full-width digits, which UAX #14 takes for ideographs, are numbers too.
    fn inside_number(&self, right: Class) -> bool {
        let wide = Class::DIGIT.joined(Class::EAST_ASIAN);
        right == wide
            && (self.left == wide
                || (self.left.has(Class::NUMBER_MARK) && self.before_left == wide))
    }

    /// The rules that add an opportunity to those of UAX #14.
    fn freed(&self, right: Class, opens: bool, next: Class) -> bool {
        let left = self.left;
        let east = left.has(Class::EAST_ASIAN);
        // LB19a of UAX #14, for half-width quotes and behind `——` and `……`, too.
        let quote_starts = right.has(Class::OPEN_QUOTE) || opens;
        let quote_ended =
            left.has(Class::CLOSE_QUOTE) || (left.has(Class::PLAIN_QUOTE) && !self.left_opens);
        let behind_pair = is_pair(left, self.before_left);
        // `Rust“语言”`: what is quoted is East Asian, what stands before is a word.
        let word = left.has(Class::LETTER.joined(Class::DIGIT));
        let after_word = word && right.has(Class::OPEN_QUOTE) && next.has(Class::EAST_ASIAN);
        let quotes_meet = quote_ended && (right.has(Class::OPEN_QUOTE) || opens);
        if quotes_meet
            || (quote_starts && (east || behind_pair))
            || (quote_ended && right.has(Class::EAST_ASIAN))
            || after_word
        {
            return true;
        }
        // A sign that begins a word may begin a line (UAX #14 knows hyphens only).
        let begins = Class::LETTER.joined(Class::DIGIT).joined(Class::CONNECTOR);
        if right.has(Class::CONNECTOR) && is_mark(left) && next.has(begins) {
            return true;
        }
        // A sign that ends a word is no prefix of what follows.
        let word = Class::LETTER.joined(Class::SIGN);
        if left.has(Class::SIGN) && self.before_left.has(word) && right.has(Class::IDEOGRAPH) {
            return true;
        }
        // CLREQ: dashes and ellipses may start a line below the strict level.
        let pair = Class::DASH.joined(Class::ELLIPSIS);
        if right.has(pair) && is_pair(right, next) {
            return east || left.has(Class::CLOSE_QUOTE);
        }
        if right.has(Class::STRICT_START) {
            return east;
        }
        // A half-width mark after Han stands for the full-width one.
        left.has(Class::HALF_MARK)
            && self.before_left.has(Class::EAST_ASIAN)
            && (quote_starts
                || right.has(Class::DIGIT.joined(Class::LETTER).joined(Class::NOT_END)))
    }
}

/// Whether it is a mark of East Asian text.
fn is_mark(class: Class) -> bool {
    class.has(Class::EAST_ASIAN)
        && !class.has(Class::IDEOGRAPH.joined(Class::HANGUL).joined(Class::DIGIT))
}

#[cfg(test)]
mod tests;
