//! The program that writes: it tells on its standard output what is on disk, one line for
//! each, and only then.

use std::io::{BufRead, BufReader, Lines, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use yue::article::ArticleId;
use yue::shell::bookmarks;
use yue::store::{Bookmark, BookmarkChange};

/// Says what to write: `add FIRST COUNT FILE` or `mix WHO COUNT FILE`.
pub const VARIABLE: &str = "YUE_TEST_WRITER";

/// The test below, as the test binary names it.
const TEST: &str = "durability::writer::a_program_that_writes";

pub fn set(id: u64) -> BookmarkChange {
    BookmarkChange::Set(Bookmark {
        id: ArticleId(id),
        headline: format!("第{id}章"),
        source: "seed:x".to_owned(),
        added: "2026-11-22T08:00:00Z".to_owned(),
        ..Bookmark::default()
    })
}

/// What a program of many does: `count` changes, each a bookmark of its own, a note on
/// it or its removal, so that of four changes two bookmarks are made and one is left.
pub fn mix(who: u64, count: u64) -> Vec<BookmarkChange> {
    let change = |n: u64| {
        let id = who * 1_000 + n / 4 * 2;
        match n % 4 {
            0 => set(id),
            1 => set(id + 1),
            2 => BookmarkChange::Note {
                id: ArticleId(id),
                was: String::new(),
                note: format!("{who}/{n}"),
            },
            _ => BookmarkChange::Clear(ArticleId(id + 1)),
        }
    };
    (0..count).map(change).collect()
}

/// A program started, and what it says.
pub struct Writer {
    pub child: Child,
    pub input: ChildStdin,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Writer {
    /// Starts one; it waits for a line before it writes.
    pub fn start(task: &str, path: &Path) -> Self {
        Self::of(&mut Self::command(task, path))
    }

    /// The command of one.
    pub fn command(task: &str, path: &Path) -> Command {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args([TEST, "--exact", "--nocapture"])
            .env(VARIABLE, format!("{task} {}", path.display()));
        command
    }

    pub fn of(command: &mut Command) -> Self {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let ready = lines.any(|line| line.unwrap() == "ready");
        assert!(ready, "the program does not start");
        Self {
            input: child.stdin.take().unwrap(),
            child,
            lines,
        }
    }

    pub fn go(&mut self) {
        self.input.write_all(b"\n").unwrap();
    }

    /// What it says until it ends: the numbers behind a word.
    pub fn rest(self) -> (Child, Vec<(String, u64)>) {
        let mut told = Vec::new();
        // A line that was cut says nothing.
        for line in self.lines.map_while(Result::ok) {
            let mut words = line.split(' ');
            let (word, number) = (words.next(), words.next());
            if let (Some(word @ ("saved" | "refused")), Some(number), Some("."), None) =
                (word, number, words.next(), words.next())
            {
                told.push((word.to_owned(), number.parse().unwrap()));
            }
        }
        (self.child, told)
    }
}

fn say(line: &str) {
    // One write, so that no line is cut; and not through the harness.
    std::io::stdout()
        .write_all(format!("\n{line}\n").as_bytes())
        .unwrap();
}

/// No test: it returns at once unless it was started by one.
#[test]
fn a_program_that_writes() {
    let Some(task) = std::env::var_os(VARIABLE) else {
        return;
    };
    let task = task.into_string().unwrap();
    let mut words = task.splitn(4, ' ');
    let mut word = || words.next().expect("task, number, count, file").to_owned();
    let (what, number, count) = (word(), word(), word());
    let (number, count): (u64, u64) = (number.parse().unwrap(), count.parse().unwrap());
    let path = PathBuf::from(word());
    say("ready");
    std::io::stdin().read_line(&mut String::new()).unwrap();
    let changes: Vec<BookmarkChange> = match what.as_str() {
        "add" => (number..number + count).map(set).collect(),
        "mix" => mix(number, count),
        _ => panic!("no such task: {what}"),
    };
    for change in changes {
        let id = change.id().0;
        loop {
            match bookmarks::write(&path, std::slice::from_ref(&change)) {
                Ok(_) => say(&format!("saved {id} .")),
                // Many want to write: whoever finds no turn asks again.
                Err(failure) if failure.why == "why-lock-busy" => continue,
                Err(_) => say(&format!("refused {id} .")),
            }
            break;
        }
    }
}
