//! A disk in memory that fails when it is told to, and says of each step whether it is
//! done. What it forgets at a power cut stands in `medium`.

use std::cell::{Cell, RefCell};

use super::super::*;
use super::medium::{Change, Node, State};

/// What fails: from which step on (1 is the first), how, and whether only then.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    pub at: usize,
    pub errno: Errno,
    pub persistent: bool,
    /// The step is done all the same, and told as failed.
    pub late: bool,
}

/// A sync that says it was done, and was not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lie {
    Files,
    Folders,
}

/// What somebody else does on the disk before a step.
type Meanwhile = (usize, Box<dyn FnOnce(&Memory)>);

/// The disk.
#[derive(Default)]
pub(super) struct Memory {
    pub state: RefCell<State>,
    pub plan: Option<Plan>,
    pub lie: Option<Lie>,
    pub steps: Cell<usize>,
    /// How often a step has failed by plan.
    pub fired: Cell<usize>,
    /// How often a name could not be taken away.
    pub stuck: Cell<usize>,
    pub meanwhile: Cell<Option<Meanwhile>>,
}

impl Memory {
    /// An empty disk with these folders.
    pub(super) fn with_folders(folders: &[&str]) -> Self {
        let this = Self::default();
        let mut state = this.state.borrow_mut();
        state.names.insert("/".into(), Node::Folder);
        for folder in folders {
            state.names.insert(folder.into(), Node::Folder);
        }
        state.settle();
        drop(state);
        this
    }

    pub(super) fn of(state: State) -> Self {
        Self {
            state: RefCell::new(state),
            ..Self::default()
        }
    }

    /// Puts a file there, safe.
    pub(super) fn put(&self, path: &Path, bytes: &[u8]) {
        let mut state = self.state.borrow_mut();
        let inode = state.make(path).unwrap();
        state.put(inode, bytes);
        state.settle();
    }

    /// Counts a step, and tells how it fails.
    fn fault(&self) -> Option<Plan> {
        let step = self.steps.get() + 1;
        self.steps.set(step);
        match self.meanwhile.take() {
            Some((at, act)) if at == step => act(self),
            later => self.meanwhile.set(later),
        }
        let due = |plan: &Plan| step == plan.at || (plan.persistent && step > plan.at);
        let plan = self.plan.filter(due)?;
        self.fired.set(self.fired.get() + 1);
        Some(plan)
    }

    fn step<T>(&self, act: impl FnOnce(&mut State) -> io::Result<T>) -> io::Result<T> {
        match self.fault() {
            None => act(&mut self.state.borrow_mut()),
            Some(plan) => {
                if plan.late {
                    drop(act(&mut self.state.borrow_mut()));
                }
                Err(plan.errno.into())
            }
        }
    }
}

impl Disk for Memory {
    type File = usize;
    type Lock = ();

    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        self.step(|state| match state.names.get(path) {
            Some(_) => Err(Errno::INVAL.into()),
            None => Err(Errno::NOENT.into()),
        })
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.step(|state| {
            let mut all: Vec<&Path> = path.ancestors().collect();
            all.reverse();
            for folder in all {
                if !state.names.contains_key(folder) {
                    state.change(None, Some((folder, Node::Folder)));
                }
            }
            Ok(())
        })
    }

    fn lock(&self, path: &Path) -> io::Result<Locked<()>> {
        let made = self.step(|state| match state.file(path) {
            Ok(_) => Ok(()),
            Err(_) => state.make(path).map(drop),
        });
        match made {
            Ok(()) => Ok(Locked::Yes(())),
            // The file can be opened, and not be locked.
            Err(error) if self.plan.is_some_and(|plan| plan.late) => {
                match Errno::from_io_error(&error) {
                    Some(Errno::IO) => Ok(Locked::Never),
                    _ => Err(error),
                }
            }
            Err(error) => Err(error),
        }
    }

    fn pause(&self, _time: Duration) {}

    fn look(&self, path: &Path) -> io::Result<Option<Look>> {
        self.step(|state| Ok(state.file(path).ok().map(|inode| state.look(inode))))
    }

    fn read(&self, path: &Path) -> io::Result<(Vec<u8>, Look)> {
        self.step(|state| {
            let inode = state.file(path)?;
            Ok((state.inodes[inode].bytes.clone(), state.look(inode)))
        })
    }

    fn create(&self, path: &Path) -> io::Result<usize> {
        let fired = self.fired.get();
        let made = self.step(|state| match state.names.get(path) {
            Some(_) => Err(Errno::EXIST.into()),
            None => state.make(path),
        });
        if self.fired.get() > fired && self.plan.is_some_and(|plan| plan.late) {
            // Made, and told that it was not: nobody knows whose it is.
            self.stuck.set(self.stuck.get() + 1);
        }
        made
    }

    fn write(&self, file: &mut usize, bytes: &[u8]) -> io::Result<()> {
        let (half, rest) = bytes.split_at(bytes.len() / 2);
        self.state.borrow_mut().put(*file, half);
        self.step(|state| {
            state.put(*file, rest);
            Ok(())
        })
    }

    fn dress(&self, file: &usize, like: &Look) -> io::Result<()> {
        self.step(|state| {
            state.inodes[*file].mode = like.mode;
            Ok(())
        })
    }

    fn sync(&self, file: &usize) -> io::Result<()> {
        self.step(|state| {
            state.inodes[*file].safe = self.lie != Some(Lie::Files);
            Ok(())
        })
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(|state| {
            let inode = state.file(from)?;
            state.change(Some(from), Some((to, Node::File(inode))));
            Ok(())
        })
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(|state| {
            let inode = state.file(from)?;
            if state.names.contains_key(to) {
                return Err(Errno::EXIST.into());
            }
            state.change(None, Some((to, Node::File(inode))));
            Ok(())
        })
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let removed = self.step(|state| {
            state.file(path)?;
            state.change(Some(path), None);
            Ok(())
        });
        if removed.is_err() {
            self.stuck.set(self.stuck.get() + 1);
        }
        removed
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.step(|state| {
            if self.lie == Some(Lie::Folders) {
                return Ok(());
            }
            let own = |change: &Change| change.folder() == Some(path);
            for change in state.pending.iter().filter(|change| own(change)) {
                change.apply(&mut state.medium);
            }
            state.pending.retain(|change| !own(change));
            Ok(())
        })
    }

    fn names(&self, path: &Path) -> io::Result<Vec<OsString>> {
        self.step(|state| {
            let inside = state.names.keys().filter(|at| at.parent() == Some(path));
            Ok(inside
                .filter_map(|at| at.file_name().map(OsStr::to_owned))
                .collect())
        })
    }

    fn now(&self) -> i64 {
        self.state.borrow().clock
    }
}
