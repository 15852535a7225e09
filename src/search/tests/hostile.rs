//! Inputs made to be slow: a quadratic search of them would take minutes. How long
//! it takes is shown by the benches; here it must come to its end, and find no more
//! than there is.

use super::*;

fn check(typed: &str, piece: &str, form: Form) {
    let phrase = phrase(typed);
    let text = piece.repeat((640_000 / piece.len()).max(32));
    let found = Scan::new(&phrase).find("", text.as_bytes(), form);
    let inside = found.is_none_or(|found| found.end <= text.len());
    let count = phrase.find_iter(text.as_bytes(), form).count();
    assert!(inside && count <= text.len(), "{typed:?} in {piece:?}");
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
