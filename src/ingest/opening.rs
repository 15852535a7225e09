//! Where the headline is: the first line, or, where that line is body text, its
//! first sentence.
//!
//! Decided on the head of a text alone, so that a list row and the article agree.

use super::agency::Names;
use super::dateline;
use super::label;
use super::lines::Lines;
use super::marks::{End, end, first_chars, longer_than, same, trim};

/// A first line of more characters is body text.
const LONGEST_LINE: usize = 100;

/// A headline cut out of body text has at most so many characters.
const LONGEST_CUT: usize = 60;

/// No headline is longer than this, whatever repeats it.
const LONGEST_TITLE: usize = 300;

/// How many lines after the headline may hold the first photo label.
const NEAR: usize = 6;

/// What the first line of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// The headline.
    Headline,
    /// Body text; the headline is a part of it.
    Body,
}

impl Opening {
    /// The opening of the text that begins with `head`.
    pub(super) fn of(head: &str) -> Self {
        let lines = Lines::of(head);
        let first = lines.get(0);
        let dated =
            dateline::find(first, None, &Names::default()).is_some() && end(first) != End::Open;
        if dated || longer_than(first, LONGEST_LINE) && !is_repeated(&lines) {
            Self::Body
        } else {
            Self::Headline
        }
    }

    /// The headline in the first line of a text.
    pub(super) fn headline(self, first: &str) -> &str {
        match self {
            Self::Headline => first,
            Self::Body => {
                let from = dateline::find(first, None, &Names::default())
                    .map_or(0, |found| found.whole.len());
                first_sentence(trim(first.get(from..).unwrap_or(first)))
            }
        }
    }
}

/// Whether a photo label repeats the first line: then it is a title.
fn is_repeated(lines: &Lines<'_>) -> bool {
    let title = lines.get(0);
    !longer_than(title, LONGEST_TITLE)
        && (1..=NEAR).any(|i| {
            label::find(lines.get(i), &[title], 1).is_some_and(|label| same(label.title, title))
        })
}

/// The first sentence of `text` without its full stop, cut to length.
fn first_sentence(text: &str) -> &str {
    let head = first_chars(text, LONGEST_CUT);
    let mut chars = head.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = match c {
            '。' | '｡' => at,
            '！' | '？' | '!' | '?' => at + c.len_utf8(),
            '.' if chars.peek().is_none_or(|(_, next)| next.is_whitespace()) => at,
            _ => continue,
        };
        let sentence = head.get(..end).unwrap_or(head);
        if !sentence.is_empty() {
            return trim(sentence);
        }
    }
    trim(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, want: &str) {
        let first = Lines::of(text).get(0);
        assert_eq!(Opening::of(text).headline(first), want);
    }

    #[test]
    fn the_first_line_is_the_headline() {
        check("河上的桥\n\n桥通车了。", "河上的桥");
        check("\n \u{3000}河上的桥\u{a0}\n", "河上的桥");
        check(&"桥".repeat(100), &"桥".repeat(100));
        check("", "");
    }

    #[test]
    fn a_long_first_line_is_body() {
        check(&"桥".repeat(101), &"桥".repeat(60));
        check(&format!("桥通车了。{}", "桥".repeat(101)), "桥通车了");
        check(&format!("通车了吗？{}", "桥".repeat(101)), "通车了吗？");
        check(
            &format!("。{}", "桥".repeat(101)),
            &format!("。{}", "桥".repeat(59)),
        );
        check("越通社河内——桥通车了。河上热闹。", "桥通车了");
    }

    #[test]
    fn a_long_line_that_a_label_repeats_is_a_title() {
        let title = "桥".repeat(120);
        check(&format!("{title}\n\n导语。\n{title} ảnh 1桥。"), &title);
    }
}
