//! The list of headlines, and what stands where there are none.

use yue::app::Event;

use super::headless::{Headless, Saves, bookmark, seed_row};
use super::{SIZES, scene, snapshot};

#[test]
fn the_library() {
    scene("list", |yue| {
        yue.keys("jj");
    });
}

/// The first mark is on disk, the second on its way.
fn two_bookmarks(yue: &mut Headless) {
    yue.keys("jb");
    yue.saves = Saves::Held;
    yue.keys("jjbj");
}

#[test]
fn bookmarks_are_hollow_until_they_are_on_disk() {
    scene("list-bookmarks", two_bookmarks);
    let mut yue = Headless::library((80, 24));
    two_bookmarks(&mut yue);
    let marks = |yue: &Headless| {
        let text = yue.frame().text();
        (text.matches('✦').count(), text.matches('✧').count())
    };
    // One ✦ stands in the title line, before the count.
    assert_eq!(marks(&yue), (2, 1));
    yue.disk();
    assert_eq!(marks(&yue), (3, 0));
}

#[test]
fn only_bookmarks() {
    scene("only-bookmarks", |yue| {
        two_bookmarks(yue);
        yue.keys("B");
    });
    scene("only-bookmarks-none", |yue| {
        yue.keys("B");
    });
}

#[test]
fn a_bookmark_without_its_file_is_still_listed() {
    let mut yue = Headless::library((80, 24));
    let mut gone = bookmark(&seed_row("hanoi-summit"), 0, 0);
    gone.id.0 ^= 1;
    gone.headline = "旧书摊上的最后一页".to_owned();
    gone.source = "/texts/gone.txt".to_owned();
    yue.event(Event::BookmarksRead(vec![gone]));
    yue.keys("B<Enter>");
    snapshot("bookmark-without-file-80x24", &yue);
}

#[test]
fn the_empty_library() {
    for size in SIZES {
        let mut yue = Headless::new(size);
        snapshot(&format!("library-unread-{}x{}", size.0, size.1), &yue);
        yue.event(Event::LibraryRead);
        snapshot(&format!("library-empty-{}x{}", size.0, size.1), &yue);
    }
}

#[test]
fn headlines_of_any_kind_keep_to_their_row() {
    scene("list-odd-headlines", |yue| {
        yue.add(
            "a/long.txt",
            format!("{}\n\n文\n", "无边落木萧萧下不尽长江滚滚来".repeat(12)).as_bytes(),
        );
        yue.add(
            "b/latin.txt",
            "An English headline — with “quotes” and a dash…\n\ntext\n".as_bytes(),
        );
        yue.add("c/empty.txt", b"\n \n");
        yue.add(
            "d/hostile.txt",
            "\u{1b}[31m红\u{202e}字\u{7}\n\n文\n".as_bytes(),
        );
        yue.add("e/emoji.txt", "👨‍👩‍👧 家 ｶﾞ 葛󠄀城 e\u{301}\n\n文\n".as_bytes());
        yue.keys("G");
    });
}
