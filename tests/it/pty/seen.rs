//! What a terminal and its child have shown so far, filled by two threads and
//! waited on through one condition variable.

use std::fs::File;
use std::io::Read;
use std::num::NonZeroU16;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rustix::process::{Pid, WaitOptions, waitpid};
use rustix::termios::tcgetattr;

/// Ends a test that hangs; nothing is timed with it.
pub const DEADLINE: Duration = Duration::from_secs(30);

/// What the child is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Life {
    Running,
    Stopped,
    /// Ended with this code.
    Exited(i32),
    /// Ended by this signal.
    Killed(i32),
}

impl Life {
    pub fn ended(self) -> bool {
        matches!(self, Self::Exited(_) | Self::Killed(_))
    }
}

pub struct Seen {
    pub parser: vt100::Parser,
    pub output: Vec<u8>,
    /// No more output can come.
    pub closed: bool,
    /// The terminal is to be closed: whatever comes next is read last.
    pub hung_up: bool,
    pub life: Life,
    /// How often it was stopped.
    pub stops: usize,
    /// The settings of the terminal at the last change of `life`.
    pub settings: String,
}

/// `Seen`, shared with the threads that fill it.
#[derive(Clone)]
pub struct Watch(Arc<(Mutex<Seen>, Condvar)>);

impl Seen {
    /// No frame is half written: what shows is what the program meant.
    fn settled(&self) -> bool {
        let last = |mark: &[u8]| {
            self.output
                .windows(mark.len())
                .rposition(|bytes| bytes == mark)
        };
        self.life.ended() || last(b"\x1b[?2026h") <= last(b"\x1b[?2026l")
    }
}

impl Watch {
    /// Watches a terminal of `size` columns and rows.
    pub fn new(size: (u16, u16)) -> Self {
        let (rows, columns) = cells(size);
        let seen = Seen {
            parser: vt100::Parser::new(rows, columns, 0),
            output: Vec::new(),
            closed: false,
            hung_up: false,
            life: Life::Running,
            stops: 0,
            settings: String::new(),
        };
        Self(Arc::new((Mutex::new(seen), Condvar::new())))
    }

    pub fn lock(&self) -> MutexGuard<'_, Seen> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut Seen)) {
        change(&mut self.lock());
        self.0.1.notify_all();
    }

    /// Waits until `condition` holds; `what` names it in the message.
    #[track_caller]
    pub fn wait(&self, what: &str, condition: impl Fn(&Seen) -> bool) {
        let (mut seen, timeout) = (self.0.1)
            .wait_timeout_while(self.lock(), DEADLINE, |seen| {
                // Past the end nothing changes any more: fail at once.
                !(seen.settled() && condition(seen) || seen.closed && seen.life.ended())
            })
            .unwrap_or_else(PoisonError::into_inner);
        let held = condition(&mut seen);
        let dead = if timeout.timed_out() {
            "waited in vain"
        } else {
            "ended before"
        };
        assert!(held, "{dead}: {what}; {}", seen.describe());
    }

    /// Reads all output on a thread.
    pub fn read(&self, mut reader: Box<dyn Read + Send>) {
        let watch = self.clone();
        std::thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                watch.change(|seen| {
                    seen.output.extend_from_slice(&buffer[..count]);
                    seen.parser.process(&buffer[..count]);
                });
                if watch.lock().hung_up {
                    break;
                }
            }
            drop(reader);
            watch.change(|seen| seen.closed = true);
        });
    }

    /// Follows a child on a thread until it ends. The thread holds the terminal
    /// open, so that its settings can be read at the end; then it lets go, and
    /// the reader sees the end of the output.
    pub fn follow(&self, pid: Pid, terminal: File) {
        let watch = self.clone();
        std::thread::spawn(move || {
            let options = WaitOptions::UNTRACED | WaitOptions::CONTINUED;
            while let Ok(Some((_, status))) = waitpid(Some(pid), options) {
                let life = if let Some(code) = status.exit_status() {
                    Life::Exited(code)
                } else if let Some(signal) = status.terminating_signal() {
                    Life::Killed(signal)
                } else if status.stopped() {
                    Life::Stopped
                } else {
                    Life::Running
                };
                let settings = settings(&terminal);
                watch.change(|seen| {
                    (seen.life, seen.settings) = (life, settings);
                    seen.stops += usize::from(life == Life::Stopped);
                });
                if life.ended() {
                    break;
                }
            }
        });
    }
}

/// All settings of a terminal as text, or why there are none: it is closed.
pub fn settings(terminal: &File) -> String {
    format!("{:?}", tcgetattr(terminal))
}

impl Seen {
    /// The rows of the screen, without trailing blanks.
    pub fn rows(&self) -> Vec<String> {
        let screen = self.parser.screen();
        let (_, columns) = screen.size();
        screen
            .rows(0, columns.get())
            .map(|row| row.trim_end().to_owned())
            .collect()
    }

    /// State, screen and last output, for messages.
    pub fn describe(&self) -> String {
        let from = self.output.len().saturating_sub(400);
        let last = String::from_utf8_lossy(&self.output[from..]);
        let screen = self.rows().join("\n");
        format!(
            "{:?}\n---- screen\n{screen}\n---- last output\n{last:?}",
            self.life
        )
    }
}

/// Rows and columns as the parser takes them: it has no empty screens.
pub fn cells((columns, rows): (u16, u16)) -> (NonZeroU16, NonZeroU16) {
    let at_least = |n: u16, least: u16| NonZeroU16::new(n.max(least)).unwrap();
    (at_least(rows, 1), at_least(columns, 2))
}
