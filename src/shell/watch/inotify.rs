//! Changes in folders, as Linux tells of them.
//!
//! Invariant: waits without a limit while nothing changes; a limit runs only between
//! the first change of a burst and its end.

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
    use std::collections::HashMap;
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
        watched: Mutex<HashMap<PathBuf, Watch>>,
    }

    struct Watch {
        number: i32,
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

        fn lock(&self) -> MutexGuard<'_, HashMap<PathBuf, Watch>> {
            self.watched.lock().unwrap_or_else(PoisonError::into_inner)
        }

        /// Watches these folders and no other; of those with `true` each write is told.
        pub(in super::super) fn watch(&self, folders: &HashMap<PathBuf, bool>) {
            let mut watched = self.lock();
            watched.retain(|folder, watch| {
                let stays = folders.contains_key(folder);
                if !stays {
                    // The folder may be gone, and with it the watch.
                    remove_watch(&self.fd, watch.number).ok();
                }
                stays
            });
            for (folder, &writes) in folders {
                let known = watched.get(folder);
                if known.is_some_and(|watch| watch.writes == writes)
                    || known.is_none() && watched.len() >= MOST
                {
                    continue;
                }
                if let Ok(number) = add_watch(&self.fd, folder, flags(writes)) {
                    watched.insert(folder.clone(), Watch { number, writes });
                }
            }
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

        /// Notes an event, once for each entry.
        fn note(&self, event: &Event<'_>, burst: &mut Vec<Change>) {
            let kind = event.events();
            let mut watched = self.lock();
            let change = if kind.contains(ReadFlags::QUEUE_OVERFLOW) {
                Change::All
            } else if kind.contains(ReadFlags::IGNORED) {
                watched.retain(|_, watch| watch.number != event.wd());
                return;
            } else {
                let folder = watched
                    .iter()
                    .find(|(_, watch)| watch.number == event.wd())
                    .map(|(folder, _)| folder.clone());
                let (Some(folder), Some(name)) = (folder, event.file_name()) else {
                    return;
                };
                Change::Entry(Entry {
                    folder,
                    name: OsStr::from_bytes(name.to_bytes()).to_owned(),
                    is_folder: kind.contains(ReadFlags::ISDIR),
                    goes_on: kind.contains(ReadFlags::MODIFY),
                })
            };
            if burst.len() >= APART {
                *burst = vec![Change::All];
            } else if !burst.contains(&change) && !burst.contains(&Change::All) {
                burst.push(change);
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
