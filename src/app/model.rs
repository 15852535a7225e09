//! Everything the program knows while it runs, as plain data.
//!
//! Invariant: no handles, no locks, no clock; only `update` changes it.

use super::command::Context;
use super::event::{Era, Failure};
use super::geometry::{Geometry, Shown};
use super::keymap::Keymap;
use super::line::Line;
use super::list::List;
use super::marks::Marks;
use super::notice::Notice;
use super::palette::Palette;
use super::read::{Left, Reader};
use super::visit::Visited;
use crate::article::Source;
use crate::i18n::Texts;
use crate::keys::Key;
use crate::reader::Typography;
use crate::text::{Ambiguous, Level};

/// Which pane the keys go to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    #[default]
    List,
    Reader,
}

/// What is being typed, and what for.
#[derive(Clone, Debug)]
pub enum Prompt {
    /// Narrows the list at once; `before` is the filter that was on.
    Filter { line: Line, before: String },
    /// Looks for a text in the article.
    Find { line: Line },
    /// Help and commands.
    Palette(Palette),
}

/// What the configuration says about the page, and what keys changed of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Columns of the text block, at most.
    pub measure: u16,
    /// The same as configured.
    pub default_measure: u16,
    pub ambiguous: Ambiguous,
    pub level: Level,
    /// Characters a minute.
    pub reading_speed: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            measure: 72,
            default_measure: 72,
            ambiguous: Ambiguous::Narrow,
            level: Level::Basic,
            reading_speed: 500,
        }
    }
}

/// An article on its way.
#[derive(Clone, Debug)]
pub struct Opening {
    pub era: Era,
    pub source: Source,
    /// Where to go in it; None for where its bookmark stands.
    pub goal: Option<Left>,
    /// Whether the article becomes a new visit.
    pub visit: bool,
}

/// The model.
#[derive(Debug)]
pub struct Model {
    pub list: List,
    pub reader: Option<Reader>,
    pub opening: Option<Opening>,
    pub prompt: Option<Prompt>,
    pub focus: Focus,
    /// `z`: the page alone.
    pub alone: bool,
    /// Columns and rows of the window.
    pub size: (u16, u16),
    pub keymap: Keymap,
    /// Keys of a sequence that is not complete.
    pub pending: Vec<Key>,
    pub settings: Settings,
    pub texts: Texts,
    pub marks: Marks,
    pub visited: Visited,
    pub notice: Option<Notice>,
    /// The sources of the list that could not be read.
    pub failed: Vec<Failure>,
    /// The bookmarks file was read.
    pub bookmarks_read: bool,
    /// Where the config file lies, for the help; cleaned.
    pub config_path: String,
    /// The folder for the user's own articles, for the empty list; cleaned.
    pub articles_path: String,
    pub quitting: bool,
    pub(super) last_era: u64,
}

impl Model {
    /// An empty model.
    pub fn new(texts: Texts, keymap: Keymap, settings: Settings) -> Self {
        Self {
            list: List::default(),
            reader: None,
            opening: None,
            prompt: None,
            focus: Focus::List,
            alone: false,
            size: (80, 24),
            keymap,
            pending: Vec::new(),
            settings,
            texts,
            marks: Marks::default(),
            visited: Visited::default(),
            notice: None,
            failed: Vec::new(),
            bookmarks_read: false,
            config_path: String::new(),
            articles_path: String::new(),
            quitting: false,
            last_era: 0,
        }
    }

    /// A fresh era.
    pub fn next_era(&mut self) -> Era {
        self.last_era += 1;
        Era(self.last_era)
    }

    /// Where everything stands.
    pub fn geometry(&self) -> Geometry {
        let shown = Shown {
            reader: self.reader.is_some() || self.opening.is_some(),
            on_reader: self.focus == Focus::Reader,
            alone: self.alone,
        };
        Geometry::new(self.size.0, self.size.1, shown)
    }

    /// Rows of the list.
    pub fn list_height(&self) -> usize {
        self.geometry()
            .list
            .map_or(1, |area| area.height as usize)
            .max(1)
    }

    /// Rows of the page.
    pub fn page_height(&self) -> usize {
        self.geometry()
            .page
            .map_or(1, |area| area.height as usize)
            .max(1)
    }

    /// How the page is set now.
    pub fn typography(&self) -> Typography {
        let measure = self.geometry().text_block(self.settings.measure).width;
        let Settings {
            ambiguous, level, ..
        } = self.settings;
        Typography {
            measure,
            ambiguous,
            level,
        }
    }

    /// What the keys mean now.
    pub fn context(&self) -> Context {
        match (&self.prompt, self.focus) {
            (Some(_), _) => Context::Prompt,
            (None, Focus::List) => Context::List,
            (None, Focus::Reader) => Context::Reader,
        }
    }
}
