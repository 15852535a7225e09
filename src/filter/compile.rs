//! From a word to its automaton: each spelling is compared with the word once, then
//! each class of characters, then the characters of the word themselves.
//!
//! Invariant: a character's record holds every way to read it in the word, and no
//! other.

use std::collections::HashMap;

use super::automaton::{Automaton, JOINS, Jump, Record, joins};
use super::lanes::Lanes;
use super::query::APOSTROPHES;
use super::readings::{
    Kind, LEAD_COUNT, Readings, Spelling, Syllable, TABLE, hangul_keys, hangul_lead, is_kana,
};

/// The ways to read a character, on their way into a record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Ways {
    one: u64,
    long: Vec<Jump>,
    short: u64,
    short2: u64,
    end: u64,
}

impl Ways {
    fn is_dead(&self) -> bool {
        self.one | self.short | self.short2 | self.end == 0 && self.long.is_empty()
    }

    /// A whole reading of so many letters, from these places; 0: the character may be
    /// left out there, though the word goes on in one piece.
    fn add(&mut self, from: u64, length: usize) {
        if length == 1 {
            self.one |= from;
            return;
        }
        let length = length as u32;
        match self.long.iter_mut().find(|jump| jump.length == length) {
            Some(jump) => jump.from |= from,
            None if from != 0 => self.long.push(Jump { from, length }),
            None => {}
        }
    }

    fn join(&mut self, other: &Self) {
        self.one |= other.one;
        for jump in &other.long {
            self.add(jump.from, jump.length as usize);
        }
        self.short |= other.short;
        self.short2 |= other.short2;
        self.end |= other.end;
    }
}

/// Where the letters of the word stand.
struct Word<'a> {
    chars: &'a [char],
    /// For each letter from a to z its places.
    letters: [u64; 26],
    /// One bit for each place.
    all: u64,
}

impl<'a> Word<'a> {
    fn new(chars: &'a [char]) -> Self {
        let mut letters = [0; 26];
        for (at, c) in chars.iter().enumerate() {
            let slot = (u32::from(*c)).checked_sub(u32::from('a'));
            if let Some(slot) = slot.and_then(|slot| letters.get_mut(slot as usize)) {
                *slot |= 1 << at;
            }
        }
        Self {
            chars,
            letters,
            all: (1 << chars.len()) - 1,
        }
    }

    fn letter(&self, letter: u8) -> u64 {
        let at = letter.wrapping_sub(b'a') as usize;
        self.letters.get(at).copied().unwrap_or_default()
    }

    /// The places of a character.
    fn places(&self, c: char) -> u64 {
        let places = self.chars.iter().enumerate();
        places
            .filter(|(_, known)| **known == c)
            .fold(0, |places, (at, _)| places | 1 << at)
    }

    /// The places where all of `letters` stand, and those from which the word ends
    /// within them.
    fn spelled(&self, letters: impl Iterator<Item = u8>) -> (u64, u64) {
        let (mut places, mut end) = (self.all, 0);
        for (nth, letter) in letters.enumerate() {
            if nth > 0 {
                // The word ended before this letter.
                end |= places & self.ending(nth);
            }
            places &= self.letter(letter) >> nth;
            if places == 0 {
                break;
            }
        }
        (places, end)
    }

    /// The place from which just `length` characters are left.
    fn ending(&self, length: usize) -> u64 {
        let from = self.chars.len().checked_sub(length);
        from.map_or(0, |from| 1 << from)
    }

    fn ways(&self, spelling: &Spelling) -> Ways {
        let mut ways = Ways::default();
        let letters = spelling.letters.as_bytes();
        let (whole, end) = self.spelled(letters.iter().copied());
        match spelling.kind {
            Kind::Pinyin => {
                ways.add(whole, letters.len());
                ways.end = end;
                let first = letters.first().map_or(0, |first| self.letter(*first));
                ways.short = first;
                if let [b'z' | b'c' | b's', b'h', ..] = letters {
                    ways.short2 = first & self.letter(b'h') >> 1;
                }
            }
            Kind::Romaji => {
                ways.add(whole, letters.len());
                ways.end = end;
            }
            Kind::Doubled => {
                let doubled = |at: &usize| match (self.chars.get(*at), self.chars.get(at + 1)) {
                    (Some('t'), Some('c')) => true,
                    (Some(one), Some(next)) => {
                        one == next && one.is_ascii_alphabetic() && !is_vowel(*one)
                    }
                    _ => false,
                };
                ways.add(self.where_(doubled), 1);
            }
            Kind::Long => {
                let before = |at: usize| at.checked_sub(1).and_then(|at| self.chars.get(at));
                let long = |at: &usize| match self.chars.get(*at) {
                    Some('-') => true,
                    Some(here) => is_vowel(*here) && before(*at) == Some(here),
                    None => false,
                };
                ways.add(self.where_(long), 1);
            }
            Kind::Silent => {
                let behind = letters
                    .iter()
                    .fold(0, |all, vowel| all | self.letter(*vowel));
                ways.add(behind << 1, 0);
            }
            Kind::Labial => {
                let labial = |at: &usize| {
                    self.chars.get(*at) == Some(&'m')
                        && matches!(self.chars.get(at + 1), None | Some('b' | 'm' | 'p'))
                };
                ways.add(self.where_(labial), 1);
            }
        }
        ways
    }

    fn where_(&self, is: impl Fn(&usize) -> bool) -> u64 {
        let places = (0..self.chars.len()).filter(is);
        places.fold(0, |places, at| places | 1 << at)
    }

    /// The places within what is written in Latin letters, where an apostrophe of the
    /// headline is left out: nobody types those.
    fn within(&self) -> u64 {
        let letters = self.letters.iter().fold(0, |all, places| all | places);
        letters & letters << 1
    }

    /// How a syllable typed by its keys is read; an unfinished one needs its vowel,
    /// unless something stands before it.
    fn keys_of(&self, syllable: Syllable) -> Ways {
        let mut ways = Ways::default();
        let keys = hangul_keys(syllable);
        let letters = || keys.iter().flat_map(|part| part.bytes());
        let (whole, end) = self.spelled(letters());
        ways.add(whole, letters().count());
        ways.end = if self.chars.len() == 1 { 0 } else { end };
        ways
    }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// Gathers records, equal ones once.
struct Records {
    automaton: Automaton,
    known: HashMap<Ways, u16>,
}

impl Records {
    fn new(length: usize) -> Self {
        Self {
            automaton: Automaton {
                length,
                literal: false,
                latin: false,
                table: vec![0; TABLE],
                beyond: Vec::new(),
                pairs: Vec::new(),
                records: vec![Record::default()],
                jumps: Vec::new(),
                lanes: None,
            },
            known: HashMap::new(),
        }
    }

    fn record(&mut self, ways: Ways) -> u16 {
        if ways.is_dead() {
            return 0;
        }
        if let Some(known) = self.known.get(&ways) {
            return *known;
        }
        let (jumps, records) = (&mut self.automaton.jumps, &mut self.automaton.records);
        let start = jumps.len() as u32;
        jumps.extend(&ways.long);
        records.push(Record {
            one: ways.one,
            short: ways.short,
            short2: ways.short2,
            end: ways.end,
            start,
            stop: jumps.len() as u32,
        });
        let number = (records.len() - 1) as u16;
        self.known.insert(ways, number);
        number
    }

    fn set(&mut self, c: char, record: u16) {
        let pairs = !self.automaton.pairs.is_empty();
        let record = if pairs && joins(c) {
            record | JOINS
        } else {
            record
        };
        if let Some(slot) = self.automaton.table.get_mut(c as usize) {
            *slot = record;
        } else {
            let beyond = &mut self.automaton.beyond;
            match beyond.binary_search_by_key(&c, |(known, _)| *known) {
                Ok(at) => beyond
                    .iter_mut()
                    .skip(at)
                    .take(1)
                    .for_each(|slot| slot.1 = record),
                Err(at) => beyond.insert(at, (c, record)),
            }
        }
    }
}

/// The automaton of a folded word.
pub(super) fn automaton(chars: &[char], readings: &Readings) -> Automaton {
    let word = Word::new(chars);
    let mut records = Records::new(chars.len());
    // What each class of characters stands for.
    let by_class = by_class(&word, readings);
    let numbers: Vec<u16> = by_class
        .iter()
        .map(|ways| records.record(ways.clone()))
        .collect();
    let number = |class: &u16| numbers.get(*class as usize).copied().unwrap_or_default();
    if numbers.iter().any(|number| *number != 0) {
        let table = &mut records.automaton.table;
        for (slot, class) in table.iter_mut().zip(&readings.classes) {
            *slot = number(class);
        }
        let live = readings.beyond.iter().map(|(c, class)| (*c, number(class)));
        let mut beyond: Vec<_> = live.filter(|(_, record)| *record != 0).collect();
        beyond.sort_unstable();
        records.automaton.beyond = beyond;
        records.automaton.pairs = readings.pairs.iter().map(number).collect();
        mark_small(&mut records);
    }
    let syllables = hangul(&word, &mut records);
    apostrophes(&word, &mut records);
    for (at, &c) in chars.iter().enumerate() {
        // Each character of the word once.
        if chars.iter().position(|known| *known == c) == Some(at) {
            itself(&word, c, readings, &by_class, &syllables, &mut records);
        }
    }
    let mut made = records.automaton;
    made.latin = chars.first().is_some_and(char::is_ascii_alphanumeric);
    let plain = |record: &Record| record.start == record.stop && record.short | record.end == 0;
    made.literal = made.records.iter().all(plain);
    made.lanes = Lanes::new(&made);
    made
}

fn by_class(word: &Word<'_>, readings: &Readings) -> Vec<Ways> {
    let by_spelling: Vec<Ways> = readings.spellings.iter().map(|s| word.ways(s)).collect();
    let sets = readings.sets.iter().map(|set| {
        let mut ways = Ways::default();
        for spelling in set.iter().filter_map(|at| by_spelling.get(*at as usize)) {
            ways.join(spelling);
        }
        ways
    });
    sets.collect()
}

/// Small kana of either width, of which there are few, may join the one before, even where they
/// stand for nothing themselves.
fn mark_small(records: &mut Records) {
    if records.automaton.pairs.iter().all(|record| *record == 0) {
        records.automaton.pairs.clear();
        return;
    }
    for c in ('\u{3041}'..='\u{ff9d}').filter(|c| is_kana(*c) && joins(*c)) {
        if let Some(slot) = records.automaton.table.get_mut(c as usize) {
            *slot |= JOINS;
        }
    }
}

/// Hangul by its keys, its initial, and its beginning; what each syllable stands for.
fn hangul(word: &Word<'_>, records: &mut Records) -> HashMap<char, Ways> {
    let mut initials = [0_u64; LEAD_COUNT];
    for (at, &c) in word.chars.iter().enumerate() {
        let slot = hangul_lead(c).and_then(|lead| initials.get_mut(lead));
        slot.into_iter().for_each(|slot| *slot |= 1 << at);
    }
    let last = word.chars.last().copied().and_then(Syllable::of);
    let open = last.filter(|last| last.is_open());
    let mut live = HashMap::new();
    for (lead, initial) in initials.into_iter().enumerate() {
        for syllable in Syllable::with_lead(lead) {
            let mut ways = word.keys_of(syllable);
            ways.short |= initial;
            if open == Some(syllable.open()) {
                ways.end |= word.ending(1);
            }
            if let Some(c) = syllable.char().filter(|_| !ways.is_dead()) {
                let record = records.record(ways.clone());
                records.set(c, record);
                live.insert(c, ways);
            }
        }
    }
    live
}

/// An apostrophe within a word of the headline stands for nothing.
fn apostrophes(word: &Word<'_>, records: &mut Records) {
    let mut ways = Ways::default();
    ways.add(word.within(), 0);
    if !ways.is_dead() {
        let record = records.record(ways);
        APOSTROPHES.iter().for_each(|c| records.set(*c, record));
    }
}

/// A character of the word stands for itself, in every form that folds to it.
fn itself(
    word: &Word<'_>,
    folded: char,
    readings: &Readings,
    by_class: &[Ways],
    syllables: &HashMap<char, Ways>,
    records: &mut Records,
) {
    let places = word.places(folded);
    for c in readings.forms(folded) {
        let class = match readings.classes.get(c as usize) {
            Some(class) => Some(class),
            None => readings.beyond.get(&c),
        };
        let mut ways = class
            .and_then(|class| by_class.get(*class as usize))
            .cloned()
            .unwrap_or_default();
        if let Some(syllable) = syllables.get(&c) {
            ways.join(syllable);
        }
        ways.add(places, 1);
        let record = records.record(ways);
        records.set(c, record);
    }
}
