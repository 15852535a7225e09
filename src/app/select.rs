//! Selecting text on the page, and copying.
//!
//! Both ends of a selection are bytes of the page's text, so that no resize and no
//! setting moves them; the cluster under each belongs to it.
//!
//! Invariant: while there is a selection, the focus is on the page and both ends
//! lie in text that shows.

mod copied;
mod motion;
mod selection;
mod stops;

use std::sync::Arc;

use super::command::Command;
use super::effect::Effect;
use super::event::Mouse;
use super::model::Model;
use super::notice::Notice;
use super::read::Reader;
use super::{links, looks};
use crate::article::Span;
use crate::lexicon::Part;
use crate::reader::{Place, Sheet};
use motion::Motion;
pub use selection::{Extent, Selection};
use stops::{Row, Walk};
pub use stops::{Spot, Stop, spot};

/// Carries out a command of the group.
pub(super) fn act(model: &mut Model, command: Command, out: &mut Vec<Effect>) {
    match command {
        Command::Select | Command::SelectParagraphs => select(model, command, out),
        Command::SelectLeave => end(model),
        Command::SelectCopy | Command::SelectQuote => copy_selected(model, command, out),
        Command::CopyHeadline => links::copy(model, out),
        Command::CopyArticle => copy_article(model, out),
        Command::SelectSwap => {
            if let Some(selection) = selection(model) {
                let caret = std::mem::replace(&mut selection.anchor, selection.caret);
                selection.put(caret, None);
            }
        }
        other => {
            if let Some(motion) = motion_of(other, model.look().vertical) {
                go(model, motion);
            }
        }
    }
}

fn selection(model: &mut Model) -> Option<&mut Selection> {
    model.reader.as_mut()?.selection.as_mut()
}

/// Ends the selection.
pub(super) fn end(model: &mut Model) {
    if let Some(reader) = &mut model.reader {
        reader.selection = None;
    }
}

/// What a command means on a page whose lines run across or down, as the eye
/// sees it: on a vertical page the next line stands to the left.
fn motion_of(command: Command, vertical: bool) -> Option<Motion> {
    use Command as C;
    let motion = match (command, vertical) {
        (C::SelectRight, false) | (C::SelectDown, true) => Motion::Next,
        (C::SelectLeft, false) | (C::SelectUp, true) => Motion::Previous,
        (C::SelectDown, false) | (C::SelectLeft, true) => Motion::Lines(1),
        (C::SelectUp, false) | (C::SelectRight, true) => Motion::Lines(-1),
        (C::SelectWord, _) => Motion::WordStart,
        (C::SelectWordBack, _) => Motion::WordBack,
        (C::SelectWordEnd, _) => Motion::WordEnd,
        (C::SelectSentenceStart, _) => Motion::SentenceStart,
        (C::SelectSentenceEnd, _) => Motion::SentenceEnd,
        (C::SelectParagraphStart, _) => Motion::ParagraphStart,
        (C::SelectParagraphEnd, _) => Motion::ParagraphEnd,
        (C::SelectLineStart, _) => Motion::LineStart,
        (C::SelectLineEnd, _) => Motion::LineEnd,
        (C::SelectFirst, _) => Motion::First,
        (C::SelectLast, _) => Motion::Last,
        _ => return None,
    };
    Some(motion)
}

fn go(model: &mut Model, motion: Motion) {
    let lexicon = model.lexicon.clone();
    let Some(reader) = &mut model.reader else {
        return;
    };
    let shown = reader.shown();
    let sheet = &mut reader.sheet;
    let mut walk = Walk { sheet, shown };
    if let Some(selection) = &mut reader.selection {
        let (caret, goal) = (selection.caret, selection.goal());
        let to = walk.moved(caret, goal, motion, &lexicon);
        let (caret, goal) = to.unwrap_or((caret, goal));
        selection.put(caret, goal);
    }
}

/// By rows of the page, as far as scrolling by as many would bring it.
pub(super) fn step(model: &mut Model, rows: isize) {
    let caret = selection(model).map(|selection| selection.caret);
    let Some((reader, caret)) = model.reader.as_mut().zip(caret) else {
        return;
    };
    let segment = reader.sheet.page.segment_of(caret, reader.shown());
    let pitch = reader.sheet.lay_out(segment).pitch.max(1) as isize;
    let lines = (rows.abs() / pitch).max(1) * rows.signum();
    go(model, Motion::Lines(lines));
}

/// Begins a selection, or begins it anew at the caret; by whole paragraphs, or
/// by characters again.
fn select(model: &mut Model, command: Command, out: &mut Vec<Effect>) {
    let whole = command == Command::SelectParagraphs;
    if let Some(selection) = selection(model) {
        if whole {
            selection.whole = !selection.whole;
        } else {
            (selection.anchor, selection.whole) = (selection.caret, false);
        }
        let caret = selection.caret;
        selection.put(caret, None);
        return;
    }
    let height = model.page_height();
    let Some(reader) = &mut model.reader else {
        return;
    };
    let Some((anchor, caret)) = beginning(reader, height) else {
        model.notice = Some(Notice::new("notice-nothing-to-select"));
        return;
    };
    let text = Arc::clone(&reader.sheet.page.text);
    reader.selection = Some(Selection::new(anchor, caret, whole, text));
    let lang = reader.sheet.typography.lang;
    if lang.unwrap_or(reader.sheet.page.lang).is_chinese() {
        looks::ask_for(model, Part::Reader, out);
    }
}

/// Anchor and caret of a new selection: the current match where it is in sight,
/// else the beginning of the first line.
fn beginning(reader: &mut Reader, height: usize) -> Option<(usize, usize)> {
    let found = reader.found.as_ref();
    let current = found.and_then(|found| found.matches.get(found.current?).copied());
    let (shown, top) = (reader.shown(), reader.top);
    let sheet = &mut reader.sheet;
    let mut walk = Walk { sheet, shown };
    if let Some(range) = current.map(Span::range) {
        let ends = walk.spot(range.start).zip(walk.spot(range.end.max(1) - 1));
        if let Some((first, last)) = ends {
            let place = place_of(walk.sheet, &first);
            if reader.is_visible(place, height) {
                return Some((first.stop.span.start, last.stop.span.start));
            }
        }
    }
    let sheet = &mut reader.sheet;
    let mut walk = Walk { sheet, shown };
    let row = row_at(&mut walk, top).or_else(|| walk.row_before(top.segment, 0))?;
    let start = row.stops.first()?.span.start;
    Some((start, start))
}

/// The first line with text at or below a row of the page.
fn row_at(walk: &mut Walk<'_>, place: Place) -> Option<Row> {
    let pitch = walk.sheet.lay_out(place.segment).pitch.max(1);
    let line = place.row.saturating_sub(walk.sheet.gap(place.segment)) / pitch;
    match walk.row(place.segment, line) {
        Some(row) => Some(row),
        None => walk.row_after(place.segment, line),
    }
}

/// The row of the page that the text of a stop stands in.
fn place_of(sheet: &mut Sheet, spot: &Spot) -> Place {
    let pitch = sheet.lay_out(spot.segment).pitch.max(1);
    Place {
        segment: spot.segment,
        row: sheet.gap(spot.segment) + spot.line * pitch + pitch - 1,
    }
}

/// The caret goes where the mouse was pressed.
pub(super) fn press(model: &mut Model, mouse: Mouse) {
    let geometry = model.geometry();
    let (row, column) = geometry.row_at(model.look(), mouse.column, mouse.row);
    let Some(reader) = &mut model.reader else {
        return;
    };
    let Some(place) = reader.place_at(row as usize) else {
        return;
    };
    let shown = reader.shown();
    let sheet = &mut reader.sheet;
    let mut walk = Walk { sheet, shown };
    let stop = row_at(&mut walk, place).and_then(|row| walk.nearest(&row, column as usize));
    if let (Some(selection), Some(stop)) = (&mut reader.selection, stop) {
        selection.put(stop.span.start, None);
    }
}

/// Brings the selection in step with what an event has changed.
pub(super) fn settle(model: &mut Model) {
    let height = model.page_height();
    let Some(reader) = &mut model.reader else {
        return;
    };
    let Some(mut selection) = reader.selection.take() else {
        return;
    };
    if !selection.follow(&reader.sheet.page) {
        return;
    }
    let shown = reader.shown();
    let sheet = &mut reader.sheet;
    let mut walk = Walk { sheet, shown };
    let (anchor, caret) = (walk.spot(selection.anchor), walk.spot(selection.caret));
    let (Some(_), Some(caret)) = (anchor, caret) else {
        return;
    };
    selection.count(sheet, shown);
    let place = place_of(sheet, &caret);
    if selection.follows() {
        reveal(reader, place, height);
    }
    reader.selection = Some(selection);
}

/// Scrolls as little as brings the row of a text into sight.
fn reveal(reader: &mut Reader, place: Place, height: usize) {
    let shown = reader.shown();
    if place < reader.top {
        let pitch = reader.sheet.lay_out(place.segment).pitch.max(1);
        let first = place.row.saturating_sub(pitch - 1);
        // The first line comes with the blank rows above it.
        let first_line = first <= reader.sheet.gap(place.segment);
        let row = if first_line { 0 } else { first };
        reader.go(Place { row, ..place }, height);
    } else if !reader.is_visible(place, height) {
        let rows = height.max(1) as isize - 1;
        let top = reader.sheet.step(place, -rows, shown);
        reader.go(top, height);
    }
}

fn copy_selected(model: &mut Model, command: Command, out: &mut Vec<Effect>) {
    let Some(reader) = &mut model.reader else {
        return;
    };
    let Some(selection) = reader.selection.take() else {
        return;
    };
    let shown = reader.shown();
    let extent = selection.laid_extent(&mut reader.sheet, shown);
    let text = copied::selected(&reader.sheet, &extent);
    let count = copied::characters(&text);
    let text = match command {
        Command::SelectQuote => copied::quotation(&text, &reader.article),
        _ => text,
    };
    let id = match (count, command) {
        (0, _) => "notice-copied-nothing",
        (_, Command::SelectQuote) => "notice-copied-quotation",
        _ => "notice-copied",
    };
    copy(model, text, Notice::new(id).number("count", count), out);
}

fn copy_article(model: &mut Model, out: &mut Vec<Effect>) {
    let Some(reader) = &model.reader else {
        return;
    };
    if !reader.article.is_complete() {
        model.notice = Some(Notice::new("notice-article-incomplete"));
        return;
    }
    let text = copied::article(reader);
    let count = copied::characters(&text);
    let id = match count {
        0 => "notice-copied-nothing",
        _ => "notice-copied-article",
    };
    copy(model, text, Notice::new(id).number("count", count), out);
}

/// What was copied before stays where there is nothing to copy.
pub(super) fn copy(model: &mut Model, text: String, notice: Notice, out: &mut Vec<Effect>) {
    if notice.id != "notice-copied-nothing" {
        out.push(Effect::Copy(text));
    }
    model.notice = Some(notice);
}

#[cfg(test)]
mod tests;
