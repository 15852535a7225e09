//! The list of headlines, with its title line or the filter being typed.
//!
//! Invariant: only the rows that show are looked at.

use ratatui::style::Style;

use super::paint::Canvas;
use super::{has_focus, prompt, sentence};
use crate::app::texts::Mode;
use crate::app::{Area, Focus, Model, Prompt};
use crate::config::{Look, Role};
use crate::filter::{Problem, Skim};
use crate::reader::{self, Typography};
use crate::search::Phrase;
use crate::store::RowIx;
use crate::text::{Clean, Lang, clip, joined, width};

mod empty;
mod hit;

/// Columns of the source column, and the pane from which on it shows.
const SOURCE: (u16, u16) = (12, 60);
/// Columns before a headline, and at the right edge.
const MARGIN: u16 = 2;

/// What headlines are marked by, prepared once for all that show.
struct Sought {
    scorer: Skim,
    /// Where the rows are hits in texts.
    phrase: Option<Phrase>,
}

/// Draws title and rows; returns the caret where a filter is being typed.
pub(super) fn draw(
    model: &Model,
    title: Area,
    area: Area,
    canvas: &mut Canvas<'_>,
) -> Option<(u16, u16)> {
    let caret = head(model, title, canvas);
    if let Some(problem) = &model.list.problem {
        refused(model, problem, title, area, canvas);
    }
    if model.list.matches.is_empty() {
        let top = Area {
            y: area.y + area.height.min(2) / 2,
            height: area.height.saturating_sub(1),
            ..area
        };
        if let Some(words) = empty::words(model, top) {
            sentence(top, &words, Role::Quiet, canvas);
        }
        return caret;
    }
    let sought = Sought {
        scorer: Skim::default(),
        phrase: hit::phrase(model),
    };
    let entry = model.list.entry_rows() as u16;
    for row in 0..area.height / entry {
        let place = model.list.top + row as usize;
        let Some(found) = model.list.row(place) else {
            break;
        };
        let line = Area {
            y: area.y + row * entry,
            height: 1,
            ..area
        };
        self::row(
            model,
            found,
            place == model.list.cursor,
            &sought,
            line,
            canvas,
        );
        if entry > 1 {
            hit::around(model, found, place, line, canvas);
        }
    }
    caret
}

/// Why what is typed is no query, in the row below it, or (a low window) in its place.
fn refused(model: &Model, problem: &Problem, title: Area, area: Area, canvas: &mut Canvas<'_>) {
    let why = model.texts.text(problem.why);
    let advice = model.texts.advice(problem.why);
    let word = &problem.word;
    let line = Area {
        x: title.x + MARGIN,
        y: (title.y + 1).min(area.y),
        width: title.width.saturating_sub(2 * MARGIN),
        height: 1,
    };
    canvas.line(
        line,
        &joined![word, ": ", why, " (", advice, ")"],
        Role::Warn,
    );
}

fn head(model: &Model, title: Area, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
    let inner = Area {
        width: title.width.saturating_sub(MARGIN),
        ..title
    };
    let right = count(model);
    let quiet = canvas.role(Role::Quiet);
    let used = canvas.line_right(inner, &right, quiet);
    let left = Area {
        width: inner.width.saturating_sub(used + 1),
        ..inner
    };
    if let Some(Prompt::Filter { line, .. }) = &model.prompt {
        return Some(prompt::draw(left, &sign(model), line, canvas));
    }
    let indented = Area {
        x: left.x + MARGIN,
        width: left.width.saturating_sub(MARGIN),
        ..left
    };
    if model.list.query.is_empty() {
        canvas.line(indented, "yue 阅", Role::Title);
    } else {
        let asked = joined![sign(model), " ", model.list.query];
        canvas.line(indented, &asked, Role::Accent);
    }
    None
}

/// How many rows show, of how many.
fn count(model: &Model) -> Clean {
    let (texts, list) = (&model.texts, &model.list);
    let (count, total) = (list.matches.len(), list.rows().len());
    let filtered = !list.query.is_empty();
    let by_text = list.mode == Mode::Text && !list.query.trim().is_empty();
    if by_text && !list.is_own() && list.is_filtering() {
        texts.text("list-searching-begins")
    } else if by_text && !list.is_own() {
        articles(model, total)
    } else if by_text && !list.hits.done {
        texts.format(
            "list-searching",
            &[("count", count.into()), ("looked", list.hits.looked.into())],
        )
    } else if filtered {
        texts.format(
            "list-matches",
            &[("count", count.into()), ("total", total.into())],
        )
    } else if list.unread {
        texts.format("list-unread", &[("count", count.into())])
    } else if list.recent.is_some() {
        texts.format("list-recent", &[("count", count.into())])
    } else if list.bookmarks.is_some() {
        texts.format("list-bookmarks", &[("count", count.into())])
    } else {
        let articles = articles(model, total);
        match model.marks.len() {
            0 => articles,
            marks => joined![articles, "  ✦ ", marks],
        }
    }
}

/// How many articles there are; while they are read, how far that is.
fn articles(model: &Model, total: usize) -> Clean {
    let total = [("count", total.into())];
    let id = if model.pick.is_some() {
        "list-lines"
    } else {
        "list-articles"
    };
    let read = model.texts.format(id, &total);
    match model.list.reading {
        Some((done, all)) if all > 0 => {
            let percent = (done.saturating_mul(100) / all).min(100) as usize;
            let percent = [("percent", percent.into())];
            joined![read, " ∙ ", model.texts.format("list-percent", &percent)]
        }
        _ => read,
    }
}

/// What stands before a query.
fn sign(model: &Model) -> Clean {
    match model.list.mode {
        Mode::Headlines if model.pick.is_some() => ">".into(),
        Mode::Headlines => "/".into(),
        Mode::Text => model.texts.text("prompt-text"),
    }
}

fn row(
    model: &Model,
    row: RowIx,
    chosen: bool,
    sought: &Sought,
    line: Area,
    canvas: &mut Canvas<'_>,
) {
    let list = &model.list;
    let focused = has_focus(model, Focus::List);
    let id = list.rows().id(row);
    // Of what was read last, all is.
    let read = list.recent.is_none() && id.is_some_and(|id| model.reading.is_read(id));
    let base = match (chosen, focused) {
        (true, true) => Role::Selection,
        (true, false) => Role::SelectionUnfocused,
        (false, true) if !read => Role::Text,
        (false, _) => Role::Quiet,
    };
    let style = if chosen {
        canvas.over(Role::Title, base)
    } else {
        canvas.role(base)
    };
    canvas.shade(line, canvas.role(base));
    if chosen {
        canvas.put(line, 0, "❯", |_| style);
    }
    let mut inner = Area {
        x: line.x + MARGIN,
        width: line.width.saturating_sub(2 * MARGIN),
        ..line
    };
    if line.width >= SOURCE.1 && model.pick.is_none() {
        let source = list
            .rows()
            .source(row)
            .map(|source| source.short())
            .unwrap_or_default();
        let cell = Area {
            x: inner.x + inner.width - SOURCE.0,
            width: SOURCE.0,
            ..inner
        };
        let shown = clip::clip(&source, SOURCE.0 as usize, canvas.ambiguous);
        let quiet = if chosen {
            style
        } else {
            canvas.role(Role::Quiet)
        };
        canvas.line_right(cell, &shown, quiet);
        inner.width -= SOURCE.0 + 1;
    }
    if let Some(mark) = id.and_then(|id| model.marks.get(id)) {
        let cell = Area {
            x: inner.x + inner.width.saturating_sub(1),
            width: 1,
            ..inner
        };
        let colour = style.patch(canvas.role(Role::Mark));
        canvas.put(cell, 0, if mark.saved { "✦" } else { "✧" }, |_| colour);
    }
    inner.width = inner.width.saturating_sub(2);
    headline(model, row, sought, inner, style, canvas);
}

fn headline(
    model: &Model,
    row: RowIx,
    sought: &Sought,
    area: Area,
    style: Style,
    canvas: &mut Canvas<'_>,
) {
    let whole = model.list.rows().headline(row);
    if whole.is_empty() && model.pick.is_none() {
        canvas.line(area, &model.texts.text("list-untitled"), Role::Quiet);
        return;
    }
    let marks = marks(model, row, &whole, sought);
    // As the page shows it, but for readings, for which a row has no room.
    let look = Look {
        readings: false,
        ..model.settings.look
    };
    let typography = Typography::of(look, area.width, 0, canvas.ambiguous);
    let lang = typography.lang.unwrap_or(Lang::detect(&whole));
    let display = reader::shown(whole, lang, typography, &model.lexicon);
    let shown = clip::clip(&display.text, area.width as usize, canvas.ambiguous);
    let matched = style.patch(canvas.role(Role::Match));
    // Marks count characters of the source; clusters come by byte of what is shown.
    let bytes: Vec<usize> = whole
        .char_indices()
        .take(width::text(&shown, canvas.ambiguous) * 8)
        .enumerate()
        .filter(|(nth, _)| marks.binary_search(&(*nth as u32)).is_ok())
        .map(|(_, (at, _))| display.map.shown(at))
        .collect();
    // The sign for what was cut off shines where a match was.
    let cut = if *shown == *display.text {
        usize::MAX
    } else {
        shown.len().saturating_sub(clip::CUT.len())
    };
    let hidden = bytes.last().is_some_and(|last| *last >= cut);
    canvas.put(area, 0, &shown, |at| {
        let hit = if at == cut {
            hidden
        } else {
            bytes.binary_search(&at).is_ok()
        };
        if hit { matched } else { style }
    });
}

/// The characters of a headline that the query marks, ascending.
fn marks(model: &Model, row: RowIx, whole: &str, sought: &Sought) -> Vec<u32> {
    if let Some(phrase) = &sought.phrase {
        return hit::marks(phrase, whole);
    }
    let (query, scorer) = (&model.list.filter, &sought.scorer);
    if query.is_empty() {
        return Vec::new();
    }
    if !model.pick.as_ref().is_some_and(|pick| pick.fields) {
        return query.marks_with(scorer, whole);
    }
    query.marks_of_part(scorer, whole, model.list.rows().matched(row))
}
