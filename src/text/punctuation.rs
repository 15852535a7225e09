//! Gives marks that were flattened to ASCII their full width again, beside Han
//! and kana: `, : ; ( ) ? !` as `，：；（）？！`, pairs of `"` as `“ ”`. For
//! the eye only; the source stays as it is.
//!
//! Invariant: nothing inside a number, a time, a Latin run, a URL or code
//! changes, and the two sides of a pair change together or not at all.

use memchr::{memchr2, memchr3};

use super::class::{self, Class};
use super::shown::{Rewriter, Shown};

/// The marks, and what they were.
fn full(mark: char) -> &'static str {
    match mark {
        ',' => "，",
        ':' => "：",
        ';' => "；",
        '(' => "（",
        ')' => "）",
        '?' => "？",
        _ => "！",
    }
}

/// Bytes that may have to change.
fn is_mark(byte: u8) -> bool {
    matches!(byte, b',' | b':' | b';' | b'(' | b')' | b'?' | b'!' | b'"')
}

/// `shown` with its marks restored.
pub fn restored(shown: Shown<'_>) -> Shown<'_> {
    let text = shown.text.view();
    let bytes = text.as_bytes();
    let mark = memchr3(b',', b':', b';', bytes)
        .or_else(|| memchr3(b'(', b')', b'?', bytes))
        .or_else(|| memchr2(b'!', b'"', bytes));
    if mark.is_none() {
        return shown;
    }
    let mut rewriter = Rewriter::new(text);
    let changes = Changes::of(text.as_str());
    for (at, mark) in changes.found {
        rewriter.replace(at.0..at.1, mark);
    }
    match rewriter.finish() {
        Some((text, edits)) => shown.changed(text, edits),
        None => shown,
    }
}

/// A mark with a partner that is not known yet.
struct Open {
    /// Index into `found`, where it stands provisionally.
    found: usize,
    beside: bool,
}

/// The changes of a text, ascending: byte range, and what is shown for it.
struct Changes<'t> {
    text: &'t str,
    found: Vec<((usize, usize), &'static str)>,
    /// Brackets and the quote that are open.
    brackets: Vec<Open>,
    quote: Option<Open>,
    /// Up to where a URL or code goes on, in bytes.
    kept_until: usize,
}

/// Brackets that are open at the same time; more are not paired.
const DEEPEST: usize = 32;

impl<'t> Changes<'t> {
    fn of(text: &'t str) -> Self {
        let mut changes = Self {
            text,
            found: Vec::new(),
            brackets: Vec::new(),
            quote: None,
            kept_until: 0,
        };
        // Marks are ASCII: no byte of another character looks like one.
        for (at, byte) in text.bytes().enumerate() {
            match byte {
                _ if at < changes.kept_until => {}
                b'`' => changes.code(at),
                b':' if changes.starts_url(at) => {}
                b'.' if changes.starts_www(at) => {}
                byte if is_mark(byte) => changes.mark(at, byte),
                _ => {}
            }
        }
        if changes.quote.is_some() {
            // An odd one: which belong together is not known.
            let quotes = changes.found.iter_mut();
            quotes
                .filter(|(_, mark)| matches!(*mark, "“" | "”"))
                .for_each(|(_, mark)| *mark = "");
        }
        let open = changes.brackets.iter().chain(&changes.quote);
        let lone: Vec<usize> = open.map(|open| open.found).collect();
        let mut index = 0;
        changes.found.retain(|(_, mark)| {
            index += 1;
            !mark.is_empty() && !lone.contains(&(index - 1))
        });
        changes
    }

    /// Code between backticks is left alone, up to its end on the same line.
    fn code(&mut self, at: usize) {
        let after = self.text.get(at + 1..).unwrap_or("");
        if let Some(length) = after.find(['`', '\n']) {
            self.kept_until = at + 1 + length + 1;
        }
    }

    /// A URL goes on to a blank or to the first character that is not ASCII; its
    /// last mark is the sentence's.
    fn url(&mut self, from: usize) {
        let rest = self.text.get(from..).unwrap_or("");
        let end = rest
            .find(|c: char| !c.is_ascii_graphic() || c == '"' || c == '<')
            .unwrap_or(rest.len());
        let run = rest.get(..end).unwrap_or("");
        let kept = run.trim_end_matches([',', ':', ';', '?', '!', ')']);
        self.kept_until = from + kept.len();
    }

    fn starts_url(&mut self, at: usize) -> bool {
        let found = self.text.get(at..).is_some_and(|t| t.starts_with("://"))
            && self.before(at).is_some_and(|c| c.is_ascii_alphanumeric());
        if found {
            self.url(at);
        }
        found
    }

    fn starts_www(&mut self, at: usize) -> bool {
        let found = self.text.get(..at).is_some_and(|t| t.ends_with("www"));
        if found {
            self.url(at);
        }
        found
    }

    fn mark(&mut self, at: usize, byte: u8) {
        let mark = char::from(byte);
        // A run of marks is one: its marks change together.
        let goes_on = (self.found.last()).is_some_and(|((_, end), m)| *end == at && !m.is_empty());
        if !goes_on && self.before(at) == Some(mark) && mark != '(' && mark != '"' {
            return;
        }
        let beside = goes_on || is_east(self.solid_before(at)) || is_east(self.solid_after(at + 1));
        match mark {
            '(' if self.brackets.len() < DEEPEST => {
                let found = self.push(at, "");
                self.brackets.push(Open { found, beside });
            }
            '(' => {}
            ')' => self.close_bracket(at, beside),
            '"' => self.quote(at, beside),
            _ if beside && !self.inside_latin(at) => {
                self.push(at, full(mark));
            }
            _ => {}
        }
    }

    fn close_bracket(&mut self, at: usize, beside: bool) {
        let Some(open) = self.brackets.pop() else {
            return;
        };
        if open.beside || beside {
            self.set(open.found, full('('));
            self.push(at, full(')'));
        }
    }

    fn quote(&mut self, at: usize, beside: bool) {
        let blank = |c: Option<char>| c.is_none_or(|c| c == ' ');
        let after = self.text.get(at + 1..).and_then(|rest| rest.chars().next());
        match self.quote.take() {
            // 27": inches, and no quotation begins before a blank or ends behind one.
            None if self.before(at).is_some_and(|c| c.is_ascii_digit()) => {}
            None if blank(after) => {}
            Some(open) if blank(self.before(at)) => self.quote = Some(open),
            None => {
                let found = self.push(at, "");
                self.quote = Some(Open { found, beside });
            }
            Some(open) if open.beside || beside => {
                self.set(open.found, "“");
                self.push(at, "”");
            }
            Some(_) => {}
        }
    }

    /// Notes a change of the mark at byte `at`; gives its index.
    fn push(&mut self, at: usize, mark: &'static str) -> usize {
        let end = at + 1;
        // A blank behind a flattened mark stood for its empty half.
        let rest = self.text.get(end..).unwrap_or("");
        let blank = !mark.is_empty()
            && matches!(mark, "，" | "：" | "；" | "？" | "！")
            && rest
                .strip_prefix(' ')
                .is_some_and(|r| is_east(r.chars().next()));
        self.found.push(((at, end + usize::from(blank)), mark));
        self.found.len() - 1
    }

    fn set(&mut self, index: usize, mark: &'static str) {
        if let Some(found) = self.found.get_mut(index) {
            found.1 = mark;
        }
    }

    /// Whether ASCII letters or digits stand on both sides, as in 12:30.
    fn inside_latin(&self, at: usize) -> bool {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let after = self.text.get(at + 1..).and_then(|t| t.chars().next());
        latin(self.before(at)) && latin(after)
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    fn solid_before(&self, at: usize) -> Option<char> {
        let mut back = self.text.get(..at)?.chars().rev().take(LOOK);
        back.find(|c| !is_quote_or_bracket(*c))
    }

    fn solid_after(&self, at: usize) -> Option<char> {
        let mut rest = self.text.get(at..)?.chars().take(LOOK);
        rest.find(|c| !is_quote_or_bracket(*c) && *c != ' ')
    }
}

/// How far ahead a character beside a mark is looked for.
const LOOK: usize = 8;

/// What may stand between a mark and the character that it belongs to.
fn is_quote_or_bracket(c: char) -> bool {
    matches!(c, '"' | '(' | ')' | '“' | '”' | '‘' | '’')
}

/// Whether a mark beside `c` is a mark of Chinese or Japanese text: Han, kana and
/// their own full-width marks, not Hangul.
fn is_east(c: Option<char>) -> bool {
    c.is_some_and(|c| {
        let class = class::of(c);
        class.has(Class::EAST_ASIAN) && !class.has(Class::HANGUL)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::clean;

    #[track_caller]
    fn check(source: &str, expected: &str) {
        let source = clean(source);
        let shown = restored(Shown::as_is(source.view()));
        assert_eq!(shown.text, expected);
        let again = restored(Shown::as_is(shown.text.view()));
        assert_eq!(again.text, expected, "a second time");
        for (at, _) in source.char_indices() {
            let there = shown.map.shown(at);
            assert!(shown.text.is_char_boundary(there), "{source} {at}");
            assert!(shown.map.source(there) <= at);
        }
    }

    #[test]
    fn marks_beside_han_are_full_width() {
        check("他说:好,走!真的?是;不是", "他说：好，走！真的？是；不是");
        check("(完)", "（完）");
        check("河内(越通社——VNA)", "河内（越通社——VNA）");
        check("COP26(联合国)", "COP26（联合国）");
        check("彼は言った,そうか?", "彼は言った，そうか？");
        check("增长7.5%,达到", "增长7.5%，达到");
        check("据《人民报》,会议", "据《人民报》，会议");
        check("结束), 他", "结束)，他");
    }

    #[test]
    fn numbers_latin_and_korean_stay() {
        for text in [
            "12:30",
            "比分3:2",
            "1,234,567人",
            "Reuters, AP (London)",
            "한국어, 일본어(두 나라)",
            "a,b;c:d",
            "f(x)",
        ] {
            check(text, text);
        }
        check("在12:30,他来了", "在12:30，他来了");
        check("有Reuters,AP等", "有Reuters,AP等");
    }

    #[test]
    fn urls_and_code_stay() {
        check(
            "见http://a.b/c?d=e,f(g),很好",
            "见http://a.b/c?d=e,f(g)，很好",
        );
        check("见www.a.vn/x?y:z 吧", "见www.a.vn/x?y:z 吧");
        check("运行`a(b,\"中\")`,好", "运行`a(b,\"中\")`，好");
        check("一个`反引号,就", "一个`反引号，就");
    }

    #[test]
    fn quotes_go_in_pairs() {
        check("他说\"好\"。", "他说“好”。");
        check("\"好,\"他说。", "“好，”他说。");
        check("他用\"word\"这个词", "他用“word”这个词");
        check("a \"b\" c", "a \"b\" c");
        check("他说\"好。", "他说\"好。");
        check("\"a\"和\"b", "\"a\"和\"b");
        check("27\"显示器和24\"显示器", "27\"显示器和24\"显示器");
        check("你说什么??太好了!!!", "你说什么？？太好了！！！");
        check("用std::中", "用std::中");
        check("北约(NATO);", "北约（NATO）；");
    }

    #[test]
    fn lone_brackets_stay() {
        check("甲(乙", "甲(乙");
        check("甲)乙", "甲)乙");
        check("甲((乙)", "甲(（乙）");
        check(&"(甲".repeat(100), &"(甲".repeat(100));
    }

    #[test]
    fn a_million_brackets_take_no_time() {
        for text in ["(", ")", "\"", "(\"", "`", "://"] {
            let many = text.repeat(1_000_000 / text.len());
            let many = clean(&many);
            let shown = restored(Shown::as_is(many.view()));
            assert!(shown.map.source(shown.text.len()) == many.len());
        }
    }
}
