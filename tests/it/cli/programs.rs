//! What other programs get: completions, the manual, paths, usage errors.

use crate::sandbox::Sandbox;

#[test]
fn completions_for_the_shells() {
    let sandbox = Sandbox::new();
    for shell in ["bash", "zsh", "fish"] {
        let script = sandbox.run(&["completions", shell]).ok();
        for word in ["print", "list", "bookmarks", "paths"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    assert_eq!(sandbox.run(&["completions", "nosuch"]).code, 2);
}

#[test]
fn the_manual_names_commands_and_keys() {
    let sandbox = Sandbox::new();
    let page = sandbox.run(&["man"]).ok();
    assert!(page.contains(".TH yue"), "a manual page");
    for word in ["print", "bookmarks", "KEYS", "EXIT"] {
        assert!(page.contains(word), "{word}");
    }
}

#[test]
fn paths_follow_the_environment() {
    let sandbox = Sandbox::new();
    let text = sandbox.run(&["paths"]).ok();
    let mut paths = Vec::new();
    for line in text.lines() {
        let (name, path) = line.split_once('\t').unwrap();
        assert!(!name.is_empty() && !name.contains(' '), "{line}");
        paths.push(path.to_owned());
    }
    for name in ["config.toml", "bookmarks.toml"] {
        let path = sandbox.config_dir().join(name);
        assert!(
            paths.iter().any(|p| *p == path.to_str().unwrap()),
            "{path:?} in {text}"
        );
    }
    let other = sandbox.write("other.toml", "mouse = false\n");
    let text = sandbox.run(&["--config", "other.toml", "paths"]).ok();
    assert!(
        text.contains(other.to_str().unwrap()) || text.contains("\tother.toml"),
        "{text}"
    );
}

#[test]
fn without_a_home_the_library_is_still_there() {
    let sandbox = Sandbox::new();
    let mut command = sandbox.command(&["list"]);
    for name in ["HOME", "YUE_CONFIG_DIR", "YUE_DATA_DIR", "YUE_STATE_DIR"] {
        command.env_remove(name);
    }
    for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"] {
        command.env(name, "relative");
    }
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let lines = output.stdout.split(|byte| *byte == b'\n').count();
    assert!(lines > 8, "{output:?}");
    assert!(
        !sandbox.path("relative").exists(),
        "relative folders are not used"
    );
}

#[test]
fn help_and_version_are_output_and_usage_errors_are_not() {
    let sandbox = Sandbox::new();
    let help = sandbox.run(&["--help"]).ok();
    for word in [
        "print",
        "list",
        "bookmarks",
        "completions",
        "man",
        "paths",
        "SOURCE",
    ] {
        assert!(help.contains(word), "{word}");
    }
    assert_eq!(
        sandbox.run(&["--version"]).ok(),
        format!("yue {}\n", env!("CARGO_PKG_VERSION"))
    );
    for args in [
        &["--nosuch"][..],
        &["print", "--kinsoku", "loose"],
        &["completions"],
    ] {
        let run = sandbox.run(args);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{args:?}");
        assert!(!run.stderr.is_empty());
    }
}

#[test]
fn the_interface_language_is_chosen() {
    let sandbox = Sandbox::new();
    let english = sandbox
        .run(&["print", "missing.txt"])
        .error(2, "missing.txt");
    let chinese = sandbox
        .run(&["--lang", "zh-Hans", "print", "missing.txt"])
        .error(2, "missing.txt");
    let mut command = sandbox.command(&["print", "missing.txt"]);
    let by_environment = command.env("LANG", "zh_CN.UTF-8").output().unwrap();
    assert_ne!(english, chinese);
    assert_eq!(
        String::from_utf8(by_environment.stderr).unwrap().trim_end(),
        chinese
    );
    let tag = |line: &str| line.rsplit_once('[').map(|(_, tag)| tag.to_owned());
    assert_eq!(tag(&english), tag(&chinese), "the tag is stable");
}

#[test]
fn a_mistake_in_the_config_names_line_and_nearest_name() {
    let sandbox = Sandbox::new();
    sandbox.configure("mouse = false\nmesure = 60\n");
    let run = sandbox.run(&["list"]);
    assert_eq!(run.code, 0, "the rest is used: {run:?}");
    assert!(run.stdout.lines().count() >= 8);
    for word in ["config.toml", "line 2", "mesure", "measure"] {
        assert!(run.stderr.contains(word), "{word}: {run:?}");
    }
}

#[test]
fn an_unreadable_config_is_said_once() {
    let sandbox = Sandbox::new();
    std::fs::create_dir_all(sandbox.config_dir()).unwrap();
    std::fs::write(sandbox.config_dir().join("config.toml"), b"mouse = \xff").unwrap();
    for args in [&["list"][..], &["paths"], &["print", "seed:hangul-line"]] {
        let run = sandbox.run(args);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(!run.stdout.is_empty(), "the defaults are used: {run:?}");
        assert_eq!(run.stderr.lines().count(), 1, "{run:?}");
        assert_eq!(run.stderr.matches("config.toml").count(), 1, "{run:?}");
        assert!(run.stderr.contains("it cannot be read"), "{run:?}");
        assert!(run.stderr.contains("[E78]"), "{run:?}");
    }
}

#[test]
fn a_usage_error_quotes_no_escape() {
    let sandbox = Sandbox::new();
    for argument in ["-\u{1b}]52;c;x\u{7}", "--a\u{9b}31m\u{202e}", "-\u{1b}[2J"] {
        let run = sandbox.run(&[argument]);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.stdout.is_empty(), "{run:?}");
        assert!(
            run.stderr.contains("Usage") && run.stderr.ends_with('\n'),
            "{run:?}"
        );
        let harmful = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
        assert!(!run.stderr.contains(harmful), "{run:?}");
    }
}

#[test]
fn help_goes_to_standard_output_and_may_be_cut_off() {
    let sandbox = Sandbox::new();
    for argument in ["--help", "--version", "-h"] {
        let run = sandbox.run(&[argument]);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{argument}");
        assert!(run.stdout.contains("yue") && !run.stdout.contains('\u{1b}'));
    }
    let run = sandbox.run_shell("{ \"$YUE\" --help; echo $? >&2; } | :");
    assert_eq!(run.stderr.trim(), "0", "{run:?}");
}
