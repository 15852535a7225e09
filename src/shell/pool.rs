//! Worker threads for jobs that read or parse. What a job finds it sends itself.
//!
//! Invariant: a job that panics costs that job only; its thread goes on.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::app::Event;
use crate::text::Clean;
use crate::text::clean;

/// How far [`step_back`] goes, in steps of nice(2): enough for a thread that wakes to
/// come in at once, and not so far that another busy program stops a search.
const BACK: i32 = 4;

/// Between two breaths: not so little that another busy program gets nearly all, for what
/// yields waits for a whole slice of it.
const BREATH: Duration = Duration::from_millis(1);

/// A piece of work.
type Job = Box<dyn FnOnce() + Send>;

/// Threads that take jobs from one queue. Dropping the pool ends each thread
/// after the job that it is at; nobody waits for that.
pub struct Pool {
    jobs: Sender<Job>,
}

impl Pool {
    /// Starts `threads` workers; panics of jobs are told to `events`.
    pub fn start(threads: usize, events: &Sender<Event>) -> std::io::Result<Self> {
        let (jobs, queue) = mpsc::channel::<Job>();
        let queue = Arc::new(Mutex::new(queue));
        for _ in 0..threads {
            let (queue, events) = (Arc::clone(&queue), events.clone());
            thread::Builder::new()
                .name("worker".to_owned())
                .spawn(move || work(&queue, &events))?;
        }
        Ok(Self { jobs })
    }

    /// Queues a job.
    pub fn submit(&self, job: impl FnOnce() + Send + 'static) {
        // The workers end only with the pool, so somebody is there to take it.
        drop(self.jobs.send(Box::new(job)));
    }
}

fn work(queue: &Mutex<Receiver<Job>>, events: &Sender<Event>) {
    loop {
        // One worker waits in `recv`, the others wait for the lock.
        let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = job else {
            return;
        };
        guarded(events, job);
    }
}

/// Lets other threads go before the one that calls this, and before those that it
/// starts: a key must not wait for two cores that search.
pub fn step_back() {
    // Elsewhere than on Linux the whole process would step back.
    if cfg!(target_os = "linux") {
        // Where it is not allowed, keys wait a little.
        rustix::process::nice(BACK).ok();
    }
}

/// A busy thread that lets others go now and then. A thread that wakes otherwise waits
/// until the slice of the busy one is over, whatever its step back: a key is taken from
/// hand to hand twice before it shows, and each time some milliseconds.
pub struct Breath(Instant);

impl Breath {
    /// Begins with work.
    pub fn begin() -> Self {
        Self(Instant::now())
    }

    /// Lets others go, where the last time is long ago.
    pub fn draw(&mut self) {
        if self.0.elapsed() >= BREATH {
            thread::yield_now();
            self.0 = Instant::now();
        }
    }
}

/// Runs `job`; a panic becomes an event, and None.
pub fn guarded<T>(events: &Sender<Event>, job: impl FnOnce() -> T) -> Option<T> {
    // What a job had in hand is dropped with it; what it shares is behind locks.
    match catch_unwind(AssertUnwindSafe(job)) {
        Ok(result) => Some(result),
        Err(payload) => {
            // Nobody listens any more only when the program ends.
            drop(events.send(Event::JobPanicked(words(payload.as_ref()))));
            None
        }
    }
}

/// What a panic said.
fn words(payload: &(dyn Any + Send)) -> Clean {
    let text = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    clean::line(text.unwrap_or("panic"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_costs_one_job() {
        let (events, received) = mpsc::channel();
        let (done, results) = mpsc::channel();
        let pool = Pool::start(1, &events).unwrap();
        pool.submit(|| panic!("bad {}", "feed\u{1b}[31m\nx"));
        pool.submit(move || done.send(7).unwrap());
        assert_eq!(results.recv(), Ok(7));
        let Ok(Event::JobPanicked(text)) = received.recv() else {
            panic!("no event");
        };
        assert!(text.starts_with("bad feed") && !text.contains('\n'));
    }

    #[test]
    fn jobs_run_side_by_side() {
        let (events, _received) = mpsc::channel();
        let pool = Pool::start(2, &events).unwrap();
        let (a_to_b, b_from_a) = mpsc::channel();
        let (b_to_a, a_from_b) = mpsc::channel();
        let (done, results) = mpsc::channel();
        let done_too = done.clone();
        pool.submit(move || {
            a_to_b.send(1).unwrap();
            done.send(a_from_b.recv()).unwrap();
        });
        pool.submit(move || {
            b_to_a.send(2).unwrap();
            done_too.send(b_from_a.recv()).unwrap();
        });
        let mut both = [results.recv().unwrap(), results.recv().unwrap()];
        both.sort_by_key(|r| r.unwrap());
        assert_eq!(both, [Ok(1), Ok(2)]);
    }
}
