//! The session on a terminal that records, and fails where it is told to.

use std::sync::Mutex;
use std::thread;

use super::*;

/// Notes what is done to it, and fails at what it is told to.
#[derive(Clone, Default)]
struct Recorder {
    done: Arc<Mutex<Vec<String>>>,
    fails: &'static str,
}

impl Recorder {
    fn note(&self, what: String) -> io::Result<()> {
        let fails = !self.fails.is_empty() && what.contains(self.fails);
        self.done.lock().unwrap().push(what);
        if fails {
            Err(io::ErrorKind::Other.into())
        } else {
            Ok(())
        }
    }

    fn taken(&self) -> String {
        let done = std::mem::take(&mut *self.done.lock().unwrap());
        done.join(" ")
    }
}

impl Device for Recorder {
    fn raw(&self, on: bool) -> io::Result<()> {
        self.note(format!("raw-{on}"))
    }
    fn write(&self, bytes: &[u8]) -> io::Result<()> {
        let text = String::from_utf8_lossy(bytes);
        self.note(text.replace("\u{1b}[", " ").trim().to_owned())
    }
    fn write_soon(&self, bytes: &[u8]) -> io::Result<()> {
        self.write(bytes)
    }
}

fn session(mouse: bool, fails: &'static str) -> (Session, Recorder) {
    let recorder = Recorder {
        fails,
        ..Recorder::default()
    };
    (Session::on(recorder.clone(), mouse), recorder)
}

const ON: &str = "raw-true ?1049h ?2004h";
const OFF: &str = "?2004l ?2026l 0m 0m ?1049l ?25h raw-false";

#[test]
fn what_is_entered_is_left_once() {
    let (session, recorder) = session(false, "");
    let entered = session.enter().unwrap();
    assert!(session.entered());
    assert_eq!(recorder.taken(), ON);
    session.leave();
    assert!(!session.entered());
    assert_eq!(recorder.taken(), OFF);
    session.leave();
    drop(entered);
    session.close();
    assert_eq!(recorder.taken(), "");
}

#[test]
fn dropping_the_owner_leaves() {
    let (session, recorder) = session(true, "");
    let entered = session.enter().unwrap();
    assert_eq!(recorder.taken(), format!("{ON} ?1000h ?1006h"));
    drop(entered);
    assert_eq!(recorder.taken(), format!("?1006l ?1000l {OFF}"));
}

#[test]
fn only_one_of_many_threads_leaves() {
    let (session, recorder) = session(false, "");
    let _entered = session.enter().unwrap();
    recorder.taken();
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| session.leave());
        }
    });
    assert_eq!(recorder.taken(), OFF);
}

#[test]
fn a_step_that_fails_is_taken_back() {
    let (no_raw, recorder) = session(false, "raw-true");
    assert!(no_raw.enter().is_err());
    assert_eq!(recorder.taken(), "raw-true raw-false");
    let (no_write, recorder) = session(false, "?1049h");
    assert!(no_write.enter().is_err());
    assert_eq!(recorder.taken(), format!("{ON} {OFF}"));
}

#[test]
fn leaving_goes_on_after_a_failure() {
    for fails in ["?1049l", "raw-false"] {
        let (session, recorder) = session(false, fails);
        let entered = session.enter().unwrap();
        recorder.taken();
        drop(entered);
        assert_eq!(recorder.taken(), OFF, "{fails}");
    }
}

#[test]
fn a_closed_session_is_not_entered_again() {
    let (session, recorder) = session(false, "");
    let _entered = session.enter().unwrap();
    session.leave();
    session.reenter().unwrap();
    session.close();
    recorder.taken();
    assert!(session.reenter().is_err());
    assert!(!session.entered());
    assert_eq!(recorder.taken(), "", "no mode is switched");
}

#[test]
fn frames_reach_only_a_terminal_that_is_ours() {
    let (session, recorder) = session(false, "");
    let mut screen = session.screen();
    screen.write_all(b"lost").unwrap();
    screen.flush().unwrap();
    let entered = session.enter().unwrap();
    recorder.taken();
    screen.write_all(b"one ").unwrap();
    screen.write_all(b"frame").unwrap();
    assert_eq!(recorder.taken(), "");
    screen.flush().unwrap();
    assert_eq!(recorder.taken(), "one frame");
    screen.write_all(b"half a fra").unwrap();
    drop(entered);
    recorder.taken();
    drop(screen);
    assert_eq!(recorder.taken(), "");
}
