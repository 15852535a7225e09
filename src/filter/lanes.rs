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
}

/// Before and after the last character, which a small kana needs.
#[derive(Clone, Copy)]
struct State {
    now: u64,
    before: u64,
    last: char,
}

/// What was seen of a word so far: characters by index.
#[derive(Default)]
struct Seen {
    /// The first that brings a bit, by lane that skips.
    any: Option<usize>,
    spread: Option<usize>,
    /// Where the word ends, by lane.
    any_end: Option<usize>,
    spread_end: Option<usize>,
    short_end: Option<usize>,
}

impl Lanes {
    /// The lanes of a word of so many characters; None for a longer one.
    pub(super) fn new(length: usize, records: &[Record], jumps: &[Jump]) -> Option<Self> {
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
        (length <= MOST).then(|| Self {
            records: records.iter().map(places).collect(),
            jumps: jumps.iter().map(jump).collect(),
            accept: EACH << length,
        })
    }

    /// The best way in which the word is in `text`, as `automaton` tells its characters.
    pub(super) fn look(&self, automaton: &Automaton, text: &str) -> Option<Way> {
        let mut state = State {
            now: EACH,
            before: 0,
            last: '\0',
        };
        let mut seen = Seen::default();
        for (at, c) in text.chars().enumerate() {
            let entry = automaton.entry(c);
            let now = state.now;
            // What skips stays; a piece may begin at each character.
            state.now = now & SKIP | EACH;
            if entry != 0 {
                let reached = self.reached(automaton, entry, c, &state, now);
                state.now |= reached;
                if reached & !EACH != 0 && seen.note(self, reached, at) {
                    return Some(Way::Piece(Depth::Whole, at));
                }
            }
            state.before = now;
            state.last = c;
        }
        seen.way()
    }

    #[inline(always)]
    fn reached(&self, automaton: &Automaton, entry: u16, c: char, state: &State, now: u64) -> u64 {
        let mut reached = self.over(now, self.places(entry));
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
        let ends = state & places.end;
        if ends != 0 {
            for lane in [ANY, SHORT, SPREAD, WHOLE] {
                if ends & LANE << lane != 0 {
                    next |= self.accept & LANE << lane;
                }
            }
        }
        next
    }
}

impl Seen {
    /// Notes the bits that the character at `at` brought; whether the best way there
    /// is has ended here.
    #[inline(always)]
    fn note(&mut self, lanes: &Lanes, reached: u64, at: usize) -> bool {
        let (bits, ends) = (reached & !EACH, reached & lanes.accept);
        let is = |bits: u64, lane: u32| bits & LANE << lane != 0;
        if self.any.is_none() && is(bits, ANY) {
            self.any = Some(at);
        }
        if self.spread.is_none() && is(bits, SPREAD) {
            self.spread = Some(at);
        }
        if ends != 0 {
            if is(ends, WHOLE) {
                return true;
            }
            let note = |end: &mut Option<usize>, lane| {
                if is(ends, lane) {
                    end.get_or_insert(at);
                }
            };
            note(&mut self.any_end, ANY);
            note(&mut self.spread_end, SPREAD);
            note(&mut self.short_end, SHORT);
        }
        false
    }

    fn way(&self) -> Option<Way> {
        let (first, last) = (self.any?, self.any_end?);
        if let Some(end) = self.short_end {
            return Some(Way::Piece(Depth::Short, end));
        }
        Some(match (self.spread, self.spread_end) {
            (Some(first), Some(last)) => Way::Scattered(Depth::Whole, first, last),
            _ => Way::Scattered(Depth::Short, first, last),
        })
    }
}
