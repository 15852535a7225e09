//! The text that is shown for a source text, and how places of the two belong
//! together: marks in another form, another script, markup left out.
//!
//! Invariant: outside of the edits both texts run byte by byte in step, so that
//! any place of one has a place in the other, in the same order.

use std::borrow::Cow;
use std::ops::Range;

use super::clean::{Clean, Joined, Part};

/// A place where the shown text differs from the source in more than characters
/// of the same length: byte ranges of both, either of which may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub source: Range<usize>,
    pub shown: Range<usize>,
}

/// What stands above a part of the shown text: a reading in pinyin or kana.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// First byte of what is read.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    pub text: Clean,
}

/// Ascending edits between a source text and what is shown for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Map {
    edits: Vec<Edit>,
}

impl Map {
    /// The map of ascending edits that do not overlap.
    pub fn new(edits: Vec<Edit>) -> Self {
        Self { edits }
    }

    /// The place in the source of byte `at` of the shown text; inside an edit,
    /// its beginning.
    pub fn source(&self, at: usize) -> usize {
        let next = self.edits.partition_point(|edit| edit.shown.start <= at);
        match next.checked_sub(1).and_then(|last| self.edits.get(last)) {
            None => at,
            Some(edit) if at < edit.shown.end => edit.source.start,
            Some(edit) => edit.source.end + (at - edit.shown.end),
        }
    }

    /// The place in the source where what ends before byte `at` of the shown text
    /// ends: an edit that begins there is not part of it.
    pub fn source_end(&self, at: usize) -> usize {
        let next = self.edits.partition_point(|edit| edit.shown.start < at);
        match next.checked_sub(1).and_then(|last| self.edits.get(last)) {
            None => at,
            Some(edit) if at <= edit.shown.end => edit.source.end,
            Some(edit) => edit.source.end + (at - edit.shown.end),
        }
    }

    /// The place in the shown text of byte `at` of the source; inside an edit,
    /// its beginning.
    pub fn shown(&self, at: usize) -> usize {
        let next = self.edits.partition_point(|edit| edit.source.start <= at);
        match next.checked_sub(1).and_then(|last| self.edits.get(last)) {
            None => at,
            Some(edit) if at < edit.source.end => edit.shown.start,
            Some(edit) => edit.shown.end + (at - edit.source.end),
        }
    }

    /// The map from this map's source to what `next` shows of this map's shown text.
    #[must_use]
    pub fn then(self, next: &Self) -> Self {
        if self.edits.is_empty() {
            return next.clone();
        }
        if next.edits.is_empty() {
            return self;
        }
        let mine = self.edits.iter().map(|edit| Edit {
            source: edit.source.clone(),
            shown: next.shown(edit.shown.start)..next.shown(edit.shown.end),
        });
        let theirs = next.edits.iter().map(|edit| Edit {
            source: self.source(edit.source.start)..self.source_end(edit.source.end),
            shown: edit.shown.clone(),
        });
        let mut all: Vec<Edit> = mine.chain(theirs).collect();
        all.sort_by_key(|edit| (edit.source.start, edit.shown.start, edit.source.end));
        let mut edits: Vec<Edit> = Vec::with_capacity(all.len());
        for edit in all {
            match edits.last_mut() {
                // Two edits that touch the same text are one.
                Some(last)
                    if edit.source.start < last.source.end
                        || edit.shown.start < last.shown.end
                        || edit.source.start == last.source.start
                            && edit.shown.start == last.shown.start =>
                {
                    last.source.end = last.source.end.max(edit.source.end);
                    last.shown.end = last.shown.end.max(edit.shown.end);
                    last.shown.start = last.shown.start.min(edit.shown.start);
                }
                _ => edits.push(edit),
            }
        }
        Self { edits }
    }
}

/// A text as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown<'t> {
    pub text: Clean<Cow<'t, str>>,
    pub map: Map,
    /// What stands above it, ascending.
    pub readings: Vec<Reading>,
}

impl<'t> Shown<'t> {
    /// The text as it is.
    pub fn as_is(text: Clean<&'t str>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// Shows another text for what is shown now; its readings move along.
    #[must_use]
    pub fn changed(self, text: Clean, edits: Vec<Edit>) -> Self {
        let next = Map::new(edits);
        let readings = self.readings.into_iter().map(|reading| Reading {
            start: next.shown(reading.start),
            end: next.shown(reading.end),
            ..reading
        });
        Self {
            readings: readings.collect(),
            text: text.into(),
            map: self.map.then(&next),
        }
    }
}

/// Writes a shown text beside its source.
pub(crate) struct Rewriter<'t> {
    source: Clean<&'t str>,
    /// Bytes of the source that are done.
    done: usize,
    text: Joined,
    edits: Vec<Edit>,
}

impl<'t> Rewriter<'t> {
    pub(crate) fn new(source: Clean<&'t str>) -> Self {
        Self {
            source,
            done: 0,
            text: Joined::default(),
            edits: Vec::new(),
        }
    }

    /// Shows `text` in place of a range of the source that is not done yet;
    /// what stands before it is shown as it is.
    pub(crate) fn replace(&mut self, range: Range<usize>, text: impl Part) {
        if self.edits.is_empty() {
            self.text = Joined::with_capacity(self.source.len() + self.source.len() / 8);
        }
        self.text.push(self.source.piece(self.done..range.start));
        let start = self.text.len();
        self.text.push(text);
        self.done = range.end;
        self.edits.push(Edit {
            source: range,
            shown: start..self.text.len(),
        });
    }

    /// The shown text and its edits; None where it is the source. What stood apart in
    /// the source and is one cluster now has an end like any other.
    pub(crate) fn finish(mut self) -> Option<(Clean, Vec<Edit>)> {
        if self.edits.is_empty() {
            return None;
        }
        self.text.push(self.source.piece(self.done..));
        let (text, capped) = self.text.finish_capped();
        let edits = match capped.as_slice() {
            [] => self.edits,
            _ => Map::new(self.edits).then(&Map::new(capped)).edits,
        };
        Some((text, edits))
    }
}

#[cfg(test)]
#[allow(clippy::string_slice, reason = "a test that slices wrongly fails")]
mod tests {
    use super::*;
    use crate::text::clean::{CLUSTER_CHARS, clean};

    fn edit(source: Range<usize>, shown: Range<usize>) -> Edit {
        Edit { source, shown }
    }

    fn rewritten(source: &str, changes: &[(&str, &'static str)]) -> (Clean, Map) {
        let whole = clean(source);
        let mut rewriter = Rewriter::new(whole.view());
        let mut from = 0;
        for (old, new) in changes {
            let at = from + source[from..].find(old).unwrap();
            from = at + old.len();
            rewriter.replace(at..from, new);
        }
        let (text, edits) = rewriter.finish().unwrap();
        (text, Map::new(edits))
    }

    #[test]
    fn places_map_both_ways() {
        let (text, map) = rewritten("甲,乙,丙", &[(",", "，"), (",", "，")]);
        assert_eq!(text, "甲，乙，丙");
        for (source, shown) in [(0, 0), (3, 3), (4, 6), (7, 9), (8, 12), (11, 15)] {
            assert_eq!(map.shown(source), shown);
            assert_eq!(map.source(shown), source);
            assert_eq!(map.source_end(shown), source);
        }
        assert_eq!(map.source(5), 3, "inside a mark");
    }

    #[test]
    fn what_is_left_out_has_a_place_too() {
        let (text, map) = rewritten("漢字<rt>かん</rt>文", &[("<rt>かん</rt>", "")]);
        assert_eq!(text, "漢字文");
        assert_eq!(map.shown(6), 6);
        assert_eq!(map.shown(10), 6);
        assert_eq!(map.source(6), "漢字<rt>かん</rt>".len());
        assert_eq!(map.source_end(6), 6, "what ends there ends before it");
        assert_eq!(map.source(9), "漢字<rt>かん</rt>文".len());
    }

    #[test]
    fn maps_follow_each_other() {
        let source = "内存,已满,abc。";
        let (one, first) = rewritten(source, &[("内存", "記憶體")]);
        let (two, second) = rewritten(&one, &[(",", "，"), (",", "，")]);
        assert_eq!(two, "記憶體，已满，abc。");
        let both = first.then(&second);
        for (from, to) in [
            ("内", "記"),
            (",", "，"),
            ("已", "已"),
            ("abc", "abc"),
            ("。", "。"),
        ] {
            let (at, there) = (source.find(from).unwrap(), two.find(to).unwrap());
            assert_eq!(both.shown(at), there, "{from}");
            assert_eq!(both.source(there), at, "{to}");
        }
        assert_eq!(both.source(two.len()), source.len());
    }

    #[test]
    fn edits_that_meet_become_one() {
        let first = Map::new(vec![edit(0..2, 0..4)]);
        let second = Map::new(vec![edit(2..6, 2..3)]);
        let both = first.then(&second);
        assert_eq!(both.edits, [edit(0..4, 0..3)]);
        assert_eq!(both.source(3), 4);
    }

    #[test]
    fn what_comes_together_has_an_end_and_a_place() {
        let flood = "\u{301}".repeat(CLUSTER_CHARS - 1);
        let source = format!("e{flood}<rt>x</rt>{flood}文");
        let (text, map) = rewritten(&source, &[("<rt>x</rt>", "")]);
        assert_eq!(text, format!("e{flood}文"));
        let (from, to) = (source.find('文').unwrap(), text.find('文').unwrap());
        assert_eq!((map.shown(from), map.source(to)), (to, from));
        assert_eq!(map.source_end(to), 1 + flood.len());
        assert_eq!(map.source(text.len()), source.len());
    }
}
