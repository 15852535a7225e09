//! The query's language: words, signs, fields.

use super::*;

const NONE: [u32; 0] = [];

#[test]
fn words_are_all_wanted_in_any_order() {
    let headlines = ["美朝会晤", "美朝", "会晤"];
    assert_eq!(found("会晤 mc", &headlines), [0]);
    assert_eq!(found("会晤\u{3000}mc", &headlines), [0]);
    assert_eq!(found("mc mc", &headlines), [0, 1]);
}

#[test]
fn signs_of_full_width_mean_the_same() {
    let headlines = ["美朝", "看美朝", "美国和朝鲜"];
    assert_eq!(found("＾美朝", &headlines), [0]);
    assert_eq!(found("美朝＄", &headlines), [0, 1]);
    assert_eq!(found("＾美朝＄", &headlines), [0]);
    assert_eq!(found("＇美朝", &headlines), [0, 1]);
    assert_eq!(found("\u{2019}meichao", &headlines), [0, 1]);
    assert_eq!(found("！看", &headlines), [0, 2]);
    assert_eq!(found("看 ｜ 和", &headlines), [1, 2]);
}

#[test]
fn a_blank_behind_a_backslash_belongs_to_the_word() {
    let headlines = ["new york", "newyork", "york new"];
    assert_eq!(found("'new\\ york", &headlines), [0]);
    assert_eq!(found("new york", &headlines), [0, 1, 2]);
    assert_eq!(found("a\\b", &["a\\b", "ab"]), [0]);
}

#[test]
fn what_is_not_to_be_there_is_meant_as_written() {
    let headlines = ["美朝", "美国", "朝鲜"];
    // No initials, nothing unfinished, nothing scattered.
    assert_eq!(found("!mc", &headlines), [0, 1, 2]);
    assert_eq!(found("!meich", &headlines), [0, 1, 2]);
    assert_eq!(found("!^m", &headlines), [0, 1, 2]);
    assert_eq!(found("!c$", &headlines), [0, 1, 2]);
    assert_eq!(found("!meichao", &headlines), [1, 2]);
    assert_eq!(found("!^mei", &headlines), [2]);
    assert_eq!(found("!chao$", &headlines), [1, 2]);
    assert_eq!(found("!^meichao$", &headlines), [1, 2]);
    assert_eq!(found("!ㅎ", &["한국"]), [0]);
    assert_eq!(found("'ㅎ", &["한국", "ㅎㅎ"]), [1]);
    assert_eq!(found("'하", &["한국", "하나"]), [1]);
}

#[test]
fn long_vowels_and_apostrophes_part_no_piece() {
    let headlines = ["とうきょう", "とおきょお", "とこきょう"];
    for text in ["^tokyo", "'tokyo", "tokyo$", "^tokyo$", "^toukyo$"] {
        assert!(found(text, &headlines).contains(&0), "{text}");
        assert!(!found(text, &headlines).contains(&2), "{text}");
    }
    assert_eq!(found("'kohi", &["コーヒー", "コトヒ"]), [0]);
    let headlines = ["Don't look", "Don\u{2019}t look", "Done to", "Xi'an"];
    assert_eq!(found("'dont", &headlines), [0, 1]);
    assert_eq!(found("'don't", &headlines), [0, 1]);
    assert_eq!(found("^xian$", &headlines), [3]);
    assert_eq!(found("it's", &["it's", "its", "x"]), [0, 1]);
    assert_eq!(found("''", &["it's"]), [0]);
}

#[test]
fn other_colons_are_characters() {
    let headlines = ["对话：海边", "9:30开始", "http://x"];
    assert_eq!(found("对话:", &headlines), [0]);
    assert_eq!(found("9:30", &headlines), [1]);
    assert_eq!(found("http:", &headlines), [2]);
    assert_eq!(found("foo:bar", &headlines), NONE);
}

fn with_facts() -> Snapshot {
    let facts = |source: &'static str, agency: &'static str, place: &'static str, day| RowFacts {
        source: source.into(),
        agency: agency.into(),
        place: place.into(),
        day,
    };
    let mut rows = vec![row(0, "甲"), row(1, "乙"), row(2, "丙"), row(3, "丁")];
    rows[0].facts = facts("海边晚报", "越通社", "河内", Some(20_000));
    rows[1].facts = facts("City Post", "共同社", "東京", Some(20_100));
    rows[2].facts = facts("", "", "", None);
    rows[3].source = Source::Seed("quiet-harbour".into());
    snapshot(&rows, 3)
}

#[test]
fn fields_ask_beside_the_headline() {
    let rows = with_facts();
    let check = |text: &str, wanted: &[u32]| {
        let mut found = listed(text, &rows);
        found.sort_unstable();
        assert_eq!(found, wanted, "{text}");
    };
    check("agency:越通社", &[0]);
    check("AGENCY：越通", &[0]);
    check("agency:社", &[0, 1]);
    check("!agency:社", &[2, 3]);
    check("place:东京", &[1]);
    check("source:city", &[1]);
    check("source:seeds", &[3]);
    check("source:海边 甲", &[0]);
    check("agency:越通社 | place:东京", &[0, 1]);
    check("agency:越通社 | 丁", &[0, 3]);
    // 2024-10-04 is day 20,000.
    check("before:2024-10-05", &[0]);
    check("before:2024-10-04", &[]);
    check("after:2024-10-04", &[1]);
    check("after:2024-10-03", &[0, 1]);
    check("after:2024-10", &[1]);
    check("before:2025", &[0]);
    check("!before:2025", &[1, 2, 3]);
    check("is:bookmarked", &[]);
    check("!is:bookmarked", &[0, 1, 2, 3]);
    // A value that is still to come asks nothing.
    check("agency:", &[0, 1, 2, 3]);
    check("before: 甲", &[0]);
}

#[test]
fn more_words_than_are_looked_for_are_a_problem() {
    let most = "a ".repeat(64);
    assert!(finder().query(&most, &Query::default()).is_ok());
    let more = most + "zzz";
    let problem = finder().query(&more, &Query::default()).unwrap_err();
    assert_eq!(
        (problem.why, problem.word.as_str()),
        ("why-query-words", "zzz")
    );
}

#[test]
fn dates_are_asked_of_what_the_words_leave() {
    let snapshot = library(&["第一条", "第二条", "第三条"], 10);
    let asked = Cell::new(0);
    for text in ["on:2018 第二", "第二 on:2018", "on:2018 | on:2019 第二"] {
        asked.set(0);
        let known = Counted(&asked);
        let found = filter(&query(text), &snapshot, &known, &|| false).unwrap();
        assert_eq!((rows(&found), asked.get() <= 2), (vec![1], true), "{text}");
    }
    // Each row whose dates are asked for can be the last.
    let looks = Cell::new(0);
    let stop = || {
        looks.set(looks.get() + 1);
        looks.get() > 2
    };
    asked.set(0);
    let chunk = &snapshot.chunks()[0];
    assert!(scan(&query("on:2018"), chunk, None, &Counted(&asked), &stop).is_none());
    assert_eq!(asked.get(), 1);
}

/// Every article mentions every day; how often that was asked.
struct Counted<'a>(&'a Cell<usize>);

impl Beside for Counted<'_> {
    fn is_bookmarked(&self, _: ArticleId) -> bool {
        false
    }
    fn mentions(&self, _: &Chunk, _: usize, _: (i32, i32)) -> bool {
        self.0.set(self.0.get() + 1);
        true
    }
}

#[test]
fn a_value_without_sense_is_a_problem() {
    for (text, why) in [
        ("before:yesterday", "why-query-date"),
        ("甲 after:2024-13", "why-query-date"),
        ("!on:x", "why-query-date"),
        ("is:new", "why-query-is"),
    ] {
        let problem = finder().query(text, &Query::default()).unwrap_err();
        assert_eq!(problem.why, why, "{text}");
        assert!(text.contains(problem.word.as_str()), "{text}");
    }
}

/// Knows the bookmarks, what was read and one day.
struct Known;

impl Beside for Known {
    fn is_bookmarked(&self, id: ArticleId) -> bool {
        id == ArticleId(1 << 32)
    }
    fn is_read(&self, id: ArticleId) -> bool {
        id == ArticleId(1 << 32) || id == ArticleId(2 << 32)
    }
    fn mentions(&self, _: &Chunk, index: usize, days: (i32, i32)) -> bool {
        index == 2 && (days.0..=days.1).contains(&20_000)
    }
}

#[test]
fn bookmarks_and_days_are_asked_for() {
    let snapshot = with_facts();
    let found = |text: &str| {
        let query = query(text);
        rows(&filter(&query, &snapshot, &Known, &|| false).unwrap())
    };
    assert_eq!(found("is:bookmarked"), [1]);
    assert_eq!(found("is:read"), found("!is:unread"));
    assert_eq!(found("is:read !is:bookmarked"), [2]);
    assert_eq!(found("is:read | is:unread").len(), 4);
    let unread = query("").of_unread();
    let all = filter(&unread, &snapshot, &Known, &|| false).unwrap();
    assert_eq!(rows(&all), [0, 3], "in the order of the list");
    let joined = query("x |").of_unread();
    assert!(joined.needs_reading() && joined != query("x |"));
    assert!(!query("a").needs_reading());
    assert_eq!(found("on:2024-10-04"), [2]);
    assert_eq!(found("on:2024-10"), [2]);
    assert_eq!(found("on:2024-09"), NONE);
    assert!(query("on:2024").needs_dates() && !query("before:2024").needs_dates());
    assert!(query("a | is:bookmarked").needs_bookmarks());
    assert!(!query("a").needs_bookmarks());
}
