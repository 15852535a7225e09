//! Search within a text: contiguous and folded, by pieces or at once.

use proptest::prelude::*;

use super::properties::headline;
use super::*;
use crate::text::fold::fold;

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
