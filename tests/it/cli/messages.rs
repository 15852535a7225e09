//! What goes wrong and what is said about it, kind by kind, in each language of the
//! interface: exit code, stable tag, the name of the thing, a reason and what to do.
//!
//! Rows that need a user without rights, or a disk that is full or read-only, make them
//! in a namespace of their own, and are skipped where that is not allowed.

use std::fs::File;
use std::sync::LazyLock;

use rusqlite::Connection;

use crate::sandbox::{Run, Sandbox};

/// A shell line (`"$YUE"` is the program), and what comes of it.
struct Row {
    line: &'static str,
    code: i32,
    tag: &'static str,
    /// What the message names.
    names: &'static str,
}

const fn row(line: &'static str, code: i32, tag: &'static str, names: &'static str) -> Row {
    Row {
        line,
        code,
        tag,
        names,
    }
}

/// A bookmark is added; what stands before it makes the surroundings.
macro_rules! add {
    ($before:literal) => {
        concat!($before, " \"$YUE\" bookmarks add seed:hanoi-summit")
    };
}

/// As a user whom rights hold back, and who has no home.
macro_rules! as_nobody {
    ($line:literal) => {
        concat!(
            "exec unshare -U --map-user=12345 --map-group=12345 sh -c '",
            $line,
            "'"
        )
    };
}

/// With a small file system of this kind over the folder of the configuration.
macro_rules! on_disk {
    ($options:literal, $line:literal) => {
        concat!(
            "exec unshare -r -m sh -c 'mount -t tmpfs -o ",
            $options,
            " none \"$YUE_CONFIG_DIR\" && ",
            $line,
            "'"
        )
    };
}

const SOURCES: &[Row] = &[
    row("\"$YUE\" print nowhere.txt", 2, "E66", "nowhere.txt"),
    row("\"$YUE\" list nowhere.txt", 2, "E66", "nowhere.txt"),
    row("\"$YUE\" search x nowhere.txt", 2, "E66", "nowhere.txt"),
    row("mkdir f; \"$YUE\" print f", 2, "E66", "f"),
    row("\"$YUE\" print /dev/null", 2, "E66", "/dev/null"),
    row("\"$YUE\" print seed:nobody", 2, "E66", "seed:nobody"),
    row("\"$YUE\" print abcdef012345", 2, "E66", "abcdef012345"),
    row(
        "printf 'a\\0b' > nul.bin; \"$YUE\" print nul.bin",
        2,
        "E65",
        "nul.bin",
    ),
    row(
        "echo '{' > a.jsonl; \"$YUE\" list a.jsonl",
        2,
        "E65",
        "a.jsonl:1",
    ),
    row(
        "echo '{\"title\":\"甲\",\"body\":\"乙\"}' | gzip | head -c 30 > a.jsonl.gz; \
         \"$YUE\" list a.jsonl.gz",
        2,
        "E65",
        "a.jsonl.gz",
    ),
];

const SETTINGS: &[Row] = &[
    row(
        "echo 'measure = \"wide\"' > \"$YUE_CONFIG_DIR/config.toml\"; \"$YUE\" list",
        0,
        "E78",
        "1",
    ),
    row(
        "printf 'mouse = true\\nmesure = 60\\n' > \"$YUE_CONFIG_DIR/config.toml\"; \"$YUE\" list",
        0,
        "E78",
        "mesure",
    ),
    row(
        "echo '[measure' > \"$YUE_CONFIG_DIR/config.toml\"; \"$YUE\" list",
        0,
        "E78",
        "config.toml",
    ),
    row(
        "printf '\\377' > \"$YUE_CONFIG_DIR/config.toml\"; \"$YUE\" list",
        2,
        "E78",
        "config.toml",
    ),
    row(
        "mkdir \"$YUE_CONFIG_DIR/config.toml\"; \"$YUE\" list",
        2,
        "E66",
        "config.toml",
    ),
    row("\"$YUE\" --config none.toml list", 2, "E66", "none.toml"),
    row("\"$YUE\" -c", 1, "E66", "--continue"),
    row(
        "mkdir -p \"$YUE_STATE_DIR/state.sqlite\"; \"$YUE\" -c",
        2,
        "E66",
        "state.sqlite",
    ),
    row("\"$YUE\" list --filter before:x", 2, "E64", "before:x"),
    row("\"$YUE\" list --filter is:x", 2, "E64", "is:x"),
    row("echo a | \"$YUE\" filter on:2018", 2, "E64", "on:2018"),
    row(
        "\"$YUE\" list --filter \"$(yes a | head -65 | tr '\\n' ' ')\"",
        2,
        "E64",
        "a",
    ),
    row("\"$YUE\" list > /dev/full", 2, "E74", "stdout"),
];

const BOOKMARKS: &[Row] = &[
    row(
        "printf 'version = \\n[[bookmark]]\\nid = \"00000000000000aa\"\\n' \
         > \"$YUE_CONFIG_DIR/bookmarks.toml\"; \"$YUE\" bookmarks",
        0,
        "E65",
        "bookmarks.toml",
    ),
    row(
        "printf '<<<<<<< a\\n[[bookmark]]\\nid = \"00000000000000aa\"\\n=======\\n>>>>>>> b\\n' \
         > \"$YUE_CONFIG_DIR/bookmarks.toml\"; \"$YUE\" bookmarks",
        0,
        "E65",
        "bookmarks.toml",
    ),
    row(
        "echo 'version = 2' > \"$YUE_CONFIG_DIR/bookmarks.toml\"; \"$YUE\" bookmarks",
        1,
        "E65",
        "bookmarks.toml",
    ),
    row(
        add!("echo 'version = 2' > \"$YUE_CONFIG_DIR/bookmarks.toml\";"),
        2,
        "E65",
        "bookmarks.toml",
    ),
    row(
        add!("mkdir \"$YUE_CONFIG_DIR/bookmarks.toml\";"),
        2,
        "E66",
        "bookmarks.toml",
    ),
    row(
        add!("cd \"$YUE_CONFIG_DIR\"; : > bookmarks.toml; chmod 444 bookmarks.toml;"),
        2,
        "E77",
        "bookmarks.toml",
    ),
    row(add!("YUE_CONFIG_DIR=/dev/null/x"), 2, "E73", "/dev/null/x"),
    row(
        add!(
            "head -c 5000 /dev/zero | tr '\\0' '#' > \"$YUE_CONFIG_DIR/bookmarks.toml\"; ulimit -f 4;"
        ),
        2,
        "E74",
        "bookmarks.toml",
    ),
    row("\"$YUE\" bookmarks remove 000000", 2, "E66", "000000"),
    row(
        "mkdir \"$YUE_CONFIG_DIR/bookmarks.toml\"; \"$YUE\" bookmarks remove 000000 111111",
        2,
        "E66",
        "bookmarks.toml",
    ),
    row("\"$YUE\" bookmarks tag 000000 '#'", 2, "E64", "000000"),
    row("\"$YUE\" bookmarks restore", 2, "E66", "1"),
    row(": > none; \"$YUE\" bookmarks import none", 2, "E65", "none"),
];

/// Those that need a namespace.
const APART: &[Row] = &[
    row(
        as_nobody!("echo x > a.txt; chmod 0 a.txt; \"$YUE\" print a.txt"),
        2,
        "E77",
        "a.txt",
    ),
    row(
        as_nobody!("chmod 500 \"$YUE_CONFIG_DIR\"; \"$YUE\" bookmarks add seed:hanoi-summit"),
        2,
        "E77",
        "bookmarks.toml",
    ),
    row(
        as_nobody!(
            "cd \"$YUE_CONFIG_DIR\"; : > bookmarks.toml; chmod 0 bookmarks.toml; \
             \"$YUE\" bookmarks tag 000000 x"
        ),
        2,
        "E77",
        "bookmarks.toml",
    ),
    row(
        as_nobody!("unset HOME YUE_CONFIG_DIR; \"$YUE\" bookmarks add seed:hanoi-summit"),
        2,
        "E73",
        "HOME",
    ),
    row(
        as_nobody!("unset HOME YUE_STATE_DIR; \"$YUE\" paths"),
        2,
        "E73",
        "HOME",
    ),
    row(
        on_disk!("ro", "\"$YUE\" bookmarks add seed:hanoi-summit"),
        2,
        "E73",
        "bookmarks.toml",
    ),
    row(
        on_disk!(
            "size=16k",
            "(cat /dev/zero > \"$YUE_CONFIG_DIR/filled\" || \
             \"$YUE\" bookmarks add seed:hanoi-summit) 2>&1 | grep yue: >&2; exit 2"
        ),
        2,
        "E74",
        "bookmarks.toml",
    ),
];

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
