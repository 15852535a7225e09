//! Fills lines: greedy, in one pass that streams, in the order of CLREQ 3.1.4:
//! push in (squeeze out gaps, let a mark hang), else push out. A last line of a
//! single character gets company, blanks vanish at line ends.
//!
//! Invariant: lines cover the text without a gap (`next` of one is `start` of
//! the following), only blanks lie between `end` and `next`, and no line is
//! wider than the measure and what hangs, unless a single cluster is.

use super::Ambiguous;
use super::breaks::{Judge, Level, Opportunity};
use super::class::{self, Class};
use super::lang::Lang;
use super::shown::Reading;
use super::unit::{Axis, Hang, Unit, Units};

/// How a paragraph is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Setting {
    /// Columns of a line; squares on the vertical axis.
    pub measure: usize,
    /// Columns that the first line is indented by.
    pub indent: usize,
    pub ambiguous: Ambiguous,
    pub level: Level,
    pub lang: Lang,
    pub hang: Hang,
    /// Whether a gap parts Latin letters and digits from Han and kana.
    pub autospace: bool,
    pub axis: Axis,
}

/// One line of a paragraph, as byte offsets into it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// First byte shown.
    pub start: usize,
    /// One past the last byte shown; blanks may follow up to `next`.
    pub end: usize,
    /// Where the following line starts.
    pub next: usize,
    /// Columns used, the indent and a mark that hangs included.
    pub columns: usize,
    /// How many of its gaps are kept, from its start on; the others are
    /// squeezed out.
    pub gaps: usize,
}

/// A unit of the current line.
#[derive(Clone, Copy, Debug)]
struct Piece {
    unit: Unit,
    /// What the boundary before it allows.
    found: Opportunity,
    /// The column behind it with all gaps, how many these are, and how many of
    /// them stand before a tab, which takes up what they would give; once placed.
    after: u32,
    gaps: u32,
    fixed: u32,
    /// How many units back the last one before it stands that is not blank; 0:
    /// none.
    solid: u32,
}

impl Piece {
    /// A unit that has no place yet.
    fn new(unit: Unit, found: Opportunity) -> Self {
        Self {
            unit,
            found,
            after: 0,
            gaps: 0,
            fixed: 0,
            solid: 0,
        }
    }
}

/// A place where the line could end: before unit `index`.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    index: usize,
    /// End and column of what is shown before it, with all its gaps.
    end: usize,
    end_column: usize,
    gaps: usize,
    /// How many of the gaps may go, and how many do.
    give: usize,
    squeezed: usize,
    /// Columns that the last unit may stick out by.
    hang: usize,
}

/// The lines of one paragraph (a text without line feeds), lazily.
pub struct Lines<'t> {
    text: &'t str,
    units: Units<'t>,
    judge: Judge<'t>,
    setting: Setting,
    /// The units of the current line that have been read.
    line: Vec<Piece>,
    /// Where the current line starts; None when all is said.
    start: Option<usize>,
}

/// The lines of `text` as `setting` sets it; an empty text has one empty line.
pub fn lines(text: &str, setting: Setting) -> Lines<'_> {
    annotated(text, &[], setting)
}

/// The same, with readings above the text, which ascend.
pub fn annotated<'t>(text: &'t str, readings: &'t [Reading], setting: Setting) -> Lines<'t> {
    Lines {
        text,
        units: Units::new(text, readings, setting),
        judge: Judge::new(text, setting.level, setting.lang),
        setting,
        line: Vec::new(),
        start: Some(0),
    }
}

impl Iterator for Lines<'_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        let start = self.start?;
        let measure = self.setting.measure;
        let mut fill = Fill::new(self.indent(start));
        let (mut index, mut solid) = (0, 0);
        loop {
            let Some((unit, found)) = self.unit(index) else {
                return Some(self.last(start));
            };
            if index > 0 && found == Opportunity::Allowed && fill.end_column >= measure {
                if fill.end_column == measure {
                    fill.full = true;
                } else if !fill.full
                    && let Some(here) = self.squeezed(index, unit.at(), start)
                {
                    if index == self.line.len() {
                        self.line.push(Piece::new(unit, found));
                    }
                    return Some(self.end_line(start, here));
                }
            }
            let placed = fill.place(unit, found, index == 0, measure);
            let mut piece = placed.unwrap_or(Piece::new(unit, found));
            piece.solid = solid;
            solid = match (unit.is_blank(), solid) {
                (false, _) => 1,
                (true, 0) => 0,
                (true, back) => back + 1,
            };
            match self.line.get_mut(index) {
                Some(kept) => *kept = piece,
                None => self.line.push(piece),
            }
            if placed.is_none() {
                let chosen = self.choose(index, start);
                return Some(self.end_line(start, chosen));
            }
            index += 1;
        }
    }
}

/// A line as far as it is filled.
#[derive(Default)]
struct Fill {
    /// Column with all gaps, and how many gaps these are.
    column: usize,
    gaps: usize,
    /// How many of them stand before a tab that what is shown reaches beyond.
    fixed: usize,
    /// A tab stands behind what is shown so far.
    tabbed: bool,
    /// Column behind the last unit that is not blank.
    end_column: usize,
    /// The line can end at its measure to the column.
    full: bool,
}

impl Fill {
    fn new(indent: usize) -> Self {
        Self {
            column: indent,
            end_column: indent,
            ..Self::default()
        }
    }

    /// Puts a unit at the end of the line; None where it does not fit, even with
    /// all gaps squeezed out and itself sticking out.
    #[inline]
    fn place(
        &mut self,
        unit: Unit,
        found: Opportunity,
        first: bool,
        measure: usize,
    ) -> Option<Piece> {
        let (gap, space) = if first {
            (0, 0)
        } else {
            (unit.gap as usize, unit.space as usize)
        };
        let after = unit.after(self.column + gap + space);
        let gaps = self.gaps + gap;
        if unit.is_blank() {
            self.tabbed |= unit.is_tab();
        } else {
            let fixed = if self.tabbed { self.gaps } else { self.fixed };
            let give = if self.full {
                0
            } else {
                gaps - fixed + unit.hang as usize
            };
            if after > measure + give && !first {
                return None;
            }
            (self.fixed, self.tabbed, self.end_column) = (fixed, false, after);
        }
        (self.column, self.gaps) = (after, gaps);
        Some(Piece {
            unit,
            found,
            after: after as u32,
            gaps: gaps as u32,
            fixed: self.fixed as u32,
            solid: 0,
        })
    }
}

impl Lines<'_> {
    fn indent(&self, start: usize) -> usize {
        if start == 0 { self.setting.indent } else { 0 }
    }

    /// Unit `index` of the current line, and what the boundary before it allows.
    #[inline]
    fn unit(&mut self, index: usize) -> Option<(Unit, Opportunity)> {
        if let Some(known) = self.line.get(index) {
            return Some((known.unit, known.found));
        }
        let unit = self.units.next()?;
        let mut found = self.judged(&unit);
        if unit.inside && found > Opportunity::InsideWord {
            found = Opportunity::InsideWord;
        }
        Some((unit, found))
    }

    #[inline]
    fn judged(&mut self, unit: &Unit) -> Opportunity {
        let after = self.units.peek();
        if self.setting.axis == Axis::Horizontal || !self.is_pair(unit) {
            return self.judge.next(unit.at(), unit.class, after);
        }
        // A square holds two characters, which are judged one by one.
        let second = self.text.get(unit.at() + 1..unit.end());
        let second = second.and_then(|text| text.chars().next());
        let found = self.judge.next(unit.at(), unit.class, second);
        self.judge.next(unit.at() + 1, unit.class, after);
        found
    }

    /// Whether a unit is two characters in one square: nothing else of two bytes is
    /// a digit or a letter of ASCII.
    fn is_pair(&self, unit: &Unit) -> bool {
        let piece = self.text.get(unit.at()..unit.end());
        piece.is_some_and(|piece| piece.len() == 2 && piece.is_ascii())
    }

    /// What the line shows where it ends before unit `index`.
    fn before(&self, index: usize, start: usize) -> Candidate {
        // The unit right before, or the last one before it that is not blank.
        let last = index.checked_sub(1).and_then(|at| self.line.get(at));
        let solid = last.and_then(|last| match (last.unit.is_blank(), last.solid) {
            (false, _) => Some(last),
            (true, 0) => None,
            (true, back) => self.line.get(index - 1 - back as usize),
        });
        let none = Candidate {
            index,
            end: start,
            end_column: self.indent(start),
            gaps: 0,
            give: 0,
            squeezed: 0,
            hang: 0,
        };
        solid.map_or(none, |piece| Candidate {
            end: piece.unit.end(),
            end_column: piece.after as usize,
            gaps: piece.gaps as usize,
            give: (piece.gaps - piece.fixed) as usize,
            hang: piece.unit.hang as usize,
            ..none
        })
    }

    /// The end before unit `index`, with gaps squeezed out or a mark that hangs;
    /// None where that does not make room, or leaves a single character behind.
    fn squeezed(&self, index: usize, at: usize, start: usize) -> Option<Candidate> {
        let here = self.before(index, start);
        let over = here.end_column.saturating_sub(self.setting.measure);
        let hang = if over <= here.give { 0 } else { here.hang };
        let squeezed = over.saturating_sub(hang);
        let orphan = squeezed <= here.give && self.leaves_orphan(at);
        (squeezed <= here.give && !orphan).then_some(Candidate { squeezed, ..here })
    }

    /// Where a line ends that has no room for unit `index`.
    fn choose(&self, index: usize, start: usize) -> Candidate {
        let measure = self.setting.measure;
        let (mut best, mut in_word, mut inside) = (None, None, None);
        for at in (1..=index).rev() {
            let found = self.line.get(at).map(|piece| piece.found);
            let Some(found) = found.filter(|found| *found != Opportunity::Never) else {
                continue;
            };
            let here = self.before(at, start);
            match found {
                _ if here.end_column > measure => {}
                Opportunity::Allowed if best.is_some() => return here,
                Opportunity::Allowed if self.leaves_orphan(self.at(at)) => best = Some(here),
                Opportunity::Allowed => return here,
                Opportunity::InLongWord => in_word = in_word.or(Some(here)),
                Opportunity::InsideWord => inside = inside.or(Some(here)),
                Opportunity::Never => {}
            }
        }
        best.or(in_word).or(inside).unwrap_or_else(|| {
            let here = self.before(index, start);
            let over = here.end_column.saturating_sub(measure);
            let squeezed = over.min(here.give);
            Candidate { squeezed, ..here }
        })
    }

    /// The byte that unit `index` begins at.
    fn at(&self, index: usize) -> usize {
        let piece = self.line.get(index);
        piece.map_or(self.text.len(), |piece| piece.unit.at())
    }

    fn end_line(&mut self, start: usize, chosen: Candidate) -> Line {
        let next = self.at(chosen.index);
        self.start = Some(next);
        self.line.drain(..chosen.index);
        Line {
            start,
            // Where only blanks were carried down, its text ended before.
            end: chosen.end.max(start),
            next,
            columns: chosen.end_column - chosen.squeezed,
            gaps: chosen.gaps - chosen.squeezed,
        }
    }

    /// The last line: all that is left.
    fn last(&mut self, start: usize) -> Line {
        let here = self.before(self.line.len(), start);
        let over = here.end_column.saturating_sub(self.setting.measure);
        let squeezed = over.min(here.give);
        let line = self.end_line(start, Candidate { squeezed, ..here });
        self.start = None;
        line
    }

    /// Whether the text from `at` on is a single character and marks
    /// (CLREQ 7.1.2: a last line has at least two characters).
    fn leaves_orphan(&self, at: usize) -> bool {
        if self.text.len().saturating_sub(at) > ORPHAN_BYTES {
            return false;
        }
        let Some(rest) = self.text.get(at..) else {
            return false;
        };
        let mut solid = rest
            .chars()
            .map(class::of)
            .filter(|c| !c.has(Class::NOT_START.joined(Class::SPACE)));
        solid
            .next()
            .is_some_and(|first| first.has(Class::EAST_ASIAN))
            && solid.next().is_none()
    }
}

/// No orphan, marks and blanks included, is longer than this.
const ORPHAN_BYTES: usize = 24;

#[cfg(test)]
mod tests;
