//! What is kept of each headline, to know without reading it that it does not match:
//! hashes of its characters, the letters with which its readings begin, and the pairs
//! of letters within them.
//!
//! A word is cut into readings somewhere; at each of its letters a reading begins or
//! goes on. So each letter must begin some reading of the headline, or stand behind
//! the one before it within some reading.
//!
//! Invariant: whatever an automaton reads in a headline, the bits of its word are in
//! the headline's mask (guarded by `filter::properties::no_mask_hides_a_match`).

use super::hangul::{self, Syllable};
use super::{Kind, Readings, Spelling, TABLE};
use crate::filter::scan::Hit;
use crate::store::{Mask, Masks};
use crate::text::fold::fold_char;

/// The columns of a mask: other characters than small letters, hashed; letters that
/// begin a reading, and behind them the first of the pairs; the rest of the pairs.
const OTHERS: usize = 0;
const STARTS: usize = 1;
const PAIRS: usize = 2;

const LETTERS: u32 = 26;

/// Bits for pairs of letters, of both columns.
const PAIR_BITS: u32 = 128 - LETTERS;

/// The letters that stand within some reading behind each letter: a bit for each.
pub(super) type Inner = [u32; LETTERS as usize];

/// What a headline must have for a word to be in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::filter) struct Wanted {
    /// All of these bits.
    all: Mask,
    /// One of each of these.
    some: Vec<Mask>,
}

fn or(mut one: Mask, other: Mask) -> Mask {
    for (bits, more) in one.iter_mut().zip(other) {
        *bits |= more;
    }
    one
}

/// The mask with one bit.
fn bit(column: usize, bit: u32) -> Mask {
    std::array::from_fn(|at| if at == column { 1 << bit } else { 0 })
}

/// The place of a small letter.
fn place(letter: u8) -> Option<u32> {
    letter
        .is_ascii_lowercase()
        .then(|| u32::from(letter - b'a'))
}

fn start(letter: u8) -> Mask {
    place(letter).map_or(Mask::default(), |at| bit(STARTS, at))
}

/// Two letters, one behind the other in one reading.
fn pair(before: u8, letter: u8) -> Mask {
    let (Some(before), Some(letter)) = (place(before), place(letter)) else {
        return Mask::default();
    };
    let mixed = (before * LETTERS + letter).wrapping_mul(0x9e37_79b1) >> 16;
    match mixed % PAIR_BITS {
        at @ 0..64 => bit(PAIRS, at),
        at => bit(STARTS, at - 64 + LETTERS),
    }
}

/// A reading: the letter that begins it, and its pairs.
fn reading(letters: &[u8]) -> Mask {
    let pairs = letters.windows(2).filter_map(|pair| pair.first_chunk());
    let pairs = pairs.fold(Mask::default(), |all, [before, letter]| {
        or(all, pair(*before, *letter))
    });
    or(
        pairs,
        letters.first().map_or(Mask::default(), |c| start(*c)),
    )
}

/// What a spelling may stand for.
fn spelled(spelling: &Spelling) -> Mask {
    match spelling.kind {
        Kind::Silent => Mask::default(),
        // The vowel before it, whichever that is.
        Kind::Long => b"aeiou"
            .iter()
            .fold(Mask::default(), |all, vowel| or(all, start(*vowel))),
        _ => reading(spelling.letters.as_bytes()),
    }
}

/// The keys of a syllable, one behind the other.
fn keys(syllable: Syllable) -> Vec<u8> {
    hangul::keys(syllable)
        .iter()
        .flat_map(|part| part.bytes())
        .collect()
}

/// The bit of a folded character.
fn own(c: char) -> Mask {
    if c.is_ascii_lowercase() {
        return start(c as u8);
    }
    if c.is_whitespace() {
        return Mask::default();
    }
    bit(OTHERS, u32::from(c).wrapping_mul(0x9e37_79b1) >> 26)
}

/// The bit of the jamo that begins a syllable.
fn initial(c: char) -> Option<Mask> {
    let syllable = Syllable::of(c)?;
    hangul::initial(syllable).map(own)
}

impl Readings {
    /// Works the bits of all characters out.
    pub(super) fn fill_bits(&mut self) {
        let spellings: Vec<Mask> = self.spellings.iter().map(spelled).collect();
        let sets = self.sets.iter().map(|set| {
            let bits = set.iter().filter_map(|at| spellings.get(*at as usize));
            bits.fold(Mask::default(), |all, bits| or(all, *bits))
        });
        let sets: Vec<Mask> = sets.collect();
        let of = |class: u16| sets.get(class as usize).copied().unwrap_or_default();
        let joined = self.pairs.iter();
        let joined = joined.fold(Mask::default(), |all, class| or(all, of(*class)));
        let bits = self.classes.iter().enumerate().map(|(code, class)| {
            let Some(c) = char::from_u32(code as u32) else {
                return Mask::default();
            };
            let folded = fold_char(c);
            let typed = Syllable::of(c).map_or(Mask::default(), |s| reading(&keys(s)));
            let mut all = or(or(own(folded), of(*class)), typed);
            all = or(all, initial(c).unwrap_or_default());
            if super::is_small(folded) {
                all = or(all, joined);
            }
            if folded == 'ー' {
                all = or(all, own('-'));
            }
            all
        });
        self.bits = bits.collect();
        self.fill_inner();
        debug_assert_eq!(self.bits.len(), TABLE);
    }

    /// Notes which letters stand behind each other within readings.
    fn fill_inner(&mut self) {
        let mut inner = Inner::default();
        let mut note = |letters: &[u8]| {
            for pair in letters.windows(2) {
                let places = pair.first_chunk().map(|[a, b]| (place(*a), place(*b)));
                if let Some((Some(before), Some(letter))) = places
                    && let Some(known) = inner.get_mut(before as usize)
                {
                    *known |= 1 << letter;
                }
            }
        };
        self.spellings
            .iter()
            .for_each(|spelling| note(spelling.letters.as_bytes()));
        for lead in 0..hangul::LEAD_COUNT {
            Syllable::with_lead(lead).for_each(|syllable| note(&keys(syllable)));
        }
        self.inner = inner;
    }

    /// What one character adds to the mask of its headline.
    #[inline]
    fn bits_of(&self, c: char) -> Mask {
        match self.bits.get(c as usize) {
            Some(bits) => *bits,
            None => self.bits_beyond(c),
        }
    }

    #[cold]
    fn bits_beyond(&self, c: char) -> Mask {
        let class = self.beyond.get(&c).copied().unwrap_or_default();
        let set = self.sets.get(class as usize).into_iter().flatten();
        let read = set.filter_map(|at| self.spellings.get(*at as usize));
        let folded = fold_char(c);
        let folded = self
            .bits
            .get(folded as usize)
            .copied()
            .unwrap_or(own(folded));
        read.fold(folded, |all, spelling| or(all, spelled(spelling)))
    }

    /// The mask of a headline.
    pub(in crate::filter) fn mask(&self, text: &str) -> Mask {
        text.chars()
            .fold(Mask::default(), |mask, c| or(mask, self.bits_of(c)))
    }

    /// What a headline must have for a folded word to be in it.
    pub(in crate::filter) fn wanted(&self, word: &str) -> Wanted {
        let mut wanted = Wanted::default();
        let mut chars = word.chars().peekable();
        let mut before = None;
        while let Some(c) = chars.next() {
            let open = Syllable::of(c).is_some_and(Syllable::is_open);
            let here = match c {
                // It may begin a longer syllable.
                _ if open && chars.peek().is_none() => initial(c).unwrap_or_default(),
                _ => hangul::lead(c)
                    .and_then(hangul::lead_jamo)
                    .map_or(own(c), own),
            };
            let letter = c.is_ascii_lowercase().then_some(c as u8);
            match (before, letter) {
                (Some(before), Some(letter)) if self.stands_in_one(before, letter) => {
                    let either = or(here, pair(before, letter));
                    if !wanted.some.contains(&either) {
                        wanted.some.push(either);
                    }
                }
                _ => wanted.all = or(wanted.all, here),
            }
            before = letter;
        }
        wanted
    }

    /// Whether some reading has one letter right behind the other.
    fn stands_in_one(&self, before: u8, letter: u8) -> bool {
        let (Some(before), Some(letter)) = (place(before), place(letter)) else {
            return false;
        };
        let known = self.inner.get(before as usize).copied();
        known.unwrap_or_default() >> letter & 1 == 1
    }
}

impl Wanted {
    /// Takes what another word wants as well.
    pub(in crate::filter) fn add(&mut self, other: Self) {
        self.all = or(self.all, other.all);
        self.some.extend(other.some);
    }

    /// Leaves those rows of a chunk that may have it all.
    pub(in crate::filter) fn sift(&self, masks: &Masks, rows: &mut Vec<Hit>) {
        let bits = |column: &[u64], row: Hit| column.get(usize::from(row.index)).copied();
        for (column, all) in masks.iter().zip(self.all).filter(|(_, all)| *all != 0) {
            keep(rows, |row| {
                bits(column, row).is_some_and(|bits| bits & all == all)
            });
        }
        // Of letters and pairs of them alone.
        let [_, starts, pairs] = masks;
        for [_, start, pair] in &self.some {
            keep(rows, |row| {
                let starts = bits(starts, row).unwrap_or_default() & start;
                starts | bits(pairs, row).unwrap_or_default() & pair != 0
            });
        }
    }
}

/// `rows.retain`, without a branch that no processor foresees.
fn keep(rows: &mut Vec<Hit>, has: impl Fn(Hit) -> bool) {
    let mut kept = 0;
    for at in 0..rows.len() {
        let Some(row) = rows.get(at).copied() else {
            break;
        };
        if let Some(slot) = rows.get_mut(kept) {
            *slot = row;
        }
        kept += usize::from(has(row));
    }
    rows.truncate(kept);
}
