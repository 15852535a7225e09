//! Files and streams of one headline a line (`--lines`).

use super::wait_chosen;
use crate::pty::Pty;
use crate::sandbox::Sandbox;

#[test]
fn a_file_of_headlines_is_a_list() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "l.txt",
        "美朝会晤\n北京大学\r\n同样的标题\n同样的标题\n同学会\n末行",
    );
    let mut pty = Pty::start(&sandbox, &["--lines", "l.txt"]);
    pty.wait_text("6 articles");
    wait_chosen(&pty, "美朝会晤");
    pty.send("/bjdx");
    pty.wait_rows("found by initials", |rows| rows[0].contains("1 of 6"));
    wait_chosen(&pty, "北京大学");
    // Equal lines are rows of their own, and the choice goes through both. (`同` alone
    // finds one more: so it is seen which result is there.)
    pty.send("<C-u>同样<Enter>");
    pty.wait_rows("both", |rows| rows[0].contains("2 of 6"));
    pty.wait_text("1 of 2");
    pty.send("j");
    pty.wait_text("2 of 2");
    pty.send("<Enter>");
    pty.wait_gone("2 of 6");
    pty.wait_text("同样的标题");
    pty.send("h");
    pty.wait_text("2 of 2");
    pty.send("<Esc>");
    pty.wait_text("6 articles");
    pty.send("G");
    wait_chosen(&pty, "末行");
    pty.send("Q");
    pty.end_well();
}

#[test]
fn lines_of_any_kind_are_harmless() {
    let sandbox = Sandbox::new();
    let mut text = "第一行\n\n\n".as_bytes().to_vec();
    text.extend(b"nul\0and\0nul\n\x1b[31mred\x1b]0;title\x07 end\n\xff\xfe\xe4\xb8 bytes\n");
    text.extend("\u{202e}gnp.exe\u{2066}\n\u{301}\u{301}\u{301}\n\u{200b}\n".as_bytes());
    text.extend("长".repeat(1 << 20).bytes());
    text.extend("尾\n末行\n".as_bytes());
    sandbox.write("l.txt", text);
    let mut pty = Pty::start(&sandbox, &["--lines", "l.txt"]);
    pty.wait_text("11 articles");
    for (query, found) in [
        ("nul", "nul"),
        ("red", "red end"),
        ("bytes", "bytes"),
        ("gnp", "gnp.exe"),
    ] {
        pty.send("/<C-u>");
        pty.send(query);
        wait_chosen(&pty, found);
        pty.wait_rows("the only one", |rows| rows[0].contains("1 of 11"));
        pty.send("<Enter>");
        pty.wait_text("filter \"");
    }
    // A line of three megabytes opens as any other.
    pty.send("/<C-u>长长");
    wait_chosen(&pty, "长长长长");
    pty.send("<Enter><Enter>");
    pty.wait_text("One line is extremely long");
    pty.send("G");
    pty.wait_text("尾");
    pty.send("h");
    pty.wait_text("filter \"");
    // Each of them opens and closes again, also those with nothing in them.
    pty.send("<Esc>");
    pty.wait_text("11 articles");
    pty.send("g");
    pty.wait_text("1 of 11");
    for place in 2..=11 {
        pty.send("j");
        pty.wait_text(&format!("{place} of 11"));
        pty.send("<Enter>");
        pty.wait_gone("11 articles");
        pty.send("h");
        pty.wait_text("11 articles");
    }
    pty.send("Q");
    pty.end_well();
}

/// A stream is read once, also where it is the only or the first source; its lines
/// open as they show.
#[test]
fn a_stream_of_headlines_is_a_list_whose_rows_open() {
    let sandbox = Sandbox::new();
    sandbox.run_shell("mkfifo pipe").ok();
    for line in [
        r#"printf '长街上的灯\n\n雨中的桥\n' | "$YUE" --lines -"#,
        r#"printf '长街上的灯\n\n雨中的桥\n' > pipe & "$YUE" --lines pipe"#,
        r#"printf '长街上的灯\n\n' > pipe & echo 雨中的桥 | "$YUE" --lines pipe -"#,
    ] {
        let mut pty = Pty::shell(&sandbox, line);
        pty.wait_text("3 articles");
        wait_chosen(&pty, "长街上的灯");
        for place in ["1 of 3", "2 of 3", "3 of 3"] {
            pty.wait_text(place);
            pty.send("<Enter>");
            pty.wait_gone("3 articles");
            pty.send("h");
            pty.wait_text("3 articles");
            pty.send("j");
        }
        pty.send("<Enter>");
        pty.wait_gone("3 articles");
        pty.wait_text("雨中的桥");
        pty.send("Q");
        pty.end_well();
    }
}

#[test]
fn lines_show_before_the_stream_has_ended() {
    let sandbox = Sandbox::new();
    sandbox.run_shell("mkfifo pipe").ok();
    let line = r#"{ echo 长街上的灯; read go < pipe; echo 雨中的桥; } | "$YUE" --lines -"#;
    let mut pty = Pty::shell(&sandbox, line);
    pty.wait_text("长街上的灯");
    pty.send("<Enter>");
    pty.wait_text("长街上的灯");
    pty.send("h");
    wait_chosen(&pty, "长街上的灯");
    std::fs::write(sandbox.path("pipe"), "\n").unwrap();
    pty.wait_text("雨中的桥");
    pty.send("Q");
    pty.end_well();
}

/// What is typed while lines arrive holds for those that arrive.
#[test]
fn a_query_holds_for_what_arrives_behind_it() {
    let sandbox = Sandbox::new();
    sandbox.run_shell("mkfifo pipe").ok();
    sandbox.write("first.txt", "美朝会晤\n");
    let line =
        r#"{ read go < pipe; echo 北京大学; echo 上海; echo 北海; } | "$YUE" --lines first.txt -"#;
    let mut pty = Pty::shell(&sandbox, line);
    pty.wait_text("美朝会晤");
    pty.send("/bei");
    pty.wait_text("Nothing matches \"bei\"");
    std::fs::write(sandbox.path("pipe"), "\n").unwrap();
    pty.wait_rows("those that match of all", |rows| {
        let shown = |text: &str| rows.iter().any(|row| row.contains(text));
        rows[0].contains("2 of 4") && shown("北京大学") && shown("北海") && !shown("上海")
    });
    // The shorter of the two is the better match.
    wait_chosen(&pty, "北海");
    pty.send("<Enter>");
    pty.wait_text("filter \"bei\"");
    pty.send("<Esc>");
    pty.wait_text("4 articles");
    pty.send("Q");
    pty.end_well();
}
