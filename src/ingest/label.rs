//! The photo label: a repeated title, the Vietnamese word for photo and the
//! photo's ordinal, before the caption on the same line.

use super::marks::{End, end, first_bytes, is_blank, is_east_asian, same, trim};

/// What stands before a caption and is not part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label<'a> {
    /// The repeated title; may be empty.
    pub(super) title: &'a str,
    /// The photo's number.
    pub(super) number: u32,
    /// The caption.
    pub(super) caption: &'a str,
}

/// `ảnh` precomposed and decomposed; the first letter may be a capital.
const WORDS: [&str; 4] = ["ảnh", "a\u{309}nh", "Ảnh", "A\u{309}nh"];

/// No title with its label is longer than this, in bytes.
const LONGEST: usize = 2048;

/// A word further on than so many of its kind is no label's.
const MOST_WORDS: usize = 8;

/// `line` as a title that labels may repeat; empty where it is too long for one.
pub(super) fn title(line: &str) -> &str {
    if line.len() > LONGEST { "" } else { line }
}

/// The label of `line`, where photo `due` is the next one. `titles` may stand
/// before it in any script; other titles only where they are East Asian.
pub(super) fn find<'a>(line: &'a str, titles: &[&str], due: u32) -> Option<Label<'a>> {
    let head = first_bytes(line, LONGEST);
    WORDS
        .iter()
        .flat_map(|word| {
            head.match_indices(word)
                .take(MOST_WORDS)
                .map(move |(at, _)| (at, at + word.len()))
        })
        .filter_map(|(at, after)| {
            let title = trim(line.get(..at)?);
            let digits = line.get(after..)?.trim_start_matches(is_blank);
            // Below a title that is known the number may be missing.
            let bare = || {
                titles
                    .iter()
                    .any(|known| !title.is_empty() && same(known, title))
            };
            let (number, caption) =
                ordinal(digits, due).or_else(|| bare().then_some((due, digits)))?;
            is_title(title, titles).then_some(Label {
                title,
                number,
                caption: trim(caption),
            })
        })
        .min_by_key(|label| label.title.len())
}

fn is_title(title: &str, titles: &[&str]) -> bool {
    title.is_empty()
        || titles.iter().any(|known| same(known, title))
        || end(title) != End::Full && title.chars().any(is_east_asian)
}

/// The ordinal that `digits` begins with: exactly the one that is due, so that
/// `12018年` is photo 1 and `2018年`; else one digit.
fn ordinal(digits: &str, due: u32) -> Option<(u32, &str)> {
    if let Some(rest) = digits.strip_prefix(due.to_string().as_str()) {
        return Some((due, rest));
    }
    let first = digits.chars().next()?;
    let number = match first {
        '０'..='９' => first as u32 - '０' as u32,
        first => first.to_digit(10)?,
    };
    Some((number, digits.strip_prefix(first)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, due: u32, want: Option<(&str, u32, &str)>) {
        let found = find(line, &["河上的桥", "Cầu"], due);
        assert_eq!(found.map(|l| (l.title, l.number, l.caption)), want);
    }

    #[test]
    fn labels_are_stripped() {
        check("河上的桥 ảnh 1桥", 1, Some(("河上的桥", 1, "桥")));
        check("河上的桥 a\u{309}nh 1桥", 1, Some(("河上的桥", 1, "桥")));
        check("河上 的桥 Ảnh 1 桥", 1, Some(("河上 的桥", 1, "桥")));
        check("河上的桥\u{a0}ảnh\u{a0}2桥", 2, Some(("河上的桥", 2, "桥")));
        check("ảnh 1桥", 1, Some(("", 1, "桥")));
        check("Cầu ảnh 1bridge", 1, Some(("Cầu", 1, "bridge")));
        check("旧题 ảnh 1桥", 1, Some(("旧题", 1, "桥")));
        check("河上的桥 ảnh １桥", 1, Some(("河上的桥", 1, "桥")));
        check("河上的桥 ảnh 桥", 2, Some(("河上的桥", 2, "桥")));
        check("别的桥 ảnh 桥", 1, None);
        check("河上的桥 ảnh 1", 1, Some(("河上的桥", 1, "")));
    }

    #[test]
    fn exactly_the_due_ordinal_is_stripped() {
        let title = "河上的桥 ảnh";
        check(
            &format!("{title} 12018年"),
            1,
            Some(("河上的桥", 1, "2018年")),
        );
        check(&format!("{title} 23人"), 2, Some(("河上的桥", 2, "3人")));
        check(&format!("{title} 101人"), 10, Some(("河上的桥", 10, "1人")));
        check(&format!("{title} 3桥"), 2, Some(("河上的桥", 3, "桥")));
    }

    #[test]
    fn other_lines_have_none() {
        check("河上的桥", 1, None);
        check("桥在那里。他说ảnh", 1, None);
        check("những hình ảnh 1 đẹp", 1, None);
        check("桥在那里。 ảnh 1桥", 1, None);
        // Nothing is searched without end.
        let far = format!("。{}桥ảnh 1船", "ảnh x".repeat(8));
        check(&far, 1, None);
    }
}
