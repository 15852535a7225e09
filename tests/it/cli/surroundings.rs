//! What odd surroundings get: streams that are closed or full, variables that are unset
//! or senseless, files of every kind. For each the exit code, and the tag at the end of
//! what is said.

use std::fs::File;
use std::os::unix::ffi::OsStringExt;

use crate::sandbox::{Run, Sandbox};

/// Checks the exit code, and that standard error is one line that ends in the tag, or
/// empty where there is none.
#[track_caller]
fn check(what: &str, run: &Run, code: i32, tag: &str) {
    assert_eq!(run.code, code, "{what}: {run:?}");
    if tag.is_empty() {
        assert_eq!(run.stderr, "", "{what}");
    } else {
        let said = run.stderr.trim_end();
        assert!(said.ends_with(&format!("[{tag}]")), "{what}: {said}");
        assert_eq!(said.lines().count(), 1, "{what}: {said}");
        assert!(said.starts_with("yue: "), "{what}: {said}");
    }
}

#[test]
fn sources_of_every_kind() {
    let sandbox = Sandbox::new();
    sandbox.write("empty.txt", "");
    sandbox.write("blank.txt", " \u{3000}\n\t\n");
    sandbox.write("bom.txt", "\u{feff}");
    sandbox.write("bad.txt", b"\xe6\xb2\xb3\xff\n");
    std::fs::create_dir(sandbox.work().join("folder")).unwrap();
    for (line, code, tag) in [
        ("\"$YUE\" print nowhere.txt", 2, "E66"),
        ("\"$YUE\" print folder", 2, "E66"),
        ("\"$YUE\" print /dev/null", 2, "E66"),
        ("\"$YUE\" print /dev/zero", 2, "E66"),
        ("\"$YUE\" print seed:nobody", 2, "E66"),
        ("\"$YUE\" print abcdef012345", 2, "E66"),
        ("\"$YUE\" print empty.txt", 0, ""),
        ("\"$YUE\" print blank.txt", 0, ""),
        ("\"$YUE\" print bom.txt", 0, ""),
        ("\"$YUE\" print bad.txt", 0, ""),
        ("\"$YUE\" list --filter before:x", 2, "E64"),
    ] {
        check(line, &sandbox.run_shell(line), code, tag);
    }
}

/// The message of this fault would set the title of the terminal.
#[test]
fn what_is_said_of_a_fault_is_harmless() {
    let run = Sandbox::new().run_shell("YUE_FAULT=command RUST_BACKTRACE=0 \"$YUE\" list");
    assert_eq!((run.code, run.stdout.as_str()), (70, ""), "{run:?}");
    let (said, end) = run.stderr.split_once('\n').unwrap();
    assert!(said.starts_with("thread 'main'"), "{run:?}");
    assert!(end.contains("asked for by YUE_FAULT\n"), "{run:?}");
    assert!(end.trim_end().ends_with("[E70]"), "{run:?}");
    assert!(!run.stderr.contains(['\u{1b}', '\u{7}']), "{run:?}");
}

#[test]
fn streams_that_are_closed_or_full() {
    let sandbox = Sandbox::new();
    for (line, code, tag) in [
        ("\"$YUE\" print - </dev/null", 0, ""),
        ("\"$YUE\" print - <&-", 0, ""),
        ("printf '书店\\n' | \"$YUE\" print -", 0, ""),
        ("\"$YUE\" list >/dev/full", 2, "E74"),
        ("\"$YUE\" print seed:hanoi-summit >/dev/full", 2, "E74"),
        (
            "\"$YUE\" bookmarks add seed:hanoi-summit >/dev/full",
            2,
            "E74",
        ),
        ("\"$YUE\" list >&-", 0, ""),
        ("TERM=dumb \"$YUE\" seed:hanoi-summit", 0, ""),
        ("env -u TERM \"$YUE\"", 0, ""),
        ("\"$YUE\" no-such-file.txt 2>&- >&-", 2, ""),
    ] {
        check(line, &sandbox.run_shell(line), code, tag);
    }
    // What could not be printed is saved all the same.
    assert!(sandbox.bookmarks().contains("hanoi-summit"));
}

#[test]
fn variables_that_are_unset_or_senseless() {
    let sandbox = Sandbox::new();
    let bare = "env -u YUE_CONFIG_DIR -u YUE_DATA_DIR -u YUE_STATE_DIR -u XDG_CONFIG_HOME \
                -u XDG_DATA_HOME -u XDG_STATE_HOME";
    for (line, code, tag) in [
        (format!("{bare} HOME= \"$YUE\" list"), 0, ""),
        (
            format!("{bare} XDG_CONFIG_HOME=relative \"$YUE\" bookmarks add seed:hanoi-summit"),
            0,
            "",
        ),
        (
            "LANG=C LC_ALL=C \"$YUE\" list --filter 河内".to_owned(),
            0,
            "",
        ),
        ("LANG=nonsense LC_ALL= \"$YUE\" list".to_owned(), 0, ""),
        (
            "NO_COLOR=1 COLUMNS=x \"$YUE\" print seed:hanoi-summit".to_owned(),
            0,
            "",
        ),
        (
            "YUE_CONFIG_DIR=/dev/null/x \"$YUE\" bookmarks add seed:hanoi-summit".to_owned(),
            2,
            "E73",
        ),
        (
            "YUE_CONFIG_DIR=/proc/1 \"$YUE\" bookmarks add seed:hanoi-summit".to_owned(),
            2,
            "E73",
        ),
    ] {
        check(&line, &sandbox.run_shell(&line), code, tag);
    }
    // A relative value of an XDG variable counts as none.
    let home = sandbox.work().join("../home/.config/yue/bookmarks.toml");
    assert!(home.exists(), "beside the home folder");
    assert!(!sandbox.work().join("relative").exists());
}

#[test]
fn bookmarks_files_of_every_kind() {
    let add = "\"$YUE\" bookmarks add seed:hanoi-summit";
    let cases: [(&str, i32, &str); 7] = [
        ("mkdir bookmarks.toml", 2, "E66"),
        ("mkfifo bookmarks.toml", 2, "E66"),
        ("ln -s bookmarks.toml bookmarks.toml", 2, "E74"),
        ("ln -s /dev/full bookmarks.toml", 2, "E66"),
        ("printf 'version = 2\\n' > bookmarks.toml", 2, "E65"),
        (
            "printf '' > bookmarks.toml; chmod 0444 bookmarks.toml",
            2,
            "E77",
        ),
        // Done, and said.
        ("printf 'version = \\n' > bookmarks.toml", 0, "E65"),
    ];
    for (made, code, tag) in cases {
        let sandbox = Sandbox::new();
        let line = format!("cd \"$YUE_CONFIG_DIR\" && {made} && {add}");
        check(made, &sandbox.run_shell(&line), code, tag);
    }
    let sandbox = Sandbox::new();
    let lock = File::create(sandbox.config_dir().join("bookmarks.toml.lock")).unwrap();
    lock.lock().unwrap();
    check("a lock that is taken", &sandbox.run_shell(add), 2, "E75");
    drop(lock);
    check("a lock that is free", &sandbox.run_shell(add), 0, "");
}

#[test]
fn a_file_that_may_grow_no_more_stays_whole() {
    let sandbox = Sandbox::new();
    for n in 0..40 {
        sandbox.write(
            &format!("many/{n}.txt"),
            format!("第{n}篇{}\n\n正文\n", "长".repeat(40)),
        );
    }
    // Blocks of 512 bytes; the signal that comes with it does not end the program.
    let line = "ulimit -f 8; for n in 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19; \
                do \"$YUE\" bookmarks add many/$n.txt || exit 9; done";
    let run = sandbox.run_shell(line);
    assert_eq!(
        run.code, 9,
        "the file was to grow beyond its limit: {run:?}"
    );
    let said = run.stderr.trim_end();
    assert!(said.ends_with("[E74]"), "{said}");
    let kept = sandbox.run(&["bookmarks", "--json"]).ok();
    let acknowledged: Vec<&str> = run.stdout.lines().collect();
    assert!(!acknowledged.is_empty());
    assert_eq!(kept.lines().count(), acknowledged.len());
    assert!(acknowledged.iter().all(|id| kept.contains(id)), "{kept}");
}

#[test]
fn a_name_that_is_no_utf8_is_opened_and_kept() {
    let sandbox = Sandbox::new();
    let name = std::ffi::OsString::from_vec(b"\xb9\xfa.txt".to_vec());
    let path = sandbox.work().join(&name);
    if let Err(error) = std::fs::write(&path, "国\n\n正文\n") {
        eprintln!("not tested, this file system takes no such names: {error}");
        return;
    }
    let added = sandbox.run(&[std::ffi::OsStr::new("bookmarks"), "add".as_ref(), &name]);
    check("add", &added, 0, "");
    assert!(
        sandbox.bookmarks().contains("%B9%FA.txt"),
        "{}",
        sandbox.bookmarks()
    );
    let id = added.stdout.trim().to_owned();
    let printed = sandbox.run(&["print", &id]);
    check("print", &printed, 0, "");
    assert!(printed.stdout.contains("正文"));
}
