//! `yue doctor`: what a report of a fault says, and what it does not.

use std::collections::BTreeMap;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::pty::Pty;
use crate::sandbox::Sandbox;

/// All that lies below a folder: name, bytes, and when each was changed last.
fn state_of(folder: &Path) -> BTreeMap<PathBuf, (Vec<u8>, i64, i64)> {
    let mut all = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let times = |path: &Path| {
            let metadata = std::fs::metadata(path).unwrap();
            (metadata.mtime(), metadata.mtime_nsec())
        };
        let (seconds, nanos) = times(&folder);
        all.insert(folder.clone(), (Vec::new(), seconds, nanos));
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let (seconds, nanos) = times(&path);
            let bytes = std::fs::read(&path).unwrap();
            all.insert(path, (bytes, seconds, nanos));
        }
    }
    all
}

/// An article is read and bookmarked, and the program goes on.
fn reading(sandbox: &Sandbox) -> Pty {
    let mut pty = Pty::start(sandbox, &["seed:hanoi-summit"]);
    pty.wait_text("characters");
    pty.send("b");
    pty.wait_text("✦");
    // Nothing on the screen tells that it is written.
    let written = || sandbox.run(&["list", "--filter", "is:read"]).code == 0;
    assert!((0..1_000).any(|_| written()), "it does not count as read");
    let log = sandbox.state_dir().join("state.sqlite-wal");
    assert!(std::fs::metadata(log).unwrap().len() > 0);
    pty
}

fn read_well(sandbox: &Sandbox) {
    let mut pty = reading(sandbox);
    pty.send("Q");
    pty.end_well();
}

fn killed(sandbox: &Sandbox) {
    let pty = reading(sandbox);
    pty.signal(rustix::process::Signal::KILL);
    pty.killed();
}

fn killed_and_index_lost(sandbox: &Sandbox) {
    read_well(sandbox);
    killed(sandbox);
    std::fs::remove_file(sandbox.state_dir().join("state.sqlite-shm")).unwrap();
}

fn damaged(sandbox: &Sandbox) {
    std::fs::write(sandbox.state_dir().join("state.sqlite"), "no database").unwrap();
    std::fs::write(sandbox.config_dir().join("bookmarks.toml"), "version = ").unwrap();
}

fn newer(sandbox: &Sandbox) {
    let file = Connection::open(sandbox.state_dir().join("state.sqlite")).unwrap();
    file.pragma_update(None, "user_version", 9).unwrap();
}

fn empty(sandbox: &Sandbox) {
    for path in [
        sandbox.state_dir().join("state.sqlite"),
        sandbox.state_dir().join("terminals"),
        sandbox.config_dir().join("bookmarks.toml"),
    ] {
        std::fs::write(path, "").unwrap();
    }
}

fn old_history(sandbox: &Sandbox) {
    std::fs::write(sandbox.state_dir().join("history"), "旧时月色\n").unwrap();
}

fn folders(sandbox: &Sandbox) {
    std::fs::create_dir(sandbox.state_dir().join("state.sqlite")).unwrap();
    std::fs::create_dir(sandbox.config_dir().join("bookmarks.toml")).unwrap();
}

#[test]
fn it_changes_nothing_whatever_lies_there() {
    type Prepare = fn(&Sandbox);
    let cases: [(Prepare, &str); 9] = [
        (read_well, "read articles: 1"),
        (killed, "read articles: 1"),
        (killed_and_index_lost, "read articles: 1"),
        (damaged, "! state.sqlite: it is damaged"),
        (newer, "! state.sqlite: a newer yue"),
        (empty, "read articles: 0"),
        (old_history, "read articles: 0"),
        (folders, "! state.sqlite: is a device"),
        (|_| {}, "read articles: 0"),
    ];
    for (prepare, says) in cases {
        let sandbox = Sandbox::new();
        prepare(&sandbox);
        let root = sandbox.state_dir();
        let root = root.parent().unwrap();
        let before = state_of(root);
        let report = sandbox.run(&["doctor"]).stdout;
        assert!(report.contains(says), "{says}: {report}");
        assert_eq!(state_of(root), before, "{says}");
        // On a terminal too, which is asked.
        let (_, report) = Pty::start(&sandbox, &["doctor"]).end();
        assert!(report.contains(says), "{says}: {report}");
        assert_eq!(state_of(root), before, "{says}");
    }
}

#[test]
fn an_open_file_is_read_as_it_is() {
    let sandbox = Sandbox::new();
    let mut pty = reading(&sandbox);
    let report = sandbox.run(&["doctor"]).ok();
    assert!(report.contains("read articles: 1"), "{report}");
    pty.send("Q");
    pty.end_well();
}

#[test]
fn what_a_terminal_answers_is_told() {
    let sandbox = Sandbox::new();
    let report = sandbox.run(&["doctor"]).ok();
    assert!(
        report.contains("not asked, there is no terminal"),
        "{report}"
    );
    assert!(report.contains("read: utf-8, utf-16,"), "{report}");
    assert!(report.contains("of the locale: UTF-8"), "{report}");
    // Columns 3, 2 and 2: marks are drawn wide, letters and lines narrow.
    // As over a network, where an answer may take longer.
    let far = [("SSH_CONNECTION", "x")];
    let mut pty = Pty::start_with(&sandbox, &["doctor"], (80, 24), &far);
    pty.wait_written(b"\x1b[c");
    pty.send_bytes(b"\x1b[2;3R\x1b[2;2R\x1b[2;2R\x1b[?62c");
    let report = pty.end_well();
    assert!(
        report.contains("ambiguous characters: marks wide, letters narrow, lines narrow"),
        "{report}"
    );
    let silent = Pty::start(&sandbox, &["doctor"]).end_well();
    assert!(silent.contains("marks no answer"), "{silent}");
}

#[test]
fn backups_beside_the_target_of_a_link_are_counted() {
    let sandbox = Sandbox::new();
    std::fs::create_dir(sandbox.path("dotfiles")).unwrap();
    let target = sandbox.write("dotfiles/marks.toml", "version = 1\n");
    sandbox.write("dotfiles/marks.toml.bak", "version = 1\n");
    sandbox.write("dotfiles/marks.toml.corrupt-1", "x");
    let link = sandbox.config_dir().join("bookmarks.toml");
    std::os::unix::fs::symlink(&target, link).unwrap();
    let run = sandbox.run(&["doctor"]);
    assert!(run.stdout.contains("backups: 1"), "{run:?}");
    assert!(
        run.stdout.contains("! kept aside: marks.toml.corrupt-1"),
        "{run:?}"
    );
}

#[test]
fn reasons_are_words_and_the_home_folder_is_not_told() {
    let sandbox = Sandbox::new();
    std::fs::create_dir(sandbox.config_dir().join("bookmarks.toml")).unwrap();
    let line = "HOME=\"${YUE_CONFIG_DIR%/config}\" TERM_PROGRAM=\"$HOME/bin\" \"$YUE\" doctor";
    let run = sandbox.run_shell(line);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(!run.stdout.contains("why-"), "{run:?}");
    assert!(run.stdout.contains("! file: is a folder"), "{run:?}");
    let home = sandbox.work();
    let home = home.parent().unwrap().to_str().unwrap();
    assert!(!run.stdout.contains(home), "{run:?}");
    assert!(run.stdout.contains("~/config/bookmarks.toml"), "{run:?}");
}

#[test]
fn all_is_well_in_a_new_home() {
    let sandbox = Sandbox::new();
    let report = sandbox.run(&["doctor"]).ok();
    for head in ["yue", "terminal", "paths", "config", "bookmarks", "state"] {
        assert!(report.lines().any(|line| line == head), "{head}: {report}");
    }
    assert!(report.contains(env!("CARGO_PKG_VERSION")), "{report}");
    assert!(
        report.contains("kept: 0, 0 with tags, 0 with a note"),
        "{report}"
    );
    assert!(
        report.trim_end().ends_with("nothing odd was found"),
        "{report}"
    );
    assert!(
        !sandbox.config_dir().join("bookmarks.toml").exists(),
        "it changes nothing"
    );
}

#[test]
fn what_is_odd_is_marked_and_no_secret_is_told() {
    let sandbox = Sandbox::new();
    sandbox.configure("theme = \"plaid\"\n");
    let bookmarks = sandbox.config_dir().join("bookmarks.toml");
    std::fs::write(
        &bookmarks,
        "[[bookmark]]\nid = \"00000000000000aa\nheadline = \"机密\"\n",
    )
    .unwrap();
    std::fs::write(sandbox.config_dir().join("bookmarks.toml.corrupt-1"), "x").unwrap();
    let line = "SSH_CONNECTION=192.0.2.7 EDITOR='\u{1b}[31mvi' LC_ALL=zh_CN.GB2312 \"$YUE\" doctor";
    let run = sandbox.run_shell(line);
    assert_eq!(run.code, 1, "{run:?}");
    let odd: Vec<&str> = run
        .stdout
        .lines()
        .filter(|line| line.starts_with('!'))
        .collect();
    let wanted = ["locale", "mistake", "file: damaged at 2:", "kept aside"];
    assert_eq!(odd.len(), wanted.len(), "{odd:?}");
    for (line, wanted) in odd.iter().zip(wanted) {
        assert!(line.contains(wanted), "{line}");
    }
    for secret in ["192.0.2.7", "机密", "\u{1b}"] {
        assert!(!run.stdout.contains(secret), "{secret}");
    }
    assert_eq!(run.stderr, "", "said once");
}
