//! Random texts of the scripts and marks that meet in East Asian articles.

use proptest::prelude::*;
use proptest::sample::select;

/// One piece of a text: a character, a word, a number, a cluster.
fn piece() -> impl Strategy<Value = String> {
    let of = |pieces: &'static [&'static str]| select(pieces).prop_map(str::to_owned);
    prop_oneof![
        8 => of(&["中", "国", "年", "日", "万", "元", "河", "内", "〇", "𠮷", "葛\u{E0100}"]),
        3 => of(&["あ", "の", "っ", "ョ", "ー", "々", "カ", "ｶﾞ", "ヽ", "ゞ", "が"]),
        3 => of(&["한", "글", "는", "\u{1112}\u{1161}\u{11ab}"]),
        3 => of(&["word", "a", "VNA", "Covid", "naïve", "e\u{301}", "việt"]),
        3 => of(&["1", "20", "1,234", "49.7", "2018", "３", "Ⅳ"]),
        4 => of(&["，", "。", "、", "；", "：", "！", "？", ",", ".", ";", ":", "!", "?", "·", "・", "%", "℃", "～"]),
        3 => of(&["（", "）", "「", "」", "《", "》", "【", "】", "(", ")", "[", "]", "“", "”", "‘", "’", "\"", "『", "』"]),
        2 => of(&["——", "……", "—", "…", "――", "‥", "-", "/", "–"]),
        2 => of(&["👩\u{200D}👧", "❤\u{FE0F}", "1\u{FE0F}\u{20E3}", "🇯🇵", "😀", "\u{301}", "ⓐ", "①", "é"]),
        3 => of(&[" ", "\u{3000}", "\u{A0}", "  "]),
        1 => Just("\t".to_owned()),
        1 => select(&["$", "¥", "￥", "#", "&", "@", "http://a.b/c?d=e", "+", "=", "ง", "ก\u{e33}", "ש", "→", "★"][..]).prop_map(str::to_owned),
    ]
}

/// A text of one line, cleaned.
pub fn line(pieces: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..pieces)
        .prop_map(|pieces| yue::text::clean::clean(&pieces.concat()).to_string())
}

/// Any characters at all, the odd ones often.
pub fn wild(length: usize) -> impl Strategy<Value = String> {
    let odd: Vec<char> = "\u{1B}[]31;mP_^X\\\u{7}\u{9B}\u{9D}\u{9C}\u{90}\0\r\n\t\u{85}\u{2028}"
        .chars()
        .chain("\u{200D}\u{FE0F}\u{301}\u{308}\u{202E}\u{2066}\u{200B}\u{FEFF}\u{AD}".chars())
        .chain("\u{E0100}\u{E0061}\u{E007F}\u{1F3F4}👩👧🇯🇵\u{1100}각\u{600}\u{D4E}क".chars())
        .chain("\u{94D}中aｶ\u{FF9E} \u{FFFE}\u{FDD0}\u{10FFFF}".chars())
        .collect();
    let piece = prop_oneof![
        6 => select(odd.clone()).prop_map(|c| c.to_string()),
        1 => (select(odd), 1..40_usize).prop_map(|(c, n)| c.to_string().repeat(n)),
        1 => any::<char>().prop_map(|c| c.to_string()),
        1 => Just("👩\u{200D}".repeat(9)),
        1 => select(&["<ruby>", "<rt>", "</rt>", "</ruby>", "漢《", "》"][..]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..length).prop_map(|pieces| pieces.concat())
}
