//! Snippets.

use super::*;

fn shown(text: &str, typed: &str, room: usize) -> (String, String) {
    let (json, _) = encode(text, |at| (at % 3) as u8);
    let cut = |bytes: &[u8], form| {
        let hit = phrase(typed).find_first(bytes, form).unwrap_or_default();
        let (line, range) = snippet(bytes, hit, form, room);
        let matched = line
            .chars()
            .skip(range.start)
            .take(range.len())
            .collect::<String>();
        (line, matched)
    };
    let plain = cut(text.as_bytes(), Form::Text);
    assert_eq!(cut(json.as_bytes(), Form::Json), plain);
    plain
}

fn check(text: &str, typed: &str, room: usize, line: &str) {
    assert_eq!(shown(text, typed, room).0, line, "{text:?} {typed:?}");
}

#[test]
fn it_begins_at_a_sentence_or_clause() {
    let text = "今天多云。昨夜河内大雨，机场关闭，航班延误。明天转晴，后天也晴。";
    check(text, "机场", 11, "昨夜河内大雨，机场关闭，航班延误。明天转");
    check(text, "机场", 4, "内大雨，机场关闭，航");
    check(text, "今天", 5, "今天多云。昨夜");
    check(text, "晴", 4, "明天转晴，后天也");
    check("他说：“下雨了。”然后出门", "出门", 6, "然后出门");
}

#[test]
fn latin_words_stay_whole() {
    let text = "The river rose again last night near the old bridge in Hanoi, and trains stopped.";
    check(text, "bridge", 14, "near the old bridge in Hanoi, and");
    check("unbreakable", "break", 2, "unbreakab");
}

#[test]
fn line_ends_go() {
    check(
        "河内\n大雨\n\n机场\r\nclosed\t\u{7}now",
        "大雨",
        20,
        "河内大雨 机场 closed now",
    );
    check("河\n内", "河内", 3, "河内");
    check("雪\n内", "内", 3, "雪内");
    check("a  \n b", "b", 3, "a b");
    check("\n雨\n", "雨", 0, "雨");
}

#[test]
fn nothing_found_shows_the_start() {
    let (line, range) = snippet("河内大雨".as_bytes(), 0..0, Form::Text, 2);
    assert_eq!((line.as_str(), range), ("河内", 0..0));
    assert_eq!(snippet(b"", 5..9, Form::Json, 3), (String::new(), 0..0));
}

proptest! {
    #[test]
    fn a_snippet_is_one_short_line(text in hard_text(), start in 0_usize..40, len in 1_usize..4, room in 0_usize..12) {
        let typed: String = text.chars().filter(|c| !c.is_whitespace() && *c != '"').skip(start).take(len).collect();
        let Some(phrase) = Phrase::new(&typed) else { return Ok(()); };
        let Some(hit) = phrase.find_first(text.as_bytes(), Form::Text) else { return Ok(()); };
        let source = text.get(hit.clone()).unwrap_or("?").to_owned();
        let (line, range) = snippet(text.as_bytes(), hit, Form::Text, room);
        let chars: Vec<char> = line.chars().collect();
        prop_assert!(range.start <= room && chars.len() - range.end <= room);
        prop_assert!(chars.iter().all(|c| !c.is_control() && (*c == ' ' || !c.is_whitespace())));
        prop_assert!(!line.contains("  ") && line.trim() == line);
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>();
        let matched: String = chars.get(range).unwrap_or_default().iter().collect();
        prop_assert_eq!(bare(&matched), bare(&source));
    }
}
