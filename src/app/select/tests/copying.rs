//! What goes to the clipboard: the text as it was written, and where it is from.

use super::*;

#[test]
fn conversion_is_not_copied() {
    let text = "内存\n\n这台电脑的内存已满,软件打不开。\n";
    let mut play = reading(text, (80, 24));
    play.event(Event::LexiconLoaded(Lexicon::load(Part::Converter)));
    play.press("tt");
    let shown = play.reader().sheet.laid(0).unwrap().text("内存").to_owned();
    assert_ne!(shown, "内存");
    play.press("v");
    assert_eq!(
        play.selected(),
        "内存",
        "three characters for two are one stop"
    );
    play.press("j0vw").steps(&[]);
    play.press("0v$");
    assert_eq!(play.selected(), "这台电脑的内存已满,软件打不开。");
    // Both ends stay where they are in the source.
    let (anchor, caret) = {
        let selection = play.reader().selection.as_ref().unwrap();
        (selection.anchor, selection.caret)
    };
    play.press("t");
    let selection = play.reader().selection.as_ref().unwrap();
    assert_eq!((selection.anchor, selection.caret), (anchor, caret));
}

#[test]
fn readings_are_not_copied() {
    let text = "ルビの話\n\nこの<ruby>漢字<rt>かんじ</rt></ruby>は青空《あおぞら》だ。\n";
    let mut play = reading(text, (80, 24));
    // Not set above: the element is one stop, and the marked one is text.
    play.press("vj0llv$");
    assert_eq!(play.selected(), "漢字は青空《あおぞら》だ。");
    play.press("p");
    assert_eq!(play.selected(), "漢字は青空《あおぞら》だ。");
    play.press("0lll").steps(&[
        ("", "字"),
        ("l", "は"),
        ("l", "青"),
        ("h", "は"),
        ("h", "字"),
    ]);
    assert_eq!(play.selected(), "漢字");
}

#[test]
fn the_source_text_is_copied_with_its_lines() {
    let text = "标题\n\n第一段\n\n\n第二段。\n";
    let mut play = reading(text, (80, 24));
    play.keys("\\").press("v").steps(&[
        ("j", ""),
        ("j", "第"),
        ("w", "第"),
        ("{", "第"),
        ("}", "段"),
    ]);
    play.press("G");
    assert_eq!(play.selected(), "标题\n\n第一段\n\n\n第二段。\n");
    // The same text is on the page, in another view: so is the selection.
    play.keys("<Esc>").press("\\v");
    let built = play.answers();
    for event in built {
        play.event(event);
    }
    assert_eq!(play.reader().view(), View::Page);
    assert_eq!(play.selected(), "标");
}

#[test]
fn copying_without_selecting() {
    let mut play = reading(ZH, (80, 24));
    play.press("y");
    assert_eq!(play.copied(), Some("河内会晤"));
    assert_eq!(play.notice(), "notice-copied-headline");
    play.press("Y");
    assert_eq!(play.copied(), Some(ZH.trim_end()));
    assert_eq!(play.notice(), "notice-copied-article");
    play.event(Event::NotCopied);
    assert_eq!(play.notice(), "notice-copy-too-long");
    let mut play = reading("\n", (80, 24));
    play.press("yY");
    assert_eq!(
        (play.copied(), play.notice()),
        (None, "notice-copied-nothing")
    );
}

#[test]
fn a_quotation_names_its_source() {
    let mut play = reading(ZH, (80, 24));
    play.press("vjV}Y");
    let expected = "> 河内会晤\n>\n> 美朝领导人在河内会晤,双方非常满意。他说:“很好!”会后离开。\n>\n\
        > — 河内会晤, seed:甲\n";
    assert_eq!(play.copied(), Some(expected));
    assert_eq!(play.notice(), "notice-copied-quotation");
    let article = ingest::article("标题", Source::Stdin, Vec::new(), TextForm::Clean);
    assert_eq!(
        copied::quotation("甲\n\n乙\n", &article),
        "> 甲\n>\n> 乙\n>\n> — 标题\n"
    );
}

#[test]
fn a_part_is_not_copied_for_the_whole() {
    let mut play = Play::new(&["甲"]);
    play.press("<Enter>");
    let Some(Effect::LoadArticle { era, .. }) = play.asked.pop_back() else {
        panic!("nothing is opened");
    };
    play.event(loaded(era, "甲", false)).press("Y");
    assert_eq!(
        (play.copied(), play.notice()),
        (None, "notice-article-incomplete")
    );
    play.event(loaded(era, "甲", true)).press("Y");
    let copied = play.copied().unwrap();
    assert!(
        copied.contains("第30段") && !copied.contains("更多"),
        "{copied}"
    );
}
