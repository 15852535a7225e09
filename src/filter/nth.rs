//! Fields of a line, as fzf counts them: by blanks as in awk, or by a delimiter.
//!
//! Invariant: what is taken are pieces of the line, without the delimiters around
//! them; a field that is not there is empty.

use std::borrow::Cow;
use std::ops::Range;

/// Fields one after the other: `2`, `-1`, `2..`, `..3`, `2..4`; negative ones count
/// from the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    first: i32,
    last: i32,
}

/// Which fields of a line are matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nth {
    spans: Vec<Span>,
    /// None: blanks.
    delimiter: Option<String>,
}

/// Reads spans, separated by commas; None where one makes no sense.
pub fn spans(text: &str) -> Option<Vec<Span>> {
    let number = |text: &str, open: i32| match text {
        "" => Some(open),
        text => text.parse::<i32>().ok().filter(|number| *number != 0),
    };
    let span = |text: &str| {
        let Some((first, last)) = text.split_once("..") else {
            let only = number(text, 0).filter(|number| *number != 0)?;
            return Some(Span {
                first: only,
                last: only,
            });
        };
        let (first, last) = (number(first, 1)?, number(last, -1)?);
        Some(Span { first, last })
    };
    text.split(',').map(|text| span(text.trim())).collect()
}

impl Nth {
    /// These fields, in this order; without a delimiter blanks part them.
    pub fn new(spans: Vec<Span>, delimiter: Option<String>) -> Self {
        let delimiter = delimiter.filter(|delimiter| !delimiter.is_empty());
        Self { spans, delimiter }
    }

    /// The fields of a line, joined by a blank where they do not lie together.
    pub fn of<'l>(&self, line: &'l str) -> Cow<'l, str> {
        let fields = self.fields(line);
        let piece = |span: &Span| {
            let (first, last) = (index(span.first, &fields), index(span.last, &fields));
            let first = fields.get(first.max(0) as usize)?;
            let last = fields.get(usize::try_from(last).ok()?.min(fields.len() - 1))?;
            line.get(first.start..last.end)
        };
        if let [span] = self.spans.as_slice() {
            return Cow::Borrowed(piece(span).unwrap_or(""));
        }
        let pieces: Vec<&str> = self.spans.iter().filter_map(piece).collect();
        Cow::Owned(pieces.join(" "))
    }

    fn fields(&self, line: &str) -> Vec<Range<usize>> {
        let mut fields = Vec::new();
        let mut start = 0;
        if let Some(delimiter) = &self.delimiter {
            for (at, delimiter) in line.match_indices(delimiter.as_str()) {
                fields.push(start..at);
                start = at + delimiter.len();
            }
            fields.push(start..line.len());
            return fields;
        }
        for (at, _) in line
            .match_indices([' ', '\t', '\n'])
            .chain([(line.len(), "")])
        {
            if at > start {
                fields.push(start..at);
            }
            start = at + 1;
        }
        fields
    }
}

/// The index of a field counted from 1, or from -1 at the end; may lie outside.
fn index(number: i32, fields: &[Range<usize>]) -> i64 {
    let number = i64::from(number);
    if number > 0 {
        number - 1
    } else {
        number + fields.len() as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(expression: &str, delimiter: Option<&str>, line: &str, expected: &str) {
        let nth = Nth::new(spans(expression).unwrap(), delimiter.map(str::to_owned));
        assert_eq!(nth.of(line), expected, "{expression} of {line:?}");
    }

    #[test]
    fn blanks_part_fields_as_in_awk() {
        let line = "  一 \t二  three 四 ";
        for (expression, expected) in [
            ("1", "一"),
            ("-1", "四"),
            ("2..", "二  three 四"),
            ("..2", "一 \t二"),
            ("2..3", "二  three"),
            ("-2..-1", "three 四"),
            ("3,1", "three 一"),
            ("..", "一 \t二  three 四"),
            ("9", ""),
            ("-9", ""),
            ("-9..2", "一 \t二"),
            ("3..9", "three 四"),
            ("4..2", ""),
        ] {
            check(expression, None, line, expected);
        }
        check("1", None, " \t ", "");
    }

    #[test]
    fn a_delimiter_parts_empty_fields_too() {
        check("2", Some(":"), "a::c", "");
        check("3", Some(":"), "a::c", "c");
        check("1..3", Some(":"), "a::c", "a::c");
        check("-1", Some(":"), "a:", "");
        check("2", Some("、"), "美、朝、韩", "朝");
        check("2", Some("->"), "a->b", "b");
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for text in [
            "",
            "0",
            "x",
            "1..0",
            "1,,2",
            "1...2",
            "1..2..3",
            "99999999999",
        ] {
            assert_eq!(spans(text), None, "{text:?}");
        }
    }
}
