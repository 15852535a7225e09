//! `yue filter` in pipes: what is matched, in which order, and what is printed.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::sandbox::Sandbox;

/// What `yue filter` with `args` makes of `input`: the exit code, and both outputs.
fn filter(args: &[&str], input: impl AsRef<[u8]>) -> (i32, Vec<u8>, String) {
    let sandbox = Sandbox::new();
    run(sandbox.command(&[&["filter"], args].concat()), input)
}

fn run(mut command: Command, input: impl AsRef<[u8]>) -> (i32, Vec<u8>, String) {
    command.stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.as_ref().to_vec();
    let writer = std::thread::spawn(move || {
        // It may end before it has read everything.
        drop(stdin.write_all(&input));
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    (output.status.code().unwrap(), output.stdout, error)
}

/// Checks that `yue filter` with `args` prints exactly `expected` of `input`.
#[track_caller]
fn check(args: &[&str], input: impl AsRef<[u8]>, expected: impl AsRef<[u8]>) {
    let (code, output, error) = filter(args, input);
    let expected = String::from_utf8_lossy(expected.as_ref()).into_owned();
    assert_eq!(String::from_utf8_lossy(&output), expected, "{args:?}");
    let found = i32::from(expected.is_empty());
    assert_eq!((code, error.as_str()), (found, ""), "{args:?}");
}

#[test]
fn lines_are_found_by_what_they_are_read() {
    let lines = "美朝会晤\n東京タワー\n대통령 선거\nplain words\n";
    for (query, line) in [
        ("meichao", "美朝会晤\n"),
        ("mchw", "美朝会晤\n"),
        ("tawa", "東京タワー\n"),
        ("ㄷㅌㄹ", "대통령 선거\n"),
        ("PLAIN 'words", "plain words\n"),
        ("^美", "美朝会晤\n"),
        ("words$", "plain words\n"),
        ("plain | 선거", "plain words\n대통령 선거\n"),
        ("!a", "美朝会晤\n대통령 선거\n"),
    ] {
        let (_, output, _) = filter(&[query], lines);
        let mut found: Vec<_> = String::from_utf8(output)
            .unwrap()
            .lines()
            .map(str::to_owned)
            .collect();
        let mut expected: Vec<_> = line.lines().map(str::to_owned).collect();
        found.sort();
        expected.sort();
        if query == "!a" {
            // The tower is read with an a.
            found.retain(|line| line != "東京タワー");
        }
        assert_eq!(found, expected, "{query}");
    }
}

#[test]
fn best_first_and_ties_as_they_came() {
    let lines = "x美x朝x\nb 美朝\na 美朝\n美朝\nb 美朝\n";
    check(&["美朝"], lines, "美朝\nb 美朝\na 美朝\nb 美朝\nx美x朝x\n");
    check(&["--limit", "2", "美朝"], lines, "美朝\nb 美朝\n");
    check(&[], "b\n\na\n", "b\n\na\n");
    check(&["--query", "a"], "b\na\n", "a\n");
}

#[test]
fn the_order_is_that_of_list_lines_filter() {
    let sandbox = Sandbox::new();
    let words = [
        "美朝",
        "北京",
        "meichao",
        "ABC",
        "東京タワー",
        "대통령",
        "x y",
    ];
    let mut text = String::new();
    for n in 0_usize..3000 {
        let pick = |k: usize| words[(n * k + n / 7) % words.len()];
        let line = [pick(1), pick(3), pick(5), " ", &n.to_string(), "\n"];
        text.extend(line);
    }
    sandbox.write("lines.txt", &text);
    for query in ["mc", "bj abc", "meichao", "'北京", "!x 대", "1 | 2", "tky"] {
        let listed = sandbox.run(&["list", "--lines", "--filter", query, "lines.txt"]);
        let (_, filtered, _) = run(sandbox.command(&["filter", query]), &text);
        assert_eq!(
            String::from_utf8(filtered).unwrap(),
            listed.stdout,
            "{query}"
        );
    }
}

#[test]
fn bytes_are_printed_as_they_were_read() {
    check(&["ab"], b"\xff ab\xfe\n", b"\xff ab\xfe\n");
    check(&["^美朝$"], "  美朝\t\r\nx\r\n", "  美朝\t\r\n");
    check(&["red"], "\x1b[31mr\x1b[0med\n", "\x1b[31mr\x1b[0med\n");
    check(&["b"], "a\nb", "b\n");
    let long = format!("開始{}結束", "很長".repeat(200_000));
    check(&["kaishi"], format!("x\n{long}\ny"), format!("{long}\n"));
}

#[test]
fn records_may_end_with_nul() {
    let input = "美\n朝\0x\0美朝\0";
    check(&["--read0", "--print0", "美朝"], input, "美朝\0美\n朝\0");
    check(&["--read0", "x"], input, "x\n");
    check(&["--print0", "x"], "x\ny\n", "x\0");
}

#[test]
fn fields_are_matched_and_lines_printed() {
    let lines = "1 美朝 x\n2 北京 1\n";
    check(&["--nth", "2", "meichao"], lines, "1 美朝 x\n");
    check(&["--nth", "-1", "1"], lines, "2 北京 1\n");
    check(&["--nth=2..", "1"], lines, "2 北京 1\n");
    check(&["-n", "1,3", "^1 x$"], lines, "1 美朝 x\n");
    check(&["-d", ":", "-n", "2", "^b$"], "b:a\na:b:c\n", "a:b:c\n");
    check(
        &["--delimiter", "\\t", "--nth", "2", "^c$"],
        "a b\tc\n",
        "a b\tc\n",
    );
    check(&["--nth", "9", "a"], "a\n", "");
    for wrong in [
        &["--nth", "0"][..],
        &["--nth", "a"],
        &["--delimiter", ""],
        &["--select-1"],
    ] {
        assert_eq!(filter(wrong, "").0, 2, "{wrong:?}");
    }
}

#[test]
fn nothing_and_no_query_are_told_apart() {
    check(&["z"], "a\nb\n", "");
    check(&["a"], "", "");
    check(&[], "", "");
    for query in ["is:bookmarked", "before:2018", "!agency:KCNA"] {
        let (code, output, error) = filter(&[query], "is:bookmarked\n");
        assert_eq!((code, output.as_slice()), (2, &b""[..]), "{query}");
        assert!(
            error.starts_with("yue: ") && error.contains("[E64]"),
            "{error}"
        );
    }
    check(&["'is:bookmarked"], "is:bookmarked\n", "is:bookmarked\n");
    let (code, _, error) = filter(&["--lang", "zh-Hans", "on:x"], "");
    assert!(code == 2 && error.contains("字段"), "{error}");
}

#[test]
fn a_closed_pipe_is_a_quiet_end() {
    let sandbox = Sandbox::new();
    let line = r#"{ yes 美朝 | head -n 200000; } | { "$YUE" filter mc; echo $? >&2; } | head -n 1"#;
    let run = sandbox.run_shell(line);
    assert_eq!(
        (run.stdout.as_str(), run.stderr.as_str()),
        ("美朝\n", "0\n")
    );
}

#[test]
fn an_input_that_cannot_be_read_is_named() {
    let sandbox = Sandbox::new();
    sandbox.run_shell(r#""$YUE" filter x < ."#).error(2, "-: ");
}
