//! The note that a fault of the program leaves in the state directory, for whoever looks
//! for its cause: version, system, place and message. In English, like the report of
//! `yue doctor`.
//!
//! Invariant: no text of an article and no secret gets in; there are at most `NOTES` of
//! them, for the user alone.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::clock;
use super::disk::{Disk, Real};
use super::paths::without_home;
use crate::text::{Clean, clean, joined};

/// So many notes are kept; then the oldest makes room.
const NOTES: usize = 5;

/// Characters of a backtrace, and of a message.
const LONGEST: usize = 64 << 10;
const MESSAGE: usize = 160;

/// Takes the report of a fault. Cheap to clone.
#[derive(Clone, Default)]
pub struct Crashes {
    shared: Arc<Mutex<Shared>>,
}

#[derive(Default)]
struct Shared {
    /// None where there is no home: then no note is left.
    folder: Option<PathBuf>,
    last: Option<Crash>,
}

/// A fault that ended the interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crash {
    /// Where and what it was, on one line.
    pub what: Clean,
    /// The note; None where it could not be written.
    pub note: Option<PathBuf>,
}

impl Crashes {
    /// Notes go into this folder from now on.
    pub fn keep_in(&self, folder: PathBuf) {
        self.shared().folder = Some(folder);
    }

    /// A fault at `place` in the sources: what it said of itself, and how it came there.
    pub fn report(&self, place: &str, message: &str, backtrace: &str) {
        let what = joined![clean::line(&without_home(place)), ": ", told(message)];
        let note = note(&what, backtrace);
        let mut shared = self.shared();
        let folder = shared.folder.clone();
        // Where that fails too, the one line is what there is.
        let note = folder.and_then(|folder| write(&Real, &folder, &note).ok());
        shared.last = Some(Crash { what, note });
    }

    /// The fault that was reported last.
    pub fn last(&self) -> Option<Crash> {
        self.shared().last.clone()
    }

    fn shared(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn note(what: &str, backtrace: &str) -> String {
    let backtrace: String = without_home(backtrace).chars().take(LONGEST).collect();
    format!(
        "yue {} on {} ({})\n{}\n{what}\n\n{}\n",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        clock::now_rfc3339(),
        clean::clean(backtrace.trim_end()),
    )
}

/// What may be told of a message: many go on with the text that they are about, behind a
/// colon or between quotes.
fn told(message: &str) -> Clean {
    let line = message.lines().next().unwrap_or_default();
    let end = if line.starts_with("index out of bounds: ") {
        None
    } else {
        line.find(": ")
    };
    let line = line.get(..end.unwrap_or(line.len())).unwrap_or(line);
    let mut told = String::new();
    let (mut quote, mut hidden) = (None, false);
    for c in line.chars() {
        let hides = if let Some(open) = quote {
            quote = quote.filter(|_| c != open);
            quote.is_some()
        } else {
            quote = Some(c).filter(|c| matches!(c, '"' | '\'' | '`'));
            !c.is_ascii()
        };
        if !hides {
            told.push(c);
        } else if !hidden {
            told.push('⋯');
        }
        hidden = hides;
    }
    let told: String = told.chars().take(MESSAGE).collect();
    clean::line(&told)
}

/// Writes a note under the first name that is free, or in the place of the oldest.
fn write<D: Disk>(disk: &D, folder: &Path, note: &str) -> io::Result<PathBuf> {
    disk.make_folder(folder)?;
    let names = (1..=NOTES).map(|n| folder.join(format!("crash-{n}.txt")));
    for path in names.clone() {
        match write_new(disk, &path, note) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            written => return written.map(|()| path),
        }
    }
    let age = |path: &PathBuf| disk.look(path).ok().flatten().map(|look| look.changed);
    let oldest = names.min_by_key(age).unwrap_or_default();
    disk.remove(&oldest)?;
    write_new(disk, &oldest, note).map(|()| oldest)
}

fn write_new<D: Disk>(disk: &D, path: &Path, note: &str) -> io::Result<()> {
    let mut file = disk.create(path)?;
    disk.write(&mut file, note.as_bytes())?;
    disk.sync(&file)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn notes_are_few_and_for_the_user_alone() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state");
        let crashes = Crashes::default();
        crashes.keep_in(state.clone());
        for n in 1..=NOTES + 2 {
            crashes.report("src/a.rs:1:2", &format!("fault {n}"), "0: main");
            let crash = crashes.last().unwrap();
            assert_eq!(crash.what, format!("src/a.rs:1:2: fault {n}"));
            let note = fs::read_to_string(crash.note.clone().unwrap()).unwrap();
            assert!(
                note.contains(crash.what.as_str()) && note.contains("0: main"),
                "{note}"
            );
            assert!(note.starts_with(concat!("yue ", env!("CARGO_PKG_VERSION"))));
            let mode = fs::metadata(crash.note.unwrap())
                .unwrap()
                .permissions()
                .mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        let names: Vec<_> = fs::read_dir(&state).unwrap().collect();
        assert_eq!(names.len(), NOTES);
        let mode = fs::metadata(&state).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }

    #[test]
    fn the_oldest_note_makes_room() {
        let folder = tempfile::tempdir().unwrap();
        let path = |n| folder.path().join(format!("crash-{n}.txt"));
        for n in 1..=NOTES {
            fs::write(path(n), "old").unwrap();
        }
        // Changed last of all but one.
        let later = || std::time::SystemTime::now() + std::time::Duration::from_secs(9);
        for n in (1..=NOTES).filter(|n| *n != 3) {
            let file = fs::File::options().write(true).open(path(n)).unwrap();
            file.set_modified(later()).unwrap();
        }
        let oldest = write(&Real, folder.path(), "new").unwrap();
        assert_eq!(fs::read_to_string(&oldest).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), NOTES);
    }

    #[test]
    fn where_no_note_can_be_written_the_line_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let crashes = Crashes::default();
        assert_eq!(crashes.last(), None);
        let what = || "src/a.rs:1:2: attempt to subtract with overflow".into();
        for place in [None, Some(file.join("state")), Some("/proc/none".into())] {
            place.into_iter().for_each(|folder| crashes.keep_in(folder));
            crashes.report("src/a.rs:1:2", "attempt to subtract with overflow", "");
            let (what, note) = (what(), None);
            assert_eq!(crashes.last(), Some(Crash { what, note }));
        }
    }

    #[test]
    fn no_text_that_a_message_is_about_is_told() {
        for (message, expected) in [
            (
                "attempt to add with overflow",
                "attempt to add with overflow",
            ),
            (
                "index out of bounds: the len is 3 but the index is 5",
                "index out of bounds: the len is 3 but the index is 5",
            ),
            (
                "byte index 1 is not a char boundary; it is inside '渡' (bytes 0..3) of `渡船 comes`",
                "byte index 1 is not a char boundary; it is inside '⋯' (bytes 0..3) of `⋯`",
            ),
            (
                "called `Result::unwrap()` on an `Err` value: Refused(\"the ferry\")",
                "called `⋯` on an `⋯` value",
            ),
            ("reading: Refused(\"the ferry\")", "reading"),
            ("no end \"the ferry", "no end \"⋯"),
            ("渡船 and 码头\nthe ferry", "⋯ and ⋯"),
            ("a\u{1b}[31mb", "ab"),
        ] {
            assert_eq!(told(message), expected);
        }
        assert!(told(&"x".repeat(9000)).len() <= MESSAGE);
    }
}
