//! Small files of the program's own in the state directory: what keys have
//! changed, and what terminals have answered. Losing one costs a habit, no work.
//!
//! Invariant: a file is replaced whole; of two texts for one file the later wins.

use std::io::Read;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::atomic::replace;

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
}

impl State {
    /// The files in `folder`.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self {
            folder,
            due: Arc::default(),
        }
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

    /// Writes what was noted. Where that fails there is nothing to be done: the
    /// next start finds what was there before.
    pub fn write(&self) {
        // One after the other: the lock is held while a file is written.
        let mut due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        for (name, text) in due.drain(..) {
            if let Some(folder) = &self.folder {
                drop(replace(&folder.join(name), |_| Ok::<_, ()>(text.clone())));
            }
        }
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
        state.write();
        state.write();
        assert_eq!(
            (state.read(LOOK), state.read(TERMINALS)),
            ("two".to_owned(), "three".to_owned())
        );
        let nowhere = State::default();
        nowhere.note(LOOK, "one".to_owned());
        nowhere.write();
        assert_eq!(nowhere.read(LOOK), "");
    }
}
