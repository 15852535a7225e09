//! The order, the labels and the window of the dates, and going to one.

use super::*;
use crate::app::MouseKind;
use crate::app::read::Reader;
use crate::app::update::tests::Play;
use crate::app::{Event, Focus};
use crate::article::{Portion, Source, Span};
use crate::ingest::{self, TextForm};
use crate::reader::{Page, Place, View};

/// A chronicle of forty paragraphs, told backwards, each of which names a day.
fn chronicle() -> String {
    let filler = "渡口的老人把当天的水位刻在石柱上，年年如此。".repeat(4);
    let years = (0..40).map(|n| format!("{}年6月{}日，{filler}\n", 2000 - n, 1 + n % 30));
    format!("渡口纪事\n\n{}", years.collect::<String>())
}

fn article(text: &str) -> Arc<Article> {
    let source = Source::Seed("甲".into());
    Arc::new(ingest::article(text, source, Vec::new(), TextForm::Clean))
}

/// Answers what the model waits for: an article with this text.
fn load(play: &mut Play, text: &str, complete: bool) {
    let era = play.asked.drain(..).find_map(|effect| match effect {
        Effect::LoadArticle { era, .. } => Some(era),
        _ => None,
    });
    give(play, era.unwrap(), text, complete);
}

fn give(play: &mut Play, era: Era, text: &str, complete: bool) {
    let mut article = Arc::unwrap_or_clone(article(text));
    article.portion = if complete {
        Portion::Whole
    } else {
        Portion::Head
    };
    let page = Arc::new(Page::new(&article, View::Page));
    let article = Arc::new(article);
    play.event(Event::ArticleLoaded { era, article, page });
    play.settle();
}

fn reading(text: &str) -> Play {
    let mut play = Play::new(&["甲", "乙"]);
    play.press("<Enter>");
    load(&mut play, text, true);
    play
}

fn timeline(play: &Play) -> &Timeline {
    match &play.model.prompt {
        Some(Prompt::Dates(timeline)) => timeline,
        other => panic!("the dates do not show: {other:?}"),
    }
}

fn chosen(play: &Play) -> String {
    label(timeline(play).chosen().unwrap())
}

fn is_open(play: &Play) -> bool {
    matches!(play.model.prompt, Some(Prompt::Dates(_)))
}

/// Whether the row of the date gone to is on the page.
fn date_shows(play: &mut Play) -> bool {
    let height = play.model.page_height();
    let reader = play.model.reader.as_mut().unwrap();
    let place = reader.place_of_date(reader.date.unwrap());
    reader.is_visible(place, height)
}

#[test]
fn labels_say_of_the_end_what_is_another() {
    let dated = |from: &str, to: Option<&str>| Dated {
        block: 0,
        span: Span::default(),
        from: from.parse().unwrap(),
        to: to.map(|to| to.parse().unwrap()),
        inferred: false,
    };
    for (from, to, want) in [
        ("2018", None, "2018"),
        ("2018-06", None, "2018-06"),
        ("2018-06-12", None, "2018-06-12"),
        ("2018-06-12", Some("2018-06-14"), "2018-06-12 - 14"),
        ("2018-06-12", Some("2018-07-03"), "2018-06-12 - 07-03"),
        ("2018-12-30", Some("2019-01-02"), "2018-12-30 - 2019-01-02"),
        ("2018-06", Some("2018-08"), "2018-06 - 08"),
        ("2018", Some("2020"), "2018 - 2020"),
        ("2018-06", Some("2018-06-03"), "2018-06 - 2018-06-03"),
        ("2018", Some("2018-03"), "2018 - 2018-03"),
    ] {
        assert_eq!(label(&dated(from, to)), want);
    }
}

#[test]
fn dates_stand_in_the_order_of_time_then_of_the_text() {
    let text = "渡口纪事\n\n2019年重修。2018年6月12日至14日停渡，2018年6月12日夜里涨水，2018年1月1日开渡。\n\n\
                2018年6月大旱，2018年是旱年，1999年建成。2018年6月12日立碑。\n";
    let dates = Dates::of(article(text));
    let rows: Vec<(String, usize)> = dates.all.iter().map(|d| (label(d), d.block)).collect();
    let want = [
        ("1999", 2),
        ("2018", 2),
        ("2018-01-01", 1),
        ("2018-06", 2),
        ("2018-06-12 - 14", 1),
        ("2018-06-12", 1),
        ("2018-06-12", 2),
        ("2019", 1),
    ];
    assert_eq!(rows, want.map(|(label, block)| (label.to_owned(), block)));
    assert_eq!((dates.columns, dates.inferred), (15, false));
}

#[test]
fn it_opens_where_one_reads() {
    let mut play = reading(&chronicle());
    play.keys("d");
    assert_eq!(chosen(&play), "2000-06-01");
    assert_eq!(timeline(&play).choice.cursor, 39, "the latest of forty");
    play.keys("<Esc>");
    for rows in [1, 7, 30, 77] {
        play.keys("g").keys(&"j".repeat(rows)).keys("d");
        let top = play.reader().top;
        let at = timeline(&play).chosen().unwrap().span.range().start;
        let reader = play.model.reader.as_mut().unwrap();
        let here = reader.sheet.byte_at(top);
        let next = timeline(&play)
            .dates
            .all
            .iter()
            .map(|d| d.span.range().start);
        assert_eq!(Some(at), next.filter(|at| *at >= here).min(), "{rows}");
        play.keys("<Esc>");
        assert_eq!(play.reader().top, top);
    }
    // The dates of the last page.
    play.keys("Gd");
    assert!(
        timeline(&play).choice.cursor < 10,
        "{}",
        timeline(&play).choice.cursor
    );
}

#[test]
fn the_keys_of_the_page_move_and_close() {
    let mut play = reading(&chronicle());
    for close in ["<Esc>", "q", "h", "d", "<Left>", "ㅇ"] {
        play.keys("d");
        assert!(is_open(&play), "{close}");
        play.keys(close);
        assert!(
            !is_open(&play) && play.model.focus == Focus::Reader,
            "{close}"
        );
    }
    play.keys("dg");
    assert_eq!(chosen(&play), "1961-06-10");
    for (keys, want) in [
        ("j", 1),
        ("ｊ", 2),
        ("<Up>", 1),
        ("kkk", 0),
        ("<C-d>", 10),
        ("<Space>", 29),
        ("<PageDown>", 39),
        ("<C-u>", 29),
        ("<PageUp>", 10),
        ("<End>", 39),
        ("<Home>", 0),
    ] {
        play.keys(keys);
        let timeline = timeline(&play);
        assert_eq!(timeline.choice.cursor, want, "{keys}");
        assert!(
            timeline.choice.top <= want && want < timeline.choice.top + 20,
            "{keys}"
        );
    }
    // What is done to the page needs the page.
    let before = play.reader().top;
    play.keys("b\\tp|v1{z").event(Event::Paste("x".into()));
    assert!(is_open(&play) && play.reader().top == before);
    assert_eq!(play.model.marks.len(), 0);
    play.keys("?");
    assert!(matches!(play.model.prompt, Some(Prompt::Palette(_))));
}

#[test]
fn enter_goes_there_and_back() {
    for look in ["", "|", "p", "\\"] {
        let mut play = reading(&chronicle());
        play.keys(look).keys("jjj");
        let (top, anchor) = (play.reader().top, play.reader().anchor());
        play.keys("dgjj<Enter>");
        assert!(!is_open(&play), "{look}");
        assert!(play.reader().top > top, "{look}");
        assert!(date_shows(&mut play), "{look}");
        // Again: at the date that was gone to.
        play.keys("d");
        assert_eq!(chosen(&play), "1963-06-08", "{look}");
        play.keys("<Esc>").press("[");
        load(&mut play, &chronicle(), true);
        if look != "\\" {
            assert_eq!(play.reader().anchor(), anchor, "{look}");
        }
        // And forth to where the date was.
        play.press("]");
        load(&mut play, &chronicle(), true);
        assert!(play.reader().anchor().block > anchor.block + 10, "{look}");
    }
}

#[test]
fn the_mouse_chooses_and_goes() {
    let mut play = reading(&chronicle());
    play.keys("dg");
    let mouse = |play: &mut Play, kind, row| {
        let column = 10;
        play.event(Event::Mouse(Mouse { kind, column, row }))
            .settle();
    };
    mouse(&mut play, MouseKind::WheelDown, 5);
    assert_eq!(
        (timeline(&play).choice.top, timeline(&play).choice.cursor),
        (3, 3)
    );
    mouse(&mut play, MouseKind::WheelUp, 5);
    assert_eq!(
        (timeline(&play).choice.top, timeline(&play).choice.cursor),
        (0, 3)
    );
    for row in [0, 1, 22, 23] {
        mouse(&mut play, MouseKind::Press, row);
        assert_eq!(
            timeline(&play).choice.cursor,
            3,
            "no date stands in row {row}"
        );
    }
    mouse(&mut play, MouseKind::Press, 2 + 7);
    assert_eq!(timeline(&play).choice.cursor, 7);
    mouse(&mut play, MouseKind::Press, 2 + 7);
    assert!(!is_open(&play) && date_shows(&mut play));
}

#[test]
fn an_article_without_dates_says_so() {
    let mut play = reading("渡口纪事\n\n没有日子的故事。\n");
    play.keys("d");
    assert_eq!(play.notice(), "notice-dates-none");
    assert!(!is_open(&play));
}

#[test]
fn what_comes_late_opens_nothing_elsewhere() {
    for meanwhile in ["h", "?", "/", "v"] {
        let mut play = reading(&chronicle());
        play.press("d");
        let answers = play.answers();
        play.keys(meanwhile);
        for answer in answers {
            play.event(answer);
        }
        assert!(!is_open(&play), "{meanwhile}");
        assert_eq!(play.reader().awaited.dates, None);
    }
    // Another article closes it.
    let mut play = reading(&chronicle());
    play.keys("d");
    let mut effects = Vec::new();
    let source = Source::Seed("乙".into());
    open::open(&mut play.model, source, None, true, &mut effects);
    play.asked.extend(effects);
    play.settle();
    assert!(!is_open(&play) && play.reader().article.headline() == "乙");
}

#[test]
fn the_rest_of_a_large_article_brings_more() {
    let whole = chronicle();
    let head: String = whole.split_inclusive('\n').take(12).collect();
    let mut play = Play::new(&["甲"]);
    play.press("<Enter>");
    let era = play.model.opening.as_ref().unwrap().era;
    play.asked.clear();
    give(&mut play, era, &head, false);
    play.keys("dkkk");
    let (before, count) = (chosen(&play), timeline(&play).dates.all.len());
    give(&mut play, era, &whole, true);
    assert_eq!((count, timeline(&play).dates.all.len()), (10, 40));
    assert_eq!(chosen(&play), before);
    play.keys("g<Enter>");
    assert!(date_shows(&mut play));
}

#[test]
fn every_window_holds_the_cursor() {
    let mut play = reading(&chronicle());
    play.keys("d");
    for (columns, rows) in [(80, 24), (20, 5), (40, 7), (0, 0), (120, 90), (80, 24)] {
        play.event(Event::Resized(columns, rows)).settle();
        let timeline = timeline(&play);
        let height = usize::from(rows.saturating_sub(4).max(1));
        assert!(
            timeline.choice.top <= timeline.choice.cursor
                && timeline.choice.cursor < timeline.choice.top + height
        );
    }
}

/// The date in sight is marked only where the page has the article's own text.
#[test]
fn the_source_text_is_gone_through_too() {
    let wrapped = "渡口纪事\n\n".to_owned()
        + &"渡口的老人把当天的水位刻在石柱上，年年如此，从来没有\n例外，直到2018年6月12日那一天的夜里才停了下来。\n".repeat(60);
    let mut play = reading(&wrapped);
    play.keys("\\dG<Enter>");
    let reader: &Reader = play.reader();
    assert!(reader.view() == View::Raw && reader.top > Place::default());
    assert!(date_shows(&mut play));
}
