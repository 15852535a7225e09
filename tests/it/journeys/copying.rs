//! Selecting text and copying it: to the terminal, and to a program.

use std::sync::mpsc::channel;
use std::time::Duration;

use crate::library::plain_article;
use crate::pty::Pty;
use crate::sandbox::Sandbox;

const ARTICLE: &str = "東京の天気\n\n今日はカレーを食べた,そして\"寝た\"。\n\n明日もたぶん。\n";

#[test]
fn two_words_go_to_the_clipboard() {
    let sandbox = Sandbox::new();
    sandbox.write("a.txt", ARTICLE);
    let mut pty = Pty::start(&sandbox, &["a.txt"]);
    pty.wait_text("今日はカレー");
    pty.send("vjv");
    pty.wait_text("selecting 1 ");
    // The cursor of the terminal stands where the selection grows.
    pty.wait("the cursor", |screen| !screen.hide_cursor());
    pty.send("ee");
    pty.wait_text("selecting 3 ");
    pty.send("y");
    pty.wait_copied("今日は");
    pty.wait_text("Copied 3 characters");
    pty.wait("no cursor", vt100::Screen::hide_cursor);
    // As it was written: marks in half width, no line ends of the page.
    pty.send("Y");
    pty.wait_copied(ARTICLE.trim_end());
    pty.send("vjVY");
    pty.wait_copied(&format!(
        "> 東京の天気\n>\n> 今日はカレーを食べた,そして\"寝た\"。\n>\n> — 東京の天気, {}\n",
        sandbox.path("a.txt").canonicalize().unwrap().display()
    ));
    pty.wait_text("as a quotation");
    pty.send("v");
    pty.wait_text("selecting 1 ");
    pty.send("<Esc>");
    pty.wait_gone("selecting");
    pty.send("Q");
    pty.end_well();
}

#[test]
fn a_program_takes_what_is_copied() {
    let sandbox = Sandbox::new();
    sandbox.write("a.txt", ARTICLE);
    // A pipe, so that the test waits for the program and not for time.
    sandbox.run_shell("mkfifo taken").ok();
    let path = sandbox.path("taken");
    sandbox.configure(&format!("copy-command = [\"tee\", {path:?}]\n"));
    let (sender, taken) = channel();
    std::thread::spawn(move || sender.send(std::fs::read_to_string(path)));
    let mut pty = Pty::start(&sandbox, &["a.txt"]);
    pty.wait_text("今日はカレー");
    pty.send("y");
    pty.wait_copied("東京の天気");
    let taken = taken.recv_timeout(Duration::from_secs(30)).unwrap();
    assert_eq!(taken.unwrap(), "東京の天気");
    pty.send("Q");
    pty.end_well();
}

#[test]
fn a_program_that_fails_is_named() {
    let sandbox = Sandbox::new();
    sandbox.write("a.txt", ARTICLE);
    sandbox.configure("copy-command = [\"no-such-program\"]\n");
    let mut pty = Pty::start(&sandbox, &["a.txt"]);
    pty.wait_text("今日はカレー");
    pty.send("y");
    pty.wait_copied("東京の天気");
    pty.wait_text("no-such-program has not taken");
    pty.send("Q");
    pty.end_well();
}

#[test]
fn too_long_for_the_terminal_is_said() {
    let sandbox = Sandbox::new();
    sandbox.write("a.txt", plain_article("河边旧书摊记事", 4_000));
    let mut pty = Pty::start(&sandbox, &["a.txt"]);
    pty.wait_text("第 1段");
    pty.wait_gone("opening");
    let before = pty.written();
    pty.send("Y");
    pty.wait_text("Too long for the terminal");
    assert!(pty.written() - before < 64 * 1024, "nothing was sent");
    pty.send("Q");
    pty.end_well();
}
