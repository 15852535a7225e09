//! The tables of `assets/tables` are whole: counted, they are what their README.md
//! says, so that one cut short, merged badly or written by half is noticed.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use crate::sandbox::package;

fn table(name: &str) -> String {
    std::fs::read_to_string(package().join("assets/tables").join(name)).unwrap()
}

/// 12345 as `12,345`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A row of the README: the table, and each number with what it counts.
fn row(name: &str, counts: &[(usize, &str)]) -> String {
    let counts = counts.iter().map(|&(n, of)| format!("{} {of}", grouped(n)));
    let counts: Vec<String> = counts.collect();
    format!("| `{name}` | {} |", counts.join(", "))
}

/// `zhōng` without its tone; ü stays.
fn toneless(syllable: &str) -> String {
    let tone = |c: &char| !matches!(c, '\u{300}' | '\u{301}' | '\u{304}' | '\u{30c}');
    syllable.nfd().filter(tone).nfc().collect()
}

/// Character to readings, each character on one line only.
fn readings(text: &str) -> BTreeMap<char, BTreeSet<&str>> {
    let mut found = BTreeMap::new();
    for line in text.lines() {
        let mut fields = line.split('\t');
        let (readings, chars) = (fields.next().unwrap(), fields.next().expect(line));
        let all: BTreeSet<&str> = readings.split(' ').chain(fields.next()).collect();
        assert!(fields.next().is_none() && !chars.is_empty(), "{line}");
        for c in chars.chars() {
            assert!(found.insert(c, all.clone()).is_none(), "{c} twice");
        }
    }
    found
}

fn pinyin() -> String {
    let text = table("pinyin.tsv");
    let chars = readings(&text);
    let mut syllables = BTreeSet::new();
    let mut several = 0;
    for readings in chars.values() {
        let plain: BTreeSet<String> = readings.iter().map(|r| toneless(r)).collect();
        several += usize::from(plain.len() > 1);
        syllables.extend(plain);
    }
    for syllable in &syllables {
        let letter = |c: char| c.is_ascii_lowercase() || matches!(c, 'ü' | 'ê');
        assert!(syllable.chars().all(letter), "{syllable}");
    }
    row(
        "pinyin.tsv",
        &[
            (text.lines().count(), "rows"),
            (chars.len(), "characters"),
            (syllables.len(), "syllables without tones"),
            (several, "characters with several of these"),
        ],
    )
}

fn romaji() -> String {
    let text = table("romaji.tsv");
    let chars = readings(&text);
    let all: BTreeSet<&str> = chars.values().flatten().copied().collect();
    for reading in &all {
        assert!(reading.chars().all(|c| c.is_ascii_lowercase()), "{reading}");
    }
    assert!(chars.values().all(|readings| readings.len() <= 8));
    row(
        "romaji.tsv",
        &[
            (text.lines().count(), "rows"),
            (chars.len(), "characters"),
            (all.len(), "readings"),
        ],
    )
}

/// The pairs of a table with two characters a line, ascending.
fn pairs(name: &str) -> Vec<(char, char)> {
    let text = table(name);
    let pair = |line: &str| match line.chars().collect::<Vec<char>>()[..] {
        [from, to] => (from, to),
        _ => panic!("{name}: {line}"),
    };
    let pairs: Vec<(char, char)> = text.lines().map(pair).collect();
    assert!(pairs.windows(2).all(|w| w[0].0 < w[1].0), "{name}");
    pairs
}

fn variants() -> String {
    let pairs = pairs("variants.txt");
    let classes: BTreeSet<char> = pairs.iter().map(|pair| pair.1).collect();
    // One step is enough.
    assert!(pairs.iter().all(|pair| !classes.contains(&pair.0)));
    row(
        "variants.txt",
        &[(pairs.len(), "pairs"), (classes.len(), "classes")],
    )
}

#[test]
fn tables_hold_what_their_readme_counts() {
    let frequent: BTreeSet<char> = table("frequent.txt").lines().flat_map(str::chars).collect();
    let rows = [
        pinyin(),
        row(
            "phrases.tsv",
            &[(table("phrases.tsv").lines().count(), "words")],
        ),
        row("frequent.txt", &[(frequent.len(), "characters")]),
        row(
            "simplified.txt",
            &[(pairs("simplified.txt").len(), "pairs")],
        ),
        variants(),
        romaji(),
    ];
    let readme = table("README.md");
    let missing: Vec<&String> = rows.iter().filter(|row| !readme.contains(*row)).collect();
    assert!(missing.is_empty(), "not in README.md:\n{missing:#?}");
}

#[test]
fn a_line_too_few_is_found() {
    let readme = table("README.md");
    assert!(!readme.contains(&row("simplified.txt", &[(2737, "pairs")])));
}
