//! Characters and folded units of bytes that may be the inside of JSON strings,
//! read at any place without looking at what lies before it.
//!
//! Invariant: reading never fails: a byte that is no UTF-8 reads as U+FFFD, a
//! backslash that begins no escape as itself. Every step goes on by a byte or more.

use crate::text::fold::{fold_char, join, may_join};

/// How a text is spelled in its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Plain UTF-8.
    Text,
    /// The inside of a JSON string, with its escapes.
    Json,
}

/// Bytes and their form.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) form: Form,
}

/// One folded character and the bytes that it stands for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    /// The folded character.
    pub(super) ch: char,
    /// The source character that it began with.
    pub(super) first: char,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// How many bytes of an escape can lie before its last one.
const ESCAPE_REACH: usize = 5;

impl<'a> Source<'a> {
    pub(super) fn new(bytes: &'a [u8], form: Form) -> Self {
        Self { bytes, form }
    }

    /// The character that begins at byte `at`, and where the next one begins.
    #[inline]
    pub(super) fn char_at(self, at: usize) -> Option<(char, usize)> {
        let rest = self.bytes.get(at..)?;
        let (c, len) = match *rest {
            [] => return None,
            [b'\\', ..] if self.form == Form::Json => escaped(rest),
            [a @ 0..0x80, ..] => (char::from(a), 1),
            [a, b, c, ..] if a & 0xf0 == 0xe0 && is_tail(b) && is_tail(c) => {
                checked(bits(a, 0x0f, 12) | bits(b, 0x3f, 6) | bits(c, 0x3f, 0), 3)
            }
            [a, b, ..] if a & 0xe0 == 0xc0 && is_tail(b) => {
                checked(bits(a, 0x1f, 6) | bits(b, 0x3f, 0), 2)
            }
            [a, b, c, d, ..] if a & 0xf8 == 0xf0 && is_tail(b) && is_tail(c) && is_tail(d) => {
                let high = bits(a, 0x07, 18) | bits(b, 0x3f, 12);
                checked(high | bits(c, 0x3f, 6) | bits(d, 0x3f, 0), 4)
            }
            _ => (char::REPLACEMENT_CHARACTER, 1),
        };
        Some((c, at + len))
    }

    /// The folded unit that begins at byte `at`.
    #[inline]
    pub(super) fn unit_at(self, at: usize) -> Option<Unit> {
        let (first, mut end) = self.char_at(at)?;
        let mut ch = fold_char(first);
        while let Some((next, after)) = self.char_at(end) {
            let Some(joined) = join(ch, next) else {
                break;
            };
            ch = joined;
            end = after;
        }
        Some(Unit {
            ch,
            first,
            start: at,
            end,
        })
    }

    /// Whether a character begins at byte `at`, or the second half of one that is
    /// spelled by two numbers. False says nothing.
    pub(super) fn begins(self, at: usize) -> bool {
        let Some(&byte) = self.bytes.get(at) else {
            return true;
        };
        if byte >= 0x80 || self.form == Form::Text {
            return !is_tail(byte);
        }
        if byte == b'\\' {
            let before = at.checked_sub(1).and_then(|i| self.bytes.get(i));
            return before != Some(&b'\\');
        }
        let reach = self.bytes.get(at.saturating_sub(ESCAPE_REACH)..at);
        reach.is_some_and(|bytes| !bytes.contains(&b'\\'))
    }

    /// A place at or before `at`, not before `floor`, where a unit begins and from
    /// where at least `count` units that are no blanks lie before the one at `at`;
    /// `floor` where there are not as many.
    pub(super) fn back(self, at: usize, count: usize, floor: usize) -> usize {
        let mut left = count;
        let mut at = at.min(self.bytes.len());
        while at > floor {
            let c = self.char_at(at).filter(|_| self.begins(at));
            if c.is_some_and(|(c, _)| !c.is_whitespace() && !may_join(c)) {
                if left == 0 {
                    return at;
                }
                left -= 1;
            }
            at -= 1;
        }
        floor
    }
}

fn is_tail(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

fn bits(byte: u8, mask: u8, shift: u32) -> u32 {
    u32::from(byte & mask) << shift
}

/// `code` if UTF-8 may spell it with `len` bytes.
fn checked(code: u32, len: usize) -> (char, usize) {
    match char::from_u32(code) {
        Some(c) if c.len_utf8() == len => (c, len),
        _ => (char::REPLACEMENT_CHARACTER, 1),
    }
}

/// The character that the escape at the head of `rest` stands for, and its length.
fn escaped(rest: &[u8]) -> (char, usize) {
    let plain = match rest.get(1) {
        Some(b'u') => return by_code(rest).unwrap_or(('\\', 1)),
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(&byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
        _ => return ('\\', 1),
    };
    (plain, 2)
}

/// `\uXXXX` or a pair of them.
fn by_code(rest: &[u8]) -> Option<(char, usize)> {
    let [_, _, a, b, c, d, rest @ ..] = rest else {
        return None;
    };
    let code = hex([*a, *b, *c, *d])?;
    if let Some(c) = char::from_u32(code) {
        return Some((c, 6));
    }
    let low = match *rest {
        [b'\\', b'u', a, b, c, d, ..] => hex([a, b, c, d]),
        _ => None,
    };
    let pair = match (code, low) {
        (0xd800..=0xdbff, Some(low @ 0xdc00..=0xdfff)) => {
            char::from_u32(0x1_0000 + ((code - 0xd800) << 10) + (low - 0xdc00))
        }
        _ => None,
    };
    Some(pair.map_or((char::REPLACEMENT_CHARACTER, 6), |c| (c, 12)))
}

/// What a byte is worth as a hexadecimal digit; 0xff where it is none.
const DIGITS: [u8; 256] = {
    let mut digits = [0xff; 256];
    let mut value = 0;
    while value < 16 {
        let small = b"0123456789abcdef"[value];
        digits[small as usize] = value as u8;
        digits[small.to_ascii_uppercase() as usize] = value as u8;
        value += 1;
    }
    digits
};

#[inline]
fn hex(digits: [u8; 4]) -> Option<u32> {
    let value = |digit: u8| {
        DIGITS
            .get(usize::from(digit))
            .map_or(0xff, |&d| u32::from(d))
    };
    let [a, b, c, d] = digits.map(value);
    let valid = (a | b | c | d) < 16;
    valid.then_some(a << 12 | b << 8 | c << 4 | d)
}

/// The character of the basic plane that `\uXXXX` at the head of `rest` spells.
#[inline]
pub(super) fn numbered(rest: &[u8]) -> Option<char> {
    match *rest {
        [b'\\', b'u', a, b, c, d, ..] => hex([a, b, c, d]).and_then(char::from_u32),
        _ => None,
    }
}
