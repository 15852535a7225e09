//! Which characters of a headline a word is read by, and what each of them gives.
//!
//! Invariant: pieces ascend, their parts of the word join to the word, and each part
//! is a reading of its character, of which only the last may be unfinished.

use std::ops::{Range, RangeInclusive};

use super::automaton::{Automaton, Depth, JOINS, Record, State};

/// Some characters of a headline (one, or a kana and the small one behind it) and the
/// part of the word that they stand for, in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub chars: Range<usize>,
    pub part: Range<usize>,
}

/// One character on the way, with the state before it.
struct Step {
    at: usize,
    c: char,
    before: u64,
}

/// The word in one piece, at a place where it stands.
pub(super) fn piece(
    automaton: &Automaton,
    text: &str,
    window: RangeInclusive<usize>,
    depth: Depth,
) -> Option<Vec<Piece>> {
    let (start, end) = (*window.start(), *window.end());
    let mut state = State::START;
    let mut steps = Vec::new();
    for (at, c) in text.chars().enumerate().skip(start).take(end + 1 - start) {
        steps.push(Step {
            at,
            c,
            before: state.now,
        });
        automaton.read(&mut state, c, depth);
    }
    back(automaton, &steps, depth, false)
}

/// The word with characters skipped, by whole readings where that is possible; as
/// close together as its first end in the text allows.
pub(super) fn scattered(automaton: &Automaton, text: &str) -> Option<Vec<Piece>> {
    let depths = [Depth::Whole, Depth::Short];
    depths.into_iter().find_map(|depth| {
        let mut state = State::START;
        let mut steps = Vec::new();
        for (at, c) in text.chars().enumerate() {
            steps.push(Step {
                at,
                c,
                before: state.now,
            });
            automaton.skip(&mut state, c, depth);
            if state.now & automaton.accept() != 0 {
                return back(automaton, &steps, depth, true);
            }
        }
        None
    })
}

/// Where a piece begins whose last character is known.
pub(super) fn start(automaton: &Automaton, text: &str, end: usize, depth: Depth) -> Option<usize> {
    let mut state = State::START;
    let mut steps = Vec::new();
    for (at, c) in text.chars().enumerate().take(end + 1) {
        // At each character a match may begin.
        state.now |= 1;
        let before = state.now;
        steps.push(Step { at, c, before });
        automaton.read(&mut state, c, depth);
    }
    let pieces = back(automaton, &steps, depth, false)?;
    Some(pieces.first()?.chars.start)
}

/// From the end of the word back to its start; each piece as late as possible.
fn back(automaton: &Automaton, steps: &[Step], depth: Depth, skips: bool) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let (mut wanted, mut left) = (automaton.length, steps.len());
    while wanted > 0 {
        let step = steps.get(left.checked_sub(1)?)?;
        let last = pieces.is_empty();
        let joined = paired(automaton, steps, left);
        let one = source(
            automaton,
            automaton.record(automaton.entry(step.c)),
            step.before,
            wanted,
            depth,
            last,
        );
        let two = || {
            let (before, record) = joined?;
            source(automaton, record, before.before, wanted, depth, last)
                .map(|from| (from, before.at))
        };
        if let Some((from, at)) = two() {
            pieces.push(Piece {
                chars: at..step.at + 1,
                part: from..wanted,
            });
            (wanted, left) = (from, left - 2);
        } else if let Some(from) = one {
            // What is left out is no piece.
            if from < wanted {
                pieces.push(Piece {
                    chars: step.at..step.at + 1,
                    part: from..wanted,
                });
            }
            (wanted, left) = (from, left - 1);
        } else if skips {
            left -= 1;
        } else {
            return None;
        }
    }
    pieces.reverse();
    Some(pieces)
}

/// The step before the last of `left` steps, where the two are a kana and a small one.
fn paired<'a>(automaton: &Automaton, steps: &'a [Step], left: usize) -> Option<(&'a Step, Record)> {
    let step = steps.get(left.checked_sub(1)?)?;
    if automaton.entry(step.c) & JOINS == 0 {
        return None;
    }
    let before = steps.get(left.checked_sub(2)?)?;
    let record = automaton.pair_record(before.c, step.c)?;
    (before.at + 1 == step.at).then_some((before, record))
}

/// The place in the word from which a record leads to `wanted`; the longest way
/// first, whole readings before initials, those before unfinished ones, and `wanted`
/// itself, where the character may be left out, last.
fn source(
    automaton: &Automaton,
    record: Record,
    before: u64,
    wanted: usize,
    depth: Depth,
    last: bool,
) -> Option<usize> {
    let reaches = |length: u32, from: u64| {
        let start = wanted.checked_sub(length as usize)?;
        (before & from & 1 << start != 0).then_some(start)
    };
    let jumps = || automaton.jumps(record).iter();
    let long = jumps().filter(|jump| jump.length > 0);
    let whole = long.filter_map(|jump| reaches(jump.length, jump.from));
    let whole = whole.min().or_else(|| reaches(1, record.one));
    let short = || reaches(2, record.short2).or_else(|| reaches(1, record.short));
    let start = whole.or_else(|| short().filter(|_| depth == Depth::Short));
    if start.is_some() {
        return start;
    }
    let open = before & record.end;
    let may = last && depth != Depth::Exact && wanted == automaton.length;
    if may && open != 0 {
        return Some(open.trailing_zeros() as usize);
    }
    let mut silent = jumps().filter(|jump| jump.length == 0);
    silent.find_map(|jump| reaches(0, jump.from))
}

/// The leftmost characters of `text` that fold to those of a word.
pub(super) fn leftmost(word: &str, text: &str) -> Vec<Piece> {
    let mut wanted = word.chars().enumerate().peekable();
    let mut pieces = Vec::new();
    for (at, c) in text.chars().enumerate() {
        let folded = crate::text::fold::fold_char(c);
        if let Some((part, _)) = wanted.next_if(|(_, c)| *c == folded) {
            pieces.push(Piece {
                chars: at..at + 1,
                part: part..part + 1,
            });
        }
    }
    pieces
}
