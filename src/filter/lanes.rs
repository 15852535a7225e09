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
    /// A bit for each character of the table that stands for something, alone or with a
    /// small kana behind it: most do not, and of these only the bit is looked at.
    live: Vec<u64>,
}

/// Before and after the last live character.
#[derive(Clone, Copy)]
struct State {
    now: u64,
    /// For a small kana, with that character.
    before: u64,
    last: char,
    /// Where the character right behind it is.
    next: usize,
}

impl State {
    /// Nothing has been read: a piece may begin at each character.
    const START: Self = Self {
        now: EACH,
        before: 0,
        last: '\0',
        next: 0,
    };
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
        let joined = !automaton.pairs.is_empty();
        let is_live = |(at, entry): (usize, &u16)| {
            *entry != 0 || joined && char::from_u32(at as u32).is_some_and(is_kana)
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
            live: lives.chunks(64).map(bits).collect(),
        })
    }

    /// Whether a character may stand for something.
    #[inline(always)]
    fn is_live(&self, c: char) -> bool {
        let bits = self.live.get(c as usize / 64).copied();
        bits.unwrap_or(u64::MAX) >> (c as usize % 64) & 1 != 0
    }

    /// The best way in which the word is in `text`, as `automaton` tells its characters.
    pub(super) fn look(&self, automaton: &Automaton, text: &str) -> Option<Way> {
        let mut state = State::START;
        let mut seen = Seen::default();
        let mut chars = text.chars().enumerate();
        while let Some((at, c)) = chars.find(|(_, c)| self.is_live(*c)) {
            if at != state.next {
                // What skips stays; nothing goes on over a gap.
                state = State {
                    now: state.now & SKIP | EACH,
                    ..State::START
                };
            }
            let reached = self.reached(automaton, c, &state);
            state = State {
                now: state.now & SKIP | EACH | reached,
                before: state.now,
                last: c,
                next: at + 1,
            };
            if reached & !EACH != 0 && seen.note(self, reached, at) {
                return Some(Way::Piece(Depth::Whole, at));
            }
        }
        seen.way()
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
