//! One word of a query, and how well it stands in a headline.
//!
//! Invariant: what a word scores in a text depends on the two alone, and marks are
//! characters by which the word is read in it.

use std::sync::Arc;

use super::align::{self, Piece};
use super::automaton::{Automaton, Depth, MOST, Spot, Way};
use super::readings::{Readings, begins_by_keys};

/// Where in a headline a word is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Anywhere, characters skipped.
    Anywhere,
    /// `'word`: in one piece, by whole readings.
    Piece,
    /// `^word`.
    Start,
    /// `word$`.
    End,
    /// `^word$`.
    Whole,
}

/// A word is in a headline in one of these ways, the better the higher.
pub(super) const SCATTERED: u8 = 0;
const SCATTERED_WHOLE: u8 = 64;
const PIECE: u8 = 128;
const PIECE_WHOLE: u8 = 192;
/// Between two of those.
const STEP: u8 = 64;

/// A word and where it is to stand.
#[derive(Clone, Debug)]
pub(super) struct Term {
    /// Folded.
    pub text: String,
    pub place: Place,
    pub not: bool,
    /// None for a word that is too long: it stands for its characters alone.
    automaton: Option<Arc<Automaton>>,
}

impl Term {
    pub(super) fn new(text: String, place: Place, not: bool, readings: &Readings) -> Self {
        let chars: Vec<char> = text.chars().take(MOST + 1).collect();
        let automaton = (chars.len() <= MOST).then(|| Arc::new(Automaton::new(&chars, readings)));
        Self {
            text,
            place,
            not,
            automaton,
        }
    }

    /// The same word as one that is known, with what was worked out for it.
    pub(super) fn like(&self, place: Place, not: bool) -> Self {
        Self {
            place,
            not,
            ..self.clone()
        }
    }

    /// How well the word stands in `text`, which folds character by character or is
    /// folded; None where it does not, whether or not that is what is wanted.
    pub(super) fn quality(&self, text: &str) -> Option<u8> {
        self.quality_from(text, 0).map(|(quality, _)| quality)
    }

    /// The same where nothing before the byte `from` brings the word a step on; and the
    /// byte before which nothing does.
    pub(super) fn quality_from(&self, text: &str, from: usize) -> Option<(u8, usize)> {
        let Some(automaton) = &self.automaton else {
            return Some((long(&self.text, text, self.place)?, 0));
        };
        // What is not to be there is meant as it is written.
        let depth = if self.not { Depth::Exact } else { Depth::Short };
        let quality = match self.place {
            Place::Anywhere => return anywhere(automaton, text, from),
            Place::Piece => {
                let (start, _) = automaton.stands_in(text, Depth::Exact)?;
                PIECE_WHOLE + by_start(automaton, text, start)
            }
            Place::Start => {
                automaton.begins(trimmed(text), depth)?;
                u8::MAX
            }
            Place::End => {
                let (start, _) = automaton.ends(text.trim_end(), depth)?;
                PIECE_WHOLE + by_start(automaton, text, start)
            }
            Place::Whole => {
                let whole = automaton.reads(text.trim().chars(), depth);
                whole.then_some(u8::MAX)?
            }
        };
        Some((quality, 0))
    }

    /// The characters of `text` that the word is read by, each with its part of the word.
    pub(super) fn pieces(&self, text: &str) -> Option<Vec<Piece>> {
        let Some(automaton) = &self.automaton else {
            long(&self.text, text, self.place)?;
            return Some(align::leftmost(&self.text, text));
        };
        let window = match self.place {
            Place::Anywhere => {
                let piece = |depth| automaton.stands_in(text, depth);
                let found = piece(Depth::Whole).map(|at| (at, Depth::Whole));
                let found = found.or_else(|| piece(Depth::Short).map(|at| (at, Depth::Short)));
                let Some(((start, end), depth)) = found else {
                    return align::scattered(automaton, text);
                };
                (start.index, end, depth)
            }
            Place::Piece => {
                let (start, end) = automaton.stands_in(text, Depth::Exact)?;
                (start.index, end, Depth::Exact)
            }
            Place::Start => {
                let blanks = text.chars().take_while(|c| c.is_whitespace()).count();
                let end = automaton.begins(trimmed(text), Depth::Short)?;
                (blanks, blanks + end, Depth::Short)
            }
            Place::End => {
                let (start, end) = automaton.ends(text.trim_end(), Depth::Short)?;
                (start.index, end, Depth::Short)
            }
            Place::Whole => {
                let blanks = text.chars().take_while(|c| c.is_whitespace()).count();
                let length = text.trim().chars().count();
                automaton
                    .reads(text.trim().chars(), Depth::Short)
                    .then_some(())?;
                (blanks, (blanks + length).checked_sub(1)?, Depth::Short)
            }
        };
        align::piece(automaton, text, window.0..=window.1, window.2)
    }

    /// Whether the word may stand anywhere.
    pub(super) fn is_free(&self) -> bool {
        self.place == Place::Anywhere
    }

    /// Whether every headline with this word in it has `before` in it.
    pub(super) fn extends(&self, before: &Self) -> bool {
        let alike = self.place == before.place && !self.not && !before.not;
        let grows = matches!(self.place, Place::Anywhere | Place::Start);
        // A syllable by its keys needs two of them.
        let mut letters = before.text.chars();
        let first = letters.next();
        let enough = letters.next().is_some() || !first.is_some_and(begins_by_keys);
        let short = self.automaton.is_some() == before.automaton.is_some();
        let longer = || grows && enough && self.grows_from(before);
        alike && short && (self.text == before.text || longer())
    }

    /// Whether the text goes on from another one, and not by the second of two letters
    /// of which っ reads the first: alone that could not be read so.
    fn grows_from(&self, before: &Self) -> bool {
        let Some(rest) = self.text.strip_prefix(before.text.as_str()) else {
            return false;
        };
        match (before.text.chars().last(), rest.chars().next()) {
            (Some('t'), Some('c')) => false,
            (last, next) => self.place == Place::Anywhere || last != next,
        }
    }
}

/// By where a piece begins: at the start of the headline, of a word, or within one.
fn by_start(automaton: &Automaton, text: &str, start: Spot) -> u8 {
    if start.index == 0 {
        return STEP - 1;
    }
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let within = || {
        let around = text.split_at_checked(start.offset);
        around.is_some_and(|(before, from)| {
            letter(before.chars().next_back()) && letter(from.chars().next())
        })
    };
    let late = (start.index / 2).min(29) as u8;
    if automaton.latin && within() {
        29 - late
    } else {
        STEP - 3 - late
    }
}

fn anywhere(automaton: &Automaton, text: &str, from: usize) -> Option<(u8, usize)> {
    let close = |first: usize, last: usize| STEP - 1 - (last - first).min(STEP as usize - 1) as u8;
    let (before, rest) = text.split_at_checked(from)?;
    let found = automaton.look(rest)?;
    let quality = match found.way {
        Way::Piece(depth, earliest, end) => {
            let start = automaton.start_of(rest, earliest, end, depth);
            let start = start.unwrap_or_default();
            let whole = Spot {
                index: before.chars().count() + start.index,
                offset: from + start.offset,
            };
            let near = by_start(automaton, text, whole);
            let exact = || {
                let from = rest.get(start.offset..).unwrap_or_default();
                let piece = from.chars().take(end + 1 - start.index);
                automaton.literal || automaton.reads(piece, Depth::Exact)
            };
            match depth {
                Depth::Short => PIECE + near,
                // An unfinished reading comes behind all whole ones.
                _ if exact() => PIECE_WHOLE + STEP / 2 + near / 2,
                _ => PIECE_WHOLE + near / 2,
            }
        }
        Way::Scattered(Depth::Whole, first, last) => SCATTERED_WHOLE + close(first, last),
        Way::Scattered(_, first, last) => SCATTERED + close(first, last),
    };
    Some((quality, from + found.begin))
}

fn trimmed(text: &str) -> &str {
    text.trim_start()
}

/// A word that no automaton holds, by its characters.
fn long(word: &str, text: &str, place: Place) -> Option<u8> {
    let folded = crate::text::fold::fold(text);
    let found = match place {
        Place::Anywhere => {
            let mut wanted = word.chars().peekable();
            for c in folded.chars() {
                wanted.next_if_eq(&c);
            }
            wanted.peek().is_none()
        }
        Place::Piece => folded.contains(word),
        Place::Start => folded.trim_start().starts_with(word),
        Place::End => folded.trim_end().ends_with(word),
        Place::Whole => folded.trim() == word,
    };
    found.then_some(SCATTERED_WHOLE)
}
