//! Small files of the program's own in the state directory: what keys have
//! changed, and what terminals have answered. Losing one costs a habit, no work.
//!
//! Invariant: a file is replaced whole; of two texts for one file the later wins.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::atomic::{New, Real, ReplaceError, replace};
use super::fs::{ReadError, shown};
use crate::app::Failure;

/// What keys have changed.
pub const LOOK: &str = "look.toml";
/// What terminals have answered.
pub const TERMINALS: &str = "terminals";

/// A file of ours is not longer, in bytes.
const LONGEST: u64 = 1 << 20;

/// The state directory.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// None where there is no home: then nothing is kept.
    folder: Option<PathBuf>,
    /// The texts that are to be written; the latest of each file.
    due: Arc<Mutex<Vec<(&'static str, String)>>>,
    /// Held by who writes, so that texts follow each other.
    writing: Arc<Mutex<()>>,
}

impl State {
    /// The files in `folder`.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self {
            folder,
            due: Arc::default(),
            writing: Arc::default(),
        }
    }

    /// Where its files lie; None where there is no home.
    pub fn folder(&self) -> Option<PathBuf> {
        self.folder.clone()
    }

    /// The text of a file; empty where there is none that can be read.
    pub fn read(&self, name: &str) -> String {
        let path = self.folder.as_ref().map(|folder| folder.join(name));
        let mut text = String::new();
        let file = path.and_then(|path| std::fs::File::open(path).ok());
        let read = file.map(|file| file.take(LONGEST).read_to_string(&mut text));
        if matches!(read, Some(Ok(_))) {
            text
        } else {
            String::new()
        }
    }

    /// Notes a text that is to be written.
    pub fn note(&self, name: &'static str, text: String) {
        let mut due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        due.retain(|(other, _)| *other != name);
        due.push((name, text));
    }

    /// Writes what was noted, the calls of all threads one after the other.
    ///
    /// # Errors
    /// The file that could not be written last, and why; the next start finds what
    /// was there before.
    pub fn write(&self) -> Result<(), Failure> {
        let _alone = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let due = {
            let mut due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::take(&mut *due)
        };
        let mut written = Ok(());
        for (name, text) in due {
            if let Some(folder) = &self.folder {
                let path = folder.join(name);
                written = overwrite(&path, &text).map_err(|error| failure(&path, error));
            }
        }
        written
    }
}

/// Replaces a file of ours, whatever stands in it.
fn overwrite(path: &Path, text: &str) -> Result<(), ReplaceError<()>> {
    replace(&Real, path, |_| Ok(New::from(text.to_owned())))
}

fn failure(path: &Path, error: ReplaceError<()>) -> Failure {
    let why = match error {
        ReplaceError::Io(error) => return ReadError::from(error).of_own(&shown(path)),
        ReplaceError::NotAFile => "why-device",
        ReplaceError::Crowded => "why-crowded",
        ReplaceError::Protected => "why-protected",
        ReplaceError::Edit(()) | ReplaceError::Busy | ReplaceError::Changing => "why-lock-busy",
    };
    Failure {
        what: shown(path),
        why,
        detail: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_text_is_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let state = State::new(Some(folder.path().join("yue")));
        assert_eq!(state.read(LOOK), "");
        state.note(LOOK, "one".to_owned());
        state.note(TERMINALS, "three".to_owned());
        state.note(LOOK, "two".to_owned());
        state.write().unwrap();
        state.write().unwrap();
        assert_eq!(
            (state.read(LOOK), state.read(TERMINALS)),
            ("two".to_owned(), "three".to_owned())
        );
        // What is no text is not a file of ours any more.
        std::fs::write(folder.path().join("yue").join(LOOK), b"\xff").unwrap();
        state.note(LOOK, "three".to_owned());
        state.write().unwrap();
        assert_eq!(state.read(LOOK), "three");
        // Why it cannot be written is said by its id.
        let taken = State::new(Some(folder.path().join("taken")));
        std::fs::create_dir_all(folder.path().join("taken").join(LOOK)).unwrap();
        taken.note(LOOK, "one".to_owned());
        assert_eq!(taken.write().unwrap_err().why, "why-device");
        let nowhere = State::default();
        nowhere.note(LOOK, "one".to_owned());
        nowhere.write().unwrap();
        assert_eq!(nowhere.read(LOOK), "");
    }
}
