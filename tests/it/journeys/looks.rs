//! Setting the page by keys, and finding it so at the next start.

use crate::pty::Pty;
use crate::sandbox::Sandbox;

const STORY: &str = "鼠标和软件\n\n这里是第1段,讲的是软件,内存和鼠标(共3样),都在这里。\n\n\
    第二段也在这里。";

fn open(sandbox: &Sandbox) -> Pty {
    sandbox.write("story.txt", STORY);
    Pty::start(sandbox, &["story.txt"])
}

#[test]
fn a_look_set_by_keys_is_there_at_the_next_start() {
    let sandbox = Sandbox::new();
    sandbox.configure("ambiguous-width = \"narrow\"\n");
    let mut pty = open(&sandbox);
    pty.wait_text("第 1 段，讲的是软件，");
    pty.send("T");
    pty.wait_text("第 1 段,讲的是软件,");
    pty.send("ss");
    pty.wait_text("第1段,讲的是软件,");
    pty.send("tt");
    pty.wait_text("軟體,記憶體和滑鼠(共3樣)");
    pty.send("/記憶體<Enter>");
    pty.wait_text("Match 1 of 1");
    pty.send("--");
    pty.wait_text("64 columns");
    pty.send("Q");
    pty.end_well();
    let mut pty = open(&sandbox);
    pty.wait_text("第1段,講的是軟體,記憶體和滑鼠(共3樣)");
    // What the configuration says now goes first.
    pty.send("Q");
    pty.end_well();
    sandbox.configure("ambiguous-width = \"narrow\"\nscript = \"simplified\"\n");
    let mut pty = open(&sandbox);
    pty.wait_text("第1段,讲的是软件,");
    pty.send("Q");
    pty.end_well();
}

#[test]
fn pinyin_appears_above_the_text() {
    let sandbox = Sandbox::new();
    sandbox.configure("ambiguous-width = \"narrow\"\n");
    let mut pty = open(&sandbox);
    pty.wait_text("软件");
    pty.send("p");
    pty.wait_text("shǔ biāo");
    pty.send("st");
    pty.wait_text("shu3 biao1");
    pty.send("p");
    pty.wait_gone("shu3");
    pty.send("Q");
    pty.end_well();
}

#[test]
fn lines_run_down_and_paging_leftward() {
    let sandbox = Sandbox::new();
    sandbox.configure("ambiguous-width = \"narrow\"\n");
    let text = format!("标题\n\n{}", "这里是一段文字，讲完了就没有了。".repeat(300));
    sandbox.write("long.txt", text);
    let mut pty = Pty::start(&sandbox, &["long.txt"]);
    pty.wait_text("这里是一段文字");
    pty.send("|");
    // The headline stands at the right, one character below the other.
    pty.wait_rows("the headline at the right", |rows| {
        rows[0].trim_end().ends_with('标') && rows[1].trim_end().ends_with('题')
    });
    pty.send("<Space>");
    pty.wait_gone("标");
    pty.send("G");
    pty.wait_text("100 %");
    pty.send("g");
    pty.wait_text("标");
    pty.send("|");
    pty.wait_text("这里是一段文字");
    pty.send("Q");
    pty.end_well();
}

#[test]
fn an_article_keeps_the_language_it_was_given() {
    let sandbox = Sandbox::new();
    let mut pty = open(&sandbox);
    pty.wait_text("软件");
    pty.send("LLL");
    pty.wait_text("Language of this article: ja");
    pty.send("Q");
    pty.end_well();
    let mut pty = open(&sandbox);
    pty.wait_text("软件");
    pty.send("L");
    pty.wait_text("Language of this article: ko");
    pty.send("L");
    pty.wait_text("as detected");
    pty.send("Q");
    pty.end_well();
}
