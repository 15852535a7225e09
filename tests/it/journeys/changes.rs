//! Files and folders that change on disk while they are read.

use std::fs::{File, remove_file, rename};
use std::io::Write;

use super::wait_chosen;
use crate::library::plain_article;
use crate::pty::Pty;
use crate::sandbox::Sandbox;

/// Some pages further on.
pub(super) fn go_down(pty: &mut Pty) {
    // An answer to a key comes after all those before it.
    pty.send("<Space><Space>}x");
    pty.wait_text("does nothing here");
    pty.send("}");
    pty.wait_gone("does nothing here");
}

/// The number of the first paragraph that shows, by its row.
fn first_paragraph(pty: &Pty) -> (usize, String) {
    let rows = pty.rows();
    let found = rows.iter().enumerate().find(|(_, row)| row.contains('段'));
    let (row, text) = found.unwrap();
    (row, text.trim().to_owned())
}

#[test]
fn an_article_that_is_replaced_keeps_its_place() {
    let sandbox = Sandbox::new();
    let before = plain_article("河边旧书摊记事", 60);
    let path = sandbox.write("a.txt", &before);
    let mut pty = Pty::start(&sandbox, &["a.txt"]);
    pty.wait_text("第 1段");
    go_down(&mut pty);
    let place = first_paragraph(&pty);
    // Another file takes its place, longer at the beginning.
    let new = sandbox.write("new", before.replacen("\n\n", "\n\n从前的第一段。\n\n", 1));
    rename(new, &path).unwrap();
    pty.wait_text("was read again");
    assert_eq!(first_paragraph(&pty), place);
    pty.send("g");
    pty.wait_text("从前的第一段");
    // It goes, and what was loaded stays; it comes back.
    remove_file(&path).unwrap();
    pty.wait_text("is gone");
    pty.wait_text("从前的第一段");
    sandbox.write(
        "a.txt",
        before.replacen("\n\n", "\n\n回来的第一段。\n\n", 1),
    );
    pty.wait_text("回来的第一段");
    pty.send("Q");
    pty.end_well();
}

#[test]
fn a_log_that_grows_grows_on_the_page() {
    let sandbox = Sandbox::new();
    let path = sandbox.write("a.txt", "值班日志\n\n零点一切正常。\n");
    let mut pty = Pty::start(&sandbox, &["a.txt"]);
    pty.wait_text("零点一切正常");
    let row = pty.row_of("零点");
    let mut log = File::options().append(true).open(path).unwrap();
    for hour in ["一点下起雨来。", "两点雨停了。"] {
        writeln!(log, "\n{hour}").unwrap();
        pty.wait_text(hour);
    }
    assert_eq!(pty.row_of("零点"), row);
    pty.send("Q");
    let output = pty.end_well();
    assert!(!output.contains("read again"), "growing is no news");
}

#[test]
fn a_folder_gains_and_loses_files() {
    let sandbox = Sandbox::new();
    sandbox.write("news/a.txt", "城门开了\n\n一早就开了。\n");
    sandbox.write("news/c.txt", "山路通了\n\n下午通的。\n");
    let mut pty = Pty::start(&sandbox, &["news"]);
    pty.wait_text("山路通了");
    pty.send("j");
    wait_chosen(&pty, "山路通了");
    sandbox.write("news/b.txt", "河水涨了\n\n涨了两尺。\n");
    pty.wait_text("河水涨了");
    wait_chosen(&pty, "山路通了");
    // In a folder that was not there before, too.
    sandbox.write("news/sub/d.txt", "雪化了\n\n化得很快。\n");
    pty.wait_text("雪化了");
    // The chosen one gets another headline, and stays chosen.
    sandbox.write("news/c.txt", "山路又断了\n\n夜里断的。\n");
    wait_chosen(&pty, "山路又断了");
    remove_file(sandbox.path("news/a.txt")).unwrap();
    pty.wait_gone("城门开了");
    wait_chosen(&pty, "山路又断了");
    pty.send("/河水");
    pty.wait_gone("山路又断了");
    sandbox.write("news/e.txt", "河水退了\n\n退得很慢。\n");
    pty.wait_text("河水退了");
    pty.send("<Enter>Q");
    pty.end_well();
}

#[test]
fn a_file_of_articles_that_is_written_anew_is_listed_anew() {
    let sandbox = Sandbox::new();
    let line = |headline: &str| super::records::line(headline, "正文在这里。");
    sandbox.write("n.jsonl", [line("渡口的灯塔"), line("山上的邮局")].concat());
    let mut pty = Pty::start(&sandbox, &["n.jsonl"]);
    pty.wait_text("山上的邮局");
    pty.send("j");
    let new = [line("雪夜的书店"), line("渡口的灯塔"), line("山上的邮局")].concat();
    sandbox.write("n.jsonl", new);
    pty.wait_text("雪夜的书店");
    wait_chosen(&pty, "山上的邮局");
    pty.send("<Enter>");
    pty.wait_text("正文在这里");
    pty.send("Q");
    pty.end_well();
}
