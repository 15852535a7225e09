//! The source in the editor: a script of the test, which looks at the terminal that it
//! gets, reads a line from it, and changes the file.

use rustix::process::Signal;

use super::changes::go_down;
use super::links::{lines, next, script};
use crate::library::plain_article;
use crate::pty::{Life, Pty};
use crate::sandbox::Sandbox;

const ARTICLE: &str = "城门\n\n第一段说城门。\n\n第二段说护城河。\n";

/// The program on `a.txt`, with the script as the editor, in place of the shell.
fn started(sandbox: &Sandbox, editor: &str) -> Pty {
    sandbox.write("a.txt", ARTICLE);
    let line = format!("stty -g >before; VISUAL='{editor}' exec \"$YUE\" a.txt");
    let pty = Pty::shell(sandbox, &line);
    pty.wait_text("第二段说护城河");
    pty
}

/// Waits until the terminal is the editor's, which says so.
#[track_caller]
fn wait_editor(pty: &Pty) {
    pty.wait_text("editing");
    pty.wait("the main screen", |screen| {
        !screen.alternate_screen() && !screen.hide_cursor()
    });
}

#[test]
fn the_editor_gets_the_terminal_and_the_article_is_read_again() {
    let sandbox = Sandbox::new();
    let text = "printf '%s\\n' $# \"$1\" >given\nstty -g >state\nstty raw -echo\n\
                stty sane\necho editing $(cat round)\nread line\nprintf '\\n%s\\n' \"$line\" >>\"$2\"\n\
                printf '%s\\n' \"$2\" >>given\nstty -icanon -echo -isig\n";
    let editor = script(&sandbox, "ed it", text);
    let mut pty = started(&sandbox, &format!("\"{editor}\" -w"));
    pty.resize((90, 20));
    for (line, round) in [("夜里又添了一段", "once"), ("清晨再添一段", "again")] {
        sandbox.write("round", round);
        pty.send("e");
        wait_editor(&pty);
        pty.wait_text(&format!("editing {round}"));
        // All of it is the editor's: none of these keys is ours.
        pty.send_bytes(format!("{line}Q\r").as_bytes());
        pty.wait("our screen", |screen| {
            screen.alternate_screen() && screen.hide_cursor()
        });
        pty.wait_text("第一段说城门");
    }
    let read = |name: &str| std::fs::read_to_string(sandbox.path(name)).unwrap();
    assert_eq!(
        read("state"),
        read("before"),
        "the terminal as it was found"
    );
    let path = sandbox.path("a.txt").canonicalize().unwrap();
    assert_eq!(read("given"), format!("2\n-w\n{}\n", path.display()));
    pty.send("Q");
    pty.end_well();
}

#[test]
fn an_editor_that_is_missing_or_fails_is_named() {
    let sandbox = Sandbox::new();
    let mut pty = started(&sandbox, "no-such-editor");
    pty.send("e");
    pty.wait_text("no-such-editor: the editor has failed");
    pty.send("Q");
    pty.end_well();
    let editor = script(&sandbox, "broken", "echo editing; exit 3\n");
    let mut pty = started(&sandbox, &editor);
    pty.send("e");
    pty.wait_text("exit status: 3");
    pty.send("Q");
    pty.end_well();
}

#[test]
fn keys_that_end_the_editor_do_not_end_us() {
    let sandbox = Sandbox::new();
    let editor = script(&sandbox, "ed", "echo editing\nread line\n");
    for key in ["\x03", "\x1c"] {
        let mut pty = started(&sandbox, &editor);
        pty.send("e");
        wait_editor(&pty);
        pty.send_bytes(key.as_bytes());
        pty.wait_text("the editor has failed");
        pty.send("Q");
        pty.end_well();
    }
}

#[test]
fn a_stop_stops_both_and_both_go_on() {
    let sandbox = Sandbox::new();
    let editor = script(
        &sandbox,
        "ed",
        "echo editing\nread line\necho \"$line\" >>a.txt\n",
    );
    sandbox.write("a.txt", ARTICLE);
    let env = [("VISUAL", editor.as_str())];
    let mut pty = Pty::start_with(&sandbox, &["a.txt"], (80, 24), &env);
    pty.wait_text("第二段说护城河");
    pty.send("e");
    wait_editor(&pty);
    pty.signal(Signal::TSTP);
    pty.stopped();
    pty.signal(Signal::CONT);
    pty.send_bytes("又一段\r".as_bytes());
    pty.wait("our screen", vt100::Screen::alternate_screen);
    pty.wait_text("又一段");
    pty.send("Q");
    pty.end_well();
}

#[test]
fn a_signal_ends_us_and_the_editor() {
    let sandbox = Sandbox::new();
    let lines = lines(&sandbox, "ended");
    // With us the session ends, and that is told by SIGHUP.
    let text = "trap '' HUP\ntrap 'echo ended >ended; exit' TERM\necho editing\nread line\n";
    let editor = script(&sandbox, "ed", text);
    let mut pty = started(&sandbox, &editor);
    pty.send("e");
    wait_editor(&pty);
    pty.signal(Signal::TERM);
    assert_eq!(next(&lines), "ended");
    assert_eq!(pty.end().0, Life::Killed(15));
}

#[test]
fn the_place_is_kept_and_told_to_editors_that_know_lines() {
    let sandbox = Sandbox::new();
    sandbox.write("a.txt", plain_article("河边旧书摊记事", 60));
    let text = "echo \"$1\" >given\nprintf '首行\\n\\n' >new\ncat \"$2\" >>new\nmv new \"$2\"\n";
    std::fs::create_dir(sandbox.path("bin")).unwrap();
    let editor = script(&sandbox, "bin/vi", text);
    let mut pty = Pty::start_with(&sandbox, &["a.txt"], (80, 24), &[("EDITOR", &editor)]);
    pty.wait_text("第 1段");
    go_down(&mut pty);
    let rows = pty.rows();
    let top = rows
        .iter()
        .find(|row| row.contains('段'))
        .unwrap()
        .trim()
        .to_owned();
    pty.send("e");
    pty.wait_text("was read again");
    let again = pty.rows();
    assert!(
        again
            .iter()
            .find(|row| row.contains('段'))
            .unwrap()
            .contains(&top),
        "{again:?}"
    );
    let given = std::fs::read_to_string(sandbox.path("given")).unwrap();
    let line: usize = given.trim().strip_prefix('+').unwrap().parse().unwrap();
    assert!(line > 20, "{line}");
    pty.send("Q");
    pty.end_well();
}

#[test]
fn what_is_no_file_is_not_edited() {
    let sandbox = Sandbox::new();
    let mut pty = Pty::start(&sandbox, &["seed:hanoi-summit"]);
    pty.wait_text("help");
    pty.send("e");
    pty.wait_text("no file of its own");
    pty.send("Q");
    pty.end_well();
}
