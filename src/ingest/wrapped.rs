//! Hard-wrapped text: paragraphs that someone broke into lines of a similar
//! width. Its lines are rejoined, without a blank between Han or kana.
//!
//! What decides is seen in the head of a text alone, so that a list row and the
//! article agree. When in doubt a text counts as not wrapped: a verse, a list
//! of headlines and one-line paragraphs stay as they are.

use super::lines::Lines;
use super::marks::{End, end, is_han_kana};
use crate::text::width;

/// Narrower lines are verse or lists, not wrapped prose. In columns.
const NARROWEST: usize = 30;

/// Wider lines are paragraphs. In columns.
const WIDEST: usize = 180;

/// How many lines must look wrapped at least.
const FEWEST: usize = 4;

/// Columns that rules about line starts may have left free at a line's end.
const SLACK: usize = 4;

/// How a text was wrapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wrap {
    /// The width that lines were wrapped at, in columns.
    columns: usize,
    /// Whether blank lines or indents part paragraphs; else an end mark at a
    /// line's end does.
    marked: bool,
}

impl Wrap {
    /// How the text that begins with `head` was wrapped, if it was.
    pub(super) fn of(head: &str) -> Option<Self> {
        let lines = Lines::of(head);
        let last = lines.len().saturating_sub(1);
        // A line with another directly below it. The last may be cut off.
        let inner: Vec<usize> = (0..last).filter(|i| !lines.gap(i + 1)).collect();
        let columns = inner.iter().map(|i| columns(lines.get(*i))).max()?;
        let marked = (1..=last).any(|i| lines.gap(i) || is_indented(head, &lines, i));
        let wrap = Self { columns, marked };
        let open = inner
            .iter()
            .filter(|i| end(lines.get(**i)) == End::Open)
            .collect::<Vec<_>>();
        let full = open
            .iter()
            .filter(|i| wrap.is_full(lines.get(***i), lines.get(***i + 1)))
            .count();
        let prose = (0..=last).any(|i| has_inner_stop(lines.get(i)));
        let wrapped = (NARROWEST..=WIDEST).contains(&columns)
            && full >= FEWEST
            && full * 10 >= open.len() * 8
            && open.len() * 2 > inner.len()
            && prose;
        wrapped.then_some(wrap)
    }

    /// Whether the first word of `next` did not fit on `line` any more.
    fn is_full(self, line: &str, next: &str) -> bool {
        let used = columns(line);
        if used + SLACK >= self.columns {
            return true;
        }
        let word = next
            .find(|c: char| c == ' ' || is_han_kana(c))
            .and_then(|at| next.get(..at))
            .unwrap_or(next);
        !word.is_empty() && used + 1 + columns(word) > self.columns
    }

    /// `text` with wrapped lines rejoined; blank lines stay.
    pub(super) fn rejoin(self, text: &str) -> String {
        let lines = Lines::of(text);
        let mut out = String::with_capacity(text.len());
        for index in 0..lines.len() {
            let line = text.get(lines.span(index).range()).unwrap_or("");
            if index > 0 {
                if self.continues(text, &lines, index) {
                    push_joint(&mut out, line);
                } else {
                    out.push_str(if lines.gap(index) { "\n\n" } else { "\n" });
                }
            }
            out.push_str(line);
        }
        out
    }

    /// Whether line `index` goes on with the paragraph of the line before.
    fn continues(self, text: &str, lines: &Lines<'_>, index: usize) -> bool {
        if lines.gap(index) || is_indented(text, lines, index) || is_item(lines.get(index)) {
            return false;
        }
        let before = lines.get(index - 1);
        (self.marked || end(before) != End::Full) && self.is_full(before, lines.get(index))
    }
}

/// Joins `line` to what stands in `out`.
fn push_joint(out: &mut String, line: &str) {
    let (Some(left), Some(right)) = (out.chars().next_back(), line.chars().next()) else {
        return;
    };
    let tight = |a: char, b: char| is_han_kana(a) && (is_han_kana(b) || b.is_ascii_punctuation());
    if !tight(left, right) && !tight(right, left) {
        out.push(' ');
    }
}

fn columns(line: &str) -> usize {
    width::text(line, width::Ambiguous::NARROW)
}

/// Whether line `index` begins with an indent of its own.
fn is_indented(text: &str, lines: &Lines<'_>, index: usize) -> bool {
    let start = lines.span(index).start as usize;
    let (before, rest) = text.split_at_checked(start).unwrap_or(("", text));
    rest.starts_with('\u{3000}') || before.ends_with("  ") || before.ends_with('\t')
}

/// Whether a line is an item of a list or a heading of its own.
fn is_item(line: &str) -> bool {
    if ["- ", "* ", "• ", "#", "> "]
        .iter()
        .any(|mark| line.starts_with(mark))
    {
        return true;
    }
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < line.len() && rest.starts_with(['.', '、', ')', '．'])
}

/// Whether a sentence ends inside the line, as in prose.
fn has_inner_stop(line: &str) -> bool {
    line.find(['。', '！', '？', '，', '、', ','])
        .is_some_and(|at| at + 4 < line.len())
        || line.contains(". ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, want: &str) {
        let joined = Wrap::of(text).map_or_else(|| text.to_owned(), |wrap| wrap.rejoin(text));
        assert_eq!(joined, want);
    }

    #[test]
    fn wrapped_han_is_rejoined_without_blanks() {
        let lines = [
            "清晨的码头上雾还没有散去,搬运工人已",
            "经开始把一箱一箱的荔枝从货船上卸下来",
            "。老船长站在船头,看着对岸的灯光一盏",
            "一盏熄灭,想起了四十年前第一次出海的",
            "那个早晨,那时的河面比现在宽得多啊,",
            "船却少。",
        ];
        let text = format!("码头\n\n{}\n\n第二段很短。", lines.join("\n"));
        check(
            &text,
            &format!("码头\n\n{}\n\n第二段很短。", lines.concat()),
        );
    }

    #[test]
    fn wrapped_words_are_rejoined_with_blanks() {
        let lines = [
            "The ferry leaves at six, before the fog has",
            "lifted from the river, and the porters are",
            "already asleep again by the time it reaches",
            "the other bank. Nobody counts the crates of",
            "fruit any more, since there is nobody left",
            "to count them.",
        ];
        check(&lines.join("\n"), &lines.join(" "));
    }

    #[test]
    fn an_indent_or_an_end_mark_parts_paragraphs() {
        let one = "雨下了整整一夜,屋后的小河涨了三尺多";
        let two = "高水漫过石阶,一直漫到老槐树的根上去";
        let end = "村里的人都站在桥头看着,谁也没说话。";
        let text = [one, two, end, one, two, end, "完了。"].join("\n");
        let para = [one, two, end].concat();
        check(&text, &format!("{para}\n{para}\n完了。"));
        let indented = [one, two, one, two, one, "\u{3000}\u{3000}散了。"].join("\n");
        let para = [one, two, one, two, one].concat();
        check(&indented, &format!("{para}\n\u{3000}\u{3000}散了。"));
    }

    #[test]
    fn verse_lists_and_paragraphs_stay() {
        let same = |text: &str| check(text, text);
        same("春眠\n春眠不觉晓\n处处闻啼鸟\n夜来风雨声\n花落知多少\n春眠不觉晓\n处处闻啼鸟");
        same("红日西沉江水远,归舟不见故人来。\n".repeat(8).as_str());
        same(
            "市长会见来访的青年合唱团一行\n港口新码头今日投入使用\n气象台:明日有大风,注意防范\n合唱团今晚在大剧院演出两场\n渔汛提前,渔民忙出海\n图书馆延长夏季开放时间至夜里十点",
        );
        same(
            "第一段说的是桥。桥很长。\n第二段说的是河,河很宽,水也很深,船来船往。\n第三段说的是人。\n第四段没有了。",
        );
        same("");
    }
}
