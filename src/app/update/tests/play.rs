//! A model in play: events go in, and what `update` asks for is answered when a test
//! says so, or at once.

use std::collections::VecDeque;
use std::sync::{Arc, OnceLock};

use super::*;
use crate::app::timeline::Dates;
use crate::app::{Filtering, Settings};
use crate::article::Portion;
use crate::i18n::{Language, Texts};
use crate::ingest;
use crate::keys::parse_sequence;
use crate::lexicon::Lexicon;
use crate::reader::{self, Page, View};
use crate::store::{Bookmark, ChunkBuilder, Row, RowFacts};

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
    pub(super) fn facts(&self) -> String {
        let m = &self.model;
        let reading = m.reader.as_ref().map(|r| {
            let view = (r.view(), r.related_open, r.link, r.article.portion);
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
        Effect::Filter(Filtering {
            era,
            text,
            snapshot,
            read,
            unread,
            ..
        }) => {
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
        | Effect::ReadOn { .. }
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
    article.portion = if complete {
        Portion::Whole
    } else {
        Portion::Head
    };
    article.id = id(name);
    let page = Arc::new(Page::new(&article, View::Page));
    let article = Arc::new(article);
    Event::ArticleLoaded { era, article, page }
}
