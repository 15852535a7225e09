//! Candidates for a Latin letter, or two of them: so many characters fold to each
//! that a list of patterns would be too long. A test of three neighbouring bytes
//! without branches, which the compiler turns into vector code, looks for the
//! letters in ASCII and for bytes that begin any other Latin letter.
//!
//! Invariant: no place is missed; that the rest of the term follows is for the caller to check.

use super::source::{Form, Source};
use super::spelling::{Head, Spellings};
use super::term::joins_lines;
use crate::text::fold::may_join;

/// Bytes looked at in one go.
const BLOCK: usize = 64;

/// What is looked for.
#[derive(Clone, Debug)]
pub(super) struct Letters {
    /// The first letter in ASCII, small and capital.
    first: [u8; 2],
    /// The second; looked at only if `paired`.
    second: [u8; 2],
    paired: bool,
    /// Last bytes of the full-width forms of the first.
    full: [u8; 2],
    firsts: Chars,
    seconds: Chars,
}

/// A set of characters, mostly of the first few thousand.
#[derive(Clone, Debug, Default)]
struct Chars {
    /// A bit for each of the characters below U+2000.
    low: Vec<u64>,
    /// The others, ascending.
    high: Vec<char>,
}

impl Letters {
    /// None where `first` is no Latin letter of ASCII, or its spellings are not
    /// what this search knows.
    pub(super) fn new(first: char, second: Option<char>, spellings: &Spellings) -> Option<Self> {
        let capital = first.to_ascii_uppercase();
        let heads = spellings.heads(first);
        let seconds = second.map(|c| spellings.heads(c)).unwrap_or_default();
        let full = |c: char| char::from_u32(u32::from(c) + 0xfee0).map_or(0, last_byte);
        let letters = Self {
            first: [ascii(first)?, ascii(capital)?],
            second: pair(&seconds)?,
            paired: second.is_some(),
            full: [full(first), full(capital)],
            firsts: Chars::of(&heads),
            seconds: Chars::of(&seconds),
        };
        let known = first.is_ascii_lowercase() && heads.iter().all(|head| letters.knows(head.ch));
        known.then_some(letters)
    }

    /// Whether the test sees `c`.
    fn knows(&self, c: char) -> bool {
        let mut bytes = [0; 4];
        c.encode_utf8(&mut bytes);
        let [a, b, c, _] = bytes;
        self.first.contains(&a) || (a >= 0x80 && self.test(a, b, c))
    }

    /// Whether the first letter may begin at `a`.
    #[expect(
        clippy::needless_bitwise_bool,
        reason = "branches would keep this from becoming vector code"
    )]
    #[inline]
    fn test(&self, a: u8, b: u8, c: u8) -> bool {
        let plain = ((a == self.first[0]) | (a == self.first[1]))
            & ((b == self.second[0]) | (b == self.second[1]) | (b >= 0x80) | !self.paired);
        // U+00C0 to U+02BF, then U+1000 to U+1FFF.
        let marked = (a.wrapping_sub(0xc3) <= 7) | (a == 0xe1);
        let signs = (a == 0xe2) & ((b == 0x84) | (b == 0xb1));
        let more = (a == 0xea) & (b.wrapping_sub(0x9c) <= 0x11);
        let full = (a == 0xef) & ((c == self.full[0]) | (c == self.full[1]));
        plain | marked | signs | more | full
    }

    /// The first place at or after byte `from` where the letters may begin.
    pub(super) fn find(&self, bytes: &[u8], from: usize) -> Option<usize> {
        let mut at = from;
        while at < bytes.len() {
            let window = bytes.get(at..).unwrap_or_default();
            let flags = if let Some(window) = window.first_chunk() {
                self.block(window)
            } else {
                let mut padded = [0; BLOCK + 2];
                let slots = padded.iter_mut().zip(window);
                slots.for_each(|(slot, &byte)| *slot = byte);
                self.block(&padded)
            };
            if let Some(found) = self.first_flag(&flags, bytes, at) {
                return Some(found);
            }
            at += BLOCK;
        }
        None
    }

    fn first_flag(&self, flags: &[u8; BLOCK], bytes: &[u8], at: usize) -> Option<usize> {
        let (eights, _) = flags.as_chunks();
        for (eight, start) in eights.iter().zip((at..).step_by(8)) {
            let mut rest = u64::from_le_bytes(*eight);
            while rest != 0 {
                let place = start + rest.trailing_zeros() as usize / 8;
                if self.fits(bytes, place) {
                    return Some(place);
                }
                rest &= rest - 1;
            }
        }
        None
    }

    /// Whether one of the first letters begins at `at`, and what can follow it there.
    fn fits(&self, bytes: &[u8], at: usize) -> bool {
        let source = Source::new(bytes, Form::Text);
        let Some((c, end)) = source.char_at(at) else {
            return false;
        };
        // A full-width letter can stand at a hard-wrapped line's end.
        let wraps = joins_lines(c);
        let follows = |c| {
            let parts = wraps && matches!(c, '\n' | '\r' | '\\');
            parts || self.seconds.contains(c) || may_join(c)
        };
        let next = || source.char_at(end).is_some_and(|(c, _)| follows(c));
        self.firsts.contains(c) && (!self.paired || next())
    }

    #[inline]
    fn block(&self, window: &[u8; BLOCK + 2]) -> [u8; BLOCK] {
        let mut flags = [0; BLOCK];
        let seconds = window.iter().skip(1);
        let thirds = window.iter().skip(2);
        for (((flag, &a), &b), &c) in flags.iter_mut().zip(window).zip(seconds).zip(thirds) {
            *flag = u8::from(self.test(a, b, c));
        }
        flags
    }
}

impl Chars {
    fn of(heads: &[Head]) -> Self {
        let mut set = Self {
            low: vec![0; 0x2000 / 64],
            high: Vec::new(),
        };
        for c in heads.iter().map(|head| head.ch) {
            match set.low.get_mut(u32::from(c) as usize / 64) {
                Some(word) => *word |= 1 << (u32::from(c) % 64),
                None => set.high.push(c),
            }
        }
        set.high.sort_unstable();
        set
    }

    #[inline]
    fn contains(&self, c: char) -> bool {
        match self.low.get(u32::from(c) as usize / 64) {
            Some(word) => word >> (u32::from(c) % 64) & 1 == 1,
            None => self.high.binary_search(&c).is_ok(),
        }
    }
}

fn ascii(c: char) -> Option<u8> {
    u8::try_from(c).ok().filter(u8::is_ascii)
}

fn last_byte(c: char) -> u8 {
    let mut bytes = [0; 4];
    c.encode_utf8(&mut bytes)
        .as_bytes()
        .last()
        .copied()
        .unwrap_or(0)
}

/// The spellings in ASCII, two at most. What JSON escapes has no place here.
fn pair(heads: &[Head]) -> Option<[u8; 2]> {
    let mut plain = heads.iter().filter_map(|head| ascii(head.ch));
    let (one, other) = (plain.next(), plain.next());
    if plain.next().is_some() || matches!(one, Some(b'/' | b'"' | b'\\')) {
        return None;
    }
    // A second that ASCII does not have is seen by its high bit.
    let one = one.unwrap_or(0x80);
    Some([one, other.unwrap_or(one)])
}
