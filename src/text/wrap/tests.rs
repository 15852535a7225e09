//! Lines, one rule at a time.

#![allow(clippy::string_slice, reason = "a test that slices wrongly fails")]

use super::*;

fn setting(measure: usize, indent: usize) -> Setting {
    Setting {
        measure,
        indent,
        ..Setting::default()
    }
}

fn check(text: &str, setting: Setting, expected: &[&str]) {
    let shown: Vec<&str> = lines(text, setting)
        .map(|l| &text[l.start..l.end])
        .collect();
    assert_eq!(shown, expected);
}

#[test]
fn fills_and_pushes_out() {
    check(
        "春眠不觉晓,处处闻啼鸟。",
        setting(10, 0),
        &["春眠不觉", "晓,处处闻", "啼鸟。"],
    );
    check(
        "春眠不觉晓，处处闻啼鸟",
        setting(10, 4),
        &["春眠不", "觉晓，处处", "闻啼鸟"],
    );
}

#[test]
fn long_words_break_only_when_they_must() {
    check("见example网站", setting(8, 0), &["见", "example", "网站"]);
    check("abcdefghijkl", setting(5, 0), &["abcde", "fghij", "kl"]);
}

#[test]
fn a_mark_behind_a_word_that_fills_the_line_takes_a_letter_along() {
    check("abcdefgh。后", setting(8, 0), &["abcdefg", "h。后"]);
    check("abc:d", setting(3, 0), &["ab", "c:d"]);
}

#[test]
fn blanks_vanish_at_line_ends() {
    check("one two  three", setting(8, 0), &["one two", "three"]);
    check("one      ", setting(4, 0), &["one"]);
}

#[test]
fn a_last_line_has_company() {
    check(
        "春眠不觉晓处处闻啼",
        setting(16, 0),
        &["春眠不觉晓处处", "闻啼"],
    );
    check(
        "春眠不觉晓处处闻啼。",
        setting(16, 0),
        &["春眠不觉晓处处", "闻啼。"],
    );
    check(
        "春眠不觉晓处处闻啼鸟",
        setting(16, 0),
        &["春眠不觉晓处处闻", "啼鸟"],
    );
}

#[test]
fn korean_keeps_words_together() {
    let korean = Setting {
        lang: Lang::Korean,
        ..setting(10, 0)
    };
    check(
        "한글은 줄을 바꾸는가",
        korean,
        &["한글은", "줄을", "바꾸는가"],
    );
    check("가나다라마바사 아", korean, &["가나다라마", "바사 아"]);
}

#[test]
fn a_tab_that_goes_down_is_counted_where_it_stands() {
    let made: Vec<Line> = lines("中中中\t，", setting(8, 0)).collect();
    let counted: Vec<usize> = made.iter().map(|line| line.columns).collect();
    assert_eq!(counted, [2, 2, 6], "{made:?}");
}

#[test]
fn a_line_of_blanks_ends_where_it_starts() {
    for line in lines(" \t中", setting(2, 0)) {
        assert!(line.start <= line.end && line.end <= line.next, "{line:?}");
    }
}

#[test]
fn an_empty_text_is_one_empty_line() {
    check("", setting(10, 4), &[""]);
}

#[test]
fn a_run_of_blanks_is_stepped_over_once() {
    // Quadratic work on these would not come back within minutes.
    for blank in [" ", "\t", "\u{3000}"] {
        let text = format!("中{}国", blank.repeat(300_000));
        let made: Vec<Line> = lines(&text, setting(20, 0)).collect();
        assert_eq!(made.last().map(|line| line.next), Some(text.len()));
    }
}

#[test]
fn a_mark_on_a_blank_is_seen() {
    check("A \u{ff9e}乙", setting(2, 0), &["A", " \u{ff9e}", "乙"]);
    // Nor does it part the words of Korean, as the blank alone would.
    let korean = Setting {
        lang: Lang::Korean,
        ..setting(8, 0)
    };
    check("한 글자가", korean, &["한", "글자가"]);
    check("한 \u{301}글자가", korean, &["한 \u{301}글자", "가"]);
}
