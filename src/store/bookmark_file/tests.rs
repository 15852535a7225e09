//! The bookmarks file as a person would have written it, before and after.

use super::*;
use crate::article::ArticleId;

const ADDED: &str = "2026-11-22T08:00:00Z";

fn bookmark(id: u64, headline: &str) -> Bookmark {
    Bookmark {
        id: ArticleId(id),
        headline: headline.to_owned(),
        source: format!("seed:{headline}"),
        added: ADDED.to_owned(),
        block: 3,
        offset: 120,
        ..Bookmark::default()
    }
}

fn set(id: u64, headline: &str) -> BookmarkChange {
    BookmarkChange::Set(bookmark(id, headline))
}

fn clear(id: u64) -> BookmarkChange {
    BookmarkChange::Clear(ArticleId(id))
}

fn applied(text: &str, changes: &[BookmarkChange]) -> String {
    let applied = apply(text.as_bytes(), changes).expect("the text is of this version");
    assert_eq!(applied.standing, Standing::Sound, "well formed");
    assert_eq!(read(applied.text.as_bytes()).standing, Standing::Sound);
    applied.text
}

fn all(text: &str) -> Vec<Bookmark> {
    read(text.as_bytes()).bookmarks
}

const ONE: &str = r#"version = 1

[[bookmark]]
id = "00000000000000aa"
headline = "河内"
source = "seed:河内"
added = 2026-11-22T08:00:00Z
block = 3
offset = 120
"#;

const KEPT: &str = r#"# mine
version = 1 # do not touch
colour = "red"

# on trade
[[bookmark]]
offset = 7 # here
note = """two
lines"""
id = "00000000000000AA"
block = 0x10

# on rivers
[[bookmark]]
id = "00000000000000bb"
headline = '河流'

[other]
key = [1, 2]
# the end
"#;

#[test]
fn a_new_file_has_the_documented_form() {
    assert_eq!(applied("", &[set(0xaa, "河内")]), ONE);
    assert_eq!(all(ONE), [bookmark(0xaa, "河内")]);
}

#[test]
fn comments_of_a_file_without_keys_stay_on_top() {
    let after = applied("# reading list\n", &[set(0xaa, "河内")]);
    assert_eq!(after, format!("# reading list\n{ONE}"));
}

#[test]
fn everything_of_the_user_survives_a_move() {
    let change = BookmarkChange::Move {
        id: ArticleId(0xaa),
        block: 17,
        offset: 7,
    };
    assert_eq!(
        applied(KEPT, &[change]),
        KEPT.replace("block = 0x10", "block = 17"),
        "only the value that differs is written"
    );
}

#[test]
fn a_move_without_bookmark_changes_nothing() {
    let change = BookmarkChange::Move {
        id: ArticleId(0xcc),
        block: 1,
        offset: 1,
    };
    assert_eq!(applied(KEPT, &[change]), KEPT);
    assert_eq!(applied(KEPT, &[clear(0xcc)]), KEPT);
}

#[test]
fn a_new_bookmark_stands_behind_the_last_one() {
    let after = applied(KEPT, &[set(0xcc, "新")]);
    let ids: Vec<u64> = all(&after).iter().map(|b| b.id.0).collect();
    assert_eq!(ids, [0xaa, 0xbb, 0xcc]);
    let (before, _) = KEPT.split_once("\n[other]").unwrap();
    assert!(after.starts_with(before), "{after}");
    assert!(
        after.ends_with("\n[other]\nkey = [1, 2]\n# the end\n"),
        "{after}"
    );
}

#[test]
fn replacing_fills_what_is_missing_in_place() {
    let after = applied(KEPT, &[set(0xaa, "河内")]);
    assert!(after.contains("offset = 120 # here\nnote = \"\"\"two\nlines\"\"\"\n"));
    assert!(
        after.contains("id = \"00000000000000aa\"\nblock = 3\n"),
        "{after}"
    );
    let noted = Bookmark {
        note: "two\nlines".to_owned(),
        ..bookmark(0xaa, "河内")
    };
    assert_eq!(all(&after)[0], noted, "the note stays");
}

#[test]
fn clearing_keeps_the_comments_around() {
    let after = applied(KEPT, &[clear(0xaa)]);
    assert!(
        after.contains("\n# on trade\n\n# on rivers\n[[bookmark]]\n"),
        "{after}"
    );
    let after = applied(&after, &[clear(0xbb)]);
    for comment in [
        "# mine",
        "# do not touch",
        "# on trade",
        "# on rivers",
        "# the end",
    ] {
        assert!(after.contains(comment), "{comment} is lost: {after}");
    }
    assert_eq!(all(&after), []);
    let again = applied(&after, &[set(0xdd, "再")]);
    assert_eq!(all(&again), [bookmark(0xdd, "再")]);
}

#[test]
fn an_id_twice_in_the_file_is_one_bookmark() {
    let again = ONE.replace("version = 1\n", "");
    let again = again.replace("block = 3", "block = 9") + "note = \"二\"\n";
    let twice = format!("{ONE}{again}");
    let both = Bookmark {
        block: 9,
        note: "二".to_owned(),
        ..bookmark(0xaa, "河内")
    };
    assert_eq!(
        all(&twice),
        std::slice::from_ref(&both),
        "what either says is there"
    );
    let note = BookmarkChange::Note {
        id: ArticleId(0xaa),
        was: both.note.clone(),
        note: "三".to_owned(),
    };
    assert_eq!(
        all(&applied(&twice, &[note]))[0].note,
        "三",
        "in both of them"
    );
    let moved = BookmarkChange::Move {
        id: ArticleId(0xaa),
        block: 1,
        offset: 0,
    };
    assert_eq!(all(&applied(&twice, &[moved]))[0].block, 1);
    assert_eq!(all(&applied(&twice, &[set(0xaa, "再")]))[0].headline, "再");
    assert_eq!(all(&applied(&twice, &[clear(0xaa)])), []);
}

#[test]
fn set_and_clear_in_one_go_leave_no_trace() {
    assert_eq!(applied(ONE, &[set(0xcc, "新"), clear(0xcc)]), ONE);
}

#[test]
fn a_bookmark_with_a_bad_id_is_kept_and_not_shown() {
    let text = "[[bookmark]]\nid = \"zz\"\n\n[[bookmark]]\nheadline = \"x\"\n";
    assert_eq!(all(text), []);
    let after = applied(text, &[set(0xaa, "河内")]);
    assert!(after.starts_with(text), "{after}");
    assert_eq!(all(&after).len(), 1);
}

#[test]
fn odd_values_get_defaults() {
    let text = "[[bookmark]]\nid = \"00000000000000aa\"\nadded = \"2026-01-02T03:04:05Z\"\nblock = -1\noffset = 9999999999\nheadline = 3\n";
    let read = all(text);
    assert_eq!(read[0].added, "2026-01-02T03:04:05Z");
    assert_eq!((read[0].block, read[0].offset), (0, 0));
    assert_eq!(
        (read[0].headline.as_str(), read[0].source.as_str()),
        ("3", "")
    );
}

#[test]
fn carriage_returns_are_kept() {
    let crlf = ONE.replace('\n', "\r\n");
    let after = applied(&crlf, &[set(0xbb, "二")]);
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
    assert!(after.starts_with(&crlf), "{after:?}");
}

#[test]
fn an_empty_inline_array_becomes_tables() {
    let after = applied("bookmark = []\n", &[set(0xaa, "河内")]);
    assert_eq!(all(&after).len(), 1);
}

#[test]
fn strings_are_escaped() {
    let odd = "引\"号\"\n\u{1b}[31m\\";
    let after = applied("", &[set(1, odd)]);
    assert!(!after.contains('\u{1b}'));
    let clean = "引\"号\" \\";
    assert_eq!(all(&after)[0].headline, clean, "as it may be shown");
}

#[test]
fn tags_and_notes_are_set_and_taken_away() {
    let id = ArticleId(0xaa);
    let owned = |tags: &[&str]| tags.iter().map(|tag| (*tag).to_owned()).collect();
    let tag = |add: &[&str], remove: &[&str]| BookmarkChange::Tag {
        id,
        add: owned(add),
        remove: owned(remove),
    };
    let note = |was: &str, note: &str| BookmarkChange::Note {
        id,
        was: was.to_owned(),
        note: note.to_owned(),
    };
    let after = applied(
        ONE,
        &[tag(&["贸易", "to read"], &[]), note("", "第一行\n二")],
    );
    assert_eq!(all(&after)[0].tags, ["贸易", "to read"]);
    assert_eq!(all(&after)[0].note, "第一行\n二");
    assert!(
        after.ends_with("tags = [\"贸易\", \"to read\"]\nnote = \"\"\"\n第一行\n二\"\"\"\n"),
        "{after}"
    );
    // What is not named stays, whoever has written it.
    let other = applied(&after, &[tag(&["new"], &["TO READ", "nowhere"])]);
    assert_eq!(all(&other)[0].tags, ["贸易", "new"]);
    let without = tag(&[], &["to read", "贸易"]);
    assert_eq!(applied(&after, &[without, note("第一行\n二", "")]), ONE);
    let moved = BookmarkChange::Found {
        id,
        source: "/new".to_owned(),
    };
    assert_eq!(applied(ONE, &[moved]), ONE.replace("seed:河内", "/new"));
    assert_eq!(blocks(&all(ONE)), ONE.replace("version = 1\n\n", ""));
}

#[test]
fn a_newer_file_is_read_and_not_written() {
    let newer = ONE.replace("version = 1", "version = 2");
    let contents = read(newer.as_bytes());
    assert_eq!(contents.standing, Standing::Newer(2));
    assert_eq!(contents.bookmarks.len(), 1);
    assert_eq!(apply(newer.as_bytes(), &[clear(0xaa)]), Err(Newer(2)));
}

#[test]
fn problems_name_line_and_column() {
    let cases = [
        ("version = 1\nx = \n", 2, 5),
        ("\nversion = \"1\"\n", 2, 11),
        ("a = 1\nbookmark = 3\n", 2, 12),
        ("[[bookmark]]\n\"中文\" = 1 x\n", 2, 8),
    ];
    for (text, line, column) in cases {
        let Standing::Damaged(problem) = read(text.as_bytes()).standing else {
            panic!("sound: {text:?}");
        };
        assert_eq!((problem.line, problem.column), (line, column), "{text:?}");
        let applied = apply(text.as_bytes(), &[set(1, "新")]).unwrap();
        assert_ne!(applied.standing, Standing::Sound);
        assert_eq!(all(&applied.text), [bookmark(1, "新")]);
    }
}

mod changes;
mod damage;
mod hands;
