use super::*;
use crate::app::model::Leaving;
use crate::app::update::tests::{Play, loaded};
use crate::app::{Command, Context, Event, MouseKind};
use crate::article::Source;
use crate::ingest::{self, TextForm};
use crate::lexicon::Lexicon;
use crate::reader::{Page, View};

mod copying;
mod walking;

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
    let article = ingest::article(text, source, Vec::new(), TextForm::Clean);
    let page = Arc::new(Page::new(&article, View::Page));
    let article = Arc::new(article);
    play.event(Event::ArticleLoaded { era, article, page });
    play.asked.clear();
    play
}

impl Play {
    fn selected(&mut self) -> String {
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
fn another_text_has_other_places() {
    let page = |text: &str| {
        let article = ingest::article(text, Source::Stdin, Vec::new(), TextForm::Clean);
        Page::new(&article, View::Page)
    };
    let mut selection = Selection::new(0, 6, false, page("标题\n\n甲").text);
    assert!(selection.follow(&page("标题\n\n甲乙丙")));
    assert!(!selection.follow(&page("标題\n\n甲乙丙")));
    assert!(!selection.follow(&page("标")));
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
fn full_width_forms_count_as_keys() {
    let mut play = reading(ZH, (80, 24));
    play.press("ｖｊ０ｌ").steps(&[("", "朝")]);
    let keys = play.model.keymap.keys_of(Command::Select, Context::Reader);
    assert_eq!(keys, ["v"]);
}
