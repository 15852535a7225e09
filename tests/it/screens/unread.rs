//! What was read shows so; lists of what is unread and of what was read last.

use yue::app::event::Event;

use super::headless::Headless;
use super::{SIZES, scene, snapshot};

#[test]
fn read_rows_step_back() {
    scene("read-rows", |yue| _ = yue.keys("<Enter>qjr"));
}

#[test]
fn only_what_is_unread() {
    scene("only-unread", |yue| _ = yue.keys("rjrUj"));
}

#[test]
fn all_is_read() {
    scene("all-read", |yue| {
        let count = yue.model.list.matches.len();
        yue.keys(&"rj".repeat(count));
        yue.keys("U");
    });
}

#[test]
fn read_last() {
    scene("read-last", |yue| _ = yue.keys("jj<Enter>qk<Enter>qR"));
}

#[test]
fn nothing_was_read() {
    scene("read-nothing", |yue| _ = yue.keys("R"));
}

#[test]
fn what_became_of_the_file_is_said() {
    for size in SIZES {
        let mut yue = Headless::library(size);
        yue.event(Event::MemoryRenewed {
            file: "state.sqlite".into(),
            aside: "state.sqlite.corrupt-1".into(),
            saved: 0,
        });
        snapshot(&format!("memory-renewed-{}x{}", size.0, size.1), &yue);
        yue.event(Event::NotRemembered(yue::app::Failure {
            what: "/home/reader/.local/state/yue/state.sqlite".into(),
            why: "why-read-only",
            detail: "".into(),
        }));
        snapshot(&format!("memory-lasts-not-{}x{}", size.0, size.1), &yue);
    }
}
