//! What the screen says of what goes wrong, kind by kind, in each language of the
//! interface. The words are those of the tables of texts: each piece between two values
//! that were put in must stand on the screen.

use std::fs::File;

use encoding_rs::GBK;
use rusqlite::Connection;
use yue::i18n::{Language, Texts};

use crate::library::plain_article;
use crate::pty::{Life, Pty};
use crate::sandbox::Sandbox;

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

fn bookmarks(sandbox: &Sandbox, text: &str) {
    std::fs::write(sandbox.config_dir().join("bookmarks.toml"), text).unwrap();
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
fn the_bookmarks_file_is_named_with_what_is_odd_about_it() {
    let entry = "[[bookmark]]\nid = \"00000000000000aa\"\n";
    let conflict = format!("<<<<<<< a\n{entry}=======\n>>>>>>> b\n");
    let odd = "notice-bookmarks-odd";
    for (text, why) in [
        (format!("version = \n{entry}"), "why-bookmarks-damaged"),
        (conflict, "why-bookmarks-conflict"),
        ("version = 2\n".to_owned(), "why-bookmarks-newer"),
    ] {
        let row = Row {
            says: &[odd, why],
            names: "bookmarks.toml",
            ..ROW
        };
        check(|sandbox| bookmarks(sandbox, &text), &row);
    }
    let folder = |sandbox: &Sandbox| {
        std::fs::create_dir(sandbox.config_dir().join("bookmarks.toml")).unwrap();
    };
    let says = &["notice-bookmarks-unreadable", "why-folder"];
    check(
        folder,
        &Row {
            says,
            names: "bookmarks.toml",
            ..ROW
        },
    );
}

/// A bookmark that cannot be saved is told with its reason; who leaves is asked, and gets
/// it printed.
#[track_caller]
fn refused(before: &str, prepare: impl Fn(&Sandbox), why: &str, tag: &str) {
    for language in Language::ALL {
        let texts = Texts::new(*language);
        let sandbox = Sandbox::new();
        prepare(&sandbox);
        let locale = locale(*language);
        let mut pty = Pty::shell(
            &sandbox,
            &before.replace("PROGRAM", &format!("LANG={locale} \"$YUE\"")),
        );
        pty.resize((180, 24));
        pty.wait_text("❯");
        pty.send("b");
        pty.wait_text("✧");
        let says: &[&str] = &["notice-bookmark-not-saved", why];
        wait_said(&pty, &texts, &Row { says, ..ROW });
        pty.send("Q");
        wait_said(
            &pty,
            &texts,
            &Row {
                says: &["notice-leave-unsaved"],
                ..ROW
            },
        );
        pty.send("Q");
        let (life, output) = pty.end();
        assert_eq!(life, Life::Exited(2), "{output:?}");
        assert!(output.contains("[[bookmark]]"), "{output:?}");
        assert!(output.contains(&format!("[{tag}]")), "{output:?}");
    }
}

#[test]
fn bookmarks_that_cannot_be_saved_are_printed() {
    let plain = "exec env PROGRAM";
    let newer = |sandbox: &Sandbox| bookmarks(sandbox, "version = 2\n");
    refused(plain, newer, "why-bookmarks-newer", "E65");
    let limit = |sandbox: &Sandbox| bookmarks(sandbox, &"#".repeat(5000));
    refused(
        "ulimit -f 4; exec env PROGRAM",
        limit,
        "why-file-limit",
        "E74",
    );
    if !apart() {
        println!("SKIPPED: no namespaces for this user");
        return;
    }
    let disk = |options: &str, fill: &str| {
        format!(
            "exec unshare -r -m sh -c 'mount -t tmpfs -o {options} none \"$YUE_CONFIG_DIR\"; \
             {fill} exec env PROGRAM'"
        )
    };
    let fill = "cat /dev/zero 2>&- > \"$YUE_CONFIG_DIR/filled\";";
    refused(&disk("size=16k", fill), |_| {}, "why-disk-full", "E74");
    refused(&disk("ro", ""), |_| {}, "why-read-only", "E73");
    let nobody = "exec unshare -U --map-user=12345 --map-group=12345 sh -c";
    let rights = format!("{nobody} 'chmod 500 \"$YUE_CONFIG_DIR\"; exec env PROGRAM'");
    refused(&rights, |_| {}, "why-permission", "E77");
    let homeless = format!("{nobody} 'unset HOME YUE_CONFIG_DIR; exec env PROGRAM'");
    refused(&homeless, |_| {}, "why-no-home", "E73");
}

/// Whether this user may make namespaces.
fn apart() -> bool {
    let line = "unshare -r -m true && unshare -U --map-user=12345 --map-group=12345 true";
    Sandbox::new().run_shell(line).code == 0
}

#[test]
fn a_lock_that_is_taken_is_told() {
    let held = |sandbox: &Sandbox| {
        let lock = File::create(sandbox.config_dir().join("bookmarks.toml.lock")).unwrap();
        lock.lock().unwrap();
        // Held to the end of the test, which is that of its process.
        std::mem::forget(lock);
    };
    refused("exec env PROGRAM", held, "why-lock-busy", "E75");
}

/// This is said of what is remembered.
fn says<'a>(says: &'a [&'a str]) -> Row<'a> {
    Row {
        says,
        names: "state.sqlite",
        ..ROW
    }
}

#[test]
fn what_cannot_be_remembered_is_told_once() {
    let file = |sandbox: &Sandbox| sandbox.state_dir().join("state.sqlite");
    let not = "notice-not-remembered";
    let damaged = |sandbox: &Sandbox| std::fs::write(file(sandbox), "no database").unwrap();
    check(damaged, &says(&["notice-memory-renewed"]));
    let newer = |sandbox: &Sandbox| {
        let file = Connection::open(file(sandbox)).unwrap();
        file.pragma_update(None, "user_version", 9).unwrap();
    };
    check(newer, &says(&[not, "why-memory-newer"]));
    let folder = |sandbox: &Sandbox| std::fs::create_dir(file(sandbox)).unwrap();
    check(folder, &says(&[not, "why-device"]));
    if apart() {
        let nobody = "chmod 500 \"$YUE_STATE_DIR\"; \
                      exec unshare -U --map-user=12345 --map-group=12345 env";
        let before = format!("{nobody} ");
        for language in Language::ALL {
            let sandbox = Sandbox::new();
            let line = format!("{before} LANG={} \"$YUE\"", locale(*language));
            let mut pty = Pty::shell(&sandbox, &line);
            pty.resize((180, 24));
            wait_said(
                &pty,
                &Texts::new(*language),
                &says(&[not, "why-permission"]),
            );
            pty.send("Q");
            pty.end_well();
        }
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
        let said = Texts::new(*language).text("error-panic");
        assert!(said.ends_with("[E70]"), "{said}");
        assert!(after.contains(said.as_str()), "{after:?}");
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
            assert!(
                output.contains(texts.text(why).as_str()),
                "{line}: {output:?}"
            );
            assert!(
                output.trim_end().ends_with(&format!("[{tag}]")),
                "{output:?}"
            );
            assert!(!output.contains('\x1b'), "{line}: {output:?}");
        }
    }
}
