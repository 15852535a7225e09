//! One line of text around a match.
//!
//! Invariant: no line ends or control characters, one blank at most in a row, at
//! most `room` on either side, and linear in the match and the room.

use std::ops::Range;

use super::source::{Form, Source};
use super::term::{Gap, joins_lines};

/// Bytes read before a match for each unit of room: the longest escape is as long.
const LONGEST_SPELLING: usize = 12;

/// Bytes read before a match at first: as many as most letters take in that room.
const USUAL_SPELLING: usize = 2;

/// Bytes read for each unit of room after a match, blanks and marks included.
const READ_AHEAD: usize = 24;

/// Cuts snippet after snippet in the same memory.
#[derive(Clone, Debug, Default)]
pub(super) struct Cutter {
    chars: Vec<char>,
    text: String,
}

impl Cutter {
    /// The text around `hit`, a byte range of `bytes` (one body), and the characters of
    /// it that are the match. `room`, on either side, is in letters of an alphabet; a
    /// Han character, a kana, a syllable takes two.
    pub(super) fn cut(
        &mut self,
        bytes: &[u8],
        hit: Range<usize>,
        form: Form,
        room: usize,
    ) -> (&str, Range<usize>) {
        let source = Source::new(bytes, form);
        let start = hit.start.min(bytes.len());
        let end = hit.end.clamp(start, bytes.len());
        let found = self.read(source, start..end, room);
        let ahead = end.saturating_add(room.saturating_mul(READ_AHEAD));

        let chars = self.chars.as_slice();
        let (lead, rest) = chars
            .split_at_checked(found.match_at.start)
            .unwrap_or((chars, &[]));
        let (matched, tail) = rest
            .split_at_checked(found.match_at.len())
            .unwrap_or((rest, &[]));
        let lead = shown_before(lead, found.whole, room);
        let tail = shown_after(tail, ahead < bytes.len(), room);
        self.text.clear();
        for part in [lead, matched, tail] {
            part.iter().for_each(|&c| self.text.push(c));
        }
        (&self.text, lead.len()..lead.len() + matched.len())
    }

    /// Reads the characters of the match and those around it: more than have room, or
    /// as many as there are.
    fn read(&mut self, source: Source<'_>, hit: Range<usize>, room: usize) -> Window {
        let most = room.saturating_add(1).saturating_mul(LONGEST_SPELLING);
        let mut reach = room.saturating_add(1).saturating_mul(USUAL_SPELLING);
        loop {
            reach = reach.min(most);
            let far = hit.start.saturating_sub(reach);
            let from = source.back(far, 0, far.saturating_sub(LONGEST_SPELLING));
            let match_at = self.line(source, from, hit.clone(), room);
            let lead = self.chars.get(..match_at.start).unwrap_or_default();
            if from == 0 || reach >= most || fitting(lead.iter().rev(), room) < lead.len() {
                let whole = from == 0;
                return Window { match_at, whole };
            }
            reach = reach.saturating_mul(2);
        }
    }

    /// Takes in the characters from byte `from` on until there is no room behind `hit`;
    /// which of them begin in `hit`. A run of blanks is one, a line end between Han or
    /// kana none.
    fn line(
        &mut self,
        source: Source<'_>,
        from: usize,
        hit: Range<usize>,
        room: usize,
    ) -> Range<usize> {
        let chars = &mut self.chars;
        chars.clear();
        let (mut first, mut last) = (None, None);
        let (mut gap, mut behind) = (Gap::None, 0);
        let mut at = from;
        let ahead = hit.end.saturating_add(room.saturating_mul(READ_AHEAD));
        while let Some((c, end)) = source.char_at(at).filter(|_| at < ahead && behind <= room) {
            if at >= hit.end {
                last.get_or_insert(chars.len());
            }
            if c.is_whitespace() {
                gap = gap.with(c);
            } else if !c.is_control() {
                let parted = match gap {
                    Gap::None => false,
                    Gap::Return | Gap::Line => {
                        !joins_lines(c) || !chars.last().is_some_and(|&c| joins_lines(c))
                    }
                    Gap::Blank => true,
                };
                if parted && !chars.is_empty() {
                    chars.push(' ');
                    behind += usize::from(last.is_some());
                }
                gap = Gap::None;
                if at >= hit.start {
                    first.get_or_insert(chars.len());
                }
                chars.push(c);
                behind += if last.is_some() { breadth(c) } else { 0 };
            }
            at = end;
        }
        let last = last.unwrap_or(chars.len());
        first.unwrap_or(last).min(last)..last
    }
}

/// What was read of a text.
struct Window {
    /// The characters of it that are the match.
    match_at: Range<usize>,
    /// It begins where the text does.
    whole: bool,
}

/// How much of the room a character takes. Only how much is shown hangs on it.
fn breadth(c: char) -> usize {
    if c < '\u{1100}' { 1 } else { 2 }
}

/// How many of `chars` there is room for.
fn fitting<'a>(chars: impl Iterator<Item = &'a char>, room: usize) -> usize {
    let mut left = room;
    let fits = |c: &&char| {
        let rest = left.checked_sub(breadth(**c));
        left = rest.unwrap_or(0);
        rest.is_some()
    };
    chars.take_while(fits).count()
}

/// What is shown before the match: from the start of the text, of a sentence, of a
/// clause or of a word on, whichever is within `room`; the farthest of its kind.
fn shown_before(chars: &[char], whole: bool, room: usize) -> &[char] {
    let skipped = chars.len() - fitting(chars.iter().rev(), room);
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
    let fits = fitting(chars.iter(), room);
    let (shown, rest) = chars.split_at_checked(fits).unwrap_or((chars, &[]));
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
