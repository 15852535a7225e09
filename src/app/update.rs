//! The one function that changes the model: an event in, effects out.
//!
//! Invariant: never blocks, never fails, reads no clock and no file; after every
//! event what can be seen is laid out, and the window stands on rows that exist.

use super::act;
use super::arrive;
use super::effect::Effect;
use super::event::{Event, Mouse, MouseKind};
use super::keymap::Lookup;
use super::model::{Focus, Leaving, Model, Prompt};
use super::notice::{Notice, Tone};
use super::read::Awaited;
use super::select::Selection;
use super::{Command, Context, encodings, looks, open, pick, select, timeline, typing};
use crate::keys::{Key, print_sequence};
use crate::text::clean::line;

/// Rows that one notch of the wheel scrolls.
const WHEEL: isize = 3;

/// Takes an event in. After the end nothing changes any more.
pub fn update(model: &mut Model, event: Event) -> Vec<Effect> {
    let mut out = Vec::new();
    if model.leaving == Leaving::Now {
        return out;
    }
    match event {
        Event::Key(key) => pressed(model, key, &mut out),
        Event::Paste(text) => typing::paste(model, &text, &mut out),
        Event::Mouse(mouse) => self::mouse(model, mouse, &mut out),
        Event::Resized(columns, rows) => model.size = (columns, rows),
        Event::Resumed(columns, rows) => {
            model.size = (columns, rows);
            out.push(Effect::Redraw);
        }
        Event::SuspendAsked => out.push(Effect::Suspend),
        Event::Signalled(signal) => leave(model, Some(signal), &mut out),
        Event::JobPanicked(detail) => {
            give_up(model);
            let notice = Notice::new("notice-job-panicked").text("detail", &detail);
            model.notice = Some(notice.tone(Tone::Error));
        }
        other => arrive::arrive(model, other, &mut out),
    }
    settle(model, &mut out);
    out
}

/// Whose job it was is not known: nothing is waited for any more.
fn give_up(model: &mut Model) {
    open::give_up(model);
    model.outside.give_up();
    model.list.give_up();
    match &mut model.reader {
        Some(reader) => reader.awaited = Awaited::default(),
        None => model.focus = Focus::List,
    }
}

/// Ends the program: what is on its way to disk goes first.
pub(super) fn leave(model: &mut Model, signal: Option<i32>, out: &mut Vec<Effect>) {
    open::note_place(model, out);
    // Asked once: by a second press the reader knows what is lost.
    if signal.is_none() && model.leaving == Leaving::No && model.marks.failure().is_some() {
        model.leaving = Leaving::Asked;
        model.notice = open::unsaved(model);
        out.push(Effect::SaveAgain);
        return;
    }
    model.leaving = Leaving::Now;
    out.push(Effect::Quit { signal });
}

fn pressed(model: &mut Model, key: Key, out: &mut Vec<Effect>) {
    model.notice = None;
    // A question is answered by the next key or not at all.
    let question = model.links.question.take();
    let (context, before) = (model.context(), model.leaving);
    match model.keymap.lookup(context, &model.pending, key) {
        Lookup::Command(command) => {
            model.pending.clear();
            model.links.question = question.filter(|_| command == Command::OpenLink);
            act::act(model, command, out);
        }
        Lookup::Pending => model.pending.push(key),
        Lookup::None => {
            model.pending.clear();
            if context != Context::Prompt {
                let help = model.keymap.key_of(Command::Help, context);
                let notice = Notice::new("notice-key-unbound").text("help", &help);
                model.notice = Some(notice.text("key", &line(&print_sequence(&[key]))));
            } else if let Some(c) = key.typed() {
                typing::typed(model, c, out);
            }
        }
    }
    // Any other key is an answer too: it stays.
    if before == Leaving::Asked && model.leaving == Leaving::Asked {
        model.leaving = Leaving::No;
    }
}

fn mouse(model: &mut Model, mouse: Mouse, out: &mut Vec<Effect>) {
    let geometry = model.geometry();
    let by = if mouse.kind == MouseKind::WheelUp {
        -WHEEL
    } else {
        WHEEL
    };
    if mouse.kind == MouseKind::Press && model.prompt.is_none() {
        model.notice = None;
    }
    // What is typed goes first, and the overlay hides all else.
    if timeline::mouse(model, mouse, by) || encodings::mouse(model, mouse, by, out) {
        return;
    }
    match (&mut model.prompt, mouse.kind) {
        (Some(_), MouseKind::Press) if model.pick.is_none() => return,
        (Some(Prompt::Palette(palette)), _) => return palette.step(by),
        _ => {}
    }
    if geometry
        .list
        .is_some_and(|area| area.contains(mouse.column, mouse.row))
    {
        let height = model.list_height();
        match mouse.kind {
            MouseKind::Press => click_list(model, mouse, out),
            _ => model.list.scroll(by, height),
        }
    } else if geometry
        .page
        .is_some_and(|area| area.contains(mouse.column, mouse.row))
    {
        if model.context() == Context::Select && mouse.kind == MouseKind::Press {
            return select::press(model, mouse);
        }
        let height = model.page_height();
        let (row, _) = geometry.row_at(model.look(), mouse.column, mouse.row);
        let Some(reader) = &mut model.reader else {
            return;
        };
        if mouse.kind == MouseKind::Press {
            model.focus = Focus::Reader;
            let Some(place) = reader.place_at(row as usize) else {
                return;
            };
            match reader.link_at(place.segment) {
                Some(link) if reader.link == Some(link) => open::link(model, link, out),
                Some(link) => reader.link = Some(link),
                None => reader.unfold_at(place),
            }
        } else {
            reader.step(by, height);
            reader.selection.iter_mut().for_each(Selection::let_go);
        }
    }
}

/// A click chooses a row; a click on the chosen row opens it.
fn click_list(model: &mut Model, mouse: Mouse, out: &mut Vec<Effect>) {
    let Some(area) = model.geometry().list else {
        return;
    };
    let place = model.list.top + (mouse.row - area.y) as usize / model.list.entry_rows();
    if place >= model.list.matches.len() {
        return;
    }
    let again = model.focus == Focus::List && place == model.list.cursor;
    model.focus = Focus::List;
    let height = model.list_height();
    model.list.go(place, height);
    if again && model.pick.is_some() {
        pick::accept(model, out);
    } else if again {
        act::act(model, Command::Open, out);
    }
}

/// Brings layout and windows in step with whatever the event changed.
fn settle(model: &mut Model, out: &mut Vec<Effect>) {
    let list_height = model.list_height();
    model.list.show_cursor(list_height);
    timeline::settle(model);
    encodings::settle(model);
    looks::ask_for_dictionaries(model, out);
    if model.focus == Focus::List {
        select::end(model);
    }
    let (typography, height) = (model.typography(), model.page_height());
    let visible = model.geometry().page.is_some();
    let era = model.next_era();
    let lexicon = model.lexicon.clone();
    let Some(reader) = model.reader.as_mut().filter(|_| visible) else {
        return;
    };
    let page = std::sync::Arc::clone(&reader.sheet.page);
    reader.set(page, typography, &lexicon, height);
    let waiting = reader.awaited.starts.is_some() || !reader.article.is_complete();
    if reader.sheet.starts.is_none() && !waiting {
        reader.awaited.starts = Some(era);
        let page = std::sync::Arc::clone(&reader.sheet.page);
        out.push(Effect::Measure {
            era,
            page,
            typography,
            lexicon,
        });
    }
    select::settle(model);
}

#[cfg(test)]
pub(in crate::app) mod tests;
