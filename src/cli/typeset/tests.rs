//! Printed lines.

use super::*;
use crate::article::Source;
use crate::ingest::article;

fn looked(article: &Article, width: u16, look: Look) -> Vec<String> {
    let sheet = Sheet {
        width,
        height: 5,
        look,
        lexicon: Lexicon::default(),
    };
    let mut lines = Vec::new();
    typeset(article, &sheet, &mut |line| lines.push(line.to_string()));
    lines
}

fn set(text: &str, width: u16) -> Vec<String> {
    let article = article(text, Source::Stdin, Vec::new());
    let look = Look {
        restores_marks: false,
        ..Look::default()
    };
    looked(&article, width, look)
}

#[test]
fn paragraphs_are_indented_and_stand_together() {
    let text = "标题\n\n第一段写到这里就结束了。\n\n第二段也一样,但是更长一些。";
    assert_eq!(
        set(text, 22),
        [
            "标题",
            "",
            "  第一段写到这里就结",
            "束了。",
            "  第二段也一样,但是更",
            "长一些。",
        ]
    );
    assert_eq!(
        set(text, 45),
        [
            "标题",
            "",
            "    第一段写到这里就结束了。",
            "    第二段也一样,但是更长一些。"
        ]
    );
}

#[test]
fn tabs_become_blanks() {
    assert_eq!(set("a\n\nb\tc\tdd", 40), ["a", "", "    b   c   dd"]);
}

#[test]
fn no_width_is_too_small() {
    let one = ["标", "题", "", "第", "一", "段", "。"];
    assert_eq!(set("标题\n\n第一段。", 1), one);
    for columns in 2..40 {
        for line in set(
            "标题\n\n第一段,很 short。\n\n\u{3000}\u{3000}第二段",
            columns,
        ) {
            let used = width::text(&line, Ambiguous::NARROW);
            assert!(used <= columns as usize, "{columns}: {line:?}");
        }
    }
}

fn with(text: &str, width: u16, settings: &[(&str, &str)]) -> Vec<String> {
    let article = article(text, Source::Stdin, Vec::new());
    let look = settings
        .iter()
        .fold(Look::default(), |look, (name, value)| {
            look.with(name, value).unwrap()
        });
    looked(&article, width, look)
}

#[test]
fn marks_are_restored_and_gaps_inserted() {
    let text = "标题\n\n2018年,第一段在Hanoi写完了。";
    let lines = with(text, 45, &[]);
    assert_eq!(lines[2..], ["    2018 年，第一段在 Hanoi 写完了。"]);
    let lines = with(text, 45, &[("punctuation", "as-is"), ("autospace", "off")]);
    assert_eq!(lines[2..], ["    2018年,第一段在Hanoi写完了。"]);
}

#[test]
fn paragraphs_may_be_parted_by_blank_lines() {
    let text = "标题\n\n第一段写到这里就结束了。\n\n第二段也一样。";
    let lines = with(text, 45, &[("paragraphs", "blank")]);
    assert_eq!(
        lines,
        ["标题", "", "第一段写到这里就结束了。", "", "第二段也一样。"]
    );
    let lines = with(text, 45, &[("line-gap", "1")]);
    assert_eq!(
        lines,
        [
            "标题",
            "",
            "    第一段写到这里就结束了。",
            "",
            "    第二段也一样。",
        ]
    );
}

#[test]
fn columns_run_from_right_to_left() {
    let text = "标题\n\n春眠不觉晓，处处闻啼鸟。";
    let lines = with(text, 20, &[("direction", "vertical")]);
    let expected = [
        "啼  晓          标",
        "鸟  ︐  春      题",
        "︒  处  眠",
        "    处  不",
        "    闻  觉",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn readings_of_the_source_stand_above() {
    let text = "見出し\n\nこの漢字《かんじ》を読むのは、それほど難《むずか》しいことではない。";
    let lines = with(text, 60, &[("readings", "on"), ("text-lang", "ja")]);
    assert_eq!(
        lines[2..4],
        [
            "        かんじ                    むずか",
            "    この 漢字 を読むのは、それほど  難  しいことではない。"
        ]
    );
}

#[test]
fn no_square_is_lost_however_a_column_begins() {
    let source = "标题\n\n甲乙丙丁戊己Wi-Fi子丑寅卯辰,12月巳午未3.14申";
    let solid = |text: &str| {
        let mut all: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        all.sort_unstable();
        all
    };
    let article = article(source, Source::Stdin, Vec::new());
    for height in 1..30 {
        let look = Look::default().with("direction", "vertical").unwrap();
        let look = Look {
            restores_marks: false,
            vertical_forms: false,
            ..look
        };
        let sheet = Sheet {
            width: 40,
            height,
            look,
            lexicon: Lexicon::default(),
        };
        let mut printed = String::new();
        typeset(&article, &sheet, &mut |line| printed.push_str(&line));
        assert_eq!(solid(&printed), solid(source), "{height}");
    }
}

#[test]
fn code_is_shown_as_it_was_written() {
    let text = "标题\n\n看这段:\n\n```\n\nprint(\"你好,3个\")\n\n```\n\n完了,3个。";
    let lines = with(text, 60, &[]);
    assert!(
        lines.contains(&"    print(\"你好,3个\")".to_owned()),
        "{lines:?}"
    );
    assert_eq!(lines.last().unwrap(), "    完了，3 个。");
}
