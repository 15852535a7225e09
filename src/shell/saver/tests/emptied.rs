//! A file that somebody empties, or takes away, while its bookmarks are known.

use super::*;

/// What is told of the file up to the next failure.
fn told(received: &Receiver<Event>) -> (usize, Failure) {
    let mut others = 0;
    loop {
        match received.recv_timeout(LONG).expect("told") {
            Event::BookmarksOdd(odd) => return (others, odd),
            Event::BookmarksSaved(_) => {}
            _ => others += 1,
        }
    }
}

#[test]
fn what_was_known_is_kept_and_written_back_with_the_next_change() {
    let gone: fn(&Path) = |path| fs::remove_file(path).unwrap();
    for empty in [|path: &Path| fs::write(path, "").unwrap(), gone] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bookmarks.toml");
        let (saver, received) = start(&path);
        saver.save(set(1));
        saver.save(set(2));
        assert!(saver.flush(LONG));
        while !matches!(received.recv(), Ok(Event::BookmarksAre { .. })) {}
        empty(&path);
        saver.reread();
        let (others, odd) = told(&received);
        assert_eq!((others, odd.why), (0, "why-bookmarks-emptied"));
        // Said once, as long as it is so.
        saver.reread();
        saver.save(set(3));
        saver.save(note(2, "n"));
        saver.save(BookmarkChange::Clear(ArticleId(1)));
        assert!(saver.flush(LONG));
        assert_eq!(on_disk(&path), [2, 3]);
        let told = rest(saver, &received);
        assert!(!told.iter().any(|e| matches!(e, Event::BookmarksOdd(_))));
        assert!(!told.iter().any(|e| matches!(e, Event::BookmarksGone(_))));
    }
}

#[test]
fn a_file_that_is_whole_again_counts() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bookmarks.toml");
    let (saver, received) = start(&path);
    saver.save(set(1));
    saver.save(set(2));
    assert!(saver.flush(LONG));
    while !matches!(received.recv(), Ok(Event::BookmarksAre { .. })) {}
    let whole = fs::read_to_string(&path).unwrap();
    for _ in 0..2 {
        fs::write(&path, "").unwrap();
        saver.reread();
        assert_eq!(told(&received).1.why, "why-bookmarks-emptied");
        // As an editor does it: cut, then written.
        fs::write(&path, &whole).unwrap();
        saver.reread();
        saver.save(move_to(2, 7));
        assert!(saver.flush(LONG));
        fs::write(&path, &whole).unwrap();
        saver.reread();
        saver.save(set(1));
        assert!(saver.flush(LONG));
    }
    // What somebody has taken out of it is out of it.
    bookmarks::write(&path, &[BookmarkChange::Clear(ArticleId(1))]).unwrap();
    saver.save(move_to(2, 8));
    assert!(saver.flush(LONG));
    assert_eq!(on_disk(&path), [2]);
}

#[test]
fn who_begins_anew_in_an_emptied_file_does_not_take_the_rest_away() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bookmarks.toml");
    let (saver, received) = start(&path);
    saver.save(set(1));
    assert!(saver.flush(LONG));
    while !matches!(received.recv(), Ok(Event::BookmarksAre { .. })) {}
    fs::write(&path, "").unwrap();
    saver.reread();
    assert_eq!(told(&received).1.why, "why-bookmarks-emptied");
    bookmarks::write(&path, &[set(2)]).unwrap();
    saver.reread();
    let told = received.recv_timeout(LONG);
    assert!(matches!(told, Ok(Event::BookmarksRead(all)) if all == [bookmark(2), bookmark(1)]));
    assert_eq!(on_disk(&path), [2, 1]);
}

#[test]
fn what_is_empty_from_the_start_is_nothing_odd() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bookmarks.toml");
    fs::write(&path, "").unwrap();
    let (saver, received) = start(&path);
    saver.reread();
    saver.save(set(1));
    saver.save(BookmarkChange::Clear(ArticleId(1)));
    assert!(saver.flush(LONG));
    fs::write(&path, "").unwrap();
    saver.reread();
    saver.save(move_to(2, 1));
    assert!(saver.flush(LONG));
    assert!(
        !rest(saver, &received)
            .iter()
            .any(|e| matches!(e, Event::BookmarksOdd(_)))
    );
    assert_eq!(on_disk(&path), [0; 0]);
}
