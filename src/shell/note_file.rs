//! A note in the reader's editor: on a file of its own, in a new folder for the user
//! alone, with what the editor puts beside it.
//!
//! Invariants: nobody else can read it; what the editor has left there is removed only
//! once it stands in the bookmarks file, or where it is nothing new.

use std::fs::{DirBuilder, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::atomic::is_dead;
use super::fs::{Kind, ReadError, shown};
use crate::app::Failure;
use crate::app::annotate::NoteLeft;
use crate::store::Bookmark;
use crate::text::Clean;
use crate::text::clean;

/// The longest note, in bytes, wherever it comes from.
pub const MOST: u64 = 1 << 20;

/// The name of the file: editors show it.
const NAME: &str = "note.txt";

/// How the names of the folders begin.
const FOLDER: &str = "note-";

/// The file, and what stood in it at first.
#[derive(Debug)]
pub struct NoteFile {
    folder: PathBuf,
    before: String,
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
            before: text.to_owned(),
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
        if written.is_err() {
            remove(&this.path());
        }
        written.map_err(failed).map(|()| this)
    }

    /// Where it lies.
    pub fn path(&self) -> PathBuf {
        self.folder.join(NAME)
    }

    /// What the editor, which has ended so, has left there. Where that is nothing new the
    /// file is gone.
    pub fn left(self, ended: Result<(), Failure>) -> NoteLeft {
        let path = self.path();
        let bytes = bytes(&path);
        let new = match &bytes {
            Ok(bytes) => {
                let bytes = bytes.trim_ascii_end();
                !bytes.is_empty() && bytes != self.before.as_bytes()
            }
            Err(error) => !matches!(error, ReadError::NotFound),
        };
        let bytes = bytes.map_err(|error| error.of(NAME));
        let text = ended.and_then(|()| text(bytes?));
        if !new {
            remove(&path);
        }
        let file = new.then_some(path);
        NoteLeft { text, file }
    }
}

/// Removes the file of a note and all that lies beside it.
pub fn remove(file: &Path) {
    // What cannot be removed is the user's alone.
    let folder = file.parent().filter(|folder| process(folder).is_some());
    folder
        .into_iter()
        .for_each(|folder| drop(std::fs::remove_dir_all(folder)));
}

/// Says where the words lie that are in no bookmark.
pub fn told(file: &Path) -> Failure {
    Failure {
        what: shown(file),
        why: "why-note-left",
        detail: Clean::default(),
    }
}

/// What editors have left in `state` of which nobody knows any more.
#[derive(Debug, Default)]
pub struct Orphans {
    /// Files with words that stand in no bookmark, or may.
    pub words: Vec<PathBuf>,
    /// Files in whose folders is nothing new.
    pub spent: Vec<PathBuf>,
}

/// The files of notes of programs that were ended before they could save them; nothing
/// is changed. The bookmarks are asked for where there are any such files.
pub fn orphans(state: &Path, bookmarks: impl FnOnce() -> Vec<Bookmark>) -> Orphans {
    let entries = std::fs::read_dir(state).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    folders.retain(|folder| process(folder).is_some_and(is_dead));
    folders.sort();
    if folders.is_empty() {
        return Orphans::default();
    }
    let known = bookmarks();
    let (words, spent) = folders
        .into_iter()
        .map(|folder| folder.join(NAME))
        .partition(|file| is_new(file, &known));
    Orphans { words, spent }
}

/// Whether there are words beside those of the bookmarks. What an editor keeps beside
/// the file may hold some.
fn is_new(file: &Path, known: &[Bookmark]) -> bool {
    let beside = file.parent().map(std::fs::read_dir);
    let Some(Ok(mut beside)) = beside else {
        return true;
    };
    if beside.any(|entry| entry.is_ok_and(|entry| entry.file_name() != NAME)) {
        return true;
    }
    let words = match bytes(file) {
        Ok(bytes) => text(bytes),
        Err(ReadError::NotFound) => return false,
        Err(_) => return true,
    };
    !words.is_ok_and(|words| {
        let line = format!("\n{words}\n");
        let holds = |own: &Bookmark| format!("\n{}\n", own.note).contains(&line);
        words.is_empty() || known.iter().any(holds)
    })
}

/// The process that has made a folder; None where it is not one of ours.
fn process(folder: &Path) -> Option<i32> {
    let name = folder.file_name()?.to_str()?;
    let (process, number) = name.strip_prefix(FOLDER)?.split_once('-')?;
    number.parse::<u32>().ok()?;
    process.parse().ok()
}

/// What lies there; of a file that is too long one byte more than may be.
fn bytes(path: &Path) -> Result<Vec<u8>, ReadError> {
    if !matches!(Kind::at(path)?, Kind::File) {
        return Err(ReadError::Device);
    }
    let mut bytes = Vec::new();
    std::fs::File::open(path)?
        .take(MOST + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The bytes as notes are; or they are too long, or no text.
fn text(bytes: Vec<u8>) -> Result<String, Failure> {
    let failure = |why: &'static str| Failure {
        what: NAME.into(),
        why,
        detail: Clean::default(),
    };
    if bytes.len() as u64 > MOST {
        return Err(failure("why-note-long"));
    }
    let text = String::from_utf8(bytes).map_err(|_| failure("why-note-not-utf8"))?;
    Ok(clean::clean(&text).trim_end().to_owned())
}

/// Makes a folder that was not there.
fn new_folder(state: &Path) -> io::Result<PathBuf> {
    let mut number = 0_u32;
    loop {
        let folder = state.join(format!("{FOLDER}{}-{number}", std::process::id()));
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
    fn the_file_is_for_the_user_alone_and_gone_where_nothing_is_new() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("new/state");
        let note = NoteFile::new(&state, "一\n二").unwrap();
        let other = NoteFile::new(&state, "").unwrap();
        assert_ne!(note.path(), other.path());
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&note.path()), 0o600);
        assert_eq!(mode(note.path().parent().unwrap()), 0o700);
        assert_eq!(std::fs::read_to_string(note.path()).unwrap(), "一\n二\n");
        // Beside it lies what an editor keeps.
        std::fs::write(note.path().with_extension("txt~"), "old").unwrap();
        let file = None;
        for (note, text) in [(note, "一\n二"), (other, "")] {
            let text = Ok(text.to_owned());
            assert_eq!(
                note.left(Ok(())),
                NoteLeft {
                    text,
                    file: file.clone()
                }
            );
        }
        assert_eq!(std::fs::read_dir(&state).unwrap().count(), 0);
    }

    /// What is left where the editor has put these bytes, and has ended so.
    fn left(state: &Path, bytes: &[u8], ended: Result<(), Failure>) -> NoteLeft {
        let note = NoteFile::new(state, "a").unwrap();
        std::fs::write(note.path(), bytes).unwrap();
        note.left(ended)
    }

    #[test]
    fn what_is_no_note_is_refused_and_stays_where_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let failed = || Err(told(Path::new("x")));
        let long = vec![b'a'; MOST as usize + 1];
        for (bytes, ended, why) in [
            (&b"a\xff"[..], Ok(()), "why-note-not-utf8"),
            (&long, Ok(()), "why-note-long"),
            (b"a\nb\n", failed(), "why-note-left"),
        ] {
            let left = left(folder.path(), bytes, ended);
            assert_eq!(left.text.unwrap_err().why, why);
            let file = left.file.unwrap();
            assert_eq!(std::fs::read(&file).unwrap(), bytes);
            remove(&file);
            assert!(!file.parent().unwrap().exists());
        }
        for bytes in [&b"a\n"[..], b"\n"] {
            assert_eq!(left(folder.path(), bytes, failed()).file, None);
        }
        let note = left(folder.path(), "a\u{1b}[31mb\r\nc  \n\n".as_bytes(), Ok(()));
        assert_eq!(note.text.unwrap(), "ab\nc");
        remove(&note.file.unwrap());
        let note = NoteFile::new(folder.path(), "a").unwrap();
        std::fs::remove_file(note.path()).unwrap();
        let left = note.left(Ok(()));
        assert_eq!(
            (left.text.unwrap_err().why, left.file),
            ("why-not-found", None)
        );
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_programs_have_left_that_were_ended_is_found() {
        let state = tempfile::tempdir().unwrap();
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let dead = child.id();
        child.wait().unwrap();
        let put = |folder: &str, name: &str, bytes: &str| {
            let folder = state.path().join(folder);
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join(name), bytes).unwrap();
            folder.join(NAME)
        };
        let of = |number: u32| format!("note-{dead}-{number}");
        let known = put(&of(0), NAME, "二\n三\n");
        let words = put(&of(1), NAME, "二\n");
        let blank = put(&of(2), NAME, "\n");
        let beside = put(&of(3), ".note.txt.swp", "?");
        // Of one that runs, and what is none of ours.
        put(&format!("note-{}-0", std::process::id()), NAME, "四");
        put("note-books", NAME, "四");
        let bookmark = |note: &str| Bookmark {
            note: note.to_owned(),
            ..Bookmark::default()
        };
        let found = orphans(state.path(), || {
            vec![bookmark("一\n二\n三"), bookmark("二一")]
        });
        assert_eq!(found.spent, [known, words.clone(), blank.clone()]);
        assert_eq!(found.words, std::slice::from_ref(&beside));
        let found = orphans(state.path(), || vec![bookmark("一二\n三")]);
        assert_eq!(found.words.len(), 3);
        assert_eq!(found.spent, [blank]);
        assert!(beside.parent().unwrap().exists(), "nothing is removed");
        assert!(words.exists());
    }
}
