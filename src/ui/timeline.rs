//! The overlay of the dates that the article mentions: each with the words around
//! it, the date itself marked.
//!
//! Invariant: a frame costs the rows that show, however long their paragraphs are.

use std::ops::Range;

use super::overlay::{self, Heading};
use super::paint::Canvas;
use crate::app::timeline::{Timeline, label};
use crate::app::{Area, Command, Model};
use crate::article::Dated;
use crate::config::{Look, Role};
use crate::reader::{self, Typography};
use crate::text::clean::{Joined, flat};
use crate::text::{Clean, Lang, clip, joined, width};

/// Stands before a date of which the text leaves part to be understood.
const INFERRED: &str = "~";

const HEADING: Heading = Heading {
    title: "dates-title",
    hint: "dates-hint",
    opens: Command::Dates,
};

/// Draws the overlay over the whole window.
pub(super) fn draw(model: &Model, timeline: &Timeline, canvas: &mut Canvas<'_>) {
    let all = &timeline.dates.all;
    let row = |index: usize, line: Area, canvas: &mut Canvas<'_>| {
        if let Some(dated) = all.get(index) {
            self::row(model, timeline, dated, line, canvas);
        }
    };
    let last = overlay::draw(model, &HEADING, timeline.choice, all.len(), canvas, row);
    foot(model, timeline, last, canvas);
}

/// Which date is chosen, and what the sign says where it shows.
fn foot(model: &Model, timeline: &Timeline, area: Area, canvas: &mut Canvas<'_>) {
    let (position, count) = (timeline.choice.cursor + 1, timeline.dates.all.len());
    let args = [("position", position.into()), ("count", count.into())];
    let position = model.texts.format("dates-row", &args);
    let quiet = canvas.role(Role::Quiet);
    let used = canvas.line_right(area, &position, quiet);
    if timeline.dates.inferred {
        let room = Area {
            width: area.width.saturating_sub(used + 2),
            ..area
        };
        let words = model
            .texts
            .format("dates-inferred", &[("sign", INFERRED.into())]);
        canvas.line(room, &words, Role::Quiet);
    }
}

/// One date: its sign and label in a column, the words around it beside them.
fn row(model: &Model, timeline: &Timeline, dated: &Dated, line: Area, canvas: &mut Canvas<'_>) {
    let right = |columns: u16| Area {
        x: line.x + columns.min(line.width),
        width: line.width.saturating_sub(columns),
        ..line
    };
    if dated.inferred {
        canvas.line(line, INFERRED, Role::Quiet);
    }
    let used = canvas.line(right(1), &label(dated), Role::Accent);
    // A long label goes into the words rather than that all give way to it.
    let column = timeline.dates.columns.min(line.width as usize * 2 / 5) as u16;
    let words = right(1 + used.max(column) + 2);
    let excerpt = Excerpt::of(model, timeline, dated, words.width, canvas);
    let (plain, mark) = (canvas.role(Role::Text), canvas.role(Role::Match));
    canvas.put(words, 0, &excerpt.text, |at| {
        if excerpt.date.contains(&at) {
            mark
        } else {
            plain
        }
    });
}

/// Part of a paragraph as the page shows it, in one line.
struct Excerpt {
    text: Clean,
    /// The date, in bytes of `text`.
    date: Range<usize>,
}

impl Excerpt {
    /// The words around a date, in so many columns.
    fn of(
        model: &Model,
        timeline: &Timeline,
        dated: &Dated,
        columns: u16,
        canvas: &Canvas<'_>,
    ) -> Self {
        // No character that shows is narrower than a column, but for marks.
        let (near, date) = near(timeline, dated, columns as usize * 2);
        let look = Look {
            readings: false,
            vertical: false,
            ..model.look()
        };
        let typography = Typography::of(look, columns, 0, canvas.ambiguous);
        let lang = typography.lang.unwrap_or(Lang::detect(&near));
        let shown = reader::shown(near.view(), lang, typography, &model.lexicon);
        let date = shown.map.shown(date.start)..shown.map.shown(date.end);
        Self::cut(shown.text.view(), &date, columns as usize, canvas)
    }

    /// Cuts `text` to so many columns, so that `date` and what follows it show;
    /// what stands before it gets a third, or what the rest leaves.
    fn cut(text: Clean<&str>, date: &Range<usize>, columns: usize, canvas: &Canvas<'_>) -> Self {
        let before = text.piece(..date.start).part(str::trim_start);
        let rest = text.piece(date.start..);
        let (_, after) = clip::head(&rest, columns, canvas.ambiguous);
        let room = (columns / 3).max(columns - after);
        let mut cut = Joined::default();
        if width::text(&before, canvas.ambiguous) <= room {
            cut.push(before);
        } else if let Some(room) = room.checked_sub(1) {
            let start = clip::tail_start(&before, room, canvas.ambiguous);
            cut.push(clip::CUT);
            cut.push(before.piece(start..));
        }
        let start = cut.len();
        cut.push(rest);
        let text = clip::clip(&cut.finish(), columns, canvas.ambiguous).into_owned();
        Self {
            text,
            date: start..start + date.len(),
        }
    }
}

/// The text around a date in its block, at most so many characters to either side,
/// in one line; and where the date stands in it.
fn near(timeline: &Timeline, dated: &Dated, most: usize) -> (Clean, Range<usize>) {
    let article = &timeline.dates.article;
    let block = article.blocks.get(dated.block).map(|block| block.span);
    let block = block.unwrap_or(dated.span).range();
    let date = dated.span.range();
    let piece = |range: Range<usize>| article.text.get(range).unwrap_or("");
    let (before, after) = (piece(block.start..date.start), piece(date.end..block.end));
    let start = before.char_indices().rev().take(most).last();
    let before = before.get(start.map_or(before.len(), |(at, _)| at)..);
    let end = after.char_indices().nth(most);
    let after = after.get(..end.map_or(after.len(), |(at, _)| at));
    let (before, after) = (before.unwrap_or(""), after.unwrap_or(""));
    let (before, date, after) = (flat(before), flat(piece(date)), flat(after));
    let place = before.len()..before.len() + date.len();
    (joined![before, date, after], place)
}
