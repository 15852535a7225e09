//! The filter beside the screen: one thread, a mailbox with one place, and the
//! latest era as a number, so that each key stops the run before it.
//!
//! What the last run found is kept chunk by chunk. A query that extends the last one
//! looks only at what that one found, and rows that come later only at themselves.
//!
//! Invariant: no more than one query waits, and it is the last one asked; the result
//! is that of a run over all rows, whatever was kept.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::SharedFinder;
use super::mailbox::Mailbox;
use super::mentioned::{Known, Mentioned};
use super::pool::{Breath, guarded, step_back};
use crate::app::{Event, Filtering};
use crate::filter::{self, Extent, Finder, Hit, Matches, Part, Query, Skim};
use crate::store::{Chunk, Snapshot};

/// Threads that share one scan, this one included: two halve the time on two
/// cores (`benches/program.rs`).
const WORKERS: usize = 2;

/// Chunks below which one thread is done before another has started.
const SHARED: usize = 4;

/// After so long the best of what was looked at shows, and again after so many times
/// as long.
const FIRST: Duration = Duration::from_millis(3);
const AGAIN: u32 = 16;

/// On its way to the thread.
enum Message {
    Ask(Filtering),
    Prepare(Snapshot),
}

/// The handle of the thread; dropping it ends the thread.
pub struct FilterThread {
    mailbox: Arc<Mailbox<Message>>,
    latest: Arc<AtomicU64>,
}

impl FilterThread {
    /// Starts the thread; results go to `events`.
    pub fn start(
        events: Sender<Event>,
        finder: SharedFinder,
        mentioned: Mentioned,
    ) -> std::io::Result<Self> {
        let mailbox = Arc::new(Mailbox::new());
        let latest = Arc::new(AtomicU64::new(0));
        let this = Self {
            mailbox: Arc::clone(&mailbox),
            latest: Arc::clone(&latest),
        };
        let work = move || {
            step_back();
            let mut bench = Bench::new(finder.get().clone(), mentioned);
            while let Some(message) = mailbox.take() {
                let done = guarded(&events, || match message {
                    Message::Ask(request) => {
                        let stale = || latest.load(Ordering::Acquire) != request.era.0;
                        bench.answer(&request, &stale, &|event| drop(events.send(event)));
                    }
                    Message::Prepare(snapshot) => bench.prepare(&snapshot, &|| !mailbox.is_empty()),
                });
                if done.is_none() {
                    bench.forget();
                }
            }
        };
        thread::Builder::new()
            .name("filter".to_owned())
            .spawn(work)?;
        Ok(this)
    }

    /// Asks for the rows that match; the run that goes on stops for it.
    pub fn ask(&self, request: Filtering) {
        self.latest.store(request.era.0, Ordering::Release);
        self.mailbox.put(Message::Ask(request));
    }

    /// Makes rows ready while no query waits.
    pub fn prepare(&self, snapshot: Snapshot) {
        self.mailbox.offer(Message::Prepare(snapshot));
    }
}

impl Drop for FilterThread {
    fn drop(&mut self) {
        // No era is this large: it stops the run that goes on.
        self.latest.store(u64::MAX, Ordering::Release);
        self.mailbox.close();
    }
}

/// Whether a later query was asked; for all workers of a scan.
type Stale<'a> = &'a (dyn Fn() -> bool + Sync);

/// Takes a result.
type Tell<'a> = &'a dyn Fn(Event);

/// The hits of a chunk, once they are known.
type Hits = Option<Arc<[Hit]>>;

/// What the thread works with, and keeps from run to run.
pub(super) struct Bench {
    finder: Finder,
    mentioned: Mentioned,
    query: Query,
    chunks: Vec<Arc<Chunk>>,
    hits: Vec<Hits>,
}

impl Bench {
    pub(super) fn new(finder: Finder, mentioned: Mentioned) -> Self {
        Self {
            finder,
            mentioned,
            query: Query::default(),
            chunks: Vec::new(),
            hits: Vec::new(),
        }
    }

    fn forget(&mut self) {
        self.query = Query::default();
        self.chunks.clear();
        self.hits.clear();
    }

    fn prepare(&self, snapshot: &Snapshot, stop: &dyn Fn() -> bool) {
        for chunk in snapshot.chunks() {
            if stop() {
                return;
            }
            self.finder.prepare(chunk);
        }
    }

    /// Runs one filter, and tells parts of its result while it takes long.
    pub(super) fn answer(&mut self, request: &Filtering, stale: Stale<'_>, tell: Tell<'_>) {
        let era = request.era;
        let query = match self.finder.query(&request.text, &self.query) {
            Ok(query) if request.unread => query.of_unread(),
            Ok(query) => query,
            Err(problem) => return tell(Event::FilterRefused { era, problem }),
        };
        let filtered = |matches, complete| Event::Filtered {
            era,
            query: query.clone(),
            matches,
            complete,
        };
        if query.is_empty() {
            let all = Matches::All(request.snapshot.len() as u32);
            return tell(filtered(all, true));
        }
        let part = |matches| tell(filtered(matches, false));
        if let Some(matches) = self.run(&query, request, stale, &part) {
            tell(filtered(matches, true));
        }
    }

    fn run(
        &mut self,
        query: &Query,
        request: &Filtering,
        stale: Stale<'_>,
        part: &dyn Fn(Matches),
    ) -> Option<Matches> {
        let run = Run::new(self, query, request, stale);
        let hits = run.together(part)?;
        let matches = run.rank(&hits, Extent::Whole)?;
        self.query = query.clone();
        self.chunks = request.snapshot.chunks().to_vec();
        self.hits = hits;
        Some(matches)
    }
}

/// One run, shared by its workers.
struct Run<'a> {
    query: &'a Query,
    snapshot: &'a Snapshot,
    /// For each chunk what was found before, and whether that is the result itself.
    before: Vec<(Hits, bool)>,
    beside: Known<'a>,
    stale: Stale<'a>,
    found: Mutex<Vec<Hits>>,
    next: AtomicUsize,
}

impl<'a> Run<'a> {
    fn new(bench: &'a Bench, query: &'a Query, request: &'a Filtering, stale: Stale<'a>) -> Self {
        // What lies beside the headlines may have changed since.
        let changes = query.needs_bookmarks() || query.needs_reading();
        let same = *query == bench.query && !changes;
        let extends = query.extends(&bench.query);
        let chunks = request.snapshot.chunks();
        let before = chunks.iter().enumerate().map(|(at, chunk)| {
            let known = bench
                .chunks
                .get(at)
                .is_some_and(|known| Arc::ptr_eq(known, chunk));
            let hits = bench.hits.get(at).filter(|_| known && (same || extends));
            (hits.cloned().flatten(), same)
        });
        Self {
            query,
            snapshot: &request.snapshot,
            before: before.collect(),
            beside: Known {
                bookmarks: &request.bookmarks,
                read: &request.read,
                mentioned: &bench.mentioned,
            },
            stale,
            found: Mutex::new(vec![None; chunks.len()]),
            next: AtomicUsize::new(0),
        }
    }

    /// The hits of all chunks, by several threads, which take chunk after chunk.
    fn together(&self, part: &dyn Fn(Matches)) -> Option<Vec<Hits>> {
        let workers = if self.before.len() < SHARED {
            1
        } else {
            WORKERS
        };
        thread::scope(|scope| {
            let others: Vec<_> = (1..workers)
                .map(|_| {
                    scope.spawn(|| {
                        let mut breath = Breath::begin();
                        while self.one().is_some_and(|more| more) {
                            breath.draw();
                        }
                    })
                })
                .collect();
            self.lead(part);
            for other in others {
                other
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            }
        });
        let found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        found.iter().all(Option::is_some).then(|| found.clone())
    }

    /// Works like the others, and tells the best so far now and then.
    fn lead(&self, part: &dyn Fn(Matches)) {
        let (begun, mut due) = (Instant::now(), FIRST);
        let mut breath = Breath::begin();
        while self.one().is_some_and(|more| more) {
            breath.draw();
            if begun.elapsed() < due {
                continue;
            }
            let found = self
                .found
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone();
            if found.iter().flatten().any(|hits| !hits.is_empty()) {
                due = begun.elapsed() * AGAIN;
                self.rank(&found, Extent::Part).into_iter().for_each(part);
            }
        }
    }

    /// Filters one chunk: whether there may be another; None where nobody waits.
    fn one(&self) -> Option<bool> {
        let at = self.next.fetch_add(1, Ordering::Relaxed);
        let Some(chunk) = self.snapshot.chunks().get(at) else {
            return Some(false);
        };
        let (before, same) = self.before.get(at)?;
        let hits = match before {
            Some(hits) if *same => Arc::clone(hits),
            _ => {
                let among = before.as_deref();
                filter::scan(self.query, chunk, among, &self.beside, &|| (self.stale)())?.into()
            }
        };
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        found
            .get_mut(at)
            .into_iter()
            .for_each(|slot| *slot = Some(Arc::clone(&hits)));
        Some(true)
    }

    fn rank(&self, found: &[Hits], extent: Extent) -> Option<Matches> {
        let chunks = self.snapshot.chunks().iter().zip(found).enumerate();
        let parts = chunks.filter_map(|(at, (chunk, hits))| {
            Some(Part {
                chunk,
                first: self.snapshot.first_row(at).0,
                hits: hits.as_ref()?,
            })
        });
        let parts: Vec<Part<'_>> = parts.collect();
        filter::rank(&Skim::default(), self.query, &parts, extent, &|| {
            (self.stale)()
        })
    }
}

#[cfg(test)]
mod tests;
