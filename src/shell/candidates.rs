//! The lines of standard input, of which one is to be chosen on the screen: read as
//! they come, and shown as soon as no more come at once.
//!
//! Invariant: each line can be had again as it was read; what shows of it is cleaned
//! and on one line.

use std::io::{self, Read};
use std::ops::ControlFlow;
use std::os::fd::AsFd;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use memchr::memchr_iter;

use super::blocks::{Block, Blocks, Sizes, is_ready};
use super::coding::LineCoding;
use super::fs::ReadError;
use super::recoding::Recoding;
use super::tell;
use crate::app::Event;
use crate::app::event::Shelf;
use crate::article::Encoding;
use crate::filter::Nth;
use crate::ingest::text_in;
use crate::store::{Chunk, ChunkBuilder, FileStamp, Origin, RecordFile};
use crate::text::clean;

/// Rows of the first chunk: little enough to be there for the first frame.
const FIRST_ROWS: usize = 64;

/// How lines are told apart, and what of them is matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidates {
    /// The byte that ends a line.
    pub separator: u8,
    /// The fields that are matched; None: the whole line.
    pub nth: Option<Nth>,
    /// What the lines are read as; None: as they tell.
    pub encoding: Option<Encoding>,
}

impl Candidates {
    /// Sends the lines of standard input chunk by chunk.
    pub(super) fn send(&self, events: &Sender<Event>) {
        let rows = |chunk| match events.send(Event::RowsRead(Shelf::Listed, chunk)) {
            Ok(()) => ControlFlow::Continue(()),
            // Nobody listens any more: the program ends.
            Err(_) => ControlFlow::Break(()),
        };
        if let Err(error) = self.read(io::stdin(), rows) {
            let failure = ReadError::from(error).of("-");
            tell(events, Event::SourceFailed(failure));
        }
        tell(events, Event::LibraryRead);
    }

    /// Reads `input` to its end, or until `rows` breaks off.
    fn read(
        &self,
        input: impl Read + AsFd,
        mut rows: impl FnMut(Arc<Chunk>) -> ControlFlow<()>,
    ) -> io::Result<()> {
        let mut gathered = Gathered {
            builder: fresh(),
            rows: &mut rows,
            first: true,
        };
        let waits = input.as_fd().try_clone_to_owned().ok();
        let input = Recoding::of_lines(input, self.encoding, self.separator);
        let mut coding = LineCoding::new(self.encoding);
        let mut blocks = Blocks::new(input, self.separator, Sizes::WHOLE);
        let mut room = Block::default();
        let failed = loop {
            let next = blocks.next_soon(room);
            if blocks.cut() > 0 {
                break Err(io::ErrorKind::FileTooLarge.into());
            }
            let block = match next {
                Ok(Some(block)) => block,
                Ok(None) => break Ok(()),
                Err(error) => break Err(error),
            };
            let more = || waits.as_ref().is_some_and(is_ready);
            let encoding = coding.of(block.bytes());
            let ended = self
                .block(block.bytes(), encoding, &mut gathered)
                .is_break()
                || !more() && gathered.flush().is_break();
            if ended {
                return Ok(());
            }
            room = block;
        };
        // Whether somebody still listens does not matter any more.
        let _: ControlFlow<()> = gathered.flush();
        failed
    }

    fn block(
        &self,
        block: &[u8],
        encoding: Encoding,
        gathered: &mut Gathered<'_>,
    ) -> ControlFlow<()> {
        let mut start = 0;
        for end in memchr_iter(self.separator, block).chain([block.len()]) {
            if start < block.len() {
                let line = block.get(start..end).unwrap_or_default();
                self.line(line, &text_in(line, encoding), gathered)?;
            }
            start = end + 1;
        }
        ControlFlow::Continue(())
    }

    fn line(&self, read: &[u8], text: &str, gathered: &mut Gathered<'_>) -> ControlFlow<()> {
        let shown = clean::one_line(text);
        match self.nth.as_ref().map(|nth| nth.of(text)) {
            Some(part) => {
                let part = clean::one_line(&part);
                gathered.builder.push_line(shown.view(), Some(&part), read);
            }
            None => gathered.builder.push_line(shown.view(), None, read),
        }
        let due = gathered.first && gathered.builder.len() >= FIRST_ROWS;
        if due || gathered.builder.is_full() {
            return gathered.flush();
        }
        ControlFlow::Continue(())
    }
}

/// Rows on their way into a chunk.
struct Gathered<'a> {
    builder: ChunkBuilder,
    rows: &'a mut dyn FnMut(Arc<Chunk>) -> ControlFlow<()>,
    first: bool,
}

impl Gathered<'_> {
    fn flush(&mut self) -> ControlFlow<()> {
        let builder = std::mem::replace(&mut self.builder, fresh());
        if builder.is_empty() {
            return ControlFlow::Continue(());
        }
        self.first = false;
        (self.rows)(Arc::new(builder.finish()))
    }
}

fn fresh() -> ChunkBuilder {
    ChunkBuilder::of(Origin::records(RecordFile {
        path: std::path::Path::new("-").into(),
        plain: false,
        stamp: FileStamp::default(),
    }))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn candidates(separator: u8, nth: Option<&str>) -> Candidates {
        let nth = nth.map(|nth| Nth::new(crate::filter::spans(nth).unwrap(), None));
        Candidates {
            separator,
            nth,
            encoding: None,
        }
    }

    fn all(candidates: &Candidates, bytes: &[u8]) -> Vec<(String, String, Vec<u8>)> {
        let (reader, mut writer) = io::pipe().unwrap();
        writer.write_all(bytes).unwrap();
        drop(writer);
        let mut found = Vec::new();
        let read = candidates.read(reader, |chunk| {
            for row in 0..chunk.len() {
                let (shown, matched) = (chunk.headline(row), chunk.matched(row));
                found.push((
                    shown.to_string(),
                    matched.to_owned(),
                    chunk.as_read(row).to_vec(),
                ));
            }
            ControlFlow::Continue(())
        });
        read.unwrap();
        found
    }

    #[test]
    fn a_line_shows_cleaned_and_is_kept_as_it_was_read() {
        let found = all(&candidates(b'\n', None), b"a\r\n\x1b[1mb\xff\n\nc");
        let read: Vec<&[u8]> = found.iter().map(|(_, _, read)| read.as_slice()).collect();
        assert_eq!(read, [&b"a\r"[..], b"\x1b[1mb\xff", b"", b"c"]);
        let shown: Vec<&str> = found.iter().map(|(shown, _, _)| shown.as_str()).collect();
        assert_eq!(shown, ["a", "b\u{ff}", "", "c"]);
    }

    #[test]
    fn fields_are_matched_and_the_line_shows() {
        let found = all(&candidates(0, Some("2")), "1 Ｂ\0x\n2 B\0".as_bytes());
        let matched: Vec<_> = found
            .iter()
            .map(|(shown, matched, _)| (shown.as_str(), matched.as_str()))
            .collect();
        assert_eq!(matched, [("1 Ｂ", "b"), ("x 2 B", "2")]);
    }

    #[test]
    fn lines_come_before_the_end_of_the_input() {
        let (reader, mut writer) = io::pipe().unwrap();
        writer.write_all(b"one\ntw").unwrap();
        let mut writer = Some(writer);
        let mut found = Vec::new();
        let read = candidates(b'\n', None).read(reader, |chunk| {
            found.push(chunk.headline(0).to_owned());
            if let Some(mut writer) = writer.take() {
                writer.write_all(b"o\n").unwrap();
            }
            ControlFlow::Continue(())
        });
        read.unwrap();
        assert_eq!(found, ["one", "two"]);
    }
}
