//! What can be read only once, and may come slowly: a thread reads it into memory, as far
//! as somebody asks, and whoever looks sees what is there by now.
//!
//! Invariants: it is read once, from its beginning, and never past its cap; nobody holds
//! the lock while bytes are waited for, copied out or parsed.

use std::io::{self, ErrorKind, Read};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::fs::ReadError;
use crate::app::Era;

/// Bytes that are read at once.
const PIECE: usize = 64 * 1024;

/// Gives what is read, once somebody asks for it; this may wait for a writer.
type Open = Box<dyn FnOnce() -> io::Result<Box<dyn Read + Send>> + Send>;

/// The handle; cheap to clone.
#[derive(Clone)]
pub struct Flow {
    desk: Arc<Desk>,
}

struct Desk {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    seen: Seen,
    /// Read on until so many bytes are there.
    wanted: usize,
    /// Why it has broken off.
    failure: Option<(ErrorKind, String)>,
    /// The article that is made of it is wanted, as a result of this era.
    asked: Option<Era>,
    /// How much it was made of last.
    shown: usize,
    /// A thread makes articles of it.
    followed: bool,
}

/// What is there.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// Shared until more comes.
    pub bytes: Arc<Vec<u8>>,
    /// No more comes.
    pub ended: bool,
    /// More would have come than the cap allows.
    pub truncated: bool,
}

impl Desk {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(
        &self,
        state: MutexGuard<'a, State>,
        waits: impl FnMut(&mut State) -> bool,
    ) -> MutexGuard<'a, State> {
        let waited = self.changed.wait_while(state, waits);
        waited.unwrap_or_else(PoisonError::into_inner)
    }

    fn wait_for<'a>(
        &self,
        state: MutexGuard<'a, State>,
        limit: Duration,
        waits: impl FnMut(&mut State) -> bool,
    ) -> MutexGuard<'a, State> {
        let waited = self.changed.wait_timeout_while(state, limit, waits);
        waited.unwrap_or_else(PoisonError::into_inner).0
    }

    /// Reads as far as is asked for, to the end or the cap.
    fn read(&self, open: Open, cap: usize) -> io::Result<()> {
        let mut reader = open()?;
        let mut piece = vec![0; PIECE];
        loop {
            let state = self.state();
            let state = self.wait(state, |state| state.seen.bytes.len() >= state.wanted);
            // One byte past the cap tells that there is more.
            let most = state.wanted.min(cap + 1) - state.seen.bytes.len();
            drop(state);
            let room = piece.get_mut(..most.min(PIECE)).unwrap_or_default();
            let got = match reader.read(room) {
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                got => got?,
            };
            let free = cap - self.state().seen.bytes.len();
            self.push(room.get(..got.min(free)).unwrap_or_default());
            let mut state = self.state();
            let seen = &mut state.seen;
            seen.truncated = got > free;
            seen.ended = got == 0 || seen.truncated;
            let ended = seen.ended;
            drop(state);
            self.changed.notify_all();
            if ended {
                return Ok(());
            }
        }
    }
}

impl Desk {
    /// Puts a piece behind what is there; called by the thread that reads alone. What
    /// somebody looks at is copied without the lock, for the interface takes it to ask.
    fn push(&self, piece: &[u8]) {
        if piece.is_empty() {
            return;
        }
        let mut state = self.state();
        if let Some(bytes) = Arc::get_mut(&mut state.seen.bytes) {
            bytes.extend_from_slice(piece);
            return;
        }
        let shared = Arc::clone(&state.seen.bytes);
        drop(state);
        let mut bytes = Vec::with_capacity(shared.len() + shared.len() / 2 + piece.len());
        bytes.extend_from_slice(&shared);
        bytes.extend_from_slice(piece);
        let before = std::mem::replace(&mut self.state().seen.bytes, Arc::new(bytes));
        drop((shared, before));
    }
}

impl State {
    fn seen(&self) -> Result<Seen, ReadError> {
        match &self.failure {
            Some((kind, words)) => Err(io::Error::new(*kind, words.clone()).into()),
            None => Ok(self.seen.clone()),
        }
    }

    fn want(&mut self, bytes: usize) {
        self.wanted = self.wanted.max(bytes);
    }
}

impl Flow {
    /// A flow of what `open` gives, of which no more than `cap` bytes are read; none
    /// before somebody asks.
    ///
    /// # Errors
    /// A thread that cannot start.
    pub fn start(
        cap: usize,
        open: impl FnOnce() -> io::Result<Box<dyn Read + Send>> + Send + 'static,
    ) -> io::Result<Self> {
        let state = State {
            seen: Seen::default(),
            wanted: 0,
            failure: None,
            asked: None,
            shown: 0,
            followed: false,
        };
        let desk = Arc::new(Desk {
            state: Mutex::new(state),
            changed: Condvar::new(),
        });
        let own = Arc::clone(&desk);
        let read = move || {
            if let Err(error) = own.read(Box::new(open), cap) {
                let mut state = own.state();
                state.seen.ended = true;
                state.failure = Some((error.kind(), error.to_string()));
            }
            own.changed.notify_all();
        };
        thread::Builder::new().name("flow".to_owned()).spawn(read)?;
        Ok(Self { desk })
    }

    /// Waits until at least `target` bytes are there, or the end.
    pub fn fill(&self, target: usize) -> Result<Seen, ReadError> {
        let mut state = self.desk.state();
        state.want(target);
        self.desk.changed.notify_all();
        let short = |state: &mut State| !state.seen.ended && state.seen.bytes.len() < target;
        self.desk.wait(state, short).seen()
    }

    /// Whether so much, or the end, is there by now or within `limit`.
    pub fn is_filled(&self, target: usize, limit: Duration) -> bool {
        let mut state = self.desk.state();
        state.want(target);
        self.desk.changed.notify_all();
        let short = |state: &mut State| !state.seen.ended && state.seen.bytes.len() < target;
        let mut state = self.desk.wait_for(state, limit, short);
        !short(&mut state)
    }

    /// What is there by now.
    pub fn so_far(&self) -> Result<Seen, ReadError> {
        self.desk.state().seen()
    }

    /// Whether nobody made articles of it before.
    pub fn follow(&self) -> bool {
        !std::mem::replace(&mut self.desk.state().followed, true)
    }

    /// Asks for what is there, at once, as a result of `era`.
    pub fn ask(&self, era: Era) {
        let mut state = self.desk.state();
        (state.asked, state.shown) = (Some(era), 0);
        self.desk.changed.notify_all();
    }

    /// Asks for it once there is more than was given last.
    pub fn ask_on(&self, era: Era) {
        self.desk.state().asked.get_or_insert(era);
        self.desk.changed.notify_all();
    }

    /// Waits for somebody to ask, for something to give him, and, unless it is the last,
    /// for the time that it is `due`. All is read from now on.
    pub fn next(&self, due: Instant) -> (Era, Result<Seen, ReadError>) {
        let mut state = self.desk.state();
        state.want(usize::MAX);
        self.desk.changed.notify_all();
        loop {
            state = self.desk.wait(state, |state| {
                let news = state.seen.ended || state.seen.bytes.len() > state.shown;
                state.asked.is_none() || !news
            });
            // Whoever asks for it from the beginning is not kept waiting.
            let early = due.saturating_duration_since(Instant::now());
            let more = |state: &mut State| !state.seen.ended && state.shown > 0;
            state = self.desk.wait_for(state, early, more);
            if let Some(era) = state.asked.take() {
                state.shown = state.seen.bytes.len();
                return (era, state.seen());
            }
        }
    }
}

#[cfg(test)]
mod tests;
