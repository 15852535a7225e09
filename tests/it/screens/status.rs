//! The status line: where one is, what is on, what just happened.

use yue::app::{Event, Failure};
use yue::store::BookmarkChange;

use super::headless::{Headless, Saves};
use super::{scene, scene_at};

fn failure(what: &str, why: &'static str) -> Failure {
    Failure {
        what: what.to_owned(),
        why,
        detail: String::new(),
    }
}

#[test]
fn tags_and_notes_are_written_in_the_last_line() {
    scene("prompt-tags", |yue| {
        yue.keys("#贸易<Space>to-read");
    });
    scene("notice-note", |yue| {
        yue.keys("#贸易<Enter>N第三段再读一遍<Enter><Enter>");
    });
}

#[test]
fn what_is_wrong_with_the_bookmarks_file_is_said() {
    scene("notice-bookmarks-unreadable", |yue| {
        let mut failure = failure("~/.config/yue/bookmarks.toml", "why-permission");
        failure.detail.clear();
        yue.event(Event::BookmarksUnreadable(failure));
    });
    scene("notice-bookmarks-damaged", |yue| {
        let mut failure = failure("~/.config/yue/bookmarks.toml", "why-bookmarks-damaged");
        failure.detail = "12:7: expected a value".to_owned();
        yue.event(Event::BookmarksOdd(failure));
    });
    scene("notice-leave-unsaved", |yue| {
        yue.saves = Saves::Failed;
        yue.keys("bQ");
    });
}

#[test]
fn what_cannot_be_kept_stays_said() {
    scene("standing-memory", |yue| {
        let failure = failure("~/.local/state/yue/state.sqlite", "why-read-only");
        yue.event(Event::NotRemembered(failure));
        yue.keys("j");
    });
    // On the page, beside a notice.
    scene("standing-nothing", |yue| {
        yue.saves = Saves::Failed;
        let failure = failure("~/.local/state/yue/state.sqlite", "why-no-folder");
        yue.event(Event::NotRemembered(failure));
        yue.keys("bj<Enter>m");
    });
}

#[test]
fn notices_have_tones() {
    scene("notice-plain", |yue| {
        yue.keys("b");
    });
    scene("notice-warning", |yue| {
        yue.keys(":nosuch<Enter>");
    });
    scene("notice-error", |yue| {
        yue.saves = Saves::Failed;
        yue.keys("b");
    });
    scene("notice-source-failed", |yue| {
        yue.event(Event::SourceFailed(failure(
            "~/news/2026/november/hanoi.txt",
            "why-permission",
        )));
    });
    scene("notice-lines-broken", |yue| {
        for (what, why, detail) in [
            ("~/news/2018.jsonl:3", "why-record-broken", "it has no end"),
            ("~/news/2018.jsonl:8", "why-record-broken", "it has no end"),
            ("~/news/2018.jsonl", "why-records-broken", "40"),
        ] {
            let mut failure = failure(what, why);
            failure.detail = detail.to_owned();
            yue.event(Event::SourceFailed(failure));
        }
    });
    scene("notice-source-cut", |yue| {
        let mut failure = failure("~/news/2018.jsonl.gz", "why-cut");
        failure.detail = "unexpected end of file".to_owned();
        yue.event(Event::SourceFailed(failure));
    });
    scene("notice-key-unbound", |yue| {
        yue.keys("x");
    });
    scene("notice-related-missing", |yue| {
        yue.open_seed("hanoi-summit");
        for number in 1..=9 {
            yue.keys(&number.to_string());
            let missing = |notice: &yue::app::Notice| notice.id == "notice-related-missing";
            if yue.model.notice.as_ref().is_some_and(missing) {
                return;
            }
            yue.keys("[");
        }
        panic!("every related article is in the library");
    });
}

#[test]
fn a_library_being_read() {
    scene_at("list-reading", (80, 24), |yue| {
        yue.model.list.complete = false;
    });
}

#[test]
fn everything_at_once_still_fits() {
    for size in [(40, 12), (80, 24)] {
        scene_at("status-crowded", size, |yue| {
            yue.open_seed("hanoi-summit");
            yue.keys("\\/会晤<Enter>nn");
        });
    }
}

#[test]
fn a_failed_save_keeps_the_mark_hollow_and_says_why() {
    let mut yue = Headless::library((80, 24));
    yue.saves = Saves::Failed;
    yue.keys("b");
    let frame = yue.frame();
    assert!(frame.shows("✧"), "{}", frame.text());
    assert!(frame.shows("disk is full"), "{}", frame.text());
    assert_eq!(yue.model.marks.unsaved(), 1);
    assert!(matches!(yue.unsaved[..], [BookmarkChange::Set(_)]));
}
