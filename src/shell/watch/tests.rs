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
    watcher.article(&path);
    let mut open = fs::File::options().append(true).open(&path).unwrap();
    std::io::Write::write_all(&mut open, "二".as_bytes()).unwrap();
    expect(&heard, &is_article(&path));
    // An editor puts another file in its place.
    let new = folder.path().join("new");
    fs::write(&new, "三").unwrap();
    fs::rename(&new, &path).unwrap();
    expect(&heard, &is_article(&path));
    watcher.article(&link);
    fs::remove_file(&path).unwrap();
    expect(&heard, &is_article(&link));
    // Only one of them is open.
    watcher.only(&Source::File(link.clone().into()));
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

#[test]
fn without_the_system_a_key_makes_it_look() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    fs::write(&path, "一").unwrap();
    let (watcher, heard) = watcher(None);
    watcher.article(&path);
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
    watcher.article(Path::new("/nowhere/to/be.found"));
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
