//! A stream cut into blocks of whole lines, for sources of one article a line.
//! Blocks, not lines: whoever scans them splits them without copying.
//!
//! Invariant: a block ends behind a line feed, but for the last one and one that
//! holds nothing but a cut line. Whatever came before an error is handed out before
//! it. Each byte is looked at once; memory is bounded by the longest line allowed.

use std::io::{self, ErrorKind, Read};
use std::ops::Range;

use memchr::{memchr, memrchr};

#[cfg(test)]
mod tests;

/// Bytes of the first block: small, so that a first screen comes at once.
const FIRST: usize = 64 << 10;

/// Bytes of the later blocks.
const BLOCK: usize = 1 << 20;

/// Bytes that a line may have before its line feed; what is behind is dropped.
const LONGEST: usize = 64 << 20;

/// Lines of a stream that follow one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block<'a> {
    /// Of the first byte, in bytes from the start of the stream.
    pub offset: u64,
    /// Line feeds included; the last block and a cut line lack theirs.
    pub bytes: &'a [u8],
}

/// Reads a stream by blocks of whole lines.
#[derive(Debug)]
pub struct Lines<R> {
    input: R,
    /// Why nothing more is read; an error stands here until it is told.
    ended: Option<io::Result<()>>,
    buffer: Vec<u8>,
    /// What of the buffer is read and not yet handed out.
    held: Range<usize>,
    /// Bytes of `held`, from its start, that are known to hold no line feed.
    scanned: usize,
    /// Where `held` begins in the stream.
    offset: u64,
    /// Bytes to have before the next block is cut off, at most `longest + 1`.
    wanted: usize,
    block: usize,
    longest: usize,
    /// The rest of a cut line is still to be dropped.
    dropping: bool,
    cut: u64,
}

impl<R: Read> Lines<R> {
    /// Begins where `input` stands, which counts as byte 0.
    pub fn new(input: R) -> Self {
        Self::with_sizes(input, FIRST, BLOCK, LONGEST)
    }

    /// As `new` with other sizes in bytes: of the first block, of the later ones,
    /// and of the longest line.
    pub fn with_sizes(input: R, first: usize, block: usize, longest: usize) -> Self {
        let longest = longest.clamp(1, usize::MAX / 4);
        Self {
            input,
            ended: None,
            buffer: Vec::new(),
            held: 0..0,
            scanned: 0,
            offset: 0,
            wanted: first.clamp(1, longest + 1),
            block: block.clamp(1, longest + 1),
            longest,
            dropping: false,
            cut: 0,
        }
    }

    /// How many lines were cut because they were too long.
    pub fn cut(&self) -> u64 {
        self.cut
    }

    /// The next lines; `None` at the end, and after an error has been told.
    pub fn next_block(&mut self) -> io::Result<Option<Block<'_>>> {
        self.settle();
        if self.dropping {
            self.drop_line();
        }
        let length = self.cut_off();
        self.wanted = self.block;
        if length == 0 {
            // The error is told once; later it is a plain end.
            let told = self.ended.replace(Ok(()));
            return told.unwrap_or(Ok(())).map(|()| None);
        }
        let (start, offset) = (self.held.start, self.offset);
        self.pass(length);
        let bytes = self.buffer.get(start..start + length).unwrap_or_default();
        Ok(Some(Block { offset, bytes }))
    }

    /// Reads on until a block is there; gives its length, 0 at the end.
    fn cut_off(&mut self) -> usize {
        loop {
            self.fill();
            let held = self.held.len();
            let fresh = self.held.start + self.scanned..self.held.end;
            let found = memrchr(b'\n', self.buffer.get(fresh).unwrap_or_default());
            let lines = found.map(|at| self.scanned + at + 1);
            self.scanned = held;
            match lines {
                Some(_) if self.ended.is_some() => return held,
                Some(length) => return length,
                None if held > self.longest => {
                    self.cut += 1;
                    self.dropping = true;
                    return self.longest;
                }
                None if self.ended.is_some() => return held,
                None => self.wanted = (self.wanted * 2).min(self.longest + 1),
            }
        }
    }

    /// Reads until as much is held as is wanted, or until the end.
    fn fill(&mut self) {
        let end = self.held.start + self.wanted;
        if self.buffer.len() < end {
            self.buffer.resize(end, 0);
        }
        while self.held.end < end && self.ended.is_none() {
            let Some(free) = self.buffer.get_mut(self.held.end..end) else {
                return;
            };
            match self.input.read(free) {
                Ok(0) => self.ended = Some(Ok(())),
                Ok(read) => self.held.end += read.min(free.len()),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => self.ended = Some(Err(error)),
            }
        }
    }

    /// Reads past the end of the line that was cut.
    fn drop_line(&mut self) {
        while self.dropping {
            let held = self.buffer.get(self.held.clone()).unwrap_or_default();
            let end = memchr(b'\n', held);
            self.pass(end.map_or(held.len(), |at| at + 1));
            self.scanned = 0;
            if end.is_some() || self.ended.is_some() {
                self.dropping = false;
            } else {
                self.settle();
                self.fill();
            }
        }
        self.settle();
    }

    /// Takes `length` bytes off the start of what is held.
    fn pass(&mut self, length: usize) {
        self.held.start += length;
        self.offset += length as u64;
        self.scanned = self.scanned.saturating_sub(length);
    }

    /// Moves what is held to the start of the buffer, and gives back the memory
    /// that a very long line took.
    fn settle(&mut self) {
        let held = self.held.len();
        self.buffer.copy_within(self.held.clone(), 0);
        self.held = 0..held;
        if held <= self.block && self.buffer.len() / 4 > self.block {
            self.buffer.truncate(self.block);
            self.buffer.shrink_to_fit();
        }
    }
}
