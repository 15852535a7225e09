//! A text in another encoding than UTF-8, and choosing another one (`c`).

use encoding_rs::{BIG5, GBK};

use crate::pty::Pty;
use crate::sandbox::Sandbox;

fn text() -> String {
    let line = "码头上的老人把每天过河的人数记在一本旧账本里，风雨无阻，年年如此。";
    let body: Vec<String> = (1..=40).map(|n| format!("第{n}日：{line}\n")).collect();
    format!("摆渡人的账本\n\n{}", body.join("\n"))
}

#[test]
fn another_encoding_is_chosen_and_the_place_is_kept() {
    let sandbox = Sandbox::new();
    let text = text();
    let (bytes, _, _) = GBK.encode(&text);
    sandbox.write("a.txt", &bytes);
    let mut pty = Pty::start(&sandbox, &["a.txt"]);
    pty.wait_text("摆渡人的账本");
    pty.wait_text("GB18030");
    pty.wait_text("日：码头上的老人");
    // What it is not.
    pty.send("c");
    pty.wait_text("Read this article as");
    pty.send("j<Enter>");
    pty.wait_text("not Big5");
    pty.send("<Space><Space>");
    // And back to what it is, by itself.
    pty.send("c");
    pty.wait_text("Now read as Big5");
    pty.send("g<Enter>");
    pty.wait_text("日：码头上的老人");
    pty.wait_rows("a place behind the first", |rows| {
        rows.iter().all(|row| !row.contains("摆渡人的账本"))
    });
    pty.send("Q");
    pty.end_well();
}

#[test]
fn the_list_shows_the_headline_as_it_is_read() {
    let sandbox = Sandbox::new();
    let text = text();
    let (bytes, _, _) = GBK.encode(&text);
    sandbox.write("lib/a.txt", &bytes);
    sandbox.write("lib/b.txt", "渡口的灯塔\n\n夜里亮着。\n");
    let mut pty = Pty::start(&sandbox, &["lib"]);
    pty.wait_text("渡口的灯塔");
    pty.wait_text("摆渡人的账本");
    pty.send("<Enter>");
    pty.wait_text("日：码头上的老人");
    pty.send("c");
    pty.wait_text("Read this article as");
    pty.send("j<Enter>");
    pty.wait_text("not Big5");
    pty.send("q");
    pty.wait_text("渡口的灯塔");
    pty.wait_gone("摆渡人的账本");
    // It is the chosen one still.
    pty.send("<Enter>");
    pty.wait_gone("渡口的灯塔");
    pty.send("c");
    pty.wait_text("Now read as Big5");
    pty.send("g<Enter>");
    pty.wait_text("日：码头上的老人");
    pty.send("q");
    pty.wait_text("渡口的灯塔");
    pty.wait_text("摆渡人的账本");
    pty.send("Q");
    pty.end_well();
}

#[test]
fn an_encoding_is_given_when_the_program_starts() {
    let sandbox = Sandbox::new();
    let (bytes, _, _) = BIG5.encode("擺渡人的帳本\n\n碼頭上的老人。\n");
    sandbox.write("a.txt", &bytes);
    let mut pty = Pty::start(&sandbox, &["--encoding", "big5", "a.txt"]);
    pty.wait_text("擺渡人的帳本");
    pty.wait_text("碼頭上的老人");
    pty.send("Q");
    pty.end_well();
}

#[test]
fn the_source_text_shows_what_is_hidden() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "a.txt",
        "摆渡人的账本\n\n红\u{1b}[31m色\u{202e}倒\r单独。\n",
    );
    let mut pty = Pty::start(&sandbox, &["a.txt"]);
    pty.wait_text("摆渡人的账本");
    pty.send("\\");
    pty.wait_text("红^[[31m色\\u{202e}倒^M单独");
    pty.send("Q");
    pty.end_well();
}
