//! Full-text search beside the screen: bodies are read where they lie, piece by piece,
//! by two threads, and hits are told in the order of the pieces as they come.
//!
//! Invariant: hits come in one order, whatever thread is faster; nothing is told of a
//! search that nobody waits for any more.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::bodies::{self, Bodies, Give};
use super::library::Library;
use super::mailbox::Mailbox;
use super::pool::{Breath, guarded, step_back};
use crate::app::event::{Failure, TextHit};
use crate::app::{Era, Event};
use crate::search::Phrase;
use crate::store::Snapshot;

/// Threads that share a search, beside this one, which tells what they find.
const WORKERS: usize = 2;

/// Between two reports of what was found, once the first is out.
const REPORT: Duration = Duration::from_millis(60);

/// A search to run.
struct Request {
    era: Era,
    text: String,
    snapshot: Snapshot,
}

/// The handle of the thread; dropping it ends the thread.
pub struct SearchThread {
    mailbox: Arc<Mailbox<Request>>,
    latest: Arc<AtomicU64>,
}

impl SearchThread {
    /// Starts the thread; results go to `events`.
    pub fn start(events: Sender<Event>, library: Arc<Library>) -> std::io::Result<Self> {
        let mailbox = Arc::new(Mailbox::new());
        let latest = Arc::new(AtomicU64::new(0));
        let this = Self {
            mailbox: Arc::clone(&mailbox),
            latest: Arc::clone(&latest),
        };
        let work = move || {
            step_back();
            while let Some(request) = mailbox.take() {
                let Request {
                    era,
                    text,
                    snapshot,
                } = request;
                let stale = || latest.load(Ordering::Acquire) != era.0;
                // A panic costs one search, and is told.
                let _: Option<()> = guarded(&events, || {
                    search(&text, &snapshot, &library, &stale, &mut |report| {
                        let Report {
                            hits,
                            looked,
                            done,
                            failure,
                        } = report;
                        drop(events.send(Event::TextFound {
                            era,
                            hits,
                            looked,
                            done,
                            failure,
                        }));
                    });
                });
            }
        };
        thread::Builder::new()
            .name("search".to_owned())
            .spawn(work)?;
        Ok(this)
    }

    /// Asks for the articles that hold a text; the search that goes on stops.
    pub fn ask(&self, era: Era, text: String, snapshot: Snapshot) {
        self.latest.store(era.0, Ordering::Release);
        self.mailbox.put(Request {
            era,
            text,
            snapshot,
        });
    }

    /// Nobody waits for a result any more.
    pub fn stop(&self) {
        self.latest.store(u64::MAX, Ordering::Release);
    }
}

impl Drop for SearchThread {
    fn drop(&mut self) {
        self.stop();
        self.mailbox.close();
    }
}

/// What was found since the last report.
pub struct Report {
    pub hits: Vec<TextHit>,
    /// Rows that were looked at.
    pub looked: usize,
    pub done: bool,
    pub failure: Option<Failure>,
}

/// Whether nobody waits any more.
type Stale<'a> = &'a (dyn Fn() -> bool + Sync);

/// Searches all rows of a snapshot; `told` gets reports, the last of them `done`, unless
/// `stale` says that nobody waits.
pub fn search(
    text: &str,
    snapshot: &Snapshot,
    library: &Library,
    stale: Stale<'_>,
    told: &mut dyn FnMut(Report),
) {
    let Some(phrase) = Phrase::new(text) else {
        return told(Report {
            hits: Vec::new(),
            looked: snapshot.len(),
            done: true,
            failure: None,
        });
    };
    let pieces = bodies::pieces(snapshot);
    let work = || {
        let mut bodies = Bodies::new(library, snapshot, &phrase);
        let pieces = pieces.as_slice();
        Box::new(move |at: usize, give: Give<'_>| match pieces.get(at) {
            Some(piece) => bodies.search(piece, &stale, give),
            None => Ok(()),
        }) as Look<'_>
    };
    share(pieces.len(), &work, stale, told);
}

/// Looks through a piece, by its place.
type Look<'a> = Box<dyn FnMut(usize, Give<'_>) -> Result<(), Failure> + 'a>;

/// Lets workers look through so many pieces, and tells what they find.
fn share<'a>(
    pieces: usize,
    work: &(dyn Fn() -> Look<'a> + Sync),
    stale: Stale<'_>,
    told: &mut dyn FnMut(Report),
) {
    let run = Run {
        stale,
        pieces,
        next: AtomicUsize::new(0),
        found: Mutex::default(),
        changed: Condvar::new(),
    };
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| run.work(work));
        }
        run.report(told);
    });
}

/// What the workers of one search share.
struct Run<'a> {
    stale: Stale<'a>,
    /// How many pieces there are.
    pieces: usize,
    next: AtomicUsize,
    found: Mutex<Found>,
    changed: Condvar,
}

/// What was found in pieces, by their place in the order.
#[derive(Default)]
struct Found {
    pieces: Vec<Slot>,
    /// Each once: all pieces of a file that cannot be read say the same.
    failures: Vec<Failure>,
    ended: usize,
}

/// What was found in a piece and is not told yet.
#[derive(Default)]
struct Slot {
    parts: Vec<Vec<TextHit>>,
    looked: usize,
    done: bool,
}

impl Found {
    fn slot(&mut self, at: usize, change: impl FnOnce(&mut Slot)) {
        if self.pieces.len() <= at {
            self.pieces.resize_with(at + 1, Slot::default);
        }
        if let Some(slot) = self.pieces.get_mut(at) {
            change(slot);
        }
    }
}

impl Run<'_> {
    /// Looks through piece after piece.
    fn work<'a>(&self, work: &(dyn Fn() -> Look<'a> + Sync)) {
        // A panic ends the search; the others must not wait for this one.
        let _end = End(self);
        let mut look = work();
        let mut breath = Breath::begin();
        loop {
            breath.draw();
            let at = self.next.fetch_add(1, Ordering::Relaxed);
            if at >= self.pieces || (self.stale)() {
                return;
            }
            let read = look(at, &mut |hits, rows| {
                self.lock().slot(at, |slot| {
                    slot.parts.push(hits);
                    slot.looked += rows;
                });
                self.changed.notify_one();
            });
            let mut found = self.lock();
            found.slot(at, |slot| slot.done = true);
            if let Err(failure) = read
                && !found.failures.contains(&failure)
            {
                found.failures.push(failure);
            }
            self.changed.notify_one();
        }
    }

    fn lock(&self) -> MutexGuard<'_, Found> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells what comes, in order.
    fn report(&self, told: &mut dyn FnMut(Report)) {
        let mut next = Next::default();
        let mut last: Option<Instant> = None;
        loop {
            let mut found = self.lock();
            let ended = found.ended == WORKERS;
            next.take(&mut found, ended);
            if (self.stale)() {
                return;
            }
            let due = last.map_or(next.hits() > 0, |last| last.elapsed() >= REPORT);
            if !ended && !due {
                drop(self.changed.wait_timeout(found, REPORT));
                continue;
            }
            let failure = found.failures.get(next.failures).cloned();
            next.failures += usize::from(failure.is_some());
            let done = ended && next.failures == found.failures.len();
            drop(found);
            told(Report {
                hits: next.parts.drain(..).flatten().collect(),
                looked: next.looked,
                done,
                failure,
            });
            if done {
                return;
            }
            last = Some(Instant::now());
        }
    }
}

/// What is told next.
#[derive(Default)]
struct Next {
    /// The piece that is waited for.
    at: usize,
    parts: Vec<Vec<TextHit>>,
    looked: usize,
    /// How many failures were told.
    failures: usize,
}

impl Next {
    /// Takes what has come without a gap; all once the workers have ended, because then
    /// one has fallen over what is missing, and the others' hits stay.
    fn take(&mut self, found: &mut Found, ended: bool) {
        while let Some(slot) = found.pieces.get_mut(self.at) {
            self.parts.append(&mut slot.parts);
            self.looked += std::mem::take(&mut slot.looked);
            if !slot.done && !ended {
                return;
            }
            self.at += 1;
        }
    }

    fn hits(&self) -> usize {
        self.parts.iter().map(Vec::len).sum()
    }
}

/// Notes that a worker has ended, however it has.
struct End<'a>(&'a Run<'a>);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.lock().ended += 1;
        self.0.changed.notify_one();
    }
}

#[cfg(test)]
mod tests;
