//! A note in the reader's editor: on a file of its own, in a folder for the user alone,
//! both new and gone afterwards, with what the editor has put beside it.
//!
//! Invariant: what is given back is what lay in the file when the editor had ended well;
//! nobody else could read it meanwhile.

use std::fs::{DirBuilder, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::fs::{Kind, ReadError, shown};
use crate::app::Failure;
use crate::text::Clean;
use crate::text::clean;

/// The longest note, in bytes, wherever it comes from.
pub const MOST: u64 = 1 << 20;

/// The name of the file: editors show it.
const NAME: &str = "note.txt";

/// The file; it and its folder go with the value.
#[derive(Debug)]
pub struct NoteFile {
    folder: PathBuf,
}

impl NoteFile {
    /// Makes the file in a new folder in `state`, with this text.
    ///
    /// # Errors
    /// What the disk says.
    pub fn new(state: &Path, text: &str) -> Result<Self, Failure> {
        let failed = |error: io::Error| ReadError::from(error).of(&shown(state));
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(state)
            .map_err(failed)?;
        let this = Self {
            folder: new_folder(state).map_err(failed)?,
        };
        let written = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(this.path())
            .and_then(|mut file| {
                file.write_all(text.as_bytes())?;
                match text {
                    "" => Ok(()),
                    _ => file.write_all(b"\n"),
                }
            });
        written.map_err(failed).map(|()| this)
    }

    /// Where it lies.
    pub fn path(&self) -> PathBuf {
        self.folder.join(NAME)
    }

    /// What lies there now, as notes are.
    ///
    /// # Errors
    /// It cannot be read, is too long, or is no text.
    pub fn read(&self) -> Result<String, Failure> {
        let failure = |why: &'static str| Failure {
            what: NAME.into(),
            why,
            detail: Clean::default(),
        };
        let read = || {
            if !matches!(Kind::at(&self.path())?, Kind::File) {
                return Err(ReadError::Device);
            }
            let mut bytes = Vec::new();
            std::fs::File::open(self.path())?
                .take(MOST + 1)
                .read_to_end(&mut bytes)?;
            Ok(bytes)
        };
        let bytes = read().map_err(|error: ReadError| error.of(NAME))?;
        if bytes.len() as u64 > MOST {
            return Err(failure("why-note-long"));
        }
        let text = String::from_utf8(bytes).map_err(|_| failure("why-note-not-utf8"))?;
        Ok(clean::clean(&text).trim_end().to_owned())
    }
}

impl Drop for NoteFile {
    fn drop(&mut self) {
        // What cannot be removed is the user's alone.
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

/// Makes a folder that was not there.
fn new_folder(state: &Path) -> io::Result<PathBuf> {
    let mut number = 0_u32;
    loop {
        let folder = state.join(format!("note-{}-{number}", std::process::id()));
        match DirBuilder::new().mode(0o700).create(&folder) {
            Ok(()) => return Ok(folder),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn the_file_is_for_the_user_alone_and_gone_afterwards() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("new/state");
        let note = NoteFile::new(&state, "一\n二").unwrap();
        let other = NoteFile::new(&state, "").unwrap();
        assert_ne!(note.path(), other.path());
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&note.path()), 0o600);
        assert_eq!(mode(note.path().parent().unwrap()), 0o700);
        assert_eq!(std::fs::read_to_string(note.path()).unwrap(), "一\n二\n");
        assert_eq!(note.read().unwrap(), "一\n二");
        assert_eq!(other.read().unwrap(), "");
        // Beside it lies what an editor keeps.
        std::fs::write(note.path().with_extension("txt~"), "old").unwrap();
        drop((note, other));
        assert_eq!(std::fs::read_dir(&state).unwrap().count(), 0);
    }

    #[test]
    fn what_is_no_note_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let note = NoteFile::new(folder.path(), "a").unwrap();
        let put = |bytes: &[u8]| std::fs::write(note.path(), bytes).unwrap();
        let why = || note.read().unwrap_err().why;
        put(b"a\xff");
        assert_eq!(why(), "why-note-not-utf8");
        put(&vec![b'a'; MOST as usize + 1]);
        assert_eq!(why(), "why-note-long");
        put("a\u{1b}[31mb\r\nc  \n\n".as_bytes());
        assert_eq!(note.read().unwrap(), "ab\nc");
        std::fs::remove_file(note.path()).unwrap();
        assert_eq!(why(), "why-not-found");
    }
}
