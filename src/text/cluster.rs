//! Grapheme clusters (UAX #29, Unicode 18, by `icu_segmenter`), with a fast path:
//! between two characters of which neither ever joins with a neighbour there is
//! always a boundary, and that is nearly all of CJK text.
//!
//! Invariant: the boundaries equal those of the segmenter alone.

use icu_segmenter::GraphemeClusterSegmenter;

use super::class;

/// The clusters of a text: byte offset and text of each.
#[derive(Clone, Debug)]
pub struct Clusters<'t> {
    rest: &'t str,
    at: usize,
    /// The first character of `rest`, and whether it stands alone: each is looked
    /// at once.
    first: Option<char>,
    alone: bool,
}

impl<'t> Clusters<'t> {
    /// The clusters of `text`; offsets count from 0.
    pub fn new(text: &'t str) -> Self {
        let mut clusters = Self {
            rest: text,
            at: 0,
            first: None,
            alone: false,
        };
        clusters.look();
        clusters
    }

    /// Goes on from byte `at`, a boundary of clusters that is not behind us.
    pub fn skip_to(&mut self, at: usize) {
        let rest = self.rest.get(at.saturating_sub(self.at)..);
        self.rest = rest.unwrap_or("");
        self.at = at;
        self.look();
    }

    /// The text after the cluster given last.
    pub fn rest(&self) -> &'t str {
        self.rest
    }

    /// The first character of that text.
    pub fn peek(&self) -> Option<char> {
        self.first
    }

    #[inline]
    fn look(&mut self) {
        self.first = self.rest.chars().next();
        self.alone = self.first.is_none_or(class::stands_alone);
    }

    /// The next cluster: byte offset, text, first character.
    #[inline]
    pub fn step(&mut self) -> Option<(usize, &'t str, char)> {
        let (first, alone, at) = (self.first?, self.alone, self.at);
        let (piece, rest) = self.rest.split_at_checked(first.len_utf8())?;
        let whole = self.rest;
        (self.rest, self.at) = (rest, at + piece.len());
        self.look();
        if alone && self.alone {
            return Some((at, piece, first));
        }
        let (piece, rest) = whole.split_at_checked(segment(whole))?;
        (self.rest, self.at) = (rest, at + piece.len());
        self.look();
        Some((at, piece, first))
    }
}

impl<'t> Iterator for Clusters<'t> {
    type Item = (usize, &'t str);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.step().map(|(at, piece, _)| (at, piece))
    }
}

/// Bytes of the first cluster of a text that is not empty. Starting anew at a
/// boundary is safe: no rule of UAX #29 looks back across one, but for pairs of
/// regional indicators, which a boundary leaves in step.
fn segment(text: &str) -> usize {
    GraphemeClusterSegmenter::new_neo()
        .segment_str(text)
        .find(|&boundary| boundary > 0)
        .unwrap_or(text.len())
}

/// All boundaries, 0 and the length included (nothing for an empty text).
pub fn boundaries(text: &str) -> Vec<usize> {
    let mut all: Vec<usize> = Clusters::new(text).map(|(at, _)| at).collect();
    if !text.is_empty() {
        all.push(text.len());
    }
    all
}

/// The nearest character boundary at or before byte `at`.
pub fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (at.saturating_sub(3)..=at)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

/// The boundary before `at`, or 0.
pub fn before(text: &str, at: usize) -> usize {
    Clusters::new(text)
        .map(|(start, _)| start)
        .take_while(|&start| start < at)
        .last()
        .unwrap_or(0)
}

/// The boundary after `at`, or the end.
pub fn after(text: &str, at: usize) -> usize {
    Clusters::new(text)
        .map(|(start, _)| start)
        .find(|&start| start > at)
        .unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        Clusters::new(text).map(|(_, piece)| piece).collect()
    }

    #[test]
    fn joins_what_belongs_together() {
        assert_eq!(pieces("中e\u{301}国"), ["中", "e\u{301}", "国"]);
        assert_eq!(pieces("ｶﾞｷ"), ["ｶﾞ", "ｷ"]);
        assert_eq!(pieces("が\u{3099}"), ["が\u{3099}"]);
        assert_eq!(pieces("葛\u{E0100}城"), ["葛\u{E0100}", "城"]);
        assert_eq!(pieces("👨‍👩‍👧한"), ["👨‍👩‍👧", "한"]);
        assert_eq!(
            pieces("\u{1112}\u{1161}\u{11ab}글"),
            ["\u{1112}\u{1161}\u{11ab}", "글"]
        );
        assert_eq!(pieces("🇯🇵🇰🇷1️⃣"), ["🇯🇵", "🇰🇷", "1️⃣"]);
    }

    #[test]
    fn the_fast_path_changes_nothing() {
        // Every pair of a character that stands alone with one that may not.
        let joiners = [
            '\u{301}', '\u{200d}', '\u{fe0f}', '\u{3099}', '\u{ff9e}', '\u{11a8}', '👩', 'ก',
            '\u{e33}',
        ];
        for c in ('\u{20}'..'\u{20000}').filter(|&c| class::stands_alone(c)) {
            for other in joiners.iter().copied().chain(['中', 'a', '가']) {
                for text in [
                    format!("{c}{other}"),
                    format!("{other}{c}"),
                    format!("{c}{c}{other}"),
                ] {
                    let slow: Vec<usize> = GraphemeClusterSegmenter::new_neo()
                        .segment_str(&text)
                        .collect();
                    assert_eq!(boundaries(&text), slow, "{text:?}");
                }
            }
        }
    }

    #[test]
    fn steps_back_and_forth_by_cluster() {
        assert_eq!(before("中e\u{301}", 6), 3);
        assert_eq!(after("中e\u{301}国", 3), 6);
        assert_eq!(before("中", 0), 0);
        assert_eq!(after("中", 3), 3);
    }
}
