//! What stays of a file that is replaced: its backups, and the bytes of one that could
//! not be read whole.
//!
//! Invariant: a file kept aside is never written to again; three backups are left, of
//! different days.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use super::{Disk, Look, Old, ReplaceError, Temporary, beside};

/// The names of the backups, the newest first.
const BACKUPS: [&str; 3] = [".bak", ".bak.2", ".bak.3"];

/// The least age of the newest backup, in seconds, before another is made.
const DAY: i64 = 24 * 60 * 60;

/// More files of one kind are not kept aside.
pub(super) const MOST: u32 = 10_000;

/// Where the backups of a file lie, the newest first, whether they are there or not.
pub(super) fn generations(target: &Path) -> [PathBuf; 3] {
    BACKUPS.map(|end| beside(target, OsStr::new(end)))
}

/// Copies the bytes of a file to `NAME.corrupt-N`, on disk; once, where nothing has
/// changed since they were copied. Where no such name is free nothing is to be written:
/// the old bytes would be lost.
pub(super) fn keep<D: Disk, E>(disk: &D, target: &Path, old: &Old) -> Result<(), ReplaceError<E>> {
    let held = |path: &Path, look: &Look| {
        let as_long = look.regular && look.identity.4 == old.bytes.len() as u64;
        Ok::<bool, io::Error>(as_long && disk.read(path)?.0 == old.bytes)
    };
    for number in 1..MOST {
        let path = beside(target, OsStr::new(&format!(".corrupt-{number}")));
        match disk.look(&path)? {
            Some(look) if !held(&path, &look)? => continue,
            Some(_) => {}
            // Whole under its name, or not at all.
            None => {
                Temporary::write(disk, &path, &old.bytes, old.look.as_ref())?.rename_to(&path)?;
            }
        }
        return Ok(disk.sync_folder(target.parent().unwrap_or(Path::new("/")))?);
    }
    Err(ReplaceError::Crowded)
}

/// Keeps the old file as a backup, where the last one is a day old. What fails here
/// costs a backup, never the write.
pub(super) fn back_up<D: Disk>(disk: &D, target: &Path, old: &Old) {
    // Nobody can do anything about it, and the file itself is as safe without.
    drop(rotate(disk, target, old));
}

fn rotate<D: Disk>(disk: &D, target: &Path, old: &Old) -> io::Result<()> {
    let [newest, second, third] = generations(target);
    if let Some(look) = disk.look(&newest)? {
        if (disk.now() - look.changed).abs() < DAY {
            return Ok(());
        }
        if disk.look(&second)?.is_some() {
            disk.rename(&second, &third)?;
        }
        disk.rename(&newest, &second)?;
    }
    // A second name costs nothing; where a file can have but one, a copy does.
    disk.link(target, &newest).or_else(|_| {
        Temporary::write(disk, &newest, &old.bytes, old.look.as_ref())?.rename_to(&newest)
    })
}
