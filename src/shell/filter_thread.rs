//! The filter beside the screen: one thread, a mailbox with one place, and the
//! latest era as a number, so that each key stops the run before it.
//!
//! Invariant: no more than one query waits, and it is the last one asked.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;

use super::pool::guarded;
use crate::app::{Era, Event};
use crate::filter::{self, Matches, Query, Skim};
use crate::store::Snapshot;

/// One place for one message; a new message replaces a waiting one.
struct Mailbox<T> {
    place: Mutex<(Option<T>, Open)>,
    changed: Condvar,
}

/// Whether more may come.
type Open = bool;

impl<T> Mailbox<T> {
    fn new() -> Self {
        Self {
            place: Mutex::new((None, true)),
            changed: Condvar::new(),
        }
    }

    fn put(&self, message: T) {
        let mut place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        place.0 = Some(message);
        self.changed.notify_one();
    }

    fn close(&self) {
        let mut place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        place.1 = false;
        self.changed.notify_one();
    }

    /// Waits for a message; None once the mailbox is closed.
    fn take(&self) -> Option<T> {
        let place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        let mut place = self
            .changed
            .wait_while(place, |(message, open)| *open && message.is_none())
            .unwrap_or_else(PoisonError::into_inner);
        if place.1 { place.0.take() } else { None }
    }
}

/// A query on its way to the thread.
struct Request {
    era: Era,
    query: Query,
    snapshot: Snapshot,
}

/// The handle of the thread; dropping it ends the thread.
pub struct FilterThread {
    mailbox: Arc<Mailbox<Request>>,
    latest: Arc<AtomicU64>,
}

impl FilterThread {
    /// Starts the thread; results go to `events`.
    pub fn start(events: Sender<Event>) -> std::io::Result<Self> {
        Self::start_with(events, together)
    }

    fn start_with(
        events: Sender<Event>,
        scan: impl Fn(&Query, &Snapshot, Stale<'_>) -> Option<Matches> + Send + 'static,
    ) -> std::io::Result<Self> {
        let mailbox = Arc::new(Mailbox::new());
        let latest = Arc::new(AtomicU64::new(0));
        let this = Self {
            mailbox: Arc::clone(&mailbox),
            latest: Arc::clone(&latest),
        };
        thread::Builder::new()
            .name("filter".to_owned())
            .spawn(move || {
                while let Some(Request {
                    era,
                    query,
                    snapshot,
                }) = mailbox.take()
                {
                    let stale = || latest.load(Ordering::Acquire) != era.0;
                    let matches = guarded(&events, || scan(&query, &snapshot, &stale));
                    if let Some(matches) = matches.flatten() {
                        // Nobody listens any more only when the program ends.
                        drop(events.send(Event::Filtered { era, matches }));
                    }
                }
            })?;
        Ok(this)
    }

    /// Asks for the rows that match; the run that goes on stops for it.
    pub fn ask(&self, era: Era, query: Query, snapshot: Snapshot) {
        self.latest.store(era.0, Ordering::Release);
        self.mailbox.put(Request {
            era,
            query,
            snapshot,
        });
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

/// Threads that share one scan, this one included: two halve the time on two
/// cores (`benches/program.rs`).
const WORKERS: usize = 2;

/// Chunks below which one thread is done before another has started.
const SHARED: usize = 4;

/// [`filter::scan`] by several threads, which take chunk after chunk.
fn together(query: &Query, snapshot: &Snapshot, stale: Stale<'_>) -> Option<Matches> {
    let chunks = snapshot.chunks().len();
    if query.is_empty() || chunks < SHARED {
        return filter::scan(query, snapshot, &|| stale());
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let scorer = Skim::default();
        let mut hits = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= chunks {
                return Some(hits);
            }
            let found = filter::scan_chunks(&scorer, query, snapshot, at..at + 1, &|| stale())?;
            hits.extend(found);
        }
    };
    let hits = thread::scope(|scope| {
        let others: Vec<_> = (1..WORKERS).map(|_| scope.spawn(work)).collect();
        let mut hits = work();
        for other in others {
            let found = other
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            hits = hits.zip(found).map(|(mut hits, found)| {
                hits.extend(found);
                hits
            });
        }
        hits
    })?;
    Some(filter::rank(hits))
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;
    use crate::article::{ArticleId, Source};
    use crate::store::{ChunkBuilder, Row};

    fn ask(thread: &FilterThread, era: u64, query: &str) {
        thread.ask(Era(era), Query::parse(query), Snapshot::default());
    }

    #[test]
    fn the_latest_query_wins() {
        let (events, received) = mpsc::channel();
        let (started, running) = mpsc::channel();
        let thread = FilterThread::start_with(events, move |query, _, cancel| {
            started.send(query.clone()).unwrap();
            // As long as nobody asks for something else, the first run goes on.
            while *query == Query::parse("first") && !cancel() {
                thread::yield_now();
            }
            (!cancel()).then_some(Matches::All(9))
        })
        .unwrap();
        ask(&thread, 1, "first");
        assert_eq!(running.recv(), Ok(Query::parse("first")));
        for era in 2..50 {
            thread.mailbox.put(Request {
                era: Era(era),
                query: Query::parse("replaced"),
                snapshot: Snapshot::default(),
            });
        }
        ask(&thread, 50, "last");
        let Ok(Event::Filtered { era, matches }) = received.recv() else {
            panic!("no result");
        };
        assert_eq!((era, matches.len()), (Era(50), 9));
        drop(thread);
        assert!(received.recv().is_err(), "one result, and the thread ends");
        let runs: Vec<Query> = running.try_iter().collect();
        assert_eq!(runs.last(), Some(&Query::parse("last")));
        assert!(runs.len() <= 2, "of those between, one may have begun");
    }

    /// Rows in several chunks, so that the scan is shared.
    fn library() -> Snapshot {
        let mut snapshot = Snapshot::default();
        for chunk in 0..7_u64 {
            let mut builder = ChunkBuilder::default();
            for row in 0..300 {
                let number = chunk * 300 + row;
                builder.push(Row {
                    id: ArticleId(number),
                    headline: format!("第{number}篇:河内与岘港之间{}", number % 13),
                    source: Source::Stdin,
                });
            }
            snapshot = snapshot.with(Arc::new(builder.finish()));
        }
        snapshot
    }

    #[test]
    fn sharing_a_scan_changes_nothing() {
        let snapshot = library();
        let rows = |matches: Matches| -> Vec<_> {
            (0..matches.len())
                .filter_map(|at| matches.get(at))
                .collect()
        };
        for query in ["河", "河港", "第1", "间7 岘", "没有", ""] {
            let query = Query::parse(query);
            let alone = filter::scan(&query, &snapshot, &|| false).unwrap();
            let shared = together(&query, &snapshot, &|| false).unwrap();
            assert_eq!(rows(shared), rows(alone), "{query:?}");
        }
        assert!(together(&Query::parse("河"), &snapshot, &|| true).is_none());
    }

    #[test]
    fn a_panic_costs_one_query() {
        let (events, received) = mpsc::channel();
        let thread = FilterThread::start_with(events, |query, _, _| {
            assert!(*query != Query::parse("bad"), "bad query");
            Some(Matches::All(1))
        })
        .unwrap();
        ask(&thread, 1, "bad");
        assert!(matches!(received.recv(), Ok(Event::JobPanicked(_))));
        ask(&thread, 2, "good");
        assert!(matches!(
            received.recv(),
            Ok(Event::Filtered { era: Era(2), .. })
        ));
    }
}
