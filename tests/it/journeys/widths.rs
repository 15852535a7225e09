//! How wide the terminal draws `“`: asked for at the start, while keys are typed,
//! of terminals that answer, answer late or badly, or not at all.

use crate::pty::Pty;
use crate::sandbox::Sandbox;

/// The end of the question.
const ASKED: &[u8] = "│\x1b[6n\r\x1b[c".as_bytes();
const WIDE: &str = "\x1b[2;3R\x1b[2;3R\x1b[2;3R\x1b[?62;4c";
const NARROW: &str = "\x1b[2;2R\x1b[2;2R\x1b[2;2R\x1b[?62;4c";

/// A mark drawn narrow, and one with a second cell; the test's terminal draws all
/// marks narrow, and leaves that cell blank.
const NARROW_MARK: &str = "甲“新”乙";
const WIDE_MARK: &str = "甲“ 新” 乙";

fn started(sandbox: &Sandbox) -> Pty {
    started_with(sandbox, &[])
}

/// Started as over a network, where an answer may take longer: time for a test that
/// runs beside others.
fn started_far(sandbox: &Sandbox) -> Pty {
    started_with(sandbox, &[("SSH_CONNECTION", "10.0.0.1 5022 10.0.0.2 22")])
}

fn started_with(sandbox: &Sandbox, env: &[(&str, &str)]) -> Pty {
    let paragraph = "这里是甲“新”乙与丙的故事，讲完了就没有了。";
    let text = format!("标题\n\n{}", format!("{paragraph}\n\n").repeat(40));
    sandbox.write("story.txt", text);
    let pty = Pty::start_with(sandbox, &["story.txt"], (80, 24), env);
    pty.wait_written(ASKED);
    pty
}

fn remembered(sandbox: &Sandbox) -> String {
    let path = sandbox
        .config_dir()
        .with_file_name("state")
        .join("terminals");
    std::fs::read_to_string(path).unwrap_or_default()
}

#[test]
fn an_answer_sets_the_page_and_is_remembered() {
    let sandbox = Sandbox::new();
    for (answer, mark, kept) in [(NARROW, NARROW_MARK, "1 1 1"), (WIDE, WIDE_MARK, "2 2 2")] {
        let mut pty = started_far(&sandbox);
        pty.send_bytes(answer.as_bytes());
        pty.wait_text(mark);
        pty.send("Q");
        pty.end_well();
        assert!(
            remembered(&sandbox).contains(kept),
            "{}",
            remembered(&sandbox)
        );
    }
    // The next start begins with it, before any answer.
    let mut pty = started(&sandbox);
    pty.wait_text(WIDE_MARK);
    pty.send("Q");
    pty.send_bytes(WIDE.as_bytes());
    pty.end_well();
}

#[test]
fn an_answer_on_its_way_does_not_reach_the_shell() {
    let sandbox = Sandbox::new();
    let mut pty = started(&sandbox);
    pty.send("Q");
    pty.send_bytes(NARROW.as_bytes());
    let output = pty.end_well();
    assert!(!output.contains("62;4c"), "{output:?}");
}

#[test]
fn a_terminal_that_does_not_answer_gets_what_is_right_anywhere() {
    let sandbox = Sandbox::new();
    let mut pty = started(&sandbox);
    pty.wait_text(WIDE_MARK);
    pty.wait_written("\x1b[2X“".as_bytes());
    pty.send("jjG");
    pty.wait_text("100 %");
    pty.send("Q");
    pty.end_well();
    assert_eq!(remembered(&sandbox), "");
}

#[test]
fn keys_typed_before_the_answer_are_kept() {
    let sandbox = Sandbox::new();
    let mut pty = started_far(&sandbox);
    pty.wait_text("甲“");
    pty.send_bytes(b"jj\x1b[2;2R/");
    pty.send_bytes("甲“\x1b[2;2R\x1b[2;2R新\x1b[?62c\r".as_bytes());
    pty.wait_text(" of 40");
    pty.send("Q");
    pty.end_well();
}

#[test]
fn answers_that_are_late_or_no_answers_do_no_harm() {
    for answer in [
        "\x1b[2;9R\x1b[2;1R\x1b[2;77777R\x1b[?62c",
        "\x1b[?62c",
        "\x1b[2;2R\x1b[2;2R\x1b[2;2R\x1b[2;2R\x1b[?62c",
        "\x1b[2;3",
        "\u{1}\u{5}\x1b[>0;276;0c\x1b[?1;2c",
    ] {
        let sandbox = Sandbox::new();
        let mut pty = started(&sandbox);
        pty.wait_text("甲“");
        pty.send_bytes(answer.as_bytes());
        // What was broken off is over when something else comes.
        pty.send_bytes(b"\x1b[B");
        pty.send("<C-l>");
        pty.send("G");
        pty.wait_text("100 %");
        // Much later the rest arrives.
        pty.send_bytes(NARROW.as_bytes());
        pty.send("g");
        pty.wait_text("标题");
        pty.send("Q");
        pty.end_well();
        assert!(!remembered(&sandbox).contains("2 "), "{answer:?}");
    }
}

#[test]
fn a_setting_is_not_asked_for() {
    let sandbox = Sandbox::new();
    sandbox.configure("ambiguous-width = \"wide\"\n");
    sandbox.write("story.txt", "标题\n\n这里是甲“新”乙与丙。");
    let mut pty = Pty::start(&sandbox, &["story.txt"]);
    pty.wait_text(WIDE_MARK);
    pty.send("Q");
    let output = pty.end_well();
    assert!(!output.contains("\x1b[6n"));
}
