//! The line-break vectors of CSS (`tests/data/css`), against the engine with the
//! options of CSS and against yue's own levels. Whatever answers otherwise is
//! listed in the table with its reason, and nothing is listed that need not be.

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness};
use yue::text::{Lang, Level, breaks};

use super::table::{Row, table};

/// The text of the vectors around the character in question.
const BEFORE: &str = "文文文文文文";
const AFTER: &str = "字字";

/// Vectors: three for each character.
const CHINESE: usize = 108;
const JAPANESE: usize = 261;
/// Of each language, those that the engine answers otherwise.
const DISPUTED: usize = 8;

fn vectors() -> Vec<Row> {
    table("css/line-break.tsv")
}

fn text(row: &Row) -> String {
    let code = u32::from_str_radix(row.get("code"), 16).ok();
    let found = code.and_then(char::from_u32);
    let c = found.unwrap_or_else(|| panic!("{}: no character", row.place));
    format!("{BEFORE}{c}{AFTER}")
}

fn yes(row: &Row, word: &str) -> bool {
    match word {
        "yes" => true,
        "no" => false,
        other => panic!("{}: {other} is neither yes nor no", row.place),
    }
}

/// Whether the engine, set as CSS asks, breaks before the character.
fn engine(row: &Row, strictness: LineBreakStrictness) -> bool {
    let locale = row.get("lang").parse().unwrap();
    let mut options = LineBreakOptions::default();
    options.strictness = Some(strictness);
    options.content_locale = Some(&locale);
    let segmenter = LineSegmenter::new_neo_for_non_complex_scripts(options);
    let text = text(row);
    let mut found = segmenter.segment_str(&text);
    found.any(|at| at == BEFORE.len())
}

/// What the engine answers otherwise than the table says: language and column.
fn against_engine(rows: &[Row]) -> (Vec<String>, [usize; 2]) {
    let levels = [
        ("loose", LineBreakStrictness::Loose),
        ("normal", LineBreakStrictness::Normal),
        ("strict", LineBreakStrictness::Strict),
    ];
    let (mut faults, mut disputed) = (Vec::new(), [0; 2]);
    for row in rows {
        for (level, strictness) in levels {
            let same = engine(row, strictness) == yes(row, row.get(level));
            let listed = row.get("disputed") == level && row.get("why").len() > 1;
            disputed[usize::from(row.get("lang") == "ja")] += usize::from(!same);
            if same == listed {
                let (place, code) = (&row.place, row.get("code"));
                faults.push(format!("{place}: U+{code} {level}: agrees: {same}"));
            }
        }
    }
    (faults, disputed)
}

#[test]
fn the_engine_agrees_with_the_vectors() {
    let rows = vectors();
    let of = |lang: &str| 3 * rows.iter().filter(|row| row.get("lang") == lang).count();
    assert_eq!((of("zh"), of("ja")), (CHINESE, JAPANESE));
    let (faults, disputed) = against_engine(&rows);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!(disputed, [DISPUTED; 2], "vectors that the engine disputes");
}

/// What yue answers otherwise than `strict` and `normal`, by language.
fn against_levels(rows: &[Row]) -> Vec<String> {
    let mut faults = Vec::new();
    for row in rows {
        let langs: &[Lang] = match row.get("lang") {
            "ja" => &[Lang::Japanese],
            _ => &[Lang::Hans, Lang::Hant],
        };
        for (level, name, column) in [
            (Level::Strict, "strict", "strict"),
            (Level::Basic, "basic", "normal"),
        ] {
            let theirs = yes(row, row.get(column));
            let ours = row.get("ours").strip_prefix(name);
            let ours = ours.and_then(|word| word.strip_prefix('='));
            let named = ours.is_some() && row.get("rule").len() > 1;
            let expected = ours.map_or(theirs, |word| yes(row, word));
            if ours.is_some() && (expected == theirs || !named) {
                faults.push(format!("{}: listed without need or rule", row.place));
            }
            for lang in langs {
                let found = breaks(&text(row), level, *lang).contains(&BEFORE.len());
                if found != expected {
                    let code = row.get("code");
                    faults.push(format!("{}: U+{code} {level:?}: {found}", row.place));
                }
            }
        }
    }
    faults
}

#[test]
fn the_levels_agree_but_where_a_rule_is_named() {
    let faults = against_levels(&vectors());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_wrong_vector_is_found() {
    let mut rows = vectors();
    let at = rows.iter().position(|row| row.get("set") == "cpm");
    let row = &mut rows[at.unwrap()];
    row.set("strict", "yes");
    assert_eq!(against_engine(&rows).0.len(), 1);
    // In Simplified and in Traditional Chinese.
    assert_eq!(against_levels(&rows).len(), 2);
    let row = &mut rows[at.unwrap()];
    row.set("strict", "no");
    row.set("disputed", "loose");
    row.set("why", "no reason");
    row.set("ours", "basic=no");
    assert_eq!(against_engine(&rows).0.len(), 1);
    assert_eq!(against_levels(&rows).len(), 1);
}
