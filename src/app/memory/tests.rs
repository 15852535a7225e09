//! Read marks, places and lists of them, without a file.

use super::*;
use crate::app::event::Shelf;
use crate::app::update::tests::{Play, bookmark, id, loaded};
use crate::store::Memory;

fn is_read(play: &Play, name: &str) -> bool {
    play.model.reading.is_read(id(name))
}

fn listed(play: &Play) -> Vec<String> {
    let list = &play.model.list;
    let rows = (0..list.matches.len()).filter_map(|place| list.row(place));
    rows.map(|row| list.rows().headline(row).to_string())
        .collect()
}

/// The changes that were asked for since the last time.
fn asked(play: &mut Play) -> Vec<MemoryChange> {
    let changes = play.asked.iter().filter_map(|effect| match effect {
        Effect::Remember(change) => Some(change.clone()),
        _ => None,
    });
    let changes = changes.collect();
    play.asked
        .retain(|effect| !matches!(effect, Effect::Remember(_)));
    changes
}

fn remembered(name: &str) -> Remembered {
    Remembered {
        id: id(name),
        headline: name.to_owned(),
        source: format!("seed:{name}"),
    }
}

fn opened(name: &str) -> MemoryChange {
    MemoryChange::Opened(remembered(name))
}

fn memory(changes: &[MemoryChange]) -> Arc<Memory> {
    let mut memory = Memory::default();
    changes.iter().for_each(|change| memory.apply(change));
    Arc::new(memory)
}

fn left(name: &str, block: u32) -> MemoryChange {
    MemoryChange::Left {
        id: id(name),
        block,
        offset: 0,
    }
}

#[test]
fn what_shows_is_read_and_what_fails_is_not() {
    let mut play = Play::new(&["甲", "乙", "gone"]);
    play.press("<Enter>");
    assert!(!is_read(&play, "甲"), "it is not there yet");
    let events = play.answers();
    for event in events {
        play.event(event);
    }
    assert!(is_read(&play, "甲") && !is_read(&play, "乙"));
    assert_eq!(asked(&mut play), [opened("甲")]);
    play.keys("qG<Enter>");
    assert!(!is_read(&play, "gone"));
}

#[test]
fn an_article_opens_where_it_was_left() {
    let mut play = Play::new(&["甲", "乙"]);
    play.keys("<Enter><Space><Space>");
    let line = play.top_text();
    play.press("q");
    let [MemoryChange::Left { id: of, block, .. }] = asked(&mut play)[..] else {
        panic!("its place is not remembered");
    };
    assert_eq!(of, id("甲"));
    assert!(block > 0);
    play.press("q");
    let mut next = Play::new(&["甲", "乙"]);
    next.event(Event::Remembered {
        memory: memory(&[opened("甲"), left("甲", block)]),
        done: 0,
    });
    next.keys("<Enter>");
    assert_eq!(next.notice(), "notice-resumed-reading");
    let anchor = next.reader().anchor();
    assert_eq!(anchor.block, block);
    // In this run, too.
    play = Play::new(&["甲", "乙"]);
    play.keys("<Enter><Space><Space>qj<Enter>qk<Enter>");
    assert_eq!(play.top_text(), line);
    // What did not move is not written again.
    asked(&mut play);
    play.press("q");
    assert_eq!(asked(&mut play), []);
}

#[test]
fn what_comes_after_the_page_moves_it_only_where_nobody_has() {
    let known = || Event::Remembered {
        memory: memory(&[left("甲", 9)]),
        done: 0,
    };
    let mut play = Play::new(&["甲"]);
    play.keys("<Enter>").event(known());
    assert_eq!(play.reader().anchor().block, 9);
    let mut moved = Play::new(&["甲"]);
    moved.keys("<Enter><Space>");
    let before = moved.top_text();
    moved.event(known());
    assert_eq!(moved.top_text(), before);
}

#[test]
fn a_place_behind_the_head_waits_for_the_whole() {
    let mut play = Play::new(&["甲"]);
    play.press("<Enter>");
    let Some(Effect::LoadArticle { era, .. }) = play.asked.pop_front() else {
        panic!("nothing is opened");
    };
    play.event(loaded(era, "甲", false));
    play.event(Event::Remembered {
        memory: memory(&[left("甲", 28)]),
        done: 0,
    });
    play.event(loaded(era, "甲", true));
    assert_eq!(play.reader().anchor().block, 28);
}

#[test]
fn a_bookmark_that_was_changed_elsewhere_goes_first() {
    for (bookmarked, expected) in [(12, 12), (0, 9)] {
        let mut play = Play::new(&["甲"]);
        play.event(Event::Remembered {
            memory: memory(&[left("甲", 9)]),
            done: 0,
        });
        play.event(Event::BookmarksRead(vec![bookmark("甲", bookmarked, 0)]));
        play.keys("<Enter>");
        assert_eq!(play.reader().anchor().block, expected);
        play.keys("<Space>");
        let here = play.reader().anchor();
        play.press("q");
        let mark = &play.model.marks.get(id("甲")).unwrap().bookmark;
        assert_eq!((mark.block, mark.offset), (here.block, here.offset));
        assert_eq!(
            play.model.reading.place(id("甲")),
            Some(here),
            "both are moved"
        );
    }
}

#[test]
fn a_bookmark_set_in_the_list_has_the_place_that_is_known() {
    let mut play = Play::new(&["甲"]);
    play.event(Event::Remembered {
        memory: memory(&[left("甲", 9)]),
        done: 0,
    });
    play.keys("b");
    assert_eq!(play.model.marks.get(id("甲")).unwrap().bookmark.block, 9);
}

#[test]
fn marks_are_set_and_taken_back_in_the_list_and_on_the_page() {
    let mut play = Play::new(&["甲", "乙"]);
    play.press("r");
    assert!(is_read(&play, "甲"));
    assert_eq!(play.notice(), "notice-marked-read");
    let article = remembered("甲");
    let read = true;
    assert_eq!(asked(&mut play), [MemoryChange::Marked { article, read }]);
    play.keys("j<Enter>");
    assert!(is_read(&play, "乙"));
    play.keys("r");
    assert_eq!(play.notice(), "notice-marked-unread");
    play.keys("q");
    assert!(!is_read(&play, "乙"), "leaving marks nothing");
}

#[test]
fn keys_go_to_what_is_unread() {
    let mut play = Play::new(&["甲", "乙", "丙", "丁"]);
    play.event(Event::Remembered {
        memory: memory(&[opened("乙"), opened("丁")]),
        done: 0,
    });
    play.press("n");
    assert_eq!(play.chosen(), "丙");
    play.press("n");
    assert_eq!(play.chosen(), "丙");
    assert_eq!(play.notice(), "notice-no-unread-below");
    play.press("p");
    assert_eq!(play.chosen(), "甲");
    play.press("p");
    assert_eq!(play.notice(), "notice-no-unread-above");
}

#[test]
fn only_what_is_unread_shows_in_the_order_of_the_list() {
    let mut play = Play::new(&["长长的题目", "乙", "丙丙", "丁"]);
    play.keys("jr");
    play.keys("U");
    assert_eq!(listed(&play), ["长长的题目", "丙丙", "丁"]);
    assert_eq!(play.notice(), "notice-only-unread");
    // What is read now stays till the list is asked for again.
    play.keys("gr");
    assert_eq!(listed(&play).len(), 3);
    play.keys("/丙");
    assert_eq!(listed(&play), ["丙丙"]);
    play.keys("<Esc>");
    assert_eq!(listed(&play), ["丙丙", "丁"]);
    play.rows(&["戊"]);
    play.settle();
    assert_eq!(
        listed(&play),
        ["丙丙", "丁", "戊"],
        "what comes later is unread"
    );
    play.keys("h");
    assert_eq!(listed(&play).len(), 5);
    play.keys("UU");
    assert_eq!(listed(&play).len(), 5);
}

#[test]
fn texts_are_looked_for_in_what_is_unread_alone() {
    let mut play = Play::new(&["甲一", "甲二", "乙"]);
    play.keys("r").keys("U/<Tab>甲");
    assert_eq!(listed(&play), ["甲二"]);
}

#[test]
fn what_was_read_last_comes_first() {
    let mut play = Play::new(&["甲", "乙", "丙"]);
    play.event(Event::Remembered {
        memory: memory(&[MemoryChange::Opened(Remembered {
            source: "/elsewhere/other.txt".to_owned(),
            ..remembered("外")
        })]),
        done: 0,
    });
    play.keys("<Enter>qjj<Enter>q");
    play.keys("R");
    assert_eq!(listed(&play), ["丙", "甲", "外"]);
    assert_eq!(play.chosen(), "丙");
    play.event(Event::RowsRead(Shelf::Listed, Arc::default()));
    assert_eq!(listed(&play).len(), 3, "rows that come are not of these");
    play.keys("jj<Enter>");
    assert!(play.asked.is_empty());
    play.keys("B");
    assert!(play.model.list.recent.is_none());
    play.keys("R");
    assert!(play.model.list.bookmarks.is_none());
    // The first step back gives up what was asked for.
    play.keys("hh");
    assert_eq!(listed(&play), ["甲", "乙", "丙"]);
}

#[test]
fn what_is_under_way_stands_over_what_the_file_holds() {
    let mut play = Play::new(&["甲", "乙", "丙"]);
    play.press("rjr");
    // Written with the first of the two in it, and one of another program.
    let article = remembered("甲");
    let of_file = [
        opened("丙"),
        MemoryChange::Marked {
            article,
            read: true,
        },
    ];
    play.event(Event::Remembered {
        memory: memory(&of_file),
        done: 1,
    });
    assert!(["甲", "乙", "丙"].iter().all(|name| is_read(&play, name)));
    // The other program has taken the mark back since.
    play.event(Event::Remembered {
        memory: memory(&[opened("丙")]),
        done: 2,
    });
    assert!(!is_read(&play, "甲") && !is_read(&play, "乙"));
}

#[test]
fn of_plain_lines_nothing_is_remembered() {
    let mut play = Play::new(&["甲", "乙"]);
    play.model.reading.off = true;
    for key in ["r", "n", "p", "U", "R"] {
        play.keys(key);
        assert_eq!(play.notice(), "notice-lines-not-remembered", "{key}");
    }
    play.keys("<Enter><Space>q");
    assert!(asked(&mut play).is_empty() && !is_read(&play, "甲"));
}

#[test]
fn what_was_typed_is_remembered_and_comes_back() {
    let mut play = Play::new(&["甲"]);
    play.keys("/乙<Esc>").press("/甲<Enter>");
    let typed = |line: &str| MemoryChange::Typed(line.to_owned());
    assert_eq!(asked(&mut play), [typed("甲")]);
    let memory = Arc::new(Memory {
        typed: vec!["丙".to_owned()],
        ..Memory::default()
    });
    play.event(Event::Remembered { memory, done: 0 });
    play.keys("/<C-p>");
    assert_eq!(play.model.list.query, "甲");
    play.keys("<C-p>");
    assert_eq!(play.model.list.query, "丙");
}

#[test]
fn what_is_graver_is_not_talked_over() {
    let failure = crate::app::update::tests::failure;
    let mut play = Play::new(&["甲"]);
    play.event(Event::NotRemembered(failure()));
    assert_eq!(play.notice(), "notice-not-remembered");
    play.model.notice = None;
    let name = || "state.sqlite".into();
    for (saved, says) in [(0, "notice-memory-renewed"), (3, "notice-memory-salvaged")] {
        let (file, aside) = (name(), name());
        play.event(Event::MemoryRenewed { file, aside, saved });
        assert_eq!(play.notice(), says);
        play.model.notice = None;
    }
    play.event(Event::NotKept(failure()));
    assert_eq!(play.notice(), "notice-not-kept");
    for (event, says) in [
        (Event::NotRemembered(failure()), "notice-not-remembered"),
        (Event::NotKept(failure()), "notice-not-remembered"),
        (Event::BookmarksOdd(failure()), "notice-bookmarks-odd"),
        (Event::NotRemembered(failure()), "notice-bookmarks-odd"),
        (
            Event::BookmarksUnreadable(failure()),
            "notice-bookmarks-unreadable",
        ),
        (
            Event::NotRemembered(failure()),
            "notice-bookmarks-unreadable",
        ),
        (Event::NotKept(failure()), "notice-bookmarks-unreadable"),
    ] {
        play.event(event);
        assert_eq!(play.notice(), says);
    }
}
