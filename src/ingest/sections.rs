//! Where the main part ends and the related part begins, and which line is the
//! agency's. Position decides; every piece may be missing.

use std::ops::Range;

use super::agency;
use super::lines::Lines;
use super::marks::{End, end, first_chars, is_blank, is_dash, is_east_asian, longer_than};
use super::{label, signoff};

/// Longer texts are not looked at as news, in lines.
const MOST_LINES: usize = 100_000;

/// More lines after a heading are no related part.
const MOST_RELATED: usize = 5_000;

/// Headings of the related part that need other signs of the layout beside them.
const OTHER_HEADINGS: &[&str] = &[
    "更多新闻",
    "更多报道",
    "更多消息",
    "相关新闻",
    "相关报道",
    "相关文章",
    "相关内容",
    "延伸阅读",
    "關連新聞",
    "相關新聞",
    "更多新聞",
    "関連記事",
    "관련기사",
    "관련 기사",
];

/// The parts of a text, as line numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sections {
    /// Headline to agency line.
    pub(super) main: Range<usize>,
    pub(super) agency: Option<usize>,
    pub(super) heading: Option<usize>,
    /// Where the related part begins.
    pub(super) related: usize,
}

/// The parts of `lines`; none where the text is too long for the layout.
pub(super) fn split(lines: &Lines<'_>) -> Option<Sections> {
    let count = lines.len();
    if count > MOST_LINES {
        return None;
    }
    let heading = heading(lines);
    let end = heading.or_else(|| unheaded(lines)).unwrap_or(count);
    let agency = agency_line(lines, end, heading.is_some());
    Some(Sections {
        main: 0..end,
        agency,
        heading,
        related: end + usize::from(heading.is_some()),
    })
}

/// The line that heads the related part.
fn heading(lines: &Lines<'_>) -> Option<usize> {
    let count = lines.len();
    (1..count).find(|i| {
        let text = lines.get(*i);
        if longer_than(text, 12) || count - i > MOST_RELATED {
            return false;
        }
        let word = text.trim_matches(|c| is_blank(c) || ":：[]【】>»".contains(c));
        let closed = closes(lines, i - 1) || agency::is_name(lines.get(i - 1));
        match word {
            "更多" => lines.gap(*i) || closed,
            word => OTHER_HEADINGS.contains(&word) && lines.gap(*i) && ends_article(lines, *i),
        }
    })
}

/// Whether the lines before `index` are the end of an article in this layout.
fn ends_article(lines: &Lines<'_>, index: usize) -> bool {
    (1..=3).any(|back| {
        index.checked_sub(back).is_some_and(|i| {
            i > 0 && (agency::is_name(lines.get(i)) || signoff::find(lines.get(i)).is_some())
        })
    })
}

/// Where related items begin without a heading: after a sign-off and the
/// agency's line, in the middle of the text.
fn unheaded(lines: &Lines<'_>) -> Option<usize> {
    let count = lines.len();
    let at = (2..count.saturating_sub(1))
        .find(|i| agency::is_name(lines.get(*i)) && signoff::find(lines.get(i - 1)).is_some())?;
    let start = at + 1;
    let photo = label::find(lines.get(start), &[lines.get(0)], 1).is_some();
    (lines.gap(start) && !photo && count - start <= MOST_RELATED).then_some(start)
}

/// The agency's line among the last lines before `end`.
fn agency_line(lines: &Lines<'_>, end: usize, headed: bool) -> Option<usize> {
    let lowest = end.saturating_sub(4).max(1);
    let known = (lowest..end).rev().find(|i| agency::is_name(lines.get(*i)));
    known.or_else(|| {
        let last = end.checked_sub(1).filter(|i| *i > 1)?;
        let signed = signoff::find(lines.get(last - 1)).is_some();
        let closed = closes(lines, last - 1);
        let fits = signed || closed && (headed && !lines.gap(last) || begins(lines, last));
        (fits && is_name_like(lines.get(last))).then_some(last)
    })
}

/// Whether one of the first lines begins with line `last`, as a dateline does.
fn begins(lines: &Lines<'_>, last: usize) -> bool {
    let name = lines.get(last);
    let near = 1..last.min(8);
    longer_than(name, 1)
        && near.into_iter().any(|i| {
            let rest = lines.get(i).strip_prefix(name);
            rest.is_some_and(|rest| first_chars(rest, 20).contains(is_dash))
        })
}

/// Whether line `index` ends a paragraph.
fn closes(lines: &Lines<'_>, index: usize) -> bool {
    let text = lines.get(index);
    end(text) == End::Full || signoff::find(text).is_some()
}

/// A short line that is all letters: the name of an unknown agency or paper.
fn is_name_like(text: &str) -> bool {
    let letter = |c: char| c.is_alphanumeric() || is_blank(c) || c == '+' || c == '.';
    let short = if text.chars().any(is_east_asian) {
        10
    } else {
        20
    };
    !longer_than(text, short) && end(text) == End::Open && text.chars().all(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `want`: lines of main, agency, heading, start of related.
    #[track_caller]
    fn check(text: &str, want: (usize, Option<usize>, Option<usize>, usize)) {
        let found = split(&Lines::of(text));
        let seen = found.map(|f| (f.main.end, f.agency, f.heading, f.related));
        assert_eq!(seen, Some(want), "{text}");
    }

    #[test]
    fn headings_part_the_text() {
        check(
            "题\n\n文。\n越通社\n\n更多\n\n题二",
            (3, Some(2), Some(3), 4),
        );
        check(
            "题\n\n文。(完)\n越通社\n更多\n题二",
            (3, Some(2), Some(3), 4),
        );
        check("题\n\n文。\n\n更多:", (2, None, Some(2), 3));
        check("题\n\n文。(完)\n\n相关新闻\n\n题二", (2, None, Some(2), 3));
        check("题\n\n文。\n\n相关报道\n\n文。", (4, None, None, 4));
        check("题\n\n文,还要\n更多\n", (3, None, None, 3));
        check("更多\n\n文。", (2, None, None, 2));
        check("", (0, None, None, 0));
    }

    #[test]
    fn items_may_come_without_heading() {
        let text = "题\n\n文。(越通社——VNA)\n越通社\n\n题二\n\n文二。";
        check(text, (3, Some(2), None, 3));
        let photo = "题\n\n文。(越通社——VNA)\n越通社\n\n题 ảnh 1人。";
        check(photo, (4, Some(2), None, 4));
    }

    #[test]
    fn agency_lines() {
        check("题\n\n文。\n\n新华社", (3, Some(2), None, 3));
        check("题\n\n文。(完)\n河上日报", (3, Some(2), None, 3));
        check("题\n\n文。\n河上日报\n\n更多", (3, Some(2), Some(3), 4));
        check("题\n\n文。\n河上日报", (3, None, None, 3));
        check("题\n\n河报江城——文。\n\n河报", (3, Some(2), None, 3));
        check("题\n\n文。(完)\n桥,河和船", (3, None, None, 3));
        check("题\n越通社", (2, Some(1), None, 2));
    }
}
