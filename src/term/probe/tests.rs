//! Listening over pipes and over a terminal, with a clock of its own where time
//! has to pass.

use std::cell::Cell;
use std::io::{self, PipeReader, PipeWriter, Write};
use std::os::fd::AsFd;
use std::time::Instant;

use super::*;
use crate::keys::print_sequence;

const REPLIES: &[u8] = b"\x1b[2;3R\x1b[2;2R\x1b[2;2R\x1b[?62;22c";

const ANSWERS: Answers = Answers {
    marks: Some(Width::Wide),
    letters: Some(Width::Narrow),
    lines: Some(Width::Narrow),
    ended: true,
};

/// Both ends of what stands for the terminal, and of what wakes.
struct Line {
    terminal: PipeReader,
    keyboard: Option<PipeWriter>,
    woken: PipeReader,
    wake: Option<PipeWriter>,
}

impl Line {
    fn new() -> Self {
        let (terminal, keyboard) = io::pipe().unwrap();
        let (woken, wake) = io::pipe().unwrap();
        Self {
            terminal,
            keyboard: Some(keyboard),
            woken,
            wake: Some(wake),
        }
    }

    fn send(&mut self, bytes: &[u8]) {
        self.keyboard.as_mut().unwrap().write_all(bytes).unwrap();
    }

    /// Listens with a clock that goes on by `step` each time it is asked; what was
    /// delivered, in notation, and what came of it.
    fn listen(&self, limit: Duration, step: Duration) -> (String, Heard) {
        let time = Cell::new(Duration::ZERO);
        let now = || {
            time.set(time.get() + step);
            time.get()
        };
        self.listen_with(limit, &now, &mut |_| true)
    }

    fn listen_with(
        &self,
        limit: Duration,
        now: &dyn Fn() -> Duration,
        goes_on: &mut dyn FnMut(&str) -> bool,
    ) -> (String, Heard) {
        let mut told = String::new();
        let mut deliver = |event: Event| {
            told += &match event {
                Event::Key(key) => print_sequence(&[key]),
                Event::Paste(text) => ["“", &text, "”"].concat(),
                other => panic!("{other:?}"),
            };
            goes_on(&told)
        };
        let (terminal, woken) = (self.terminal.as_fd(), self.woken.as_fd());
        let heard = listen(terminal, woken, limit, now, &mut deliver);
        (told, heard)
    }
}

/// Far away: a test that waits for it hangs.
const NEVER: Duration = Duration::MAX;
const TICK: Duration = Duration::from_millis(1);
const STILL: Duration = Duration::ZERO;

#[test]
fn the_answers_end_it() {
    let mut line = Line::new();
    line.send(REPLIES);
    let end = End::Answered;
    let answers = ANSWERS;
    assert_eq!(
        line.listen(NEVER, STILL),
        (String::new(), Heard { answers, end })
    );
}

#[test]
fn keys_keep_their_place() {
    let mut line = Line::new();
    line.send(b"j\x1b[2;3R\xe4\xb8\xad\x1b[2;2Rk\x1b[2;2R\x1b[A\x1b[?6cG");
    let (told, heard) = line.listen(NEVER, STILL);
    assert_eq!((told.as_str(), heard.answers), ("j中k<Up>G", ANSWERS));
    assert_eq!(heard.end, End::Answered);
}

#[test]
fn a_key_is_told_before_the_answer() {
    // The terminal answers only when the key was told.
    let line = Line::new();
    let mut keyboard = line.keyboard.as_ref().unwrap().try_clone().unwrap();
    keyboard.write_all(b"j").unwrap();
    let mut answer = |_: &str| keyboard.write_all(REPLIES).is_ok();
    let (told, heard) = line.listen_with(NEVER, &|| STILL, &mut answer);
    assert_eq!((told.as_str(), heard.end), ("j", End::Answered));
}

#[test]
fn what_came_in_time_is_read_however_late() {
    // Between any two looks at the clock the limit passes.
    let mut line = Line::new();
    line.send(REPLIES);
    let (_, heard) = line.listen(TICK, TICK * 1000);
    assert_eq!((heard.answers, heard.end), (ANSWERS, End::Answered));
    // Between the halves of a sequence, too.
    let mut line = Line::new();
    line.send(b"\x1b");
    let keyboard = line.keyboard.as_ref().unwrap().try_clone().unwrap();
    let asked = Cell::new(0);
    let now = || {
        asked.set(asked.get() + 1);
        if asked.get() == 4 {
            (&keyboard).write_all(b"[A").unwrap();
        }
        if asked.get() > 3 { NEVER / 2 } else { STILL }
    };
    let (told, heard) = line.listen_with(TICK, &now, &mut |_| true);
    assert_eq!((told.as_str(), heard.end), ("<Up>", End::TimedOut));
}

#[test]
fn silence_ends_with_the_limit() {
    let line = Line::new();
    let began = Instant::now();
    let limit = Duration::from_millis(20);
    let (told, heard) = line.listen_with(limit, &|| began.elapsed(), &mut |_| true);
    assert_eq!((told.as_str(), heard.end), ("", End::TimedOut));
    assert_eq!(heard.answers, Answers::default());
    assert!(began.elapsed() >= limit);
}

#[test]
fn replies_without_an_end_mark_are_kept() {
    let mut line = Line::new();
    line.send(b"\x1b[2;3R\x1b[2;2Rj");
    let (told, heard) = line.listen(TICK * 5, TICK);
    assert_eq!((told.as_str(), heard.end), ("j", End::TimedOut));
    let Answers { marks, letters, .. } = heard.answers;
    assert_eq!((marks, letters), (ANSWERS.marks, ANSWERS.letters));
    assert_eq!(heard.answers.lines, None);
    assert!(!heard.answers.complete());
}

#[test]
fn an_end_mark_alone_is_no_answer() {
    let mut line = Line::new();
    line.send(b"\x1b[?6c");
    let (_, heard) = line.listen(NEVER, STILL);
    assert_eq!(heard.end, End::Answered);
    assert!(!heard.answers.complete());
}

#[test]
fn the_rest_of_a_sequence_is_waited_for() {
    for (half, rest, expected) in [
        (&b"j\x1b["[..], &b"Bk"[..], "j<Down>k"),
        (b"\x1b[2;3R\x1b[2;", b"2R", ""),
        (b"\xe4\xb8", b"\xad", "中"),
        (b"\x1b[200~pas", b"te\x1b[201~", "“paste”"),
    ] {
        let mut line = Line::new();
        line.send(half);
        let keyboard = line.keyboard.as_ref().unwrap().try_clone().unwrap();
        // At the limit the half is there; the rest comes behind it.
        let asked = Cell::new(0);
        let now = || {
            asked.set(asked.get() + 1);
            if asked.get() == 5 {
                (&keyboard).write_all(rest).unwrap();
            }
            if asked.get() > 3 { TICK } else { STILL }
        };
        let (told, heard) = line.listen_with(TICK, &now, &mut |_| true);
        assert_eq!((told.as_str(), heard.end), (expected, End::TimedOut));
    }
}

#[test]
fn what_never_ends_is_given_up() {
    for (half, expected) in [
        ("\x1b", "<Esc>"),
        ("j\x1b[", "j<A-[>"),
        ("j\x1b[2;", "j"),
        ("\x1b[200~paste", "“paste”"),
    ] {
        let mut line = Line::new();
        line.send(half.as_bytes());
        let began = Instant::now();
        let (told, heard) = line.listen_with(TICK, &|| began.elapsed(), &mut |_| true);
        assert_eq!((told.as_str(), heard.end), (expected, End::TimedOut));
        assert!(began.elapsed() >= QUIET, "{half:?}");
    }
}

#[test]
fn an_escape_does_not_wait_for_the_answer() {
    let mut line = Line::new();
    line.send(b"\x1b");
    let mut keyboard = line.keyboard.as_ref().unwrap().try_clone().unwrap();
    let began = Instant::now();
    let mut answer = |_: &str| keyboard.write_all(REPLIES).is_ok();
    let (told, heard) = line.listen_with(NEVER, &|| began.elapsed(), &mut answer);
    assert_eq!((told.as_str(), heard.answers), ("<Esc>", ANSWERS));
    assert!(began.elapsed() >= QUIET);
}

#[test]
fn without_an_end_the_bytes_have_a_bound() {
    for (noise, limit) in [(&b"jjjjjjjj"[..], MOST), (b"\x1b[1;1;1;", MOST)] {
        let mut line = Line::new();
        let mut keyboard = line.keyboard.take().unwrap();
        let (told, read) = std::thread::scope(|scope| {
            let typing = scope.spawn(move || {
                let mut sent = 0;
                while keyboard.write_all(noise).is_ok() {
                    sent += noise.len();
                }
                sent
            });
            // The clock hardly moves: the bytes end it.
            let (told, heard) = line.listen(NEVER, Duration::from_micros(10));
            assert_eq!(heard.end, End::TimedOut);
            drop(line);
            (told, typing.join().unwrap())
        });
        assert!(told.len() <= limit + 1024, "{}", told.len());
        assert!(read >= limit);
    }
}

#[test]
fn a_closed_wake_pipe_ends_it() {
    let mut line = Line::new();
    line.send(b"j");
    line.wake = None;
    let (told, heard) = line.listen(NEVER, STILL);
    assert_eq!((told.as_str(), heard.end), ("", End::Woken));
}

#[test]
fn a_terminal_that_is_gone_is_told() {
    let mut line = Line::new();
    line.send(b"j\x1b[2;2R");
    line.keyboard = None;
    let (told, heard) = line.listen(NEVER, STILL);
    assert_eq!((told.as_str(), heard.end), ("j", End::Gone));
    assert_eq!(heard.answers.marks, Some(Width::Narrow));
}

#[test]
fn where_nobody_listens_it_ends() {
    let mut line = Line::new();
    line.send(b"jk");
    let (told, heard) = line.listen_with(NEVER, &|| STILL, &mut |_| false);
    assert_eq!((told.as_str(), heard.end), ("j", End::Unheard));
}

#[test]
fn a_terminal_is_read_in_raw_mode() {
    use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};

    let size = portable_pty::PtySize::default();
    let pair = portable_pty::native_pty_system().openpty(size).unwrap();
    let path = pair.master.tty_name().unwrap();
    let terminal = std::fs::File::open(path).unwrap();
    let mut modes = tcgetattr(&terminal).unwrap();
    modes.make_raw();
    tcsetattr(&terminal, OptionalActions::Now, &modes).unwrap();
    let mut keyboard = pair.master.take_writer().unwrap();
    keyboard.write_all(b"j").unwrap();
    keyboard.write_all(REPLIES).unwrap();
    let (woken, _wake) = io::pipe().unwrap();
    let mut keys = Vec::new();
    let mut deliver = |event| {
        keys.push(event);
        true
    };
    let (far, now) = (NEVER, || STILL);
    let heard = listen(terminal.as_fd(), woken.as_fd(), far, &now, &mut deliver);
    assert_eq!((heard.answers, heard.end), (ANSWERS, End::Answered));
    assert!(matches!(keys.as_slice(), [Event::Key(_)]));
    drop((keyboard, pair));
    let heard = listen(terminal.as_fd(), woken.as_fd(), far, &now, &mut |_| true);
    assert_eq!(heard.end, End::Gone);
}

#[test]
fn the_question_asks_for_each_kind() {
    let question = String::from_utf8(QUESTION.to_vec()).unwrap();
    assert_eq!(question.matches("\x1b[6n").count(), 3);
    assert!(question.starts_with("\x1b[2H\r“\x1b[6n\r") && question.ends_with("\r\x1b[c"));
}

#[test]
fn far_away_the_limit_is_longer() {
    let near = limit(&|_| None);
    assert_eq!(near, limit(&|_| Some(String::new())));
    let far = limit(&|name| (name == "SSH_CONNECTION").then(|| "::1 1 ::1 22".to_owned()));
    assert!(near < far);
}
