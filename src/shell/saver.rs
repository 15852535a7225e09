//! The bookmarks file beside the screen: one thread that writes each change at
//! once, and together what came while it was writing.
//!
//! Invariant: `BookmarksSaved` is sent only for what is on disk. What could not
//! be written is kept, and tried again with the next change or at the end. A file that
//! somebody has emptied gets back what it held, with the next change.

mod news;
mod waiting;

use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use news::{FEW, news};
use waiting::coalesce;

use super::atomic::{self, Real};
use super::bookmarks::{self, Written, oddity};
use super::fs::shown;
use super::pool::guarded;
use crate::app::Event;
use crate::app::event::Failure;
use crate::app::kept::rows_of;
use crate::article::ArticleId;
use crate::store::{Bookmark, BookmarkChange, bookmark_file};
use crate::text::Clean;

/// The handle of the thread; dropping it ends the thread after its write.
pub struct Saver {
    desk: Arc<Desk>,
}

/// Changes that did not reach the disk, and why.
#[derive(Clone, Debug)]
pub struct Unsaved {
    pub changes: Vec<BookmarkChange>,
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
    /// What is being written.
    writing: Option<Vec<BookmarkChange>>,
    /// Whether the file is to be read again.
    reread: bool,
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
        let mut writer = Writer {
            path,
            events,
            told: None,
            known: None,
        };
        thread::Builder::new()
            .name("saver".to_owned())
            .spawn(move || {
                writer.join_copies();
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

    /// Tries once more what could not be written.
    pub fn save_again(&self) {
        let mut state = self.desk.state();
        state.wanted |= !state.waiting.is_empty();
        self.desk.changed.notify_all();
    }

    /// Reads the file again: somebody else may have written to it.
    pub fn reread(&self) {
        self.desk.state().reread = true;
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
            .wait_timeout_while(state, timeout, |state| {
                state.wanted || state.writing.is_some()
            })
            .unwrap_or_else(PoisonError::into_inner);
        state.waiting.is_empty() && state.writing.is_none()
    }

    /// What is not on disk.
    pub fn unsaved(&self) -> Unsaved {
        let state = self.desk.state();
        let still = || Failure {
            what: Clean::default(),
            why: "why-lock-busy",
            detail: Clean::default(),
        };
        Unsaved {
            changes: [&state.writing.clone().unwrap_or_default(), &state.waiting]
                .into_iter()
                .flatten()
                .cloned()
                .collect(),
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

/// The thread's own side.
struct Writer {
    path: Option<PathBuf>,
    events: Sender<Event>,
    /// What was odd about the file when it was read last.
    told: Option<Failure>,
    /// What the model was told of the file.
    known: Option<Known>,
}

/// A file, and what stands in it.
struct Known {
    text: Vec<u8>,
    bookmarks: Vec<Bookmark>,
}

impl Writer {
    fn run(&mut self, desk: &Desk) {
        loop {
            let state = desk.state();
            let mut state = desk
                .changed
                .wait_while(state, |state| {
                    !state.wanted && !state.reread && !state.closed
                })
                .unwrap_or_else(PoisonError::into_inner);
            if !state.wanted && std::mem::take(&mut state.reread) {
                drop(state);
                self.join_copies();
                self.read();
                continue;
            }
            if !state.wanted {
                return;
            }
            let batch = std::mem::take(&mut state.waiting);
            let asked = std::mem::take(&mut state.asked);
            state.wanted = false;
            state.writing = Some(batch.clone());
            drop(state);
            match self.write(&batch) {
                Ok(written) => {
                    // Told only now, so that who hears of a failure finds what is unsaved.
                    let mut state = desk.state();
                    (state.writing, state.failure) = (None, None);
                    drop(state);
                    desk.changed.notify_all();
                    self.saved(&batch, asked, written);
                }
                Err(failure) => {
                    let mut state = desk.state();
                    state.failure = Some(failure.clone());
                    state.asked.extend(&asked);
                    let newer = std::mem::replace(&mut state.waiting, batch);
                    for change in newer {
                        coalesce(&mut state.waiting, change);
                    }
                    drop(state);
                    self.send(Event::BookmarksFailed(asked, failure));
                }
            }
            desk.state().writing = None;
            desk.changed.notify_all();
        }
    }

    /// Reads the file and tells what is in it, unless that is known.
    fn read(&mut self) {
        let Some(path) = self.path.clone() else {
            return self.send(Event::BookmarksRead(Vec::new()));
        };
        atomic::sweep(&Real, &path);
        let read = guarded(&self.events, || {
            let text = bookmarks::bytes(&path)?;
            // Of what we have written ourselves the watch tells too.
            if self.known.as_ref().is_some_and(|known| known.text == text) {
                return Ok(None);
            }
            let contents = bookmark_file::read(&text);
            Ok(Some((text, contents)))
        });
        match read {
            Some(Ok(None)) => {}
            Some(Ok(Some((text, _)))) if self.is_emptied(&text) => self.emptied(),
            Some(Ok(Some((_, contents)))) if self.is_lost(&contents.bookmarks) => self.put_back(),
            Some(Ok(Some((text, contents)))) => {
                let odd = oddity(&path, &contents);
                self.tell(text, contents.bookmarks, &[]);
                if odd != self.told {
                    self.told.clone_from(&odd);
                    odd.into_iter()
                        .for_each(|odd| self.send(Event::BookmarksOdd(odd)));
                }
            }
            Some(Err(failure)) => {
                self.known = None;
                self.send(Event::BookmarksUnreadable(failure));
            }
            None => self.send(Event::BookmarksUnreadable(self.odd("panic"))),
        }
    }

    /// Whether nothing is left of bookmarks that were in the file: that is no change that
    /// this program, or a hand, would write.
    fn is_emptied(&self, text: &[u8]) -> bool {
        let held = self.known.as_ref().map(|known| &known.bookmarks);
        text.is_empty() && held.is_some_and(|held| !held.is_empty())
    }

    /// The model keeps what it knows.
    fn emptied(&mut self) {
        if let Some(known) = &mut self.known {
            known.text.clear();
        }
        let odd = Failure {
            why: "why-bookmarks-emptied",
            ..self.odd("")
        };
        self.told = Some(odd.clone());
        self.send(Event::BookmarksOdd(odd));
    }

    /// Whether somebody has begun anew in a file that had been emptied.
    fn is_lost(&self, now: &[Bookmark]) -> bool {
        let held = self.known.iter().filter(|known| known.text.is_empty());
        let mut held = held.flat_map(|known| &known.bookmarks).peekable();
        let is_there = |own: &Bookmark| now.iter().any(|other| other.id == own.id);
        held.peek().is_some() && !held.any(is_there)
    }

    /// What was in it goes back at once, beside what is there now.
    fn put_back(&mut self) {
        let held = self
            .known
            .iter()
            .flat_map(|known| &known.bookmarks)
            .cloned();
        let back: Vec<BookmarkChange> = held.map(BookmarkChange::Join).collect();
        match self.write(&back) {
            Ok(written) => self.saved(&back, Vec::new(), written),
            Err(failure) => self.send(Event::BookmarksOdd(failure)),
        }
    }

    /// Tells what has become of a batch that is on disk, and of the file: others write
    /// there too.
    fn saved(&mut self, batch: &[BookmarkChange], asked: Vec<ArticleId>, written: Written) {
        let is_gone = |id: &ArticleId| written.told.missed.contains(id);
        let (gone, saved): (Vec<_>, Vec<_>) = asked.into_iter().partition(is_gone);
        if !gone.is_empty() {
            self.send(Event::BookmarksGone(gone));
        }
        if !saved.is_empty() {
            self.send(Event::BookmarksSaved(saved));
        }
        // What was odd has been put right; said here where it was not read before.
        let told = self.told.take();
        let mended = written.mended.filter(|_| told.is_none());
        mended
            .into_iter()
            .for_each(|odd| self.send(Event::BookmarksOdd(odd)));
        self.tell(written.text.into_bytes(), written.bookmarks, batch);
        // Who takes it back at once has seen what there is now.
        if !written.told.joined.is_empty() {
            self.send(Event::NotesJoined);
        }
    }

    /// Tells what the file holds now: what is new of it where that is little, else all.
    /// `own` are the changes that were written just now.
    fn tell(&mut self, text: Vec<u8>, bookmarks: Vec<Bookmark>, own: &[BookmarkChange]) {
        let before = self.known.as_ref().map(|known| &*known.bookmarks);
        match before.and_then(|before| news(before, &bookmarks, own)) {
            Some((are, gone)) if are.is_empty() && gone.is_empty() => {}
            Some((are, gone)) => self.send(Event::BookmarksAre { are, gone }),
            None => {
                if bookmarks.len() > FEW {
                    self.send(Event::BookmarksListed(rows_of(bookmarks.iter())));
                }
                self.send(Event::BookmarksRead(bookmarks.clone()));
            }
        }
        self.known = Some(Known { text, bookmarks });
    }

    /// Takes in what synchronising tools have put beside the file.
    fn join_copies(&mut self) {
        let Some(path) = self.path.clone() else {
            return;
        };
        let Some(joined) = guarded(&self.events, || bookmarks::merge_copies(&path)) else {
            return self.send(Event::BookmarksOdd(self.odd("panic")));
        };
        if !joined.names.is_empty() {
            self.send(Event::BookmarksJoined(joined.names));
        }
        // What is odd goes last: it is what is to be seen.
        for odd in joined.odd {
            self.send(Event::BookmarksOdd(odd));
        }
    }

    /// Writes the changes.
    fn write(&self, batch: &[BookmarkChange]) -> Result<Written, Failure> {
        let Some(path) = &self.path else {
            return Err(Failure {
                what: "bookmarks.toml".into(),
                why: "why-no-home",
                detail: Clean::default(),
            });
        };
        let held = self.known.as_ref().map(|known| &*known.bookmarks);
        let write = || bookmarks::write_back(path, held.unwrap_or_default(), batch);
        let written = guarded(&self.events, write);
        written.unwrap_or_else(|| Err(self.odd("panic")))
    }

    fn send(&self, event: Event) {
        // Nobody listens any more only when the program ends.
        drop(self.events.send(event));
    }

    /// A failure that nothing else says anything about.
    fn odd(&self, detail: &'static str) -> Failure {
        Failure {
            what: self.path.as_deref().map(shown).unwrap_or_default(),
            why: "why-io",
            detail: detail.into(),
        }
    }
}

#[cfg(test)]
mod tests;
