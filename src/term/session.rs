//! The modes of the terminal: which are on, and how they are taken back. Every
//! path out of the program (quit, error, panic, signal, suspension) calls `leave`,
//! from any thread, and the first one does it.
//!
//! Invariants: a mode is noted before it is switched on, so that a step that fails
//! half-way is taken back too; nothing is drawn while the screen is not ours.

use std::io::{self, Write};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use crossterm::clipboard::CopyToClipboard;
use crossterm::{cursor, event, queue, style, terminal};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use rustix::termios::tcgetwinsize;

/// The modes, as bits.
const RAW: u8 = 1;
const SCREEN: u8 = 2;
const PASTE: u8 = 4;
const MOUSE: u8 = 8;
/// Not a mode: the session is over and is not entered again.
const CLOSED: u8 = 128;

/// Clicks and the wheel in decimal coordinates; motion is not asked for.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";

/// Ends a frame that a panic has cut off.
const SYNC_OFF: &[u8] = b"\x1b[?2026l";

/// Longer texts, in bytes, are not given to a terminal's clipboard: 100,000 bytes in
/// base64 are what terminals take that have a limit (hterm, VTE, screen).
const CLIPBOARD_BYTES: usize = 74_994;

/// How long the last bytes wait for a terminal that takes none (Ctrl-S).
const LAST_WORDS: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 200_000_000,
};

/// The size where nothing knows it: columns and rows.
const FALLBACK_SIZE: (u16, u16) = (80, 24);

/// Columns and rows of the terminal, where one of the standard streams is one.
fn standard_size() -> Option<(u16, u16)> {
    let asked = tcgetwinsize(rustix::stdio::stdout())
        .or_else(|_| tcgetwinsize(rustix::stdio::stderr()))
        .or_else(|_| tcgetwinsize(rustix::stdio::stdin()));
    asked.ok().map(|size| (size.ws_col, size.ws_row))
}

/// Columns of the terminal, for commands that print; None where there is none or
/// it does not tell.
pub fn columns() -> Option<u16> {
    standard_size()
        .map(|(columns, _)| columns)
        .filter(|n| *n > 0)
}

/// What a session does to a terminal; tests put their own in its place.
trait Device: Send + Sync {
    /// Switches raw mode.
    fn raw(&self, on: bool) -> io::Result<()>;
    /// Writes all bytes.
    fn write(&self, bytes: &[u8]) -> io::Result<()>;
    /// Writes as far as the terminal takes them soon.
    fn write_soon(&self, bytes: &[u8]) -> io::Result<()>;
    /// Columns and rows; None where it does not tell.
    fn size(&self) -> Option<(u16, u16)> {
        standard_size()
    }
}

/// The terminal on standard output, or one that was opened because standard output is
/// wanted for something else.
enum Terminal {
    Stdout,
    Opened(OwnedFd),
}

impl AsFd for Terminal {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match self {
            Self::Stdout => rustix::stdio::stdout(),
            Self::Opened(fd) => fd.as_fd(),
        }
    }
}

impl Device for Terminal {
    fn raw(&self, on: bool) -> io::Result<()> {
        if on {
            terminal::enable_raw_mode()
        } else {
            terminal::disable_raw_mode()
        }
    }

    fn write(&self, mut bytes: &[u8]) -> io::Result<()> {
        // Not through `std::io::stdout`: another thread may hang with its lock.
        while !bytes.is_empty() {
            match rustix::io::write(self, bytes) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
                Err(Errno::INTR) => {}
                // Whoever shares the terminal with us made it non-blocking.
                Err(Errno::AGAIN) => self.wait_writable(None)?,
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    fn write_soon(&self, bytes: &[u8]) -> io::Result<()> {
        self.wait_writable(Some(&LAST_WORDS))?;
        self.write(bytes)
    }

    fn size(&self) -> Option<(u16, u16)> {
        let own = tcgetwinsize(self).ok();
        own.map_or_else(standard_size, |size| Some((size.ws_col, size.ws_row)))
    }
}

impl Terminal {
    /// Waits until the terminal takes bytes.
    fn wait_writable(&self, limit: Option<&Timespec>) -> io::Result<()> {
        let mut fds = [PollFd::new(self, PollFlags::OUT)];
        match poll(&mut fds, limit) {
            Ok(0) => Err(io::ErrorKind::TimedOut.into()),
            Ok(_) | Err(Errno::INTR) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

/// The session: cheap to clone, shared by everything that may have to end it.
#[derive(Clone)]
pub struct Session {
    modes: Arc<AtomicU8>,
    device: Arc<dyn Device>,
    mouse: bool,
}

impl Session {
    /// A session that has not begun; `mouse`: clicks and the wheel are events.
    pub fn new(mouse: bool) -> Self {
        Self::on(Terminal::Stdout, mouse)
    }

    /// A session on `/dev/tty`, whatever the standard streams are.
    pub fn on_tty(mouse: bool) -> io::Result<Self> {
        let flags = OFlags::WRONLY | OFlags::CLOEXEC | OFlags::NOCTTY;
        let tty = rustix::fs::open("/dev/tty", flags, Mode::empty())?;
        Ok(Self::on(Terminal::Opened(tty), mouse))
    }

    fn on(device: impl Device + 'static, mouse: bool) -> Self {
        Self {
            modes: Arc::default(),
            device: Arc::new(device),
            mouse,
        }
    }

    /// Takes the terminal over; it is given back when the value drops, at the latest.
    pub fn enter(&self) -> io::Result<Entered> {
        self.switch_on()?;
        Ok(Entered(self.clone()))
    }

    /// Takes the terminal over again after [`Session::leave`].
    pub fn reenter(&self) -> io::Result<()> {
        self.switch_on()
    }

    /// Gives the terminal back, as it was found. May be called from any thread and
    /// at any time; does nothing where there is nothing to give back.
    pub fn leave(&self) {
        self.switch_off(self.modes.fetch_and(CLOSED, Ordering::AcqRel));
    }

    /// Gives the terminal back for good: nobody draws or enters any more.
    pub fn close(&self) {
        self.switch_off(self.modes.swap(CLOSED, Ordering::AcqRel));
    }

    /// Whether the terminal is ours now.
    pub fn entered(&self) -> bool {
        self.modes.load(Ordering::Acquire) & SCREEN != 0
    }

    /// The writer for frames.
    pub fn screen(&self) -> Screen {
        Screen {
            session: self.clone(),
            buffer: Vec::new(),
        }
    }

    /// Asks the terminal how wide it draws what is of ambiguous width; the answer
    /// comes among the keys. The next frame must be a whole one.
    pub fn ask_widths(&self) -> io::Result<()> {
        self.device.write(super::probe::QUESTION)
    }

    /// Gives a text to the terminal's clipboard (OSC 52), as far as terminals take
    /// such long ones; works over SSH.
    pub fn copy(&self, text: &str) -> io::Result<bool> {
        if text.len() > CLIPBOARD_BYTES || !self.entered() {
            return Ok(false);
        }
        let mut bytes = Vec::new();
        queue!(bytes, CopyToClipboard::to_clipboard_from(text))?;
        self.device.write(&bytes)?;
        Ok(true)
    }

    /// Columns and rows of the terminal, asked anew.
    pub fn size(&self) -> (u16, u16) {
        self.device.size().unwrap_or(FALLBACK_SIZE)
    }

    fn switch_on(&self) -> io::Result<()> {
        self.note(RAW)?;
        let done = self.switch_noted_on();
        if done.is_err() {
            // Raw mode even where another thread has just taken its note away.
            self.switch_off(self.modes.fetch_and(CLOSED, Ordering::AcqRel) | RAW);
        }
        done
    }

    fn switch_noted_on(&self) -> io::Result<()> {
        self.device.raw(true)?;
        let mut bytes = Vec::new();
        self.note(SCREEN | PASTE)?;
        queue!(
            bytes,
            terminal::EnterAlternateScreen,
            event::EnableBracketedPaste
        )?;
        if self.mouse {
            self.note(MOUSE)?;
            bytes.extend_from_slice(MOUSE_ON);
        }
        self.device.write(&bytes)
    }

    /// Notes modes as on, unless the session is over.
    fn note(&self, modes: u8) -> io::Result<()> {
        let noted = self
            .modes
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, |noted| {
                (noted & CLOSED == 0).then_some(noted | modes)
            });
        match noted {
            Ok(_) => Ok(()),
            Err(_) => Err(io::Error::other("the session is over")),
        }
    }

    /// Takes `modes` back; no failure keeps the rest from being taken back.
    fn switch_off(&self, modes: u8) {
        let mut bytes = Vec::new();
        if modes & MOUSE != 0 {
            bytes.extend_from_slice(MOUSE_OFF);
        }
        if modes & PASTE != 0 {
            drop(queue!(bytes, event::DisableBracketedPaste));
        }
        if modes & SCREEN != 0 {
            bytes.extend_from_slice(SYNC_OFF);
            drop(queue!(
                bytes,
                style::ResetColor,
                style::SetAttribute(style::Attribute::Reset),
                terminal::LeaveAlternateScreen,
                cursor::Show
            ));
        }
        // There is nobody left to tell of a terminal that takes no more.
        if !bytes.is_empty() {
            drop(self.device.write_soon(&bytes));
        }
        if modes & RAW != 0 {
            drop(self.device.raw(false));
        }
    }
}

/// The terminal is ours; dropping it gives it back.
#[must_use = "the terminal is given back when this drops"]
pub struct Entered(Session);

impl Drop for Entered {
    fn drop(&mut self) {
        self.0.leave();
    }
}

/// Collects a frame and writes it at once; drops it where the terminal is not ours.
pub struct Screen {
    session: Session,
    buffer: Vec<u8>,
}

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let written = if self.session.entered() {
            self.session.device.write(&self.buffer)
        } else {
            Ok(())
        };
        self.buffer.clear();
        written
    }
}

#[cfg(test)]
mod tests;
