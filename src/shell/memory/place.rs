//! Where the file lies: made for its owner alone, on a disk of this machine or of
//! another one, and moved aside where it is damaged.
//!
//! Invariant: a damaged file is moved, only while it is the one that was found damaged,
//! and never onto another one. Of many the oldest goes: what is remembered of reading is
//! worth less than the room that it would take for ever.

use std::ffi::OsString;
use std::fs::{DirBuilder, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::book::Fault;
use crate::shell::atomic::{ReplaceError, lock};
use crate::shell::disk::Real;

/// Damaged files that are kept, the latest ones.
const MOST_ASIDE: usize = 20;

/// Between the name and the number of one; they count up, and the highest is the latest.
const ASIDE: &str = ".corrupt-";

/// What may lie beside a database, by the end of its name.
const COMPANIONS: [&str; 3] = ["-wal", "-journal", "-shm"];

/// Makes the file and its folder where they are not there.
pub(super) fn make(path: &Path) -> Result<(), Fault> {
    if let Some(folder) = path.parent() {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
    }
    match std::fs::metadata(path) {
        // A FIFO would block, and nothing else is a file of ours.
        Ok(metadata) if !metadata.is_file() => return Err(Fault::NotAFile),
        Ok(_) => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error.into()),
    }
    // What lies beside it, SQLite makes with the same rights.
    let made = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path);
    match made {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error.into()),
        _ => Ok(()),
    }
}

/// Moves a damaged file and its log aside, if it is `still` damaged once no other
/// program does the same; gives where to.
pub(super) fn set_aside(path: &Path, still: &dyn Fn() -> bool) -> Result<Option<PathBuf>, Fault> {
    let _alone = lock::<_, ()>(&Real, path).map_err(|error| match error {
        ReplaceError::Io(error) => Fault::from(error),
        _ => Fault::Busy,
    })?;
    if !still() {
        return Ok(None);
    }
    let mut numbers = numbers(path);
    let next = numbers
        .last()
        .map_or(Some(1), |last: &u64| last.checked_add(1));
    let aside = |number: u64| with(path, &format!("{ASIDE}{number}"));
    // A number that somebody else has made up may be the highest there is.
    let name = next.map(aside).filter(|name| !name.exists());
    let Some(to) = name else {
        return Err(io::Error::from(io::ErrorKind::AlreadyExists).into());
    };
    while numbers.len() >= MOST_ASIDE {
        forget(&aside(numbers.remove(0)));
    }
    let aside = to;
    std::fs::rename(path, &aside)?;
    // The log belongs to it; its index is worked out anew.
    drop(std::fs::rename(with(path, "-wal"), with(&aside, "-wal")));
    drop(std::fs::rename(
        with(path, "-journal"),
        with(&aside, "-journal"),
    ));
    drop(std::fs::remove_file(with(path, "-shm")));
    Ok(Some(aside))
}

/// The numbers of the damaged files beside it, the oldest first.
fn numbers(path: &Path) -> Vec<u64> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return Vec::new();
    };
    let start = format!("{}{ASIDE}", name.to_string_lossy());
    let names = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut numbers: Vec<u64> = names
        .filter_map(|entry| {
            let name = entry.file_name();
            name.to_str()?.strip_prefix(&start)?.parse().ok()
        })
        .collect();
    numbers.sort_unstable();
    numbers
}

/// Removes a damaged file and what belongs to it; one that stays is in nobody's way.
fn forget(aside: &Path) {
    drop(std::fs::remove_file(aside));
    for end in COMPANIONS {
        drop(std::fs::remove_file(with(aside, end)));
    }
}

/// The path with something behind its name.
pub(super) fn with(path: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(end);
    name.into()
}

/// Whether the file may lie on another machine, or be read and written by a program:
/// there, shared memory and its locks are not to be relied on.
#[cfg(target_os = "linux")]
pub(super) fn is_remote(path: &Path) -> bool {
    // The kinds of linux/magic.h: NFS, SMB, SMB 2, CIFS, FUSE, 9p, AFS (two), Coda, Ceph.
    const REMOTE: [u32; 10] = [
        0x6969,
        0x517b,
        0xfe53_4d42,
        0xff53_4d42,
        0x6573_5546,
        0x0102_1997,
        0x5346_414f,
        0x6b41_4653,
        0x7375_7245,
        0x00c3_6400,
    ];
    // What cannot be asked is taken for the more careful case.
    rustix::fs::statfs(path).map_or(true, |found| REMOTE.contains(&(found.f_type as u32)))
}

/// Elsewhere than on Linux nobody is asked.
#[cfg(not(target_os = "linux"))]
pub(super) fn is_remote(_: &Path) -> bool {
    false
}
