//! What goes wrong and what is said about it, kind by kind, in each language of the
//! interface: exit code, stable tag, the name of the thing, a reason and what to do.
//!
//! Rows that need a user without rights, or a disk that is full or read-only, make them
//! in a namespace of their own, and are skipped where that is not allowed.

use std::fs::File;
use std::sync::LazyLock;

use rusqlite::Connection;

use crate::sandbox::{Run, Sandbox};

#[macro_use]
mod rows;

use rows::{APART, BOOKMARKS, Row, SETTINGS, SOURCES, row};

/// The line about it in both languages.
#[track_caller]
fn check(sandbox: impl Fn() -> Sandbox, row: &Row) {
    let said = |lang: &str| {
        let sandbox = sandbox();
        let run = sandbox.run_shell(&format!("LANG={lang}; {}", row.line));
        assert_eq!(run.code, row.code, "{}: {run:?}", row.line);
        line(&run, row)
    };
    check_words(row, &said("en_US.UTF-8"), &said("zh_CN.UTF-8"));
}

/// What is said, without its end: one harmless line with the tag.
#[track_caller]
fn line(run: &Run, row: &Row) -> String {
    let said = run.stderr.trim_end();
    let what = row.line;
    assert_eq!(said.lines().count(), 1, "{what}: {said}");
    assert!(!said.contains(char::is_control), "{what}: {said}");
    let words = said
        .strip_prefix("yue: ")
        .and_then(|said| said.strip_suffix(&format!(" [{}]", row.tag)));
    let words = words.unwrap_or_else(|| panic!("{what}: wants {}: {said}", row.tag));
    assert!(words.contains(row.names), "{what}: {said}");
    words.to_owned()
}

#[track_caller]
fn check_words(row: &Row, english: &str, chinese: &str) {
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let what = row.line;
    assert!(!english.contains(is_han), "{what}: {english}");
    assert!(chinese.contains(is_han), "{what}: {chinese}");
    for words in [english, chinese] {
        for raw in [
            "why-", "advice-", "error-", "config-", "{", "()", ": :", ":  ",
        ] {
            assert!(!words.contains(raw), "{what}: {raw} in {words}");
        }
        assert!(words.len() > row.names.len() + 4, "{what}: {words}");
    }
    // A mistake in the configuration says what was wanted; all else, what to do.
    if row.tag != "E78" {
        assert!(english.ends_with(')') && chinese.ends_with(')'), "{what}");
    }
}

#[test]
fn what_is_wrong_with_a_source() {
    SOURCES.iter().for_each(|row| check(Sandbox::new, row));
}

#[test]
fn what_is_wrong_with_settings_and_arguments() {
    SETTINGS.iter().for_each(|row| check(Sandbox::new, row));
}

#[test]
fn what_is_wrong_with_bookmarks() {
    BOOKMARKS.iter().for_each(|row| check(Sandbox::new, row));
}

/// Whether this user may make namespaces of both kinds.
static APART_ALLOWED: LazyLock<bool> = LazyLock::new(|| {
    let sandbox = Sandbox::new();
    let lines = [as_nobody!("exit 0"), on_disk!("size=16k", "exit 0")];
    lines.iter().all(|line| sandbox.run_shell(line).code == 0)
});

#[test]
fn what_rights_and_disks_refuse() {
    if !*APART_ALLOWED {
        println!("SKIPPED: no namespaces for this user");
        return;
    }
    APART.iter().for_each(|row| check(Sandbox::new, row));
}

#[test]
fn what_another_program_holds() {
    let row = row(add!(""), 2, "E75", "bookmarks.toml");
    let sandbox = Sandbox::new();
    let lock = File::create(sandbox.config_dir().join("bookmarks.toml.lock")).unwrap();
    lock.lock().unwrap();
    let said = |lang: &str| {
        let run = sandbox.run_shell(&format!("LANG={lang}; {}", row.line));
        assert_eq!(run.code, 2, "{run:?}");
        line(&run, &row)
    };
    check_words(&row, &said("en_US.UTF-8"), &said("zh_CN.UTF-8"));
    drop(lock);
    assert_eq!(sandbox.run_shell(row.line).code, 0, "it is free");
}

#[test]
fn what_is_wrong_with_what_is_remembered() {
    let asked = "\"$YUE\" list --filter is:read";
    let path = |sandbox: &Sandbox| sandbox.state_dir().join("state.sqlite");
    let damaged = || {
        let sandbox = Sandbox::new();
        std::fs::write(path(&sandbox), "no database").unwrap();
        sandbox
    };
    check(damaged, &row(asked, 2, "E65", "state.sqlite"));
    let newer = || {
        let sandbox = Sandbox::new();
        let file = Connection::open(path(&sandbox)).unwrap();
        file.pragma_update(None, "user_version", 9).unwrap();
        sandbox
    };
    check(newer, &row(asked, 2, "E65", "state.sqlite"));
    let folder = || {
        let sandbox = Sandbox::new();
        std::fs::create_dir(path(&sandbox)).unwrap();
        sandbox
    };
    check(folder, &row(asked, 2, "E66", "state.sqlite"));
}

#[test]
fn the_language_is_chosen_by_flag_configuration_and_locale() {
    let chinese = |before: &str, flag: &str| {
        let sandbox = Sandbox::new();
        sandbox.configure(before);
        let line = format!("LC_ALL=$LOCALE \"$YUE\" {flag} print nowhere.txt");
        let said = |locale: &str| {
            let run = sandbox.run_shell(&line.replace("$LOCALE", locale));
            run.error(2, "nowhere.txt").contains("没有这个文件")
        };
        (said("en_US.UTF-8"), said("zh_TW.UTF-8"))
    };
    assert_eq!(chinese("", ""), (false, true));
    assert_eq!(chinese("lang = \"zh-Hans\"", ""), (true, true));
    assert_eq!(chinese("lang = \"zh-Hans\"", "--lang en"), (false, false));
}

#[test]
fn wrong_usage_is_told_in_the_words_of_the_parser_of_arguments() {
    let sandbox = Sandbox::new();
    for (args, hint) in [
        (["list", "--colour"], "--help"),
        (["print", "--width=x"], "--width"),
        (["--lang", "xx"], "en or zh-Hans"),
        (["print", "--encoding=gkb"], "the nearest is gbk"),
    ] {
        let run = sandbox.run(&args);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{args:?}");
        assert!(run.stderr.contains(hint), "{args:?}: {run:?}");
    }
}
