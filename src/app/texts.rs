//! The other mode of the list's prompt: articles by what stands in their text.
//!
//! Invariant: what shows is the result of one search, told so far, and nothing before
//! its first answer; hits are only ever appended to it.

use super::effect::Effect;
use super::event::{Era, Failure, TextHit};
use super::model::{Model, Prompt};
use super::notice::{Notice, Tone};
use super::typing;
use crate::filter::Matches;
use crate::store::RowIx;

mod excerpt;

pub use excerpt::Excerpt;

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
    /// As they were told, and how many there are with each part.
    parts: Vec<(usize, Vec<TextHit>)>,
    /// The rows of all of them.
    rows: Vec<RowIx>,
    /// The search that they are of.
    era: Era,
    /// Rows that were looked at.
    pub looked: usize,
    pub done: bool,
}

impl Hits {
    /// The hit at a place of the list.
    pub fn get(&self, place: usize) -> Option<&TextHit> {
        let at = self.parts.partition_point(|(end, _)| *end <= place);
        let (end, part) = self.parts.get(at)?;
        part.get(place + part.len() - end)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn push(&mut self, part: Vec<TextHit>) {
        if part.is_empty() {
            return;
        }
        self.rows.extend(part.iter().map(|hit| hit.row));
        self.parts.push((self.rows.len(), part));
    }
}

/// Switches between headlines and text, with the same query.
pub(super) fn switch(model: &mut Model, out: &mut Vec<Effect>) {
    let Some(Prompt::Filter { line, .. }) = &model.prompt else {
        return;
    };
    let text = line.text().to_owned();
    model.list.set_mode(match model.list.mode {
        Mode::Headlines => Mode::Text,
        Mode::Text => Mode::Headlines,
    });
    typing::filter(model, &text, out);
}

/// Asks for the articles with `text` in them.
pub(super) fn search(model: &mut Model, era: Era, text: &str, out: &mut Vec<Effect>) {
    if !model.list.is_own() {
        // Rows of before would pass for hits, and the first hit may be long in coming.
        model.list.show_none();
    }
    model.list.problem = None;
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
    let mut hits = hits;
    if list.unread {
        let (rows, reading) = (list.awaited_rows(), &model.reading);
        hits.retain(|hit| !rows.id(hit.row).is_some_and(|id| reading.is_read(id)));
    }
    let begun = list.hits.era == era;
    if begun && hits.is_empty() && !done {
        // There may be many of these, and the rows would be copied for each.
        list.hits.looked = looked;
        return;
    }
    if !begun {
        list.hits = Hits {
            era,
            ..Hits::default()
        };
    }
    list.hits.push(hits);
    (list.hits.looked, list.hits.done) = (looked, done);
    let matches = Matches::Some(list.hits.rows.as_slice().into());
    if done {
        list.take_result(matches, height);
    } else {
        list.take_part(matches, height);
    }
    // The first hit stays the first; only where there is none, there may be one yet.
    let is_there = list.chosen().is_some() || (done && !list.outdated);
    if list.open_result && is_there {
        list.open_result = false;
        super::open::chosen(model, out);
    }
    if done && model.list.outdated {
        typing::filter_again(model, out);
    }
}

/// A file could not be searched.
pub(super) fn failed(model: &mut Model, failure: &Failure) {
    model.notice = Some(Notice::failure("notice-search-failed", failure).tone(Tone::Warning));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hit_is_found_by_its_place_among_all() {
        let hit = |row| TextHit {
            row: RowIx(row),
            text: Excerpt::from(&crate::text::joined![row]),
            marks: 0..1,
        };
        let mut hits = Hits::default();
        assert_eq!(hits.get(0), None);
        for part in [vec![7, 3], vec![], vec![5], vec![]] {
            hits.push(part.into_iter().map(hit).collect());
        }
        assert_eq!(hits.rows, [7, 3, 5].map(RowIx));
        assert_eq!(hits.parts.len(), 2, "one without hits is not kept");
        for (place, row) in hits.rows.iter().enumerate() {
            assert_eq!(hits.get(place), Some(&hit(row.0)));
        }
        assert_eq!(hits.get(3), None);
    }
}
