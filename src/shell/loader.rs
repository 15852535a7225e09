//! From a source to its text: the head for a list row, and the article, of which
//! a large one shows its head before the whole has been read and parsed.
//!
//! Invariant: what can be read only once (standard input, FIFOs) is read once and
//! kept, so that its row and its article come from the same bytes.

use std::collections::HashMap;
use std::io::IsTerminal;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::coding::{Coding, decoded_head, plain_head, settles_id, verdict};
use super::fs::{Kind, ReadError, Stream, shown};
use super::lines::KeptLines;
use super::paths::absolute;
use super::records::{Form, ReadBack};
use crate::app::event::Failure;
use crate::article::{Article, ArticleId, AsWritten, Encoding, Source, Text, Warning};
use crate::ingest::{self, Decoded, Verdict, record};
use crate::store::{Row, RowFacts};
use crate::text::clean;

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
    /// What to read sources as.
    pub coding: Coding,
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
    /// A loader that reads all as one encoding, or (`force`) what is no text.
    pub fn reading_as(encoding: Option<Encoding>, force: bool) -> Self {
        let mut loader = Self::default();
        (loader.coding.given, loader.coding.force) = (encoding, force);
        loader
    }

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
        let read = |stream: &mut Stream| self.read_head(stream, source);
        let head = self.reading(source).and_then(|reading| reading.with(read));
        let (head, id) = head.map_err(|error| failure(source, &error))?;
        let head = ingest::row(&head);
        Ok(Row {
            id: id.unwrap_or(head.id),
            headline: head.headline,
            source: source.clone(),
            facts: RowFacts {
                agency: head.agency.into(),
                place: head.place.into(),
                ..RowFacts::default()
            },
        })
    }

    /// The article of a source, whole, for a screen.
    pub fn article(&self, source: &Source) -> Result<Article, Failure> {
        self.read(source)
    }

    /// The article of a source, whole, as it was written.
    pub fn article_as_written(&self, source: &Source) -> Result<AsWritten, Failure> {
        self.read(source)
    }

    fn read<T: Text>(&self, source: &Source) -> Result<Article<T>, Failure> {
        if let Source::Record { file, offset, id } = source {
            return self
                .record(file, *offset, source)
                .and_then(|article| expected(article, *id));
        }
        self.reading(source)
            .and_then(|reading| reading.with(|stream| self.whole(stream, source)))
            .map_err(|error| failure(source, &error))
    }

    /// That the record with this id still lies at byte `offset` of a file.
    pub fn is_there(&self, file: &Path, offset: u64, id: ArticleId) -> Result<(), ReadError> {
        let line = self.records.line(file, offset, self.coding.given)?;
        let found = record::head(&line).map(|head| ingest::record_id(&head, &line));
        match found {
            Ok(found) if found == id => Ok(()),
            _ => Err(ReadError::Moved),
        }
    }

    /// Reads an article for the screen: `show` gets the head of a large one (not
    /// `complete`) and then the whole, with the same id.
    pub fn open(&self, source: &Source, show: &mut dyn FnMut(Article)) -> Result<(), Failure> {
        if let Source::Record { file, offset, id } = source {
            show(
                self.record(file, *offset, source)
                    .and_then(|article| expected(article, *id))?,
            );
            return Ok(());
        }
        let reading = self.reading(source).and_then(|reading| {
            reading.with(|stream| {
                stream.fill(LARGE + 1)?;
                if stream.bytes().len() > LARGE {
                    let read_as = self.read_as(stream, source)?;
                    let head = stream.bytes().get(..WINDOW).unwrap_or_default();
                    let decoded = read_as.verdict.decode(head, false);
                    if settles_id(&decoded.text) {
                        let mut first = read_as.article(decoded, source);
                        first.complete = false;
                        show(first);
                    }
                }
                self.whole(stream, source)
            })
        });
        show(reading.map_err(|error| failure(source, &error))?);
        Ok(())
    }

    /// What the bytes of a source are read as.
    fn read_as(&self, stream: &mut Stream, source: &Source) -> Result<ReadAs, ReadError> {
        let chosen = self.coding.of(source);
        let read_as = verdict(stream, chosen)?;
        if !self.coding.force && read_as.is_binary(stream.bytes()) {
            return Err(ReadError::NotText);
        }
        // The id says which article it is, not how somebody reads it.
        let id = match chosen {
            Some(_) => {
                let own = verdict(stream, None)?;
                let head = decoded_head(stream, own)?;
                Some(ArticleId::of(&head))
            }
            None => None,
        };
        Ok(ReadAs {
            verdict: read_as,
            id,
        })
    }

    /// As much of the text as the id and the headline need, and the id, where the text
    /// does not tell it.
    fn read_head(
        &self,
        stream: &mut Stream,
        source: &Source,
    ) -> Result<(String, Option<ArticleId>), ReadError> {
        if self.coding.of(source).is_none()
            && let Some(head) = plain_head(stream)?
        {
            if !self.coding.force && Verdict::UTF_8.is_binary(stream.bytes()) {
                return Err(ReadError::NotText);
            }
            return Ok((head, None));
        }
        let read_as = self.read_as(stream, source)?;
        Ok((decoded_head(stream, read_as.verdict)?, read_as.id))
    }

    fn whole<T: Text>(
        &self,
        stream: &mut Stream,
        source: &Source,
    ) -> Result<Article<T>, ReadError> {
        let read_as = self.read_as(stream, source)?;
        stream.fill_all()?;
        let mut decoded = read_as.verdict.decode(stream.bytes(), true);
        if stream.truncated() {
            decoded.warnings.push(Warning::Truncated);
        }
        Ok(read_as.article(decoded, source))
    }

    /// The article that one line of a file is.
    fn record<T: Text>(
        &self,
        file: &Path,
        offset: u64,
        source: &Source,
    ) -> Result<Article<T>, Failure> {
        let kept = self.lines.line(file, offset);
        // What was cleaned for the list is not as written, where there is better.
        if let Some(line) = kept.filter(|_| T::CLEANED || Kind::is_once(file)) {
            return Ok(headline(line.as_bytes(), source));
        }
        let line = self
            .records
            .line(file, offset, self.coding.given)
            .map_err(|error| failure(source, &error))?;
        if Form::of(file) == Some(Form::Json) {
            let article = ingest::record_article(&line, source.clone());
            return article.map_err(|why| failure(source, &ReadError::Broken(why.to_string())));
        }
        Ok(headline(&line, source))
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

/// How a source is read.
struct ReadAs {
    verdict: Verdict,
    /// Where the encoding was chosen: the id of the text as its bytes tell it.
    id: Option<ArticleId>,
}

impl ReadAs {
    fn article<T: Text>(&self, decoded: Decoded, source: &Source) -> Article<T> {
        let mut article: Article<T> = ingest::decoded_article(decoded, source.clone());
        article.id = self.id.unwrap_or(article.id);
        article
    }
}

/// The article, where it is the one that was there when its place was noted.
fn expected<T>(article: Article<T>, id: Option<ArticleId>) -> Result<Article<T>, Failure> {
    if id.is_none_or(|id| id == article.id) {
        return Ok(article);
    }
    Err(failure(&article.source, &ReadError::Moved))
}

/// The article that a headline is; it has the id of its row.
fn headline<T: Text>(line: &[u8], source: &Source) -> Article<T> {
    // What comes line by line is UTF-8 by now.
    let decoded = Verdict::UTF_8.decode(line, true);
    let mut article: Article<T> = ingest::decoded_article(decoded, source.clone());
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
