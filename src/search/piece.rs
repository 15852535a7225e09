//! The short piece of a term that is searched for at full speed: one character or
//! two neighbours, the rarest for which a few patterns cover every spelling.
//!
//! Two characters can be parted by a line end (hard-wrapped text) or by marks. So
//! besides the second's spellings the patterns take in all bytes that can begin
//! such a thing: `越\n`, `越\` (JSON), a variation selector. What they find too
//! much is turned away by the automaton.
//!
//! Invariant: wherever the term matches, a candidate lies in its unit number `lead`.

use aho_corasick::{AhoCorasick, Input, MatchKind, packed};
use memchr::memmem;

use super::letters::Letters;
use super::spelling::{Head, Spellings};
use super::term::{Element, joins_lines};
use super::weight::{MOST, weight};
use crate::text::fold::join;

/// As many patterns as the vector search takes on every processor.
const FEW: usize = 32;

/// As many as it takes at all.
const MANY: usize = 64;

/// Pieces tried before one with many patterns is accepted.
const TRIES: usize = 12;

/// Line ends and the backslash that begins theirs in JSON.
const LINE_ENDS: [&[u8]; 3] = [b"\n", b"\r", b"\\"];

/// What the variation selectors begin with.
const SELECTORS: [&[u8]; 2] = [b"\xef\xb8", b"\xf3\xa0"];

/// A search for candidates.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// How many units of the term lie before the candidate.
    pub(super) lead: usize,
    /// How frequent candidates are, roughly.
    pub(super) cost: u32,
    finder: Finder,
}

#[derive(Clone, Debug)]
enum Finder {
    One(Box<memmem::Finder<'static>>),
    Few(packed::Searcher),
    Letters(Letters),
    Many(AhoCorasick),
    /// Every place is a candidate: the automaton alone is linear too.
    Every,
}

impl Piece {
    /// The best piece of a term.
    pub(super) fn of(elements: &[Element], spellings: &Spellings) -> Self {
        let mut fewest: Option<(u32, usize, Vec<Vec<u8>>)> = None;
        for (cost, lead, second) in places(elements).into_iter().take(TRIES) {
            let Some(first) = elements.get(lead).map(|element| element.ch) else {
                continue;
            };
            if let Some(letters) = Letters::new(first, second, spellings) {
                return Self {
                    lead,
                    cost,
                    finder: Finder::Letters(letters),
                };
            }
            let found = patterns(first, second, spellings);
            let count = found.len();
            if fewest
                .as_ref()
                .is_none_or(|(_, _, best)| count < best.len())
            {
                fewest = Some((cost, lead, found));
            }
            if count <= FEW {
                break;
            }
        }
        let (cost, lead, patterns) = fewest.unwrap_or_default();
        Self {
            lead,
            cost,
            finder: Finder::of(&patterns),
        }
    }

    /// The first candidate at or after byte `from`.
    #[inline]
    pub(super) fn find(&self, bytes: &[u8], from: usize) -> Option<usize> {
        match &self.finder {
            Finder::One(finder) => {
                let rest = bytes.get(from..)?;
                finder.find(rest).map(|at| from + at)
            }
            Finder::Few(searcher) => {
                bytes.get(from..)?;
                let span = (from..bytes.len()).into();
                searcher.find_in(bytes, span).map(|found| found.start())
            }
            Finder::Letters(letters) => letters.find(bytes, from),
            Finder::Many(automaton) => {
                bytes.get(from..)?;
                let input = Input::new(bytes).range(from..);
                automaton.find(input).map(|found| found.start())
            }
            Finder::Every => (from < bytes.len()).then_some(from),
        }
    }
}

impl Finder {
    fn of(patterns: &[Vec<u8>]) -> Self {
        if let [one] = patterns {
            return Self::One(Box::new(memmem::Finder::new(one).into_owned()));
        }
        if patterns.len() <= MANY {
            let few = packed::Searcher::new(patterns);
            if let Some(searcher) = few {
                return Self::Few(searcher);
            }
        }
        let many = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostFirst)
            .build(patterns);
        match many {
            Ok(automaton) if !patterns.is_empty() => Self::Many(automaton),
            _ => Self::Every,
        }
    }
}

/// Where a piece can begin, its second character, and what it costs; the best first.
fn places(elements: &[Element]) -> Vec<(u32, usize, Option<char>)> {
    let mut places = Vec::new();
    for (lead, element) in elements.iter().enumerate() {
        let first = weight(element.ch);
        places.push((first * MOST, lead, None));
        if let Some(next) = elements.get(lead + 1).filter(|next| !next.spaced) {
            let cost = first * weight(next.ch) + first * 4;
            places.push((cost, lead, Some(next.ch)));
        }
    }
    places.sort_unstable();
    places
}

/// Byte strings one of which stands wherever `first`, followed by `second`, does.
fn patterns(first: char, second: Option<char>, spellings: &Spellings) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    let nexts = second.map(|c| spellings.heads(c)).unwrap_or_default();
    // Marks after a Latin letter are dropped: they could be any.
    let open = second.is_none() || join(first, '\u{301}') == Some(first);
    for head in spellings.heads(first) {
        let mut bytes = Vec::new();
        push(&mut bytes, head.ch);
        if open || is_rare(head.ch) {
            all.push(bytes);
            continue;
        }
        let mut add = |tail: &[u8]| all.push([bytes.as_slice(), tail].concat());
        SELECTORS.into_iter().for_each(&mut add);
        if head.whole {
            nexts.iter().for_each(|next| add(&utf8(next.ch)));
            parted(head, &nexts).iter().for_each(|tail| add(tail));
        } else {
            let marks = spellings.marks(first);
            marks.into_iter().for_each(|mark| add(&utf8(mark)));
        }
    }
    all.sort_unstable();
    // Of two that begin alike the shorter, which comes first, finds both.
    all.dedup_by(|longer, shorter| longer.starts_with(shorter));
    all
}

/// What can stand between `head` and one of `nexts`, or be how that is escaped.
fn parted(head: Head, nexts: &[Head]) -> &'static [&'static [u8]] {
    if joins_lines(head.ch) && nexts.iter().any(|next| joins_lines(next.ch)) {
        return &LINE_ENDS;
    }
    let escaped = |next: &Head| matches!(next.ch, '/' | '"' | '\\');
    if nexts.iter().any(escaped) {
        return &[b"\\"];
    }
    &[]
}

/// Characters so rare that what follows them need not be looked at.
fn is_rare(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ffdc}' | '\u{1_0000}'..)
}

fn utf8(c: char) -> Vec<u8> {
    let mut bytes = Vec::new();
    push(&mut bytes, c);
    bytes
}

fn push(bytes: &mut Vec<u8>, c: char) {
    bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
}
