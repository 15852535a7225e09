//! `yue search`.

use crate::sandbox::Sandbox;

const NEWS: &str = r#"{"title":"桥面结冰","date":"2021-01-05","body":"渡口停航两日。\n\n客船改走上游。"}
{"title":"渡口重开","date":"2021-01-07","body":["早班客船坐满了人。","渡口的钟又响了。"]}
{"title":"集市","body":"卖鱼的说：“渡口那边的鱼好。”"}
"#;

#[test]
fn articles_come_with_what_stands_around_the_match() {
    let sandbox = Sandbox::new();
    sandbox.write("news.jsonl", NEWS);
    let text = sandbox.run(&["search", "渡口", "news.jsonl"]).ok();
    // The newest first, what has no day last.
    let expected = [
        "渡口重开\t早班客船坐满了人。 渡口的钟又响了。",
        "桥面结冰\t渡口停航两日。 客船改走上游。",
        "集市\t卖鱼的说：“渡口那边的鱼好。”",
    ];
    assert_eq!(text.lines().collect::<Vec<_>>(), expected);
    let one = sandbox.run(&["search", "--limit", "1", "渡口", "news.jsonl"]);
    assert_eq!(one.ok().lines().collect::<Vec<_>>(), expected[..1]);
}

#[test]
fn words_may_stand_in_headline_and_text() {
    let sandbox = Sandbox::new();
    sandbox.write("news.jsonl", NEWS);
    let found = |query: &str| sandbox.run(&["search", query, "news.jsonl"]).ok();
    assert_eq!(
        found("结冰 上游"),
        "桥面结冰\t渡口停航两日。 客船改走上游。\n"
    );
    assert_eq!(
        found("重开"),
        "渡口重开\t早班客船坐满了人。 渡口的钟又响了。\n"
    );
    assert_eq!(found("渡口 !客船"), "集市\t卖鱼的说：“渡口那边的鱼好。”\n");
}

#[test]
fn nothing_found_is_code_1() {
    let sandbox = Sandbox::new();
    sandbox.write("news.jsonl", NEWS);
    let none = sandbox.run(&["search", "渡口 !渡口", "news.jsonl"]);
    assert_eq!(
        (none.code, none.stdout.as_str(), none.stderr.as_str()),
        (1, "", "")
    );
}

#[test]
fn files_and_seeds_are_searched_and_json_tells_their_source() {
    let sandbox = Sandbox::new();
    sandbox.write("lib/1.txt", "纸鸢\n\n风停了，线还在手里。\n");
    sandbox.write("lib/2.txt", "别的\n\n没有风。\n");
    let rows = sandbox.run(&["search", "--json", "线", "lib"]).json();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["headline"], "纸鸢");
    assert_eq!(rows[0]["text"], "纸鸢 风停了，线还在手里。");
    assert_eq!(rows[0]["bookmarked"], false);
    let source = rows[0]["source"].as_str().unwrap();
    assert!(source.ends_with("/lib/1.txt"), "{source}");
    let seeds = sandbox.run(&["search", "--json", "河内"]).json();
    assert!(!seeds.is_empty());
    for row in seeds {
        assert!(
            row["source"].as_str().unwrap().starts_with("seed:"),
            "{row}"
        );
        assert!(row["text"].as_str().unwrap().contains("河内"), "{row}");
    }
}

#[test]
fn more_than_is_looked_for_is_refused() {
    let sandbox = Sandbox::new();
    sandbox.write("news.jsonl", NEWS);
    let words: Vec<String> = (0..33).map(|n| format!("w{n}")).collect();
    for (query, why) in [
        (words.join(" "), "more words than are looked for"),
        (
            format!("{}c", "b".repeat(128)),
            "longer than what is looked for",
        ),
    ] {
        let refused = sandbox.run(&["search", &query, "news.jsonl"]);
        assert_eq!((refused.code, refused.stdout.as_str()), (2, ""));
        assert!(refused.stderr.contains(why), "{}", refused.stderr);
    }
}

#[test]
fn lines_can_be_searched() {
    let sandbox = Sandbox::new();
    sandbox.write("lines.txt", "渡口的钟\n山上的钟\n山下\n");
    let found = sandbox.run(&["search", "--lines", "山 钟", "lines.txt"]);
    assert_eq!(
        (found.code, found.stdout.as_str()),
        (0, "山上的钟\t山上的钟\n")
    );
}
