//! Addresses that articles name, opened in a browser: a program of the test, which
//! writes down what it was given.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::json;
use yue::article::{ArticleId, Link};

use super::wait_chosen;
use crate::pty::Pty;
use crate::sandbox::Sandbox;

/// Puts an executable script into the working folder; its path.
pub(super) fn script(sandbox: &Sandbox, name: &str, text: &str) -> String {
    let path = sandbox.write(name, format!("#!/bin/sh\n{text}"));
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o755)).unwrap();
    path.to_str().unwrap().to_owned()
}

/// The lines that programs of the test write into the FIFO `name`.
pub(super) fn lines(sandbox: &Sandbox, name: &str) -> Receiver<String> {
    sandbox.run_shell(&format!("mkfifo {name}")).ok();
    // Open for writing too: the end of one writer is not the end.
    let path = sandbox.path(name);
    let both = File::options().read(true).write(true).open(path).unwrap();
    let (sender, lines) = channel();
    std::thread::spawn(move || {
        let all = BufReader::new(both).lines().map_while(Result::ok);
        all.map(|line| sender.send(line))
            .take_while(Result::is_ok)
            .for_each(drop);
    });
    lines
}

#[track_caller]
pub(super) fn next(lines: &Receiver<String>) -> String {
    lines.recv_timeout(Duration::from_secs(30)).unwrap()
}

/// A file of articles with these addresses.
fn articles(addresses: &[String]) -> String {
    addresses
        .iter()
        .zip(1..)
        .fold(String::new(), |mut all, (address, n)| {
            let body = format!("第{n}篇的正文。");
            let object = json!({ "headline": format!("第{n}篇"), "body": body, "url": address });
            let _ = writeln!(all, "{object}");
            all
        })
}

/// What has opened shells and started programs elsewhere, in each place of an address.
fn hostile() -> Vec<String> {
    let payloads = [
        ";touch taken",
        "$(touch taken)",
        "`touch taken`",
        "|sh",
        "&touch taken&",
        ">taken",
        "'",
        "\"",
        "\\",
        "%s",
        "%u %s %%",
        "%00",
        "-x",
        "--help",
        " ",
        "\t",
        "\n-x",
        "\0",
        "*?[",
        "{a,b}",
        "~",
        "!!",
        "\u{202e}gpj",
        "\u{1b}]0;x\u{7}",
        "\u{9d}52;c;eA==\u{9c}",
        "河内",
        "\u{430}pple",
        "http://other.example/",
    ];
    let mut all = Vec::new();
    for payload in payloads {
        all.extend([
            format!("https://example.org/{payload}"),
            format!("https://example.org/?q={payload}"),
            format!("https://example.org/#{payload}"),
            format!("https://{payload}.example/"),
            format!("https://{payload}@example.org/"),
            payload.to_owned(),
            format!("{payload}:https://example.org/"),
            format!("javascript:{payload}"),
        ]);
    }
    all
}

/// What lies in the working folder.
fn entries(sandbox: &Sandbox) -> BTreeSet<OsString> {
    let entries = std::fs::read_dir(sandbox.work()).unwrap();
    entries.map(|entry| entry.unwrap().file_name()).collect()
}

#[test]
fn a_browser_gets_one_address_and_nothing_else_is_started() {
    let sandbox = Sandbox::new();
    // Articles with the same id are one row.
    let mut ids = BTreeSet::new();
    let mut hostile = hostile();
    hostile.retain(|address| ids.insert(ArticleId::of(address)));
    assert!(hostile.len() >= 200);
    sandbox.write("n.jsonl", articles(&hostile));
    let lines = lines(&sandbox, "started");
    let log = sandbox.path("started");
    let log = log.to_str().unwrap();
    let note = |name: &str| {
        format!("printf '%s\\n' {name} $# \"$@\" >{log}\necho scribble\necho scribble >&2\n")
    };
    // Whatever else is started by name is written down as well.
    std::fs::create_dir(sandbox.path("bin")).unwrap();
    for name in ["sh", "touch", "xdg-open", "open", "env", "id"] {
        script(&sandbox, &format!("bin/{name}"), &note(name));
    }
    let browser = script(&sandbox, "browser", &note("browser"));
    let path = sandbox.path("bin");
    let before = entries(&sandbox);
    let env = [
        ("BROWSER", browser.as_str()),
        ("PATH", path.to_str().unwrap()),
    ];
    let mut pty = Pty::start_with(&sandbox, &["n.jsonl"], (90, 30), &env);
    pty.wait_text("第1篇");
    let (mut opened, mut refused) = (0, 0);
    for (nth, address) in hostile.iter().enumerate() {
        // With the row the notice of the one before is gone, too.
        wait_chosen(&pty, &format!("第{}篇", nth + 1));
        pty.send("o");
        let Ok(link) = Link::parse(address) else {
            pty.wait_text("Not opened");
            pty.send("j");
            refused += 1;
            continue;
        };
        if link.unicode_host().is_some() || link.had_user() {
            pty.wait_text("opens it");
            pty.send("o");
        }
        let started = [next(&lines), next(&lines), next(&lines)];
        assert_eq!(started, ["browser", "1", link.as_str()], "{address:?}");
        pty.send("j");
        opened += 1;
    }
    assert!(
        opened >= 80 && refused >= 80,
        "{opened} opened, {refused} refused"
    );
    pty.send("Q");
    let output = pty.end_well();
    assert!(!output.contains("scribble"), "nothing of it on our screen");
    assert!(lines.try_recv().is_err(), "nothing else was started");
    assert_eq!(entries(&sandbox), before);
}

#[test]
fn a_browser_that_hangs_holds_nothing_up() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "n.jsonl",
        articles(&["https://example.org/".to_owned(), String::new()]),
    );
    sandbox.run_shell("mkfifo release").ok();
    let lines = lines(&sandbox, "started");
    let text = "ps -o pgid= -p $$ >started\nread line <release\necho ended >started\n";
    let browser = script(&sandbox, "browser", text);
    let mut pty = Pty::start_with(&sandbox, &["n.jsonl"], (80, 24), &[("BROWSER", &browser)]);
    pty.wait_text("第1篇");
    pty.send("<Enter>");
    pty.wait_text("第 1 篇的正文");
    pty.send("o");
    pty.wait_text("Opening example.org");
    assert!(
        next(&lines).trim().parse::<u32>().unwrap() > 1,
        "a group of its own"
    );
    pty.send("hj<Enter>");
    pty.wait_text("第 2 篇的正文");
    pty.send("o");
    pty.wait_text("names no address");
    pty.send("Q");
    pty.end_well();
    // It outlives us, and is let go.
    let mut release = File::options()
        .write(true)
        .open(sandbox.path("release"))
        .unwrap();
    writeln!(release).unwrap();
    assert_eq!(next(&lines), "ended");
}

#[test]
fn a_browser_that_fails_is_named_and_the_address_can_be_copied() {
    let sandbox = Sandbox::new();
    sandbox.write("n.jsonl", articles(&["https://example.org/甲".to_owned()]));
    let browser = script(&sandbox, "broken", "exit 7\n");
    let env = [("BROWSER", format!("no-such-program:{browser} -x"))];
    let env = env.each_ref().map(|(name, value)| (*name, value.as_str()));
    let mut pty = Pty::start_with(&sandbox, &["n.jsonl"], (160, 24), &env);
    pty.wait_text("第1篇");
    pty.send("o");
    pty.wait_text("does not open it");
    pty.wait_text("exit status: 7");
    pty.wait_text("y copies https://example.org/");
    pty.send("y");
    pty.wait_copied("https://example.org/%E7%94%B2");
    pty.wait_text("Copied the address");
    pty.send("Q");
    pty.end_well();
}

#[test]
fn without_a_browser_the_opener_of_the_platform_is_asked() {
    let sandbox = Sandbox::new();
    sandbox.write("n.jsonl", articles(&["https://example.org/".to_owned()]));
    std::fs::create_dir(sandbox.path("bin")).unwrap();
    let lines = lines(&sandbox, "started");
    let text = format!("echo \"$# $1\" >{}\n", sandbox.path("started").display());
    for name in ["xdg-open", "open"] {
        script(&sandbox, &format!("bin/{name}"), &text);
    }
    let path = sandbox.path("bin");
    let env = [("PATH", path.to_str().unwrap())];
    let mut pty = Pty::start_with(&sandbox, &["n.jsonl"], (80, 24), &env);
    pty.wait_text("第1篇");
    pty.send("o");
    assert_eq!(next(&lines), "1 https://example.org/");
    pty.send("Q");
    pty.end_well();
}
