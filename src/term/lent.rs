//! The terminal in the hands of another program, such as an editor, and back.
//!
//! Invariants: while it is lent nothing of ours reads it or draws on it, and what is
//! typed there to end or to stop a program is not meant for us, however late we hear
//! of it; it comes back with the settings that it was given away with.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use rustix::process::{Signal, getpid, kill_process};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};
use signal_hook::consts::{SIGCONT, SIGINT, SIGQUIT, SIGTSTP};

use super::input::Input;
use super::session::Session;
use super::signals::could_go_on;

/// The terminal is ours.
const OURS: u8 = 0;
const LENT: u8 = 1;
/// It has come back, and signals may still come that were meant for the other program.
/// The thread that hears them hears one more of ours, and when it has looked through
/// all of them once more, a second one: then none is left.
const RETURNED: u8 = 2;
const HEARD: u8 = 3;

/// Lends the terminal; cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Lender {
    state: Arc<AtomicU8>,
}

/// The terminal is lent.
#[derive(Debug)]
#[must_use = "the terminal has to be taken back"]
pub struct Lent {
    settings: Option<Termios>,
}

impl Lender {
    /// Leaves the screen and reads no more keys; None where reading cannot be stopped
    /// now, and then nothing has changed.
    pub fn lend(&self, session: &Session, input: &Input) -> Option<Lent> {
        if !input.pause() {
            return None;
        }
        // Before the screen is left: from there on keys are the other's.
        self.state.store(LENT, Ordering::Release);
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
        self.state.store(RETURNED, Ordering::Release);
        look_again();
        input.go_on();
        entered
    }

    /// For the thread that hears signals: whether this one is none of ours.
    pub(super) fn keeps(&self, signal: i32) -> bool {
        let state = self.state.load(Ordering::Acquire);
        match (state, signal) {
            (OURS, _) => false,
            (RETURNED, SIGCONT) => {
                self.follow(RETURNED, HEARD);
                look_again();
                true
            }
            (HEARD, SIGCONT) => {
                self.follow(HEARD, OURS);
                true
            }
            (_, SIGTSTP) => {
                // The other is stopped: we stop too, or the shell would wait for us.
                if could_go_on().unwrap_or(false) {
                    kill_process(getpid(), Signal::STOP).ok();
                }
                true
            }
            (_, SIGINT | SIGQUIT) => true,
            _ => false,
        }
    }

    /// Goes on to `next`, unless the terminal was lent again.
    fn follow(&self, state: u8, next: u8) {
        let (done, failed) = (Ordering::AcqRel, Ordering::Acquire);
        self.state.compare_exchange(state, next, done, failed).ok();
    }
}

/// Makes the thread that hears signals look through them.
fn look_again() {
    kill_process(getpid(), Signal::CONT).ok();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant_for_the_other_is_kept_from_us() {
        let lender = Lender::default();
        assert!(!lender.keeps(SIGINT) && !lender.keeps(SIGCONT));
        for state in [LENT, RETURNED, HEARD] {
            lender.state.store(state, Ordering::Release);
            assert!(lender.keeps(SIGINT) && lender.keeps(SIGQUIT), "{state}");
            assert!(!lender.keeps(signal_hook::consts::SIGTERM), "{state}");
        }
        lender.state.store(LENT, Ordering::Release);
        assert!(!lender.keeps(SIGCONT), "who stopped us may have drawn");
    }

    #[test]
    fn after_two_looks_all_signals_are_ours_again() {
        let lender = Lender::default();
        lender.state.store(RETURNED, Ordering::Release);
        assert!(lender.keeps(SIGCONT) && lender.keeps(SIGINT));
        assert!(lender.keeps(SIGCONT));
        assert!(!lender.keeps(SIGINT) && !lender.keeps(SIGCONT));
    }
}
