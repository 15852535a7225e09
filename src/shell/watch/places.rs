//! Where the list comes from, as far as it can change: folders with all below them,
//! and single files.
//!
//! Invariant: each folder once, hidden ones not, as the walk does it.

use std::collections::{BTreeSet, HashSet};
use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::shell::fs::Kind;
use crate::shell::library::Library;
use crate::shell::paths::absolute;

/// Folders that are gone through at most.
const MOST: usize = 1024;

/// Folders and files.
#[derive(Debug, Default)]
pub(in crate::shell) struct Places {
    pub(super) folders: BTreeSet<PathBuf>,
    pub(super) files: Vec<PathBuf>,
    entered: HashSet<(u64, u64)>,
}

impl Places {
    /// Those of the named sources, or of the library where nothing is named.
    pub(in crate::shell) fn of(library: &Library, named: &[OsString]) -> Self {
        let mut places = Self::default();
        if named.is_empty() {
            let folders = library.folders.iter().chain(&library.articles);
            folders.for_each(|path| places.add(path));
        } else {
            let paths = named.iter().map(|name| absolute(Path::new(name)));
            paths.for_each(|path| places.add(&path));
        }
        places
    }

    fn add(&mut self, path: &Path) {
        match Kind::at(path) {
            Ok(Kind::Folder) => self.enter(path),
            // What is not there may be just now; where it is no path (a seed, an id),
            // nothing ever lies there.
            Ok(Kind::File) | Err(_) => self.files.push(path.to_owned()),
            // What can be read only once does not change.
            Ok(Kind::Fifo) => {}
        }
    }

    fn enter(&mut self, root: &Path) {
        let mut pending = vec![root.to_owned()];
        while let Some(folder) = pending.pop() {
            let known = std::fs::metadata(&folder).map(|found| (found.dev(), found.ino()));
            if self.folders.len() >= MOST || !known.is_ok_and(|known| self.entered.insert(known)) {
                continue;
            }
            let entries = std::fs::read_dir(&folder).into_iter().flatten().flatten();
            for entry in entries {
                let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
                let hidden = entry.file_name().as_bytes().starts_with(b".");
                if !is_file && !hidden && matches!(Kind::at(&entry.path()), Ok(Kind::Folder)) {
                    pending.push(entry.path());
                }
            }
            self.folders.insert(folder);
        }
    }
}
