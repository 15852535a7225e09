//! One line of text around a match.
//!
//! Invariant: no line ends or control characters, one blank at most in a row, at
//! most `room` characters on either side, and linear in the match and the room.

use std::ops::Range;

use super::source::{Form, Source};
use super::term::{Gap, joins_lines};

/// Bytes read before a match for each character of room: the longest escape is as long.
const LONGEST_SPELLING: usize = 12;

/// Bytes read for each character of room after a match, blanks and marks included.
const READ_AHEAD: usize = 24;

/// The text around `hit`, a byte range of `bytes` (one body), and the characters of
/// it that are the match. `room` is in characters, on either side.
pub fn snippet(bytes: &[u8], hit: Range<usize>, form: Form, room: usize) -> (String, Range<usize>) {
    let source = Source::new(bytes, form);
    let start = hit.start.min(bytes.len());
    let end = hit.end.clamp(start, bytes.len());
    let far = start.saturating_sub(room.saturating_add(1).saturating_mul(LONGEST_SPELLING));
    let from = source.back(far, 0, far.saturating_sub(LONGEST_SPELLING));
    let ahead = end
        .saturating_add(room.saturating_mul(READ_AHEAD))
        .min(bytes.len());
    let (line, found) = line(source, from..ahead, start..end);

    let (lead, rest) = line.split_at_checked(found.start).unwrap_or((&line, &[]));
    let (matched, tail) = rest.split_at_checked(found.len()).unwrap_or((rest, &[]));
    let lead = shown_before(lead, from == 0, room);
    let tail = shown_after(tail, ahead < bytes.len(), room);
    let text = [lead, matched, tail].concat();
    (
        text.into_iter().collect(),
        lead.len()..lead.len() + matched.len(),
    )
}

/// The characters that begin in the bytes `range`, and which of them begin in `hit`.
/// A run of blanks is one, a line end between Han or kana none.
fn line(source: Source<'_>, range: Range<usize>, hit: Range<usize>) -> (Vec<char>, Range<usize>) {
    let mut chars: Vec<char> = Vec::new();
    let (mut first, mut last) = (None, None);
    let mut gap = Gap::None;
    let mut at = range.start;
    while let Some((c, end)) = source.char_at(at).filter(|_| at < range.end) {
        if at >= hit.end {
            last.get_or_insert(chars.len());
        }
        if c.is_whitespace() {
            gap = gap.with(c);
        } else if !c.is_control() {
            let joined = joins_lines(c) && chars.last().is_some_and(|&c| joins_lines(c));
            let parted = match gap {
                Gap::None => false,
                Gap::Return | Gap::Line => !joined,
                Gap::Blank => true,
            };
            if parted && !chars.is_empty() {
                chars.push(' ');
            }
            gap = Gap::None;
            if at >= hit.start {
                first.get_or_insert(chars.len());
            }
            chars.push(c);
        }
        at = end;
    }
    let last = last.unwrap_or(chars.len());
    (chars, first.unwrap_or(last).min(last)..last)
}

/// What is shown before the match: from the start of the text, of a sentence, of a
/// clause or of a word on, whichever is within `room`; the farthest of its kind.
fn shown_before(chars: &[char], whole: bool, room: usize) -> &[char] {
    let skipped = chars.len().saturating_sub(room);
    let kinds: [fn(char) -> bool; 3] = [ends_sentence, ends_clause, |c| c == ' '];
    let start = if whole && skipped == 0 {
        0
    } else {
        let found = kinds
            .iter()
            .find_map(|ends| begin_after(chars, skipped, *ends));
        found.unwrap_or(skipped)
    };
    let shown = chars.get(start..).unwrap_or_default();
    shown.strip_prefix(&[' ']).unwrap_or(shown)
}

/// The first place from `least` on with a character before it that `ends` something;
/// closing marks and blanks after that one are passed over.
fn begin_after(chars: &[char], least: usize, ends: fn(char) -> bool) -> Option<usize> {
    let from = least.saturating_sub(1);
    let found = chars.iter().skip(from).position(|&c| ends(c))? + from + 1;
    let closing = chars
        .iter()
        .skip(found)
        .take_while(|&&c| closes(c) || c == ' ');
    let begin = found + closing.count();
    (begin < chars.len()).then_some(begin)
}

/// What is shown after it: no part of a Latin word at the end. `more` is whether
/// text follows that is not in `chars`.
fn shown_after(chars: &[char], more: bool, room: usize) -> &[char] {
    let (shown, rest) = chars.split_at_checked(room).unwrap_or((chars, &[]));
    let next = rest.first().map_or(more, |&c| is_letter(c));
    let word = shown.iter().rev().take_while(|&&c| is_letter(c)).count();
    let cut = if next && word < shown.len() { word } else { 0 };
    let shown = shown.get(..shown.len() - cut).unwrap_or(shown);
    shown.strip_suffix(&[' ']).unwrap_or(shown)
}

/// Letters of scripts that part words by blanks.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !joins_lines(c)
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '｡' | '．' | '…')
}

fn ends_clause(c: char) -> bool {
    matches!(c, '，' | '、' | '；' | '：' | ',' | ';' | '､')
}

fn closes(c: char) -> bool {
    matches!(
        c,
        '」' | '』'
            | '”'
            | '’'
            | '）'
            | '》'
            | '〉'
            | '】'
            | '〕'
            | '｣'
            | ')'
            | '"'
            | '。'
            | '！'
            | '？'
            | '…'
    )
}
