//! The rules of CLREQ, JLREQ, KLREQ and UAX #14 by example (`tests/data/rules`):
//! every place where a line may end, in phrases of our own.

use std::collections::BTreeSet;

use yue::text::{Lang, Level, breaks};

use super::table::{Row, table};

/// The tables of breaks, and how many cases there are at least in all.
const TABLES: [&str; 4] = ["clreq", "jlreq", "klreq", "uax14"];
const CASES: usize = 300;

pub fn lang(row: &Row) -> Lang {
    let tag = row.get("lang");
    Lang::parse(tag).unwrap_or_else(|| panic!("{}: no language {tag}", row.place))
}

pub fn level(row: &Row) -> Level {
    match row.get("level") {
        "none" => Level::None,
        "basic" => Level::Basic,
        "gb" => Level::Gb,
        "strict" => Level::Strict,
        other => panic!("{}: no level {other}", row.place),
    }
}

/// What stands for a break (or a line's end) in this row.
pub fn sign<'a>(row: &'a Row, usual: &'static str) -> &'a str {
    match row.get("sign") {
        "" => usual,
        own => own,
    }
}

/// The sections that the tables may name: those of `sections.tsv`, each with its
/// heading.
pub fn sections() -> BTreeSet<String> {
    let rows = table("rules/sections.tsv");
    let found: BTreeSet<String> = rows
        .iter()
        .map(|row| {
            assert!(!row.get("heading").is_empty(), "{}: no heading", row.place);
            row.get("section").to_owned()
        })
        .collect();
    assert_eq!(found.len(), rows.len(), "a section stands there twice");
    found
}

/// Why a case is not one, or does not hold.
fn fault(row: &Row, sections: &BTreeSet<String>) -> Option<String> {
    let (place, rule) = (&row.place, row.get("rule"));
    if !sections.contains(row.get("section")) || rule.is_empty() {
        return Some(format!("{place}: {} is no section", row.get("section")));
    }
    let (sign, expected) = (sign(row, "|"), row.get("breaks"));
    let text = expected.replace(sign, "");
    let mut found = String::new();
    let mut from = 0;
    for at in breaks(&text, level(row), lang(row)) {
        found.push_str(&text[from..at]);
        found.push_str(sign);
        from = at;
    }
    found.push_str(&text[from..]);
    let (section, expected) = (row.get("section"), expected.to_owned());
    (found != expected)
        .then(|| format!("{place}: {section}, {rule}:\n  expected {expected}\n  found    {found}"))
}

fn cases() -> Vec<Row> {
    let read = |name: &&str| table(&format!("rules/{name}.tsv"));
    TABLES.iter().flat_map(read).collect()
}

#[test]
fn lines_break_where_the_documents_say() {
    let (cases, sections) = (cases(), sections());
    let faults: Vec<String> = cases
        .iter()
        .filter_map(|row| fault(row, &sections))
        .collect();
    let count = cases.len();
    assert!(count >= CASES, "{count} cases, at least {CASES}");
    let failed = faults.len();
    assert!(
        faults.is_empty(),
        "{failed} of {count}\n{}",
        faults.join("\n")
    );
}

#[test]
fn no_case_stands_there_twice_and_no_section_without_one() {
    let key = |row: &Row| ["lang", "level", "breaks"].map(|c| row.get(c).to_owned());
    let all = cases();
    let mut seen = BTreeSet::new();
    for row in &all {
        assert!(seen.insert(key(row)), "{}: a second time", row.place);
    }
    let lines = table("rules/lines.tsv");
    let named = all.iter().chain(&lines).map(|row| row.get("section"));
    let named: BTreeSet<String> = named.map(str::to_owned).collect();
    assert_eq!(named, sections());
}

#[test]
fn a_wrong_case_is_found() {
    let sections = sections();
    for (column, word) in [
        ("breaks", "天|亮|，|人"),
        ("section", "CLREQ 0"),
        ("rule", ""),
    ] {
        let mut row = cases().remove(0);
        assert_eq!(fault(&row, &sections), None);
        row.set(column, word);
        assert!(fault(&row, &sections).is_some(), "{column}");
    }
}
