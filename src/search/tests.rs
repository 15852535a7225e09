//! The search against examples and against a naive one.

use std::fmt::Write as _;
use std::ops::Range;

use proptest::prelude::*;

use super::snippet::Cutter;
use super::*;
use crate::text::fold::{fold, units};

mod hostile;
mod inverse;
mod naive;
mod shown;

use naive::{contains, encode};

/// A snippet and the characters of it that match.
fn snippet(bytes: &[u8], hit: Range<usize>, form: Form, room: usize) -> (String, Range<usize>) {
    let mut cutter = Cutter::default();
    let (text, marks) = cutter.cut(bytes, hit, form, room);
    (text.to_owned(), marks)
}

fn phrase(typed: &str) -> Phrase {
    Phrase::new(typed).unwrap_or_else(|| panic!("nothing to look for in {typed:?}"))
}

/// What the first match of `typed` is in `text`, the same in every spelling.
fn found<'a>(typed: &str, text: &'a str) -> Option<&'a str> {
    let phrase = phrase(typed);
    let plain = phrase.find_first(text.as_bytes(), Form::Text);
    for style in 0..4 {
        let (json, map) = encode(text, |_| style);
        let hit = phrase.find_first(json.as_bytes(), Form::Json);
        let hit = hit.map(|hit| naive::back(&map, &hit));
        assert_eq!(hit, plain, "{typed:?} in {json:?}");
    }
    plain.and_then(|range| text.get(range))
}

fn is_found(typed: &str, text: &str) -> bool {
    found(typed, text).is_some()
}

#[test]
fn one_character_is_found() {
    assert_eq!(found("雨", "昨夜有雨。"), Some("雨"));
    assert_eq!(found("a", "昨夜 Ａ 雨"), Some("Ａ"));
    assert_eq!(found("한", "서울 한강"), Some("한"));
    assert!(!is_found("雪", "昨夜有雨。"));
}

#[test]
fn width_case_and_marks_fold() {
    assert_eq!(found("ha noi", "Hà Nội"), Some("Hà"));
    assert_eq!(
        found("\"ha noi\"", "在Hà\u{3000} Nội"),
        Some("Hà\u{3000} Nội")
    );
    assert_eq!(
        found("hanoi", "飞往 HA\u{300}NO\u{302}\u{323}I\u{301}。"),
        Some("HA\u{300}NO\u{302}\u{323}I\u{301}")
    );
    assert_eq!(
        found("covid-19", "ＣＯＶＩＤ－１９"),
        Some("ＣＯＶＩＤ－１９")
    );
    assert_eq!(found("ガス", "ｶﾞｽ代"), Some("ｶﾞｽ"));
    assert_eq!(found("ガス", "カ\u{3099}ス"), Some("カ\u{3099}ス"));
    assert!(!is_found("カス", "ガス"));
    assert_eq!(
        found("한국", "\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}인"),
        Some("\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}")
    );
    assert_eq!(found("한국", "하\u{11ab}국"), Some("하\u{11ab}국"));
    assert_eq!(found("ᾴx", "ά\u{345}x"), Some("ά\u{345}x"));
    assert!(!is_found("하국", "한국"));
    assert_eq!(found("ヷ", "ワ\u{3099}"), Some("ワ\u{3099}"));
    assert_eq!(found("ヷい", "わ\u{3099}い"), Some("わ\u{3099}い"));
    assert_eq!(found("葛城", "葛\u{e0100}城市"), Some("葛\u{e0100}城"));
    assert_eq!(found("k", "300 \u{212a}"), Some("\u{212a}"));
    assert_eq!(found("й", "и\u{306}"), Some("и\u{306}"));
}

#[test]
fn kana_and_forms_of_han_fold() {
    assert_eq!(found("はのい", "在ハノイ"), Some("ハノイ"));
    assert_eq!(found("ハノイ", "在ﾊﾉｲ"), Some("ﾊﾉｲ"));
    assert_eq!(found("が", "カ\u{3099}"), Some("カ\u{3099}"));
    assert_eq!(found("台湾", "來到臺\n灣"), Some("臺\n灣"));
    assert_eq!(found("臺灣", "来到台湾"), Some("台湾"));
    assert_eq!(found("国际", "國際會議"), Some("國際"));
    assert_eq!(found("國際", "国際会議"), Some("国際"));
}

#[test]
fn the_last_mark_is_taken_along() {
    assert_eq!(found("ao", "cao\u{302}\u{301}n"), Some("ao\u{302}\u{301}"));
    assert_eq!(found("城", "葛城\u{e0100}市"), Some("城\u{e0100}"));
}

#[test]
fn a_line_end_does_not_hide_han() {
    assert_eq!(found("河内", "飞往河\n内的"), Some("河\n内"));
    assert_eq!(found("河内", "飞往河\r\n内的"), Some("河\r\n内"));
    assert_eq!(
        found("大雨，河内", "大雨，\n河\n内的"),
        Some("大雨，\n河\n内")
    );
    assert_eq!(found("\"河内 大雨\"", "河内\n大雨"), Some("河内\n大雨"));
    assert_eq!(
        found("\"河内 大雨\"", "河\n内 \n\n 大\n雨"),
        Some("河\n内 \n\n 大\n雨")
    );
    assert_eq!(found("ahカ", "飞aｈ\nｶ"), Some("aｈ\nｶ"));
    assert_eq!(found("hanoi", "飞ｈ\nａ\r\nｎoi"), Some("ｈ\nａ\r\nｎoi"));
    // A paragraph ends, a line is indented, a word ends.
    assert!(!is_found("河内", "河\n\n内"));
    assert!(!is_found("河内", "河\n 内"));
    assert!(!is_found("hanoi", "ha\nnoi"));
    assert_eq!(found("\"ha noi\"", "ha\nnoi"), Some("ha\nnoi"));
}

#[test]
fn escapes_are_read() {
    assert_eq!(found("a/b", "x a/b"), Some("a/b"));
    assert_eq!(found("c:\\d", "x c:\\d"), Some("c:\\d"));
    assert_eq!(found("說\"好", "他說\"好\""), Some("說\"好"));
    assert_eq!(found("𠮷野", "在𠮷野家"), Some("𠮷野"));
    let hit = phrase("雨").find_first(br"\u96e8\u96E8", Form::Json);
    assert_eq!(hit, Some(0..6));
    let lone = phrase("雨").find_first(br"\ud83d\u96E8", Form::Json);
    assert_eq!(lone, Some(6..12));
}

#[test]
fn terms_are_parsed() {
    for (typed, terms) in [
        ("河内 大雨", 2),
        ("河内\u{3000}大雨", 2),
        ("\"河内 大雨\" 飞机", 2),
        ("＂河内 大雨＂！飞机", 2),
        ("河内 河内 ", 1),
        ("\"open end", 1),
        ("!河内", 1),
        ("\"\" x", 1),
        ("! x", 2),
        ("'exact", 1),
    ] {
        assert_eq!(phrase(typed).by_cost().count(), terms, "{typed:?}");
    }
    for nothing in [
        "",
        "  \u{3000}",
        "\"\"",
        "\u{301}\u{302}",
        "\" \"",
        "\u{fe0f}",
        "\u{7}",
    ] {
        assert!(Phrase::new(nothing).is_none(), "{nothing:?}");
    }
}

#[test]
fn a_block_gives_its_bodies() {
    let texts = [
        "河内昨日大雨",
        "大雨，河内航班",
        "河内晴",
        "",
        "大雨：河\n内",
    ];
    let scan = |typed: &str| {
        let phrase = phrase(typed);
        let mut scan = Scan::new(&phrase);
        let found = (0..).zip(texts).filter_map(|(body, text)| {
            let place = scan.find("", text.as_bytes(), Form::Text)?;
            Some((body, text.get(place).unwrap_or("?").to_owned()))
        });
        found.collect::<Vec<_>>()
    };
    let hit = |body, text: &str| (body, text.to_owned());
    assert_eq!(
        scan("河内 大雨"),
        [hit(0, "河内"), hit(1, "河内"), hit(4, "河\n内")]
    );
    assert_eq!(
        scan("大雨 河内"),
        [hit(0, "大雨"), hit(1, "大雨"), hit(4, "大雨")]
    );
    assert_eq!(scan("河内 !大雨"), [hit(2, "河内")]);
    assert_eq!(scan("!大雨 !晴"), [hit(3, "")]);
    assert_eq!(scan("河内 大雨 雪"), []);
}

#[test]
fn all_matches_are_given() {
    let text = "雨雨雨，Hà Nội 雨雨 hanoi ha";
    let find = |typed: &str, form| {
        let found = phrase(typed).find_iter(text.as_bytes(), form);
        found
            .map(|range| text.get(range).unwrap_or("?"))
            .collect::<Vec<_>>()
    };
    for form in [Form::Text, Form::Json] {
        assert_eq!(find("雨雨", form), ["雨雨", "雨雨"]);
        assert_eq!(
            find("ha 雨", form),
            ["雨", "雨", "雨", "Hà", "雨", "雨", "ha", "ha"]
        );
        assert_eq!(find("!雨", form).len(), 0);
    }
    let (json, _) = encode(text, |_| 2);
    assert_eq!(
        phrase("雨雨")
            .find_iter(json.as_bytes(), Form::Json)
            .count(),
        2
    );
}

#[test]
fn a_long_phrase_is_found() {
    let long: String = ('一'..).take(300).collect();
    let head = long.chars().take(30).collect::<String>();
    assert_eq!(found(&head, &long), Some(head.as_str()));
    // Its first part counts.
    let first: String = long.chars().take(128).collect();
    assert_eq!(found(&long, &long), Some(first.as_str()));
}

/// Texts dense in what the search has to decide.
fn hard_text() -> impl Strategy<Value = String> {
    let picks = prop::sample::select(
        "aAeÉấđhHĤｈＨ１1-/\\\"nN\u{300}\u{301}\u{3099}\u{309a}\u{fe0f}\u{e0100}ﾞﾟｶカガがかﾊバはは\
         한하\u{1112}\u{1161}\u{11ab}ㄱﾡ美朝越南河内国國臺台灣發髮发ワわヷヲ，。、“”αΑ\u{345}ᾴЙи\u{306}𠮷😀\u{2f800}ß   \n\n\n\r\t\u{3000}"
            .chars()
            .collect::<Vec<char>>(),
    );
    let few = prop::sample::select(
        "國国台臺カわ河内南a\nAが\u{3099} かn\u{301}"
            .chars()
            .collect::<Vec<char>>(),
    );
    let any = prop::collection::vec(prop_oneof![6 => picks, 1 => any::<char>()], 0..40);
    let dense = prop::collection::vec(few, 0..60);
    prop_oneof![any, dense].prop_map(String::from_iter)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn equals_a_naive_search(
        text in hard_text(),
        start in 0_usize..40,
        len in 1_usize..6,
        quoted in any::<bool>(),
        pad in 0_usize..80,
        styles in prop::collection::vec(0_u8..6, 1..8),
    ) {
        // Vector searches begin at a certain length only.
        let text = format!("{}{text}", "晴".repeat(pad));
        let term: String = text.chars().skip(pad + start).take(len).filter(|&c| c != '"').collect();
        let typed = if quoted { format!("\"{term}\"") } else { term.replace(char::is_whitespace, "") };
        let Some(phrase) = Phrase::new(&typed) else { return Ok(()); };
        prop_assume!(phrase.wanted().count() == 1 && phrase.by_cost().count() == 1);
        let typed_text: String = typed.chars().filter(|c| c.is_whitespace() || !c.is_control()).collect();
        let wanted = fold(&typed_text);
        let wanted = wanted.trim_matches('"');
        let expected = contains(&text, wanted, quoted);
        let plain = phrase.find_first(text.as_bytes(), Form::Text);
        prop_assert_eq!(&plain, &expected, "{:?} in {:?}", typed, text);

        let (json, map) = encode(&text, |at| styles[at % styles.len()]);
        let hit = phrase.find_first(json.as_bytes(), Form::Json);
        let hit = hit.map(|hit| naive::back(&map, &hit));
        prop_assert_eq!(&hit, &expected, "{:?} in {:?}", typed, json);

        let all: Vec<_> = phrase.find_iter(text.as_bytes(), Form::Text).collect();
        prop_assert_eq!(all.first(), expected.as_ref());
        prop_assert!(all.windows(2).all(|pair| pair[0].end <= pair[1].start));
        let spelled: Vec<_> = phrase.find_iter(json.as_bytes(), Form::Json).map(|hit| naive::back(&map, &hit)).collect();
        prop_assert_eq!(spelled, all);
    }

    #[test]
    fn any_bytes_are_searched(bytes in prop::collection::vec(any::<u8>(), 0..200), typed in "[a-z河内か\\\\/]{1,3}") {
        for form in [Form::Text, Form::Json] {
            if let Some(phrase) = Phrase::new(&typed) {
                for hit in phrase.find_iter(&bytes, form) {
                    prop_assert!(hit.start < hit.end && hit.end <= bytes.len());
                    snippet(&bytes, hit, form, 7);
                }
            }
        }
    }
}
