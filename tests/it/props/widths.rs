//! The columns that the layout counts are the cells that a terminal is told of.

use proptest::prelude::*;
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::Style;
use yue::app::Area;
use yue::config::{Theme, ThemeName};
use yue::text::clean::clean;
use yue::text::cluster::Clusters;
use yue::text::{Ambiguous, width};
use yue::ui::paint::Canvas;

use super::{cases, texts};

const WIDTH: u16 = 60;

/// The cells of a row on which `text` was put at column `x`: symbol and width.
fn cells(text: &str, x: u16, ambiguous: Ambiguous) -> (u16, Vec<(String, u16)>) {
    let mut buffer = Buffer::empty(Rect::new(0, 0, WIDTH, 1));
    let theme = Theme::new(ThemeName::Terminal, true);
    let mut canvas = Canvas::new(&mut buffer, &theme, ambiguous);
    let area = Area {
        x,
        y: 0,
        width: WIDTH - x,
        height: 1,
    };
    let text = clean(text);
    let used = canvas.put(area, 0, &text, |_| Style::default());
    let mut row = Vec::new();
    let mut at = 0;
    while at < WIDTH {
        let cell = &buffer[(at, 0)];
        let columns = cell.cell_width().max(1);
        row.push((cell.symbol().to_owned(), columns));
        at += columns;
    }
    assert_eq!(at, WIDTH, "a cluster reaches over the edge");
    (used, row)
}

fn check(text: &str, x: u16, ambiguous: Ambiguous) {
    let (used, row) = cells(text, x, ambiguous);
    let mut column = 0;
    let mut found = row.into_iter();
    for _ in 0..x {
        assert_eq!(
            found.next(),
            Some((" ".to_owned(), 1)),
            "the margin of {text:?}"
        );
    }
    for (_, cluster) in Clusters::new(text) {
        let after = width::advance(column, cluster, ambiguous);
        if after > (WIDTH - x) as usize {
            break;
        }
        if cluster == "\t" {
            // A tab is blank cells.
            for _ in column..after {
                assert_eq!(found.next(), Some((" ".to_owned(), 1)), "{text:?}");
            }
        } else {
            let symbol = if width::is_bare_mark(cluster) {
                format!(" {cluster}")
            } else {
                cluster.to_owned()
            };
            assert_eq!(
                found.next(),
                Some((symbol, (after - column) as u16)),
                "{text:?}"
            );
        }
        column = after;
    }
    assert_eq!(used as usize, column, "{text:?}");
    assert!(
        found.all(|cell| cell == (" ".to_owned(), 1)),
        "behind {text:?}"
    );
}

/// What a terminal would be told by a frame that differs in `text` only.
#[test]
fn every_character_covers_what_is_counted() {
    let kinds = ('\u{A0}'..'\u{3400}')
        .chain('\u{A000}'..'\u{AC80}')
        .chain('\u{D780}'..='\u{D7FF}');
    let kinds = kinds
        .chain('\u{F900}'..'\u{10000}')
        .chain('\u{1F000}'..'\u{1FC00}');
    for c in kinds {
        let text = yue::text::clean::line(&c.to_string());
        for ambiguous in [Ambiguous::NARROW, Ambiguous::WIDE] {
            check(&text, 0, ambiguous);
        }
    }
}

proptest! {
    #![proptest_config(cases(3000))]

    #[test]
    fn width_is_the_cells_used(text in texts::line(40), x in 0..8_u16, wide in any::<bool>()) {
        check(&text, x, if wide { Ambiguous::WIDE } else { Ambiguous::NARROW });
    }

    #[test]
    fn a_wild_text_covers_what_is_counted(text in texts::wild(30), wide in any::<bool>()) {
        let text = yue::text::clean::line(&text);
        check(&text, 2, if wide { Ambiguous::WIDE } else { Ambiguous::NARROW });
    }

    #[test]
    fn nothing_of_the_row_before_is_left(first in texts::line(30), second in texts::line(30)) {
        let theme = Theme::new(ThemeName::Terminal, true);
        let area = Area { x: 0, y: 0, width: WIDTH, height: 1 };
        let frame = |texts: &[&str]| {
            let mut buffer = Buffer::empty(Rect::new(0, 0, WIDTH, 1));
            for text in texts {
                let mut canvas = Canvas::new(&mut buffer, &theme, Ambiguous::WIDE);
                canvas.clear();
                canvas.put(area, 0, &clean(text), |_| Style::default());
            }
            buffer
        };
        prop_assert_eq!(frame(&[&first, &second]), frame(&[&second]));
    }
}
