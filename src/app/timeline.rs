//! The dates that an article mentions, in the order of time: an overlay to read
//! them in and to go to one.
//!
//! Invariant: dates that come late, when the page is not to be seen any more, show
//! nothing.

use std::cmp::Reverse;
use std::sync::Arc;

use super::effect::Effect;
use super::event::{Era, Mouse};
use super::model::{Model, Prompt};
use super::notice::Notice;
use super::overlay::{Choice, Extent, Meant, rows};
use super::{Command, Context, open};
use crate::article::{Article, Dated};
use crate::text::Clean;
use crate::text::clean::line;

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
pub fn label(dated: &Dated) -> Clean {
    let (from, Some(to)) = (dated.from, dated.to) else {
        return line(&dated.from.to_string());
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
    line(&format!("{from} - {end}"))
}

/// The overlay.
#[derive(Clone, Debug)]
pub struct Timeline {
    pub dates: Arc<Dates>,
    pub choice: Choice,
}

impl Timeline {
    /// Opened at the date nearest below byte `at`.
    fn new(dates: Arc<Dates>, at: usize, height: usize) -> Self {
        let count = dates.all.len();
        let choice = Choice::at(dates.from(at), Extent { count, height });
        Self { dates, choice }
    }

    /// The chosen date.
    pub fn chosen(&self) -> Option<&Dated> {
        self.dates.all.get(self.choice.cursor)
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

/// How many dates there are; None while the overlay is closed.
fn extent(model: &Model) -> Option<Extent> {
    match &model.prompt {
        Some(Prompt::Dates(timeline)) => Some(Extent::of(model, timeline.dates.all.len())),
        _ => None,
    }
}

fn choice(model: &mut Model) -> Option<&mut Choice> {
    match &mut model.prompt {
        Some(Prompt::Dates(timeline)) => Some(&mut timeline.choice),
        _ => None,
    }
}

/// The window follows the size of the screen.
pub(super) fn settle(model: &mut Model) {
    let extent = extent(model);
    if let (Some(extent), Some(choice)) = (extent, choice(model)) {
        choice.show(extent);
    }
}

/// A command of the page while the overlay is open; false where it is none of the
/// overlay's, or the overlay is not open.
pub(super) fn act(model: &mut Model, command: Command) -> bool {
    let extent = extent(model);
    let (Some(extent), Some(open)) = (extent, choice(model)) else {
        return false;
    };
    if !open.moved(command, extent) {
        match Meant::by(command, Command::Dates) {
            Meant::Accept => jump(model),
            Meant::Close => close(model),
            Meant::Elsewhere => return false,
            Meant::Nothing => {}
        }
    }
    true
}

/// The mouse on the overlay: a click chooses, and goes where it has chosen before;
/// the wheel moves. False where the overlay is not open.
pub(super) fn mouse(model: &mut Model, mouse: Mouse, by: isize) -> bool {
    let (extent, body) = (extent(model), model.geometry().overlay_body());
    let (Some(extent), Some(open)) = (extent, choice(model)) else {
        return false;
    };
    if open.mouse(mouse, by, body, extent) {
        jump(model);
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
