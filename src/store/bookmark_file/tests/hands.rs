//! What a hand may write otherwise than the program does, and what merge marks are where
//! they are a reader's own words.

use proptest::prelude::*;

use super::super::*;
use super::{ONE, all, applied, bookmark, set};
use crate::article::ArticleId;
use crate::text::clean::clean;

fn noted(text: &str, note: &str) -> String {
    let (was, note) = (String::new(), note.to_owned());
    let id = ArticleId(0xaa);
    applied(text, &[BookmarkChange::Note { id, was, note }])
}

#[test]
fn marks_of_a_merge_in_words_are_words() {
    for note in [
        "<<<<<<< HEAD\n\"\"\"\n=======\n>>>>>>> x",
        "<<<<<<< HEAD\nours\n||||||| base\nold\n=======\ntheirs\n>>>>>>> other\nend",
    ] {
        let after = noted(ONE, note);
        assert_eq!(all(&after)[0].note, note);
        assert_eq!(all(&applied(&after, &[set(1, "新")]))[0].note, note);
    }
    let named = Bookmark {
        source: "lib/a\n<<<<<<< a\n=======\n>>>>>>> b\n.txt".to_owned(),
        ..bookmark(1, "新")
    };
    let after = applied(ONE, &[BookmarkChange::Join(named.clone())]);
    assert_eq!(all(&after)[1], named);
}

proptest! {
    #[test]
    fn any_note_comes_back(note in "([a\"'\\\\#=\\[\\]\r\t 春\u{301}]{0,4}\n|<<<<<<< a\n|\\|{7}\n|=======\n|>>>>>>> b\n|\\[\\[bookmark\\]\\]\n|\"\"\"\n){0,8}") {
        let after = noted(ONE, &note);
        let expected = clean(&note);
        let read = all(&after);
        prop_assert_eq!(read[0].note.as_str(), expected.trim_end());
    }
}

#[test]
fn values_of_another_kind_are_read_as_text() {
    let kept = |keys: &str| all(&format!("{ONE}{keys}\n"))[0].clone();
    assert_eq!(kept("tags = \"news, old\"").tags, ["news, old"]);
    assert_eq!(kept("tags = 7 # why").tags, ["7"]);
    assert_eq!(
        kept("tags = [\"a\", 5, 1.5, true]").tags,
        ["a", "5", "1.5", "true"]
    );
    assert_eq!(kept("note = 12 # why").note, "12");
    assert_eq!(kept("note = [\"a\", \"b\"]").note, "[\"a\", \"b\"]");
    assert_eq!(kept("[bookmark.note]\nday = 1").note, "day = 1");
    // So nothing of it is lost when another is added.
    let tag = BookmarkChange::Tag {
        id: ArticleId(0xaa),
        add: vec!["new".to_owned()],
        remove: Vec::new(),
    };
    let text = format!("{ONE}tags = [\"a\", 5]\n");
    assert_eq!(all(&applied(&text, &[tag]))[0].tags, ["a", "5", "new"]);
}

#[test]
fn a_list_of_inline_tables_becomes_one_of_tables() {
    let text = "# mine\nbookmark = [\n  # on trade\n  {id = \"00000000000000aa\", headline = \"甲\", mine = 5},\n  {id = \"00000000000000bb\", headline = \"乙\"}, # on rivers\n]\nmine = 3\n\n[own]\nkey = 1\n";
    assert_eq!(read(text.as_bytes()).standing, Standing::Sound);
    let after = applied(text, &[set(1, "新")]);
    let all = all(&after);
    let headlines: Vec<&str> = all.iter().map(|b| b.headline.as_str()).collect();
    assert_eq!(headlines, ["甲", "乙", "新"]);
    for kept in [
        "# mine",
        "# on trade",
        "# on rivers",
        "mine = 5",
        "mine = 3",
        "[own]",
    ] {
        assert!(after.contains(kept), "{kept} is lost: {after}");
    }
    assert_eq!(after.matches("[[bookmark]]").count(), 3, "{after}");
}

#[test]
fn those_without_an_id_are_counted() {
    let text = format!("{ONE}\n[[bookmark]]\nid = \"xyz\"\n\n[[bookmark]]\nnote = \"a\"\n");
    let contents = read(text.as_bytes());
    assert_eq!((contents.bookmarks.len(), contents.left_out), (1, 2));
    assert_eq!(read(ONE.as_bytes()).left_out, 0);
}
