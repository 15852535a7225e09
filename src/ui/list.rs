//! The list of headlines, with its title line or the filter being typed.
//!
//! Invariant: only the rows that show are looked at.

use ratatui::style::Style;

use super::paint::Canvas;
use super::{has_focus, key, prompt, sentence};
use crate::app::texts::Mode;
use crate::app::{Area, Command, Context, Focus, Model, Prompt};
use crate::config::{Look, Role};
use crate::filter::{Problem, Skim};
use crate::reader::{self, Typography};
use crate::store::RowIx;
use crate::text::{Lang, clip, width};

/// Columns of the source column, and the pane from which on it shows.
const SOURCE: (u16, u16) = (12, 60);
/// Columns before a headline, and at the right edge.
const MARGIN: u16 = 2;

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
        sentence(top, &empty(model), Role::Quiet, canvas);
        return caret;
    }
    let scorer = Skim::default();
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
            &scorer,
            line,
            canvas,
        );
        if entry > 1 {
            around(model, found, place, line, canvas);
        }
    }
    caret
}

/// Why what is typed is no query, in the row below it, or (a low window) in its place.
fn refused(model: &Model, problem: &Problem, title: Area, area: Area, canvas: &mut Canvas<'_>) {
    let why = model.texts.text(problem.why);
    let advice = model.texts.advice(problem.why);
    let word = crate::text::clean::line(&problem.word);
    let line = Area {
        x: title.x + MARGIN,
        y: (title.y + 1).min(area.y),
        width: title.width.saturating_sub(2 * MARGIN),
        height: 1,
    };
    canvas.line(line, &format!("{word}: {why} ({advice})"), Role::Warn);
}

/// The text around a hit, below its headline.
fn around(model: &Model, row: RowIx, place: usize, above: Area, canvas: &mut Canvas<'_>) {
    let hit = model.list.hits.get(place).filter(|hit| hit.row == row);
    let Some(hit) = hit else { return };
    let area = Area {
        x: above.x + 2 * MARGIN,
        y: above.y + 1,
        width: above.width.saturating_sub(3 * MARGIN),
        height: 1,
    };
    // The match is in the middle of the row where the text before it is long.
    let bytes: Vec<usize> = hit.text.char_indices().map(|(at, _)| at).collect();
    let from = |nth: u32| bytes.get(nth as usize).copied().unwrap_or(hit.text.len());
    let marks = from(hit.marks.start)..from(hit.marks.end);
    let before = hit.text.get(..marks.start).unwrap_or_default();
    let room = (area.width / 2) as usize;
    let start = clip::tail_start(before, room, canvas.ambiguous);
    let shown = hit.text.get(start..).unwrap_or_default();
    let shown = clip::clip(shown, area.width as usize, canvas.ambiguous);
    let (quiet, matched) = (canvas.role(Role::Quiet), canvas.role(Role::Match));
    canvas.put(area, 0, &shown, |at| {
        if marks.contains(&(at + start)) {
            matched
        } else {
            quiet
        }
    });
}

fn head(model: &Model, title: Area, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
    let inner = Area {
        width: title.width.saturating_sub(MARGIN),
        ..title
    };
    let list = &model.list;
    let (count, total) = (list.matches.len(), list.rows().len());
    let filtered = !list.query.is_empty();
    let right = if let (true, Mode::Text, false) = (filtered, list.mode, list.hits.done) {
        model.texts.format(
            "list-searching",
            &[("count", count.into()), ("looked", list.hits.looked.into())],
        )
    } else if filtered {
        model.texts.format(
            "list-matches",
            &[("count", count.into()), ("total", total.into())],
        )
    } else if list.bookmarks.is_some() {
        model
            .texts
            .format("list-bookmarks", &[("count", count.into())])
    } else {
        let articles = articles(model, total);
        match model.marks.len() {
            0 => articles,
            marks => format!("{articles}  ✦ {marks}"),
        }
    };
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
    if filtered {
        canvas.line(
            indented,
            &format!("{} {}", sign(model), list.query),
            Role::Accent,
        );
    } else {
        canvas.line(indented, "yue 阅", Role::Title);
    }
    None
}

/// How many articles there are; while they are read, how far that is.
fn articles(model: &Model, total: usize) -> String {
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
            format!("{read} ∙ {}", model.texts.format("list-percent", &percent))
        }
        _ => read,
    }
}

/// What stands before a query.
fn sign(model: &Model) -> String {
    match model.list.mode {
        Mode::Headlines if model.pick.is_some() => ">".to_owned(),
        Mode::Headlines => "/".to_owned(),
        Mode::Text => model.texts.text("prompt-text"),
    }
}

fn row(
    model: &Model,
    row: RowIx,
    chosen: bool,
    scorer: &Skim,
    line: Area,
    canvas: &mut Canvas<'_>,
) {
    let list = &model.list;
    let focused = has_focus(model, Focus::List);
    let base = match (chosen, focused) {
        (true, true) => Role::Selection,
        (true, false) => Role::SelectionUnfocused,
        (false, true) => Role::Text,
        (false, false) => Role::Quiet,
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
        let source = crate::text::clean::line(&source);
        let shown = clip::clip(&source, SOURCE.0 as usize, canvas.ambiguous);
        let quiet = if chosen {
            style
        } else {
            canvas.role(Role::Quiet)
        };
        canvas.line_right(cell, &shown, quiet);
        inner.width -= SOURCE.0 + 1;
    }
    if let Some(mark) = list.rows().id(row).and_then(|id| model.marks.get(id)) {
        let cell = Area {
            x: inner.x + inner.width.saturating_sub(1),
            width: 1,
            ..inner
        };
        let colour = style.patch(canvas.role(Role::Mark));
        canvas.put(cell, 0, if mark.saved { "✦" } else { "✧" }, |_| colour);
    }
    inner.width = inner.width.saturating_sub(2);
    headline(model, row, scorer, inner, style, canvas);
}

fn headline(
    model: &Model,
    row: RowIx,
    scorer: &Skim,
    area: Area,
    style: Style,
    canvas: &mut Canvas<'_>,
) {
    let whole = model.list.rows().headline(row);
    if whole.is_empty() && model.pick.is_none() {
        canvas.line(area, &model.texts.text("list-untitled"), Role::Quiet);
        return;
    }
    let marks = marks(model, row, whole, scorer);
    // As the page shows it, but for readings, for which a row has no room.
    let look = Look {
        readings: false,
        ..model.settings.look
    };
    let typography = Typography::of(look, area.width, 0, canvas.ambiguous);
    let lang = typography.lang.unwrap_or(Lang::detect(whole));
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
        shown.len().saturating_sub(clip::CUT.len_utf8())
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

/// The characters of a headline that the filter marks, ascending.
fn marks(model: &Model, row: RowIx, whole: &str, scorer: &Skim) -> Vec<u32> {
    let query = &model.list.filter;
    if query.is_empty() {
        return Vec::new();
    }
    if !model.pick.as_ref().is_some_and(|pick| pick.fields) {
        return query.marks_with(scorer, whole);
    }
    query.marks_of_part(scorer, whole, model.list.rows().matched(row))
}

/// What to do where nothing shows.
fn empty(model: &Model) -> String {
    let texts = &model.texts;
    let list = &model.list;
    if model.pick.is_some() {
        return match (list.complete, list.listed.is_empty()) {
            (false, true) => texts.text("empty-lines-reading"),
            (true, true) => texts.text("empty-lines"),
            (_, false) => texts.format("empty-lines-no-match", &[("query", (&list.query).into())]),
        };
    }
    if !list.query.is_empty() && !list.rows().is_empty() {
        let typing = matches!(model.prompt, Some(Prompt::Filter { .. }));
        let back = if typing {
            key(model, Command::PromptCancel, Context::Prompt)
        } else {
            key(model, Command::Back, Context::List)
        };
        let args = [("query", (&list.query).into()), ("key", (&back).into())];
        return texts.format("empty-no-match", &args);
    }
    if list.bookmarks.is_some() {
        let set = key(model, Command::ToggleBookmark, Context::List);
        let all = key(model, Command::OnlyBookmarks, Context::List);
        let args = [("bookmark", (&set).into()), ("key", (&all).into())];
        return texts.format("empty-no-bookmarks", &args);
    }
    if !list.complete {
        return texts.text("empty-reading");
    }
    texts.format(
        "empty-library",
        &[("folder", (&model.articles_path).into())],
    )
}
