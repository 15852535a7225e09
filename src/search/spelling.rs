//! Which source characters a unit can begin with when it folds to a given
//! character: the fold, inverted.
//!
//! Nothing here knows what folds to what: every assigned character is folded once
//! per query (about 200,000 calls), for all characters of the query together.
//!
//! Invariant: a unit that folds to a wanted character begins with one of its heads.

use unicode_normalization::char::decompose_canonical;

use crate::text::fold::{fold_char, join};

/// The inverse of the fold for some characters.
#[derive(Clone, Debug, Default)]
pub(super) struct Spellings {
    /// Pairs of a folded character and a source character, ascending.
    pairs: Vec<(char, char)>,
}

/// A source character that a unit can begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) ch: char,
    /// Whether it is the wanted character by itself; else a mark must follow.
    pub(super) whole: bool,
}

impl Spellings {
    /// Of all that the units of `wanted` can be made of.
    pub(super) fn of(wanted: impl Iterator<Item = char>) -> Self {
        let mut keys = Vec::new();
        for c in wanted {
            keys.extend(stages(c));
            keys.extend(parts(c).into_iter().skip(1));
        }
        keys.sort_unstable();
        keys.dedup();
        // Most characters are turned away by one look at this.
        let mut seen = [false; 4096];
        for &key in &keys {
            if let Some(slot) = seen.get_mut(u32::from(key) as usize & 0xfff) {
                *slot = true;
            }
        }
        let mut pairs: Vec<(char, char)> = keys.iter().map(|&key| (key, key)).collect();
        for c in sources() {
            let key = fold_char(c);
            let slot = seen.get(u32::from(key) as usize & 0xfff);
            if slot == Some(&true) && keys.binary_search(&key).is_ok() {
                pairs.push((key, c));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        Self { pairs }
    }

    /// The source characters that fold to `key`, ascending.
    pub(super) fn spellings(&self, key: char) -> impl Iterator<Item = char> {
        let start = self.pairs.partition_point(|&(known, _)| known < key);
        let rest = self.pairs.get(start..).unwrap_or_default().iter();
        rest.take_while(move |&&(known, _)| known == key)
            .map(|&(_, c)| c)
    }

    /// What a unit that folds to `key` can begin with.
    pub(super) fn heads(&self, key: char) -> Vec<Head> {
        let mut heads = Vec::new();
        for stage in stages(key) {
            heads.extend(self.spellings(stage).map(|ch| Head {
                ch,
                whole: stage == key,
            }));
        }
        heads
    }

    /// What must follow a head that is not the whole of `key`.
    pub(super) fn marks(&self, key: char) -> Vec<char> {
        let marks = parts(key).into_iter().skip(1);
        marks.flat_map(|part| self.spellings(part)).collect()
    }
}

/// The folded characters that `c` is composed from, first the base.
fn parts(c: char) -> Vec<char> {
    let mut parts = Vec::new();
    decompose_canonical(c, |part| parts.push(fold_char(part)));
    parts
}

/// `c` and what is on the way to it when its parts are composed in any order.
fn stages(c: char) -> Vec<char> {
    let parts = parts(c);
    let mut stages = vec![c];
    stages.extend(parts.first().filter(|&&base| base != c));
    let mut at = 1;
    while let Some(&stage) = stages.get(at) {
        for &part in parts.iter().skip(1) {
            let next = join(stage, part).filter(|next| !stages.contains(next));
            stages.extend(next);
        }
        at += 1;
    }
    stages
}

/// All characters that can fold to another: surrogates, private use and the
/// planes of tags left out.
fn sources() -> impl Iterator<Item = char> {
    (0..0xd800)
        .chain(0xf900..0x1_f000)
        .chain(0x2_0000..0x3_2400)
        .filter_map(char::from_u32)
}
