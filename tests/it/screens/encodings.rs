//! The encodings to choose from (`c`), and what a page says of a guess.

use encoding_rs::{EUC_KR, GBK};

use super::{scene, scene_at};

const TEXT: &str = "摆渡人的账本\n\n码头上的老人把每天过河的人数记在一本旧账本里，风雨无阻。\n\n\
    账本写满三十册的那年，对岸修起了桥，渡船再也没有客人。\n";

#[test]
fn the_encodings_to_choose_from() {
    scene("encodings", |yue| {
        let (bytes, _, _) = GBK.encode(TEXT);
        let source = yue.add("gbk.txt", &bytes);
        yue.open(&source);
        yue.keys("c");
    });
    scene_at("encodings-below", (40, 12), |yue| {
        let source = yue.add("a.txt", TEXT.as_bytes());
        yue.open(&source);
        yue.keys("cG");
    });
}

#[test]
fn a_guess_is_told_on_the_page() {
    scene("encoding-guessed", |yue| {
        let (bytes, _, _) = GBK.encode(TEXT);
        let source = yue.add("gbk.txt", &bytes);
        yue.open(&source);
    });
    scene_at("encoding-unsure", (80, 24), |yue| {
        let (bytes, _, _) = EUC_KR.encode("나루터의 장부\n\n강\n");
        let source = yue.add("short.txt", &bytes);
        yue.open(&source);
        yue.keys("<Esc><Enter>");
    });
    scene_at("encoding-fixed", (80, 24), |yue| {
        yue.open_seed("hanoi-summit");
        yue.keys("c");
    });
}

#[test]
fn the_source_text_shows_what_is_hidden() {
    scene_at("raw-hidden", (80, 24), |yue| {
        let text = "摆渡人的账本\r\n\r\n红\u{1b}[31m色\u{9b}\u{202e}倒\r单\u{7}独\u{feff}。\n";
        let source = yue.add("a.txt", text.as_bytes());
        yue.open(&source);
        yue.keys("\\");
    });
}
