//! Where articles come from, and what goes wrong with them.

use super::wait_list;
use crate::library::{hostile_article, library, plain_article};
use crate::pty::{Life, Pty};
use crate::sandbox::Sandbox;

#[test]
fn standard_input_is_read_while_keys_come_from_the_terminal() {
    let sandbox = Sandbox::new();
    sandbox.write("a.txt", plain_article("河边旧书摊记事", 30));
    let mut pty = Pty::shell(&sandbox, r#"cat a.txt | "$YUE" -"#);
    pty.wait_text("河边旧书摊记事");
    pty.wait_text("第 1段");
    pty.send("G");
    pty.wait_text("第 30 段");
    pty.send("Q");
    pty.end_well();
}

#[test]
fn a_pipe_that_never_ends_shows_what_came_and_is_left_at_once() {
    let sandbox = Sandbox::new();
    let mut pty = Pty::shell(&sandbox, r#"yes 永远不停的一行字 | "$YUE" -"#);
    pty.wait_text("永远不停的一行字");
    pty.send("Q");
    pty.end_well();
}

#[test]
fn one_file_opens_in_the_page() {
    let sandbox = Sandbox::new();
    sandbox.write("a.txt", plain_article("河边旧书摊记事", 30));
    let mut pty = Pty::start(&sandbox, &["a.txt"]);
    pty.wait_text("第 1段");
    pty.send("G");
    pty.wait_text("第 30 段");
    pty.send("<Home>");
    pty.wait_text("第 1段");
    pty.send("Q");
    pty.end_well();
}

#[test]
fn a_hostile_article_is_harmless() {
    let sandbox = Sandbox::new();
    sandbox.write("a.txt", hostile_article());
    let mut pty = Pty::start(&sandbox, &["--force", "a.txt"]);
    pty.wait_text("第一段在毒物之前");
    for keys in ["<Space>", "<Space>", "G"] {
        pty.send(keys);
    }
    pty.wait_text("末段在毒物之后");
    pty.send("\\");
    pty.wait_text("Source text");
    pty.send("<Home>G");
    pty.wait_text("末段在毒物之后");
    pty.send("Q");
    pty.end_well();
}

#[test]
fn hostile_names_are_harmless() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "lib/x\u{1b}]0;y\u{7}\u{202e}z.txt",
        "安全的标题在此\n\n正文。\n",
    );
    sandbox.write("lib/b.txt", "第二篇的标题在此\n\n正文。\n");
    let mut pty = Pty::start(&sandbox, &["lib", "no\u{1b}[2Jfile"]);
    pty.wait_text("安全的标题在此");
    pty.wait_text("no such file");
    pty.send("Q");
    assert_eq!(pty.end().0, Life::Exited(2));
}

#[test]
fn a_missing_file_is_named_without_a_screen() {
    let sandbox = Sandbox::new();
    let pty = Pty::start(&sandbox, &["missing.txt"]);
    let (life, output) = pty.end();
    assert_eq!(life, Life::Exited(2));
    assert!(
        output.contains("missing.txt") && output.contains("no such file"),
        "{output:?}"
    );
    assert!(
        !output.contains('\x1b'),
        "the screen was never entered: {output:?}"
    );
}

#[test]
fn one_bad_source_leaves_the_others() {
    let sandbox = Sandbox::new();
    sandbox.write("a.txt", plain_article("河边旧书摊记事", 3));
    sandbox.write("b.txt", plain_article("山上的邮局", 3));
    let mut pty = Pty::start(&sandbox, &["a.txt", "missing.txt", "b.txt"]);
    pty.wait_text("河边旧书摊记事");
    pty.wait_text("山上的邮局");
    pty.wait_text("missing.txt");
    pty.send("Q");
    // The others were handled; the code tells that one was not.
    assert_eq!(pty.end().0, Life::Exited(2));
}

#[test]
fn odd_files_open() {
    let sandbox = Sandbox::new();
    sandbox.write("empty.txt", "");
    sandbox.write("nul.txt", b"\0\0\0\0abc\0\xff\xfe".repeat(1000));
    sandbox.write("line.txt", "长行的标题不在此处".repeat(200_000));
    for (name, text) in [
        ("empty.txt", "holds no text"),
        ("nul.txt", "abc"),
        ("line.txt", "长行的标题"),
    ] {
        let mut pty = Pty::start(&sandbox, &["--force", name]);
        pty.wait_text(text);
        pty.send("G<Home>G");
        pty.send("Q");
        pty.end_well();
    }
}

#[test]
fn a_mistake_in_the_config_is_named_and_the_rest_is_used() {
    let sandbox = Sandbox::new();
    sandbox.configure("mouse = false\nmesure = 60\n");
    // The list of a config without mistakes: that one complains about nothing.
    let entries = library(&Sandbox::new());
    let mut pty = Pty::start(&sandbox, &[]);
    wait_list(&pty, &entries);
    pty.wait_text("line 2");
    pty.wait_text("measure");
    pty.send("q");
    let output = pty.end_well();
    assert!(!output.contains("\x1b[?1000h"), "mouse = false was used");
}

#[test]
fn a_config_that_cannot_be_read_is_named_with_its_reason() {
    let sandbox = Sandbox::new();
    std::fs::create_dir_all(sandbox.config_dir().join("config.toml")).unwrap();
    let entries = library(&Sandbox::new());
    let mut pty = Pty::start(&sandbox, &[]);
    wait_list(&pty, &entries);
    pty.wait_text("is a folder");
    pty.send("q");
    pty.end_well();
}
