//! Changes in folders, as Linux tells of them.
//!
//! The system numbers folders, not paths: two paths that lead to one folder have one
//! number and one set of flags between them.
//!
//! Invariants: waits without a limit while nothing changes; a limit runs only between
//! the first change of a burst and its end. A folder is watched for as long as one of
//! its paths is wanted, and its changes are told under each of them.

use std::ffi::OsString;
use std::path::PathBuf;

/// An entry of a folder was changed, put there or taken away.
#[cfg_attr(
    not(target_os = "linux"),
    allow(dead_code, reason = "nothing else tells of them")
)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) folder: PathBuf,
    pub(super) name: OsString,
    pub(super) is_folder: bool,
    /// It is still open for writing.
    pub(super) goes_on: bool,
}

/// What was told of.
#[cfg_attr(
    not(target_os = "linux"),
    allow(dead_code, reason = "nothing else tells of them")
)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Entry(Entry),
    /// Something, anywhere: more than was kept has changed.
    All,
}

pub(super) use system::Inotify;

#[cfg(target_os = "linux")]
mod system {
    use std::collections::{BTreeSet, HashMap};
    use std::ffi::OsStr;
    use std::mem::MaybeUninit;
    use std::os::fd::OwnedFd;
    use std::os::unix::ffi::OsStrExt;
    use std::path::PathBuf;
    use std::sync::{Mutex, MutexGuard, PoisonError};
    use std::time::{Duration, Instant};

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::fs::inotify::{
        CreateFlags, Event, ReadFlags, Reader, WatchFlags, add_watch, init, remove_watch,
    };
    use rustix::io::Errno;

    use super::{Change, Entry};

    /// A burst has ended when nothing has changed for this long.
    const QUIET: Timespec = Timespec {
        tv_sec: 0,
        tv_nsec: 100_000_000,
    };

    /// What changes all the time is told of this often.
    const LONGEST: Duration = Duration::from_secs(1);

    /// Folders that are watched at most: the rest of a large tree is not.
    const MOST: usize = 1024;

    /// Changes of one burst that are kept apart.
    const APART: usize = 256;

    /// The system's list of watched folders, and ours of what stands in it.
    pub(in super::super) struct Inotify {
        fd: OwnedFd,
        /// By the number of the folder.
        watched: Mutex<HashMap<i32, Watch>>,
    }

    /// A folder.
    #[derive(Default)]
    struct Watch {
        /// Those that lead to it.
        paths: BTreeSet<PathBuf>,
        /// One of them wants to know of each write.
        writes: bool,
    }

    impl Inotify {
        /// None where the system has none left.
        pub(in super::super) fn new() -> Option<Self> {
            let fd = init(CreateFlags::CLOEXEC).ok()?;
            Some(Self {
                fd,
                watched: Mutex::default(),
            })
        }

        fn lock(&self) -> MutexGuard<'_, HashMap<i32, Watch>> {
            self.watched.lock().unwrap_or_else(PoisonError::into_inner)
        }

        /// Watches these folders and no other; of those with `true` each write is told.
        /// Where a path leads is looked up anew, so that it may have changed.
        pub(in super::super) fn watch(&self, folders: &HashMap<PathBuf, bool>) {
            let mut all: Vec<(&PathBuf, bool)> = folders.iter().map(|(p, w)| (p, *w)).collect();
            // What is open comes first, should there be too many.
            all.sort_by_key(|(path, writes)| (!writes, *path));
            let mut watched = self.lock();
            let mut now: HashMap<i32, Watch> = HashMap::new();
            for (path, writes) in all.into_iter().take(MOST) {
                // Another path may have asked for more.
                let flags = flags(writes) | WatchFlags::MASK_ADD;
                if let Ok(number) = add_watch(&self.fd, path, flags) {
                    let watch = now.entry(number).or_default();
                    watch.paths.insert(path.clone());
                    watch.writes |= writes;
                }
            }
            for (number, before) in watched.drain() {
                match now.get(&number) {
                    // The folder may be gone, and with it the watch.
                    None => drop(remove_watch(&self.fd, number)),
                    Some(watch) if before.writes && !watch.writes => {
                        let path = watch.paths.first();
                        path.map(|path| add_watch(&self.fd, path, flags(false)));
                    }
                    Some(_) => {}
                }
            }
            *watched = now;
        }

        /// Waits for changes and hands them on, burst by burst, until that gives false.
        pub(in super::super) fn follow(&self, sink: &mut dyn FnMut(&[Change]) -> bool) {
            let mut buffer = [MaybeUninit::uninit(); 16 * 1024];
            let mut reader = Reader::new(&self.fd, &mut buffer);
            loop {
                let mut burst = Vec::new();
                let mut begun: Option<Instant> = None;
                while begun.is_none_or(|begun| begun.elapsed() < LONGEST) {
                    if begun.is_some() && reader.is_buffer_empty() && self.is_quiet() {
                        break;
                    }
                    match reader.next() {
                        Ok(event) => self.note(&event, &mut burst),
                        Err(Errno::INTR) => continue,
                        Err(_) => return,
                    }
                    begun = begun.or_else(|| Some(Instant::now()));
                }
                if !burst.is_empty() && !sink(&burst) {
                    return;
                }
            }
        }

        /// Whether nothing comes for a while.
        fn is_quiet(&self) -> bool {
            let mut fds = [PollFd::new(&self.fd, PollFlags::IN)];
            matches!(poll(&mut fds, Some(&QUIET)), Ok(0))
        }

        /// Notes an event, once for each entry and path of its folder.
        fn note(&self, event: &Event<'_>, burst: &mut Vec<Change>) {
            let kind = event.events();
            if kind.contains(ReadFlags::QUEUE_OVERFLOW) {
                *burst = vec![Change::All];
                return;
            }
            let mut watched = self.lock();
            if kind.contains(ReadFlags::IGNORED) {
                watched.remove(&event.wd());
                return;
            }
            let (Some(watch), Some(name)) = (watched.get(&event.wd()), event.file_name()) else {
                return;
            };
            for folder in &watch.paths {
                let change = Change::Entry(Entry {
                    folder: folder.clone(),
                    name: OsStr::from_bytes(name.to_bytes()).to_owned(),
                    is_folder: kind.contains(ReadFlags::ISDIR),
                    goes_on: kind.contains(ReadFlags::MODIFY),
                });
                if burst.len() >= APART {
                    *burst = vec![Change::All];
                } else if !burst.contains(&change) && !burst.contains(&Change::All) {
                    burst.push(change);
                }
            }
        }
    }

    fn flags(writes: bool) -> WatchFlags {
        let usual = WatchFlags::CLOSE_WRITE
            | WatchFlags::CREATE
            | WatchFlags::DELETE
            | WatchFlags::MOVED_FROM
            | WatchFlags::MOVED_TO
            | WatchFlags::ONLYDIR;
        if writes {
            usual | WatchFlags::MODIFY
        } else {
            usual
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use std::collections::HashMap;
    use std::path::PathBuf;

    use super::Change;

    /// Not there.
    pub(in super::super) enum Inotify {}

    impl Inotify {
        pub(in super::super) fn new() -> Option<Self> {
            None
        }

        pub(in super::super) fn watch(&self, _: &HashMap<PathBuf, bool>) {
            match *self {}
        }

        pub(in super::super) fn follow(&self, _: &mut dyn FnMut(&[Change]) -> bool) {
            match *self {}
        }
    }
}
