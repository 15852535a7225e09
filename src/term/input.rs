//! The input thread: waits in `poll` without a limit, on the terminal and on a
//! pipe that ends it, and lets crossterm read only when there is something.
//!
//! Invariants: idle means blocked; a terminal that is gone is noticed here, for
//! crossterm would ask it for ever.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use rustix::pipe::PipeFlags;
use signal_hook::consts::SIGHUP;

use super::convert;
use super::probe::{self, Answers, End};
use super::session::Session;
use crate::app::Event;

/// How long the end of a burst is waited for. Within it a key comes at once; a
/// limit of zero would leave in crossterm what it has already parsed.
const BURST: Duration = Duration::from_millis(20);

/// The handle of the input thread; dropping it ends the thread.
pub struct Input {
    /// Closing this end of the pipe is the sign to end.
    _wake: OwnedFd,
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
}

impl Found {
    /// Starts the thread. Cells of the mouse are clamped to the size of `session`;
    /// the answer to `probe` is heard first.
    pub fn start(
        self,
        events: Sender<Event>,
        session: Session,
        probe: Option<Probe>,
    ) -> io::Result<Input> {
        let Self {
            terminal,
            woken,
            wake,
        } = self;
        thread::Builder::new()
            .name("input".to_owned())
            .spawn(move || {
                let (terminal, woken) = (terminal.as_fd(), woken.as_fd());
                let gone =
                    match probe.map(|probe| listen(probe, terminal, woken, &events, &session)) {
                        Some(End::Gone) => true,
                        Some(End::Woken | End::Unheard) => false,
                        None | Some(End::Answered | End::TimedOut) => {
                            wait_and_read(terminal, woken, &|| burst(&events, &session))
                        }
                    };
                if gone {
                    // Nobody listens any more only when the program ends.
                    drop(events.send(Event::Signalled(SIGHUP)));
                }
            })?;
        Ok(Input { _wake: wake })
    }
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

/// What reading a burst came to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Burst {
    Read,
    /// The terminal cannot be read any more.
    Dead,
    /// Nobody listens to the events.
    Unheard,
}

/// Calls `read` whenever there is input. True: the terminal is gone; false: the
/// other end of `woken` was closed, or nobody listens.
fn wait_and_read(
    terminal: BorrowedFd<'_>,
    woken: BorrowedFd<'_>,
    read: &dyn Fn() -> Burst,
) -> bool {
    loop {
        let mut fds = [
            PollFd::new(&terminal, PollFlags::IN),
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
        let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
        if terminal.revents().intersects(gone) {
            return true;
        }
        match read() {
            Burst::Read => {}
            Burst::Dead => return true,
            Burst::Unheard => return false,
        }
    }
}

/// Reads and sends all events that are there.
fn burst(events: &Sender<Event>, session: &Session) -> Burst {
    // A byte sequence that crossterm stumbles over must not end all input.
    let read = catch_unwind(AssertUnwindSafe(|| read_burst(events, session)));
    read.unwrap_or_else(|_| {
        let told = events.send(Event::JobPanicked("input".to_owned()));
        told.map_or(Burst::Unheard, |()| Burst::Read)
    })
}

fn read_burst(events: &Sender<Event>, session: &Session) -> Burst {
    loop {
        match crossterm::event::poll(BURST) {
            Ok(true) => {}
            Ok(false) => return Burst::Read,
            Err(_) => return Burst::Dead,
        }
        let Ok(raw) = crossterm::event::read() else {
            return Burst::Dead;
        };
        if let Some(event) = convert::event(raw, || session.size())
            && events.send(event).is_err()
        {
            return Burst::Unheard;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::io::Write;

    use super::*;

    /// Runs the loop over pipes; the result, and how often something was read.
    fn run(input: &io::PipeReader, woken: &io::PipeReader, end: Burst) -> (bool, u32) {
        let reads = Cell::new(0);
        let gone = wait_and_read(input.as_fd(), woken.as_fd(), &|| {
            reads.set(reads.get() + 1);
            if reads.get() < 3 { Burst::Read } else { end }
        });
        (gone, reads.get())
    }

    #[test]
    fn a_closed_wake_pipe_ends_the_loop() {
        let (input, mut key) = io::pipe().unwrap();
        let (woken, wake) = io::pipe().unwrap();
        key.write_all(b"j").unwrap();
        drop(wake);
        assert_eq!(run(&input, &woken, Burst::Read), (false, 0));
    }

    #[test]
    fn a_terminal_that_is_gone_is_told() {
        let (input, key) = io::pipe().unwrap();
        let (woken, _wake) = io::pipe().unwrap();
        drop(key);
        assert_eq!(run(&input, &woken, Burst::Read), (true, 0));
    }

    #[test]
    fn input_is_read_until_there_is_no_more() {
        for (end, gone) in [(Burst::Dead, true), (Burst::Unheard, false)] {
            let (input, mut key) = io::pipe().unwrap();
            let (woken, _wake) = io::pipe().unwrap();
            key.write_all(b"j").unwrap();
            assert_eq!(run(&input, &woken, end), (gone, 3));
        }
    }
}
