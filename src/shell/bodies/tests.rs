//! Tests of the search through rows of all kinds, in folders of their own.

use std::cell::Cell;
use std::fs;
use std::ops::ControlFlow;
use std::path::PathBuf;

use super::*;
use crate::shell::inflate::tests::packed;
use crate::shell::records::{self, Item};
use crate::store::{ChunkBuilder, Row, RowFacts};

/// A folder and a file in it.
struct Place {
    folder: tempfile::TempDir,
    name: &'static str,
}

impl Place {
    fn new(name: &'static str, text: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = Self { folder, name };
        place.write(text);
        place
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join(self.name)
    }

    /// Puts `text` into the file, packed as its name says.
    fn write(&self, text: &[u8]) {
        fs::write(self.path(), packed(&self.path(), text)).unwrap();
    }

    /// Puts another file in its place.
    fn replace(&self, text: &[u8]) {
        let other = self.folder.path().join("other");
        fs::write(&other, packed(&self.path(), text)).unwrap();
        fs::rename(other, self.path()).unwrap();
    }

    fn rows(&self, form: records::Form) -> Snapshot {
        read(&self.path(), form)
    }
}

fn read(path: &std::path::Path, form: records::Form) -> Snapshot {
    let mut rows = Snapshot::default();
    let ended = records::read(path, form, &mut |item| {
        match item {
            Item::Rows(chunk) => rows = rows.with(chunk),
            Item::Failed(failure) => panic!("{failure:?}"),
            Item::Bytes(..) => {}
        }
        ControlFlow::Continue(())
    });
    assert!(ended.is_continue());
    rows
}

/// Headline, text around the match, marked part.
type Shown = (String, String, String);

/// The hits of all pieces, and why some gave none.
fn search(typed: &str, rows: &Snapshot) -> (Vec<Shown>, Vec<&'static str>) {
    let library = Library::default();
    let phrase = Phrase::new(typed).unwrap();
    let mut bodies = Bodies::new(&library, rows, &phrase);
    let (mut found, mut failed) = (Vec::new(), Vec::new());
    for piece in pieces(rows) {
        let (mut hits, mut looked) = (Vec::new(), 0);
        let read = bodies.search(&piece, &|| false, &mut |part, rows| {
            hits.extend(part);
            looked += rows;
        });
        failed.extend(read.err().map(|failure| failure.why));
        assert!(looked == piece.count() || !failed.is_empty());
        found.extend(hits.iter().map(|hit| {
            let marked = hit.text.chars().skip(hit.marks.start as usize);
            (
                rows.headline(hit.row).to_string(),
                hit.text.to_string(),
                marked.take(hit.marks.len()).collect(),
            )
        }));
    }
    (found, failed)
}

fn headlines(found: &[Shown]) -> Vec<&str> {
    found
        .iter()
        .map(|(headline, ..)| headline.as_str())
        .collect()
}

fn shown(headline: &str, text: &str, marked: &str) -> Shown {
    (headline.to_owned(), text.to_owned(), marked.to_owned())
}

const NAMES: [&str; 3] = ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst"];

/// Two articles of a day each, and one without.
const THREE: &str = "{\"title\":\"甲\",\"date\":\"2024-03-01\",\"body\":\"昨夜大雨。\\n今天晴。\"}\n\
    {\"title\":\"乙\",\"body\":\"没有雨。\"}\n\
    {\"title\":\"丙\",\"date\":\"2024-03-02\",\"body\":\"\\u5927\\u96e8\\u672a\\u505c\"}\n";

#[test]
fn bodies_are_searched_however_they_are_packed() {
    for name in NAMES {
        let place = Place::new(name, THREE.as_bytes());
        let (found, failed) = search("雨", &place.rows(records::Form::Json));
        // The newest first, what has no day last.
        let expected = [
            shown("丙", "大雨未停", "雨"),
            shown("甲", "昨夜大雨。今天晴。", "雨"),
            shown("乙", "没有雨。", "雨"),
        ];
        assert_eq!(found, expected, "{name}");
        assert!(failed.is_empty());
        let (found, _) = search("晴", &place.rows(records::Form::Json));
        assert_eq!(headlines(&found), ["甲"], "{name}");
        let (found, _) = search("!大雨", &place.rows(records::Form::Json));
        assert_eq!(found, [shown("乙", "没有雨。", "")], "{name}");
    }
}

#[test]
fn what_stands_in_the_headline_counts() {
    let text = "{\"title\":\"河内大雨\",\"body\":\"机场关闭。\"}\n{\"title\":\"河内\"}\n\
        {\"title\":\"河内\",\"date\":\"2024-03-01\",\"body\":\"到河内。\"}\n{\"title\":\"雪\",\"body\":\"雪。\"}\n";
    for name in NAMES {
        let place = Place::new(name, text.as_bytes());
        let rows = place.rows(records::Form::Json);
        let (found, _) = search("河内", &rows);
        let expected = [
            shown("河内", "到河内。", "河内"),
            shown("河内大雨", "机场关闭。", ""),
            shown("河内", "", ""),
        ];
        assert_eq!(found, expected, "{name}");
        let (found, _) = search("机场 大雨", &rows);
        assert_eq!(found, [shown("河内大雨", "机场关闭。", "机场")], "{name}");
        assert_eq!(headlines(&search("雪 !河内", &rows).0), ["雪"]);
        assert!(search("机场 !大雨", &rows).0.is_empty());
    }
}

#[test]
fn a_body_may_be_a_list_of_paragraphs() {
    let text = "{\"title\":\"甲\",\"body\":[\"昨夜大雨。\", 7, \"\", {\"a\":\"雪\"}, \"他說\\u201c晴\\u201d。\"]}\n\
        {\"title\":\"乙\",\"body\":\"[大雨]\"}\n{\"body\":[\"丙\",\"大雨\"]}\n{\"body\":[\"丁\",\"雨\"]}\n";
    for name in NAMES {
        let place = Place::new(name, text.as_bytes());
        let rows = place.rows(records::Form::Json);
        let (found, failed) = search("大雨", &rows);
        let expected = [
            shown("甲", "昨夜大雨。 他說“晴”。", "大雨"),
            shown("乙", "[大雨]", "大雨"),
            shown("丙", "丙 大雨", "大雨"),
        ];
        assert_eq!(found, expected, "{name}");
        assert!(failed.is_empty());
        assert_eq!(headlines(&search("晴", &rows).0), ["甲"], "{name}");
        // What is no paragraph, and what stands between two.
        for typed in ["雪", "7", "\",\"", "。他"] {
            assert!(search(typed, &rows).0.is_empty(), "{name} {typed}");
        }
        // Two without headline and date are two.
        assert_eq!(headlines(&search("丁", &rows).0), ["丁"], "{name}");
    }
}

#[test]
fn a_hit_is_harmless_and_its_marks_are_right() {
    let text = "{\"title\":\"a\",\"body\":\"\\u001b[31m红\\u202e雨\\u0007停\"}\n";
    let place = Place::new("a.jsonl", text.as_bytes());
    let rows = place.rows(records::Form::Json);
    let (found, _) = search("雨", &rows);
    assert_eq!(found.len(), 1);
    let (_, text, marked) = &found[0];
    assert!(text.contains("红雨停"), "{text:?}");
    assert!(text.chars().all(|c| !c.is_control() && c != '\u{202e}'));
    assert!(marked.is_empty() || marked == "雨", "{marked:?}");
}

#[test]
fn lines_and_files_are_searched() {
    let place = Place::new("a.txt", "大雨\n雪\n小雨".as_bytes());
    let (found, _) = search("雨", &place.rows(records::Form::Plain));
    assert_eq!(
        found,
        [shown("大雨", "大雨", "雨"), shown("小雨", "小雨", "雨")]
    );
    // Each file by itself, found by its headline too; one is gone meanwhile.
    let folder = tempfile::tempdir().unwrap();
    let mut builder = ChunkBuilder::default();
    for (name, text) in [
        ("1", "大雨\n\n机场关闭。"),
        ("2", "雪"),
        ("3", "雪\n\n没有雨。"),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        builder.push(Row {
            id: crate::article::ArticleId::of(text),
            headline: name.into(),
            source: crate::article::Source::File(path.into()),
            facts: RowFacts::default(),
        });
    }
    fs::remove_file(folder.path().join("2")).unwrap();
    let rows = Snapshot::default().with(std::sync::Arc::new(builder.finish()));
    let (found, failed) = search("雨", &rows);
    assert_eq!(headlines(&found), ["1", "3"]);
    assert!(failed.is_empty());
}

#[test]
fn a_file_that_was_replaced_gives_no_hits_and_says_so() {
    for name in NAMES {
        let (one, two) = (Place::new(name, THREE.as_bytes()), Place::new(name, b""));
        two.write("{\"title\":\"丁\",\"body\":\"雨。\"}\n".as_bytes());
        let rows = one.rows(records::Form::Json);
        let rows = two
            .rows(records::Form::Json)
            .chunks()
            .iter()
            .fold(rows, |rows, chunk| rows.with(std::sync::Arc::clone(chunk)));
        assert_eq!(search("雨", &rows).0.len(), 4);
        // The same bytes, but another file.
        one.replace(THREE.as_bytes());
        let (found, failed) = search("雨", &rows);
        assert_eq!(headlines(&found), ["丁"], "{name}");
        assert_eq!(failed, ["why-moved"], "{name}");
    }
}

#[test]
fn a_file_that_has_shrunk_gives_no_hits_and_says_so() {
    for name in NAMES {
        let place = Place::new(name, THREE.as_bytes());
        let rows = place.rows(records::Form::Json);
        place.write(&THREE.as_bytes()[..THREE.len() - 30]);
        let (found, failed) = search("未停", &rows);
        assert!(found.is_empty(), "{name}");
        assert_eq!(failed, ["why-moved"], "{name}");
    }
}

#[test]
fn a_file_that_was_written_anew_gives_no_hits_and_says_so() {
    let other = THREE.replace("大雨", "小雨").replace("没有雨", "有雨没");
    assert_eq!(other.len(), THREE.len());
    for name in NAMES {
        let place = Place::new(name, THREE.as_bytes());
        let open = || fs::File::options().write(true).open(place.path()).unwrap();
        let modified = |seconds| {
            let to = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
            open().set_modified(to).unwrap();
        };
        modified(1_000);
        let rows = place.rows(records::Form::Json);
        assert_eq!(search("雨", &rows).0.len(), 3, "{name}");
        // The same inode and the same length.
        let length = fs::metadata(place.path()).unwrap().len();
        place.write(other.as_bytes());
        open().set_len(length).unwrap();
        modified(2_000);
        let (found, failed) = search("雨", &rows);
        assert!(found.is_empty(), "{name} {found:?}");
        assert!(failed.iter().all(|why| *why == "why-moved"), "{failed:?}");
        assert!(!failed.is_empty());
    }
}

#[test]
fn a_file_that_has_only_grown_is_as_it_was() {
    for name in NAMES {
        let place = Place::new(name, THREE.as_bytes());
        let rows = place.rows(records::Form::Json);
        place.write(&[THREE.as_bytes(), &noise(200)].concat());
        let (found, failed) = search("雨", &rows);
        assert_eq!(found.len(), 3, "{name}");
        assert_eq!(failed, Vec::<&str>::new());
    }
}

/// A record of as many numbers that do not pack well.
fn noise(numbers: u32) -> Vec<u8> {
    let number = |n: u32| n.wrapping_mul(2_654_435_761).to_string();
    let body: String = (0..numbers).map(number).collect();
    format!("{{\"title\":\"n\",\"body\":\"{body}\"}}\n").into_bytes()
}

#[test]
fn a_file_that_was_written_anew_and_longer_gives_no_hits_and_says_so() {
    // Its lines lie elsewhere, or there as well, but one is another article.
    let moved = format!("{{\"title\":\"丁\",\"body\":\"雨。\"}}\n{THREE}");
    let first = THREE.replace("昨夜大雨", "今早大雨");
    let last = THREE.replace("u672a", "u672b");
    for text in [moved, first, last] {
        for name in NAMES {
            let place = Place::new(name, THREE.as_bytes());
            let rows = place.rows(records::Form::Json);
            place.write(&[text.as_bytes(), &noise(200)].concat());
            let (found, failed) = search("雪", &rows);
            assert!(found.is_empty(), "{name} {found:?}");
            assert_eq!(failed, ["why-moved"], "{name}");
        }
    }
}

#[test]
fn a_hit_is_that_of_its_row_where_a_file_has_grown() {
    let other = THREE.replace("\"乙\",\"body\":\"没有雨", "\"丁\",\"body\":\"必有雨");
    for name in NAMES {
        let place = Place::new(name, THREE.as_bytes());
        let rows = place.rows(records::Form::Json);
        place.write(&[other.as_bytes(), &noise(200)].concat());
        let (found, failed) = search("雨", &rows);
        assert_eq!(headlines(&found), ["甲"], "{name}");
        assert_eq!(failed, ["why-moved"], "{name}");
        let (found, failed) = search("晴", &rows);
        assert_eq!((headlines(&found), failed), (vec!["甲"], vec![]), "{name}");
    }
}

/// Many articles with rain, of about 200 bytes each, in more than one piece.
fn many(rows: usize) -> String {
    let body = "雨".repeat(60);
    let line = |n| format!("{{\"title\":\"{n}\",\"body\":\"{body}\"}}\n");
    (0..rows).map(line).collect()
}

#[test]
fn a_stop_is_obeyed_before_the_next_row() {
    let text = many(300);
    let lines = "雨\n".repeat(300);
    let mut all: Vec<(Snapshot, Place)> = NAMES
        .map(|name| {
            let place = Place::new(name, text.as_bytes());
            (place.rows(records::Form::Json), place)
        })
        .into();
    let place = Place::new("a.txt", lines.as_bytes());
    all.push((place.rows(records::Form::Plain), place));
    let library = Library::default();
    let phrase = Phrase::new("雨").unwrap();
    for (rows, place) in &all {
        let whole = pieces(rows)
            .into_iter()
            .max_by_key(Piece::count)
            .expect("there are rows");
        let asked = Cell::new(0);
        let stop = || {
            asked.set(asked.get() + 1);
            asked.get() > 20
        };
        let mut bodies = Bodies::new(&library, rows, &phrase);
        let mut found = 0;
        let read = bodies.search(&whole, &stop, &mut |hits, _| found += hits.len());
        assert_eq!((found, read), (20, Ok(())), "{}", place.name);
        // The row behind, and the chunk behind that of a packed file.
        assert!((21..=22).contains(&asked.get()), "{}", asked.get());
    }
}

#[test]
fn pieces_are_bounded_and_hold_each_row_once() {
    let text = many(9000);
    for name in NAMES {
        let place = Place::new(name, text.as_bytes());
        let rows = place.rows(records::Form::Json);
        let pieces = pieces(&rows);
        let count: usize = pieces.iter().map(Piece::count).sum();
        assert_eq!(count, 9000);
        if name == "a.jsonl" {
            assert!(pieces.len() > 2);
        } else {
            // It would be inflated anew for each; but its hits come chunk by chunk.
            assert_eq!(pieces.len(), 1);
            let phrase = Phrase::new("雨").unwrap();
            let library = Library::default();
            let mut bodies = Bodies::new(&library, &rows, &phrase);
            let mut parts = Vec::new();
            let read = bodies.search(&pieces[0], &|| false, &mut |hits, rows| {
                assert_eq!(hits.len(), rows);
                parts.push(rows);
            });
            assert_eq!(read, Ok(()));
            let chunks: Vec<usize> = rows.chunks().iter().map(|chunk| chunk.len()).collect();
            assert_eq!(parts, chunks);
        }
        let (found, _) = search("雨", &rows);
        let expected: Vec<String> = (0..9000).map(|n| n.to_string()).collect();
        assert_eq!(headlines(&found), expected, "{name}");
    }
}
