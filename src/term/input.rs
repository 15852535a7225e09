//! Two threads on the terminal: one lets crossterm read keys and waits in it without
//! a limit, the other waits for the end, of the terminal or of the reading.
//!
//! Invariants: idle means blocked; no key stays in crossterm until the next one comes;
//! a terminal that is gone is noticed here, for crossterm would ask it for ever.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use rustix::pipe::PipeFlags;
use rustix::process::{Signal, getpid, kill_process};
use signal_hook::consts::SIGHUP;

use super::convert;
use super::gate::Gate;
use super::probe::{self, Answers, End};
use super::session::Session;
use crate::app::Event;

/// The handle of the threads. Once it is dropped nobody tells the end of the terminal;
/// the thread that reads ends with the process, or when nobody listens to it.
pub struct Input {
    /// Closing this end of the pipe ends the watch.
    _wake: OwnedFd,
    gate: Arc<Gate>,
}

/// A question that the terminal was asked, whose answer comes among the keys.
pub struct Probe {
    /// How long the answer is waited for.
    pub limit: Duration,
    /// Time passed since some moment.
    pub now: Box<dyn Fn() -> Duration + Send>,
    /// Gets what was heard, in any case.
    pub heard: Box<dyn FnOnce(Answers) + Send>,
}

/// A terminal that keys can come from; nothing is read yet.
pub struct Found {
    terminal: Terminal,
    woken: OwnedFd,
    wake: OwnedFd,
}

impl Input {
    /// Finds the terminal: standard input where it is one, else `/dev/tty`.
    pub fn find() -> io::Result<Found> {
        let terminal = Terminal::find()?;
        let (woken, wake) = rustix::pipe::pipe_with(PipeFlags::CLOEXEC)?;
        Ok(Found {
            terminal,
            woken,
            wake,
        })
    }

    /// Stops reading the terminal, for another program is to; what was read before has
    /// been sent. False where reading does not stop.
    pub fn pause(&self) -> bool {
        // Of a new size crossterm is told by a signal, which so ends its wait.
        self.gate
            .shut(&|| _ = kill_process(getpid(), Signal::WINCH))
    }

    /// Reads the terminal again.
    pub fn go_on(&self) {
        self.gate.open();
    }
}

impl Found {
    /// Asks the terminal how wide it draws, in a session of its own, and hears the answer
    /// on this thread; keys that come meanwhile are lost.
    ///
    /// # Errors
    /// A terminal that cannot be entered or written to.
    pub fn ask(
        self,
        session: &Session,
        limit: Duration,
        now: &dyn Fn() -> Duration,
    ) -> io::Result<Answers> {
        let entered = session.enter()?;
        session.ask_widths()?;
        let (terminal, woken) = (self.terminal.as_fd(), self.woken.as_fd());
        let heard = probe::listen(terminal, woken, limit, now, &mut |_| true);
        drop(entered);
        Ok(heard.answers)
    }

    /// Starts the threads. Cells of the mouse are clamped to the size of `session`;
    /// the answer to `probe` is heard first.
    pub fn start(
        self,
        events: Sender<Event>,
        session: Session,
        probe: Option<Probe>,
    ) -> io::Result<Input> {
        let ends = Arc::new((self.terminal, self.woken));
        let (watched, told) = (Arc::clone(&ends), events.clone());
        let gate = Arc::new(Gate::default());
        let held = Arc::clone(&gate);
        thread::Builder::new()
            .name("terminal".to_owned())
            .spawn(move || {
                if watch(watched.0.as_fd(), watched.1.as_fd()) {
                    gone(&told);
                }
            })?;
        thread::Builder::new()
            .name("input".to_owned())
            .spawn(move || {
                let (terminal, woken) = (ends.0.as_fd(), ends.1.as_fd());
                let heard = probe.map(|probe| listen(probe, terminal, woken, &events, &session));
                match heard {
                    Some(End::Gone) => gone(&events),
                    Some(End::Woken | End::Unheard) => {}
                    None | Some(End::Answered | End::TimedOut) => {
                        if read_all(&mut || next(&events, &session, &held)) == Next::Dead {
                            gone(&events);
                        }
                    }
                }
                held.gone();
            })?;
        Ok(Input {
            _wake: self.wake,
            gate,
        })
    }
}

/// Tells that no more keys will come.
fn gone(events: &Sender<Event>) {
    // Nobody listens any more only when the program ends.
    drop(events.send(Event::Signalled(SIGHUP)));
}

/// Hears the answer to a question; keys that come meanwhile are sent on.
fn listen(
    probe: Probe,
    terminal: BorrowedFd<'_>,
    woken: BorrowedFd<'_>,
    events: &Sender<Event>,
    session: &Session,
) -> End {
    let mut deliver = |event| {
        let event = match event {
            Event::Mouse(mouse) => Event::Mouse(convert::clamped(mouse, session.size())),
            other => other,
        };
        events.send(event).is_ok()
    };
    let hear = || probe::listen(terminal, woken, probe.limit, &*probe.now, &mut deliver);
    // No answer whatever may end all input.
    let heard = catch_unwind(AssertUnwindSafe(hear));
    let (answers, end) = heard.map_or((Answers::default(), End::TimedOut), |heard| {
        (heard.answers, heard.end)
    });
    (probe.heard)(answers);
    end
}

/// The terminal that keys come from; the one that crossterm reads too.
enum Terminal {
    Stdin,
    Opened(OwnedFd),
}

impl Terminal {
    fn find() -> io::Result<Self> {
        if rustix::termios::isatty(rustix::stdio::stdin()) {
            return Ok(Self::Stdin);
        }
        let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NOCTTY;
        Ok(Self::Opened(rustix::fs::open(
            "/dev/tty",
            flags,
            Mode::empty(),
        )?))
    }

    fn as_fd(&self) -> BorrowedFd<'_> {
        match self {
            Self::Stdin => rustix::stdio::stdin(),
            Self::Opened(fd) => fd.as_fd(),
        }
    }
}

/// Waits until the terminal is gone (true), or until the other end of `woken` was
/// closed (false). Keys do not end the wait.
fn watch(terminal: BorrowedFd<'_>, woken: BorrowedFd<'_>) -> bool {
    loop {
        // That it is gone is told without being asked for.
        let mut fds = [
            PollFd::new(&terminal, PollFlags::empty()),
            PollFd::new(&woken, PollFlags::IN),
        ];
        match poll(&mut fds, None) {
            Ok(_) => {}
            Err(Errno::INTR | Errno::AGAIN) => continue,
            Err(_) => return true,
        }
        let [terminal, woken] = &fds;
        if !woken.revents().is_empty() {
            return false;
        }
        if !terminal.revents().is_empty() {
            return true;
        }
    }
}

/// What reading an event came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    Read,
    /// The terminal cannot be read any more.
    Dead,
    /// Nobody listens to the events.
    Unheard,
}

/// Reads event after event with `read`; why it ended.
fn read_all(read: &mut dyn FnMut() -> Next) -> Next {
    loop {
        match read() {
            Next::Read => {}
            end => return end,
        }
    }
}

/// Waits for an event and sends it.
fn next(events: &Sender<Event>, session: &Session, gate: &Gate) -> Next {
    // A byte sequence that crossterm stumbles over must not end all input.
    let read = catch_unwind(AssertUnwindSafe(|| read_one(events, session, gate)));
    read.unwrap_or_else(|_| {
        let told = events.send(Event::JobPanicked("input".into()));
        told.map_or(Next::Unheard, |()| Next::Read)
    })
}

/// crossterm takes in all the bytes that are there, gives one event and keeps the
/// others. Its `poll` with a limit looks at those only while the limit has not passed:
/// where this thread is held up for as long, it says that there is nothing, and what
/// was kept stays there until the next key. `read` has no limit and looks first.
fn read_one(events: &Sender<Event>, session: &Session, gate: &Gate) -> Next {
    let Ok(raw) = crossterm::event::read() else {
        return Next::Dead;
    };
    if matches!(raw, crossterm::event::Event::Resize(..)) {
        gate.roused();
    }
    match convert::event(raw, || session.size()).map(|event| events.send(event)) {
        None | Some(Ok(())) => Next::Read,
        Some(Err(_)) => Next::Unheard,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn watched(input: &io::PipeReader, woken: &io::PipeReader) -> bool {
        watch(input.as_fd(), woken.as_fd())
    }

    #[test]
    fn a_closed_wake_pipe_ends_the_watch() {
        let (input, mut key) = io::pipe().unwrap();
        let (woken, wake) = io::pipe().unwrap();
        key.write_all(b"j").unwrap();
        drop(wake);
        assert!(!watched(&input, &woken));
    }

    #[test]
    fn a_terminal_that_is_gone_is_told() {
        let (input, mut key) = io::pipe().unwrap();
        let (woken, _wake) = io::pipe().unwrap();
        // What was not read before is no sign of life.
        key.write_all(b"j").unwrap();
        drop(key);
        assert!(watched(&input, &woken));
    }

    #[test]
    fn keys_do_not_end_the_watch() {
        let (input, mut key) = io::pipe().unwrap();
        let (woken, wake) = io::pipe().unwrap();
        key.write_all(b"j").unwrap();
        thread::scope(|scope| {
            let watching = scope.spawn(|| watched(&input, &woken));
            key.write_all(b"k").unwrap();
            drop(wake);
            assert!(!watching.join().unwrap(), "ended by the pipe alone");
        });
    }

    #[test]
    fn events_are_read_until_one_cannot_be() {
        for end in [Next::Dead, Next::Unheard] {
            let mut reads = [Next::Read, Next::Read, end].into_iter();
            assert_eq!(read_all(&mut || reads.next().unwrap()), end);
            assert_eq!(reads.next(), None);
        }
    }
}
