//! The bodies of rows, where they lie: for the full-text search, which reads them by
//! the megabyte and keeps none.
//!
//! Invariant: a file that has become another one since its rows were read gives no
//! hits, and says so.

use std::fs::File;
use std::io::Read;
use std::ops::Range;
use std::os::unix::fs::{FileExt, MetadataExt};

use super::fs::{ReadError, shown};
use super::inflate;
use super::library::Library;
use super::records;
use crate::app::event::{Failure, TextHit};
use crate::ingest::TextForm;
use crate::search::{Form, Hit, Phrase, snippet};
use crate::store::{Chunk, RecordFile, RowIx, Snapshot};

/// Bytes that are read at once.
const BLOCK: u64 = 2 << 20;

/// Rows of files that are one piece.
const FILES: usize = 32;

/// Characters around a match in its snippet.
const ROOM: usize = 60;

/// Some rows of a chunk, or (packed files, which are read from their start) of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    chunks: Range<usize>,
    rows: Range<usize>,
    count: usize,
}

impl Piece {
    /// How many rows it has.
    pub fn count(&self) -> usize {
        self.count
    }
}

/// The pieces of a snapshot, those with the newest articles first.
pub fn pieces(snapshot: &Snapshot) -> Vec<Piece> {
    let mut order: Vec<(Option<i32>, usize)> = Vec::new();
    for (at, chunk) in snapshot.chunks().iter().enumerate() {
        let days = (0..chunk.len()).filter_map(|index| chunk.facts().day(index));
        order.push((days.max(), at));
    }
    // Those without dates come last, all else as in the list.
    order.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
    let mut pieces = Vec::new();
    let mut packed: Vec<usize> = Vec::new();
    for (_, at) in order {
        let Some(chunk) = snapshot.chunks().get(at) else {
            continue;
        };
        match chunk.origin().file() {
            Some(file) if !file.plain && !chunk.ids().is_empty() => {
                packed.push(at);
            }
            _ => split(chunk, at, &mut pieces),
        }
    }
    packed.sort_unstable();
    pieces.extend(by_file(snapshot, &packed));
    pieces
}

/// Chunks of one packed file behind each other.
fn by_file(snapshot: &Snapshot, packed: &[usize]) -> Vec<Piece> {
    let file = |at: usize| {
        snapshot
            .chunks()
            .get(at)
            .and_then(|chunk| chunk.origin().file().cloned())
    };
    let mut pieces: Vec<Piece> = Vec::new();
    for at in packed {
        let rows = snapshot.chunks().get(*at).map_or(0, |chunk| chunk.len());
        match pieces.last_mut() {
            Some(last) if last.chunks.end == *at && file(last.chunks.start) == file(*at) => {
                last.chunks.end += 1;
                last.count += rows;
            }
            _ => pieces.push(Piece {
                chunks: *at..at + 1,
                rows: 0..0,
                count: rows,
            }),
        }
    }
    pieces
}

/// A chunk in pieces that take about as long as each other.
fn split(chunk: &Chunk, at: usize, pieces: &mut Vec<Piece>) {
    let mut start = 0;
    let first = |index: usize| chunk.origin().place(index).map_or(0, |place| place.offset);
    for index in 0..chunk.len() {
        let full = match chunk.origin().file() {
            Some(_) => {
                first(index) - first(start) >= BLOCK || index - start >= crate::store::CHUNK_ROWS
            }
            None => index - start >= FILES,
        };
        if full {
            pieces.push(Piece {
                chunks: at..at + 1,
                rows: start..index,
                count: index - start,
            });
            start = index;
        }
    }
    if start < chunk.len() {
        pieces.push(Piece {
            chunks: at..at + 1,
            rows: start..chunk.len(),
            count: chunk.len() - start,
        });
    }
}

/// Reads and searches pieces; one for each worker, which keeps its buffer.
pub struct Bodies<'a> {
    library: &'a Library,
    buffer: Vec<u8>,
    /// The file read last, and whether it is the one whose rows are known.
    open: Option<(RecordFile, File)>,
}

/// What a piece gives.
pub type Given = (Vec<TextHit>, Option<Failure>);

impl<'a> Bodies<'a> {
    /// Reads articles as `library` does.
    pub fn new(library: &'a Library) -> Self {
        Self {
            library,
            buffer: Vec::new(),
            open: None,
        }
    }

    /// The hits of a piece, newest first where its rows have dates.
    pub fn search(
        &mut self,
        piece: &Piece,
        snapshot: &Snapshot,
        phrase: &Phrase,
        stop: &dyn Fn() -> bool,
    ) -> Given {
        let mut given: Given = (Vec::new(), None);
        for at in piece.chunks.clone() {
            let Some(chunk) = snapshot.chunks().get(at) else {
                continue;
            };
            let first = snapshot.first_row(at).0;
            let known = chunk.origin().file().cloned();
            let found = match known {
                Some(file) if !chunk.ids().is_empty() && file.plain => {
                    self.records(&file, chunk, &piece.rows, phrase)
                }
                Some(file) if !chunk.ids().is_empty() => {
                    return self.packed(&file, piece, snapshot, phrase, stop);
                }
                Some(_) => Ok(lines(chunk, &piece.rows, phrase)),
                None => Ok(self.files(chunk, &piece.rows, phrase, stop)),
            };
            match found {
                Ok(mut hits) => {
                    hits.sort_by_key(|(index, _)| std::cmp::Reverse(chunk.facts().day(*index)));
                    given
                        .0
                        .extend(hits.into_iter().map(|found| hit(first, found)));
                }
                Err(failure) => given.1 = Some(failure),
            }
        }
        given
    }

    /// Rows whose bodies lie in one file as they are.
    fn records(
        &mut self,
        file: &RecordFile,
        chunk: &Chunk,
        rows: &Range<usize>,
        phrase: &Phrase,
    ) -> Result<Vec<Found>, Failure> {
        let places: Vec<_> = rows
            .clone()
            .filter_map(|row| chunk.origin().place(row))
            .collect();
        let (Some(first), Some(last)) = (places.first(), places.last()) else {
            return Ok(Vec::new());
        };
        let start = first.offset;
        let end = last.offset + u64::from(last.body.0) + u64::from(last.body.1);
        let what = shown(&file.path);
        self.read(file, start, (end - start) as usize)
            .map_err(|error| error.of(&what))?;
        let bodies: Vec<Range<u32>> = places
            .iter()
            .map(|place| {
                let from = (place.offset - start) as u32 + place.body.0;
                from..from + place.body.1
            })
            .collect();
        let mut hits = Vec::new();
        phrase.scan_block(&self.buffer, &bodies, Form::Json, &mut hits);
        Ok(cut_out(
            &self.buffer,
            &bodies,
            &hits,
            Form::Json,
            rows.start,
        ))
    }

    fn read(&mut self, file: &RecordFile, start: u64, length: usize) -> Result<(), ReadError> {
        let known = self.open.as_ref().is_some_and(|(open, _)| open == file);
        if !known {
            let opened = File::open(&file.path)?;
            let now = opened.metadata()?;
            if (now.dev(), now.ino()) != (file.device, file.inode) {
                return Err(ReadError::Moved);
            }
            self.open = Some((file.clone(), opened));
        }
        let (_, open) = self.open.as_ref().ok_or(ReadError::Moved)?;
        self.buffer.resize(length, 0);
        open.read_exact_at(&mut self.buffer, start)
            .map_err(|_| ReadError::Moved)
    }

    /// Rows of a packed file, which is inflated from its start.
    fn packed(
        &mut self,
        file: &RecordFile,
        piece: &Piece,
        snapshot: &Snapshot,
        phrase: &Phrase,
        stop: &dyn Fn() -> bool,
    ) -> Given {
        let mut given: Given = (Vec::new(), None);
        let what = shown(&file.path);
        let (input, packing, _) = match records::open(&file.path) {
            Ok(opened) => opened,
            Err(error) => return (given.0, Some(error.of(&what))),
        };
        let mut input = inflate::reader(input, packing);
        let mut at = 0_u64;
        for number in piece.chunks.clone() {
            let Some(chunk) = snapshot.chunks().get(number) else {
                continue;
            };
            for index in 0..chunk.len() {
                let Some(place) = chunk.origin().place(index).filter(|_| !stop()) else {
                    return given;
                };
                let start = place.offset + u64::from(place.body.0);
                let skip = start.saturating_sub(at);
                let skipped = std::io::copy(&mut (&mut input).take(skip), &mut std::io::sink());
                self.buffer.resize(place.body.1 as usize, 0);
                let read = skipped.and_then(|_| input.read_exact(&mut self.buffer));
                if read.is_err() {
                    given.1 = Some(ReadError::Moved.of(&what));
                    return given;
                }
                at = start + u64::from(place.body.1);
                let whole = 0..place.body.1;
                let bodies = std::slice::from_ref(&whole);
                let mut hits = Vec::new();
                phrase.scan_block(&self.buffer, bodies, Form::Json, &mut hits);
                let found = cut_out(&self.buffer, bodies, &hits, Form::Json, index);
                let first = snapshot.first_row(number).0;
                given
                    .0
                    .extend(found.into_iter().map(|found| hit(first, found)));
            }
        }
        given
    }

    /// Rows that are a file each.
    fn files(
        &self,
        chunk: &Chunk,
        rows: &Range<usize>,
        phrase: &Phrase,
        stop: &dyn Fn() -> bool,
    ) -> Vec<Found> {
        let mut found = Vec::new();
        for row in rows.clone().take_while(|_| !stop()) {
            let Some(source) = chunk.source(row) else {
                continue;
            };
            // What cannot be read was told when the list was made.
            let Ok(article) = self.library.loader.article(&source, TextForm::Clean) else {
                continue;
            };
            found.extend(in_text(article.own_text(), row, phrase));
        }
        found
    }
}

/// A row with its snippet and the characters of it to mark.
type Found = (usize, (String, Range<usize>));

/// A hit as it is told; `first` is the first row of its chunk.
fn hit(first: u32, (index, (text, marks)): Found) -> TextHit {
    TextHit {
        row: RowIx(first + index as u32),
        text: text.into(),
        marks: marks.start as u32..marks.end as u32,
    }
}

/// Rows that are a line each.
fn lines(chunk: &Chunk, rows: &Range<usize>, phrase: &Phrase) -> Vec<Found> {
    let rows = rows.clone();
    rows.filter_map(|row| in_text(chunk.headline(row), row, phrase))
        .collect()
}

fn in_text(text: &str, row: usize, phrase: &Phrase) -> Option<Found> {
    let whole = 0..text.len() as u32;
    let bodies = std::slice::from_ref(&whole);
    let mut hits = Vec::new();
    phrase.scan_block(text.as_bytes(), bodies, Form::Text, &mut hits);
    cut_out(text.as_bytes(), bodies, &hits, Form::Text, row).pop()
}

/// The snippets of hits.
fn cut_out(
    bytes: &[u8],
    bodies: &[Range<u32>],
    hits: &[Hit],
    form: Form,
    first: usize,
) -> Vec<Found> {
    let hits = hits.iter().filter_map(|hit| {
        let body = bodies.get(hit.body as usize)?;
        let (start, end) = (body.start as usize, body.end as usize);
        let within = bytes.get(start..end)?;
        let place =
            (hit.start as usize).checked_sub(start)?..(hit.end as usize).checked_sub(start)?;
        let (text, marks) = snippet(within, place, form, ROOM);
        let clean = crate::text::clean::line(&text);
        let marks = if clean == text { marks } else { 0..0 };
        Some((first + hit.body as usize, (clean, marks)))
    });
    hits.collect()
}
