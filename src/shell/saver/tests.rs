//! The saver with a real file: what it tells, and what is then on disk.

use std::fs::{self, File};
use std::path::Path;
use std::sync::mpsc::{self, Receiver};

use super::*;
use crate::store::tags_of;

/// More than any write needs.
const LONG: Duration = Duration::from_secs(60);

fn bookmark(id: u64) -> Bookmark {
    Bookmark {
        id: ArticleId(id),
        headline: format!("题{id}"),
        source: "seed:x".to_owned(),
        added: "2026-11-22T08:00:00Z".to_owned(),
        ..Bookmark::default()
    }
}

fn set(id: u64) -> BookmarkChange {
    BookmarkChange::Set(bookmark(id))
}

fn move_to(id: u64, block: u32) -> BookmarkChange {
    BookmarkChange::Move {
        id: ArticleId(id),
        block,
        offset: 1,
    }
}

fn note(id: u64, note: &str) -> BookmarkChange {
    BookmarkChange::Note {
        id: ArticleId(id),
        was: String::new(),
        note: note.to_owned(),
    }
}

fn over(was: &str, note: &str) -> BookmarkChange {
    BookmarkChange::Note {
        id: ArticleId(1),
        was: was.to_owned(),
        note: note.to_owned(),
    }
}

fn start(path: &Path) -> (Saver, Receiver<Event>) {
    let (events, received) = mpsc::channel();
    let saver = Saver::start(Some(path.to_owned()), events).unwrap();
    (saver, received)
}

fn on_disk(path: &Path) -> Vec<u64> {
    let contents = bookmarks::read(path).unwrap();
    contents
        .bookmarks
        .iter()
        .map(|bookmark| bookmark.id.0)
        .collect()
}

#[test]
fn saved_means_on_disk() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("yue/bookmarks.toml");
    let (saver, received) = start(&path);
    assert!(matches!(received.recv(), Ok(Event::BookmarksRead(b)) if b.is_empty()));
    saver.save(set(1));
    let Ok(Event::BookmarksSaved(ids)) = received.recv() else {
        panic!("not saved");
    };
    assert_eq!(ids, [ArticleId(1)]);
    assert_eq!(on_disk(&path), [1]);
    drop(saver);
    let (_saver, received) = start(&path);
    assert!(matches!(received.recv(), Ok(Event::BookmarksRead(b)) if b == [bookmark(1)]));
}

#[test]
fn flush_waits_for_all_changes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bookmarks.toml");
    let (saver, received) = start(&path);
    for id in 0..20 {
        saver.save(set(id));
    }
    saver.save(BookmarkChange::Clear(ArticleId(3)));
    assert!(saver.flush(LONG));
    let expected: Vec<u64> = (0..20).filter(|id| *id != 3).collect();
    assert_eq!(on_disk(&path), expected);
    drop(saver);
    let told: Vec<ArticleId> = received
        .iter()
        .filter_map(|event| match event {
            Event::BookmarksSaved(ids) => Some(ids),
            _ => None,
        })
        .flatten()
        .collect();
    assert!((0..20).all(|id| told.contains(&ArticleId(id))));
}

#[test]
fn two_programs_keep_each_others_bookmarks() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bookmarks.toml");
    let (one, _events) = start(&path);
    let (two, _more) = start(&path);
    for n in 0..10 {
        one.save(set(n));
        two.save(set(100 + n));
        assert!(one.flush(LONG) && two.flush(LONG));
    }
    assert_eq!(on_disk(&path).len(), 20);
}

#[test]
fn a_damaged_file_is_told_and_kept_aside_before_it_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bookmarks.toml");
    let damaged = "version = 1\n[[bookmark]\nid = \"00000000000000bb\"\n";
    fs::write(&path, damaged).unwrap();
    let (saver, received) = start(&path);
    assert!(matches!(received.recv(), Ok(Event::BookmarksRead(all)) if all.len() == 1));
    let Ok(Event::BookmarksOdd(odd)) = received.recv() else {
        panic!("not told");
    };
    assert_eq!(odd.what, shown(&path));
    assert_eq!(odd.why, "why-bookmarks-damaged");
    assert!(odd.detail.starts_with("2:"), "{}", odd.detail);
    assert_eq!(fs::read_to_string(&path).unwrap(), damaged, "only read");
    saver.save(set(1));
    assert!(saver.flush(LONG));
    assert_eq!(on_disk(&path), [0xbb, 1]);
    let aside = folder.path().join("bookmarks.toml.corrupt-1");
    assert_eq!(fs::read_to_string(aside).unwrap(), damaged);
    drop(saver);
    let rest: Vec<Event> = received.iter().collect();
    assert!(matches!(
        rest.as_slice(),
        [Event::BookmarksSaved(_), Event::BookmarksAre { are, .. }] if are.len() == 1
    ));
}

#[test]
fn what_failed_is_tried_again_with_the_next_change() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bookmarks.toml");
    let newer = "version = 2\n[[bookmark]]\nid = \"00000000000000bb\"\n";
    fs::write(&path, newer).unwrap();
    let (saver, received) = start(&path);
    assert!(matches!(received.recv(), Ok(Event::BookmarksRead(all)) if all.len() == 1));
    assert!(
        matches!(received.recv(), Ok(Event::BookmarksOdd(odd)) if odd.why == "why-bookmarks-newer")
    );
    saver.save(set(1));
    let Ok(Event::BookmarksFailed(ids, failure)) = received.recv() else {
        panic!("written to a newer file");
    };
    assert_eq!(
        (ids.as_slice(), failure.why),
        (&[ArticleId(1)][..], "why-bookmarks-newer")
    );
    assert!(!saver.flush(LONG));
    assert_eq!(saver.unsaved().changes, [set(1)]);
    assert_eq!(fs::read_to_string(&path).unwrap(), newer);
    fs::write(&path, newer.replace('2', "1")).unwrap();
    saver.save(set(2));
    assert!(saver.flush(LONG));
    assert_eq!(on_disk(&path), [0xbb, 1, 2]);
}

#[test]
fn what_others_write_is_read_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bookmarks.toml");
    let (saver, received) = start(&path);
    assert!(matches!(received.recv(), Ok(Event::BookmarksRead(all)) if all.is_empty()));
    fs::write(&path, "[[bookmark]]\nid = \"00000000000000bb\"\n").unwrap();
    let copy = folder
        .path()
        .join("bookmarks.sync-conflict-20260101-120000-ABCDEFG.toml");
    fs::write(&copy, "[[bookmark]]\nid = \"00000000000000cc\"\n").unwrap();
    saver.reread();
    assert!(matches!(received.recv(), Ok(Event::BookmarksJoined(names)) if names.len() == 1));
    let Ok(Event::BookmarksAre { are, gone }) = received.recv() else {
        panic!("not told");
    };
    assert_eq!((are.len(), gone.len()), (2, 0));
    assert_eq!(on_disk(&path), [0xbb, 0xcc]);
    assert!(!copy.exists() && copy.with_extension("toml.merged-1").exists());
}

#[test]
fn without_a_place_nothing_is_saved_and_all_is_kept() {
    let (events, received) = mpsc::channel();
    let saver = Saver::start(None, events).unwrap();
    assert!(matches!(received.recv(), Ok(Event::BookmarksRead(_))));
    saver.save(set(1));
    let Ok(Event::BookmarksFailed(ids, failure)) = received.recv() else {
        panic!("saved");
    };
    assert_eq!(
        (ids.as_slice(), failure.why),
        (&[ArticleId(1)][..], "why-no-home")
    );
    assert!(!saver.flush(LONG));
    assert_eq!(saver.unsaved().changes.len(), 1);
}

#[test]
fn flush_gives_up_in_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bookmarks.toml");
    let lock = File::create(folder.path().join("bookmarks.toml.lock")).unwrap();
    lock.lock().unwrap();
    let (saver, received) = start(&path);
    saver.save(set(1));
    assert!(!saver.flush(Duration::from_millis(1)), "the lock is taken");
    drop(lock);
    assert!(saver.flush(LONG));
    assert_eq!(on_disk(&path), [1]);
    drop(saver);
    let rest: Vec<Event> = received.iter().collect();
    assert!(matches!(
        rest.as_slice(),
        [.., Event::BookmarksSaved(_), Event::BookmarksAre { .. }]
    ));
}

#[test]
fn later_changes_replace_earlier_ones() {
    let clear = |id| BookmarkChange::Clear(ArticleId(id));
    let moved = |id, block| {
        BookmarkChange::Set(Bookmark {
            block,
            offset: 1,
            ..bookmark(id)
        })
    };
    let joined = |id| BookmarkChange::Join(bookmark(id));
    let cases = [
        (
            vec![set(1), set(2), move_to(1, 7)],
            vec![moved(1, 7), set(2)],
        ),
        (vec![move_to(1, 7), move_to(1, 8)], vec![move_to(1, 8)]),
        (vec![move_to(1, 7), set(1)], vec![set(1)]),
        (vec![set(1), clear(1), move_to(1, 7)], vec![clear(1)]),
        (vec![clear(1), set(1)], vec![clear(1), set(1)]),
        (vec![note(1, ""), set(1)], vec![note(1, ""), set(1)]),
        // What is taken away has to be said by itself.
        (vec![set(1), note(1, "")], vec![set(1), note(1, "")]),
        (
            vec![set(1), note(1, ""), note(1, "a")],
            vec![set(1), note(1, "a")],
        ),
        (
            vec![note(1, "a"), move_to(1, 7), note(1, "b")],
            vec![note(1, "a"), move_to(1, 7), note(1, "b")],
        ),
        (vec![clear(1), joined(1)], vec![clear(1), joined(1)]),
        // One over the other goes; one that was written beside it does not.
        (vec![note(1, "a"), over("a", "b")], vec![note(1, "b")]),
        (
            vec![note(1, "a"), over("c", "b")],
            vec![note(1, "a"), over("c", "b")],
        ),
    ];
    for (changes, expected) in cases {
        let mut waiting = Vec::new();
        for change in changes {
            coalesce(&mut waiting, change);
        }
        assert_eq!(waiting, expected);
    }
}

/// All that is told up to the end.
fn rest(saver: Saver, received: &Receiver<Event>) -> Vec<Event> {
    drop(saver);
    received.iter().collect()
}

#[test]
fn what_we_wrote_ourselves_is_not_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bookmarks.toml");
    let (saver, received) = start(&path);
    saver.save(set(1));
    assert!(saver.flush(LONG));
    // As the watch does.
    saver.reread();
    saver.save(move_to(1, 7));
    assert!(saver.flush(LONG));
    saver.reread();
    let told = rest(saver, &received);
    let told: Vec<(usize, usize)> = told
        .iter()
        .filter_map(|event| match event {
            Event::BookmarksRead(all) => Some((all.len(), 0)),
            Event::BookmarksAre { are, gone } => Some((are.len(), gone.len())),
            _ => None,
        })
        .collect();
    assert_eq!(
        told,
        [(0, 0), (1, 0), (1, 0)],
        "each once, and at the start"
    );
}

#[test]
fn a_note_for_a_bookmark_that_is_gone_is_not_told_as_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bookmarks.toml");
    let (saver, received) = start(&path);
    saver.save(set(1));
    saver.save(set(2));
    assert!(saver.flush(LONG));
    bookmarks::write(&path, &[BookmarkChange::Clear(ArticleId(1))]).unwrap();
    saver.save(note(1, "a"));
    assert!(saver.flush(LONG));
    let told = rest(saver, &received);
    let gone = |event: &Event| matches!(event, Event::BookmarksGone(ids) if *ids == [ArticleId(1)]);
    let at = told.iter().position(gone).expect("told");
    assert!(
        !told[at..]
            .iter()
            .any(|e| matches!(e, Event::BookmarksSaved(_)))
    );
    let Some(Event::BookmarksAre { are, gone }) = told.last() else {
        panic!("{told:?}");
    };
    assert_eq!((are.len(), gone.as_slice()), (0, &[ArticleId(1)][..]));
    assert_eq!(on_disk(&path), [2]);
}

#[test]
fn what_others_have_put_elsewhere_is_told_whole() {
    let (one, two, three) = (bookmark(1), bookmark(2), bookmark(3));
    let before = [one.clone(), two.clone()];
    let own = [set(3)];
    let is = |now: &[Bookmark], own: &[BookmarkChange]| news(&before, now, own);
    let all = [one.clone(), two.clone(), three.clone()];
    assert_eq!(is(&all, &own), Some((vec![three.clone()], vec![])));
    assert_eq!(is(&all, &[]), Some((vec![three.clone()], vec![])));
    assert_eq!(is(&[one.clone(), three.clone(), two.clone()], &own), None);
    assert_eq!(is(&[two.clone(), one.clone()], &[]), None);
    assert_eq!(
        is(std::slice::from_ref(&two), &[]),
        Some((vec![], vec![ArticleId(1)]))
    );
    // A change of ours that made no difference is told all the same.
    let same = is(&before, &[move_to(1, 3)]);
    assert_eq!(same, Some((vec![one.clone()], vec![])));
    // Who has put theirs before ours.
    let four = [one, two, bookmark(4), three];
    assert_eq!(is(&four, &own), None);
    let many: Vec<Bookmark> = (1..100).map(bookmark).collect();
    assert_eq!(is(&many, &[]), None);
}

#[test]
fn tags_add_up_while_they_wait() {
    let tag = |add: &str, remove: &str| BookmarkChange::Tag {
        id: ArticleId(1),
        add: tags_of(add),
        remove: tags_of(remove),
    };
    let mut waiting = vec![set(1)];
    let changes = [tag("a b", ""), tag("c", "a"), note(1, "n"), tag("d", "b")];
    for change in changes.clone() {
        coalesce(&mut waiting, change);
    }
    let text = bookmark_file::apply(b"", &waiting).unwrap();
    let mut expected = bookmark(1);
    changes.iter().for_each(|change| expected.take(change));
    assert_eq!(text.bookmarks, [expected]);
}

mod emptied;
