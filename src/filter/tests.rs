use std::cell::Cell;
use std::cmp::Reverse;
use std::sync::Arc;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use proptest::prelude::*;

use super::*;
use crate::article::{ArticleId, Source};
use crate::store::{ChunkBuilder, MATCH_CHARS, Row, RowIx, Snapshot, presence};
use crate::text::fold::fold;

fn library(headlines: &[impl AsRef<str>], chunk_rows: usize) -> Snapshot {
    let numbered: Vec<_> = headlines.iter().enumerate().collect();
    numbered
        .chunks(chunk_rows)
        .fold(Snapshot::default(), |all, rows| {
            let mut builder = ChunkBuilder::default();
            for (id, headline) in rows {
                builder.push(Row {
                    id: ArticleId((*id as u64) << 32),
                    headline: headline.as_ref().to_owned(),
                    source: Source::Stdin,
                });
            }
            all.with(Arc::new(builder.finish()))
        })
}

fn rows(matches: &Matches) -> Vec<u32> {
    (0..matches.len())
        .filter_map(|at| matches.get(at))
        .map(|row| row.0)
        .collect()
}

fn scan_all(query: &str, snapshot: &Snapshot) -> Vec<u32> {
    let found = scan(&Query::parse(query), snapshot, &|| false);
    found.map_or_else(Vec::new, |matches| rows(&matches))
}

/// Every word against the whole folded headline by a fresh matcher, nothing spared.
fn naive(query: &str, headlines: &[impl AsRef<str>]) -> Vec<u32> {
    let folded_query = fold(query);
    let mut words: Vec<&str> = Vec::new();
    for word in folded_query.split_whitespace() {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    let mut hits: Vec<(i64, u32)> = Vec::new();
    for (row, headline) in headlines.iter().enumerate() {
        let folded = fold(headline.as_ref());
        let scores = words.iter().map(|word| naive_score(&folded, word));
        if let Some(sum) = scores.sum::<Option<i64>>() {
            hits.push((sum, row as u32));
        }
    }
    hits.sort_by_key(|&(score, _)| Reverse(score));
    hits.into_iter().map(|(_, row)| row).collect()
}

fn naive_score(folded: &str, word: &str) -> Option<i64> {
    SkimMatcherV2::default()
        .ignore_case()
        .fuzzy_match(folded, word)
}

/// Marks as text: the marked characters of the headline.
fn marked(query: &str, headline: &str) -> Option<String> {
    let marks = Query::parse(query).marks(headline)?;
    let chars: Vec<char> = headline.chars().collect();
    Some(marks.into_iter().map(|at| chars[at as usize]).collect())
}

#[test]
fn the_best_comes_first_and_ties_keep_their_order() {
    let snapshot = library(
        &[
            "谈美和朝",
            "朝美",
            "美朝会谈",
            "谈美朝事",
            "说美朝事",
            "无关",
        ],
        2,
    );
    assert_eq!(scan_all("美朝", &snapshot), [2, 3, 4, 0]);
    assert_eq!(scan_all("会谈 美", &snapshot), [2]);
    assert_eq!(scan_all("没有", &snapshot), [] as [u32; 0]);
}

#[test]
fn an_empty_query_matches_all() {
    let snapshot = library(&["甲", "乙", "丙"], 2);
    assert!(Query::parse(" \u{3000}").is_empty());
    let all = scan(&Query::parse(""), &snapshot, &|| true);
    assert!(matches!(all, Some(Matches::All(3))));
    assert_eq!(all.map(|all| rows(&all)), Some(vec![0, 1, 2]));
}

#[test]
fn width_case_and_marks_do_not_count() {
    let headlines = ["Đà Nẵng ngày mai", "ＣＯＰ26 大会", "ｶﾞｽ料金", "한국 소식"];
    let snapshot = library(&headlines, 8);
    assert_eq!(scan_all("DANANG", &snapshot), [0]);
    assert_eq!(scan_all("cop２６", &snapshot), [1]);
    assert_eq!(scan_all("ガス", &snapshot), [2]);
    assert_eq!(scan_all("\u{1112}\u{1161}\u{11ab}국", &snapshot), [3]);
}

#[test]
fn kana_and_forms_of_han_do_not_count() {
    let headlines = ["黑澤明の映画", "黒沢タワー", "黑泽港口", "黑龍江"];
    let snapshot = library(&headlines, 8);
    for name in ["黒沢", "黑澤", "黑泽"] {
        assert_eq!(scan_all(name, &snapshot), [0, 1, 2]);
    }
    assert_eq!(scan_all("たわー", &snapshot), [1]);
    assert_eq!(marked("國ノ", "全国のノート").as_deref(), Some("国の"));
}

#[test]
fn a_cancelled_scan_gives_nothing() {
    let snapshot = library(&vec!["越南"; 100], 10);
    let query = Query::parse("越");
    assert!(scan(&query, &snapshot, &|| true).is_none());
    let asked = Cell::new(0);
    let cancel = || {
        asked.set(asked.get() + 1);
        asked.get() > 5
    };
    assert!(scan(&query, &snapshot, &cancel).is_none());
    assert_eq!(asked.get(), 6);
}

#[test]
fn a_word_twice_is_a_word_once() {
    assert_eq!(Query::parse("a Ａ b á"), Query::parse("a b"));
}

#[test]
fn only_the_head_of_a_headline_is_searched() {
    let long = format!("{}尾", "长".repeat(MATCH_CHARS));
    let snapshot = library(&[long.as_str(), "尾"], 4);
    assert_eq!(scan_all("尾", &snapshot), [1]);
    assert_eq!(Query::parse("尾").marks(&long), None);
    // Long word, long headline: marks fall back to the leftmost.
    let word = "长".repeat(MATCH_CHARS);
    let marks = Query::parse(&word).marks(&long);
    assert_eq!(marks, Some((0..MATCH_CHARS as u32).collect()));
}

#[test]
fn marks_are_characters_of_the_headline_as_shown() {
    assert_eq!(marked("美朝", "看美国和朝鲜").as_deref(), Some("美朝"));
    assert_eq!(
        Query::parse("朝 国").marks("看美国和朝鲜"),
        Some(vec![2, 4])
    );
    assert_eq!(marked("ガ", "aｶﾞｽ").as_deref(), Some("ｶﾞ"));
    assert_eq!(
        marked("te", "Ét\u{300}e\u{301}").as_deref(),
        Some("t\u{300}e\u{301}")
    );
    assert_eq!(marked("x", "美朝"), None);
    assert_eq!(marked("", "美朝").as_deref(), Some(""));
}

#[test]
fn an_earlier_call_leaves_no_trace() {
    let skim = Skim::default();
    skim.score(" aaaaaaaaaab", "ab");
    let again = skim.score("acaacaaa", "cca");
    assert_eq!(again, naive_score("acaacaaa", "cca"));
}

/// Counts what it is asked.
struct Counting<'a>(&'a Cell<usize>, Skim);

impl Scorer for Counting<'_> {
    fn score(&self, folded: &str, word: &str) -> Option<i64> {
        self.0.set(self.0.get() + 1);
        self.1.score(folded, word)
    }
    fn marks(&self, folded: &str, word: &str) -> Option<Vec<usize>> {
        self.1.marks(folded, word)
    }
}

#[test]
fn only_rows_that_may_match_are_scored() {
    let headlines: Vec<String> = (0..100_000_u32)
        .map(|n| {
            let han = (0..6).map(|k| 0x4e00 + n.wrapping_mul(0x9e37_79b1 + k) % 0x2000);
            han.filter_map(char::from_u32).collect()
        })
        .collect();
    let snapshot = library(&headlines, 4096);
    let word: String = headlines[777].chars().take(3).collect();
    let wanted = presence(&fold(&word));
    let survivors = headlines.iter().map(|headline| presence(&fold(headline)));
    let survivors = survivors.filter(|mask| mask & wanted == wanted);
    let survivors = survivors.count();
    let asked = Cell::new(0);
    let scorer = Counting(&asked, Skim::default());
    let found = scan_with(&scorer, &Query::parse(&word), &snapshot, &|| false);
    assert!(found.is_some_and(|found| rows(&found).contains(&777)));
    assert_eq!(asked.get(), survivors);
    assert!(survivors < 5_000, "{survivors}");
}

#[test]
fn workers_may_share_the_chunks() {
    let headlines = ["美朝", "朝", "美", "美 朝", "x美朝"];
    let snapshot = library(&headlines, 2);
    let (query, skim) = (Query::parse("美"), Skim::default());
    let part = |range| scan_chunks(&skim, &query, &snapshot, range, &|| false).unwrap_or_default();
    let mut hits = part(1..9);
    assert_eq!(hits.first().map(|hit| hit.row), Some(RowIx(2)));
    hits.extend(part(0..1));
    assert_eq!(rows(&rank(hits)), scan_all("美", &snapshot));
}

fn headline() -> impl Strategy<Value = String> {
    let picks: Vec<char> = "aabbcAÉé ./1美朝越南沢澤泽ｶﾞガが한\u{301}".chars().collect();
    prop::collection::vec(prop::sample::select(picks), 0..18).prop_map(String::from_iter)
}

fn query() -> impl Strategy<Value = String> {
    let picks: Vec<char> = "aabbcAé1 美朝越南ガ한".chars().collect();
    prop::collection::vec(prop::sample::select(picks), 0..6).prop_map(String::from_iter)
}

proptest! {
    #[test]
    fn scan_equals_scoring_everything(
        headlines in prop::collection::vec(headline(), 0..40), query in query(), chunk_rows in 1_usize..20,
    ) {
        let snapshot = library(&headlines, chunk_rows);
        prop_assert_eq!(scan_all(&query, &snapshot), naive(&query, &headlines));
    }

    #[test]
    fn a_score_depends_on_the_texts_alone(
        calls in prop::collection::vec((headline(), "[aabbc./]{1,5}"), 1..30)
    ) {
        let skim = Skim::default();
        for (headline, word) in &calls {
            let folded = fold(headline);
            prop_assert_eq!(skim.score(&folded, word), naive_score(&folded, word), "{} in {}", word, folded);
        }
    }

    #[test]
    fn marks_spell_the_word(headline in headline(), word in "[abcé美朝ガ한]{1,4}") {
        let found = naive_score(&fold(&headline), &fold(&word)).is_some();
        let marked = marked(&word, &headline);
        prop_assert_eq!(marked.is_some(), found);
        if let Some(marked) = marked {
            prop_assert_eq!(fold(&marked), fold(&word));
        }
    }

    #[test]
    fn marks_of_words_join(headline in headline(), query in query()) {
        let parsed = Query::parse(&query);
        let words: Option<Vec<_>> = query.split_whitespace().map(|w| Query::parse(w).marks(&headline)).collect();
        let joined = words.map(|words| {
            let mut all = words.concat();
            all.sort_unstable();
            all.dedup();
            all
        });
        prop_assert_eq!(parsed.marks(&headline), joined);
    }
}

mod in_text {
    use super::*;

    fn texts<'a>(text: &'a str, needle: &str) -> Vec<&'a str> {
        let ranges = find_all(text, &Needle::new(needle));
        ranges
            .into_iter()
            .filter_map(|range| text.get(range))
            .collect()
    }

    #[test]
    fn matches_are_contiguous_and_folded() {
        assert_eq!(texts("ＡＢＣ abc a bc", "Abc"), ["ＡＢＣ", "abc"]);
        assert_eq!(texts("ｶﾞス ガｽ カス", "ガス"), ["ｶﾞス", "ガｽ"]);
        assert_eq!(
            texts("圖書館、図書館、图书馆", "図書"),
            ["圖書", "図書", "图书"]
        );
        assert_eq!(texts("cafe\u{301}s", "café"), ["cafe\u{301}"]);
        assert_eq!(
            texts("河 内\u{3000}河\u{3000}内", "河 内"),
            ["河 内", "河\u{3000}内"]
        );
        assert_eq!(texts("aaaaa", "aa"), ["aa", "aa"]);
        assert_eq!(texts("abababac", "ababac"), ["ababac"]);
        assert!(texts("美朝", "").is_empty());
        assert!(texts("", "美").is_empty());
    }

    #[test]
    fn a_start_inside_a_character_is_its_start() {
        let found = find_from("美朝", &Needle::new("朝"), 4, 10);
        assert_eq!(found.ranges.first(), Some(&(3..6)));
        let past = find_from("美朝", &Needle::new("朝"), 60, 10);
        assert_eq!((past.ranges.len(), past.next), (0, None));
    }

    #[test]
    fn a_piece_reads_little_more_than_its_limit() {
        let text = "美".repeat(1000);
        let found = find_from(&text, &Needle::new("美朝"), 0, 300);
        assert_eq!(found.next, Some(300));
    }

    proptest! {
        #[test]
        fn all_places_equal_a_naive_search(text in headline(), needle in "[abé美朝ガ ]{1,3}") {
            let wanted: Vec<char> = fold(&needle).chars().collect();
            let units: Vec<_> = crate::text::fold::units(&text).collect();
            let (mut at, mut expected) = (0, Vec::new());
            while at + wanted.len() <= units.len() {
                let here = &units[at..at + wanted.len()];
                if here.iter().map(|unit| unit.ch).eq(wanted.iter().copied()) {
                    expected.push(here[0].start..here[here.len() - 1].end);
                    at += wanted.len();
                } else {
                    at += 1;
                }
            }
            prop_assert_eq!(find_all(&text, &Needle::new(&needle)), expected);
        }

        #[test]
        fn pieces_add_up(text in headline(), needle in "[aab美ガ]{1,4}", limit in 0_usize..12) {
            let needle = Needle::new(&needle);
            let (mut ranges, mut next) = (Vec::new(), Some(0));
            while let Some(start) = next {
                let found = find_from(&text, &needle, start, limit);
                prop_assert!(found.next.is_none_or(|after| after > start));
                ranges.extend(found.ranges);
                next = found.next;
            }
            prop_assert_eq!(ranges, find_all(&text, &needle));
        }
    }
}
