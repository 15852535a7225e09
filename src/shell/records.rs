//! Files that hold one article a line (JSON Lines, packed or not) or one headline a
//! line: their rows, read block by block.
//!
//! Invariant: a line that is broken costs that line; a file that is cut short gives
//! the lines before.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::sync::Arc;

use super::blocks::{Block, Blocks, Sizes, is_ready};
use super::fs::{Kind, ReadError, shown};
use super::inflate::{self, Packing};
use super::recoding::Recoding;
use crate::app::event::Failure;
use crate::article::Encoding;
use crate::dates::Date;
use crate::ingest::{self, record};
use crate::store::{Chunk, ChunkBuilder, FileStamp, Origin, RecordFile, RecordPlace, RowFacts};
use crate::text::{clean, joined};

mod readback;

pub use readback::ReadBack;

/// Rows of the first chunk: little enough to be there for the first frame.
const FIRST_ROWS: usize = 64;

/// Broken lines that are named one by one.
const NAMED: u64 = 5;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// An article as a JSON object.
    Json,
    /// A headline.
    Plain,
}

impl Form {
    /// The form that a file's name tells; None for a file that is one article.
    pub fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
        let name = [".gz", ".zst", ".zstd"]
            .iter()
            .find_map(|packed| name.strip_suffix(packed))
            .unwrap_or(&name);
        let json = [".jsonl", ".ndjson"].iter().any(|end| name.ends_with(end));
        json.then_some(Self::Json)
    }
}

/// What reading comes upon.
pub enum Item {
    Rows(Arc<Chunk>),
    /// So many bytes of so many have been read.
    Bytes(u64, u64),
    Failed(Failure),
}

/// Called for each; `Break` ends the reading.
pub type Sink<'a> = &'a mut dyn FnMut(Item) -> ControlFlow<()>;

/// Reads all rows of a file; `-` is standard input.
pub fn read(path: &Path, form: Form, sink: Sink<'_>) -> ControlFlow<()> {
    read_as(path, form, None, sink)
}

/// The same of a file in an encoding; None: as its bytes tell.
pub fn read_as(
    path: &Path,
    form: Form,
    given: Option<Encoding>,
    sink: Sink<'_>,
) -> ControlFlow<()> {
    let opened = match open(path) {
        Ok(opened) => opened,
        Err(error) => return sink(Item::Failed(error.of(&shown(path)))),
    };
    let Opened {
        input,
        packing,
        meta,
        stream,
    } = opened;
    let counted = Counted::new(input);
    let count = Arc::clone(&counted.count);
    let texts = match texts(counted, packing, stream.is_some(), given) {
        Ok(texts) => texts,
        Err(error) => return sink(Item::Failed(ReadError::Cut(error).of(&shown(path)))),
    };
    let file = RecordFile {
        path: path.into(),
        plain: packing == Packing::Plain && stream.is_none() && !texts.recodes(),
        stamp: meta.as_ref().map(stamp).unwrap_or_default(),
    };
    let size = meta.map_or(0, |meta| meta.len());
    let mut reading = Reading::new(file, form, sink);
    let mut blocks = Blocks::new(texts, b'\n', Sizes::LINES);
    let mut room = Block::default();
    loop {
        let next = match stream {
            Some(_) => blocks.next_soon(room),
            None => blocks.next(room),
        };
        match next {
            Ok(Some(block)) => {
                reading.block(&block, blocks.breaks_off())?;
                // What is there shows before the rest is waited for.
                if stream.as_ref().is_some_and(|stream| !is_ready(stream)) {
                    reading.flush()?;
                }
                room = block;
            }
            Ok(None) => break,
            Err(error) => {
                reading.flush()?;
                let why = ReadError::Cut(error);
                reading.fail(why.of(&shown(path)))?;
                room = Block::default();
            }
        }
        let done = count.load(std::sync::atomic::Ordering::Relaxed);
        (reading.sink)(Item::Bytes(done, size))?;
    }
    reading.end(blocks.cut())
}

/// An opened file of records.
pub(super) struct Opened {
    pub(super) input: Box<dyn Read + Send>,
    pub(super) packing: Packing,
    /// None for standard input.
    pub(super) meta: Option<Metadata>,
    /// The same input, to wait for it, where it may come slowly.
    stream: Option<OwnedFd>,
}

/// Opens a file of records.
pub(super) fn open(path: &Path) -> Result<Opened, ReadError> {
    if path == Path::new("-") {
        return Ok(Opened {
            input: Box::new(io::stdin()),
            packing: Packing::Plain,
            meta: None,
            stream: Some(io::stdin().as_fd().try_clone_to_owned()?),
        });
    }
    let kind = Kind::at(path)?;
    if kind == Kind::Folder {
        return Err(ReadError::Folder);
    }
    let mut file = File::open(path)?;
    let meta = file.metadata()?;
    let mut magic = [0; 4];
    let mut got = 0;
    while let Some(free) = magic.get_mut(got..).filter(|free| !free.is_empty()) {
        match file.read(free)? {
            0 => break,
            more => got += more,
        }
    }
    let head = magic.get(..got).unwrap_or_default().to_vec();
    let stream = match kind {
        Kind::Fifo => Some(file.as_fd().try_clone_to_owned()?),
        _ => None,
    };
    Ok(Opened {
        packing: Packing::of_bytes(&head),
        input: Box::new(io::Cursor::new(head).chain(file)),
        meta: Some(meta),
        stream,
    })
}

/// What is packed in a file of records, as UTF-8; `slow`: it may come slowly.
pub(super) fn texts(
    input: impl Read + Send + 'static,
    packing: Packing,
    slow: bool,
    given: Option<Encoding>,
) -> io::Result<Recoding<Box<dyn Read + Send>>> {
    let input = inflate::reader(input, packing);
    if slow {
        return Ok(Recoding::of_stream(input, given));
    }
    Recoding::of_file(input, given)
}

/// How a file is now.
pub(super) fn stamp(meta: &Metadata) -> FileStamp {
    FileStamp {
        device: meta.dev(),
        inode: meta.ino(),
        made: meta.created().ok(),
        length: meta.len(),
        modified: (meta.mtime(), meta.mtime_nsec()),
    }
}

/// Opens a file of records once more, now that its rows have been read.
pub(super) fn reopen(path: &Path) -> Result<Opened, ReadError> {
    // Opening a FIFO would wait for another writer.
    if Kind::is_once(path) {
        return Err(ReadError::Once);
    }
    open(path)
}

/// Counts the bytes that are read.
struct Counted<R> {
    input: R,
    count: Arc<std::sync::atomic::AtomicU64>,
}

impl<R> Counted<R> {
    fn new(input: R) -> Self {
        Self {
            input,
            count: Arc::default(),
        }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.count
            .fetch_add(read as u64, std::sync::atomic::Ordering::Relaxed);
        Ok(read)
    }
}

/// Gathers rows into chunks, the first of them small.
struct Reading<'a> {
    file: RecordFile,
    form: Form,
    builder: ChunkBuilder,
    rows: usize,
    line: u64,
    broken: u64,
    sink: Sink<'a>,
}

impl<'a> Reading<'a> {
    fn new(file: RecordFile, form: Form, sink: Sink<'a>) -> Self {
        Self {
            builder: ChunkBuilder::of(Origin::records(file.clone())),
            file,
            form,
            rows: 0,
            line: 0,
            broken: 0,
            sink,
        }
    }

    /// Takes a block in; `cut`: what is behind its last line end is part of a line.
    fn block(&mut self, block: &Block, cut: bool) -> ControlFlow<()> {
        let bytes = block.bytes();
        let mut start = 0;
        for end in memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]) {
            let line = bytes.get(start..end).unwrap_or_default();
            // Where an article breaks off is told as that, not as a broken line.
            let broken_off = cut && self.form == Form::Json;
            if end == bytes.len() && (line.is_empty() || broken_off) {
                break;
            }
            self.line += 1;
            let offset = block.offset + start as u64;
            match self.form {
                Form::Plain => self.headline(line, offset),
                Form::Json => self.record(line, offset)?,
            }
            start = end + 1;
            let first = self.rows == 0 && self.builder.len() >= FIRST_ROWS;
            if first || self.builder.is_full() {
                self.flush()?;
            }
        }
        ControlFlow::Continue(())
    }

    fn headline(&mut self, line: &[u8], offset: u64) {
        let text = String::from_utf8_lossy(line);
        let place = RecordPlace {
            offset,
            ..RecordPlace::default()
        };
        let headline = clean::one_line(&text);
        self.builder
            .push_record(headline.view(), place, &RowFacts::default());
    }

    fn record(&mut self, line: &[u8], offset: u64) -> ControlFlow<()> {
        if line.trim_ascii().is_empty() {
            return ControlFlow::Continue(());
        }
        let found = match record::head(line) {
            Ok(found) => found,
            Err(why) => return self.broken(&why),
        };
        let row = ingest::record_row(&found, line);
        let source = found.source.as_deref().unwrap_or_default();
        let facts = RowFacts {
            source: clean::one_line(source).into(),
            agency: row.agency.into(),
            place: row.place.into(),
            day: found
                .date
                .as_deref()
                .and_then(Date::of_stamp)
                .map(Date::first_day),
        };
        let body = found.body.unwrap_or_default();
        let place = RecordPlace {
            id: Some(row.id),
            offset,
            body: (body.start as u32, body.len() as u32),
        };
        self.builder.push_record(row.headline.view(), place, &facts);
        ControlFlow::Continue(())
    }

    /// Names the first broken lines, and counts the others.
    fn broken(&mut self, why: &record::Broken) -> ControlFlow<()> {
        self.broken += 1;
        if self.broken > NAMED {
            return ControlFlow::Continue(());
        }
        self.fail(Failure {
            what: joined![shown(&self.file.path), ":", self.line],
            why: "why-record-broken",
            detail: clean::line(&why.to_string()),
        })
    }

    fn fail(&mut self, failure: Failure) -> ControlFlow<()> {
        (self.sink)(Item::Failed(failure))
    }

    fn flush(&mut self) -> ControlFlow<()> {
        let fresh = ChunkBuilder::of(Origin::records(self.file.clone()));
        let builder = std::mem::replace(&mut self.builder, fresh);
        if builder.is_empty() {
            return ControlFlow::Continue(());
        }
        self.rows += builder.len();
        (self.sink)(Item::Rows(Arc::new(builder.finish())))
    }

    fn end(mut self, cut: u64) -> ControlFlow<()> {
        self.flush()?;
        let what = shown(&self.file.path);
        if self.broken > NAMED {
            let detail = joined![self.broken - NAMED];
            self.fail(Failure {
                what: what.clone(),
                why: "why-records-broken",
                detail,
            })?;
        }
        if cut > 0 {
            self.fail(Failure {
                what,
                why: "why-line-long",
                detail: joined![cut],
            })?;
        }
        ControlFlow::Continue(())
    }
}

#[cfg(test)]
mod tests;
