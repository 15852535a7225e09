//! What happens to sources outside: they are edited, and they change on disk.
//!
//! Invariants: what is read again keeps the place and the choice; of each only one
//! reading is under way, and what changes meanwhile is read once more after it.

mod compared;

use std::sync::Arc;

use super::effect::Effect;
use super::event::{Era, Event, Failure};
use super::model::{Focus, Model};
use super::notice::{Notice, Tone};
use super::{arrive, links};
use crate::article::{Article, Source};
use crate::reader::Page;
pub use compared::Compared;

/// What is being read again.
#[derive(Clone, Debug, Default)]
pub struct Outside {
    article: Option<Reread>,
    /// The article that is on its way has changed since it was asked for.
    stale: Option<Source>,
    list: Option<Era>,
    /// The list has changed since it was asked for.
    list_again: bool,
    /// Why the list could not be read again last: said once, however often it fails so.
    told: Option<Failure>,
}

#[derive(Clone, Debug)]
struct Reread {
    era: Era,
    source: Source,
    again: bool,
}

/// A source to be edited.
#[derive(Clone, Debug)]
pub struct Edit {
    pub source: Source,
    /// Where the reader stands in it; None in the list.
    pub place: Option<Place>,
}

/// A place in a text as it is shown, and the text as it lies in the file.
#[derive(Clone, Debug)]
pub struct Place {
    pub shown: Arc<str>,
    /// In bytes.
    pub at: usize,
    pub raw: Arc<str>,
}

impl Place {
    /// The line of the file, from 1. The texts differ in nothing but blanks and line
    /// ends, so the characters up to the place tell.
    pub fn line(&self) -> usize {
        let ink = |c: &char| !c.is_whitespace();
        let before = self.shown.get(..self.at).unwrap_or(&self.shown);
        let mut left = before.chars().filter(ink).count();
        let mut line = 1;
        let mut begun = 1;
        for c in self.raw.chars() {
            if c == '\n' {
                line += 1;
            } else if ink(&c) {
                begun = line;
                if left == 0 {
                    return begun;
                }
                left -= 1;
            }
        }
        begun
    }
}

impl Outside {
    /// Nothing is waited for any more.
    pub(super) fn give_up(&mut self) {
        (self.article, self.list) = (None, None);
    }
}

/// Something outside has happened.
pub(super) fn arrive(model: &mut Model, event: Event, out: &mut Vec<Effect>) {
    match event {
        Event::AddressRead { era, address } => links::read(model, era, address, out),
        Event::LinkFailed { link, failure } => links::failed(model, &link, &failure),
        Event::Edited { source, failure } => edited(model, source, failure, out),
        Event::SourceChanged(source) => changed(model, source, out),
        Event::ListChanged => list_changed(model, out),
        Event::ListRead { era, rows, failure } => list_read(model, era, *rows, failure, out),
        // The rest is for others.
        _ => {}
    }
}

/// Opens the source of the article on the page, or of the chosen one, in the editor.
pub(super) fn edit(model: &mut Model, out: &mut Vec<Effect>) {
    let on_page = model
        .reader
        .as_ref()
        .filter(|_| model.focus == Focus::Reader);
    let (source, place) = if let Some(reader) = on_page {
        (Some(reader.article.source.clone()), Some(reader.stands()))
    } else {
        let row = model.list.chosen();
        (row.and_then(|row| model.list.rows().source(row)), None)
    };
    match source {
        Some(source @ Source::File(_)) => out.push(Effect::Edit(Edit { source, place })),
        Some(_) => model.notice = Some(Notice::new("notice-edit-no-file")),
        None => {}
    }
}

/// The editor has ended, well or not; whatever it has done is read.
fn edited(model: &mut Model, source: Source, failure: Option<Failure>, out: &mut Vec<Effect>) {
    if let Some(failure) = failure {
        model.notice = Some(Notice::failure("notice-edit-failed", &failure));
    }
    changed(model, source, out);
    list_changed(model, out);
}

/// The file of an article has changed on disk.
fn changed(model: &mut Model, source: Source, out: &mut Vec<Effect>) {
    if model.opening.as_ref().is_some_and(|o| o.source == source) {
        model.outside.stale = Some(source.clone());
    }
    if model
        .reader
        .as_ref()
        .is_none_or(|r| r.article.source != source)
    {
        return;
    }
    if let Some(reread) = &mut model.outside.article
        && reread.source == source
    {
        reread.again = true;
        return;
    }
    let era = model.next_era();
    model.outside.article = Some(Reread {
        era,
        source: source.clone(),
        again: false,
    });
    out.push(Effect::Reread { era, source });
}

/// An article is on the page now.
pub(super) fn opened(model: &mut Model, source: Source, out: &mut Vec<Effect>) {
    out.push(Effect::Watch(source.clone()));
    if model.outside.stale.take() == Some(source.clone()) {
        changed(model, source, out);
    }
}

/// Takes a reading of `era`, where it is that of an open article.
fn take(model: &mut Model, era: Era, out: &mut Vec<Effect>) -> bool {
    let article = &mut model.outside.article;
    let Some(reread) = article.take_if(|reread| reread.era == era) else {
        return false;
    };
    if reread.again {
        changed(model, reread.source, out);
    }
    true
}

/// The open article was read again; false where it was another that was read.
pub(super) fn reread(
    model: &mut Model,
    era: Era,
    article: &Arc<Article>,
    page: &Arc<Page>,
    out: &mut Vec<Effect>,
) -> bool {
    if !take(model, era, out) {
        return false;
    }
    let height = model.page_height();
    let Some(reader) = &mut model.reader else {
        return true;
    };
    let before = Arc::clone(&reader.article);
    let same = before.is_complete() && before.raw == article.raw;
    if before.source != article.source || same {
        return true;
    }
    let view = reader.wanted_view();
    let grown = reader.replace(Arc::clone(article), Arc::clone(page), height);
    reader.awaited.rest = None;
    // What only grows is no news.
    if model.notice.is_none() && !article.raw.starts_with(&*before.raw) {
        model.notice = Some(Notice::new("notice-reread"));
    }
    arrive::whole_page(model, Arc::clone(article), view, grown, out);
    true
}

/// The open article could not be read again; what was loaded stays.
pub(super) fn not_reread(
    model: &mut Model,
    era: Era,
    failure: &Failure,
    out: &mut Vec<Effect>,
) -> bool {
    if !take(model, era, out) {
        return false;
    }
    model.notice = Some(unreadable(failure));
    true
}

/// What was loaded stays, and why.
fn unreadable(failure: &Failure) -> Notice {
    let notice = match failure.why {
        "why-not-found" => Notice::new("notice-source-gone").text("what", &failure.what),
        _ => Notice::failure("notice-reread-failed", failure),
    };
    notice.tone(Tone::Warning)
}

/// What the list was read from has changed.
fn list_changed(model: &mut Model, out: &mut Vec<Effect>) {
    if model.pick.is_some() {
        return;
    }
    if model.outside.list.is_some() || !model.list.complete {
        model.outside.list_again = true;
        return;
    }
    let era = model.next_era();
    model.outside.list_again = false;
    model.outside.list = Some(era);
    let before = model.list.listed.clone();
    out.push(Effect::ReadList { era, before });
}

/// The open article reads otherwise than before; where the list shows another headline
/// of it, the list is read again.
pub(super) fn renamed(model: &mut Model, article: &Article, out: &mut Vec<Effect>) {
    let rows = &model.list.listed;
    let shown = rows.find(article.id).map(|row| rows.headline(row));
    if shown.is_some_and(|shown| shown != article.headline()) {
        list_changed(model, out);
    }
}

/// The list is there; it may have changed since it was begun.
pub(super) fn list_complete(model: &mut Model, out: &mut Vec<Effect>) {
    if model.outside.list_again {
        list_changed(model, out);
    }
}

/// The list was read again.
fn list_read(
    model: &mut Model,
    era: Era,
    read: Compared,
    failure: Option<Failure>,
    out: &mut Vec<Effect>,
) {
    if model.outside.list.take_if(|list| *list == era).is_some() {
        take_list(model, read, failure, out);
        // What is asked for now is compared with what is there now.
        list_complete(model, out);
    }
}

fn take_list(model: &mut Model, read: Compared, failure: Option<Failure>, out: &mut Vec<Effect>) {
    // A folder may lose its last article; what cannot be read at all has not.
    let unread =
        failure.filter(|failure| read.rows.is_empty() && failure.why != "why-folder-empty");
    if let Some(failure) = unread {
        if model.outside.told.as_ref() != Some(&failure) {
            model.notice = Some(unreadable(&failure));
            model.outside.told = Some(failure);
        }
        return;
    }
    model.outside.told = None;
    if read.same {
        return;
    }
    let chosen = model
        .list
        .chosen()
        .and_then(|row| model.list.rows().id(row));
    if let Some(id) = chosen.and_then(|id| read.moved.get(&id).copied()) {
        let height = model.list_height();
        model.list.choose(id, height);
    }
    model.list.listed = read.rows;
    arrive::rows_changed(model, out);
}

#[cfg(test)]
mod tests;
