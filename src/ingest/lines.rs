//! A text as its non-blank lines. Lines of blanks only (U+3000 and NBSP among
//! them) are gaps between lines.
//!
//! Invariant: every line holds a character that is not blank, and its ends lie
//! on character boundaries.

use memchr::memchr_iter;

use super::marks::{is_blank, trim};
use crate::article::Span;

#[derive(Clone, Copy, Debug)]
struct Line {
    start: u32,
    end: u32,
    /// Whether blank lines stand before this line.
    gap: bool,
}

/// The lines of one text.
pub(super) struct Lines<'a> {
    text: &'a str,
    lines: Vec<Line>,
}

impl<'a> Lines<'a> {
    /// Cuts `text` (at most 4 GiB) into lines.
    pub(super) fn of(text: &'a str) -> Self {
        let mut lines = Vec::new();
        let mut gap = false;
        let mut start = 0;
        let ends = memchr_iter(b'\n', text.as_bytes()).chain(std::iter::once(text.len()));
        for end in ends {
            let line = text.get(start..end).unwrap_or("");
            let trimmed = line.trim_end_matches(is_blank);
            // An ideographic indent belongs to the paragraph as written.
            let kept = trimmed.trim_start_matches(|c| c != '\u{3000}' && is_blank(c));
            if kept.is_empty() {
                gap = true;
            } else {
                let from = start + (trimmed.len() - kept.len());
                lines.push(Line {
                    start: from as u32,
                    end: (from + kept.len()) as u32,
                    gap,
                });
                gap = false;
            }
            start = end + 1;
        }
        Self { text, lines }
    }

    /// How many lines there are.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// Line `index` without blanks and indent at its ends; empty past the end.
    pub(super) fn get(&self, index: usize) -> &'a str {
        trim(self.text.get(self.span(index).range()).unwrap_or(""))
    }

    /// The span of line `index`, an ideographic indent included.
    pub(super) fn span(&self, index: usize) -> Span {
        self.lines.get(index).map_or(Span::default(), |line| Span {
            start: line.start,
            end: line.end,
        })
    }

    /// Whether blank lines stand before line `index`; so they do past the end.
    pub(super) fn gap(&self, index: usize) -> bool {
        self.lines.get(index).is_none_or(|line| line.gap)
    }

    /// The span of a part of this text.
    pub(super) fn span_of(&self, part: &str) -> Span {
        let start = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        debug_assert!(start + part.len() <= self.text.len(), "not a part");
        Span::new(start, start + part.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_part_lines_and_indents_stay_in_spans() {
        let lines = Lines::of("\n 甲 \n\u{3000}\u{a0}\n\u{3000}\u{3000}乙\u{a0}\n丙");
        let seen: Vec<_> = (0..lines.len())
            .map(|i| (lines.get(i), lines.span(i), lines.gap(i)))
            .collect();
        assert_eq!(
            seen,
            [
                ("甲", Span::new(2, 5), true),
                ("乙", Span::new(13, 22), true),
                ("丙", Span::new(25, 28), false),
            ]
        );
    }
}
