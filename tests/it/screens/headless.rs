//! The program without a terminal, threads or files: the real `update` and
//! `draw`, and what `update` asks for done at once, in order.
//!
//! Invariant: after [`Headless::settle`] nothing is under way but what a test
//! keeps back (`saves`, `held`).

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, OnceLock};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use yue::app::event::TextHit;
use yue::app::outside::Compared;
use yue::app::texts::Excerpt;
use yue::app::timeline::Dates;
use yue::app::{Effect, Event, Failure, Keymap, Model, Mouse, MouseKind, Settings, Shelf, update};
use yue::article::{Article, Source, Warning};
use yue::config::{Theme, ThemeName};
use yue::filter;
use yue::i18n::{Language, Texts};
use yue::ingest::{self, Verdict};
use yue::keys::{Key, parse_sequence};
use yue::lexicon::{Lexicon, Part};
use yue::reader::{self, Page, View};
use yue::search::{Form, Phrase, Scan};
use yue::store::{Bookmark, BookmarkChange, Chunk, ChunkBuilder, Row, RowFacts, RowIx, Snapshot};
use yue::text::clean::line;
use yue::ui;

use super::frame::Frame;

/// Sources larger than this show their head first, as in the program, in bytes.
const LARGE: usize = 256 * 1024;
/// Bytes of that head.
const HEAD: usize = 128 * 1024;

/// What becomes of bookmarks that are to be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saves {
    /// They are on disk at once.
    Done,
    /// They are on their way until [`Headless::disk`] answers.
    Held,
    /// The disk is full.
    Failed,
}

/// The program.
pub struct Headless {
    pub model: Model,
    pub theme: Theme,
    pub saves: Saves,
    /// Effects are kept in `queue` and not performed.
    pub held: bool,
    pub queue: VecDeque<Effect>,
    /// The texts of sources other than the embedded ones.
    pub texts: HashMap<Source, Arc<[u8]>>,
    /// The changes that went to the bookmarks file, and those on their way.
    pub saved: Vec<BookmarkChange>,
    pub unsaved: Vec<BookmarkChange>,
    /// The texts that were copied.
    pub copied: Vec<String>,
    /// What the next start would find.
    pub kept: String,
}

fn loaded(era: yue::app::Era, article: Article) -> Event {
    let page = Arc::new(Page::new(&article, View::Page));
    let article = Arc::new(article);
    Event::ArticleLoaded { era, article, page }
}

/// A dictionary, loaded once for all tests.
pub fn lexicon(part: Part) -> Lexicon {
    static READER: OnceLock<Lexicon> = OnceLock::new();
    static CONVERTER: OnceLock<Lexicon> = OnceLock::new();
    let cell = match part {
        Part::Reader => &READER,
        Part::Converter => &CONVERTER,
    };
    cell.get_or_init(|| Lexicon::load(part)).clone()
}

impl Headless {
    /// A program without any rows yet.
    pub fn new(size: (u16, u16)) -> Self {
        let texts = Texts::new(Language::En);
        let mut model = Model::new(texts, Keymap::default(), Settings::default());
        model.size = size;
        model.terminal = Some(yue::text::Ambiguous::NARROW);
        model.config_path = "~/.config/yue/config.toml".into();
        model.articles_path = "~/.local/share/yue/articles".into();
        Self {
            model,
            theme: Theme::new(ThemeName::Terminal, true),
            saves: Saves::Done,
            held: false,
            queue: VecDeque::new(),
            texts: HashMap::new(),
            saved: Vec::new(),
            unsaved: Vec::new(),
            copied: Vec::new(),
            kept: String::new(),
        }
    }

    /// The program with the embedded library, read whole, and no bookmarks.
    pub fn library(size: (u16, u16)) -> Self {
        let mut this = Self::new(size);
        let seeds = ingest::seeds().iter();
        let rows = seeds.map(|(name, bytes)| row(Source::Seed((*name).into()), bytes));
        this.rows(rows.collect());
        this.event(Event::LibraryRead);
        this.event(Event::BookmarksRead(Vec::new()));
        this
    }

    /// Adds a chunk of rows to the list.
    pub fn rows(&mut self, rows: Vec<Row>) {
        self.event(Event::RowsRead(Shelf::Listed, chunk(rows)));
    }

    /// Adds a text to the list, as the file `/texts/NAME`.
    pub fn add(&mut self, name: &str, text: &[u8]) -> Source {
        let source = Source::parse(&format!("/texts/{name}"));
        self.texts.insert(source.clone(), text.into());
        self.rows(vec![row(source.clone(), text)]);
        source
    }

    /// Opens a source as if it were the chosen headline.
    pub fn open(&mut self, source: &Source) {
        let mut effects = Vec::new();
        yue::app::open::open(&mut self.model, source.clone(), None, true, &mut effects);
        self.queue.extend(effects);
        self.settle();
    }

    /// Opens an embedded article.
    pub fn open_seed(&mut self, name: &str) {
        self.open(&Source::Seed(name.into()));
    }

    /// Presses keys: `jj<Enter>/中国<Esc>`; a blank is the space bar. Whatever a
    /// key asks for is done before the next one.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        if !keys.is_empty() {
            let keys = parse_sequence(&keys.replace(' ', "<Space>")).unwrap();
            keys.into_iter().for_each(|key| self.key(key));
        }
        self
    }

    /// Presses one key.
    pub fn key(&mut self, key: Key) {
        self.event(Event::Key(key));
    }

    /// Uses the mouse.
    pub fn mouse(&mut self, kind: MouseKind, column: u16, row: u16) {
        self.event(Event::Mouse(Mouse { kind, column, row }));
    }

    /// Makes the window another size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.event(Event::Resized(columns, rows));
    }

    /// Lets something happen and does what it asks for.
    pub fn event(&mut self, event: Event) {
        let effects = update(&mut self.model, event);
        self.queue.extend(effects);
        self.settle();
    }

    /// Does all that was asked for, and what that asks for.
    pub fn settle(&mut self) {
        while !self.held {
            let Some(effect) = self.queue.pop_front() else {
                return;
            };
            for event in self.perform(effect) {
                let effects = update(&mut self.model, event);
                self.queue.extend(effects);
            }
        }
    }

    /// What an effect leads to.
    #[allow(clippy::too_many_lines, reason = "one arm for each effect")]
    pub fn perform(&mut self, effect: Effect) -> Vec<Event> {
        match effect {
            Effect::LoadArticle { era, source } => match self.articles(&source) {
                Ok(articles) => articles.into_iter().map(|a| loaded(era, a)).collect(),
                Err(failure) => vec![Event::ArticleFailed {
                    era,
                    source,
                    failure,
                }],
            },
            Effect::Filter {
                era,
                text,
                snapshot,
                read,
                unread,
                ..
            } => {
                static FINDER: OnceLock<filter::Finder> = OnceLock::new();
                let finder =
                    FINDER.get_or_init(|| filter::Finder::load(filter::Options::default()));
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
                let hits = self.search(&text, &snapshot);
                vec![Event::TextFound {
                    era,
                    hits,
                    looked: snapshot.len(),
                    done: true,
                    failure: None,
                }]
            }
            Effect::Prepare(_) | Effect::Remember(_) | Effect::StopSearch => Vec::new(),
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
                let matches =
                    reader::find(&page, typography, &lexicon, &finder, &|| false).unwrap();
                vec![Event::Found { era, matches }]
            }
            Effect::ReadDates { era, article } => {
                let dates = Arc::new(Dates::of(article));
                vec![Event::DatesRead { era, dates }]
            }
            Effect::SaveBookmark(change) => self.save(change),
            Effect::SaveAgain | Effect::Suspend => {
                vec![Event::Resumed(self.model.size.0, self.model.size.1)]
            }
            Effect::LoadLexicon(part) => vec![Event::LexiconLoaded(lexicon(part))],
            Effect::Copy(text) => {
                self.copied.push(text.to_string());
                vec![Event::Copied(None)]
            }
            Effect::Keep(text) => {
                self.kept = text;
                Vec::new()
            }
            Effect::ReadAddress { era, source } => {
                let article = self.articles(&source).map(|mut all| all.pop());
                let address = article.map(|article| yue::app::links::address(&article?));
                vec![Event::AddressRead { era, address }]
            }
            Effect::Edit(edit) => vec![Event::Edited {
                source: edit.source,
                failure: None,
            }],
            Effect::Reread { era, source } => match self.articles(&source) {
                Ok(mut articles) => articles.pop().map(|a| loaded(era, a)).into_iter().collect(),
                Err(failure) => vec![Event::ArticleFailed {
                    era,
                    source,
                    failure,
                }],
            },
            Effect::ReadList { era, before } => {
                let rows = Box::new(Compared::of(&before, before.clone()));
                let failure = None;
                vec![Event::ListRead { era, rows, failure }]
            }
            Effect::ReadAs(..)
            | Effect::EditNote(_)
            | Effect::RemoveNote(_)
            | Effect::ReadBookmarks
            | Effect::Redraw
            | Effect::OpenLink(_)
            | Effect::Watch(_)
            | Effect::Quit { .. } => Vec::new(),
        }
    }

    fn save(&mut self, change: BookmarkChange) -> Vec<Event> {
        let ids = vec![change.id()];
        match self.saves {
            Saves::Done => {
                self.saved.push(change);
                vec![Event::BookmarksSaved(ids)]
            }
            Saves::Held => {
                self.unsaved.push(change);
                Vec::new()
            }
            Saves::Failed => {
                self.unsaved.push(change);
                vec![Event::BookmarksFailed(ids, disk_full())]
            }
        }
    }

    /// What was on its way is on disk now.
    pub fn disk(&mut self) {
        let ids = self.unsaved.iter().map(BookmarkChange::id).collect();
        self.saved.append(&mut self.unsaved);
        self.event(Event::BookmarksSaved(ids));
    }

    /// The articles with a text in them, as the shell finds them.
    pub fn search(&self, text: &str, rows: &Snapshot) -> Vec<TextHit> {
        let Some(phrase) = Phrase::new(text) else {
            return Vec::new();
        };
        let mut scan = Scan::new(&phrase);
        let mut hits = Vec::new();
        for row in (0..rows.len() as u32).map(RowIx) {
            let articles = rows
                .source(row)
                .and_then(|source| self.articles(&source).ok());
            let Some(article) = articles.and_then(|mut all| all.pop()) else {
                continue;
            };
            let own = article.own_text();
            let found = scan.snippet("", own.as_bytes(), Form::Text, 60);
            hits.extend(found.map(|(text, marks)| TextHit {
                row,
                text: Excerpt::from(&line(text)),
                marks: marks.start as u32..marks.end as u32,
            }));
        }
        hits
    }

    /// The article of a source: of a large one its head first.
    fn articles(&self, source: &Source) -> Result<Vec<Article>, Failure> {
        let bytes = match source {
            Source::Seed(name) => ingest::seed(name),
            other => self.texts.get(other).map(|bytes| &**bytes),
        };
        let Some(bytes) = bytes else {
            return Err(Failure {
                what: line(&source.to_string()),
                why: "why-not-found",
                detail: "".into(),
            });
        };
        let mut articles = Vec::new();
        if bytes.len() > LARGE {
            let mut head = parse(source, &bytes[..HEAD]);
            head.warnings
                .retain(|warning| *warning != Warning::InvalidUtf8);
            head.complete = false;
            articles.push(head);
        }
        articles.push(parse(source, bytes));
        Ok(articles)
    }

    /// A frame, drawn twice and compared.
    pub fn frame(&self) -> Frame {
        self.frame_in(&self.theme)
    }

    /// A frame in another theme.
    pub fn frame_in(&self, theme: &Theme) -> Frame {
        let [first, second] = [(); 2].map(|()| {
            let area = Rect::new(0, 0, self.model.size.0, self.model.size.1);
            let mut buffer = Buffer::empty(area);
            let caret = ui::draw(&self.model, theme, &mut buffer);
            Frame { buffer, caret }
        });
        assert_eq!(first, second, "drawing changes nothing");
        if let Some((x, y)) = first.caret {
            assert!(
                x < self.model.size.0 && y < self.model.size.1,
                "the caret is on the screen"
            );
        }
        first
    }
}

/// The list row of a text.
pub fn row(source: Source, bytes: &[u8]) -> Row {
    let (decoded, _) = ingest::decode(bytes);
    let head = ingest::row(&decoded);
    Row {
        id: head.id,
        headline: head.headline,
        source,
        facts: RowFacts {
            agency: head.agency.into(),
            place: head.place.into(),
            ..RowFacts::default()
        },
    }
}

/// A chunk of rows.
pub fn chunk(rows: Vec<Row>) -> Arc<Chunk> {
    let mut builder = ChunkBuilder::default();
    rows.into_iter().for_each(|row| builder.push(row));
    Arc::new(builder.finish())
}

/// The bookmark of an article, as read from the file.
pub fn bookmark(row: &Row, block: u32, offset: u32) -> Bookmark {
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

/// The row of an embedded article.
pub fn seed_row(name: &str) -> Row {
    row(Source::Seed(name.into()), ingest::seed(name).unwrap())
}

/// Why nothing can be saved.
pub fn disk_full() -> Failure {
    Failure {
        what: "~/.config/yue/bookmarks.toml".into(),
        why: "why-disk-full",
        detail: "".into(),
    }
}

fn parse(source: &Source, bytes: &[u8]) -> Article {
    let decoded = Verdict::of(bytes, None).decode(bytes, true);
    ingest::decoded_article(decoded, source.clone())
}

/// What lies beside the headlines: what was read.
struct Beside(std::sync::Arc<std::collections::HashSet<yue::article::ArticleId>>);

impl filter::Beside for Beside {
    fn is_bookmarked(&self, _: yue::article::ArticleId) -> bool {
        false
    }
    fn is_read(&self, id: yue::article::ArticleId) -> bool {
        self.0.contains(&id)
    }
    fn mentions(&self, _: &yue::store::Chunk, _: usize, _: (i32, i32)) -> bool {
        false
    }
}
