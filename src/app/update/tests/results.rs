//! Results of the list's prompt, for headlines and for texts: late ones, parts of
//! one, ones that are refused, and those that never come.

use super::*;
use crate::app::Filtering;
use crate::app::texts::Mode;
use crate::filter::{Matches, Problem};

mod texts;

/// Three headlines with 甲 and one without, the second of them chosen.
fn play() -> Play {
    let mut play = Play::new(&["甲一", "乙一", "甲二", "甲三"]);
    play.keys("j");
    play
}

/// The era that was asked for last, for headlines or for texts.
fn asked(play: &Play) -> Era {
    let eras = play.asked.iter().rev().find_map(|effect| match effect {
        Effect::Filter(Filtering { era, .. }) | Effect::Search { era, .. } => Some(*era),
        _ => None,
    });
    eras.unwrap()
}

/// The headlines that show.
fn shown(play: &Play) -> Vec<String> {
    let list = &play.model.list;
    let rows = (0..list.matches.len()).filter_map(|place| list.row(place));
    rows.map(|row| list.rows().headline(row).to_string())
        .collect()
}

fn filtered(era: Era, rows: &[u32], complete: bool) -> Event {
    Event::Filtered {
        era,
        query: filter::Query::default(),
        matches: Matches::Some(rows.iter().map(|row| RowIx(*row)).collect()),
        complete,
    }
}

fn found(era: Era, rows: &[u32], looked: usize, done: bool) -> Event {
    let hit = |row: &u32| TextHit {
        row: RowIx(*row),
        text: "河边的甲在这里".into(),
        marks: 3..4,
    };
    Event::TextFound {
        era,
        hits: rows.iter().map(hit).collect(),
        looked,
        done,
        failure: None,
    }
}

fn refused(era: Era) -> Event {
    let problem = Problem {
        why: "why-query-date",
        word: "before:x".into(),
    };
    Event::FilterRefused { era, problem }
}

/// The articles that are to be loaded.
fn opened(play: &Play) -> Vec<String> {
    let loads = play.asked.iter().filter_map(|effect| match effect {
        Effect::LoadArticle { source, .. } => Some(source.to_string()),
        _ => None,
    });
    loads.collect()
}

#[test]
fn late_answers_are_never_shown_whatever_they_say() {
    for (first, then) in [
        ("/甲", "<BS>乙"),
        ("/<Tab>甲", "<BS>乙"),
        ("/甲", "<Tab>"),
        ("/<Tab>甲", "<Tab>"),
        ("/甲", "<Esc>"),
        ("/<Tab>甲", "<Esc>"),
        ("/甲", "<BS>"),
        ("/<Tab>甲<Enter>", "<Esc>"),
    ] {
        let mut play = play();
        play.press(first);
        let era = asked(&play);
        play.press(then);
        let before = (play.facts(), shown(&play));
        for late in [
            filtered(era, &[3], false),
            filtered(era, &[3, 2], true),
            refused(era),
            found(era, &[3], 1, false),
            found(era, &[2], 4, true),
        ] {
            play.event(late.clone());
            let after = (play.facts(), shown(&play));
            assert_eq!(after, before, "{first} {then}: {late:?}");
            assert!(play.model.list.problem.is_none(), "{first} {then}");
        }
    }
}

#[test]
fn parts_of_a_result_show_at_once_and_the_whole_comes_last() {
    let mut play = play();
    play.press("/甲");
    let era = asked(&play);
    play.event(filtered(era, &[2], false));
    assert_eq!(shown(&play), ["甲二"]);
    assert!(play.model.list.is_filtering(), "the rest is awaited");
    // A better match takes the first place, and the choice with it.
    play.event(filtered(era, &[0, 2], false));
    assert_eq!((shown(&play).len(), play.chosen().as_str()), (2, "甲一"));
    play.event(filtered(era, &[0, 2, 3], true));
    assert_eq!(shown(&play), ["甲一", "甲二", "甲三"]);
    assert!(!play.model.list.is_filtering());
    // Told twice, it changes nothing.
    play.press("<Down>");
    let before = play.facts();
    play.event(filtered(era, &[3], false));
    assert_eq!(play.facts(), before);
}

#[test]
fn what_the_reader_has_moved_to_stays_chosen() {
    let mut play = play();
    play.press("/甲");
    let era = asked(&play);
    play.event(filtered(era, &[2, 3], false));
    assert_eq!(play.chosen(), "甲二", "the best so far");
    play.press("<Down>");
    // A better one has come before it: the article stays chosen, not the place.
    play.event(filtered(era, &[0, 2, 3], false));
    assert_eq!(
        (play.chosen().as_str(), play.model.list.cursor),
        ("甲三", 2)
    );
    // It is not among the best any more: the place stays, and it comes back.
    play.event(filtered(era, &[0, 2], false));
    assert_eq!(play.chosen(), "甲二");
    play.event(filtered(era, &[3, 0, 2], true));
    assert_eq!(
        (play.chosen().as_str(), play.model.list.cursor),
        ("甲三", 0)
    );
    // The next query is untouched.
    play.press("三<BS>");
    play.event(filtered(asked(&play), &[0, 2, 3], true));
    assert_eq!(play.chosen(), "甲一");
}

#[test]
fn a_list_that_was_scrolled_stays_where_it_is() {
    let names: Vec<String> = (0..60).map(|n| format!("甲{n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut play = Play::new(&names);
    play.press("/甲");
    let era = asked(&play);
    let all: Vec<u32> = (0..60).collect();
    play.event(filtered(era, &all[..50], false));
    play.event(Event::Mouse(Mouse {
        kind: MouseKind::WheelDown,
        column: 3,
        row: 5,
    }));
    let (chosen, top) = (play.chosen(), play.model.list.top);
    assert!(top > 0, "the wheel scrolls");
    play.event(filtered(era, &all, true));
    assert_eq!((play.chosen(), play.model.list.top), (chosen, top));
}

#[test]
fn what_is_refused_leaves_the_last_good_rows() {
    let mut play = play();
    play.keys("/甲<Down>");
    let before = (shown(&play), play.chosen(), play.model.list.top);
    assert_eq!(before.0.len(), 3);
    play.keys("<Space>before:x");
    let list = &play.model.list;
    assert_eq!(list.query, "甲 before:x");
    assert_eq!(list.problem.as_ref().map(|p| p.why), Some("why-query-date"));
    assert!(!list.is_filtering(), "nothing more is awaited");
    // `before:` without a date asks for nothing, and is the last good one.
    assert_eq!(shown(&play), before.0);
    let mut play = self::play();
    play.keys("/甲<Down>")
        .event(Event::Paste(" before:x".to_owned()))
        .settle();
    assert!(play.model.list.problem.is_some());
    assert_eq!((shown(&play), play.chosen(), play.model.list.top), before);
    // Accepted, it opens what shows.
    play.keys("<Enter><Enter>");
    assert_eq!(play.reader().article.headline(), before.1);
    // And the next good one says nothing any more.
    play.keys("h/<BS><BS><BS><BS><BS><BS><BS><BS><BS>");
    assert!(play.model.list.problem.is_none());
    assert_eq!(shown(&play).len(), 3);
}

#[test]
fn what_is_refused_from_the_start_leaves_all_rows() {
    let mut play = Play::new(&[]);
    play.model.choosing(pick::Pick::default(), "before:2");
    // Rows that come while the query is looked at, and after.
    play.rows(&["甲一", "乙一"]);
    let era = asked(&play);
    play.rows(&["甲二"]);
    play.event(refused(era));
    assert_eq!(shown(&play), ["甲一", "乙一", "甲二"]);
    assert!(play.model.list.problem.is_some());
    play.press("<Down>");
    play.rows(&["甲三"]);
    let era = asked(&play);
    play.event(refused(era));
    assert_eq!((shown(&play).len(), play.chosen().as_str()), (4, "乙一"));
    // The first good query is answered as ever, at its best match.
    play.press("<BS>");
    let era = asked(&play);
    play.event(filtered(era, &[3, 1], true));
    assert_eq!((shown(&play).len(), play.chosen().as_str()), (2, "甲三"));
    assert!(play.model.list.problem.is_none());
}

#[test]
fn enter_opens_a_part_of_its_own_query_but_never_a_row_of_another() {
    let mut play = play();
    play.press("/甲");
    let era = asked(&play);
    play.event(filtered(era, &[2, 3], false));
    play.press("<Down><Enter><Enter>");
    assert_eq!(opened(&play), ["seed:甲三"]);
    // What shows is still of 甲.
    let mut play = self::play();
    play.press("/甲");
    play.event(filtered(asked(&play), &[2, 3], false));
    play.press("一<Enter><Enter>");
    assert!(opened(&play).is_empty());
    let era = asked(&play);
    // Asked for before any of it was seen, the best of all is opened, not of a part.
    play.event(filtered(era, &[1], false));
    assert!(opened(&play).is_empty());
    play.event(filtered(era, &[0, 1], true));
    assert_eq!(opened(&play), ["seed:甲一"]);
    // Nor are the rows of all articles bookmarks.
    let mut play = self::play();
    play.keys("/甲<Enter>");
    play.press("B<Enter>");
    assert!(opened(&play).is_empty());
}

#[test]
fn a_worker_that_died_leaves_what_is_shown() {
    for (keys, part) in [
        ("/甲", None),
        ("/甲", Some(filtered(Era(0), &[2, 3], false))),
        ("/<Tab>甲", Some(found(Era(0), &[2, 3], 2, false))),
        ("/<Tab>甲", None),
    ] {
        let mut play = play();
        play.press(keys);
        let era = asked(&play);
        let is_part = part.is_some();
        match part {
            Some(Event::Filtered { .. }) => play.event(filtered(era, &[2, 3], false)),
            Some(_) => play.event(found(era, &[2, 3], 2, false)),
            None => &mut play,
        };
        play.asked.clear();
        let before = (shown(&play), play.chosen());
        play.event(Event::JobPanicked("index out of bounds".into()));
        assert_eq!(play.notice(), "notice-job-panicked");
        assert_eq!((shown(&play), play.chosen()), before, "{keys}");
        assert!(!play.model.list.is_filtering());
        // What shows can be opened.
        play.press("<Enter><Enter>");
        let first = before.1.is_empty().then(Vec::new);
        let first = first.unwrap_or_else(|| vec![format!("seed:{}", before.1)]);
        assert_eq!(opened(&play), first, "{keys} {is_part}");
        play.keys("<Esc>/");
        // The next query is answered.
        play.keys("<C-u>乙");
        assert_eq!(
            (shown(&play), play.notice()),
            (vec!["乙一".to_owned()], ""),
            "{keys}"
        );
        play.keys("<Enter><Enter>");
        assert_eq!(play.reader().article.headline(), "乙一", "{keys}");
    }
}

#[test]
fn a_worker_that_lives_is_heard_though_another_died() {
    let mut play = play();
    play.press("/甲");
    let era = asked(&play);
    play.event(Event::JobPanicked("index out of bounds".into()));
    play.event(filtered(era, &[0, 2], true));
    assert_eq!(shown(&play), ["甲一", "甲二"]);
    play.press("<Esc>/<Tab>甲");
    let era = asked(&play);
    play.event(Event::JobPanicked("index out of bounds".into()));
    play.event(found(era, &[3], 1, false))
        .event(found(era, &[0], 4, true));
    assert_eq!(shown(&play), ["甲三", "甲一"]);
}
