//! Files that a flipped bit, a cut, a splice or a merge has broken: what is read of
//! them, and what is whole again after the next write.

use proptest::prelude::*;

use super::super::*;
use super::{all, bookmark, set};
use crate::article::ArticleId;

const BOOKMARKS: u64 = 20;

/// Twenty bookmarks as the program writes them, some with tags and notes.
fn twenty() -> String {
    let changes: Vec<BookmarkChange> = (0..BOOKMARKS)
        .map(|n| {
            let mut bookmark = bookmark(id_of(n), &format!("第{n}条：河内“会谈”"));
            if n % 3 == 0 {
                bookmark.tags = vec!["贸易".to_owned(), format!("n{n}")];
            }
            if n % 5 == 0 {
                bookmark.note = "第一行\n[[bookmark]] 不是这样开头\nid = 1\n".to_owned();
            }
            BookmarkChange::Set(bookmark)
        })
        .collect();
    apply(b"", &changes).unwrap().text
}

fn id_of(n: u64) -> u64 {
    n.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// How many of the twenty are there.
fn kept(bookmarks: &[Bookmark]) -> usize {
    let is = |n: &u64| bookmarks.iter().any(|b| b.id == ArticleId(id_of(*n)));
    (0..BOOKMARKS).filter(is).count()
}

/// Reads a damaged file, writes one bookmark more, and sees that all that was read is
/// in what was written. How many of the twenty were.
fn survivors(bytes: &[u8]) -> usize {
    let before = read(bytes);
    let Ok(applied) = apply(bytes, &[set(1, "新")]) else {
        assert!(matches!(before.standing, Standing::Newer(_)));
        return kept(&before.bookmarks);
    };
    let after = read(applied.text.as_bytes());
    assert_eq!(after.standing, Standing::Sound);
    for bookmark in &before.bookmarks {
        assert!(after.bookmarks.contains(bookmark), "{bookmark:?} is lost");
    }
    assert_eq!(
        after.bookmarks.last().map(|bookmark| bookmark.id),
        Some(ArticleId(1))
    );
    assert_eq!(applied.standing, before.standing);
    kept(&before.bookmarks)
}

#[test]
fn a_flipped_bit_costs_at_most_two() {
    let whole = twenty();
    assert_eq!(survivors(whole.as_bytes()), 20);
    let flip = |at: usize, bit: usize| {
        let mut bytes = whole.clone().into_bytes();
        bytes[at] ^= 1 << bit;
        // Written is every seventh: each takes three times as long.
        let left = if (at * 8 + bit).is_multiple_of(7) {
            survivors(&bytes)
        } else {
            kept(&read(&bytes).bookmarks)
        };
        let text = String::from_utf8_lossy(&bytes);
        assert!(
            left >= 18,
            "{left} of 20 after bit {bit} of byte {at}: {text}"
        );
    };
    std::thread::scope(|scope| {
        for half in 0..2 {
            let (flip, length) = (&flip, whole.len());
            scope.spawn(move || {
                for at in (half..length).step_by(2) {
                    (0..8).for_each(|bit| flip(at, bit));
                }
            });
        }
    });
}

#[test]
fn a_cut_costs_what_was_cut_off() {
    let whole = twenty();
    let headers: Vec<usize> = whole
        .match_indices("[[bookmark]]\nid")
        .map(|(at, _)| at)
        .collect();
    for end in 0..=whole.len() {
        let begun = headers.iter().filter(|at| **at < end).count();
        let left = survivors(&whole.as_bytes()[..end]);
        assert!(left + 1 >= begun, "{left} of {begun} at {end}");
    }
}

#[test]
fn what_hands_break_is_read() {
    let two = "[[bookmark]]\nid = \"00000000000000aa\"\n\n# 留言\n[[bookmark]]\nid = \"00000000000000bb\"\n";
    let ids = |text: &str| -> Vec<u64> { all(text).iter().map(|b| b.id.0).collect() };
    for broken in [
        "[bookmark]]\nid = \"00000000000000aa\"\n\n# 留言\n[[bookmark]]\nid = \"00000000000000bb\"\n",
        "[[bookmark]]\nid = \"00000000000000aa\n\n# 留言\n[[bookmark]]\nid = \"00000000000000bb\"\n",
        "[[bookmark]]\nid = 00000000000000aa\nheadline = \n\n# 留言\n[[bookmark]]\nid = \"00000000000000bb\"\n",
        "id = \"00000000000000aa\"\n# 留言\n[[bookmark]]\nid = \"00000000000000bb\"\nheadline = \"a\"b\"\n",
        "[[bookmark]]\nid = \"00000000000000aa\"\n# 留言\nid = \"00000000000000bb\"\n",
        "[[bookmark]]\nid = \"00000000000000aa\"\nnote = \"\"\"never closed\n# 留言\n[[bookmark]]\nid = \"00000000000000bb\"\n",
    ] {
        assert_eq!(ids(broken), [0xaa, 0xbb], "{broken}");
        let mended = apply(broken.as_bytes(), &[set(1, "新")]).unwrap();
        assert!(
            mended.standing != Standing::Sound && mended.text.contains("# 留言"),
            "{}",
            mended.text
        );
    }
    assert!(matches!(read(two.as_bytes()).standing, Standing::Sound));
}

#[test]
fn both_sides_of_a_merge_are_read() {
    let text = "# mine\nversion = 1\n\n[[bookmark]]\nid = \"00000000000000aa\"\n<<<<<<< HEAD\nblock = 2\ntags = [\"a\"]\n||||||| base\nblock = 1\n=======\nblock = 5\ntags = [\"b\"]\n>>>>>>> other\n\n<<<<<<< HEAD\n[[bookmark]]\nid = \"00000000000000bb\"\n=======\n[[bookmark]]\nid = \"00000000000000cc\"\nnote = \"hers\"\n>>>>>>> other\n";
    let contents = read(text.as_bytes());
    assert_eq!(contents.standing, Standing::Conflict);
    let read: Vec<(u64, u32, usize)> = contents
        .bookmarks
        .iter()
        .map(|b| (b.id.0, b.block, b.tags.len()))
        .collect();
    assert_eq!(read, [(0xaa, 5, 2), (0xbb, 0, 0), (0xcc, 0, 0)]);
    let applied = apply(text.as_bytes(), &[set(1, "新")]).unwrap();
    assert!(applied.standing == Standing::Conflict && applied.text.starts_with("# mine\n"));
    assert!(!applied.text.contains("<<<<") && !applied.text.contains("===="));
    assert_eq!(all(&applied.text).len(), 4);
    // A line of a note is not a mark.
    let note = "[[bookmark]]\nid = \"00000000000000aa\"\nnote = \"\"\"\n=======\n\"\"\"\n";
    assert_eq!(
        super::super::read(note.as_bytes()).standing,
        Standing::Sound
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn a_splice_costs_what_it_covers(
        at in 0..4000_usize,
        length in 0..40_usize,
        other in prop_oneof![
            proptest::collection::vec(any::<u8>(), 0..40),
            "[\\[\\]\"=#\n a-z0-9中]{0,40}".prop_map(String::into_bytes),
        ],
    ) {
        let mut bytes = twenty().into_bytes();
        let at = at % bytes.len();
        let end = (at + length).min(bytes.len());
        bytes.splice(at..end, other);
        let left = survivors(&bytes);
        prop_assert!(left >= 18, "{left} of 20 are left");
    }

    #[test]
    fn any_bytes_are_a_file(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        survivors(&bytes);
    }

    #[test]
    fn any_lines_are_a_file(text in "([\\[\\]\"'=#\n <>|a-z0-9中]{0,12}|\\[\\[bookmark\\]\\]\n|id = \"00000000000000aa\"\n|version = 1\n|<<<<<<< a\n|=======\n|>>>>>>> b\n){0,30}") {
        survivors(text.as_bytes());
    }
}

/// Damaged files of many bookmarks, each in a way that is worst for something.
fn many_damaged(many: u64) -> Vec<(&'static str, String, u64)> {
    let changes: Vec<BookmarkChange> = (0..many).map(|n| set(id_of(n), "多")).collect();
    let whole = apply(b"", &changes).unwrap().text;
    let each = |of: &str| whole.replace("offset = 120\n", &format!("offset = 120\n{of}"));
    vec![
        ("a slip", whole.replacen("]]", "]", 1), many),
        ("a key twice in each", each("block = 4\n"), many),
        (
            "an own table twice",
            format!("{whole}\n[own]\n[own]\n"),
            many,
        ),
        (
            "an own table after each",
            each("\n[own]\nmine = 1\n\n"),
            many,
        ),
        (
            "open lists, no headers",
            each("tags = [\n").replace("[[bookmark]]\n", ""),
            many,
        ),
        ("open texts", each("note = \"\"\"\n"), many),
        (
            "a line of own keys",
            (0..many).fold("k0 = 2\n".to_owned(), |all, n| format!("{all}k{n} = 1\n")),
            0,
        ),
    ]
}

#[test]
fn what_is_damaged_is_read_in_proportion_to_its_length() {
    for (name, text, expected) in many_damaged(1_000) {
        let mut work = salvage::Work::default();
        let found = bookmarks(&salvage::rescue(&text, &mut work));
        assert_eq!(found.len() as u64, expected, "{name}");
        assert!(work.parsed <= 40 * text.len() + 100, "{name}: {work:?}");
        assert!(work.looked <= 8 * text.len(), "{name}: {work:?}");
    }
}

#[test]
fn own_tables_are_kept_where_they_go_together() {
    let text = format!(
        "{}\n[own]\na = 1\n\n[other]\nb = 2\n\n[own]\na = 3\n",
        twenty()
    );
    assert_eq!(kept(&read(text.as_bytes()).bookmarks), 20);
    let mended = apply(text.as_bytes(), &[set(1, "新")]).unwrap().text;
    assert!(mended.contains("[own]\na = 1") && mended.contains("[other]\nb = 2"));
    assert!(!mended.contains("a = 3"), "{mended}");
}
