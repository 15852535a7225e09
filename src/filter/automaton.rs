//! A word of a query as a bit-parallel automaton: bit i of its state says that the
//! first i characters of the word have been read. A character of a headline moves
//! bits over what it may stand for: itself, its pinyin, its initial, its keys.
//!
//! All of it is worked out when a word is typed; a headline only looks up its
//! characters, of which most are dead: they stand for nothing in the word.
//!
//! Invariant: bit 0 stands for nothing read, bit [`Automaton::length`] for all; no
//! jump leads beyond. Steps take time by the character, whatever the word.
#![allow(
    clippy::inline_always,
    reason = "they are the steps of the loops over every character of every headline"
)]

use super::lanes::Lanes;
use super::readings::{Readings, is_doubling, is_kana, is_small, kana_pair, kana_pairs};
use super::{align, compile};

/// The longest word that is read by an automaton, in characters.
pub(super) const MOST: usize = 63;

/// In the table of records: the character may join the one before it.
pub(super) const JOINS: u16 = 0x8000;

/// A stretch of the word that a character may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Jump {
    /// Where in the word it begins: a bit for each place.
    pub from: u64,
    /// Its length, in characters of the word; 0: the character is left out.
    pub length: u32,
}

/// What one character may stand for.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Record {
    /// Places of one character of the word: the character itself, readings of one letter.
    pub one: u64,
    /// Places of its initial of one letter, and of two.
    pub short: u64,
    pub short2: u64,
    /// Places from which an unfinished reading ends the word.
    pub end: u64,
    /// Longer readings, into the list of jumps.
    pub start: u32,
    pub stop: u32,
}

/// Which readings count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Depth {
    /// Whole ones.
    Exact,
    /// At the end an unfinished one too.
    Whole,
    /// Initials too.
    Short,
}

/// A word, ready to be looked for.
#[derive(Debug)]
pub(super) struct Automaton {
    pub length: usize,
    /// No character stands for anything but itself.
    pub literal: bool,
    /// The word begins with a Latin letter or a digit.
    pub latin: bool,
    /// For each character of the Basic Multilingual Plane its record; 0: dead.
    pub table: Vec<u16>,
    /// Those of other planes, ascending.
    pub beyond: Vec<(char, u16)>,
    /// Records of a kana with a small one behind it, by `kana_pair`; empty where none lives.
    pub pairs: Vec<u16>,
    pub records: Vec<Record>,
    pub jumps: Vec<Jump>,
    /// None for a long word.
    pub lanes: Option<Lanes>,
}

/// The state before and after the last character, which a small kana needs.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    pub now: u64,
    pub before: u64,
    last: char,
}

impl State {
    /// Nothing has been read.
    pub(super) const START: Self = Self {
        now: 1,
        before: 0,
        last: '\0',
    };
}

/// Before which character of a text, by index, and at which byte.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Spot {
    pub index: usize,
    pub offset: usize,
}

/// How a word is in a text: its characters by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// In one piece, that begins here or later and ends there.
    Piece(Depth, usize, usize),
    /// With characters skipped, from here to there.
    Scattered(Depth, usize, usize),
}

/// A word in a text, and the byte before which no character brings it a step on, nor
/// any word that goes on from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub way: Way,
    pub begin: usize,
}

impl Automaton {
    /// The automaton of a folded word of at most [`MOST`] characters.
    pub(super) fn new(word: &[char], readings: &Readings) -> Self {
        compile::automaton(word, readings)
    }

    /// The bit of a word that was read to its end.
    #[inline(always)]
    pub(super) fn accept(&self) -> u64 {
        1 << self.length
    }

    /// The entry of a character in the table.
    #[inline(always)]
    pub(super) fn entry(&self, c: char) -> u16 {
        match self.table.get(c as usize) {
            Some(entry) => *entry,
            None => self.entry_beyond(c),
        }
    }

    #[cold]
    #[inline(never)]
    fn entry_beyond(&self, c: char) -> u16 {
        let at = self.beyond.binary_search_by_key(&c, |(known, _)| *known);
        let found = at.ok().and_then(|at| self.beyond.get(at));
        found.map_or(0, |(_, record)| *record)
    }

    #[inline(always)]
    pub(super) fn record(&self, entry: u16) -> Record {
        let at = (entry & !JOINS) as usize;
        self.records.get(at).copied().unwrap_or_default()
    }

    /// The entry of a small kana together with the one before it.
    #[cold]
    #[inline(never)]
    pub(super) fn pair_entry(&self, kana: char, small: char) -> Option<u16> {
        let fold = crate::text::fold::fold_char;
        let at = kana_pair(fold(kana), fold(small))?;
        self.pairs.get(at).copied().filter(|entry| *entry != 0)
    }

    /// Whether a kana stands for something with some small one behind it.
    pub(super) fn is_joined(&self, kana: char) -> bool {
        let pairs = kana_pairs(crate::text::fold::fold_char(kana));
        let pairs = pairs.and_then(|pairs| self.pairs.get(pairs));
        pairs.is_some_and(|pairs| pairs.iter().any(|entry| *entry != 0))
    }

    /// The record of the same.
    pub(super) fn pair_record(&self, kana: char, small: char) -> Option<Record> {
        let entry = self.pair_entry(kana, small)?;
        Some(self.record(entry))
    }

    /// The longer readings of a record.
    #[inline(always)]
    pub(super) fn jumps(&self, record: Record) -> &[Jump] {
        let range = record.start as usize..record.stop as usize;
        self.jumps.get(range).unwrap_or_default()
    }

    /// Where the bits of `state` come to over a record.
    #[inline(always)]
    pub(super) fn over(&self, state: u64, record: Record, depth: Depth) -> u64 {
        let mut next = (state & record.one) << 1;
        if depth == Depth::Short {
            next |= (state & record.short) << 1 | (state & record.short2) << 2;
        }
        if record.start != record.stop {
            for jump in self.jumps(record) {
                next |= (state & jump.from) << jump.length;
            }
        }
        if state & record.end != 0 && depth != Depth::Exact {
            next |= self.accept();
        }
        next
    }

    /// Reads one character; what it does not stand for is skipped.
    #[inline(always)]
    pub(super) fn skip(&self, state: &mut State, c: char, depth: Depth) {
        let entry = self.entry(c);
        let now = state.now;
        if entry != 0 {
            state.now |= self.over(now, self.record(entry), depth);
            if entry & JOINS != 0 {
                state.now |= self.joined(state, c, depth);
            }
        }
        state.before = now;
        state.last = c;
    }

    /// Reads one character; what it does not stand for ends every match.
    #[inline(always)]
    pub(super) fn read(&self, state: &mut State, c: char, depth: Depth) {
        let entry = self.entry(c);
        let now = state.now;
        state.now = 0;
        if entry != 0 {
            state.now = self.over(now, self.record(entry), depth);
            if entry & JOINS != 0 {
                state.now |= self.joined(state, c, depth);
            }
        }
        state.before = now;
        state.last = c;
    }

    /// What a small kana and the kana before it stand for together.
    #[cold]
    #[inline(never)]
    fn joined(&self, state: &State, c: char, depth: Depth) -> u64 {
        let record = self.pair_record(state.last, c);
        record.map_or(0, |record| self.over(state.before, record, depth))
    }

    /// The best way in which the word is in `text`.
    pub(super) fn look(&self, text: &str) -> Option<Found> {
        let Some(lanes) = &self.lanes else {
            let (way, begin) = (self.look_by_one(text)?, 0);
            return Some(Found { way, begin });
        };
        let (way, first) = lanes.look(self, text)?;
        let (begin, c) = text.char_indices().nth(first)?;
        let mut before = text.get(..begin)?;
        // A small kana stands for something with the one before it.
        if is_kana(c) {
            before = before.trim_end_matches(is_kana);
        }
        // The same letter once more may be read by what doubles it, wherever that is.
        let doubling = (self.length == 1).then(|| before.find(is_doubling));
        let begin = doubling.flatten().unwrap_or(before.len());
        Some(Found { way, begin })
    }

    /// The same, one way after the other.
    pub(super) fn look_by_one(&self, text: &str) -> Option<Way> {
        let (first, last) = self.skips_to(text, Depth::Short)?;
        let piece = |depth| {
            let end = self.ends_in(text, depth)?;
            Some(Way::Piece(depth, 0, end))
        };
        let whole = || {
            let (first, last) = self.skips_to(text, Depth::Whole)?;
            Some(Way::Scattered(Depth::Whole, first, last))
        };
        let found = piece(Depth::Whole)
            .or_else(|| piece(Depth::Short))
            .or_else(whole);
        found.or(Some(Way::Scattered(Depth::Short, first, last)))
    }

    /// The characters that bring the first bit and the last, by index.
    fn skips_to(&self, text: &str, depth: Depth) -> Option<(usize, usize)> {
        let (mut state, accept) = (State::START, self.accept());
        let (mut first, mut at) = (usize::MAX, 0);
        for c in text.chars() {
            self.skip(&mut state, c, depth);
            if state.now != 1 {
                first = first.min(at);
                if state.now & accept != 0 {
                    return Some((first, at));
                }
            }
            at += 1;
        }
        None
    }

    /// The last character of the first place where the word stands without a gap.
    fn ends_in(&self, text: &str, depth: Depth) -> Option<usize> {
        let (mut state, accept) = (State::START, self.accept());
        for (at, c) in text.chars().enumerate() {
            // At each character a match may begin.
            state.now |= 1;
            self.read(&mut state, c, depth);
            if state.now & accept != 0 {
                return Some(at);
            }
        }
        None
    }

    /// The first place where the word stands without a gap: where it begins, and its
    /// last character by index.
    pub(super) fn stands_in(&self, text: &str, depth: Depth) -> Option<(Spot, usize)> {
        let end = self.ends_in(text, depth)?;
        Some((self.start_of(text, 0, end, depth)?, end))
    }

    /// The same for the place that ends the text.
    pub(super) fn ends(&self, text: &str, depth: Depth) -> Option<(Spot, usize)> {
        let mut state = State::START;
        let mut count = 0;
        for c in text.chars() {
            state.now |= 1;
            self.read(&mut state, c, depth);
            count += 1;
        }
        let end = (state.now & self.accept() != 0).then(|| count - 1)?;
        Some((self.start_of(text, 0, end, depth)?, end))
    }

    /// Where the piece that ends at a character begins: at `from` or later.
    pub(super) fn start_of(
        &self,
        text: &str,
        from: usize,
        end: usize,
        depth: Depth,
    ) -> Option<Spot> {
        // Each character, or kana with a small one, reads at least one of the word;
        // seldom are so many left out that it began earlier.
        let most = if self.literal { 1 } else { 2 } * self.length;
        let earliest = (end + 1).saturating_sub(most).max(from);
        let mut rest = text.char_indices();
        if let Some(skipped) = earliest.checked_sub(1) {
            rest.nth(skipped);
        }
        let near = (earliest..=end).find_map(|index| {
            let piece = rest.clone().take(end + 1 - index).map(|(_, c)| c);
            let offset = rest.offset();
            rest.next();
            let whole = self.literal || self.reads(piece, depth);
            whole.then_some(Spot { index, offset })
        });
        near.or_else(|| {
            let index = align::start(self, text, end, depth)?;
            let (offset, _) = text.char_indices().nth(index)?;
            Some(Spot { index, offset })
        })
    }

    /// Whether the word is read without a gap by all of these characters.
    pub(super) fn reads(&self, text: impl Iterator<Item = char>, depth: Depth) -> bool {
        let mut state = State::START;
        for c in text {
            // A small kana may still join the one before.
            if state.now == 0 && state.before == 0 {
                return false;
            }
            self.read(&mut state, c, depth);
        }
        state.now & self.accept() != 0
    }

    /// Whether the text begins with the word; the index of its last character.
    pub(super) fn begins(&self, text: &str, depth: Depth) -> Option<usize> {
        let mut state = State::START;
        for (at, c) in text.chars().enumerate() {
            self.read(&mut state, c, depth);
            if state.now & self.accept() != 0 {
                return Some(at);
            }
            if state.now == 0 && state.before == 0 {
                break;
            }
        }
        None
    }
}

/// Whether the table entry of `c` is to carry [`JOINS`].
pub(super) fn joins(c: char) -> bool {
    is_small(crate::text::fold::fold_char(c))
}
