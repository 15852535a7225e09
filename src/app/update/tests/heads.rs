//! The head of a large article, and the whole that takes its place under the reader.

use super::*;

#[test]
fn the_head_gives_way_to_the_whole_without_a_jump() {
    for keys in [
        "",
        "<Space>",
        "<Space>\\",
        "/第9段<Enter>",
        "<Space>\\/第9段<Enter>",
    ] {
        let mut play = Play::new(&["甲", "乙"]);
        play.press("<Enter>");
        let Some(Effect::LoadArticle { era, .. }) = play.asked.pop_back() else {
            panic!("nothing is loaded");
        };
        play.event(loaded(era, "甲", false));
        assert!(!play.reader().article.complete);
        play.keys(keys);
        let (top, view) = (play.top_text(), play.reader().view());
        let found = play
            .reader()
            .found
            .as_ref()
            .map(|found| found.matches.len());
        play.event(loaded(era, "甲", true)).settle();
        assert!(play.reader().article.complete && play.model.opening.is_none());
        assert_eq!(play.reader().view(), view, "{keys}");
        assert_eq!(play.top_text(), top, "{keys}");
        let now = play
            .reader()
            .found
            .as_ref()
            .map(|found| found.matches.len());
        assert_eq!(found, now, "{keys}: the search goes on");
        // The page is whole now: its end is there.
        let text = &play.reader().sheet.page.text;
        assert!(text.contains("第30段"), "{keys}");
    }
}

#[test]
fn a_bookmark_behind_the_head_is_reached_with_the_whole() {
    for touched in [false, true] {
        let mut play = Play::new(&["甲"]);
        play.event(Event::BookmarksRead(vec![bookmark("甲", 22, 0)]));
        play.press("<Enter>");
        let Some(Effect::LoadArticle { era, .. }) = play.asked.pop_back() else {
            panic!("nothing is loaded");
        };
        play.event(loaded(era, "甲", false));
        if touched {
            play.keys("<Space>");
        }
        let before = play.reader().top;
        play.event(loaded(era, "甲", true)).settle();
        if touched {
            assert_eq!(play.reader().top, before, "reading has begun");
        } else {
            assert_eq!(play.reader().anchor().block, 22);
        }
    }
}

/// The head of 甲 on the page, of which a bookmark stands behind it.
fn head_of_a_bookmarked(play: &mut Play) -> Era {
    play.event(Event::BookmarksRead(vec![bookmark("甲", 22, 0)]));
    play.press("<Enter>");
    let Some(Effect::LoadArticle { era, .. }) = play.asked.pop_back() else {
        panic!("nothing is loaded");
    };
    play.event(loaded(era, "甲", false));
    era
}

#[test]
fn leaving_before_the_rest_has_come_keeps_the_bookmark_where_it_was() {
    for keys in ["h", "Q", "[", "q"] {
        let mut play = Play::new(&["甲", "乙"]);
        head_of_a_bookmarked(&mut play);
        play.press(keys);
        let moved = |effect: &Effect| matches!(effect, Effect::SaveBookmark(_));
        assert!(!play.asked.iter().any(moved), "{keys}: {:?}", play.asked);
        let mark = play.model.marks.get(id("甲")).unwrap();
        assert_eq!(mark.bookmark.block, 22, "{keys}");
    }
}

#[test]
fn the_rest_comes_whatever_else_was_asked_for() {
    let mut play = Play::new(&["甲", "gone"]);
    let era = head_of_a_bookmarked(&mut play);
    play.keys("hj<Enter>");
    assert_eq!(play.notice(), "notice-source-failed");
    play.event(loaded(era, "甲", true)).settle();
    assert!(play.reader().article.complete);
}
