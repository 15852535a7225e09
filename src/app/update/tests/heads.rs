//! The head of a large article, and the whole that takes its place under the reader.

use std::sync::Arc;

use super::*;
use crate::article::Portion;
use crate::ingest::{self, TextForm};
use crate::reader::{Page, View};
use crate::store::Bookmark;

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
        assert!(!play.reader().article.is_complete());
        play.keys(keys);
        let (top, view) = (play.top_text(), play.reader().view());
        let found = play
            .reader()
            .found
            .as_ref()
            .map(|found| found.matches.len());
        play.event(loaded(era, "甲", true)).settle();
        assert!(play.reader().article.is_complete() && play.model.opening.is_none());
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
    assert!(play.reader().article.is_complete());
}

/// A text of so many paragraphs that still goes on, or has ended.
fn so_far(era: Era, paragraphs: usize, portion: Portion) -> Event {
    let line = |n| format!("第{n}段，{}。\n\n", "夜来风雨声花落知多少".repeat(5));
    let text = format!("题\n\n{}", (1..=paragraphs).map(line).collect::<String>());
    part(era, &text, portion)
}

fn part(era: Era, text: &str, portion: Portion) -> Event {
    let mut article = ingest::article(text, Source::Stdin, Vec::new(), TextForm::Clean);
    article.portion = portion;
    if portion == KNOWN {
        article.id = ArticleId(7);
    }
    let page = Arc::new(Page::new(&article, View::Page));
    let article = Arc::new(article);
    Event::ArticleLoaded { era, article, page }
}

const BEGUN: Portion = Portion::SoFar { identified: false };
const KNOWN: Portion = Portion::SoFar { identified: true };

/// Standard input on the page, of which so much has come.
fn streamed(play: &mut Play, paragraphs: usize, portion: Portion) -> Era {
    let mut out = Vec::new();
    open::open(&mut play.model, Source::Stdin, None, true, &mut out);
    let Some(Effect::LoadArticle { era, .. }) = out.pop() else {
        panic!("nothing is loaded");
    };
    play.event(so_far(era, paragraphs, portion));
    era
}

/// How often more was asked for since the last time.
fn asked_on(play: &mut Play) -> usize {
    let asked = play.asked.drain(..);
    asked
        .filter(|effect| matches!(effect, Effect::ReadOn { .. }))
        .count()
}

#[test]
fn more_is_asked_for_until_the_end() {
    let mut play = Play::new(&["甲"]);
    let era = streamed(&mut play, 20, BEGUN);
    assert_eq!(asked_on(&mut play), 1);
    play.keys("<Space>");
    let top = play.top_text();
    for (paragraphs, portion) in [(21, BEGUN), (40, KNOWN), (60, KNOWN)] {
        play.event(so_far(era, paragraphs, portion));
        assert_eq!(asked_on(&mut play), 1, "{paragraphs}");
        assert_eq!(play.top_text(), top, "{paragraphs}");
        assert!(
            play.reader()
                .article
                .raw
                .contains(&format!("第{paragraphs}段"))
        );
    }
    play.event(so_far(era, 60, Portion::Whole));
    assert_eq!(asked_on(&mut play), 0);
    assert!(play.reader().article.is_complete() && play.top_text() == top);
    // Nothing more is taken in.
    play.event(so_far(era, 90, KNOWN));
    assert_eq!(asked_on(&mut play), 0);
    assert!(play.reader().article.is_complete());
}

#[test]
fn whoever_has_left_asks_for_no_more() {
    let mut play = Play::new(&["甲"]);
    let era = streamed(&mut play, 20, KNOWN);
    play.keys("h<Enter>");
    assert_eq!(play.reader().article.headline(), "甲");
    play.asked.clear();
    play.event(so_far(era, 30, KNOWN));
    assert_eq!(asked_on(&mut play), 0);
    assert_eq!(play.reader().article.headline(), "甲");
}

#[test]
fn nothing_is_kept_under_an_id_that_will_change() {
    let mut play = Play::new(&["甲"]);
    let era = streamed(&mut play, 20, BEGUN);
    let keeps = |effect: &Effect| matches!(effect, Effect::Remember(_) | Effect::SaveBookmark(_));
    for key in ["b", "r", "#", "N"] {
        play.press(key);
        assert_eq!(play.notice(), "notice-too-early", "{key}");
    }
    // Nor where it is left and come back to.
    play.press("<Space>h<Tab>");
    assert!(!play.asked.iter().any(keeps), "{:?}", play.asked);
    play.event(so_far(era, 40, KNOWN));
    assert_eq!(play.asked.iter().filter(|effect| keeps(effect)).count(), 1);
    play.press("b");
    assert_eq!(play.notice(), "notice-bookmark-set");
}

#[test]
fn a_place_that_is_known_is_gone_to_once_it_has_come() {
    let mut play = Play::new(&["甲"]);
    let whole = so_far(Era(0), 40, Portion::Whole);
    let Event::ArticleLoaded { article, .. } = whole else {
        panic!("an article");
    };
    let bookmark = Bookmark {
        id: article.id,
        block: 30,
        offset: 3,
        ..bookmark("甲", 0, 0)
    };
    play.event(Event::BookmarksRead(vec![bookmark]));
    // By the id of all forty, which is known at the end alone.
    let era = streamed(&mut play, 20, BEGUN);
    play.event(so_far(era, 40, Portion::Whole)).settle();
    assert_eq!(play.reader().anchor().block, 30);
}

#[test]
fn a_place_is_reached_piece_by_piece() {
    let mut play = Play::new(&["甲"]);
    let bookmark = Bookmark {
        id: ArticleId(7),
        block: 30,
        offset: 40,
        ..bookmark("甲", 0, 0)
    };
    play.event(Event::BookmarksRead(vec![bookmark]));
    let era = streamed(&mut play, 20, KNOWN);
    let here = |play: &Play| (play.reader().anchor().block, play.reader().anchor().offset);
    assert_eq!(here(&play), (0, 0));
    // Of its block only the beginning is there.
    let Event::ArticleLoaded { article, .. } = so_far(era, 30, KNOWN) else {
        panic!("an article");
    };
    let cut = article.raw.find("第30段").unwrap() + 29;
    play.event(part(era, article.raw.get(..cut).unwrap(), KNOWN));
    let (block, offset) = here(&play);
    assert!(block == 30 && offset < 40, "{offset}");
    play.event(so_far(era, 90, KNOWN));
    assert_eq!(here(&play), (30, 40));
    // And gone to once.
    play.press("g");
    play.event(so_far(era, 140, KNOWN));
    assert_eq!(here(&play), (0, 0));
}

#[test]
fn matches_stay_while_the_text_grows() {
    let mut play = Play::new(&["甲"]);
    let era = streamed(&mut play, 20, KNOWN);
    play.keys("/第1<Enter>nn");
    let found = |play: &Play| play.reader().found.clone().unwrap();
    let (count, current) = (found(&play).matches.len(), found(&play).current);
    assert_eq!((count, current), (11, Some(2)));
    play.event(so_far(era, 40, KNOWN));
    assert_eq!(
        found(&play).matches.len(),
        count,
        "until the others are there"
    );
    play.press("n");
    assert_eq!(found(&play).current, Some(3));
    play.settle();
    assert_eq!(found(&play).current, Some(3));
    play.event(so_far(era, 140, KNOWN)).settle();
    assert_eq!(
        (found(&play).matches.len(), found(&play).current),
        (52, Some(3))
    );
}
