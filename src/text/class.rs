//! What a character is for line breaking and clustering: ranges and sets, no tables.
//! Sets after CLREQ 3.1.2–3.1.4, JLREQ 3.1.7–3.1.10 (cl-01 to cl-11) and UAX #14.
//!
//! Invariant: a character of [`stands_alone`] never joins a neighbour that also
//! stands alone (UAX #29); tests compare with the segmenter.

/// A set of properties of one character.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Class(u32);

impl Class {
    /// Never at the start of a line (basic level).
    pub const NOT_START: Self = Self(1);
    /// Never at the end of a line.
    pub const NOT_END: Self = Self(1 << 1);
    /// Never at the start of a line at the strict level only: 々 ー, small kana.
    pub const STRICT_START: Self = Self(1 << 2);
    /// `—`, `―`: two of them are one unit, which `⸺` is alone.
    pub const DASH: Self = Self(1 << 3);
    /// `…`, `‥`, `⋯`: two of them are one unit.
    pub const ELLIPSIS: Self = Self(1 << 4);
    /// `-` and `/`: at no line start beside East Asian text.
    pub const CONNECTOR: Self = Self(1 << 5);
    /// Opens a quotation (curly).
    pub const OPEN_QUOTE: Self = Self(1 << 6);
    /// Closes a quotation (curly).
    pub const CLOSE_QUOTE: Self = Self(1 << 7);
    /// East Asian: Han, kana, Hangul, full-width forms and marks.
    pub const EAST_ASIAN: Self = Self(1 << 8);
    /// Hangul.
    pub const HANGUL: Self = Self(1 << 9);
    /// A decimal digit.
    pub const DIGIT: Self = Self(1 << 10);
    /// A letter of a script that is not East Asian.
    pub const LETTER: Self = Self(1 << 11);
    /// A blank that vanishes at a line's end.
    pub const SPACE: Self = Self(1 << 12);
    /// The half-width quotation mark, whose side is known from its place.
    pub const PLAIN_QUOTE: Self = Self(1 << 13);
    /// Counts and units after a number: 年 月 日 万 元 …
    pub const UNIT: Self = Self(1 << 14);
    /// Half-width `, : ; ! ? )`, which stand for full-width marks after Han.
    pub const HALF_MARK: Self = Self(1 << 15);

    /// `/`: from the GB level on at no line end.
    pub const SOLIDUS: Self = Self(1 << 16);

    /// Full-width `，．：／－`, which part the digits of a number.
    pub const NUMBER_MARK: Self = Self(1 << 17);

    /// Han and kana, beside which a gap parts Latin letters and digits.
    pub const IDEOGRAPH: Self = Self(1 << 18);

    /// `、。，．`: may hang beyond the line's end (JLREQ 3.8.2).
    pub const STOP: Self = Self(1 << 19);

    /// Full-width marks whose right half is empty.
    pub const HALF_EMPTY: Self = Self(1 << 20);

    /// `⸺`: a whole dash in one character.
    pub const TWO_EM: Self = Self(1 << 21);

    /// `+` and `#`, which may end a word.
    pub const SIGN: Self = Self(1 << 21);

    /// What most characters of CJK text are.
    pub const HAN: Self = Self::EAST_ASIAN.joined(Self::IDEOGRAPH);

    /// Whether this has any property of `other`.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The properties of both.
    pub const fn joined(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether both are dashes or both are ellipses.
    pub const fn same_mark(self, other: Self) -> bool {
        self.0 & other.0 & (Self::DASH.0 | Self::ELLIPSIS.0) != 0
    }
}

/// Whether `c` lies in the main block of Han characters.
#[inline]
pub const fn is_unified_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

/// Whether `c` is a Han character.
pub const fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '々' | '〇'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether `c` is hiragana or katakana (half-width too).
pub const fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{309D}'..='\u{309F}' | '\u{30A1}'..='\u{30FA}'
        | '\u{30FC}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF9D}')
}

/// Whether `c` is a Hangul syllable or letter.
pub const fn is_hangul(c: char) -> bool {
    matches!(c, '\u{AC00}'..='\u{D7A3}' | '\u{1100}'..='\u{11FF}' | '\u{3131}'..='\u{318E}'
        | '\u{A960}'..='\u{A97C}' | '\u{D7B0}'..='\u{D7FB}')
}

/// Whether `c` never forms a cluster with a neighbour of the same kind: most of
/// ASCII, Latin, CJK marks, kana, Han, Hangul syllables, full-width forms.
#[inline]
pub const fn stands_alone(c: char) -> bool {
    matches!(c,
        '\u{4E00}'..='\u{9FFF}'
        | ' '..='~'
        | '\u{3000}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{309B}'..='\u{30FF}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{FF01}'..='\u{FF9D}'
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{203B}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{B7}' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}')
}

/// The class of a character.
#[inline]
pub fn of(c: char) -> Class {
    if is_unified_han(c) {
        return han(c);
    }
    if c.is_ascii() {
        return ascii(c);
    }
    other(c)
}

/// The class of the cluster `piece`, whose first character is `first`. A mark on a
/// blank is seen: such a cluster is no blank, and parts no words, since the break
/// that its blank would give lies inside it (UAX #14 LB10 has it for a letter).
#[inline]
pub fn of_cluster(piece: &str, first: char) -> Class {
    match of(first) {
        blank if blank.has(Class::SPACE) && piece.len() > first.len_utf8() => Class::default(),
        class => class,
    }
}

const fn han(c: char) -> Class {
    match c {
        '年' | '月' | '日' | '时' | '分' | '秒' | '岁' | '万' | '亿' | '元' => {
            Class::HAN.joined(Class::UNIT)
        }
        _ => Class::HAN,
    }
}

const fn ascii(c: char) -> Class {
    match c {
        ' ' | '\t' => Class::SPACE,
        '0'..='9' => Class::DIGIT,
        'a'..='z' | 'A'..='Z' => Class::LETTER,
        ',' | ';' | ':' | '!' | '?' | ')' => Class::NOT_START.joined(Class::HALF_MARK),
        '.' | ']' | '}' => Class::NOT_START,
        '%' => Class::NOT_START.joined(Class::UNIT),
        '~' => Class::NOT_START,
        '(' | '[' | '{' | '$' => Class::NOT_END,
        '-' => Class::CONNECTOR,
        '+' | '#' => Class::SIGN,
        '/' => Class::CONNECTOR.joined(Class::SOLIDUS),
        '"' => Class::PLAIN_QUOTE,
        _ => Class(0),
    }
}

/// Marks that may not start a line, beyond ASCII; those of East Asian text and
/// those shared with other scripts.
const fn closing(c: char) -> bool {
    matches!(c,
        '、' | '，' | '。' | '．' | '；' | '：' | '！' | '？' | '）' | '」' | '』' | '】' | '〕'
        | '〗' | '》' | '〉' | '］' | '｝' | '〙' | '〛' | '｠' | '〟' | '〞'
        | '・' | '｡' | '､' | '･' | '｣' | '～' | '〜' | '゠' | '％' | '℃' | '‼' | '⁇' | '⁈' | '⁉'
        | '﹂' | '﹄' | '︐'..='︒' | '︓'..='︖')
}

const fn closing_shared(c: char) -> bool {
    matches!(
        c,
        '”' | '’'
            | '»'
            | '›'
            | '·'
            | '•'
            | '‧'
            | '–'
            | '‐'
            | '‰'
            | '°'
            | '¢'
            | '′'
            | '″'
    )
}

const fn opening(c: char) -> bool {
    matches!(
        c,
        '（' | '「'
            | '『'
            | '【'
            | '〔'
            | '〖'
            | '《'
            | '〈'
            | '［'
            | '｛'
            | '｢'
            | '〘'
            | '〚'
            | '｟'
            | '〝'
            | '￥'
            | '＄'
            | '￡'
            | '﹁'
            | '﹃'
    )
}

fn other(c: char) -> Class {
    let wide = if is_han(c) || is_kana(c) {
        Class::HAN
    } else if is_east_asian(c) {
        Class::EAST_ASIAN
    } else {
        Class(0)
    };
    if strict_start(c) {
        return Class::HAN.joined(Class::STRICT_START);
    }
    match c {
        '“' | '‘' => Class::OPEN_QUOTE.joined(Class::NOT_END),
        '”' | '’' => Class::CLOSE_QUOTE.joined(Class::NOT_START),
        '—' | '―' => Class::DASH,
        '⸺' => Class::DASH.joined(Class::TWO_EM),
        '…' | '‥' | '⋯' => Class::ELLIPSIS,
        '¥' | '€' | '£' => Class::NOT_END,
        '\u{A0}' | '\u{3000}' | '\u{2000}'..='\u{200A}' => Class::SPACE,
        '－' => Class::CONNECTOR
            .joined(Class::NUMBER_MARK)
            .joined(Class::EAST_ASIAN),
        '／' => Class::CONNECTOR
            .joined(Class::NUMBER_MARK)
            .joined(Class::SOLIDUS)
            .joined(Class::EAST_ASIAN),
        '，' | '．' => stop().joined(Class::NUMBER_MARK),
        '、' | '。' => stop(),
        '：' => Class::EAST_ASIAN
            .joined(Class::NOT_START)
            .joined(Class::HALF_EMPTY)
            .joined(Class::NUMBER_MARK),
        _ if half_empty(c) => Class::EAST_ASIAN
            .joined(Class::NOT_START)
            .joined(Class::HALF_EMPTY),
        '０'..='９' => Class::DIGIT.joined(Class::EAST_ASIAN),
        _ if closing(c) => Class::EAST_ASIAN.joined(Class::NOT_START),
        _ if closing_shared(c) => Class::NOT_START,
        _ if opening(c) => Class::EAST_ASIAN.joined(Class::NOT_END),
        _ if is_hangul(c) => Class::EAST_ASIAN.joined(Class::HANGUL),
        // Circled letters and numbers, and others in one piece, are signs of their own.
        '\u{2460}'..='\u{24FF}' => wide,
        '\u{2150}'..='\u{33FF}' if c.is_numeric() => wide,
        _ if c.is_numeric() && !wide.has(Class::EAST_ASIAN) => Class::DIGIT,
        _ if wide.has(Class::EAST_ASIAN) => wide,
        _ if c.is_alphabetic() => Class::LETTER,
        _ => Class(0),
    }
}

const fn stop() -> Class {
    Class::EAST_ASIAN
        .joined(Class::NOT_START)
        .joined(Class::STOP)
        .joined(Class::HALF_EMPTY)
}

/// Closing brackets and the marks that GB/T 15834-2011 (5.1.10) sets half as
/// wide at a line's end; stops are in [`stop`].
const fn half_empty(c: char) -> bool {
    matches!(
        c,
        '；' | '：' | '）' | '」' | '』' | '】' | '〕' | '〗' | '》' | '〉' | '］' | '｝'
    )
}

/// JLREQ cl-09, cl-10, cl-11: iteration marks, the long vowel mark, small kana.
const fn strict_start(c: char) -> bool {
    matches!(c, '々' | '〻' | 'ゝ' | 'ゞ' | 'ヽ' | 'ヾ' | 'ー'
        | 'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ' | 'ゕ' | 'ゖ'
        | 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ' | 'ヵ' | 'ヶ'
        | '\u{31F0}'..='\u{31FF}' | '\u{FF67}'..='\u{FF70}')
}

fn is_east_asian(c: char) -> bool {
    is_han(c)
        || is_kana(c)
        || matches!(c, '\u{3000}'..='\u{303F}' | '\u{3100}'..='\u{312F}' | '\u{FF00}'..='\u{FFEF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_do_not_contradict_each_other() {
        for c in '\u{20}'..='\u{FFFF}' {
            let class = of(c);
            assert!(
                !(class.has(Class::NOT_START) && class.has(Class::NOT_END)),
                "{c}"
            );
            assert!(
                !(class.has(Class::LETTER) && class.has(Class::EAST_ASIAN)),
                "{c}"
            );
        }
    }

    #[test]
    fn both_forms_of_the_marks_are_known() {
        for c in "、，。．：；！？,.;:!?）)」』】〕〗》〉］｝]}”’·•・‧–～〜~％%‰℃°｡､･｣".chars()
        {
            assert!(of(c).has(Class::NOT_START), "{c}");
        }
        for c in "（(「『【〔〖《〈“‘［｛[{$¥￥＄€£｢".chars() {
            assert!(of(c).has(Class::NOT_END), "{c}");
        }
    }
}
