//! A mailbox with one place, between the program and a thread that does one thing at a
//! time.
//!
//! Invariant: no more than one message waits, and it is the last one put.

use std::sync::{Condvar, Mutex, PoisonError};

/// One place for one message; a new message replaces a waiting one.
pub(super) struct Mailbox<T> {
    place: Mutex<(Option<T>, Open)>,
    changed: Condvar,
}

/// Whether more may come.
type Open = bool;

impl<T> Mailbox<T> {
    pub(super) fn new() -> Self {
        Self {
            place: Mutex::new((None, true)),
            changed: Condvar::new(),
        }
    }

    pub(super) fn put(&self, message: T) {
        let mut place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        place.0 = Some(message);
        self.changed.notify_one();
    }

    /// A message that no other waits for.
    pub(super) fn offer(&self, message: T) {
        let mut place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        if place.0.is_none() {
            place.0 = Some(message);
            self.changed.notify_one();
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        let place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        place.0.is_none()
    }

    pub(super) fn close(&self) {
        let mut place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        place.1 = false;
        self.changed.notify_one();
    }

    /// Waits for a message; None once the mailbox is closed.
    pub(super) fn take(&self) -> Option<T> {
        let place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        let mut place = self
            .changed
            .wait_while(place, |(message, open)| *open && message.is_none())
            .unwrap_or_else(PoisonError::into_inner);
        if place.1 { place.0.take() } else { None }
    }
}
