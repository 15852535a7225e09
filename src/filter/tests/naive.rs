//! A slow matcher to compare with: it tries every way in which the characters of a
//! headline may be read, one after the other, by the rules and nothing else.
//!
//! Invariant: of the program it takes only the spellings of a character and the keys
//! of a syllable, which have tests of their own.

use std::collections::HashMap;

use super::super::readings::{Kind, Options, Readings, Spelling, Syllable, hangul_keys, kana_pair};
use crate::text::fold::fold_char;

/// How sure a reading is, the better the lower.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sure {
    Whole,
    /// Or unfinished, at the end of the word.
    Unfinished,
    /// Or by initials.
    Initial,
}

/// Where a word is to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Where {
    Scattered,
    Piece,
    Start,
    End,
    Whole,
}

/// Characters of the headline and of the word that go together.
struct Atom {
    chars: usize,
    letters: usize,
    sure: Sure,
}

pub(super) struct Naive {
    pub readings: Readings,
}

/// One question: a word in a headline.
struct Asked<'a> {
    naive: &'a Naive,
    text: &'a [char],
    word: &'a [char],
    place: Where,
    sure: Sure,
    known: HashMap<(usize, usize), bool>,
}

impl Naive {
    pub(super) fn new(options: Options) -> Self {
        Self {
            readings: Readings::load(options),
        }
    }

    /// Whether a folded word is read in a text.
    pub(super) fn reads(&self, word: &str, text: &str, place: Where, sure: Sure) -> bool {
        let text = match place {
            Where::Start => text.trim_start(),
            Where::End => text.trim_end(),
            Where::Whole => text.trim(),
            _ => text,
        };
        let (text, word): (Vec<char>, Vec<char>) = (text.chars().collect(), word.chars().collect());
        let mut asked = Asked {
            naive: self,
            text: &text,
            word: &word,
            place,
            sure,
            known: HashMap::new(),
        };
        let anchored = matches!(place, Where::Start | Where::Whole);
        let starts = if anchored { 0..1 } else { 0..text.len() };
        starts.into_iter().any(|start| asked.from(start, 0))
    }

    pub(super) fn spellings(&self, c: char) -> Vec<&Spelling> {
        let class = match self.readings.classes.get(c as usize) {
            Some(class) => *class,
            None => self.readings.beyond.get(&c).copied().unwrap_or(0),
        };
        self.set(class)
    }

    pub(super) fn pair(&self, kana: char, small: char) -> Vec<&Spelling> {
        let at = kana_pair(fold_char(kana), fold_char(small));
        at.map_or(Vec::new(), |at| self.set(self.readings.pairs[at]))
    }

    fn set(&self, class: u16) -> Vec<&Spelling> {
        let set = self.readings.sets[class as usize].iter();
        set.map(|at| &self.readings.spellings[*at as usize])
            .collect()
    }
}

impl Asked<'_> {
    /// Whether the word from `p` on is read from character `i` on.
    fn from(&mut self, i: usize, p: usize) -> bool {
        if let Some(known) = self.known.get(&(i, p)) {
            return *known;
        }
        self.known.insert((i, p), false);
        let to_end = matches!(self.place, Where::End | Where::Whole);
        let mut read = p == self.word.len() && (!to_end || i == self.text.len());
        if !read && i < self.text.len() {
            let skips = self.place == Where::Scattered && p > 0;
            read = skips && self.from(i + 1, p)
                || self.atoms(i, p).iter().any(|atom| {
                    atom.sure <= self.sure && self.from(i + atom.chars, p + atom.letters)
                });
        }
        self.known.insert((i, p), read);
        read
    }

    fn letter(&self, at: usize) -> Option<char> {
        self.word.get(at).copied()
    }

    fn atoms(&self, i: usize, p: usize) -> Vec<Atom> {
        let c = self.text[i];
        let rest = &self.word[p..];
        let mut atoms = Vec::new();
        let mut add = |chars, letters, sure| {
            atoms.push(Atom {
                chars,
                letters,
                sure,
            });
        };
        if rest.first() == Some(&fold_char(c)) {
            add(1, 1, Sure::Whole);
        }
        let before = p.checked_sub(1).and_then(|at| self.letter(at));
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_lowercase());
        if matches!(c, '\'' | '’' | '‘' | 'ʼ' | '＇')
            && latin(before)
            && latin(rest.first().copied())
        {
            add(1, 0, Sure::Whole);
        }
        for spelling in self.naive.spellings(c) {
            match spelling.kind {
                Kind::Pinyin | Kind::Romaji => spelled(spelling, rest, 1, &mut add),
                Kind::Doubled => {
                    let (one, two) = (rest.first(), rest.get(1));
                    let vowel = one.is_some_and(|c| "aeiou".contains(*c));
                    let same = latin(one.copied()) && one == two && !vowel;
                    if same || (one, two) == (Some(&'t'), Some(&'c')) {
                        add(1, 1, Sure::Whole);
                    }
                }
                Kind::Long => {
                    let vowel = before.filter(|c| "aeiou".contains(*c));
                    let here = rest.first().copied();
                    if here.is_some() && here == vowel || here == Some('-') {
                        add(1, 1, Sure::Whole);
                    }
                }
                Kind::Silent => {
                    if before.is_some_and(|c| spelling.letters.contains(c)) {
                        add(1, 0, Sure::Whole);
                    }
                }
                Kind::Labial => {
                    if rest.first() == Some(&'m')
                        && matches!(rest.get(1), None | Some('b' | 'm' | 'p'))
                    {
                        add(1, 1, Sure::Whole);
                    }
                }
            }
        }
        if let Some(small) = self.text.get(i + 1) {
            for spelling in self.naive.pair(c, *small) {
                spelled(spelling, rest, 2, &mut add);
            }
        }
        self.syllable(c, rest, &mut add);
        atoms
    }

    fn syllable(&self, c: char, rest: &[char], add: &mut impl FnMut(usize, usize, Sure)) {
        let Some(syllable) = Syllable::of(c) else {
            return;
        };
        let code = c as u32 - 0xac00;
        let leads: Vec<char> = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ".chars().collect();
        let lead = code / 588;
        let conjoining = char::from_u32(0x1100 + lead);
        let first = rest.first().copied();
        if first == Some(leads[lead as usize]) || first == conjoining {
            add(1, 1, Sure::Initial);
        }
        // 토 at the end begins 통.
        if let [last] = rest {
            let open = (*last as u32)
                .checked_sub(0xac00)
                .filter(|at| *at < 11_172 && at % 28 == 0);
            if open == Some(code - code % 28) {
                add(1, 1, Sure::Unfinished);
            }
        }
        let keys: Vec<char> = hangul_keys(syllable).concat().chars().collect();
        if rest.starts_with(&keys) {
            add(1, keys.len(), Sure::Whole);
        } else if self.word.len() > 1 && !rest.is_empty() && keys.starts_with(rest) {
            add(1, rest.len(), Sure::Unfinished);
        }
    }
}

fn spelled(
    spelling: &Spelling,
    rest: &[char],
    chars: usize,
    add: &mut impl FnMut(usize, usize, Sure),
) {
    let letters: Vec<char> = spelling.letters.chars().collect();
    if rest.starts_with(&letters) {
        add(chars, letters.len(), Sure::Whole);
    } else if !rest.is_empty() && letters.starts_with(rest) {
        add(chars, rest.len(), Sure::Unfinished);
    }
    if spelling.kind != Kind::Pinyin {
        return;
    }
    if rest.first() == letters.first() {
        add(chars, 1, Sure::Initial);
    }
    if matches!(letters[..], ['z' | 'c' | 's', 'h', ..]) && rest.starts_with(&letters[..2]) {
        add(chars, 2, Sure::Initial);
    }
}

/// The naive matcher and its rules, on what a person would say at once.
#[test]
fn the_naive_matcher_knows_the_rules() {
    let naive = Naive::new(Options::default());
    let reads = |word, text| naive.reads(word, text, Where::Scattered, Sure::Initial);
    for (word, text) in [
        ("mc", "美朝"),
        ("meich", "美朝"),
        ("美chao", "美朝"),
        ("tokyo", "とうきょう"),
        ("ㄷㄹ", "대통령"),
        ("대토", "대통령"),
    ] {
        assert!(reads(word, text), "{word} in {text}");
    }
    assert!(!reads("mec", "美朝") && !reads("대토령", "대통령"));
    assert!(!naive.reads("mc", "美朝", Where::Piece, Sure::Whole));
    assert!(naive.reads("meichao", "美朝", Where::Whole, Sure::Whole));
}
