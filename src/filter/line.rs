//! What is matched of a line that comes from outside: the same as of a headline, so
//! that `yue filter` finds what `yue list --lines --filter` finds.
//!
//! Invariant: what is matched folds character by character, and is no longer than a
//! headline's part.

use std::borrow::Cow;

use super::nth::Nth;
use crate::store::matched_part;
use crate::text::{class, clean, fold};

/// What is matched of a line as it was read: the fields that `nth` names, or all of
/// it, cleaned, and folded where it does not fold character by character.
pub fn matched_text<'l>(line: &'l str, nth: Option<&Nth>) -> Cow<'l, str> {
    match nth.map(|nth| nth.of(line)) {
        None => ready(line),
        Some(Cow::Borrowed(part)) => ready(part),
        Some(Cow::Owned(parts)) => Cow::Owned(ready(&parts).into_owned()),
    }
}

fn ready(line: &str) -> Cow<'_, str> {
    // Most lines hold nothing but characters that are harmless and fold by themselves.
    if line.chars().all(class::stands_alone) {
        return Cow::Borrowed(matched_part(line.trim()));
    }
    match clean::one_line(line).into_inner() {
        Cow::Borrowed(clean) => simple(matched_part(clean)),
        Cow::Owned(clean) => Cow::Owned(simple(matched_part(&clean)).into_owned()),
    }
}

fn simple(text: &str) -> Cow<'_, str> {
    if fold::is_simple(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(fold::fold(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{RecordPlace, RowFacts};

    #[test]
    fn a_line_is_matched_as_a_headline_is() {
        for line in [
            "美朝会晤",
            "  高层 \t",
            "\u{1b}[31m红色\u{1b}[0m",
            "ｶﾞｷﾞ",
            "e\u{301}te\u{301}",
            "a\rb\r",
            "",
        ] {
            let headline = clean::one_line(line);
            let mut builder = crate::store::ChunkBuilder::default();
            builder.push_record(
                headline.view(),
                RecordPlace::default(),
                &RowFacts::default(),
            );
            assert_eq!(
                matched_text(line, None),
                builder.finish().matched(0),
                "{line:?}"
            );
        }
    }

    #[test]
    fn everything_that_stands_alone_is_simple() {
        let alone = ('\0'..=char::MAX).filter(|c| class::stands_alone(*c));
        for c in alone {
            let text = format!("か{c}가{c}e{c}");
            assert!(fold::is_simple(&text), "{text:?}");
            let inside = format!("a{c}b");
            assert_eq!(clean::one_line(&inside), inside);
        }
    }

    #[test]
    fn fields_are_matched_alone() {
        let nth = Nth::new(super::super::spans("2,-1").unwrap(), None);
        assert_eq!(matched_text("1  高层 会晤 x", Some(&nth)), "高层 x");
        assert_eq!(matched_text("1", Some(&nth)), "1");
    }
}
