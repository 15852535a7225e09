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
    check(text, "机场", 22, "昨夜河内大雨，机场关闭，航班延误。明天转");
    check(text, "机场", 8, "内大雨，机场关闭，航");
    check(text, "今天", 10, "今天多云。昨夜");
    check(text, "晴", 8, "明天转晴，后天也");
    check("他说：“下雨了。”然后出门", "出门", 12, "然后出门");
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
        24,
        "河内大雨 机场 closed now",
    );
    check("河\n内", "河内", 6, "河内");
    check("雪\n内", "内", 6, "雪内");
    check("a  \n b", "b", 3, "a b");
    check("\n雨\n", "雨", 0, "雨");
}

#[test]
fn a_title_counts_but_does_not_show() {
    let scan = |typed: &str, title: &str, body: &str| {
        let phrase = phrase(typed);
        let mut scan = Scan::new(&phrase);
        let found = scan.snippet(title, body.as_bytes(), Form::Json, 12);
        found.map(|(line, range)| (line.to_owned(), range))
    };
    let some = |line: &str, range| Some((line.to_owned(), range));
    let (title, body) = ("河内大雨", r"昨夜\n\n机场关闭，河内");
    assert_eq!(scan("机场", title, body), some("昨夜 机场关闭，河内", 3..5));
    assert_eq!(scan("大雨", title, body), some("昨夜 机场关", 0..0));
    // In both: the body's is shown.
    assert_eq!(scan("河内", title, body), some("机场关闭，河内", 5..7));
    assert_eq!(scan("大雨 关闭", title, body), some("昨夜 机场关", 0..0));
    assert_eq!(
        scan("关闭 大雨", title, body),
        some("昨夜 机场关闭，河内", 5..7)
    );
    assert_eq!(scan("关闭 !大雨", title, body), None);
    assert_eq!(scan("晴", title, body), None);
    assert_eq!(scan("大雨", title, ""), some("", 0..0));
    assert_eq!(scan("!晴", title, body), some("昨夜 机场关", 0..0));
}

#[test]
fn nothing_found_shows_the_start() {
    let (line, range) = snippet("河内大雨".as_bytes(), 0..0, Form::Text, 5);
    assert_eq!((line.as_str(), range), ("河内", 0..0));
    assert_eq!(snippet(b"", 5..9, Form::Json, 3), (String::new(), 0..0));
}

#[test]
fn what_is_spelled_at_length_is_read_as_far_back() {
    // Escapes, blanks and marks take more bytes than was guessed at first.
    let text = format!("{}{}雨", "雪".repeat(9), " \n".repeat(8));
    check(&text, "雨", 8, "雪雪雪 雨");
    let text = format!("{}雨", "雪".repeat(40));
    check(&text, "雨", 60, &format!("{}雨", "雪".repeat(30)));
    let numbers = format!("{}雨", r"\u96ea".repeat(40));
    let hit = numbers.len() - 3..numbers.len();
    let (line, range) = snippet(numbers.as_bytes(), hit, Form::Json, 60);
    assert_eq!((line, range), (format!("{}雨", "雪".repeat(30)), 30..31));
}

#[test]
fn a_cutter_forgets_what_it_cut_before() {
    let mut cutter = Cutter::default();
    for (text, hit) in [("大雨，机场关闭", 3..6), ("雨", 0..3), ("", 0..0)] {
        let (line, range) = cutter.cut(text.as_bytes(), hit.clone(), Form::Text, 60);
        let once = snippet(text.as_bytes(), hit, Form::Text, 60);
        assert_eq!((line.to_owned(), range), once);
    }
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
        let breadth = |chars: &[char]| chars.iter().map(|c| if *c < '\u{1100}' { 1 } else { 2 }).sum::<usize>();
        prop_assert!(breadth(&chars[..range.start]) <= room && breadth(&chars[range.end..]) <= room);
        prop_assert!(chars.iter().all(|c| !c.is_control() && (*c == ' ' || !c.is_whitespace())));
        prop_assert!(!line.contains("  ") && line.trim() == line);
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>();
        let matched: String = chars.get(range).unwrap_or_default().iter().collect();
        prop_assert_eq!(bare(&matched), bare(&source));
    }
}
