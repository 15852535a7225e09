//! Results of the search in texts: hits that come while the reader moves and opens.

use std::sync::Arc;

use super::*;

#[test]
fn a_hit_that_was_moved_to_stays_chosen_while_others_come() {
    for keys in ["<Down>", "<Down><Down><Up>"] {
        let mut play = play();
        play.press("/<Tab>甲");
        let era = asked(&play);
        play.event(found(era, &[2], 1, false));
        // There is nothing to move to yet.
        play.press("<Down>");
        play.event(found(era, &[0, 3], 3, false));
        assert_eq!(play.chosen(), "甲二");
        play.press(keys);
        for (hits, done) in [(&[1][..], false), (&[], true)] {
            play.event(found(era, hits, 4, done));
            assert_eq!(play.chosen(), "甲一", "{keys}");
        }
    }
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
fn a_report_without_hits_only_counts() {
    let mut play = play();
    play.press("/<Tab>甲");
    let era = asked(&play);
    play.event(found(era, &[2], 1, false));
    let rows = |play: &Play| match &play.model.list.matches {
        Matches::Some(rows) => Arc::clone(rows),
        Matches::All(_) => unreachable!("hits are some of the rows"),
    };
    let before = rows(&play);
    play.event(found(era, &[], 3, false));
    assert!(Arc::ptr_eq(&before, &rows(&play)), "nothing was copied");
    assert_eq!(play.model.list.hits.looked, 3);
    assert!(play.model.list.is_filtering());
    // The last report ends the search, hits or none.
    play.event(found(era, &[], 4, true));
    assert!(!play.model.list.is_filtering() && play.model.list.hits.done);
    assert_eq!(shown(&play), ["甲二"]);
    // And the first one clears what was there before, hits or none.
    play.press("一");
    play.event(found(asked(&play), &[], 1, false));
    assert!(shown(&play).is_empty() && play.model.list.is_own());
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
    assert!(
        matches!(play.asked.back(), Some(Effect::Filter(Filtering { text, .. })) if text == "甲")
    );
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
fn nothing_shows_before_the_first_answer_of_a_search() {
    // From the whole list, from a result of headlines, from the hits of another search.
    for (settled, pressed) in [("/<Tab>", "甲"), ("/甲", "<Tab>"), ("/<Tab>甲", "一")] {
        let mut play = play();
        play.keys(settled).press(pressed);
        let keys = format!("{settled}{pressed}");
        let list = &play.model.list;
        assert!(shown(&play).is_empty() && list.hits.is_empty(), "{keys}");
        assert!(list.is_filtering() && !list.is_own(), "{keys}");
        // No row can be moved to, opened or clicked at.
        play.press("<Down><Up><PageDown>");
        let era = asked(&play);
        play.event(found(era, &[2], 1, false));
        assert_eq!(
            (shown(&play), play.chosen()),
            (vec!["甲二".to_owned()], "甲二".to_owned())
        );
        // Given up, the choice of before is back.
        play.keys("<BS>");
        play.keys("<Esc>");
        assert_eq!(shown(&play).len(), 4, "{keys}");
    }
}

#[test]
fn a_search_that_is_given_up_gives_the_choice_back() {
    let mut play = play();
    play.press("/<Tab>甲").asked.clear();
    play.keys("<Esc>");
    assert_eq!((shown(&play).len(), play.chosen().as_str()), (4, "乙一"));
}

#[test]
fn rows_that_come_leave_the_hits_where_they_are() {
    let mut play = play();
    play.press("/<Tab>甲");
    play.event(found(asked(&play), &[2, 0], 4, true));
    play.press("<Down>");
    play.rows(&["甲四"]);
    assert!(play.model.list.is_filtering());
    assert_eq!((shown(&play).len(), play.chosen().as_str()), (2, "甲一"));
    assert!(play.model.list.hits.get(1).is_some());
    play.event(found(asked(&play), &[2, 0, 4], 5, true));
    assert_eq!((shown(&play).len(), play.chosen().as_str()), (3, "甲一"));
}

#[test]
fn enter_opens_a_hit_while_the_search_goes_on() {
    let mut play = play();
    play.press("/<Tab>甲<Enter>");
    let era = asked(&play);
    play.event(found(era, &[2, 0], 2, false));
    play.press("<Down><Enter>");
    assert_eq!(opened(&play), ["seed:甲一"]);
    // The rest comes, and opens nothing more.
    play.event(found(era, &[3], 4, true));
    assert_eq!(opened(&play).len(), 1);
    assert_eq!(play.chosen(), "甲一");
}

#[test]
fn enter_before_the_first_hit_opens_it_when_it_comes() {
    let mut play = play();
    play.press("/<Tab>甲<Enter><Enter>");
    let era = asked(&play);
    assert!(opened(&play).is_empty());
    play.event(found(era, &[], 1, false));
    assert!(opened(&play).is_empty());
    play.event(found(era, &[3], 2, false));
    assert_eq!(opened(&play), ["seed:甲三"]);
    play.event(found(era, &[0], 4, true));
    assert_eq!(opened(&play).len(), 1);
    // Where nothing is found, nothing is opened, then or later.
    let mut play = self::play();
    play.press("/<Tab>戊<Enter><Enter>");
    play.event(found(asked(&play), &[], 4, true));
    assert!(opened(&play).is_empty() && !play.model.list.open_result);
}

#[test]
fn a_text_longer_than_is_looked_for_is_refused_at_once() {
    let mut play = play();
    play.press("/<Tab>甲");
    let era = asked(&play);
    play.event(found(era, &[2], 4, true));
    let paste = "甲".repeat(128);
    play.event(Event::Paste(paste));
    let problem = play.model.list.problem.as_ref();
    assert_eq!(problem.map(|problem| problem.why), Some("why-query-long"));
    assert_eq!(shown(&play), ["甲二"], "the last good result stays");
    assert!(!play.model.list.is_filtering());
    play.press("<BS>");
    assert!(play.model.list.problem.is_none());
}

#[test]
fn a_search_that_nobody_waits_for_stops() {
    let stops = |play: &Play| {
        let stop = |effect: &&Effect| matches!(effect, Effect::StopSearch);
        play.asked.iter().filter(stop).count()
    };
    for (keys, stopped) in [("<Esc>", 1), ("<C-u>", 1), ("乙", 0)] {
        let mut play = play();
        play.press("/<Tab>甲");
        play.press(keys);
        assert_eq!(stops(&play), stopped, "{keys}");
    }
    let mut play = play();
    play.press("/<Tab>甲");
    play.event(Event::Paste("甲".repeat(128)));
    assert_eq!(stops(&play), 1);
    // What has come to its end need not be stopped.
    let mut play = self::play();
    play.press("/<Tab>甲");
    let era = asked(&play);
    play.event(found(era, &[2], 4, true));
    play.press("<Esc>");
    assert_eq!(stops(&play), 0);
}
