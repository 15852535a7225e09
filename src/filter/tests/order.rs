//! The order of the list.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use proptest::prelude::*;

use super::properties::headline;
use super::*;

#[test]
fn the_best_comes_first_and_ties_keep_their_order() {
    let headlines = [
        "谈美和朝",
        "朝美",
        "美朝会谈",
        "谈美朝事",
        "说美朝事",
        "无关",
    ];
    let snapshot = library(&headlines, 2);
    assert_eq!(listed("美朝", &snapshot), [2, 3, 4, 0]);
    assert_eq!(listed("会谈 美", &snapshot), [2]);
    assert_eq!(listed("没有", &snapshot), [] as [u32; 0]);
}

#[test]
fn pieces_come_before_scattered_and_whole_readings_before_initials() {
    // Each is better than the one after it, wherever it stands.
    let headlines = ["他说北京话", "背景", "北方京剧", "北风减弱,城里转晴,京"];
    for turn in 0..headlines.len() {
        let mut turned = headlines;
        turned.rotate_left(turn);
        let listed = listed("beijing", &library(&turned, 2));
        let texts: Vec<_> = listed.iter().map(|row| turned[*row as usize]).collect();
        assert_eq!(
            texts,
            ["背景", "他说北京话", "北方京剧", "北风减弱,城里转晴,京"]
        );
    }
    // 国奥: an initial, then a syllable; 高: the whole; 搞活: with more behind it.
    let snapshot = library(&["国奥开赛了", "今天登高原"], 2);
    assert_eq!(listed("gao", &snapshot), [1, 0]);
    // 名 is unfinished, and at the start.
    let snapshot = library(&["名城", "他和人民", "民"], 2);
    assert_eq!(listed("min", &snapshot)[0], 2);
}

#[test]
fn dated_rows_come_first_among_equals() {
    let dated = |id, day| {
        let mut row = row(id, "美朝会谈");
        row.facts.day = day;
        row
    };
    let rows = [
        dated(1, None),
        dated(2, Some(9)),
        dated(3, None),
        dated(4, Some(3)),
    ];
    for chunk_rows in 1..5 {
        assert_eq!(listed("mc", &snapshot(&rows, chunk_rows)), [1, 3, 0, 2]);
    }
}

#[test]
fn behind_the_best_the_order_is_by_our_score() {
    let headlines: Vec<String> = (0..BEST + 60)
        .map(|n| format!("{}美{}", "前".repeat(n % 7), "后".repeat(n % 5)))
        .collect();
    let snapshot = library(&headlines, 500);
    let query = query("美");
    let scores: Vec<u16> = snapshot
        .chunks()
        .iter()
        .flat_map(|chunk| hits(&query, chunk))
        .map(|hit| hit.score)
        .collect();
    let rows = listed("美", &snapshot);
    assert_eq!(rows.len(), headlines.len());
    let tail: Vec<_> = rows[BEST..]
        .iter()
        .map(|row| (std::cmp::Reverse(scores[*row as usize]), *row))
        .collect();
    assert!(tail.is_sorted());
    let worst = rows[..BEST].iter().map(|row| scores[*row as usize]).min();
    assert!(worst >= Some(scores[rows[BEST] as usize]));
}

#[test]
fn dated_rows_come_first_among_equals_behind_the_best_too() {
    let rows: Vec<Row> = (0..BEST * 2)
        .map(|n| {
            let mut row = row(n, "美朝会谈");
            row.facts.day = (n % 2 == 1).then_some(n as i32);
            row
        })
        .collect();
    let listed = listed("mc", &snapshot(&rows, 500));
    let dated = (0..BEST * 2).filter(|n| n % 2 == 1);
    let expected: Vec<u32> = dated
        .chain((0..BEST * 2).step_by(2))
        .map(|n| n as u32)
        .collect();
    assert_eq!(listed, expected);
}

#[test]
fn a_part_begins_as_the_whole_would() {
    let headlines: Vec<String> = (0..400)
        .map(|n| format!("{}美{}朝", "前".repeat(n % 7), "后".repeat(n % 5)))
        .collect();
    let snapshot = library(&headlines, 500);
    let query = query("美朝");
    let hits = hits(&query, &snapshot.chunks()[0]);
    let part = Part {
        chunk: &snapshot.chunks()[0],
        first: 0,
        hits: &hits,
    };
    let ranked = |extent| {
        let ranked = rank(&Skim::default(), &query, &[part], extent, &|| false);
        rows(&ranked.unwrap())
    };
    let (whole, part) = (ranked(Extent::Whole), ranked(Extent::Part));
    assert_eq!(whole.len(), part.len());
    assert_eq!(whole[..8], part[..8]);
}

fn naive_score(key: &str, word: &str) -> Option<(i64, Vec<usize>)> {
    let found = SkimMatcherV2::default()
        .ignore_case()
        .fuzzy_indices(key, word)?;
    (found.1.len() == word.chars().count()).then_some(found)
}

#[test]
fn an_earlier_call_leaves_no_trace() {
    let skim = Skim::default();
    skim.score(" aaaaaaaaaab", "ab");
    let again = skim.score("acaacaaa", "cca");
    assert_eq!(again, naive_score("acaacaaa", "cca"));
}

/// Gives every row the same score.
struct Flat;

impl Scorer for Flat {
    fn score(&self, _: &str, _: &str) -> Option<(i64, Vec<usize>)> {
        None
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_score_depends_on_the_texts_alone(
        calls in prop::collection::vec((headline(), "[aabbc./]{1,5}"), 1..30)
    ) {
        let skim = Skim::default();
        for (headline, word) in &calls {
            let folded = crate::text::fold::fold(headline);
            prop_assert_eq!(skim.score(&folded, word), naive_score(&folded, word), "{} in {}", word, folded);
        }
    }

    #[test]
    fn the_order_is_total_and_the_same_for_all_chunks(
        headlines in prop::collection::vec(headline(), 1..24),
        days in prop::collection::vec(prop::option::of(0_i32..9), 24),
        text in prop::sample::select(vec!["a", "美", "mc", "o", "ㅎ", "k | a", "!x", "c a"]),
        size in 1_usize..9,
    ) {
        let rows: Vec<Row> = headlines.iter().enumerate().map(|(id, headline)| {
            let mut row = row(id, headline);
            row.facts.day = days[id];
            row
        }).collect();
        let all = listed(text, &snapshot(&rows, 100));
        prop_assert_eq!(&listed(text, &snapshot(&rows, size)), &all);
        // Each row once, and only those that are hit.
        let whole = snapshot(&rows, 100);
        let scores = hits(&query(text), &whole.chunks()[0]);
        let mut sorted = all.clone();
        sorted.sort_unstable();
        prop_assert_eq!(sorted, scores.iter().map(|hit| u32::from(hit.index)).collect::<Vec<_>>());
        // Twice the same headlines: the copies stand behind, in their order.
        let twice: Vec<Row> = rows.iter().cloned().chain(rows.iter().enumerate().map(|(id, row)| Row {
            id: ArticleId(((id + rows.len()) as u64) << 32), ..row.clone()
        })).collect();
        let count = rows.len() as u32;
        let doubled = listed(text, &snapshot(&twice, size));
        let firsts: Vec<u32> = doubled.iter().copied().filter(|row| *row < count).collect();
        prop_assert_eq!(&firsts, &all);
        let copies: Vec<u32> = doubled.iter().filter(|row| **row >= count).map(|row| row - count).collect();
        prop_assert_eq!(&copies, &all);
    }

    #[test]
    fn without_a_second_opinion_our_score_decides(headlines in prop::collection::vec(headline(), 1..24)) {
        let whole = library(&headlines, 100);
        let (query, chunk) = (query("a | k | m"), &whole.chunks()[0]);
        let hits = hits(&query, chunk);
        let part = Part { chunk, first: 0, hits: &hits };
        let ranked = rows(&rank(&Flat, &query, &[part], Extent::Whole, &|| false).unwrap());
        let mut expected = hits.clone();
        expected.sort_by_key(|hit| std::cmp::Reverse(hit.score));
        prop_assert_eq!(ranked, expected.iter().map(|hit| u32::from(hit.index)).collect::<Vec<_>>());
    }
}
