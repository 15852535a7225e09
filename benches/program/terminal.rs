//! The program in a pseudo terminal: what goes in, what stands on the screen, and
//! when it came. Times are taken where the output is read, in milliseconds.

use std::ffi::OsString;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// The end of a frame (a synchronized update).
const FRAME_END: &[u8] = b"\x1b[?2026l";

/// Output that ends for so long has ended.
pub(crate) const QUIET: Duration = Duration::from_millis(150);

/// What has not come after so long does not come.
const LONG: Duration = Duration::from_secs(30);

/// The program that is measured.
pub(crate) fn program() -> OsString {
    std::env::var_os("YUE_PROGRAM").unwrap_or_else(|| env!("CARGO_BIN_EXE_yue").into())
}

/// What the list says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shown {
    /// What was typed into the finder, without blanks: a screen that does not know its
    /// widths puts some behind letters.
    pub(crate) typed: String,
    /// How many rows match.
    pub(crate) count: Option<usize>,
    /// The first rows.
    pub(crate) rows: Vec<String>,
}

impl Shown {
    fn of(screen: &vt100::Screen) -> Self {
        let mut rows = screen.rows(0, 80);
        let title = rows.next().unwrap_or_default();
        let (typed, count) = title.trim_end().rsplit_once("  ").unwrap_or((&title, ""));
        let number = count
            .trim()
            .split(' ')
            .next()
            .unwrap_or_default()
            .replace(',', "");
        Self {
            typed: typed
                .trim()
                .strip_prefix('/')
                .map(compact)
                .unwrap_or_default(),
            count: number.parse().ok(),
            rows: rows.take(5).collect(),
        }
    }
}

/// A text without its blanks.
pub(crate) fn compact(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The program, running.
pub(crate) struct Run {
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
    pub(crate) writer: Box<dyn Write + Send>,
    /// Whole frames, and when the last byte of each came.
    frames: Receiver<(Instant, Vec<u8>)>,
    parser: vt100::Parser,
    begun: Instant,
}

impl Run {
    pub(crate) fn start(home: &Path, sources: &[&Path]) -> Self {
        let cells = |count| NonZeroU16::new(count).unwrap();
        let (rows, columns) = (cells(24), cells(80));
        let size = PtySize {
            rows: rows.get(),
            cols: columns.get(),
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(program());
        command.args(sources);
        command.env("TERM", "xterm-256color");
        command.env("LANG", "en_US.UTF-8");
        for name in ["YUE_CONFIG_DIR", "YUE_DATA_DIR", "YUE_STATE_DIR"] {
            command.env(name, home);
        }
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let (sender, frames) = channel();
        std::thread::spawn(move || {
            let (mut buffer, mut frame) = (vec![0; 1 << 16], Vec::new());
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                let now = Instant::now();
                frame.extend(&buffer[..count]);
                while let Some(at) = frame
                    .windows(FRAME_END.len())
                    .position(|end| end == FRAME_END)
                {
                    let rest = frame.split_off(at + FRAME_END.len());
                    if sender
                        .send((now, std::mem::replace(&mut frame, rest)))
                        .is_err()
                    {
                        return;
                    }
                }
            }
        });
        let begun = Instant::now();
        let child = pair.slave.spawn_command(command).unwrap();
        Self {
            child,
            _master: pair.master,
            writer,
            frames,
            parser: vt100::Parser::new(rows, columns, 0),
            begun,
        }
    }

    fn next(&mut self, wait: Duration) -> Option<(Instant, Vec<u8>)> {
        let (at, bytes) = self.frames.recv_timeout(wait).ok()?;
        self.parser.process(&bytes);
        Some((at, bytes))
    }

    /// Reads until a frame has ended that holds `sign`; gives the time since the start
    /// and the bytes read.
    pub(crate) fn frame_with(&mut self, sign: &str) -> (f64, usize) {
        let mut seen = Vec::new();
        loop {
            let (at, bytes) = self.next(LONG).unwrap();
            seen.extend(bytes);
            if String::from_utf8_lossy(&seen).contains(sign) {
                return ((at - self.begun).as_secs_f64() * 1e3, seen.len());
            }
        }
    }

    /// Lets everything under way come to rest.
    pub(crate) fn rest(&mut self) {
        while self.next(QUIET).is_some() {}
    }

    /// From a key to the end of the frame that follows: ms and bytes.
    pub(crate) fn key(&mut self, keys: &str) -> (f64, usize) {
        let before = self.begun.elapsed().as_secs_f64() * 1e3;
        self.writer.write_all(keys.as_bytes()).unwrap();
        let (at, bytes) = self.frame_with("");
        (at - before, bytes)
    }

    /// From a key to the last frame that follows from it: ms.
    pub(crate) fn key_to_rest(&mut self, keys: &str) -> f64 {
        let begun = Instant::now();
        self.writer.write_all(keys.as_bytes()).unwrap();
        let mut last = begun;
        while let Some((at, _)) = self.next(QUIET) {
            last = at;
        }
        (last - begun).as_secs_f64() * 1e3
    }

    /// Milliseconds since the start.
    pub(crate) fn now(&self) -> f64 {
        self.begun.elapsed().as_secs_f64() * 1e3
    }

    /// What the screen shows.
    pub(crate) fn shown(&self) -> Shown {
        Shown::of(self.parser.screen())
    }

    /// Whether `text` stands on the screen.
    pub(crate) fn shows(&self, text: &str) -> bool {
        self.parser.screen().contents().contains(text)
    }

    /// Waits for the next frame, at most so long; when it came, in ms since the start.
    pub(crate) fn frame(&mut self, wait: Duration) -> Option<f64> {
        let (at, _) = self.next(wait)?;
        Some((at - self.begun).as_secs_f64() * 1e3)
    }

    /// Waits for a frame after which `holds`; when that came.
    pub(crate) fn until(&mut self, what: &str, mut holds: impl FnMut(&Self) -> bool) -> f64 {
        loop {
            let at = self.frame(LONG);
            let Some(at) = at else {
                panic!(
                    "{what}: not seen; the screen:\n{}",
                    self.parser.screen().contents()
                );
            };
            if holds(self) {
                return at;
            }
        }
    }

    /// A number of `/proc/PID/status`, summed over all threads.
    pub(crate) fn status(&self, name: &str) -> u64 {
        let tasks = format!("/proc/{}/task", self.child.process_id().unwrap());
        let read = |task: std::fs::DirEntry| std::fs::read_to_string(task.path().join("status"));
        std::fs::read_dir(tasks)
            .unwrap()
            .filter_map(|task| read(task.unwrap()).ok())
            .filter_map(|text| {
                text.lines()
                    .find(|l| l.starts_with(name))?
                    .split_whitespace()
                    .nth(1)?
                    .parse()
                    .ok()
            })
            .fold(0, |sum, value: u64| {
                if name == "VmHWM" {
                    value.max(sum)
                } else {
                    sum + value
                }
            })
    }

    /// The most memory it ever held, in MiB.
    pub(crate) fn peak(&self) -> f64 {
        self.status("VmHWM") as f64 / 1024.0
    }

    /// Leaves, whatever is on.
    pub(crate) fn end(mut self) {
        self.writer.write_all(b"Q").unwrap();
        self.child.wait().unwrap();
    }
}

/// The middle one.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// A line of a table: what, reach, measured.
pub(crate) fn row(what: &str, reach: &str, measured: &str) {
    println!("| {what} | {reach} | {measured} |");
}
