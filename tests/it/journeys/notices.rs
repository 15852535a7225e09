//! What the screen says of what goes wrong, kind by kind, in each language of the
//! interface. The words are those of the tables of texts: each piece between two values
//! that were put in must stand on the screen.

use encoding_rs::GBK;
use yue::i18n::{Language, Texts};

use crate::library::plain_article;
use crate::pty::{Life, Pty};
use crate::sandbox::Sandbox;

mod saving;

/// What a reader does, and what is then said.
struct Row<'a> {
    /// The program's arguments, in the shell.
    args: &'a str,
    /// The keys once the list or the page shows.
    keys: &'a str,
    /// The ids of the texts, of which one may stand inside another.
    says: &'a [&'a str],
    /// What is named.
    names: &'a str,
    /// Columns of the window; from 100 on there are two panes.
    columns: u16,
    /// How the program ends after it was left.
    code: i32,
}

const ROW: Row<'static> = Row {
    args: "",
    keys: "",
    says: &[],
    names: "",
    columns: 180,
    code: 0,
};

/// The pieces of a text around what is put in, without blanks.
fn pieces(texts: &Texts, id: &str) -> Vec<String> {
    assert!(texts.has(id), "{id}");
    let text = texts.format(id, &[("count", 1_u64.into())]);
    let pieces = text.split('{').enumerate().map(|(nth, piece)| {
        let after = piece.split_once('}').map(|(_, rest)| rest);
        if nth == 0 {
            piece
        } else {
            after.unwrap_or(piece)
        }
    });
    let pieces = pieces.map(|piece| piece.split_whitespace().collect());
    pieces
        .filter(|piece: &String| piece.chars().count() > 1)
        .collect()
}

fn locale(language: Language) -> &'static str {
    match language {
        Language::En => "en_US.UTF-8",
        Language::ZhHans => "zh_CN.UTF-8",
    }
}

/// Waits until all of it is said; blanks and ends of lines do not count.
#[track_caller]
fn wait_said(pty: &Pty, texts: &Texts, row: &Row<'_>) {
    let mut pieces: Vec<String> = row.says.iter().flat_map(|id| pieces(texts, id)).collect();
    pieces.push(row.names.to_owned());
    pty.wait_rows(&format!("{:?}: {pieces:?}", texts.language()), |rows| {
        let all: String = rows.concat().split_whitespace().collect();
        pieces.iter().all(|piece| all.contains(piece))
    });
}

/// Goes through it in each language, with the line `before` and a new place each time.
#[track_caller]
fn check_after(before: &str, prepare: impl Fn(&Sandbox), row: &Row<'_>) {
    for language in Language::ALL {
        let texts = Texts::new(*language);
        let sandbox = Sandbox::new();
        prepare(&sandbox);
        let command = format!(
            "{before} LANG={} exec \"$YUE\" {}",
            locale(*language),
            row.args
        );
        let mut pty = Pty::shell(&sandbox, &command);
        pty.resize((row.columns, 24));
        if !row.keys.is_empty() {
            pty.wait_text("❯");
            pty.send(row.keys);
        }
        wait_said(&pty, &texts, row);
        pty.send("<Esc><Esc>Q");
        let (life, output) = pty.end();
        assert_eq!(life, Life::Exited(row.code), "{}: {output:?}", row.args);
    }
}

#[track_caller]
fn check(prepare: impl Fn(&Sandbox), row: &Row<'_>) {
    check_after("", prepare, row);
}

/// A file of articles with these addresses.
fn linked(sandbox: &Sandbox, address: &str) {
    let object = serde_json::json!({ "title": "渡口", "body": "船来。", "url": address });
    sandbox.write("n.jsonl", format!("{object}\n"));
}

#[test]
fn sources_that_cannot_be_read_are_named() {
    let prepare = |sandbox: &Sandbox| {
        sandbox.write("a.txt", plain_article("河边旧书摊记事", 3));
        sandbox.write("nul.bin", b"a\0b");
        sandbox.write("b.jsonl", "{\"title\":\"甲\",\"body\":\"乙\"}\n{\n");
        std::fs::create_dir(sandbox.path("f")).unwrap();
    };
    let failed = "notice-sources-failed";
    for (args, says, names) in [
        (
            "a.txt missing.txt",
            [failed, "why-not-found"],
            "missing.txt",
        ),
        ("a.txt f", [failed, "why-folder-empty"], "f"),
        ("a.txt /dev/null", [failed, "why-device"], "/dev/null"),
        ("a.txt nul.bin", [failed, "why-not-text"], "nul.bin"),
        (
            "b.jsonl",
            ["notice-part-lines", "notice-part-lines"],
            "b.jsonl",
        ),
    ] {
        let row = Row {
            args,
            says: &says,
            names,
            code: 2,
            ..ROW
        };
        check(prepare, &row);
    }
}

#[test]
fn oddities_of_a_text_stand_above_it() {
    let text = "码头上的老人把每天过河的人数记在一本旧账本里，风雨无阻。\n\n账本写满三十册的那年，对岸修起了桥。\n";
    let gbk = |text| GBK.encode(text).0.into_owned();
    for (bytes, args, says) in [
        (b"".to_vec(), "a.txt", "warning-empty"),
        (" \u{3000}\n".into(), "a.txt", "warning-empty"),
        (b"a\0b".to_vec(), "--force a.txt", "warning-binary"),
        (
            [text.as_bytes(), b"\xff\n"].concat(),
            "a.txt",
            "warning-invalid-utf8",
        ),
        (gbk(text), "a.txt", "facts-guessed"),
        (gbk("老人记账"), "a.txt", "warning-encoding-unsure"),
        (
            gbk(text),
            "--encoding=big5 a.txt",
            "warning-invalid-encoding",
        ),
    ] {
        let prepare = |sandbox: &Sandbox| drop(sandbox.write("a.txt", &bytes));
        // A guess that may well be right is a fact, and said once.
        let says = match says {
            "facts-guessed" => [says, "warning-encoding-guessed"],
            _ => ["label-warning", says],
        };
        let row = Row {
            args,
            says: &says,
            ..ROW
        };
        check(prepare, &row);
    }
}

#[test]
fn addresses_and_browsers_that_do_not_work_are_named() {
    let long = format!("https://example.org/{}", "x".repeat(8192));
    for (address, says, names) in [
        ("javascript:alert(1)", "notice-link-scheme", "javascript:"),
        ("file:///etc/passwd", "notice-link-scheme", "file:"),
        ("data:text/html,x", "notice-link-scheme", "data:"),
        (long.as_str(), "notice-link-long", "https:"),
        ("https://exa mple.org", "notice-link-malformed", "https:"),
    ] {
        let row = Row {
            args: "n.jsonl",
            keys: "o",
            says: &[says],
            names,
            ..ROW
        };
        check(|sandbox| linked(sandbox, address), &row);
    }
    let broken = Row {
        args: "n.jsonl",
        keys: "o",
        says: &["notice-link-failed"],
        names: "no-such-browser",
        ..ROW
    };
    let https = |sandbox: &Sandbox| linked(sandbox, "https://example.org/");
    check_after("BROWSER=no-such-browser", https, &broken);
}

#[test]
fn a_query_that_is_none_says_why() {
    for (keys, says) in [
        ("/before:x", &["why-query-date", "advice-query-date"][..]),
        ("/is:x", &["why-query-is"]),
    ] {
        let row = Row {
            keys,
            says,
            columns: 99,
            ..ROW
        };
        check(|_| {}, &row);
    }
}

#[test]
fn mistakes_in_the_configuration_and_small_windows_are_told() {
    for (text, says) in [
        ("mesure = 60\n", "config-unknown-setting"),
        ("mouse = 3\n", "config-needs-switch"),
        ("[mouse\n", "config-syntax"),
    ] {
        let row = Row {
            says: &["notice-config-problems", says],
            ..ROW
        };
        check(|sandbox| sandbox.configure(text), &row);
    }
    for language in Language::ALL {
        let sandbox = Sandbox::new();
        let env = [("LANG", locale(*language))];
        let mut pty = Pty::start_with(&sandbox, &[], (19, 4), &env);
        let texts = Texts::new(*language);
        wait_said(
            &pty,
            &texts,
            &Row {
                says: &["window-too-small"],
                names: "19x4",
                ..ROW
            },
        );
        pty.send("q");
        pty.end_well();
    }
}

#[test]
fn faults_inside_are_told() {
    let worker = Row {
        keys: "<Enter>",
        says: &["notice-job-panicked"],
        ..ROW
    };
    check_after("YUE_FAULT=worker", |_| {}, &worker);
    for language in Language::ALL {
        let sandbox = Sandbox::new();
        let env = [("LANG", locale(*language)), ("YUE_FAULT", "ui")];
        let mut pty = Pty::start_with(&sandbox, &[], (80, 24), &env);
        pty.wait_text("❯");
        pty.send("j");
        let (life, output) = pty.end();
        assert_eq!(life, Life::Exited(70), "{output:?}");
        let after = output.rsplit("\x1b[?1049l").next().unwrap();
        let texts = Texts::new(*language);
        let said = pieces(&texts, "error-panic-noted");
        let seen: String = after.split_whitespace().collect();
        assert!(said.iter().all(|piece| seen.contains(piece)), "{after:?}");
        assert!(seen.ends_with("[E70]"), "{after:?}");
    }
}

#[test]
fn terminals_that_are_missing_or_in_the_way_are_named() {
    for language in Language::ALL {
        let texts = Texts::new(*language);
        for (line, why, tag) in [
            ("\"$YUE\" -", "why-stdin-terminal", "E64"),
            ("\"$YUE\" print -", "why-stdin-terminal", "E64"),
            ("setsid -w \"$YUE\" </dev/null", "why-no-terminal", "E73"),
        ] {
            let command = format!("export LANG={}; {line}", locale(*language));
            let (life, output) = Pty::shell(&Sandbox::new(), &command).end();
            assert_eq!(life, Life::Exited(2), "{line}: {output:?}");
            assert!(output.contains(&texts.text(why)), "{line}: {output:?}");
            assert!(
                output.trim_end().ends_with(&format!("[{tag}]")),
                "{output:?}"
            );
            assert!(!output.contains('\x1b'), "{line}: {output:?}");
        }
    }
}
