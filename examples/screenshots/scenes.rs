//! The screens of the pictures: the real model, moved by keys as a reader would
//! press them, over the embedded articles, drawn by the program's own painter.
//!
//! Invariant: nothing here depends on time, place or environment, so the same
//! code draws the same picture everywhere.

use std::ops::ControlFlow;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use yue::app::timeline::Dates;
use yue::app::{Effect, Event, Filtering, Keymap, Model, Settings, Shelf, update};
use yue::config::{Theme, ThemeName};
use yue::filter::{self, Finder, Nothing, Options, Query};
use yue::i18n::{Language, Texts};
use yue::lexicon::Lexicon;
use yue::reader::{self, Page, View};
use yue::shell::library::{Found, Library};
use yue::{keys, ui};

/// A screen worth a picture.
pub(crate) struct Scene {
    /// Part of the file's name.
    pub(crate) name: &'static str,
    /// What it shows, in words.
    pub(crate) title: &'static str,
    /// Columns and rows.
    size: (u16, u16),
    language: Language,
    /// What is pressed, in the notation of `docs/keys.md`.
    keys: &'static str,
}

/// All screens that have a picture.
pub(crate) const SCENES: [Scene; 6] = [
    Scene {
        name: "side-by-side",
        title: "List and page side by side in a window of 120 columns",
        size: (120, 32),
        language: Language::En,
        keys: "jbjbgg<Enter>",
    },
    Scene {
        name: "side-by-side-zh",
        title: "一百二十列宽的窗口里,列表与正文并排",
        size: (120, 32),
        language: Language::ZhHans,
        keys: "jbjbgg<Enter>",
    },
    Scene {
        name: "list",
        title: "The list, narrowed by a filter while it is being typed",
        size: (80, 10),
        language: Language::En,
        keys: "bjjjbgg/河内",
    },
    Scene {
        name: "page",
        title: "A Japanese article in a window of 80 columns",
        size: (80, 24),
        language: Language::En,
        keys: "jjjjj<Enter>",
    },
    Scene {
        name: "related",
        title: "The related articles of an article; a mark stands before those that can be opened",
        size: (80, 24),
        language: Language::En,
        keys: "<Enter>2",
    },
    Scene {
        name: "help",
        title: "All keys; typing searches them",
        size: (80, 24),
        language: Language::En,
        keys: "?",
    },
];

/// A theme that has a picture of each screen: name and theme.
pub(crate) const THEMES: [(&str, ThemeName); 2] =
    [("light", ThemeName::Light), ("dark", ThemeName::Dark)];

/// A drawn screen, and the cell of the caret.
pub(crate) struct Drawn {
    pub(crate) buffer: Buffer,
    pub(crate) caret: Option<(u16, u16)>,
}

/// Draws a screen. None where a key of the scene is not one.
pub(crate) fn draw(scene: &Scene, theme: ThemeName) -> Option<Drawn> {
    let model = play(scene)?;
    let (columns, rows) = scene.size;
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    let caret = ui::draw(&model, &Theme::new(theme, true), &mut buffer);
    Some(Drawn { buffer, caret })
}

/// The model after the keys of a scene.
fn play(scene: &Scene) -> Option<Model> {
    let library = Library::default();
    let keymap = Keymap::with_overrides(&[]).0;
    let mut model = Model::new(Texts::new(scene.language), keymap, Settings::default());
    model.size = scene.size;
    model.terminal = Some(yue::text::Ambiguous::NARROW);
    model.config_path = "~/.config/yue/config.toml".into();
    let mut chunks = Vec::new();
    // Embedded articles can be read; nothing breaks the reading off.
    let _: ControlFlow<()> = library.rows(&[], &mut |found| {
        if let Found::Rows(chunk) = found {
            chunks.push(chunk);
        }
        ControlFlow::Continue(())
    });
    for chunk in chunks {
        take(&mut model, &library, Event::RowsRead(Shelf::Listed, chunk));
    }
    take(&mut model, &library, Event::LibraryRead);
    take(&mut model, &library, Event::BookmarksRead(Vec::new()));
    for key in keys::parse_sequence(scene.keys).ok()? {
        take(&mut model, &library, Event::Key(key));
    }
    // What the last key said is no part of the picture.
    model.notice = None;
    Some(model)
}

/// Takes an event in and everything that follows from it, at once.
fn take(model: &mut Model, library: &Library, event: Event) {
    let mut events = vec![event];
    while let Some(event) = events.pop() {
        for effect in update(model, event) {
            perform(effect, library, &mut events);
        }
    }
}

/// What the program's threads do with an effect, in this thread.
#[allow(clippy::too_many_lines, reason = "one arm for each effect")]
fn perform(effect: Effect, library: &Library, events: &mut Vec<Event>) {
    match effect {
        Effect::LoadArticle { era, source } => {
            // The embedded articles can be read; another would show as missing.
            drop(library.loader.open(&source, &mut |article| {
                let page = Arc::new(Page::new(&article, View::Page));
                let article = Arc::new(article);
                events.push(Event::ArticleLoaded { era, article, page });
            }));
        }
        Effect::Filter(Filtering {
            era,
            text,
            snapshot,
            ..
        }) => {
            let finder = Finder::load(Options::default());
            let query = finder.query(&text, &Query::default()).unwrap_or_default();
            let found = filter::filter(&query, &snapshot, &Nothing, &|| false);
            events.extend(found.map(|matches| Event::Filtered {
                era,
                query,
                matches,
                complete: true,
            }));
        }
        Effect::BuildPage { era, article, view } => {
            let page = Arc::new(Page::new(&article, view));
            events.push(Event::PageBuilt { era, page });
        }
        Effect::Measure {
            era,
            page,
            typography,
            lexicon,
        } => {
            let starts = reader::starts(&page, typography, &lexicon, &|| false);
            events.extend(starts.map(|starts| Event::Measured { era, starts }));
        }
        Effect::Find {
            era,
            page,
            text,
            typography,
            lexicon,
        } => {
            let finder = filter::finder(&text);
            let matches = reader::find(&page, typography, &lexicon, &finder, &|| false);
            events.extend(matches.map(|matches| Event::Found { era, matches }));
        }
        Effect::ReadDates { era, article } => {
            let dates = Arc::new(Dates::of(article));
            events.push(Event::DatesRead { era, dates });
        }
        Effect::SaveBookmark(change) => events.push(Event::BookmarksSaved(vec![change.id()])),
        Effect::LoadLexicon(part) => events.push(Event::LexiconLoaded(Lexicon::load(part))),
        Effect::Search { .. }
        | Effect::Prepare(_)
        | Effect::ReadAs(..)
        | Effect::ReadOn { .. }
        | Effect::StopSearch
        | Effect::Remember(_)
        | Effect::SaveAgain
        | Effect::ReadBookmarks
        | Effect::Keep(_)
        | Effect::Copy(_)
        | Effect::OpenLink(_)
        | Effect::ReadAddress { .. }
        | Effect::Edit(_)
        | Effect::EditNote(_)
        | Effect::RemoveNote(_)
        | Effect::Reread { .. }
        | Effect::ReadList { .. }
        | Effect::Watch(_)
        | Effect::Suspend
        | Effect::Redraw
        | Effect::Quit { .. } => {}
    }
}
