//! What is done with each character, and how long a cluster may be.
//!
//! Invariant: see [`super`]; linear in the text.

use std::borrow::Cow;

use crate::text::class;
use crate::text::cluster::Clusters;
use crate::text::shown::Edit;

/// A cluster's length in characters; the rest of it is dropped.
pub const CLUSTER_CHARS: usize = 16;
/// A cluster's length in bytes; the rest of it is dropped.
pub const CLUSTER_BYTES: usize = 64;

/// A longer control string, in characters, is text behind an opening.
pub(super) const STRING_CHARS: usize = 4096;

/// What is done with a character.
enum Fate {
    Keep,
    Drop,
    /// A terminal would obey it: U+FFFD shows that something was there.
    Replace,
    LineFeed,
}

/// See [`super::clean()`].
pub(super) fn clean(text: &str) -> Cow<'_, str> {
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
    Cow::Owned(capped(neutralise(text)))
}

/// Characters that need no second look: they stand alone as clusters, or they
/// are kept and not part of a long cluster.
pub(super) fn harmless(c: char) -> bool {
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

/// Whether two neighbours are clusters of their own at a glance.
pub(super) fn are_apart(before: char, after: char) -> bool {
    harmless(before) && harmless(after)
}

/// A text without controls whose clusters have an end.
pub(super) fn capped(text: String) -> String {
    if text.chars().all(harmless) {
        return text;
    }
    match cap(&text) {
        Some((shorter, _)) => shorter,
        None => text,
    }
}

/// A text with the ends of clusters that are too long left out, and what was left out;
/// None where no cluster is.
pub(super) fn cap(text: &str) -> Option<(String, Vec<Edit>)> {
    let (mut out, mut done) = (String::new(), 0);
    let mut edits = Vec::new();
    for (at, piece) in Clusters::new(text) {
        let (chars, bytes) = room(piece);
        let kept = head(piece, chars, bytes);
        if kept.len() == piece.len() {
            continue;
        }
        out.push_str(text.get(done..at).unwrap_or(""));
        done = at + piece.len();
        // What is dropped may have parted two clusters; a sign for it parts them now.
        let parts = joins(kept, text.get(done..).unwrap_or(""));
        let (kept, sign) = if parts {
            (head(piece, chars - 1, bytes - SIGN.len()), SIGN)
        } else {
            (kept, "")
        };
        out.push_str(kept);
        let start = out.len();
        out.push_str(sign);
        edits.push(Edit {
            source: at + kept.len()..done,
            shown: start..out.len(),
        });
    }
    out.push_str(text.get(done..).unwrap_or(""));
    (!edits.is_empty()).then_some((out, edits))
}

/// Stands for what was there.
const SIGN: &str = "\u{FFFD}";

/// How many characters and bytes of a cluster are kept. A piece of a text may begin
/// between the two letters of a flag, and then the second pairs with the next one: that
/// one may begin a cluster that has room for it.
pub(in crate::text) fn room(cluster: &str) -> (usize, usize) {
    if cluster.starts_with(|c| ('\u{1F1E6}'..='\u{1F1FF}').contains(&c)) {
        (CLUSTER_CHARS - 1, CLUSTER_BYTES - 4)
    } else {
        (CLUSTER_CHARS, CLUSTER_BYTES)
    }
}

/// The head of a cluster that is within both limits.
fn head(piece: &str, chars: usize, bytes: usize) -> &str {
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
