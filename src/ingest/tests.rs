//! Whole articles: each deviation of the news layout, plain text, and what
//! holds for any text at all.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::article::{AsWritten, BlockKind};

fn read(text: &str) -> AsWritten {
    parse(text, Source::Stdin, Vec::new())
}

/// The blocks as `letter:text`, and after them the dateline (`@`) and the
/// sign-off (`!`).
fn outline<T: Text>(article: &Article<T>) -> Vec<String> {
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
        let credit = block.credit.map(|span| article.slice(span));
        let credit = credit.unwrap_or_default();
        let mark = if credit.is_empty() { "" } else { "|" };
        let text = article.slice(block.span);
        format!("{}:{}{mark}{}", letter(block.kind), &*text, &*credit)
    });
    let dateline = article.dateline.map(|dateline| {
        let part =
            |part: Option<_>| part.map_or("-".to_owned(), |span| (*article.slice(span)).to_owned());
        let (agency, place) = (part(dateline.agency), part(dateline.place));
        format!("@{}|{agency}|{place}", &*article.slice(dateline.span))
    });
    let signoff = article
        .signoff
        .map(|span| format!("!{}", &*article.slice(span)));
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
fn the_whole_layout() {
    check(
        "双桥通车//老渡口今日停航//双桥今晨通车,两岸居民前来庆祝。/双桥通车 ảnh 1新桥。图自越通社//\
         越通社河内——双桥今晨通车,两岸居民前来庆祝。桥长三里。//[老渡口的故事]//渡船停航了。(越通社——VNA)\u{a0}/越通社//\
         更多//新塔。图自江报//新塔落成//新塔今日在岸边落成,游人登塔望远,一直到日落才散去,明日还要再来看。",
        "H:双桥通车/S:老渡口今日停航/L:双桥今晨通车,两岸居民前来庆祝。/C:新桥。图自越通社|图自越通社/\
         P:越通社河内——双桥今晨通车,两岸居民前来庆祝。桥长三里。/X:[老渡口的故事]/P:渡船停航了。(越通社——VNA)/A:越通社/\
         M:更多/c:新塔。图自江报|图自江报/h:新塔落成/l:新塔今日在岸边落成,游人登塔望远,一直到日落才散去,明日还要再来看。/\
         @越通社河内——|越通社|河内/!(越通社——VNA)",
    );
}

#[test]
fn pieces_that_are_missing() {
    // No lead.
    check(
        "双桥通车//双桥通车 ảnh 1新桥。//越通社河内——桥长三里。(完)",
        "H:双桥通车/C:新桥。/P:越通社河内——桥长三里。(完)/@越通社河内——|越通社|河内/!(完)",
    );
    // No caption: the dateline tells the lead.
    check(
        "双桥通车//两岸居民前来庆祝。//越通社河内——桥长三里。",
        "H:双桥通车/L:两岸居民前来庆祝。/P:越通社河内——桥长三里。/@越通社河内——|越通社|河内",
    );
    // Neither caption nor dateline: the repetition does.
    check(
        "双桥通车//双桥今晨通车,两岸居民前来庆祝。//双桥今晨通车,两岸居民前来庆祝。桥长三里。//越通社",
        "H:双桥通车/L:双桥今晨通车,两岸居民前来庆祝。/P:双桥今晨通车,两岸居民前来庆祝。桥长三里。/A:越通社",
    );
    // Neither lead nor caption.
    check(
        "双桥通车//越通社河内——桥长三里。//渡船停航了。",
        "H:双桥通车/P:越通社河内——桥长三里。/P:渡船停航了。/@越通社河内——|越通社|河内",
    );
    // Nothing but the heading of the related part.
    check(
        "双桥通车//桥长三里。//更多",
        "H:双桥通车/P:桥长三里。/M:更多",
    );
    // No heading before the related part.
    check(
        "双桥通车//越通社河内——桥长三里。(越通社——VNA)/越通社//新塔。图自江报//新塔落成",
        "H:双桥通车/P:越通社河内——桥长三里。(越通社——VNA)/A:越通社/c:新塔。图自江报|图自江报/h:新塔落成/\
         @越通社河内——|越通社|河内/!(越通社——VNA)",
    );
    // No headline.
    check(
        "越通社河内——桥长三里。渡船停航了。/两岸热闹。",
        "H:桥长三里/P:越通社河内——桥长三里。渡船停航了。/P:两岸热闹。/@越通社河内——|越通社|河内",
    );
}

#[test]
fn captions_and_labels() {
    // Several, anywhere; each loses exactly its own number.
    check(
        "双桥通车//两岸庆祝。/双桥通车 ảnh 12018年的渡口/双桥通车 a\u{309}nh 2新桥(图片来源：江报)//\
         越通社河内——桥长三里。/双桥通车 ảnh 33人在桥头/渡船停航了。",
        "H:双桥通车/L:两岸庆祝。/C:2018年的渡口/C:新桥(图片来源：江报)|图片来源：江报/\
         P:越通社河内——桥长三里。/C:3人在桥头/P:渡船停航了。/@越通社河内——|越通社|河内",
    );
    // The subheadline as the title before the label, even with an end mark.
    check(
        "双桥通车//谁来庆祝?//两岸居民都来庆祝了。/谁来庆祝? ảnh 1新桥//越通社河内——桥长三里。",
        "H:双桥通车/S:谁来庆祝?/L:两岸居民都来庆祝了。/C:新桥/P:越通社河内——桥长三里。/@越通社河内——|越通社|河内",
    );
    // A caption above the lead.
    check(
        "双桥通车//双桥通车 ảnh 1新桥//两岸庆祝。//越通社河内——桥长三里。",
        "H:双桥通车/C:新桥/L:两岸庆祝。/P:越通社河内——桥长三里。/@越通社河内——|越通社|河内",
    );
    // A subheadline without lead; captions by their credit alone.
    check(
        "双桥通车//老渡口今日停航//新桥。新华社记者张三摄//新华社河内11月22日电(记者李四)桥长三里。",
        "H:双桥通车/S:老渡口今日停航/C:新桥。新华社记者张三摄|新华社记者张三摄/\
         P:新华社河内11月22日电(记者李四)桥长三里。/@新华社河内11月22日电(记者李四)|新华社|河内",
    );
    // A label with nothing after it, and a title said again.
    check(
        "双桥通车//两岸庆祝。/双桥通车 ảnh 1/双桥通车//越通社河内——桥长三里。",
        "H:双桥通车/L:两岸庆祝。/P:越通社河内——桥长三里。/@越通社河内——|越通社|河内",
    );
}

#[test]
fn bodies() {
    // Lines of blanks, indents, a sign-off and an unknown paper's name.
    check(
        "双桥通车//越通社河内——桥长三里。/ \u{3000}\u{a0}/\u{3000}\u{3000}渡船停航了。（完） /河上日报",
        "H:双桥通车/P:越通社河内——桥长三里。/P:\u{3000}\u{3000}渡船停航了。（完）/A:河上日报/\
         @越通社河内——|越通社|河内/!（完）",
    );
    // The sign-off alone on its line; a note in brackets is no headline.
    check(
        "双桥通车//越通社河内——桥长三里。/[编者按:渡船停航了。]/(越通社-VNA)",
        "H:双桥通车/P:越通社河内——桥长三里。/P:[编者按:渡船停航了。]/P:(越通社-VNA)/@越通社河内——|越通社|河内/!(越通社-VNA)",
    );
    // A cross-reference before the first paragraph.
    check(
        "双桥通车//[老渡口的故事]//越通社河内——桥长三里。",
        "H:双桥通车/X:[老渡口的故事]/P:越通社河内——桥长三里。/@越通社河内——|越通社|河内",
    );
    check(
        "大橋開通//【ハノイ共同】橋が開通した。//渡し船は終わる。(共同)",
        "H:大橋開通/P:【ハノイ共同】橋が開通した。/P:渡し船は終わる。(共同)/@【ハノイ共同】|共同|ハノイ/!(共同)",
    );
}

#[test]
fn agencies_that_nobody_knows() {
    let lead = "新塔今日在岸边落成,游人登塔望远,一直到日落才散去,明日还要再来看。";
    check(
        &format!(
            "双桥通车//越通社河内——桥长三里。(完)//更多//河报社发//新塔落成//{lead}//渡船。河报社发//南岸开工//{lead}"
        ),
        &format!(
            "H:双桥通车/P:越通社河内——桥长三里。(完)/M:更多/c:河报社发|河报社发/h:新塔落成/l:{lead}/\
             c:渡船。河报社发|河报社发/h:南岸开工/l:{lead}/@越通社河内——|越通社|河内/!(完)"
        ),
    );
    // The agency's line names it, or the sign-off does, or the dateline.
    check(
        "双桥通车//双桥通车 ảnh 1新桥。江城通讯发//江城通讯江城——桥长三里。//渡船停航了。//江城通讯",
        "H:双桥通车/C:新桥。江城通讯发|江城通讯发/P:江城通讯江城——桥长三里。/P:渡船停航了。/A:江城通讯/\
         @江城通讯江城——|江城通讯|江城",
    );
    check(
        "双桥通车//江城通讯江城——桥长三里。//渡船停航了。(江城通讯-JCS)",
        "H:双桥通车/P:江城通讯江城——桥长三里。/P:渡船停航了。(江城通讯-JCS)/@江城通讯江城——|江城通讯|江城/!(江城通讯-JCS)",
    );
    check(
        "双桥通车//两岸庆祝。/双桥通车 ảnh 1新桥 JCS Photo//JIANG CHENG (JCS) — 桥长三里。",
        "H:双桥通车/L:两岸庆祝。/C:新桥 JCS Photo|JCS Photo/P:JIANG CHENG (JCS) — 桥长三里。/@JIANG CHENG (JCS) — |JCS|JIANG CHENG",
    );
}

#[test]
fn leads_that_the_first_paragraph_repeats() {
    let lead = "双桥今晨通车,两岸居民前来庆祝";
    // Without full stop, after a caption or none, below a subheadline.
    for (above, shown) in [("", ""), ("老渡口今日停航//", "S:老渡口今日停航/")] {
        for (photo, caption) in [("", ""), ("双桥通车 ảnh 1新桥//", "C:新桥/")] {
            check(
                &format!("双桥通车//{above}{lead}//{photo}江城社江城——{lead}。桥长三里。"),
                &format!(
                    "H:双桥通车/{shown}L:{lead}/{caption}P:江城社江城——{lead}。桥长三里。/@江城社江城——|江城社|江城"
                ),
            );
        }
    }
    // Cross-references between the two, and above the lead.
    check(
        "双桥通车//两岸庆祝。//[老渡口]//[旧塔]//越通社河内——两岸庆祝。",
        "H:双桥通车/L:两岸庆祝。/X:[老渡口]/X:[旧塔]/P:越通社河内——两岸庆祝。/@越通社河内——|越通社|河内",
    );
    check(
        &format!("双桥通车//{lead}。//[老渡口]//{lead}。桥长三里。//越通社"),
        &format!("H:双桥通车/L:{lead}。/X:[老渡口]/P:{lead}。桥长三里。/A:越通社"),
    );
    check(
        "双桥通车//[老渡口]//两岸庆祝。//越通社河内——两岸庆祝。",
        "H:双桥通车/X:[老渡口]/L:两岸庆祝。/P:越通社河内——两岸庆祝。/@越通社河内——|越通社|河内",
    );
    check(
        "双桥通车//两岸庆祝。//[老渡口]//桥长三里。//越通社",
        "H:双桥通车/P:两岸庆祝。/X:[老渡口]/P:桥长三里。/A:越通社",
    );
}

#[test]
fn captions_are_not_counted_before_the_dateline() {
    let photos: Vec<String> = (1..=12)
        .map(|i| format!("双桥通车 ảnh {i}第{i}张"))
        .collect();
    let captions: Vec<String> = (1..=12).map(|i| format!("C:第{i}张")).collect();
    let (photos, captions) = (photos.join("/"), captions.join("/"));
    check(
        &format!("双桥通车//两岸庆祝。/{photos}//越通社河内——两岸庆祝。"),
        &format!(
            "H:双桥通车/L:两岸庆祝。/{captions}/P:越通社河内——两岸庆祝。/@越通社河内——|越通社|河内"
        ),
    );
    check(
        &format!("双桥通车//{photos}//双桥今晨通车,两岸庆祝。//河内——双桥今晨通车,两岸庆祝。"),
        &format!(
            "H:双桥通车/{captions}/L:双桥今晨通车,两岸庆祝。/P:河内——双桥今晨通车,两岸庆祝。/@河内——|-|河内"
        ),
    );
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
        let article = article(&text, Source::Seed((*name).into()), warnings);
        assert_eq!(article.warnings, [], "{name}");
        assert!((5..=9).contains(&article.related.len()), "{name}");
        assert!(article.first(BlockKind::Lead).is_some(), "{name}");
        assert!(article.signoff.is_some(), "{name}");
        assert_eq!(seed(name), Some(*bytes));
    }
    assert_eq!(seed("no-such-seed"), None);
}

/// Lines as news articles have them, in any order.
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
fn left_over<T: Text>(article: &Article<T>) -> String {
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
        let clean = article(&text, Source::Stdin, warnings.clone());
        prop_assert_eq!(clean.blocks[0].kind, BlockKind::Headline);
        let written: AsWritten = parse(&text, Source::Stdin, warnings);
        prop_assert_eq!(written.blocks[0].kind, BlockKind::Headline);
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
        let article = article(&text, Source::Stdin, Vec::new());
        let blanks = text.chars().take_while(|c| c.is_whitespace()).count();
        let head: String = text.chars().take(2 * (blanks + ID_CHARS)).collect();
        let Head { id, headline, .. } = row(&head);
        prop_assert_eq!(id, article.id);
        if !head.trim_matches(marks::is_blank).is_empty() {
            prop_assert_eq!(headline, article.headline().replace('\t', " "));
        }
    }
}
