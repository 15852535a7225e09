//! The dates that an article mentions (`d`): the overlay, and the page after it.

use yue::text::{Ambiguous, width};

use super::headless::Headless;
use super::{SIZES, scene, scene_at};

#[test]
fn the_dates_of_an_article() {
    scene("dates", |yue| {
        yue.open_seed("hanoi-summit");
        yue.keys("d");
    });
    // A span of days, years inferred, more of them than a small window holds.
    scene("dates-many", |yue| {
        yue.open_seed("dong-dang-train");
        yue.keys("dG");
    });
    scene("dates-none", |yue| {
        yue.open_seed("gyoto-kinsoku");
        yue.keys("d");
    });
    scene_at("dates-korean", (80, 24), |yue| {
        yue.open_seed("hangul-line");
        yue.keys("d");
    });
}

#[test]
fn a_date_is_gone_to() {
    scene("dates-gone-to", |yue| {
        yue.open_seed("hanoi-summit");
        yue.keys("dg<Enter>");
    });
    scene("dates-gone-to-vertical", |yue| {
        yue.open_seed("hanoi-summit");
        yue.keys("|dg<Enter>");
    });
}

#[test]
fn words_around_a_date_show_as_the_page_shows_them() {
    scene_at("dates-taiwan", (80, 24), |yue| {
        yue.open_seed("hanoi-summit");
        yue.keys("ttd");
    });
    scene_at("dates-long-line", (80, 24), |yue| {
        let words = "渡口的老人把当天的水位刻在石柱上";
        let days = (1..=9).map(|day| format!("{words}，2018年6月{day}日至7月{day}日又刻了一回，"));
        let line = days.collect::<String>() + &words.repeat(20_000);
        let code = "文件在此：\n\n\t2018-06-12\t到\t2019-01-02\n";
        let source = yue.add(
            "long.txt",
            format!("渡口纪事\n\n{line}。\n\n{code}").as_bytes(),
        );
        yue.open(&source);
        yue.keys("d");
    });
}

/// Each date that shows is marked whole, and no row is wider than the window.
#[test]
fn dates_are_marked_in_their_words() {
    for size in SIZES.into_iter().chain([(20, 5), (30, 9)]) {
        for ambiguous in [Ambiguous::NARROW, Ambiguous::WIDE] {
            let mut yue = Headless::library(size);
            yue.model.terminal = Some(ambiguous);
            yue.open_seed("hanoi-summit");
            yue.keys("dg");
            let frame = yue.frame();
            let plain = frame.buffer[(size.0 - 1, 1)].style();
            for row in frame.rows() {
                assert!(width::text(&row, ambiguous) <= size.0 as usize, "{row}");
            }
            if size.0 >= 40 {
                assert!(frame.shows("1954-07-20") && frame.shows("1954年7月20日"));
                assert_ne!(frame.style_of("1954年7月20日"), plain);
            }
        }
    }
}
