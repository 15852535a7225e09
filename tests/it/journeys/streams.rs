//! Sources that somebody still writes while they are read, piece by piece.

use std::fs::File;
use std::io::Write;

use crate::library::plain_article;
use crate::pty::Pty;
use crate::sandbox::Sandbox;

/// The status line while more may come.
const MORE: &str = "more to come";

/// The program in a shell line that reads the FIFO `pipe`, and what writes to that.
fn fed(sandbox: &Sandbox, line: &str) -> (Pty, File) {
    sandbox.run_shell("mkfifo pipe").ok();
    let pty = Pty::shell(sandbox, line);
    // Waits until somebody reads.
    let writer = File::options()
        .write(true)
        .open(sandbox.path("pipe"))
        .unwrap();
    (pty, writer)
}

#[test]
fn what_has_come_shows_before_the_end() {
    for line in [r#"exec "$YUE" - < pipe"#, r#"exec "$YUE" pipe"#] {
        let sandbox = Sandbox::new();
        let (mut pty, mut writer) = fed(&sandbox, line);
        writer.write_all(b"first paragraph\n\n").unwrap();
        pty.wait_text("first paragraph");
        pty.wait_text(MORE);
        // Keys are answered meanwhile.
        pty.send("?");
        pty.wait_text("Type to search");
        pty.send("<Esc>");
        pty.wait_gone("Type to search");
        writer
            .write_all("渡船靠岸，码头有雾。\n\n".as_bytes())
            .unwrap();
        pty.wait_text("渡船靠岸");
        pty.wait_text(MORE);
        // Cut within a character.
        let (before, behind) = "雾散了。\n".as_bytes().split_at(4);
        writer.write_all(before).unwrap();
        pty.wait_text("雾");
        writer.write_all(behind).unwrap();
        pty.wait_text("雾散了。");
        drop(writer);
        pty.wait_gone(MORE);
        // What is known of the whole alone.
        pty.wait_text("characters");
        pty.send("Q");
        pty.end_well();
    }
}

#[test]
fn the_place_stays_while_more_comes() {
    let sandbox = Sandbox::new();
    let (mut pty, mut writer) = fed(&sandbox, r#"exec "$YUE" - < pipe"#);
    let text = plain_article("河边旧书摊记事", 40);
    let (first, rest) = text.split_at(text.find("第20段").unwrap());
    let (second, third) = rest.split_at(rest.find("第30段").unwrap());
    writer.write_all(first.as_bytes()).unwrap();
    pty.wait_text("第 1段");
    let percent = |rows: &[String]| -> Option<u32> {
        let before = rows.last()?.split_once('%')?.0.trim();
        before.rsplit(' ').next()?.parse().ok()
    };
    for _ in 0..2 {
        let before = percent(&pty.rows()).unwrap();
        pty.send("<Space>");
        pty.wait_rows("the next page", |rows| {
            percent(rows).is_some_and(|now| now > before)
        });
    }
    let rows = pty.rows();
    let top = rows[..rows.len() - 2].to_vec();
    for piece in [second, third] {
        // As much of the text has been read as before, but of more.
        let before = percent(&pty.rows()).unwrap();
        writer.write_all(piece.as_bytes()).unwrap();
        pty.wait_rows("more text", |rows| {
            percent(rows).is_some_and(|now| now < before)
        });
        assert_eq!(pty.rows()[..top.len()], top);
    }
    drop(writer);
    pty.wait_gone(MORE);
    assert_eq!(pty.rows()[..top.len()], top);
    pty.send("G");
    pty.wait_text("第 40 段");
    pty.send("Q");
    pty.end_well();
}

#[test]
fn others_do_not_wait_for_what_comes_slowly() {
    let sandbox = Sandbox::new();
    sandbox.write("a.txt", plain_article("河边旧书摊记事", 3));
    let (mut pty, mut writer) = fed(&sandbox, r#"exec "$YUE" - a.txt < pipe"#);
    pty.wait_text("河边旧书摊记事");
    pty.send("<Enter>");
    pty.wait_text("第 1段");
    pty.send("h");
    writer
        .write_all("渡口的早晨\n\n船来。\n".as_bytes())
        .unwrap();
    drop(writer);
    // In the end the list has the order of the command line.
    pty.wait_rows("both in order", |rows| {
        let at = |text| rows.iter().position(|row| row.contains(text));
        at("渡口的早晨").is_some_and(|first| at("河边旧书摊记事") > Some(first))
    });
    pty.send("g<Enter>");
    pty.wait_text("船来。");
    pty.send("Q");
    pty.end_well();
}

#[test]
fn nothing_is_kept_of_what_has_hardly_begun() {
    let sandbox = Sandbox::new();
    let (mut pty, mut writer) = fed(&sandbox, r#"exec "$YUE" - < pipe"#);
    writer
        .write_all("渡口的早晨\n\n船来。\n".as_bytes())
        .unwrap();
    pty.wait_text("船来。");
    pty.send("b");
    pty.wait_text("Too little of the text has come");
    assert_eq!(sandbox.bookmarks(), "");
    drop(writer);
    // The length is known of the whole alone.
    pty.wait_text("characters");
    pty.send("b");
    pty.wait_text("✦");
    assert!(sandbox.bookmarks().contains("渡口的早晨"));
    pty.send("Q");
    pty.end_well();
}

#[test]
fn a_text_that_is_printed_is_read_whole() {
    let sandbox = Sandbox::new();
    let line = r#"(printf 'first\n\n'; printf 'second\n') | "$YUE" print -"#;
    assert_eq!(sandbox.run_shell(line).ok(), "first\n\n    second\n");
}
