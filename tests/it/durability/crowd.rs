//! Several programs that write to one file at once.

use std::path::Path;

use yue::shell::bookmarks;
use yue::store::{Bookmark, BookmarkChange};

use super::writer::{Writer, mix};
use super::{ids, temporaries};

const CHANGES: u64 = 125;

/// What is left of all changes of one program.
fn expected(who: u64) -> Vec<Bookmark> {
    let mut kept: Vec<Bookmark> = Vec::new();
    for change in mix(who, CHANGES) {
        match &change {
            BookmarkChange::Set(bookmark) => kept.push(bookmark.clone()),
            BookmarkChange::Clear(id) => kept.retain(|bookmark| bookmark.id != *id),
            other => {
                let of_it = kept.iter_mut().find(|bookmark| bookmark.id == other.id());
                of_it.unwrap().take(other);
            }
        }
    }
    kept
}

fn crowd(programs: u64) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bookmarks.toml");
    let start = |who| Writer::start(&format!("mix {who} {CHANGES}"), &path);
    let mut writers: Vec<Writer> = (1..=programs).map(start).collect();
    writers.iter_mut().for_each(Writer::go);
    for writer in writers {
        let (mut child, told) = writer.rest();
        assert!(child.wait().unwrap().success());
        assert_eq!(told.len() as u64, CHANGES, "each change once");
        assert!(told.iter().all(|(word, _)| word == "saved"));
    }
    all_are_there(&path, programs);
    assert_eq!(temporaries(&path), [""; 0]);
}

fn all_are_there(path: &Path, programs: u64) {
    let mut all: Vec<Bookmark> = (1..=programs).flat_map(expected).collect();
    assert_eq!(ids(path).len(), all.len());
    let mut stored = bookmarks::read(path).unwrap().bookmarks;
    all.sort_by_key(|bookmark| bookmark.id.0);
    stored.sort_by_key(|bookmark| bookmark.id.0);
    assert_eq!(stored, all);
}

#[test]
fn two_programs_at_once_lose_nothing() {
    crowd(2);
}

#[test]
fn eight_programs_at_once_lose_nothing() {
    crowd(8);
}
