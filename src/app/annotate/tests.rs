//! Tags, notes, and what is taken back.

use proptest::prelude::*;

use super::{Words, note_of, on_one_line};
use crate::app::model::Prompt;
use crate::app::update::tests::{Play, bookmark, id};
use crate::app::{Effect, Event};
use crate::store::{Bookmark, BookmarkChange};

fn kept(play: &Play, name: &str) -> Option<Bookmark> {
    let mark = play.model.marks.get(id(name));
    mark.map(|mark| mark.bookmark.clone())
}

#[test]
fn tags_and_notes_are_written_at_a_prompt() {
    let mut play = Play::new(&["甲", "乙"]);
    play.keys("j#");
    play.keys("新闻,<Space>b<Enter>");
    let tagged = kept(&play, "乙").unwrap();
    assert_eq!(tagged.tags, ["新闻", "b"]);
    assert_eq!(play.notice(), "notice-bookmark-saved");
    play.keys("N一\\n二<Enter>");
    assert_eq!(kept(&play, "乙").unwrap().note, "一\n二");
    // The prompt begins with what is there; Esc changes nothing.
    play.keys("#x<Esc>");
    assert_eq!(kept(&play, "乙").unwrap().tags, ["新闻", "b"]);
    play.keys("#<C-u><Enter>");
    assert_eq!(kept(&play, "乙").unwrap().tags, [""; 0]);
    assert_eq!(kept(&play, "甲"), None);
    play.keys("k#<Enter>");
    assert_eq!(kept(&play, "甲"), None, "nothing was said");
}

#[test]
fn on_the_page_the_note_has_the_key_of_a_search_that_is_not_there() {
    let mut play = Play::new(&["甲", "乙"]);
    play.keys("<Enter>Nab<Enter>");
    assert_eq!(kept(&play, "甲").unwrap().note, "ab");
    play.keys("h<Enter>");
    assert_eq!(play.notice(), "notice-note", "said when it is opened again");
    play.keys("/甲<Enter>N");
    assert!(play.model.prompt.is_none(), "to the previous match");
}

#[test]
fn changes_are_taken_back_one_by_one() {
    let mut play = Play::new(&["甲", "乙"]);
    play.event(Event::BookmarksRead(Vec::new()));
    play.keys("b#a<Enter>Nn<Enter>");
    let whole = kept(&play, "甲").unwrap();
    play.keys("b");
    assert_eq!(kept(&play, "甲"), None);
    play.keys("u");
    assert_eq!(kept(&play, "甲").unwrap(), whole);
    assert_eq!(play.notice(), "notice-undone");
    // Where reading stopped is not taken back.
    play.model.marks.move_to(id("甲"), 7, 1);
    play.keys("uu");
    assert_eq!(kept(&play, "甲").unwrap().block, 7);
    let bare = kept(&play, "甲").unwrap();
    assert_eq!((bare.tags.len(), bare.note.as_str()), (0, ""));
    play.keys("u");
    assert_eq!(kept(&play, "甲"), None);
    play.keys("u");
    assert_eq!(play.notice(), "notice-nothing-to-undo");
}

/// What stands at the prompt for this.
fn at_the_prompt(note: &str, tags: &[&str], key: &str) -> (Play, String) {
    let mut play = Play::new(&["甲"]);
    let kept = Bookmark {
        note: note.to_owned(),
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        ..bookmark("甲", 0, 0)
    };
    play.event(Event::BookmarksRead(vec![kept])).settle();
    play.keys(key);
    let Some(Prompt::Write { line, .. }) = &play.model.prompt else {
        panic!("it asks");
    };
    let text = line.text().to_string();
    (play, text)
}

#[test]
fn what_a_prompt_cannot_hold_is_written_so_that_it_comes_back() {
    let note = "C:\\neu\n\t\\\\ end\\";
    let (mut play, text) = at_the_prompt(note, &[], "N");
    assert_eq!(text, r"C:\\neu\n\t\\\\ end\\");
    play.keys("!<BS>.<Enter>");
    assert_eq!(kept(&play, "甲").unwrap().note, format!("{note}."));
    let (mut play, text) = at_the_prompt("", &["a", "new york", "a"], "#");
    assert_eq!(text, "a \"new york\" a");
    play.keys("<Enter>");
    assert!(play.asked.is_empty() && play.notice() != "notice-tags-set");
    play.keys("#,x<Enter>");
    assert_eq!(kept(&play, "甲").unwrap().tags, ["a", "new york", "x"]);
    assert_eq!(
        Words::Tags.of(&kept(&play, "甲").unwrap()),
        "a \"new york\" x"
    );
}

#[test]
fn tags_that_are_too_long_stay_at_the_prompt() {
    let many: Vec<String> = (0..71).map(|n| n.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let (mut play, _) = at_the_prompt("", &many, "#");
    play.keys("<Space>neu<Enter>");
    assert_eq!(play.notice(), "notice-tags-refused");
    assert_eq!(kept(&play, "甲").unwrap().tags, many, "as they were");
    let Some(Prompt::Write { line, .. }) = &play.model.prompt else {
        panic!("it still asks");
    };
    assert!(line.text().ends_with("70 neu"), "{}", line.text());
    play.keys("<C-u>w<Enter>");
    assert_eq!(kept(&play, "甲").unwrap().tags, ["w"]);
    play.keys("#<Space>");
    play.keys(&"x".repeat(65));
    play.keys("<Enter>");
    assert_eq!(play.notice(), "notice-tags-refused");
    play.keys("<BS><Enter>");
    assert_eq!(kept(&play, "甲").unwrap().tags[1].len(), 64);
}

proptest! {
    #[test]
    fn a_note_comes_back_from_the_prompt(note in "[\\\\nt\n\t a春\u{301}]{0,12}") {
        let note = note.trim_end();
        let line = on_one_line(note);
        prop_assert!(!line.contains(['\n', '\t']));
        prop_assert_eq!(note_of(&line), note);
    }
}

#[test]
fn tags_that_come_while_some_are_written_stay() {
    let (mut play, _) = at_the_prompt("", &["a", "b"], "#");
    let theirs = Bookmark {
        tags: vec!["a".to_owned(), "b".to_owned(), "theirs".to_owned()],
        ..bookmark("甲", 0, 0)
    };
    let (are, gone) = (vec![theirs], Vec::new());
    play.event(Event::BookmarksAre { are, gone });
    play.keys("<BS>c<Enter>");
    assert_eq!(kept(&play, "甲").unwrap().tags, ["a", "theirs", "c"]);
}

/// The bookmark of 甲 as another program has written it, in the file.
fn written_elsewhere(play: &mut Play, change: impl FnOnce(&mut Bookmark)) {
    let mut theirs = kept(play, "甲").unwrap();
    change(&mut theirs);
    let (are, gone) = (vec![theirs], Vec::new());
    play.event(Event::BookmarksAre { are, gone });
}

#[test]
fn what_others_have_written_is_not_taken_back() {
    let mut play = Play::new(&["甲"]);
    play.event(Event::BookmarksRead(Vec::new()));
    play.keys("b");
    written_elsewhere(&mut play, |theirs| theirs.note = "theirs".to_owned());
    play.keys("u");
    assert_eq!(play.notice(), "notice-not-undone");
    assert_eq!(kept(&play, "甲").unwrap().note, "theirs");
    play.keys("u");
    assert_eq!(play.notice(), "notice-nothing-to-undo");
    // A note that was written over, and a tag beside the reader's own.
    play.keys("N<Space>second<Enter>#a<Enter>");
    written_elsewhere(&mut play, |theirs| {
        theirs.note = "other".to_owned();
        theirs.tags.push("theirs".to_owned());
    });
    play.keys("u");
    assert_eq!(play.notice(), "notice-undone");
    assert_eq!(kept(&play, "甲").unwrap().tags, ["theirs"]);
    play.keys("u");
    assert_eq!(play.notice(), "notice-not-undone");
    assert_eq!(kept(&play, "甲").unwrap().note, "other");
    // Removed here, and set again elsewhere.
    play.keys("b");
    let again = bookmark("甲", 0, 0);
    let (are, gone) = (vec![again], Vec::new());
    play.event(Event::BookmarksAre { are, gone });
    written_elsewhere(&mut play, |theirs| theirs.note = "new".to_owned());
    play.keys("u");
    assert_eq!(kept(&play, "甲").unwrap().note, "new\nother");
    assert_eq!(kept(&play, "甲").unwrap().tags, ["theirs"]);
}

#[test]
fn what_gives_an_article_its_bookmark_writes_over_none_that_is_there() {
    let mut play = Play::new(&["甲"]);
    play.event(Event::BookmarksRead(Vec::new()));
    play.press("Nn<Enter>bu");
    let saved = play.asked.iter().filter_map(|effect| match effect {
        Effect::SaveBookmark(change) => Some(change),
        _ => None,
    });
    let saved: Vec<&BookmarkChange> = saved.collect();
    assert!(
        matches!(
            &saved[..],
            [BookmarkChange::Join(one), BookmarkChange::Clear(_), BookmarkChange::Join(again)]
                if one.note == "n" && again.note == "n"
        ),
        "{saved:?}"
    );
}
