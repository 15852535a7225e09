//! The program without a terminal, threads or files: the real `update` and
//! `draw`, and what `update` asks for done at once (`effects`), in order.
//!
//! Invariant: after [`Headless::settle`] nothing is under way but what a test
//! keeps back (`saves`, `held`).

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, OnceLock};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use yue::app::{Effect, Event, Failure, Keymap, Model, Mouse, MouseKind, Settings, Shelf, update};
use yue::article::Source;
use yue::config::{Theme, ThemeName};
use yue::i18n::{Language, Texts};
use yue::ingest;
use yue::keys::{Key, parse_sequence};
use yue::lexicon::{Lexicon, Part};
use yue::store::{Bookmark, BookmarkChange, Chunk, ChunkBuilder, Row, RowFacts};
use yue::ui;

use super::frame::Frame;

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
        model.config_path = String::from("~/.config/yue/config.toml");
        model.articles_path = String::from("~/.local/share/yue/articles");
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
        headline: row.headline.clone(),
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
        what: "~/.config/yue/bookmarks.toml".to_owned(),
        why: "why-disk-full",
        detail: String::new(),
    }
}
