//! What the characters at the ends of a line say about it: blanks, end marks,
//! scripts. The parser looks at ends only, so that a line of 100 MB costs what a
//! short one costs.

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// With a full stop (a closing quote or bracket may follow): a sentence.
    Full,
    /// With a closing quote, `?` or `!` and so on: a sentence or a headline.
    Half,
    /// With no end mark: a headline, or a caption.
    Open,
}

/// Whether `c` is invisible at the end of a line.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// `text` without the blanks at its ends.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(is_blank)
}

/// How `text` ends.
pub(super) fn end(text: &str) -> End {
    let text = trim(text);
    let mut quoted = false;
    for c in text.chars().rev() {
        match c {
            '。' | '｡' | '．' => return End::Full,
            '.' => return dotted(text),
            '!' | '?' | '！' | '？' | '…' | ';' | '；' => return End::Half,
            '”' | '’' | '」' | '』' | '"' | ')' | '）' => quoted = true,
            _ if quoted && text.ends_with(['”', '’', '」', '』', '"']) => return End::Half,
            _ => return End::Open,
        }
    }
    End::Open
}

/// A full stop of Korean and Latin text, not that of `U.S.` or `v2.`
fn dotted(text: &str) -> End {
    let before = text
        .trim_end_matches(|c| is_blank(c) || matches!(c, '.' | '"' | '”' | ')' | '’'))
        .chars()
        .next_back();
    match before {
        Some(c) if c.is_uppercase() || c.is_ascii_digit() => End::Half,
        Some(_) => End::Full,
        None => End::Open,
    }
}

/// Han, kana and the marks set with them: no blank stands between two of these.
pub(super) fn is_han_kana(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{312f}' | '\u{31a0}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}'
        | '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

/// Han, kana or Hangul.
pub(super) fn is_east_asian(c: char) -> bool {
    is_han_kana(c)
        || matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7a3}')
}

/// A dash as datelines and sign-offs use it.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '—' | '–' | '―' | '－' | '-' | '‐' | '‑' | '−' | '⸺')
}

/// Whether `text` has more than `limit` characters; reads no further than that.
pub(super) fn longer_than(text: &str, limit: usize) -> bool {
    text.chars().nth(limit).is_some()
}

/// The first `count` characters of `text`.
pub(super) fn first_chars(text: &str, count: usize) -> &str {
    match text.char_indices().nth(count) {
        Some((at, _)) => text.get(..at).unwrap_or(text),
        None => text,
    }
}

/// At most the first `count` bytes of `text`, whole characters.
pub(super) fn first_bytes(text: &str, count: usize) -> &str {
    let count = count.min(text.len());
    (count.saturating_sub(3)..=count)
        .rev()
        .find_map(|end| text.get(..end))
        .unwrap_or("")
}

/// Whether two lines say the same, blanks aside.
pub(super) fn same(a: &str, b: &str) -> bool {
    let seen = |c: &char| !is_blank(*c);
    a.chars().filter(seen).eq(b.chars().filter(seen))
}

/// What follows a leading bracket: the text inside and the text after, where
/// the bracket closes within `limit` characters.
pub(super) fn bracketed(text: &str, limit: usize) -> Option<(&str, &str)> {
    let open = text.chars().next()?;
    let close = closing(open)?;
    let rest = text.strip_prefix(open)?;
    let at = first_chars(rest, limit).find(close)?;
    let (inside, after) = rest.split_at_checked(at)?;
    Some((inside, after.strip_prefix(close)?))
}

/// The same at the end of `text`: the text before, the bracket with its
/// content, and the content.
pub(super) fn closing_bracket(text: &str, limit: usize) -> Option<(&str, &str, &str)> {
    let close = text.chars().next_back()?;
    let open = opening(close)?;
    let at = text
        .char_indices()
        .rev()
        .take(limit + 2)
        .find(|(_, c)| *c == open)?
        .0;
    let (before, bracket) = text.split_at_checked(at)?;
    let inside = bracket.strip_prefix(open)?.strip_suffix(close)?;
    Some((before, bracket, inside))
}

const BRACKETS: [(char, char); 7] = [
    ('(', ')'),
    ('（', '）'),
    ('[', ']'),
    ('［', '］'),
    ('【', '】'),
    ('〔', '〕'),
    ('〈', '〉'),
];

pub(super) fn closing(open: char) -> Option<char> {
    BRACKETS.iter().find(|(o, _)| *o == open).map(|(_, c)| *c)
}

fn opening(close: char) -> Option<char> {
    BRACKETS.iter().find(|(_, c)| *c == close).map(|(o, _)| *o)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_told_apart() {
        let check = |text: &str, want: End| assert_eq!(end(text), want, "{text}");
        check("他们到了。", End::Full);
        check("他说:“到了。”", End::Full);
        check("他问:“到了吗?”", End::Half);
        check("他们到了(左)。\u{a0}", End::Full);
        check("成为“可靠伙伴”", End::Half);
        check("他们到了吗?", End::Half);
        check("他们到了", End::Open);
        check("他们到了(左)", End::Open);
        check("비가 그쳤다.", End::Full);
        check("Made in the U.S.", End::Half);
        check("", End::Open);
    }

    #[test]
    fn brackets_close_within_the_limit() {
        assert_eq!(bracketed("(甲)乙", 5), Some(("甲", "乙")));
        assert_eq!(bracketed("(甲乙丙)丁", 2), None);
        assert_eq!(closing_bracket("甲(乙)", 5), Some(("甲", "(乙)", "乙")));
        assert_eq!(closing_bracket("甲(乙丙丁)", 2), None);
        assert_eq!(closing_bracket("甲乙", 5), None);
    }
}
