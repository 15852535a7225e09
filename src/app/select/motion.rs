//! How the caret of a selection moves: by character, line, word, sentence and
//! paragraph of what is shown.
//!
//! Invariant: a motion ends on a stop; it stays only at an end of the page. What
//! is cut into words or sentences is one segment, which is bounded.

use super::stops::{Spot, Stop, Walk};
use crate::lexicon::{Lexicon, rough_cuts};
use crate::text::cluster::Clusters;
use crate::text::{Lang, sentence};

/// A way to move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Motion {
    Next,
    Previous,
    /// So many lines down, or up.
    Lines(isize),
    LineStart,
    LineEnd,
    First,
    Last,
    WordStart,
    WordBack,
    WordEnd,
    SentenceStart,
    SentenceEnd,
    ParagraphStart,
    ParagraphEnd,
}

/// What a segment is cut into.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Word,
    Sentence,
}

/// First and last stop of a word or a sentence, as bytes of the page's text.
#[derive(Clone, Copy)]
struct Piece {
    first: usize,
    last: usize,
}

impl Walk<'_> {
    /// Where a motion leads to from the stop of byte `at`. A line motion keeps to
    /// the column `goal`, which it gives back.
    pub(super) fn moved(
        &mut self,
        at: usize,
        goal: Option<usize>,
        motion: Motion,
        lexicon: &Lexicon,
    ) -> Option<(usize, Option<usize>)> {
        let here = self.spot(at)?;
        let (segment, line) = (here.segment, here.line);
        let to = match motion {
            Motion::Lines(by) => return self.by_lines(&here, goal, by),
            Motion::Next => self.next(&here),
            Motion::Previous => self.previous(&here),
            Motion::LineStart => self.row(segment, line)?.stops.into_iter().next(),
            Motion::LineEnd => self.row(segment, line)?.stops.pop(),
            Motion::First => self.first(),
            Motion::Last => self.last(),
            Motion::WordStart => self.forth(&here, Unit::Word, |piece| piece.first, lexicon),
            Motion::WordEnd => self.forth(&here, Unit::Word, |piece| piece.last, lexicon),
            Motion::WordBack => self.back(&here, Unit::Word, lexicon),
            Motion::SentenceEnd => self.forth(&here, Unit::Sentence, |piece| piece.last, lexicon),
            Motion::SentenceStart => self.back(&here, Unit::Sentence, lexicon),
            Motion::ParagraphStart => self.paragraph_start(&here),
            Motion::ParagraphEnd => self.paragraph_end(&here),
        };
        Some((to?.span.start, None))
    }

    fn next(&mut self, here: &Spot) -> Option<Stop> {
        let row = self.row(here.segment, here.line)?;
        let behind = |stop: &Stop| stop.span.start > here.stop.span.start;
        let on_line = row.stops.into_iter().find(behind);
        on_line.or_else(|| {
            let row = self.row_after(here.segment, here.line)?;
            row.stops.into_iter().next()
        })
    }

    fn previous(&mut self, here: &Spot) -> Option<Stop> {
        let row = self.row(here.segment, here.line)?;
        let before = |stop: &Stop| stop.span.start < here.stop.span.start;
        let on_line = row.stops.into_iter().rev().find(before);
        on_line.or_else(|| self.row_before(here.segment, here.line)?.stops.pop())
    }

    fn by_lines(
        &mut self,
        here: &Spot,
        goal: Option<usize>,
        by: isize,
    ) -> Option<(usize, Option<usize>)> {
        let column = || self.left(here.segment, here.line) + here.stop.column;
        let goal = goal.unwrap_or_else(column);
        let mut found = None;
        let mut at = (here.segment, here.line);
        for _ in 0..by.unsigned_abs() {
            let row = if by > 0 {
                self.row_after(at.0, at.1)
            } else {
                self.row_before(at.0, at.1)
            };
            let Some(row) = row else { break };
            at = (row.segment, row.line);
            found = Some(row);
        }
        let stop = self.nearest(&found?, goal)?;
        Some((stop.span.start, Some(goal)))
    }

    /// The stop that byte `at` belongs to.
    fn stop(&mut self, at: usize) -> Option<Stop> {
        Some(self.spot(at)?.stop)
    }

    /// The first place behind the caret that `of` gives of the pieces.
    fn forth(
        &mut self,
        here: &Spot,
        unit: Unit,
        of: impl Fn(&Piece) -> usize,
        lexicon: &Lexicon,
    ) -> Option<Stop> {
        let mut segment = here.segment;
        loop {
            let pieces = self.pieces(segment, unit, lexicon);
            let behind = |at: &usize| segment != here.segment || *at >= here.stop.span.end;
            if let Some(at) = pieces.iter().map(&of).find(behind) {
                return self.stop(at);
            }
            let Some(next) = self.text_after(segment) else {
                return self.last();
            };
            segment = next;
        }
    }

    /// The last beginning of a piece before the caret.
    fn back(&mut self, here: &Spot, unit: Unit, lexicon: &Lexicon) -> Option<Stop> {
        let mut segment = here.segment;
        loop {
            let pieces = self.pieces(segment, unit, lexicon);
            let before = |at: &usize| segment != here.segment || *at < here.stop.span.start;
            if let Some(at) = pieces.iter().map(|piece| piece.first).rfind(before) {
                return self.stop(at);
            }
            let Some(next) = self.text_before(segment) else {
                return self.first();
            };
            segment = next;
        }
    }

    /// The words or sentences of a segment, without the blanks around them.
    fn pieces(&mut self, segment: usize, unit: Unit, lexicon: &Lexicon) -> Vec<Piece> {
        let page = self.page();
        let Some(found) = page.segments.get(segment) else {
            return Vec::new();
        };
        let source = page.segment_text(found);
        if source.trim().is_empty() {
            return Vec::new();
        }
        let laid = self.sheet.lay_out(segment);
        let text = laid.text(source);
        let lang = self.sheet.typography.lang.unwrap_or(found.lang);
        let mut cuts = match unit {
            Unit::Word => words(&text, lang, lexicon),
            Unit::Sentence => sentence::starts(&text),
        };
        cuts.push(text.len());
        let from = found.span.range().start;
        let piece = |pair: &[usize]| {
            let (start, end) = (*pair.first()?, *pair.last()?);
            let whole = text.get(start..end)?;
            let start = start + whole.len() - whole.trim_start().len();
            let (last, _) = Clusters::new(whole.trim()).last()?;
            let at = |shown: usize| from + laid.map().source(shown);
            Some(Piece {
                first: at(start),
                last: at(start + last),
            })
        };
        cuts.windows(2).filter_map(piece).collect()
    }

    /// The first and the last segment of a paragraph: a long one has several.
    pub(super) fn paragraph(&self, segment: usize) -> (usize, usize) {
        super::selection::paragraph(&self.sheet.page, segment)
    }

    fn paragraph_start(&mut self, here: &Spot) -> Option<Stop> {
        let start = self.start_of(self.paragraph(here.segment).0)?;
        if start.span.start < here.stop.span.start {
            return Some(start);
        }
        match self.solid_before(self.paragraph(here.segment).0) {
            Some(before) => self.start_of(self.paragraph(before).0),
            None => self.first(),
        }
    }

    fn paragraph_end(&mut self, here: &Spot) -> Option<Stop> {
        let end = self.end_of(self.paragraph(here.segment).1)?;
        if end.span.start > here.stop.span.start {
            return Some(end);
        }
        match self.solid_after(self.paragraph(here.segment).1) {
            Some(after) => self.end_of(self.paragraph(after).1),
            None => self.last(),
        }
    }

    fn start_of(&mut self, segment: usize) -> Option<Stop> {
        let start = self.sheet.page.segments.get(segment)?.span.start;
        self.stop(start as usize)
    }

    fn end_of(&mut self, segment: usize) -> Option<Stop> {
        let lines = self.sheet.lay_out(segment).lines.len();
        self.row_before(segment, lines)?.stops.pop()
    }

    /// The next part whose text is not blank.
    fn solid_after(&self, segment: usize) -> Option<usize> {
        let mut next = self.text_after(segment);
        while next.is_some_and(|at| self.is_blank(at)) {
            next = next.and_then(|at| self.text_after(at));
        }
        next
    }

    fn solid_before(&self, segment: usize) -> Option<usize> {
        let mut next = self.text_before(segment);
        while next.is_some_and(|at| self.is_blank(at)) {
            next = next.and_then(|at| self.text_before(at));
        }
        next
    }

    fn is_blank(&self, segment: usize) -> bool {
        let page = &self.sheet.page;
        let found = page.segments.get(segment);
        found.is_none_or(|found| page.segment_text(found).trim().is_empty())
    }
}

/// Where the words of `text` begin. Marks in a row are one word, as a reader steps.
fn words(text: &str, lang: Lang, lexicon: &Lexicon) -> Vec<usize> {
    let mut cuts = match lexicon.pinyin().filter(|_| lang.is_chinese()) {
        Some(words) => words.cuts(text),
        None => rough_cuts(text),
    };
    cuts.pop();
    let is_mark = |c: char| !c.is_alphanumeric() && !c.is_whitespace();
    let first = |at: usize| text.get(at..).and_then(|rest| rest.chars().next());
    let mut marked = false;
    cuts.retain(|&at| {
        let mark = first(at).is_some_and(is_mark);
        let joins = mark && marked;
        marked = mark;
        !joins
    });
    cuts
}
