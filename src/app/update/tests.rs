//! Events in, facts and effects out: no screen, no file, no thread, no clock.

use super::*;
use crate::app::Keymap;
use crate::app::event::{Era, Failure, Shelf, TextHit};
use crate::article::{ArticleId, Source};
use crate::filter;
use crate::reader::Place;
use crate::store::{BookmarkChange, RowIx};

mod bookmarks;
mod heads;
mod mouse;
mod play;
mod results;
mod typed;

pub(in crate::app) use play::{Play, bookmark, failure, id, loaded};

#[test]
fn results_of_another_era_change_nothing() {
    let steps = [
        ("filter", "/甲<BS>乙<BS>甲"),
        ("open", "<Enter>"),
        ("find", "/晓<Enter>"),
        ("view", "\\"),
        ("dates", "d"),
        ("link", "2"),
        ("visit", "["),
    ];
    for (name, ask) in steps {
        let mut play = Play::new(&["甲", "乙", "丙"]);
        if !matches!(name, "filter" | "open") {
            play.keys("<Enter>");
        }
        if name == "visit" {
            play.keys("h<Down><Enter>");
        }
        play.press(ask);
        let first = play.answers();
        assert!(!first.is_empty(), "{name} asks for nothing");
        // Another request of the same kind makes the first one stale.
        match name {
            "filter" => play.press("<BS>丙"),
            "open" | "link" | "visit" => play.press("h<Down><Enter>"),
            "find" => play.press("/鸟<Enter>"),
            "dates" => play.press("d"),
            _ => play.press("\\"),
        };
        let before = play.facts();
        for event in first.iter().chain(&first) {
            play.event(event.clone());
            assert_eq!(play.facts(), before, "{name}: {event:?}");
        }
        // The one that is awaited counts once.
        let second = play.answers();
        for event in &second {
            play.event(event.clone());
        }
        let after = play.facts();
        for event in first.iter().chain(&second).chain(&second) {
            play.event(event.clone());
            assert_eq!(play.facts(), after, "{name}, again: {event:?}");
        }
    }
}

#[test]
fn nothing_changes_after_the_end() {
    let mut play = Play::new(&["甲", "乙"]);
    play.press("<Enter>/甲");
    let late = play.answers();
    play.press("<Esc>Q");
    assert!(matches!(
        play.asked.pop_back(),
        Some(Effect::Quit { signal: None })
    ));
    play.asked.clear();
    let before = play.facts();
    for event in late
        .into_iter()
        .chain([Event::Signalled(15), Event::Resized(9, 9)])
    {
        play.event(event);
    }
    play.press("jjb<Enter>");
    assert_eq!(play.facts(), before);
    assert!(play.asked.is_empty());
}

#[test]
fn an_article_that_fails_leaves_all_as_it_was() {
    let mut play = Play::new(&["甲", "gone"]);
    play.keys("<Enter>jj").keys("h");
    let before = play.reader().top;
    play.keys("j<Enter>");
    assert_eq!(
        (play.notice(), play.model.focus),
        ("notice-source-failed", Focus::List)
    );
    assert_eq!(play.reader().top, before);
    assert!(play.model.opening.is_none());
}

#[test]
fn going_back_gives_up_what_was_asked_for() {
    let mut play = Play::new(&["甲", "乙"]);
    play.keys("<Enter>").press("1h").settle();
    assert_eq!((play.model.focus, play.notice()), (Focus::List, ""));
    assert!(play.model.opening.is_none());
    // From the list too, before the page is there; a filter stays as it is.
    let mut play = Play::new(&["甲", "乙"]);
    play.keys("/乙<Enter>").press("<Enter>h").settle();
    assert!(play.model.reader.is_none() && play.model.opening.is_none());
    assert_eq!(play.model.list.query, "乙");
}

#[test]
fn rows_and_matches_change_together() {
    let mut play = Play::new(&["甲", "乙", "丙"]);
    play.event(Event::BookmarksRead(vec![bookmark("丙", 0, 0)]));
    play.keys("/丙<Enter>");
    assert_eq!(play.chosen(), "丙");
    // Only bookmarks are asked for; what shows is still the result over all rows.
    play.press("B");
    assert!(play.model.list.is_filtering());
    assert_eq!(play.chosen(), "丙");
    play.settle();
    assert_eq!(play.chosen(), "丙");
    assert_eq!(play.model.list.rows().len(), 1);
}

#[test]
fn enter_before_the_result_opens_the_result() {
    let mut play = Play::new(&["甲", "乙", "丙"]);
    play.press("/丙<Enter><Enter>");
    let loads = |effect: &Effect| matches!(effect, Effect::LoadArticle { .. });
    assert!(
        !play.asked.iter().any(loads),
        "the old result is not opened"
    );
    play.settle();
    assert_eq!(play.reader().article.headline(), "丙");
}

#[test]
fn a_panic_in_a_job_is_said_and_costs_no_more() {
    let mut play = Play::new(&["甲", "乙"]);
    play.press("<Enter>")
        .event(Event::JobPanicked("oops".to_owned()));
    assert_eq!(play.notice(), "notice-job-panicked");
    play.asked.clear();
    play.keys("j<Enter>");
    assert_eq!(play.reader().article.headline(), "乙");
}

#[test]
fn the_focus_goes_between_the_sides_of_a_wide_window() {
    let mut play = Play::new(&["甲", "乙"]);
    play.event(Event::Resized(120, 40));
    play.keys("<Tab>");
    assert_eq!(
        (play.model.focus, play.notice()),
        (Focus::List, "empty-no-article")
    );
    play.keys("<Enter>");
    assert_eq!(play.model.focus, Focus::Reader);
    let measure = play.reader().sheet.typography.measure;
    play.keys("z");
    assert!(play.model.alone && !play.model.geometry().wide());
    assert_eq!(play.reader().sheet.typography.measure, measure);
    play.keys("h");
    assert!(play.model.geometry().wide(), "the list shows again");
    play.keys("j<Tab>");
    assert_eq!(play.model.focus, Focus::Reader);
    assert_eq!(
        play.reader().article.headline(),
        "甲",
        "the page shows what was opened"
    );
    play.event(Event::Resized(80, 24));
    assert!(play.model.geometry().page.is_some() && play.model.geometry().list.is_none());
    play.keys("z");
    assert_eq!(play.notice(), "notice-window-narrow");
}

#[test]
fn suspending_and_coming_back_draws_anew() {
    let mut play = Play::new(&["甲"]);
    play.press("<C-z>")
        .event(Event::SuspendAsked)
        .event(Event::Resumed(80, 24))
        .press("<C-l>");
    let effects: Vec<Effect> = play.asked.drain(..).collect();
    assert!(
        matches!(
            effects[..],
            [
                Effect::Suspend,
                Effect::Suspend,
                Effect::Redraw,
                Effect::Redraw
            ]
        ),
        "{effects:?}"
    );
}

#[test]
fn sources_that_fail_are_counted() {
    let mut play = Play::new(&["甲"]);
    play.event(Event::SourceFailed(failure()))
        .event(Event::SourceFailed(failure()));
    assert_eq!(
        (play.model.failed.len(), play.notice()),
        (2, "notice-sources-failed")
    );
}
