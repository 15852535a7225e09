//! The rules on texts written to break them.

#![allow(clippy::string_slice, reason = "a test that slices wrongly fails")]

use super::rules::STRING_CHARS;
use super::*;
use crate::text::cluster::Clusters;

fn check(text: &str, expected: &str) {
    let once = clean(text);
    assert_eq!(once, expected);
    assert_eq!(clean(&once), expected, "a second time");
}

#[test]
fn escapes_are_dropped_and_controls_shown() {
    check("红\u{1B}[31m色\u{1B}[0m", "红色");
    check("\u{1B}]52;c;ZXZpbA==\u{7}文", "文");
    check("\u{1B}]8;;http://x\u{1B}\\链\u{1B}]8;;\u{1B}\\", "链");
    check("\u{9B}31m文", "文");
    check("\u{1B}P1;2|abc\u{1B}\\文", "文");
    check("a\u{1B}", "a\u{FFFD}");
    check("\u{1B}]0;never closed\n文", "\u{FFFD}]0;never closed\n文");
    check(
        "a\0b\u{7}c\u{7F}d\u{90}",
        "a\u{FFFD}b\u{FFFD}c\u{FFFD}d\u{FFFD}",
    );
}

/// Quadratic work on these would not come back within minutes.
#[test]
fn openings_without_end_are_not_searched_again_and_again() {
    for (opening, shown) in [
        ("\u{9D}", "\u{FFFD}"),
        ("\u{90}", "\u{FFFD}"),
        ("\u{9B}", "\u{FFFD}"),
        ("\u{1B}]", "\u{FFFD}]"),
        ("\u{1B}P", "\u{FFFD}P"),
        ("\u{1B}X", "\u{FFFD}X"),
    ] {
        let many = 200_000 / opening.len();
        check(&opening.repeat(many), &shown.repeat(many));
        let last = format!("{}a\u{7}文", opening.repeat(3));
        // Only the last of them is closed; a CSI never is.
        match opening {
            "\u{9B}" => check(&last, "\u{FFFD}\u{FFFD}\u{FFFD}文"),
            _ => check(&last, &format!("{}文", shown.repeat(2))),
        }
    }
}

#[test]
fn a_control_string_has_a_longest_length() {
    let longest = "x".repeat(STRING_CHARS - 1);
    check(&format!("\u{1B}]{longest}\u{7}文"), "文");
    check(&format!("\u{1B}]{longest}\u{1B}\\文"), "文");
    let text = format!("\u{1B}]{longest}x\u{7}文");
    check(&text, &format!("\u{FFFD}]{longest}x\u{FFFD}文"));
}

#[test]
fn line_ends_are_one_kind() {
    check("一\r\n二\r三\u{85}四\u{2028}五", "一\n二\n三\n四\n五");
}

#[test]
fn nothing_reorders_a_line() {
    check("a\u{202E}b\u{2066}c\u{200F}\u{FEFF}\u{200B}", "abc");
}

#[test]
fn what_scripts_need_is_kept() {
    for text in [
        "葛\u{E0100}城",
        "❤\u{FE0F}",
        "👨‍👩‍👧",
        "が\u{3099}",
        "می\u{200C}خواهم",
        "\u{E000}",
    ] {
        check(text, text);
    }
    let flag = "\u{1F3F4}\u{E0067}\u{E0062}\u{E007F}";
    check(&flag[..flag.len() - 4], &flag[..flag.len() - 4]);
    check("a\u{E0041}b", "ab");
}

#[test]
fn clusters_have_an_end() {
    let flood = format!("e{}文", "\u{301}".repeat(10_000));
    let calm = clean(&flood);
    assert_eq!(calm.chars().count(), CLUSTER_CHARS + 1);
    assert_eq!(clean(&calm), calm);
    // What the cap drops may have parted two clusters.
    for (unit, last) in [("\u{1F469}\u{200D}", "\u{1F469}"), ("\u{1100}", "\u{1161}")] {
        let text = format!("{}{last}{last}{}", unit.repeat(16), unit.repeat(3));
        let once = clean(&text);
        assert_eq!(clean(&once), once, "{text}");
    }
}

#[test]
fn a_piece_has_no_longer_clusters() {
    // Cut between the letters of a flag, the second pairs with the one that follows.
    let flood = "\u{301}".repeat(CLUSTER_CHARS);
    let whole = clean_owned(format!("🇯🇵🇰{flood}文"));
    let piece = whole.view().piece('🇯'.len_utf8()..);
    let longest = Clusters::new(&piece).map(|(_, cluster)| cluster.chars().count());
    assert_eq!(longest.max(), Some(CLUSTER_CHARS));
}

#[test]
fn a_line_is_clean_where_its_marks_stand_on_a_blank() {
    let flood = "\u{301}".repeat(CLUSTER_CHARS);
    let calm = line(&format!("甲\n{flood}乙"));
    let kept = "\u{301}".repeat(CLUSTER_CHARS - 1);
    assert_eq!(calm, format!("甲 {kept}乙"));
    assert_eq!(line(&calm), calm);
    assert_eq!((line(" 甲\t"), flat(" 甲\t")), ("甲".into(), " 甲 ".into()));
}

#[test]
fn what_is_given_away_is_not_copied() {
    let text = String::from("河内 e\u{E9}");
    let place = text.as_ptr();
    assert_eq!(clean_owned(text).as_ptr(), place);
    let one = clean("河内");
    assert!(one.if_owned().is_none(), "nor what is lent");
}
