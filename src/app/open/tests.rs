//! Links, numbers, and the way through what was read.

use crate::app::Focus;
use crate::app::update::tests::Play;

fn headline(play: &Play) -> &str {
    play.reader().article.headline().into_inner()
}

#[test]
fn numbers_open_what_the_library_holds() {
    let mut play = Play::new(&["甲", "乙", "丙"]);
    play.keys("j<Enter>2");
    assert_eq!(headline(&play), "丙");
    play.keys("3");
    assert_eq!(
        (headline(&play), play.notice()),
        ("丙", "notice-related-missing")
    );
    assert!(play.reader().related_open && play.reader().link == Some(2));
    play.keys("4");
    assert_eq!(
        (headline(&play), play.notice()),
        ("丙", "notice-related-no-number")
    );
}

#[test]
fn related_items_are_stepped_through_and_opened() {
    let mut play = Play::new(&["甲", "乙", "丙"]);
    play.keys("j<Enter><Tab>");
    assert_eq!(
        (play.reader().link, play.reader().related_open),
        (Some(0), true)
    );
    play.keys("<Tab><Tab><Tab>");
    assert_eq!(play.reader().link, Some(0), "once around");
    play.keys("<S-Tab>");
    assert_eq!(play.reader().link, Some(2));
    play.keys("<S-Tab><Enter>");
    assert_eq!(headline(&play), "丙");
    // Enter chooses where nothing is chosen yet.
    play.keys("<Enter>");
    assert_eq!((headline(&play), play.reader().link), ("丙", Some(0)));
}

#[test]
fn the_way_back_and_forth_keeps_each_place() {
    let mut play = Play::new(&["甲", "乙", "丙"]);
    play.keys("[");
    assert_eq!(play.notice(), "notice-visited-first");
    play.keys("<Enter><Space>");
    let in_first = play.reader().top;
    play.keys("2<Space><Space>");
    let in_second = play.reader().top;
    assert_eq!(headline(&play), "丙");
    play.keys("[");
    assert_eq!((headline(&play), play.reader().top), ("甲", in_first));
    play.keys("[");
    assert_eq!(
        (headline(&play), play.notice()),
        ("甲", "notice-visited-first")
    );
    play.keys("]");
    assert_eq!((headline(&play), play.reader().top), ("丙", in_second));
    play.keys("]");
    assert_eq!(play.notice(), "notice-visited-last");
    // Opening another article forgets what lay ahead.
    play.keys("[").keys("hgj<Enter>");
    assert_eq!(headline(&play), "乙");
    play.keys("]");
    assert_eq!(play.notice(), "notice-visited-last");
    play.keys("[");
    assert_eq!(headline(&play), "甲");
}

#[test]
fn the_way_back_in_haste_keeps_each_place_too() {
    let mut play = Play::new(&["甲", "乙", "丙"]);
    play.keys("<Enter><Space>");
    let in_first = play.reader().top;
    play.keys("hj<Enter><Space><Space>");
    let in_second = play.reader().top;
    play.keys("hj<Enter><Space><Space><Space>");
    // Twice back before anything has come.
    play.press("[[").settle();
    assert_eq!((headline(&play), play.reader().top), ("甲", in_first));
    play.keys("]");
    assert_eq!((headline(&play), play.reader().top), ("乙", in_second));
}

#[test]
fn a_stop_that_cannot_be_read_is_not_reached() {
    let mut play = Play::new(&["甲", "乙"]);
    play.keys("<Enter>").keys("hj<Enter><Space>");
    let here = play.reader().top;
    play.press("[");
    let Some(crate::app::Effect::LoadArticle { era, source }) = play.asked.pop_back() else {
        panic!("nothing is loaded");
    };
    let failure = crate::app::update::tests::failure();
    play.event(crate::app::Event::ArticleFailed {
        era,
        source,
        failure,
    });
    assert_eq!((headline(&play), play.reader().top), ("乙", here));
    play.keys("]");
    assert_eq!(play.notice(), "notice-visited-last");
    play.keys("[");
    assert_eq!(headline(&play), "甲");
}

#[test]
fn the_list_follows_what_is_read() {
    let mut play = Play::new(&["甲", "乙", "丙"]);
    play.keys("<Enter>2h");
    assert_eq!(
        (play.chosen().as_str(), play.model.focus),
        ("丙", Focus::List)
    );
}
