//! The bookmarks file and the copies beside it.

use std::path::PathBuf;

use super::*;
use crate::article::ArticleId;

fn block(id: u64, rest: &str) -> String {
    format!("[[bookmark]]\nid = \"{id:016x}\"\n{rest}")
}

fn ids(path: &Path) -> Vec<u64> {
    let contents = read(path).unwrap();
    contents.bookmarks.iter().map(|b| b.id.0).collect()
}

#[test]
fn copies_of_synchronising_tools_are_joined_and_put_away() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bookmarks.toml");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("bookmarks.toml", &block(1, "tags = [\"a\"]\n"));
    write(
        "bookmarks.sync-conflict-20260101-120000-ABCDEFG.toml",
        &block(2, ""),
    );
    write(
        "bookmarks (Li's conflicted copy 2026-01-01).toml",
        &block(1, "tags = [\"b\"]\n"),
    );
    write(
        "bookmarks (Conflict, damaged).toml",
        "[bookmark]]\nid = \"0000000000000003\"\n",
    );
    write(
        "bookmarks (conflict, newer).toml",
        &format!("version = 9\n{}", block(4, "")),
    );
    write("other-conflict.toml", &block(5, ""));
    write("bookmarks.toml.bak", &block(6, ""));
    write(
        "bookmarks.sync-conflict-20260101-120000-ABCDEFG.toml.merged-1",
        "kept",
    );
    std::fs::create_dir(folder.path().join("bookmarks-conflict.toml")).unwrap();
    let joined = merge_copies(&path);
    assert_eq!(joined.names.len(), 3, "{joined:?}");
    let odd: Vec<&str> = joined.odd.iter().map(|odd| odd.why).collect();
    assert_eq!(odd, ["why-copy-damaged"]);
    let aside = "bookmarks (Conflict, damaged).toml.corrupt-1";
    assert!(joined.odd[0].what.ends_with(aside), "{joined:?}");
    assert_eq!(ids(&path), [1, 3, 2]);
    assert_eq!(read(&path).unwrap().bookmarks[0].tags, ["a", "b"]);
    assert_eq!(merge_copies(&path), Joined::default(), "each once");
    let mut left = Real.names(folder.path()).unwrap();
    left.retain(|name| name.to_string_lossy().contains(".toml."));
    left.sort();
    let expected = [
        "bookmarks (Conflict, damaged).toml.corrupt-1",
        "bookmarks (Li's conflicted copy 2026-01-01).toml.merged-1",
        "bookmarks.sync-conflict-20260101-120000-ABCDEFG.toml.merged-1",
        "bookmarks.sync-conflict-20260101-120000-ABCDEFG.toml.merged-2",
        "bookmarks.toml.bak",
        "bookmarks.toml.lock",
    ];
    assert_eq!(left, expected);
    let kept = folder.path().join(expected[2]);
    assert_eq!(std::fs::read_to_string(kept).unwrap(), "kept");
}

#[test]
fn who_joins_at_the_same_time_tells_no_failure() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bookmarks.toml");
    for id in 1..=20 {
        let copy = folder
            .path()
            .join(format!("bookmarks (conflict {id}).toml"));
        std::fs::write(copy, block(id, "")).unwrap();
    }
    let all: Vec<Joined> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| merge_copies(&path)))
            .collect();
        let done = threads.into_iter().map(|thread| thread.join().unwrap());
        done.collect()
    });
    assert!(all.iter().all(|joined| joined.odd.is_empty()), "{all:?}");
    let mut found = ids(&path);
    found.sort_unstable();
    assert_eq!(found, (1..=20).collect::<Vec<u64>>());
}

#[test]
fn the_last_state_of_a_day_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bookmarks.toml");
    let set = |id: u64| {
        let bookmark = Bookmark {
            id: ArticleId(id),
            ..Bookmark::default()
        };
        write(&path, &[BookmarkChange::Set(bookmark)]).unwrap();
    };
    set(1);
    assert_eq!(
        atomic::backups(&path),
        [""; 0].map(PathBuf::from),
        "nothing was there"
    );
    set(2);
    set(3);
    let backups = atomic::backups(&path);
    assert_eq!(backups.len(), 1, "one a day");
    assert_eq!(ids(&backups[0]), [1]);
    assert_eq!(ids(&path), [1, 2, 3]);
}

#[test]
fn a_backup_does_not_take_the_place_of_a_newer_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bookmarks.toml");
    let backup = folder.path().join("bookmarks.toml.bak");
    let newer = format!("version = 2\n{}", block(1, ""));
    std::fs::write(&path, &newer).unwrap();
    std::fs::write(&backup, block(2, "")).unwrap();
    let refused = restore(&path, &backup).unwrap_err();
    assert_eq!(
        (refused.why, refused.what),
        ("why-bookmarks-newer", shown(&path))
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), newer);
    std::fs::write(&path, block(1, "")).unwrap();
    assert_eq!(restore(&path, &backup), Ok(1));
    assert_eq!(ids(&path), [2]);
}

#[test]
fn a_failure_names_the_file_that_it_is_of() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bookmarks.toml");
    std::fs::write(&path, block(1, "")).unwrap();
    let copy = folder.path().join("bookmarks (conflict).toml");
    std::fs::write(&copy, block(2, "")).unwrap();
    let mode = |mode| std::fs::set_permissions(&path, PermissionsExt::from_mode(mode)).unwrap();
    mode(0o444);
    let odd = merge_copies(&path).odd;
    assert_eq!(odd.len(), 1);
    assert_eq!((odd[0].why, &odd[0].what), ("why-protected", &shown(&path)));
    mode(0o600);
    assert_eq!(merge_copies(&path).odd, []);
    assert_eq!(ids(&path), [1, 2]);
}

#[test]
fn a_folder_is_called_one() {
    let folder = tempfile::tempdir().unwrap();
    let why = |path: &Path| read(path).unwrap_err().why;
    assert_eq!(why(folder.path()), "why-folder");
    assert_eq!(why(Path::new("/dev/null")), "why-device");
    assert_eq!(write(folder.path(), &[]).unwrap_err().why, "why-folder");
}

#[test]
fn what_has_no_end_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.toml");
    let why = |path: &Path, most| text(path, most, "why-note-long").unwrap_err().why;
    assert_eq!(why(Path::new("/dev/zero"), 10), "why-device");
    assert_eq!(why(folder.path(), 10), "why-folder");
    assert_eq!(why(&path, 10), "why-not-found");
    std::fs::write(&path, "0123456789").unwrap();
    assert_eq!(
        text(&path, 10, "why-note-long"),
        Ok("0123456789".to_owned())
    );
    assert_eq!(why(&path, 9), "why-note-long");
}
