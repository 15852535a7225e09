//! Choosing a line with `yue filter --interactive`: the screen is the terminal's, and
//! standard output gets nothing but the line.

use super::wait_chosen;
use crate::pty::{Life, Pty};
use crate::sandbox::Sandbox;

/// Starts choosing from the lines that `producer` prints, with the answer in a file
/// and the exit code, behind it, on the screen.
fn choosing(sandbox: &Sandbox, producer: &str, args: &str) -> Pty {
    let line =
        format!(r#"{producer} | "$YUE" filter --interactive {args} > answer; echo "code $?""#);
    Pty::shell(sandbox, &line)
}

/// Waits for the end, and checks the exit code and the answer.
#[track_caller]
fn check(sandbox: &Sandbox, pty: Pty, code: i32, answer: &str) {
    let output = pty.end_well();
    assert!(output.ends_with(&format!("code {code}\r\n")), "{output:?}");
    let found = std::fs::read(sandbox.path("answer")).unwrap();
    assert_eq!(String::from_utf8_lossy(&found), answer);
}

const LINES: &str = r"printf '美朝会晤\n北京大学\n\033[1m日本\033[0m \r\nＡＢＣ\n'";

#[test]
fn a_line_is_chosen_by_its_reading() {
    let sandbox = Sandbox::new();
    let mut pty = choosing(&sandbox, LINES, "");
    pty.wait_text("4 lines");
    wait_chosen(&pty, "美朝会晤");
    pty.send("bj");
    wait_chosen(&pty, "北京大学");
    pty.send("<Enter>");
    check(&sandbox, pty, 0, "北京大学\n");
}

#[test]
fn a_line_is_printed_as_it_was_read() {
    let sandbox = Sandbox::new();
    let mut pty = choosing(&sandbox, LINES, "--print0");
    pty.wait_text("ＡＢＣ");
    for keys in ["<C-n>", "<Down>", "<C-n>", "<C-p>"] {
        pty.send(keys);
    }
    wait_chosen(&pty, "日本");
    pty.send("<Enter>");
    check(&sandbox, pty, 0, "\x1b[1m日本\x1b[0m \r\0");
}

#[test]
fn leaving_prints_nothing() {
    for keys in ["<Esc>", "<C-c>"] {
        let sandbox = Sandbox::new();
        let mut pty = choosing(&sandbox, LINES, "--query 日");
        wait_chosen(&pty, "日本");
        pty.send(keys);
        check(&sandbox, pty, 130, "");
    }
}

#[test]
fn enter_where_nothing_matches_is_code_1() {
    let sandbox = Sandbox::new();
    let mut pty = choosing(&sandbox, LINES, "");
    pty.wait_text("4 lines");
    pty.send("zzz");
    pty.wait_text("Nothing matches \"zzz\"");
    pty.send("<Enter>");
    check(&sandbox, pty, 1, "");
    let sandbox = Sandbox::new();
    let mut pty = choosing(&sandbox, "true", "");
    pty.wait_text("No lines");
    pty.send("<C-h><Tab><Enter>");
    check(&sandbox, pty, 1, "");
}

#[test]
fn the_only_line_needs_no_screen() {
    let sandbox = Sandbox::new();
    let pty = choosing(&sandbox, LINES, "--select-1 --query bjdx");
    let output = pty.end_well();
    assert_eq!(output, "code 0\r\n");
    let mut pty = choosing(&sandbox, LINES, "--select-1 --query 会学 --nth 1");
    pty.wait_text("Nothing matches");
    pty.send("<C-u>会");
    wait_chosen(&pty, "美朝会晤");
    pty.send("<Enter>");
    check(&sandbox, pty, 0, "美朝会晤\n");
}

#[test]
fn lines_come_while_the_screen_is_up() {
    let sandbox = Sandbox::new();
    sandbox.run_shell("mkfifo pipe").ok();
    let producer = "{ echo 美朝; read line < pipe; echo 北京; }";
    let mut pty = choosing(&sandbox, producer, "");
    pty.wait_text("1 line");
    pty.send("bei");
    pty.wait_text("Nothing matches \"bei\"");
    std::fs::write(sandbox.path("pipe"), "\n").unwrap();
    wait_chosen(&pty, "北京");
    pty.send("<Enter>");
    check(&sandbox, pty, 0, "北京\n");
}

#[test]
fn what_is_no_query_is_said_and_not_accepted() {
    let sandbox = Sandbox::new();
    let mut pty = choosing(&sandbox, LINES, "");
    pty.wait_text("4 lines");
    pty.send("is:x");
    pty.wait_text("a line has no fields");
    pty.send("<Enter><C-u>ABC");
    wait_chosen(&pty, "ＡＢＣ");
    pty.send("<Enter>");
    check(&sandbox, pty, 0, "ＡＢＣ\n");
}

#[test]
fn fields_are_matched_on_the_screen_too() {
    let sandbox = Sandbox::new();
    let mut pty = choosing(&sandbox, r"printf 'bj 1\n1 北京\n'", "--nth 2 -q bj");
    pty.wait_text("1 of 2");
    wait_chosen(&pty, "1 北京");
    pty.send("<Enter>");
    check(&sandbox, pty, 0, "1 北京\n");
}

#[test]
fn standard_input_must_not_be_the_terminal() {
    let sandbox = Sandbox::new();
    for args in [&["filter", "x"][..], &["filter", "--interactive"]] {
        let (life, output) = Pty::start(&sandbox, args).end();
        assert_eq!(life, Life::Exited(2));
        assert!(output.starts_with("yue: -: "), "{output:?}");
    }
}

#[test]
fn what_matches_is_cleaned_for_a_terminal() {
    let sandbox = Sandbox::new();
    let line = r#"printf '  \033]0;x\007美朝\r\n' | "$YUE" filter mc"#;
    assert_eq!(Pty::shell(&sandbox, line).end_well(), "  美朝\r\n");
}
