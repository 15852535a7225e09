//! The pass by example: `|` marks each boundary that may break.

#![allow(clippy::string_slice, reason = "a test that slices wrongly fails")]

use super::*;
use crate::text::cluster::Clusters;

fn marked(text: &str, level: Level, lang: Lang) -> String {
    let mut judge = Judge::new(text, level, lang);
    let mut out = String::new();
    for (at, piece) in Clusters::new(text) {
        let rest = &text[at + piece.len()..];
        let first = piece.chars().next();
        let class = first.map_or(Class::default(), |c| class::of_cluster(piece, c));
        let found = judge.next(at, class, rest.chars().next());
        if at > 0 {
            match found {
                Opportunity::Allowed => out.push('|'),
                Opportunity::InLongWord => out.push('~'),
                Opportunity::InsideWord | Opportunity::Never => {}
            }
        }
        out.push_str(piece);
    }
    out
}

fn check(level: Level, lang: Lang, expected: &str) {
    let text: String = expected
        .chars()
        .filter(|c| !matches!(c, '|' | '~'))
        .collect();
    assert_eq!(marked(&text, level, lang), expected);
}

#[test]
fn basic_chinese() {
    for expected in [
        "中|文,|中|文。|中",
        "建|立|的|“新|型”|关|系",
        "安|东|尼·|布|林|肯",
        "越|南—|中|国",
        "越|通|社|——|VNA",
        "文|——|文",
        "文|⸺|文",
        "文|——|“文”|……|\"文\"",
        "他|说|……|走",
        "2021—|2026|年",
        "价|49.7|万|美|元",
        "1,234|年",
        "值|《公|报》、|《声|明》",
        "议|(EC)|第|五|次",
        "表|示:|“新",
        "说,|COP26|是",
        "在,|2018|年",
        "A/|B|与|C",
        "文/|文",
        "图|自|Pinterest",
    ] {
        check(Level::Basic, Lang::Hans, expected);
    }
}

#[test]
fn full_width_numbers_are_numbers() {
    check(
        Level::Basic,
        Lang::Japanese,
        "約|１２３，４５６|円、|３．１４％|が|二|〇|年",
    );
}

#[test]
fn plain_quotes_know_their_side() {
    check(Level::Basic, Lang::Hans, "同|意|将|\"实|现|突|破\"|作|为");
}

#[test]
fn levels() {
    check(Level::None, Lang::Hans, "中|,|文|(|文");
    check(Level::Gb, Lang::Hans, "文/文");
    check(Level::Gb, Lang::Hans, "第|18/CĐ-|TTg|号");
    check(Level::Strict, Lang::Hans, "A/B");
    check(Level::Strict, Lang::Hans, "文——|文");
    check(Level::Strict, Lang::Hans, "文⸺|文");
    check(Level::Strict, Lang::Hans, "文……|文");
    check(Level::Strict, Lang::Hans, "在|2018年|末");
}

#[test]
fn japanese_by_level() {
    check(
        Level::Basic,
        Lang::Japanese,
        "キ|ャ|ン|プ、|ソ|ー|ス、|人|々",
    );
    check(Level::Strict, Lang::Japanese, "キャ|ン|プ、|ソー|ス、|人々");
}

#[test]
fn korean_breaks_at_spaces() {
    check(Level::Basic, Lang::Korean, "한~글~은 |줄~을 |바~꾸~는~가");
    check(Level::Basic, Lang::Korean, "(연~합~뉴~스)~는 |말");
    check(Level::Basic, Lang::Korean, "大~韓~民~國~은 |훈~민~正~音");
    // A mark makes its blank a letter: there is no blank to break at.
    check(Level::Basic, Lang::Korean, "한 \u{301}~글 |말");
}

#[test]
fn marks_after_a_blank_stay_with_the_text() {
    check(Level::Basic, Lang::Hans, "中 。|文");
    check(Level::Basic, Lang::Hans, "中 |文|( 文");
}

#[test]
fn signs_stay_with_their_word_and_hyphens_with_what_they_begin() {
    let basic = |text: &str| marked(text, Level::Basic, Lang::Hans);
    assert_eq!(basic("用C++和C#写"), "用|C++|和|C#|写");
    assert_eq!(basic("有：-a、-b"), "有：|-a、|-b");
    assert_eq!(basic("中国—越南-老挝"), "中|国—|越|南-|老|挝");
    assert_eq!(basic("１２：３０开会"), "１２：３０|开|会");
    assert_eq!(basic("他说“是的”“好”"), "他|说|“是|的”|“好”");
}
