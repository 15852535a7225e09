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

/// A place where the line could end: before unit `index`.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    index: usize,
    /// First byte of the next line.
    at: usize,
    /// End and column of what is shown before it, with all its gaps.
    end: usize,
    end_column: usize,
    gaps: usize,
    /// How many of the gaps may go.
    give: usize,
    squeezed: usize,
}

/// The lines of one paragraph (a text without line feeds), lazily.
pub struct Lines<'t> {
    text: &'t str,
    units: Units<'t>,
    judge: Judge<'t>,
    setting: Setting,
    /// The units of the current line that have been read, and what the
    /// boundary before each allows.
    line: Vec<(Unit, Opportunity)>,
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
        let mut fill = Fill::new(start, if start == 0 { self.setting.indent } else { 0 });
        let mut index = 0;
        loop {
            let Some((unit, found)) = self.unit(index) else {
                self.start = None;
                let squeezed = fill.end_column.saturating_sub(measure).min(fill.give());
                return Some(Line {
                    start,
                    end: fill.end.max(start),
                    next: self.text.len(),
                    columns: fill.end_column - squeezed,
                    gaps: fill.end_gaps - squeezed,
                });
            };
            if index > 0 && found != Opportunity::Never {
                let here = fill.here(index, unit.at, start);
                if here.end_column <= measure {
                    fill.note(here, found);
                } else if found == Opportunity::Allowed && !fill.is_full(measure) {
                    let over = here.end_column - measure;
                    let squeezed =
                        over.saturating_sub(if over <= here.give { 0 } else { fill.hang });
                    if squeezed <= here.give && !self.leaves_orphan(here.at) {
                        return Some(self.end_line(start, Candidate { squeezed, ..here }));
                    }
                }
            }
            if !fill.place(&unit, index == 0, measure) {
                let here = fill.here(index, unit.at, start);
                let chosen = self.choose(&fill, here);
                return Some(self.end_line(start, chosen));
            }
            index += 1;
        }
    }
}

/// A line as far as it is filled.
struct Fill {
    /// Column with all gaps, and how many gaps these are.
    column: usize,
    gaps: usize,
    /// How many of them stand before a tab, which takes up what they would give.
    fixed: usize,
    /// A tab stands behind what is shown so far.
    tabbed: bool,
    /// Byte, column and gaps behind the last unit that is not blank, and how far
    /// that unit may stick out.
    end: usize,
    end_column: usize,
    end_gaps: usize,
    hang: usize,
    best: Option<Candidate>,
    /// The best but one, for a last line that would be too short.
    second: Option<Candidate>,
    in_word: Option<Candidate>,
    /// Inside a word or number, where nothing else is left.
    inside: Option<Candidate>,
}

impl Fill {
    fn new(start: usize, indent: usize) -> Self {
        Self {
            column: indent,
            gaps: 0,
            fixed: 0,
            tabbed: false,
            end: start,
            end_column: indent,
            end_gaps: 0,
            hang: 0,
            best: None,
            second: None,
            in_word: None,
            inside: None,
        }
    }

    /// The place before unit `index`, which begins at byte `at`.
    fn here(&self, index: usize, at: usize, start: usize) -> Candidate {
        Candidate {
            index,
            at,
            end: self.end.max(start),
            end_column: self.end_column,
            gaps: self.end_gaps,
            give: self.give(),
            squeezed: 0,
        }
    }

    /// How many gaps of what is shown may go.
    fn give(&self) -> usize {
        self.end_gaps.saturating_sub(self.fixed)
    }

    /// Keeps a place where the line could end.
    #[inline]
    fn note(&mut self, here: Candidate, found: Opportunity) {
        match found {
            Opportunity::Allowed => self.second = self.best.replace(here),
            Opportunity::InLongWord => self.in_word = Some(here),
            Opportunity::InsideWord => self.inside = Some(here),
            Opportunity::Never => {}
        }
    }

    /// Whether the line can end at its measure to the column.
    fn is_full(&self, measure: usize) -> bool {
        self.best.is_some_and(|best| best.end_column == measure)
    }

    /// Puts a unit at the end of the line; false where it does not fit, even
    /// with all gaps squeezed out and itself sticking out.
    #[inline]
    fn place(&mut self, unit: &Unit, first: bool, measure: usize) -> bool {
        let (gap, space) = if first {
            (0, 0)
        } else {
            (unit.gap as usize, unit.space as usize)
        };
        let after = unit.after(self.column + gap + space);
        let gaps = self.gaps + gap;
        if unit.is_blank() {
            (self.column, self.gaps) = (after, gaps);
            self.tabbed |= unit.is_tab();
            return true;
        }
        let fixed = if self.tabbed { self.gaps } else { self.fixed };
        let give = if self.is_full(measure) {
            0
        } else {
            gaps - fixed + unit.hang as usize
        };
        if after > measure + give && !first {
            return false;
        }
        (self.column, self.gaps, self.fixed, self.tabbed) = (after, gaps, fixed, false);
        (self.end, self.end_column, self.end_gaps) = (unit.end, after, gaps);
        self.hang = unit.hang as usize;
        true
    }
}

impl Lines<'_> {
    /// Unit `index` of the current line, and what the boundary before it allows.
    #[inline]
    fn unit(&mut self, index: usize) -> Option<(Unit, Opportunity)> {
        if let Some(known) = self.line.get(index) {
            return Some(*known);
        }
        let unit = self.units.next()?;
        let mut rest = self.units.rest();
        // A square may hold two characters, which are judged one by one; nothing
        // else of two bytes is a digit or a letter of ASCII.
        let square = self.setting.axis == Axis::Vertical && self.is_pair(&unit);
        if square {
            rest = self.text.get(unit.at + 1..).unwrap_or("");
        }
        let mut found = self.judge.next(unit.at, unit.class, rest);
        if square {
            let second = self.units.rest();
            self.judge.next(unit.at + 1, unit.class, second);
        }
        if unit.inside && found > Opportunity::InsideWord {
            found = Opportunity::InsideWord;
        }
        self.line.push((unit, found));
        Some((unit, found))
    }

    fn is_pair(&self, unit: &Unit) -> bool {
        let piece = self.text.get(unit.at..unit.end);
        piece.is_some_and(|piece| piece.len() == 2 && piece.is_ascii())
    }

    /// Where a line ends that has no room for the unit at `here`.
    fn choose(&self, fill: &Fill, here: Candidate) -> Candidate {
        let squeezed = here
            .end_column
            .saturating_sub(self.setting.measure)
            .min(here.give);
        let some = fill.best.or(fill.in_word).or(fill.inside);
        let chosen = some.unwrap_or(Candidate { squeezed, ..here });
        match fill.second {
            Some(second) if fill.best.is_some() && self.leaves_orphan(chosen.at) => second,
            _ => chosen,
        }
    }

    fn end_line(&mut self, start: usize, chosen: Candidate) -> Line {
        self.start = Some(chosen.at);
        self.line.drain(..chosen.index);
        Line {
            start,
            // Where only blanks were carried down, its text ended before.
            end: chosen.end.max(start),
            next: chosen.at,
            columns: chosen.end_column - chosen.squeezed,
            gaps: chosen.gaps - chosen.squeezed,
        }
    }

    /// Whether the text from `at` on is a single character and marks
    /// (CLREQ 3.1.5: a last line has at least two characters).
    fn leaves_orphan(&self, at: usize) -> bool {
        if self.text.len() - at > ORPHAN_BYTES {
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
