//! Signals as events, on a thread of their own; the last resort where the main
//! thread does not come to end; suspension; and dying of a signal.
//!
//! Invariant: a signal that ends the program ends it within `GRACE`, with the
//! terminal given back, whatever the main thread is doing.

use std::io;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, getpgrp, getppid, getsid, kill_current_process_group};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH, SIGXFSZ};
use signal_hook::flag::register;
use signal_hook::iterator::{Handle, Signals as Incoming};
use signal_hook::low_level::emulate_default_handler;

use super::lent::Lender;
use super::session::Session;
use crate::app::Event;

/// How long the main thread may take to save and leave.
const GRACE: Duration = Duration::from_millis(700);

/// Whether the main thread has come to its end.
#[derive(Default)]
pub struct Ending {
    done: Mutex<bool>,
    changed: Condvar,
}

impl Ending {
    /// The main thread has saved and left the screen and ends by itself now.
    pub fn done(&self) {
        *self.done.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.changed.notify_all();
    }

    /// Waits for `done`; false after `limit`.
    fn wait(&self, limit: Duration) -> bool {
        let done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        let (done, _) = self
            .changed
            .wait_timeout_while(done, limit, |done| !*done)
            .unwrap_or_else(PoisonError::into_inner);
        *done
    }
}

/// The handle of the signal thread; dropping it ends the thread.
pub struct Signals {
    handle: Handle,
    ending: Arc<Ending>,
    lender: Lender,
}

impl Signals {
    /// Starts the thread.
    pub fn start(events: Sender<Event>, session: Session) -> io::Result<Self> {
        let mut incoming =
            Incoming::new([SIGWINCH, SIGTSTP, SIGCONT, SIGTERM, SIGINT, SIGHUP, SIGQUIT])?;
        let handle = incoming.handle();
        let ending = Arc::new(Ending::default());
        let main = Arc::clone(&ending);
        let lender = Lender::default();
        let lent = lender.clone();
        thread::Builder::new()
            .name("signals".to_owned())
            .spawn(move || {
                for signal in incoming.forever() {
                    if !lent.keeps(signal) {
                        answer(signal, &events, &session, &main);
                    }
                }
            })?;
        Ok(Self {
            handle,
            ending,
            lender,
        })
    }

    /// What lends the terminal to another program of our process group.
    pub fn lender(&self) -> Lender {
        self.lender.clone()
    }

    /// To be told when the main thread has come to its end.
    pub fn ending(&self) -> &Ending {
        &self.ending
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        self.handle.close();
    }
}

fn answer(signal: i32, events: &Sender<Event>, session: &Session, main: &Ending) {
    let event = match signal {
        SIGWINCH => {
            let (columns, rows) = session.size();
            Event::Resized(columns, rows)
        }
        SIGTSTP => Event::SuspendAsked,
        // Who stopped it may have written on the screen.
        SIGCONT => {
            let (columns, rows) = session.size();
            Event::Resumed(columns, rows)
        }
        ends => Event::Signalled(ends),
    };
    let ends = matches!(event, Event::Signalled(_));
    let heard = events.send(event).is_ok();
    if ends && !(heard && main.wait(GRACE)) && !main.wait(Duration::ZERO) {
        session.close();
        die_of(signal);
    }
}

/// Lets a write beyond the limit on the size of files (`ulimit -f`) fail, as on a full
/// disk, instead of ending the process. Programs that are started get the signal as it was.
///
/// # Errors
/// What the system refuses.
pub fn outlive_file_limit() -> io::Result<()> {
    // A handler, for what is ignored would be ignored by the editor, too.
    register(SIGXFSZ, Arc::default()).map(drop)
}

/// Ends the process by `signal`, as if it had never been caught. Comes back only
/// where that fails; then with the exit code to end with.
pub fn die_of(signal: i32) -> i32 {
    // What it could say, nobody could act upon.
    drop(emulate_default_handler(signal));
    128_i32.saturating_add(signal)
}

/// Whether somebody could let us go on after we were stopped.
pub(super) fn could_go_on() -> io::Result<bool> {
    // A shell with job control puts its jobs into groups other than its own; where
    // there is none, whoever started us may still watch over us, but init does not.
    let parentless = getppid().is_none_or(|parent| parent == Pid::INIT);
    Ok(!(parentless && getsid(None)? == getpgrp()))
}

/// Gives the terminal back, stops the process group, and takes the terminal again
/// when it goes on. False: nothing was done, for nobody could let it go on.
pub fn suspend(session: &Session) -> io::Result<bool> {
    if !could_go_on()? {
        return Ok(false);
    }
    session.leave();
    // Stops here. SIGSTOP, for SIGTSTP is caught.
    let stopped = kill_current_process_group(Signal::STOP);
    session.reenter()?;
    stopped?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use rustix::process::{getpid, kill_process};

    use super::*;

    #[test]
    fn signals_become_events() {
        let (events, received) = mpsc::channel();
        let session = Session::new(false);
        let signals = Signals::start(events, session).unwrap();
        // The main thread is at its end already: nobody has to die here.
        signals.ending().done();
        let raise = |signal| kill_process(getpid(), signal).unwrap();
        raise(Signal::WINCH);
        assert!(matches!(received.recv(), Ok(Event::Resized(..))));
        raise(Signal::TSTP);
        assert!(matches!(received.recv(), Ok(Event::SuspendAsked)));
        for (signal, number) in [(Signal::TERM, SIGTERM), (Signal::HUP, SIGHUP)] {
            raise(signal);
            assert!(matches!(received.recv(), Ok(Event::Signalled(n)) if n == number));
        }
        raise(Signal::CONT);
        assert!(matches!(received.recv(), Ok(Event::Resumed(..))));
        drop(signals);
        assert!(received.recv().is_err(), "the thread ends");
    }

    #[test]
    fn the_end_is_waited_for() {
        let ending = Ending::default();
        assert!(!ending.wait(Duration::ZERO));
        thread::scope(|scope| {
            scope.spawn(|| ending.done());
            assert!(ending.wait(Duration::from_secs(60)));
        });
        assert!(ending.wait(Duration::ZERO));
    }
}
