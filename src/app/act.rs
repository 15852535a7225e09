//! What each command does to the model.
//!
//! Invariant: every command of the table is handled here, in the context that
//! the focus gives it.

use std::sync::Arc;

use super::annotate;
use super::command::{Command, Context, Group};
use super::effect::Effect;
use super::line::Line;
use super::model::{Focus, Model, Prompt};
use super::notice::Notice;
use super::palette::{Palette, Purpose};
use super::read::Reader;
use super::{
    encodings, kept, links, looks, memory, open, outside, select, timeline, typing, update,
};
use crate::reader::View;
use crate::text::clean::line;

/// Carries a command out.
pub(super) fn act(model: &mut Model, command: Command, out: &mut Vec<Effect>) {
    use Command as C;
    if aside(model, command, out) {
        return;
    }
    match command {
        C::MoveDown
        | C::MoveUp
        | C::HalfPageDown
        | C::HalfPageUp
        | C::PageDown
        | C::PageUp
        | C::GoFirst
        | C::GoLast => step(model, command),
        C::NextParagraph => on_page(model, |reader, height| reader.paragraph(1, height)),
        C::PreviousParagraph => on_page(model, |reader, height| reader.paragraph(-1, height)),
        C::Open => open::chosen(model, out),
        C::Back => back(model, out),
        C::BackOrLeave if model.focus == Focus::List => update::leave(model, None, out),
        C::BackOrLeave => back(model, out),
        C::Leave => update::leave(model, None, out),
        C::SwitchFocus => switch_focus(model),
        C::VisitedBack => open::visited(model, -1, out),
        C::VisitedForward => open::visited(model, 1, out),
        C::OpenLink => links::open(model, out),
        C::EditSource => outside::edit(model, out),
        C::Filter => {
            let before = model.list.query.clone();
            model.prompt = Some(Prompt::Filter {
                line: Line::with(&before),
                before,
                mode: model.list.mode,
            });
        }
        C::Find => find_prompt(model),
        C::NextMatch => next_match(model, true),
        C::PreviousMatch => next_match(model, false),
        C::Dates => timeline::ask(model, out),
        C::ToggleBookmark => open::toggle_bookmark(model, out),
        C::OnlyBookmarks => kept::only_bookmarks(model, out),
        C::NextRelated => choose_related(model, 1),
        C::PreviousRelated => choose_related(model, -1),
        C::OpenRelated => open_related(model, out),
        C::RawText => raw_text(model, out),
        C::Narrower | C::Wider | C::DefaultMeasure => looks::measure(model, command, out),
        C::TextLanguage => looks::language(model, out),
        C::ReaderAlone => alone(model),
        C::Help => palette(model, Purpose::Help),
        C::CommandPrompt => palette(model, Purpose::Call),
        C::Redraw => out.push(Effect::Redraw),
        C::Suspend => out.push(Effect::Suspend),
        other if other.group() == Group::Selecting => select::act(model, other, out),
        other => match (other.related_number(), other.look_setting()) {
            (Some(number), _) => go_to_related(model, number, out),
            (None, Some(setting)) => looks::next(model, setting, out),
            (None, None) => typing::edit(model, other, out),
        },
    }
}

/// What overlays and the parts with a file of their own do; false where it is none of
/// theirs.
fn aside(model: &mut Model, command: Command, out: &mut Vec<Effect>) -> bool {
    timeline::act(model, command)
        || encodings::act(model, command, out)
        || annotate::act(model, command, out)
        || memory::act(model, command, out)
}

fn step(model: &mut Model, command: Command) {
    let height = match model.focus {
        Focus::List => model.list_height(),
        Focus::Reader => model.page_height(),
    };
    // A page keeps two lines of what was there.
    let page = height.saturating_sub(2).max(1) as isize;
    let half = (height / 2).max(1) as isize;
    let rows = match command {
        Command::MoveDown => 1,
        Command::MoveUp => -1,
        Command::HalfPageDown => half,
        Command::HalfPageUp => -half,
        Command::PageDown => page,
        Command::PageUp => -page,
        Command::GoFirst => isize::MIN / 2,
        _ => isize::MAX / 2,
    };
    if model.context() == Context::Select {
        return select::step(model, rows);
    }
    match (model.focus, &mut model.reader) {
        (Focus::List, _) => model.list.step(rows, height),
        (Focus::Reader, Some(reader)) => match command {
            Command::GoFirst => reader.go_first(height),
            Command::GoLast => reader.go_last(height),
            _ => reader.step(rows, height),
        },
        (Focus::Reader, None) => {}
    }
}

fn on_page(model: &mut Model, change: impl FnOnce(&mut Reader, usize)) {
    let height = model.page_height();
    if let Some(reader) = &mut model.reader {
        change(reader, height);
    }
}

/// From the page to the list; in the list, one step back to all articles.
fn back(model: &mut Model, out: &mut Vec<Effect>) {
    // The rest of what is on the page still comes, but nothing else.
    let coming = model.opening.is_some();
    open::give_up(model);
    if model.focus == Focus::Reader {
        open::note_place(model, out);
        model.focus = Focus::List;
    } else if coming {
        // That was the step back.
    } else if !model.list.query.is_empty() {
        typing::filter(model, "", out);
    } else if model.list.unread || model.list.recent.is_some() {
        memory::show_all(model, out);
    } else if model.list.bookmarks.is_some() {
        kept::only_bookmarks(model, out);
    }
}

fn switch_focus(model: &mut Model) {
    if model.reader.is_some() {
        model.focus = Focus::Reader;
    } else {
        let key = model.keymap.key_of(Command::Open, Context::List);
        model.notice = Some(Notice::new("empty-no-article").text("key", &key));
    }
}

fn find_prompt(model: &mut Model) {
    if model.reader.is_some() {
        let line = Line::default();
        model.prompt = Some(Prompt::Find { line });
    }
}

/// To the next match, and says which it is.
pub(super) fn next_match(model: &mut Model, forth: bool) {
    let height = model.page_height();
    let key = model.keymap.key_of(Command::Find, Context::Reader);
    let Some(reader) = &mut model.reader else {
        return;
    };
    let Some(found) = &reader.found else {
        model.notice = Some(Notice::new("notice-nothing-to-repeat").text("key", &key));
        return;
    };
    let (text, count) = (found.text.clone(), found.matches.len());
    model.notice = Some(match reader.next_match(forth, height) {
        None => Notice::new("notice-not-found").text("query", &line(&text)),
        Some((at, wrapped)) => {
            let id = match (wrapped, forth) {
                (false, _) => "notice-match",
                (true, true) => "notice-match-from-start",
                (true, false) => "notice-match-from-end",
            };
            Notice::new(id)
                .number("position", at + 1)
                .number("count", count)
        }
    });
}

fn choose_related(model: &mut Model, by: isize) {
    let height = model.page_height();
    let Some(reader) = &mut model.reader else {
        return;
    };
    let count = reader.sheet.page.links.len();
    if count == 0 {
        model.notice = Some(Notice::new("notice-related-none"));
        return;
    }
    let order = reader.links_in_turn();
    let at = reader
        .link
        .and_then(|link| order.iter().position(|other| *other == link));
    let next = match (at, by > 0) {
        (Some(at), true) => (at + 1) % count,
        (Some(at), false) => (at + count - 1) % count,
        (None, true) => 0,
        (None, false) => count - 1,
    };
    if let Some(link) = order.get(next) {
        reader.choose_link(*link, height);
    }
}

fn open_related(model: &mut Model, out: &mut Vec<Effect>) {
    match model.reader.as_ref().and_then(|reader| reader.link) {
        Some(link) => open::link(model, link, out),
        None => choose_related(model, 1),
    }
}

/// Digits count the related items, not the cross-references in the body. What
/// the library holds is opened from where one reads; else the page shows the item.
fn go_to_related(model: &mut Model, number: usize, out: &mut Vec<Effect>) {
    let height = model.page_height();
    let Some(reader) = &mut model.reader else {
        return;
    };
    let Some(link) = reader.related_link(number) else {
        model.notice = Some(Notice::new("notice-related-no-number").number("number", number));
        return;
    };
    let links = &reader.sheet.page.links;
    let held = links
        .get(link)
        .and_then(|link| model.list.find_row(&link.headline));
    if held.is_none() {
        reader.choose_link(link, height);
    }
    open::link(model, link, out);
}

fn raw_text(model: &mut Model, out: &mut Vec<Effect>) {
    let era = model.next_era();
    let Some(reader) = &mut model.reader else {
        return;
    };
    let view = match reader.wanted_view() {
        View::Page => View::Raw,
        View::Raw => View::Page,
    };
    reader.awaited.view = Some((era, view));
    out.push(Effect::BuildPage {
        era,
        article: Arc::clone(&reader.article),
        view,
    });
}

fn alone(model: &mut Model) {
    let wide = super::geometry::WIDE;
    if model.size.0 < wide {
        model.notice = Some(Notice::new("notice-window-narrow").number("columns", wide as usize));
    } else if model.reader.is_some() {
        model.alone = !model.alone;
        model.focus = Focus::Reader;
    }
}

fn palette(model: &mut Model, purpose: Purpose) {
    model.prompt = Some(Prompt::Palette(Palette::new(
        purpose,
        &model.keymap,
        &model.texts,
    )));
}
