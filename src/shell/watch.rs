//! What changes on disk while it shows: files of open articles, and the folders and
//! files that the list was read from.
//!
//! Folders are watched, not files: editors put a new file in the place of the old one.
//! Where the system does not tell of changes (`inotify` is Linux's), nothing is asked
//! until a key is pressed; then the files are looked at.
//!
//! Invariants: one thread, blocked while nothing changes; what changes in a burst is
//! told once; what cannot be watched is not, without a word. All but asking and nudging
//! looks at the disk and may wait for a lock, so it is for workers; as these run side by
//! side, what was asked for has a number, and the latest counts.

mod inotify;
mod places;
mod stamps;

use std::collections::{BTreeSet, HashMap};
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use super::walk::is_article;
use super::{bookmarks, tell};
use crate::app::Event;
use crate::article::Source;
use inotify::Inotify;
pub(super) use places::Places;
use stamps::Stamps;

/// How far the clock of a file system may lie behind ours.
const LAG: Duration = Duration::from_millis(20);

/// Watches; cheap to clone.
#[derive(Clone)]
pub(super) struct Watcher {
    shared: Arc<Shared>,
    events: Sender<Event>,
    /// A key was pressed; None where the system tells of changes.
    nudges: Option<Sender<()>>,
}

/// When something was asked for: a later one is larger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Asked(u64);

struct Shared {
    asked: AtomicU64,
    wanted: Mutex<Wanted>,
    inotify: Option<Inotify>,
}

/// What is watched.
#[derive(Default)]
struct Wanted {
    /// Files of articles, by the path that names them, and when each was asked for.
    articles: Vec<(Watched, Asked)>,
    /// When the open one was.
    open: Asked,
    /// The folders whose articles are in the list.
    folders: BTreeSet<PathBuf>,
    /// Single files of the list.
    files: Vec<Watched>,
    /// The bookmarks file, beside which copies of it may turn up.
    bookmarks: Option<Watched>,
    stamps: Stamps,
}

/// A file, and where its name and what that leads to lie.
struct Watched {
    path: PathBuf,
    entries: Vec<(PathBuf, OsString)>,
}

/// What has changed.
#[derive(Debug, Default, PartialEq, Eq)]
struct Changes {
    articles: BTreeSet<PathBuf>,
    list: bool,
    bookmarks: bool,
}

impl Watcher {
    /// Starts watching; nothing yet.
    pub(super) fn start(events: Sender<Event>) -> std::io::Result<Self> {
        Self::on(Inotify::new(), events)
    }

    fn on(inotify: Option<Inotify>, events: Sender<Event>) -> std::io::Result<Self> {
        let told = inotify.is_some();
        let shared = Arc::new(Shared {
            asked: AtomicU64::default(),
            wanted: Mutex::default(),
            inotify,
        });
        let (sender, nudges) = channel();
        let watcher = Self {
            shared,
            events,
            nudges: (!told).then_some(sender),
        };
        // The thread must not keep the sender of its own nudges alive.
        let (shared, events) = (Arc::clone(&watcher.shared), watcher.events.clone());
        std::thread::Builder::new()
            .name("watch".to_owned())
            .spawn(move || match &shared.inotify {
                Some(inotify) => shared.follow(inotify, &events),
                None => shared.look(&nudges, &events),
            })?;
        Ok(watcher)
    }

    /// Something is asked for now; waits for nothing.
    pub(super) fn ask(&self) -> Asked {
        Asked(self.shared.asked.fetch_add(1, Ordering::Relaxed))
    }

    /// Watches the file of an article beside those that are watched already. Called
    /// before it is read, so that no change falls between.
    pub(super) fn article(&self, path: &Path, asked: Asked) {
        let watched = Watched::new(path);
        let mut wanted = self.shared.lock();
        wanted.articles.retain(|(known, _)| known.path != path);
        wanted.articles.push((watched, asked));
        self.shared.bring_up(&mut wanted);
    }

    /// Watches the bookmarks file, which is read after that time.
    pub(super) fn bookmarks(&self, path: &Path, since: SystemTime) {
        let watched = Watched::new(path);
        let mut wanted = self.shared.lock();
        wanted.bookmarks = Some(watched);
        self.shared.bring_up(&mut wanted);
        drop(wanted);
        if stamps::changed_since(path, since.checked_sub(LAG)) {
            tell(&self.events, Event::BookmarksChanged);
        }
    }

    /// Of the articles that were asked for until then only this one is open.
    pub(super) fn only(&self, source: &Source, asked: Asked) {
        let Source::File(path) = source else {
            return;
        };
        let watched = Watched::new(path);
        let mut wanted = self.shared.lock();
        if asked < wanted.open {
            return;
        }
        wanted.open = asked;
        let articles = &mut wanted.articles;
        articles.retain(|(known, later)| *later > asked || *known.path == **path);
        if articles.iter().all(|(known, _)| *known.path != **path) {
            articles.push((watched, asked));
        }
        self.shared.bring_up(&mut wanted);
    }

    /// Watches what the list was read from, since that time.
    pub(super) fn list(&self, places: Places, since: SystemTime) {
        let files: Vec<Watched> = places.files.iter().map(|path| Watched::new(path)).collect();
        // What came while the list was being read, and after: not under the lock, for
        // an article that is opened waits for that.
        let beside = files.iter().flat_map(|file| &file.entries);
        let mut looked_at: Vec<PathBuf> = beside.map(|(folder, _)| folder.clone()).collect();
        looked_at.extend(places.files.iter().chain(&places.folders).cloned());
        let folders = places.folders.clone();
        let mut wanted = self.shared.lock();
        (wanted.files, wanted.folders) = (files, places.folders);
        self.shared.bring_up(&mut wanted);
        drop(wanted);
        let since = since.checked_sub(LAG);
        let later = |path: &PathBuf| stamps::changed_since(path, since);
        let written = |folder: &PathBuf| stamps::articles(folder).any(|path| later(&path));
        if looked_at.iter().any(later) || folders.iter().any(written) {
            tell(&self.events, Event::ListChanged);
        }
    }

    /// A key was pressed: looks for changes where nothing else tells of them.
    pub(super) fn nudge(&self) {
        if let Some(nudges) = &self.nudges {
            // Nobody listens any more only when the program ends.
            nudges.send(()).ok();
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Wanted> {
        self.wanted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Watches what is wanted now, and nothing else.
    fn bring_up(&self, wanted: &mut Wanted) {
        if let Some(inotify) = &self.inotify {
            inotify.watch(&wanted.watched_folders());
        } else {
            let paths: Vec<PathBuf> = wanted.looked_at().map(Path::to_owned).collect();
            wanted.stamps.keep(paths);
        }
    }

    /// Tells of changes as the system tells of them.
    fn follow(&self, inotify: &Inotify, events: &Sender<Event>) {
        inotify.follow(&mut |burst| {
            let wanted = self.lock();
            let mut changes = Changes::default();
            for change in burst {
                match change {
                    inotify::Change::All => changes.all(&wanted),
                    inotify::Change::Entry(entry) => changes.add(&wanted, entry),
                }
            }
            drop(wanted);
            changes.send(events)
        });
    }

    /// Looks for changes whenever a key is pressed.
    fn look(&self, nudges: &Receiver<()>, events: &Sender<Event>) {
        while nudges.recv().is_ok() {
            // One look for all keys so far.
            while nudges.try_recv().is_ok() {}
            let mut wanted = self.lock();
            let paths = wanted.stamps.changed();
            let mut changes = Changes::default();
            for path in paths {
                let is_article = |watched: &Watched| watched.path == path;
                if wanted.articles().any(is_article) {
                    changes.articles.insert(path.clone());
                }
                changes.bookmarks |= wanted.bookmarks.as_ref().is_some_and(is_article);
                changes.list |=
                    wanted.folders.contains(&path) || wanted.files.iter().any(is_article);
            }
            drop(wanted);
            if !changes.send(events) {
                return;
            }
        }
    }
}

impl Wanted {
    fn articles(&self) -> impl Iterator<Item = &Watched> {
        self.articles.iter().map(|(watched, _)| watched)
    }

    /// The folders to watch, and whether each write matters there.
    fn watched_folders(&self) -> HashMap<PathBuf, bool> {
        let mut all: HashMap<PathBuf, bool> = HashMap::new();
        let files = self.files.iter().chain(&self.bookmarks);
        let of_files = files.flat_map(|file| &file.entries);
        let quiet = self
            .folders
            .iter()
            .chain(of_files.map(|(folder, _)| folder));
        all.extend(quiet.map(|folder| (folder.clone(), false)));
        let open = self.articles().flat_map(|article| &article.entries);
        all.extend(open.map(|(folder, _)| (folder.clone(), true)));
        all
    }

    /// What is looked at where the system tells nothing.
    fn looked_at(&self) -> impl Iterator<Item = &Path> {
        let files = self.articles().chain(&self.files).chain(&self.bookmarks);
        let folders = self.folders.iter().map(PathBuf::as_path);
        files.map(|file| file.path.as_path()).chain(folders)
    }
}

impl Watched {
    fn new(path: &Path) -> Self {
        let mut entries: Vec<(PathBuf, OsString)> = Vec::new();
        // A link changes where it lies, and where it leads to.
        for path in [Some(path.to_owned()), path.canonicalize().ok()] {
            let path = path.unwrap_or_default();
            if let (Some(folder), Some(name)) = (path.parent(), path.file_name()) {
                let entry = (folder.to_owned(), name.to_owned());
                if !entries.contains(&entry) {
                    entries.push(entry);
                }
            }
        }
        Self {
            path: path.to_owned(),
            entries,
        }
    }

    /// Whether this is the file, or may be a copy of it that a synchronising tool made.
    fn is_or_conflicts(&self, folder: &Path, name: &OsStr) -> bool {
        let mut beside = self.entries.iter().filter(|(other, _)| other == folder);
        beside.any(|(_, known)| bookmarks::is_copy(known.as_ref(), name))
    }

    fn is(&self, folder: &Path, name: &OsStr) -> bool {
        let mut entries = self.entries.iter();
        entries.any(|(other, known)| other == folder && known == name)
    }
}

impl Changes {
    /// Anything may have changed.
    fn all(&mut self, wanted: &Wanted) {
        let paths = wanted.articles().map(|watched| watched.path.clone());
        self.articles.extend(paths);
        (self.list, self.bookmarks) = (true, wanted.bookmarks.is_some());
    }

    /// An entry of a folder has changed.
    fn add(&mut self, wanted: &Wanted, entry: &inotify::Entry) {
        let here = |watched: &&Watched| watched.is(&entry.folder, &entry.name);
        let articles = wanted.articles().filter(here);
        self.articles
            .extend(articles.map(|found| found.path.clone()));
        // What is still being written is read once it has been.
        if entry.goes_on {
            return;
        }
        let kept = wanted.bookmarks.as_ref();
        self.bookmarks |= kept
            .is_some_and(|file| here(&file) || file.is_or_conflicts(&entry.folder, &entry.name));
        let hidden = entry.name.as_bytes().starts_with(b".");
        let listed = !hidden
            && wanted.folders.contains(&entry.folder)
            && (entry.is_folder || is_article(Path::new(&entry.name)));
        self.list |= listed || wanted.files.iter().any(|file| here(&file));
    }

    /// Tells of them; false where nobody listens.
    fn send(self, events: &Sender<Event>) -> bool {
        let source = |path: PathBuf| Event::SourceChanged(Source::File(path.into()));
        let list = self.list.then_some(Event::ListChanged);
        let kept = self.bookmarks.then_some(Event::BookmarksChanged);
        let mut all = self
            .articles
            .into_iter()
            .map(source)
            .chain(list)
            .chain(kept);
        all.all(|event| events.send(event).is_ok())
    }
}

#[cfg(test)]
mod tests;
