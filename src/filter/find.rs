//! Where a text holds what a reader looks for: folded, contiguous, blanks as typed.
//!
//! Invariant: linear in the text, and ranges lie on character boundaries, follow
//! each other and take the marks of their last character with them.

use std::collections::VecDeque;
use std::ops::Range;

use crate::text::class::{self, Class};
use crate::text::fold::{fold, units};

/// What is looked for, prepared once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needle {
    chars: Vec<char>,
    /// For each length of a partial match, the length to go on with where it fails.
    fallback: Vec<usize>,
}

/// What one call of [`find_from`] found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Byte ranges of the text, ascending, not overlapping.
    pub ranges: Vec<Range<usize>>,
    /// Where to go on; None at the end of the text.
    pub next: Option<usize>,
}

impl Needle {
    /// Prepares what was typed.
    pub fn new(text: &str) -> Self {
        let chars: Vec<char> = fold(text).chars().collect();
        let mut needle = Self {
            fallback: vec![0; chars.len()],
            chars,
        };
        let mut length = 0;
        for at in 1..needle.chars.len() {
            let Some(&c) = needle.chars.get(at) else {
                break;
            };
            length = needle.step(length, c);
            if let Some(slot) = needle.fallback.get_mut(at) {
                *slot = length;
            }
        }
        needle
    }

    /// Whether there is nothing to look for; such a needle is found nowhere.
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// The length of the partial match once `c` follows one of `length` characters.
    fn step(&self, mut length: usize, c: char) -> usize {
        loop {
            if self.chars.get(length) == Some(&c) {
                return length + 1;
            }
            let Some(shorter) = length.checked_sub(1) else {
                return 0;
            };
            length = self.fallback.get(shorter).copied().unwrap_or(0);
        }
    }
}

/// Looks for what was typed; where that has a blank between Han or kana and Latin,
/// also without it: a page parts the two by a gap that is in no text.
pub fn finder(typed: &str) -> impl Fn(&str) -> Vec<Range<usize>> + use<> {
    let gapless = without_gaps(typed);
    let mut needles = vec![Needle::new(typed)];
    if gapless != typed {
        needles.push(Needle::new(&gapless));
    }
    move |text| {
        let found = needles.iter().flat_map(|needle| find_all(text, needle));
        found.collect()
    }
}

fn without_gaps(typed: &str) -> String {
    let latin = Class::LETTER.joined(Class::DIGIT);
    let meets = |left: Class, right: Class| {
        left.has(Class::IDEOGRAPH) && right.has(latin)
            || left.has(latin) && right.has(Class::IDEOGRAPH)
    };
    let chars: Vec<char> = typed.chars().collect();
    let mut out = String::with_capacity(typed.len());
    for (at, &c) in chars.iter().enumerate() {
        let beside = |at: Option<usize>| at.and_then(|at| chars.get(at)).map(|&c| class::of(c));
        let parts = match (beside(at.checked_sub(1)), beside(Some(at + 1))) {
            (Some(left), Some(right)) => c == ' ' && meets(left, right),
            _ => false,
        };
        if !parts {
            out.push(c);
        }
    }
    out
}

/// All places of `needle` in `text`, as byte ranges.
pub fn find_all(text: &str, needle: &Needle) -> Vec<Range<usize>> {
    find_from(text, needle, 0, usize::MAX).ranges
}

/// The places of `needle` that begin in the `limit` bytes from byte `start` on
/// (or in the few that had to be read beyond), and where to go on. Going on at
/// `next` until it is None finds what [`find_all`] finds. `start` is 0, a `next`,
/// or any other byte: then the search begins at the character that holds it.
pub fn find_from(text: &str, needle: &Needle, start: usize, limit: usize) -> Found {
    let mut ranges = Vec::new();
    let mut start = start.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let Some(rest) = text.get(start..).filter(|_| !needle.is_empty()) else {
        return Found { ranges, next: None };
    };
    let stop = start.saturating_add(limit.max(1));
    let first = needle.chars.first().copied();
    let mut length = 0;
    // The starts of the last units, as many as the partial match is long.
    let mut starts = VecDeque::with_capacity(needle.chars.len());
    for unit in units(rest) {
        let at = start + unit.start;
        if length == 0 && Some(unit.ch) != first && at < stop {
            continue;
        }
        let partial = starts.front().copied().unwrap_or(at);
        if partial >= stop {
            return Found {
                ranges,
                next: Some(partial),
            };
        }
        length = needle.step(length, unit.ch);
        starts.push_back(at);
        while starts.len() > length {
            starts.pop_front();
        }
        if length == needle.chars.len() {
            let first = starts.front().copied().unwrap_or(at);
            ranges.push(first..start + unit.end);
            length = 0;
            starts.clear();
        }
    }
    Found { ranges, next: None }
}
