//! Files of one article a line (JSON Lines): as they are, packed, damaged, and
//! changed behind the program's back.

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use serde_json::json;

use super::wait_chosen;
use crate::pty::{Life, Pty};
use crate::sandbox::Sandbox;

/// An article as one line.
pub(super) fn line(headline: &str, body: &str) -> String {
    let object = json!({ "headline": headline, "body": body });
    format!("{object}\n")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, CompressionLevel::Fastest)
}

/// Waits until the list shows these headlines and no other, in this order.
#[track_caller]
fn wait_rows(pty: &Pty, headlines: &[&str]) {
    pty.wait_rows(&format!("only {headlines:?}"), |rows| {
        let column = |row: &String| row.split(' ').next_back().unwrap().starts_with("n.jsonl");
        let shown: Vec<&String> = rows.iter().filter(|row| column(row)).collect();
        let same = shown.iter().zip(headlines);
        shown.len() == headlines.len() && same.into_iter().all(|(row, text)| row.contains(*text))
    });
}

/// Three articles in the words of three writers, with more than is read.
fn three() -> String {
    let objects = [
        json!({
            "headline": "渡口的灯塔", "date": "2018-06-03", "source": "江报",
            "url": "https://example.org/1", "weather": { "rain": [1, 2] },
            "body": "清晨的渡口有人点灯。\n\n灯塔是2018年6月1日修的。",
        }),
        json!({
            "title": "山上的邮局", "published": "2018-07-01T08:00:00Z",
            "source": { "name": "山报" }, "text": "邮局在山顶,邮差每天走两趟。", "n": null,
        }),
        json!({
            "headline": "", "title": "雪夜的书店", "time": 1_547_000_000,
            "content": ["第一段讲书店。", "第二段讲雪,2017年5月也下过。"], "body": 7,
        }),
    ];
    objects.iter().fold(String::new(), |mut all, object| {
        let _ = writeln!(all, "{object}");
        all
    })
}

#[test]
fn each_line_is_an_article_packed_or_not() {
    let text = three();
    for (name, bytes) in [
        ("n.jsonl", text.clone().into_bytes()),
        ("n.jsonl.gz", gzip(text.as_bytes())),
        ("n.jsonl.zst", zstd(text.as_bytes())),
    ] {
        let sandbox = Sandbox::new();
        sandbox.write(name, bytes);
        let mut pty = Pty::start(&sandbox, &[name]);
        let all = ["渡口的灯塔", "山上的邮局", "雪夜的书店"];
        wait_rows(&pty, &all);
        for (query, found) in [
            // Articles that mention a day of that month; their own dates.
            ("on:2018-06", &all[..1]),
            ("on:2017", &all[2..]),
            ("before:2018-06-30", &all[..1]),
            ("after:2018-06-30", &all[1..]),
            ("before:2018-12 after:2018-06-30", &all[1..2]),
            ("source:山报", &all[1..2]),
        ] {
            pty.send("/<C-u>");
            pty.send(query);
            wait_rows(&pty, found);
            pty.send("<Enter>");
            pty.wait_text("filter \"");
        }
        pty.send("<Esc>");
        wait_rows(&pty, &all);
        for (headline, texts) in [
            (all[2], &["第一段讲书店", "第二段讲雪"][..]),
            (all[1], &["邮差每天走两趟"]),
            (all[0], &["有人点灯", "日修的"]),
        ] {
            pty.send("g/<C-u>");
            pty.send(headline);
            wait_rows(&pty, &[headline]);
            pty.send("<Enter><Enter>");
            texts.iter().for_each(|text| pty.wait_text(text));
            pty.send("h");
            wait_rows(&pty, &[headline]);
        }
        pty.send("/<C-u><Tab>邮差");
        pty.wait_rows("the text around it", |rows| {
            let below = rows.iter().position(|row| row.contains(all[1]));
            let below = below.and_then(|at| rows.get(at + 1));
            below.is_some_and(|row| row.contains("邮局在山顶,邮差每天"))
        });
        pty.send("<Enter>");
        pty.wait_text("filter \"邮差\"");
        pty.send("<Enter>");
        pty.wait_text("Match 1 of 1");
        pty.send("Q");
        pty.end_well();
    }
}

#[test]
fn broken_lines_are_named_and_the_others_are_there() {
    let sandbox = Sandbox::new();
    let good = |headline: &str| line(headline, "正文。");
    let broken = "{\"headline\": \"没有\n[1, 2]\n\u{1b}[2J\n{\"url\": \"x\"}\n";
    let text = good("渡口的灯塔") + broken + "\n" + &good("山上的邮局") + "{}\n{}\n{}\n";
    sandbox.write("n.jsonl", text);
    let mut pty = Pty::start(&sandbox, &["n.jsonl"]);
    wait_rows(&pty, &["渡口的灯塔", "山上的邮局"]);
    // Five are named, the sixth and the seventh are counted.
    pty.wait_text("n.jsonl: 7 lines are no articles");
    pty.send("j<Enter>");
    pty.wait_text("正文");
    pty.send("Q");
    let (life, output) = pty.end();
    assert_eq!(life, Life::Exited(2));
    let said = output.rsplit("\x1b[?1049l").next().unwrap();
    let named: Vec<&str> = (1..=10)
        .map(|line| ["n.jsonl:", &line.to_string(), ":"].concat())
        .map(|place| if said.contains(&place) { "named" } else { "" })
        .collect();
    let expected = [
        "", "named", "named", "named", "named", "", "", "named", "", "",
    ];
    assert_eq!(named, expected, "{said}");
    assert!(
        said.contains("n.jsonl: more lines are no articles, 2"),
        "{said}"
    );
}

#[test]
fn dates_of_an_article_among_many_lead_to_their_paragraphs() {
    let sandbox = Sandbox::new();
    let body = "河边的旧书摊清晨就开张。\n\n".repeat(30)
        + "灯塔是2018年6月12日修的。\n\n1954年7月就有了。";
    sandbox.write(
        "n.jsonl",
        line("山上的邮局", "邮局。") + &line("渡口的灯塔", &body),
    );
    let mut pty = Pty::start(&sandbox, &["n.jsonl"]);
    pty.wait_text("2 articles");
    pty.send("j<Enter>");
    pty.wait_text("characters ∙ about");
    pty.send("d");
    pty.wait_text("Dates in this article");
    pty.wait_rows("in the order of time", |rows| {
        let at = |text: &str| rows.iter().position(|row| row.contains(text));
        at("1954-07").is_some_and(|first| at("2018-06-12").is_some_and(|then| first < then))
    });
    pty.send("g");
    wait_chosen(&pty, "1954-07");
    pty.send("j");
    wait_chosen(&pty, "2018-06-12");
    pty.send("<Enter>");
    pty.wait_gone("Dates in this article");
    pty.wait_text("12 日修的");
    pty.send("h");
    wait_chosen(&pty, "渡口的灯塔");
    pty.send("k<Enter>");
    pty.wait_text("characters ∙ about");
    pty.send("d");
    pty.wait_text("This article mentions no dates");
    pty.send("Q");
    pty.end_well();
}

#[test]
fn line_ends_of_other_systems_and_long_lines_do_no_harm() {
    let sandbox = Sandbox::new();
    let long = line(
        "长卷",
        &("岸上的酒旗在风里翻动。".repeat(100_000) + "卷末。"),
    );
    let poison = "\u{1b}[2J\u{202e}\0\u{7}";
    let text = ["\u{feff}", &line("渡口的灯塔", "灯。"), "\n \n", &long];
    let last = line(&format!("雪夜{poison}的书店"), &format!("书{poison}。"));
    let text = text.concat().replace('\n', "\r\n") + last.trim_end();
    sandbox.write("n.jsonl", text);
    let mut pty = Pty::start(&sandbox, &["n.jsonl"]);
    wait_rows(&pty, &["渡口的灯塔", "长卷", "雪夜"]);
    for (headline, text) in [("长卷", "酒旗"), ("雪夜", "书")] {
        pty.send("j");
        wait_chosen(&pty, headline);
        pty.send("<Enter>");
        pty.wait_text("characters ∙ about");
        pty.wait_text(text);
        pty.send("h");
        wait_chosen(&pty, headline);
    }
    // The end of a megabyte is found and reached.
    pty.send("/<Tab>卷末");
    pty.wait_rows("the end of the long one", |rows| {
        rows[0].ends_with("1 of 3")
    });
    wait_chosen(&pty, "长卷");
    pty.send("<Enter>");
    pty.wait_text("filter \"卷末\"");
    pty.send("<Enter>");
    pty.wait_text("Match 1 of 1");
    pty.wait_text("卷末。");
    pty.send("Q");
    pty.end_well();
}

/// Articles that do not pack well.
fn many(count: u32) -> String {
    let mut seed = 7_u32;
    let mut text = String::new();
    for n in 1..=count {
        let mut body = String::new();
        for _ in 0..20 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let _ = write!(body, "{seed:x}信");
        }
        text += &line(&format!("第{n}号来信"), &body);
    }
    text
}

#[test]
fn a_packed_file_that_breaks_off_gives_what_comes_before() {
    let text = many(3000);
    for (name, packed) in [
        ("n.jsonl.gz", gzip(text.as_bytes())),
        ("n.jsonl.zst", zstd(text.as_bytes())),
    ] {
        let sandbox = Sandbox::new();
        sandbox.write(name, &packed[..packed.len() / 2]);
        let mut pty = Pty::start(&sandbox, &[name]);
        pty.wait_text("第1号来信");
        pty.wait_text("is cut short or damaged");
        pty.send("<Enter>");
        pty.wait_text("characters ∙ about");
        pty.send("h");
        pty.wait_text("第1号来信");
        pty.send("G");
        pty.wait_gone("第1号来信");
        pty.wait_rows("the last row that is whole", |rows| {
            let last = rows.iter().rev().find(|row| row.contains("号来信"));
            last.is_some_and(|row| row.starts_with('❯'))
        });
        pty.send("<Enter>");
        pty.wait_text("characters ∙ about");
        pty.send("Q");
        let (life, output) = pty.end();
        assert_eq!(life, Life::Exited(2));
        let said = output.rsplit("\x1b[?1049l").next().unwrap();
        let why = format!("{name}: the file breaks off or is damaged");
        assert!(said.contains(&why), "{said}");
    }
}

#[test]
fn a_file_that_has_changed_is_listed_anew_and_what_is_gone_says_so() {
    let sandbox = Sandbox::new();
    let before =
        line("渡口的灯塔", "灯。") + &line("山上的邮局", "信。") + &line("雪夜的书店", "书。");
    let path = sandbox.write("n.jsonl", &before);
    let all = ["渡口的灯塔", "山上的邮局", "雪夜的书店"];
    let mut pty = Pty::start(&sandbox, &["n.jsonl"]);
    wait_rows(&pty, &all);
    pty.send("j");
    // Other articles in its place, which begin where those did.
    let other = before.replace("渡口", "山口").replace("山上", "山下");
    std::fs::rename(sandbox.write("other", other), &path).unwrap();
    wait_rows(&pty, &["山口的灯塔", "山下的邮局", "雪夜的书店"]);
    // Another file in its place, whose lines begin elsewhere.
    let other = line("另一个标题,比先前的长", "别的正文。").repeat(9);
    std::fs::rename(sandbox.write("other", other), &path).unwrap();
    wait_rows(&pty, &["另一个标题"]);
    std::fs::write(&path, &before).unwrap();
    wait_rows(&pty, &all);
    // Nothing in it can be read: what was listed stays, and is not there.
    std::fs::write(&path, "{}\n").unwrap();
    pty.wait_text("what was loaded stays");
    pty.send("G<Enter>");
    pty.wait_text("the file has changed since");
    wait_chosen(&pty, "雪夜的书店");
    std::fs::remove_file(&path).unwrap();
    pty.wait_text("is gone");
    pty.send("k<Enter>");
    pty.wait_text("no such file or folder");
    wait_rows(&pty, &all);
    // Emptied, as many programs do before they write: it stays, too.
    std::fs::write(&path, "").unwrap();
    pty.wait_text("nothing stands in it; what was loaded stays");
    wait_rows(&pty, &all);
    // As it was: it opens.
    std::fs::write(&path, &before).unwrap();
    pty.send("<Enter>");
    pty.wait_text("信。");
    pty.send("Q");
    pty.end_well();
}
