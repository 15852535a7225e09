//! The bookmarks file beside the screen: one thread that writes each change at
//! once, and together what came while it was writing.
//!
//! Invariant: `BookmarksSaved` is sent only for what is on disk. What could not
//! be written is kept, and tried again with the next change or at the end.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::atomic::{self, ReplaceError};
use super::fs::{ReadError, shown};
use super::pool::guarded;
use crate::app::Event;
use crate::app::event::Failure;
use crate::article::ArticleId;
use crate::store::bookmark_file::{self, Problem};
use crate::store::{Bookmark, BookmarkChange};
use crate::text::clean;

/// The handle of the thread; dropping it ends the thread after its write.
pub struct Saver {
    desk: Arc<Desk>,
}

/// Changes that did not reach the disk, and why.
#[derive(Clone, Debug)]
pub struct Unsaved {
    pub changes: usize,
    pub failure: Failure,
}

/// What the thread and its handle share.
#[derive(Default)]
struct Desk {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// What is not yet on disk and not being written.
    waiting: Vec<BookmarkChange>,
    /// The articles of all changes in it, one for each change, merged or not.
    asked: Vec<ArticleId>,
    /// Whether to write what waits; false after a failure.
    wanted: bool,
    writing: bool,
    /// Why the last write failed.
    failure: Option<Failure>,
    closed: bool,
}

impl Desk {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Saver {
    /// Starts the thread, which first reads the file and sends what is in it.
    /// Without a `path` nothing can be saved, and each change is told so.
    pub fn start(path: Option<PathBuf>, events: Sender<Event>) -> std::io::Result<Self> {
        let desk = Arc::new(Desk::default());
        let this = Self {
            desk: Arc::clone(&desk),
        };
        let mut writer = Writer { path, events };
        thread::Builder::new()
            .name("saver".to_owned())
            .spawn(move || {
                writer.read();
                writer.run(&desk);
            })?;
        Ok(this)
    }

    /// Queues a change.
    pub fn save(&self, change: BookmarkChange) {
        let mut state = self.desk.state();
        state.asked.push(change.id());
        coalesce(&mut state.waiting, change);
        state.wanted = true;
        self.desk.changed.notify_all();
    }

    /// Waits until all is on disk; tries once more what failed before. False
    /// where something is not on disk, at the latest after `timeout`.
    pub fn flush(&self, timeout: Duration) -> bool {
        let mut state = self.desk.state();
        state.wanted |= !state.waiting.is_empty();
        self.desk.changed.notify_all();
        let (state, _) = self
            .desk
            .changed
            .wait_timeout_while(state, timeout, |state| state.wanted || state.writing)
            .unwrap_or_else(PoisonError::into_inner);
        state.waiting.is_empty() && !state.writing
    }

    /// What is not on disk.
    pub fn unsaved(&self) -> Unsaved {
        let state = self.desk.state();
        let still = || Failure {
            what: String::new(),
            why: "why-lock-busy",
            detail: String::new(),
        };
        Unsaved {
            // A write that still runs has at least one.
            changes: state.waiting.len().max(1),
            failure: state.failure.clone().unwrap_or_else(still),
        }
    }
}

impl Drop for Saver {
    fn drop(&mut self) {
        self.desk.state().closed = true;
        self.desk.changed.notify_all();
    }
}

/// Puts `change` behind what waits, where later changes of an article replace
/// earlier ones.
fn coalesce(waiting: &mut Vec<BookmarkChange>, change: BookmarkChange) {
    let id = change.id();
    let earlier = waiting.iter_mut().find(|earlier| earlier.id() == id);
    match (earlier, change) {
        (Some(BookmarkChange::Set(bookmark)), BookmarkChange::Move { block, offset, .. }) => {
            bookmark.block = block;
            bookmark.offset = offset;
        }
        // What is cleared has no place to move.
        (Some(BookmarkChange::Clear(_)), BookmarkChange::Move { .. }) => {}
        (Some(earlier), change) => *earlier = change,
        (None, change) => waiting.push(change),
    }
}

/// The thread's own side.
struct Writer {
    path: Option<PathBuf>,
    events: Sender<Event>,
}

impl Writer {
    fn run(&mut self, desk: &Desk) {
        loop {
            let state = desk.state();
            let mut state = desk
                .changed
                .wait_while(state, |state| !state.wanted && !state.closed)
                .unwrap_or_else(PoisonError::into_inner);
            if !state.wanted {
                return;
            }
            let batch = std::mem::take(&mut state.waiting);
            let asked = std::mem::take(&mut state.asked);
            state.wanted = false;
            state.writing = true;
            drop(state);
            let event = self.write(&batch, asked.clone());
            if let Event::BookmarksFailed(_, failure) = &event {
                let mut state = desk.state();
                state.failure = Some(failure.clone());
                state.asked.extend(asked);
                let newer = std::mem::replace(&mut state.waiting, batch);
                for change in newer {
                    coalesce(&mut state.waiting, change);
                }
            }
            // Told only now, so that who hears of a failure finds what is unsaved.
            let saved = matches!(event, Event::BookmarksSaved(_));
            self.send(event);
            if saved {
                // Others write there too: what is in it now is what shows.
                self.read();
            }
            desk.state().writing = false;
            desk.changed.notify_all();
        }
    }

    /// Reads the file and tells what is in it.
    fn read(&mut self) {
        let event = match &self.path {
            None => Event::BookmarksRead(Vec::new()),
            Some(path) => {
                atomic::sweep(path);
                match guarded(&self.events, || read(path)) {
                    Some(Ok(bookmarks)) => Event::BookmarksRead(bookmarks),
                    Some(Err(failure)) => Event::BookmarksUnreadable(failure),
                    None => Event::BookmarksUnreadable(self.odd("panic")),
                }
            }
        };
        self.send(event);
    }

    /// Writes the changes; the result is to be sent.
    fn write(&mut self, batch: &[BookmarkChange], ids: Vec<ArticleId>) -> Event {
        let edit = |old: &str| bookmark_file::apply(old, batch);
        let result = match &self.path {
            None => Err(Failure {
                what: "bookmarks.toml".to_owned(),
                why: "why-no-home",
                detail: String::new(),
            }),
            Some(path) => match guarded(&self.events, || atomic::replace(path, edit)) {
                Some(result) => result.map_err(|error| failure(path, error)),
                None => Err(self.odd("panic")),
            },
        };
        match result {
            Ok(()) => Event::BookmarksSaved(ids),
            Err(failure) => Event::BookmarksFailed(ids, failure),
        }
    }

    fn send(&self, event: Event) {
        // Nobody listens any more only when the program ends.
        drop(self.events.send(event));
    }

    /// A failure that nothing else says anything about.
    fn odd(&self, detail: &str) -> Failure {
        Failure {
            what: self.path.as_deref().map(shown).unwrap_or_default(),
            why: "why-io",
            detail: detail.to_owned(),
        }
    }
}

/// The bookmarks of the file at `path`, once; none where there is no file.
pub fn read(path: &Path) -> Result<Vec<Bookmark>, Failure> {
    atomic::read(path)
        .and_then(|text| bookmark_file::read(&text).map_err(ReplaceError::Edit))
        .map_err(|error| failure(path, error))
}

fn failure(path: &Path, error: ReplaceError<Problem>) -> Failure {
    let (why, detail) = match error {
        ReplaceError::Edit(problem) => ("why-bookmarks-unreadable", place_of(&problem)),
        ReplaceError::NotText { line, column } => {
            let message = "not UTF-8".to_owned();
            let problem = Problem {
                line,
                column,
                message,
            };
            ("why-bookmarks-unreadable", place_of(&problem))
        }
        ReplaceError::Busy | ReplaceError::Changing => ("why-lock-busy", String::new()),
        ReplaceError::NotAFile => ("why-device", String::new()),
        ReplaceError::Io(error) => return ReadError::from(error).of(&shown(path)),
    };
    let what = shown(path);
    Failure { what, why, detail }
}

/// `LINE:COLUMN: what is wrong`.
fn place_of(problem: &Problem) -> String {
    clean::line(&format!(
        "{}:{}: {}",
        problem.line, problem.column, problem.message
    ))
}

#[cfg(test)]
mod tests;
