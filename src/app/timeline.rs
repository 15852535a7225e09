//! The dates that an article mentions, in the order of time: an overlay to read
//! them in and to go to one.
//!
//! Invariant: the cursor is a date that exists, in sight of the rows that show.

use std::cmp::Reverse;
use std::sync::Arc;

use super::effect::Effect;
use super::event::{Era, Mouse, MouseKind};
use super::model::{Model, Prompt};
use super::notice::Notice;
use super::{Command, Context, open};
use crate::article::{Article, Dated};

/// The dates of an article, as a worker has read them.
#[derive(Clone, Debug)]
pub struct Dates {
    /// The article whose text they stand in.
    pub article: Arc<Article>,
    /// By the day that each begins; from one day on the longer first, else in
    /// the order of the text.
    pub all: Vec<Dated>,
    /// Columns of the longest label.
    pub columns: usize,
    /// The text leaves part of some to be understood.
    pub inferred: bool,
}

impl Dates {
    /// Reads the dates of an article, in linear time.
    pub fn of(article: Arc<Article>) -> Self {
        let mut all = article.dates(None);
        all.sort_by_key(|dated| (dated.from.first_day(), Reverse(dated.from.last_day())));
        Self {
            columns: all
                .iter()
                .map(|dated| label(dated).len())
                .max()
                .unwrap_or(0),
            inferred: all.iter().any(|dated| dated.inferred),
            article,
            all,
        }
    }

    /// The first date of the text from byte `at` on; the last one where none follows.
    fn from(&self, at: usize) -> usize {
        let start = |(_, dated): &(usize, &Dated)| dated.span.range().start;
        let below = self.all.iter().enumerate().filter(|row| start(row) >= at);
        let last = || self.all.iter().enumerate().max_by_key(start);
        below
            .min_by_key(start)
            .or_else(last)
            .map_or(0, |(index, _)| index)
    }
}

/// A date as the overlay writes it, in ASCII; of the end of a span only what is
/// another than in its beginning.
pub fn label(dated: &Dated) -> String {
    let (from, Some(to)) = (dated.from, dated.to) else {
        return dated.from.to_string();
    };
    let whole = to.to_string();
    let exact = |date: crate::dates::Date| (date.month.is_some(), date.day.is_some());
    let of_year = whole
        .split_once('-')
        .filter(|_| exact(from) == exact(to) && from.year == to.year);
    let of_month = of_year
        .and_then(|(_, rest)| rest.split_once('-'))
        .filter(|_| from.month == to.month);
    let end = of_month
        .or(of_year)
        .map_or(whole.as_str(), |(_, rest)| rest);
    format!("{from} - {end}")
}

/// The overlay.
#[derive(Clone, Debug)]
pub struct Timeline {
    pub dates: Arc<Dates>,
    /// Index of the chosen date.
    pub cursor: usize,
    /// The first row that shows.
    pub top: usize,
}

impl Timeline {
    /// Opened at the date nearest below byte `at`, in the middle of `height` rows.
    pub fn new(dates: Arc<Dates>, at: usize, height: usize) -> Self {
        let cursor = dates.from(at);
        let top = cursor.saturating_sub(height / 2);
        let mut timeline = Self { dates, cursor, top };
        timeline.show(height);
        timeline
    }

    /// The chosen date.
    pub fn chosen(&self) -> Option<&Dated> {
        self.dates.all.get(self.cursor)
    }

    fn step(&mut self, by: isize, height: usize) {
        self.cursor = self.cursor.saturating_add_signed(by);
        self.show(height);
    }

    /// Moves the window; the cursor stays inside it.
    fn scroll(&mut self, by: isize, height: usize) {
        let most = self.dates.all.len().saturating_sub(height);
        self.top = self.top.saturating_add_signed(by).min(most);
        self.cursor = self.cursor.clamp(self.top, self.top + height.max(1) - 1);
        self.show(height);
    }

    /// Brings the window to the cursor, without blank rows while others could show.
    fn show(&mut self, height: usize) {
        let (height, count) = (height.max(1), self.dates.all.len());
        self.cursor = self.cursor.min(count.saturating_sub(1));
        let highest = (self.cursor + 1).saturating_sub(height);
        self.top = self.top.clamp(highest, self.cursor);
        self.top = self.top.min(count.saturating_sub(height));
    }
}

/// Asks for the dates of the article on the page.
pub(super) fn ask(model: &mut Model, out: &mut Vec<Effect>) {
    let era = model.next_era();
    out.extend(
        model
            .reader
            .as_mut()
            .map(|reader| reader.ask_for_dates(era)),
    );
}

/// The rest of a large article has come, and with it more dates.
pub(super) fn ask_again(model: &mut Model, out: &mut Vec<Effect>) {
    let reader = model.reader.as_ref();
    let awaited = reader.is_some_and(|reader| reader.awaited.dates.is_some());
    if awaited || matches!(model.prompt, Some(Prompt::Dates(_))) {
        ask(model, out);
    }
}

/// The dates have come: they show where the reader is still on the page.
pub(super) fn arrived(model: &mut Model, era: Era, dates: Arc<Dates>) {
    let (height, rows) = (model.page_height(), rows(model));
    let context = model.context();
    let Some(reader) = model.reader.as_mut() else {
        return;
    };
    if reader
        .awaited
        .dates
        .take_if(|awaited| *awaited == era)
        .is_none()
    {
        return;
    }
    let at = match &model.prompt {
        // What was chosen among the dates of the head stays chosen.
        Some(Prompt::Dates(timeline)) => timeline.chosen().map(|dated| dated.span.range().start),
        _ => None,
    };
    if context != Context::Reader {
        return;
    }
    if dates.all.is_empty() {
        model.notice = Some(Notice::new("notice-dates-none"));
    } else {
        let at = at.unwrap_or_else(|| reader.dates_from(height));
        model.notice = None;
        model.prompt = Some(Prompt::Dates(Timeline::new(dates, at, rows)));
    }
}

/// Another article takes the place of the one whose dates show.
pub(super) fn close(model: &mut Model) {
    model
        .prompt
        .take_if(|prompt| matches!(prompt, Prompt::Dates(_)));
}

/// The window follows the size of the screen.
pub(super) fn settle(model: &mut Model) {
    let rows = rows(model);
    if let Some(Prompt::Dates(timeline)) = &mut model.prompt {
        timeline.show(rows);
    }
}

fn rows(model: &Model) -> usize {
    model.geometry().overlay_body().height.max(1) as usize
}

/// A command of the page while the overlay is open; false where it is none of the
/// overlay's, or the overlay is not open.
pub(super) fn act(model: &mut Model, command: Command) -> bool {
    use Command as C;
    let height = rows(model);
    let Some(Prompt::Dates(timeline)) = &mut model.prompt else {
        return false;
    };
    let page = height.saturating_sub(1).max(1) as isize;
    let half = (height / 2).max(1) as isize;
    match command {
        C::MoveDown => timeline.step(1, height),
        C::MoveUp => timeline.step(-1, height),
        C::HalfPageDown => timeline.step(half, height),
        C::HalfPageUp => timeline.step(-half, height),
        C::PageDown => timeline.step(page, height),
        C::PageUp => timeline.step(-page, height),
        C::GoFirst => timeline.step(isize::MIN, height),
        C::GoLast => timeline.step(isize::MAX, height),
        C::OpenRelated => jump(model),
        C::Back | C::BackOrLeave | C::Dates => close(model),
        C::Leave | C::Help | C::CommandPrompt | C::Redraw | C::Suspend => return false,
        // The page is not to be seen, so nothing happens to it.
        _ => {}
    }
    true
}

/// The mouse on the overlay: a click chooses, and goes where it has chosen before;
/// the wheel moves. False where the overlay is not open.
pub(super) fn mouse(model: &mut Model, mouse: Mouse, by: isize) -> bool {
    let (height, body) = (rows(model), model.geometry().overlay_body());
    let Some(Prompt::Dates(timeline)) = &mut model.prompt else {
        return false;
    };
    if mouse.kind != MouseKind::Press {
        timeline.scroll(by, height);
        return true;
    }
    let row = mouse
        .row
        .checked_sub(body.y)
        .filter(|row| *row < body.height);
    let clicked = row.map(|row| timeline.top + row as usize);
    if let Some(index) = clicked.filter(|index| *index < timeline.dates.all.len()) {
        let again = timeline.cursor == index;
        timeline.cursor = index;
        if again {
            jump(model);
        }
    }
    true
}

/// Goes to the chosen date. Going back leads to where one was.
fn jump(model: &mut Model) {
    let height = model.page_height();
    let chosen = match &model.prompt {
        Some(Prompt::Dates(timeline)) => timeline.chosen().map(|dated| dated.span),
        _ => None,
    };
    close(model);
    let Some(span) = chosen else { return };
    open::note_stop(model);
    if let Some(reader) = &mut model.reader {
        reader.go_to_date(span, height);
    }
}

#[cfg(test)]
mod tests;
