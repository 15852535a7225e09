//! Full-text search beside the screen: bodies are read where they lie, piece by piece,
//! by two threads, and hits are told in the order of the pieces as they come.
//!
//! Invariant: hits come in one order, whatever thread is faster; nothing is told of a
//! search that nobody waits for any more.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::bodies::{self, Bodies, Piece};
use super::library::Library;
use super::mailbox::Mailbox;
use super::pool::guarded;
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
    let run = Run {
        phrase,
        snapshot,
        library,
        stale,
        pieces: bodies::pieces(snapshot),
        next: AtomicUsize::new(0),
        found: Mutex::default(),
        changed: Condvar::new(),
    };
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| run.work());
        }
        run.report(told);
    });
}

/// What the workers of one search share.
struct Run<'a> {
    phrase: Phrase,
    snapshot: &'a Snapshot,
    library: &'a Library,
    stale: Stale<'a>,
    pieces: Vec<Piece>,
    next: AtomicUsize,
    found: Mutex<Found>,
    changed: Condvar,
}

/// The hits of pieces, by their place in the order.
#[derive(Default)]
struct Found {
    pieces: Vec<Option<Vec<TextHit>>>,
    failure: Option<Failure>,
    ended: usize,
}

impl Run<'_> {
    /// Searches piece after piece.
    fn work(&self) {
        let mut bodies = Bodies::new(self.library);
        // A panic ends the search; the others must not wait for this one.
        let _end = End(self);
        loop {
            let at = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(piece) = self.pieces.get(at).filter(|_| !(self.stale)()) else {
                return;
            };
            let found = bodies.search(piece, self.snapshot, &self.phrase, &|| (self.stale)());
            let mut shared = self.found.lock().unwrap_or_else(PoisonError::into_inner);
            let (hits, failure) = found;
            if shared.pieces.len() <= at {
                shared.pieces.resize_with(at + 1, || None);
            }
            shared
                .pieces
                .get_mut(at)
                .into_iter()
                .for_each(|slot| *slot = Some(hits.clone()));
            shared.failure = shared.failure.take().or(failure);
            self.changed.notify_one();
        }
    }

    /// Tells what comes, in order.
    fn report(&self, told: &mut dyn FnMut(Report)) {
        let (mut at, mut looked) = (0, 0);
        let mut hits = Vec::new();
        let mut last: Option<Instant> = None;
        let mut shared = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            while let Some(found) = shared.pieces.get_mut(at).and_then(Option::take) {
                hits.extend(found);
                looked += self.pieces.get(at).map_or(0, Piece::count);
                at += 1;
            }
            let done = shared.ended == WORKERS;
            let due = match last {
                None => !hits.is_empty(),
                Some(last) => last.elapsed() >= REPORT,
            };
            if (self.stale)() {
                return;
            }
            if done || due {
                let failure = shared.failure.take();
                drop(shared);
                let hits = std::mem::take(&mut hits);
                told(Report {
                    hits,
                    looked,
                    done,
                    failure,
                });
                if done {
                    return;
                }
                last = Some(Instant::now());
                shared = self.found.lock().unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            let waited = self.changed.wait_timeout(shared, REPORT);
            shared = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

/// Notes that a worker has ended, however it has.
struct End<'a>(&'a Run<'a>);

impl Drop for End<'_> {
    fn drop(&mut self) {
        let mut shared = self.0.found.lock().unwrap_or_else(PoisonError::into_inner);
        shared.ended += 1;
        self.0.changed.notify_one();
    }
}
