//! What lies at a path and what one may do with it, for `yue doctor`: looked at, never
//! changed.
//!
//! Invariant: nothing is opened, made or written.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use rustix::fs::{Access, access};

use super::atomic::{self, Real};
use crate::text::Clean;

/// What lies at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// None where nothing does.
    pub there: Option<Thing>,
    /// Where a symbolic link leads.
    pub link: Option<PathBuf>,
    pub readable: bool,
    /// Whether it may be written to; where nothing is there, whether it could be made.
    pub writable: bool,
}

/// A file or a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thing {
    pub folder: bool,
    pub bytes: u64,
    /// Permission bits.
    pub mode: u32,
}

/// Looks at a path.
pub fn look(path: &Path) -> Found {
    let there = std::fs::metadata(path).ok().map(|metadata| Thing {
        folder: metadata.is_dir(),
        bytes: metadata.len(),
        mode: metadata.permissions().mode() & 0o7777,
    });
    let may = |path: &Path, what| access(path, what).is_ok();
    let writable = match there {
        Some(_) => may(path, Access::WRITE_OK),
        // Folders are made as they are needed, below one that is there.
        None => path
            .ancestors()
            .skip(1)
            .find(|above| above.exists())
            .is_some_and(|above| may(above, Access::WRITE_OK)),
    };
    Found {
        link: std::fs::read_link(path).ok(),
        readable: may(path, Access::READ_OK),
        writable,
        there,
    }
}

/// The names in the folder of a file that begin with its name, without it: backups,
/// copies kept aside, locks. Where the path is a link, it is the file that it leads to.
pub fn beside(path: &Path) -> Vec<Clean> {
    let resolved = atomic::resolve(&Real, path);
    let file = resolved.as_deref().unwrap_or(path);
    let (Some(folder), Some(name)) = (file.parent(), file.file_name()) else {
        return Vec::new();
    };
    let name = name.to_string_lossy();
    let names = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<Clean> = names
        .map(|entry| super::fs::shown(Path::new(&entry.file_name())))
        .filter(|other| other.starts_with(&*name) && *other != name)
        .collect();
    found.sort_by(|one, other| one.as_str().cmp(other.as_str()));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_and_what_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("f");
        let none = look(&folder.path().join("a/b/c"));
        assert_eq!((none.there, none.writable), (None, true));
        std::fs::write(&path, "abc").unwrap();
        std::fs::write(folder.path().join("f.bak"), "").unwrap();
        std::fs::write(folder.path().join("g"), "").unwrap();
        std::os::unix::fs::symlink("f", folder.path().join("l")).unwrap();
        let found = look(&folder.path().join("l"));
        assert_eq!(found.there.map(|thing| thing.bytes), Some(3));
        assert_eq!(found.link, Some(PathBuf::from("f")));
        assert!(found.readable && found.writable);
        assert_eq!(beside(&path), ["f.bak"]);
        assert_eq!(beside(&folder.path().join("l")), ["f.bak"]);
    }
}
