//! Files of every degree of damage.

use std::fs;
use std::path::PathBuf;

use rusqlite::params;

use super::*;

const ARTICLES: i64 = 3_000;
const LINES: i64 = 100;
const PAGE: usize = 4_096;

/// A file of the program's own form, whole, without a log.
fn sound(folder: &Path) -> PathBuf {
    let path = folder.join("state.sqlite");
    drop(super::super::book::Book::open(&path).unwrap());
    let mut file = Connection::open(&path).unwrap();
    let writing = file.transaction().unwrap();
    for n in 1..=ARTICLES {
        // Spread over all numbers, as ids are.
        let id = n.wrapping_mul(0x9e37_79b9_7f4a_7c15_u64 as i64);
        let sql = "INSERT INTO article VALUES (?1, ?2, 'seed:x', ?3, 1, 2, ?3)";
        writing
            .execute(sql, params![id, format!("第{n}篇的标题"), n])
            .unwrap();
    }
    for n in 1..=LINES {
        let sql = "INSERT INTO typed VALUES (?1, ?2)";
        writing.execute(sql, params![format!("词{n}"), n]).unwrap();
    }
    writing.commit().unwrap();
    file.pragma_update(None, "journal_mode", "DELETE").unwrap();
    path
}

fn counts(saved: &Salvage) -> (usize, usize) {
    (saved.articles.len(), saved.typed.len())
}

#[test]
fn of_a_whole_file_all_is_saved_and_it_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = sound(folder.path());
    let before = fs::read(&path).unwrap();
    let saved = read(&path);
    assert_eq!(counts(&saved), (ARTICLES as usize, LINES as usize));
    let one = saved.articles.iter().find(|article| article.opened == 7);
    let one = one.unwrap();
    assert_eq!(
        (one.headline.as_str(), one.place),
        ("第7篇的标题", Some((2, 7)))
    );
    assert!(one.read);
    assert_eq!(fs::read(&path).unwrap(), before);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_damaged_page_costs_the_rows_on_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = sound(folder.path());
    let whole = fs::read(&path).unwrap();
    let pages = whole.len() / PAGE;
    assert!(pages > 40, "{pages}");
    let mut costly = 0;
    for page in 1..pages {
        let mut bytes = whole.clone();
        bytes[page * PAGE..][..PAGE].fill(0xff);
        fs::write(&path, &bytes).unwrap();
        let (articles, lines) = counts(&read(&path));
        // A leaf holds fewer rows than this. The page that all leaves of a table hang on
        // costs the table.
        let lost = (ARTICLES as usize - articles, LINES as usize - lines);
        costly += usize::from(lost.0 > 150 || lost.1 == LINES as usize);
        assert!(lost.0 == 0 || lost.1 == 0, "page {page}: {lost:?}");
    }
    assert!(costly <= 2, "{costly} of {pages} pages");
}

#[test]
fn two_damaged_pages_cost_no_more_than_their_rows() {
    let folder = tempfile::tempdir().unwrap();
    let path = sound(folder.path());
    let mut bytes = fs::read(&path).unwrap();
    let leaves = (1..bytes.len() / PAGE).filter(|page| bytes[page * PAGE] == 13);
    let leaves: Vec<usize> = leaves.collect();
    for nth in [3, 20] {
        bytes[leaves[nth] * PAGE..][..PAGE].fill(0);
    }
    fs::write(&path, &bytes).unwrap();
    let (articles, lines) = counts(&read(&path));
    assert!(articles > ARTICLES as usize - 200, "{articles}");
    assert!(lines + articles < (ARTICLES + LINES) as usize);
}

#[test]
fn what_is_no_database_gives_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x");
    let (articles, lines) = counts(&read(&path));
    assert_eq!((articles, lines), (0, 0), "nothing is there");
    for bytes in ["", "no database", &"x".repeat(20_000)] {
        fs::write(&path, bytes).unwrap();
        assert_eq!(counts(&read(&path)), (0, 0));
    }
    let whole = fs::read(sound(folder.path())).unwrap();
    for length in (0..whole.len()).step_by(PAGE / 2 + 1) {
        fs::write(&path, &whole[..length]).unwrap();
        drop(read(&path));
    }
}

#[test]
fn rows_that_make_no_sense_are_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let path = sound(folder.path());
    let file = Connection::open(&path).unwrap();
    let sql = "UPDATE article SET opened = ?1 WHERE opened <= 10";
    file.execute(sql, [i64::MAX]).unwrap();
    file.execute("UPDATE typed SET at = ?1 WHERE at <= 10", [i64::MIN])
        .unwrap();
    let long = "x".repeat(LONGEST + 1);
    file.execute("UPDATE article SET headline = ?1 WHERE opened = 11", [long])
        .unwrap();
    drop(file);
    let kept = (ARTICLES as usize - 11, LINES as usize - 10);
    assert_eq!(counts(&read(&path)), kept);
}

#[test]
fn what_the_log_holds_is_saved_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = sound(folder.path());
    let file = Connection::open(&path).unwrap();
    file.pragma_update(None, "journal_mode", "WAL").unwrap();
    file.execute("DELETE FROM article WHERE opened > 10", [])
        .unwrap();
    // As it lies there while the program runs.
    let other = folder.path().join("other");
    for end in ["", "-wal"] {
        let to = place::with(&other, end);
        fs::copy(place::with(&path, end), to).unwrap();
    }
    // Of two ways to read it the one that saves more is taken: what was deleted last is
    // of little harm.
    assert_eq!(counts(&read(&other)).0, ARTICLES as usize);
    file.execute("INSERT INTO article VALUES (9, '', '', 1, 1, 0, 0)", [])
        .unwrap();
    assert!(!place::with(&other, "-shm").exists());
}
