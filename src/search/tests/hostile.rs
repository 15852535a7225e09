//! Inputs made to be slow. For 32 times the bytes a linear search takes 32 times as
//! long, a quadratic one 1,024 times: the bound between leaves room for a busy machine.

use std::slice;
use std::time::{Duration, Instant};

use super::*;

/// The best of three, so that a busy machine does not decide.
fn time(phrase: &Phrase, text: &[u8], form: Form) -> Duration {
    let run = || {
        let begin = Instant::now();
        let mut out = Vec::new();
        phrase.scan_block(
            text,
            slice::from_ref(&(0..text.len() as u32)),
            form,
            &mut out,
        );
        let count = phrase.find_iter(text, form).count();
        assert!(count < text.len() + out.len());
        begin.elapsed()
    };
    run().min(run()).min(run())
}

fn check(typed: &str, piece: &str, form: Form) {
    let phrase = phrase(typed);
    let short = piece.repeat((20_000 / piece.len()).max(1));
    let long = piece.repeat((640_000 / piece.len()).max(32));
    let unit = time(&phrase, short.as_bytes(), form).max(Duration::from_micros(300));
    let all = time(&phrase, long.as_bytes(), form);
    assert!(
        all < unit * 400,
        "{typed:?} in {piece:?}: {unit:?}, {all:?}"
    );
}

#[test]
fn repetition_is_linear() {
    for form in [Form::Text, Form::Json] {
        check(&"雨".repeat(100), "雨", form);
        check(&format!("{}雪", "雨".repeat(100)), "雨", form);
        check(&format!("雪{}", "雨".repeat(100)), "雨", form);
        check(
            &format!("{}雪{}", "雨".repeat(50), "雨".repeat(50)),
            "雨",
            form,
        );
        check(&format!("{}b", "a".repeat(100)), "a", form);
        check(&format!("b{}", "a".repeat(100)), "a", form);
        check("\"雨 雨 雨 雪\"", "雨\n", form);
        check("雨雪", "雨\\n", form);
    }
}

#[test]
fn marks_and_escapes_are_linear() {
    for form in [Form::Text, Form::Json] {
        check("ae", "\u{301}", form);
        check("ゞが", "か\u{fe0f}", form);
        check("각각", "가\u{e0100}", form);
        check("\\\\x", "\\", form);
        check("ab", "a\\", form);
        check("雨雪", r"\u96e8", form);
        check("雨雪", r"\u96e8\\", form);
        check("\"a b\"", "a   ", form);
        check("\"a b\"", "\u{3000}", form);
    }
    let marked = format!("a{}", "\u{301}".repeat(9_000));
    check("ab", &marked, Form::Text);
}
