//! The thread with a real file: what it tells, and what is then on disk.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::sync::mpsc::{self, Receiver};

use super::*;
use crate::article::ArticleId;
use crate::store::Remembered;

/// More than any write needs.
const LONG: Duration = Duration::from_secs(60);

fn opened(id: u64) -> MemoryChange {
    MemoryChange::Opened(Remembered {
        id: ArticleId(id),
        headline: format!("题{id}"),
        source: "seed:x".to_owned(),
    })
}

fn start(folder: &Path) -> (Keeper, Receiver<Event>) {
    let (events, received) = mpsc::channel();
    let keeper = Keeper::start(Some(folder.to_owned()), events).unwrap();
    (keeper, received)
}

/// Ends it, and gives what it has told.
fn end(keeper: Keeper, received: &Receiver<Event>) -> Vec<Event> {
    keeper.close();
    keeper.wait(LONG);
    drop(keeper);
    received.iter().collect()
}

fn ids(memory: &Memory) -> Vec<u64> {
    let mut ids: Vec<u64> = memory.read.iter().map(|id| id.0).collect();
    ids.sort_unstable();
    ids
}

#[test]
fn what_was_noted_is_there_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let (keeper, received) = start(folder.path());
    assert!(matches!(
        received.recv(),
        Ok(Event::Remembered { memory, done: 0 }) if *memory == Memory::default()
    ));
    (0..50).for_each(|id| keeper.note(opened(id)));
    let told = end(keeper, &received);
    assert!(
        matches!(told.last(), Some(Event::RememberedUpTo(50))),
        "{told:?}"
    );
    let all: Vec<u64> = (0..50).collect();
    assert_eq!(ids(&read(folder.path()).unwrap()), all);
    let (keeper, received) = start(folder.path());
    let Some(Event::Remembered { memory, .. }) = end(keeper, &received).into_iter().next() else {
        panic!("nothing is remembered");
    };
    assert_eq!(ids(&memory), all);
    assert_eq!(memory.recent[0].id, ArticleId(49));
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "the log is written back: {left:?}");
}

#[test]
fn what_another_program_writes_comes_in() {
    let folder = tempfile::tempdir().unwrap();
    let (one, of_one) = start(folder.path());
    let (two, of_two) = start(folder.path());
    for received in [&of_one, &of_two] {
        assert!(matches!(received.recv(), Ok(Event::Remembered { .. })));
    }
    one.note(opened(1));
    assert!(matches!(of_one.recv(), Ok(Event::RememberedUpTo(1))));
    two.note(opened(2));
    assert!(matches!(of_two.recv(), Ok(Event::RememberedUpTo(1))));
    let Ok(Event::Remembered { memory, done: 1 }) = of_two.recv() else {
        panic!("the other was not heard of");
    };
    assert_eq!(ids(&memory), [1, 2]);
    end(one, &of_one);
    end(two, &of_two);
    assert_eq!(ids(&read(folder.path()).unwrap()), [1, 2]);
}

#[test]
fn a_damaged_file_is_moved_aside_and_told_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(FILE);
    let aside = folder.path().join("state.sqlite.corrupt-1");
    for (nth, bytes) in ["no database", "none either"].into_iter().enumerate() {
        fs::write(&path, bytes).unwrap();
        let (keeper, received) = start(folder.path());
        keeper.note(opened(7));
        let told = end(keeper, &received);
        let renewed = told.iter().filter_map(|event| match event {
            Event::MemoryRenewed { aside, .. } => Some(aside.clone()),
            _ => None,
        });
        let expected = format!("state.sqlite.corrupt-{}", nth + 1);
        assert_eq!(renewed.collect::<Vec<_>>(), [expected.as_str()]);
        let expected = folder.path().join(expected);
        assert_eq!(fs::read_to_string(expected).unwrap(), bytes);
        assert_eq!(ids(&read(folder.path()).unwrap()), [7]);
    }
    assert_eq!(fs::read_to_string(aside).unwrap(), "no database");
}

#[test]
fn what_can_be_read_of_a_damaged_file_lives_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(FILE);
    let (keeper, received) = start(folder.path());
    (1..=2_000).for_each(|id| keeper.note(opened(id)));
    keeper.note(MemoryChange::Left {
        id: ArticleId(1),
        block: 4,
        offset: 2,
    });
    keeper.note(MemoryChange::Typed("词".to_owned()));
    end(keeper, &received);
    let mut bytes = fs::read(&path).unwrap();
    let page = 4_096;
    // A leaf in the middle of the table, the ids of which ascend.
    let leaves = (1..bytes.len() / page).filter(|nth| bytes[nth * page] == 13);
    let leaf = leaves.collect::<Vec<_>>()[10];
    bytes[leaf * page..][..page].fill(0xff);
    fs::write(&path, &bytes).unwrap();
    let (keeper, received) = start(folder.path());
    let told = end(keeper, &received);
    let saved = told.iter().find_map(|event| match event {
        Event::MemoryRenewed { saved, .. } => Some(*saved),
        _ => None,
    });
    let memory = read(folder.path()).unwrap();
    assert_eq!(saved, Some(memory.read.len()));
    assert!((1_800..2_000).contains(&memory.read.len()), "{saved:?}");
    assert_eq!(memory.places[&ArticleId(1)], (4, 2));
    assert_eq!(memory.typed, ["词"]);
    assert_eq!(memory.recent[0].id, ArticleId(2_000));
    let aside = folder.path().join("state.sqlite.corrupt-1");
    assert_eq!(fs::read(aside).unwrap(), bytes);
}

#[test]
fn of_many_damaged_files_the_oldest_goes() {
    let folder = tempfile::tempdir().unwrap();
    let aside = |n: u32| folder.path().join(format!("{FILE}.corrupt-{n}"));
    for n in 5..25 {
        fs::write(aside(n), format!("{n}")).unwrap();
    }
    fs::write(folder.path().join("state.sqlite.corrupt-5-wal"), "").unwrap();
    fs::write(folder.path().join("state.sqlite.corrupt-x"), "").unwrap();
    for (nth, next) in [25, 26].into_iter().enumerate() {
        fs::write(folder.path().join(FILE), format!("damaged {next}")).unwrap();
        let (keeper, received) = start(folder.path());
        end(keeper, &received);
        let kept = fs::read_to_string(aside(next)).unwrap();
        assert_eq!(kept, format!("damaged {next}"));
        let oldest = 5 + nth as u32;
        assert!(!aside(oldest).exists() && aside(oldest + 1).exists());
    }
    for n in 7..25 {
        assert_eq!(fs::read_to_string(aside(n)).unwrap(), format!("{n}"));
    }
    assert!(!folder.path().join("state.sqlite.corrupt-5-wal").exists());
    assert!(folder.path().join("state.sqlite.corrupt-x").exists());
}

#[test]
fn damage_that_comes_while_it_runs_costs_no_later_change() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(FILE);
    let (keeper, received) = start(folder.path());
    keeper.note(opened(1));
    while !matches!(received.recv(), Ok(Event::RememberedUpTo(1))) {}
    Book::open(&path).unwrap().spoil();
    keeper.note(opened(2));
    let told = end(keeper, &received);
    assert!(
        told.iter()
            .any(|event| matches!(event, Event::MemoryRenewed { .. })),
        "{told:?}"
    );
    assert_eq!(ids(&read(folder.path()).unwrap()), [2]);
}

#[test]
fn where_nothing_can_be_written_that_is_told_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let newer = folder.path().join("newer");
    drop(Book::open(&newer.join(FILE)).unwrap());
    let version = 60;
    let mut bytes = fs::read(newer.join(FILE)).unwrap();
    bytes[version + 3] = 9;
    fs::write(newer.join(FILE), &bytes).unwrap();
    fs::create_dir_all(folder.path().join("taken").join(FILE)).unwrap();
    for (place, why) in [
        (None, "why-no-home"),
        (Some(file.join("below")), "why-no-folder"),
        (Some(folder.path().join("taken")), "why-device"),
        (Some(newer.clone()), "why-memory-newer"),
    ] {
        let (events, received) = mpsc::channel();
        let keeper = Keeper::start(place, events).unwrap();
        keeper.note(opened(1));
        keeper.note(opened(2));
        let told = end(keeper, &received);
        let not: Vec<&str> = told
            .iter()
            .filter_map(|event| match event {
                Event::NotRemembered(failure) => Some(failure.why),
                _ => None,
            })
            .collect();
        assert_eq!(not, [why]);
        // Where there is no folder at all, nothing waits for one.
        let given_up = matches!(told.last(), Some(Event::RememberedUpTo(2)));
        assert_eq!(given_up, why == "why-no-home", "{told:?}");
    }
    assert_eq!(fs::read(newer.join(FILE)).unwrap(), bytes);
}

#[test]
fn what_could_not_be_written_is_once_it_can_be() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state");
    fs::write(&state, "").unwrap();
    let (keeper, received) = start(&state);
    assert!(matches!(received.recv(), Ok(Event::NotRemembered(_))));
    keeper.note(opened(1));
    keeper.note(opened(2));
    fs::remove_file(&state).unwrap();
    keeper.note(opened(3));
    let told = end(keeper, &received);
    let again = told.iter().filter(|it| matches!(it, Event::RemembersAgain));
    assert_eq!(again.count(), 1, "{told:?}");
    assert!(
        matches!(told.last(), Some(Event::RememberedUpTo(3))),
        "{told:?}"
    );
    assert_eq!(ids(&read(&state).unwrap()), [1, 2, 3]);
}

#[test]
fn a_folder_that_is_read_only_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let below = folder.path().join("state");
    fs::create_dir(&below).unwrap();
    let rights = |mode| fs::set_permissions(&below, fs::Permissions::from_mode(mode)).unwrap();
    rights(0o500);
    let (keeper, received) = start(&below);
    keeper.note(opened(1));
    let told = end(keeper, &received);
    rights(0o700);
    // Whom no rights hold back, it is open to.
    let all_rights = fs::File::create(below.join("probe")).is_ok() && below.join(FILE).exists();
    let not = |event: &Event| matches!(event, Event::NotRemembered(f) if f.why == "why-permission");
    assert!(all_rights || told.iter().any(not), "{told:?}");
}

#[test]
fn what_another_program_holds_is_waited_for_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let (keeper, received) = start(folder.path());
    assert!(matches!(received.recv(), Ok(Event::Remembered { .. })));
    let path = folder.path().join(FILE);
    let held = Book::open(&path).unwrap();
    let release = held.hold();
    keeper.note(opened(1));
    keeper.wait(Duration::from_millis(1));
    release();
    keeper.note(opened(2));
    end(keeper, &received);
    assert_eq!(ids(&read(folder.path()).unwrap()), [1, 2]);
}
