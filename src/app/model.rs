//! Everything the program knows while it runs, as plain data.
//!
//! Invariant: no handles, no locks, no clock; only `update` changes it.

use super::annotate::Words;
use super::command::Context;
use super::encodings::Encodings;
use super::event::{Era, Failure};
use super::faults::Faults;
use super::geometry::{Geometry, Shown};
use super::history::History;
use super::keymap::Keymap;
use super::line::Line;
use super::links::Links;
use super::list::List;
use super::marks::Marks;
use super::memory::Reading;
use super::missing::Moved;
use super::notice::Notice;
use super::outside::Outside;
use super::palette::Palette;
use super::pick::Pick;
use super::read::{Left, Reader};
use super::texts::Mode;
use super::timeline::Timeline;
use super::visit::Visited;
use crate::article::Source;
use crate::config::{Kept, Look};
use crate::i18n::Texts;
use crate::keys::Key;
use crate::lexicon::{Lexicon, Part};
use crate::reader::Typography;
use crate::store::Bookmark;
use crate::text::{Ambiguous, Clean};

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
    /// Narrows the list at once; `before` is the filter that was on, in its mode.
    Filter {
        line: Line,
        before: Clean,
        mode: Mode,
    },
    /// Looks for a text in the article.
    Find { line: Line },
    /// Tags or a note of a bookmark, which need not be there yet.
    Write {
        line: Line,
        words: Words,
        bookmark: Box<Bookmark>,
    },
    /// Help and commands.
    Palette(Palette),
    /// The dates that the article mentions: nothing is typed there, and the keys
    /// are those of the page.
    Dates(Timeline),
    /// The encodings to choose from; the same holds there.
    Encodings(Encodings),
}

/// What the configuration says about the page, and what keys changed of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    pub look: Look,
    /// The same as configured.
    pub configured: Look,
    /// Characters a minute, and words of other scripts.
    pub reading_speed: usize,
    pub reading_speed_words: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            look: Look::default(),
            configured: Look::default(),
            reading_speed: 500,
            reading_speed_words: 240,
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
    /// What is looked for in it once it is there: it was found by that.
    pub find: Option<String>,
    /// Its bookmark knows another place, where it is not any more.
    pub moved: Option<Box<Moved>>,
}

/// The model.
#[derive(Debug)]
pub struct Model {
    pub list: List,
    pub reader: Option<Reader>,
    pub opening: Option<Opening>,
    /// The article on the page is being read as another encoding.
    pub(super) rereading: Option<Era>,
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
    /// What keys have changed, for the next start.
    pub kept: Kept,
    /// What the terminal has answered, now or an earlier time.
    pub terminal: Option<Ambiguous>,
    /// The dictionaries that are loaded, and those that were asked for.
    pub lexicon: Lexicon,
    pub(super) asked: Vec<Part>,
    pub texts: Texts,
    pub marks: Marks,
    /// What was read, and where it was left.
    pub reading: Reading,
    pub visited: Visited,
    /// What was typed before.
    pub history: History,
    pub notice: Option<Notice>,
    /// The sources of the list that could not be read.
    pub failed: Vec<Failure>,
    pub(super) faults: Faults,
    /// The bookmarks file was read.
    pub bookmarks_read: bool,
    /// Where the config file lies, for the help.
    pub config_path: Clean,
    /// The folder for the user's own articles, for the empty list.
    pub articles_path: Clean,
    pub leaving: Leaving,
    pub links: Links,
    pub outside: Outside,
    /// One line is to be chosen, and nothing else done.
    pub pick: Option<Pick>,
    pub(super) last_era: u64,
}

/// Whether the program comes to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    No,
    /// Bookmarks would be lost, which was said; by the next key one may leave all the same.
    Asked,
    Now,
}

impl Model {
    /// An empty model.
    pub fn new(texts: Texts, keymap: Keymap, settings: Settings) -> Self {
        Self {
            list: List::default(),
            reader: None,
            opening: None,
            rereading: None,
            prompt: None,
            focus: Focus::List,
            alone: false,
            size: (80, 24),
            keymap,
            pending: Vec::new(),
            settings,
            kept: Kept::default(),
            terminal: None,
            lexicon: Lexicon::default(),
            asked: Vec::new(),
            texts,
            marks: Marks::default(),
            reading: Reading::default(),
            visited: Visited::default(),
            history: History::default(),
            notice: None,
            failed: Vec::new(),
            faults: Faults::default(),
            bookmarks_read: false,
            config_path: Clean::default(),
            articles_path: Clean::default(),
            leaving: Leaving::No,
            links: Links::default(),
            outside: Outside::default(),
            pick: None,
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
        if self.pick.is_some() {
            return Geometry::of_list(self.size.0, self.size.1);
        }
        let shown = Shown {
            reader: self.reader.is_some() || self.opening.is_some(),
            on_reader: self.focus == Focus::Reader,
            alone: self.alone,
        };
        Geometry::new(self.size.0, self.size.1, shown)
    }

    /// Entries of the list that show at once.
    pub fn list_height(&self) -> usize {
        let rows = self.geometry().list.map_or(1, |area| area.height as usize);
        (rows / self.list.entry_rows()).max(1)
    }

    /// Rows of the page; on a vertical page, its columns.
    pub fn page_height(&self) -> usize {
        let geometry = self.geometry();
        let look = self.look();
        let rows = if look.vertical {
            geometry.columns(look)
        } else {
            geometry.page.map_or(1, |area| area.height as usize)
        };
        rows.max(1)
    }

    /// How wide characters of ambiguous width are drawn.
    pub fn ambiguous(&self) -> Ambiguous {
        self.settings.look.ambiguous_width.resolved(self.terminal)
    }

    /// The look of the open article: a language may have been given to it.
    pub fn look(&self) -> Look {
        let mut look = self.settings.look;
        let given = self.reader.as_ref().map(|reader| reader.article.id);
        let given = given.and_then(|id| self.kept.language(id));
        look.text_lang = given.or(look.text_lang);
        look
    }

    /// How the page is set now.
    pub fn typography(&self) -> Typography {
        let (look, geometry) = (self.look(), self.geometry());
        let block = geometry.text_block(look);
        let measure = if look.vertical {
            block.height
        } else {
            block.width
        };
        let right = geometry.page.map_or(0, |pane| pane.x + pane.width);
        let margin = right.saturating_sub(block.x + block.width);
        Typography::of(look, measure, margin, self.ambiguous())
    }

    /// What the keys mean now.
    pub fn context(&self) -> Context {
        match (&self.prompt, self.focus) {
            (Some(Prompt::Dates(_) | Prompt::Encodings(_)), _) => Context::Reader,
            (Some(_), _) => Context::Prompt,
            (None, Focus::List) => Context::List,
            (None, Focus::Reader) => match &self.reader {
                Some(reader) if reader.selection.is_some() => Context::Select,
                _ => Context::Reader,
            },
        }
    }
}
