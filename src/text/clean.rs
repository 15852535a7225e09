//! Makes text from outside harmless, once, at the door: nothing that a terminal
//! obeys, nothing that reorders a line, no cluster without end. CJK text keeps
//! what it needs: variation selectors (ideographic ones too), joiners, private
//! use characters.
//!
//! Invariant: idempotent; the result holds no C0 but LF and TAB, no C1, DEL,
//! bidi control, tag (but in flags) or noncharacter, and no cluster of more than
//! [`CLUSTER_CHARS`] characters or [`CLUSTER_BYTES`] bytes.

use std::borrow::Cow;

use super::class;
use super::cluster::Clusters;

/// A cluster's length in characters; the rest of it is dropped.
pub const CLUSTER_CHARS: usize = 16;
/// A cluster's length in bytes; the rest of it is dropped.
pub const CLUSTER_BYTES: usize = 64;

/// A longer control string, in characters, is text behind an opening.
const STRING_CHARS: usize = 4096;

/// What is done with a character.
enum Fate {
    Keep,
    Drop,
    /// A terminal would obey it: U+FFFD shows that something was there.
    Replace,
    LineFeed,
}

/// Neutralises everything in `text` that a terminal would obey. Keeps LF and TAB;
/// whole ANSI sequences are dropped, other controls become U+FFFD.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text
        .bytes()
        .all(|b| (0x20..0x7f).contains(&b) || b == b'\n' || b == b'\t')
    {
        return Cow::Borrowed(text);
    }
    if text.chars().all(harmless) {
        return Cow::Borrowed(text);
    }
    // Rare path, in two steps: what a character does, then how long clusters are.
    let neutral = neutralise(text);
    if neutral.chars().all(harmless) {
        return Cow::Owned(neutral);
    }
    Cow::Owned(cap_clusters(&neutral))
}

/// A text for one line: cleaned, line feeds and tabs as blanks, ends trimmed.
pub fn line(text: &str) -> String {
    clean(text).replace(['\n', '\t'], " ").trim().to_owned()
}

/// [`line()`] without a copy where nothing is to be changed.
pub fn one_line(text: &str) -> Cow<'_, str> {
    let trimmed = text.trim();
    let plain = |c: char| c != '\n' && c != '\t' && harmless(c);
    if trimmed.chars().all(plain) {
        Cow::Borrowed(trimmed)
    } else {
        Cow::Owned(line(text))
    }
}

/// Characters that need no second look: they stand alone as clusters, or they
/// are kept and not part of a long cluster.
fn harmless(c: char) -> bool {
    class::stands_alone(c)
        || c == '\n'
        || c == '\t'
        || matches!(c, '\u{A0}'..='\u{AC}' | '\u{AE}'..='\u{BF}')
        || ('\u{2500}'..='\u{25FF}').contains(&c)
}

fn neutralise(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut last = '\0';
    while let Some(c) = rest.chars().next() {
        if let Some(after) = escape(rest) {
            rest = after;
            continue;
        }
        rest = rest.get(c.len_utf8()..).unwrap_or("");
        match fate(c, last, rest) {
            Fate::Keep => out.push(c),
            Fate::Drop => continue,
            Fate::Replace => out.push('\u{FFFD}'),
            Fate::LineFeed => out.push('\n'),
        }
        last = c;
    }
    out
}

fn fate(c: char, last: char, rest: &str) -> Fate {
    match c {
        '\n' | '\t' => Fate::Keep,
        '\r' if rest.starts_with('\n') => Fate::Drop,
        '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Fate::LineFeed,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' => Fate::Replace,
        '\u{61C}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}'
        | '\u{200B}'
        | '\u{2060}'
        | '\u{FEFF}'
        | '\u{AD}' => Fate::Drop,
        // Tags spell out flags after a black flag, and nothing else.
        '\u{E0000}'..='\u{E007F}' => match last {
            '\u{1F3F4}' | '\u{E0020}'..='\u{E007E}' => Fate::Keep,
            _ => Fate::Drop,
        },
        _ if c as u32 & 0xFFFE == 0xFFFE || ('\u{FDD0}'..='\u{FDEF}').contains(&c) => Fate::Replace,
        _ => Fate::Keep,
    }
}

/// What follows an ANSI escape sequence (ECMA-48: CSI, OSC, DCS, SOS, PM, APC,
/// or two to three characters) that `text` starts with; None where it starts
/// with none that is complete.
fn escape(text: &str) -> Option<&str> {
    let after = text
        .strip_prefix('\u{1B}')
        .map(|rest| (rest.chars().next(), rest));
    let (kind, body) = match after {
        Some((Some(kind), rest)) => (kind, rest.get(kind.len_utf8()..)?),
        Some((None, _)) => return None,
        None => match text.chars().next()? {
            '\u{9B}' => ('[', text.get(2..)?),
            '\u{9D}' => (']', text.get(2..)?),
            '\u{90}' => ('P', text.get(2..)?),
            _ => return None,
        },
    };
    match kind {
        '[' => control_sequence(body),
        ']' | 'P' | 'X' | '^' | '_' => control_string(body),
        ' '..='/' => body.strip_prefix(|c: char| ('0'..='~').contains(&c)),
        '0'..='~' => Some(body),
        _ => None,
    }
}

fn control_sequence(body: &str) -> Option<&str> {
    let end = body.find(|c: char| !(' '..='?').contains(&c))?;
    body.get(end..)?
        .strip_prefix(|c: char| ('@'..='~').contains(&c))
}

/// A string ends at BEL or ST. The next opening, its line's end or its length
/// end the search, so that no text is lost behind an opening that never closes,
/// and no text is searched from each of many openings.
fn control_string(body: &str) -> Option<&str> {
    let ends = |c: char| matches!(c, '\u{7}' | '\u{1B}' | '\u{80}'..='\u{9F}' | '\n');
    let mut near = body.char_indices().take(STRING_CHARS);
    let end = near.find(|(_, c)| ends(*c))?.0;
    let rest = body.get(end..)?;
    rest.strip_prefix('\u{7}')
        .or_else(|| rest.strip_prefix('\u{9C}'))
        .or_else(|| rest.strip_prefix("\u{1B}\\"))
}

fn cap_clusters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let Some((_, piece)) = Clusters::new(rest).next() else {
            break;
        };
        rest = rest.get(piece.len()..).unwrap_or("");
        let kept = capped(piece, CLUSTER_CHARS, CLUSTER_BYTES);
        if kept.len() == piece.len() || !joins(kept, rest) {
            out.push_str(kept);
            continue;
        }
        // What is dropped parted two clusters; a sign for it parts them now.
        let sign = '\u{FFFD}';
        let bytes = CLUSTER_BYTES - sign.len_utf8();
        out.push_str(capped(piece, CLUSTER_CHARS - 1, bytes));
        out.push(sign);
    }
    out
}

/// The head of a cluster that is within both limits.
fn capped(piece: &str, chars: usize, bytes: usize) -> &str {
    let end = piece
        .char_indices()
        .enumerate()
        .find(|(count, (at, c))| *count >= chars || at + c.len_utf8() > bytes);
    let end = end.map_or(piece.len(), |(_, (at, _))| at);
    piece.get(..end).unwrap_or("")
}

/// Whether a cluster and what follows it would be one cluster.
fn joins(piece: &str, rest: &str) -> bool {
    let next = rest.chars().next();
    let both: String = piece.chars().chain(next).collect();
    next.is_some() && Clusters::new(&both).nth(1).is_none()
}

#[cfg(test)]
#[allow(clippy::string_slice, reason = "a test that slices wrongly fails")]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let once = clean(text);
        assert_eq!(once, expected);
        assert_eq!(clean(&once), expected, "a second time");
    }

    #[test]
    fn escapes_are_dropped_and_controls_shown() {
        check("红\u{1B}[31m色\u{1B}[0m", "红色");
        check("\u{1B}]52;c;ZXZpbA==\u{7}文", "文");
        check("\u{1B}]8;;http://x\u{1B}\\链\u{1B}]8;;\u{1B}\\", "链");
        check("\u{9B}31m文", "文");
        check("\u{1B}P1;2|abc\u{1B}\\文", "文");
        check("a\u{1B}", "a\u{FFFD}");
        check("\u{1B}]0;never closed\n文", "\u{FFFD}]0;never closed\n文");
        check(
            "a\0b\u{7}c\u{7F}d\u{90}",
            "a\u{FFFD}b\u{FFFD}c\u{FFFD}d\u{FFFD}",
        );
    }

    /// Quadratic work on these would not come back within minutes.
    #[test]
    fn openings_without_end_are_not_searched_again_and_again() {
        for (opening, shown) in [
            ("\u{9D}", "\u{FFFD}"),
            ("\u{90}", "\u{FFFD}"),
            ("\u{9B}", "\u{FFFD}"),
            ("\u{1B}]", "\u{FFFD}]"),
            ("\u{1B}P", "\u{FFFD}P"),
            ("\u{1B}X", "\u{FFFD}X"),
        ] {
            let many = 200_000 / opening.len();
            check(&opening.repeat(many), &shown.repeat(many));
            let last = format!("{}a\u{7}文", opening.repeat(3));
            // Only the last of them is closed; a CSI never is.
            match opening {
                "\u{9B}" => check(&last, "\u{FFFD}\u{FFFD}\u{FFFD}文"),
                _ => check(&last, &format!("{}文", shown.repeat(2))),
            }
        }
    }

    #[test]
    fn a_control_string_has_a_longest_length() {
        let longest = "x".repeat(STRING_CHARS - 1);
        check(&format!("\u{1B}]{longest}\u{7}文"), "文");
        check(&format!("\u{1B}]{longest}\u{1B}\\文"), "文");
        let text = format!("\u{1B}]{longest}x\u{7}文");
        check(&text, &format!("\u{FFFD}]{longest}x\u{FFFD}文"));
    }

    #[test]
    fn line_ends_are_one_kind() {
        check("一\r\n二\r三\u{85}四\u{2028}五", "一\n二\n三\n四\n五");
    }

    #[test]
    fn nothing_reorders_a_line() {
        check("a\u{202E}b\u{2066}c\u{200F}\u{FEFF}\u{200B}", "abc");
    }

    #[test]
    fn what_scripts_need_is_kept() {
        for text in [
            "葛\u{E0100}城",
            "❤\u{FE0F}",
            "👨‍👩‍👧",
            "が\u{3099}",
            "می\u{200C}خواهم",
            "\u{E000}",
        ] {
            check(text, text);
        }
        let flag = "\u{1F3F4}\u{E0067}\u{E0062}\u{E007F}";
        check(&flag[..flag.len() - 4], &flag[..flag.len() - 4]);
        check("a\u{E0041}b", "ab");
    }

    #[test]
    fn clusters_have_an_end() {
        let flood = format!("e{}文", "\u{301}".repeat(10_000));
        let calm = clean(&flood);
        assert_eq!(calm.chars().count(), CLUSTER_CHARS + 1);
        assert_eq!(clean(&calm), calm);
        // What the cap drops may have parted two clusters.
        for (unit, last) in [("\u{1F469}\u{200D}", "\u{1F469}"), ("\u{1100}", "\u{1161}")] {
            let text = format!("{}{last}{last}{}", unit.repeat(16), unit.repeat(3));
            let once = clean(&text);
            assert_eq!(clean(&once), once, "{text}");
        }
    }
}
