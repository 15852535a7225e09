//! Events in, facts and effects out: no screen, no file, no thread, no clock.

use std::collections::VecDeque;
use std::sync::{Arc, OnceLock};

use super::*;
use crate::app::event::{Era, Failure, Shelf, TextHit};
use crate::app::timeline::Dates;
use crate::app::{Keymap, Settings};
use crate::article::{ArticleId, Source};
use crate::filter;
use crate::i18n::{Language, Texts};
use crate::ingest;
use crate::keys::parse_sequence;
use crate::lexicon::Lexicon;
use crate::reader::{self, Page, Place, View};
use crate::store::{Bookmark, BookmarkChange, ChunkBuilder, Row, RowFacts, RowIx};

/// A model in play; what it asks for is answered when a test says so.
pub(in crate::app) struct Play {
    pub model: Model,
    pub asked: VecDeque<Effect>,
}

/// The text of an article by its name: `NAME` is its headline.
fn text_of(name: &str) -> String {
    let paragraph = "春眠不觉晓处处闻啼鸟".repeat(6);
    let body: Vec<String> = (1..=30)
        .map(|n| format!("第{n}段{name}{paragraph}。\n"))
        .collect();
    let body = body.concat();
    let related =
        "更多\n\n甲\n甲的导语说得详细一些。\n\n丙\n丙的导语说得详细一些。\n\n无\n没有这一篇。\n";
    format!("{name}\n\n{name}的导语在这里。\n\n{body}\n{related}")
}

fn row(name: &str) -> Row {
    let head = ingest::row(&text_of(name));
    Row {
        id: head.id,
        headline: head.headline,
        source: Source::Seed(name.into()),
        facts: RowFacts::default(),
    }
}

pub(in crate::app) fn id(name: &str) -> ArticleId {
    row(name).id
}

pub(in crate::app) fn bookmark(name: &str, block: u32, offset: u32) -> Bookmark {
    let row = row(name);
    Bookmark {
        id: row.id,
        headline: row.headline.to_string(),
        source: row.source.to_string(),
        added: "2026-11-22T08:00:00Z".to_owned(),
        block,
        offset,
        ..Bookmark::default()
    }
}

pub(in crate::app) fn failure() -> Failure {
    Failure {
        what: "甲".into(),
        why: "why-disk-full",
        detail: "".into(),
    }
}

impl Play {
    /// A list of these headlines, read whole.
    pub(in crate::app) fn new(names: &[&str]) -> Self {
        let texts = Texts::new(Language::En);
        let model = Model::new(texts, Keymap::default(), Settings::default());
        let asked = VecDeque::new();
        let mut play = Self { model, asked };
        play.rows(names);
        play.event(Event::LibraryRead);
        play
    }

    pub(in crate::app) fn rows(&mut self, names: &[&str]) {
        let mut chunk = ChunkBuilder::default();
        names.iter().for_each(|name| chunk.push(row(name)));
        self.event(Event::RowsRead(Shelf::Listed, Arc::new(chunk.finish())));
    }

    /// An event, unanswered. What only makes later filters faster has no answer.
    pub(in crate::app) fn event(&mut self, event: Event) -> &mut Self {
        let effects = update(&mut self.model, event).into_iter();
        let effects =
            effects.filter(|effect| !matches!(effect, Effect::Prepare(_) | Effect::Watch(_)));
        self.asked.extend(effects);
        self
    }

    /// Keys, unanswered.
    pub(in crate::app) fn press(&mut self, keys: &str) -> &mut Self {
        for key in sequence(keys) {
            self.event(Event::Key(key));
        }
        self
    }

    /// Keys, each answered before the next.
    pub(in crate::app) fn keys(&mut self, keys: &str) -> &mut Self {
        for key in sequence(keys) {
            self.event(Event::Key(key)).settle();
        }
        self
    }

    /// Answers all that was asked for.
    pub(in crate::app) fn settle(&mut self) -> &mut Self {
        while let Some(effect) = self.asked.pop_front() {
            for event in answers(&effect) {
                self.event(event);
            }
        }
        self
    }

    /// The answers to all that was asked for, not yet given.
    pub(in crate::app) fn answers(&mut self) -> Vec<Event> {
        self.asked
            .drain(..)
            .flat_map(|effect| answers(&effect))
            .collect()
    }

    pub(in crate::app) fn chosen(&self) -> String {
        let list = &self.model.list;
        let row = list
            .chosen()
            .map(|row| list.rows().headline(row).to_string());
        row.unwrap_or_default()
    }

    pub(in crate::app) fn reader(&self) -> &crate::app::read::Reader {
        self.model.reader.as_ref().unwrap()
    }

    /// The text of the first row of the page that is not blank.
    pub(in crate::app) fn top_text(&self) -> String {
        let reader = self.reader();
        let page = &reader.sheet.page;
        let Place { segment, row } = reader.top;
        let found = &page.segments[segment];
        let laid = reader.sheet.laid(segment).unwrap();
        let line = laid.lines[row.saturating_sub(reader.sheet.gap(segment)) / laid.pitch];
        let text = laid
            .text(page.segment_text(found))
            .piece(line.start..line.end);
        text.to_string()
    }

    pub(in crate::app) fn notice(&self) -> &'static str {
        self.model.notice.as_ref().map_or("", |notice| notice.id)
    }

    /// Everything that could change, but for the count of eras.
    fn facts(&self) -> String {
        let m = &self.model;
        let reading = m.reader.as_ref().map(|r| {
            let view = (r.view(), r.related_open, r.link, r.article.complete);
            (
                r.top,
                r.anchor(),
                view,
                r.found.clone(),
                r.sheet.typography,
                r.sheet.starts.clone(),
            )
        });
        let list = (
            &m.list.matches,
            &m.list.query,
            m.list.cursor,
            m.list.top,
            &m.list.bookmarks,
        );
        let rest = (&m.opening, &m.prompt, m.focus, m.alone, m.size, &m.pending);
        let marks = (&m.marks, &m.visited, &m.notice, m.leaving);
        format!("{list:?} {reading:?} {rest:?} {marks:?} {}", self.chosen())
    }
}

fn sequence(keys: &str) -> Vec<Key> {
    match keys {
        "" => Vec::new(),
        keys => parse_sequence(keys).unwrap(),
    }
}

/// What lies beside the headlines: what was read.
struct Beside(Arc<std::collections::HashSet<ArticleId>>);

impl filter::Beside for Beside {
    fn is_bookmarked(&self, _: ArticleId) -> bool {
        false
    }
    fn is_read(&self, id: ArticleId) -> bool {
        self.0.contains(&id)
    }
    fn mentions(&self, _: &crate::store::Chunk, _: usize, _: (i32, i32)) -> bool {
        false
    }
}

#[allow(clippy::too_many_lines, reason = "one arm for each effect")]
fn answers(effect: &Effect) -> Vec<Event> {
    match effect.clone() {
        Effect::LoadArticle { era, source } => {
            let Source::Seed(name) = &source else {
                return Vec::new();
            };
            if &**name == "gone" {
                return vec![Event::ArticleFailed {
                    era,
                    source,
                    failure: Failure {
                        why: "why-not-found",
                        ..failure()
                    },
                }];
            }
            vec![loaded(era, name, true)]
        }
        Effect::Filter {
            era,
            text,
            snapshot,
            read,
            unread,
            ..
        } => {
            static FINDER: OnceLock<filter::Finder> = OnceLock::new();
            let finder = FINDER.get_or_init(|| filter::Finder::load(filter::Options::default()));
            match finder.query(&text, &filter::Query::default()) {
                Ok(query) => {
                    let query = if unread { query.of_unread() } else { query };
                    let found = filter::filter(&query, &snapshot, &Beside(read), &|| false);
                    vec![Event::Filtered {
                        era,
                        query,
                        matches: found.unwrap(),
                        complete: true,
                    }]
                }
                Err(problem) => vec![Event::FilterRefused { era, problem }],
            }
        }
        Effect::Search {
            era,
            text,
            snapshot,
        } => {
            let rows = (0..snapshot.len() as u32).map(RowIx);
            // As far as these tests go, a text holds what its headline holds.
            let hits = rows.filter(|row| snapshot.headline(*row).contains(&text));
            let hits = hits.map(|row| TextHit {
                row,
                text: snapshot.headline(row).into(),
                marks: 0..1,
            });
            vec![Event::TextFound {
                era,
                hits: hits.collect(),
                looked: snapshot.len(),
                done: true,
                failure: None,
            }]
        }
        Effect::Prepare(_) | Effect::Remember(_) | Effect::StopSearch | Effect::ReadAs(..) => {
            Vec::new()
        }
        Effect::BuildPage { era, article, view } => {
            let page = Arc::new(Page::new(&article, view));
            vec![Event::PageBuilt { era, page }]
        }
        Effect::Measure {
            era,
            page,
            typography,
            lexicon,
        } => {
            let starts = reader::starts(&page, typography, &lexicon, &|| false).unwrap();
            vec![Event::Measured { era, starts }]
        }
        Effect::Find {
            era,
            page,
            text,
            typography,
            lexicon,
        } => {
            let finder = filter::finder(&text);
            let matches = reader::find(&page, typography, &lexicon, &finder, &|| false).unwrap();
            vec![Event::Found { era, matches }]
        }
        Effect::ReadDates { era, article } => {
            let dates = Arc::new(Dates::of(article.clone()));
            vec![Event::DatesRead { era, dates }]
        }
        Effect::SaveBookmark(change) => vec![Event::BookmarksSaved(vec![change.id()])],
        Effect::LoadLexicon(part) => vec![Event::LexiconLoaded(Lexicon::load(part))],
        Effect::Copy(_) => vec![Event::Copied(None)],
        Effect::Keep(_)
        | Effect::SaveAgain
        | Effect::ReadBookmarks
        | Effect::Suspend
        | Effect::Redraw
        | Effect::Quit { .. } => Vec::new(),
        // What lies outside is answered by the tests that are about it.
        Effect::OpenLink(_)
        | Effect::ReadAddress { .. }
        | Effect::Edit(_)
        | Effect::EditNote(_)
        | Effect::RemoveNote(_)
        | Effect::Reread { .. }
        | Effect::ReadList { .. }
        | Effect::Watch(_) => Vec::new(),
    }
}

/// The article `name`, or its first half.
pub(in crate::app) fn loaded(era: Era, name: &str, complete: bool) -> Event {
    let text = text_of(name);
    let end = text
        .match_indices("第15段")
        .next()
        .map_or(text.len(), |(at, _)| at);
    let text = text.get(..end).filter(|_| !complete).unwrap_or(&text);
    let source = Source::Seed(name.into());
    let mut article = ingest::article(text, source, Vec::new());
    article.complete = complete;
    article.id = id(name);
    let page = Arc::new(Page::new(&article, View::Page));
    let article = Arc::new(article);
    Event::ArticleLoaded { era, article, page }
}

#[test]
fn results_of_another_era_change_nothing() {
    let steps = [
        ("filter", "/甲<BS>乙<BS>甲"),
        ("open", "<Enter>"),
        ("find", "/晓<Enter>"),
        ("view", "\\"),
        ("dates", "d"),
        ("link", "2"),
        ("visit", "["),
    ];
    for (name, ask) in steps {
        let mut play = Play::new(&["甲", "乙", "丙"]);
        if !matches!(name, "filter" | "open") {
            play.keys("<Enter>");
        }
        if name == "visit" {
            play.keys("h<Down><Enter>");
        }
        play.press(ask);
        let first = play.answers();
        assert!(!first.is_empty(), "{name} asks for nothing");
        // Another request of the same kind makes the first one stale.
        match name {
            "filter" => play.press("<BS>丙"),
            "open" | "link" | "visit" => play.press("h<Down><Enter>"),
            "find" => play.press("/鸟<Enter>"),
            "dates" => play.press("d"),
            _ => play.press("\\"),
        };
        let before = play.facts();
        for event in first.iter().chain(&first) {
            play.event(event.clone());
            assert_eq!(play.facts(), before, "{name}: {event:?}");
        }
        // The one that is awaited counts once.
        let second = play.answers();
        for event in &second {
            play.event(event.clone());
        }
        let after = play.facts();
        for event in first.iter().chain(&second).chain(&second) {
            play.event(event.clone());
            assert_eq!(play.facts(), after, "{name}, again: {event:?}");
        }
    }
}

#[test]
fn nothing_changes_after_the_end() {
    let mut play = Play::new(&["甲", "乙"]);
    play.press("<Enter>/甲");
    let late = play.answers();
    play.press("<Esc>Q");
    assert!(matches!(
        play.asked.pop_back(),
        Some(Effect::Quit { signal: None })
    ));
    play.asked.clear();
    let before = play.facts();
    for event in late
        .into_iter()
        .chain([Event::Signalled(15), Event::Resized(9, 9)])
    {
        play.event(event);
    }
    play.press("jjb<Enter>");
    assert_eq!(play.facts(), before);
    assert!(play.asked.is_empty());
}

#[test]
fn an_article_that_fails_leaves_all_as_it_was() {
    let mut play = Play::new(&["甲", "gone"]);
    play.keys("<Enter>jj").keys("h");
    let before = play.reader().top;
    play.keys("j<Enter>");
    assert_eq!(
        (play.notice(), play.model.focus),
        ("notice-source-failed", Focus::List)
    );
    assert_eq!(play.reader().top, before);
    assert!(play.model.opening.is_none());
}

#[test]
fn going_back_gives_up_what_was_asked_for() {
    let mut play = Play::new(&["甲", "乙"]);
    play.keys("<Enter>").press("1h").settle();
    assert_eq!((play.model.focus, play.notice()), (Focus::List, ""));
    assert!(play.model.opening.is_none());
    // From the list too, before the page is there; a filter stays as it is.
    let mut play = Play::new(&["甲", "乙"]);
    play.keys("/乙<Enter>").press("<Enter>h").settle();
    assert!(play.model.reader.is_none() && play.model.opening.is_none());
    assert_eq!(play.model.list.query, "乙");
}

#[test]
fn bookmarks_are_hollow_until_they_are_saved() {
    let mut play = Play::new(&["甲", "乙"]);
    // Of a file that was not read yet nothing may be lost.
    play.press("b");
    let joined = play.asked.pop_back();
    assert!(matches!(
        joined,
        Some(Effect::SaveBookmark(BookmarkChange::Join(_)))
    ));
    let mut play = Play::new(&["甲", "乙"]);
    play.event(Event::BookmarksRead(Vec::new()));
    let saved = |play: &Play| play.model.marks.get(id("甲")).map(|mark| mark.saved);
    play.press("b");
    assert_eq!(
        (saved(&play), play.notice()),
        (Some(false), "notice-bookmark-set")
    );
    let Some(Effect::SaveBookmark(BookmarkChange::Set(set))) = play.asked.pop_back() else {
        panic!("nothing is saved");
    };
    assert_eq!(
        (set.id, set.headline.as_str(), set.block),
        (id("甲"), "甲", 0)
    );
    play.event(Event::BookmarksFailed(vec![set.id], failure()));
    assert_eq!(
        (saved(&play), play.notice()),
        (Some(false), "notice-bookmark-not-saved")
    );
    play.event(Event::BookmarksSaved(vec![set.id]));
    assert_eq!(saved(&play), Some(true));
    play.press("b");
    assert!(matches!(
        play.asked.pop_back(),
        Some(Effect::SaveBookmark(BookmarkChange::Clear(_)))
    ));
    assert_eq!(
        (saved(&play), play.notice()),
        (None, "notice-bookmark-removed")
    );
}

#[test]
fn what_the_file_holds_does_not_undo_what_was_pressed() {
    let mut play = Play::new(&["甲", "乙"]);
    play.press("b");
    play.event(Event::BookmarksRead(vec![
        bookmark("甲", 3, 1),
        bookmark("乙", 1, 2),
    ]));
    let mark = |name| play.model.marks.get(id(name)).unwrap();
    assert_eq!((mark("甲").bookmark.block, mark("甲").saved), (0, false));
    assert_eq!((mark("乙").bookmark.block, mark("乙").saved), (1, true));
}

#[test]
fn a_bookmark_opens_where_reading_stopped_and_notes_where_it_stops() {
    let mut play = Play::new(&["甲", "乙"]);
    play.event(Event::BookmarksRead(vec![bookmark("甲", 6, 40)]));
    play.keys("<Enter>");
    assert_eq!(play.notice(), "notice-resumed-reading");
    assert_eq!(play.reader().anchor().block, 6);
    let there = play.top_text();
    play.press("jjj");
    play.press("h");
    let effects: Vec<Effect> = play.asked.drain(..).collect();
    let [
        Effect::SaveBookmark(BookmarkChange::Move {
            id: moved,
            block,
            offset,
        }),
        Effect::Remember(_),
    ] = effects[..]
    else {
        panic!("the place is not noted");
    };
    assert_eq!(moved, id("甲"));
    play.keys("<Enter>");
    assert_ne!(play.top_text(), there);
    let here = play.reader().anchor();
    assert_eq!((here.block, here.offset), (block, offset));
    // Left where it was found: there is nothing to note.
    play.press("h");
    assert!(play.asked.is_empty(), "{:?}", play.asked);
}

#[test]
fn bookmarks_that_come_after_the_article_still_count() {
    let mut play = Play::new(&["甲"]);
    play.keys("<Enter>");
    play.event(Event::BookmarksRead(vec![bookmark("甲", 6, 40)]));
    assert_eq!(play.reader().anchor().block, 6);
    // But not once reading has begun.
    let mut play = Play::new(&["甲"]);
    play.keys("<Enter>j");
    let before = play.reader().top;
    play.event(Event::BookmarksRead(vec![bookmark("甲", 6, 40)]));
    assert_eq!(play.reader().top, before);
}

#[test]
fn a_signal_saves_and_ends() {
    let mut play = Play::new(&["甲"]);
    play.event(Event::BookmarksRead(vec![bookmark("甲", 0, 0)]));
    play.keys("<Enter><Space>").event(Event::Signalled(15));
    let effects: Vec<Effect> = play.asked.drain(..).collect();
    assert!(
        matches!(
            effects[..],
            [
                Effect::SaveBookmark(BookmarkChange::Move { .. }),
                Effect::Remember(_),
                Effect::Quit { signal: Some(15) }
            ]
        ),
        "{effects:?}"
    );
}

#[test]
fn the_head_gives_way_to_the_whole_without_a_jump() {
    for keys in [
        "",
        "<Space>",
        "<Space>\\",
        "/第9段<Enter>",
        "<Space>\\/第9段<Enter>",
    ] {
        let mut play = Play::new(&["甲", "乙"]);
        play.press("<Enter>");
        let Some(Effect::LoadArticle { era, .. }) = play.asked.pop_back() else {
            panic!("nothing is loaded");
        };
        play.event(loaded(era, "甲", false));
        assert!(!play.reader().article.complete);
        play.keys(keys);
        let (top, view) = (play.top_text(), play.reader().view());
        let found = play
            .reader()
            .found
            .as_ref()
            .map(|found| found.matches.len());
        play.event(loaded(era, "甲", true)).settle();
        assert!(play.reader().article.complete && play.model.opening.is_none());
        assert_eq!(play.reader().view(), view, "{keys}");
        assert_eq!(play.top_text(), top, "{keys}");
        let now = play
            .reader()
            .found
            .as_ref()
            .map(|found| found.matches.len());
        assert_eq!(found, now, "{keys}: the search goes on");
        // The page is whole now: its end is there.
        let text = &play.reader().sheet.page.text;
        assert!(text.contains("第30段"), "{keys}");
    }
}

#[test]
fn a_bookmark_behind_the_head_is_reached_with_the_whole() {
    for touched in [false, true] {
        let mut play = Play::new(&["甲"]);
        play.event(Event::BookmarksRead(vec![bookmark("甲", 22, 0)]));
        play.press("<Enter>");
        let Some(Effect::LoadArticle { era, .. }) = play.asked.pop_back() else {
            panic!("nothing is loaded");
        };
        play.event(loaded(era, "甲", false));
        if touched {
            play.keys("<Space>");
        }
        let before = play.reader().top;
        play.event(loaded(era, "甲", true)).settle();
        if touched {
            assert_eq!(play.reader().top, before, "reading has begun");
        } else {
            assert_eq!(play.reader().anchor().block, 22);
        }
    }
}

/// The head of 甲 on the page, of which a bookmark stands behind it.
fn head_of_a_bookmarked(play: &mut Play) -> Era {
    play.event(Event::BookmarksRead(vec![bookmark("甲", 22, 0)]));
    play.press("<Enter>");
    let Some(Effect::LoadArticle { era, .. }) = play.asked.pop_back() else {
        panic!("nothing is loaded");
    };
    play.event(loaded(era, "甲", false));
    era
}

#[test]
fn leaving_before_the_rest_has_come_keeps_the_bookmark_where_it_was() {
    for keys in ["h", "Q", "[", "q"] {
        let mut play = Play::new(&["甲", "乙"]);
        head_of_a_bookmarked(&mut play);
        play.press(keys);
        let moved = |effect: &Effect| matches!(effect, Effect::SaveBookmark(_));
        assert!(!play.asked.iter().any(moved), "{keys}: {:?}", play.asked);
        let mark = play.model.marks.get(id("甲")).unwrap();
        assert_eq!(mark.bookmark.block, 22, "{keys}");
    }
}

#[test]
fn the_place_is_noted_from_the_source_text_too() {
    let mut play = Play::new(&["甲"]);
    play.event(Event::BookmarksRead(vec![bookmark("甲", 0, 0)]));
    play.keys("<Enter><Space>");
    let typeset = play.reader().anchor();
    assert!(typeset.block > 1, "{typeset:?}");
    play.keys("\\");
    assert_eq!(play.reader().anchor().block, typeset.block);
    play.keys("Q");
    let mark = play.model.marks.get(id("甲")).unwrap();
    assert_eq!(mark.bookmark.block, typeset.block);
}

#[test]
fn the_rest_comes_whatever_else_was_asked_for() {
    let mut play = Play::new(&["甲", "gone"]);
    let era = head_of_a_bookmarked(&mut play);
    play.keys("hj<Enter>");
    assert_eq!(play.notice(), "notice-source-failed");
    play.event(loaded(era, "甲", true)).settle();
    assert!(play.reader().article.complete);
}

#[test]
fn rows_and_matches_change_together() {
    let mut play = Play::new(&["甲", "乙", "丙"]);
    play.event(Event::BookmarksRead(vec![bookmark("丙", 0, 0)]));
    play.keys("/丙<Enter>");
    assert_eq!(play.chosen(), "丙");
    // Only bookmarks are asked for; what shows is still the result over all rows.
    play.press("B");
    assert!(play.model.list.is_filtering());
    assert_eq!(play.chosen(), "丙");
    play.settle();
    assert_eq!(play.chosen(), "丙");
    assert_eq!(play.model.list.rows().len(), 1);
}

#[test]
fn enter_before_the_result_opens_the_result() {
    let mut play = Play::new(&["甲", "乙", "丙"]);
    play.press("/丙<Enter><Enter>");
    let loads = |effect: &Effect| matches!(effect, Effect::LoadArticle { .. });
    assert!(
        !play.asked.iter().any(loads),
        "the old result is not opened"
    );
    play.settle();
    assert_eq!(play.reader().article.headline(), "丙");
}

#[test]
fn a_panic_in_a_job_is_said_and_costs_no_more() {
    let mut play = Play::new(&["甲", "乙"]);
    play.press("<Enter>")
        .event(Event::JobPanicked("oops".into()));
    assert_eq!(play.notice(), "notice-job-panicked");
    play.asked.clear();
    play.keys("j<Enter>");
    assert_eq!(play.reader().article.headline(), "乙");
}

#[test]
fn keys_wait_for_the_rest_of_their_sequence() {
    let (config, _) = crate::config::load("[keys]\ngo-last = [\"<C-x>g\"]\n");
    let mut play = Play::new(&["甲", "乙", "丙"]);
    (play.model.keymap, _) = Keymap::with_overrides(&config.keys);
    play.press("<C-x>");
    assert_eq!(
        (play.model.pending.len(), play.chosen().as_str()),
        (1, "甲")
    );
    play.press("g");
    assert_eq!(
        (play.model.pending.len(), play.chosen().as_str()),
        (0, "丙")
    );
    play.press("<C-x>k");
    assert_eq!(
        (play.model.pending.len(), play.notice()),
        (0, "notice-key-unbound")
    );
    assert_eq!(play.chosen(), "丙");
}

#[test]
fn what_an_input_method_sends_stands_for_keys() {
    let mut play = Play::new(&["甲", "乙", "丙"]);
    play.press("ｊㅓ");
    assert_eq!(play.chosen(), "丙");
    play.press("／");
    assert!(matches!(play.model.prompt, Some(Prompt::Filter { .. })));
    // In the prompt it is what is typed.
    play.press("ｊ");
    assert_eq!(play.model.list.query, "ｊ");
    play.press("<Esc>？");
    assert!(matches!(play.model.prompt, Some(Prompt::Palette(_))));
}

#[test]
fn a_key_that_a_terminal_would_obey_is_not_shown_as_it_is() {
    let mut play = Play::new(&["甲"]);
    for c in ['\u{9b}', '\u{202e}', '\0'] {
        play.event(Event::Key(Key::char(c)));
        let notice = play.model.notice.as_ref().unwrap();
        let words = notice.words(&play.model.texts);
        assert_eq!(crate::text::clean::clean(&words), words, "{c:?}");
    }
}

#[test]
fn a_paste_is_typed_clean_and_only_where_text_is_typed() {
    let mut play = Play::new(&["甲", "乙"]);
    let before = play.facts();
    play.event(Event::Paste("QQjj\n".to_owned()));
    assert_eq!(play.facts(), before);
    play.press("/")
        .event(Event::Paste("甲\u{1b}[31m\n乙\u{202e}".to_owned()));
    assert_eq!(play.model.list.query, "甲 乙");
    assert_eq!(play.asked.len(), 1, "one filter for the whole paste");
}

fn click(play: &mut Play, column: u16, row: u16) {
    let kind = MouseKind::Press;
    play.event(Event::Mouse(Mouse { kind, column, row }))
        .settle();
}

fn wheel(play: &mut Play, kind: MouseKind, column: u16, row: u16) {
    play.event(Event::Mouse(Mouse { kind, column, row }))
        .settle();
}

#[test]
fn a_click_chooses_and_another_opens() {
    let mut play = Play::new(&["甲", "乙", "丙"]);
    click(&mut play, 10, 3);
    assert_eq!(
        (play.chosen().as_str(), play.model.reader.is_none()),
        ("乙", true)
    );
    click(&mut play, 10, 20);
    assert_eq!(play.chosen(), "乙", "below the rows");
    click(&mut play, 10, 3);
    assert_eq!(play.reader().article.headline(), "乙");
    wheel(&mut play, MouseKind::WheelDown, 10, 3);
    assert_eq!(play.reader().top, Place { segment: 2, row: 0 });
    wheel(&mut play, MouseKind::WheelUp, 10, 3);
    assert_eq!(play.reader().top, Place::default());
}

#[test]
fn a_click_unfolds_the_related_part_and_opens_its_items() {
    let mut play = Play::new(&["甲", "乙", "丙"]);
    play.keys("<Enter>G");
    click(&mut play, 10, 21);
    assert!(play.reader().related_open, "its heading is the last row");
    play.keys("G");
    let (segment, height) = (
        play.reader().sheet.page.links[1].segment,
        play.model.page_height(),
    );
    let reader = play.model.reader.as_mut().unwrap();
    let shown = reader.shown();
    let row = (0..height).find(|row| {
        let place = reader.sheet.step(reader.top, *row as isize, shown);
        place == Place { segment, row: 1 }
    });
    let row = row.unwrap() as u16;
    click(&mut play, 10, row);
    assert_eq!(
        (play.reader().link, play.reader().article.headline()),
        (Some(1), "甲".into())
    );
    click(&mut play, 10, row);
    assert_eq!(play.reader().article.headline(), "丙");
}

#[test]
fn a_click_below_a_short_page_means_nothing() {
    let mut play = Play::new(&["甲", "乙", "丙"]);
    play.event(Event::Resized(80, 200)).keys("<Enter>");
    click(&mut play, 10, 190);
    assert!(!play.reader().related_open);
    assert_eq!(play.reader().link, None);
}

#[test]
fn the_mouse_does_not_reach_through_what_is_typed() {
    let mut play = Play::new(&["甲", "乙", "丙"]);
    play.keys("?");
    click(&mut play, 10, 3);
    click(&mut play, 10, 3);
    assert_eq!(
        (play.chosen().as_str(), play.model.reader.is_none()),
        ("甲", true)
    );
    wheel(&mut play, MouseKind::WheelDown, 10, 3);
    let Some(Prompt::Palette(palette)) = &play.model.prompt else {
        panic!("the help is open");
    };
    assert_eq!((palette.cursor, play.chosen().as_str()), (3, "甲"));
}

#[test]
fn the_focus_goes_between_the_sides_of_a_wide_window() {
    let mut play = Play::new(&["甲", "乙"]);
    play.event(Event::Resized(120, 40));
    play.keys("<Tab>");
    assert_eq!(
        (play.model.focus, play.notice()),
        (Focus::List, "empty-no-article")
    );
    play.keys("<Enter>");
    assert_eq!(play.model.focus, Focus::Reader);
    let measure = play.reader().sheet.typography.measure;
    play.keys("z");
    assert!(play.model.alone && !play.model.geometry().wide());
    assert_eq!(play.reader().sheet.typography.measure, measure);
    play.keys("h");
    assert!(play.model.geometry().wide(), "the list shows again");
    play.keys("j<Tab>");
    assert_eq!(play.model.focus, Focus::Reader);
    assert_eq!(
        play.reader().article.headline(),
        "甲",
        "the page shows what was opened"
    );
    play.event(Event::Resized(80, 24));
    assert!(play.model.geometry().page.is_some() && play.model.geometry().list.is_none());
    play.keys("z");
    assert_eq!(play.notice(), "notice-window-narrow");
}

#[test]
fn suspending_and_coming_back_draws_anew() {
    let mut play = Play::new(&["甲"]);
    play.press("<C-z>")
        .event(Event::SuspendAsked)
        .event(Event::Resumed(80, 24))
        .press("<C-l>");
    let effects: Vec<Effect> = play.asked.drain(..).collect();
    assert!(
        matches!(
            effects[..],
            [
                Effect::Suspend,
                Effect::Suspend,
                Effect::Redraw,
                Effect::Redraw
            ]
        ),
        "{effects:?}"
    );
}

#[test]
fn sources_that_fail_are_counted() {
    let mut play = Play::new(&["甲"]);
    play.event(Event::SourceFailed(failure()))
        .event(Event::SourceFailed(failure()));
    assert_eq!(
        (play.model.failed.len(), play.notice()),
        (2, "notice-sources-failed")
    );
}

mod results;
