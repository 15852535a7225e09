//! The matching key: what of a text counts when something is looked for.
//!
//! Width (full-width ASCII, half-width kana and jamo, compatibility Han), case, the
//! marks of Latin letters, the kind of kana and the form of Han (traditional or
//! simplified, old or new in Japan) fold away; decomposed Hangul and kana are
//! composed. Marks go only after a Latin letter, so that が and 한 survive.
//!
//! Invariant: folding is idempotent, one source character gives at most one key
//! character, and every key character knows the source bytes that it stands for.
//! Which characters are equal is decided in `fold_char` alone.

mod variants;

use std::iter::Peekable;
use std::str::CharIndices;

use unicode_normalization::char::{
    compose, decompose_canonical, decompose_compatible, is_combining_mark,
};
use unicode_normalization::{IsNormalized, is_nfc_quick};

/// The voiced sound mark that joins the kana before it.
const VOICED: char = '\u{3099}';

/// One character of the key and the part of the source that it stands for,
/// dropped marks and composed parts included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The folded character.
    pub ch: char,
    /// First byte of the source.
    pub start: usize,
    /// One past the last byte of the source.
    pub end: usize,
    /// Character index of the source.
    pub index: u32,
}

/// The units of `text`, in order; together they cover all of it.
pub fn units(text: &str) -> Units<'_> {
    Units {
        chars: text.char_indices().peekable(),
        index: 0,
        len: text.len(),
    }
}

/// Iterator of [`units`].
#[derive(Clone, Debug)]
pub struct Units<'a> {
    chars: Peekable<CharIndices<'a>>,
    index: u32,
    len: usize,
}

/// `ch` with `next` taken into it; None where `next` begins a unit of its own.
pub fn join(ch: char, next: char) -> Option<char> {
    if begins(next) {
        return None;
    }
    let folded = fold_char(next);
    if is_variation_selector(next) || (is_latin(ch) && is_combining_mark(folded)) {
        return Some(ch);
    }
    match (ch, folded) {
        // These four are composed only as katakana.
        ('わ', VOICED) => Some('ヷ'),
        ('ゐ', VOICED) => Some('ヸ'),
        ('ゑ', VOICED) => Some('ヹ'),
        ('を', VOICED) => Some('ヺ'),
        _ => compose(ch, folded),
    }
}

impl Iterator for Units<'_> {
    type Item = Unit;

    fn next(&mut self) -> Option<Unit> {
        let (start, first) = self.chars.next()?;
        let index = self.index;
        self.index += 1;
        let mut ch = fold_char(first);
        while let Some(&(end, next)) = self.chars.peek() {
            match join(ch, next) {
                Some(joined) => ch = joined,
                None => {
                    return Some(Unit {
                        ch,
                        start,
                        end,
                        index,
                    });
                }
            }
            self.chars.next();
            self.index += 1;
        }
        Some(Unit {
            ch,
            start,
            end: self.len,
            index,
        })
    }
}

/// `text` folded for matching: width, case, Latin marks, kana, forms of Han.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Folds into `out` (appending), so that a chunk's arena is filled without allocations.
pub fn fold_into(text: &str, out: &mut String) {
    let before = out.len();
    // What stays as it is goes over in one piece.
    let mut kept = 0;
    for (at, c) in text.char_indices() {
        if !begins(c) && may_join(c) {
            out.truncate(before);
            out.extend(units(text).map(|unit| unit.ch));
            return;
        }
        let folded = fold_char(c);
        if folded != c {
            out.push_str(text.get(kept..at).unwrap_or_default());
            out.push(folded);
            kept = at + c.len_utf8();
        }
    }
    out.push_str(text.get(kept..).unwrap_or_default());
}

/// The folded text and, for each of its characters, the index of the source
/// character that it came from (strictly ascending; a composed character names its first part).
pub fn fold_with_map(text: &str) -> (String, Vec<u32>) {
    units(text).map(|unit| (unit.ch, unit.index)).unzip()
}

/// Whether `text` is its own key at a glance: simplified Han, hiragana, Hangul
/// syllables, common punctuation, and ASCII without capitals. False says nothing.
pub fn is_plain(text: &str) -> bool {
    text.chars().all(|c| begins(c) && fold_char(c) == c)
}

/// Whether the fold of `text` is that of each of its characters by itself: none
/// joins the one before it. Both then have as many characters.
pub fn is_simple(text: &str) -> bool {
    text.chars().all(|c| begins(c) || !may_join(c))
}

/// Characters that never join the one before them. Not all: the list is for speed.
#[inline]
fn begins(c: char) -> bool {
    matches!(c,
        '\0'..='\u{2ff}'
        | '\u{1e00}'..='\u{20cf}'
        | '\u{2100}'..='\u{2ceb}'
        | '\u{2e80}'..='\u{3029}'
        | '\u{3030}'..='\u{3098}'
        | '\u{309b}'..='\u{a66e}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff01}'..='\u{ff9d}'
        | '\u{ffa0}'..='\u{ffee}'
        | '\u{1f000}'..='\u{1faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Whether some character takes `c` into its unit: a mark, the vowel or the final
/// consonant of a Hangul syllable, a selector.
pub fn may_join(c: char) -> bool {
    let folded = fold_char(c);
    is_variation_selector(c)
        || is_combining_mark(folded)
        || is_nfc_quick(std::iter::once(folded)) == IsNormalized::Maybe
}

/// The fold of one character by itself: what [`fold`] makes of a text of only `c`.
#[inline]
pub fn fold_char(c: char) -> char {
    match c {
        '\0'..='\u{7f}' => c.to_ascii_lowercase(),
        '\u{3400}'..='\u{9fff}' => variants::representative(c),
        '\u{3041}'..='\u{30ff}' => hiragana(c),
        '\u{ac00}'..='\u{d7a3}' | '\u{3001}'..='\u{3029}' | '\u{2010}'..='\u{2027}' => c,
        _ => fold_rare(c),
    }
}

/// [`fold_char`] of what is not frequent in the languages that are read here.
fn fold_rare(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0)
            .unwrap_or(c)
            .to_ascii_lowercase(),
        '\u{ff61}'..='\u{ff9f}' => hiragana(compatible(c)),
        '\u{31f0}'..='\u{31ff}' => whole_kana(c),
        '\u{ffa0}'..='\u{ffdc}' => wide_jamo(c),
        '\u{ffe0}'..='\u{ffe6}' => compatible(c),
        '\u{2e80}'..='\u{2fd5}' | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}' => {
            variants::representative(compatible(c))
        }
        '\u{20000}'..='\u{3ffff}' => variants::representative(c),
        '\u{212a}' | '\u{212b}' => latin_base(c),
        _ if is_latin(c) => latin_base(c),
        _ => lower(c),
    }
}

/// Katakana as hiragana; itself where there is none (ヷ, ー).
#[inline]
fn hiragana(c: char) -> char {
    match c {
        '\u{30a1}'..='\u{30f6}' | '\u{30fd}' | '\u{30fe}' => {
            char::from_u32(u32::from(c) - 0x60).unwrap_or(c)
        }
        _ => c,
    }
}

/// The small katakana of Ainu, which have no small hiragana, as whole ones.
fn whole_kana(c: char) -> char {
    let place = (u32::from(c) & 0xf) as usize;
    "くしすとぬはひふへほむらりるれろ"
        .chars()
        .nth(place)
        .unwrap_or(c)
}

/// The single character that `c` is a compatibility form of; else `c`.
fn compatible(c: char) -> char {
    let (mut found, mut count) = (c, 0);
    decompose_compatible(c, |part| {
        found = part;
        count += 1;
    });
    if count == 1 { found } else { c }
}

/// Half-width jamo (KS C 5601 order, with gaps) as the jamo of normal width.
fn wide_jamo(c: char) -> char {
    let code = u32::from(c);
    let wide = match code {
        0xffa0 => 0x3164,
        0xffa1..=0xffbe => code - 0xffa1 + 0x3131,
        0xffc2..=0xffc7 => code - 0xffc2 + 0x314f,
        0xffca..=0xffcf => code - 0xffca + 0x3155,
        0xffd2..=0xffd7 => code - 0xffd2 + 0x315b,
        0xffda..=0xffdc => code - 0xffda + 0x3161,
        _ => code,
    };
    char::from_u32(wide).unwrap_or(c)
}

/// The small letter of a Latin letter, without its marks and strokes.
fn latin_base(c: char) -> char {
    let mut base = None;
    decompose_canonical(c, |part| {
        base.get_or_insert(part);
    });
    match lower(base.unwrap_or(c)) {
        'ⱥ' => 'a',
        'ƀ' => 'b',
        'ȼ' => 'c',
        'đ' | 'ð' | 'ɖ' => 'd',
        'ɇ' => 'e',
        'ǥ' => 'g',
        'ħ' => 'h',
        'ı' | 'ɨ' => 'i',
        'ɉ' => 'j',
        'ł' | 'ƚ' => 'l',
        'ø' | 'ɵ' => 'o',
        'ɍ' => 'r',
        'ſ' => 's',
        'ŧ' | 'ⱦ' => 't',
        'ʉ' => 'u',
        'ɏ' => 'y',
        'ƶ' => 'z',
        other => other,
    }
}

/// The simple small letter: of the two characters that `İ` becomes, the first.
fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// Letters of the Latin script, phonetic ones included.
fn is_latin(c: char) -> bool {
    match c {
        '×' | '÷' => false,
        _ => matches!(c,
            'a'..='z'
            | 'A'..='Z'
            | '\u{c0}'..='\u{2af}'
            | '\u{1e00}'..='\u{1eff}'
            | '\u{2c60}'..='\u{2c7f}'
            | '\u{a722}'..='\u{a787}'
            | '\u{a78b}'..='\u{a7ca}'
            | '\u{ab30}'..='\u{ab64}'),
    }
}

/// They choose a glyph, not a character (葛󠄀 is 葛).
fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests;
