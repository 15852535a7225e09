//! From a source to its text: the head for a list row, and the article, of which
//! a large one shows its head before the whole has been read and parsed.
//!
//! Invariant: what can be read only once (standard input, FIFOs) is read once and
//! kept, so that its row and its article come from the same bytes.

use std::collections::HashMap;
use std::io::IsTerminal;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::fs::{Kind, ReadError, Stream, shown};
use super::lines::KeptLines;
use super::paths::absolute;
use super::records::{Form, ReadBack};
use crate::app::event::Failure;
use crate::article::{Article, ArticleId, ID_CHARS, Source, Warning};
use crate::ingest::{self, TextForm, record};
use crate::store::{Row, RowFacts};
use crate::text::clean;

/// Bytes that hold the characters of an id in nearly every text.
const HEAD_BYTES: usize = 20 * 1024;

/// Sources larger than this many bytes show their head first.
const LARGE: usize = 256 * 1024;

/// Bytes of that head.
const WINDOW: usize = 128 * 1024;

/// Reads sources. One for the whole program, shared by its threads.
#[derive(Default)]
pub struct Loader {
    kept: Mutex<HashMap<Source, Slot>>,
    /// Headlines of one line each, for they have no other text.
    pub lines: KeptLines,
    records: ReadBack,
}

/// A stream that is kept, once it has been opened.
type Slot = Arc<Mutex<Option<Stream>>>;

/// The bytes of a source: ours alone, or kept for the next who asks.
enum Reading {
    Own(Stream),
    Kept(Slot),
}

impl Reading {
    fn with<T>(
        self,
        read: impl FnOnce(&mut Stream) -> Result<T, ReadError>,
    ) -> Result<T, ReadError> {
        match self {
            Self::Own(mut stream) => read(&mut stream),
            Self::Kept(slot) => {
                let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
                slot.as_mut().map_or(Err(ReadError::NotFound), read)
            }
        }
    }
}

impl Loader {
    /// A loader that takes `bytes` for standard input.
    pub fn with_stdin(bytes: impl std::io::Read + Send + 'static) -> Self {
        let stdin = Arc::new(Mutex::new(Some(Stream::of(bytes))));
        Self {
            kept: Mutex::new(HashMap::from([(Source::Stdin, stdin)])),
            ..Self::default()
        }
    }

    /// The list row of a source; reads only its head.
    pub fn row(&self, source: &Source) -> Result<Row, Failure> {
        let head = self.reading(source).and_then(|reading| reading.with(head));
        let head = ingest::row(&head.map_err(|error| failure(source, &error))?);
        Ok(Row {
            id: head.id,
            headline: head.headline,
            source: source.clone(),
            facts: RowFacts {
                agency: head.agency.into(),
                place: head.place.into(),
                ..RowFacts::default()
            },
        })
    }

    /// The article of a source, whole.
    pub fn article(&self, source: &Source, form: TextForm) -> Result<Article, Failure> {
        if let Source::Record { file, offset, id } = source {
            return self
                .record(file, *offset, source, form)
                .and_then(|article| expected(article, *id));
        }
        self.reading(source)
            .and_then(|reading| reading.with(|stream| whole(stream, source, form)))
            .map_err(|error| failure(source, &error))
    }

    /// That the record with this id still lies at byte `offset` of a file.
    pub fn is_there(&self, file: &Path, offset: u64, id: ArticleId) -> Result<(), ReadError> {
        let line = self.records.line(file, offset)?;
        let found = record::head(&line).map(|head| ingest::record_id(&head, &line));
        match found {
            Ok(found) if found == id => Ok(()),
            _ => Err(ReadError::Moved),
        }
    }

    /// Reads an article for the screen: `show` gets the head of a large one (not
    /// `complete`) and then the whole, with the same id.
    pub fn open(&self, source: &Source, show: &mut dyn FnMut(Article)) -> Result<(), Failure> {
        let form = TextForm::Clean;
        if let Source::Record { file, offset, id } = source {
            show(
                self.record(file, *offset, source, form)
                    .and_then(|article| expected(article, *id))?,
            );
            return Ok(());
        }
        let reading = self.reading(source).and_then(|reading| {
            reading.with(|stream| {
                stream.fill(LARGE + 1)?;
                if stream.bytes().len() > LARGE {
                    let (decoded, warnings) = ingest::decode(stream.window(WINDOW));
                    if settles_id(&decoded) {
                        let mut first = ingest::article(&decoded, source.clone(), warnings, form);
                        first.complete = false;
                        show(first);
                    }
                }
                whole(stream, source, form)
            })
        });
        show(reading.map_err(|error| failure(source, &error))?);
        Ok(())
    }

    /// The article that one line of a file is.
    fn record(
        &self,
        file: &Path,
        offset: u64,
        source: &Source,
        form: TextForm,
    ) -> Result<Article, Failure> {
        let kept = self.lines.line(file, offset);
        // What was cleaned for the list is not as written, where there is better.
        if let Some(line) = kept.filter(|_| form == TextForm::Clean || Kind::is_once(file)) {
            return Ok(headline(line.as_bytes(), source, form));
        }
        let line = self
            .records
            .line(file, offset)
            .map_err(|error| failure(source, &error))?;
        if Form::of(file) == Some(Form::Json) {
            let article = ingest::record_article(&line, source.clone(), form);
            return article.map_err(|why| failure(source, &ReadError::Broken(why.to_string())));
        }
        Ok(headline(&line, source, form))
    }

    fn reading(&self, source: &Source) -> Result<Reading, ReadError> {
        match source {
            Source::Seed(name) => {
                let bytes = ingest::seed(name).ok_or(ReadError::NoSeed)?;
                Ok(Reading::Own(Stream::of(bytes)))
            }
            Source::File(path) if Kind::at(path)? == Kind::File => {
                Ok(Reading::Own(Stream::open(path)?))
            }
            Source::File(path) => self.kept(source, || Stream::open(path)),
            Source::Record { .. } => Err(ReadError::Moved),
            Source::Stdin => self.kept(source, || {
                let stdin = std::io::stdin();
                // The keys come from there; nobody would type an article.
                if stdin.is_terminal() {
                    return Err(ReadError::Terminal);
                }
                Ok(Stream::of(stdin))
            }),
        }
    }

    /// The stream of what can be read only once. Opening may wait for a writer:
    /// nobody else's source is held up by that.
    fn kept(
        &self,
        source: &Source,
        open: impl FnOnce() -> Result<Stream, ReadError>,
    ) -> Result<Reading, ReadError> {
        let slot = {
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(kept.entry(source.clone()).or_default())
        };
        let mut opened = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if opened.is_none() {
            *opened = Some(open()?);
        }
        drop(opened);
        Ok(Reading::Kept(slot))
    }
}

/// Reads and decodes as much as the id and the headline need.
fn head(stream: &mut Stream) -> Result<String, ReadError> {
    let mut length = HEAD_BYTES;
    loop {
        stream.fill(length)?;
        let (decoded, _) = ingest::decode(stream.window(length));
        let all =
            stream.bytes().len() < length || (stream.ended() && stream.bytes().len() == length);
        if all || settles_id(&decoded) {
            return Ok(decoded);
        }
        length = length.saturating_mul(2);
    }
}

/// Whether an id over the head of a text is the id of the whole: it is, once a
/// character past those that count is there and is no blank, for blanks at the
/// end of a text do not count but blanks before further text do.
fn settles_id(head: &str) -> bool {
    head.trim().chars().nth(ID_CHARS + 1).is_some()
}

fn whole(stream: &mut Stream, source: &Source, form: TextForm) -> Result<Article, ReadError> {
    stream.fill_all()?;
    let (decoded, mut warnings) = ingest::decode(stream.bytes());
    if stream.truncated() {
        warnings.push(Warning::Truncated);
    }
    Ok(ingest::article(&decoded, source.clone(), warnings, form))
}

/// The article, where it is the one that was there when its place was noted.
fn expected(article: Article, id: Option<ArticleId>) -> Result<Article, Failure> {
    if id.is_none_or(|id| id == article.id) {
        return Ok(article);
    }
    Err(failure(&article.source, &ReadError::Moved))
}

/// The article that a headline is; it has the id of its row.
fn headline(line: &[u8], source: &Source, form: TextForm) -> Article {
    let (decoded, warnings) = ingest::decode(line);
    let mut article = ingest::article(&decoded, source.clone(), warnings, form);
    article.id = ArticleId::of(&clean::one_line(&String::from_utf8_lossy(line)));
    article
}

fn failure(source: &Source, error: &ReadError) -> Failure {
    match source {
        Source::File(path) => error.of(&shown(path)),
        Source::Seed(_) | Source::Stdin | Source::Record { .. } => error.of(&source.to_string()),
    }
}

/// The source of a file, by absolute path.
pub fn file_source(path: &Path) -> Source {
    Source::File(absolute(path).into())
}

#[cfg(test)]
mod tests;
