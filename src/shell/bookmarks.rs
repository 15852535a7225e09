//! The bookmarks file on disk: read, changed, and gone back to a backup of.
//!
//! Invariant: reading changes nothing; what is written is on disk when it is told.

mod copies;
mod text;

pub use copies::{Joined, is_copy};
pub use text::text;

use std::path::Path;

use super::atomic::{self, New, Real, ReplaceError};
use super::disk::Disk;
use super::fs::{ReadError, shown};
use crate::app::Failure;
use crate::store::bookmark_file::{self, Contents, Newer, Problem, Standing, Told};
use crate::store::{Bookmark, BookmarkChange};
use crate::text::{Clean, clean, joined};

/// What the file at `path` holds; nothing where there is no file.
pub fn read(path: &Path) -> Result<Contents, Failure> {
    bytes(path).map(|bytes| bookmark_file::read(&bytes))
}

/// The bytes of the file at `path`; none where there is no file.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    atomic::read::<_, Newer>(&Real, path).map_err(|error| failure(path, error))
}

/// What was written, and is on disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    pub told: Told,
    /// What the file holds now.
    pub bookmarks: Vec<Bookmark>,
    pub text: String,
    /// What was wrong with the file before: it has been put right, and is kept aside as
    /// it was.
    pub mended: Option<Failure>,
}

/// Puts changes into the file, whatever it holds now; `Ok`: they are on disk, but for
/// those that are told as missed.
pub fn write(path: &Path, changes: &[BookmarkChange]) -> Result<Written, Failure> {
    write_back(path, &[], changes)
}

/// The same; a file that is empty gets back first what it held when it was last seen.
pub fn write_back(
    path: &Path,
    held: &[Bookmark],
    changes: &[BookmarkChange],
) -> Result<Written, Failure> {
    write_on(&Real, path, held, changes).map_err(|error| failure(path, error))
}

/// The same on any disk.
pub(super) fn write_on<D: Disk>(
    disk: &D,
    path: &Path,
    held: &[Bookmark],
    changes: &[BookmarkChange],
) -> Result<Written, ReplaceError<Newer>> {
    let mut written = Written::default();
    atomic::replace(disk, path, |old| {
        // Not even the version: this program leaves no file so.
        let lost = if old.is_empty() { held } else { &[] };
        let back = lost.iter().cloned().map(BookmarkChange::Join);
        let changes: Vec<BookmarkChange> = back.chain(changes.iter().cloned()).collect();
        let applied = bookmark_file::apply(old, &changes)?;
        let aside = applied.standing != Standing::Sound;
        written = Written {
            told: applied.told,
            bookmarks: applied.bookmarks,
            text: applied.text.clone(),
            mended: mended(path, &applied.standing),
        };
        Ok(New {
            text: applied.text,
            aside,
            backup: true,
        })
    })?;
    Ok(written)
}

/// Joins the conflict copies beside the file with it.
pub fn merge_copies(path: &Path) -> Joined {
    copies::merge(&Real, path)
}

#[cfg(test)]
pub(super) use copies::merge as merge_on;

/// What is odd about the file, where something is: in words of a [`Failure`], although
/// the bookmarks are there.
pub fn oddity(path: &Path, contents: &Contents) -> Option<Failure> {
    let (why, detail) = match &contents.standing {
        Standing::Sound if contents.left_out > 0 => ("why-bookmarks-no-id", Clean::default()),
        Standing::Sound => return None,
        Standing::Damaged(problem) => ("why-bookmarks-damaged", place_of(problem)),
        Standing::Conflict => ("why-bookmarks-conflict", Clean::default()),
        Standing::Newer(version) => ("why-bookmarks-newer", joined![*version]),
    };
    let what = shown(path);
    Some(Failure { what, why, detail })
}

/// The same in a file that has been written to.
fn mended(path: &Path, before: &Standing) -> Option<Failure> {
    let detail = match before {
        Standing::Sound | Standing::Newer(_) => return None,
        Standing::Damaged(problem) => place_of(problem),
        Standing::Conflict => Clean::default(),
    };
    Some(Failure {
        what: shown(path),
        why: "why-bookmarks-mended",
        detail,
    })
}

/// Puts a backup in the place of the file, which is kept aside; how many bookmarks the
/// file has now.
pub fn restore(path: &Path, backup: &Path) -> Result<usize, Failure> {
    let contents = read(backup)?;
    let bytes = atomic::read::<_, Newer>(&Real, backup).map_err(|error| failure(backup, error))?;
    // A damaged backup is mended on its way.
    let applied = bookmark_file::apply(&bytes, &[]);
    let text = match applied {
        Ok(applied) => applied.text,
        Err(newer) => return Err(failure(backup, ReplaceError::Edit(newer))),
    };
    let replaced = atomic::replace(&Real, path, |old| match bookmark_file::read(old).standing {
        Standing::Newer(version) => Err(Newer(version)),
        _ => Ok(New {
            text: text.clone(),
            aside: true,
            backup: false,
        }),
    });
    replaced.map_err(|error| failure(path, error))?;
    Ok(contents.bookmarks.len())
}

/// Bookmarks as text for a person, where they could not be saved.
pub fn as_toml(bookmarks: &[Bookmark]) -> Clean {
    // What cleaning would change stands in it as an escape of TOML.
    clean::clean_owned(bookmark_file::blocks(bookmarks))
}

fn failure(path: &Path, error: ReplaceError<Newer>) -> Failure {
    let (why, detail) = match error {
        ReplaceError::Edit(Newer(version)) => ("why-bookmarks-newer", joined![version]),
        ReplaceError::Busy | ReplaceError::Changing => ("why-lock-busy", Clean::default()),
        ReplaceError::NotAFile if path.is_dir() => ("why-folder", Clean::default()),
        ReplaceError::NotAFile => ("why-device", Clean::default()),
        ReplaceError::Protected => ("why-protected", Clean::default()),
        ReplaceError::Crowded => ("why-crowded", Clean::default()),
        ReplaceError::Io(error) => return ReadError::from(error).of_own(&shown(path)),
    };
    let what = shown(path);
    Failure { what, why, detail }
}

/// `LINE:COLUMN: what is wrong`.
pub fn place_of(problem: &Problem) -> Clean {
    clean::line(&format!(
        "{}:{}: {}",
        problem.line, problem.column, problem.message
    ))
}

#[cfg(test)]
mod tests;
