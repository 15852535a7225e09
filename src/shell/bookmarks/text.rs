//! A text from outside that goes into the bookmarks file: a note, or bookmarks to be
//! joined with it.
//!
//! Invariants: devices are not opened, and nothing is read past what is allowed.

use std::fs::File;
use std::io::{Read, stdin};
use std::path::Path;

use crate::app::Failure;
use crate::shell::fs::{Kind, ReadError, shown};
use crate::text::Clean;

/// The text of a file, or of standard input (`-`); what is no text in it is replaced. One
/// of more than `most` bytes is refused, with the reason `long`.
pub fn text(path: &Path, most: u64, long: &'static str) -> Result<String, Failure> {
    let bytes = read(path, most).map_err(|error| error.of(&shown(path)))?;
    if bytes.len() as u64 > most {
        return Err(Failure {
            what: shown(path),
            why: long,
            detail: Clean::default(),
        });
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// As many bytes as are allowed, and one more where there are more.
fn read(path: &Path, most: u64) -> Result<Vec<u8>, ReadError> {
    let source: Box<dyn Read> = if path == Path::new("-") {
        Box::new(stdin().lock())
    } else if Kind::at(path)? == Kind::Folder {
        return Err(ReadError::Folder);
    } else {
        Box::new(File::open(path)?)
    };
    let mut bytes = Vec::new();
    source.take(most + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
