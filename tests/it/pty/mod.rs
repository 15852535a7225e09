//! The built program in a real pseudo terminal. Waiting is for events (output,
//! a change of the child's state), never for time; the deadline only ends a test
//! that hangs. Every journey ends in [`Pty::end`], which checks that the terminal
//! is as it was found and that nothing harmful was ever written to it; where there is
//! no terminal left to look at, in [`Pty::hang_up`] or [`Pty::killed`].

pub mod keys;
mod oracle;
mod seen;

use std::cell::Cell;
use std::fs::File;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Instant;

use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::fs::OFlags;
use rustix::process::{Pid, Signal, kill_process};
use vt100::Screen;

use crate::sandbox::Sandbox;
use oracle::Oracle;
pub use seen::Life;
use seen::{Seen, Watch};

/// A program in a terminal of its own.
pub struct Pty {
    /// None once the terminal is closed.
    open: Option<Open>,
    pid: Pid,
    watch: Watch,
    /// The settings of the terminal before the start.
    settings: String,
    /// Stops that the test has waited for.
    stops: Cell<usize>,
    /// What the test has copied.
    copied: Vec<String>,
    /// The end was looked at.
    ended: Cell<bool>,
}

/// Our end of the terminal.
struct Open {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
}

impl Pty {
    /// Starts the program with `args` in a terminal of 80×24.
    pub fn start(sandbox: &Sandbox, args: &[&str]) -> Self {
        Self::start_with(sandbox, args, (80, 24), &[])
    }

    /// Starts it in a terminal of `size` columns and rows, with more environment.
    pub fn start_with(
        sandbox: &Sandbox,
        args: &[&str],
        size: (u16, u16),
        env: &[(&str, &str)],
    ) -> Self {
        let command = [&[env!("CARGO_BIN_EXE_yue")], args].concat();
        Self::spawn(sandbox, &command, size, env)
    }

    /// Starts a shell line; `"$YUE"` in it is the program.
    pub fn shell(sandbox: &Sandbox, line: &str) -> Self {
        Self::spawn(sandbox, &["sh", "-c", line], (80, 24), &[])
    }

    fn spawn(sandbox: &Sandbox, argv: &[&str], size: (u16, u16), env: &[(&str, &str)]) -> Self {
        let pair = native_pty_system().openpty(pty_size(size)).unwrap();
        let terminal = open_terminal(&pair.master.tty_name().unwrap());
        let settings = seen::settings(&terminal);
        let mut command = CommandBuilder::from_argv(argv.iter().map(Into::into).collect());
        command.env_clear();
        for (name, value) in sandbox.environment() {
            command.env(name, value);
        }
        for (name, value) in env {
            command.env(name, value);
        }
        command.cwd(sandbox.work());
        let child = pair.slave.spawn_command(command).unwrap();
        let pid = Pid::from_raw(child.process_id().unwrap() as i32).unwrap();
        let watch = Watch::new(size);
        watch.read(pair.master.try_clone_reader().unwrap());
        watch.follow(pid, terminal);
        let open = Open {
            writer: pair.master.take_writer().unwrap(),
            master: pair.master,
        };
        Self {
            open: Some(open),
            pid,
            watch,
            settings,
            stops: Cell::new(0),
            copied: Vec::new(),
            ended: Cell::new(false),
        }
    }

    fn open(&mut self) -> &mut Open {
        self.open.as_mut().unwrap()
    }

    /// Types keys in the program's notation.
    pub fn send(&mut self, keys: &str) {
        self.send_bytes(&keys::bytes(keys));
    }

    /// Sends bytes as they are.
    pub fn send_bytes(&mut self, bytes: &[u8]) {
        let writer = &mut self.open().writer;
        writer.write_all(bytes).unwrap();
        writer.flush().unwrap();
    }

    /// Sends bytes in two pieces, the second once the first has been read.
    pub fn send_split(&mut self, bytes: &[u8], at: usize) {
        let (first, second) = bytes.split_at(at);
        self.send_bytes(first);
        let terminal = open_terminal(&self.open().master.tty_name().unwrap());
        let begun = Instant::now();
        while rustix::io::ioctl_fionread(&terminal).unwrap() > 0 {
            assert!(begun.elapsed() < seen::DEADLINE, "nobody reads {first:?}");
            std::thread::yield_now();
        }
        self.send_bytes(second);
    }

    /// Gives the terminal another size, in columns and rows.
    pub fn resize(&self, size: (u16, u16)) {
        let (rows, columns) = seen::cells(size);
        self.watch.lock().parser.set_size(rows, columns);
        let open = self.open.as_ref().unwrap();
        open.master.resize(pty_size(size)).unwrap();
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid, signal).unwrap();
    }

    /// Waits until the screen is as `condition` wants it; `what` names that.
    #[track_caller]
    pub fn wait(&self, what: &str, condition: impl Fn(&Screen) -> bool) {
        let condition = |seen: &Seen| condition(seen.parser.screen());
        self.watch.wait(what, condition);
    }

    /// Waits until the rows of the screen are as `condition` wants them.
    #[track_caller]
    pub fn wait_rows(&self, what: &str, condition: impl Fn(&[String]) -> bool) {
        self.watch.wait(what, |seen| condition(&seen.rows()));
    }

    /// Waits until `text` stands on the screen.
    #[track_caller]
    pub fn wait_text(&self, text: &str) {
        self.wait(text, |screen| screen.contents().contains(text));
    }

    /// Waits until `text` no longer stands on the screen.
    #[track_caller]
    pub fn wait_gone(&self, text: &str) {
        let what = format!("{text} gone");
        self.wait(&what, |screen| !screen.contents().contains(text));
    }

    /// Waits until more than `before` bytes were written in all.
    #[track_caller]
    pub fn wait_output(&self, before: usize) {
        self.watch
            .wait("more output", |seen| seen.output.len() > before);
    }

    /// Waits until `bytes` were written.
    #[track_caller]
    pub fn wait_written(&self, bytes: &[u8]) {
        let holds = |seen: &Seen| seen.output.windows(bytes.len()).any(|here| here == bytes);
        let what = String::from_utf8_lossy(bytes).into_owned();
        self.watch.wait(&what, holds);
    }

    /// Waits until `text`, which the test has copied, went to the clipboard.
    #[track_caller]
    pub fn wait_copied(&mut self, text: &str) {
        let sequence = format!("\x1b]52;c;{}", oracle::base64(text.as_bytes()));
        let sequence = sequence.as_bytes();
        self.watch.wait(&format!("{text:?} copied"), |seen| {
            let mut output = seen.output.windows(sequence.len());
            output.any(|bytes| bytes == sequence)
        });
        self.copied.push(text.to_owned());
    }

    /// Bytes written so far.
    pub fn written(&self) -> usize {
        self.watch.lock().output.len()
    }

    /// The rows of the screen, without trailing blanks.
    pub fn rows(&self) -> Vec<String> {
        self.watch.wait("a whole frame", |_| true);
        self.watch.lock().rows()
    }

    /// The row, from 0, that `text` stands in.
    #[track_caller]
    pub fn row_of(&self, text: &str) -> usize {
        let rows = self.rows();
        let row = rows.iter().position(|row| row.contains(text));
        row.unwrap_or_else(|| panic!("{text} stands in none of\n{}", rows.join("\n")))
    }

    /// Waits until the child is stopped once more and checks the terminal, which
    /// belongs to others until it goes on.
    #[track_caller]
    pub fn stopped(&self) {
        // That it went on after the last stop may be known later than what it wrote.
        let before = self.stops.get();
        self.watch.wait("the stop", |seen| seen.stops > before);
        self.stops.set(before + 1);
        self.wait("the main screen", |s| {
            !s.alternate_screen() && !s.hide_cursor()
        });
        let settings = self.watch.lock().settings.clone();
        assert_eq!(settings, self.settings, "settings while stopped");
    }

    /// Waits for the end, checks that the terminal is as it was found and that
    /// only what the oracle allows was written, and gives how the program ended
    /// and the text that it wrote.
    #[track_caller]
    pub fn end(self) -> (Life, String) {
        self.ended.set(true);
        self.watch
            .wait("the end", |seen| seen.life.ended() && seen.closed);
        let seen = self.watch.lock();
        assert_eq!(seen.settings, self.settings, "{}", seen.describe());
        let screen = seen.parser.screen();
        assert!(
            !screen.alternate_screen(),
            "alternate screen; {}",
            seen.describe()
        );
        assert!(!screen.hide_cursor(), "hidden cursor; {}", seen.describe());
        let faults = Oracle::read(&seen.output, &self.copied).faults();
        assert!(faults.is_empty(), "{faults:?}; {}", seen.describe());
        let output = String::from_utf8_lossy(&seen.output).into_owned();
        (seen.life, output)
    }

    /// Closes the terminal, as its window does, and waits for the end of the program;
    /// gives that. There are no settings left to look at.
    #[track_caller]
    pub fn hang_up(mut self) -> Life {
        self.watch.lock().hung_up = true;
        // Whoever reads the terminal holds it open until something comes.
        self.resize((81, 25));
        self.open = None;
        self.without_terminal()
    }

    /// Waits for the end of a program that was killed, which leaves the terminal as it is.
    #[track_caller]
    pub fn killed(self) {
        self.without_terminal();
    }

    #[track_caller]
    fn without_terminal(self) -> Life {
        self.ended.set(true);
        self.watch
            .wait("the end", |seen| seen.life.ended() && seen.closed);
        let seen = self.watch.lock();
        let harm = Oracle::read(&seen.output, &self.copied).harm();
        assert!(harm.is_empty(), "{harm:?}; {}", seen.describe());
        seen.life
    }

    /// Like [`Pty::end`], for a program that ends with code 0.
    #[track_caller]
    pub fn end_well(self) -> String {
        let (life, output) = self.end();
        assert_eq!(life, Life::Exited(0), "{output:?}");
        output
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let ended = self.ended.get() || std::thread::panicking();
        assert!(ended, "a test with a terminal looks at its end");
    }
}

/// Opens a terminal without making it the controlling one.
fn open_terminal(path: &Path) -> File {
    let flags = OFlags::NOCTTY.bits() as i32;
    let mut options = File::options();
    options.read(true).custom_flags(flags).open(path).unwrap()
}

fn pty_size((cols, rows): (u16, u16)) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}

#[test]
fn the_oracle_of_a_journey_can_fail() {
    let sandbox = Sandbox::new();
    let line = |script: &str| {
        let pty = Pty::shell(&sandbox, script);
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| pty.end())).map_err(|_| ())
    };
    assert_eq!(
        line("echo well; exit 3"),
        Ok((Life::Exited(3), "well\r\n".to_owned()))
    );
    assert_eq!(line("kill -TERM $$").map(|end| end.0), Ok(Life::Killed(15)));
    assert_eq!(line("stty -echo"), Err(()), "settings");
    assert_eq!(line("printf '\\033[?1049h'"), Err(()), "alternate screen");
    assert_eq!(line("printf '\\033]52;c;eA==\\007'"), Err(()), "clipboard");
}

#[test]
fn whoever_does_not_look_at_the_end_fails() {
    let sandbox = Sandbox::new();
    let unseen = Pty::shell(&sandbox, "true");
    let dropped = std::panic::AssertUnwindSafe(|| drop(unseen));
    assert!(std::panic::catch_unwind(dropped).is_err());
    let killed = |line: &str| {
        let pty = Pty::shell(&sandbox, line);
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| pty.killed())).is_ok()
    };
    // A mode that is left on says nothing of a program that was killed.
    assert!(killed("printf '\\033[?1049h'; kill -KILL $$"));
    assert!(!killed("printf '\\033]2;title\\007'; kill -KILL $$"));
}

#[test]
fn a_terminal_that_is_closed_ends_what_runs_in_it() {
    let sandbox = Sandbox::new();
    let line = "trap 'echo sized' WINCH; echo well; while :; do read line; done";
    let pty = Pty::shell(&sandbox, line);
    pty.wait_text("well");
    assert_eq!(pty.hang_up(), Life::Killed(Signal::HUP.as_raw()));
}

#[test]
fn a_stop_and_a_size_are_seen() {
    let sandbox = Sandbox::new();
    let pty = Pty::shell(&sandbox, "kill -STOP $$; stty size");
    pty.stopped();
    pty.resize((33, 7));
    pty.signal(Signal::CONT);
    assert_eq!(pty.end_well(), "7 33\r\n");
}
