//! The status line: where am I, what is on, what cannot be kept, what just happened; at
//! the right the one key that leads on.

use super::paint::Canvas;
use super::{key, prompt};
use crate::app::annotate;
use crate::app::geometry::WIDE;
use crate::app::standing::standing;
use crate::app::{Area, Command, Context, Focus, Model, Prompt, Tone};
use crate::config::Role;
use crate::reader::View;
use crate::text::{Clean, joined, width};

/// Draws the line; returns the caret where a search is being typed there.
pub(super) fn draw(model: &Model, area: Area, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
    let inner = Area {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    };
    if let Some(Prompt::Find { line }) = &model.prompt {
        return Some(prompt::draw(inner, "/", line, canvas));
    }
    // Why it was not taken is shown in its place, until the next key.
    if let Some(Prompt::Write { line, words, .. }) = &model.prompt
        && model
            .notice
            .as_ref()
            .is_none_or(|notice| notice.id != annotate::REFUSED)
    {
        let sign = model.texts.text(annotate::sign(*words));
        return Some(prompt::draw(inner, &sign, line, canvas));
    }
    if let Some(words) = long_notice(model, inner, canvas) {
        notice(model, words.view(), inner, canvas);
        return None;
    }
    let help = key(model, Command::Help, model.context());
    let help = model
        .texts
        .format("status-help", &[("key", (&help).into())]);
    let mut room = inner;
    if model.prompt.is_none() {
        let quiet = canvas.role(Role::Quiet);
        let used = canvas.line_right(inner, &help, quiet);
        room.width = room.width.saturating_sub(used + 2);
    }
    let mut parts: Vec<(Clean, Role)> = vec![(whereabouts(model), Role::Quiet)];
    parts.extend(modes(model).map(|mode| (mode, Role::Accent)));
    if let Some(id) = standing(model) {
        parts.push((model.texts.text(id), Role::Warn));
    }
    if let Some(notice) = &model.notice {
        parts.push((notice.words(&model.texts), role(notice.tone)));
    }
    parts.retain(|(text, _)| !text.is_empty());
    // What just happened goes before what lasts, that before what is on, and that before
    // where I am.
    let columns = |text: &str| width::text(text, canvas.ambiguous) + 2;
    while parts.len() > 1
        && parts.iter().map(|(text, _)| columns(text)).sum::<usize>() > room.width as usize + 2
    {
        parts.remove(0);
    }
    for (text, role) in &parts {
        let used = canvas.line(room, text, *role) + 2;
        room.x += used.min(room.width);
        room.width = room.width.saturating_sub(used);
    }
    None
}

fn role(tone: Tone) -> Role {
    match tone {
        Tone::Plain => Role::Text,
        Tone::Warning => Role::Warn,
        Tone::Error => Role::Error,
    }
}

/// The words of a notice that needs more than the line leaves it, where the row
/// above the line is white space that can be had.
fn long_notice(model: &Model, line: Area, canvas: &Canvas<'_>) -> Option<Clean> {
    let words = model.notice.as_ref()?.words(&model.texts);
    let help = key(model, Command::Help, model.context());
    let help = model
        .texts
        .format("status-help", &[("key", (&help).into())]);
    let columns = |text: &str| width::text(text, canvas.ambiguous);
    let fits = columns(&words) + 2 + columns(&help) <= line.width as usize;
    let geometry = model.geometry();
    let above = line.y.checked_sub(1)?;
    let taken = [geometry.list, geometry.page]
        .into_iter()
        .flatten()
        .any(|pane| pane.y + pane.height > above);
    (!fits && !taken && model.prompt.is_none()).then_some(words)
}

/// Draws a notice that is all there is to read at the bottom: in two rows where
/// it needs them.
fn notice(model: &Model, words: Clean<&str>, line: Area, canvas: &mut Canvas<'_>) {
    let Some(notice) = &model.notice else { return };
    let role = role(notice.tone);
    if width::text(&words, canvas.ambiguous) <= line.width as usize {
        canvas.line(line, words, role);
        return;
    }
    let above = Area {
        y: line.y - 1,
        ..line
    };
    let rest = canvas.first_line(above, words, role);
    canvas.line(line, rest, role);
}

fn whereabouts(model: &Model) -> Clean {
    let texts = &model.texts;
    match (&model.reader, model.focus) {
        (Some(reader), Focus::Reader) => {
            let height = model.page_height();
            let percent = reader.percent(height);
            let mut words = texts.format("status-percent", &[("percent", percent.into())]);
            if let Some((line, count)) = reader.position(height) {
                let args = [("line", line.into()), ("count", count.into())];
                words = joined![words, "  ", texts.format("status-line", &args)];
            }
            words
        }
        (None, Focus::Reader) => Clean::default(),
        (_, Focus::List) if model.list.matches.is_empty() => Clean::default(),
        (_, Focus::List) => {
            let (position, count) = (model.list.cursor + 1, model.list.matches.len());
            texts.format(
                "status-row",
                &[("position", position.into()), ("count", count.into())],
            )
        }
    }
}

/// The notices that say it in more words.
const MATCHED: [&str; 3] = [
    "notice-match",
    "notice-match-from-start",
    "notice-match-from-end",
];

/// Which match of the search the page stands at.
fn matched(model: &Model) -> Option<Clean> {
    let found = model.reader.as_ref()?.found.as_ref()?;
    let (position, count) = (found.current? + 1, found.matches.len());
    let args = [("position", position.into()), ("count", count.into())];
    Some(model.texts.format("status-match", &args))
}

/// How much is selected, and how to copy it.
fn selecting(model: &Model) -> Option<Clean> {
    let selection = model.reader.as_ref()?.selection.as_ref()?;
    let key = key(model, Command::SelectCopy, Context::Select);
    Some(match selection.count {
        Some(count) => {
            let args = [("count", count.into()), ("key", (&key).into())];
            model.texts.format("status-select", &args)
        }
        None => model
            .texts
            .format("status-select-much", &[("key", (&key).into())]),
    })
}

fn modes(model: &Model) -> impl Iterator<Item = Clean> {
    let texts = &model.texts;
    let on_page = model.focus == Focus::Reader;
    let raw = model
        .reader
        .as_ref()
        .is_some_and(|reader| reader.view() == View::Raw);
    let reading = !model.list.complete && !model.list.rows().is_empty();
    let count = model.list.rows().len();
    let rest = model
        .reader
        .as_ref()
        .is_some_and(|reader| reader.awaited.rest.is_some());
    let open = model
        .reader
        .as_ref()
        .is_some_and(|reader| reader.article.is_open());
    // What a notice has just said is not said twice.
    let told = |ids: &[&str]| {
        let notice = model.notice.as_ref();
        notice.is_some_and(|notice| ids.contains(&notice.id))
    };
    let on = [
        (on_page && raw && !told(&["notice-raw-on"])).then(|| texts.text("mode-raw")),
        (on_page && model.alone && model.size.0 >= WIDE).then(|| texts.text("mode-alone")),
        (on_page && !told(&MATCHED))
            .then(|| matched(model))
            .flatten(),
        (!on_page && model.prompt.is_none() && !model.list.query.is_empty())
            .then(|| texts.format("status-filter", &[("query", (&model.list.query).into())])),
        (!on_page && model.list.bookmarks.is_some() && !told(&["notice-only-bookmarks"]))
            .then(|| texts.text("mode-only-bookmarks")),
        (!on_page && model.list.unread && !told(&["notice-only-unread"]))
            .then(|| texts.text("mode-only-unread")),
        (!on_page && model.list.recent.is_some() && !told(&["notice-recent"]))
            .then(|| texts.text("mode-recent")),
        (!on_page && reading).then(|| texts.format("list-reading", &[("count", count.into())])),
        (model.opening.is_some() || rest && !open).then(|| texts.text("status-loading")),
        (on_page && rest && open).then(|| texts.text("status-more")),
        on_page.then(|| selecting(model)).flatten(),
    ];
    on.into_iter().flatten()
}
