//! List and page side by side, one of them alone, and windows too small for either.

use yue::config::{Theme, ThemeName};

use super::headless::Headless;
use super::{SIZES, compare, scene, scene_at};

#[test]
fn the_focus_is_on_the_list() {
    for size in [(100, 24), (120, 40)] {
        scene_at("wide-list", size, |yue| {
            yue.open_seed("hanoi-summit");
            yue.keys("hjb");
        });
    }
}

#[test]
fn the_focus_is_on_the_page() {
    for size in [(100, 24), (120, 40)] {
        scene_at("wide-page", size, |yue| {
            yue.open_seed("hanoi-summit");
            yue.keys("<Tab>");
        });
    }
}

#[test]
fn nothing_is_open_yet() {
    scene_at("wide-nothing-open", (120, 40), |_| {});
}

#[test]
fn the_page_alone() {
    scene_at("wide-alone", (120, 40), |yue| {
        yue.open_seed("hanoi-summit");
        yue.keys("z");
    });
    scene_at("alone-needs-width", (80, 24), |yue| {
        yue.open_seed("hanoi-summit");
        yue.keys("z");
    });
}

#[test]
fn a_filter_beside_a_page() {
    scene_at("wide-filter", (120, 40), |yue| {
        yue.open_seed("hangul-line");
        yue.keys("h/河内");
    });
}

#[test]
fn a_window_too_small() {
    for size in [(19, 5), (20, 4), (12, 2), (3, 1), (1, 1)] {
        scene_at("too-small", size, |yue| yue.open_seed("hanoi-summit"));
    }
    for size in [(20, 5), (40, 10), (30, 8)] {
        scene_at("smallest-list", size, |yue| {
            yue.keys("jb");
        });
        scene_at("smallest-page", size, |yue| {
            yue.open_seed("hanoi-summit");
            yue.keys("jj");
        });
    }
}

#[test]
fn without_colours_nothing_is_told_by_colour_alone() {
    let theme = Theme::new(ThemeName::Dark, false);
    for size in SIZES {
        let mut yue = Headless::library(size);
        yue.theme = theme.clone();
        yue.keys("jb/河内");
        let frame = yue.frame();
        compare(
            &format!("no-colour-{}x{}", size.0, size.1),
            &format!("{}\n{}", frame.text(), frame.styles()),
        );
        for cell in frame.buffer.content() {
            assert_eq!(cell.fg, ratatui::style::Color::Reset);
            assert_eq!(cell.bg, ratatui::style::Color::Reset);
        }
    }
}

#[test]
fn in_chinese() {
    scene("chinese-page", |yue| {
        yue.model.texts = yue::i18n::Texts::new(yue::i18n::Language::ZhHans);
        yue.open_seed("hanoi-summit");
        yue.keys("b");
    });
    scene("chinese-list", |yue| {
        yue.model.texts = yue::i18n::Texts::new(yue::i18n::Language::ZhHans);
        yue.keys("jb");
    });
}
