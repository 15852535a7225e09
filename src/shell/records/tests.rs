//! Tests of rows read from files of many articles, and of single lines read back.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use super::*;
use crate::shell::inflate::tests::packed;
use crate::store::Snapshot;

/// A line read by itself.
fn line_at(path: &Path, offset: u64) -> Result<Vec<u8>, ReadError> {
    ReadBack::default().line(path, offset, None)
}

const NAMES: [&str; 3] = ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst"];

/// A file with this text, packed as its name says.
fn file(name: &str, text: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, packed(&path, text)).unwrap();
    (folder, path)
}

/// The rows of each chunk, and what failed.
fn all(path: &Path, form: Form) -> (Vec<usize>, Snapshot, Vec<Failure>) {
    let (mut chunks, mut rows, mut failures) = (Vec::new(), Snapshot::default(), Vec::new());
    let ended = read(path, form, &mut |item| {
        match item {
            Item::Rows(chunk) => {
                chunks.push(chunk.len());
                rows = rows.with(chunk);
            }
            Item::Failed(failure) => failures.push(failure),
            Item::Bytes(done, all) => assert!(done <= all),
        }
        ControlFlow::Continue(())
    });
    assert!(ended.is_continue());
    (chunks, rows, failures)
}

fn whys(failures: &[Failure]) -> Vec<&'static str> {
    failures.iter().map(|failure| failure.why).collect()
}

/// Lines of different lengths, more than fit in the first block.
fn lines() -> Vec<String> {
    let line = |n: usize| {
        format!(
            "{{\"title\":\"{n}\",\"body\":\"{}\"}}",
            "雨".repeat(n % 300)
        )
    };
    (0..700).map(line).collect()
}

#[test]
fn each_record_is_read_back_by_its_place() {
    let lines = lines();
    // The last line does not end.
    let text = lines.join("\n");
    for name in NAMES {
        let (_folder, path) = file(name, text.as_bytes());
        let (chunks, rows, failures) = all(&path, Form::Json);
        assert_eq!(chunks, [FIRST_ROWS, 700 - FIRST_ROWS], "{name}");
        assert!(failures.is_empty());
        let chunks = rows.chunks().iter();
        let places = chunks.flat_map(|chunk| {
            (0..chunk.len()).map(|index| chunk.origin().place(index).expect("a record"))
        });
        for (place, line) in places.zip(&lines).step_by(23) {
            let read = line_at(&path, place.offset).unwrap();
            assert_eq!(std::str::from_utf8(&read), Ok(line.as_str()), "{name}");
            let (from, length) = (place.body.0 as usize, place.body.1 as usize);
            let body = line.get(from..from + length).unwrap_or_default();
            assert!(body.chars().all(|c| c == '雨'));
        }
        let last = text.len() - lines[699].len();
        assert_eq!(line_at(&path, last as u64).unwrap(), lines[699].as_bytes());
    }
}

#[test]
fn no_line_is_opened_where_none_begins() {
    let text = "{\"title\":\"甲\"}\n{\"title\":\"乙\"}\n\n{\"title\":\"丙\"}\n";
    for name in NAMES {
        let (_folder, path) = file(name, text.as_bytes());
        let second = text.find('\n').unwrap() + 1;
        assert_eq!(line_at(&path, 0).unwrap(), "{\"title\":\"甲\"}".as_bytes());
        let blank = text.find("\n\n").unwrap() + 1;
        let end = text.len();
        for offset in [1, second - 1, second + 1, blank, end, end + 1, end + 9_999] {
            let read = line_at(&path, offset as u64);
            assert!(matches!(read, Err(ReadError::Moved)), "{name} {offset}");
        }
        // Another file lies there now.
        fs::write(&path, packed(&path, "{\"title\":\"一二\"}\n{}".as_bytes())).unwrap();
        let read = line_at(&path, second as u64);
        assert!(matches!(read, Err(ReadError::Moved)), "{name}");
        fs::remove_file(&path).unwrap();
        let read = line_at(&path, second as u64);
        assert!(matches!(read, Err(ReadError::NotFound)), "{name}");
    }
}

#[test]
fn half_a_line_is_no_line() {
    let text = lines().join("\n");
    let start = text.match_indices('\n').nth(200).unwrap().0 + 1;
    let (_folder, path) = file("a.jsonl.gz", text.as_bytes());
    let whole = fs::read(&path).unwrap();
    let (mut there, mut lost) = (0, 0);
    for length in (1..=whole.len()).rev().step_by(whole.len() / 40) {
        fs::write(&path, &whole[..length]).unwrap();
        match line_at(&path, start as u64) {
            Ok(line) => {
                assert_eq!(line, lines()[201].as_bytes());
                there += 1;
            }
            Err(_) => lost += 1,
        }
    }
    assert!(there > 1 && lost > 1, "{there} {lost}");
}

#[test]
fn a_broken_line_costs_itself() {
    let broken = "{\"title\":\n".repeat(7);
    let text = format!("{{\"title\":\"甲\"}}\n{broken}\r\n{{\"title\":\"乙\"}}\n");
    for name in NAMES {
        let (_folder, path) = file(name, text.as_bytes());
        let (_, rows, failures) = all(&path, Form::Json);
        let headlines = rows
            .chunks()
            .iter()
            .flat_map(|chunk| (0..chunk.len()).map(|index| chunk.headline(index).to_owned()));
        assert_eq!(headlines.collect::<Vec<_>>(), ["甲", "乙"]);
        assert_eq!(whys(&failures[..5]), ["why-record-broken"; 5]);
        assert!(failures[0].what.ends_with(&format!("{name}:2")));
        // The others are only counted.
        assert_eq!(whys(&failures[5..]), ["why-records-broken"]);
        assert_eq!(failures[5].detail, "2");
    }
}

#[test]
fn a_file_cut_short_gives_the_lines_before() {
    let text = lines().join("\n");
    for name in &NAMES[1..] {
        let (_folder, path) = file(name, text.as_bytes());
        let whole = fs::read(&path).unwrap();
        fs::write(&path, &whole[..whole.len() / 2]).unwrap();
        let (_, rows, failures) = all(&path, Form::Json);
        // Half of a block of zstd is nothing, and all of it is one.
        let least = if name.ends_with("gz") { 100 } else { 0 };
        assert!((least..700).contains(&rows.len()), "{name}: {}", rows.len());
        for row in (0..rows.len() as u32).map(crate::store::RowIx) {
            assert_eq!(rows.headline(row), row.0.to_string());
        }
        assert_eq!(whys(&failures), ["why-cut"], "{failures:?}");
    }
}

#[test]
fn a_short_file_that_is_damaged_at_its_end_gives_all_lines() {
    let lines: Vec<String> = (0..40)
        .map(|n| format!("{{\"title\":\"{n}\"}}\n"))
        .collect();
    let text = lines.concat();
    for name in &NAMES[1..] {
        let (_folder, path) = file(name, text.as_bytes());
        let whole = fs::read(&path).unwrap();
        fs::write(&path, &whole[..whole.len() - 1]).unwrap();
        let (_, rows, failures) = all(&path, Form::Json);
        assert_eq!(rows.len(), 40, "{name}");
        assert_eq!(whys(&failures), ["why-cut"], "{name}");
    }
}

#[test]
fn reading_ends_when_nobody_listens() {
    let (_folder, path) = file("a.jsonl", lines().join("\n").as_bytes());
    let mut items = 0;
    let ended = read(&path, Form::Json, &mut |_| {
        items += 1;
        ControlFlow::Break(())
    });
    assert_eq!((ended, items), (ControlFlow::Break(()), 1));
}

/// A FIFO in a folder of its own.
fn fifo(name: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    let made = std::process::Command::new("mkfifo").arg(&path).status();
    assert!(made.unwrap().success());
    (folder, path)
}

#[test]
fn lines_of_a_stream_come_before_its_end() {
    for (name, form, lines) in [
        ("l", Form::Plain, ["一行\n二行\n三", "行\n"]),
        (
            "a.jsonl",
            Form::Json,
            [
                "{\"title\":\"一行\"}\n{\"title\":\"二行\"}\n{",
                "\"title\":\"三行\"}",
            ],
        ),
    ] {
        let (_folder, path) = fifo(name);
        let to = path.clone();
        let (send, go) = std::sync::mpsc::channel::<()>();
        let writing = std::thread::spawn(move || {
            let mut file = fs::OpenOptions::new().write(true).open(to).unwrap();
            file.write_all(lines[0].as_bytes()).unwrap();
            go.recv().unwrap();
            file.write_all(lines[1].as_bytes()).unwrap();
        });
        let mut seen = Vec::new();
        let ended = read(&path, form, &mut |item| {
            if let Item::Rows(chunk) = item {
                seen.extend((0..chunk.len()).map(|row| chunk.headline(row).to_owned()));
                if seen.len() == 2 {
                    send.send(()).unwrap();
                }
            }
            ControlFlow::Continue(())
        });
        assert!(ended.is_continue());
        writing.join().unwrap();
        assert_eq!(seen, ["一行", "二行", "三行"]);
        // Nobody writes any more: it is not waited for.
        assert!(matches!(line_at(&path, 0), Err(ReadError::Once)));
    }
}

#[test]
fn what_a_file_holds_is_told_by_its_name() {
    for name in [
        "a.jsonl",
        "A.JSONL",
        "a.ndjson.gz",
        "a.jsonl.ZSTD",
        ".jsonl.zst",
    ] {
        assert_eq!(Form::of(Path::new(name)), Some(Form::Json), "{name}");
    }
    for name in [
        "a.json",
        "a.jsonl.txt",
        "jsonl",
        "a.gz",
        "a.jsonl.gz.gz",
        "/",
    ] {
        assert_eq!(Form::of(Path::new(name)), None, "{name}");
    }
}
