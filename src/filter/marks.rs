//! What `SkimMatcherV2` makes of a headline: a score for the order among the best, and
//! the characters to mark.
//!
//! It sees a key: the headline, with each character that is read some way written as
//! it is read (美朝 by `mchao` as `MChao`), and nothing of what is not read. So it
//! cannot mark half a syllable, and a capital at each syllable tells it where one begins.
//!
//! Invariant: marks are characters by which the word is read in the headline.

use super::align::Piece;
use super::query::Query;
use super::score::{Scorer, Skim};
use super::term::Term;
use crate::store::matched_part;
use crate::text::fold;

/// Cells of the matrix above which only the stretch that is read is looked at.
const MOST_CELLS: usize = 1 << 14;

/// What no word holds.
const NOTHING: char = '\u{fffc}';

/// A key, and for each of its characters the piece or the character that it is of.
struct Key {
    text: String,
    /// Ranges of characters of the headline.
    of: Vec<std::ops::Range<usize>>,
}

impl Query {
    /// Character indices of `headline` (as shown) that the query marks, ascending;
    /// empty where it does not match. For the visible rows only.
    pub fn marks(&self, headline: &str) -> Vec<u32> {
        self.marks_with(&Skim::default(), headline)
    }

    /// [`Query::marks`] with a scorer at hand.
    pub fn marks_with(&self, scorer: &impl Scorer, headline: &str) -> Vec<u32> {
        let part = matched_part(headline);
        let count = || part.chars().count() as u32;
        if fold::is_simple(part) {
            let marks = self.in_matched(scorer, part).1;
            return marks.into_iter().map(|at| at as u32).collect();
        }
        let (folded, map) = fold::fold_with_map(part);
        let marks = self.in_matched(scorer, &folded).1;
        let mut shown: Vec<u32> = Vec::with_capacity(marks.len());
        for at in marks {
            // Up to the next key character: dropped marks and composed parts shine too.
            let start = map.get(at).copied().unwrap_or_default();
            let end = map.get(at + 1).copied().unwrap_or_else(count);
            shown.extend(start..end);
        }
        shown
    }

    /// [`Query::marks_with`] where only `part` of a line is matched, folded: none where
    /// the line does not hold it in one piece.
    pub fn marks_of_part(&self, scorer: &impl Scorer, line: &str, part: &str) -> Vec<u32> {
        if !fold::is_simple(line) {
            return Vec::new();
        }
        let folded = fold::fold(line);
        let Some((before, _)) = folded.split_once(&fold::fold(part)) else {
            return Vec::new();
        };
        let before = before.chars().count() as u32;
        let marks = self.marks_with(scorer, part).into_iter();
        marks.map(|mark| mark + before).collect()
    }

    /// The score over the words, and the characters of the matched text.
    pub(super) fn in_matched(&self, scorer: &impl Scorer, text: &str) -> (i64, Vec<usize>) {
        let (mut sum, mut marks) = (0, Vec::new());
        for term in self.shown(text) {
            let Some((score, found)) = by_word(scorer, term, text) else {
                return (0, Vec::new());
            };
            sum += score;
            marks.extend(found);
        }
        marks.sort_unstable();
        marks.dedup();
        (sum, marks)
    }
}

fn by_word(scorer: &impl Scorer, term: &Term, text: &str) -> Option<(i64, Vec<usize>)> {
    let pieces = term.pieces(text)?;
    let word: Vec<char> = term.text.chars().collect();
    let key = key(term, &word, &pieces, text);
    let plain = || {
        pieces
            .iter()
            .flat_map(|piece| piece.chars.clone())
            .collect()
    };
    let Some((score, found)) = scorer.score(&key.text, &term.text) else {
        // Part of the word is a jamo or the like, which stands for what it is not.
        return Some((0, plain()));
    };
    let marks = found.iter().filter_map(|at| key.of.get(*at).cloned());
    Some((score, marks.flatten().collect()))
}

fn key(term: &Term, word: &[char], pieces: &[Piece], text: &str) -> Key {
    let literal = |piece: &Piece, c: char| {
        piece.part.len() == 1 && word.get(piece.part.start) == Some(&fold::fold_char(c))
    };
    let first = pieces.first().map_or(0, |piece| piece.chars.start);
    let last = pieces.last().map_or(0, |piece| piece.chars.end);
    let mut chars = text.chars().enumerate().skip(first).peekable();
    let as_written = pieces.iter().all(|piece| {
        while chars.next_if(|(at, _)| *at < piece.chars.start).is_some() {}
        chars.next().is_some_and(|(_, c)| literal(piece, c))
    });
    let free = as_written && term.is_free() && text.len() * word.len() < MOST_CELLS;
    let (from, to) = if free {
        (0, usize::MAX)
    } else {
        // With the character before it, which decides a bonus.
        (first.saturating_sub(1), last)
    };
    let mut key = Key {
        text: String::with_capacity(text.len()),
        of: Vec::with_capacity(text.len()),
    };
    let mut pieces = pieces.iter().peekable();
    let mut behind = 0;
    for (at, c) in text
        .chars()
        .enumerate()
        .skip(from)
        .take_while(|(at, _)| *at < to)
    {
        if at < behind {
            continue;
        }
        let read = pieces.next_if(|piece| piece.chars.start == at);
        if let Some(piece) = read.filter(|_| !as_written) {
            behind = piece.chars.end;
            let letters = word.get(piece.part.clone()).unwrap_or_default();
            for (nth, letter) in letters.iter().enumerate() {
                let capital = nth == 0 && !literal(piece, c);
                key.text.push(if capital {
                    letter.to_ascii_uppercase()
                } else {
                    *letter
                });
                key.of.push(piece.chars.clone());
            }
        } else {
            let known = as_written && (free || read.is_some()) || c.is_whitespace();
            key.text
                .push(if known { fold::fold_char(c) } else { NOTHING });
            key.of.push(at..at + 1);
        }
    }
    key
}
