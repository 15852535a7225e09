//! Texts in other encodings than UTF-8: told by themselves, guessed, or chosen.

use std::io::Write;
use std::process::Stdio;

use encoding_rs::{BIG5, EUC_KR, Encoding, GBK, ISO_2022_JP, SHIFT_JIS};

use crate::sandbox::Sandbox;

const CHINESE: &str = "摆渡人的账本\n\n码头上的老人把每天过河的人数记在一本旧账本里，风雨无阻。\n\n\
    账本写满三十册的那年，对岸修起了桥，渡船再也没有客人。\n";
const JAPANESE: &str = "渡し守の帳面\n\n港の老人は毎日川を渡る人の数を古い帳面に書きつけていた。雨の日も風の日も休まなかった。\n";
const KOREAN: &str = "나루터의 장부\n\n나루터의 노인은 날마다 강을 건너는 사람의 수를 낡은 장부에 적었다. 비가 와도 쉬지 않았다.\n";

fn written(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    let (bytes, _, lost) = encoding.encode(text);
    assert!(!lost);
    bytes.into_owned()
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// What `yue` with `args` prints of an input; its exit code must be 0.
#[track_caller]
fn piped(sandbox: &Sandbox, args: &[&str], input: &[u8]) -> Vec<u8> {
    let mut command = sandbox.command(args);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {error}");
    output.stdout
}

#[test]
fn texts_print_the_same_in_every_encoding() {
    let sandbox = Sandbox::new();
    let texts = [
        (CHINESE, written(CHINESE, GBK)),
        (CHINESE, wide(CHINESE)),
        (CHINESE, wide(&format!("\u{feff}{CHINESE}"))),
        (JAPANESE, written(JAPANESE, SHIFT_JIS)),
        (KOREAN, written(KOREAN, EUC_KR)),
    ];
    for (text, bytes) in texts {
        sandbox.write("utf-8.txt", text);
        sandbox.write("other.txt", &bytes);
        for args in [&["print"][..], &["print", "--raw"], &["list"]] {
            let of = |name| sandbox.run(&[args, &[name]].concat()).ok();
            assert_eq!(of("other.txt"), of("utf-8.txt"));
            let from_pipe = piped(&sandbox, &[args, &["-"]].concat(), &bytes);
            assert_eq!(String::from_utf8(from_pipe).unwrap(), of("utf-8.txt"));
        }
        let id = |name| sandbox.run(&["list", "--json", name]).json()[0]["id"].clone();
        assert_eq!(id("other.txt"), id("utf-8.txt"));
    }
}

#[test]
fn a_guess_is_told_in_json() {
    let sandbox = Sandbox::new();
    let warnings = |args: &[&str], bytes: &[u8]| {
        sandbox.write("a.txt", bytes);
        let run = sandbox.run(&[&["print", "--json", "a.txt"], args].concat());
        run.json()[0]["warnings"].clone()
    };
    let told = |code: &str| serde_json::json!([code]);
    assert_eq!(
        warnings(&[], &written(CHINESE, GBK)),
        told("encoding-guessed")
    );
    assert_eq!(
        warnings(&[], &written("老人记账", GBK)),
        told("encoding-unsure")
    );
    let chosen = warnings(&["--encoding", "gbk"], &written(CHINESE, GBK));
    assert_eq!(chosen, serde_json::json!([]));
    let wrong = warnings(&["--encoding", "utf-8"], &written(CHINESE, GBK));
    assert_eq!(wrong, told("invalid-utf8"));
    let wrong = warnings(&["--encoding", "big5"], &written(CHINESE, GBK));
    assert_eq!(wrong, told("invalid-encoding"));
}

#[test]
fn an_encoding_is_chosen_by_name() {
    let sandbox = Sandbox::new();
    sandbox.write("jis.txt", written(JAPANESE, ISO_2022_JP));
    let print = |args: &[&str]| sandbox.run(&[args, &["jis.txt"]].concat());
    assert!(!print(&["print", "--raw"]).ok().contains("帳面"));
    for name in ["iso-2022-jp", "ISO2022JP", "jis"] {
        let text = print(&["print", "--raw", "--encoding", name]).ok();
        assert_eq!(text.trim_end(), JAPANESE.trim_end(), "{name}");
    }
    let run = sandbox.run(&["print", "--encoding", "gkb", "jis.txt"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("the nearest is gbk"), "{run:?}");
}

#[test]
fn what_was_chosen_changes_no_id() {
    let sandbox = Sandbox::new();
    sandbox.write("a.txt", written(CHINESE, GBK));
    let id = |args: &[&str]| {
        let run = sandbox.run(&[&["list", "--json", "a.txt"], args].concat());
        run.json()[0]["id"].clone()
    };
    assert_eq!(id(&["--encoding", "big5"]), id(&[]));
    let print = sandbox.run(&["print", "--json", "--encoding", "big5", "a.txt"]);
    assert_eq!(print.json()[0]["id"], id(&[]));
}

#[test]
fn lines_are_cut_after_they_are_decoded() {
    let sandbox = Sandbox::new();
    // In UTF-16 the last byte of 上 (U+4E0A) is that of a line's end.
    let lines = "码头上上上\n第二行：渡船\n第三行：账本\n";
    let expected = lines;
    for bytes in [wide(lines), written(lines, GBK), lines.into()] {
        sandbox.write("l.txt", &bytes);
        assert_eq!(sandbox.run(&["list", "--lines", "l.txt"]).ok(), expected);
        let found = sandbox.run(&["list", "--lines", "--filter", "duchuan", "l.txt"]);
        assert_eq!(found.ok(), "第二行：渡船\n");
        let found = piped(&sandbox, &["list", "--lines", "-"], &bytes);
        assert_eq!(String::from_utf8(found).unwrap(), expected);
        let found = sandbox.run(&["search", "--lines", "账本", "l.txt"]).ok();
        assert_eq!(found, "第三行：账本\t第三行：账本\n");
    }
}

#[test]
fn records_are_read_and_searched_in_their_encoding() {
    let sandbox = Sandbox::new();
    let lines = "{\"title\":\"桥面结冰\",\"body\":\"渡口停航两日，客船改走上游。\"}\n\
                 {\"title\":\"渡口重开\",\"body\":\"早班客船坐满了人，渡口的钟又响了。\"}\n";
    sandbox.write("utf-8.jsonl", lines);
    let print = |name: &str, args: &[&str]| {
        let text = sandbox.run(&[args, &[name]].concat()).ok();
        text.replace(name, "NAME")
    };
    for bytes in [written(lines, GBK), wide(&format!("\u{feff}{lines}"))] {
        sandbox.write("other.jsonl", &bytes);
        for args in [&["list"][..], &["print"], &["search", "客船"]] {
            assert_eq!(print("other.jsonl", args), print("utf-8.jsonl", args));
        }
    }
    sandbox.write(
        "jis.jsonl",
        written("{\"title\":\"港の老人\"}\n", ISO_2022_JP),
    );
    let args = ["list", "--encoding", "iso-2022-jp", "jis.jsonl"];
    assert_eq!(sandbox.run(&args).ok(), "港の老人\n");
}

#[test]
fn lines_that_match_are_printed_as_they_were_read() {
    let sandbox = Sandbox::new();
    let lines = "码头上的老人\n对岸修起了桥\n渡船没有客人\n";
    let found = written("对岸修起了桥\n", GBK);
    let bytes = written(lines, GBK);
    assert_eq!(piped(&sandbox, &["filter", "duian"], &bytes), found);
    let traditional = written("碼頭上的老人\n對岸修起了橋\n", BIG5);
    let args = ["filter", "--encoding", "big5", "duian"];
    let found = written("對岸修起了橋\n", BIG5);
    assert_eq!(piped(&sandbox, &args, &traditional), found);
    // What cannot be cut into lines as it is comes out as UTF-8.
    let found = "对岸修起了桥\n".as_bytes();
    assert_eq!(piped(&sandbox, &["filter", "duian"], &wide(lines)), found);
}

#[test]
fn what_is_no_text_is_named() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "a.txt",
        b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0binary \xff\xfe",
    );
    for args in [&["print", "a.txt"][..], &["list", "a.txt"]] {
        let line = sandbox.run(args).error(2, "a.txt");
        assert!(
            line.contains("not text") && line.ends_with("[E65]"),
            "{line}"
        );
        assert!(line.contains("--force"), "{line}");
    }
    let text = sandbox.run(&["print", "--force", "a.txt"]).ok();
    assert!(text.contains("binary"), "{text:?}");
    sandbox.write("b.txt", CHINESE);
    let run = sandbox.run(&["list", "a.txt", "b.txt"]);
    assert_eq!(run.stdout, "摆渡人的账本\n");
}
