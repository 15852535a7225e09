//! The file itself: what is put in comes out, whatever happens to its bytes.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use super::*;

fn article(id: u64, source: &str) -> Remembered {
    Remembered {
        id: ArticleId(id),
        headline: format!("题{id}"),
        source: source.to_owned(),
    }
}

fn opened(id: u64) -> MemoryChange {
    MemoryChange::Opened(article(id, "seed:x"))
}

fn marked(id: u64, read: bool) -> MemoryChange {
    let article = article(id, "seed:x");
    MemoryChange::Marked { article, read }
}

fn left(id: u64, block: u32) -> MemoryChange {
    MemoryChange::Left {
        id: ArticleId(id),
        block,
        offset: 7,
    }
}

fn typed(line: &str) -> MemoryChange {
    MemoryChange::Typed(line.to_owned())
}

fn noted(changes: &[MemoryChange], at: i64) -> Vec<Noted> {
    let changes = changes.iter().cloned();
    changes.map(|change| Noted { change, at }).collect()
}

/// A file with these changes in it, its log written back.
fn filled(changes: &[MemoryChange]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.sqlite");
    let mut book = Book::open(&path).unwrap();
    book.write(&noted(changes, 1_000)).unwrap();
    drop(book);
    (folder, path)
}

fn recent(memory: &Memory) -> Vec<u64> {
    memory.recent.iter().map(|article| article.id.0).collect()
}

#[test]
fn what_is_put_in_comes_out() {
    let large = u64::MAX - 3;
    let changes = [
        opened(1),
        opened(large),
        left(1, 4),
        opened(1),
        marked(2, true),
        marked(large, false),
        typed("甲"),
        typed("乙"),
        typed("甲"),
    ];
    let (_folder, path) = filled(&changes);
    let memory = Book::open(&path).unwrap().load().unwrap();
    let mut expected = Memory::default();
    changes.iter().for_each(|change| expected.apply(change));
    expected.typed = vec!["乙".to_owned(), "甲".to_owned()];
    assert_eq!(memory, expected);
    assert_eq!(
        recent(&memory),
        [1, large],
        "what was only marked is not listed"
    );
}

#[test]
fn the_latest_is_known_without_the_rest() {
    let stdin = |id, source| MemoryChange::Opened(article(id, source));
    let changes = [
        opened(1),
        opened(2),
        left(2, 5),
        marked(3, true),
        stdin(4, "-"),
        stdin(5, "-#byte=0"),
    ];
    let (_folder, path) = filled(&changes);
    let memory = Book::open(&path).unwrap().latest().unwrap();
    assert_eq!(recent(&memory), [2]);
    assert_eq!(
        memory.places.into_iter().collect::<Vec<_>>(),
        [(ArticleId(2), (5, 7))]
    );
    let (_folder, path) = filled(&[stdin(4, "-")]);
    assert_eq!(
        Book::open(&path).unwrap().latest().unwrap(),
        Memory::default()
    );
}

#[test]
fn the_order_outlives_a_clock_that_is_put_back() {
    let (_folder, path) = filled(&[opened(1)]);
    let mut book = Book::open(&path).unwrap();
    for (id, at) in [(2, 900), (3, 1), (4, -5)] {
        book.write(&noted(&[opened(id), typed(&id.to_string())], at))
            .unwrap();
    }
    let memory = book.load().unwrap();
    assert_eq!(recent(&memory), [4, 3, 2, 1]);
    assert_eq!(memory.typed, ["2", "3", "4"]);
}

#[test]
fn only_so_many_lines_are_kept() {
    let (_folder, path) = filled(&[]);
    let mut book = Book::open(&path).unwrap();
    let lines: Vec<MemoryChange> = (0..MOST + 20).map(|n| typed(&n.to_string())).collect();
    book.write(&noted(&lines, 5)).unwrap();
    let memory = book.load().unwrap();
    assert_eq!((memory.typed.len(), memory.typed[0].as_str()), (MOST, "20"));
}

#[test]
fn two_at_once_see_what_the_other_wrote() {
    let (_folder, path) = filled(&[]);
    let (mut one, mut two) = (Book::open(&path).unwrap(), Book::open(&path).unwrap());
    assert!(!one.write(&noted(&[opened(1)], 1)).unwrap());
    assert!(two.write(&noted(&[opened(2)], 2)).unwrap());
    assert!(!two.write(&noted(&[left(2, 3)], 3)).unwrap());
    assert!(one.write(&noted(&[marked(2, false)], 4)).unwrap());
    let memory = two.load().unwrap();
    assert_eq!(recent(&memory), [2, 1]);
    assert!(memory.read.contains(&ArticleId(1)) && !memory.read.contains(&ArticleId(2)));
    assert_eq!(memory.places[&ArticleId(2)], (3, 7));
}

#[test]
fn a_batch_is_there_whole_or_not_at_all() {
    let (_folder, path) = filled(&[]);
    let mut book = Book::open(&path).unwrap();
    let other = Book::open(&path).unwrap();
    other.spoil();
    assert!(book.write(&noted(&[typed("甲"), opened(1)], 1)).is_err());
    let count = "SELECT count(*) FROM typed";
    let count: i64 = other
        .database
        .query_row(count, [], |row| row.get(0))
        .unwrap();
    assert_eq!(count, 0);
}

#[test]
fn only_its_owner_reads_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep/er/state.sqlite");
    let mut book = Book::open(&path).unwrap();
    book.write(&noted(&[opened(1)], 1)).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(path.parent().unwrap()), 0o700);
    let files: Vec<PathBuf> = fs::read_dir(path.parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert!(files.len() > 1, "the log lies beside it: {files:?}");
    files
        .iter()
        .for_each(|file| assert_eq!(mode(file), 0o600, "{file:?}"));
    drop(book);
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
}

#[test]
fn what_a_plain_file_kept_is_taken_over_once() {
    let folder = tempfile::tempdir().unwrap();
    let old = folder.path().join("history");
    fs::write(&old, "旧\n\u{1b}[31m新\n").unwrap();
    let path = folder.path().join("state.sqlite");
    let mut book = Book::open(&path).unwrap();
    assert!(!old.exists());
    book.write(&noted(&[typed("旧")], 1)).unwrap();
    assert_eq!(book.load().unwrap().typed, ["\u{1b}[31m新", "旧"]);
}

#[test]
fn a_file_of_a_newer_program_is_left_as_it_is() {
    let (_folder, path) = filled(&[opened(1)]);
    let book = Book::open(&path).unwrap();
    book.database
        .pragma_update(None, "user_version", VERSION + 1)
        .unwrap();
    drop(book);
    let before = fs::read(&path).unwrap();
    let fault = Book::open(&path).err().unwrap();
    assert_eq!(fault.of(&path).why, "why-memory-newer");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn what_is_no_database_is_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.sqlite");
    let (_other, whole) = filled(&[opened(1)]);
    let whole = fs::read(whole).unwrap();
    for bytes in [b"not a database".to_vec(), vec![0; 5000], vec![0xff; 100]] {
        fs::write(&path, &bytes).unwrap();
        let opened = Book::open(&path).and_then(|book| book.load());
        assert!(matches!(opened, Err(Fault::Damaged(_))), "{opened:?}");
        assert_eq!(fs::read(&path).unwrap(), bytes, "it is left as it is");
    }
    // One that was never written is new.
    fs::write(&path, b"").unwrap();
    assert_eq!(
        Book::open(&path).unwrap().load().unwrap(),
        Memory::default()
    );
    // Tables of another program are none of ours.
    fs::write(&path, &whole).unwrap();
    let book = Book::open(&path).unwrap();
    book.database
        .execute_batch("DROP TABLE article; CREATE TABLE article (x)")
        .unwrap();
    drop(book);
    let opened = Book::open(&path).and_then(|book| book.load());
    assert!(matches!(opened, Err(Fault::Damaged(_))), "{opened:?}");
}

/// Reads, writes and reads again what may be damaged: whatever it is, that is told, and
/// in no other way.
fn used(path: &Path) -> Result<Memory, Fault> {
    let mut book = Book::open(path)?;
    book.load()?;
    book.write(&noted(&[opened(99), left(99, 1), typed("丙")], 9))?;
    book.load()
}

#[test]
fn damage_is_told_and_never_fatal() {
    let changes: Vec<MemoryChange> = (0..40)
        .flat_map(|n| [opened(n), left(n, 2), typed(&n.to_string())])
        .collect();
    let (folder, path) = filled(&changes);
    let whole = fs::read(&path).unwrap();
    let copy = folder.path().join("copy.sqlite");
    let (mut damaged, mut whole_again) = (0, 0);
    let mut try_bytes = |bytes: &[u8]| {
        for end in ["-wal", "-shm"] {
            drop(fs::remove_file(place::with(&copy, end)));
        }
        fs::write(&copy, bytes).unwrap();
        match used(&copy) {
            Ok(memory) => {
                assert!(memory.read.contains(&ArticleId(99)));
                whole_again += 1;
            }
            Err(Fault::Damaged(_)) => damaged += 1,
            // A header that tells of a later form, or of rights.
            Err(Fault::Newer | Fault::Other(_)) => {}
            Err(fault) => panic!("{fault:?}"),
        }
    };
    // The header of the file and of each page byte by byte, the rest in steps.
    let bytes = (0..whole.len()).filter(|at| *at < 100 || at % 4096 < 12 || at % 97 == 0);
    for at in bytes {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        try_bytes(&bytes);
    }
    for length in (1..whole.len()).step_by(509) {
        try_bytes(&whole[..length]);
    }
    assert!(damaged > 20, "{damaged}");
    assert!(whole_again > 20, "{whole_again}");
}

impl Book {
    /// Holds the file against other writers until what is given back is called.
    pub(in crate::shell::memory) fn hold(&self) -> impl FnOnce() + '_ {
        self.database.execute_batch("BEGIN IMMEDIATE").unwrap();
        || self.database.execute_batch("ROLLBACK").unwrap()
    }

    /// Does what only damage does.
    pub(in crate::shell::memory) fn spoil(&self) {
        self.database.execute_batch("DROP TABLE article").unwrap();
    }
}
