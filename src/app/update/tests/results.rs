//! Results of the list's prompt, for headlines and for texts: late ones, parts of
//! one, ones that are refused, and those that never come.

use super::*;
use crate::app::texts::Mode;
use crate::filter::{Matches, Problem};

/// Three headlines with 甲 and one without, the second of them chosen.
fn play() -> Play {
    let mut play = Play::new(&["甲一", "乙一", "甲二", "甲三"]);
    play.keys("j");
    play
}

/// The era that was asked for last, for headlines or for texts.
fn asked(play: &Play) -> Era {
    let eras = play.asked.iter().rev().find_map(|effect| match effect {
        Effect::Filter { era, .. } | Effect::Search { era, .. } => Some(*era),
        _ => None,
    });
    eras.unwrap()
}

/// The headlines that show.
fn shown(play: &Play) -> Vec<String> {
    let list = &play.model.list;
    let rows = (0..list.matches.len()).filter_map(|place| list.row(place));
    rows.map(|row| list.rows().headline(row).to_owned())
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
        word: "before:x".to_owned(),
    };
    Event::FilterRefused { era, problem }
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
fn hits_are_appended_and_counted() {
    let mut play = play();
    play.press("/<Tab>甲");
    let era = asked(&play);
    play.event(found(era, &[2], 2, false));
    let told = |play: &Play| {
        let hits = &play.model.list.hits;
        (hits.len(), hits.looked, hits.done)
    };
    assert_eq!(
        (shown(&play), told(&play)),
        (vec!["甲二".to_owned()], (1, 2, false))
    );
    play.event(found(era, &[], 3, false));
    assert_eq!(told(&play), (1, 3, false));
    play.event(found(era, &[0, 3], 4, true));
    assert_eq!(
        shown(&play),
        ["甲二", "甲一", "甲三"],
        "in the order they came"
    );
    assert_eq!(told(&play), (3, 4, true));
    assert!(!play.model.list.is_filtering());
    // The next search begins without them.
    play.press("一");
    let next = asked(&play);
    play.event(found(next, &[1], 4, true));
    assert_eq!(
        (shown(&play), told(&play)),
        (vec!["乙一".to_owned()], (1, 4, true))
    );
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
fn tab_goes_forth_and_back_with_one_query() {
    let mut play = play();
    play.press("/甲<Tab>");
    let texts = asked(&play);
    assert_eq!(play.model.list.mode, Mode::Text);
    assert!(matches!(play.asked.back(), Some(Effect::Search { text, .. }) if text == "甲"));
    play.press("<Tab>");
    let headlines = asked(&play);
    assert_eq!(play.model.list.mode, Mode::Headlines);
    assert!(matches!(play.asked.back(), Some(Effect::Filter { text, .. }) if text == "甲"));
    assert!(texts < headlines);
    // Both answers come, the older one last.
    play.event(filtered(headlines, &[0, 2], true));
    play.event(found(texts, &[3], 4, true));
    assert_eq!(shown(&play), ["甲一", "甲二"]);
    assert_eq!(
        (play.model.list.query.as_str(), play.model.list.entry_rows()),
        ("甲", 1)
    );
    // Without a query there is nothing to look for, in either.
    play.keys("<C-u>").asked.clear();
    play.press("<Tab><Tab>");
    assert!(play.asked.is_empty(), "{:?}", play.asked);
    assert_eq!(shown(&play).len(), 4);
}

#[test]
fn a_worker_that_died_leaves_what_is_shown() {
    for keys in ["/甲", "/<Tab>甲"] {
        let mut play = play();
        play.press(keys);
        let before = (shown(&play), play.chosen());
        play.asked.clear();
        play.event(Event::JobPanicked("index out of bounds".to_owned()));
        assert_eq!(play.notice(), "notice-job-panicked");
        assert_eq!((shown(&play), play.chosen()), before, "{keys}");
        // The prompt is still there, and the next query is answered.
        play.keys("<BS>乙");
        assert_eq!(
            (shown(&play), play.notice()),
            (vec!["乙一".to_owned()], ""),
            "{keys}"
        );
        play.keys("<Enter><Enter>");
        assert_eq!(play.reader().article.headline(), "乙一", "{keys}");
    }
}
