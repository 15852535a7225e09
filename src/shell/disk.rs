//! What replacing a file asks of a file system, step by step, so that tests can put one
//! in its place that fails at any step, or forgets what was not synced.
//!
//! Invariant: a step does one thing and says honestly whether it is done; nothing here
//! decides.

use std::ffi::OsString;
use std::fs::{File, OpenOptions, Permissions, TryLockError};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rustix::io::Errno;

/// What lies at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// A regular file.
    pub regular: bool,
    /// What is another when the file is replaced or written to.
    pub identity: (u64, u64, i64, i64, u64),
    /// Permission bits.
    pub mode: u32,
    /// User and group.
    pub owner: (u32, u32),
    /// When name, mode or content last changed, in seconds of the disk's clock.
    pub changed: i64,
}

/// Whether a lock was had.
pub enum Locked<L> {
    Yes(L),
    /// Somebody else has it.
    Busy,
    /// This file system has none.
    Never,
}

/// The steps.
pub trait Disk {
    /// A new file that is being written.
    type File;
    /// A lock; it ends with the value.
    type Lock;

    /// Where a symbolic link leads; an error of kind `InvalidInput` where it is none.
    fn read_link(&self, path: &Path) -> io::Result<PathBuf>;
    /// Makes a folder and those above it, for the user alone.
    fn make_folder(&self, path: &Path) -> io::Result<()>;
    /// Tries once to lock a file, which is made where it is missing.
    fn lock(&self, path: &Path) -> io::Result<Locked<Self::Lock>>;
    /// Waits a moment for somebody else.
    fn pause(&self, time: Duration);
    /// What lies at `path`; None where nothing does.
    fn look(&self, path: &Path) -> io::Result<Option<Look>>;
    /// The bytes of a file, and what it was when it was opened.
    fn read(&self, path: &Path) -> io::Result<(Vec<u8>, Look)>;
    /// Makes a new file, for the user alone; an error of kind `AlreadyExists` where
    /// there is one.
    fn create(&self, path: &Path) -> io::Result<Self::File>;
    /// Writes all bytes.
    fn write(&self, file: &mut Self::File, bytes: &[u8]) -> io::Result<()>;
    /// Gives a file the mode, and as far as one may the owner, of another.
    fn dress(&self, file: &Self::File, like: &Look) -> io::Result<()>;
    /// Waits until the content of a file is on the medium.
    fn sync(&self, file: &Self::File) -> io::Result<()>;
    /// Puts a file in the place of another.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Gives a file a second name, which must be free.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Takes a name away.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Waits until the names in a folder are on the medium.
    fn sync_folder(&self, path: &Path) -> io::Result<()>;
    /// The names in a folder.
    fn names(&self, path: &Path) -> io::Result<Vec<OsString>>;
    /// Seconds, by the clock that [`Look::changed`] is of.
    fn now(&self) -> i64;
}

/// The file system that there is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Real;

impl Disk for Real {
    type File = File;
    type Lock = File;

    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        std::fs::read_link(path)
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(path)
    }

    fn lock(&self, path: &Path) -> io::Result<Locked<File>> {
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(path)?;
        loop {
            return match file.try_lock() {
                Ok(()) => Ok(Locked::Yes(file)),
                Err(TryLockError::WouldBlock) => Ok(Locked::Busy),
                Err(TryLockError::Error(error)) => match Errno::from_io_error(&error) {
                    Some(Errno::INTR) => continue,
                    // Network file systems.
                    Some(Errno::NOLCK | Errno::OPNOTSUPP | Errno::IO | Errno::NOSYS) => {
                        Ok(Locked::Never)
                    }
                    _ => Err(error),
                },
            };
        }
    }

    fn pause(&self, time: Duration) {
        std::thread::sleep(time);
    }

    fn look(&self, path: &Path) -> io::Result<Option<Look>> {
        match std::fs::metadata(path) {
            Ok(metadata) => Ok(Some(look(&metadata))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn read(&self, path: &Path) -> io::Result<(Vec<u8>, Look)> {
        let mut file = File::open(path)?;
        let look = look(&file.metadata()?);
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok((bytes, look))
    }

    fn create(&self, path: &Path) -> io::Result<File> {
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(path)
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)
    }

    fn dress(&self, file: &File, like: &Look) -> io::Result<()> {
        let new = file.metadata()?;
        let (user, group) = like.owner;
        if (new.uid(), new.gid()) != (user, group) {
            // Only root may give files away; for all others it stays theirs.
            drop(std::os::unix::fs::fchown(file, Some(user), Some(group)));
        }
        file.set_permissions(Permissions::from_mode(like.mode))
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        std::fs::rename(from, to)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        std::fs::hard_link(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        std::fs::remove_file(path)
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        match File::open(path)?.sync_all() {
            // A file system that knows no such thing, as some over a network: there is
            // nothing that one could wait for.
            Err(error) if Errno::from_io_error(&error) == Some(Errno::INVAL) => Ok(()),
            result => result,
        }
    }

    fn names(&self, path: &Path) -> io::Result<Vec<OsString>> {
        std::fs::read_dir(path)?
            .map(|entry| Ok(entry?.file_name()))
            .collect()
    }

    fn now(&self) -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        since.map_or(0, |since| since.as_secs() as i64)
    }
}

fn look(metadata: &std::fs::Metadata) -> Look {
    Look {
        regular: metadata.is_file(),
        identity: (
            metadata.dev(),
            metadata.ino(),
            metadata.mtime(),
            metadata.mtime_nsec(),
            metadata.len(),
        ),
        mode: metadata.mode() & 0o7777,
        owner: (metadata.uid(), metadata.gid()),
        changed: metadata.ctime(),
    }
}
