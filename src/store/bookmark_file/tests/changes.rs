//! What is told of changes, what they cost, and what is shown of a file.

use proptest::prelude::*;

use super::super::edit::Bench;
use super::super::*;
use super::{ONE, all, bookmark, clear, set};
use crate::article::ArticleId;
use crate::text::clean::clean;

fn note(id: u64, note: &str) -> BookmarkChange {
    BookmarkChange::Note {
        id: ArticleId(id),
        was: String::new(),
        note: note.to_owned(),
    }
}

fn tag(id: u64, tag: &str) -> BookmarkChange {
    BookmarkChange::Tag {
        id: ArticleId(id),
        add: vec![tag.to_owned()],
        remove: Vec::new(),
    }
}

#[test]
fn words_for_a_bookmark_that_is_not_there_are_told() {
    let moved = BookmarkChange::Move {
        id: ArticleId(1),
        block: 1,
        offset: 1,
    };
    let cases: [(Vec<BookmarkChange>, &[u64]); 7] = [
        (vec![note(1, "a")], &[1]),
        (vec![tag(1, "a"), note(1, "b"), note(0xaa, "c")], &[1]),
        (vec![note(2, "a"), tag(1, "a")], &[2, 1]),
        // Where reading stopped is nothing that anybody has written.
        (vec![moved], &[]),
        (vec![set(1, "新"), note(1, "a")], &[]),
        (vec![note(1, "a"), clear(1)], &[]),
        (vec![clear(0xaa), tag(0xaa, "a")], &[0xaa]),
    ];
    for (changes, expected) in cases {
        let missed = apply(ONE.as_bytes(), &changes).unwrap().told.missed;
        let expected: Vec<ArticleId> = expected.iter().copied().map(ArticleId).collect();
        assert_eq!(missed, expected, "{changes:?}");
    }
}

#[test]
fn many_changes_read_each_table_once() {
    const MANY: u64 = 2_000;
    let many: Vec<BookmarkChange> = (1..=MANY).map(|n| set(n, "多")).collect();
    let mut document = DocumentMut::new();
    let mut bench = Bench::new(&mut document);
    many.iter().for_each(|change| bench.apply(change));
    assert_eq!(bench.looked, 0, "nothing was there");
    let mut bench = Bench::new(&mut document);
    for change in &many {
        bench.apply(change);
        bench.apply(&note(change.id().0, "n"));
    }
    assert_eq!(bench.looked as u64, MANY);
    bench.apply(&clear(3));
    bench.apply(&set(3, "多"));
    bench.apply(&note(MANY + 1, "n"));
    assert!(bench.looked as u64 <= 2 * MANY + 1, "{}", bench.looked);
    let all = bookmarks(&document);
    assert_eq!(all.len() as u64, MANY);
    assert_eq!(all.last().map(|b| (b.id.0, b.note.as_str())), Some((3, "")));
}

#[test]
fn applying_tells_what_the_text_then_holds() {
    for text in [ONE, "", "[[bookmark]\nid = \"00000000000000bb\"\n"] {
        let applied = apply(text.as_bytes(), &[set(1, "新"), note(1, "a\tb")]).unwrap();
        assert_eq!(applied.bookmarks, all(&applied.text));
    }
}

#[test]
fn an_export_holds_what_the_file_holds() {
    let text = r#"[[bookmark]]
id = "00000000000000aa"
source = "/a\u001b[31m\u202Eb\u200B\\\"c\u0085"
added = "yester\u0007day"
note = "x\ty\nz"
"#;
    let before = all(text);
    assert_eq!(before[0].source, "/a\u{1b}[31m\u{202e}b\u{200b}\\\"c\u{85}");
    let out = blocks(&before);
    assert_eq!(clean(&out), out, "it may be shown");
    assert_eq!(all(&out), before);
}

proptest! {
    #[test]
    fn any_bookmark_comes_back_from_an_export(
        source in any::<String>(),
        added in any::<String>(),
        words in "[a\\\\\"'#\u{0}-\u{9}春\u{301}\u{200b}\u{202e}\r\n]{0,10}",
    ) {
        // As they are once they were read.
        let given = Bookmark {
            source,
            added,
            tags: vec![words.clone(), "b".to_owned()],
            note: words,
            ..bookmark(1, "题")
        };
        let applied = apply(b"", &[BookmarkChange::Set(given)]).unwrap();
        let out = blocks(&applied.bookmarks);
        prop_assert_eq!(clean(&out), out.as_str());
        prop_assert_eq!(all(&out), applied.bookmarks);
    }
}

#[test]
fn a_note_that_others_have_changed_is_joined_with_theirs() {
    let write = |text: &str, was: &str, note: &str| {
        let (was, note) = (was.to_owned(), note.to_owned());
        let id = ArticleId(0xaa);
        let applied = apply(text.as_bytes(), &[BookmarkChange::Note { id, was, note }]).unwrap();
        let kept = all(&applied.text)[0].note.clone();
        (kept, applied.told.joined.len(), applied.text)
    };
    let (kept, joined, first) = write(ONE, "", "theirs");
    assert_eq!((kept.as_str(), joined), ("theirs", 0));
    for (was, note, after, told) in [
        ("", "ours", "theirs\nours", 1),
        ("an older one", "", "theirs", 1),
        ("an older one", "theirs", "theirs", 0),
        ("theirs", "ours", "ours", 0),
        ("theirs", "", "", 0),
    ] {
        let (kept, joined, _) = write(&first, was, note);
        assert_eq!((kept.as_str(), joined), (after, told), "{was:?} {note:?}");
    }
}
