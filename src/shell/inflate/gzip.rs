//! gzip: members one behind the other, each with a header, packed data and a
//! checksum. flate2's own reader forgets what it unpacked before an error, so the
//! members are taken apart here.
//!
//! Invariant: the bytes unpacked before an error are delivered, to the last one
//! that the decoder made.

use std::io::{self, ErrorKind, Read};

use flate2::{Crc, Decompress, FlushDecompress, Status};

use super::Source;

/// The decoder's window in bytes.
const WINDOW: usize = 32 << 10;

/// The first two bytes of a member, and the only method there is.
const START: [u8; 3] = [0x1f, 0x8b, 8];

pub(super) struct Gunzip<R> {
    source: Source<R>,
    raw: Decompress,
    crc: Crc,
    state: State,
    /// Unpacked bytes; those before `given` are delivered.
    window: Vec<u8>,
    filled: usize,
    given: usize,
}

enum State {
    Header,
    Data,
    Trailer,
    /// An error stands here until it is told.
    Ended(io::Result<()>),
}

impl<R: Read> Gunzip<R> {
    pub(super) fn new(source: Source<R>) -> Self {
        Self {
            source,
            raw: Decompress::new(false),
            crc: Crc::new(),
            state: State::Header,
            window: vec![0; WINDOW],
            filled: 0,
            given: 0,
        }
    }

    /// One step: a header, a piece of data, or a trailer.
    fn step(&mut self) -> io::Result<State> {
        match self.state {
            State::Header => self.header(),
            State::Data => self.data(),
            State::Trailer => self.trailer(),
            State::Ended(_) => Ok(State::Ended(Ok(()))),
        }
    }

    fn header(&mut self) -> io::Result<State> {
        for wanted in START {
            if self.source.byte()? != wanted {
                return Err(invalid("not a gzip member"));
            }
        }
        let flags = self.source.byte()?;
        if flags & 0xe0 != 0 {
            return Err(invalid("unknown gzip header"));
        }
        // Time, level, system.
        self.source.skip(6)?;
        if flags & 4 != 0 {
            let extra = u16::from_le_bytes([self.source.byte()?, self.source.byte()?]);
            self.source.skip(u64::from(extra))?;
        }
        // Name and comment end with a NUL.
        for text in [8, 16] {
            while flags & text != 0 && self.source.byte()? != 0 {}
        }
        if flags & 2 != 0 {
            self.source.skip(2)?;
        }
        self.raw.reset(false);
        self.crc.reset();
        Ok(State::Data)
    }

    fn data(&mut self) -> io::Result<State> {
        // The decoder unpacks into a window of its own, and what does not fit from
        // there is lost with an error. Room up to the window's end always suffices.
        let room = WINDOW - (self.raw.total_out() as usize & (WINDOW - 1));
        let ahead = self.source.ahead()?;
        let at_end = ahead.is_empty();
        let (taken, made) = (self.raw.total_in(), self.raw.total_out());
        let window = self.window.get_mut(..room).unwrap_or_default();
        let status = self.raw.decompress(ahead, window, FlushDecompress::None);
        self.source.pass((self.raw.total_in() - taken) as usize);
        let made = (self.raw.total_out() - made) as usize;
        self.crc.update(self.window.get(..made).unwrap_or_default());
        (self.given, self.filled) = (0, made);
        match status {
            Ok(Status::StreamEnd) => Ok(State::Trailer),
            Ok(_) if at_end && made == 0 => Err(ErrorKind::UnexpectedEof.into()),
            Ok(_) => Ok(State::Data),
            Err(_) => Err(invalid("damaged gzip data")),
        }
    }

    fn trailer(&mut self) -> io::Result<State> {
        for wanted in [self.crc.sum(), self.crc.amount()] {
            for byte in wanted.to_le_bytes() {
                if self.source.byte()? != byte {
                    return Err(invalid("gzip checksum is wrong"));
                }
            }
        }
        let is_last = self.source.ahead()?.is_empty();
        Ok(if is_last {
            State::Ended(Ok(()))
        } else {
            State::Header
        })
    }
}

impl<R: Read> Read for Gunzip<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        while self.given == self.filled {
            if let State::Ended(told) = &mut self.state {
                return std::mem::replace(told, Ok(())).map(|()| 0);
            }
            self.state = self.step().unwrap_or_else(|error| State::Ended(Err(error)));
        }
        let made = self.window.get(self.given..self.filled).unwrap_or_default();
        let count = made.len().min(into.len());
        if let (Some(to), Some(from)) = (into.get_mut(..count), made.get(..count)) {
            to.copy_from_slice(from);
        }
        self.given += count;
        Ok(count)
    }
}

fn invalid(reason: &'static str) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, reason)
}
