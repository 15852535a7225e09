//! A stream cut into blocks of whole records, each a buffer of its own: whoever takes
//! one may keep it, and gives it back to be filled again.
//!
//! Invariant: the blocks together are the bytes of the stream; each ends behind a
//! separator, but for the last one.

use std::io::{self, ErrorKind, Read};

use memchr::memrchr;

/// Bytes of a block, unless one record is longer.
const BLOCK: usize = 1 << 20;

/// Bytes that a record may have.
const LONGEST: usize = 1 << 30;

/// Reads a stream by blocks.
pub(super) struct Blocks<R> {
    input: R,
    separator: u8,
    /// What was read behind the last separator.
    rest: Vec<u8>,
    ended: bool,
}

impl<R: Read> Blocks<R> {
    /// Records of `input` that `separator` ends.
    pub(super) fn new(input: R, separator: u8) -> Self {
        Self {
            input,
            separator,
            rest: Vec::new(),
            ended: false,
        }
    }

    /// The next block, in the room of `block`; None at the end, and after an error.
    pub(super) fn next(&mut self, block: Vec<u8>) -> io::Result<Option<Vec<u8>>> {
        self.take(block, |input, block, wanted| {
            (&mut *input).take(wanted as u64).read_to_end(block)
        })
    }

    /// The same, as soon as a whole record is there.
    pub(super) fn next_soon(&mut self, block: Vec<u8>) -> io::Result<Option<Vec<u8>>> {
        self.take(block, |input, block, wanted| {
            let length = block.len();
            block.resize(length + wanted.min(BLOCK / 8), 0);
            let read = loop {
                match input.read(block.get_mut(length..).unwrap_or_default()) {
                    Err(error) if error.kind() == ErrorKind::Interrupted => {}
                    read => break read,
                }
            };
            block.truncate(length + read.as_ref().map_or(0, |read| *read));
            read
        })
    }

    fn take(
        &mut self,
        mut block: Vec<u8>,
        read: impl Fn(&mut R, &mut Vec<u8>, usize) -> io::Result<usize>,
    ) -> io::Result<Option<Vec<u8>>> {
        block.clear();
        block.append(&mut self.rest);
        let mut seen = 0;
        while !self.ended {
            let wanted = BLOCK.max(block.len());
            block.reserve(wanted);
            match read(&mut self.input, &mut block, wanted) {
                Ok(0) => self.ended = true,
                Ok(_) => {}
                Err(error) => {
                    self.ended = true;
                    // What came before the error is handed out first.
                    self.rest = block;
                    return Err(error);
                }
            }
            if let Some(at) = memrchr(self.separator, block.get(seen..).unwrap_or_default()) {
                self.rest = block.split_off(seen + at + 1);
                return Ok(Some(block));
            }
            seen = block.len();
            if seen > LONGEST {
                self.ended = true;
                return Err(ErrorKind::FileTooLarge.into());
            }
        }
        Ok(Some(block).filter(|block| !block.is_empty()))
    }
}

#[cfg(test)]
mod tests;
