//! The choice is an article: it stays through filters, rows and windows.

use crate::app::Event;
use crate::app::texts::Mode;
use crate::app::update::tests::{Play, bookmark, id};

#[test]
fn the_choice_stays_through_a_filter_and_back() {
    let mut play = Play::new(&["甲一", "乙一", "甲二", "乙二", "甲三"]);
    play.keys("jjj");
    assert_eq!(play.chosen(), "乙二");
    play.keys("/甲");
    assert_eq!(play.chosen(), "甲一", "the best match");
    play.keys("<Down><Down>");
    assert_eq!(play.chosen(), "甲三");
    play.keys("<Esc>");
    assert_eq!(
        (play.chosen().as_str(), play.model.list.matches.len()),
        ("甲三", 5)
    );
    play.keys("/甲<Enter>");
    assert_eq!(play.model.list.matches.len(), 3);
    play.keys("<Esc>");
    assert_eq!(
        (play.chosen().as_str(), play.model.list.matches.len()),
        ("甲一", 5)
    );
}

#[test]
fn the_choice_stays_when_nothing_matches() {
    let mut play = Play::new(&["甲", "乙", "丙"]);
    play.keys("jj/戊");
    assert_eq!(
        (play.chosen().as_str(), play.model.list.matches.len()),
        ("", 0)
    );
    play.keys("<Esc>");
    assert_eq!(play.chosen(), "丙");
}

#[test]
fn a_filter_typed_in_haste_shows_only_its_last_result() {
    let mut play = Play::new(&["甲", "乙", "丙"]);
    play.press("/甲<BS>乙<BS>丙").settle();
    assert_eq!(
        (play.chosen().as_str(), play.model.list.matches.len()),
        ("丙", 1)
    );
    play.press("<BS>甲<BS>").settle();
    assert_eq!(play.model.list.matches.len(), 3);
}

#[test]
fn a_filter_that_is_on_can_be_changed_and_given_up() {
    let mut play = Play::new(&["甲一", "甲二", "乙"]);
    play.keys("/甲<Enter>/二");
    assert_eq!(
        (play.model.list.query.as_str(), play.chosen().as_str()),
        ("甲二", "甲二")
    );
    play.keys("<Esc>");
    assert_eq!(
        (play.model.list.query.as_str(), play.chosen().as_str()),
        ("甲", "甲二")
    );
    play.keys("h");
    assert_eq!(
        (play.model.list.matches.len(), play.chosen().as_str()),
        (3, "甲二")
    );
}

#[test]
fn the_choice_stays_while_rows_arrive() {
    let mut play = Play::new(&["甲一", "乙一"]);
    play.keys("j");
    play.rows(&["甲二", "乙二"]);
    assert_eq!(
        (play.chosen().as_str(), play.model.list.matches.len()),
        ("乙一", 4)
    );
    play.keys("/乙<Enter><Down>");
    assert_eq!(play.chosen(), "乙二");
    play.rows(&["乙三", "甲三"]);
    play.settle();
    assert_eq!(
        (play.chosen().as_str(), play.model.list.matches.len()),
        ("乙二", 3)
    );
}

#[test]
fn the_choice_stays_through_any_window() {
    let names: Vec<String> = (0..90).map(|n| format!("题{n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut play = Play::new(&names);
    play.keys("<C-d><C-d><C-d>");
    let chosen = play.chosen();
    for (columns, rows) in [(80, 3), (0, 0), (120, 60), (20, 5), (80, 24)] {
        play.event(Event::Resized(columns, rows));
        assert_eq!(play.chosen(), chosen);
        let (list, height) = (&play.model.list, play.model.list_height());
        assert!((list.top..list.top + height).contains(&list.cursor));
    }
}

#[test]
fn only_bookmarks_and_back() {
    let mut play = Play::new(&["甲", "乙", "丙"]);
    play.event(Event::BookmarksRead(vec![
        bookmark("丙", 0, 0),
        bookmark("甲", 0, 0),
    ]));
    play.keys("jjB");
    assert_eq!(
        (play.chosen().as_str(), play.model.list.matches.len()),
        ("丙", 2)
    );
    play.keys("b");
    assert_eq!(
        (play.chosen().as_str(), play.model.list.matches.len()),
        ("甲", 1)
    );
    play.keys("b");
    assert_eq!(
        (play.chosen().as_str(), play.model.list.matches.len()),
        ("", 0)
    );
    play.keys("B");
    assert_eq!(
        (play.chosen().as_str(), play.model.list.matches.len()),
        ("丙", 3)
    );
    assert!(play.model.marks.is_empty());
}

#[test]
fn a_filter_works_on_bookmarks_alone() {
    let mut play = Play::new(&["甲一", "甲二", "乙"]);
    play.event(Event::BookmarksRead(vec![
        bookmark("甲二", 0, 0),
        bookmark("乙", 0, 0),
    ]));
    play.keys("B/甲<Enter>");
    assert_eq!(
        (play.chosen().as_str(), play.model.list.matches.len()),
        ("甲二", 1)
    );
    play.keys("<Esc><Esc>");
    assert_eq!(
        (play.chosen().as_str(), play.model.list.matches.len()),
        ("甲二", 3)
    );
    assert!(play.model.list.bookmarks.is_none());
}

#[test]
fn moving_stops_at_both_ends() {
    let mut play = Play::new(&["甲", "乙", "丙"]);
    for (keys, chosen) in [
        ("k", "甲"),
        ("G", "丙"),
        ("j", "丙"),
        ("<C-u>", "甲"),
        ("<Space>", "丙"),
        ("gg", "甲"),
    ] {
        play.keys(keys);
        assert_eq!(play.chosen(), chosen, "{keys}");
    }
    let mut empty = Play::new(&[]);
    empty.keys("jkG<C-d>b<Enter>");
    assert_eq!((empty.model.list.cursor, empty.chosen().as_str()), (0, ""));
    assert!(empty.asked.is_empty());
}

#[test]
fn headlines_are_found_in_the_list_and_behind_it() {
    let play = Play::new(&["甲", "乙"]);
    assert_eq!(play.model.list.find_row("乙"), Some(id("乙")));
    assert_eq!(play.model.list.find_row("戊"), None);
}

#[test]
fn leaving_the_prompt_gives_back_its_mode() {
    let mut play = Play::new(&["甲一", "乙一", "甲二"]);
    play.keys("/<Tab><Esc>");
    assert_eq!(play.model.list.mode, Mode::Headlines);
    play.keys("/甲<Enter>/<Tab>");
    assert_eq!(play.model.list.mode, Mode::Text);
    assert_eq!(play.model.list.entry_rows(), 2);
    play.keys("<Esc>");
    let list = &play.model.list;
    assert_eq!((list.mode, list.query.as_str()), (Mode::Headlines, "甲"));
    assert_eq!((list.matches.len(), list.entry_rows()), (2, 1));
    // Kept in the texts, it stays there, until the list is whole again.
    play.keys("/<Tab><Enter>");
    assert_eq!(play.model.list.mode, Mode::Text);
    play.keys("<Esc>");
    assert_eq!(play.model.list.mode, Mode::Headlines);
}
