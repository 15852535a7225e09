//! Bookmarks: set, saved, read from the file, and the place that they keep.

use super::*;

#[test]
fn bookmarks_are_hollow_until_they_are_saved() {
    let mut play = Play::new(&["甲", "乙"]);
    // Of a file that was not read yet nothing may be lost.
    play.press("b");
    let joined = play.asked.pop_back();
    assert!(matches!(
        joined,
        Some(Effect::SaveBookmark(BookmarkChange::Join(_)))
    ));
    let mut play = Play::new(&["甲", "乙"]);
    play.event(Event::BookmarksRead(Vec::new()));
    let saved = |play: &Play| play.model.marks.get(id("甲")).map(|mark| mark.saved);
    play.press("b");
    assert_eq!(
        (saved(&play), play.notice()),
        (Some(false), "notice-bookmark-set")
    );
    let Some(Effect::SaveBookmark(BookmarkChange::Set(set))) = play.asked.pop_back() else {
        panic!("nothing is saved");
    };
    assert_eq!(
        (set.id, set.headline.as_str(), set.block),
        (id("甲"), "甲", 0)
    );
    play.event(Event::BookmarksFailed(vec![set.id], failure()));
    assert_eq!(
        (saved(&play), play.notice()),
        (Some(false), "notice-bookmark-not-saved")
    );
    play.event(Event::BookmarksSaved(vec![set.id]));
    assert_eq!(saved(&play), Some(true));
    play.press("b");
    assert!(matches!(
        play.asked.pop_back(),
        Some(Effect::SaveBookmark(BookmarkChange::Clear(_)))
    ));
    assert_eq!(
        (saved(&play), play.notice()),
        (None, "notice-bookmark-removed")
    );
}

#[test]
fn what_the_file_holds_does_not_undo_what_was_pressed() {
    let mut play = Play::new(&["甲", "乙"]);
    play.press("b");
    play.event(Event::BookmarksRead(vec![
        bookmark("甲", 3, 1),
        bookmark("乙", 1, 2),
    ]));
    let mark = |name| play.model.marks.get(id(name)).unwrap();
    assert_eq!((mark("甲").bookmark.block, mark("甲").saved), (0, false));
    assert_eq!((mark("乙").bookmark.block, mark("乙").saved), (1, true));
}

#[test]
fn a_bookmark_opens_where_reading_stopped_and_notes_where_it_stops() {
    let mut play = Play::new(&["甲", "乙"]);
    play.event(Event::BookmarksRead(vec![bookmark("甲", 6, 40)]));
    play.keys("<Enter>");
    assert_eq!(play.notice(), "notice-resumed-reading");
    assert_eq!(play.reader().anchor().block, 6);
    let there = play.top_text();
    play.press("jjj");
    play.press("h");
    let effects: Vec<Effect> = play.asked.drain(..).collect();
    let [
        Effect::SaveBookmark(BookmarkChange::Move {
            id: moved,
            block,
            offset,
        }),
        Effect::Remember(_),
    ] = effects[..]
    else {
        panic!("the place is not noted");
    };
    assert_eq!(moved, id("甲"));
    play.keys("<Enter>");
    assert_ne!(play.top_text(), there);
    let here = play.reader().anchor();
    assert_eq!((here.block, here.offset), (block, offset));
    // Left where it was found: there is nothing to note.
    play.press("h");
    assert!(play.asked.is_empty(), "{:?}", play.asked);
}

#[test]
fn bookmarks_that_come_after_the_article_still_count() {
    let mut play = Play::new(&["甲"]);
    play.keys("<Enter>");
    play.event(Event::BookmarksRead(vec![bookmark("甲", 6, 40)]));
    assert_eq!(play.reader().anchor().block, 6);
    // But not once reading has begun.
    let mut play = Play::new(&["甲"]);
    play.keys("<Enter>j");
    let before = play.reader().top;
    play.event(Event::BookmarksRead(vec![bookmark("甲", 6, 40)]));
    assert_eq!(play.reader().top, before);
}

#[test]
fn the_place_is_noted_from_the_source_text_too() {
    let mut play = Play::new(&["甲"]);
    play.event(Event::BookmarksRead(vec![bookmark("甲", 0, 0)]));
    play.keys("<Enter><Space>");
    let typeset = play.reader().anchor();
    assert!(typeset.block > 1, "{typeset:?}");
    play.keys("\\");
    assert_eq!(play.reader().anchor().block, typeset.block);
    play.keys("Q");
    let mark = play.model.marks.get(id("甲")).unwrap();
    assert_eq!(mark.bookmark.block, typeset.block);
}

#[test]
fn a_signal_saves_and_ends() {
    let mut play = Play::new(&["甲"]);
    play.event(Event::BookmarksRead(vec![bookmark("甲", 0, 0)]));
    play.keys("<Enter><Space>").event(Event::Signalled(15));
    let effects: Vec<Effect> = play.asked.drain(..).collect();
    assert!(
        matches!(
            effects[..],
            [
                Effect::SaveBookmark(BookmarkChange::Move { .. }),
                Effect::Remember(_),
                Effect::Quit { signal: Some(15) }
            ]
        ),
        "{effects:?}"
    );
}
