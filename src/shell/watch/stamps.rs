//! When files and folders were last changed, to look for what has changed since.
//!
//! Invariant: a change is told once.

use std::collections::BTreeMap;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::shell::walk::is_article;

/// What of a file differs once it has been changed: its number, its length, and its
/// time in seconds and nanoseconds. None where there is no file.
type Stamp = Option<(u64, u64, i64, i64)>;

/// The stamps of what is looked at.
#[derive(Debug, Default)]
pub(super) struct Stamps(BTreeMap<PathBuf, Stamp>);

impl Stamps {
    /// Looks at these paths from now on; those that are known keep their stamps.
    pub(super) fn keep(&mut self, paths: Vec<PathBuf>) {
        let mut known = std::mem::take(&mut self.0);
        for path in paths {
            let stamp = known.remove(&path).unwrap_or_else(|| stamp(&path));
            self.0.insert(path, stamp);
        }
    }

    /// The paths that have changed since they were last looked at.
    pub(super) fn changed(&mut self) -> Vec<PathBuf> {
        let mut changed = Vec::new();
        for (path, known) in &mut self.0 {
            let now = stamp(path);
            if *known != now {
                *known = now;
                changed.push(path.clone());
            }
        }
        changed
    }
}

fn stamp(path: &Path) -> Stamp {
    let found = std::fs::metadata(path).ok()?;
    Some((found.ino(), found.size(), found.mtime(), found.mtime_nsec()))
}

/// The articles that lie in a folder itself.
pub(super) fn articles(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    paths.filter(|path| is_article(path))
}

/// Whether a file was written, or a folder has got or lost an entry, since a time.
pub(super) fn changed_since(path: &Path, since: Option<SystemTime>) -> bool {
    let changed = std::fs::metadata(path).and_then(|found| found.modified());
    since.is_some_and(|since| changed.is_ok_and(|changed| changed >= since))
}
