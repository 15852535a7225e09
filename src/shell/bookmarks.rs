//! The bookmarks file on disk: read, changed, and joined with the copies that
//! synchronising tools leave beside it when two machines have written.
//!
//! Invariant: a copy is put away only after all that it holds is on disk in the file
//! itself; reading changes nothing.

use std::ffi::OsStr;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::atomic::{self, New, Real, ReplaceError};
use super::disk::Disk;
use super::fs::{ReadError, shown};
use crate::app::Failure;
use crate::store::bookmark_file::{self, Contents, Newer, Problem, Standing};
use crate::store::{Bookmark, BookmarkChange};
use crate::text::clean;

/// Behind the name of a copy whose bookmarks are in the file.
const MERGED: &str = ".merged";

/// What the file at `path` holds; nothing where there is no file.
pub fn read(path: &Path) -> Result<Contents, Failure> {
    match atomic::read::<_, Newer>(&Real, path) {
        Ok(bytes) => Ok(bookmark_file::read(&bytes)),
        Err(error) => Err(failure(path, error)),
    }
}

/// Puts changes into the file, whatever it holds now; `Ok`: they are on disk.
pub fn write(path: &Path, changes: &[BookmarkChange]) -> Result<(), Failure> {
    write_on(&Real, path, changes).map_err(|error| failure(path, error))
}

/// The same on any disk.
pub(super) fn write_on<D: Disk>(
    disk: &D,
    path: &Path,
    changes: &[BookmarkChange],
) -> Result<(), ReplaceError<Newer>> {
    atomic::replace(disk, path, |old| {
        let applied = bookmark_file::apply(old, changes)?;
        Ok(New {
            text: applied.text,
            aside: applied.aside,
            backup: true,
        })
    })
}

/// Joins the conflict copies beside the file with it; the names of those that were.
pub fn merge_copies(path: &Path) -> Result<Vec<String>, Failure> {
    let target = atomic::resolve(&Real, path).map_err(|error| failure(path, error.into()))?;
    let mut merged = Vec::new();
    for copy in copies(&target) {
        let theirs = read(&copy)?;
        // A copy that nobody here can read whole stays where it is.
        if matches!(theirs.standing, Standing::Newer(_)) {
            continue;
        }
        let ours = read(path)?;
        if matches!(ours.standing, Standing::Newer(_)) {
            break;
        }
        let changes = bookmark_file::additions(&ours.bookmarks, &theirs.bookmarks);
        if !changes.is_empty() {
            write(path, &changes)?;
        }
        let mut away = copy.clone().into_os_string();
        away.push(MERGED);
        Real.rename(&copy, Path::new(&away))
            .map_err(|error| failure(&copy, error.into()))?;
        merged.push(shown(copy.file_name().unwrap_or_default().as_ref()));
    }
    Ok(merged)
}

/// The conflict copies beside a file: `bookmarks.sync-conflict-….toml` (Syncthing),
/// `bookmarks (… conflicted copy …).toml` (Dropbox, Nextcloud and others).
fn copies(target: &Path) -> Vec<PathBuf> {
    let (Some(folder), Some(stem)) = (target.parent(), target.file_stem()) else {
        return Vec::new();
    };
    let (stem, end) = (stem.to_string_lossy(), target.extension());
    let is_copy = |name: &OsStr| {
        let text = name.to_string_lossy();
        let middle = text.strip_prefix(&*stem).unwrap_or_default();
        Path::new(name).extension() == end && middle.to_ascii_lowercase().contains("conflict")
    };
    let names = Real.names(folder).unwrap_or_default();
    let mut copies: Vec<PathBuf> = names
        .iter()
        .filter(|name| is_copy(name))
        .map(|name| folder.join(name))
        .collect();
    copies.sort();
    copies
}

/// What is odd about the file, where something is: in words of a [`Failure`], although
/// the bookmarks are there.
pub fn oddity(path: &Path, contents: &Contents) -> Option<Failure> {
    let (why, detail) = match &contents.standing {
        Standing::Sound => return None,
        Standing::Damaged(problem) => ("why-bookmarks-damaged", place_of(problem)),
        Standing::Conflict => ("why-bookmarks-conflict", String::new()),
        Standing::Newer(version) => ("why-bookmarks-newer", version.to_string()),
    };
    let what = shown(path);
    Some(Failure { what, why, detail })
}

/// The text of a file, or of standard input (`-`); what is no text in it is replaced.
pub fn text(path: &Path) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| ())
    } else {
        std::fs::read(path).map(|read| bytes = read)
    };
    read.map_err(|error| ReadError::from(error).of(&shown(path)))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
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
    let replaced = atomic::replace(&Real, path, |_| {
        Ok(New {
            text: text.clone(),
            aside: true,
            backup: false,
        })
    });
    replaced.map_err(|error| failure(path, error))?;
    Ok(contents.bookmarks.len())
}

/// Bookmarks as text for a person, where they could not be saved.
pub fn as_toml(bookmarks: &[Bookmark]) -> String {
    clean::clean(&bookmark_file::blocks(bookmarks)).into_owned()
}

fn failure(path: &Path, error: ReplaceError<Newer>) -> Failure {
    let (why, detail) = match error {
        ReplaceError::Edit(Newer(version)) => ("why-bookmarks-newer", version.to_string()),
        ReplaceError::Busy | ReplaceError::Changing => ("why-lock-busy", String::new()),
        ReplaceError::NotAFile => ("why-device", String::new()),
        ReplaceError::Protected => ("why-protected", String::new()),
        ReplaceError::Io(error) => return ReadError::from(error).of(&shown(path)),
    };
    let what = shown(path);
    Failure { what, why, detail }
}

/// `LINE:COLUMN: what is wrong`.
fn place_of(problem: &Problem) -> String {
    clean::line(&format!(
        "{}:{}: {}",
        problem.line, problem.column, problem.message
    ))
}

#[cfg(test)]
mod tests;
