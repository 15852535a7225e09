//! Replacing a small file of the user's so that it is, at every moment and after
//! every kind of end, either the old or the new one: lock, read again, edit, write
//! a temporary file beside it, fsync, rename, fsync the folder.
//!
//! Invariant: `Ok` means that the new text is on disk; on an error the old file is
//! untouched, or (where only the last fsync failed) holds the new text whole.

use std::fs::{File, OpenOptions, Permissions, TryLockError};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};

/// The first and the longest pause between two tries for the lock, and all
/// pauses together.
const PAUSE_FIRST: Duration = Duration::from_millis(2);
const PAUSE_LONGEST: Duration = Duration::from_millis(50);
const PAUSE_TOTAL: Duration = Duration::from_secs(2);

/// How often the edit starts again where somebody without our lock wrote between.
const TRIES: usize = 3;

/// Why a file was not replaced.
#[derive(Debug, thiserror::Error)]
pub enum ReplaceError<E> {
    /// The edit refused the text that is there.
    #[error("the text cannot be edited")]
    Edit(E),
    /// The file holds bytes that are not UTF-8; the first one's place from 1.
    #[error("not UTF-8")]
    NotText { line: usize, column: usize },
    /// Another program holds the lock.
    #[error("another program is writing")]
    Busy,
    /// Another program, which knows nothing of the lock, keeps writing.
    #[error("the file keeps changing")]
    Changing,
    /// The path leads to something that is no regular file.
    #[error("not a regular file")]
    NotAFile,
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Replaces the text of the file at `path` (empty where there is none) by what
/// `edit` makes of it. `edit` may be called again with a newer text.
pub fn replace<E>(
    path: &Path,
    mut edit: impl FnMut(&str) -> Result<String, E>,
) -> Result<(), ReplaceError<E>> {
    let target = resolve(path)?;
    let folder = make_folder_of(&target)?;
    // Before anything is made beside it.
    Old::look_at(&target)?;
    let _lock = lock(&target)?;
    for _ in 0..TRIES {
        let old = Old::read(&target)?;
        let new = edit(&old.text).map_err(ReplaceError::Edit)?;
        if new == old.text {
            return Ok(());
        }
        let temporary = Temporary::write(&target, &new, old.metadata.as_ref())?;
        if !old.is_still_at(&target) {
            continue;
        }
        temporary.rename_to(&target)?;
        // The rename itself is on disk only once the folder is.
        File::open(folder)?.sync_all()?;
        return Ok(());
    }
    Err(ReplaceError::Changing)
}

/// Reads the file at `path`; the empty text where there is none.
pub fn read<E>(path: &Path) -> Result<String, ReplaceError<E>> {
    Ok(Old::read(&resolve(path)?)?.text)
}

/// Removes the temporary files that a writer left behind which was killed.
pub fn sweep(path: &Path) {
    let Ok(target) = resolve(path) else {
        return;
    };
    let (Some(folder), Some(name)) = (target.parent(), target.file_name()) else {
        return;
    };
    let prefix = format!(".{}.", name.to_string_lossy());
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let pid = name
            .strip_prefix(&prefix)
            .and_then(|rest| rest.strip_suffix(".tmp"))
            .and_then(|rest| rest.split_once('.'))
            .and_then(|(pid, _)| pid.parse().ok())
            .and_then(Pid::from_raw);
        let dead = pid.is_some_and(|pid| test_kill_process(pid) == Err(Errno::SRCH));
        if dead {
            // Somebody else may have been faster.
            drop(std::fs::remove_file(entry.path()));
        }
    }
}

/// The file itself behind a chain of symbolic links; it need not exist.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    /// As many as the kernel follows.
    const LINKS: usize = 40;
    let mut path = std::path::absolute(path)?;
    for _ in 0..LINKS {
        match std::fs::read_link(&path) {
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

/// Makes the folder of `target`, for the user alone, where it is missing.
fn make_folder_of(target: &Path) -> io::Result<&Path> {
    let folder = target.parent().unwrap_or(Path::new("/"));
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    Ok(folder)
}

/// Takes the lock beside `target`; None where the file system has no locks.
pub(super) fn lock<E>(target: &Path) -> Result<Option<File>, ReplaceError<E>> {
    let mut path = target.as_os_str().to_owned();
    path.push(".lock");
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)?;
    let (mut pause, mut paused) = (PAUSE_FIRST, Duration::ZERO);
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::WouldBlock) if paused < PAUSE_TOTAL => {
                std::thread::sleep(pause);
                paused += pause;
                pause = (pause * 2).min(PAUSE_LONGEST);
            }
            Err(TryLockError::WouldBlock) => return Err(ReplaceError::Busy),
            Err(TryLockError::Error(error)) => match Errno::from_io_error(&error) {
                Some(Errno::INTR) => {}
                // Network file systems: go on, and compare before the rename.
                Some(Errno::NOLCK | Errno::OPNOTSUPP | Errno::IO | Errno::NOSYS) => {
                    return Ok(None);
                }
                _ => return Err(error.into()),
            },
        }
    }
}

/// The file as it was read.
struct Old {
    text: String,
    /// None where there was no file.
    metadata: Option<std::fs::Metadata>,
}

impl Old {
    fn read<E>(target: &Path) -> Result<Self, ReplaceError<E>> {
        // Looked at before it is opened: a FIFO would block.
        if !Self::look_at(target)? {
            return Ok(Self {
                text: String::new(),
                metadata: None,
            });
        }
        let mut file = File::open(target)?;
        let metadata = file.metadata()?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let good = error.utf8_error().valid_up_to();
                let good = error.as_bytes().get(..good).unwrap_or_default();
                let good = String::from_utf8_lossy(good);
                let on_line = good.rsplit('\n').next().unwrap_or_default();
                return Err(ReplaceError::NotText {
                    line: good.matches('\n').count() + 1,
                    column: on_line.chars().count() + 1,
                });
            }
        };
        Ok(Self {
            text,
            metadata: Some(metadata),
        })
    }

    /// Whether there is a file; an error where there is something else.
    fn look_at<E>(target: &Path) -> Result<bool, ReplaceError<E>> {
        match std::fs::metadata(target) {
            Ok(metadata) if metadata.is_file() => Ok(true),
            Ok(_) => Err(ReplaceError::NotAFile),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Whether nobody has replaced or changed the file since it was read.
    fn is_still_at(&self, target: &Path) -> bool {
        let now = std::fs::metadata(target).ok();
        self.metadata.as_ref().map(identity) == now.as_ref().map(identity)
    }
}

/// What changes when a file is replaced or written to.
fn identity(metadata: &std::fs::Metadata) -> (u64, u64, i64, i64, u64) {
    (
        metadata.dev(),
        metadata.ino(),
        metadata.mtime(),
        metadata.mtime_nsec(),
        metadata.len(),
    )
}

/// The new file beside the old one; removed unless it was renamed.
struct Temporary {
    path: PathBuf,
    renamed: bool,
}

impl Temporary {
    /// Writes `text` to a new file and waits until it is on disk.
    fn write(target: &Path, text: &str, old: Option<&std::fs::Metadata>) -> io::Result<Self> {
        let (mut file, path) = Self::create(target)?;
        let temporary = Self {
            path,
            renamed: false,
        };
        file.write_all(text.as_bytes())?;
        if let Some(old) = old {
            let new = file.metadata()?;
            if (old.uid(), old.gid()) != (new.uid(), new.gid()) {
                // Only root may give files away; for all others it stays theirs.
                drop(std::os::unix::fs::fchown(
                    &file,
                    Some(old.uid()),
                    Some(old.gid()),
                ));
            }
            file.set_permissions(Permissions::from_mode(old.mode() & 0o7777))?;
        }
        // After an error here the file is thrown away: its pages may be gone.
        file.sync_all()?;
        Ok(temporary)
    }

    fn create(target: &Path) -> io::Result<(File, PathBuf)> {
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let process = std::process::id();
        let mut number = 0_u32;
        loop {
            let path = target.with_file_name(format!(".{name}.{process}.{number}.tmp"));
            let file = OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(&path);
            match file {
                Ok(file) => return Ok((file, path)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
                Err(error) => return Err(error),
            }
        }
    }

    fn rename_to(mut self, target: &Path) -> io::Result<()> {
        std::fs::rename(&self.path, target)?;
        self.renamed = true;
        Ok(())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if !self.renamed {
            // Nothing more can be done about it here.
            drop(std::fs::remove_file(&self.path));
        }
    }
}

#[cfg(test)]
mod tests;
