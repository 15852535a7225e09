//! What merge marks are where they are a reader's own words.

use proptest::prelude::*;

use super::super::*;
use super::{ONE, all, applied, bookmark, set};
use crate::article::ArticleId;
use crate::text::clean::clean;

fn noted(text: &str, note: &str) -> String {
    let note = note.to_owned();
    let id = ArticleId(0xaa);
    applied(text, &[BookmarkChange::Note { id, note }])
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
