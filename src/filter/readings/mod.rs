//! How characters are typed on a Latin keyboard: pinyin for Han, romaji for kana
//! (and for Han where that is asked for), the keys of the Korean layout for Hangul.
//!
//! Each character has a class, each class a set of spellings. A query is compared
//! with the few hundred spellings once; a headline then only looks up characters.
//!
//! Invariant: spellings are small ASCII letters and not empty; class 0 has none.

mod bits;
mod han;
mod hangul;
mod kana;

use std::collections::HashMap;

use crate::store::Mask;
use crate::text::fold::fold_char;

pub(super) use bits::Wanted;
pub(super) use hangul::{
    LEAD_COUNT, Syllable, begins_by_keys, keys as hangul_keys, lead as hangul_lead,
};
pub(super) use kana::{is_doubling, is_kana, is_small, pair as kana_pair, pairs_of as kana_pairs};

/// What is read beyond the usual.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Options {
    /// zh as z, n as l, ing as in, and so on.
    pub sloppy: bool,
    /// Kanji by their Japanese readings.
    pub kanji: bool,
}

/// What a spelling may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    /// Pinyin: the whole, its initial, or an unfinished one at the end.
    Pinyin,
    /// Romaji: the whole, or an unfinished one at the end.
    Romaji,
    /// っ: the consonant that follows it, once more.
    Doubled,
    /// ー: the vowel before it, once more, or a hyphen.
    Long,
    /// Left out behind these vowels, which it makes long.
    Silent,
    /// ん written m, as Hepburn does before b, m and p.
    Labial,
}

/// One way to write a character.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Spelling {
    pub letters: String,
    pub kind: Kind,
}

impl Spelling {
    fn new(letters: &str, kind: Kind) -> Self {
        Self {
            letters: letters.to_owned(),
            kind,
        }
    }
}

/// The class of a character: which spellings it has.
pub(super) type Class = u16;

/// Characters below this have their class in a table.
pub(super) const TABLE: usize = 0x1_0000;

/// All spellings, once for the whole program.
#[derive(Debug)]
pub(super) struct Readings {
    pub(super) spellings: Vec<Spelling>,
    /// For each class the numbers of its spellings.
    pub(super) sets: Vec<Vec<u16>>,
    /// The class of each character of the Basic Multilingual Plane.
    pub(super) classes: Vec<Class>,
    /// Those of other planes.
    pub(super) beyond: HashMap<char, Class>,
    /// Classes of a kana followed by a small one, as [`kana_pair`] numbers them.
    pub(super) pairs: Vec<Class>,
    /// What a character of that plane adds to the mask of a headline.
    bits: Vec<Mask>,
    /// Which letters stand behind each other within readings.
    inner: bits::Inner,
    /// What is folded to a character that stands for others too: (fold, character), ascending.
    forms: Vec<(char, char)>,
}

/// Gathers classes, equal sets once.
#[derive(Default)]
struct Builder {
    spellings: Vec<Spelling>,
    numbers: HashMap<Spelling, u16>,
    sets: Vec<Vec<u16>>,
    classes: HashMap<Vec<u16>, Class>,
}

impl Builder {
    fn class(&mut self, spellings: Vec<Spelling>) -> Class {
        let mut set: Vec<u16> = Vec::with_capacity(spellings.len());
        for spelling in spellings {
            let next = self.spellings.len() as u16;
            let number = *self.numbers.entry(spelling.clone()).or_insert(next);
            if number == next {
                self.spellings.push(spelling);
            }
            if !set.contains(&number) {
                set.push(number);
            }
        }
        let next = self.sets.len() as Class;
        let class = *self.classes.entry(set.clone()).or_insert(next);
        if class == next {
            self.sets.push(set);
        }
        class
    }
}

impl Readings {
    /// Reads the tables, in some milliseconds.
    pub(super) fn load(options: Options) -> Self {
        let mut builder = Builder::default();
        builder.class(Vec::new());
        let mut by_char: HashMap<char, Class> = HashMap::with_capacity(30_000);
        han::each(options, &mut |chars, spellings| {
            let class = builder.class(spellings);
            by_char.extend(chars.chars().map(|c| (c, class)));
        });
        if options.kanji {
            han::add_romaji(&mut |c, spellings| {
                let class = by_char.get(&c).copied().unwrap_or_default();
                let known = builder.sets.get(class as usize).into_iter().flatten();
                let known = known.filter_map(|at| builder.spellings.get(*at as usize));
                let all = known.cloned().chain(spellings).collect();
                by_char.insert(c, builder.class(all));
            });
        }
        kana::each(&mut |c, spellings| {
            by_char.insert(c, builder.class(spellings));
        });
        let pairs = kana::pairs(&mut |spellings| builder.class(spellings));
        let mut readings = Self {
            spellings: builder.spellings,
            sets: builder.sets,
            classes: vec![0; TABLE],
            beyond: HashMap::new(),
            pairs,
            bits: Vec::new(),
            inner: bits::Inner::default(),
            forms: Vec::new(),
        };
        readings.spread(&by_char);
        readings.fill_bits();
        readings
    }

    /// Gives each character its class: its own, or that of what it folds to.
    fn spread(&mut self, by_char: &HashMap<char, Class>) {
        for (code, slot) in self.classes.iter_mut().enumerate() {
            let Some(c) = char::from_u32(code as u32) else {
                continue;
            };
            let folded = fold_char(c);
            if folded != c {
                self.forms.push((folded, c));
            }
            let class = by_char.get(&c).or_else(|| by_char.get(&folded));
            *slot = class.copied().unwrap_or_default();
        }
        let beyond = by_char.iter().filter(|(c, _)| **c as usize >= TABLE);
        self.beyond = beyond.map(|(c, class)| (*c, *class)).collect();
        for c in self.beyond.keys().copied().chain(OTHER_FORMS) {
            let folded = fold_char(c);
            if folded != c {
                self.forms.push((folded, c));
            }
        }
        self.forms.sort_unstable();
        self.forms.dedup();
    }

    /// The characters whose fold is `folded`, itself among them.
    pub(super) fn forms(&self, folded: char) -> impl Iterator<Item = char> {
        let from = self.forms.partition_point(|(fold, _)| *fold < folded);
        let others = self.forms.iter().skip(from);
        let others = others.take_while(move |(fold, _)| *fold == folded);
        std::iter::once(folded).chain(others.map(|(_, c)| *c))
    }
}

/// Compatibility Han of the second plane, which fold to others.
const OTHER_FORMS: std::ops::RangeInclusive<char> = '\u{2f800}'..='\u{2fa1f}';

#[cfg(test)]
mod tests;
