//! How wide the terminal draws characters of ambiguous width: it is asked, in the
//! alternate screen, right before the first frame, which overwrites the question;
//! and the answer is read here before crossterm reads on the same terminal.
//!
//! Invariants: nobody waits for the answer but the thread that reads keys anyway;
//! a key typed meanwhile is told at once and in its place; whatever the terminal
//! sends, reading ends soon after the limit.

mod answers;
mod sequences;
mod typed;

use std::os::fd::BorrowedFd;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

pub use answers::{Answers, Width, key, parse, with};
use typed::{Open, Typed};

use crate::app::Event;

/// What is written, at once: in the second row each character at the first column
/// and the question where the cursor is (CSI 6n), then, as the end mark, the
/// question what terminal it is (CSI c), which all of them answer.
pub const QUESTION: &[u8] = "\x1b[2H\r“\x1b[6n\r\u{e9}\x1b[6n\r│\x1b[6n\r\x1b[c".as_bytes();

/// The row of the question, from 1. Not the first: there, xterm's F3 with Shift or
/// Alt (CSI 1;2R) would be a reply.
const ROW: u16 = 2;

/// How long an answer is waited for: on this machine, and over a network.
const LIMIT: Duration = Duration::from_millis(150);
const LIMIT_FAR: Duration = Duration::from_millis(500);

/// Within this time the bytes of one sequence follow each other.
const QUIET: Duration = Duration::from_millis(50);
/// How long the end of a paste is waited for beyond the limit, while it comes.
const PASTE: Duration = Duration::from_secs(1);
/// The most bytes that are read before crossterm goes on.
const MOST: usize = 64 * 1024;

/// How listening ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The end mark came.
    Answered,
    /// It did not come in time, or not within 64 KiB.
    TimedOut,
    /// The terminal is gone.
    Gone,
    /// There was something on the second descriptor.
    Woken,
    /// Nobody listens to the events.
    Unheard,
}

/// What came of listening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard {
    /// What the terminal answered up to then.
    pub answers: Answers,
    pub end: End,
}

/// How long to listen, by the environment.
pub fn limit(env: &dyn Fn(&str) -> Option<String>) -> Duration {
    let far = env("SSH_CONNECTION").is_some_and(|value| !value.is_empty());
    if far { LIMIT_FAR } else { LIMIT }
}

/// Reads the answers to [`QUESTION`] from `terminal`, in raw mode, until the end
/// mark has come, `limit` is over or there is something on `woken` (its other end
/// closed). Where a sequence is half there, it waits up to 50 ms for the rest, and
/// where a paste is, up to a second, as long as it comes.
///
/// `now` tells the time since any moment, and never goes back. `deliver` gets each
/// event as soon as it is whole; false: nobody listens any more.
pub fn listen(
    terminal: BorrowedFd<'_>,
    woken: BorrowedFd<'_>,
    limit: Duration,
    now: &dyn Fn() -> Duration,
    deliver: &mut dyn FnMut(Event) -> bool,
) -> Heard {
    let begun = now();
    let mut typed = Typed::default();
    let mut patience = Patience::new(limit);
    let mut heard = true;
    let end = loop {
        let wait = patience.wait(now().saturating_sub(begun), &mut typed);
        for event in typed.take() {
            heard = heard && deliver(event);
        }
        let Some(wait) = wait.filter(|_| heard) else {
            break match heard {
                false => End::Unheard,
                true if typed.ended() => End::Answered,
                true => End::TimedOut,
            };
        };
        match read(terminal, woken, wait, &mut typed) {
            Ok(0) => {}
            Ok(bytes) => patience.came(bytes, now().saturating_sub(begun)),
            Err(end) => break end,
        }
    };
    Heard {
        answers: typed.answers(),
        end,
    }
}

/// Waits, then reads what is there: the number of bytes.
fn read(
    terminal: BorrowedFd<'_>,
    woken: BorrowedFd<'_>,
    wait: Duration,
    typed: &mut Typed,
) -> Result<usize, End> {
    let mut fds = [
        PollFd::new(&terminal, PollFlags::IN),
        PollFd::new(&woken, PollFlags::IN),
    ];
    // A time too long to say is for ever.
    match poll(&mut fds, Timespec::try_from(wait).ok().as_ref()) {
        Ok(0) | Err(Errno::INTR | Errno::AGAIN) => return Ok(0),
        Ok(_) => {}
        Err(_) => return Err(End::Gone),
    }
    let [ready, woken] = &fds;
    if !woken.revents().is_empty() {
        return Err(End::Woken);
    }
    if !ready.revents().contains(PollFlags::IN) {
        return if ready.revents().is_empty() {
            Ok(0)
        } else {
            Err(End::Gone)
        };
    }
    let mut buffer = [0; 1024];
    match rustix::io::read(terminal, &mut buffer) {
        Ok(0) => Err(End::Gone),
        Ok(length) => {
            typed.feed(buffer.get(..length).unwrap_or_default());
            Ok(length)
        }
        Err(Errno::INTR | Errno::AGAIN) => Ok(0),
        Err(_) => Err(End::Gone),
    }
}

/// How long to go on. Times are from the beginning. A time counts as over only
/// where the terminal was looked at behind it: what came before it, while this
/// thread had to wait for its turn, has been read then.
struct Patience {
    limit: Duration,
    /// Bytes read.
    read: usize,
    /// When the last ones came.
    last: Duration,
    /// When the terminal was looked at.
    looked: Duration,
    /// When there was no more to wait for but the end of what is half there.
    over: Option<Duration>,
}

impl Patience {
    const fn new(limit: Duration) -> Self {
        Self {
            limit,
            read: 0,
            last: Duration::ZERO,
            looked: Duration::ZERO,
            over: None,
        }
    }

    /// Bytes came.
    fn came(&mut self, bytes: usize, at: Duration) {
        self.read = self.read.saturating_add(bytes);
        self.last = at;
    }

    /// How long to wait for bytes now; None where it is time to stop. What is open
    /// and will not go on is told to `typed`.
    fn wait(&mut self, at: Duration, typed: &mut Typed) -> Option<Duration> {
        let looked = std::mem::replace(&mut self.looked, at);
        let silence = self.last.saturating_add(QUIET);
        let quiet = looked >= silence;
        if quiet {
            typed.pause();
        }
        if typed.ended() || looked >= self.limit || self.read >= MOST {
            self.over.get_or_insert(at);
        }
        let open = typed.open();
        let until = match (self.over, open) {
            (Some(_), Open::Nothing) => return None,
            (Some(over), Open::Sequence) => over.saturating_add(QUIET),
            (Some(over), Open::Paste) => over.saturating_add(PASTE),
            (None, _) => self.limit,
        };
        if self.over.is_some() && (quiet || looked >= until) {
            typed.finish();
            return None;
        }
        let until = match open {
            Open::Nothing => until,
            _ if quiet => until,
            _ => until.min(silence),
        };
        Some(until.saturating_sub(at))
    }
}

#[cfg(test)]
mod tests;
