//! Each operation on bookmarks with a fault at its first step, its second and so on until
//! none is left to fail: once and from then on, before the step and after it, with each
//! error that a disk gives.

use super::super::*;
use super::medium::State;
use super::memory::{Lie, Memory, Plan};
use crate::article::ArticleId;
use crate::shell::bookmarks::write_on;
use crate::store::bookmark_file::{self, Standing};
use crate::store::{Bookmark, BookmarkChange};

pub(super) const FILE: &str = "/home/yue/bookmarks.toml";
const ASIDE: &str = "/home/yue/bookmarks.toml.corrupt-1";
pub(super) const DAYS: i64 = 2 * 24 * 60 * 60;
const ERRORS: [Errno; 5] = [
    Errno::IO,
    Errno::NOSPC,
    Errno::DQUOT,
    Errno::ROFS,
    Errno::INTR,
];
/// More steps than any operation has.
const STEPS: usize = 100;

pub(super) fn set(id: u64) -> BookmarkChange {
    BookmarkChange::Set(Bookmark {
        id: ArticleId(id),
        headline: format!("第{id}章"),
        source: "seed:x".to_owned(),
        added: "2026-11-22T08:00:00Z".to_owned(),
        ..Bookmark::default()
    })
}

pub(super) fn note(id: u64, note: &str) -> BookmarkChange {
    BookmarkChange::Note {
        id: ArticleId(id),
        was: String::new(),
        note: note.to_owned(),
    }
}

pub(super) fn write(disk: &Memory, change: BookmarkChange) -> bool {
    write_on(disk, Path::new(FILE), &[], &[change]).is_ok()
}

/// The text that a change makes of another.
pub(super) fn made(text: &[u8], change: &BookmarkChange) -> Vec<u8> {
    let applied = bookmark_file::apply(text, std::slice::from_ref(change));
    applied.unwrap().text.into_bytes()
}

/// A disk where three bookmarks were saved over a week: with three backups, and another
/// due.
fn week() -> Memory {
    let disk = Memory::with_folders(&["/home", "/home/yue"]);
    for id in [1, 2, 3, 4, 5] {
        assert!(write(&disk, set(id)));
        disk.state.borrow_mut().pass(DAYS);
    }
    assert_eq!(
        disk.state.borrow().paths().len(),
        5,
        "{FILE}, its lock, backups"
    );
    disk
}

/// A disk with a file that one slip has damaged.
pub(super) fn damaged() -> (Memory, Vec<u8>) {
    let disk = Memory::with_folders(&["/home", "/home/yue"]);
    let text = bookmark_file::apply(b"", &[set(1), set(2), set(3)]);
    let text = text.unwrap().text.replacen("]]", "]", 1).into_bytes();
    let standing = bookmark_file::read(&text).standing;
    assert!(matches!(standing, Standing::Damaged(_)));
    disk.put(Path::new(FILE), &text);
    disk.state.borrow_mut().pass(DAYS);
    (disk, text)
}

/// An operation, and the disk that it is done on.
struct Case {
    name: &'static str,
    start: State,
    change: BookmarkChange,
}

fn cases() -> Vec<Case> {
    let case = |name, disk: Memory, change| Case {
        name,
        start: disk.state.into_inner(),
        change,
    };
    let id = ArticleId(2);
    let tag = BookmarkChange::Tag {
        id,
        add: vec!["诗".to_owned()],
        remove: Vec::new(),
    };
    let place = BookmarkChange::Move {
        id,
        block: 7,
        offset: 9,
    };
    let found = BookmarkChange::Found {
        id,
        source: "seed:y".to_owned(),
    };
    vec![
        case("first", Memory::with_folders(&[]), set(6)),
        case("add", week(), set(6)),
        case("remove", week(), BookmarkChange::Clear(id)),
        case("move", week(), place),
        case("tag", week(), tag),
        case("note", week(), note(2, "读到这里")),
        case("found", week(), found),
        case("mend", damaged().0, set(6)),
    ]
}

/// How often a step failed, and what was wrong then.
#[derive(Default)]
struct Tally {
    fired: usize,
    runs: usize,
    wrong: Vec<String>,
}

impl Case {
    fn text(state: &State) -> &[u8] {
        state.bytes(Path::new(FILE)).unwrap_or_default()
    }

    /// What is wrong after a write that was told to be done, or not.
    fn faults(&self, disk: &Memory, ok: bool) -> Vec<&'static str> {
        let (now, worst) = (disk.state.borrow(), disk.state.borrow().worst());
        let old = Self::text(&self.start);
        let new = made(old, &self.change);
        let mut wrong = Vec::new();
        for state in [&*now, &worst] {
            let text = Self::text(state);
            if text != new && (ok || text != old) {
                wrong.push(if ok {
                    "not saved"
                } else {
                    "neither old nor new"
                });
            }
            let aside = state.bytes(Path::new(ASIDE));
            if self.name == "mend" && text == new && aside != Some(old) {
                wrong.push("not kept aside");
            }
        }
        let temporary = |path: &PathBuf| path.extension() == Some(OsStr::new("tmp"));
        if disk.stuck.get() == 0 && now.paths().iter().any(temporary) {
            wrong.push("a temporary file is left");
        }
        wrong
    }

    /// Faults of one kind, one step after the other.
    fn walk(&self, kind: Plan, lie: Option<Lie>, tally: &mut Tally) {
        for at in 1.. {
            assert!(at < STEPS, "{}: it never ends", self.name);
            let plan = Plan { at, ..kind };
            let mut disk = Memory::of(self.start.clone());
            (disk.plan, disk.lie) = (Some(plan), lie);
            let ok = write(&disk, self.change.clone());
            let fired = disk.fired.get();
            tally.runs += 1;
            tally.fired += fired;
            let mut wrong = self.faults(&disk, ok);
            if fired == 0 && !ok {
                wrong.push("refused for nothing");
            }
            // Whatever went wrong: once the disk works again, so does the write.
            disk.plan = None;
            if !write(&disk, self.change.clone()) {
                wrong.push("refused for ever");
            }
            let (now, worst) = (disk.state.borrow(), disk.state.borrow().worst());
            let new = made(Self::text(&self.start), &self.change);
            if Self::text(&now) != new || Self::text(&worst) != new {
                wrong.push("not saved at the second try");
            }
            let told = wrong.iter().map(|w| format!("{} {plan:?}: {w}", self.name));
            tally.wrong.extend(told);
            if fired == 0 {
                return;
            }
        }
    }
}

fn walk_all(lie: Option<Lie>) -> Tally {
    let mut tally = Tally::default();
    for case in cases() {
        for errno in ERRORS {
            for (persistent, late) in [(false, false), (false, true), (true, false), (true, true)] {
                let kind = Plan {
                    at: 0,
                    errno,
                    persistent,
                    late,
                };
                case.walk(kind, lie, &mut tally);
            }
        }
    }
    tally
}

#[test]
fn a_fault_at_any_step_loses_nothing_and_is_told() {
    let tally = walk_all(None);
    assert!(tally.wrong.is_empty(), "{}", tally.wrong.join("\n"));
    println!("{} runs, {} faults", tally.runs, tally.fired);
    assert!(tally.fired > 3_500, "{}", tally.fired);
}

#[test]
fn a_sync_that_was_not_done_is_found() {
    for lie in [Lie::Files, Lie::Folders] {
        let wrong = walk_all(Some(lie)).wrong.join("\n");
        assert!(wrong.contains("not saved"), "{lie:?}");
    }
}

#[test]
fn a_fault_while_reading_is_told() {
    let start = week().state.into_inner();
    for at in 1.. {
        let mut disk = Memory::of(start.clone());
        disk.plan = Some(Plan {
            at,
            errno: Errno::IO,
            persistent: false,
            late: false,
        });
        let read = read::<_, bookmark_file::Newer>(&disk, Path::new(FILE));
        if disk.fired.get() == 0 {
            assert_eq!(read.unwrap(), Case::text(&start));
            assert!(at > 3, "a look, a read and a link");
            return;
        }
        assert!(read.is_err(), "step {at}");
    }
}

#[test]
fn where_nothing_more_can_be_kept_aside_nothing_is_written() {
    let (disk, old) = damaged();
    for number in 1..aside::MOST {
        let mut state = disk.state.borrow_mut();
        let file = state.make(&PathBuf::from(format!("{FILE}.corrupt-{number}")));
        state.put(file.unwrap(), number.to_string().as_bytes());
    }
    disk.state.borrow_mut().settle();
    let written = write_on(&disk, Path::new(FILE), &[], &[set(6)]);
    assert!(matches!(written, Err(ReplaceError::Crowded)));
    assert_eq!(Case::text(&disk.state.borrow()), old);
    let first = PathBuf::from(format!("{FILE}.corrupt-1"));
    disk.state.borrow_mut().change(Some(&first), None);
    assert!(write(&disk, set(6)));
    let state = disk.state.borrow();
    assert_eq!(state.bytes(Path::new(ASIDE)), Some(&*old));
}
