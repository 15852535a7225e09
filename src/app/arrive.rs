//! What comes back from outside: rows, articles, results, the bookmarks file.
//!
//! Invariant: a result of another era changes nothing.

mod article;

use std::sync::Arc;

use super::effect::Effect;
use super::event::{Era, Event, Failure, Shelf};
use super::model::{Focus, Model};
use super::notice::{Notice, Tone};
use super::read::{Found, Reader, Search};
use super::{
    Command, Context, act, encodings, kept, memory, missing, open, outside, pick, texts, timeline,
    typing,
};
use crate::article::{Article, Span};
use crate::filter::{Matches, Query};
use crate::reader::{Page, View};
use crate::store::Chunk;
use article::loaded;
pub(super) use article::{await_rest, return_to_place};

/// Takes in what arrived.
pub(super) fn arrive(model: &mut Model, event: Event, out: &mut Vec<Effect>) {
    match event {
        Event::RowsRead(shelf, chunk) => rows(model, shelf, chunk, out),
        Event::Reading(done, all) => model.list.reading = Some((done, all)),
        Event::LibraryRead => {
            model.list.complete = true;
            model.list.reading = None;
            outside::list_complete(model, out);
        }
        Event::SourceFailed(failure) => {
            model.notice = Some(model.faults.notice(&failure));
            model.failed.push(failure);
        }
        Event::ArticleLoaded { era, article, page } => loaded(model, era, article, page, out),
        Event::ArticleFailed { era, failure, .. } => failed(model, era, &failure, out),
        Event::Filtered {
            era,
            query,
            matches,
            complete,
        } if model.list.era == era => filtered(model, query, matches, complete, out),
        Event::FilterRefused { era, problem } if model.list.era == era => {
            let height = model.list_height();
            model.list.refuse(problem, height);
        }
        Event::TextFound {
            era,
            hits,
            looked,
            done,
            failure,
        } => {
            texts::found(model, era, hits, looked, done, out);
            failure
                .iter()
                .for_each(|failure| texts::failed(model, failure));
        }
        Event::PageBuilt { era, page } => page_built(model, era, page, out),
        Event::Measured { era, starts } => measured(model, era, starts),
        Event::Found { era, matches } => found(model, era, matches),
        Event::DatesRead { era, dates } => timeline::arrived(model, era, dates),
        event @ (Event::AddressRead { .. }
        | Event::LinkFailed { .. }
        | Event::Edited { .. }
        | Event::SourceChanged(_)
        | Event::ListChanged
        | Event::ListRead { .. }) => outside::arrive(model, event, out),
        event if kept::concerns(&event) => kept::arrived(model, event, out),
        event @ (Event::Remembered { .. }
        | Event::RememberedUpTo(_)
        | Event::MemoryRenewed { .. }
        | Event::RemembersAgain
        | Event::NotRemembered(_)) => memory::arrived(model, event, out),
        other => told(model, other),
    }
}

fn measured(model: &mut Model, era: Era, starts: Arc<[u32]>) {
    let awaited = |reader: &&mut Reader| reader.awaited.starts == Some(era);
    if let Some(reader) = model.reader.as_mut().filter(awaited) {
        reader.sheet.starts = Some(starts);
    }
}

/// What is only noted or told.
fn told(model: &mut Model, event: Event) {
    match event {
        Event::NotKept(failure) => {
            Notice::failure("notice-not-kept", &failure).tell(&mut model.notice);
        }
        Event::LexiconLoaded(loaded) => model.lexicon = model.lexicon.clone().with(loaded),
        Event::TerminalAnswered(answer) => model.terminal = answer.or(model.terminal),
        Event::Copied(None) => {}
        Event::Copied(Some(failure)) => {
            model.notice = Some(Notice::failure("notice-copy-failed", &failure).tone(Tone::Error));
        }
        Event::NotCopied => {
            model.notice = Some(Notice::new("notice-copy-too-long").tone(Tone::Warning));
        }
        // The rest is `update`'s own.
        _ => {}
    }
}

fn rows(model: &mut Model, shelf: Shelf, chunk: Arc<Chunk>, out: &mut Vec<Effect>) {
    if shelf == Shelf::Behind {
        model.list.behind = model.list.behind.with(chunk);
        return;
    }
    model.list.listed = model.list.listed.with(chunk);
    rows_changed(model, out);
}

/// The rows of the list are others now: what shows follows.
pub(super) fn rows_changed(model: &mut Model, out: &mut Vec<Effect>) {
    if model.list.bookmarks.is_some() || model.list.recent.is_some() {
        return;
    }
    // A filter that runs is let through to its end, else none would ever get there.
    if model.list.is_filtering() {
        model.list.outdated = true;
    } else {
        typing::filter_again(model, out);
    }
    if !model.list.is_filtering() {
        out.push(Effect::Prepare(model.list.listed.clone()));
    }
}

fn filtered(
    model: &mut Model,
    query: Query,
    matches: Matches,
    complete: bool,
    out: &mut Vec<Effect>,
) {
    let height = model.list_height();
    model.list.filter = query;
    model.list.problem = None;
    if !complete {
        model.list.take_part(matches, height);
        return;
    }
    model.list.take_result(matches, height);
    if std::mem::take(&mut model.list.open_result) {
        match model.pick {
            Some(_) => pick::accept(model, out),
            None => open::chosen(model, out),
        }
    }
    if model.list.outdated {
        typing::filter_again(model, out);
    }
}

/// What was seen or asked for of the text before, `view` included, is asked for of this
/// one, whose page may only have `grown`.
pub(super) fn whole_page(
    model: &mut Model,
    article: Arc<Article>,
    view: View,
    grown: bool,
    out: &mut Vec<Effect>,
) {
    let era = model.next_era();
    if let Some(reader) = &mut model.reader
        && (view == View::Raw || reader.view() == View::Raw)
    {
        reader.awaited.view = Some((era, view));
        out.push(Effect::BuildPage { era, article, view });
    }
    timeline::ask_again(model, out);
    find_again(model, grown, out);
}

/// What was looked for on the page before is marked on this one, which is the same or
/// has `grown` from it.
pub(super) fn find_again(model: &mut Model, grown: bool, out: &mut Vec<Effect>) {
    let era = model.next_era();
    let Some(reader) = &mut model.reader else {
        return;
    };
    if let Some((text, again)) = reader.forget_matches(grown) {
        out.push(reader.look_for(Search { era, text, again }));
    }
}

/// The text of a warning, by id.
pub fn warning_text(warning: crate::article::Warning) -> &'static str {
    use crate::article::Warning as W;
    match warning {
        W::Empty => "warning-empty",
        W::InvalidUtf8 => "warning-invalid-utf8",
        W::Malformed(_) => "warning-invalid-encoding",
        W::Guessed(_) => "warning-encoding-guessed",
        W::Unsure(_) => "warning-encoding-unsure",
        W::Binary => "warning-binary",
        W::LongLine => "warning-long-line",
        W::Truncated => "warning-truncated",
        W::Overflow => "warning-overflow",
    }
}

fn failed(model: &mut Model, era: Era, failure: &Failure, out: &mut Vec<Effect>) {
    if outside::not_reread(model, era, failure, out) {
        return;
    }
    let rest = model
        .reader
        .as_mut()
        .and_then(|reader| reader.take_rest(era));
    if rest.is_some() || encodings::failed(model, era) {
        model.notice = Some(Notice::failure("notice-source-failed", failure));
    }
    if let Some(opening) = model.opening.take_if(|opening| opening.era == era) {
        if missing::elsewhere(model, &opening, failure, out) {
            return;
        }
        open::give_up(model);
        let known = missing::notice(model, &opening, failure);
        model.notice = known.or(Some(Notice::failure("notice-source-failed", failure)));
        if model.reader.is_none() {
            model.focus = Focus::List;
        }
    }
}

fn page_built(model: &mut Model, era: Era, page: Arc<Page>, out: &mut Vec<Effect>) {
    let height = model.page_height();
    let awaited = |reader: &&mut Reader| reader.awaited.view.is_some_and(|(view, _)| view == era);
    let Some(reader) = model.reader.as_mut().filter(awaited) else {
        return;
    };
    reader.awaited.view = None;
    if reader.view() != page.view {
        let key = model.keymap.key_of(Command::RawText, Context::Reader);
        model.notice = Some(match page.view {
            View::Raw => Notice::new("notice-raw-on").text("key", &key),
            View::Page => Notice::new("notice-raw-off"),
        });
    }
    reader.look_at(page, height);
    find_again(model, false, out);
}

fn found(model: &mut Model, era: Era, matches: Arc<[Span]>) {
    let awaited = |search: &mut Search| search.era == era;
    let reader = model.reader.as_mut();
    let Some((reader, search)) = reader.and_then(|reader| {
        let search = reader.awaited.search.take_if(awaited)?;
        Some((reader, search))
    }) else {
        return;
    };
    // The one that was gone to, where it is still there.
    let before = reader.found.take().filter(|_| search.again);
    let stood = before.and_then(|found| found.matches.get(found.current?).copied());
    let current = stood.and_then(|stood| matches.iter().position(|found| *found == stood));
    reader.found = Some(Found {
        text: search.text,
        matches,
        current,
    });
    if !search.again {
        act::next_match(model, true);
    }
}
