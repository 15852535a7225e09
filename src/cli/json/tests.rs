//! The JSON that other programs read.

use super::*;
use crate::article::Source;
use crate::ingest;

fn print(text: &str) -> String {
    let (decoded, warnings) = ingest::decode(text.as_bytes());
    let source = Source::Seed("bridge".into());
    article_json(&ingest::parse(&decoded, source, warnings)).to_string()
}

#[test]
fn an_article_has_every_key_in_order() {
    let text = "双桥通车\n\n谁来庆祝\n\n两岸庆祝。\n双桥通车 ảnh 1新桥。(图自越通社)\n\n\
                越通社河内 ——桥长三里。\n\n[老渡口的故事]\n\n\u{3000}渡船停航了。(越通社-VNA)\u{a0}\n越通社\n\n\
                更多\n\n新塔落成\n\n新塔落成\n\n游人登塔望远,一直到日落才散去,明日还要再来看一次。\n\n旧塔 图自江报\n\n旧塔重修";
    let want = "{\"id\":\"ID\",\"source\":\"seed:bridge\",\"headline\":\"双桥通车\",\
        \"subheadline\":\"谁来庆祝\",\"lead\":\"两岸庆祝。\",\
        \"captions\":[{\"text\":\"新桥。(图自越通社)\",\"credit\":\"图自越通社\"}],\
        \"dateline\":{\"agency\":\"越通社\",\"place\":\"河内\"},\"agency\":\"越通社\",\
        \"body\":[\"桥长三里。\",\"渡船停航了。\"],\
        \"cross_references\":[{\"after_paragraph\":1,\"headline\":\"老渡口的故事\"}],\
        \"signoff\":\"(越通社-VNA)\",\"related\":[\
        {\"headline\":\"新塔落成\",\"lead\":\"游人登塔望远,一直到日落才散去,明日还要再来看一次。\",\
        \"caption\":null,\"credit\":null},\
        {\"headline\":\"旧塔重修\",\"lead\":null,\"caption\":\"旧塔 图自江报\",\"credit\":\"图自江报\"}],\
        \"date\":null,\"dates\":[],\"fields\":null,\"warnings\":[],\"encoding\":\"UTF-8\"}";
    let id = ArticleId::of(text).to_string();
    assert_eq!(print(text), want.replace("ID", &id));
}

#[test]
fn what_is_absent_is_null_or_empty() {
    let id = ArticleId::of("");
    assert_eq!(
        print(" \n"),
        format!(
            "{{\"id\":\"{id}\",\"source\":\"seed:bridge\",\"headline\":null,\"subheadline\":null,\
             \"lead\":null,\"captions\":[],\"dateline\":null,\"agency\":null,\"body\":[],\
             \"cross_references\":[],\"signoff\":null,\"related\":[],\
             \"date\":null,\"dates\":[],\"fields\":null,\"warnings\":[\"empty\"],\"encoding\":\"UTF-8\"}}"
        )
    );
}

#[test]
fn a_signoff_alone_is_no_paragraph() {
    let json = print("双桥通车\n\n越通社河内——桥长三里。\n(越通社——VNA)");
    assert!(json.contains("\"body\":[\"桥长三里。\"]"), "{json}");
    assert!(json.contains("\"signoff\":\"(越通社——VNA)\""), "{json}");
}

#[test]
fn dates_are_told_with_their_blocks() {
    let text = "双桥通车\n\n2018年6月12日起通车。\n\n新桥于20日再通火车，\
                2018年7月3日至5日停运，2019年重开。\n";
    let (decoded, warnings) = ingest::decode(text.as_bytes());
    let source = Source::Seed("bridge".into());
    let mut article = ingest::parse(&decoded, source, warnings);
    article.day = "2018-07".parse().ok();
    let json: serde_json::Value =
        serde_json::from_str(&article_json(&article).to_string()).unwrap();
    assert_eq!(json["date"], "2018-07");
    let row = |from: &str, to: Option<&str>, inferred: bool, block: usize, text: &str| serde_json::json!({"from": from, "to": to, "inferred": inferred, "block": block, "text": text});
    let want = [
        row("2018-06-12", None, false, 1, "2018年6月12日"),
        row("2018-06-20", None, true, 2, "20日"),
        row(
            "2018-07-03",
            Some("2018-07-05"),
            false,
            2,
            "2018年7月3日至5日",
        ),
        row("2019", None, false, 2, "2019年"),
    ];
    assert_eq!(json["dates"], serde_json::Value::from(want.to_vec()));
}

#[test]
fn controls_are_escaped_and_nothing_else() {
    let check = |text: &str, want: &str| assert_eq!(line(&text).to_string(), format!("\"{want}\""));
    check(
        "中文 한글 đ 😀 “—”\u{3000}\u{a0}",
        "中文 한글 đ 😀 “—”\u{3000}\u{a0}",
    );
    check("a\"b\\c/", "a\\\"b\\\\c/");
    check(
        "\u{0}\u{7}\u{8}\t\n\u{c}\r\u{1b}\u{7f}",
        "\\u0000\\u0007\\u0008\\u0009\\u000a\\u000c\\u000d\\u001b\\u007f",
    );
    check("\u{80}a\u{9b}b\u{9f}", "\\u0080a\\u009bb\\u009f");
    check(
        "\u{61c}\u{200e}\u{200f}\u{2028}\u{2029}",
        "\\u061c\\u200e\\u200f\\u2028\\u2029",
    );
    check(
        "\u{202a}\u{202e}\u{2066}\u{2069}\u{feff}字",
        "\\u202a\\u202e\\u2066\\u2069\\ufeff字",
    );
    check(
        "\u{200b}\u{200d}\u{2027}\u{202f}\u{206a}",
        "\u{200b}\u{200d}\u{2027}\u{202f}\u{206a}",
    );
}

#[test]
fn rows_and_bookmarks() {
    assert_eq!(
        row_json(ArticleId(0xab), "双\u{202e}桥", "-", true).to_string(),
        "{\"id\":\"00000000000000ab\",\"headline\":\"双\\u202e桥\",\"source\":\"-\",\"bookmarked\":true}"
    );
    let bookmark = Bookmark {
        id: ArticleId(0xab),
        headline: "双桥".into(),
        source: "seed:bridge".into(),
        added: "2026-11-22T08:00:00Z".into(),
        block: 3,
        offset: 120,
        tags: vec!["贸易".into()],
        note: String::new(),
    };
    assert_eq!(
        bookmark_json(&bookmark).to_string(),
        "{\"id\":\"00000000000000ab\",\"headline\":\"双桥\",\"source\":\"seed:bridge\",\
         \"added\":\"2026-11-22T08:00:00Z\",\"block\":3,\"offset\":120,\"tags\":[\"贸易\"],\"note\":null}"
    );
}
