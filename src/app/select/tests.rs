use std::sync::Arc;

use super::*;
use crate::app::model::Leaving;
use crate::app::update::tests::{Play, loaded};
use crate::app::{Command, Context, Event, MouseKind};
use crate::article::Source;
use crate::ingest;
use crate::lexicon::Lexicon;
use crate::reader::{Page, View};
use crate::text::Clean;

const ZH: &str = "河内会晤\n\n美朝领导人在河内会晤,双方非常满意。他说:“很好!”会后离开。\n\n\
    越南外交部副部长发言,GDP增长6.5%。\n\n第三段。\n";

/// A text of many short paragraphs.
fn long() -> String {
    let body: Vec<String> = (1..60).map(|n| format!("第{n}段的文字。\n\n")).collect();
    format!("标题\n\n{}", body.concat())
}

/// An article on the page.
fn reading(text: &str, size: (u16, u16)) -> Play {
    let mut play = Play::new(&["甲"]);
    play.event(Event::Resized(size.0, size.1)).press("<Enter>");
    let Some(Effect::LoadArticle { era, source }) = play.asked.pop_back() else {
        panic!("nothing is opened");
    };
    let article = ingest::article(text, source, Vec::new());
    let page = Arc::new(Page::new(&article, View::Page));
    let article = Arc::new(article);
    play.event(Event::ArticleLoaded { era, article, page });
    play.asked.clear();
    play
}

impl Play {
    fn selected(&mut self) -> Clean {
        let reader = self.model.reader.as_mut().unwrap();
        let shown = reader.shown();
        let selection = reader.selection.clone().unwrap();
        let extent = selection.laid_extent(&mut reader.sheet, shown);
        copied::selected(&reader.sheet, &extent)
    }

    /// The text under the caret.
    fn under(&mut self) -> String {
        let reader = self.model.reader.as_mut().unwrap();
        let shown = reader.shown();
        let caret = reader.selection.as_ref().unwrap().caret;
        let sheet = &mut reader.sheet;
        let stop = Walk { sheet, shown }.spot(caret).unwrap().stop;
        reader.sheet.page.text.get(stop.span).unwrap().to_owned()
    }

    fn copied(&self) -> Option<&str> {
        self.asked.iter().rev().find_map(|effect| match effect {
            Effect::Copy(text) => Some(text.as_str()),
            _ => None,
        })
    }

    /// Each of these keys in turn, and what is under the caret then.
    #[track_caller]
    fn steps(&mut self, steps: &[(&str, &str)]) {
        for (at, (keys, under)) in steps.iter().enumerate() {
            self.press(keys);
            assert_eq!(self.under(), *under, "step {at}: {keys}");
        }
    }
}

#[test]
fn characters_and_lines() {
    let mut play = reading(ZH, (80, 24));
    play.steps(&[
        ("v", "河"),
        ("h", "河"),
        ("l", "内"),
        ("$", "晤"),
        // The line of facts holds no text; the indent is no text either.
        ("l", "美"),
        ("h", "晤"),
        ("j", "朝"),
        ("j", "南"),
        ("k", "朝"),
        ("0", "美"),
        ("G", "。"),
        ("k", "交"),
        ("g", "河"),
        ("k", "河"),
        ("G", "。"),
        ("j", "。"),
    ]);
    assert_eq!(play.selected(), ZH.trim_end());
    assert_eq!(play.model.context(), Context::Select);
    play.press("<Esc>");
    assert_eq!(play.model.context(), Context::Reader);
    assert_eq!(play.copied(), None);
}

#[test]
fn lines_keep_their_column_over_short_ones() {
    let text = format!(
        "标题\n\n{}\n\n短。\n\n{}\n",
        "一二三四五六七八".repeat(8),
        "甲乙丙丁戊己".repeat(8)
    );
    let mut play = reading(&text, (40, 24));
    play.press("vjlllllll")
        .steps(&[("", "八"), ("j", "二"), ("j", "四")]);
    let seven = play.under();
    play.press("jj").steps(&[("", "。")]);
    play.press("j");
    let below = play.under();
    play.steps(&[("k", "。"), ("j", &below)]);
    assert_ne!(seven, below);
    // A page of rows, and back.
    play.press("g<C-d><C-u>").steps(&[("", "标")]);
}

#[test]
fn words_are_those_of_the_dictionary_once_it_is_there() {
    let mut play = reading(ZH, (80, 24));
    play.press("vj0");
    // The text is Chinese: the dictionary was asked for.
    assert!(matches!(
        play.asked.back(),
        Some(Effect::LoadLexicon(Part::Reader))
    ));
    play.steps(&[("w", ","), ("b", "美")]);
    let sheet = play.reader().sheet.starts.clone().unwrap();
    play.event(Event::LexiconLoaded(Lexicon::load(Part::Reader)));
    let same = Arc::ptr_eq(&sheet, play.reader().sheet.starts.as_ref().unwrap());
    assert!(same, "the page is not set anew");
    play.steps(&[
        ("w", "领"),
        ("w", "在"),
        ("w", "河"),
        ("e", "内"),
        ("e", "晤"),
        ("e", ","),
        ("b", "会"),
        ("bb", "在"),
    ]);
    // Marks in a row are one word; the next paragraph follows.
    play.press(")").steps(&[
        ("", "。"),
        ("w", "他"),
        ("w", "说"),
        ("w", ":"),
        ("w", "很"),
        ("w", "好"),
        ("w", "!"),
    ]);
    play.press("}")
        .steps(&[("w", "越"), ("b", "。"), ("www", "副")]);
    play.press("}0")
        .steps(&[("$", "。"), ("b", "%"), ("b", "5")]);
}

#[test]
fn japanese_and_korean_words() {
    let mut play = reading(
        "東京の天気\n\n今日はカレーを食べた。明日も、たぶん。\n",
        (80, 24),
    );
    play.press("vj0").steps(&[
        ("w", "は"),
        ("w", "カ"),
        ("e", "ー"),
        ("w", "を"),
        (")", "。"),
        (")", "。"),
        ("(", "明"),
        ("(", "今"),
        ("(", "東"),
    ]);
    assert!(
        play.asked
            .iter()
            .all(|effect| !matches!(effect, Effect::LoadLexicon(_)))
    );
    let mut play = reading(
        "한글 줄\n\n비가 왔다. 눈도 왔다. Then it ended.\n",
        (80, 24),
    );
    play.press("vj0").steps(&[
        ("w", "왔"),
        ("e", "다"),
        ("w", "."),
        ("w", "눈"),
        (")", "."),
        (")", "."),
        ("b", "e"),
        ("(", "T"),
    ]);
}

#[test]
fn sentences_and_paragraphs() {
    let mut play = reading(ZH, (80, 24));
    play.press("vj0v)");
    assert_eq!(play.selected(), "美朝领导人在河内会晤,双方非常满意。");
    play.press(")");
    assert_eq!(
        play.selected(),
        "美朝领导人在河内会晤,双方非常满意。他说:“很好!”"
    );
    play.press("(v}");
    assert_eq!(play.selected(), "他说:“很好!”会后离开。");
    play.press("}");
    assert!(
        play.selected()
            .ends_with("\n\n越南外交部副部长发言,GDP增长6.5%。")
    );
    play.press("{")
        .steps(&[("", "越"), ("{", "美"), ("{", "河"), ("{", "河")]);
    play.press("}").steps(&[("", "晤"), ("}", "。")]);
}

#[test]
fn the_selection_has_two_ends() {
    let mut play = reading(ZH, (80, 24));
    play.press("vjllvl");
    assert_eq!(play.selected(), "领导");
    play.press("ohh");
    assert_eq!(play.selected(), "美朝领导");
    play.press("o").steps(&[("", "导")]);
    // Whole paragraphs, and characters again.
    play.press("V");
    assert_eq!(
        play.selected(),
        "美朝领导人在河内会晤,双方非常满意。他说:“很好!”会后离开。"
    );
    play.press("j");
    assert!(play.selected().ends_with("6.5%。"));
    play.press("kV");
    assert_eq!(play.selected(), "美朝领导");
    let mut play = reading(ZH, (80, 24));
    play.press("V");
    assert_eq!(play.selected(), "河内会晤");
}

#[test]
fn what_is_copied_was_written() {
    let mut play = reading(ZH, (40, 24));
    play.press("vj0vjjjy");
    let copied = play.copied().unwrap().to_owned();
    // Marks are shown full-width, lines are broken, gaps are inserted.
    assert!(
        copied.starts_with("美朝领导人在河内会晤,双方非常满意。他说:“很好!”会后离开。\n\n越南")
    );
    assert!(copied.contains("言,GDP增长"), "{copied}");
    assert_eq!(play.notice(), "notice-copied");
    assert_eq!(play.model.context(), Context::Reader);
    // In whatever form it is shown.
    for keys in ["T", "p", "|", "-", "sl", "ss"] {
        let mut play = reading(ZH, (40, 24));
        play.event(Event::LexiconLoaded(Lexicon::load(Part::Reader)));
        play.press(keys).press("gvG").press(keys).press("y");
        assert_eq!(play.copied().unwrap(), ZH.trim_end(), "{keys}");
    }
}

#[test]
fn conversion_is_not_copied() {
    let text = "内存\n\n这台电脑的内存已满,软件打不开。\n";
    let mut play = reading(text, (80, 24));
    play.event(Event::LexiconLoaded(Lexicon::load(Part::Converter)));
    play.press("tt");
    let shown = play
        .reader()
        .sheet
        .laid(0)
        .unwrap()
        .text("内存".into())
        .to_owned();
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
fn a_vertical_page_is_walked_as_the_eye_sees_it() {
    let mut play = reading(
        "直排\n\n甲乙丙丁戊己庚辛壬癸子丑寅卯\n\n12月OK吗\n",
        (40, 10),
    );
    play.press("|v").steps(&[
        ("", "直"),
        ("j", "排"),
        ("k", "直"),
        ("<Left>", "甲"),
        ("j", "乙"),
        ("h", "癸"),
        ("l", "乙"),
        ("<Right>", "排"),
        ("G", "吗"),
        ("0", "12"),
        ("j", "月"),
        ("j", "OK"),
        ("k", "月"),
        ("b", "12"),
    ]);
    play.press("vjjy");
    assert_eq!(play.copied(), Some("12月OK"));
}

#[test]
fn the_page_follows_the_caret() {
    let mut play = reading(&long(), (60, 12));
    let visible = |play: &mut Play| {
        let height = play.model.page_height();
        let reader = play.model.reader.as_mut().unwrap();
        let (shown, caret) = (reader.shown(), reader.selection.as_ref().unwrap().caret);
        let sheet = &mut reader.sheet;
        let spot = Walk { sheet, shown }.spot(caret).unwrap();
        let place = place_of(&mut reader.sheet, &spot);
        reader.is_visible(place, height)
    };
    play.press("v");
    for keys in [
        "jjjjjjjjjj",
        "<C-d>",
        "<PageDown>",
        "G",
        "kkkkkkkkkkkkkkk",
        "g",
        "}}}}}}}}}}}}}}}}",
        "p",
        "sl",
    ] {
        play.press(keys);
        assert!(visible(&mut play), "{keys}");
    }
    for size in [(40, 8), (120, 40), (21, 6), (60, 12)] {
        play.event(Event::Resized(size.0, size.1));
        assert!(visible(&mut play), "{size:?}");
    }
    let wheel = Mouse {
        kind: MouseKind::WheelDown,
        column: 3,
        row: 3,
    };
    for _ in 0..9 {
        play.event(Event::Mouse(wheel));
    }
    assert!(!visible(&mut play), "the wheel looks elsewhere");
    play.press("l");
    assert!(visible(&mut play));
}

#[test]
fn it_begins_where_one_reads() {
    let text = long();
    let mut play = reading(&text, (60, 12));
    play.press("<Space>v").steps(&[("", "第")]);
    let reader = play.reader();
    let caret = reader.selection.as_ref().unwrap().caret;
    assert!(caret > 60, "{caret}");
    // At the match that was found.
    let mut play = reading(&text, (60, 12));
    play.keys("/31段<Enter>v");
    assert_eq!(play.selected(), "31段");
    play.press("<Esc>gv");
    assert_eq!(play.selected(), "标", "a match out of sight is none");
    let mut play = reading("\n\n", (60, 12));
    play.press("v");
    assert_eq!(play.notice(), "notice-nothing-to-select");
    assert_eq!(play.model.context(), Context::Reader);
}

#[test]
fn a_click_moves_the_caret() {
    let mut play = reading(ZH, (80, 24));
    let press = |column, row| {
        Event::Mouse(Mouse {
            kind: MouseKind::Press,
            column,
            row,
        })
    };
    // The text block begins at column 4, the paragraph four further.
    play.press("v").event(press(13, 4)).steps(&[("", "领")]);
    play.press("v").event(press(79, 4));
    assert!(play.selected().starts_with("领导人"));
    play.event(press(0, 4)).steps(&[("", "美")]);
    play.event(press(10, 20)).steps(&[("", "美")]);
    play.press("|").event(press(75, 1)).steps(&[("", "内")]);
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
fn another_text_has_other_places() {
    let page = |text: &str| {
        let article = ingest::article(text, Source::Stdin, Vec::new());
        Page::new(&article, View::Page)
    };
    let mut selection = Selection::new(0, 6, false, page("标题\n\n甲").text);
    assert!(selection.follow(&page("标题\n\n甲乙丙")));
    assert!(!selection.follow(&page("标題\n\n甲乙丙")));
    assert!(!selection.follow(&page("标")));
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
    let article = ingest::article("标题", Source::Stdin, Vec::new());
    assert_eq!(
        copied::quotation("甲\n\n乙\n".into(), &article),
        "> 甲\n>\n> 乙\n>\n> — 标题\n"
    );
}

#[test]
fn the_count_is_of_characters() {
    let mut play = reading(ZH, (80, 24));
    play.press("vj0v");
    let count = |play: &Play| play.reader().selection.as_ref().unwrap().count;
    assert_eq!(count(&play), Some(1));
    play.press("ll");
    assert_eq!(count(&play), Some(3));
    let long = format!("长文\n\n{}\n", "春眠不觉晓,处处闻啼鸟。\n\n".repeat(40_000));
    let mut play = reading(&long, (80, 24));
    play.press("vG");
    assert_eq!(count(&play), None);
    play.press("y");
    assert_eq!(play.copied().map(str::len), Some(long.trim_end().len()));
}

#[test]
fn a_long_paragraph_is_one() {
    let sentence = "春眠不觉晓处处闻啼鸟。";
    let text = format!("长文\n\n{}\n\n末段\n", sentence.repeat(3_000));
    let mut play = reading(&text, (80, 24));
    play.press("vjV");
    assert_eq!(
        play.selected(),
        format!("长文\n\n{}", sentence.repeat(3_000))
    );
    play.press("v").steps(&[("}", "。"), ("{", "春")]);
    let caret = play.reader().selection.as_ref().unwrap().caret;
    assert_eq!(caret, "长文\n\n".len());
}

#[test]
fn the_selection_ends_with_the_focus() {
    let mut play = reading(ZH, (120, 24));
    play.press("v");
    let press = Mouse {
        kind: MouseKind::Press,
        column: 3,
        row: 2,
    };
    play.event(Event::Mouse(press));
    assert_eq!(play.model.context(), Context::List);
    assert!(play.reader().selection.is_none());
    // Typing goes over it, and comes back.
    let mut play = reading(ZH, (120, 24));
    play.press("v?");
    assert_eq!(play.model.context(), Context::Prompt);
    play.press("<Esc>");
    assert_eq!(play.model.context(), Context::Select);
    play.press(":select-word<Enter>");
    assert_eq!(play.under(), "美");
    play.press("<C-c>");
    assert!(play.reader().selection.is_none() && play.model.leaving == Leaving::No);
}

#[test]
fn the_rest_of_a_large_text_keeps_the_selection() {
    let mut play = Play::new(&["甲", "乙"]);
    play.press("<Enter>");
    let Some(Effect::LoadArticle { era, .. }) = play.asked.pop_back() else {
        panic!("nothing is opened");
    };
    play.event(loaded(era, "甲", false));
    play.press("vjj0v)");
    let before = play.selected();
    play.press("Y");
    assert!(play.copied().is_some());
    play.press("vjj0v)");
    play.event(loaded(era, "甲", true));
    assert_eq!(play.selected(), before);
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

#[test]
fn full_width_forms_count_as_keys() {
    let mut play = reading(ZH, (80, 24));
    play.press("ｖｊ０ｌ").steps(&[("", "朝")]);
    let keys = play.model.keymap.keys_of(Command::Select, Context::Reader);
    assert_eq!(keys, ["v"]);
}
