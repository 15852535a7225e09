//! What the list holds: the sources named on the command line, or the library
//! (the embedded seeds, the folders of the config, `articles/`), found one by one
//! and handed on as they are found.
//!
//! Invariant: what cannot be read becomes a `Failure`; the others go on.

use std::ffi::{OsStr, OsString};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::SystemTime;

use super::bookmarks;
use super::fs::{Kind, ReadError, shown};
use super::loader::{Loader, file_source};
use super::paths::absolute;
use super::records::{self, Form, Item};
use super::walk::Walk;
use super::watch::{Places, Watcher};
use crate::app::Event;
use crate::app::event::{Failure, Shelf};
use crate::article::{ArticleId, Source};
use crate::ingest;
use crate::store::{CHUNK_ROWS, Chunk, ChunkBuilder, Row};
use crate::text::clean;

/// Rows of the first chunk: little enough to be there for the first frame.
const FIRST_ROWS: usize = 64;

/// Each chunk holds up to this many times the rows of the one before.
const GROWTH: usize = 8;

/// What reading the library comes upon.
#[derive(Clone, Debug)]
pub enum Found {
    Rows(Arc<Chunk>),
    /// So many bytes of so many (0: unknown) of a large source were read.
    Bytes(u64, u64),
    Failed(Failure),
    /// What comes slowly was put off: its rows stand behind those of others.
    Late,
}

/// Called for each thing found; `Break` ends the reading.
pub type Sink<'a, T> = &'a mut dyn FnMut(T) -> ControlFlow<()>;

/// The places of the library, and the loader for what is in them.
#[derive(Default)]
pub struct Library {
    /// The folders of the config, absolute.
    pub folders: Vec<PathBuf>,
    /// `articles/` in the data directory; need not exist.
    pub articles: Option<PathBuf>,
    /// The bookmarks file: its ids name articles too.
    pub bookmarks: Option<PathBuf>,
    /// Each line of the sources that are named is a headline.
    pub lines: bool,
    pub loader: Loader,
}

impl Library {
    /// The rows of `named`, or of the library where nothing is named, in chunks.
    pub fn rows(&self, named: &[OsString], sink: Sink<'_, Found>) -> ControlFlow<()> {
        let mut chunks = Chunks::new(sink);
        // What comes slowly: the others do not wait for it.
        let mut late = Vec::new();
        self.files(named, &mut |found| {
            if let Some((path, form)) = found.as_ref().ok().and_then(|source| self.records(source))
            {
                return chunks.records(&path, form, &self.loader);
            }
            let row = found.and_then(|source| {
                let row = guarded(&source, || self.loader.row_soon(&source))?;
                late.extend(row.is_none().then_some(source));
                Ok(row)
            });
            chunks.take(row)
        })?;
        chunks.flush()?;
        for source in late {
            (chunks.sink)(Found::Late)?;
            chunks.take(guarded(&source, || self.loader.row(&source).map(Some)))?;
        }
        chunks.flush()
    }

    /// The file of a source that holds one article or headline a line.
    fn records(&self, source: &Source) -> Option<(PathBuf, Form)> {
        match source {
            Source::File(path) if self.lines => Some((path.to_path_buf(), Form::Plain)),
            Source::File(path) => Some((path.to_path_buf(), Form::of(path)?)),
            Source::Stdin if self.lines => Some((PathBuf::from("-"), Form::Plain)),
            _ => None,
        }
    }

    /// The sources that `named` stands for, each article of a file of many by itself.
    pub fn sources(
        &self,
        named: &[OsString],
        sink: Sink<'_, Result<Source, Failure>>,
    ) -> ControlFlow<()> {
        self.files(named, &mut |found| self.within(found, sink))
    }

    /// Whether a source stands for many articles.
    pub fn is_many(&self, source: &Source) -> bool {
        self.records(source).is_some()
    }

    /// What a source that was found stands for, as in [`Library::sources`].
    pub fn within(
        &self,
        found: Result<Source, Failure>,
        sink: Sink<'_, Result<Source, Failure>>,
    ) -> ControlFlow<()> {
        let Some((path, form)) = found.as_ref().ok().and_then(|source| self.records(source)) else {
            return sink(found);
        };
        let once = Kind::is_once(&path);
        let given = self.loader.coding.given;
        records::read_as(&path, form, given, &mut |item| match item {
            Item::Rows(chunk) => {
                if once && form == Form::Plain {
                    self.loader.lines.keep(&path, &chunk);
                }
                let mut rows = (0..chunk.len()).filter_map(|index| chunk.source(index));
                rows.try_for_each(|source| sink(Ok(source)))
            }
            Item::Failed(failure) => sink(Err(failure)),
            Item::Bytes(..) => ControlFlow::Continue(()),
        })
    }

    /// The files that `named` stands for, or those of the library, in order; none is
    /// read.
    pub fn files(
        &self,
        named: &[OsString],
        sink: Sink<'_, Result<Source, Failure>>,
    ) -> ControlFlow<()> {
        if named.is_empty() {
            return self.library(sink);
        }
        for name in named {
            self.named(name, sink)?;
        }
        ControlFlow::Continue(())
    }

    /// Everything in the library.
    fn library(&self, sink: Sink<'_, Result<Source, Failure>>) -> ControlFlow<()> {
        for (name, _) in ingest::seeds() {
            sink(Ok(Source::Seed((*name).into())))?;
        }
        for folder in &self.folders {
            match Kind::at(folder) {
                // A folder may be empty as long as nobody asks for it by name.
                Ok(Kind::Folder) => _ = walk(folder, sink)?,
                Ok(_) => sink(Ok(file_source(folder)))?,
                Err(error) => sink(Err(error.of(&shown(folder))))?,
            }
        }
        match &self.articles {
            Some(folder) if folder.exists() => walk(folder, sink).map_continue(|_| ()),
            _ => ControlFlow::Continue(()),
        }
    }

    /// What one argument stands for: `-`, `seed:NAME`, a path, or an id.
    fn named(&self, name: &OsStr, sink: Sink<'_, Result<Source, Failure>>) -> ControlFlow<()> {
        let text = name.to_string_lossy();
        if text == "-" {
            return sink(Ok(Source::Stdin));
        }
        if let Some(seed) = text.strip_prefix("seed:") {
            return sink(match ingest::seed(seed) {
                Some(_) => Ok(Source::Seed(seed.into())),
                None => Err(ReadError::NoSeed.of(&text)),
            });
        }
        let path = Path::new(name);
        match Kind::at(path) {
            Ok(Kind::Folder) => {
                let found = walk(&absolute(path), sink)?;
                if found == 0 {
                    sink(Err(ReadError::FolderEmpty.of(&text)))?;
                }
                ControlFlow::Continue(())
            }
            Ok(Kind::File | Kind::Fifo) => sink(Ok(file_source(path))),
            Err(ReadError::NotFound) if is_id(&text) => {
                sink(self.with_id(&text).map_err(|error| error.of(&text)))
            }
            Err(error) => sink(Err(error.of(&text))),
        }
    }

    /// The one article of the library whose id begins with `prefix`.
    fn with_id(&self, prefix: &str) -> Result<Source, ReadError> {
        let mut hit: Option<Row> = None;
        let mut ambiguous = false;
        let ended = self.library(&mut |found| {
            let row = found.and_then(|source| self.loader.row(&source));
            // What cannot be read has no id.
            let Some(row) = row.ok().filter(|row| row.id.has_prefix(prefix)) else {
                return ControlFlow::Continue(());
            };
            match &hit {
                // The same article in two places is one; the first counts.
                Some(first) if first.id == row.id => {}
                Some(_) => {
                    ambiguous = true;
                    return ControlFlow::Break(());
                }
                None => hit = Some(row),
            }
            ControlFlow::Continue(())
        });
        if ambiguous && ended.is_break() {
            return Err(ReadError::Ambiguous);
        }
        let known = || self.bookmarked(prefix);
        hit.map(|row| row.source)
            .or_else(known)
            .ok_or(ReadError::NoId)
    }
}

impl Library {
    /// Where the article with this id lies in the library, if it does; files of many are
    /// looked through.
    pub fn find(&self, id: ArticleId) -> Option<Source> {
        let mut hit = None;
        let ended = self.rows(&[], &mut |found| {
            if let Found::Rows(chunk) = found {
                let mut rows = 0..chunk.len();
                let row = rows.find(|row| chunk.id(*row) == Some(id));
                hit = row.and_then(|row| chunk.source(row));
            }
            match hit {
                Some(_) => ControlFlow::Break(()),
                None => ControlFlow::Continue(()),
            }
        });
        // Broken off at the first that is found.
        let _: ControlFlow<()> = ended;
        hit
    }

    /// Where a bookmark says that the article with this id lies: it need not be in
    /// the library.
    fn bookmarked(&self, prefix: &str) -> Option<Source> {
        let contents = bookmarks::read(self.bookmarks.as_deref()?).ok()?;
        let found = contents
            .bookmarks
            .iter()
            .find(|b| b.id.has_prefix(prefix))?;
        Some(Source::parse(&found.source).expecting(found.id))
    }
}

/// What is read of a source; a panic costs that row only.
fn guarded<T>(source: &Source, read: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        Err(Failure {
            what: clean::line(&source.to_string()),
            why: "why-io",
            detail: "panic".into(),
        })
    })
}

/// Whether an argument may be an id or the beginning of one.
fn is_id(text: &str) -> bool {
    (6..=16).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Hands on all articles below a folder and what could not be read; counts both.
fn walk(folder: &Path, sink: Sink<'_, Result<Source, Failure>>) -> ControlFlow<(), usize> {
    let mut found = 0;
    for item in Walk::new(folder) {
        found += 1;
        sink(match item {
            Ok(path) => Ok(Source::File(path.into())),
            Err((path, error)) => Err(error.of(&shown(&path))),
        })?;
    }
    ControlFlow::Continue(found)
}

/// Gathers rows into chunks that grow, so that the first comes at once.
struct Chunks<'a> {
    sink: Sink<'a, Found>,
    builder: ChunkBuilder,
    limit: usize,
}

impl<'a> Chunks<'a> {
    fn new(sink: Sink<'a, Found>) -> Self {
        Self {
            sink,
            builder: ChunkBuilder::default(),
            limit: FIRST_ROWS,
        }
    }

    fn take(&mut self, row: Result<Option<Row>, Failure>) -> ControlFlow<()> {
        match row {
            Ok(Some(row)) => self.push(row),
            Ok(None) => ControlFlow::Continue(()),
            Err(failure) => self.fail(failure),
        }
    }

    fn push(&mut self, row: Row) -> ControlFlow<()> {
        self.builder.push(row);
        if self.builder.len() < self.limit {
            return ControlFlow::Continue(());
        }
        self.limit = (self.limit * GROWTH).min(CHUNK_ROWS);
        self.flush()
    }

    fn records(&mut self, path: &Path, form: Form, loader: &Loader) -> ControlFlow<()> {
        self.flush()?;
        let sink = &mut *self.sink;
        records::read_as(path, form, loader.coding.given, &mut |item| match item {
            Item::Rows(chunk) => {
                if form == Form::Plain {
                    loader.lines.keep(path, &chunk);
                }
                sink(Found::Rows(chunk))
            }
            Item::Bytes(done, all) => sink(Found::Bytes(done, all)),
            Item::Failed(failure) => sink(Found::Failed(failure)),
        })
    }

    fn fail(&mut self, failure: Failure) -> ControlFlow<()> {
        (self.sink)(Found::Failed(failure))
    }

    fn flush(&mut self) -> ControlFlow<()> {
        let builder = std::mem::take(&mut self.builder);
        if builder.is_empty() {
            return ControlFlow::Continue(());
        }
        (self.sink)(Found::Rows(Arc::new(builder.finish())))
    }
}

/// Reads what the list holds and sends it chunk by chunk; then, where sources were
/// named, the library behind them. What the list shows is watched from then on.
pub(super) fn read_library(
    library: &Library,
    sources: &[OsString],
    watcher: Option<&Watcher>,
    events: &Sender<Event>,
) {
    let begun = SystemTime::now();
    let send = |event| match events.send(event) {
        Ok(()) => ControlFlow::Continue(()),
        // Nobody listens any more: the program ends.
        Err(_) => ControlFlow::Break(()),
    };
    let mut late = false;
    let listed = library.rows(sources, &mut |found| match found {
        Found::Late => {
            late = true;
            ControlFlow::Continue(())
        }
        Found::Rows(chunk) => send(Event::RowsRead(Shelf::Listed, chunk)),
        Found::Bytes(done, all) => send(Event::Reading(done, all)),
        Found::Failed(failure) => send(Event::SourceFailed(failure)),
    });
    if let Some(watcher) = watcher.filter(|_| listed.is_continue()) {
        watcher.list(Places::of(library, sources), begun);
    }
    if listed.is_break() || send(Event::LibraryRead).is_break() || sources.is_empty() {
        return;
    }
    // In the order in which they were named, now that nobody has to wait for it.
    if late && sources.len() > 1 && send(Event::ListChanged).is_break() {
        return;
    }
    let behind = library.rows(&[], &mut |found| match found {
        Found::Rows(chunk) => send(Event::RowsRead(Shelf::Behind, chunk)),
        // Nobody has asked for these.
        Found::Failed(_) | Found::Bytes(..) | Found::Late => ControlFlow::Continue(()),
    });
    // Either all is read or the program ends.
    let _: ControlFlow<()> = behind;
}

#[cfg(test)]
mod tests;
