//! The finder as a whole: what is found, in which order, and what is marked.

mod cases;
mod hostile;
mod in_text;
mod language;
mod naive;
mod narrowing;
mod order;
mod properties;

use std::cell::Cell;
use std::sync::{Arc, OnceLock};

use super::*;
use crate::article::{ArticleId, Source};
use crate::store::{Chunk, ChunkBuilder, Row, RowFacts, Snapshot};
use crate::text::clean::line;

/// The tables, read once for all tests.
pub(in crate::filter) fn finder() -> &'static Finder {
    static FINDER: OnceLock<Finder> = OnceLock::new();
    FINDER.get_or_init(|| Finder::load(Options::default()))
}

fn row(id: usize, headline: &str) -> Row {
    Row {
        id: ArticleId((id as u64) << 32),
        headline: line(headline),
        source: Source::Stdin,
        facts: RowFacts::default(),
    }
}

fn snapshot(rows: &[Row], chunk_rows: usize) -> Snapshot {
    rows.chunks(chunk_rows)
        .fold(Snapshot::default(), |all, rows| {
            let mut builder = ChunkBuilder::default();
            rows.iter().cloned().for_each(|row| builder.push(row));
            all.with(Arc::new(builder.finish()))
        })
}

fn library(headlines: &[impl AsRef<str>], chunk_rows: usize) -> Snapshot {
    let rows = headlines.iter().enumerate();
    let rows: Vec<Row> = rows.map(|(id, text)| row(id, text.as_ref())).collect();
    snapshot(&rows, chunk_rows)
}

fn query(text: &str) -> Query {
    finder().query(text, &Query::default()).unwrap()
}

fn rows(matches: &Matches) -> Vec<u32> {
    let all = (0..matches.len()).filter_map(|at| matches.get(at));
    all.map(|row| row.0).collect()
}

/// The rows that match, in the order of the list.
fn listed(text: &str, snapshot: &Snapshot) -> Vec<u32> {
    rows(&filter(&query(text), snapshot, &Nothing, &|| false).unwrap())
}

/// The rows that match, ascending.
fn found(text: &str, headlines: &[impl AsRef<str>]) -> Vec<u32> {
    let mut found = listed(text, &library(headlines, 8));
    found.sort_unstable();
    found
}

fn hits(query: &Query, chunk: &Chunk) -> Vec<Hit> {
    scan(query, chunk, None, &Nothing, &|| false).unwrap()
}

/// Marks as text: the marked characters of the headline.
fn marked(text: &str, headline: &str) -> String {
    let marks = query(text).marks(headline);
    let chars: Vec<char> = headline.chars().collect();
    marks.into_iter().map(|at| chars[at as usize]).collect()
}

#[test]
fn an_empty_query_matches_all() {
    let snapshot = library(&["甲", "乙", "丙"], 2);
    assert!(query(" \u{3000}").is_empty());
    let all = filter(&query(""), &snapshot, &Nothing, &|| true);
    assert!(matches!(all, Some(Matches::All(3))));
    assert_eq!(all.map(|all| rows(&all)), Some(vec![0, 1, 2]));
}

#[test]
fn width_case_and_marks_do_not_count() {
    let headlines = ["Đà Nẵng ngày mai", "ＣＯＰ26 大会", "ｶﾞｽ料金", "한국 소식"];
    assert_eq!(found("DANANG", &headlines), [0]);
    assert_eq!(found("cop２６", &headlines), [1]);
    assert_eq!(found("ガス", &headlines), [2]);
    assert_eq!(found("\u{1112}\u{1161}\u{11ab}국", &headlines), [3]);
}

#[test]
fn kana_and_forms_of_han_do_not_count() {
    let headlines = ["黑澤明の映画", "黒沢タワー", "黑泽港口", "黑龍江"];
    for name in ["黒沢", "黑澤", "黑泽"] {
        assert_eq!(found(name, &headlines), [0, 1, 2]);
    }
    assert_eq!(found("たわー", &headlines), [1]);
    assert_eq!(marked("國ノ", "全国のノート"), "国の");
}

#[test]
fn emoji_match_with_and_without_selectors() {
    let headlines = ["爱心\u{2764}\u{fe0f}传递", "爱心\u{2764}传递", "爱心传递"];
    for text in ["\u{2764}", "\u{2764}\u{fe0f}", "心\u{2764}传", "x\u{2764}c"] {
        assert_eq!(found(text, &headlines), [0, 1], "{text}");
    }
    assert_eq!(marked("\u{2764}", headlines[0]), "\u{2764}\u{fe0f}");
    // The row is read by pinyin as others are.
    assert_eq!(marked("axcd", headlines[0]), "爱心传递");
}

#[test]
fn marks_are_characters_of_the_headline_as_shown() {
    assert_eq!(marked("美朝", "看美国和朝鲜"), "美朝");
    assert_eq!(query("朝 国").marks("看美国和朝鲜"), [2, 4]);
    assert_eq!(marked("ガ", "aｶﾞｽ"), "ｶﾞ");
    assert_eq!(marked("te", "Ét\u{300}e\u{301}"), "t\u{300}e\u{301}");
    assert_eq!(marked("x", "美朝"), "");
    assert_eq!(marked("", "美朝"), "");
}

#[test]
fn a_cancelled_run_gives_nothing() {
    let snapshot = library(&vec!["越南"; 100], 10);
    let query = query("越");
    assert!(filter(&query, &snapshot, &Nothing, &|| true).is_none());
    let asked = Cell::new(0);
    let cancel = || {
        asked.set(asked.get() + 1);
        asked.get() > 5
    };
    assert!(filter(&query, &snapshot, &Nothing, &cancel).is_none());
    assert_eq!(asked.get(), 6);
}

#[test]
fn a_scan_asks_for_leave_every_few_rows() {
    let long = "长".repeat(2000);
    let snapshot = library(&vec![long; 200], 1000);
    let (asked, query) = (Cell::new(0), query("短"));
    let count = || {
        asked.set(asked.get() + 1);
        false
    };
    let chunk = &snapshot.chunks()[0];
    scan(&query, chunk, None, &Nothing, &count).unwrap();
    // 1.2 megabytes, 64 kilobytes each time.
    assert_eq!(asked.get(), 1 + 200 / 11);
}

#[test]
fn only_the_head_of_a_headline_is_searched() {
    let long = format!("{}尾", "长".repeat(crate::store::MATCH_BYTES / 3));
    assert_eq!(found("尾", &[long.as_str(), "尾"]), [1]);
    assert_eq!(query("尾").marks(&long), [] as [u32; 0]);
    assert_eq!(query("长").marks(&long).first(), Some(&0));
}

#[test]
fn a_known_word_is_not_worked_out_again() {
    let first = query("meichao 会");
    let then = finder().query("'meichao 会晤", &first).unwrap();
    assert_eq!(then.marks("美朝会晤"), [0, 1, 2, 3]);
    assert_eq!(then.marks("美国朝鲜会晤"), [] as [u32; 0]);
}
