//! Reading: any file as a stream that is read only as far as somebody asks, so
//! that a list row costs the head of a file and a large article shows at once.
//!
//! Invariant: devices are never opened, and nothing is read past [`READ_CAP`].

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::os::fd::AsFd;
use std::os::unix::fs::FileTypeExt;
use std::path::Path;
use std::time::Duration;

use super::flow::{Flow, Seen};
use crate::app::event::Failure;
use crate::text::clean;

/// Bytes that are read of one source at most.
pub const READ_CAP: usize = 1 << 30;

/// Why something cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("no such file")]
    NotFound,
    #[error("permission denied")]
    Permission,
    #[error("a folder")]
    Folder,
    #[error("no articles in this folder")]
    FolderEmpty,
    #[error("nothing stands in it")]
    Empty,
    #[error("not a regular file")]
    Device,
    #[error("not text")]
    NotText,
    #[error("standard input is a terminal")]
    Terminal,
    #[error("no such embedded article")]
    NoSeed,
    #[error("no article has this id")]
    NoId,
    #[error("more than one article begins with this id")]
    Ambiguous,
    #[error("it can be read only once")]
    Once,
    #[error("the file has changed: no article begins there any more")]
    Moved,
    #[error("a damaged record: {0}")]
    Broken(String),
    #[error("the file breaks off: {0}")]
    Cut(io::Error),
    #[error(transparent)]
    Io(io::Error),
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            // A path through something that is no folder does not exist either.
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::NotFound,
            io::ErrorKind::PermissionDenied => Self::Permission,
            io::ErrorKind::IsADirectory => Self::Folder,
            _ => Self::Io(error),
        }
    }
}

impl ReadError {
    /// What the user is told about `what`.
    pub fn of(&self, what: &str) -> Failure {
        let why = match self {
            Self::NotFound => "why-not-found",
            Self::Permission => "why-permission",
            Self::Folder => "why-folder",
            Self::FolderEmpty => "why-folder-empty",
            Self::Empty => "why-empty",
            Self::Device => "why-device",
            Self::NotText => "why-not-text",
            Self::Terminal => "why-stdin-terminal",
            Self::NoSeed => "why-no-seed",
            Self::NoId => "why-no-id",
            Self::Ambiguous => "why-id-ambiguous",
            Self::Once => "why-read-once",
            Self::Moved => "why-moved",
            Self::Broken(_) => "why-record-broken",
            Self::Cut(_) => "why-cut",
            Self::Io(error) => match error.kind() {
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "why-disk-full",
                io::ErrorKind::ReadOnlyFilesystem => "why-read-only",
                io::ErrorKind::FileTooLarge => "why-file-limit",
                _ => "why-io",
            },
        };
        let detail = match self {
            Self::Io(error) if why == "why-io" => clean::line(&error.to_string()),
            Self::Cut(error) => clean::line(&error.to_string()),
            Self::Broken(why) => clean::line(why),
            _ => String::new(),
        };
        let what = clean::line(what);
        Failure { what, why, detail }
    }

    /// The same about a file of ours that is made where it is not there.
    pub fn of_own(&self, what: &str) -> Failure {
        // A file may stand where a folder is to be.
        let barred = |error: &io::Error| error.kind() == io::ErrorKind::AlreadyExists;
        let mut failure = self.of(what);
        if matches!(self, Self::NotFound) || matches!(self, Self::Io(error) if barred(error)) {
            (failure.why, failure.detail) = ("why-no-folder", String::new());
        }
        failure
    }
}

/// A path as a message shows it.
pub fn shown(path: &Path) -> String {
    clean::line(&path.to_string_lossy())
}

/// The text of the config file; empty where there is none, unless it was `named`
/// on the command line.
pub fn read_config(path: &Path, named: bool) -> Result<String, Failure> {
    let read = || match Kind::at(path)? {
        Kind::Folder => Err(ReadError::Folder),
        Kind::File | Kind::Fifo => Ok(std::fs::read(path)?),
    };
    let bytes = match read() {
        Ok(bytes) => bytes,
        Err(ReadError::NotFound) if !named => return Ok(String::new()),
        Err(error) => return Err(error.of(&shown(path))),
    };
    String::from_utf8(bytes).map_err(|_| Failure {
        what: shown(path),
        why: "why-config-unreadable",
        detail: "UTF-8".to_owned(),
    })
}

/// What a path leads to, as far as it can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    File,
    /// A FIFO gives its bytes once.
    Fifo,
    Folder,
}

impl Kind {
    /// The kind of what `metadata` describes.
    pub fn of(metadata: &Metadata) -> Result<Self, ReadError> {
        let kind = metadata.file_type();
        if kind.is_dir() {
            Ok(Self::Folder)
        } else if kind.is_file() {
            Ok(Self::File)
        } else if kind.is_fifo() {
            Ok(Self::Fifo)
        } else {
            Err(ReadError::Device)
        }
    }

    /// Whether what `path` leads to (`-`: standard input) can be read only once.
    pub fn is_once(path: &Path) -> bool {
        path == Path::new("-") || matches!(Self::at(path), Ok(Self::Fifo))
    }

    /// The kind of what `path` leads to, links followed.
    pub fn at(path: &Path) -> Result<Self, ReadError> {
        Self::of(&std::fs::metadata(path)?)
    }
}

/// Whether standard input is a regular file, which has an end.
pub(super) fn stdin_is_file() -> bool {
    let own = io::stdin().as_fd().try_clone_to_owned().map(File::from);
    let asked = own.and_then(|file| file.metadata());
    asked.is_ok_and(|metadata| metadata.is_file())
}

/// Bytes that are read on demand and kept.
pub struct Stream {
    from: Origin,
    cap: usize,
}

/// Where they are from.
enum Origin {
    Own {
        reader: Box<dyn Read + Send>,
        bytes: Vec<u8>,
        ended: bool,
        truncated: bool,
    },
    /// What others look at too. It is waited for, or what is there by now is all.
    Shared { flow: Flow, seen: Seen, waits: bool },
}

impl Stream {
    /// Opens a regular file or a FIFO.
    pub fn open(path: &Path) -> Result<Self, ReadError> {
        // Looked at before it is opened: opening a device may already do something.
        if Kind::at(path)? == Kind::Folder {
            return Err(ReadError::Folder);
        }
        Ok(Self::of(File::open(path)?))
    }

    /// What `reader` gives.
    pub fn of(reader: impl Read + Send + 'static) -> Self {
        let from = Origin::Own {
            reader: Box::new(reader),
            bytes: Vec::new(),
            ended: false,
            truncated: false,
        };
        let cap = READ_CAP;
        Self { from, cap }
    }

    /// What a flow gives; `waits`: what is not there yet is waited for.
    pub fn on(flow: Flow, waits: bool) -> Result<Self, ReadError> {
        let seen = flow.so_far()?;
        let from = Origin::Shared { flow, seen, waits };
        let cap = READ_CAP;
        Ok(Self { from, cap })
    }

    /// What was seen of a flow, and no more.
    pub(super) fn seen(flow: Flow, seen: Seen) -> Self {
        let waits = false;
        let from = Origin::Shared { flow, seen, waits };
        let cap = READ_CAP;
        Self { from, cap }
    }

    /// Whether so many bytes, or all, are there by now or within `limit`; of what does
    /// not come slowly they are.
    pub(super) fn comes_within(&self, target: usize, limit: Duration) -> bool {
        match &self.from {
            Origin::Own { .. } => true,
            Origin::Shared { flow, .. } => flow.is_filled(target, limit),
        }
    }

    /// Reads until at least `target` bytes are here, or to the end.
    pub fn fill(&mut self, target: usize) -> Result<(), ReadError> {
        let target = target.min(self.cap);
        match &mut self.from {
            Origin::Own {
                reader,
                bytes,
                ended,
                ..
            } => {
                let wanted = target.saturating_sub(bytes.len());
                if !*ended && wanted > 0 {
                    *ended = reader.take(wanted as u64).read_to_end(bytes)? < wanted;
                }
            }
            Origin::Shared { flow, seen, waits } => {
                if *waits && !seen.ended && seen.bytes.len() < target {
                    *seen = flow.fill(target)?;
                }
            }
        }
        Ok(())
    }

    /// Reads to the end, or to the cap.
    pub fn fill_all(&mut self) -> Result<(), ReadError> {
        self.fill(self.cap)?;
        match &mut self.from {
            Origin::Own {
                reader,
                ended,
                truncated,
                ..
            } => {
                if !*ended {
                    *truncated = reader.read(&mut [0])? > 0;
                    *ended = true;
                }
            }
            Origin::Shared { flow, seen, waits } => {
                if *waits && !seen.ended {
                    *seen = flow.fill(usize::MAX)?;
                }
            }
        }
        Ok(())
    }

    /// Whether `bytes` holds all that there is.
    pub fn ended(&self) -> bool {
        match &self.from {
            Origin::Own { ended, .. } => *ended,
            Origin::Shared { seen, .. } => seen.ended,
        }
    }

    /// Whether there was more than the cap allows.
    pub fn truncated(&self) -> bool {
        match &self.from {
            Origin::Own { truncated, .. } => *truncated,
            Origin::Shared { seen, .. } => seen.truncated,
        }
    }

    /// All bytes read so far.
    pub fn bytes(&self) -> &[u8] {
        match &self.from {
            Origin::Own { bytes, .. } => bytes,
            Origin::Shared { seen, .. } => &seen.bytes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_reads_no_more_than_asked() {
        let mut stream = Stream::of(io::repeat(b'x'));
        stream.fill(100).unwrap();
        stream.fill(50).unwrap();
        assert_eq!((stream.bytes().len(), stream.ended()), (100, false));
    }

    #[test]
    fn the_cap_is_the_end() {
        for (length, truncated) in [(9_u64, false), (10, false), (11, true)] {
            let mut stream = Stream::of(io::repeat(b'x').take(length));
            stream.cap = 10;
            stream.fill(4).unwrap();
            stream.fill_all().unwrap();
            assert!(stream.ended());
            assert_eq!(stream.bytes().len() as u64, length.min(10));
            assert_eq!(stream.truncated(), truncated, "{length}");
        }
    }

    #[test]
    fn a_config_that_is_not_there_is_empty() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        assert_eq!(read_config(&path, false), Ok(String::new()));
        std::fs::write(&path, "a = 1").unwrap();
        assert_eq!(read_config(&path, false), Ok("a = 1".to_owned()));
        std::fs::write(&path, b"\xff").unwrap();
        let why = |path| read_config(path, false).unwrap_err().why;
        assert_eq!(why(&path), "why-config-unreadable");
        assert_eq!(why(folder.path()), "why-folder");
    }

    #[test]
    fn errors_have_their_reason() {
        let folder = tempfile::tempdir().unwrap();
        let why = |path: &Path| match Stream::open(path) {
            Ok(_) => "",
            Err(error) => error.of("x\u{1b}\n").why,
        };
        assert_eq!(why(folder.path()), "why-folder");
        assert_eq!(why(&folder.path().join("none")), "why-not-found");
        assert_eq!(why(Path::new("/dev/null")), "why-device");
        let file = folder.path().join("f");
        std::fs::write(&file, "x").unwrap();
        assert_eq!(why(&file.join("below")), "why-not-found");
        assert_eq!(why(&file), "");
    }
}
