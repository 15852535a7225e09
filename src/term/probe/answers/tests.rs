//! Attribution of replies, the key of a terminal, and the cache file.

use super::*;

const KNOWN: Answers = Answers {
    marks: Some(Width::Wide),
    letters: Some(Width::Narrow),
    lines: Some(Width::Narrow),
    ended: true,
};

fn replies(columns: &[u16], ended: bool) -> Answers {
    let mut replies = Replies::default();
    columns.iter().for_each(|column| replies.column(*column));
    if ended {
        replies.end();
    }
    replies.answers()
}

#[test]
fn replies_are_those_of_the_questions_in_order() {
    assert_eq!(replies(&[3, 2, 2], true), KNOWN);
    assert!(KNOWN.complete());
    let late = replies(&[3, 2], false);
    assert_eq!((late.marks, late.letters), (KNOWN.marks, KNOWN.letters));
    assert_eq!((late.lines, late.complete()), (None, false));
    assert!(!replies(&[3, 2, 2], false).complete());
}

#[test]
fn odd_columns_are_no_answer() {
    for column in [0, 1, 4, 80, 65535] {
        let answers = replies(&[2, column, 3], true);
        assert_eq!(answers.marks, Some(Width::Narrow));
        assert_eq!(answers.letters, None);
        assert_eq!(answers.lines, Some(Width::Wide));
        assert!(!answers.complete());
    }
}

#[test]
fn replies_in_a_wrong_number_belong_to_nobody() {
    let nothing = |ended| Answers {
        ended,
        ..Answers::default()
    };
    for columns in [&[][..], &[2], &[2, 2], &[2, 2, 2, 2], &[2; 100]] {
        assert_eq!(replies(columns, true), nothing(true), "{columns:?}");
    }
    assert_eq!(replies(&[2, 2, 2, 2], false), nothing(false));
}

#[test]
fn nothing_counts_behind_the_end_mark() {
    let mut replies = Replies::default();
    [3, 2, 2].iter().for_each(|column| replies.column(*column));
    replies.end();
    replies.column(3);
    replies.end();
    assert_eq!(replies.answers(), KNOWN);
}

#[test]
fn a_key_is_one_clean_line() {
    let key_of = |pairs: &[(&str, &str)]| {
        key(&|name| {
            let found = pairs.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    };
    assert_eq!(key_of(&[]), "TERM=");
    assert_eq!(
        key_of(&[("TERM", "xterm-256color"), ("VTE_VERSION", "7600")]),
        "TERM=xterm-256color VTE_VERSION=7600"
    );
    assert_eq!(
        key_of(&[
            ("TERM", "screen"),
            ("TERM_PROGRAM", "tmux"),
            ("TERM_PROGRAM_VERSION", "3.6a"),
            ("TMUX", "/run/tmux,17,0"),
            ("ZELLIJ", ""),
            ("WT_SESSION", "5f4e-0b"),
        ]),
        "TERM=screen TERM_PROGRAM=tmux TERM_PROGRAM_VERSION=3.6a WT_SESSION TMUX"
    );
    let hostile = "a b\tc\nd\x1b[2J中".repeat(1000);
    let names = [
        "TERM",
        "TERM_PROGRAM",
        "TERM_PROGRAM_VERSION",
        "VTE_VERSION",
        "WT_SESSION",
        "TMUX",
        "ZELLIJ",
        "STY",
    ];
    let hostile = key_of(&names.map(|name| (name, hostile.as_str())));
    assert!(is_key(&hostile), "{hostile}");
    assert!(hostile.starts_with("TERM=a_b_c_d_[2J_a_b"), "{hostile}");
    assert_eq!(parse(&with("", &hostile, KNOWN)), [(hostile, KNOWN)]);
}

#[test]
fn what_is_written_is_read() {
    let narrow = Answers {
        marks: Some(Width::Narrow),
        ..KNOWN
    };
    let text = with("", "TERM=a", KNOWN);
    assert_eq!(text, "TERM=a\t2 1 1\n");
    let text = with(&text, "TERM=b", narrow);
    assert_eq!(text, "TERM=a\t2 1 1\nTERM=b\t1 1 1\n");
    let text = with(&text, "TERM=a", narrow);
    assert_eq!(text, "TERM=b\t1 1 1\nTERM=a\t1 1 1\n");
}

#[test]
fn what_is_not_known_is_not_written() {
    let partial = Answers {
        lines: None,
        ..KNOWN
    };
    let early = Answers {
        ended: false,
        ..KNOWN
    };
    let text = "broken\nTERM=a\t2 1 1\n";
    for (key, answers) in [
        ("TERM=a", partial),
        ("TERM=a", early),
        ("", KNOWN),
        ("a\tb", KNOWN),
        ("a\nb", KNOWN),
        ("中", KNOWN),
    ] {
        assert_eq!(with(text, key, answers), "TERM=a\t2 1 1\n", "{key:?}");
    }
}

#[test]
fn broken_lines_are_left_out() {
    let long = format!("{}\t1 1 1", "k".repeat(MOST_KEY + 1));
    for line in [
        "",
        "\t1 1 1",
        "k",
        "k\t",
        "k\t1 1",
        "k\t1 1 1 1",
        "k\t1 1 3",
        "k\t1  1",
        "k\t1 1 1 ",
        "k\t1\t1\t1",
        "中\t1 1 1",
        "k\x1b\t1 1 1",
        &long,
    ] {
        let text = format!("{line}\nTERM=a\t2 1 1\r\n{line}");
        assert_eq!(parse(&text), [("TERM=a".to_owned(), KNOWN)], "{line:?}");
    }
    assert_eq!(parse("a\t1 1 1\na\t2 1 1\n"), [("a".to_owned(), KNOWN)]);
}

#[test]
fn the_file_stays_short() {
    let mut text = String::new();
    for number in 0..100 {
        text = with(&text, &format!("TERM={number}"), KNOWN);
    }
    let known = parse(&text);
    assert_eq!(known.len(), MOST_LINES);
    assert_eq!(known.first().unwrap().0, "TERM=68");
    assert_eq!(known.last().unwrap().0, "TERM=99");
}
