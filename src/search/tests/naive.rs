//! The search as one would write it down: everything folded, every place tried.

use super::*;

struct Token {
    ch: char,
    first: char,
    start: usize,
    end: usize,
    /// The blanks before it.
    gap: String,
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut gap = String::new();
    for unit in units(text) {
        if unit.ch.is_whitespace() {
            gap.push(unit.ch);
            continue;
        }
        let first = text.get(unit.start..).and_then(|rest| rest.chars().next());
        tokens.push(Token {
            ch: unit.ch,
            first: first.unwrap_or_default(),
            start: unit.start,
            end: unit.end,
            gap: std::mem::take(&mut gap),
        });
    }
    tokens
}

/// The bytes of the first match of one folded term.
pub(super) fn contains(text: &str, folded: &str, quoted: bool) -> Option<std::ops::Range<usize>> {
    let folded: String = folded
        .chars()
        .filter(|c| c.is_whitespace() || !c.is_control())
        .collect();
    let mut folded = folded.trim();
    if !quoted {
        folded = folded
            .strip_prefix('\'')
            .filter(|rest| !rest.is_empty())
            .unwrap_or(folded);
    }
    let mark = |c: char| crate::text::fold::may_join(c) && !('\u{1100}'..='\u{11ff}').contains(&c);
    let term = tokens(folded.trim_start_matches(|c: char| mark(c) || c.is_whitespace()));
    let text = tokens(text);
    (0..text.len()).find_map(|start| {
        let window = text.get(start..start + term.len())?;
        let equal = window
            .iter()
            .zip(&term)
            .enumerate()
            .all(|(at, (here, wanted))| {
                let before = start
                    .checked_add(at)
                    .and_then(|i| i.checked_sub(1))
                    .and_then(|i| text.get(i));
                let parted = !wanted.gap.is_empty();
                let soft = matches!(here.gap.as_str(), "\n" | "\r" | "\r\n")
                    && before.is_some_and(|before| term::joins_lines(before.first))
                    && term::joins_lines(here.first);
                here.ch == wanted.ch && (at == 0 || soft || parted != here.gap.is_empty())
            });
        (equal && !term.is_empty()).then(|| Some(window.first()?.start..window.last()?.end))?
    })
}

/// `text` inside a JSON string, spelled as `style` says for each character; and for
/// each character where it begins there and in `text`, the ends too.
pub(super) fn encode(text: &str, style: impl Fn(usize) -> u8) -> (String, Vec<(usize, usize)>) {
    let mut out = String::new();
    let mut map = Vec::new();
    for (index, (at, c)) in text.char_indices().enumerate() {
        map.push((out.len(), at));
        let style = style(index);
        let short = match c {
            '\n' => Some('n'),
            '\r' => Some('r'),
            '\t' => Some('t'),
            '\u{8}' => Some('b'),
            '\u{c}' => Some('f'),
            '"' | '\\' => Some(c),
            '/' if style == 1 => Some(c),
            _ => None,
        };
        let number = style == 2 || style == 3 || (c.is_control() && short.is_none());
        if number && (!c.is_ascii() || style == 3 || short.is_none()) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = if style == 3 {
                    write!(out, "\\u{unit:04X}")
                } else {
                    write!(out, "\\u{unit:04x}")
                };
            }
        } else if let Some(letter) = short {
            out.push('\\');
            out.push(letter);
        } else {
            out.push(c);
        }
    }
    map.push((out.len(), text.len()));
    (out, map)
}

/// The range of the text that a range of its JSON form stands for.
pub(super) fn back(
    map: &[(usize, usize)],
    range: &std::ops::Range<usize>,
) -> std::ops::Range<usize> {
    let one = |at: usize| {
        let found = map.iter().find(|&&(json, _)| json == at);
        found
            .unwrap_or_else(|| panic!("no character begins at {at}"))
            .1
    };
    one(range.start)..one(range.end)
}
