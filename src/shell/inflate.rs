//! Streams unpacked while they are read: gzip and zstd, told by their first bytes.
//!
//! Invariant: what can be unpacked is delivered before the error that ends the
//! stream, which comes once: `UnexpectedEof` if the file was cut, `InvalidData` if
//! it is damaged, the reader's own error otherwise. Memory is bounded: a window of
//! 32 KiB for gzip, of at most 128 MiB for zstd.

use std::io::{self, BufRead, BufReader, ErrorKind, Read};
use std::path::Path;

mod gzip;
mod zstd;

#[cfg(test)]
pub(super) mod tests;

/// How a file is packed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Packing {
    #[default]
    Plain,
    Gzip,
    Zstd,
}

impl Packing {
    /// By the end of the name: `.gz`, `.zst`, `.zstd`, in any case.
    pub fn of_path(path: &Path) -> Self {
        let is = |name: &str| {
            path.extension()
                .is_some_and(|end| end.eq_ignore_ascii_case(name))
        };
        if is("gz") {
            Self::Gzip
        } else if is("zst") || is("zstd") {
            Self::Zstd
        } else {
            Self::Plain
        }
    }

    /// By the first four bytes of the file. Where the name says something else,
    /// this is right: a `.gz` without its first bytes is plain text.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        match bytes {
            [0x1f, 0x8b, ..] => Self::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Self::Zstd,
            // A frame to be skipped.
            [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Self::Zstd,
            _ => Self::Plain,
        }
    }
}

/// The bytes that are packed in `file`. Interrupted reads are repeated.
pub fn reader(file: impl Read + Send + 'static, packing: Packing) -> Box<dyn Read + Send> {
    match packing {
        Packing::Plain => Box::new(file),
        Packing::Gzip => Box::new(gzip::Gunzip::new(Source::new(file))),
        Packing::Zstd => Box::new(zstd::Unzstd::new(Source::new(file))),
    }
}

/// Bytes read from the file at a time.
const PIECE: usize = 64 << 10;

/// The packed bytes. It remembers how it ended, because a decoder that reads from
/// it wraps that into errors of its own.
struct Source<R> {
    file: BufReader<R>,
    /// Nothing came although something was wanted.
    at_end: bool,
    error: Option<io::Error>,
}

impl<R: Read> Source<R> {
    fn new(file: R) -> Self {
        Self {
            file: BufReader::with_capacity(PIECE, file),
            at_end: false,
            error: None,
        }
    }

    /// What is read ahead; empty at the end.
    fn ahead(&mut self) -> io::Result<&[u8]> {
        while let Err(error) = self.file.fill_buf() {
            if error.kind() != ErrorKind::Interrupted {
                return Err(error);
            }
        }
        self.file.fill_buf()
    }

    /// Goes on by `count` bytes of what is ahead.
    fn pass(&mut self, count: usize) {
        self.file.consume(count);
    }

    /// The next byte, which must be there.
    fn byte(&mut self) -> io::Result<u8> {
        let byte = *self.ahead()?.first().ok_or(ErrorKind::UnexpectedEof)?;
        self.pass(1);
        Ok(byte)
    }

    /// Goes past `count` bytes, which must be there.
    fn skip(&mut self, mut count: u64) -> io::Result<()> {
        while count > 0 {
            let ahead = self.ahead()?.len();
            if ahead == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            let step = ahead.min(usize::try_from(count).unwrap_or(usize::MAX));
            self.pass(step);
            count -= step as u64;
        }
        Ok(())
    }

    /// Why a decoder that read from here failed, if it says `reason` itself.
    fn blame(&mut self, reason: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
        match self.error.take() {
            Some(error) => error,
            None if self.at_end => ErrorKind::UnexpectedEof.into(),
            None => io::Error::new(ErrorKind::InvalidData, reason),
        }
    }
}

impl<R: Read> Read for Source<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = loop {
            match self.file.read(into) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        match read {
            Ok(read) => {
                self.at_end |= read == 0 && !into.is_empty();
                Ok(read)
            }
            Err(error) => {
                let kind = error.kind();
                self.error = Some(error);
                Err(kind.into())
            }
        }
    }
}
