//! What is remembered of reading, beside the screen: one thread that reads it at the
//! start, writes each change, and together what came while it was writing.
//!
//! Invariant: nobody waits for it but who leaves, and not for long. Changes are in the
//! hands of the system once they are written, so that killing the program costs at most
//! the last ones; where the file is of no use the program goes on without it.

mod book;
mod place;
mod salvage;
mod unchanged;

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::clock;
use super::fs::shown;
use super::pool::guarded;
use crate::app::{Event, Failure};
use crate::store::{Memory, MemoryChange};
use book::{Book, Fault, Noted};

/// The file in the state directory.
pub const FILE: &str = "state.sqlite";

/// Changes that wait where the file cannot be written; the oldest go first.
const MOST_WAITING: usize = 10_000;

/// The handle of the thread; dropping it ends the thread after its write.
pub struct Keeper {
    desk: Arc<Desk>,
}

#[derive(Default)]
struct Desk {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    waiting: Vec<Noted>,
    /// Whether to write what waits; false where that has just failed.
    wanted: bool,
    closed: bool,
    ended: bool,
}

impl Desk {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Keeper {
    /// Starts the thread, which first reads the file in `folder` and sends what is in
    /// it. Without a folder nothing lasts, which is told.
    pub fn start(folder: Option<PathBuf>, events: Sender<Event>) -> std::io::Result<Self> {
        let desk = Arc::new(Desk::default());
        let this = Self {
            desk: Arc::clone(&desk),
        };
        let work = move || {
            guarded(&events, || Writer::new(folder, &events).run(&desk));
            desk.state().ended = true;
            desk.changed.notify_all();
        };
        thread::Builder::new()
            .name("memory".to_owned())
            .spawn(work)?;
        Ok(this)
    }

    /// Queues a change, with the time that it is now.
    pub fn note(&self, change: MemoryChange) {
        let mut state = self.desk.state();
        let at = clock::now_millis();
        state.waiting.push(Noted { change, at });
        state.wanted = true;
        self.desk.changed.notify_all();
    }

    /// Asks for the end, which [`Keeper::wait`] waits for.
    pub fn close(&self) {
        self.desk.state().closed = true;
        self.desk.changed.notify_all();
    }

    /// Waits until all is written and the file closed, but no longer than `limit`: what
    /// is not there in time is done without.
    pub fn wait(&self, limit: Duration) {
        let state = self.desk.state();
        let waited = self
            .desk
            .changed
            .wait_timeout_while(state, limit, |state| !state.ended);
        drop(waited);
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.close();
    }
}

/// What the file in `folder` holds; nothing where there is none.
///
/// # Errors
/// A file that cannot be read.
pub fn read(folder: &Path) -> Result<Memory, Failure> {
    let path = folder.join(FILE);
    if !path.exists() {
        return Ok(Memory::default());
    }
    let read = Book::open(&path).and_then(|book| book.load());
    read.map_err(|fault| fault.of(&path))
}

/// The same for a report: nothing is made, mended or taken over, and no lock is waited
/// for.
///
/// # Errors
/// A file that cannot be read.
pub fn look(folder: &Path) -> Result<Memory, Failure> {
    let path = folder.join(FILE);
    let read = unchanged::open(&path).and_then(|book| match book {
        Some(book) => book.load(),
        None => Ok(Memory::default()),
    });
    read.map_err(|fault| fault.of(&path))
}

/// The article that was opened last, alone, and where it was left.
///
/// # Errors
/// A file that cannot be read.
pub fn latest(folder: &Path) -> Result<Memory, Failure> {
    let path = folder.join(FILE);
    if !path.exists() {
        return Ok(Memory::default());
    }
    let read = Book::open(&path).and_then(|book| book.latest());
    read.map_err(|fault| fault.of(&path))
}

/// The thread's own side.
struct Writer<'a> {
    path: Option<PathBuf>,
    events: &'a Sender<Event>,
    /// None where it lasts only till the end.
    book: Option<Book>,
    /// Changes that were taken from the desk for good.
    done: u64,
    /// That it cannot be read or written was told.
    told: bool,
}

impl<'a> Writer<'a> {
    /// Opens the file and sends what is in it.
    fn new(folder: Option<PathBuf>, events: &'a Sender<Event>) -> Self {
        let path = folder.map(|folder| folder.join(FILE));
        let mut this = Self {
            path,
            events,
            book: None,
            done: 0,
            told: false,
        };
        match this.path.clone() {
            Some(path) => this.open(&path),
            None => this.send(Event::NotRemembered(Failure {
                what: FILE.to_owned(),
                why: "why-no-home",
                detail: String::new(),
            })),
        }
        this
    }

    fn open(&mut self, path: &Path) {
        let opened = match open(path) {
            Err(Fault::Damaged(_)) => self.renew(path),
            other => other,
        };
        match opened {
            Ok((book, memory)) => {
                self.book = Some(book);
                self.remembered(memory);
            }
            Err(fault) => self.not_remembered(fault, path),
        }
    }

    /// Tells it once.
    fn not_remembered(&mut self, fault: Fault, path: &Path) {
        if !std::mem::replace(&mut self.told, true) {
            self.send(Event::NotRemembered(fault.of(path)));
        }
    }

    /// Moves the damaged file aside and begins another one, with what can be read of it.
    fn renew(&mut self, path: &Path) -> Result<(Book, Memory), Fault> {
        // The file is let go before it is moved.
        self.book = None;
        let aside = place::set_aside(path, &|| matches!(open(path), Err(Fault::Damaged(_))))?;
        let mut book = Book::open(path)?;
        // None: another program was faster, and has said so.
        if let Some(aside) = aside {
            // Without what was saved it goes on as well.
            let saved = book.restore(&salvage::read(&aside)).unwrap_or(0);
            let name = |path: &Path| {
                path.file_name()
                    .map_or_else(String::new, |n| shown(n.as_ref()))
            };
            self.send(Event::MemoryRenewed {
                file: name(path),
                aside: name(&aside),
                saved,
            });
        }
        let memory = book.load()?;
        Ok((book, memory))
    }

    fn run(&mut self, desk: &Desk) {
        loop {
            let state = desk.state();
            let mut state = desk
                .changed
                .wait_while(state, |state| !state.wanted && !state.closed)
                .unwrap_or_else(PoisonError::into_inner);
            let last = state.closed;
            let batch = std::mem::take(&mut state.waiting);
            state.wanted = false;
            drop(state);
            let kept = self.write(batch);
            let mut state = desk.state();
            let newer = std::mem::replace(&mut state.waiting, kept);
            state.waiting.extend(newer);
            if last && !state.wanted {
                return;
            }
        }
    }

    /// Writes changes; gives back those that are to be tried again.
    fn write(&mut self, batch: Vec<Noted>) -> Vec<Noted> {
        let Some(path) = self.path.clone() else {
            self.settled(batch.len());
            return Vec::new();
        };
        if batch.is_empty() {
            return batch;
        }
        // What stood in the way may be gone by now.
        if self.book.is_none() {
            self.open(&path);
        }
        let Some(book) = &mut self.book else {
            return self.keep(batch);
        };
        let mut written = book.write(&batch);
        if let Err(Fault::Damaged(_)) = written {
            written = self.renew(&path).and_then(|(mut book, _)| {
                let written = book.write(&batch);
                self.book = Some(book);
                written
            });
        }
        match written {
            Ok(others) => {
                if std::mem::take(&mut self.told) {
                    self.send(Event::RemembersAgain);
                }
                self.settled(batch.len());
                if others {
                    self.read_again();
                }
                Vec::new()
            }
            Err(fault) => {
                // Another program may only be at it for long.
                if !matches!(fault, Fault::Busy) {
                    self.not_remembered(fault, &path);
                }
                self.keep(batch)
            }
        }
    }

    /// What is to be tried again: as much of it as may wait.
    fn keep(&mut self, mut batch: Vec<Noted>) -> Vec<Noted> {
        let surplus = batch.len().saturating_sub(MOST_WAITING);
        batch.drain(..surplus);
        self.settled(surplus);
        batch
    }

    /// So many of the changes are not coming again.
    fn settled(&mut self, changes: usize) {
        if changes > 0 {
            self.done += changes as u64;
            self.send(Event::RememberedUpTo(self.done));
        }
    }

    /// Another program has written: what it knows shows here too.
    fn read_again(&mut self) {
        if let Some(Ok(memory)) = self.book.as_ref().map(Book::load) {
            self.remembered(memory);
        }
    }

    fn remembered(&self, memory: Memory) {
        let (memory, done) = (Arc::new(memory), self.done);
        self.send(Event::Remembered { memory, done });
    }

    fn send(&self, event: Event) {
        // Nobody listens any more only when the program ends.
        drop(self.events.send(event));
    }
}

fn open(path: &Path) -> Result<(Book, Memory), Fault> {
    let book = Book::open(path)?;
    let memory = book.load()?;
    Ok((book, memory))
}

#[cfg(test)]
mod tests;
