//! Walking a folder: all articles below it, in the order of the list (by name,
//! numbers by value), read folder by folder so that the first rows come at once.
//!
//! Invariant: each folder is entered once, so that symbolic links make no loop.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::ffi::OsStr;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::fs::{Kind, ReadError};
use super::records::Form;

/// The files that are an article each; those of many have names of their own.
const EXTENSIONS: [&str; 2] = ["txt", "md"];

/// What the walk finds: a file, or what could not be read.
pub type Found = Result<PathBuf, (PathBuf, ReadError)>;

/// All articles below a folder.
pub struct Walk {
    /// What is left of each folder between the root and here.
    pending: Vec<std::vec::IntoIter<PathBuf>>,
    /// Device and inode of the folders entered.
    entered: HashSet<(u64, u64)>,
}

impl Walk {
    /// A walk through the folder `root`.
    pub fn new(root: &Path) -> Self {
        Self {
            pending: vec![vec![root.to_owned()].into_iter()],
            entered: HashSet::new(),
        }
    }

    /// Goes into a folder, unless it was entered before. Where some of its entries
    /// cannot be read it is entered all the same, for the others.
    fn enter(&mut self, folder: &Path) -> Result<(), ReadError> {
        let metadata = std::fs::metadata(folder)?;
        if !self.entered.insert((metadata.dev(), metadata.ino())) {
            return Ok(());
        }
        let entries = std::fs::read_dir(folder)?.map(|entry| {
            let entry = entry?;
            let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
            Ok((entry.path(), is_file))
        });
        self.list(entries)
    }

    /// Takes in the entries of a folder: paths, and whether they are files. The
    /// first error is told; the other entries are walked nevertheless.
    fn list(
        &mut self,
        entries: impl Iterator<Item = io::Result<(PathBuf, bool)>>,
    ) -> Result<(), ReadError> {
        let (mut paths, mut failed) = (Vec::new(), None);
        for entry in entries {
            match entry {
                // Links may lead to folders; of files only articles matter.
                Ok((path, is_file)) => {
                    let hidden = name_of(&path).starts_with(b".");
                    if !hidden && (!is_file || is_article(&path)) {
                        paths.push(path);
                    }
                }
                Err(error) => failed = failed.or(Some(error)),
            }
        }
        paths.sort_by(|a, b| natural(name_of(a), name_of(b)));
        self.pending.push(paths.into_iter());
        failed.map_or(Ok(()), |error| Err(error.into()))
    }
}

impl Iterator for Walk {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let at_root = self.pending.len() == 1;
            let Some(path) = self.pending.last_mut()?.next() else {
                self.pending.pop();
                continue;
            };
            match Kind::at(&path) {
                Ok(Kind::Folder) => {
                    if let Err(error) = self.enter(&path) {
                        return Some(Err((path, error)));
                    }
                }
                Ok(Kind::File) if is_article(&path) => return Some(Ok(path)),
                // A broken link that nobody would take for an article is no news.
                Err(ReadError::NotFound) if !at_root && !is_article(&path) => {}
                Err(error) => return Some(Err((path, error))),
                Ok(_) => {}
            }
        }
    }
}

fn name_of(path: &Path) -> &[u8] {
    path.file_name().map(OsStr::as_bytes).unwrap_or_default()
}

/// Whether a file is an article, or many, by its name.
pub(super) fn is_article(path: &Path) -> bool {
    Form::of(path).is_some()
        || path.extension().is_some_and(|extension| {
            EXTENSIONS
                .iter()
                .any(|known| extension.eq_ignore_ascii_case(known))
        })
}

/// The order of names in a list: `a2` before `a10`.
pub fn natural(left: &[u8], right: &[u8]) -> Ordering {
    let (mut a, mut b) = (left, right);
    loop {
        let (Some((x, a_rest)), Some((y, b_rest))) = (a.split_first(), b.split_first()) else {
            // What differs only in leading zeros still needs an order.
            return a.len().cmp(&b.len()).then_with(|| left.cmp(right));
        };
        if x.is_ascii_digit() && y.is_ascii_digit() {
            let (in_a, in_b);
            (in_a, a) = number(a);
            (in_b, b) = number(b);
            match in_a.len().cmp(&in_b.len()).then_with(|| in_a.cmp(in_b)) {
                Ordering::Equal => {}
                unequal => return unequal,
            }
        } else if x == y {
            (a, b) = (a_rest, b_rest);
        } else {
            return x.cmp(y);
        }
    }
}

/// The digits at the head of `bytes`, without leading zeros, and what follows.
fn number(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = bytes.iter().position(|byte| !byte.is_ascii_digit());
    let (digits, rest) = bytes
        .split_at_checked(end.unwrap_or(bytes.len()))
        .unwrap_or((bytes, &[]));
    let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
    (digits.get(zeros..).unwrap_or_default(), rest)
}

#[cfg(test)]
mod tests;
