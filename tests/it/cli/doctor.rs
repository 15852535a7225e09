//! `yue doctor`: what a report of a fault says, and what it does not.

use crate::sandbox::Sandbox;

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
