//! The ways of the caret: by characters, words, sentences, lines and pages.

use super::*;

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
