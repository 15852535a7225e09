//! The other mode of the list's prompt: articles by what stands in their text.
//!
//! Invariant: what shows is the result of one search, told so far; hits are only
//! ever appended to it.

use super::effect::Effect;
use super::event::{Era, Failure, TextHit};
use super::model::{Model, Prompt};
use super::notice::{Notice, Tone};
use super::typing;
use crate::filter::Matches;

/// What a query of the list is looked for in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    #[default]
    Headlines,
    Text,
}

/// The hits of a search, as far as they are told.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    pub hits: Vec<TextHit>,
    /// The search that they are of.
    era: Era,
    /// Rows that were looked at.
    pub looked: usize,
    pub done: bool,
}

/// Switches between headlines and text, with the same query.
pub(super) fn switch(model: &mut Model, out: &mut Vec<Effect>) {
    let Some(Prompt::Filter { line, .. }) = &model.prompt else {
        return;
    };
    let text = line.text().to_owned();
    model.list.mode = match model.list.mode {
        Mode::Headlines => Mode::Text,
        Mode::Text => Mode::Headlines,
    };
    typing::filter(model, &text, out);
}

/// Asks for the articles with `text` in them.
pub(super) fn search(model: &mut Model, era: Era, text: &str, out: &mut Vec<Effect>) {
    let snapshot = model.list.ask();
    model.list.best_first = true;
    let text = text.to_owned();
    out.push(Effect::Search {
        era,
        text,
        snapshot,
    });
}

/// Some hits have come.
pub(super) fn found(
    model: &mut Model,
    era: Era,
    hits: Vec<TextHit>,
    looked: usize,
    done: bool,
    out: &mut Vec<Effect>,
) {
    let height = model.list_height();
    let list = &mut model.list;
    if list.era != era {
        return;
    }
    if list.hits.era != era {
        list.hits = Hits {
            era,
            ..Hits::default()
        };
    }
    list.hits.hits.extend(hits);
    (list.hits.looked, list.hits.done) = (looked, done);
    let rows = list.hits.hits.iter().map(|hit| hit.row);
    let matches = Matches::Some(rows.collect());
    if !done {
        list.take_part(matches, height);
        return;
    }
    list.take_result(matches, height);
    if list.outdated {
        typing::filter_again(model, out);
    } else if std::mem::take(&mut model.list.open_result) {
        super::open::chosen(model, out);
    }
}

/// A file could not be searched.
pub(super) fn failed(model: &mut Model, failure: &Failure) {
    model.notice = Some(Notice::failure("notice-search-failed", failure).tone(Tone::Warning));
}
