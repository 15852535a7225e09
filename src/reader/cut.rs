//! Where a long text is cut into segments: at the end of a sentence, else at a
//! blank, else where a line may break, else between two clusters.
//!
//! Invariant: no segment is empty or longer than [`SEGMENT_BYTES`], and each is
//! found by looking at a few KB before that limit.

use super::page::SEGMENT_BYTES;
use crate::text::cluster::{self, Clusters};
use crate::text::{class, opportunities, sentence};

/// How far before the limit a place is looked for, in bytes.
const TAIL_BYTES: usize = 4096;

/// What follows the limit and has a say in whether a line may break there, in bytes.
const AFTER_BYTES: usize = 64;

/// Bytes of `text` that the next segment takes; all of a short one.
pub(super) fn head_length(text: &str) -> usize {
    if text.len() <= SEGMENT_BYTES {
        return text.len();
    }
    let limit = cluster::floor(text, SEGMENT_BYTES);
    let start = sure_boundary(text, limit.saturating_sub(TAIL_BYTES));
    let end = cluster::floor(text, limit + AFTER_BYTES);
    let tail = text.get(start..end).unwrap_or("");
    let limit_in_tail = limit - start;
    let near: Vec<usize> = Clusters::new(tail)
        .map(|(at, _)| at)
        .take_while(|at| *at <= limit_in_tail)
        .filter(|at| *at > 0)
        .collect();
    // The last one is the end of the tail, which ends no line.
    let free: Vec<usize> = opportunities(tail)
        .into_iter()
        .filter(|at| near.binary_search(at).is_ok())
        .collect();
    let before = |at: &usize| tail.get(..*at).unwrap_or("");
    let sentences = sentence::starts(tail);
    let found = (free.iter().rev())
        .find(|at| sentences.binary_search(at).is_ok())
        .or_else(|| free.iter().rev().find(|at| before(at).ends_with(is_blank)))
        .or_else(|| free.last())
        .or_else(|| near.last());
    found.map_or(limit, |at| start + at)
}

/// A place at or before `at` that is a boundary of clusters, whatever stands
/// further back.
fn sure_boundary(text: &str, at: usize) -> usize {
    let head = text.get(..cluster::floor(text, at)).unwrap_or("");
    let mut after = false;
    for (at, c) in head.char_indices().rev() {
        let alone = class::stands_alone(c);
        if alone && after {
            return at + c.len_utf8();
        }
        after = alone;
    }
    0
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() && c != '\u{A0}'
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All pieces of `text`; each is checked to end where one may.
    #[track_caller]
    fn pieces(text: &str) -> Vec<&str> {
        let clusters = cluster::boundaries(text);
        let (mut rest, mut at, mut all) = (text, 0, Vec::new());
        while !rest.is_empty() {
            let length = head_length(rest);
            assert!(length > 0 && length <= SEGMENT_BYTES, "{length}");
            let (piece, after) = rest.split_at(length);
            at += length;
            assert!(clusters.binary_search(&at).is_ok(), "inside a cluster");
            all.push(piece);
            rest = after;
        }
        all
    }

    /// That every cut in a text of `unit`s, behind `lead` bytes of another
    /// character, ends its piece with one of `ends`.
    #[track_caller]
    fn check(unit: &str, ends: &[&str]) {
        for lead in 0..unit.len() {
            let text = format!("{}{}", "a".repeat(lead), unit.repeat(100_000 / unit.len()));
            let all = pieces(&text);
            for piece in &all[..all.len() - 1] {
                let last: String = piece.chars().skip(piece.chars().count() - 8).collect();
                assert!(ends.iter().any(|end| last.ends_with(end)), "{unit}: {last}");
            }
        }
    }

    #[test]
    fn the_end_of_a_sentence_comes_first() {
        check("甲乙，丙 丁。", &["。"]);
        check("甲说：“乙丙！”", &["！”"]);
        check("비가 왔다. 눈도 ", &["다. "]);
        check("（甲乙。）、丙丁", &["、", "甲", "丙", "丁"]);
    }

    #[test]
    fn then_a_blank_then_a_place_where_a_line_may_break() {
        check("河内 北京,", &[" "]);
        check("（甲", &["甲"]);
        check("（（（（（（甲", &["甲"]);
        check("《甲》，", &["，"]);
        check("甲、", &["、"]);
    }

    #[test]
    fn a_text_without_any_such_place_is_cut_between_clusters() {
        check("（", &["（"]);
        check("a", &["a"]);
        check("e\u{301}", &["e\u{301}"]);
        check("\u{1F468}\u{200D}\u{1F469}", &["\u{1F469}"]);
        check("\u{1F1FB}\u{1F1F3}", &["\u{1F1F3}"]);
        check("が\u{3099}", &["が\u{3099}"]);
        check("一。\u{3099}", &["。\u{3099}", "一"]);
    }
}
