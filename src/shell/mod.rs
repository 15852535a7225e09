//! The outside world: files, threads, clocks. Performs the effects that `update`
//! asks for and answers with events. No screen here.
//!
//! Invariant: `perform` never blocks; it queues.

pub mod atomic;
mod blocks;
pub mod bodies;
pub mod bookmarks;
mod browser;
pub mod candidates;
pub mod clock;
pub mod coding;
mod copy;
pub mod crash;
pub mod disk;
pub mod editor;
pub mod filter_thread;
pub mod finder;
mod flow;
mod following;
pub mod fs;
pub mod inflate;
pub mod inspect;
mod latest;
pub mod library;
pub mod lines;
pub mod loader;
mod mailbox;
pub mod memory;
pub mod mentioned;
pub mod note_file;
mod outside;
pub mod paths;
pub mod pool;
mod recoding;
pub mod records;
pub mod saver;
pub mod search_thread;
mod setup;
pub mod sift;
pub mod state;
pub mod stdout;
pub mod walk;
mod watch;
mod words;

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::time::{Duration, Instant, SystemTime};

use crate::app::timeline::Dates;
use crate::app::{Effect, Era, Event};
use crate::article::Article;
use crate::lexicon::Lexicon;
use crate::reader::{self, Page};
use crate::store::{BookmarkChange, MemoryChange};
use crate::text::Clean;
use browser::Browser;
use copy::Copier;
use editor::Editor;
use filter_thread::FilterThread;
pub use finder::SharedFinder;
use finder::find_somehow;
use latest::Latest;
use library::{Library, read_library};
use memory::Keeper;
use mentioned::Mentioned;
use paths::Places;
use pool::Pool;
use saver::Saver;
pub use saver::Unsaved;
use search_thread::SearchThread;
pub use setup::Setup;
use state::State;
use watch::Watcher;

/// Threads for reading and parsing: one may be busy with a large library, another
/// with the rest of a large article, while the third opens the next.
const WORKERS: usize = 3;

/// How long leaving waits for what only keys have changed.
const HABITS: Duration = Duration::from_millis(300);

/// The threads that do what `update` asks for.
pub struct Shell {
    events: Sender<Event>,
    library: Arc<Library>,
    pool: Pool,
    filter: FilterThread,
    search: SearchThread,
    finder: SharedFinder,
    saver: Saver,
    memory: Option<Keeper>,
    state: State,
    copier: Copier,
    watcher: Watcher,
    browser: Browser,
    editor: Editor,
    /// The sources of the command line; None where the list never changes.
    named: Option<Arc<[OsString]>>,
    loads: Latest,
    rereads: Latest,
    views: Latest,
    measures: Latest,
    finds: Latest,
    dates: Latest,
}

impl Shell {
    /// Starts the threads, and reading the library and the bookmarks.
    pub fn start(events: Sender<Event>, setup: Setup) -> std::io::Result<Self> {
        let mut library = setup.library();
        library.loader.hurries = true;
        let library = Arc::new(library);
        let finder = SharedFinder::new(setup.readings).of(setup.candidates.is_some());
        let pool = Pool::start(WORKERS, &events)?;
        let (all, told) = (Arc::clone(&library), events.clone());
        let (sources, folder) = (setup.sources, state_dir(setup.places.as_ref()));
        let state = State::new(folder.clone());
        // Lines have no bookmarks, and nothing is remembered of them.
        let articles_only = !setup.lines && setup.candidates.is_none();
        let memory = articles_only.then(|| Keeper::start(folder, events.clone()));
        let articles = setup.places.filter(|_| setup.candidates.is_none());
        let bookmarks = articles.map(|places| places.bookmarks_file);
        let watcher = Watcher::start(events.clone())?;
        if let Some(path) = bookmarks.clone() {
            let (watcher, begun) = (watcher.clone(), SystemTime::now());
            pool.submit(move || watcher.bookmarks(&path, begun));
        }
        if let (Some(path), Some(folder)) = (bookmarks.clone(), state.folder()) {
            let told = events.clone();
            pool.submit(move || outside::look_for_notes(&folder, &path, &told));
        }
        // Lines are no files, and what comes from elsewhere comes once.
        let changes = setup.candidates.is_none() && !setup.lines;
        let named: Option<Arc<[OsString]>> = changes.then(|| sources.clone().into());
        let watching = named.is_some().then(|| watcher.clone());
        pool.submit(move || match &setup.candidates {
            Some(candidates) => candidates.send(&told),
            None => read_library(&all, &sources, watching.as_ref(), &told),
        });
        Ok(Self {
            pool,
            filter: FilterThread::start(
                events.clone(),
                finder.clone(),
                Mentioned::new(Arc::clone(&library)),
            )?,
            finder,
            search: SearchThread::start(events.clone(), Arc::clone(&library))?,
            saver: Saver::start(bookmarks, events.clone())?,
            memory: memory.transpose()?,
            events,
            library,
            state,
            copier: Copier::new(setup.copy_command),
            watcher,
            browser: Browser::new(outside::variable("BROWSER").as_deref()),
            editor: Editor::of_environment(),
            named,
            rereads: Latest::default(),
            loads: Latest::default(),
            views: Latest::default(),
            measures: Latest::default(),
            finds: Latest::default(),
            dates: Latest::default(),
        })
    }

    /// Begins an effect; its result comes as an event. Effects on the screen and
    /// the process are not for the shell and do nothing here.
    pub fn perform(&self, effect: Effect) {
        match effect {
            Effect::LoadArticle { era, source } => self.load(era, source),
            Effect::ReadOn { era, source } => self.read_on(era, &source),
            Effect::Filter(sought) => {
                self.search.stop();
                self.filter.ask(sought);
            }
            Effect::Search {
                era,
                text,
                snapshot,
            } => self.search.ask(era, text, snapshot),
            Effect::StopSearch => self.search.stop(),
            Effect::Prepare(snapshot) => self.filter.prepare(snapshot),
            Effect::BuildPage { era, article, view } => {
                self.submit(&self.views, era, move |events, _| {
                    let page = Arc::new(Page::new(&article, view));
                    tell(events, Event::PageBuilt { era, page });
                });
            }
            Effect::Measure {
                era,
                page,
                typography,
                lexicon,
            } => self.submit(&self.measures, era, move |events, stale| {
                if let Some(starts) = reader::starts(&page, typography, &lexicon, stale) {
                    tell(events, Event::Measured { era, starts });
                }
            }),
            find @ Effect::Find { .. } => self.find(find),
            Effect::ReadDates { era, article } => self.read_dates(era, article),
            Effect::LoadLexicon(part) => {
                let events = self.events.clone();
                self.pool
                    .submit(move || tell(&events, Event::LexiconLoaded(Lexicon::load(part))));
            }
            Effect::Keep(text) => self.keep(state::LOOK, text),
            Effect::Remember(change) => self.remember(change),
            Effect::Copy(text) => self.copy(text),
            Effect::SaveBookmark(change) => self.saver.save(dated(change)),
            Effect::ReadAs(source, encoding) => self.library.loader.coding.choose(source, encoding),
            Effect::SaveAgain => self.saver.save_again(),
            Effect::ReadBookmarks => self.saver.reread(),
            other => self.perform_outside(other),
        }
    }

    fn find(&self, effect: Effect) {
        let Effect::Find {
            era,
            page,
            text,
            typography,
            lexicon,
        } = effect
        else {
            return;
        };
        let finder = self.finder.clone();
        self.submit(&self.finds, era, move |events, stale| {
            let find = |matcher: reader::Matcher<'_>| {
                reader::find(&page, typography, &lexicon, matcher, stale)
            };
            if let Some(matches) = find_somehow(&text, &finder, &find) {
                tell(events, Event::Found { era, matches });
            }
        });
    }

    fn remember(&self, change: MemoryChange) {
        if let Some(memory) = &self.memory {
            memory.note(change);
        }
    }

    fn copy(&self, text: Clean) {
        let events = self.events.clone();
        let told = move |result: Result<(), _>| tell(&events, Event::Copied(result.err()));
        self.copier.copy(text, told);
    }

    fn read_dates(&self, era: Era, article: Arc<Article>) {
        self.submit(&self.dates, era, move |events, _| {
            let dates = Arc::new(Dates::of(article));
            tell(events, Event::DatesRead { era, dates });
        });
    }

    /// Puts a text into a file of the state directory, soon.
    pub fn keep(&self, name: &'static str, text: String) {
        self.state.note(name, text);
        let (state, events) = (self.state.clone(), self.events.clone());
        self.pool.submit(move || {
            if let Err(failure) = state.write() {
                tell(&events, Event::NotKept(failure));
            }
        });
    }

    /// Whether a program for copying is named.
    pub fn copies(&self) -> bool {
        self.copier.is_there()
    }

    /// Waits until all bookmarks are on disk; false where some are not, at the
    /// latest after `timeout`.
    pub fn flush(&self, timeout: Duration) -> bool {
        // Habits go to disk beside the bookmarks, and nobody waits longer for them.
        let (state, (done, all)) = (self.state.clone(), mpsc::channel());
        let writer = std::thread::Builder::new().name("state".to_owned());
        let started = writer.spawn(move || done.send(state.write().is_ok()));
        self.memory.iter().for_each(Keeper::close);
        let saved = self.saver.flush(timeout);
        let begun = Instant::now();
        if started.is_ok() {
            // What is not there in time is done without.
            let _: Result<bool, _> = all.recv_timeout(HABITS);
        }
        let rest = HABITS.saturating_sub(begun.elapsed());
        self.memory.iter().for_each(|memory| memory.wait(rest));
        saved
    }

    /// What is not on disk.
    pub fn unsaved(&self) -> Unsaved {
        self.saver.unsaved()
    }

    /// Queues a job that is not begun where a later one of its kind was asked for;
    /// one that goes on may ask for that again and again.
    fn submit(
        &self,
        kind: &Latest,
        era: Era,
        job: impl FnOnce(&Sender<Event>, &dyn Fn() -> bool) + Send + 'static,
    ) {
        let latest = kind.ask(era);
        let events = self.events.clone();
        self.pool.submit(move || {
            if latest.is(era) {
                job(&events, &|| !latest.is(era));
            }
        });
    }
}

/// Where the small files of the program lie.
pub fn state_dir(places: Option<&Places>) -> Option<PathBuf> {
    places.map(|places| places.state_dir.clone())
}

/// The change with its time, which only the shell knows.
fn dated(mut change: BookmarkChange) -> BookmarkChange {
    if let BookmarkChange::Set(bookmark) | BookmarkChange::Join(bookmark) = &mut change
        && bookmark.added.is_empty()
    {
        bookmark.added = clock::now_rfc3339();
    }
    change
}

/// Panics in a debug build where `YUE_FAULT=worker`, so that it can be seen what
/// the panic of a worker costs.
fn provoke() {
    if cfg!(debug_assertions) {
        let fault = std::env::var_os("YUE_FAULT");
        assert!(fault.is_none_or(|fault| fault != "worker"), "YUE_FAULT");
    }
}

fn tell(events: &Sender<Event>, event: Event) {
    // Nobody listens any more only when the program ends.
    drop(events.send(event));
}

#[cfg(test)]
mod tests;
