//! The bookmarks file and the copies beside it.

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
    let merged = merge_copies(&path).unwrap();
    assert_eq!(merged.len(), 3, "{merged:?}");
    assert_eq!(ids(&path), [1, 3, 2]);
    assert_eq!(read(&path).unwrap().bookmarks[0].tags, ["a", "b"]);
    assert_eq!(merge_copies(&path).unwrap(), [""; 0], "each once");
    let left = Real.names(folder.path()).unwrap();
    let merged = |name: &&std::ffi::OsString| name.to_string_lossy().ends_with(".merged");
    assert_eq!(left.iter().filter(merged).count(), 3);
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
