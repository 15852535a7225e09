//! The inside of a JSON string made plain text. Works on any piece of such an
//! inside, because a snippet is cut out of a body wherever the window falls.
//!
//! Invariant: never fails, linear time; the whole inside of a valid string gives
//! what a JSON parser gives, but a lone surrogate becomes U+FFFD.

use memchr::memchr;

/// The text of `bytes`, the inside of a JSON string or a piece of it. A character
/// cut at either end and a broken escape are left out; other bytes that are no
/// UTF-8 become U+FFFD.
pub fn unescape(bytes: &[u8]) -> String {
    let mut rest = whole_characters(bytes);
    let mut out = String::with_capacity(rest.len());
    while let Some((plain, escape)) = memchr(b'\\', rest).and_then(|at| rest.split_at_checked(at)) {
        out.push_str(&String::from_utf8_lossy(plain));
        rest = one_escape(escape, &mut out);
    }
    out.push_str(&String::from_utf8_lossy(rest));
    out
}

/// Appends the escape at the start of `bytes`; gives what follows it.
fn one_escape<'a>(bytes: &'a [u8], out: &mut String) -> &'a [u8] {
    let Some((&kind, rest)) = bytes.get(1..).and_then(<[u8]>::split_first) else {
        return &[];
    };
    match simple(kind) {
        Some(plain) => {
            out.push(plain);
            rest
        }
        None if kind == b'u' => hex_escape(rest, out),
        // Only the backslash is broken.
        None => bytes.get(1..).unwrap_or_default(),
    }
}

/// What a one-letter escape stands for.
pub(super) fn simple(kind: u8) -> Option<char> {
    Some(match kind {
        b'"' | b'\\' | b'/' => char::from(kind),
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        _ => return None,
    })
}

/// Appends the character of which `\u` has just been read, both halves of a pair.
fn hex_escape<'a>(bytes: &'a [u8], out: &mut String) -> &'a [u8] {
    let Some((first, rest)) = unit(bytes) else {
        // The digits that there are belong to the broken escape.
        let digits = bytes.iter().take(3).take_while(|b| b.is_ascii_hexdigit());
        return bytes.get(digits.count()..).unwrap_or_default();
    };
    if let Some((second, after)) = rest.strip_prefix(b"\\u").and_then(unit)
        && let Some(Ok(pair)) = char::decode_utf16([first, second]).next()
        && u32::from(pair) > 0xffff
    {
        out.push(pair);
        return after;
    }
    out.push(char::from_u32(u32::from(first)).unwrap_or(char::REPLACEMENT_CHARACTER));
    rest
}

/// Four hexadecimal digits and what follows them.
pub(super) fn unit(bytes: &[u8]) -> Option<(u16, &[u8])> {
    let (digits, rest) = bytes.split_first_chunk::<4>()?;
    let mut unit = 0;
    for &digit in digits {
        unit = unit << 4 | char::from(digit).to_digit(16)?;
    }
    Some((unit as u16, rest))
}

/// `bytes` without the pieces of characters at its two ends.
fn whole_characters(bytes: &[u8]) -> &[u8] {
    let tail = bytes.iter().take(3).take_while(|&&b| is_tail(b)).count();
    let bytes = bytes.get(tail..).unwrap_or_default();
    let after = bytes
        .iter()
        .rev()
        .take(3)
        .take_while(|&&b| is_tail(b))
        .count();
    let Some(lead) = bytes.len().checked_sub(after + 1) else {
        return bytes;
    };
    let wanted = match bytes.get(lead) {
        Some(0xc2..=0xdf) => 2,
        Some(0xe0..=0xef) => 3,
        Some(0xf0..=0xf4) => 4,
        _ => 1,
    };
    if after + 1 < wanted {
        bytes.get(..lead).unwrap_or_default()
    } else {
        bytes
    }
}

/// Whether `byte` goes on with a character that an earlier byte began.
fn is_tail(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}
