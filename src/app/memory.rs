//! What is remembered of reading: which articles were read, where each was left,
//! which were opened last, and what was typed.
//!
//! Opening an article marks it as read, as most readers of news do: it is the one
//! sign that cannot be mistaken, and a key takes it back. A place at the end would say
//! more, but many articles are read for their beginning.
//!
//! Invariant: what the file holds comes first, and what is on its way there is put
//! over it; nothing here waits for the file.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

use super::command::Command;
use super::effect::Effect;
use super::event::Event;
use super::model::{Focus, Model};
use super::notice::{Notice, Tone};
use super::read::Anchor;
use super::{arrive, open, typing};
use crate::article::{Article, ArticleId, Source};
use crate::store::{ChunkBuilder, Memory, MemoryChange, Remembered, Row, RowFacts, Snapshot};
use crate::text::clean;

/// What the model knows of it.
#[derive(Debug, Default)]
pub struct Reading {
    memory: Memory,
    /// Changes that the file may not hold yet, the oldest first, and how many were
    /// asked for before them.
    under_way: VecDeque<MemoryChange>,
    settled: u64,
    /// The file was read, or will not be.
    known: bool,
    /// What is remembered lasts till the end of the program, as far as is known.
    pub lost: bool,
    /// The rows are plain lines, of which nothing is remembered.
    pub off: bool,
}

impl Reading {
    /// Whether an article counts as read.
    pub fn is_read(&self, id: ArticleId) -> bool {
        self.memory.read.contains(&id)
    }

    /// The articles that count as read.
    pub fn ids(&self) -> Arc<HashSet<ArticleId>> {
        Arc::clone(&self.memory.read)
    }

    /// What the file held before it was opened again beside the screen: where reading
    /// goes on from must be known at once.
    pub fn begin(&mut self, memory: Memory) {
        self.memory = memory;
    }

    /// What was opened last, the latest first.
    pub fn recent(&self) -> &[Remembered] {
        &self.memory.recent
    }

    /// Where an article was left.
    fn place(&self, id: ArticleId) -> Option<Anchor> {
        let (block, offset) = *self.memory.places.get(&id)?;
        Some(Anchor { block, offset })
    }

    /// Takes a change in, which is then to be put into the file.
    fn note(&mut self, change: MemoryChange) -> Option<Effect> {
        if self.off {
            return None;
        }
        self.memory.apply(&change);
        self.under_way.push_back(change.clone());
        Some(Effect::Remember(change))
    }

    /// So many changes are in the file, or will never be.
    fn settle(&mut self, done: u64) {
        while self.settled < done && self.under_way.pop_front().is_some() {
            self.settled += 1;
        }
    }

    /// What the file holds, with so many of the changes in it.
    fn take(&mut self, memory: Memory, done: u64) {
        self.settle(done);
        self.memory = memory;
        for change in &self.under_way {
            self.memory.apply(change);
        }
    }
}

/// Carries a command out that is about what was read; false: it is not.
pub(super) fn act(model: &mut Model, command: Command, out: &mut Vec<Effect>) -> bool {
    match command {
        Command::ToggleRead => toggle(model, out),
        Command::NextUnread => to_unread(model, 1),
        Command::PreviousUnread => to_unread(model, -1),
        Command::OnlyUnread => only_unread(model, out),
        Command::RecentlyRead => recently_read(model, out),
        _ => return false,
    }
    true
}

/// Something has come from the file.
pub(super) fn arrived(model: &mut Model, event: Event, out: &mut Vec<Effect>) {
    match event {
        Event::Remembered { memory, done } => {
            let mut memory = Arc::unwrap_or_clone(memory);
            let typed = std::mem::take(&mut memory.typed);
            model.reading.take(memory, done);
            let typed_since = model.reading.under_way.iter().filter_map(|c| match c {
                MemoryChange::Typed(line) => Some(line.as_str()),
                _ => None,
            });
            model.history.read(&typed, typed_since);
            if !std::mem::replace(&mut model.reading.known, true) {
                arrive::return_to_place(model);
            }
            if model.list.recent.is_some() {
                model.list.recent = Some(rows_of_recent(model));
            }
            if model.list.recent.is_some() || model.list.unread {
                typing::filter_again(model, out);
            }
        }
        Event::RememberedUpTo(done) => model.reading.settle(done),
        Event::MemoryRenewed { file, aside, saved } => {
            let id = if saved > 0 {
                "notice-memory-salvaged"
            } else {
                "notice-memory-renewed"
            };
            let notice = Notice::new(id).text("what", &file).text("aside", &aside);
            let notice = notice.number("count", saved).tone(Tone::Warning);
            notice.tell(&mut model.notice);
        }
        Event::RemembersAgain => model.reading.lost = false,
        Event::NotRemembered(failure) => {
            model.reading.lost = true;
            let notice = Notice::failure("notice-not-remembered", &failure);
            notice.tone(Tone::Warning).tell(&mut model.notice);
        }
        _ => {}
    }
}

/// Where an article was left, by its bookmark or by what is remembered. Both are
/// written when it is left, so where they differ the bookmark was changed by hand, or
/// by another machine: it goes first. One at the beginning may never have been moved.
pub(super) fn place(model: &Model, id: ArticleId) -> Option<Anchor> {
    let bookmark = model.marks.get(id).map(|mark| Anchor {
        block: mark.bookmark.block,
        offset: mark.bookmark.offset,
    });
    let moved = bookmark.filter(|anchor| *anchor != Anchor::default());
    moved.or_else(|| model.reading.place(id)).or(bookmark)
}

/// An article shows on the page.
pub(super) fn opened(model: &mut Model, article: &Article, out: &mut Vec<Effect>) {
    let change = MemoryChange::Opened(Remembered {
        id: article.id,
        headline: clean::line(article.headline()),
        source: article.source.to_string(),
    });
    out.extend(model.reading.note(change));
}

/// An article is left at a place.
pub(super) fn left(model: &mut Model, id: ArticleId, anchor: Anchor, out: &mut Vec<Effect>) {
    if model.reading.place(id).unwrap_or_default() == anchor {
        return;
    }
    let Anchor { block, offset } = anchor;
    let change = MemoryChange::Left { id, block, offset };
    out.extend(model.reading.note(change));
}

/// A line was accepted at the prompt.
pub(super) fn typed(model: &mut Model, line: &str, out: &mut Vec<Effect>) {
    if model.history.add(line) {
        let change = MemoryChange::Typed(line.to_owned());
        out.extend(model.reading.note(change));
    }
}

/// Marks the article on the page, or the chosen one, as read or unread.
fn toggle(model: &mut Model, out: &mut Vec<Effect>) {
    if is_off(model) || open::is_too_early(model) {
        return;
    }
    let Some(article) = here(model) else {
        return;
    };
    let read = !model.reading.is_read(article.id);
    model.notice = Some(Notice::new(if read {
        "notice-marked-read"
    } else {
        "notice-marked-unread"
    }));
    let change = MemoryChange::Marked { article, read };
    out.extend(model.reading.note(change));
}

fn here(model: &Model) -> Option<Remembered> {
    if model.focus == Focus::Reader {
        let article = &model.reader.as_ref()?.article;
        return Some(Remembered {
            id: article.id,
            headline: clean::line(article.headline()),
            source: article.source.to_string(),
        });
    }
    let (row, rows) = (model.list.chosen()?, model.list.rows());
    Some(Remembered {
        id: rows.id(row)?,
        headline: rows.headline(row).to_owned(),
        source: rows.source(row)?.to_string(),
    })
}

/// To the next (1) or previous (-1) unread article. What lies between are articles
/// that were read: it costs no more than there are of them.
fn to_unread(model: &mut Model, by: isize) {
    if is_off(model) {
        return;
    }
    let (list, reading) = (&model.list, &model.reading);
    let mut place = list.cursor;
    let found = loop {
        let next = place.checked_add_signed(by);
        let Some((next, row)) = next.and_then(|next| Some((next, list.row(next)?))) else {
            break None;
        };
        place = next;
        if !list.rows().id(row).is_some_and(|id| reading.is_read(id)) {
            break Some(place);
        }
    };
    let height = model.list_height();
    match found {
        Some(place) => model.list.go(place, height),
        None if by > 0 => model.notice = Some(Notice::new("notice-no-unread-below")),
        None => model.notice = Some(Notice::new("notice-no-unread-above")),
    }
}

/// Shows only what is unread, or all articles again. An article that is then read
/// stays in sight till the list is asked for anew: the mark can be taken back.
fn only_unread(model: &mut Model, out: &mut Vec<Effect>) {
    if is_off(model) {
        return;
    }
    model.list.unread = !model.list.unread;
    model.list.recent = None;
    model.notice = Some(Notice::new(if model.list.unread {
        "notice-only-unread"
    } else {
        "notice-all-articles"
    }));
    model.list.disown();
    typing::filter_again(model, out);
}

/// Shows what was opened last, the latest first, or all articles again.
fn recently_read(model: &mut Model, out: &mut Vec<Effect>) {
    if is_off(model) {
        return;
    }
    if model.list.recent.is_some() {
        return show_all(model, out);
    }
    let rows = rows_of_recent(model);
    let count = rows.len();
    model.notice = (count > 0).then(|| Notice::new("notice-recent").number("count", count));
    model.list.recent = Some(rows);
    model.list.bookmarks = None;
    model.list.unread = false;
    model.list.disown();
    typing::filter_again(model, out);
    let height = model.list_height();
    model.list.go(0, height);
}

/// All articles again.
pub(super) fn show_all(model: &mut Model, out: &mut Vec<Effect>) {
    model.list.recent = None;
    model.list.unread = false;
    model.notice = Some(Notice::new("notice-all-articles"));
    model.list.disown();
    typing::filter_again(model, out);
}

/// Whether nothing is remembered here, which is said.
fn is_off(model: &mut Model) -> bool {
    if model.reading.off {
        model.notice = Some(Notice::new("notice-lines-not-remembered"));
    }
    model.reading.off
}

fn rows_of_recent(model: &Model) -> Snapshot {
    let mut builder = ChunkBuilder::default();
    for article in model.reading.recent() {
        builder.push(Row {
            id: article.id,
            headline: clean::line(&article.headline),
            source: Source::parse(&article.source),
            facts: RowFacts::default(),
        });
    }
    Snapshot::default().with(Arc::new(builder.finish()))
}

#[cfg(test)]
mod tests;
