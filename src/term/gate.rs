//! Holds the thread that reads keys back while another program has the terminal.
//!
//! The thread sits in crossterm, which ends its wait for a key or a new size alone: so
//! it is told of a new size, and stops there. What crossterm had read before comes
//! first, and is sent as ever.
//!
//! Invariant: while the gate is shut nothing reads the terminal; idle means blocked.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long the thread may take to hear that it is to stop, and how often it is told:
/// it hears nothing before it has first read.
const PATIENCE: Duration = Duration::from_millis(50);
const TRIES: usize = 20;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Open,
    /// The thread is to stop.
    Asked,
    /// It has stopped.
    Shut,
    /// It has ended, and nothing reads any more.
    Gone,
}

/// Between the thread that reads and the one that wants the terminal.
#[derive(Debug, Default)]
pub(super) struct Gate {
    state: Mutex<State>,
    changed: Condvar,
}

impl Gate {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, state: State) {
        *self.lock() = state;
        self.changed.notify_all();
    }

    /// Stops the thread that reads; `rouse` wakes it. False where it does not stop:
    /// it waits for the end of a sequence, or has ended.
    pub(super) fn shut(&self, rouse: &dyn Fn()) -> bool {
        let mut state = self.lock();
        if *state == State::Open {
            *state = State::Asked;
        }
        for _ in 0..TRIES {
            if *state != State::Asked {
                break;
            }
            rouse();
            (state, _) = self
                .changed
                .wait_timeout_while(state, PATIENCE, |state| *state == State::Asked)
                .unwrap_or_else(PoisonError::into_inner);
        }
        if *state == State::Asked {
            *state = State::Open;
        }
        *state == State::Shut
    }

    /// Lets the thread read again.
    pub(super) fn open(&self) {
        let mut state = self.lock();
        if *state == State::Shut {
            *state = State::Open;
        }
        self.changed.notify_all();
    }

    /// For the thread that reads: it was roused. Comes back once it may read.
    pub(super) fn roused(&self) {
        let mut state = self.lock();
        if *state != State::Asked {
            return;
        }
        *state = State::Shut;
        self.changed.notify_all();
        let opened = self
            .changed
            .wait_while(state, |state| *state == State::Shut)
            .unwrap_or_else(PoisonError::into_inner);
        drop(opened);
    }

    /// For the thread that reads: it ends.
    pub(super) fn gone(&self) {
        self.put(State::Gone);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn a_reader_stops_and_goes_on() {
        let gate = Gate::default();
        let (rouse, roused) = channel();
        let (read, seen) = channel();
        std::thread::scope(|scope| {
            let gate = &gate;
            scope.spawn(move || {
                for () in roused {
                    gate.roused();
                    read.send(()).unwrap();
                }
            });
            // Nobody asked: a new size is a new size.
            rouse.send(()).unwrap();
            seen.recv().unwrap();
            assert!(gate.shut(&|| rouse.send(()).unwrap()));
            assert!(seen.try_recv().is_err(), "nothing is read behind the gate");
            assert!(gate.shut(&|| unreachable!("it is shut")));
            gate.open();
            seen.recv().unwrap();
            drop(rouse);
        });
    }

    #[test]
    fn a_reader_that_does_not_hear_goes_on() {
        let gate = Gate::default();
        let told = std::cell::Cell::new(0);
        assert!(!gate.shut(&|| told.set(told.get() + 1)));
        assert_eq!(told.get(), TRIES);
        // Too late: it does not stop for ever.
        gate.roused();
        gate.gone();
        assert!(!gate.shut(&|| unreachable!("nobody is there")));
    }
}
