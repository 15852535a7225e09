//! Pinyin above Han characters. Most characters have one reading; of the others
//! the word decides: 银行 yín háng, 行动 xíng dòng.
//!
//! A word that is in the table of phrases is read as it stands there. Another one
//! is read as the phrases inside of it, longest first, and what is left over has
//! each character's reading within words. A character that is a word has its
//! reading as such, unless it forms a phrase with its neighbours that jieba cannot
//! know, as 两只; where jieba knows a phrase and still parts it, jieba is right.
//! 一 and 不 keep their tones and third tones do not change, as in dictionaries.
//!
//! Invariant: readings ascend, do not overlap, lie on characters, and there is at
//! most one for each Han character; the work is linear in the text.

use std::collections::HashMap;

use super::words::Words;
use crate::text::clean::clean_owned;
use crate::text::{Clean, Reading, class};

/// `readings TAB characters [TAB reading within words]`, the commonest reading first.
const CHARACTERS: &str = include_str!("../../assets/tables/pinyin.tsv");
/// `word TAB syllables`.
const PHRASES: &str = include_str!("../../assets/tables/phrases.tsv");
/// The commonest characters, the very commonest first.
const FREQUENT: &str = include_str!("../../assets/tables/frequent.txt");

/// The longest phrase that is looked for inside of words and among characters, in
/// characters; `generate.py`, which leaves out what is found so, has it too.
const LONGEST_INSIDE: usize = 4;

/// How tones are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tones {
    /// `zhōng`, `lǜ`, and `de` without tone.
    #[default]
    Marks,
    /// `zhong1`, `lü4`, and `de` without a number.
    Numbers,
    /// `zhong`, `lü`, `de`.
    None,
}

/// Which readings are shown, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Style {
    pub tones: Tones,
    /// Only characters that are not among the commonest that many (up to 2000,
    /// in news and literature of the mainland); 0: all.
    pub beyond: u16,
}

/// The readings of one character.
#[derive(Clone, Copy)]
struct Sound {
    /// As a word of its own.
    alone: &'static str,
    /// Within words that are in no table.
    inside: &'static str,
}

impl Sound {
    fn within(self, row: Row) -> &'static str {
        match row {
            Row::Apart => self.alone,
            // Particles alone have no tone.
            Row::Guess if self.alone.is_ascii() => self.alone,
            Row::Word | Row::Guess => self.inside,
        }
    }
}

/// The tables of readings.
pub(super) struct Pinyin {
    sounds: HashMap<char, Sound>,
    phrases: HashMap<&'static str, &'static str>,
    ranks: HashMap<char, u16>,
}

/// What characters in a row are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Row {
    /// Each is a word of its own.
    Apart,
    /// One word that jieba has.
    Word,
    /// One word by jieba's guess. It may have swallowed a particle: 跑得快.
    Guess,
}

/// One Han character of the text.
#[derive(Clone, Copy)]
struct Spot {
    start: usize,
    end: usize,
    /// As written, and simplified.
    ch: char,
    simple: char,
}

/// What is known while one text is read.
struct Pass<'a> {
    pinyin: &'a Pinyin,
    words: &'a Words,
    style: Style,
    /// The text in simplified characters.
    plain: &'a str,
    out: Vec<Reading>,
}

impl Pinyin {
    /// Reads the tables, in a few milliseconds.
    pub(super) fn load() -> Self {
        let mut sounds = HashMap::with_capacity(30_000);
        for line in CHARACTERS.lines() {
            let mut fields = line.split('\t');
            let readings = fields.next().unwrap_or_default();
            let chars = fields.next().unwrap_or_default();
            let alone = readings.split(' ').next().unwrap_or_default();
            let inside = fields.next().unwrap_or(alone);
            sounds.extend(chars.chars().map(|c| (c, Sound { alone, inside })));
        }
        let common = FREQUENT.chars().filter(|c| !c.is_whitespace());
        Self {
            sounds,
            phrases: PHRASES
                .lines()
                .filter_map(|line| line.split_once('\t'))
                .collect(),
            ranks: common.zip(0..).collect(),
        }
    }

    /// The readings of the Han characters of `text`, by bytes, ascending.
    pub(super) fn readings(&self, words: &Words, text: &str, style: Style) -> Vec<Reading> {
        let plain = words.simplified(text);
        let mut pass = Pass {
            pinyin: self,
            words,
            style,
            plain: &plain,
            out: Vec::new(),
        };
        let (mut single, mut word) = (Vec::new(), Vec::new());
        let mut start = 0;
        for end in words.cuts(&plain) {
            word.clear();
            spots(words, text, start, end, &mut word);
            start = end;
            if let [spot] = *word {
                single.push(spot);
            } else {
                pass.scan(&single, Row::Apart);
                single.clear();
                pass.word(&word);
            }
        }
        pass.scan(&single, Row::Apart);
        pass.out
    }

    fn sound(&self, spot: &Spot) -> Option<Sound> {
        let written = self.sounds.get(&spot.ch);
        written.or_else(|| self.sounds.get(&spot.simple)).copied()
    }

    fn is_common(&self, spot: &Spot, most: u16) -> bool {
        let rank = [spot.ch, spot.simple].map(|c| self.ranks.get(&c).copied());
        rank.into_iter().flatten().any(|rank| rank < most)
    }
}

/// The Han characters of one word, each up to the next one: a variation selector
/// belongs to the character before it.
fn spots(words: &Words, text: &str, start: usize, end: usize, out: &mut Vec<Spot>) {
    let word = text.get(start..end).unwrap_or_default();
    if !word.starts_with(class::is_han) {
        return;
    }
    for (at, ch) in word.char_indices() {
        if class::is_han(ch) {
            out.push(Spot {
                start: start + at,
                end: start + at + ch.len_utf8(),
                ch,
                simple: words.simplify(ch),
            });
        } else if let Some(last) = out.last_mut() {
            last.end = start + at + ch.len_utf8();
        }
    }
}

impl Pass<'_> {
    /// The phrase that some characters in a row are.
    fn phrase(&self, spots: &[Spot]) -> Option<&'static str> {
        let (first, last) = (spots.first()?, spots.last()?);
        let written = self.plain.get(first.start..last.end)?;
        self.pinyin.phrases.get(written).copied()
    }

    /// Reads a word of the dictionary, or one that jieba guessed.
    fn word(&mut self, spots: &[Spot]) {
        match self.phrase(spots) {
            Some(syllables) => self.give(spots, syllables),
            None if self.known(spots) => self.scan(spots, Row::Word),
            None => self.scan(spots, Row::Guess),
        }
    }

    /// Reads characters in a row by the phrases among them.
    fn scan(&mut self, spots: &[Spot], row: Row) {
        let mut rest = spots;
        while let [first, after @ ..] = rest {
            let longest = (2..=LONGEST_INSIDE.min(rest.len())).rev();
            let found = longest
                .filter_map(|len| rest.split_at_checked(len))
                .find_map(|(head, tail)| {
                    let syllables = self.phrase(head)?;
                    let fits = row != Row::Apart || !self.known(head);
                    fits.then_some((head, tail, syllables))
                });
            if let Some((head, tail, syllables)) = found {
                self.give(head, syllables);
                rest = tail;
            } else {
                if let Some(sound) = self.pinyin.sound(first) {
                    self.push(first, sound.within(row));
                }
                rest = after;
            }
        }
    }

    /// Whether jieba has these characters as a word, and so parted them knowingly.
    fn known(&self, spots: &[Spot]) -> bool {
        let range = spots.first().zip(spots.last());
        let written = range.and_then(|(first, last)| self.plain.get(first.start..last.end));
        written.is_some_and(|written| self.words.holds(written))
    }

    fn give(&mut self, spots: &[Spot], syllables: &'static str) {
        for (spot, syllable) in spots.iter().zip(syllables.split(' ')) {
            self.push(spot, syllable);
        }
    }

    fn push(&mut self, spot: &Spot, syllable: &'static str) {
        if self.pinyin.is_common(spot, self.style.beyond) {
            return;
        }
        self.out.push(Reading {
            start: spot.start,
            end: spot.end,
            text: written(syllable, self.style.tones),
        });
    }
}

/// A syllable of the tables in a style.
fn written(syllable: &'static str, tones: Tones) -> Clean {
    if tones == Tones::Marks {
        return syllable.into();
    }
    let mut tone = None;
    let mut text = String::with_capacity(syllable.len() + 1);
    for c in syllable.chars() {
        let (base, mark) = untoned(c);
        text.extend(base);
        tone = mark.or(tone);
    }
    if tones == Tones::Numbers {
        text.extend(tone);
    }
    clean_owned(text)
}

/// A letter without its tone mark, and the number of the tone.
fn untoned(c: char) -> (Option<char>, Option<char>) {
    const TONED: [(char, &str); 10] = [
        ('a', "āáǎà"),
        ('e', "ēéěè"),
        ('i', "īíǐì"),
        ('o', "ōóǒò"),
        ('u', "ūúǔù"),
        ('ü', "ǖǘǚǜ"),
        // Interjections: 嗯 ń ň ǹ, 呣 ḿ, 欸 ế ề.
        ('n', "\0ńňǹ"),
        ('m', "\0ḿ\0\0"),
        ('ê', "\0ế\0ề"),
        // Written as a mark of its own where Unicode has no such letter.
        ('\0', "\u{304}\u{301}\u{30C}\u{300}"),
    ];
    if c.is_ascii() {
        return (Some(c), None);
    }
    for (base, toned) in TONED {
        if let Some((_, tone)) = toned
            .chars()
            .zip('1'..='4')
            .find(|(letter, _)| *letter == c)
        {
            return ((base != '\0').then_some(base), Some(tone));
        }
    }
    (Some(c), None)
}

#[cfg(test)]
mod tests;
