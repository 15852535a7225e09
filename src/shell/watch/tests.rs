//! Changes on a real disk, and how they are told.

use std::fs;
use std::sync::mpsc::{Receiver, channel};

use super::*;

fn watcher(inotify: Option<Inotify>) -> (Watcher, Receiver<Event>) {
    let (events, heard) = channel();
    (Watcher::on(inotify, events).unwrap(), heard)
}

/// Waits for one of the events that were told.
fn expect(heard: &Receiver<Event>, wanted: &dyn Fn(&Event) -> bool) {
    while !wanted(&heard.recv().unwrap()) {}
}

fn is_article(path: &Path) -> impl Fn(&Event) -> bool {
    let path = path.to_owned();
    move |event| matches!(event, Event::SourceChanged(Source::File(file)) if **file == *path)
}

fn is_list(event: &Event) -> bool {
    matches!(event, Event::ListChanged)
}

fn places(folders: &[&Path]) -> Places {
    let mut places = Places::default();
    places.folders = folders.iter().map(|path| path.to_path_buf()).collect();
    places
}

#[test]
fn an_article_is_told_of_however_it_changes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.log");
    fs::write(&path, "一").unwrap();
    let link = folder.path().join("link");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    let (watcher, heard) = watcher(Inotify::new());
    watcher.article(&path, watcher.ask());
    let mut open = fs::File::options().append(true).open(&path).unwrap();
    std::io::Write::write_all(&mut open, "二".as_bytes()).unwrap();
    expect(&heard, &is_article(&path));
    // An editor puts another file in its place.
    let new = folder.path().join("new");
    fs::write(&new, "三").unwrap();
    fs::rename(&new, &path).unwrap();
    expect(&heard, &is_article(&path));
    watcher.article(&link, watcher.ask());
    fs::remove_file(&path).unwrap();
    expect(&heard, &is_article(&link));
    // Only one of them is open.
    watcher.only(&Source::File(link.clone().into()), watcher.ask());
    fs::write(&path, "四").unwrap();
    let event = heard.recv().unwrap();
    assert!(is_article(&link)(&event) || is_article(&path)(&event));
}

#[test]
fn a_folder_is_told_of_where_articles_come_and_go() {
    let folder = tempfile::tempdir().unwrap();
    let (watcher, heard) = watcher(Inotify::new());
    watcher.list(places(&[folder.path()]), SystemTime::now() + LAG * 100);
    // Nobody's articles.
    for name in [".a.txt", "a.png", "4913"] {
        fs::write(folder.path().join(name), "x").unwrap();
    }
    let article = folder.path().join("a.txt");
    fs::write(&article, "一").unwrap();
    expect(&heard, &is_list);
    fs::create_dir(folder.path().join("sub")).unwrap();
    expect(&heard, &is_list);
    fs::remove_file(&article).unwrap();
    expect(&heard, &is_list);
    assert!(heard.try_recv().is_err());
}

#[test]
fn what_came_while_the_list_was_read_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let (watcher, heard) = watcher(Inotify::new());
    fs::write(folder.path().join("a.txt"), "一").unwrap();
    let before = SystemTime::UNIX_EPOCH;
    watcher.list(places(&[folder.path()]), before + LAG);
    expect(&heard, &is_list);
}

/// A file may be written over, which its folder does not show.
#[test]
fn what_was_written_before_the_watch_was_up_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    fs::write(&path, "一").unwrap();
    fs::write(folder.path().join("b.png"), "x").unwrap();
    let now = SystemTime::now();
    let hour = Duration::from_secs(3600);
    let set = |path: &Path, at: SystemTime| {
        fs::File::open(path).unwrap().set_modified(at).unwrap();
    };
    let single = || {
        let mut places = Places::default();
        places.files.push(path.clone());
        places
    };
    for all in [&single as &dyn Fn() -> Places, &|| places(&[folder.path()])] {
        let (watcher, heard) = watcher(Inotify::new());
        set(&path, now - hour * 2);
        set(folder.path(), now - hour * 2);
        watcher.list(all(), now - hour);
        assert!(heard.try_recv().is_err(), "nothing has come since");
        set(&path, now);
        watcher.list(all(), now - hour);
        assert!(matches!(heard.try_recv(), Ok(Event::ListChanged)));
    }
}

#[test]
fn without_the_system_a_key_makes_it_look() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    fs::write(&path, "一").unwrap();
    let (watcher, heard) = watcher(None);
    watcher.article(&path, watcher.ask());
    watcher.list(places(&[folder.path()]), SystemTime::now() + LAG * 100);
    fs::write(&path, "一二").unwrap();
    fs::write(folder.path().join("b.txt"), "三").unwrap();
    watcher.nudge();
    expect(&heard, &is_article(&path));
    expect(&heard, &is_list);
    watcher.nudge();
    fs::remove_file(&path).unwrap();
    watcher.nudge();
    expect(&heard, &is_article(&path));
}

#[test]
fn what_cannot_be_watched_is_not_a_failure() {
    let (watcher, heard) = watcher(Inotify::new());
    watcher.article(Path::new("/nowhere/to/be.found"), watcher.ask());
    watcher.list(
        places(&[Path::new("/nowhere")]),
        SystemTime::UNIX_EPOCH + LAG,
    );
    assert!(heard.try_recv().is_err());
}

#[test]
fn folders_are_gone_through_once() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir_all(root.join("a/b")).unwrap();
    fs::create_dir_all(root.join(".git/c")).unwrap();
    fs::write(root.join("a/x.txt"), "一").unwrap();
    std::os::unix::fs::symlink(root, root.join("a/loop")).unwrap();
    let library = super::super::library::Library::default();
    let named = [root.into(), root.join("a/x.txt").into(), "seed:none".into()];
    let found = Places::of(&library, &named);
    assert_eq!(found.folders.len(), 3);
    // What is no path is watched for in vain.
    let none = std::path::absolute("seed:none").unwrap();
    assert_eq!(found.files, [root.join("a/x.txt"), none]);
}

/// Two folders, of which one has another name too: both, the name, and an article in each.
fn linked() -> (tempfile::TempDir, [PathBuf; 3]) {
    let root = tempfile::tempdir().unwrap();
    let [real, other] = ["real", "other"].map(|name| root.path().join(name));
    for folder in [&real, &other] {
        fs::create_dir(folder).unwrap();
        fs::write(folder.join("a.txt"), "一").unwrap();
    }
    let link = root.path().join("link");
    std::os::unix::fs::symlink(&real, &link).unwrap();
    (root, [real, link, other])
}

#[test]
fn a_folder_of_two_names_is_watched_until_neither_is_wanted() {
    let (_root, [real, link, other]) = linked();
    let (watcher, heard) = watcher(Inotify::new());
    watcher.list(places(&[&real]), SystemTime::now() + LAG * 100);
    watcher.article(&link.join("a.txt"), watcher.ask());
    // It is told under the name that is open, and each write is.
    let _open = written_to(&real.join("a.txt"));
    expect(&heard, &is_article(&link.join("a.txt")));
    // Another article is open, and the list shows the folder still.
    let article = Source::File(other.join("a.txt").into());
    watcher.article(&other.join("a.txt"), watcher.ask());
    watcher.only(&article, watcher.ask());
    fs::write(real.join("b.txt"), "三").unwrap();
    expect(&heard, &is_list);
    // And the other way round.
    watcher.article(&link.join("a.txt"), watcher.ask());
    watcher.list(places(&[&other]), SystemTime::now() + LAG * 100);
    fs::write(real.join("a.txt"), "四").unwrap();
    expect(&heard, &is_article(&link.join("a.txt")));
}

#[test]
fn a_link_that_leads_elsewhere_is_followed_there() {
    let (_root, [real, link, other]) = linked();
    let inotify = Inotify::new().unwrap();
    let wanted = HashMap::from([(link.clone(), false)]);
    inotify.watch(&wanted);
    fs::remove_file(&link).unwrap();
    std::os::unix::fs::symlink(&other, &link).unwrap();
    inotify.watch(&wanted);
    fs::create_dir(real.join("before")).unwrap();
    fs::create_dir(other.join("last")).unwrap();
    assert_eq!(told(&inotify), [(link, "last".into(), false)]);
}

/// A file that something is added to, open still.
fn written_to(path: &Path) -> fs::File {
    let mut open = fs::File::options().append(true).open(path).unwrap();
    std::io::Write::write_all(&mut open, "二".as_bytes()).unwrap();
    open
}

/// What is told of up to `last`: folder, name, and whether it is still written.
fn told(inotify: &Inotify) -> Vec<(PathBuf, OsString, bool)> {
    let mut told = Vec::new();
    inotify.follow(&mut |burst| {
        for change in burst {
            let inotify::Change::Entry(entry) = change else {
                panic!("too much at once");
            };
            told.push((entry.folder.clone(), entry.name.clone(), entry.goes_on));
        }
        told.iter().all(|(_, name, _)| name != "last")
    });
    told
}

#[test]
fn paths_of_one_folder_share_what_is_wanted() {
    let (_root, [real, link, _]) = linked();
    let told = |before: &HashMap<PathBuf, bool>, after: &HashMap<PathBuf, bool>| {
        let inotify = Inotify::new().unwrap();
        inotify.watch(before);
        inotify.watch(after);
        let open = written_to(&real.join("a.txt"));
        fs::create_dir(real.join("last")).unwrap();
        fs::remove_dir(real.join("last")).unwrap();
        drop(open);
        told(&inotify)
    };
    let both = |writes: bool| HashMap::from([(real.clone(), false), (link.clone(), writes)]);
    let more = told(&both(false), &both(true));
    let paths: BTreeSet<&PathBuf> = more.iter().map(|(folder, ..)| folder).collect();
    assert_eq!(paths, BTreeSet::from([&real, &link]));
    assert!(more.iter().any(|(.., goes_on)| *goes_on));
    // Less is wanted of it than before.
    for after in [both(false), HashMap::from([(real.clone(), false)])] {
        let less = told(&both(true), &after);
        assert!(less.iter().all(|(.., goes_on)| !goes_on), "{less:?}");
    }
}

#[test]
fn what_was_asked_for_later_counts_whoever_comes_first() {
    let (_root, [real, _, other]) = linked();
    let (watcher, heard) = watcher(Inotify::new());
    let [first, second, third, fourth] = [(); 4].map(|()| watcher.ask());
    let source = |folder: &Path| Source::File(folder.join("a.txt").into());
    // The next one is on its way before it was noted that this one is open.
    watcher.article(&real.join("a.txt"), first);
    watcher.article(&other.join("a.txt"), third);
    watcher.only(&source(&real), second);
    fs::write(other.join("a.txt"), "二").unwrap();
    expect(&heard, &is_article(&other.join("a.txt")));
    // It is open by now, and the note on the other comes again, too late.
    watcher.only(&source(&other), fourth);
    watcher.only(&source(&real), second);
    fs::write(real.join("a.txt"), "三").unwrap();
    fs::write(other.join("a.txt"), "三").unwrap();
    expect(&heard, &is_article(&other.join("a.txt")));
    assert!(heard.try_recv().is_err());
}

#[test]
fn bookmarks_written_before_the_watch_was_up_are_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bookmarks.toml");
    fs::write(&path, "").unwrap();
    let (watcher, heard) = watcher(Inotify::new());
    watcher.bookmarks(&path, SystemTime::UNIX_EPOCH + LAG);
    expect(&heard, &|event| matches!(event, Event::BookmarksChanged));
    watcher.bookmarks(&path, SystemTime::now() + LAG * 100);
    fs::write(&path, "x").unwrap();
    expect(&heard, &|event| matches!(event, Event::BookmarksChanged));
    assert!(heard.try_recv().is_err());
}
