//! The page in each look that keys can give it.

use super::headless::Headless;
use super::scene;

fn seed(name: &'static str, keys: &'static str) -> impl Fn(&mut Headless) {
    move |yue: &mut Headless| {
        yue.open_seed(name);
        yue.keys(keys);
    }
}

#[test]
fn readings_stand_above() {
    scene("look-pinyin", seed("hanoi-summit", "p"));
    scene(
        "look-pinyin-numbers-rare",
        seed("hanoi-summit", "pstsrsrsr"),
    );
    scene("look-kana", |yue| {
        let text = "春の空\n\n春《はる》の青空《あおぞら》を、｜渡り鳥《わたりどり》が北へ向かう。\
            <ruby>信濃川<rt>しなのがわ</rt></ruby>は長い。";
        let source = yue.add("kana.txt", text.as_bytes());
        yue.open(&source);
        yue.keys("p");
    });
}

#[test]
fn lines_run_down() {
    scene("look-vertical", seed("hanoi-summit", "|"));
    scene("look-vertical-middle", seed("gyoto-kinsoku", "| j"));
    scene("look-vertical-related", seed("hanoi-summit", "|G<Tab>"));
    scene("look-vertical-find", seed("hanoi-summit", "|/会晤<Enter>"));
}

#[test]
fn scripts_and_marks() {
    scene("look-taiwan", seed("hanoi-summit", "tt"));
    scene("look-simplified", seed("jianti-fanti-punct", "t"));
    scene("look-marks-as-written", seed("hanoi-summit", "Tss"));
}

#[test]
fn room_between_lines_and_paragraphs() {
    scene("look-line-gap", seed("hanoi-summit", "sl"));
    scene("look-paragraphs-blank", seed("hanoi-summit", "sp"));
}

#[test]
fn matches_are_marked_in_what_is_shown() {
    scene("look-find", seed("hanoi-summit", "ttp/会晤<Enter>n"));
}
