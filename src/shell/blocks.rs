//! A stream cut into blocks of whole records (lines, or what else a byte ends), each
//! in memory of its own: whoever takes one splits it without copying, may keep it, and
//! gives it back to be filled again.
//!
//! Invariant: a block ends behind a separator, but for the last one and one that holds
//! nothing but a cut record. Whatever came before an error is handed out before it.
//! Each byte is looked at once; memory is bounded by the longest record allowed.

use std::io::{self, ErrorKind, Read};
use std::os::fd::AsFd;

use memchr::{memchr, memrchr};
use rustix::event::{PollFd, PollFlags, Timespec, poll};

#[cfg(test)]
mod tests;

/// Whether reading gives something at once.
pub(super) fn is_ready(input: &impl AsFd) -> bool {
    let mut fds = [PollFd::new(input, PollFlags::IN)];
    let none = Timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    matches!(poll(&mut fds, Some(&none)), Ok(1..))
}

/// How large things are, in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sizes {
    /// The first block: small, so that a first screen comes at once.
    pub(super) first: usize,
    /// The later blocks.
    pub(super) block: usize,
    /// A record before its separator; what is behind is dropped.
    pub(super) longest: usize,
}

impl Sizes {
    /// For records that must come out as they went in: one is as long as can be held,
    /// and one that is longer (see [`Blocks::cut`]) is an error.
    pub(super) const WHOLE: Self = Self {
        longest: 1 << 30,
        ..Self::LINES
    };

    /// For lines of which a very long one costs itself.
    pub(super) const LINES: Self = Self {
        first: 64 << 10,
        block: 1 << 20,
        longest: 64 << 20,
    };
}

/// Records of a stream that follow one another.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// Of the first byte, in bytes from the start of the stream.
    pub(super) offset: u64,
    /// What is behind `filled` is left from an earlier use, and need not be cleared.
    memory: Vec<u8>,
    filled: usize,
}

impl Block {
    /// Separators included; the last block and a cut record lack theirs.
    pub(super) fn bytes(&self) -> &[u8] {
        self.memory.get(..self.filled).unwrap_or_default()
    }

    /// Has room for `length` bytes.
    fn reserve(&mut self, length: usize) {
        if self.memory.len() < length {
            self.memory.resize(length, 0);
        }
    }

    fn push(&mut self, bytes: &[u8]) {
        let end = self.filled + bytes.len();
        self.reserve(end);
        if let Some(free) = self.memory.get_mut(self.filled..end) {
            free.copy_from_slice(bytes);
        }
        self.filled = end;
    }

    /// Takes `length` bytes off the start.
    fn pass(&mut self, length: usize) {
        self.memory.copy_within(length..self.filled, 0);
        self.filled -= length;
        self.offset += length as u64;
    }
}

impl From<Vec<u8>> for Block {
    fn from(bytes: Vec<u8>) -> Self {
        Self {
            filled: bytes.len(),
            memory: bytes,
            offset: 0,
        }
    }
}

/// Reads a stream by blocks.
#[derive(Debug)]
pub(super) struct Blocks<R> {
    input: R,
    separator: u8,
    sizes: Sizes,
    /// Why nothing more is read; an error stands here until it is told.
    ended: Option<io::Result<()>>,
    /// What was read behind the last block.
    rest: Vec<u8>,
    /// Where that begins in the stream.
    offset: u64,
    /// Bytes to have before the next block is cut off, at most `longest + 1`.
    wanted: usize,
    /// The rest of a cut record is still to be dropped.
    dropping: bool,
    cut: u64,
}

impl<R: Read> Blocks<R> {
    /// Records of `input` that `separator` ends. It begins where `input` stands, which
    /// counts as byte 0.
    pub(super) fn new(input: R, separator: u8, sizes: Sizes) -> Self {
        let longest = sizes.longest.clamp(1, usize::MAX / 4);
        let sizes = Sizes {
            first: sizes.first.clamp(1, longest + 1),
            block: sizes.block.clamp(1, longest + 1),
            longest,
        };
        Self {
            input,
            separator,
            wanted: sizes.first,
            sizes,
            ended: None,
            rest: Vec::new(),
            offset: 0,
            dropping: false,
            cut: 0,
        }
    }

    /// How many records were cut because they were too long.
    pub(super) fn cut(&self) -> u64 {
        self.cut
    }

    /// Whether an error follows the last block: its last record is but a part of one.
    pub(super) fn breaks_off(&self) -> bool {
        matches!(self.ended, Some(Err(_)))
    }

    /// The next block, in the memory of `room`; None at the end, and after an error has
    /// been told.
    pub(super) fn next(&mut self, room: Block) -> io::Result<Option<Block>> {
        self.take(room, false)
    }

    /// The same, as soon as a whole record is there.
    pub(super) fn next_soon(&mut self, room: Block) -> io::Result<Option<Block>> {
        self.take(room, true)
    }

    fn take(&mut self, room: Block, soon: bool) -> io::Result<Option<Block>> {
        let mut block = self.begun(room);
        if self.dropping {
            self.drop_record(&mut block);
        }
        let length = self.cut_off(&mut block, soon);
        self.wanted = self.sizes.block;
        let behind = block.memory.get(length..block.filled);
        self.rest.extend_from_slice(behind.unwrap_or_default());
        block.filled = length;
        self.offset = block.offset + length as u64;
        if length > 0 {
            return Ok(Some(block));
        }
        // An error is told once; later it is a plain end.
        let told = self.ended.replace(Ok(()));
        told.unwrap_or(Ok(())).map(|()| None)
    }

    /// A block that begins with what was read before. Gives back what a very long
    /// record took.
    fn begun(&mut self, mut room: Block) -> Block {
        let usual = self.sizes.block;
        if room.memory.len() / 4 > usual {
            room.memory.truncate(usual);
            room.memory.shrink_to_fit();
        }
        (room.offset, room.filled) = (self.offset, 0);
        room.push(&self.rest);
        self.rest.clear();
        if self.rest.capacity() / 4 > usual {
            self.rest = Vec::new();
        }
        room
    }

    /// Reads on until a block is there; gives its length, 0 at the end.
    fn cut_off(&mut self, block: &mut Block, soon: bool) -> usize {
        let mut scanned = 0;
        loop {
            self.fill(block, soon);
            let fresh = block.bytes().get(scanned..).unwrap_or_default();
            let found = memrchr(self.separator, fresh);
            let length = found.map(|at| scanned + at + 1);
            scanned = block.filled;
            match length {
                Some(_) if self.ended.is_some() => return block.filled,
                Some(length) => return length,
                None if block.filled > self.sizes.longest => {
                    self.cut += 1;
                    self.dropping = true;
                    return self.sizes.longest;
                }
                None if self.ended.is_some() => return block.filled,
                None if block.filled < self.wanted => {}
                None => self.wanted = (self.wanted * 2).min(self.sizes.longest + 1),
            }
        }
    }

    /// Reads until the block holds as much as is wanted, or (`soon`) once; or until the
    /// end.
    fn fill(&mut self, block: &mut Block, soon: bool) {
        block.reserve(self.wanted);
        while block.filled < self.wanted && self.ended.is_none() {
            let Some(free) = block.memory.get_mut(block.filled..self.wanted) else {
                return;
            };
            match self.input.read(free) {
                Ok(0) => self.ended = Some(Ok(())),
                Ok(read) => block.filled += read.min(free.len()),
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => self.ended = Some(Err(error)),
            }
            if soon {
                return;
            }
        }
    }

    /// Reads past the end of the record that was cut.
    fn drop_record(&mut self, block: &mut Block) {
        while self.dropping {
            let end = memchr(self.separator, block.bytes());
            block.pass(end.map_or(block.filled, |at| at + 1));
            self.dropping = end.is_none() && self.ended.is_none();
            if self.dropping {
                self.fill(block, false);
            }
        }
    }
}
