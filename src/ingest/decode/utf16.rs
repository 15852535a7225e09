//! UTF-16 without a byte order mark, told by what its bytes would be as text.
//!
//! In UTF-16 a blank, a line's end and the stops of Chinese and Japanese hold a byte
//! that is a control character in every other encoding.
//!
//! Invariant: bytes without such a byte are never taken for UTF-16.

use crate::article::Encoding;

/// The encoding of `bytes`, where they are UTF-16 beyond doubt.
pub(super) fn utf_16(bytes: &[u8]) -> Option<Encoding> {
    let odd = bytes.iter().filter(|byte| is_odd(**byte)).count();
    if odd == 0 || bytes.len() % 2 == 1 {
        return None;
    }
    // Letters of ASCII read in pairs are ideographs too.
    let zeros = memchr::memchr_iter(0, bytes).count();
    if bytes.is_ascii() && zeros * 3 < bytes.len() {
        return None;
    }
    let little = Tally::of(bytes, |[low, high]| u16::from_le_bytes([low, high]));
    let big = Tally::of(bytes, |[high, low]| u16::from_be_bytes([high, low]));
    match (little.is_text(), big.is_text()) {
        (true, true) if little.text > big.text => Some(Encoding::UTF_16LE),
        (true, true) if little.text < big.text => Some(Encoding::UTF_16BE),
        (true, false) => Some(Encoding::UTF_16LE),
        (false, true) => Some(Encoding::UTF_16BE),
        _ => None,
    }
}

/// A byte that no text of another encoding holds.
fn is_odd(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x1B)
}

/// How many units there are, and how many of them are what a text holds.
#[derive(Clone, Copy, Default)]
struct Tally {
    units: usize,
    text: usize,
    /// Units with an odd byte in them.
    odd: usize,
    odd_text: usize,
    /// Letters and marks of ASCII, blanks and stops.
    plain: usize,
}

impl Tally {
    fn of(bytes: &[u8], unit: impl Fn([u8; 2]) -> u16) -> Self {
        let mut tally = Self::default();
        let mut high = false;
        for pair in bytes.chunks_exact(2) {
            let Ok(pair) = <[u8; 2]>::try_from(pair) else {
                continue;
            };
            let (unit, follows) = (unit(pair), high);
            high = (0xD800..0xDC00).contains(&unit);
            let text = match unit {
                0xDC00..=0xDFFF => follows,
                _ => is_usual(unit),
            };
            let odd = pair.iter().any(|byte| is_odd(*byte));
            tally.units += 1;
            // The other half of a pair counts once it is one.
            tally.text += usize::from(text) + usize::from(text && follows && unit >= 0xDC00);
            tally.plain += usize::from(is_plain(unit));
            tally.odd += usize::from(odd);
            tally.odd_text += usize::from(odd && text);
        }
        tally
    }

    fn is_text(self) -> bool {
        self.text * 100 >= self.units * 95
            && self.plain * 100 >= self.units * 2
            && self.odd_text * 100 >= self.odd * 80
    }
}

/// Units that hold an odd byte and that no text does without.
fn is_plain(unit: u16) -> bool {
    matches!(unit, 0x09 | 0x0A | 0x0D | 0x20..=0x7E | 0x3000..=0x3011 | 0xFF01..=0xFF1F)
}

/// Units that texts are made of; halves of a pair count by what they follow.
fn is_usual(unit: u16) -> bool {
    matches!(unit,
        0x09 | 0x0A | 0x0D | 0x20..=0x7E
        | 0xA0..=0x17F | 0x1A0 | 0x1A1 | 0x1AF | 0x1B0 | 0x300..=0x323
        | 0x391..=0x3C9 | 0x401..=0x451 | 0x1EA0..=0x1EF9
        | 0x2010..=0x2027 | 0x2030..=0x203B | 0x2103 | 0x2116 | 0x2160..=0x2179
        | 0x2190..=0x2199 | 0x2460..=0x2473 | 0x2500..=0x257F | 0x25A0..=0x25CF | 0x2605
        | 0x3000..=0x30FF | 0x3105..=0x3129 | 0x3220..=0x3229 | 0x4E00..=0x9FFF
        | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFE30..=0xFE4F
        | 0xFF01..=0xFF9F | 0xFFE0..=0xFFE5)
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    fn little(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    fn big(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_be_bytes).collect()
    }

    #[test]
    fn sentences_are_told_by_their_stops() {
        for text in samples::all() {
            assert_eq!(utf_16(&little(text)), Some(Encoding::UTF_16LE), "{text}");
            assert_eq!(utf_16(&big(text)), Some(Encoding::UTF_16BE), "{text}");
        }
        for text in ["plain words\n", "Đà Nẵng đón khách\n", "𠮷野家、二軒\n"] {
            assert_eq!(utf_16(&little(text)), Some(Encoding::UTF_16LE), "{text}");
            assert_eq!(utf_16(&big(text)), Some(Encoding::UTF_16BE), "{text}");
        }
    }

    #[test]
    fn other_bytes_are_no_utf_16() {
        for bytes in [
            &b""[..],
            b"plain words\n",
            b"lower case with a \x01 in it and more words behind\n",
            b"names\0ended\0by zeros\0",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06\0\0\0",
            b"\0\0\0\0",
            b"\0\0\0\0abc\0\xff\xfe",
            b"\xb5\xda\xd2\xbb\xd5\xc2\x01\xcc\xec\xc9\xcf",
        ] {
            assert_eq!(utf_16(bytes), None, "{bytes:?}");
        }
    }
}
