//! The article being read: its page, where the reader stands on it, what is
//! open and marked there.
//!
//! Invariant: the place is kept as a byte of the text, so that a resize, another
//! measure or the arrival of the rest of a large text never moves it; what can
//! be seen is laid out before it is drawn.

mod awaited;
mod dates;
mod left;
mod links;
mod moved;
mod reread;
mod rest;

use std::sync::Arc;

use super::select::Selection;
use crate::article::{Article, Span};
use crate::lexicon::Lexicon;
use crate::reader::{Page, Place, Sheet, Typography, View};

/// What was looked for in the article.
#[derive(Clone, Debug)]
pub struct Found {
    pub text: String,
    /// In the order of the page.
    pub matches: Arc<[Span]>,
    pub current: Option<usize>,
}

/// The reader's state.
#[derive(Clone, Debug)]
pub struct Reader {
    pub article: Arc<Article>,
    pub sheet: Sheet,
    /// The first row that shows.
    pub top: Place,
    /// The row that is to be first; `top` stands above it where the page ends.
    sought: Place,
    /// The byte that `sought` shows, and the blank rows above it that do not
    /// show; kept when the layout changes.
    anchor: usize,
    blanks: usize,
    /// The related items are unfolded.
    pub related_open: bool,
    /// The chosen link.
    pub link: Option<usize>,
    pub found: Option<Found>,
    /// The date that was gone to, in the article's text.
    pub date: Option<Span>,
    /// What is selected, to be copied.
    pub selection: Option<Selection>,
    /// The layout, search and view that are awaited.
    pub awaited: Awaited,
}

pub use awaited::{Awaited, Search};
pub use left::{Anchor, Left};
pub use rest::Rest;

impl Reader {
    /// The article from its beginning.
    pub fn new(
        article: Arc<Article>,
        page: Arc<Page>,
        typography: Typography,
        lexicon: Lexicon,
    ) -> Self {
        let sheet = Sheet::new(page, typography, lexicon);
        Self {
            article,
            sheet,
            top: Place::default(),
            sought: Place::default(),
            anchor: 0,
            blanks: 0,
            related_open: false,
            link: None,
            found: None,
            date: None,
            selection: None,
            awaited: Awaited::default(),
        }
    }

    /// How many segments show.
    pub fn shown(&self) -> usize {
        self.sheet.page.shown(self.related_open)
    }

    /// Which view it is.
    pub fn view(&self) -> View {
        self.sheet.page.view
    }

    /// Moves by rows; the last row stays at the bottom of `height` rows.
    pub fn step(&mut self, rows: isize, height: usize) {
        let shown = self.shown();
        let to = self.sheet.step(self.top, rows, shown);
        self.go(to, height);
    }

    /// To the beginning.
    pub fn go_first(&mut self, height: usize) {
        self.go(Place::default(), height);
    }

    /// To the end.
    pub fn go_last(&mut self, height: usize) {
        let shown = self.shown();
        let last = self.sheet.last(shown);
        self.go(last, height);
    }

    /// Puts a row at the top, as far as the end of the page allows.
    pub fn go(&mut self, place: Place, height: usize) {
        self.show(place, height);
        self.sought = self.top;
        self.blanks = self.top.row.min(self.gap(self.top.segment));
        self.anchor = if self.top == Place::default() {
            0
        } else {
            self.sheet.byte_at(self.top)
        };
    }

    fn show(&mut self, place: Place, height: usize) {
        let shown = self.shown();
        let last = self.sheet.last(shown);
        let lowest = self.sheet.step(last, -(height.max(1) as isize - 1), shown);
        self.top = place.min(lowest);
        self.prepare(height);
    }

    fn gap(&self, segment: usize) -> usize {
        self.sheet.gap(segment)
    }

    /// Lays out what `height` rows from the top show.
    pub fn prepare(&mut self, height: usize) {
        let mut rows = 0;
        let shown = self.shown();
        for segment in self.top.segment..shown {
            rows += self.sheet.height(segment);
            if rows >= height + self.top.row {
                break;
            }
        }
    }

    /// Sets the page anew: in another typography, with other dictionaries, or
    /// another page of the same text.
    pub fn set(
        &mut self,
        page: Arc<Page>,
        typography: Typography,
        lexicon: &Lexicon,
        height: usize,
    ) {
        let same = typography == self.sheet.typography && self.sheet.is_set_with(lexicon);
        if same && Arc::ptr_eq(&page, &self.sheet.page) {
            // The end of the page may have kept it off the top; it is not forgotten.
            self.show(self.sought, height);
            return;
        }
        self.sheet = Sheet::new(page, typography, lexicon.clone());
        self.awaited.starts = None;
        self.sought = self.place_of(self.anchor);
        if self.sought.row == 0 && self.anchor > 0 {
            self.sought.row = self.blanks.min(self.gap(self.sought.segment));
        }
        self.show(self.sought, height);
    }

    fn place_of(&mut self, at: usize) -> Place {
        match at {
            0 => Place::default(),
            at => self.sheet.place_of(at, self.shown()),
        }
    }

    /// Another view of the same article; the two texts differ only where lines
    /// were rejoined, so the place is kept as a share of the text.
    pub fn look_at(&mut self, page: Arc<Page>, height: usize) {
        let (old, new) = (self.sheet.page.text.len().max(1), page.text.len());
        if self.view() != page.view && !Arc::ptr_eq(&page.text, &self.sheet.page.text) {
            self.anchor = (self.anchor as u64 * new as u64 / old as u64) as usize;
        }
        self.link = None;
        self.set_page(page, height);
    }

    fn set_page(&mut self, page: Arc<Page>, height: usize) {
        let old = &self.sheet.page;
        if old.view == page.view && !Arc::ptr_eq(&old.text, &page.text) {
            self.anchor = moved::moved(&old.text, &page.text, self.anchor);
        }
        let (typography, lexicon) = (self.sheet.typography, self.sheet.lexicon.clone());
        self.set(page, typography, &lexicon, height);
    }

    /// The view that is shown, or will be once it has been built.
    pub fn wanted_view(&self) -> View {
        self.awaited.view.map_or(self.view(), |(_, view)| view)
    }

    /// Forgets matches and searches, which belong to another page; tells what was
    /// looked for, and whether that was found already. Where the page has only `grown`,
    /// the matches are still there, and serve until all are.
    pub fn forget_matches(&mut self, grown: bool) -> Option<(String, bool)> {
        let found = if grown {
            self.found.clone()
        } else {
            self.found.take()
        };
        let found = found.map(|found| (found.text, true));
        let search = self.awaited.search.take();
        search.map(|search| (search.text, search.again)).or(found)
    }

    /// Where reading stands, for the bookmarks file.
    pub fn anchor(&self) -> Anchor {
        let at = self.byte_of_article();
        let Some(block) = self.block_at(at) else {
            return Anchor::default();
        };
        let Some(span) = self.article.blocks.get(block).map(|b| b.span.range()) else {
            return Anchor::default();
        };
        let head = self.article.text.get(span.start..at.min(span.end));
        Anchor {
            block: block as u32,
            offset: head.unwrap_or("").chars().count() as u32,
        }
    }

    /// The byte of the article's text that reading stands at. The source text is
    /// another one where lines were rejoined: there it is a share of it.
    fn byte_of_article(&self) -> usize {
        let (text, shown) = (&self.article.text, &self.sheet.page.text);
        if Arc::ptr_eq(text, shown) {
            return self.anchor;
        }
        let at = self.anchor as u64 * text.len() as u64 / shown.len().max(1) as u64;
        crate::text::cluster::floor(text, at as usize)
    }

    fn block_at(&self, at: usize) -> Option<usize> {
        if at == 0 {
            return None;
        }
        // The source text has lines, not blocks.
        if self.view() == View::Raw {
            let starts = |block: &crate::article::Block| block.span.range().start <= at;
            return self.article.blocks.iter().rposition(starts);
        }
        let segment = self.sheet.page.segment_of(at, self.shown());
        let segment = self.sheet.page.segments.get(segment)?;
        Some(segment.block as usize)
    }

    /// Goes to where reading stopped; false where this text does not reach that far.
    pub fn go_to_anchor(&mut self, anchor: Anchor, height: usize) -> bool {
        let Some(block) = self.article.blocks.get(anchor.block as usize) else {
            return false;
        };
        let text = self.article.slice(block.span);
        let byte = text
            .char_indices()
            .nth(anchor.offset as usize)
            .map_or(text.len(), |(at, _)| at);
        let at = block.span.range().start + byte;
        let related = self
            .sheet
            .page
            .related_at
            .and_then(|i| self.sheet.page.segments.get(i));
        self.related_open |= related.is_some_and(|heading| at > heading.span.range().start);
        self.show_byte(at, height);
        true
    }

    /// Puts the row that shows byte `at` at the top, without the blank ones above it.
    pub fn show_byte(&mut self, at: usize, height: usize) {
        self.sought = self.place_of(at);
        if self.sought.row == 0 && at > 0 {
            self.sought.row = self.gap(self.sought.segment);
        }
        self.show(self.sought, height);
        (self.anchor, self.blanks) = (at, self.sought.row);
    }

    /// The start of the next (`1`) or previous (`-1`) paragraph goes to the top.
    pub fn paragraph(&mut self, by: isize, height: usize) {
        let shown = self.shown();
        let here = self.top;
        let starts = |at: usize| self.sheet.page.starts_paragraph(at);
        let found = if by > 0 {
            (here.segment + 1..shown).find(|&i| starts(i))
        } else {
            let from = if here.row > 0 {
                here.segment + 1
            } else {
                here.segment
            };
            (0..from).rev().find(|&i| i == 0 || starts(i))
        };
        match found {
            Some(segment) => self.go(Place { segment, row: 0 }, height),
            None if by > 0 => self.go_last(height),
            None => self.go_first(height),
        }
    }

    /// Whether a place is among the `height` rows that show.
    pub fn is_visible(&mut self, place: Place, height: usize) -> bool {
        let shown = self.shown();
        let bottom = self.sheet.step(self.top, height.max(1) as isize - 1, shown);
        place >= self.top && place <= bottom
    }

    /// The place that shows `row` rows below the top; None below the end.
    pub fn place_at(&mut self, row: usize) -> Option<Place> {
        let shown = self.shown();
        let last = self.sheet.last(shown);
        let above = row
            .checked_sub(1)
            .map(|row| self.sheet.step(self.top, row as isize, shown));
        let place = self.sheet.step(self.top, row as isize, shown);
        (above != Some(last)).then_some(place)
    }

    /// Brings a row into sight, a third from the top where it was out of sight.
    pub fn bring(&mut self, place: Place, height: usize) {
        if !self.is_visible(place, height) {
            let shown = self.shown();
            let top = self.sheet.step(place, -((height / 3) as isize), shown);
            self.go(top, height);
        }
    }

    /// Goes to the match after or before the current one, or to the first one
    /// from the top on; tells which, and whether it came round.
    pub fn next_match(&mut self, forth: bool, height: usize) -> Option<(usize, bool)> {
        let top = self.sheet.byte_at(self.top);
        let found = self.found.as_mut()?;
        let count = found.matches.len();
        if count == 0 {
            return None;
        }
        let (index, wrapped) = match (found.current, forth) {
            (Some(at), true) => ((at + 1) % count, at + 1 == count),
            (Some(at), false) => ((at + count - 1) % count, at == 0),
            (None, _) => {
                let first = found.matches.iter().position(|m| m.start as usize >= top);
                (first.unwrap_or(0), first.is_none())
            }
        };
        found.current = Some(index);
        let at = found.matches.get(index).map_or(0, |m| m.start as usize);
        let all = self.sheet.page.segments.len();
        let segment = self.sheet.page.segment_of(at, all);
        self.related_open |= segment >= self.shown();
        let shown = self.shown();
        let place = self.sheet.place_of(at, shown);
        self.bring(place, height);
        Some((index, wrapped))
    }

    /// Row of the last visible line (from 1) and rows in all, once known.
    pub fn position(&self, height: usize) -> Option<(usize, usize)> {
        let starts = self.sheet.starts.as_ref()?;
        let total = *starts.get(self.shown())? as usize;
        let top = *starts.get(self.top.segment)? as usize + self.top.row;
        Some(((top + height).min(total), total))
    }

    /// How much of the page has been seen, in per cent.
    pub fn percent(&self, height: usize) -> usize {
        if let Some((line, total)) = self.position(height) {
            return line * 100 / total.max(1);
        }
        let bytes = self.sheet.page.text.len().max(1);
        (self.anchor.min(bytes) * 100) / bytes
    }
}

#[cfg(test)]
mod tests;
