//! Selecting text: what is marked, where the caret stands, what the status says.

use yue::text::width;

use super::headless::Headless;
use super::{SIZES, scene};

#[test]
fn text_is_selected() {
    scene("select-begin", |yue| {
        yue.open_seed("hanoi-summit");
        yue.keys("v");
    });
    scene("select-sentence", |yue| {
        yue.open_seed("hanoi-summit");
        yue.keys("vjv)ww");
    });
    scene("select-paragraphs", |yue| {
        yue.open_seed("hanoi-summit");
        yue.keys(" V}}");
    });
    scene("select-related", |yue| {
        yue.open_seed("hanoi-summit");
        yue.keys("<Tab>vG");
    });
}

#[test]
fn text_is_selected_however_it_is_set() {
    scene("select-readings", |yue| {
        yue.open_seed("hanoi-summit");
        yue.keys("p vjjj");
    });
    scene("select-vertical", |yue| {
        yue.open_seed("hanoi-summit");
        yue.keys("| vjjjhj");
    });
    scene("select-raw", |yue| {
        yue.open_seed("gyoto-kinsoku");
        yue.keys("\\vjj");
    });
}

#[test]
fn what_was_copied_is_counted() {
    scene("select-copied", |yue| {
        yue.open_seed("hanoi-summit");
        yue.keys("v$y");
    });
}

/// The caret stands on the last cell but those that its own cluster covers.
#[test]
fn the_caret_stands_at_the_end_of_what_is_marked() {
    for size in SIZES {
        for look in ["", "p", "|", "tt", "sl"] {
            let mut yue = Headless::library(size);
            yue.open_seed("hanoi-summit");
            yue.keys(look);
            let plain = yue.frame();
            yue.keys("vjjll");
            let frame = yue.frame();
            let (x, y) = frame.caret.expect("a caret");
            let cell = &frame.buffer[(x, y)];
            assert_eq!(cell.symbol(), plain.buffer[(x, y)].symbol());
            assert_ne!(
                cell.style(),
                plain.buffer[(x, y)].style(),
                "{size:?} {look}"
            );
            let columns = width::text(cell.symbol(), yue.model.ambiguous()) as u16;
            if look != "|" && x + columns < size.0 {
                let next = (x + columns, y);
                assert_eq!(
                    frame.buffer[next].style(),
                    plain.buffer[next].style(),
                    "{look}"
                );
            }
        }
    }
}
