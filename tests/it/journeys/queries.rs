//! What is typed at the prompt of the list: what is no query, what no one would
//! type, what was typed before, and keys of another layout.

use super::{records, started, wait_chosen, wait_list};
use crate::library::landmark;
use crate::pty::{Pty, keys};
use crate::sandbox::Sandbox;

/// Waits until the title line begins with `head` and ends with `tail`.
#[track_caller]
fn wait_head(pty: &Pty, head: &str, tail: &str) {
    pty.wait_rows(&format!("{head} and {tail}"), |rows| {
        rows[0].starts_with(head) && rows[0].ends_with(tail)
    });
}

/// Three articles in a list.
fn three(sandbox: &Sandbox) -> Pty {
    let text = ["渡口的灯塔", "山上的邮局", "雪夜的书店"].map(|name| records::line(name, "正文。"));
    sandbox.write("n.jsonl", text.concat());
    let pty = Pty::start(sandbox, &["n.jsonl"]);
    pty.wait_text("3 articles");
    pty
}

#[test]
fn what_is_no_query_says_why_and_leaves_the_last_result() {
    let sandbox = Sandbox::new();
    let mut pty = three(&sandbox);
    pty.send("/邮局");
    wait_head(&pty, "/ 邮局", "1 of 3");
    for (word, why) in [
        (
            " before:nonsense",
            "no date stands there (write 2018, 2018-06",
        ),
        (" on:2018-13", "no date stands there (write 2018, 2018-06"),
        (" is:x", "nothing can be asked for with is: but bookmarked"),
    ] {
        // Pasted: typed letter by letter, what comes before the colon is a query.
        pty.send_bytes(&keys::paste(word.as_bytes()));
        pty.wait_rows("why, below the prompt", |rows| {
            let said = format!("{}: {why}", word.trim());
            rows[1].contains(&said)
        });
        wait_head(&pty, &format!("/ 邮局{word}"), "1 of 3");
        wait_chosen(&pty, "山上的邮局");
        pty.send(&"<BS>".repeat(word.len()));
        pty.wait_rows("nothing is wrong any more", |rows| rows[1].is_empty());
        wait_head(&pty, "/ 邮局", "1 of 3");
    }
    // Kept like this, the reason stays with it; Esc gives the list back.
    pty.send_bytes(&keys::paste(b" is:x"));
    pty.send("<Enter>");
    pty.wait_text("filter \"邮局 is:x\"");
    pty.wait_rows("why still", |rows| rows[1].contains("is:x: nothing can"));
    pty.send("<Esc>");
    pty.wait_text("3 articles");
    pty.wait_rows("nothing is wrong any more", |rows| rows[1].is_empty());
    pty.send("Q");
    pty.end_well();
}

#[test]
fn no_query_is_too_odd() {
    let sandbox = Sandbox::new();
    let mut pty = three(&sandbox);
    pty.send("/");
    let paste = |pty: &mut Pty, text: &str| {
        pty.send("<C-u>");
        wait_head(pty, "/", "3 articles");
        pty.send_bytes(&keys::paste(text.as_bytes()));
    };
    for (query, found) in [
        ("邮 |", 1),
        ("| 邮", 1),
        ("邮 | | 灯", 2),
        ("| |", 3),
        ("!邮", 2),
        ("^山", 1),
        ("店$", 1),
        ("\u{301}\u{301}\u{301}", 0),
        ("o\u{301}\u{301}\u{200d}\u{fe0f}", 0),
        ("\u{1b}[2J邮\u{1b}]0;x\u{7}", 1),
        ("\u{7}邮\0", 0),
        ("\u{202e}邮\u{2066}", 1),
    ] {
        paste(&mut pty, query);
        pty.wait_rows(&format!("{found} for {query:?}"), |rows| {
            rows[0].ends_with(&format!("{found} of 3"))
        });
    }
    // Ten thousand characters, and as many words, typed at once.
    for query in [
        "山".repeat(10_000),
        "山 ".repeat(5_000),
        "山 | ".repeat(2_000) + "邮",
    ] {
        paste(&mut pty, &query);
        pty.wait_rows("the tail of the query", |rows| {
            let tail: String = query.trim_end().chars().rev().take(3).collect();
            let tail: String = tail.chars().rev().collect();
            rows[0].contains(&tail) && rows[0].ends_with(" of 3")
        });
        pty.send("<Home><End><BS>");
    }
    pty.send("<Esc>");
    pty.wait_text("3 articles");
    // Controls that no command has are not typed either.
    pty.send("/");
    pty.send_bytes(b"\x00\x1c\x1d\x1f");
    pty.send("邮");
    wait_head(&pty, "/ 邮", "1 of 3");
    pty.send("<Esc>");
    pty.wait_text("3 articles");
    pty.send("Q");
    pty.end_well();
}

#[test]
fn what_was_typed_is_taken_up_again_at_the_next_start() {
    let sandbox = Sandbox::new();
    let mut pty = three(&sandbox);
    for query in ["邮局", "灯塔"] {
        pty.send("/<C-u>");
        pty.send(query);
        wait_head(&pty, &format!("/ {query}"), "1 of 3");
        pty.send("<Enter>");
        pty.wait_text(&format!("filter \"{query}\""));
    }
    // What was given up is not remembered.
    pty.send("/<C-u>雪夜");
    wait_head(&pty, "/ 雪夜", "1 of 3");
    pty.send("<Esc>");
    pty.wait_text("filter \"灯塔\"");
    pty.send("Q");
    pty.end_well();
    let mut pty = Pty::start(&sandbox, &["n.jsonl"]);
    pty.wait_text("3 articles");
    pty.send("/书<C-p>");
    wait_head(&pty, "/ 灯塔", "1 of 3");
    wait_chosen(&pty, "渡口的灯塔");
    pty.send("<C-p>");
    wait_head(&pty, "/ 邮局", "1 of 3");
    wait_chosen(&pty, "山上的邮局");
    pty.send("<C-p><C-n><C-n>");
    wait_head(&pty, "/ 书", "1 of 3");
    wait_chosen(&pty, "雪夜的书店");
    pty.send("<Esc>");
    pty.wait_text("3 articles");
    // The search on a page has the same history.
    pty.send("<Enter>");
    pty.wait_text("正文");
    pty.send("/<C-p><Enter>");
    pty.wait_text("\"灯塔\" is not in this article");
    pty.send("Q");
    pty.end_well();
}

#[test]
fn keys_of_a_korean_layout_stand_for_their_own() {
    let sandbox = Sandbox::new();
    let (mut pty, entries) = started(&sandbox);
    pty.send("ㅓㅓ");
    wait_chosen(&pty, &landmark(&entries[2].headline));
    pty.send("ㅏ");
    wait_chosen(&pty, &landmark(&entries[1].headline));
    pty.send("ㅎ");
    wait_chosen(&pty, &landmark(&entries[0].headline));
    // At the prompt, which a full-width sign opens, they are what is typed.
    pty.send("／ㅁㄱ");
    pty.wait_rows("the letters", |rows| rows[0].contains("/ ㅁㄱ"));
    pty.send("<C-u><Esc>");
    wait_list(&pty, &entries);
    pty.wait_text("yue");
    pty.send("ㅂ");
    pty.end_well();
}
