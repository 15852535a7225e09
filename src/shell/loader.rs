//! From a source to its text: the head for a list row, and the article, of which
//! a large one shows its head before the whole has been read and parsed.
//!
//! Invariant: what can be read only once (standard input, FIFOs) is read once and
//! kept, so that its row and its article come from the same bytes.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::coding::{Coding, decoded_head, plain_head, settles_id, verdict};
use super::flow::{Flow, Seen};
use super::fs::{Kind, READ_CAP, ReadError, Stream, shown, stdin_is_file};
use super::lines::KeptLines;
use super::paths::absolute;
use super::records::{Form, ReadBack};
use crate::app::event::Failure;
use crate::article::{Article, ArticleId, Encoding, Portion, Source, Warning};
use crate::ingest::{self, Decoded, SNIFF, TextForm, Verdict, record};
use crate::store::{Row, RowFacts};
use crate::text::clean;

/// Sources larger than this many bytes show their head first.
const LARGE: usize = 256 * 1024;

/// Bytes of that head.
const WINDOW: usize = 128 * 1024;

/// Bytes that are read of a source that is shown while it is read, at most. All of it is
/// parsed again and again, and whoever writes may never end.
pub const FLOW_CAP: usize = 64 << 20;

/// How long a list waits for the row of what comes slowly, before it goes on without it.
const MOMENT: Duration = Duration::from_millis(50);

/// Reads sources. One for the whole program, shared by its threads.
#[derive(Default)]
pub struct Loader {
    kept: Mutex<HashMap<Source, Flow>>,
    /// Of what comes slowly, articles are made of what is there: nobody waits for it.
    pub hurries: bool,
    /// Headlines of one line each, for they have no other text.
    pub lines: KeptLines,
    /// What to read sources as.
    pub coding: Coding,
    records: ReadBack,
}

impl Loader {
    /// A loader that reads all as one encoding, or (`force`) what is no text.
    pub fn reading_as(encoding: Option<Encoding>, force: bool) -> Self {
        let mut loader = Self::default();
        (loader.coding.given, loader.coding.force) = (encoding, force);
        loader
    }

    /// A loader that takes `bytes` for standard input.
    pub fn with_stdin(bytes: impl Read + Send + 'static) -> io::Result<Self> {
        let stdin = Flow::start(READ_CAP, || Ok(Box::new(bytes)))?;
        Ok(Self {
            kept: Mutex::new(HashMap::from([(Source::Stdin, stdin)])),
            ..Self::default()
        })
    }

    /// The list row of a source; reads only its head.
    pub fn row(&self, source: &Source) -> Result<Row, Failure> {
        let read = self.stream(source, true);
        self.row_of(source, read.map_err(|error| failure(source, &error))?)
    }

    /// The same, but None where it does not come within a moment.
    pub fn row_soon(&self, source: &Source) -> Result<Option<Row>, Failure> {
        let read = self.stream(source, true);
        let read = read.map_err(|error| failure(source, &error))?;
        if self.hurries && !read.comes_within(SNIFF, MOMENT) {
            return Ok(None);
        }
        self.row_of(source, read).map(Some)
    }

    fn row_of(&self, source: &Source, mut stream: Stream) -> Result<Row, Failure> {
        let head = self.read_head(&mut stream, source);
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

    /// The article of a source, whole; where one hurries, of what is there.
    pub fn article(&self, source: &Source, form: TextForm) -> Result<Article, Failure> {
        if let Source::Record { file, offset, id } = source {
            return self
                .record(file, *offset, source, form)
                .and_then(|article| expected(article, *id));
        }
        self.stream(source, !self.hurries)
            .and_then(|mut stream| self.whole(&mut stream, source, form))
            .map_err(|error| failure(source, &error))
    }

    /// The article of what is there of a flow; None where that says nothing yet.
    pub(super) fn so_far(
        &self,
        source: &Source,
        flow: &Flow,
        seen: Result<Seen, ReadError>,
    ) -> Result<Option<Article>, Failure> {
        let read = seen.and_then(|seen| {
            let mut stream = Stream::seen(flow.clone(), seen);
            self.whole(&mut stream, source, TextForm::Clean)
        });
        let article = read.map_err(|error| failure(source, &error))?;
        let blank = article.is_open() && article.raw.trim().is_empty();
        Ok((!blank).then_some(article))
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
        let form = TextForm::Clean;
        if let Source::Record { file, offset, id } = source {
            show(
                self.record(file, *offset, source, form)
                    .and_then(|article| expected(article, *id))?,
            );
            return Ok(());
        }
        let read = self.stream(source, true).and_then(|mut stream| {
            stream.fill(LARGE + 1)?;
            if stream.bytes().len() > LARGE {
                let read_as = self.read_as(&mut stream, source)?;
                let head = stream.bytes().get(..WINDOW).unwrap_or_default();
                let decoded = read_as.verdict.decode(head, false);
                if settles_id(&decoded.text) {
                    let mut first = read_as.article(decoded, source, form);
                    first.portion = Portion::Head;
                    show(first);
                }
            }
            self.whole(&mut stream, source, form)
        });
        show(read.map_err(|error| failure(source, &error))?);
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

    fn whole(
        &self,
        stream: &mut Stream,
        source: &Source,
        form: TextForm,
    ) -> Result<Article, ReadError> {
        let read_as = self.read_as(stream, source)?;
        stream.fill_all()?;
        let whole = stream.ended();
        let mut decoded = read_as.verdict.decode(stream.bytes(), whole);
        if stream.truncated() {
            let much = stream.bytes().len() >= READ_CAP;
            decoded.warnings.push(if much {
                Warning::Truncated
            } else {
                Warning::Overflow
            });
        }
        let identified = settles_id(&decoded.text);
        let mut article = read_as.article(decoded, source, form);
        if !whole {
            article.portion = Portion::SoFar { identified };
        }
        Ok(article)
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
            .line(file, offset, self.coding.given)
            .map_err(|error| failure(source, &error))?;
        if Form::of(file) == Some(Form::Json) {
            let article = ingest::record_article(&line, source.clone(), form);
            return article.map_err(|why| failure(source, &ReadError::Broken(why.to_string())));
        }
        Ok(headline(&line, source, form))
    }

    fn stream(&self, source: &Source, waits: bool) -> Result<Stream, ReadError> {
        match source {
            Source::Seed(name) => {
                let bytes = ingest::seed(name).ok_or(ReadError::NoSeed)?;
                Ok(Stream::of(bytes))
            }
            Source::File(path) if Kind::at(path)? == Kind::File => Stream::open(path),
            Source::File(_) | Source::Stdin => Stream::on(self.flow(source)?, waits),
            Source::Record { .. } => Err(ReadError::Moved),
        }
    }

    /// The flow of what can be read only once.
    fn flow(&self, source: &Source) -> Result<Flow, ReadError> {
        if let Some(flow) = self.flowing(source) {
            return Ok(flow);
        }
        match source {
            Source::File(path) if Kind::at(path)? == Kind::Folder => return Err(ReadError::Folder),
            // The keys come from there; nobody would type an article.
            Source::Stdin if io::stdin().is_terminal() => return Err(ReadError::Terminal),
            _ => {}
        }
        let path = match source {
            Source::File(path) => Some(path.clone()),
            _ => None,
        };
        let ends = !self.hurries || path.is_none() && stdin_is_file();
        let cap = if ends { READ_CAP } else { FLOW_CAP };
        let open = move || -> io::Result<Box<dyn Read + Send>> {
            Ok(match path {
                Some(path) => Box::new(File::open(path)?),
                None => Box::new(io::stdin()),
            })
        };
        // Whoever else asks meanwhile must not open it too.
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(flow) = kept.get(source) {
            return Ok(flow.clone());
        }
        let flow = Flow::start(cap, open)?;
        kept.insert(source.clone(), flow.clone());
        Ok(flow)
    }

    /// The flow that a source has become, where it is one. Looks at no file.
    pub(super) fn flowing(&self, source: &Source) -> Option<Flow> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(source).cloned()
    }

    /// The same, or the one that it will be.
    pub(super) fn to_flow(&self, source: &Source) -> Result<Option<Flow>, Failure> {
        let once = match source {
            Source::Stdin => true,
            Source::File(path) => Kind::is_once(path),
            _ => false,
        };
        let flow = once.then(|| self.flow(source)).transpose();
        flow.map_err(|error| failure(source, &error))
    }
}

/// How a source is read.
struct ReadAs {
    verdict: Verdict,
    /// Where the encoding was chosen: the id of the text as its bytes tell it.
    id: Option<ArticleId>,
}

impl ReadAs {
    fn article(&self, decoded: Decoded, source: &Source, form: TextForm) -> Article {
        let mut article = ingest::decoded_article(decoded, source.clone(), form);
        article.id = self.id.unwrap_or(article.id);
        article
    }
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
    // What comes line by line is UTF-8 by now.
    let decoded = Verdict::UTF_8.decode(line, true);
    let mut article = ingest::decoded_article(decoded, source.clone(), form);
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
