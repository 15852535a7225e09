//! Chinese text in simplified, Taiwan or Hong Kong form, with the words each place uses, by the
//! `OpenCC` dictionaries; the only door to that crate.
//!
//! Why not simply the library's conversion: it does not say what became of which character, it
//! spoils what is traditional already (the queen of 皇后, the village of 里長), and its vocabulary
//! is that of programmers (刷新纪录 would be 重新整理紀錄). So each clause is judged, characters are
//! converted by the library, which keeps their number, and words are exchanged here, with those
//! left alone that mean something else in a newspaper.
//!
//! Invariant: edits ascend, do not overlap, and lie on character boundaries of both texts; outside
//! of them both texts run parallel, byte by byte and character by character.

use std::cmp::Ordering;
use std::collections::HashMap;

use opencc_fmmseg::{DictMaxLen, DictionaryMaxlength, OpenCC};

use crate::text::clean::clean_owned;
use crate::text::{Clean, Edit};
use exceptions::{FOR_MAINLAND, FOR_TAIWAN, NOT_ONLY_SIMPLIFIED, NOT_ONLY_TRADITIONAL};

mod exceptions;
#[cfg(test)]
mod tests;

/// The longest clause, in characters; text without marks is cut here.
const CLAUSE: usize = 256;
/// The characters that have a row in the table of forms.
const HAN: std::ops::RangeInclusive<char> = '\u{3400}'..='\u{9fff}';

/// The form in which Chinese text is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Script {
    /// As it was written.
    #[default]
    AsIs,
    /// Simplified characters, words of the mainland.
    Simplified,
    /// Traditional characters and words of Taiwan.
    Taiwan,
    /// Traditional characters and words of Hong Kong.
    HongKong,
}

/// A text in another script, and where it differs from its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Converted {
    /// What is shown.
    pub text: Clean,
    /// Byte ranges of both texts, ascending. Outside of them the texts run parallel.
    pub edits: Vec<Edit>,
}

/// Converts Chinese text. Loading takes some 40 ms and 40 MB; converting waits for nothing.
pub struct Converter {
    /// None where the dictionaries could not be read: text stays as it is.
    engine: Option<Engine>,
}

impl Converter {
    /// Reads the dictionaries, which are part of the program.
    pub fn load() -> Self {
        let engine = DictionaryMaxlength::from_zstd().ok().map(Engine::new);
        Self { engine }
    }

    /// `text` in `script`; None where nothing changes: as written, or in that script already. Only
    /// for Chinese. How it is written is judged by what is given: better a paragraph than a word.
    pub fn convert(&self, text: Clean<&str>, script: Script) -> Option<Converted> {
        let text = text.as_str();
        let engine = self.engine.as_ref()?;
        let votes = engine.votes(text);
        if script == Script::AsIs || script == Script::Simplified && votes.1 == 0 {
            return None;
        }
        let mainly = written(votes).unwrap_or(Written::Simplified);
        let mut done = Laid {
            text: String::with_capacity(text.len() + text.len() / 32),
            edits: Vec::new(),
        };
        let mut rest = text;
        while !rest.is_empty() {
            let (clause, after) = split_clause(rest);
            let at = text.len() - rest.len();
            rest = after;
            match engine.clause(clause, script, mainly) {
                Some(parts) => engine.lay(clause, &parts, at, &mut done),
                None => done.text.push_str(clause),
            }
        }
        if done.text == text {
            return None;
        }
        let bytes = done.text.len();
        let converted = Converted {
            text: clean_owned(done.text),
            edits: done.edits,
        };
        // Of what would have to be cleaned once more the places are not known.
        (converted.text.len() == bytes).then_some(converted)
    }
}

/// What is converted so far, and its edits.
struct Laid {
    text: String,
    edits: Vec<Edit>,
}

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    Simplified,
    Traditional,
}

/// What most characters say, of so many simplified and so many traditional ones: traditional, which
/// is spoiled more easily, where they are as many, and None where there are none.
fn written((simplified, traditional): (usize, usize)) -> Option<Written> {
    match simplified.cmp(&traditional) {
        Ordering::Equal if simplified == 0 => None,
        Ordering::Greater => Some(Written::Simplified),
        _ => Some(Written::Traditional),
    }
}

/// The dictionaries, and what was made of them.
struct Engine {
    opencc: OpenCC,
    /// Of each character in `HAN` its simplified form, equal for all that stand for each other,
    /// and the script that it gives away.
    forms: Vec<(char, Option<Written>)>,
    taiwan: Vocabulary,
    hong_kong: Vocabulary,
    mainland: Vocabulary,
}

impl Engine {
    fn new(mut dictionary: DictionaryMaxlength) -> Self {
        let taiwan = Vocabulary::new(&dictionary.tw_phrases, FOR_TAIWAN, str::to_owned);
        let hong_kong = Vocabulary::new(&dictionary.hk_phrases, "", str::to_owned);
        let words = std::mem::take(&mut dictionary.tw_phrases_rev);
        let mut opencc = OpenCC::from_dictionary(dictionary);
        // Threads for half a screen of text cost more than they give.
        opencc.set_parallel(false);
        let engine = Self {
            taiwan,
            hong_kong,
            mainland: Vocabulary::new(&words, FOR_MAINLAND, |word| opencc.t2s(word, false)),
            forms: forms(&opencc),
            opencc,
        };
        // The library makes its indices on first use; that is here.
        for script in [Script::Simplified, Script::Taiwan, Script::HongKong] {
            for (text, mainly) in [("发", Written::Simplified), ("發", Written::Traditional)] {
                let _ready = engine.clause(text, script, mainly);
            }
        }
        engine
    }

    fn form(&self, c: char) -> (char, Option<Written>) {
        let row = (c as usize).checked_sub(*HAN.start() as usize);
        let form = row.and_then(|row| self.forms.get(row));
        form.copied().unwrap_or((c, None))
    }

    /// How many characters exist in simplified, and how many in traditional only.
    fn votes(&self, text: &str) -> (usize, usize) {
        let forms = text.chars().filter_map(|c| self.form(c).1);
        forms.fold((0, 0), |(simplified, traditional), form| match form {
            Written::Simplified => (simplified + 1, traditional),
            Written::Traditional => (simplified, traditional + 1),
        })
    }

    /// One clause of a text that is `mainly` written so; None where it has nothing to convert.
    fn clause(&self, clause: &str, script: Script, mainly: Written) -> Option<Vec<Part>> {
        if !clause.chars().any(|c| c >= *HAN.start()) {
            return None;
        }
        let votes = self.votes(clause);
        let cc = &self.opencc;
        let whole = |shown| Some(vec![Part::new(clause, shown)]);
        match (script, written(votes).unwrap_or(mainly)) {
            (Script::AsIs, _) => None,
            (Script::Simplified, Written::Simplified) if votes.1 == 0 => None,
            (Script::Simplified, Written::Simplified) => whole(self.strays(clause)),
            (Script::Simplified, Written::Traditional) => {
                let simplified = |text: &str| cc.t2s(&cc.tw2t(text, false), false);
                Some(self.mainland.parts(clause, simplified))
            }
            (Script::Taiwan, Written::Simplified) => {
                let plain = |text: &str| cc.t2tw(text, false);
                Some(self.taiwan.parts(&self.traditional(clause), plain))
            }
            (Script::Taiwan, Written::Traditional) => whole(cc.t2tw(clause, false)),
            (Script::HongKong, Written::Simplified) => {
                let plain = |text: &str| schooled(text, cc.t2hk(text, false));
                let traditional = schooled(clause, self.traditional(clause));
                Some(self.hong_kong.parts(&traditional, plain))
            }
            (Script::HongKong, Written::Traditional) => {
                whole(schooled(clause, cc.t2hk(clause, false)))
            }
        }
    }

    /// A simplified clause in the dictionaries' own traditional form, character by character.
    fn traditional(&self, clause: &str) -> String {
        let new = self.opencc.s2t(clause, false);
        let as_many = new.chars().count() == clause.chars().count();
        if as_many { new } else { clause.to_owned() }
    }

    /// A simplified clause with the odd traditional character in it.
    fn strays(&self, clause: &str) -> String {
        let simple = |c| match self.form(c) {
            (simple, Some(Written::Traditional)) => simple,
            _ => c,
        };
        clause.chars().map(simple).collect()
    }

    /// Lays a clause, which begins at byte `i` of the source, and what became of its parts side by
    /// side, and adds it to what is done.
    fn lay(&self, clause: &str, parts: &[Part], mut i: usize, done: &mut Laid) {
        let mut source = clause.chars();
        for part in parts {
            let from: Vec<char> = source.by_ref().take(part.source).collect();
            let to: Vec<char> = part.shown.chars().collect();
            // As many characters on both sides are one for one; else what is equal at the ends.
            let same = |(a, b): &(&char, &char)| self.form(**a).0 == self.form(**b).0;
            let shorter = from.len().min(to.len());
            let (head, tail) = if from.len() == to.len() {
                (shorter, 0)
            } else {
                let head = from.iter().zip(&to).take_while(same).count();
                let ends = from.iter().rev().zip(to.iter().rev()).take(shorter - head);
                (head, ends.take_while(same).count())
            };
            let mut edit = |from: &[char], to: &[char]| {
                let j = done.text.len();
                done.text.extend(to);
                let (source, shown) = (i..i + bytes(from), j..done.text.len());
                i = source.end;
                if from.len() != to.len() || source.len() != shown.len() {
                    done.edits.push(Edit { source, shown });
                }
            };
            let (from_head, from_rest) = from.split_at(head);
            let (to_head, to_rest) = to.split_at(head);
            let (from_middle, from_tail) = from_rest.split_at(from_rest.len() - tail);
            let (to_middle, to_tail) = to_rest.split_at(to_rest.len() - tail);
            (from_head.chunks(1).zip(to_head.chunks(1))).for_each(|(a, b)| edit(a, b));
            edit(from_middle, to_middle);
            (from_tail.chunks(1).zip(to_tail.chunks(1))).for_each(|(a, b)| edit(a, b));
        }
    }
}

/// A part of a clause: so many characters of it, and what became of them. Where they are as many,
/// each is one of the others.
struct Part {
    source: usize,
    shown: String,
}

impl Part {
    fn new(source: &str, shown: String) -> Self {
        Self {
            source: source.chars().count(),
            shown,
        }
    }
}

/// The words that one place uses for those of another.
struct Vocabulary {
    /// By first character, longest first: a word and the other one; None where it stays.
    words: HashMap<char, Vec<(String, Option<String>)>>,
}

impl Vocabulary {
    /// The words of the dictionary, but for those in the list, in the form in which they are shown.
    fn new(dictionary: &DictMaxLen, list: &str, form: impl Fn(&str) -> String) -> Self {
        let mut words: HashMap<char, Vec<(String, Option<String>)>> = HashMap::new();
        let mut add = |word: String, other| {
            let first = word.chars().next().unwrap_or_default();
            words.entry(first).or_default().push((word, other));
        };
        for entry in list.split_whitespace() {
            match entry.split_once('=') {
                Some((word, other)) => add(word.to_owned(), Some(form(other))),
                None => add(entry.to_owned(), None),
            }
        }
        for (word, other) in dictionary.iter() {
            let word: String = word.iter().collect();
            let other = (word != other).then(|| form(other));
            add(word, other);
        }
        // Of two equal words the first, the one of the list, stays before.
        for list in words.values_mut() {
            list.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
        Self { words }
    }

    /// The text with its words exchanged, and what lies between them in `plain` characters.
    fn parts(&self, text: &str, plain: impl Fn(&str) -> String) -> Vec<Part> {
        let mut parts = Vec::new();
        let between = |from: usize, to: usize, parts: &mut Vec<Part>| {
            if let Some(text) = text.get(from..to).filter(|text| !text.is_empty()) {
                parts.push(Part::new(text, plain(text)));
            }
        };
        let (mut start, mut at) = (0, 0);
        while let Some((rest, first)) = text.get(at..).and_then(|s| Some((s, s.chars().next()?))) {
            let list = self.words.get(&first).map_or(&[][..], Vec::as_slice);
            let word = list.iter().find(|(word, _)| rest.starts_with(word));
            let end = at + word.map_or(first.len_utf8(), |(word, _)| word.len());
            if let Some((word, Some(other))) = word {
                between(start, at, &mut parts);
                parts.push(Part::new(word, other.clone()));
                start = end;
            }
            at = end;
        }
        between(start, text.len(), &mut parts);
        parts
    }
}

/// Hong Kong's schools write 裏 and 着, the dictionaries 裡 and 著: the source decides.
fn schooled(source: &str, shown: String) -> String {
    if source.chars().count() != shown.chars().count() {
        return shown;
    }
    let one = |both| match both {
        ('里' | '裏', '裡') => '裏',
        ('着', '著') => '着',
        (_, shown) => shown,
    };
    source.chars().zip(shown.chars()).map(one).collect()
}

/// What is known of each character in `HAN`, in order.
fn forms(opencc: &OpenCC) -> Vec<(char, Option<Written>)> {
    // Each on its own line: no phrase crosses the end of a line.
    let all: String = HAN.flat_map(|c| [c, '\n']).collect();
    let simplified = opencc.t2s(&all, false);
    let traditional = opencc.s2t(&all, false);
    let taiwan = opencc.t2tw(&traditional, false);
    let hong_kong = opencc.t2hk(&traditional, false);
    let mut columns = [&simplified, &traditional, &taiwan, &hong_kong].map(|column| column.lines());
    HAN.map(|c| {
        let [simple, traditional, taiwan, hong_kong] =
            (columns.each_mut()).map(|column| single(column.next(), c));
        let only = if simple != c {
            (!NOT_ONLY_TRADITIONAL.contains(c)).then_some(Written::Traditional)
        } else if ![traditional, taiwan, hong_kong].contains(&c) {
            (!NOT_ONLY_SIMPLIFIED.contains(c)).then_some(Written::Simplified)
        } else {
            None
        };
        (simple, only)
    })
    .collect()
}

/// The character of a line that has one, else the one it came from.
fn single(line: Option<&str>, from: char) -> char {
    let mut chars = line.unwrap_or_default().chars();
    match (chars.next(), chars.next()) {
        (Some(only), None) => only,
        _ => from,
    }
}

/// A clause and what comes after it. No word of the dictionaries has a mark in it.
fn split_clause(text: &str) -> (&str, &str) {
    let mut chars = text.char_indices().take(CLAUSE);
    let last = chars.find(|(_, c)| is_mark(*c));
    let last = last.or_else(|| text.char_indices().nth(CLAUSE - 1));
    let end = last.map_or(text.len(), |(at, c)| at + c.len_utf8());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// Whether a clause ends here. The middle dot joins the parts of a name.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}')
        || "，：；！？（）．…—“”‘’ \n\t\r,;!?\"()".contains(c)
}

/// How many bytes characters take.
fn bytes(chars: &[char]) -> usize {
    chars.iter().map(|c| c.len_utf8()).sum()
}
