//! One term and the automaton that decides whether it stands in a text: a set of
//! the lengths of partial matches, moved on by each unit (Shift-And).
//!
//! Blanks: a run of white space in the text matches a run in the term. A single
//! line end between Han, kana or their marks matches a blank and nothing at all,
//! since hard-wrapped text breaks there.
//!
//! Invariant: each byte is read by the candidate search and by the automaton once
//! or twice at most, so that a search is linear in the bytes.

use std::ops::Range;

use super::piece::Piece;
use super::source::{Source, Unit};
use super::spelling::Spellings;

/// What follows the first so many characters of a term is not looked at.
pub(super) const LONGEST: usize = 128;

/// One folded character of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) ch: char,
    /// Whether a blank stands before it.
    pub(super) spaced: bool,
}

/// A term, prepared.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub(super) excluded: bool,
    pub(super) piece: Piece,
    len: usize,
    /// For each of its characters the places where it stands, ascending.
    masks: Vec<(char, u128)>,
    /// The places that have a blank before them.
    spaced: u128,
}

/// What stands between two units that are no blanks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    None,
    /// A carriage return, which may have its line feed still to come.
    Return,
    Line,
    Blank,
}

/// Where the automaton stands.
#[derive(Clone, Copy, Debug)]
struct Progress {
    /// Bit `i`: the first `i + 1` characters match up to here.
    state: u128,
    gap: Gap,
    /// Whether a line may have been broken after the last unit.
    open: bool,
}

impl Term {
    /// `elements` is not empty and not longer than [`LONGEST`].
    pub(super) fn new(elements: &[Element], excluded: bool, spellings: &Spellings) -> Self {
        let mut masks: Vec<(char, u128)> = Vec::new();
        let mut spaced = 0;
        for (place, element) in elements.iter().take(LONGEST).enumerate() {
            let bit = 1 << place;
            if element.spaced {
                spaced |= bit;
            }
            match masks.binary_search_by_key(&element.ch, |&(c, _)| c) {
                Ok(at) => masks
                    .iter_mut()
                    .skip(at)
                    .take(1)
                    .for_each(|mask| mask.1 |= bit),
                Err(at) => masks.insert(at, (element.ch, bit)),
            }
        }
        Self {
            excluded,
            piece: Piece::of(elements, spellings),
            len: elements.len().min(LONGEST),
            masks,
            spaced,
        }
    }

    /// The first match that begins at or after byte `from`, where a unit begins.
    pub(super) fn find(&self, source: Source<'_>, from: usize) -> Option<Range<usize>> {
        let mut at = from;
        loop {
            let candidate = self.piece.find(source.bytes, at)?;
            let start = source.back(candidate, self.piece.lead, at);
            match self.run(source, start, candidate) {
                Ok(last) => return Some(self.start(source, start, &last)..last.end),
                Err(end) => at = end,
            }
        }
    }

    /// Reads on from `start` until a match, and then gives its last unit; or until
    /// `candidate` is past and nothing matches in part, and then gives where that is.
    fn run(&self, source: Source<'_>, start: usize, candidate: usize) -> Result<Unit, usize> {
        let mut progress = Progress::START;
        let last = 1 << (self.len - 1);
        let mut at = start;
        while let Some(unit) = source.unit_at(at) {
            at = unit.end;
            self.step(&mut progress, &unit);
            if progress.state & last != 0 && !unit.ch.is_whitespace() {
                return Ok(unit);
            }
            if progress.state == 0 && at > candidate {
                return Err(at);
            }
        }
        Err(at.max(candidate + 1))
    }

    #[inline]
    fn step(&self, progress: &mut Progress, unit: &Unit) {
        if unit.ch.is_whitespace() {
            progress.gap = progress.gap.with(unit.ch);
            return;
        }
        let joins = joins_lines(unit.first);
        let reached = progress.state << 1;
        let reached = match progress.gap {
            Gap::None => reached & !self.spaced,
            Gap::Line | Gap::Return if progress.open && joins => reached,
            _ => reached & self.spaced,
        };
        progress.state = (reached | 1) & self.mask(unit.ch);
        progress.gap = Gap::None;
        progress.open = joins;
    }

    #[inline]
    fn mask(&self, c: char) -> u128 {
        // A look at each is quicker than a search where there are few.
        let found = if self.masks.len() <= 8 {
            self.masks.iter().find(|&&(known, _)| known == c)
        } else {
            let place = self.masks.binary_search_by_key(&c, |&(known, _)| known);
            place.ok().and_then(|at| self.masks.get(at))
        };
        found.map_or(0, |&(_, mask)| mask)
    }

    /// Where the match that ends with the unit `last` begins; `from` is before it.
    fn start(&self, source: Source<'_>, from: usize, last: &Unit) -> usize {
        if self.len == 1 {
            return last.start;
        }
        // The starts of the last units, a ring.
        let mut starts = [0; LONGEST];
        let mut count = 0;
        let mut at = from;
        while let Some(unit) = source.unit_at(at) {
            if !unit.ch.is_whitespace() {
                if let Some(slot) = starts.get_mut(count % self.len) {
                    *slot = unit.start;
                }
                count += 1;
            }
            if unit.start >= last.start {
                break;
            }
            at = unit.end;
        }
        starts.get(count % self.len).copied().unwrap_or(from)
    }
}

impl Progress {
    const START: Self = Self {
        state: 0,
        gap: Gap::None,
        open: false,
    };
}

impl Gap {
    /// The gap with one blank more.
    pub(super) fn with(self, blank: char) -> Self {
        match (self, blank) {
            (Self::None | Self::Return, '\n') => Self::Line,
            (Self::None, '\r') => Self::Return,
            _ => Self::Blank,
        }
    }
}

/// Han, kana and the marks set with them: a line end between two of these may come
/// from hard-wrapping.
pub(super) fn joins_lines(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{312f}' | '\u{31a0}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}'
        | '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}
