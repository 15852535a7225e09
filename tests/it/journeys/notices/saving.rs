//! What cannot be kept: the bookmarks file, and the file of what is remembered.

use std::fs::File;

use rusqlite::Connection;
use yue::i18n::{Language, Texts};

use super::{ROW, Row, check, locale, wait_said};
use crate::pty::{Life, Pty};
use crate::sandbox::Sandbox;

fn bookmarks(sandbox: &Sandbox, text: &str) {
    std::fs::write(sandbox.config_dir().join("bookmarks.toml"), text).unwrap();
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
