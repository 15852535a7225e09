//! The bookmarks file as a person would have written it, before and after.

use super::{Problem, apply, read};
use crate::article::ArticleId;
use crate::store::{Bookmark, BookmarkChange};

const ADDED: &str = "2026-11-22T08:00:00Z";

fn bookmark(id: u64, headline: &str) -> Bookmark {
    Bookmark {
        id: ArticleId(id),
        headline: headline.to_owned(),
        source: format!("seed:{headline}"),
        added: ADDED.to_owned(),
        block: 3,
        offset: 120,
    }
}

fn set(id: u64, headline: &str) -> BookmarkChange {
    BookmarkChange::Set(bookmark(id, headline))
}

fn clear(id: u64) -> BookmarkChange {
    BookmarkChange::Clear(ArticleId(id))
}

fn applied(text: &str, changes: &[BookmarkChange]) -> String {
    let after = apply(text, changes).expect("the text is well formed");
    read(&after).expect("what was written can be read");
    after
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
    assert_eq!(read(ONE), Ok(vec![bookmark(0xaa, "河内")]));
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
    let ids: Vec<u64> = read(&after).unwrap().iter().map(|b| b.id.0).collect();
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
    assert_eq!(read(&after).unwrap()[0], bookmark(0xaa, "河内"));
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
    assert_eq!(read(&after), Ok(Vec::new()));
    let again = applied(&after, &[set(0xdd, "再")]);
    assert_eq!(read(&again), Ok(vec![bookmark(0xdd, "再")]));
}

#[test]
fn an_id_twice_in_the_file_is_cleared_twice() {
    let twice = format!("{ONE}{}", ONE.replace("version = 1\n", ""));
    assert_eq!(read(&twice).unwrap().len(), 2);
    assert_eq!(read(&applied(&twice, &[clear(0xaa)])), Ok(Vec::new()));
}

#[test]
fn set_and_clear_in_one_go_leave_no_trace() {
    assert_eq!(applied(ONE, &[set(0xcc, "新"), clear(0xcc)]), ONE);
}

#[test]
fn a_bookmark_with_a_bad_id_is_kept_and_not_shown() {
    let text = "[[bookmark]]\nid = \"zz\"\n\n[[bookmark]]\nheadline = \"x\"\n";
    assert_eq!(read(text), Ok(Vec::new()));
    let after = applied(text, &[set(0xaa, "河内")]);
    assert!(after.starts_with(text), "{after}");
    assert_eq!(read(&after).unwrap().len(), 1);
}

#[test]
fn odd_values_get_defaults() {
    let text = "[[bookmark]]\nid = \"00000000000000aa\"\nadded = \"2026-01-02T03:04:05Z\"\nblock = -1\noffset = 9999999999\nheadline = 3\n";
    let read = read(text).unwrap();
    assert_eq!(read[0].added, "2026-01-02T03:04:05Z");
    assert_eq!((read[0].block, read[0].offset), (0, 0));
    assert_eq!(
        (read[0].headline.as_str(), read[0].source.as_str()),
        ("", "")
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
    assert_eq!(read(&after).unwrap().len(), 1);
}

#[test]
fn strings_are_escaped() {
    let odd = "引\"号\"\n\u{1b}[31m\\";
    let after = applied("", &[set(1, odd)]);
    assert!(!after.contains('\u{1b}'));
    assert_eq!(read(&after).unwrap()[0].headline, odd);
}

#[test]
fn problems_name_line_and_column() {
    let cases = [
        ("version = 1\nx = \n", 2, 5),
        ("version = 2\n", 1, 11),
        ("\nversion = \"1\"\n", 2, 11),
        ("a = 1\nbookmark = 3\n", 2, 12),
        ("[[bookmark]]\n\"中文\" = 1 x\n", 2, 8),
    ];
    for (text, line, column) in cases {
        let Problem {
            line: l, column: c, ..
        } = read(text).expect_err(text);
        assert_eq!((l, c), (line, column), "{text:?}");
        assert_eq!(apply(text, &[clear(1)]), Err(read(text).unwrap_err()));
    }
}
