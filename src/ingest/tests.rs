//! Whole articles: the news layout (`layout`), plain text, and what holds for any
//! text at all.

use proptest::prelude::*;

use super::*;
use crate::article::BlockKind;

mod layout;

fn read(text: &str) -> Article {
    article(text, Source::Stdin, Vec::new(), TextForm::AsWritten)
}

/// The blocks as `letter:text`, and after them the dateline (`@`) and the
/// sign-off (`!`).
fn outline(article: &Article) -> Vec<String> {
    let letter = |kind| match kind {
        BlockKind::Headline => 'H',
        BlockKind::Subheadline => 'S',
        BlockKind::Lead => 'L',
        BlockKind::Caption => 'C',
        BlockKind::Paragraph => 'P',
        BlockKind::CrossReference => 'X',
        BlockKind::Agency => 'A',
        BlockKind::RelatedHeading => 'M',
        BlockKind::RelatedCaption => 'c',
        BlockKind::RelatedHeadline => 'h',
        BlockKind::RelatedLead => 'l',
    };
    let blocks = article.blocks.iter().map(|block| {
        let credit = block.credit.map_or("", |span| article.slice(span));
        let mark = if credit.is_empty() { "" } else { "|" };
        let text = article.slice(block.span);
        format!("{}:{text}{mark}{credit}", letter(block.kind))
    });
    let dateline = article.dateline.map(|dateline| {
        let part = |part: Option<_>| part.map_or("-", |span| article.slice(span));
        let (agency, place) = (part(dateline.agency), part(dateline.place));
        format!("@{}|{agency}|{place}", article.slice(dateline.span))
    });
    let signoff = article
        .signoff
        .map(|span| format!("!{}", article.slice(span)));
    blocks.chain(dateline).chain(signoff).collect()
}

/// `text` has lines parted by `/`: a blank line for `//`. `want` likewise.
#[track_caller]
fn check(text: &str, want: &str) {
    let text = text.replace('/', "\n");
    let seen = outline(&read(&text));
    let want: Vec<&str> = want.split('/').collect();
    assert_eq!(seen, want, "{text}");
}

#[test]
fn plain_text() {
    check(
        "双桥通车//桥长三里。/渡船停航了。",
        "H:双桥通车/P:桥长三里。/P:渡船停航了。",
    );
    check("双桥通车", "H:双桥通车");
    check("", "H:");
    check(" /\u{3000}/", "H:");
    // Markdown is plain text.
    check("# 双桥/[注]/- 桥", "H:# 双桥/P:[注]/P:- 桥");
    let long = format!("桥长三里。{}", "渡".repeat(100));
    check(&long, &format!("H:桥长三里/P:{long}"));
}

#[test]
fn wrapped_text_keeps_its_source() {
    let line = "清晨的码头上雾还没有散去,船,搬运工";
    let text = format!("码头\n\n{line}\n{line}\n{line}\n{line}\n{line}\n人。\n");
    let article = read(&text);
    let joined = format!("P:{}人。", line.repeat(5));
    assert_eq!(outline(&article), ["H:码头", joined.as_str()]);
    assert_eq!(&*article.raw, text.as_str());
    let plain = read("码头\n\n雾。");
    assert!(Arc::ptr_eq(&plain.raw, &plain.text));
}

#[test]
fn a_row_is_one_clean_line() {
    let check = |text: &str, want: &str| {
        let Head { id, headline, .. } = row(text);
        assert_eq!(headline, want);
        assert_eq!(id, ArticleId::of(text));
    };
    check("双桥\t通车\n\n桥长三里。", "双桥 通车");
    check("\n\u{3000}双桥通车\u{a0}\n", "双桥通车");
    check(&format!("双桥\n{}", "长".repeat(9000)), "双桥");
    check("", "");
    assert!(!row("双\u{1b}[31m桥").headline.contains('\u{1b}'));
}

#[test]
fn seeds_are_news_with_related_items() {
    for (name, bytes) in seeds() {
        let (text, warnings) = decode(bytes);
        let article = article(
            &text,
            Source::Seed((*name).into()),
            warnings,
            TextForm::Clean,
        );
        assert_eq!(article.warnings, [], "{name}");
        assert!((5..=9).contains(&article.related.len()), "{name}");
        assert!(article.first(BlockKind::Lead).is_some(), "{name}");
        assert!(article.signoff.is_some(), "{name}");
        assert_eq!(seed(name), Some(*bytes));
    }
    assert_eq!(seed("no-such-seed"), None);
}

/// Quadratic work on these would not come back within minutes.
#[test]
fn marks_without_end_cost_no_more_than_their_length() {
    let units = [
        "()",
        "(a)",
        "(完)",
        "[1]",
        "【甲】",
        "图自",
        "图自 ",
        "ảnh 1",
        "—",
        "-",
        "“",
        "”",
        "\"",
        ")",
        "。",
        "\u{3000}",
        " 甲",
        "./.",
        "=",
        "共同",
        "1.",
    ];
    for unit in units {
        let long = unit.repeat(100_000);
        for text in [
            long.clone(),
            format!("题\n\n{long}"),
            format!("题\n\n越通社河内——甲。\n{long}\n越通社\n\n更多\n\n{long}\n{long}"),
            format!("题\n\n甲。{long}\n{long}(完)\n{long}\n越通社"),
        ] {
            let article = read(&text);
            let shown: usize = article.blocks.iter().map(|b| b.span.len()).sum();
            let solid = text.trim_matches(marks::is_blank).len();
            assert!(
                shown * 10 >= solid * 9 || unit == "\u{3000}",
                "{unit}: {shown} of {solid}"
            );
            assert!(row(&text).headline.chars().count() <= ROW_CHARS, "{unit}");
        }
    }
    let line = format!("甲{}乙\n", "ảnh 1".repeat(300));
    assert!(read(&line.repeat(2000)).blocks.len() > 1000);
    let title = format!("甲{}乙", " ".repeat(1_000_000));
    assert!(
        read(&format!("{title}\n{}", "甲 ảnh 1船\n".repeat(2000)))
            .blocks
            .len()
            > 2000
    );
}

/// Lines as news articles have them, in any order.
fn news_line() -> impl Strategy<Value = String> {
    let lines = [
        "双桥通车",
        "老渡口今日停航",
        "两岸庆祝。",
        "双桥通车 ảnh 1新桥。图自越通社",
        "ảnh 2",
        "更多",
        "越通社河内——桥长三里。",
        "(越通社——VNA)",
        "渡船停航。(完)\u{a0}",
        "越通社",
        "[老渡口]",
        "【ハノイ共同】橋。",
        "",
        " \u{3000}",
        "\u{3000}\u{3000}桥。",
        "图自越通社",
        "“桥”",
        "新华社河内1月2日电(记者",
        "a\u{301}. B",
        "\u{0}\u{202e}[",
    ];
    prop_oneof![
        4 => prop::sample::select(lines.map(str::to_owned).to_vec()),
        1 => "\\PC{0,60}",
    ]
}

/// Text of the source that is in no block: labels and repeated titles.
fn left_over(article: &Article) -> String {
    let mut left = String::new();
    let mut from = 0;
    // A headline cut out of the body lies inside the next block.
    let mut blocks = article.blocks.clone();
    blocks.sort_by_key(|block| block.span.start);
    for block in blocks {
        let start = block.span.start as usize;
        left.push_str(article.text.get(from..start).unwrap_or(""));
        left.push('\n');
        from = from.max(block.span.end as usize);
    }
    left.push_str(article.text.get(from..).unwrap_or(""));
    left
}

proptest! {
    #[test]
    fn any_bytes_give_an_article(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let (text, warnings) = decode(&bytes);
        for form in [TextForm::Clean, TextForm::AsWritten] {
            let article = article(&text, Source::Stdin, warnings.clone(), form);
            prop_assert_eq!(article.blocks[0].kind, BlockKind::Headline);
        }
        prop_assert!(!text.contains('\r'));
    }

    #[test]
    fn blocks_hold_all_text(lines in prop::collection::vec(news_line(), 0..30)) {
        let text = lines.join("\n");
        let article = read(&text);
        let mut before = 0;
        for (index, block) in article.blocks.iter().enumerate() {
            let parts = [Some(block.span), block.credit];
            for span in parts.into_iter().flatten() {
                prop_assert!(article.text.get(span.range()).is_some(), "{span:?}");
                prop_assert!(block.span.start <= span.start && span.end <= block.span.end);
            }
            prop_assert!(index < 2 || before <= block.span.start, "{:?}", article.blocks);
            before = block.span.end;
        }
        let inside = article.dateline.map(|d| d.span).into_iter().chain(article.signoff);
        for span in inside {
            let holds = |b: &crate::article::Block| b.kind == BlockKind::Paragraph
                && b.span.start <= span.start && span.end <= b.span.end;
            prop_assert!(article.blocks.iter().any(holds));
        }
        let first = lines.iter().map(|l| l.trim()).find(|l| !l.is_empty()).unwrap_or("");
        for left in left_over(&article).lines().map(str::trim).filter(|l| !l.is_empty()) {
            let label = left.contains("ảnh");
            prop_assert!(label || marks::same(left, first) || lines.iter().any(|l| {
                l.trim() == left && article.related.iter().any(|r| article.block_text(r.headline) == left)
            }), "{left:?} in {text:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_row_agrees_with_its_article(lines in prop::collection::vec(news_line(), 0..30), times in 1..60_usize) {
        let text = lines.join("\n").repeat(times);
        let article = article(&text, Source::Stdin, Vec::new(), TextForm::Clean);
        let blanks = text.chars().take_while(|c| c.is_whitespace()).count();
        let head: String = text.chars().take(2 * (blanks + ID_CHARS)).collect();
        let Head { id, headline, .. } = row(&head);
        prop_assert_eq!(id, article.id);
        if !head.trim_matches(marks::is_blank).is_empty() {
            prop_assert_eq!(headline, article.headline().replace('\t', " "));
        }
    }
}
