//! Moving over a sheet.

use super::*;
use crate::article::BlockKind;
use crate::reader::View;
use crate::reader::page::tests::article;
use crate::text::clean::clean;

fn sheet(measure: u16) -> Sheet {
    let body = "春眠不觉晓处处闻啼鸟夜来风雨声花落知多少".repeat(3);
    let article = article(&[
        (BlockKind::Headline, "标题"),
        (BlockKind::Paragraph, &body),
        (BlockKind::Paragraph, &body),
    ]);
    let page = Arc::new(Page::new(&article, View::Page));
    Sheet::new(
        page,
        Typography {
            measure,
            ..Typography::default()
        },
        Lexicon::default(),
    )
}

#[test]
fn steps_over_every_row_and_back() {
    let mut sheet = sheet(20);
    let shown = sheet.page.shown(false);
    let total = *sheet.starts.clone().unwrap().last().unwrap() as usize;
    let mut place = Place::default();
    let mut seen = vec![place];
    while place != sheet.last(shown) {
        place = sheet.step(place, 1, shown);
        seen.push(place);
    }
    assert_eq!(seen.len(), total);
    for (distance, &expected) in seen.iter().rev().enumerate() {
        assert_eq!(sheet.step(place, -(distance as isize), shown), expected);
        assert_eq!(
            sheet.step(Place::default(), (total - 1 - distance) as isize, shown),
            expected
        );
    }
    assert_eq!(sheet.step(place, 100, shown), place);
    assert_eq!(sheet.step(place, -1000, shown), Place::default());
}

#[test]
fn a_byte_keeps_its_line_at_another_measure() {
    let (mut narrow, mut wide) = (sheet(20), sheet(60));
    let shown = narrow.page.shown(false);
    for rows in 0..20 {
        let place = narrow.step(Place::default(), rows, shown);
        let byte = narrow.byte_at(place);
        let there = wide.place_of(byte, shown);
        let laid = wide.lay_out(there.segment);
        let lines = &laid.lines;
        let segment = wide.page.segments[there.segment];
        let within = byte - segment.span.range().start.min(byte);
        let row = there.row.saturating_sub(segment.gap as usize);
        assert!(lines[row].start <= within && within <= lines[row].next.max(lines[row].end));
    }
}

#[test]
fn rows_counted_ahead_equal_rows_laid_out() {
    let sheet = sheet(30);
    assert_eq!(
        sheet.starts.clone().unwrap(),
        starts(&sheet.page, sheet.typography, &sheet.lexicon, &|| false).unwrap()
    );
}

/// The raw view of an article of `count` lines.
fn short_lines(count: usize) -> Sheet {
    let mut article = article(&[(BlockKind::Headline, "标题")]);
    article.written = clean(&"春眠\n".repeat(count)).into();
    let page = Arc::new(Page::new(&article, View::Raw));
    let typography = sheet(20).typography;
    Sheet::new(page, typography, Lexicon::default())
}

#[test]
fn a_tall_window_is_laid_out_whole() {
    let mut sheet = short_lines(5000);
    for top in [0, 2500, 1000, 3000] {
        // What lies before was looked at on the way.
        let there = sheet.step(Place::default(), top, 5000);
        let window = there.segment..there.segment + 2000;
        window.clone().for_each(|segment| {
            sheet.lay_out(segment);
        });
        for segment in window {
            assert_eq!(
                sheet.laid(segment).unwrap().lines.len(),
                1,
                "{segment} of {there:?}"
            );
        }
    }
}

#[test]
fn what_lies_far_is_forgotten() {
    let mut sheet = short_lines(5000);
    sheet.window = 100;
    let down = (0..5000_usize).map(|at| (at, at.saturating_sub(99)..=at));
    let up = (0..4900).rev().map(|at| (at, at..=at + 99));
    for (segment, window) in down.chain(up) {
        sheet.lay_out(segment);
        assert!(sheet.laid_count() <= 4 * 100);
        for at in window.step_by(11) {
            assert_eq!(
                sheet.laid(at).unwrap().lines.len(),
                1,
                "{at} near {segment}"
            );
        }
    }
}
