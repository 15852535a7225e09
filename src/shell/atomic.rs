//! Replacing a small file of the user's so that it is, at every moment and after
//! every kind of end, either the old or the new one: lock, read again, edit, write
//! a temporary file beside it, fsync, rename, fsync the folder.
//!
//! Invariant: `Ok` means that the new text is on disk; on an error the old file is
//! untouched, or (where only the last fsync failed) holds the new text whole. A write
//! that failed is never taken up again: the next one begins with a new file, for the
//! pages of the old one may be gone.

mod aside;

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};

pub use super::disk::{Disk, Locked, Look, Real};

/// The first and the longest pause between two tries for the lock, and all
/// pauses together.
const PAUSE_FIRST: Duration = Duration::from_millis(2);
const PAUSE_LONGEST: Duration = Duration::from_millis(50);
const PAUSE_TOTAL: Duration = Duration::from_secs(2);

/// How often the edit starts again where somebody without our lock wrote between.
const TRIES: usize = 3;

/// As many links as the kernel follows.
const LINKS: usize = 40;

/// Why a file was not replaced.
#[derive(Debug, thiserror::Error)]
pub enum ReplaceError<E> {
    /// The edit refused what is there.
    #[error("the text cannot be edited")]
    Edit(E),
    /// Another program holds the lock.
    #[error("another program is writing")]
    Busy,
    /// Another program, which knows nothing of the lock, keeps writing.
    #[error("the file keeps changing")]
    Changing,
    /// The path leads to something that is no regular file.
    #[error("not a regular file")]
    NotAFile,
    /// Its mode lets nobody write to it.
    #[error("write-protected")]
    Protected,
    /// It cannot be read whole, and no name is left to keep it aside under.
    #[error("too many files are kept aside")]
    Crowded,
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// What is to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct New {
    pub text: String,
    /// The old bytes are copied to `NAME.corrupt-N` first: not all of them live on.
    pub aside: bool,
    /// The old file stays as `NAME.bak`, at most once a day, three of them.
    pub backup: bool,
}

impl From<String> for New {
    fn from(text: String) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }
}

/// Replaces the file at `path` by what `edit` makes of its bytes (none where there is
/// no file). `edit` may be called again with newer bytes.
pub fn replace<D: Disk, E>(
    disk: &D,
    path: &Path,
    mut edit: impl FnMut(&[u8]) -> Result<New, E>,
) -> Result<(), ReplaceError<E>> {
    let target = resolve(disk, path)?;
    let folder = target.parent().unwrap_or(Path::new("/"));
    disk.make_folder(folder)?;
    // Before anything is made beside it.
    if look_at(disk, &target)?.is_none() {
        sync_above(disk, folder)?;
    }
    let _lock = lock(disk, &target)?;
    for _ in 0..TRIES {
        let old = Old::read(disk, &target)?;
        if old.look.as_ref().is_some_and(|look| look.mode & 0o222 == 0) {
            return Err(ReplaceError::Protected);
        }
        let new = edit(&old.bytes).map_err(ReplaceError::Edit)?;
        if new.aside {
            aside::keep(disk, &target, &old)?;
        }
        let temporary = Temporary::write(disk, &target, new.text.as_bytes(), old.look.as_ref())?;
        if look_at(disk, &target)?.map(|look| look.identity) != old.identity() {
            continue;
        }
        if new.backup && old.look.is_some() {
            aside::back_up(disk, &target, &old);
        }
        temporary.rename_to(&target)?;
        // The rename itself is on disk only once the folder is.
        disk.sync_folder(folder)?;
        return Ok(());
    }
    Err(ReplaceError::Changing)
}

/// Reads the file at `path`; no bytes where there is none.
pub fn read<D: Disk, E>(disk: &D, path: &Path) -> Result<Vec<u8>, ReplaceError<E>> {
    Ok(Old::read(disk, &resolve(disk, path)?)?.bytes)
}

/// The backups of the file at `path`, the newest first.
pub fn backups(path: &Path) -> Vec<PathBuf> {
    let target = resolve(&Real, path).unwrap_or_else(|_| path.to_owned());
    let all = aside::generations(&target).into_iter();
    all.filter(|path| path.is_file()).collect()
}

/// Removes the temporary files that a writer left behind which was killed.
pub fn sweep<D: Disk>(disk: &D, path: &Path) {
    let Ok(target) = resolve(disk, path) else {
        return;
    };
    let (Some(folder), Some(name)) = (target.parent(), target.file_name()) else {
        return;
    };
    let prefix = format!(".{}.", name.to_string_lossy());
    for name in disk.names(folder).unwrap_or_default() {
        let text = name.to_string_lossy();
        let pid = text
            .strip_prefix(&prefix)
            .and_then(|rest| rest.strip_suffix(".tmp"))
            // Of `NAME.corrupt-N` too: the process and its number come last.
            .and_then(|rest| rest.rsplit('.').nth(1))
            .and_then(|pid| pid.parse().ok());
        if pid.is_some_and(is_dead) {
            // Somebody else may have been faster.
            drop(disk.remove(&folder.join(&name)));
        }
    }
}

/// Whether no process has this number.
pub(super) fn is_dead(process: i32) -> bool {
    let pid = Pid::from_raw(process);
    pid.is_some_and(|pid| test_kill_process(pid) == Err(Errno::SRCH))
}

/// The file itself behind a chain of symbolic links; it need not exist.
pub fn resolve<D: Disk>(disk: &D, path: &Path) -> io::Result<PathBuf> {
    let mut path = std::path::absolute(path)?;
    for _ in 0..LINKS {
        match disk.read_link(&path) {
            // A relative link counts from the folder that it lies in.
            Ok(to) => path = path.parent().map_or(to.clone(), |folder| folder.join(&to)),
            // Not a link, or nothing there yet.
            Err(error) => match error.kind() {
                io::ErrorKind::InvalidInput | io::ErrorKind::NotFound => return Ok(path),
                _ => return Err(error),
            },
        }
    }
    Err(Errno::LOOP.into())
}

/// What lies there, which must be a regular file or nothing.
fn look_at<D: Disk, E>(disk: &D, target: &Path) -> Result<Option<Look>, ReplaceError<E>> {
    match disk.look(target)? {
        Some(look) if !look.regular => Err(ReplaceError::NotAFile),
        look => Ok(look),
    }
}

/// Waits until a folder is itself on disk, and those above it: it may be new, made now or
/// by a program that ended before it came this far. Where the file exists, this was done.
fn sync_above<D: Disk>(disk: &D, folder: &Path) -> io::Result<()> {
    for above in folder.ancestors().skip(1) {
        match disk.sync_folder(above) {
            // Not even to be opened: nothing in it was made by us.
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {}
            result => result?,
        }
    }
    Ok(())
}

/// Takes the lock beside `target`; None where the file system has no locks: then what
/// lies there is compared before the rename.
pub(super) fn lock<D: Disk, E>(
    disk: &D,
    target: &Path,
) -> Result<Option<D::Lock>, ReplaceError<E>> {
    let path = beside(target, OsStr::new(".lock"));
    let (mut pause, mut paused) = (PAUSE_FIRST, Duration::ZERO);
    loop {
        match disk.lock(&path)? {
            Locked::Yes(lock) => return Ok(Some(lock)),
            Locked::Never => return Ok(None),
            Locked::Busy if paused < PAUSE_TOTAL => {
                disk.pause(pause);
                paused += pause;
                pause = (pause * 2).min(PAUSE_LONGEST);
            }
            Locked::Busy => return Err(ReplaceError::Busy),
        }
    }
}

/// The path with something behind its name.
fn beside(target: &Path, end: &OsStr) -> PathBuf {
    let mut path: OsString = target.as_os_str().to_owned();
    path.push(end);
    path.into()
}

/// The file as it was read.
struct Old {
    bytes: Vec<u8>,
    /// None where there was no file.
    look: Option<Look>,
}

impl Old {
    fn read<D: Disk, E>(disk: &D, target: &Path) -> Result<Self, ReplaceError<E>> {
        // Looked at before it is opened: a FIFO would block.
        if look_at(disk, target)?.is_none() {
            return Ok(Self {
                bytes: Vec::new(),
                look: None,
            });
        }
        let (bytes, look) = disk.read(target)?;
        Ok(Self {
            bytes,
            look: Some(look),
        })
    }

    fn identity(&self) -> Option<(u64, u64, i64, i64, u64)> {
        self.look.as_ref().map(|look| look.identity)
    }
}

/// The new file beside the old one; removed unless it was renamed.
struct Temporary<'a, D: Disk> {
    disk: &'a D,
    path: PathBuf,
    renamed: bool,
}

impl<'a, D: Disk> Temporary<'a, D> {
    /// Writes a new file and waits until it is on disk.
    fn write(disk: &'a D, target: &Path, bytes: &[u8], like: Option<&Look>) -> io::Result<Self> {
        let (mut file, path) = Self::create(disk, target)?;
        let temporary = Self {
            disk,
            path,
            renamed: false,
        };
        disk.write(&mut file, bytes)?;
        if let Some(like) = like {
            disk.dress(&file, like)?;
        }
        disk.sync(&file)?;
        Ok(temporary)
    }

    fn create(disk: &D, target: &Path) -> io::Result<(D::File, PathBuf)> {
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let process = std::process::id();
        let mut number = 0_u32;
        loop {
            let path = target.with_file_name(format!(".{name}.{process}.{number}.tmp"));
            match disk.create(&path) {
                Ok(file) => return Ok((file, path)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
                Err(error) => return Err(error),
            }
        }
    }

    fn rename_to(mut self, target: &Path) -> io::Result<()> {
        self.disk.rename(&self.path, target)?;
        self.renamed = true;
        Ok(())
    }
}

impl<D: Disk> Drop for Temporary<'_, D> {
    fn drop(&mut self) {
        if !self.renamed {
            // Nothing more can be done about it here.
            drop(self.disk.remove(&self.path));
        }
    }
}

#[cfg(test)]
mod tests;
