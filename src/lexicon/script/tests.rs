//! Words, forms of characters, and how positions are mapped, on texts of our own.

use super::{Converted, Converter, Script, is_mark, split_clause};
use crate::text::clean::clean;

fn converter() -> Converter {
    let converter = Converter::load();
    assert!(converter.engine.is_some(), "the dictionaries can be read");
    converter
}

/// The text as shown, converted or not, its edits checked.
fn shown(converter: &Converter, text: &str, script: Script) -> String {
    let text = clean(text);
    match converter.convert(text.view(), script) {
        None => text.to_string(),
        Some(new) => {
            assert_ne!(new.text, text);
            assert_parallel(&text, &new);
            new.text.to_string()
        }
    }
}

#[track_caller]
fn assert_shown(converter: &Converter, script: Script, cases: &[(&str, &str)]) {
    let wrong: Vec<_> = cases
        .iter()
        .map(|(text, right)| (*text, shown(converter, text, script), *right))
        .filter(|(_, shown, right)| shown != right)
        .collect();
    assert!(
        wrong.is_empty(),
        "{script:?} (text, shown, right): {wrong:?}"
    );
}

/// Outside of the edits both texts run parallel, and the edits are in order.
#[track_caller]
fn assert_parallel(source: &str, converted: &Converted) {
    let Converted { text, edits } = converted;
    let (mut i, mut j) = (0, 0);
    let ends = (source.len()..source.len(), text.len()..text.len());
    let steps = edits.iter().map(|e| (e.source.clone(), e.shown.clone()));
    for (from, to) in steps.chain([ends]) {
        assert!(i <= from.start && j <= to.start, "{edits:?}");
        let a = source.get(i..from.start).unwrap();
        let b = text.get(j..to.start).unwrap();
        let lengths = |text: &str| text.chars().map(char::len_utf8).collect::<Vec<_>>();
        assert_eq!(lengths(a), lengths(b), "{a} / {b} in {source}");
        assert!(source.get(from.clone()).is_some() && text.get(to.clone()).is_some());
        (i, j) = (from.end, to.end);
    }
    assert_eq!((i, j), (source.len(), text.len()));
}

/// Where a byte of the source is shown.
fn place(converted: &Converted, at: usize) -> usize {
    let passed = |edit: &&crate::text::Edit| edit.source.end <= at;
    match converted.edits.iter().take_while(passed).last() {
        Some(edit) => at - edit.source.end + edit.shown.end,
        None => at,
    }
}

/// A row of numbers that looks like chance, the same every time.
fn numbers(seed: u64) -> impl FnMut(usize) -> usize {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    move |below| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 33) as usize % below
    }
}

#[test]
fn simplified_becomes_taiwanese() {
    let cases = [
        ("软件", "軟體"),
        ("内存", "記憶體"),
        ("鼠标", "滑鼠"),
        ("头发长了", "頭髮長了"),
        ("经济发展", "經濟發展"),
        ("皇后", "皇后"),
        ("后面", "後面"),
        ("干净", "乾淨"),
        ("干部", "幹部"),
        ("里面", "裡面"),
        ("十公里", "十公里"),
        ("台湾", "臺灣"),
        ("理发师吃了一碗面条", "理髮師吃了一碗麵條"),
        ("出租车的司机会说意大利语", "計程車的司機會說義大利語"),
        ("U盘里的文件夹", "隨身碟裡的資料夾"),
        ("他的士兵", "他的士兵"),
        ("一台计算机", "一臺電腦"),
    ];
    assert_shown(&converter(), Script::Taiwan, &cases);
}

#[test]
fn simplified_becomes_hong_kong() {
    let cases = [
        ("房间里面", "房間裏面"),
        ("看着他说话", "看着他説話"),
        ("台湾", "台灣"),
        ("卫生", "衞生"),
        ("线路", "線路"),
        ("温暖", "温暖"),
        ("这个软件", "這個軟件"),
        ("著名", "著名"),
        ("导演大卫·利恩说", "導演大衛·連説"),
        ("隐私权", "私隱權"),
    ];
    assert_shown(&converter(), Script::HongKong, &cases);
}

#[test]
fn traditional_becomes_simplified() {
    let cases = [
        ("頭髮與發展", "头发与发展"),
        ("看著電視", "看着电视"),
        ("著名的作家說", "著名的作家说"),
        ("乾隆年間很乾淨", "乾隆年间很干净"),
        ("房間裏面説話", "房间里面说话"),
        ("甚麼時候", "什么时候"),
        ("用滑鼠打開這個軟體", "用鼠标打开这个软件"),
        ("搭計程車去義大利", "搭出租车去意大利"),
        ("伺服器與記憶體", "服务器与内存"),
    ];
    assert_shown(&converter(), Script::Simplified, &cases);
}

#[test]
fn words_of_newspapers_keep_their_meaning() {
    let converter = converter();
    let to_taiwan = [
        ("刷新了纪录", "刷新了紀錄"),
        ("总统表示支持", "總統表示支持"),
        ("发布声明", "發佈聲明"),
        ("研究对象", "研究對象"),
        ("法律程序", "法律程序"),
        ("和平进程", "和平進程"),
        ("扩展市场", "擴展市場"),
        ("程序员写了一个程序", "程式設計師寫了一個程序"),
    ];
    assert_shown(&converter, Script::Taiwan, &to_taiwan);
    let to_mainland = [
        ("獅子山下的歲月", "狮子山下的岁月"),
        ("古人的智慧與價值", "古人的智慧与价值"),
        ("人工智慧會寫詩", "人工智能会写诗"),
        ("在前線上的戰士", "在前线上的战士"),
        ("尼日利亞與哈薩克斯坦", "尼日利亚与哈萨克斯坦"),
        ("數位學者支援這個專案", "数位学者支援这个专案"),
    ];
    assert_shown(&converter, Script::Simplified, &to_mainland);
}

#[test]
fn what_is_right_already_stays() {
    let converter = converter();
    let right = [
        (
            Script::Simplified,
            "皇后的头发很干净，里面没有著名的乾隆皇帝。",
        ),
        (Script::Simplified, "瞭望塔上，他说：“支援前线”。"),
        (Script::Taiwan, "皇后說：里長在後面，台北的頭髮很乾淨。"),
        (Script::Taiwan, "這個程式的記憶體不夠，對象是范先生。"),
        (Script::HongKong, "皇后大道的房間裏，他看着電視説話。"),
        (Script::Taiwan, "Plain text, 123 and 🍜."),
        (Script::Simplified, ""),
    ];
    for (script, text) in right {
        assert_eq!(
            converter.convert(clean(text).view(), script),
            None,
            "{text}"
        );
    }
    for text in ["软件", "軟體", ""] {
        assert_eq!(converter.convert(clean(text).view(), Script::AsIs), None);
    }
    assert_eq!(Script::default(), Script::AsIs);
}

#[test]
fn each_clause_of_a_mixed_text_is_judged() {
    let converter = converter();
    let mixed = "他说这个头发很干净，“後來皇后來了”，然后就没有了。";
    let simplified = "他说这个头发很干净，“后来皇后来了”，然后就没有了。";
    let taiwan = "他說這個頭髮很乾淨，“後來皇后來了”，然後就沒有了。";
    assert_eq!(shown(&converter, mixed, Script::Simplified), simplified);
    assert_eq!(shown(&converter, mixed, Script::Taiwan), taiwan);
}

#[test]
fn edits_are_as_short_as_can_be() {
    let converter = converter();
    let edits = |text: &str, script| {
        let new = converter.convert(clean(text).view(), script).unwrap();
        let part = |e: &crate::text::Edit| {
            let shown = new.text.get(e.shown.clone()).unwrap().to_owned();
            (text.get(e.source.clone()).unwrap().to_owned(), shown)
        };
        new.edits.iter().map(part).collect::<Vec<_>>()
    };
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    // As many characters of the same length: nothing to map.
    assert_eq!(edits("这个软件用鼠标", Script::Taiwan), []);
    let memory = [pair("内存", "記憶體")];
    assert_eq!(edits("这个内存很大", Script::Taiwan), memory);
    assert_eq!(edits("内存", Script::Taiwan), memory);
    let drive = [pair("U盘", "隨身碟")];
    assert_eq!(edits("“U盘”", Script::Taiwan), drive);
    let last = [pair("尔", ""), pair("序员", "式設計師")];
    assert_eq!(edits("厄瓜多尔程序员", Script::Taiwan), last);
    // One character, four bytes for three.
    assert_eq!(edits("这是𫗦", Script::Taiwan), [pair("𫗦", "餔")]);
}

/// Words and what they are in Taiwan, and whether they are only other characters.
const WORDS: [(&str, &str, bool); 22] = [
    ("互联网", "網際網路", false),
    ("厄瓜多尔", "厄瓜多", false),
    ("的", "的", true),
    ("是", "是", true),
    ("内存", "記憶體", false),
    ("软件", "軟體", false),
    ("服务器", "伺服器", false),
    ("自行车", "腳踏車", false),
    ("出租车", "計程車", false),
    ("程序员", "程式設計師", false),
    ("知识产权", "智慧財產權", false),
    ("我们", "我們", true),
    ("文章", "文章", true),
    ("发现", "發現", true),
    ("风景", "風景", true),
    ("，", "，", true),
    ("“", "“", true),
    ("”", "”", true),
    (" yue 2 ", " yue 2 ", true),
    ("🍜", "🍜", true),
    ("👩‍🌾", "👩‍🌾", true),
    ("\n", "\n", true),
];

#[test]
fn positions_are_mapped_through_any_text() {
    let converter = converter();
    for seed in 1..400 {
        let mut next = numbers(seed);
        let (mut text, mut right, mut starts) = (String::from("这"), String::from("這"), vec![]);
        for _ in 0..=next(40) {
            let (word, in_taiwan, same) = WORDS[next(WORDS.len())];
            if same {
                starts.push((text.len(), right.len(), word));
            }
            text.push_str(word);
            right.push_str(in_taiwan);
        }
        let new = converter
            .convert(clean(&text).view(), Script::Taiwan)
            .unwrap();
        assert_eq!(new.text, right);
        assert_parallel(&text, &new);
        for (from, to, word) in starts {
            assert_eq!(place(&new, from), to, "{word} at {from} in {text}");
        }
    }
}

#[test]
fn clauses_together_are_the_whole() {
    let converter = converter();
    let opencc = &converter.engine.as_ref().unwrap().opencc;
    let words: Vec<&str> = WORDS.iter().map(|(word, ..)| *word).collect();
    let marks = "，。、；：！？…—“”‘’「」『』《》（）()!?,;\"\t\n 　";
    assert!(marks.chars().all(is_mark));
    for seed in 1..200 {
        let mut next = numbers(seed);
        let mut text = String::new();
        for _ in 0..=next(60) {
            text.push_str(words[next(words.len())]);
            if next(3) == 0 {
                text.extend(marks.chars().nth(next(marks.chars().count())));
            }
        }
        let (mut rest, mut parts) = (text.as_str(), String::new());
        while !rest.is_empty() {
            let (clause, after) = split_clause(rest);
            assert!(!clause.is_empty() && clause.chars().count() <= super::CLAUSE);
            parts.push_str(&opencc.s2twp(clause, false));
            rest = after;
        }
        assert_eq!(parts, opencc.s2twp(&text, false));
    }
}

#[test]
fn any_text_is_taken() {
    let converter = converter();
    let pieces = [
        "内存",
        "記憶體",
        "e\u{301}",
        "葛\u{e0100}",
        "\u{e000}",
        "𠮷",
        "𫗦",
        "\u{200d}",
        "\u{feff}",
        "\u{2ff0}亻言",
        "，",
        "\n",
        "한글",
        "かな",
        "\u{10ffff}",
        "丨",
        "着",
        "裡",
        "B超",
        "·",
    ];
    for seed in 1..300 {
        let mut next = numbers(seed);
        let mut text = String::new();
        for _ in 0..next(50) {
            text.push_str(pieces[next(pieces.len())]);
        }
        for script in [Script::Simplified, Script::Taiwan, Script::HongKong] {
            shown(&converter, &text, script);
        }
    }
}

#[test]
fn a_text_without_a_mark_is_cut() {
    let converter = converter();
    let long = "这个内存里的头发发现了程序员".repeat(5000);
    let text = shown(&converter, &long, Script::Taiwan);
    assert!(text.starts_with("這個記憶體裡的頭髮發現了程式設計師"));
    assert!(
        shown(&converter, &text, Script::Simplified).starts_with("这个内存里的头发发现了程序员")
    );
}

#[test]
fn a_converter_is_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Converter>();
}
