//! The list of headlines: which rows show, which one is chosen, where the
//! window on them stands.
//!
//! Invariant: the choice is an article, not a row number: rows that arrive, a
//! filter or a resize move it only where it has gone; a choice that nobody has
//! moved since a query was asked for is the best match. The cursor is a row that
//! exists, or 0.

use super::event::Era;
use super::kept::{Order, Rows};
use super::texts::{Hits, Mode};
use crate::article::{ArticleId, Source};
use crate::filter::{Matches, Problem, Query};
use crate::store::{RowIx, Snapshot};
use crate::text::Clean;
use crate::text::clean::flat;

/// The state of the list.
#[allow(
    clippy::struct_excessive_bools,
    reason = "each says something of its own about rows that come"
)]
#[derive(Clone, Debug)]
pub struct List {
    /// All rows of the library, or of the sources named.
    pub listed: Snapshot,
    /// The library, where the list shows named sources.
    pub behind: Snapshot,
    /// The rows of the bookmarks while only they show.
    pub bookmarks: Option<Snapshot>,
    /// What was opened last, while only that shows.
    pub recent: Option<Snapshot>,
    /// Only what is unread shows.
    pub unread: bool,
    pub bookmark_order: Order,
    /// The rows of the bookmarks in that order, whether they show or not.
    pub(super) kept: Rows,
    pub matches: Matches,
    /// The rows that `matches` counts in; they change together.
    shown: Snapshot,
    /// The rows that the awaited filter runs over.
    asked: Option<Snapshot>,
    /// Whether it may be that the filter never ends.
    given_up: bool,
    /// The filter that is on, as typed.
    pub query: Clean,
    /// The query whose result shows.
    pub filter: Query,
    /// Whether headlines or texts are looked through, and what a search in texts found.
    pub mode: Mode,
    pub hits: Hits,
    /// Why what is typed is no query: the last good result goes on showing.
    pub problem: Option<Problem>,
    /// Rows have come since the awaited filter was asked for.
    pub outdated: bool,
    /// The place of the chosen row among the matches.
    pub cursor: usize,
    /// The first place that shows.
    pub top: usize,
    chosen: Option<ArticleId>,
    /// The row that it had when it was chosen.
    chosen_row: RowIx,
    /// The filter run that is awaited.
    pub era: Era,
    /// Results put the cursor on the best match, until the reader moves it.
    pub best_first: bool,
    /// The rows that show are of the query that is on, not of one before it.
    own: bool,
    /// Its best match is opened once it is there: Enter came before the result.
    pub open_result: bool,
    /// Bytes of a large source that were read, and in all (0: unknown).
    pub reading: Option<(u64, u64)>,
    /// All sources were read.
    pub complete: bool,
}

impl Default for List {
    fn default() -> Self {
        Self {
            listed: Snapshot::default(),
            behind: Snapshot::default(),
            bookmarks: None,
            recent: None,
            unread: false,
            bookmark_order: Order::default(),
            kept: Rows::default(),
            matches: Matches::All(0),
            shown: Snapshot::default(),
            asked: None,
            given_up: false,
            query: Clean::default(),
            filter: Query::default(),
            mode: Mode::default(),
            hits: Hits::default(),
            problem: None,
            outdated: false,
            cursor: 0,
            top: 0,
            chosen: None,
            chosen_row: RowIx(0),
            era: Era::default(),
            best_first: false,
            own: true,
            open_result: false,
            reading: None,
            complete: false,
        }
    }
}

impl List {
    /// The rows that the matches count in.
    pub fn rows(&self) -> &Snapshot {
        &self.shown
    }

    /// The rows that are there to be filtered.
    fn whole(&self) -> &Snapshot {
        let part = self.recent.as_ref().or(self.bookmarks.as_ref());
        part.unwrap_or(&self.listed)
    }

    /// The rows that an awaited result counts in.
    pub fn awaited_rows(&self) -> &Snapshot {
        self.asked.as_ref().unwrap_or(&self.shown)
    }

    /// Rows of the screen that one entry takes: a hit in a text shows what is around it.
    pub fn entry_rows(&self) -> usize {
        match self.mode {
            Mode::Text if !self.query.trim().is_empty() => 2,
            _ => 1,
        }
    }

    /// Whether a result is awaited.
    pub fn is_filtering(&self) -> bool {
        self.asked.is_some() && !self.given_up
    }

    /// Whether what shows, if it is only a part, is of the query that is on.
    pub fn is_own(&self) -> bool {
        self.own
    }

    /// Sets what is looked for; of another query nothing is known yet.
    pub(super) fn set_query(&mut self, text: &str) {
        self.own &= self.query == text;
        self.query = flat(text);
    }

    /// Sets what it is looked for in.
    pub(super) fn set_mode(&mut self, mode: Mode) {
        self.own &= self.mode == mode;
        self.mode = mode;
    }

    /// What shows is of other rows than those that are wanted now.
    pub(super) fn disown(&mut self) {
        self.own = false;
    }

    /// Nobody waits for a result any more, because it may never come; what shows
    /// stays. Should it come all the same, it is taken.
    pub(super) fn give_up(&mut self) {
        self.given_up = true;
        self.open_result = false;
    }

    /// Shows none of the rows, the choice kept: what shows is no answer.
    pub(super) fn show_none(&mut self) {
        self.hits = Hits::default();
        self.matches = Matches::Some([].into());
        (self.cursor, self.top) = (0, 0);
    }

    /// The rows for a new filter run, which is awaited from now on.
    pub fn ask(&mut self) -> Snapshot {
        let rows = self.whole().clone();
        self.asked = Some(rows.clone());
        self.given_up = false;
        rows
    }

    /// All rows match, and no result is awaited.
    pub fn show_all(&mut self, height: usize) {
        self.asked = Some(self.whole().clone());
        self.filter = Query::default();
        self.problem = None;
        let all = Matches::All(self.whole().len() as u32);
        self.take_result(all, height);
    }

    /// Part of the awaited result has come, the rest follows.
    pub fn take_part(&mut self, matches: Matches, height: usize) {
        let (asked, best_first) = (self.asked.clone(), self.best_first);
        self.take_result(matches, height);
        // Still the best one, if it was till now: a better match may come.
        (self.asked, self.best_first) = (asked, best_first);
    }

    /// What was asked for has no result. Where all rows show, they all go on showing,
    /// those too that have come since; else the last result does.
    pub fn refuse(&mut self, problem: Problem, height: usize) {
        self.asked = None;
        self.problem = Some(problem);
        if self.filter.is_empty() && matches!(self.matches, Matches::All(_)) {
            self.shown = self.whole().clone();
            let best_first = std::mem::take(&mut self.best_first);
            self.set_matches(Matches::All(self.shown.len() as u32), height);
            self.best_first = best_first;
        }
    }

    /// The awaited result has come; another than the awaited one changes nothing.
    pub fn take_result(&mut self, matches: Matches, height: usize) {
        if let Some(rows) = self.asked.take() {
            self.shown = rows;
            self.own = true;
            self.set_matches(matches, height);
        }
    }

    /// The source of the article with this headline, in the list or behind it.
    pub fn find_headline(&self, headline: &str) -> Option<Source> {
        [&self.listed, &self.behind].into_iter().find_map(|rows| {
            rows.find_headline(headline)
                .and_then(|row| rows.source(row))
        })
    }

    /// The id of the article with this headline, in the list or behind it.
    pub fn find_row(&self, headline: &str) -> Option<ArticleId> {
        [&self.listed, &self.behind]
            .into_iter()
            .find_map(|rows| rows.find_headline(headline).and_then(|row| rows.id(row)))
    }

    /// The row at a place among the matches.
    pub fn row(&self, place: usize) -> Option<RowIx> {
        self.matches.get(place)
    }

    /// The chosen row.
    pub fn chosen(&self) -> Option<RowIx> {
        self.row(self.cursor)
    }

    /// Moves the cursor by `by` rows and keeps it in sight of `height` rows.
    pub fn step(&mut self, by: isize, height: usize) {
        let last = self.matches.len().saturating_sub(1);
        self.go(self.cursor.saturating_add_signed(by).min(last), height);
    }

    /// Puts the cursor on a place and the window around it: from now on it stays there.
    pub fn go(&mut self, place: usize, height: usize) {
        let before = (self.cursor, self.top);
        self.put(place, height);
        if before != (self.cursor, self.top) {
            self.best_first = false;
        }
    }

    fn put(&mut self, place: usize, height: usize) {
        self.cursor = place.min(self.matches.len().saturating_sub(1));
        let row = self.chosen();
        self.chosen = row.and_then(|row| self.rows().id(row));
        self.chosen_row = row.unwrap_or(RowIx(0));
        self.show_cursor(height);
    }

    /// Moves the window by `by` rows; the cursor stays inside it.
    pub fn scroll(&mut self, by: isize, height: usize) {
        let (most, before) = (self.matches.len().saturating_sub(height), self.top);
        self.top = self.top.saturating_add_signed(by).min(most);
        self.best_first &= self.top == before;
        let cursor = self.cursor.clamp(
            self.top,
            (self.top + height).saturating_sub(1).max(self.top),
        );
        self.go(cursor, height);
    }

    /// Brings the window to the cursor.
    pub fn show_cursor(&mut self, height: usize) {
        let height = height.max(1);
        if self.cursor < self.top {
            self.top = self.cursor;
        } else if self.cursor >= self.top + height {
            self.top = self.cursor + 1 - height;
        }
        // No blank rows at the end while rows before could show.
        self.top = self.top.min(self.matches.len().saturating_sub(height));
    }

    /// Other rows match now: the chosen article stays chosen, on the row of the
    /// screen where it was; else the place does, or the best match is.
    fn set_matches(&mut self, matches: Matches, height: usize) {
        let offset = self.cursor.saturating_sub(self.top);
        self.matches = matches;
        let best = std::mem::take(&mut self.best_first);
        let place = if best { None } else { self.place_of_chosen() };
        let cursor = place.unwrap_or(if best { 0 } else { self.cursor });
        if place.is_some() {
            self.top = cursor.saturating_sub(offset);
        } else if best {
            self.top = 0;
        }
        let kept = self.chosen;
        self.put(cursor, height);
        // A choice that only a filter hides comes back with the whole list.
        if place.is_none() && (!best || self.matches.is_empty()) {
            self.chosen = kept.or(self.chosen);
        }
    }

    /// Chooses an article, if its row is among the matches.
    pub fn choose(&mut self, id: ArticleId, height: usize) {
        self.chosen = Some(id);
        if let Some(place) = self.place_of_chosen() {
            self.go(place, height);
        }
    }

    fn place_of_chosen(&self) -> Option<usize> {
        // Plain lines are not looked for by id; rows keep their numbers.
        let chosen = self.chosen?;
        let same = |row: &RowIx| self.rows().id(*row) == Some(chosen);
        let kept = Some(self.chosen_row).filter(same);
        let row = kept.or_else(|| self.rows().find(chosen))?;
        match &self.matches {
            Matches::All(n) => (row.0 < *n).then_some(row.0 as usize),
            Matches::Some(rows) => rows.iter().position(|other| *other == row),
        }
    }
}

#[cfg(test)]
mod tests;
