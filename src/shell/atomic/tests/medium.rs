//! What a disk in memory holds, and what of it a power cut leaves.
//!
//! The content of a file is safe once the file is synced; before that it may be empty,
//! cut, zeroed or whole. A change of a folder (a name made, moved, taken away) is safe
//! once that folder is synced; before that each change of each folder may have reached
//! the medium or not, and a rename does so whole. What lies in a folder whose own name
//! was lost is lost with it.

use std::collections::BTreeMap;

use super::super::*;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Node {
    Folder,
    File(usize),
}

/// A change of the names in one folder; a rename is both at once.
#[derive(Clone)]
pub(super) struct Change {
    unset: Option<PathBuf>,
    set: Option<(PathBuf, Node)>,
}

impl Change {
    pub(super) fn folder(&self) -> Option<&Path> {
        let set = self.set.as_ref().map(|(path, _)| path);
        set.or(self.unset.as_ref())?.parent()
    }

    pub(super) fn apply(&self, names: &mut Names) {
        if let Some(path) = &self.unset {
            names.remove(path);
        }
        if let Some((path, node)) = &self.set {
            names.insert(path.clone(), *node);
        }
    }
}

pub(super) type Names = BTreeMap<PathBuf, Node>;

#[derive(Clone)]
pub(super) struct Inode {
    pub bytes: Vec<u8>,
    /// Whether `bytes` are on the medium.
    pub safe: bool,
    pub mode: u32,
    /// Counts the changes of all contents.
    modified: i64,
    changed: i64,
}

/// All that the disk holds.
#[derive(Clone, Default)]
pub(super) struct State {
    pub inodes: Vec<Inode>,
    /// As programs see them.
    pub names: Names,
    pub medium: Names,
    pub pending: Vec<Change>,
    pub clock: i64,
    writes: i64,
}

impl State {
    pub(super) fn change(&mut self, unset: Option<&Path>, set: Option<(&Path, Node)>) {
        let change = Change {
            unset: unset.map(Path::to_owned),
            set: set.map(|(path, node)| (path.to_owned(), node)),
        };
        if let Some((_, Node::File(inode))) = &change.set {
            self.inodes[*inode].changed = self.clock;
        }
        change.apply(&mut self.names);
        self.pending.push(change);
    }

    pub(super) fn make(&mut self, path: &Path) -> io::Result<usize> {
        let folder = path.parent().map(|folder| self.names.get(folder));
        if folder != Some(Some(&Node::Folder)) {
            return Err(Errno::NOENT.into());
        }
        self.inodes.push(Inode {
            bytes: Vec::new(),
            safe: false,
            mode: 0o600,
            modified: self.writes,
            changed: self.clock,
        });
        let inode = self.inodes.len() - 1;
        self.change(None, Some((path, Node::File(inode))));
        Ok(inode)
    }

    pub(super) fn file(&self, path: &Path) -> io::Result<usize> {
        match self.names.get(path) {
            Some(Node::File(inode)) => Ok(*inode),
            Some(Node::Folder) => Err(Errno::ISDIR.into()),
            None => Err(Errno::NOENT.into()),
        }
    }

    pub(super) fn look(&self, inode: usize) -> Look {
        let Inode {
            bytes,
            mode,
            modified,
            changed,
            ..
        } = &self.inodes[inode];
        Look {
            regular: true,
            identity: (1, inode as u64, *modified, 0, bytes.len() as u64),
            mode: *mode,
            owner: (1, 1),
            changed: *changed,
        }
    }

    pub(super) fn put(&mut self, inode: usize, bytes: &[u8]) {
        self.writes += 1;
        self.inodes[inode].bytes.extend_from_slice(bytes);
        self.inodes[inode].safe = false;
        self.inodes[inode].modified = self.writes;
        self.inodes[inode].changed = self.clock;
    }

    /// The bytes of a file.
    pub(super) fn bytes(&self, path: &Path) -> Option<&[u8]> {
        let inode = self.file(path).ok()?;
        Some(&self.inodes[inode].bytes)
    }

    /// The names in it of files.
    pub(super) fn paths(&self) -> Vec<PathBuf> {
        let file = |node: &Node| *node != Node::Folder;
        let files = self.names.iter().filter(|(_, node)| file(node));
        files.map(|(path, _)| path.clone()).collect()
    }

    /// How many changes of names are not safe.
    pub(super) fn unsafe_names(&self) -> usize {
        self.pending.len()
    }

    /// Whether the content of a file is not safe.
    pub(super) fn has_unsafe_content(&self) -> bool {
        self.inodes.iter().any(|inode| !inode.safe)
    }

    /// The disk after a power cut that kept the changes of names whose bit is set, and of
    /// each content that was not safe what `rest` makes of it.
    pub(super) fn cut(&self, kept: u32, rest: impl Fn(&[u8]) -> Vec<u8>) -> Self {
        let mut names = self.medium.clone();
        for (bit, change) in self.pending.iter().enumerate() {
            if kept >> bit & 1 == 1 {
                change.apply(&mut names);
            }
        }
        let all = names.clone();
        let held = |path: &Path| path.ancestors().all(|above| all.contains_key(above));
        names.retain(|path, _| held(path));
        let mut inodes = self.inodes.clone();
        for inode in inodes.iter_mut().filter(|inode| !inode.safe) {
            inode.bytes = rest(&inode.bytes);
            inode.safe = true;
        }
        Self {
            inodes,
            medium: names.clone(),
            names,
            pending: Vec::new(),
            ..*self
        }
    }

    /// The disk after the worst power cut.
    pub(super) fn worst(&self) -> Self {
        self.cut(0, |_| Vec::new())
    }

    /// Makes all that is there safe.
    pub(super) fn settle(&mut self) {
        self.medium.clone_from(&self.names);
        self.pending.clear();
        self.inodes.iter_mut().for_each(|inode| inode.safe = true);
    }

    pub(super) fn pass(&mut self, seconds: i64) {
        self.clock += seconds;
    }
}
