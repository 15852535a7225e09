//! The list while a filter is typed, and after.

use yue::app::Event;

use super::headless::Headless;
use super::{scene, scene_at, snapshot};

#[test]
fn a_filter_being_typed_marks_what_matches() {
    scene("filter-typed", |yue| {
        yue.keys("/河内");
    });
    scene("filter-words", |yue| {
        yue.keys("/会 越<Down>");
    });
}

#[test]
fn a_filter_that_is_kept() {
    scene("filter-kept", |yue| {
        yue.keys("/河内<Enter>");
    });
}

#[test]
fn nothing_matches() {
    scene("filter-no-match", |yue| {
        yue.keys("/xyzzy");
    });
    scene("filter-no-match-kept", |yue| {
        yue.keys("/xyzzy<Enter>");
    });
}

#[test]
fn what_is_no_query_says_only_why() {
    scene("filter-refused-empty", |yue| {
        yue.keys("/xyzzy");
        yue.event(Event::Paste(" before:nonsense".to_owned()));
    });
}

#[test]
fn where_nothing_matches_the_way_back_is_named() {
    scene_at("filter-no-match-before", (80, 24), |yue| {
        yue.keys("/河内<Enter>/xyzzy");
    });
    scene_at("filter-no-match-same", (80, 24), |yue| {
        yue.keys("/xyzzy<Enter>/");
    });
    scene_at("texts-no-match-before", (80, 24), |yue| {
        yue.keys("/河内<Enter>/<Tab>xyzzy");
    });
}

#[test]
fn a_long_query_leaves_the_way_back_in_sight() {
    let (long, other) = ("北京".repeat(300), "平壤".repeat(300));
    for (window, keys, back) in [
        ((40, 12), format!("/{long}"), "Esc shows all"),
        ((40, 12), format!("/{long}<Enter>"), "h shows all"),
        ((40, 8), format!("/{long}<Enter>/{other}"), "Esc goes back"),
        ((40, 12), format!("?{long}"), "Esc closes"),
    ] {
        let mut yue = Headless::library(window);
        yue.keys(&keys);
        let text = yue.frame().text();
        // The sentence may go on in the next row anywhere.
        let words = text.split(['|', ' ', '\n']).filter(|word| !word.is_empty());
        let words: Vec<&str> = words.collect();
        assert!(words.join(" ").contains(back), "{text}");
    }
    scene_at("filter-no-match-long", (40, 12), |yue| {
        yue.keys(&format!("/{long}<Enter>/<C-u>{other}"));
    });
}

#[test]
fn a_long_query_shows_its_tail() {
    let mut yue = Headless::library((40, 12));
    yue.keys("/无边落木萧萧下不尽长江滚滚来万里悲秋常作客");
    snapshot("filter-long-query-40x12", &yue);
    let frame = yue.frame();
    assert_eq!(frame.caret.map(|(_, y)| y), Some(0));
    yue.keys("<Home>");
    snapshot("filter-long-query-start-40x12", &yue);
}

#[test]
fn each_key_narrows_and_each_deletion_widens() {
    let mut yue = Headless::library((80, 24));
    let all = yue.model.list.matches.len();
    let mut counts = vec![all];
    for key in ["/", "河", "内", "准", "<BS>", "<BS>", "<BS>"] {
        yue.keys(key);
        counts.push(yue.model.list.matches.len());
    }
    assert!(
        counts.windows(2).take(4).all(|pair| pair[0] >= pair[1]),
        "{counts:?}"
    );
    assert_eq!(counts[counts.len() - 1], all, "{counts:?}");
    assert_eq!(counts[2], counts[6], "{counts:?}");
    assert_eq!(yue.frame().caret, Some((2, 0)));
}
