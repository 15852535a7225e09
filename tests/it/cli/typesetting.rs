//! What a typesetter would check in the printed library, by the rules of CLREQ
//! and JLREQ written down here once more: independent of the program's tables,
//! with a width function of the test's own.

use unicode_width::UnicodeWidthStr;

use crate::library::{Entry, library};
use crate::sandbox::Sandbox;

const NOT_START: &str = "、，。．；：！？,.;:!?）)」』】〕〗》〉］｝]}”’·•・‧～〜~％%‰℃°｡､･｣";
const NOT_END: &str = "（(「『【〔〖《〈“‘［｛[{$¥￥＄€£｢";
const PAIRS: &str = "—…―⸺⋯‥";

/// A paragraph as printed.
struct Paragraph<'a> {
    rows: Vec<&'a str>,
}

/// The paragraphs of a printed article: parted by blank lines and indents.
fn paragraphs(text: &str) -> Vec<Paragraph<'_>> {
    let mut found: Vec<Paragraph<'_>> = Vec::new();
    let mut open = false;
    for row in text.lines() {
        if row.is_empty() {
            open = false;
        } else if open && !row.starts_with([' ', '\u{3000}']) {
            found.last_mut().unwrap().rows.push(row);
        } else {
            found.push(Paragraph { rows: vec![row] });
            open = true;
        }
    }
    found
}

/// The characters of a text without blanks, each with whether a blank stood
/// before it.
fn solid(text: &str) -> Vec<(char, bool)> {
    let mut blank = false;
    let mut found = Vec::new();
    for c in text.chars() {
        if c.is_whitespace() {
            blank = true;
        } else {
            found.push((c, std::mem::take(&mut blank)));
        }
    }
    found
}

/// What joins without an opportunity between: a Latin word, a number with its
/// marks, a Korean word.
fn one_piece(left: char, right: char, korean: bool) -> bool {
    let latin = |c: char| c.is_alphanumeric() && (c as u32) < 0x250;
    let hangul = |c: char| matches!(c, '\u{ac00}'..='\u{d7a3}');
    latin(left) && latin(right)
        || left.is_ascii_digit() && matches!(right, '.' | ',' | '%')
        || korean && hangul(left) && hangul(right)
}

/// The longest piece around `at` in columns: only one that is longer than the
/// measure may be split.
fn piece_columns(text: &[(char, bool)], at: usize, korean: bool) -> usize {
    let joined = |i: usize| !text[i].1 && one_piece(text[i - 1].0, text[i].0, korean);
    let start = (1..=at)
        .rev()
        .take_while(|&i| joined(i))
        .last()
        .map_or(at, |i| i - 1);
    let end = (at..text.len())
        .take_while(|&i| joined(i))
        .last()
        .map_or(at, |i| i + 1);
    let piece: String = text[start..end].iter().map(|c| c.0).collect();
    piece.width()
}

/// The faults of one paragraph against the source that it comes from.
fn faults(
    paragraph: &Paragraph<'_>,
    source: &[(char, bool)],
    measure: usize,
    korean: bool,
) -> Vec<String> {
    let mut found = Vec::new();
    let printed = solid(&paragraph.rows.join("\n"));
    let is_here = |w: &[(char, bool)]| w.iter().zip(&printed).all(|(a, b)| a.0 == b.0);
    let Some(at) = source.windows(printed.len()).position(is_here) else {
        return vec![format!("not in the source: {}", paragraph.rows.join("|"))];
    };
    let mut length = 0;
    for rows in paragraph.rows.windows(2) {
        length += solid(rows[0]).len();
        let (left, right) = (
            rows[0].chars().next_back().unwrap(),
            rows[1].chars().next().unwrap(),
        );
        let here = at + length;
        let mut fault = |what: &str| found.push(format!("{what}: {}|{}", rows[0], rows[1]));
        if NOT_START.contains(right) {
            fault("line start");
        }
        if NOT_END.contains(left) {
            fault("line end");
        }
        let pair = rows[1].chars().nth(1) == Some(right) && PAIRS.contains(right);
        if is_han(left) && "—–-/".contains(right) && !pair {
            fault("connector at line start");
        }
        if left == right && PAIRS.contains(left) {
            fault("pair");
        }
        let split = !source[here].1 && one_piece(left, right, korean);
        if split && piece_columns(source, here, korean) <= measure {
            fault("word or number");
        }
    }
    found
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

fn is_korean(entry: &Entry) -> bool {
    entry
        .headline
        .contains(|c| matches!(c, '\u{ac00}'..='\u{d7a3}'))
}

fn is_chinese(entry: &Entry) -> bool {
    !entry
        .headline
        .contains(|c| matches!(c, '\u{3041}'..='\u{30ff}' | '\u{ac00}'..='\u{d7a3}'))
}

fn print(sandbox: &Sandbox, entry: &Entry, width: usize, ambiguous: &str) -> String {
    let width = width.to_string();
    let options = [
        "print",
        "--punctuation",
        "as-is",
        "--width",
        &width,
        "--ambiguous",
        ambiguous,
    ];
    sandbox
        .run(&[&options[..], &[entry.source.as_str()]].concat())
        .ok()
}

#[test]
fn the_library_is_set_without_a_fault() {
    let sandbox = Sandbox::new();
    let mut found = Vec::new();
    let mut broken_lines = 0;
    for entry in library(&sandbox) {
        let source = solid(&sandbox.run(&["print", "--raw", &entry.source]).ok());
        for width in [40, 60, 72, 80] {
            for ambiguous in ["narrow", "wide"] {
                let columns = |row: &str| match ambiguous {
                    "wide" => row.width_cjk(),
                    _ => row.width(),
                };
                let name = format!("{} at {width}, {ambiguous}", entry.source);
                let text = print(&sandbox, &entry, width, ambiguous);
                for row in text.lines().filter(|row| columns(row) > width) {
                    found.push(format!("{name}: too wide: {row}"));
                }
                for paragraph in paragraphs(&text) {
                    broken_lines += paragraph.rows.len() - 1;
                    let faults = faults(&paragraph, &source, width, is_korean(&entry));
                    found.extend(faults.iter().map(|fault| format!("{name}: {fault}")));
                }
            }
        }
    }
    assert!(
        broken_lines > 1000,
        "there was something to check: {broken_lines}"
    );
    assert!(
        found.is_empty(),
        "{} faults\n{}",
        found.len(),
        found.join("\n")
    );
}

#[test]
fn chinese_lines_are_full() {
    const MEASURE: usize = 72;
    let sandbox = Sandbox::new();
    let (mut used, mut lines) = (0, 0);
    for entry in library(&sandbox).iter().filter(|entry| is_chinese(entry)) {
        for paragraph in paragraphs(&print(&sandbox, entry, MEASURE, "narrow")) {
            let (_, full) = paragraph.rows.split_last().unwrap();
            lines += full.len();
            used += full.iter().map(|row| row.width()).sum::<usize>();
        }
    }
    let fill = used as f64 / (lines * MEASURE) as f64;
    assert!(
        lines > 50 && fill >= 0.985,
        "mean fill {fill:.4} over {lines} lines"
    );
}

#[test]
fn nothing_of_an_article_is_lost() {
    let sandbox = Sandbox::new();
    for entry in library(&sandbox) {
        let text = print(&sandbox, &entry, 40, "narrow");
        let printed: String = solid(&text).iter().map(|c| c.0).collect();
        let mut pieces = vec![
            &entry.json["headline"],
            &entry.json["lead"],
            &entry.json["signoff"],
        ];
        pieces.extend(entry.json["body"].as_array().unwrap());
        for item in entry.json["related"].as_array().unwrap() {
            pieces.extend([&item["caption"], &item["headline"], &item["lead"]]);
        }
        let mut from = 0;
        let body = entry.json["body"].as_array().unwrap().len();
        for (index, piece) in pieces.iter().enumerate() {
            let Some(piece) = piece.as_str() else {
                continue;
            };
            let piece: String = solid(piece).iter().map(|c| c.0).collect();
            // The sign-off stands at the end of the body: look from the start for it.
            let start = if index == 2 { 0 } else { from };
            let at = printed[start..].find(&piece);
            let at = at.unwrap_or_else(|| panic!("{}: lost: {piece}", entry.source));
            if index != 2 && index < 3 + body {
                from = start + at;
            }
        }
    }
}

#[test]
fn the_rules_find_what_they_look_for() {
    let source = solid("据新华社报道,2018年——twenty“百分之三”。");
    let check = |rows: &[&str]| {
        faults(
            &Paragraph {
                rows: rows.to_vec(),
            },
            &source,
            40,
            false,
        )
        .len()
    };
    assert_eq!(
        check(&["据新华社报道,", "2018年——", "twenty“百分之三”。"]),
        0
    );
    assert_eq!(check(&["据新华社报道", ",2018年"]), 1);
    assert_eq!(check(&["2018年—", "—twenty"]), 1);
    assert_eq!(check(&["——twe", "nty"]), 1);
    assert_eq!(check(&["20", "18年"]), 1);
    assert_eq!(check(&["twenty“", "百分之三"]), 1);
    assert_eq!(check(&["百分之三", "”。"]), 1);
    assert_eq!(check(&["百分之四"]), 1);
}
