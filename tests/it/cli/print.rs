//! `yue print`: its text, its JSON, its codes.

use std::fs::File;
use std::process::Stdio;

use serde_json::Value;

use crate::library::{hostile_article, library, plain_article};
use crate::sandbox::{Run, Sandbox, package};

/// The keys of an article's object, in order.
const KEYS: [&str; 17] = [
    "id",
    "source",
    "headline",
    "subheadline",
    "lead",
    "captions",
    "dateline",
    "agency",
    "body",
    "cross_references",
    "signoff",
    "related",
    "date",
    "dates",
    "fields",
    "warnings",
    "encoding",
];

/// Prints the marks and blanks of the source alone.
const AS_WRITTEN: [&str; 5] = ["print", "--punctuation", "as-is", "--autospace", "off"];

#[test]
fn an_article_is_set_for_people() {
    let sandbox = Sandbox::new();
    for entry in library(&sandbox) {
        let text = sandbox
            .run(&[&AS_WRITTEN[..], &["--width", "72", &entry.source]].concat())
            .ok();
        assert!(text.starts_with(&entry.headline), "{}", entry.source);
        assert!(
            text.ends_with('\n') && !text.ends_with("\n\n"),
            "{}",
            entry.source
        );
        assert!(
            !text.contains("\n\n\n"),
            "{}: one blank line between blocks",
            entry.source
        );
        assert!(
            !text.contains(|c: char| c.is_control() && c != '\n'),
            "{}",
            entry.source
        );
        for line in text.lines() {
            assert_eq!(line.trim_end(), line, "{}: trailing blanks", entry.source);
        }
        let body = entry.json["body"].as_array().unwrap();
        let indented = text.lines().filter(|line| line.starts_with("    ")).count();
        assert!(
            indented >= body.len() - 1,
            "{}: body paragraphs are indented",
            entry.source
        );
    }
}

#[test]
fn several_articles_are_parted_by_a_form_feed() {
    let sandbox = Sandbox::new();
    let entries = library(&sandbox);
    let (a, b) = (entries[0].source.as_str(), entries[1].source.as_str());
    let both = sandbox.run(&[&AS_WRITTEN[..], &[a, b]].concat()).ok();
    let pages: Vec<&str> = both.split('\u{c}').collect();
    assert_eq!(pages.len(), 2);
    assert!(pages[0].starts_with(&entries[0].headline));
    assert!(
        pages[1]
            .trim_start_matches('\n')
            .starts_with(&entries[1].headline)
    );
    assert_eq!(
        sandbox.run(&[&AS_WRITTEN[..], &[a]].concat()).ok(),
        pages[0]
    );
}

#[test]
fn json_has_every_key_and_only_safe_characters() {
    let sandbox = Sandbox::new();
    sandbox.write("hostile.txt", hostile_article());
    let mut sources: Vec<String> = library(&sandbox).into_iter().map(|e| e.source).collect();
    sources.push("hostile.txt".to_owned());
    for source in &sources {
        let run = sandbox.run(&["print", "--force", "--json", source]).ok();
        assert_eq!(run.lines().count(), 1, "{source}: one line an article");
        let controls = |c: char| {
            c.is_control()
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
        };
        assert!(
            !run.trim_end().contains(controls),
            "{source}: controls as \\uXXXX"
        );
        let keys: Vec<usize> = KEYS
            .iter()
            .map(|key| {
                run.find(&format!("\"{key}\":"))
                    .unwrap_or_else(|| panic!("{source}: {key}"))
            })
            .collect();
        assert!(keys.is_sorted(), "{source}: keys in order: {keys:?}");
        let article: Value = serde_json::from_str(&run).unwrap();
        assert_eq!(article.as_object().unwrap().len(), KEYS.len(), "{source}");
        for key in [
            "captions",
            "body",
            "cross_references",
            "related",
            "dates",
            "warnings",
        ] {
            assert!(article[key].is_array(), "{source}: {key}");
        }
    }
}

#[test]
fn json_holds_the_text_of_the_file() {
    let sandbox = Sandbox::new();
    for path in std::fs::read_dir(package().join("seeds")).unwrap() {
        let path = path.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let article = &sandbox
            .run(&["print", "--json", path.to_str().unwrap()])
            .json()[0];
        let mut pieces = vec![&article["headline"], &article["lead"], &article["signoff"]];
        pieces.extend(article["body"].as_array().unwrap());
        pieces.extend(
            article["captions"]
                .as_array()
                .unwrap()
                .iter()
                .map(|c| &c["text"]),
        );
        for item in article["related"].as_array().unwrap() {
            pieces.extend([&item["headline"], &item["lead"], &item["caption"]]);
        }
        assert!(pieces.len() > 5, "{path:?}");
        for piece in pieces.into_iter().filter_map(Value::as_str) {
            assert!(
                text.contains(piece),
                "{path:?}: not as in the file: {piece}"
            );
        }
    }
}

/// What a record says beside its text comes out as it went in, but harmless.
#[test]
fn dates_and_fields_are_told() {
    let sandbox = Sandbox::new();
    let article = &sandbox
        .run(&["print", "--json", "seed:hanoi-summit"])
        .json()[0];
    assert_eq!(
        (&article["date"], &article["fields"]),
        (&Value::Null, &Value::Null)
    );
    let dates = article["dates"].as_array().unwrap();
    let treaty = serde_json::json!(
        {"from": "1954-07-20", "to": null, "inferred": false, "block": 8, "text": "1954年7月20日"}
    );
    assert!(dates.contains(&treaty), "{dates:?}");
    assert!(dates.iter().any(|date| date["from"] == "2018-06"));
    let record = "{\"title\":\"河边旧书摊\",\"content\":\"昨夜有雨，12日清晨开张。\",\
                  \"published\":\"2018-06-15T08:00:00Z\",\"pages\":1.50,\"tags\":[\"雨\u{202e}\", {\"b\":1}]}\n";
    sandbox.write("a.jsonl", record);
    let run = sandbox.run(&["print", "--json", "a.jsonl"]).ok();
    assert!(
        run.contains("\"pages\":1.50") && run.contains("[\"雨\\u202e\",{\"b\":1}]"),
        "{run}"
    );
    let article: Value = serde_json::from_str(&run).unwrap();
    assert_eq!(article["date"], "2018-06-15");
    assert_eq!(article["dates"][0]["from"], "2018-06-12");
    assert_eq!(article["dates"][0]["inferred"], true);
}

#[test]
fn ids_and_names_are_sources() {
    let sandbox = Sandbox::new();
    let entry = library(&sandbox).remove(0);
    let expected = sandbox.run(&["print", &entry.source]).ok();
    assert!(entry.source.starts_with("seed:"));
    for source in [entry.id.as_str(), &entry.id[..8]] {
        assert_eq!(sandbox.run(&["print", source]).ok(), expected, "{source}");
    }
    sandbox
        .run(&["print", "seed:nosuch"])
        .error(2, "seed:nosuch");
    sandbox
        .run(&["print", &entry.id[..5]])
        .error(2, &entry.id[..5]);
}

#[test]
fn raw_is_the_source_unwrapped() {
    let sandbox = Sandbox::new();
    let text = plain_article("河边旧书摊记事", 3);
    sandbox.write("a.txt", format!("\u{feff}{}", text.replace('\n', "\r\n")));
    let raw = sandbox.run(&["print", "--raw", "a.txt"]).ok();
    assert_eq!(raw.trim_end(), text.trim_end());
    sandbox.write("b.txt", hostile_article());
    let raw = sandbox.run(&["print", "--force", "--raw", "b.txt"]).ok();
    let harmful = |c: char| c.is_control() && !matches!(c, '\n' | '\t') || c == '\u{202e}';
    assert!(!raw.contains(harmful), "{raw:?}");
}

#[test]
fn a_bad_source_is_named_and_the_others_are_printed() {
    let sandbox = Sandbox::new();
    sandbox.write("a.txt", plain_article("河边旧书摊记事", 1));
    std::fs::create_dir(sandbox.path("empty")).unwrap();
    let run = sandbox.run(&["print", "missing.txt", "a.txt"]);
    assert!(run.stdout.starts_with("河边旧书摊记事"), "{run:?}");
    let line = run.error(2, "missing.txt");
    assert!(
        line.contains("no such file") && line.ends_with(']'),
        "{line}"
    );
    sandbox.run(&["print", "empty"]).error(2, "empty");
    let named = sandbox.run(&["print", "bad\u{1b}[2J\u{202e}\nname"]);
    named.error(2, "name");
}

#[test]
fn a_closed_pipe_is_no_error_and_a_full_disk_is_one() {
    let sandbox = Sandbox::new();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    for args in [&["print", "seed:hanoi-summit"][..], &["list"], &["man"]] {
        let mut command = sandbox.command(args);
        let output = command
            .stdout(writer.try_clone().unwrap())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{args:?}");
    }
    if let Ok(full) = File::options().write(true).open("/dev/full") {
        let mut command = sandbox.command(&["print", "seed:hanoi-summit"]);
        let output = command.stdout(Stdio::from(full)).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(
            message.starts_with("yue: ") && message.lines().count() == 1,
            "{message}"
        );
    }
}

#[test]
fn standard_input_is_a_source() {
    let sandbox = Sandbox::new();
    let text = plain_article("河边旧书摊记事", 1);
    sandbox.write("a.txt", &text);
    let from_pipe = sandbox.run_shell(r#""$YUE" print - < a.txt"#).ok();
    assert_eq!(from_pipe, sandbox.run(&["print", "a.txt"]).ok());
    let closed = sandbox.run_shell(r#""$YUE" print - <&-"#);
    assert_eq!(closed.code, 0, "an empty article: {closed:?}");
}

#[test]
fn oddities_are_told_as_codes() {
    let sandbox = Sandbox::new();
    let warnings = |bytes: &[u8]| {
        sandbox.write("a.txt", bytes);
        let run = sandbox.run(&["print", "--force", "--json", "a.txt"]);
        run.json()[0]["warnings"].clone()
    };
    assert_eq!(
        warnings("标题在此\n\n正文。\n".as_bytes()),
        serde_json::json!([])
    );
    assert_eq!(warnings(b""), serde_json::json!(["empty"]));
    assert_eq!(
        warnings(&["一二三四五六七八".as_bytes(), b"\xff\xfe"].concat()),
        serde_json::json!(["invalid-utf8"])
    );
    assert!(
        warnings(&[0; 5000])
            .as_array()
            .unwrap()
            .contains(&"binary".into())
    );
}

#[test]
fn the_width_is_what_was_asked_for() {
    let sandbox = Sandbox::new();
    sandbox.write("a.txt", plain_article("河边旧书摊记事", 1));
    let rows = |width: &str| {
        let text = sandbox.run(&["print", "--width", width, "a.txt"]).ok();
        text.lines().map(|line| line.chars().count()).max().unwrap()
    };
    // 400 is not clamped: the paragraph of some 110 Han fits one row.
    assert!(rows("400") > 100);
    assert_eq!(rows("21"), rows("20"), "odd measures lose a column");
    for wrong in ["0", "-1", "x"] {
        let run: Run = sandbox.run(&["print", "--width", wrong, "a.txt"]);
        assert_eq!(run.code, 2, "--width {wrong}: {run:?}");
    }
}
