//! What a line is filled with, one after the other: clusters with the columns
//! that they take, the gap before them, and what may hang. Wrapping and painting
//! both read these, so that they agree.
//!
//! Invariant: the units of a text cover it; a unit depends on its own text and on
//! the unit before it alone, so that a line may be read from its start.

use super::class::{self, Class};
use super::cluster::Clusters;
use super::lang::Lang;
use super::shown::Reading;
use super::width;
use super::wrap::Setting;

/// Whether lines run across or down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Axis {
    #[default]
    Horizontal,
    /// Lines are columns of squares; a square holds one cluster, two digits or a
    /// word of two letters.
    Vertical,
}

/// How far a mark may stick out at a line's end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Hang {
    #[default]
    Off,
    /// The empty right half of a full-width mark (GB/T 15834-2011, 5.1.10).
    Half,
    /// A whole stop or comma (JLREQ 3.8.2, burasagari).
    Full,
}

/// One piece of a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    /// Byte offsets; no text is longer than a GiB.
    at: u32,
    end: u32,
    pub(super) class: Class,
    /// Columns of the text itself; squares on the vertical axis. A tab, which
    /// depends on where it stands, has none.
    pub(super) base: u16,
    /// Columns that it takes with its reading.
    pub(super) width: u16,
    /// Columns between it and the unit before on the same line, which may be
    /// squeezed out.
    pub(super) gap: u8,
    /// The same, which stay: two readings do not run together.
    pub(super) space: u8,
    /// Columns that may stick out where it ends a line.
    pub(super) hang: u8,
    /// Index of the reading that begins here.
    pub(super) reading: Option<u32>,
    /// In the middle of what one reading stands above.
    pub(super) inside: bool,
}

impl Unit {
    /// The byte that it begins at.
    pub(super) fn at(&self) -> usize {
        self.at as usize
    }

    /// One past its last byte.
    pub(super) fn end(&self) -> usize {
        self.end as usize
    }

    pub(super) fn is_tab(&self) -> bool {
        self.base == 0
    }

    pub(super) fn is_blank(&self) -> bool {
        self.class.has(Class::SPACE)
    }

    /// The column behind it, drawn from `column`.
    pub(super) fn after(&self, column: usize) -> usize {
        if self.is_tab() {
            (column / width::TAB + 1) * width::TAB
        } else {
            column + self.width as usize
        }
    }
}

/// Reads the units of a text.
#[derive(Clone, Debug)]
pub(super) struct Units<'t> {
    clusters: Clusters<'t>,
    readings: &'t [Reading],
    /// Index of the first reading that is not behind us.
    reading: usize,
    /// Columns that the text under the reading has taken so far.
    under: usize,
    setting: Setting,
    left: Class,
    /// The unit before is filled by its reading.
    filled: bool,
    /// How many marks stand right before, behind digits; None where no number does.
    number_marks: Option<u8>,
}

/// What may stand among the digits of one number.
fn is_number_mark(c: char) -> bool {
    matches!(c, '.' | ',' | ':' | '/' | '-' | '%')
}

/// No number has more marks in a row.
const MOST_MARKS: u8 = 8;

/// How many marks a text ends with, where digits stand before them.
fn marks_behind_digits(text: &str) -> Option<u8> {
    let mut back = text.chars().rev();
    for marks in 0..=MOST_MARKS {
        match back.next()? {
            c if class::of(c).has(Class::DIGIT) => return Some(marks),
            c if is_number_mark(c) => {}
            _ => return None,
        }
    }
    None
}

/// A reading widens what it stands above by no more columns.
const LONGEST: usize = 1024;

const SCRIPT: Class = Class::LETTER.joined(Class::DIGIT);
const MARK: Class = Class::NOT_START.joined(Class::NOT_END);

impl<'t> Units<'t> {
    /// The units of `text`, whose readings ascend.
    pub(super) fn new(text: &'t str, readings: &'t [Reading], setting: Setting) -> Self {
        Self {
            clusters: Clusters::new(text),
            readings,
            reading: 0,
            under: 0,
            setting,
            left: Class::default(),
            filled: false,
            number_marks: None,
        }
    }

    /// The same, from byte `at` of the text on: the beginning of a line.
    pub(super) fn from(
        text: &'t str,
        readings: &'t [Reading],
        setting: Setting,
        at: usize,
    ) -> Self {
        let mut units = Self::new(text, readings, setting);
        units.clusters.skip_to(at);
        let before = text.get(..at).and_then(|head| head.chars().next_back());
        units.left = before.map(class::of).unwrap_or_default();
        units.number_marks = text.get(..at).and_then(marks_behind_digits);
        units.reading = readings.partition_point(|reading| reading.end <= at);
        if let Some(reading) = readings.get(units.reading).filter(|r| r.start < at) {
            let under = text.get(reading.start..at).unwrap_or("");
            units.under = width::text(under, setting.ambiguous);
        }
        units
    }

    /// The first character after the unit given last.
    pub(super) fn peek(&self) -> Option<char> {
        self.clusters.peek()
    }

    /// Whether Latin letters or digits meet Han or kana here.
    fn meets(&self, right: Class) -> bool {
        let (left, east) = (self.left, Class::EAST_ASIAN);
        (left.has(Class::IDEOGRAPH) && right.has(SCRIPT) && !right.has(east))
            || (right.has(Class::IDEOGRAPH) && left.has(SCRIPT) && !left.has(east))
    }

    /// Takes a second character into a square: two digits, or a word of two
    /// letters, that stand alone (CLREQ 3.1.2, JLREQ 2.3.2 tate-chu-yoko).
    fn squared(&mut self, piece: &str, class: Class) -> usize {
        let same = |c: Option<char>| {
            let found = c.filter(char::is_ascii_alphanumeric);
            found.is_some_and(|c| class::of(c).has(class))
        };
        let mut rest = self.clusters.rest().chars();
        let second = rest.next();
        let alone = piece.len() == 1
            && !self.left.has(SCRIPT)
            && self.number_marks.is_none()
            && same(second);
        let third = rest.next();
        let ends =
            third.is_none_or(|c| !c.is_alphanumeric() || class::of(c).has(Class::EAST_ASIAN));
        let number_goes_on = class.has(Class::DIGIT) && third.is_some_and(|c| ",.:%".contains(c));
        if class.has(SCRIPT) && alone && ends && !number_goes_on {
            self.clusters.next().map_or(0, |(_, second)| second.len())
        } else {
            0
        }
    }

    /// The columns of a unit and what stands above it.
    fn read_above(&mut self, unit: &mut Unit) {
        while let Some(reading) = self.readings.get(self.reading) {
            if unit.at() >= reading.end {
                (self.reading, self.under) = (self.reading + 1, 0);
                continue;
            }
            if unit.at() < reading.start {
                break;
            }
            let begins = unit.at() == reading.start;
            unit.inside = !begins;
            if begins {
                unit.reading = Some(self.reading as u32);
                unit.space = u8::from(self.filled);
            }
            self.under += unit.base as usize;
            if unit.end() >= reading.end {
                let above = width::text(&reading.text, self.setting.ambiguous);
                // A reading that no line holds is cut.
                let more = above.min(self.setting.measure).saturating_sub(self.under);
                unit.width = unit.width.saturating_add(more.min(LONGEST) as u16);
                self.filled = above >= self.under;
            } else {
                self.filled = false;
            }
            return;
        }
        self.filled = false;
    }

    fn hang(&self, class: Class, width: u16) -> u8 {
        // One mark, and none of a run of marks (CLREQ 3.1.4).
        if self.left.has(MARK) || width != 2 {
            return 0;
        }
        match self.setting.hang {
            Hang::Full if class.has(Class::STOP) => 2,
            // In Japanese nothing else hangs (JLREQ 3.8.2).
            Hang::Full if self.setting.lang == Lang::Japanese => 0,
            Hang::Half | Hang::Full if class.has(Class::HALF_EMPTY) => 1,
            _ => 0,
        }
    }
}

impl Iterator for Units<'_> {
    type Item = Unit;

    #[inline]
    fn next(&mut self) -> Option<Unit> {
        let (at, piece, first) = self.clusters.step()?;
        let class = class::of_cluster(piece, first);
        let mut end = at + piece.len();
        let base = match (first, self.setting.axis) {
            ('\t', _) => 0,
            (_, Axis::Horizontal) => width::of(first, piece, self.setting.ambiguous) as u16,
            (_, Axis::Vertical) => {
                end += self.squared(piece, class);
                1
            }
        };
        let horizontal = self.setting.axis == Axis::Horizontal;
        let mut unit = Unit {
            at: at as u32,
            end: end as u32,
            class,
            base,
            width: base,
            gap: u8::from(self.setting.autospace && horizontal && self.meets(class)),
            space: 0,
            hang: if !class.has(Class::HALF_EMPTY) || !horizontal {
                0
            } else {
                self.hang(class, base)
            },
            reading: None,
            inside: false,
        };
        if !self.readings.is_empty() && horizontal {
            self.read_above(&mut unit);
        }
        self.number_marks = match self.number_marks {
            _ if class.has(Class::DIGIT) => Some(0),
            Some(marks) if marks < MOST_MARKS && is_number_mark(first) => Some(marks + 1),
            _ => None,
        };
        self.left = class;
        Some(unit)
    }
}
