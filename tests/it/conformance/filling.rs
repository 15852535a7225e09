//! How lines are filled, by example (`tests/data/rules/lines.tsv`): what goes
//! down, what is squeezed in, what sticks out, and where the first line starts.

use yue::config::Look;
use yue::lexicon::Lexicon;
use yue::reader::{Block, Laid, Typography, lay_out};
use yue::text::clean::clean;
use yue::text::{Ambiguous, Axis, Hang};

use super::rules::{lang, level, sections, sign};
use super::table::{Row, table};

/// At least so many cases.
const CASES: usize = 75;

/// The words of `setting`: the measure, then what differs from lines without
/// hanging, gaps, indent and restored marks on a narrow terminal.
fn laid(row: &Row, text: &str) -> Laid {
    let mut words = row.get("setting").split(' ');
    let measure = words.next().and_then(|word| word.parse().ok());
    let measure = measure.unwrap_or_else(|| panic!("{}: no measure", row.place));
    let mut set = Typography {
        level: level(row),
        hang: Some(Hang::Off),
        autospace: false,
        restores_marks: false,
        lang: Some(lang(row)),
        ..Typography::of(Look::default(), measure, 2, Ambiguous::NARROW)
    };
    let mut block = Block::default();
    for word in words {
        match word {
            "auto" => set.hang = None,
            "off" => set.hang = Some(Hang::Off),
            "half" => set.hang = Some(Hang::Half),
            "full" => set.hang = Some(Hang::Full),
            "gaps" => set.autospace = true,
            "marks" => set.restores_marks = true,
            "wide" => set.ambiguous = Ambiguous::WIDE,
            "down" => set.axis = Axis::Vertical,
            "grid" => block.grid = true,
            "indented" => block.indented = true,
            other => panic!("{}: no setting {other}", row.place),
        }
    }
    lay_out(clean(text).view(), block, set, &Lexicon::default())
}

/// The lines as they are drawn: blanks for the indent and for gaps.
fn drawn(laid: &Laid, text: &str) -> Vec<String> {
    let down = laid.setting.axis == Axis::Vertical;
    let text = clean(text);
    let line = |line: &yue::text::wrap::Line| {
        let (mut row, mut column) = (String::new(), 0);
        for placed in laid.placed(text.view(), *line) {
            let blanks = if down { 0 } else { placed.column - column };
            row.extend(std::iter::repeat_n(' ', blanks));
            row.push_str(&placed.piece);
            column = placed.column + placed.columns;
        }
        row
    };
    laid.lines.iter().map(line).collect()
}

fn fault(row: &Row) -> Option<String> {
    let (text, sign) = (row.get("text"), sign(row, "/"));
    let found = drawn(&laid(row, text), text).join(sign);
    let (place, section, rule) = (&row.place, row.get("section"), row.get("rule"));
    let expected = row.get("lines");
    (found != expected)
        .then(|| format!("{place}: {section}, {rule}:\n  expected {expected}\n  found    {found}"))
}

#[test]
fn lines_are_filled_as_the_documents_say() {
    let (rows, sections) = (table("rules/lines.tsv"), sections());
    for row in &rows {
        let named = sections.contains(row.get("section")) && !row.get("rule").is_empty();
        assert!(named, "{}: no section", row.place);
    }
    let faults: Vec<String> = rows.iter().filter_map(fault).collect();
    let count = rows.len();
    assert!(count >= CASES, "{count} cases, at least {CASES}");
    let failed = faults.len();
    assert!(
        faults.is_empty(),
        "{failed} of {count}\n{}",
        faults.join("\n")
    );
}

#[test]
fn a_wrong_line_is_found() {
    for (column, word) in [("lines", "春眠不觉晓，/处处闻啼鸟。"), ("setting", "12")] {
        let mut row = table("rules/lines.tsv").remove(0);
        assert_eq!(fault(&row), None);
        row.set(column, word);
        assert!(fault(&row).is_some(), "{column}");
    }
}
