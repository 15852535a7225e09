//! The place that is read stays, whatever the window, measure or view.

use crate::app::update::tests::Play;
use crate::app::{Event, Focus};
use crate::reader::{LinkTarget, Place, View};

fn reading(keys: &str) -> Play {
    let mut play = Play::new(&["甲", "乙", "丙"]);
    play.keys("<Enter>").keys(keys);
    play
}

/// Bytes of the page's text that the first line with text covers.
fn top_bytes(play: &Play) -> std::ops::Range<usize> {
    let reader = play.reader();
    let Place { segment, row } = reader.top;
    let found = reader.sheet.page.segments[segment];
    let laid = reader.sheet.laid(segment).unwrap();
    let line = row.saturating_sub(reader.sheet.gap(segment)) / laid.pitch;
    let (start, end) = (laid.start_of(line), laid.lines[line].next);
    let from = found.span.start as usize;
    from + start..from + laid.map().source(end).max(start + 1)
}

#[test]
fn windows_there_and_back_move_nothing() {
    let windows = [
        (40, 12),
        (120, 40),
        (80, 200),
        (33, 7),
        (0, 0),
        (19, 4),
        (200, 10),
        (80, 25),
    ];
    for rows in 0..60 {
        let mut play = reading(&"j".repeat(rows));
        let (top, here) = (play.reader().top, top_bytes(&play).start);
        for (columns, rows) in windows {
            play.event(Event::Resized(columns, rows)).settle();
            // What happens meanwhile does not take the new window for the place.
            play.event(Event::LibraryRead).settle();
            let height = play.model.page_height();
            let reader = play.model.reader.as_mut().unwrap();
            let last = reader.sheet.last(reader.shown());
            let at_end = reader.is_visible(last, height);
            if columns >= 20 && rows >= 5 && !at_end && here > 0 {
                let shown = top_bytes(&play);
                assert!(
                    shown.contains(&here),
                    "{here} is not in {shown:?} at {columns}x{rows}"
                );
            }
            play.event(Event::Resized(80, 24)).settle();
            assert_eq!(play.reader().top, top, "after {columns}x{rows}");
        }
        for (columns, rows) in windows.into_iter().chain([(80, 24)]) {
            play.event(Event::Resized(columns, rows)).settle();
        }
        assert_eq!(play.reader().top, top, "after all of them");
    }
}

#[test]
fn other_measures_move_nothing() {
    for rows in [0, 1, 7, 20, 33] {
        let mut play = reading(&"j".repeat(rows));
        let (top, here) = (play.reader().top, top_bytes(&play).start);
        for key in ["-", "-", "-", "+", "+", "+", "+"] {
            play.keys(key);
            assert!(
                here == 0 || top_bytes(&play).contains(&here),
                "{rows} {key}"
            );
        }
        play.keys("=");
        assert_eq!(play.reader().top, top);
        assert_eq!(play.reader().sheet.typography.measure, 72);
    }
    let mut play = reading(&"-".repeat(30));
    assert_eq!(
        (play.model.settings.look.measure, play.notice()),
        (32, "notice-measure-narrowest")
    );
    play.keys(&"+".repeat(30));
    assert_eq!(
        (play.model.settings.look.measure, play.notice()),
        (88, "notice-measure-widest")
    );
}

#[test]
fn the_source_text_and_back_move_nothing() {
    for rows in [0, 6, 30] {
        let mut play = reading(&"j".repeat(rows));
        let (top, here) = (play.reader().top, top_bytes(&play).start);
        play.keys("\\");
        assert_eq!(play.reader().view(), View::Raw);
        assert!(here == 0 || top_bytes(&play).contains(&here), "{rows}");
        play.keys("\\");
        assert_eq!((play.reader().view(), play.reader().top), (View::Page, top));
        // In haste: the second press takes the first one back.
        play.press("\\\\").settle();
        assert_eq!((play.reader().view(), play.reader().top), (View::Page, top));
    }
}

#[test]
fn a_search_goes_on_in_the_other_view() {
    let mut play = reading("/第20段<Enter>");
    let count = play.reader().found.as_ref().unwrap().matches.len();
    assert_eq!((count, play.notice()), (1, "notice-match"));
    play.keys("\\");
    assert_eq!(play.reader().found.as_ref().unwrap().matches.len(), 1);
    assert_eq!(play.notice(), "notice-raw-on", "marking again says nothing");
    play.keys("n");
    assert_eq!(play.notice(), "notice-match");
}

#[test]
fn matches_are_gone_through_and_come_round() {
    let mut play = reading("/闻啼鸟<Enter>");
    let count = play.reader().found.as_ref().unwrap().matches.len();
    assert_eq!(count, 180);
    let current = |play: &Play| play.reader().found.as_ref().unwrap().current;
    assert_eq!(current(&play), Some(0));
    play.keys("N");
    assert_eq!(
        (current(&play), play.notice()),
        (Some(count - 1), "notice-match-from-end")
    );
    play.keys("n");
    assert_eq!(
        (current(&play), play.notice()),
        (Some(0), "notice-match-from-start")
    );
    play.keys("/<C-u>没有这个<Enter>");
    assert_eq!(
        (
            play.notice(),
            play.reader().found.as_ref().unwrap().matches.len()
        ),
        ("notice-not-found", 0)
    );
    // An empty search takes the marks away.
    play.keys("/<C-u><Enter>n");
    assert!(play.reader().found.is_none());
    assert_eq!(play.notice(), "notice-nothing-to-repeat");
}

#[test]
fn a_search_begins_where_one_reads_and_unfolds_what_it_finds() {
    let mut play = reading("<Space><Space>/段甲<Enter>");
    let found = play.reader().found.as_ref().unwrap();
    assert!(found.current > Some(5), "{:?}", found.current);
    play.keys("/<C-u>丙的导语<Enter>");
    assert!(play.reader().related_open);
    assert_eq!(play.notice(), "notice-match");
}

#[test]
fn paragraphs_are_stepped_through_and_back() {
    let mut play = reading("");
    let mut tops = vec![play.reader().top];
    for _ in 0..12 {
        play.keys("}");
        let top = play.reader().top;
        assert!(
            top.row == 0 && top > *tops.last().unwrap(),
            "{tops:?} {top:?}"
        );
        tops.push(top);
    }
    for top in tops.into_iter().rev().skip(1) {
        play.keys("{");
        assert_eq!(play.reader().top, top);
    }
    play.keys("{");
    assert_eq!(play.reader().top, Place::default());
    // The source text has paragraphs, too.
    play.keys("\\}}");
    assert_eq!(play.reader().top, Place { segment: 4, row: 0 });
}

#[test]
fn both_ends_hold() {
    let mut play = reading("G");
    let end = play.reader().top;
    assert_eq!(play.reader().percent(play.model.page_height()), 100);
    play.keys("j<Space>");
    assert_eq!(play.reader().top, end);
    // One key leads back from the end.
    play.keys("k");
    assert!(play.reader().top < end);
    play.keys("gk");
    assert_eq!(play.reader().top, Place::default());
}

#[test]
fn a_page_keeps_two_lines_of_the_one_before() {
    let mut play = reading("");
    let height = play.model.page_height();
    let mut places = Vec::new();
    let reader = play.model.reader.as_mut().unwrap();
    for row in 0..height {
        places.push(reader.sheet.step(
            Place::default(),
            row as isize,
            reader.sheet.page.shown(false),
        ));
    }
    play.keys("<Space>");
    assert_eq!(play.reader().top, places[height - 2]);
}

#[test]
fn links_are_only_those_of_the_article() {
    let play = reading("");
    let links = &play.reader().sheet.page.links;
    assert!(links.iter().all(|link| link.target == LinkTarget::Related));
    assert_eq!(play.reader().related_link(1), Some(0));
    assert_eq!(play.reader().related_link(0), None);
    assert_eq!(play.reader().related_link(4), None);
    assert_eq!(play.model.focus, Focus::Reader);
}
