//! The terminal in the hands of another program, such as an editor, and back.
//!
//! Invariant: while it is lent nothing of ours reads it or draws on it, and what is
//! typed there to end or to stop a program is not meant for us; it comes back with the
//! settings that it was given away with.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

use super::input::Input;
use super::session::Session;

/// Lends the terminal.
#[derive(Clone, Debug)]
pub struct Lender {
    lent: Arc<AtomicBool>,
}

/// The terminal is lent.
#[derive(Debug)]
#[must_use = "the terminal has to be taken back"]
pub struct Lent {
    settings: Option<Termios>,
}

impl Lender {
    pub(super) fn new(lent: Arc<AtomicBool>) -> Self {
        Self { lent }
    }

    /// Leaves the screen and reads no more keys; None where reading cannot be stopped
    /// now, and then nothing has changed.
    pub fn lend(&self, session: &Session, input: &Input) -> Option<Lent> {
        if !input.pause() {
            return None;
        }
        // Before the screen is left: from there on keys are the other's.
        self.lent.store(true, Ordering::Release);
        session.leave();
        let settings = tcgetattr(rustix::stdio::stdout()).ok();
        Some(Lent { settings })
    }

    /// Takes the terminal over again. Whoever had it may have left it in any state.
    ///
    /// # Errors
    /// The terminal cannot be taken over any more.
    pub fn take_back(&self, lent: Lent, session: &Session, input: &Input) -> io::Result<()> {
        if let Some(settings) = lent.settings {
            // A terminal that is gone is noticed below.
            tcsetattr(rustix::stdio::stdout(), OptionalActions::Now, &settings).ok();
        }
        let entered = session.reenter();
        self.lent.store(false, Ordering::Release);
        input.go_on();
        entered
    }
}
