//! Masks of 64 bits: which letters some reading of a headline's characters has, and
//! which other characters it may hold. A headline whose mask lacks a bit of a word
//! cannot match it, and is not read.
//!
//! Invariant: whatever an automaton reads in a headline, the bits of its word are in
//! the headline's mask (guarded by `filter::properties::no_mask_hides_a_match`).

use super::hangul::{self, Syllable};
use super::{Kind, Readings, Spelling, TABLE};
use crate::text::fold::fold_char;

/// Bits for letters; the others are shared by all other characters.
const LETTERS: u32 = 26;
const OTHERS: u32 = 64 - LETTERS;

fn letter(letter: u8) -> u64 {
    match letter {
        b'a'..=b'z' => 1 << (letter - b'a'),
        _ => 0,
    }
}

fn letters(text: &str) -> u64 {
    text.bytes().fold(0, |bits, byte| bits | letter(byte))
}

/// The letters that a spelling may stand for.
fn spelled(spelling: &Spelling) -> u64 {
    match spelling.kind {
        Kind::Silent => 0,
        _ => letters(&spelling.letters),
    }
}

/// The bit of a folded character.
fn own(c: char) -> u64 {
    if c.is_ascii_lowercase() {
        return letter(c as u8);
    }
    if c.is_whitespace() {
        return 0;
    }
    let mixed = u32::from(c).wrapping_mul(0x9e37_79b1) >> 8;
    1 << (LETTERS + mixed % OTHERS)
}

/// The bit of the jamo that begins a syllable.
fn initial(c: char) -> Option<u64> {
    let syllable = Syllable::of(c)?;
    hangul::initial(syllable).map(own)
}

impl Readings {
    /// Works the bits of all characters out.
    pub(super) fn fill_bits(&mut self) {
        let spellings: Vec<u64> = self.spellings.iter().map(spelled).collect();
        let sets = self.sets.iter().map(|set| {
            let bits = set.iter().filter_map(|at| spellings.get(*at as usize));
            bits.fold(0, |all, bits| all | bits)
        });
        let sets: Vec<u64> = sets.collect();
        let pairs = self.pair_letters(&sets);
        let bits = self.classes.iter().enumerate().map(|(code, class)| {
            let Some(c) = char::from_u32(code as u32) else {
                return 0;
            };
            let read = sets.get(*class as usize).copied().unwrap_or_default();
            let folded = fold_char(c);
            let keys = Syllable::of(c).map_or(0, |syllable| {
                hangul::keys(syllable)
                    .iter()
                    .fold(0, |all, key| all | letters(key))
            });
            let small = if super::is_small(folded) { pairs } else { 0 };
            let hyphen = if folded == 'ー' { own('-') } else { 0 };
            own(folded) | hyphen | read | keys | initial(c).unwrap_or_default() | small
        });
        self.bits = bits.collect();
        debug_assert_eq!(self.bits.len(), TABLE);
    }

    /// The letters of all kana with a small one behind them.
    fn pair_letters(&self, sets: &[u64]) -> u64 {
        let classes = self.pairs.iter();
        classes.fold(0, |all, class| {
            all | sets.get(*class as usize).copied().unwrap_or_default()
        })
    }

    /// What one character adds to the mask of its headline.
    #[inline]
    fn bits_of(&self, c: char) -> u64 {
        match self.bits.get(c as usize) {
            Some(bits) => *bits,
            None => self.bits_beyond(c),
        }
    }

    #[cold]
    fn bits_beyond(&self, c: char) -> u64 {
        let class = self.beyond.get(&c).copied().unwrap_or_default();
        let set = self.sets.get(class as usize).into_iter().flatten();
        let read = set.filter_map(|at| self.spellings.get(*at as usize));
        let folded = fold_char(c);
        let folded = self
            .bits
            .get(folded as usize)
            .copied()
            .unwrap_or(own(folded));
        read.fold(folded, |all, spelling| all | spelled(spelling))
    }

    /// The mask of a headline.
    pub(in crate::filter) fn mask(&self, text: &str) -> u64 {
        text.chars().fold(0, |mask, c| mask | self.bits_of(c))
    }

    /// The bits that a headline must have for a folded word to be in it.
    pub(in crate::filter) fn wanted(word: &str) -> u64 {
        let mut chars = word.chars().peekable();
        let mut wanted = 0;
        while let Some(c) = chars.next() {
            let open = Syllable::of(c).is_some_and(Syllable::is_open);
            wanted |= match c {
                // It may begin a longer syllable.
                _ if open && chars.peek().is_none() => initial(c).unwrap_or_default(),
                _ => hangul::lead(c)
                    .and_then(hangul::lead_jamo)
                    .map_or(own(c), own),
            };
        }
        wanted
    }
}
