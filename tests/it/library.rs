//! What the embedded library holds, as the program itself tells it, so that
//! journeys need no copy of its texts; and articles of the tests' own.

use std::fmt::Write as _;

use serde_json::Value;

use crate::sandbox::Sandbox;

/// One article of the library.
pub struct Entry {
    pub headline: String,
    pub source: String,
    pub id: String,
    /// The object of `print --json`.
    pub json: Value,
}

impl Entry {
    /// The beginning of the lead, or of the body where there is none.
    pub fn opening(&self) -> String {
        let lead = self.json["lead"].as_str();
        landmark(lead.or(self.json["body"][0].as_str()).unwrap())
    }
}

/// The library, in the order of the list.
pub fn library(sandbox: &Sandbox) -> Vec<Entry> {
    let rows = sandbox.run(&["list", "--json"]).json();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    rows.iter()
        .map(|row| {
            let source = text(&row["source"]);
            let mut articles = sandbox.run(&["print", "--json", &source]).json();
            assert_eq!(articles.len(), 1, "{source} is one article");
            Entry {
                headline: text(&row["headline"]),
                id: text(&row["id"]),
                source,
                json: articles.remove(0),
            }
        })
        .collect()
}

/// A part of `text` that stands on the screen as it is, whatever the width of
/// quotes and dashes: the first run of four to eight Han, kana or Hangul.
pub fn landmark(text: &str) -> String {
    let mut run = String::new();
    for c in text.chars() {
        if is_plain(c) {
            run.push(c);
            if run.chars().count() == 8 {
                break;
            }
        } else if run.chars().count() >= 4 {
            break;
        } else {
            run.clear();
        }
    }
    assert!(!run.is_empty(), "no landmark in {text:?}");
    run
}

fn is_plain(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// A plain article of `paragraphs` numbered paragraphs, long enough to scroll.
pub fn plain_article(headline: &str, paragraphs: usize) -> String {
    let mut text = format!("{headline}\n\n");
    for n in 1..=paragraphs {
        let sentence = "河边的旧书摊清晨就开张,卖书人把昨夜的雨水从油布上抖落。".repeat(4);
        let _ = writeln!(text, "第{n}段:{sentence}\n");
    }
    text
}

/// Everything that a text can do to a terminal, between two harmless paragraphs.
pub fn hostile_article() -> Vec<u8> {
    let mut bytes = "无害的标题\n\n第一段在毒物之前。\n\n".as_bytes().to_vec();
    let poisons: [&[u8]; 13] = [
        b"\x1b[2J\x1b[31mred\x1b]0;title\x07",
        b"\x1b]52;c;cHduZWQ=\x07\x1b]8;;http://example.com\x1b\\link",
        b"\x1bP1;2|data\x1b\\\x1b_apc\x1b\\\x1bc\x1b[?1049l\x1b[?25l\x1b[6n",
        b"\xc2\x9b31m\xc2\x9d0;c1\xc2\x9c\xc2\x90q\xc2\x9c",
        b"\x9b31m raw C1",
        "\u{202e}gnp.exe\u{202c}\u{2066}x\u{2069}\u{200f}\u{061c}".as_bytes(),
        b"NUL\0NUL\0\0\x08\x08\x07\x0e\x0f\x7f",
        b"\xff\xfe\xc0\xaf\xed\xa0\x80\xf4\x90\x80\x80\xe4\xb8",
        "\u{e0041}\u{e0042}\u{feff}\u{200b}\u{ad}\u{2028}\u{2029}\u{85}".as_bytes(),
        "👨\u{200d}👩\u{200d}👧 1\u{fe0f}\u{20e3} ｶﾞ 葛\u{e0100}".as_bytes(),
        b"a\rb\r\nc\td",
        "\u{300}\u{301}начало".as_bytes(),
        "“——……”".as_bytes(),
    ];
    for poison in poisons {
        bytes.extend_from_slice(poison);
        bytes.extend_from_slice("。\n\n".as_bytes());
    }
    bytes.push(b'o');
    bytes.extend("\u{308}".repeat(10_000).bytes());
    bytes.extend_from_slice("\n\n末段在毒物之后。\n".as_bytes());
    bytes
}
