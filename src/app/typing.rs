//! What typing does: the filter, the search in the article, help and commands.
//!
//! Invariant: a filter that is being typed shows its result at once; leaving it
//! gives the list back as it was, with the chosen article kept.

use super::act;
use super::annotate;
use super::command::{Command, Context};
use super::effect::{Effect, Filtering};
use super::line::Line;
use super::memory;
use super::model::{Model, Prompt};
use super::notice::{Notice, Tone};
use super::palette::{Palette, Purpose};
use super::pick;
use super::read::Search;
use super::texts::{self, Mode};
use crate::filter::Problem;
use crate::search::excess;
use crate::text::Clean;

/// A character was typed.
pub(super) fn typed(model: &mut Model, c: char, out: &mut Vec<Effect>) {
    let mut bytes = [0; 4];
    insert(model, c.encode_utf8(&mut bytes), out);
}

/// A text was pasted; outside a prompt that means nothing.
pub(super) fn paste(model: &mut Model, text: &str, out: &mut Vec<Effect>) {
    model.notice = None;
    insert(model, text, out);
}

fn insert(model: &mut Model, text: &str, out: &mut Vec<Effect>) {
    model.history.rest();
    if let Some(line) = line(model) {
        line.insert(text);
        changed(model, out);
    }
}

fn line(model: &mut Model) -> Option<&mut Line> {
    match model.prompt.as_mut()? {
        Prompt::Filter { line, .. } | Prompt::Find { line } | Prompt::Write { line, .. } => {
            Some(line)
        }
        Prompt::Palette(palette) => Some(&mut palette.line),
        Prompt::Dates(_) | Prompt::Encodings(_) => None,
    }
}

/// A command of the prompt.
pub(super) fn edit(model: &mut Model, command: Command, out: &mut Vec<Effect>) {
    if model.pick.is_some() && pick::edit(model, command, out) {
        return;
    }
    match command {
        Command::PromptAccept => return accept(model, out),
        Command::PromptCancel => return cancel(model, out),
        Command::PromptUp => return move_in_result(model, -1),
        Command::PromptDown => return move_in_result(model, 1),
        Command::PromptPageUp => return move_in_result(model, -page(model)),
        Command::PromptPageDown => return move_in_result(model, page(model)),
        Command::PromptMode => return texts::switch(model, out),
        Command::PromptOlder => return recall(model, true, out),
        Command::PromptNewer => return recall(model, false, out),
        Command::PromptEditor => return annotate::in_editor(model, out),
        _ => {}
    }
    let Some(line) = line(model) else { return };
    let before = line.text().to_owned();
    match command {
        Command::PromptLeft => line.left(),
        Command::PromptRight => line.right(),
        Command::PromptWordLeft => line.word_left(),
        Command::PromptWordRight => line.word_right(),
        Command::PromptStart => line.start(),
        Command::PromptEnd => line.end(),
        Command::PromptDeleteBack if before.is_empty() => return cancel(model, out),
        Command::PromptDeleteBack => line.delete_back(),
        Command::PromptDelete => line.delete(),
        Command::PromptDeleteWord => line.delete_word(),
        Command::PromptDeleteToStart => line.delete_to_start(),
        Command::PromptDeleteToEnd => line.delete_to_end(),
        _ => {}
    }
    if line.text() != before {
        changed(model, out);
    }
}

/// The text of the prompt is another one now.
fn changed(model: &mut Model, out: &mut Vec<Effect>) {
    match &mut model.prompt {
        Some(Prompt::Filter { line, .. }) => {
            let text = line.text().to_owned();
            filter(model, &text, out);
        }
        Some(Prompt::Palette(palette)) => palette.narrow(&model.keymap, &model.texts),
        Some(
            Prompt::Find { .. } | Prompt::Write { .. } | Prompt::Dates(_) | Prompt::Encodings(_),
        )
        | None => {}
    }
}

/// Narrows the list to what matches; an empty text gives the whole list back.
pub(super) fn filter(model: &mut Model, text: &str, out: &mut Vec<Effect>) {
    let era = model.next_era();
    let height = model.list_height();
    let list = &mut model.list;
    // Another search, or a filter, takes the place of the one before.
    let stop = list.is_filtering().then_some(Effect::StopSearch);
    list.set_query(text);
    list.era = era;
    list.open_result = false;
    list.outdated = false;
    let asks = !text.trim().is_empty();
    if !asks && model.prompt.is_none() {
        list.mode = Mode::Headlines;
    }
    if !asks && !list.unread {
        list.best_first = false;
        list.show_all(height);
        out.extend(stop);
    } else if asks && list.mode == Mode::Text {
        match excess(text) {
            Some((why, word)) => {
                list.refuse(Problem::new(why, &word), height);
                out.extend(stop);
            }
            None => texts::search(model, era, text, out),
        }
    } else {
        // Where all is asked for that is unread, none is the best.
        list.best_first = asks;
        let (text, snapshot) = (text.to_owned(), list.ask());
        let unread = list.unread;
        let (bookmarks, read) = (model.marks.ids(), model.reading.ids());
        out.push(Effect::Filter(Filtering {
            era,
            text,
            snapshot,
            bookmarks,
            read,
            unread,
        }));
    }
}

/// The rows have changed: the same filter over what is there now.
pub(super) fn filter_again(model: &mut Model, out: &mut Vec<Effect>) {
    let text = model.list.query.clone();
    // Who chooses a line and has not moved is at the best one.
    let at_best = model.pick.is_some() && model.list.cursor == 0;
    let best_first = model.list.best_first || at_best;
    let open_result = model.list.open_result;
    filter(model, &text, out);
    model.list.best_first = best_first;
    model.list.open_result = open_result;
}

/// Takes up what was typed before.
fn recall(model: &mut Model, older: bool, out: &mut Vec<Effect>) {
    let current = line(model).map(|line| line.text().to_owned());
    let known = model
        .history
        .step(older, current.as_deref().unwrap_or_default());
    let Some(text) = known.map(str::to_owned) else {
        return;
    };
    if let Some(line) = line(model) {
        *line = Line::with(&text);
        changed(model, out);
    }
}

fn accept(model: &mut Model, out: &mut Vec<Effect>) {
    let typed = match &model.prompt {
        Some(Prompt::Filter { line, .. } | Prompt::Find { line }) => line.text().to_owned(),
        _ => Clean::default(),
    };
    memory::typed(model, &typed, out);
    match model.prompt.take() {
        Some(Prompt::Find { line }) => find(model, &line.text(), out),
        Some(Prompt::Palette(palette)) => call(model, &palette, out),
        Some(Prompt::Write {
            line,
            words,
            bookmark,
        }) => annotate::written(model, &line.text(), words, *bookmark, out),
        Some(Prompt::Filter { .. } | Prompt::Dates(_) | Prompt::Encodings(_)) | None => {}
    }
}

fn cancel(model: &mut Model, out: &mut Vec<Effect>) {
    if let Some(Prompt::Filter { before, mode, .. }) = model.prompt.take() {
        let same = before == model.list.query && mode == model.list.mode;
        model.list.set_mode(mode);
        if !same {
            filter_back(model, &before, out);
        }
    }
}

/// Gives back the list as it was before typing, the chosen article kept.
fn filter_back(model: &mut Model, before: &str, out: &mut Vec<Effect>) {
    filter(model, before, out);
    model.list.best_first = false;
}

/// Rows of a page of the result.
fn page(model: &Model) -> isize {
    match &model.prompt {
        Some(Prompt::Palette(_)) => model.geometry().overlay_body().height as isize,
        _ => model.list_height() as isize,
    }
}

fn move_in_result(model: &mut Model, by: isize) {
    let height = model.list_height();
    match &mut model.prompt {
        Some(Prompt::Filter { .. }) => model.list.step(by, height),
        Some(Prompt::Palette(palette)) => palette.step(by),
        Some(
            Prompt::Find { .. } | Prompt::Write { .. } | Prompt::Dates(_) | Prompt::Encodings(_),
        )
        | None => {}
    }
}

pub(super) fn find(model: &mut Model, text: &str, out: &mut Vec<Effect>) {
    let era = model.next_era();
    let Some(reader) = &mut model.reader else {
        return;
    };
    if text.trim().is_empty() {
        reader.forget_matches(false);
        return;
    }
    let again = false;
    let text = text.to_owned();
    out.push(reader.look_for(Search { era, text, again }));
}

/// Carries out what was chosen in the overlay, as if its key had been pressed.
fn call(model: &mut Model, palette: &Palette, out: &mut Vec<Effect>) {
    let typed = palette.line.text().trimmed();
    let Some(command) = palette.chosen() else {
        if palette.purpose == Purpose::Call {
            let notice = match Command::nearest(&typed) {
                Some(near) => Notice::new("notice-command-unknown-near").text("nearest", near.id()),
                None => Notice::new("notice-command-unknown"),
            };
            model.notice = Some(notice.text("name", typed).tone(Tone::Warning));
        }
        return;
    };
    // Help that was only looked at is closed by Enter, too.
    if palette.purpose == Purpose::Help && typed.is_empty() && palette.cursor == 0 {
        return;
    }
    if command.contexts().contains(&model.context()) && !command.contexts().eq(&[Context::Prompt]) {
        act::act(model, command, out);
    } else {
        let notice = Notice::new("notice-command-not-here").text("name", command.id());
        model.notice = Some(notice.tone(Tone::Warning));
    }
}
