//! The bodies of rows, where they lie: for the full-text search, which reads them by
//! the megabyte and keeps none.
//!
//! Invariant: a file that has become another one since its rows were read, or was
//! written anew, gives no hits, and says so. Where it has grown, a record that is still
//! in its place gives its hit.

use std::fs::{File, Metadata};
use std::io::Read;
use std::ops::Range;
use std::os::unix::fs::FileExt;

use super::fs::{Kind, ReadError, shown};
use super::library::Library;
use super::loader::Loader;
use super::records;
use crate::app::event::{Failure, TextHit};
use crate::ingest::record;
use crate::search::{Form, Phrase, Scan};
use crate::store::{Chunk, RecordFile, RowIx, Snapshot, Standing};
use crate::text::clean;

mod found;
mod pieces;

use found::Found;
pub use pieces::{Piece, pieces};

/// How much of a text shows on either side of a match, in columns: more than a row of
/// the list has room for in all but the widest windows, and little enough to keep for
/// hundreds of thousands of hits.
const ROOM: usize = 60;

/// Reads and searches pieces; one for each worker, which keeps its memory.
pub struct Bodies<'a> {
    library: &'a Library,
    snapshot: &'a Snapshot,
    scan: Scan<'a>,
    buffer: Vec<u8>,
    /// The text of a body that is a list of paragraphs.
    plain: String,
    /// The file read last.
    open: Option<(RecordFile, File)>,
}

/// Takes hits, and how many rows were looked through for them.
pub type Give<'a> = &'a mut dyn FnMut(Vec<TextHit>, usize);

impl<'a> Bodies<'a> {
    /// Looks for `phrase` in rows of `snapshot`; reads articles as `library` does.
    pub fn new(library: &'a Library, snapshot: &'a Snapshot, phrase: &'a Phrase) -> Self {
        Self {
            library,
            snapshot,
            scan: Scan::new(phrase),
            buffer: Vec::new(),
            plain: String::new(),
            open: None,
        }
    }

    /// Gives the hits of a piece, newest first where its rows have dates; those of a
    /// packed file chunk by chunk. What was found before a failure was given. `stop` is
    /// asked before each row.
    pub fn search(
        &mut self,
        piece: &Piece,
        stop: &dyn Fn() -> bool,
        give: Give<'_>,
    ) -> Result<(), Failure> {
        let number = piece.chunks.start;
        let Some(rows) = self.rows(number) else {
            return Ok(());
        };
        let mut found = Found::default();
        let read = match rows.chunk.origin().file() {
            Some(file) if rows.chunk.ids().is_empty() || file.plain => {
                let read = self.whole(file, &rows, &piece.rows, stop, &mut found);
                give(found.newest_first(), piece.count());
                read.map_err(|error| (file, error))
            }
            Some(file) => {
                let read = self.packed(file, piece, stop, give);
                read.map_err(|error| (file, error))
            }
            None => {
                let indexes = piece.rows.clone().take_while(|_| !stop());
                self.files(&rows, indexes, &mut found);
                give(found.newest_first(), piece.count());
                Ok(())
            }
        };
        read.map_err(|(file, error)| error.of(&shown(&file.path)))
    }

    fn rows(&self, chunk: usize) -> Option<Rows<'a>> {
        Some(Rows {
            chunk: self.snapshot.chunks().get(chunk)?,
            first: self.snapshot.first_row(chunk).0,
            check: None,
        })
    }

    /// Rows whose texts need not be unpacked.
    fn whole(
        &mut self,
        file: &RecordFile,
        rows: &Rows<'_>,
        indexes: &Range<usize>,
        stop: &dyn Fn() -> bool,
        found: &mut Found,
    ) -> Result<(), ReadError> {
        if !rows.chunk.ids().is_empty() {
            return self.records(file, rows, indexes, stop, found);
        }
        for index in indexes.clone().take_while(|_| !stop()) {
            let line = rows.chunk.headline(index).into_inner().as_bytes();
            rows.look(&mut self.scan, index, "", line, Form::Text, found)?;
        }
        Ok(())
    }

    /// Rows that are a file each.
    fn files(&mut self, rows: &Rows<'_>, indexes: impl Iterator<Item = usize>, found: &mut Found) {
        for index in indexes {
            let Some(source) = rows.chunk.source(index) else {
                continue;
            };
            // What cannot be read was told when the list was made.
            let Ok(article) = self.library.loader.article(&source) else {
                continue;
            };
            let text = article.own_text().into_inner().as_bytes();
            // A row of these needs no check, which alone can fail.
            rows.look(&mut self.scan, index, "", text, Form::Text, found)
                .unwrap_or_default();
        }
    }

    /// Rows whose bodies lie in one file as they are.
    fn records(
        &mut self,
        file: &RecordFile,
        rows: &Rows<'_>,
        indexes: &Range<usize>,
        stop: &dyn Fn() -> bool,
        found: &mut Found,
    ) -> Result<(), ReadError> {
        let origin = rows.chunk.origin();
        let last = indexes.end.saturating_sub(1);
        let (Some(first), Some(last)) = (origin.place(indexes.start), origin.place(last)) else {
            return Ok(());
        };
        let start = first.offset;
        let end = last.offset + u64::from(last.body.0) + u64::from(last.body.1);
        let standing = self.read(file, start, end.saturating_sub(start) as usize)?;
        let rows = rows.checked(standing, &self.library.loader);
        rows.is_there(indexes.start)?;
        rows.is_there(indexes.end.saturating_sub(1))?;
        for index in indexes.clone().take_while(|_| !stop()) {
            let Some(place) = origin.place(index) else {
                continue;
            };
            let from = place.offset.saturating_sub(start) as usize + place.body.0 as usize;
            let place = from..from + place.body.1 as usize;
            let (body, form) = body(&self.buffer, place, &mut self.plain);
            let title = rows.chunk.headline(index);
            rows.look(&mut self.scan, index, &title, body, form, found)?;
        }
        Ok(())
    }

    fn read(
        &mut self,
        file: &RecordFile,
        start: u64,
        length: usize,
    ) -> Result<Standing, ReadError> {
        let known = self.open.as_ref().is_some_and(|(open, _)| open == file);
        if !known {
            if Kind::is_once(&file.path) {
                return Err(ReadError::Once);
            }
            self.open = Some((file.clone(), File::open(&file.path)?));
        }
        let (_, open) = self.open.as_ref().ok_or(ReadError::Moved)?;
        let standing = standing(file, &open.metadata()?)?;
        self.buffer.resize(length, 0);
        open.read_exact_at(&mut self.buffer, start)
            .map_err(|_| ReadError::Moved)?;
        Ok(standing)
    }

    /// Rows of a packed file, which is inflated from its start.
    fn packed(
        &mut self,
        file: &RecordFile,
        piece: &Piece,
        stop: &dyn Fn() -> bool,
        give: Give<'_>,
    ) -> Result<(), ReadError> {
        let opened = records::reopen(&file.path)?;
        let standing = match &opened.meta {
            Some(meta) => standing(file, meta)?,
            None => Standing::Same,
        };
        let given = self.library.loader.coding.given;
        let mut input = records::texts(opened.input, opened.packing, false, given)?;
        let mut at = 0;
        for number in piece.chunks.clone() {
            let Some(rows) = self.rows(number) else {
                continue;
            };
            let rows = rows.checked(standing, &self.library.loader);
            let mut found = Found::default();
            let read = self.inflated(&mut input, &mut at, &rows, stop, &mut found);
            give(found.newest_first(), rows.chunk.len());
            if stop() {
                return Ok(());
            }
            read?;
            rows.is_there(rows.chunk.len().saturating_sub(1))?;
        }
        Ok(())
    }

    /// The rows of one chunk; `input` stands at byte `at`.
    fn inflated(
        &mut self,
        input: &mut dyn Read,
        at: &mut u64,
        rows: &Rows<'_>,
        stop: &dyn Fn() -> bool,
        found: &mut Found,
    ) -> Result<(), ReadError> {
        rows.is_there(0)?;
        for index in (0..rows.chunk.len()).take_while(|_| !stop()) {
            let Some(place) = rows.chunk.origin().place(index) else {
                continue;
            };
            // From the byte before it on, which tells a list from a text.
            let start = place.offset + u64::from(place.body.0).saturating_sub(1);
            let skip = start.saturating_sub(*at);
            let skipped = std::io::copy(&mut (&mut *input).take(skip), &mut std::io::sink());
            self.buffer.resize(place.body.1 as usize + 1, 0);
            let read = skipped.and_then(|_| input.read_exact(&mut self.buffer));
            read.map_err(|_| ReadError::Moved)?;
            *at = start + self.buffer.len() as u64;
            let (body, form) = body(&self.buffer, 1..self.buffer.len(), &mut self.plain);
            let title = rows.chunk.headline(index);
            rows.look(&mut self.scan, index, &title, body, form, found)?;
        }
        Ok(())
    }
}

/// The body at a place of `bytes`, and how it is spelled. Paragraphs of a list are put
/// together in `plain`: where one ends, no match goes on.
fn body<'a>(bytes: &'a [u8], place: Range<usize>, plain: &'a mut String) -> (&'a [u8], Form) {
    let listed = record::is_list(bytes, place.start);
    let body = bytes.get(place).unwrap_or_default();
    if !listed {
        return (body, Form::Json);
    }
    record::paragraphs(body, plain);
    (plain.as_bytes(), Form::Text)
}

/// How an opened file stands whose rows were read before; it must be the same one.
fn standing(file: &RecordFile, now: &Metadata) -> Result<Standing, ReadError> {
    match file.stamp.standing(&records::stamp(now)) {
        Standing::Changed => Err(ReadError::Moved),
        standing => Ok(standing),
    }
}

/// The rows of a chunk.
#[derive(Clone, Copy)]
struct Rows<'a> {
    chunk: &'a Chunk,
    first: u32,
    /// Reads records again where their file may have been written anew: the first and
    /// the last ones, and those with a hit.
    check: Option<&'a Loader>,
}

impl<'a> Rows<'a> {
    /// The same rows, of a file that stands so.
    fn checked(self, standing: Standing, loader: &'a Loader) -> Self {
        let check = (standing != Standing::Same).then_some(loader);
        Self { check, ..self }
    }

    /// Looks through the text of a row; what stands in its title counts too. Fails
    /// where there is a hit, but the record is no more in its place.
    fn look(
        &self,
        scan: &mut Scan<'_>,
        index: usize,
        title: &str,
        body: &[u8],
        form: Form,
        found: &mut Found,
    ) -> Result<(), ReadError> {
        let Some((text, marks)) = scan.snippet(title, body, form, ROOM) else {
            return Ok(());
        };
        self.is_there(index)?;
        let clean = clean::one_line(text);
        // What was dropped is not counted: nothing is marked rather than the wrong.
        let marks = if clean == text { marks } else { 0..0 };
        let marks = marks.start as u32..marks.end as u32;
        let row = RowIx(self.first + index as u32);
        found.push(self.chunk.facts().day(index), row, clean.view(), marks);
        Ok(())
    }

    /// Fails where the record of a row to be checked is no more in its place.
    fn is_there(&self, index: usize) -> Result<(), ReadError> {
        let origin = self.chunk.origin();
        let place = origin.place(index);
        match (self.check, origin.file(), place.and_then(|place| place.id)) {
            (Some(loader), Some(file), Some(id)) => {
                let offset = place.map_or(0, |place| place.offset);
                loader.is_there(&file.path, offset, id)
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
