//! Random walks through the program: keys, windows, mouse, results in any order.
//! After each step the list's window holds its cursor, the page stands on rows
//! that exist, and every frame can be drawn.

use proptest::prelude::*;
use proptest::sample::select;
use yue::app::{Command, Context, Effect, Event, MouseKind, Prompt};
use yue::article::Source;
use yue::keys::{Key, parse_sequence};
use yue::text::Ambiguous;

use super::cases;
use crate::screens::headless::{Headless, Saves, bookmark, row, seed_row};

/// One step of a walk.
#[derive(Clone, Debug)]
enum Step {
    Keys(String),
    Key(Key),
    Resize(u16, u16),
    Mouse(MouseKind, u16, u16),
    Paste(String),
    /// New rows, this many.
    Rows(usize),
    Bookmarks,
    /// Answers are kept back from now on, or given again.
    Hold(bool),
    /// The answer that waits at this place comes, again where it came already.
    Answer(prop::sample::Index),
    Saves(Saves),
    Ambiguous(bool),
    Event(Event),
}

fn step() -> impl Strategy<Value = Step> {
    let bound: Vec<String> = Command::ALL
        .iter()
        .filter(|c| !matches!(c, Command::Leave | Command::BackOrLeave | Command::Suspend))
        .filter(|c| c.contexts() != [Context::Prompt])
        .flat_map(|c| c.default_keys().iter().map(|keys| (*keys).to_owned()))
        .collect();
    let typed: Vec<String> = [
        "河内",
        "a",
        "<BS>",
        "<Enter>",
        "<Esc>",
        "<Left>",
        "<C-w>",
        "<C-k>",
        "会",
        " ",
        "e\u{301}",
        "<Down>",
        "<PageDown>",
    ]
    .iter()
    .map(|keys| keys.replace(' ', "<Space>"))
    .collect();
    let mouse = select(&[MouseKind::Press, MouseKind::WheelUp, MouseKind::WheelDown][..]);
    let failure = super::super::screens::headless::disk_full();
    let events = [
        Event::LibraryRead,
        Event::Resumed(60, 20),
        Event::SuspendAsked,
        Event::JobPanicked("x".into()),
        Event::SourceFailed(failure.clone()),
        Event::BookmarksUnreadable(failure),
    ];
    prop_oneof![
        30 => select(bound).prop_map(Step::Keys),
        12 => select(typed).prop_map(Step::Keys),
        2 => any::<char>().prop_map(|c| Step::Key(Key::char(c))),
        6 => (0..130_u16, 0..50_u16).prop_map(|(x, y)| Step::Resize(x, y)),
        3 => select(&[(80, 24), (120, 40), (40, 12), (0, 0), (20, 5)][..]).prop_map(|(x, y)| Step::Resize(x, y)),
        5 => (mouse, 0..130_u16, 0..50_u16).prop_map(|(kind, x, y)| Step::Mouse(kind, x, y)),
        1 => super::texts::wild(6).prop_map(Step::Paste),
        1 => (0..40_usize).prop_map(Step::Rows),
        1 => Just(Step::Bookmarks),
        2 => any::<bool>().prop_map(Step::Hold),
        6 => any::<prop::sample::Index>().prop_map(Step::Answer),
        1 => select(&[Saves::Done, Saves::Held, Saves::Failed][..]).prop_map(Step::Saves),
        1 => any::<bool>().prop_map(Step::Ambiguous),
        2 => select(events.to_vec()).prop_map(Step::Event),
    ]
}

/// The program with the embedded articles and some odd ones, and what it asked for.
struct Walk {
    yue: Headless,
    effects: Vec<Effect>,
    rows: usize,
}

impl Walk {
    fn new() -> Self {
        let mut yue = Headless::library((80, 24));
        let long = format!("长文\n\n{}\n", "春眠不觉晓,处处闻啼鸟。".repeat(9_000));
        yue.add("long.txt", long.as_bytes());
        yue.add("odd.txt", b"\xffx\0\n\n\x1b[31m\xe4\xb8\xad\n");
        yue.add("empty.txt", b"");
        let gone = row(Source::parse("/texts/gone.txt"), "不在了".as_bytes());
        yue.rows(vec![gone]);
        Self {
            yue,
            effects: Vec::new(),
            rows: 0,
        }
    }

    fn take(&mut self, step: &Step) {
        let yue = &mut self.yue;
        match step {
            Step::Keys(keys) => parse_sequence(keys)
                .unwrap()
                .into_iter()
                .for_each(|key| yue.key(key)),
            Step::Key(key) => yue.key(*key),
            Step::Resize(columns, rows) => yue.resize(*columns, *rows),
            Step::Mouse(kind, x, y) => {
                let (columns, rows) = yue.model.size;
                yue.mouse(
                    *kind,
                    (*x).min(columns.saturating_sub(1)),
                    (*y).min(rows.saturating_sub(1)),
                );
            }
            Step::Paste(text) => yue.event(Event::Paste(text.clone())),
            Step::Rows(count) => {
                let texts = (0..*count).map(|n| format!("第{}号\n\n文\n", self.rows + n));
                let rows = texts.map(|text| row(Source::Stdin, text.as_bytes()));
                yue.rows(rows.collect());
                self.rows += count;
            }
            Step::Bookmarks => {
                let marks =
                    ["hanoi-summit", "hangul-line"].map(|name| bookmark(&seed_row(name), 6, 30));
                yue.event(Event::BookmarksRead(marks.to_vec()));
            }
            Step::Hold(held) => {
                yue.held = *held;
                yue.settle();
            }
            Step::Answer(index) => {
                self.effects.extend(yue.queue.iter().cloned());
                if !self.effects.is_empty() {
                    let effect = index.get(&self.effects).clone();
                    for event in yue.perform(effect) {
                        yue.event(event);
                    }
                }
            }
            Step::Saves(saves) => yue.saves = *saves,
            Step::Ambiguous(wide) => {
                let answer = if *wide {
                    Ambiguous::WIDE
                } else {
                    Ambiguous::NARROW
                };
                yue.event(Event::TerminalAnswered(Some(answer)));
                let (columns, rows) = yue.model.size;
                yue.event(Event::Resumed(columns, rows));
            }
            Step::Event(event) => yue.event(event.clone()),
        }
        let effects = self.effects.len();
        self.effects.drain(..effects.saturating_sub(40));
    }

    fn check(&mut self) {
        let height = self.yue.model.list_height();
        let list = &self.yue.model.list;
        let count = list.matches.len();
        assert!(list.cursor < count.max(1), "{} of {count}", list.cursor);
        assert!(list.top <= list.cursor && list.cursor < list.top + height);
        assert!(
            list.top <= count.saturating_sub(height),
            "blank rows while others could show"
        );
        let visible = self.yue.model.geometry().page.is_some();
        let height = self.yue.model.page_height();
        if let Some(reader) = self.yue.model.reader.as_mut().filter(|_| visible) {
            let shown = reader.shown();
            assert!(reader.top.segment < shown);
            assert!(reader.top.row < reader.sheet.height(reader.top.segment));
            let end = reader.sheet.last(shown);
            let lowest = reader.sheet.step(end, 1 - height as isize, shown);
            assert!(reader.top <= lowest, "blank rows below the end");
            assert!(
                reader
                    .link
                    .is_none_or(|link| link < reader.sheet.page.links.len())
            );
            if let Some(selection) = &reader.selection {
                let text = &reader.sheet.page.text;
                for at in [selection.anchor, selection.caret] {
                    assert!(text.is_char_boundary(at), "{at} is no place in the text");
                }
            }
            let found = reader.found.as_ref();
            assert!(found.is_none_or(|f| f.current.is_none_or(|at| at < f.matches.len())));
        }
        self.yue.frame();
    }
}

proptest! {
    #![proptest_config(cases(120))]

    #[test]
    fn nothing_falls_over(steps in prop::collection::vec(step(), 1..80)) {
        let mut walk = Walk::new();
        for step in &steps {
            walk.take(step);
            walk.check();
        }
        // What was kept back comes at the end.
        walk.yue.held = false;
        walk.yue.settle();
        walk.check();
    }
}

/// Draws in every small window, and in some large ones.
fn draw_everywhere(yue: &mut Headless) {
    for columns in (0..=40).chain([99, 100, 120]) {
        for rows in (0..=16).chain([40]) {
            yue.resize(columns, rows);
            yue.frame();
        }
    }
    yue.resize(80, 24);
    yue.frame();
}

/// Every pane and overlay in every small window.
#[test]
fn every_window_can_be_drawn() {
    let plays = [
        "",
        "j<Enter><Space>",
        "/河",
        "?",
        ":q",
        "<Enter>/会",
        "<Enter>G<Tab>",
        "<Enter>\\",
        "/xyzzy<Enter>",
        "Bb",
        "<Enter>vjjw)",
        "<Enter>|vhhj",
        "<Enter>pVjj",
        "<Enter>\\vG",
        "<Enter>dG",
        "<Enter>|d<Enter>",
    ];
    for play in plays {
        let mut yue = Headless::library((80, 24));
        yue.keys(play);
        draw_everywhere(&mut yue);
    }
}

/// Those that keys alone do not lead to.
#[test]
fn every_question_can_be_drawn_in_every_window() {
    let notice = |yue: &Headless| yue.model.notice.as_ref().map(|notice| notice.id);
    let mut yue = Headless::library((80, 24));
    let gbk = b"\xb6\xc9\xb4\xac\n\n\xc2\xeb\xcd\xb7\xd3\xd0\xce\xed\xa1\xa3\n";
    let source = yue.add("gbk.txt", gbk);
    yue.open(&source);
    yue.keys("cG");
    assert!(matches!(yue.model.prompt, Some(Prompt::Encodings(_))));
    draw_everywhere(&mut yue);
    // An address that looks like another.
    let mut yue = Headless::library((80, 24));
    crate::screens::outside::open(&mut yue, r#""https://\u0430pple.example/id""#);
    assert_eq!(notice(&yue), Some("notice-link-unicode"));
    draw_everywhere(&mut yue);
    // Bookmarks that cannot be saved.
    let mut yue = Headless::library((80, 24));
    yue.saves = Saves::Failed;
    yue.keys("bQ");
    assert_eq!(notice(&yue), Some("notice-leave-unsaved"));
    draw_everywhere(&mut yue);
}
