//! What holds for all headlines and queries, by a naive matcher.

use std::fmt::Write;
use std::sync::OnceLock;

use proptest::prelude::*;

use super::super::automaton::Way;
use super::super::query::Test;
use super::naive::{Naive, Sure, Where};
use super::*;
use crate::store::matched_part;
use crate::text::fold::{fold, is_simple};

fn naive() -> &'static Naive {
    static NAIVE: OnceLock<Naive> = OnceLock::new();
    NAIVE.get_or_init(|| Naive::new(Options::default()))
}

/// Characters of all scripts, few enough to come again.
const CHARS: &str = "美朝重长西安绿女国國行乡茶沢泽銀𠮷こっきょしんとうおーいシャｷｮｯｰﾆｶﾞがち\
    한국대통려ㅎㄱaAénkct'’.-1 \u{3000}\u{301}🎉❤\u{fe0f}đ";

pub(super) fn headline() -> impl Strategy<Value = String> {
    let picks: Vec<char> = CHARS.chars().collect();
    prop::collection::vec(prop::sample::select(picks), 0..12).prop_map(String::from_iter)
}

fn headlines() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(headline(), 1..16)
}

/// A word that is no sign of the query's language.
fn any_word() -> impl Strategy<Value = String> {
    let picks: Vec<char> = "aceghiknostuymzx1-美朝长国重こきょっんー토대한ㅎㄱ"
        .chars()
        .collect();
    prop::collection::vec(prop::sample::select(picks), 1..6).prop_map(String::from_iter)
}

/// How a word is made of a headline: which characters, and how each is written.
fn recipe() -> impl Strategy<Value = Vec<(usize, usize)>> {
    prop::collection::vec((0_usize..3, 0_usize..40), 1..6)
}

/// A word that is likely to be in the headline.
fn word_of(headline: &str, recipe: &[(usize, usize)]) -> String {
    let chars: Vec<char> = headline.chars().filter(|c| !c.is_whitespace()).collect();
    let (mut word, mut at) = (String::new(), 0);
    for (gap, way) in recipe {
        at += gap;
        let Some(&c) = chars.get(at) else { break };
        let pair = chars
            .get(at + 1)
            .map_or(Vec::new(), |small| naive().pair(c, *small));
        let mut spellings = naive().spellings(c);
        spellings.extend(pair);
        match spellings.get(way % (spellings.len() + 1)) {
            Some(spelling) if way % 5 == 0 => {
                word.extend(spelling.letters.chars().take(1 + way % 3));
            }
            Some(spelling) => word.push_str(&spelling.letters),
            None => word.push(c),
        }
        at += 1;
    }
    let word: String = word
        .chars()
        .filter(|c| !"'’‘|!^$:：".contains(*c))
        .collect();
    if word.is_empty() {
        "x".to_owned()
    } else {
        word
    }
}

/// A word of a query: not, where, and the word.
type Part = (bool, Where, String);

fn place() -> impl Strategy<Value = Where> {
    prop::sample::select(vec![
        Where::Scattered,
        Where::Scattered,
        Where::Scattered,
        Where::Piece,
        Where::Start,
        Where::End,
        Where::Whole,
    ])
}

/// A word of a query before it is made: a recipe makes it of the first headline.
type Planned = (bool, Where, Result<String, Vec<(usize, usize)>>);

type Groups = Vec<Vec<Planned>>;

fn groups() -> impl Strategy<Value = Groups> {
    let word = prop_oneof![
        any_word().prop_map(Ok),
        recipe().prop_map(Err),
        recipe().prop_map(Err)
    ];
    let part = (prop::bool::weighted(0.15), place(), word);
    prop::collection::vec(prop::collection::vec(part, 1..3), 1..4)
}

fn made(groups: Groups, headline: &str) -> Vec<Vec<Part>> {
    let part = |(not, place, word): Planned| {
        (
            not,
            place,
            word.unwrap_or_else(|recipe| word_of(headline, &recipe)),
        )
    };
    let group = |parts: Vec<_>| parts.into_iter().map(part).collect();
    groups.into_iter().map(group).collect()
}

fn written(groups: &[Vec<Part>]) -> String {
    let mut text = String::new();
    for group in groups {
        for (nth, (not, place, word)) in group.iter().enumerate() {
            let (before, after) = match place {
                Where::Scattered => ("", ""),
                Where::Piece => ("'", ""),
                Where::Start => ("^", ""),
                Where::End => ("", "$"),
                Where::Whole => ("^", "$"),
            };
            let or = if nth > 0 { "| " } else { "" };
            let not = if *not { "!" } else { "" };
            write!(text, "{or}{not}{before}{word}{after} ").unwrap();
        }
    }
    text
}

/// What of a headline is matched.
fn matched(headline: &str) -> String {
    let part = matched_part(headline);
    if is_simple(part) {
        part.to_owned()
    } else {
        fold(part)
    }
}

fn holds((not, place, word): &Part, headline: &str) -> bool {
    let (place, sure) = match (not, place) {
        (true, Where::Scattered) => (Where::Piece, Sure::Whole),
        (true, place) => (*place, Sure::Whole),
        (false, Where::Piece) => (Where::Piece, Sure::Whole),
        (false, place) => (*place, Sure::Initial),
    };
    naive().reads(&fold(word), &matched(headline), place, sure) != *not
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig::with_cases(cases)
}

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn found_is_what_a_naive_matcher_finds(headlines in headlines(), groups in groups()) {
        let groups = made(groups, &headlines[0]);
        let text = written(&groups);
        let expected: Vec<u32> = (0..headlines.len() as u32).filter(|row| {
            let headline = &headlines[*row as usize];
            groups.iter().all(|group| group.iter().any(|part| holds(part, headline)))
        }).collect();
        prop_assert_eq!(found(&text, &headlines), expected, "{} in {:?}", text, headlines);
    }

    #[test]
    fn a_word_stands_as_well_as_it_can(headline in headline(), recipe in recipe()) {
        let word = word_of(&headline, &recipe);
        let query = query(&word);
        let Some(Test::Word(term)) = query.first_test() else { panic!("a word") };
        let text = matched(&headline);
        let reads = |place, sure| naive().reads(&term.text, &text, place, sure);
        let level = match () {
            () if reads(Where::Piece, Sure::Unfinished) => Some(3),
            () if reads(Where::Piece, Sure::Initial) => Some(2),
            () if reads(Where::Scattered, Sure::Unfinished) => Some(1),
            () if reads(Where::Scattered, Sure::Initial) => Some(0),
            () => None,
        };
        prop_assert_eq!(term.quality(&text).map(|quality| quality / 64), level, "{} in {}", word, text);
    }

    #[test]
    fn lanes_say_what_the_automata_say(headline in headline(), recipe in recipe(), before in 0..70_usize) {
        let word: Vec<char> = fold(&word_of(&headline, &recipe)).chars().collect();
        // Blocks of the lanes end anywhere in it.
        let text = format!("{}{}", "、".repeat(before), matched(&headline));
        let automaton = finder().automaton(&word);
        prop_assert_eq!(automaton.lanes.is_some(), word.len() <= 15);
        let begins = |way: Option<Way>| match way {
            Some(Way::Piece(depth, from, end)) => Some(automaton.start_of(&text, from, end, depth)),
            _ => None,
        };
        let ends = |way: Option<Way>| way.map(|way| match way {
            Way::Piece(depth, _, end) => Way::Piece(depth, 0, end),
            scattered @ Way::Scattered(..) => scattered,
        });
        let way = automaton.look(&text).map(|found| found.way);
        let by_one = automaton.look_by_one(&text);
        prop_assert_eq!(ends(way), by_one, "{:?} in {}", word, text);
        prop_assert_eq!(begins(way), begins(by_one), "{:?} in {}", word, text);
    }

    #[test]
    fn marks_are_a_reading(headline in headline(), recipe in recipe(), place in place()) {
        let word = word_of(&headline, &recipe);
        let part = (false, place, word);
        let text = written(&[vec![part.clone()]]);
        let marks = query(&text).marks(&headline);
        prop_assert_eq!(!marks.is_empty(), holds(&part, &headline), "{} in {}", text, headline);
        prop_assert!(marks.is_sorted_by(|one, next| one < next), "{:?}", marks);
        if !marks.is_empty() {
            let chars: Vec<char> = headline.chars().collect();
            let shown: String = marks.iter().map(|at| chars[*at as usize]).collect();
            let word = fold(&part.2);
            let whole = naive().reads(&word, &matched(&shown), Where::Whole, Sure::Initial);
            prop_assert!(whole, "{} marks {} in {}", text, shown, headline);
        }
    }

    #[test]
    fn no_mask_hides_a_match(headlines in headlines(), groups in groups()) {
        let text = written(&made(groups, &headlines[0]));
        let query = query(&text);
        let snapshot = library(&headlines, 100);
        let chunk = &snapshot.chunks()[0];
        let before = hits(&query, chunk);
        finder().prepare(chunk);
        prop_assert!(chunk.masks().is_some());
        prop_assert_eq!(hits(&query, chunk), before, "{} in {:?}", text, headlines);
    }

    #[test]
    fn what_extends_a_query_finds_no_more(
        headlines in headlines(), recipe in recipe(), place in place(), cut in 1_usize..4,
    ) {
        let word = word_of(&headlines[0], &recipe);
        let chars: Vec<char> = word.chars().collect();
        let less: String = chars[..chars.len().saturating_sub(cut).max(1)].iter().collect();
        let typed = |word: String| written(&[vec![(false, place, word)]]);
        let (before, now) = (query(&typed(less)), query(&typed(word)));
        let snapshot = library(&headlines, 100);
        let chunk = &snapshot.chunks()[0];
        if now.extends(&before) {
            let known = hits(&before, chunk);
            let among = scan(&now, chunk, Some(&known), &Nothing, &|| false).unwrap();
            let text = (before.text(), now.text());
            prop_assert_eq!(among, hits(&now, chunk), "{:?} in {:?}", text, headlines);
        }
    }

    #[test]
    fn queries_that_extend_each_other_narrow(headlines in headlines(), one in groups(), more in groups()) {
        let (one, more) = (made(one, &headlines[0]), made(more, &headlines[0]));
        let (before, now) = (query(&written(&one)), query(&(written(&one) + &written(&more))));
        let snapshot = library(&headlines, 100);
        let chunk = &snapshot.chunks()[0];
        if now.extends(&before) {
            let among = scan(&now, chunk, Some(&hits(&before, chunk)), &Nothing, &|| false);
            prop_assert_eq!(among.unwrap(), hits(&now, chunk), "{} then {}", before.text(), now.text());
        }
    }

    #[test]
    fn a_known_query_changes_nothing(headlines in headlines(), one in groups(), other in groups()) {
        let (one, other) = (written(&made(one, &headlines[0])), written(&made(other, &headlines[0])));
        let fresh = query(&one);
        let known = finder().query(&one, &query(&(other + &one))).unwrap();
        let snapshot = library(&headlines, 100);
        let chunk = &snapshot.chunks()[0];
        prop_assert_eq!(hits(&known, chunk), hits(&fresh, chunk));
    }
}
