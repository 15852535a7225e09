//! The official break tests of Unicode 18, line by line, against the bare engines
//! that the typesetting stands on (without the CJK pass over them). Over them the
//! rules of CSS, CLREQ, JLREQ and KLREQ, in tables (`css`, `rules`, `filling`).

mod css;
mod filling;
mod rules;
mod table;

use std::fmt::Write as _;

/// One line of a break test file.
struct Case {
    /// Counts from 1, comments included, as an editor shows it.
    line: usize,
    text: String,
    /// Byte offsets of `÷`, 0 and the end included where the file marks them.
    breaks: Vec<usize>,
}

fn parse(file: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    for (index, line) in file.lines().enumerate() {
        let fields = line.split('#').next().unwrap_or("").trim();
        if fields.is_empty() {
            continue;
        }
        let (mut text, mut breaks) = (String::new(), Vec::new());
        for field in fields.split_whitespace() {
            match field {
                "÷" => breaks.push(text.len()),
                "×" => {}
                hex => text.push(scalar(hex, index + 1)),
            }
        }
        cases.push(Case {
            line: index + 1,
            text,
            breaks,
        });
    }
    cases
}

fn scalar(hex: &str, line: usize) -> char {
    u32::from_str_radix(hex, 16)
        .ok()
        .and_then(char::from_u32)
        .unwrap_or_else(|| panic!("line {line}: {hex} is no character"))
}

/// Runs all cases; the message lists the first failing lines with what was
/// expected and what came.
fn check(name: &str, file: &str, cases_expected: usize, breaks: impl Fn(&str) -> Vec<usize>) {
    assert!(
        file.starts_with(&format!("# {name}-18.0.0.txt")),
        "{name} is of another Unicode version"
    );
    let cases = parse(file);
    assert_eq!(cases.len(), cases_expected, "cases in {name}");
    let mut report = String::new();
    let mut failed = 0;
    for case in &cases {
        let found = breaks(&case.text);
        if found != case.breaks {
            failed += 1;
            if failed <= 20 {
                let _ = writeln!(
                    report,
                    "line {}: {:?}: expected {:?}, found {found:?}",
                    case.line, case.text, case.breaks
                );
            }
        }
    }
    let passed = cases.len() - failed;
    assert_eq!(
        failed,
        0,
        "{name}: {passed} of {} pass\n{report}",
        cases.len()
    );
}

#[test]
fn line_break_test() {
    check(
        "LineBreakTest",
        include_str!("../../data/unicode/LineBreakTest.txt"),
        19_346,
        yue::text::opportunities,
    );
}

#[test]
fn grapheme_break_test() {
    check(
        "GraphemeBreakTest",
        include_str!("../../data/unicode/GraphemeBreakTest.txt"),
        853,
        yue::text::cluster::boundaries,
    );
}
