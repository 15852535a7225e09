//! The tables of cases: what a query finds and marks, and what comes first.

use super::*;

const CASES: &str = include_str!("../../../tests/data/matching/cases.tsv");
const RANKING: &str = include_str!("../../../tests/data/matching/ranking.tsv");

/// The rows of a table with their line numbers.
fn table(text: &str) -> impl Iterator<Item = (usize, Vec<&str>)> {
    let lines = text.lines().enumerate();
    let rows = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    rows.map(|(at, line)| (at + 1, line.split('\t').collect()))
}

fn show(marks: &[u32]) -> String {
    if marks.is_empty() {
        return "-".to_owned();
    }
    let marks: Vec<String> = marks.iter().map(u32::to_string).collect();
    marks.join(",")
}

#[test]
fn cases_are_found_and_marked() {
    let load = |sloppy, kanji| Finder::load(Options { sloppy, kanji });
    let (plain, sloppy, kanji) = (load(false, false), load(true, false), load(false, true));
    let (mut failed, mut count) = (Vec::new(), 0);
    for (line, fields) in table(CASES) {
        let (text, headline, wanted) = (fields[0], fields[1], fields[2]);
        let finder = match fields.get(3) {
            None => &plain,
            Some(&"sloppy") => &sloppy,
            Some(&"kanji") => &kanji,
            Some(other) => panic!("line {line}: {other}"),
        };
        count += 1;
        let query = finder.query(text, &Query::default()).unwrap();
        let rows = library(&[headline], 1);
        rows.chunks().iter().for_each(|chunk| finder.prepare(chunk));
        let found = !hits(&query, &rows.chunks()[0]).is_empty();
        let marks = show(&query.marks(headline));
        let good = wanted.split(" | ").any(|wanted| wanted == marks);
        if !good || found != (wanted != "-") {
            failed.push(format!(
                "{line}: {text} in {headline}: {wanted}, not {marks} ({found})"
            ));
        }
    }
    assert!(
        failed.is_empty(),
        "{} of {count}:\n{}",
        failed.len(),
        failed.join("\n")
    );
    assert!(count >= 560, "{count} cases");
}

#[test]
fn the_better_headline_comes_first() {
    let (mut failed, mut count) = (Vec::new(), 0);
    for (line, fields) in table(RANKING) {
        let (text, better, worse) = (fields[0], fields[1], fields[2]);
        count += 1;
        let orders = [
            listed(text, &library(&[better, worse], 8)) == [0, 1],
            listed(text, &library(&[worse, better], 8)) == [1, 0],
        ];
        if orders != [true, true] {
            failed.push(format!(
                "{line}: {text}: {better} before {worse}: {orders:?}"
            ));
        }
    }
    assert!(
        failed.is_empty(),
        "{} of {count}:\n{}",
        failed.len(),
        failed.join("\n")
    );
    assert!(count >= 105, "{count} pairs");
}
