//! The outside world: files, threads, clocks. Performs the effects that `update`
//! asks for and answers with events. No screen here.
//!
//! Invariant: `perform` never blocks; it queues.

pub mod atomic;
pub mod clock;
pub mod filter_thread;
pub mod fs;
pub mod library;
pub mod loader;
pub mod paths;
pub mod pool;
pub mod saver;
pub mod stdout;
pub mod walk;

use std::ffi::OsString;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::time::Duration;

use crate::app::{Effect, Era, Event, Shelf};
use crate::article::{Article, Source};
use crate::filter::{Needle, find_all};
use crate::reader::{self, Page, Typography, View};
use crate::store::BookmarkChange;
use filter_thread::FilterThread;
use library::{Found, Library};
use paths::Places;
use pool::Pool;
use saver::Saver;

/// Threads for reading and parsing: one may be busy with a large library while
/// the other opens an article.
const WORKERS: usize = 2;

/// What the shell works on.
#[derive(Default)]
pub struct Setup {
    /// None where there is no home: then nothing can be saved.
    pub places: Option<Places>,
    /// The folders of the config, as written there.
    pub folders: Vec<String>,
    /// The sources of the command line; none: the library.
    pub sources: Vec<OsString>,
}

impl Setup {
    /// The library of these places, for the screen and for the commands.
    pub fn library(&self) -> Library {
        let folder = |text: &String| match &self.places {
            Some(places) => places.folder(text),
            None => PathBuf::from(text),
        };
        Library {
            folders: self.folders.iter().map(folder).collect(),
            articles: self
                .places
                .as_ref()
                .map(|places| places.articles_dir.clone()),
            ..Library::default()
        }
    }
}

/// The threads that do what `update` asks for.
pub struct Shell {
    events: Sender<Event>,
    library: Arc<Library>,
    pool: Pool,
    filter: FilterThread,
    saver: Saver,
    /// The last eras asked for; older jobs that still wait are not begun.
    loading: Arc<AtomicU64>,
    measuring: Arc<AtomicU64>,
}

impl Shell {
    /// Starts the threads, and reading the library and the bookmarks.
    pub fn start(events: Sender<Event>, setup: Setup) -> std::io::Result<Self> {
        let library = Arc::new(setup.library());
        let pool = Pool::start(WORKERS, &events)?;
        let (all, told) = (Arc::clone(&library), events.clone());
        pool.submit(move || {
            read_library(&all, Shelf::Listed, &setup.sources, &told);
            if !setup.sources.is_empty() {
                read_library(&all, Shelf::Behind, &[], &told);
            }
        });
        let bookmarks = setup.places.map(|places| places.bookmarks_file);
        Ok(Self {
            pool,
            filter: FilterThread::start(events.clone())?,
            saver: Saver::start(bookmarks, events.clone())?,
            events,
            library,
            loading: Arc::default(),
            measuring: Arc::default(),
        })
    }

    /// Begins an effect; its result comes as an event. Effects on the screen and
    /// the process are not for the shell and do nothing here.
    pub fn perform(&self, effect: Effect) {
        match effect {
            Effect::LoadArticle { era, source } => self.load(era, source),
            Effect::Filter {
                era,
                query,
                snapshot,
            } => self.filter.ask(era, query, snapshot),
            Effect::BuildPage { era, article, view } => self.build(era, article, view),
            Effect::Measure {
                era,
                page,
                typography,
            } => self.measure(era, page, typography),
            Effect::Find { era, page, text } => self.find(era, page, text),
            Effect::SaveBookmark(change) => self.saver.save(dated(change)),
            Effect::Suspend | Effect::Redraw | Effect::Quit { .. } => {}
        }
    }

    /// Waits until all bookmarks are on disk; false where some are not, at the
    /// latest after `timeout`.
    pub fn flush(&self, timeout: Duration) -> bool {
        self.saver.flush(timeout)
    }

    /// The changes that are not on disk.
    pub fn unsaved(&self) -> Vec<BookmarkChange> {
        self.saver.unsaved()
    }

    fn load(&self, era: Era, source: Source) {
        self.loading.store(era.0, Ordering::Release);
        let latest = Arc::clone(&self.loading);
        let (library, events) = (Arc::clone(&self.library), self.events.clone());
        self.pool.submit(move || {
            if latest.load(Ordering::Acquire) != era.0 {
                return;
            }
            let loaded = library.loader.open(&source, &mut |article| {
                let page = Arc::new(Page::new(&article, View::Page));
                let article = Arc::new(article);
                tell(&events, Event::ArticleLoaded { era, article, page });
            });
            if let Err(failure) = loaded {
                let failed = Event::ArticleFailed {
                    era,
                    source,
                    failure,
                };
                tell(&events, failed);
            }
        });
    }

    fn build(&self, era: Era, article: Arc<Article>, view: View) {
        let events = self.events.clone();
        self.pool.submit(move || {
            let page = Arc::new(Page::new(&article, view));
            tell(&events, Event::PageBuilt { era, page });
        });
    }

    fn measure(&self, era: Era, page: Arc<Page>, typography: Typography) {
        self.measuring.store(era.0, Ordering::Release);
        let latest = Arc::clone(&self.measuring);
        let events = self.events.clone();
        self.pool.submit(move || {
            if latest.load(Ordering::Acquire) == era.0 {
                let starts = reader::starts(&page, typography);
                tell(&events, Event::Measured { era, starts });
            }
        });
    }

    fn find(&self, era: Era, page: Arc<Page>, text: String) {
        let events = self.events.clone();
        self.pool.submit(move || {
            let needle = Needle::new(&text);
            let matches = reader::find(&page, &|segment| find_all(segment, &needle));
            tell(&events, Event::Found { era, matches });
        });
    }
}

/// The change with its time, which only the shell knows.
fn dated(change: BookmarkChange) -> BookmarkChange {
    match change {
        BookmarkChange::Set(mut bookmark) if bookmark.added.is_empty() => {
            bookmark.added = clock::now_rfc3339();
            BookmarkChange::Set(bookmark)
        }
        other => other,
    }
}

/// Reads what the list holds and sends it chunk by chunk.
fn read_library(library: &Library, shelf: Shelf, sources: &[OsString], events: &Sender<Event>) {
    let ended = library.rows(sources, &mut |found| {
        let event = match found {
            Found::Rows(chunk) => Event::RowsRead(shelf, chunk),
            // The library behind named sources is a convenience; its gaps are not news.
            Found::Failed(_) if shelf == Shelf::Behind => return ControlFlow::Continue(()),
            Found::Failed(failure) => Event::SourceFailed(failure),
        };
        // Nobody listens any more: the program ends.
        if events.send(event).is_err() {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    });
    if ended.is_continue() && shelf == Shelf::Listed {
        tell(events, Event::LibraryRead);
    }
}

fn tell(events: &Sender<Event>, event: Event) {
    // Nobody listens any more only when the program ends.
    drop(events.send(event));
}

#[cfg(test)]
mod tests;
