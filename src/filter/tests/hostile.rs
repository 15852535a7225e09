//! What nobody types, and what no headline should be: it ends, and means something.

use super::*;
use crate::store::MATCH_BYTES;

const NONE: [u32; 0] = [];

#[test]
fn a_word_without_end_stands_for_its_characters() {
    let word = "meichao".repeat(1500);
    let exact = format!("X{}X", "MeiChao".repeat(1500));
    let headlines = ["美朝", exact.as_str(), "meichao"];
    for (text, rows) in [
        (word.clone(), &[1][..]),
        (format!("'{word}"), &[1]),
        (format!("^{word}"), &[]),
        (format!("^x{word}"), &[1]),
        (format!("{word}x$"), &[1]),
        (format!("^{word}$"), &[]),
        (format!("!{word}"), &[0, 2]),
        (format!("{word} | mc"), &[0, 1, 2]),
    ] {
        assert_eq!(found(&text, &headlines), rows, "{text:.9}");
    }
    assert_eq!(query(&word).marks(&exact).len(), word.len());
    // The last word that is read, and the first that is not.
    for length in [63, 64, 65] {
        let text = "长".repeat(length);
        assert_eq!(found(&text, &[&text, "长"]), [0], "{length}");
        assert_eq!(query(&text).marks(&text).len(), length);
    }
}

#[test]
fn words_without_end_are_refused() {
    let ors = vec!["x"; 10_000].join(" | ");
    for text in ["mei ".repeat(10_000), ors, "!mei ".repeat(10_000)] {
        let refused = finder().query(&text, &Query::default()).unwrap_err();
        assert_eq!(refused.why, "why-query-words");
    }
}

#[test]
fn marks_and_controls_alone_find_nothing() {
    for text in [
        "\u{301}",
        "\u{3099}\u{309a}",
        "\u{fe0f}",
        "\u{200d}",
        "\u{301}\u{301}\u{301}",
    ] {
        assert_eq!(found(text, &["cafe", "がき", "美朝"]), NONE, "{text:?}");
    }
    for text in ["\u{7}", "\0", "\u{1b}[31m", "\u{202e}"] {
        assert_eq!(found(text, &["美朝", "a b"]), NONE, "{text:?}");
        // A headline shows a sign for it, or nothing.
        assert_eq!(found(text, &[format!("x{text}y")]), NONE, "{text:?}");
    }
    assert_eq!(found("\u{FFFD}", &["x\u{7}y", "x"]), [0]);
    // A line feed or a tab in what was pasted parts words.
    assert_eq!(found("朝\n美\t", &["美朝", "朝"]), [0]);
}

#[test]
fn signs_alone_change_nothing() {
    let headlines = ["美朝", "b", "a$"];
    for text in [
        "",
        "|",
        "| |",
        "!",
        "'",
        "^",
        "!'",
        "!^",
        "! | ^",
        "\u{3000}|",
        "＾",
    ] {
        let snapshot = library(&headlines, 8);
        assert_eq!(listed(text, &snapshot), [0, 1, 2], "{text:?}");
        assert!(query(text).is_empty(), "{text:?}");
    }
    // A money sign is a sign like others where nothing stands before it.
    assert_eq!(found("$", &headlines), [2]);
    assert_eq!(found("^$", &["a$", "$1"]), [1]);
}

#[test]
fn bars_at_the_edges_join_nothing() {
    let headlines = ["a", "b", "ab", "c"];
    for (text, rows) in [
        ("| a", &[0, 2][..]),
        ("a |", &[0, 2]),
        ("a | b", &[0, 1, 2]),
        ("a | | b", &[0, 1, 2]),
        ("| a | b |", &[0, 1, 2]),
        ("a || b", &[]),
        ("a|b", &[]),
        ("a b | c", &[2]),
        ("a | b c", &[]),
    ] {
        assert_eq!(found(text, &headlines), rows, "{text}");
    }
}

#[test]
fn headlines_may_be_anything() {
    let huge = "美".repeat(350_000);
    let marks = "e\u{301}".repeat(300_000);
    let late = format!("{}朝", "x".repeat(MATCH_BYTES));
    let vowels = format!("{}ん", "お".repeat(20_000));
    let quotes = format!("a{}b", "'".repeat(60_000));
    let headlines = [
        &huge, &marks, "", "", "美\0朝", "美朝", "美朝", &late, &vowels, &quotes,
    ];
    assert_eq!(found("mc", &headlines), [4, 5, 6]);
    assert_eq!(found("'meichao", &headlines), [5, 6]);
    assert_eq!(found("^$ | !美", &headlines), [1, 2, 3, 7, 8, 9]);
    assert_eq!(found("meimeimei", &headlines), [0]);
    assert_eq!(found("eee", &headlines), [1]);
    assert_eq!(found("on$", &headlines), [8]);
    assert_eq!(found("^oon$ | ^ab$", &headlines), [8, 9]);
    assert_eq!(query("eee").marks(&marks), [0, 1, 2, 3, 4, 5]);
    assert_eq!(query("'ab").marks(&quotes), [0, 60_001]);
    assert!(!query("oon$").marks(&vowels).is_empty());
    assert!(!query("美 美 美美美").marks(&huge).is_empty());
}
