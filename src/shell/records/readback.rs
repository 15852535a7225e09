//! Single lines of files of records, once their rows have been read.
//!
//! A packed file is inflated from its start up to the line; it stays open there, so
//! that lines read in their order cost one pass and not one each. Several stay open,
//! because two threads of the filter and two of the search may go through a list.
//!
//! Invariant: a line is read only where one begins, and of the file that lies there
//! now. What stays open is bounded.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::{Opened, reopen, stamp, texts};
use crate::article::Encoding;
use crate::shell::blocks::Sizes;
use crate::shell::fs::{Kind, ReadError};
use crate::shell::inflate::Packing;
use crate::store::FileStamp;

/// Packed files that stay open.
const OPEN: usize = 4;

/// Reads lines back.
#[derive(Default)]
pub struct ReadBack {
    /// The one used last comes last.
    open: Mutex<Vec<Open>>,
}

impl ReadBack {
    /// The line of a file that begins at byte `offset` (of what is packed in it),
    /// without its end.
    pub fn line(
        &self,
        path: &Path,
        offset: u64,
        given: Option<Encoding>,
    ) -> Result<Vec<u8>, ReadError> {
        let mut open = |path: &Path, from: u64| Open::new(path, from, given);
        self.line_by(path, offset, &mut open)
    }

    fn line_by(
        &self,
        path: &Path,
        offset: u64,
        open: &mut dyn FnMut(&Path, u64) -> Result<Open, ReadError>,
    ) -> Result<Vec<u8>, ReadError> {
        // Opening a FIFO would wait for another writer.
        if Kind::is_once(path) {
            return Err(ReadError::Once);
        }
        let now = stamp(&std::fs::metadata(path)?);
        let before = offset.saturating_sub(1);
        let mut open = match self.take(path, &now, before) {
            Some(open) => open,
            None => open(path, before)?,
        };
        let line = open.line(offset);
        // Behind an error of the file there is nothing more to be read.
        if open.packed && matches!(line, Ok(_) | Err(ReadError::Moved)) {
            self.put(open);
        }
        line
    }

    /// What is open and stands nearest before a byte.
    fn take(&self, path: &Path, now: &FileStamp, before: u64) -> Option<Open> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let fits = |it: &Open| it.path == path && it.stamp == *now && it.at <= before;
        let fitting = open.iter().enumerate().filter(|(_, it)| fits(it));
        let (nearest, _) = fitting.max_by_key(|(_, it)| it.at)?;
        Some(open.remove(nearest))
    }

    fn put(&self, used: Open) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.len() >= OPEN {
            open.remove(0);
        }
        open.push(used);
    }
}

/// A file that is being read.
struct Open {
    path: PathBuf,
    stamp: FileStamp,
    packed: bool,
    input: BufReader<Box<dyn Read + Send>>,
    /// The byte where `input` stands, or its end, if that comes before.
    at: u64,
}

impl Open {
    /// Opens a file to read it from byte `from` on, or from one before that.
    fn new(path: &Path, from: u64, given: Option<Encoding>) -> Result<Self, ReadError> {
        let Opened {
            input,
            packing,
            meta,
            ..
        } = reopen(path)?;
        let texts = texts(input, packing, false, given)?;
        // What is recoded has places in its text only, as what is packed.
        let packed = packing != Packing::Plain || texts.recodes();
        let input: Box<dyn Read + Send> = if packed {
            Box::new(texts)
        } else {
            let mut file = File::open(path)?;
            file.seek(SeekFrom::Start(from))?;
            Box::new(file)
        };
        Ok(Self {
            path: path.to_owned(),
            stamp: meta.as_ref().map(stamp).unwrap_or_default(),
            packed,
            input: BufReader::new(input),
            at: if packed { 0 } else { from },
        })
    }

    /// The line that begins at a byte ahead; stops before its end, which tells that
    /// the next line begins there.
    fn line(&mut self, offset: u64) -> Result<Vec<u8>, ReadError> {
        let before = offset.saturating_sub(1);
        let skip = before.saturating_sub(self.at);
        self.at = before;
        let skipped = io::copy(&mut (&mut self.input).take(skip), &mut io::sink())?;
        if skipped < skip {
            return Err(ReadError::Moved);
        }
        if offset > 0 {
            let mut end = [0];
            let read = self.input.read_exact(&mut end);
            read.map_err(|_| ReadError::Moved)?;
            self.at = offset;
            if end != *b"\n" {
                return Err(ReadError::Moved);
            }
        }
        let mut line = Vec::new();
        loop {
            let ahead = match self.input.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                ahead => ahead?,
            };
            let end = memchr::memchr(b'\n', ahead);
            let room = Sizes::LINES.longest - line.len();
            let more = end.unwrap_or(ahead.len()).min(room);
            line.extend(ahead.get(..more).unwrap_or_default());
            self.input.consume(more);
            self.at += more as u64;
            if end.is_some() || more == 0 {
                break;
            }
        }
        if line.is_empty() {
            return Err(ReadError::Moved);
        }
        Ok(line)
    }
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::*;
    use crate::shell::inflate::tests::packed;

    /// A packed file of numbered lines in a folder of its own, and where they begin.
    fn file(name: &str) -> (tempfile::TempDir, PathBuf, Vec<u64>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        let lines: Vec<String> = (0..2000).map(line).collect();
        let text = lines.join("\n");
        std::fs::write(&path, packed(&path, text.as_bytes())).unwrap();
        let mut offset = 0;
        let places = lines.iter().map(|line| {
            let place = offset;
            offset += line.len() as u64 + 1;
            place
        });
        let places = places.collect();
        (folder, path, places)
    }

    fn line(n: usize) -> String {
        format!("{n}{}", "雪".repeat(n % 50))
    }

    /// Reads lines back, and counts how often the file is opened for them.
    fn opened(
        back: &ReadBack,
        path: &Path,
        places: &[u64],
        lines: impl Iterator<Item = usize>,
    ) -> usize {
        let mut opened = 0;
        for n in lines {
            let read = back.line_by(path, places[n], &mut |path, from| {
                opened += 1;
                Open::new(path, from, None)
            });
            assert_eq!(read.unwrap(), line(n).as_bytes());
            assert!(back.open.lock().unwrap().len() <= OPEN);
        }
        opened
    }

    #[test]
    fn lines_in_order_cost_one_pass() {
        for name in ["a.jsonl.gz", "a.jsonl.zst"] {
            let (_folder, path, places) = file(name);
            let back = ReadBack::default();
            assert_eq!(opened(&back, &path, &places, 0..2000), 1);
            assert_eq!(opened(&back, &path, &places, (0..2000).step_by(7)), 1);
            // One behind where it stands, and on from there.
            assert_eq!(
                opened(&back, &path, &places, [900, 300, 301].into_iter()),
                2
            );
        }
    }

    #[test]
    fn two_threads_cost_two_passes() {
        let (_folder, path, places) = file("a.jsonl.gz");
        let back = ReadBack::default();
        // Each goes through every other hundred lines, in turn.
        let part = |from: usize| -> Vec<usize> {
            let hundred = |start: usize| -> Range<usize> { start..start + 100 };
            (from..2000).step_by(200).flat_map(hundred).collect()
        };
        let both = part(0).into_iter().zip(part(100));
        let both = both.flat_map(|(one, other)| [one, other]);
        assert_eq!(opened(&back, &path, &places, both), 2);
    }

    #[test]
    fn lines_that_are_gone_cost_one_pass() {
        let (_folder, path, places) = file("a.jsonl.gz");
        let back = ReadBack::default();
        std::fs::write(&path, packed(&path, b"{}\n")).unwrap();
        let mut opened = 0;
        for offset in &places[1..] {
            let read = back.line_by(&path, *offset, &mut |path, from| {
                opened += 1;
                Open::new(path, from, None)
            });
            assert!(matches!(read, Err(ReadError::Moved)));
        }
        assert_eq!(opened, 1);
    }

    #[test]
    fn a_file_that_has_changed_is_opened_anew() {
        let (folder, path, places) = file("a.jsonl.gz");
        let back = ReadBack::default();
        assert_eq!(opened(&back, &path, &places, 0..9), 1);
        let other = folder.path().join("other");
        let text = format!("{}new\n", " \n".repeat(500));
        std::fs::write(&other, packed(&path, text.as_bytes())).unwrap();
        std::fs::rename(&other, &path).unwrap();
        assert_eq!(back.line(&path, 1000, None).unwrap(), b"new");
    }
}
