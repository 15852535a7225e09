//! Four automata of a word side by side in one number, so that one pass over a
//! headline tells the best way in which the word is in it: 16 bits for each way.
//!
//! Words of at most [`MOST`] characters, which are nearly all that are typed, have
//! them; what they say is what the automata one by one say (guarded by
//! `filter::properties::lanes_say_what_the_automata_say`).
//!
//! Invariant: no bit moves from lane to lane.
#![allow(
    clippy::inline_always,
    reason = "they are the steps of the loop over every character of every headline"
)]

use super::automaton::{Automaton, Depth, JOINS, Jump, Record, Way};
use super::readings::is_kana;

/// The longest word, in characters: its last bit is the last of a lane.
const MOST: usize = 15;

/// Bits of a lane.
const WIDTH: u32 = 16;
const LANE: u64 = (1 << WIDTH) - 1;

/// Skips what it does not stand for, by initials too.
const ANY: u32 = 0;
/// Reads all, by initials too.
const SHORT: u32 = WIDTH;
/// Skips, by whole readings.
const SPREAD: u32 = 2 * WIDTH;
/// Reads all, by whole readings.
const WHOLE: u32 = 3 * WIDTH;

/// A bit in each lane; in those by initials; in those that skip.
const EACH: u64 = 1 << ANY | 1 << SHORT | 1 << SPREAD | 1 << WHOLE;
/// The last bit of each lane.
const LAST: u64 = EACH << (WIDTH - 1);
const INITIALS: u64 = 1 << ANY | 1 << SHORT;
const SKIP: u64 = LANE << ANY | LANE << SPREAD;

/// A [`Record`] for all lanes.
#[derive(Clone, Copy, Debug, Default)]
struct Places {
    one: u64,
    two: u64,
    end: u64,
    start: u32,
    stop: u32,
}

/// The tables of the lanes.
#[derive(Debug)]
pub(super) struct Lanes {
    records: Vec<Places>,
    jumps: Vec<Jump>,
    accept: u64,
    /// Bits of a lane beyond the one of the whole word.
    beyond: u32,
    /// A bit for each character of the table that stands for something, alone or with a
    /// small kana behind it: most do not, and of these only the bit is looked at.
    live: Vec<u64>,
}

/// Characters that are sifted at a time.
const BLOCK: usize = 32;

/// Before and after the last live character.
#[derive(Clone, Copy)]
struct State {
    now: u64,
    /// For a small kana, with that character.
    before: u64,
    last: char,
    /// The index of the character right behind it.
    next: usize,
    /// Where the live characters begin among which it stands without a gap.
    run: usize,
}

/// A live character and where it is in its block, in one number: a store for each
/// character of each headline is what they cost.
#[derive(Clone, Copy, Default)]
struct Live(u32);

impl Live {
    #[inline(always)]
    fn new(c: char, index: usize) -> Self {
        Self((c as u32 * BLOCK as u32) | index as u32)
    }

    /// Its index in the block.
    #[inline(always)]
    fn index(self) -> usize {
        self.0 as usize % BLOCK
    }

    #[inline(always)]
    fn c(self) -> char {
        char::from_u32(self.0 / BLOCK as u32).unwrap_or_default()
    }
}

impl State {
    /// Nothing has been read: a piece may begin at each character.
    const START: Self = Self {
        now: EACH,
        before: 0,
        last: '\0',
        next: 0,
        run: 0,
    };
}

/// Not seen.
const NOWHERE: usize = usize::MAX;

/// What was seen of a word so far: characters by index.
struct Seen {
    /// The first that brings a bit, by lane that skips.
    any: usize,
    spread: usize,
    /// Where the word ends first, by lane.
    any_end: usize,
    spread_end: usize,
    short_end: usize,
    /// Where the live characters begin that hold that short end.
    short_run: usize,
}

impl Lanes {
    /// The lanes of an automaton; None for that of a longer word.
    pub(super) fn new(automaton: &Automaton) -> Option<Self> {
        let (records, jumps) = (&automaton.records, &automaton.jumps);
        let places = |record: &Record| Places {
            one: (record.one * EACH) | (record.short * INITIALS),
            two: record.short2 * INITIALS,
            end: record.end * EACH,
            start: record.start,
            stop: record.stop,
        };
        let jump = |jump: &Jump| Jump {
            from: jump.from * EACH,
            length: jump.length,
        };
        let is_live = |(at, entry): (usize, &u16)| {
            let kana = || char::from_u32(at as u32).filter(|c| is_kana(*c));
            *entry != 0 || kana().is_some_and(|kana| automaton.is_joined(kana))
        };
        let lives: Vec<bool> = automaton.table.iter().enumerate().map(is_live).collect();
        let bits = |lives: &[bool]| {
            let bits = lives.iter().enumerate();
            bits.fold(0, |bits, (at, live)| bits | u64::from(*live) << at)
        };
        (automaton.length <= MOST).then(|| Self {
            records: records.iter().map(places).collect(),
            jumps: jumps.iter().map(jump).collect(),
            accept: EACH << automaton.length,
            beyond: WIDTH - 1 - automaton.length as u32,
            live: lives.chunks(64).map(bits).collect(),
        })
    }

    /// Whether a character may stand for something.
    #[inline(always)]
    fn is_live(&self, c: char) -> bool {
        let bits = self.live.get(c as usize / 64).copied();
        bits.unwrap_or(u64::MAX) >> (c as usize % 64) & 1 != 0
    }

    /// The best way in which the word is in `text`, as `automaton` tells its characters,
    /// and the first of them that brings it a step on, by index.
    ///
    /// Where the next live character comes and what it brings, no processor foresees:
    /// so those of a block are gathered first, and what they bring is counted, both
    /// without a branch.
    pub(super) fn look(&self, automaton: &Automaton, text: &str) -> Option<(Way, usize)> {
        let mut state = State::START;
        let mut seen = Seen::NOTHING;
        let mut chars = text.chars();
        let mut block = 0;
        let mut live = [Live::default(); BLOCK];
        loop {
            let (mut count, mut index) = (0, 0);
            for c in chars.by_ref().take(BLOCK) {
                if let Some(slot) = live.get_mut(count % BLOCK) {
                    *slot = Live::new(c, index);
                }
                count += usize::from(self.is_live(c));
                index += 1;
            }
            for next in live.iter().take(count) {
                let (at, c) = (block + next.index(), next.c());
                if self.read(automaton, at, c, &mut state, &mut seen) {
                    let way = Way::Piece(Depth::Whole, state.run, at);
                    return Some((way, seen.any));
                }
            }
            if index < BLOCK {
                return seen.way().map(|way| (way, seen.any));
            }
            block += BLOCK;
        }
    }

    /// Reads a live character; whether the best way there is has ended with it.
    #[inline(always)]
    fn read(
        &self,
        automaton: &Automaton,
        at: usize,
        c: char,
        state: &mut State,
        seen: &mut Seen,
    ) -> bool {
        // What skips stays; nothing goes on over a gap.
        let (kept, before, run) = if at == state.next {
            (u64::MAX, state.before, state.run)
        } else {
            (SKIP, 0, at)
        };
        let from = State {
            now: state.now & kept | EACH,
            before,
            ..*state
        };
        let reached = self.reached(automaton, c, &from);
        *state = State {
            now: from.now & SKIP | EACH | reached,
            before: from.now,
            last: c,
            next: at + 1,
            run,
        };
        seen.note(reached & !EACH, reached & self.accept, at, run)
    }

    #[inline(always)]
    fn reached(&self, automaton: &Automaton, c: char, state: &State) -> u64 {
        let entry = automaton.entry(c);
        let mut reached = self.over(state.now, self.places(entry));
        if entry & JOINS != 0
            && let Some(joined) = automaton.pair_entry(state.last, c)
        {
            reached |= self.over(state.before, self.places(joined));
        }
        reached
    }

    #[inline(always)]
    fn places(&self, entry: u16) -> Places {
        let at = (entry & !JOINS) as usize;
        self.records.get(at).copied().unwrap_or_default()
    }

    /// Where the bits of `state` come to over a record.
    #[inline(always)]
    fn over(&self, state: u64, places: Places) -> u64 {
        let mut next = (state & places.one) << 1 | (state & places.two) << 2;
        if places.start != places.stop {
            let range = places.start as usize..places.stop as usize;
            for jump in self.jumps.get(range).unwrap_or_default() {
                next |= (state & jump.from) << jump.length;
            }
        }
        // In each lane that has an end: its last bit, brought to that of the whole word.
        let ends = state & places.end;
        let ended = ((ends & !LAST).wrapping_add(!LAST) | ends) & LAST;
        next | ended >> self.beyond
    }
}

impl Seen {
    const NOTHING: Self = Self {
        any: NOWHERE,
        spread: NOWHERE,
        any_end: NOWHERE,
        spread_end: NOWHERE,
        short_end: NOWHERE,
        short_run: 0,
    };

    /// Notes the bits that the character at `at` brought, and those of whole words;
    /// whether the best way there is has ended here.
    #[inline(always)]
    fn note(&mut self, bits: u64, ends: u64, at: usize, run: usize) -> bool {
        let note = |first: &mut usize, bits: u64, lane: u32| {
            let here = if bits & LANE << lane != 0 {
                at
            } else {
                NOWHERE
            };
            *first = here.min(*first);
        };
        // What whole readings bring, initials bring too: no later than these.
        if self.spread == NOWHERE {
            note(&mut self.any, bits, ANY);
            note(&mut self.spread, bits, SPREAD);
        }
        if ends == 0 {
            return false;
        }
        note(&mut self.any_end, ends, ANY);
        note(&mut self.spread_end, ends, SPREAD);
        if self.short_end == NOWHERE {
            self.short_run = run;
        }
        note(&mut self.short_end, ends, SHORT);
        ends & LANE << WHOLE != 0
    }

    fn way(&self) -> Option<Way> {
        if self.any_end == NOWHERE {
            return None;
        }
        Some(if self.short_end != NOWHERE {
            Way::Piece(Depth::Short, self.short_run, self.short_end)
        } else if self.spread_end != NOWHERE {
            Way::Scattered(Depth::Whole, self.spread, self.spread_end)
        } else {
            Way::Scattered(Depth::Short, self.any, self.any_end)
        })
    }
}
