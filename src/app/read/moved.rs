//! Where a place lies in a text that was changed outside.
//!
//! Invariant: a place in what both texts have in common stays on the same words.

use super::Reader;
use crate::app::outside::Place;
use crate::text::cluster;

/// Bytes of the words at a place that it is found by.
const WORDS: usize = 60;

impl Reader {
    /// Where reading stands, for an editor.
    pub fn stands(&self) -> Place {
        Place {
            shown: std::sync::Arc::clone(&self.sheet.page.text),
            at: self.anchor,
            raw: std::sync::Arc::clone(&self.article.raw),
        }
    }
}

/// The byte of `new` that is what byte `at` of `old` was. What was before and behind a
/// change tells where it is; inside of it, the words that stood there do.
pub(super) fn moved(old: &str, new: &str, at: usize) -> usize {
    // What only grows is compared at once.
    let head = if new.starts_with(old) {
        old.len()
    } else {
        common(old.bytes(), new.bytes())
    };
    // Where the text is cut off, it may be that the rest is being written.
    if at == 0 || at < head || head == new.len() {
        return at;
    }
    if head == old.len() {
        return cluster::floor(new, at.min(new.len()));
    }
    let most = old.len().min(new.len()) - head;
    let tail = common(old.bytes().rev(), new.bytes().rev()).min(most);
    if at >= old.len() - tail {
        return cluster::floor(new, at + new.len() - old.len());
    }
    let changed = head..new.len() - tail;
    found(old, new, at).unwrap_or_else(|| cluster::floor(new, at.min(changed.end)))
}

/// The place in `new`, nearest to `at`, of the words at `at` in `old`.
fn found(old: &str, new: &str, at: usize) -> Option<usize> {
    let rest = old.get(at..)?;
    let line = rest.split('\n').next().unwrap_or(rest);
    let words = line.get(..cluster::floor(line, WORDS.min(line.len())))?;
    if words.trim().is_empty() {
        return None;
    }
    let places = new.match_indices(words).map(|(found, _)| found);
    places.min_by_key(|found| found.abs_diff(at))
}

/// How many bytes two texts have in common at their beginning.
fn common(a: impl Iterator<Item = u8>, b: impl Iterator<Item = u8>) -> usize {
    a.zip(b).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The text at the place of `words`, once `old` has become `new`.
    #[track_caller]
    fn check(old: &str, new: &str, words: &str) {
        let at = moved(old, new, old.find(words).unwrap());
        let there = new.get(at..).unwrap();
        assert!(there.starts_with(words), "{there:?}");
    }

    #[test]
    fn what_is_before_and_behind_a_change_stays_on_its_words() {
        check("一二三四", "一二三四五六", "三");
        check("一二三四", "零一二三四", "三");
        check("一二三四", "一二四", "四");
        check("一二三四", "一二三三三四", "四");
    }

    #[test]
    fn words_between_two_changes_are_found() {
        let old = "甲乙丙\n春眠不觉晓\n处处闻啼鸟\n夜来风雨声\n丁戊己";
        let new = "甲甲甲乙\n题\n春眠不觉晓\n处处闻啼鸟\n夜来风雨声\n丁丁";
        check(old, new, "处处");
        check(old, new, "夜来");
    }

    #[test]
    fn the_beginning_stays_the_beginning() {
        assert_eq!(moved("一二", "零一二", 0), 0);
    }

    #[test]
    fn a_text_that_is_being_written_keeps_the_place() {
        let (old, at) = ("一二三四五", 9);
        for cut in [0, 3, 6] {
            let part = old.get(..cut).unwrap();
            let there = moved(old, part, at);
            assert_eq!(moved(part, old, there), at);
        }
    }

    proptest! {
        #[test]
        fn a_place_lies_in_the_text(old in "[一二\n]{0,8}", new in "[一二\n]{0,8}", at in 0..30_usize) {
            let at = cluster::floor(&old, at.min(old.len()));
            let there = moved(&old, &new, at);
            prop_assert!(there <= new.len().max(at));
            prop_assert!(there > new.len() || new.is_char_boundary(there));
            prop_assert_eq!(moved(&old, &old, at), at);
        }
    }
}
