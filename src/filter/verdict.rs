//! A query asked of a row: whether the row matches, how well, and by which words it is
//! marked.
//!
//! Invariant: the verdict depends on the row alone, in whatever order conditions are
//! asked; what is known of the row only spares work.

use super::beside::Beside;
use super::field::Field;
use super::query::{Query, Test};
use super::scan::Hit;
use super::term::Term;
use crate::store::{Chunk, Masks};

impl Query {
    /// Leaves those rows of a chunk that can match by their masks.
    pub(super) fn sift(&self, masks: &Masks, rows: &mut Vec<Hit>) {
        self.wanted.sift(masks, rows);
    }

    /// A row of a chunk as a hit, with the text that is matched, by what is known of it;
    /// None where it is none.
    pub(super) fn score(
        &self,
        chunk: &Chunk,
        known: Hit,
        text: &str,
        beside: &dyn Beside,
    ) -> Option<Hit> {
        self.score_by(text, known, |field| {
            field.holds(chunk, known.index.into(), beside)
        })
    }

    /// How well a text does of which nothing else is known, the higher the better; None
    /// where it does not. It folds character by character or is folded.
    pub fn score_text(&self, text: &str) -> Option<u16> {
        let hit = self.score_by(text, Hit::any(0), |_| false)?;
        Some(hit.score)
    }

    #[allow(
        clippy::inline_always,
        reason = "it is called for every row, and what holds is known where it is"
    )]
    #[inline(always)]
    fn score_by(&self, text: &str, known: Hit, holds: impl Fn(&Field) -> bool) -> Option<Hit> {
        let (mut sum, mut count, mut begin) = (0_u32, 0_u32, 0);
        let mut add = |held: Held| {
            if let Held::Word(quality) = held {
                sum += u32::from(quality);
                count += 1;
            }
        };
        let (quick, slow) = self.groups.split_at_checked(self.dated.into())?;
        let first = self.first_word();
        let others = quick.get(usize::from(first.is_some())..)?;
        // Groups with a field first, which seldom read anything; then the word that was
        // typed last: among what was found by those before it, only it says no.
        for group in others.iter().rev() {
            add(best(group, text, &holds)?);
        }
        if let Some(term) = first {
            let quality;
            (quality, begin) = term.quality_from(text, known.begin.into())?;
            add(Held::Word(quality));
        }
        for group in slow {
            add(best(group, text, &holds)?);
        }
        let quality = sum.checked_div(count).unwrap_or(0);
        Some(known.scored(quality as u8, text, begin))
    }

    /// The word of the first group, where it is one word that may stand anywhere and nothing may
    /// stand for it.
    fn first_word(&self) -> Option<&Term> {
        match self.groups.first()?.as_slice() {
            [Test::Word(term)] if term.is_free() && !term.not => Some(term),
            _ => None,
        }
    }

    /// The words that a headline is marked by: of each group the one that stands best,
    /// and where there is but one, that one, which may not stand in it at all. Empty
    /// where a group has nothing that holds; what fields ask for is taken to hold.
    pub(super) fn shown(&self, text: &str) -> Vec<&Term> {
        let groups = self.groups.iter().map(|group| {
            if let [Test::Word(term)] = group.as_slice()
                && !term.not
            {
                return Some(Some((0, term)));
            }
            let words = group.iter().filter_map(|test| match test {
                Test::Word(term) => match (term.quality(text), term.not) {
                    (Some(quality), false) => Some(Some((quality, term))),
                    (None, true) => Some(None),
                    _ => None,
                },
                Test::Field { .. } => Some(None),
            });
            // The first of those that stand equally well.
            words
                .rev()
                .max_by_key(|shown| shown.map(|(quality, _)| quality))
        });
        let groups: Option<Vec<_>> = groups.collect();
        let shown = groups.into_iter().flatten().flatten();
        shown.map(|(_, term)| term).collect()
    }
}

/// How a condition holds; the better the higher.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Held {
    /// A field, or what is not to be there: it says nothing of how well.
    Beside,
    Word(u8),
}

/// How the best of some conditions holds; None where none does.
fn best(group: &[Test], text: &str, holds: &impl Fn(&Field) -> bool) -> Option<Held> {
    let held = group.iter().filter_map(|test| match test {
        Test::Word(term) => match (term.quality(text), term.not) {
            (Some(quality), false) => Some(Held::Word(quality)),
            (None, true) => Some(Held::Beside),
            _ => None,
        },
        Test::Field { field, not } => (holds(field) != *not).then_some(Held::Beside),
    });
    held.max()
}
