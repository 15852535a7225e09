//! What the page says of its article that is no text of it: the line of facts
//! under the headline, warnings, the heading of the related part.
//!
//! Invariant: all of it comes from the interface's texts and from facts that the
//! article brought.

use super::key;
use super::page::Drawn;
use super::paint::Canvas;
use crate::app::{Area, Command, Context, warning_words as words_of};
use crate::article::Warning;
use crate::config::Role;
use crate::reader::{Segment, Typography, shown};
use crate::text::width;

/// The line of facts: agency, place, length, reading time, and the bookmark.
pub(super) fn facts(drawn: &Drawn<'_>, row: Area, canvas: &mut Canvas<'_>) {
    let room = Area {
        width: row.width.saturating_sub(2),
        ..row
    };
    // In a narrow pane the last facts go, whole.
    let mut facts = all_facts(drawn);
    let mut line = facts.join(" ∙ ");
    while facts.len() > 1 && width::text(&line, canvas.ambiguous) > room.width as usize {
        facts.pop();
        line = facts.join(" ∙ ");
    }
    canvas.line(room, &line, Role::Quiet);
    if let Some(mark) = mark(drawn) {
        let style = canvas.role(Role::Mark);
        canvas.line_right(row, mark, style);
    }
}

/// The sign of the article's bookmark, where it has one.
pub(super) fn mark(drawn: &Drawn<'_>) -> Option<&'static str> {
    let mark = drawn.model.marks.get(drawn.reader.article.id)?;
    Some(if mark.saved { "✦" } else { "✧" })
}

/// Agency, place, length and reading time, as far as they are known.
pub(super) fn all_facts(drawn: &Drawn<'_>) -> Vec<String> {
    let (article, page) = (&drawn.reader.article, &drawn.reader.sheet.page);
    let (texts, settings) = (&drawn.model.texts, &drawn.model.settings);
    let place = article.dateline.and_then(|dateline| dateline.place);
    // In the script that the page shows.
    let sheet = &drawn.reader.sheet;
    let typography = Typography {
        readings: None,
        ..sheet.typography
    };
    let set = |name: &str| {
        let shown = shown(name, page.lang, typography, &sheet.lexicon);
        shown.text.into_owned()
    };
    let mut facts: Vec<String> = Vec::new();
    facts.extend(article.agency().map(set));
    facts.extend(place.map(|span| set(article.slice(span))));
    let guessed = article.warnings.iter().find_map(|warning| match warning {
        Warning::Guessed(encoding) => Some(encoding.name()),
        _ => None,
    });
    facts.extend(guessed.map(|name| texts.format("facts-guessed", &[("encoding", name.into())])));
    let length = page.length;
    if article.is_complete() && page.characters > 0 {
        let (id, count) = match length.characters {
            0 if length.words > 0 => ("facts-words", length.words),
            _ => ("facts-characters", page.characters),
        };
        let minutes = length.minutes(settings.reading_speed, settings.reading_speed_words);
        facts.push(texts.format(id, &[("count", count.into())]));
        facts.push(texts.format("facts-minutes", &[("count", minutes.into())]));
    }
    facts
}

/// A warning, in words.
pub(super) fn warning(drawn: &Drawn<'_>, segment: &Segment, row: Area, canvas: &mut Canvas<'_>) {
    canvas.line(row, &warning_words(drawn, segment), Role::Warn);
}

/// What was odd about the source.
pub(super) fn warning_words(drawn: &Drawn<'_>, segment: &Segment) -> String {
    let texts = &drawn.model.texts;
    let warning = drawn.reader.article.warnings.get(segment.block as usize);
    warning.map_or_else(String::new, |warning| {
        let label = texts.text("label-warning");
        let what = words_of(drawn.model, *warning);
        format!("{label}: {what}")
    })
}

/// The heading of the related part, and the key that unfolds it.
pub(super) fn related_heading(drawn: &Drawn<'_>, row: Area, canvas: &mut Canvas<'_>) {
    let id = if drawn.reader.related_open {
        "related-fold"
    } else {
        "related-unfold"
    };
    let next = key(drawn.model, Command::NextRelated, Context::Reader);
    let hint = drawn.model.texts.format(id, &[("key", (&next).into())]);
    let quiet = canvas.role(Role::Quiet);
    let used = canvas.line_right(row, &hint, quiet);
    let left = Area {
        width: row.width.saturating_sub(used + 1),
        ..row
    };
    canvas.line(left, &related_words(drawn), Role::Title);
}

/// How many related items there are.
pub(super) fn related_words(drawn: &Drawn<'_>) -> String {
    let texts = &drawn.model.texts;
    let heading = texts.text("related-more");
    let count = drawn.reader.article.related.len();
    let args = [("heading", (&heading).into()), ("count", count.into())];
    texts.format("related-heading", &args)
}
