//! Where a text of any length holds a word by its readings: `beijing` in 北京, `とう` in
//! トウ, `gksrnr` in 한국.
//!
//! Invariant: linear in the text for a word of a given length; ranges lie on character
//! boundaries, follow each other and do not overlap.

use std::collections::VecDeque;
use std::ops::Range;

use super::automaton::{Automaton, Depth, MOST, State};
use super::query::Finder;
use crate::text::fold::{fold, units};

/// Whether initials count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readings {
    Whole,
    Initials,
}

/// A word to be looked for by its readings.
#[derive(Debug)]
pub struct Sought {
    automaton: Automaton,
    depth: Depth,
}

impl Finder {
    /// Prepares a word as typed; None where it has no readings, or is too long to have.
    pub fn sought(&self, typed: &str, readings: Readings) -> Option<Sought> {
        let folded = fold(typed);
        let word: Vec<char> = folded
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '\'')
            .collect();
        // One letter would be everywhere.
        if word.len() < 2 || word.len() > MOST {
            return None;
        }
        let automaton = self.automaton(&word);
        (!automaton.literal).then_some(Sought {
            automaton,
            depth: match readings {
                Readings::Whole => Depth::Exact,
                Readings::Initials => Depth::Short,
            },
        })
    }
}

impl Sought {
    /// All places in `text`, as byte ranges.
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut state = State::START;
        // As far back as a match may begin.
        let mut before: VecDeque<(char, usize)> = VecDeque::new();
        for unit in units(text) {
            state.now |= 1;
            self.automaton.read(&mut state, unit.ch, self.depth);
            before.push_back((unit.ch, unit.start));
            if before.len() > self.automaton.length * 2 {
                before.pop_front();
            }
            if state.now & self.automaton.accept() != 0 {
                let starts = (0..before.len()).rev();
                let chars = |from: usize| before.iter().skip(from).map(|(c, _)| *c);
                let mut starts =
                    starts.filter(|from| self.automaton.reads(chars(*from), self.depth));
                if let Some((_, start)) = starts.next().and_then(|from| before.get(from)) {
                    found.push(*start..unit.end);
                }
                state = State::START;
                before.clear();
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::Options;

    #[test]
    fn words_are_found_by_their_readings() {
        let finder = Finder::load(Options::default());
        let check = |word: &str, readings, text: &str, expected: &[&str]| {
            let sought = finder.sought(word, readings).unwrap();
            let found = sought.find(text);
            let found: Vec<&str> = found
                .into_iter()
                .filter_map(|range| text.get(range))
                .collect();
            assert_eq!(found, expected, "{word} in {text}");
        };
        let text = "北京和南京，北京。한국の東京はとうきょう。";
        check("beijing", Readings::Whole, text, &["北京", "北京"]);
        check("nj", Readings::Initials, text, &["南京"]);
        check("toukyou", Readings::Whole, text, &["とうきょう"]);
        check("gksrnr", Readings::Whole, text, &["한국"]);
        check("bei jing", Readings::Whole, text, &["北京", "北京"]);
        check("beijin", Readings::Whole, text, &[]);
        assert!(finder.sought("b", Readings::Whole).is_none());
        assert!(finder.sought("岘港", Readings::Whole).is_none());
    }
}
