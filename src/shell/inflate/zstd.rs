//! zstd: frames one behind the other, with frames to be skipped between them. The
//! decoder knows one frame at a time, and keeps a window of unpacked bytes back
//! while that frame goes on.
//!
//! Invariant: the kept window is delivered before an error; of a damaged block that
//! includes what the decoder made of it (a block that is cut off gives nothing). A
//! wrong checksum is an error behind the bytes of its frame.

use std::io::{self, ErrorKind, Read};

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::Source;

/// The largest window taken, in bytes.
const WINDOW: u64 = 128 << 20;

/// An empty last block and a checksum that nobody looks at. With it, a frame that
/// broke off is over for the decoder, and it gives away the window.
const LAST_BLOCK: [u8; 7] = [1, 0, 0, 0, 0, 0, 0];

pub(super) struct Unzstd<R> {
    source: Source<R>,
    frame: FrameDecoder,
    state: State,
    /// What is told when the decoder is empty.
    error: Option<io::Error>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Between,
    Inside,
    /// Nothing more is read, but the decoder may hold bytes.
    Ended,
}

impl<R: Read> Unzstd<R> {
    pub(super) fn new(source: Source<R>) -> Self {
        let mut frame = FrameDecoder::new();
        frame.set_max_window_size(WINDOW);
        Self {
            source,
            frame,
            state: State::Between,
            error: None,
        }
    }

    /// Begins the next frame, or passes one that is to be skipped.
    fn begin(&mut self) -> io::Result<State> {
        if self.source.ahead()?.is_empty() {
            return Ok(State::Ended);
        }
        match self.frame.reset(&mut self.source) {
            Ok(()) => Ok(State::Inside),
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                length,
                ..
            })) => {
                self.source.skip(u64::from(length))?;
                Ok(State::Between)
            }
            Err(FrameDecoderError::WindowSizeTooBig { .. }) => {
                Err(invalid("zstd window is larger than 128 MiB"))
            }
            Err(FrameDecoderError::DictNotProvided { .. }) => {
                Err(invalid("zstd data needs a dictionary"))
            }
            Err(error) => Err(self.source.blame(error)),
        }
    }

    /// Unpacks one block, or closes a frame of which all is delivered.
    fn go_on(&mut self) -> io::Result<State> {
        if self.frame.is_finished() {
            let stored = self.frame.get_checksum_from_data();
            if stored.is_some() && stored != self.frame.get_calculated_checksum() {
                return Err(invalid("zstd checksum is wrong"));
            }
            return Ok(State::Between);
        }
        match self
            .frame
            .decode_blocks(&mut self.source, BlockDecodingStrategy::UptoBlocks(1))
        {
            Ok(_) => Ok(State::Inside),
            Err(error) => {
                let error = self.source.blame(error);
                // If even this fails, there is nothing to be given away.
                let one = BlockDecodingStrategy::UptoBlocks(1);
                let _closed = self.frame.decode_blocks(LAST_BLOCK.as_slice(), one);
                Err(error)
            }
        }
    }
}

impl<R: Read> Read for Unzstd<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        loop {
            if self.state != State::Between && self.frame.can_collect() > 0 {
                return self.frame.read(into);
            }
            let next = match self.state {
                State::Between => self.begin(),
                State::Inside => self.go_on(),
                State::Ended => return self.error.take().map_or(Ok(0), Err),
            };
            self.state = next.unwrap_or_else(|error| {
                self.error = Some(error);
                State::Ended
            });
        }
    }
}

fn invalid(reason: &'static str) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, reason)
}
