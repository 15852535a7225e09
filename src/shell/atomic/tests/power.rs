//! The power cut after each step of three writes in a row, with each subset of what was
//! not synced lost: what was acknowledged is there, and the file is whole.

use super::super::*;
use super::faults::{DAYS, FILE, damaged, made, note, set, write};
use super::medium::State;
use super::memory::{Lie, Memory, Plan};
use crate::article::ArticleId;
use crate::store::BookmarkChange;

/// More names than are ever not safe at once.
const NAMES: usize = 12;

/// More steps than three writes have.
const STEPS: usize = 200;

/// What a power cut leaves of a content that was not safe.
type Rest = fn(&[u8]) -> Vec<u8>;

/// Three writes, and the disk that they are done on.
struct Story {
    start: State,
    changes: [BookmarkChange; 3],
    /// Seconds between the writes.
    gap: i64,
    /// What was there.
    old: Vec<u8>,
}

fn stories() -> Vec<Story> {
    let tag = BookmarkChange::Tag {
        id: ArticleId(1),
        add: vec!["诗".to_owned()],
        remove: Vec::new(),
    };
    let (broken, old) = damaged();
    let fresh = || Memory::with_folders(&["/home"]).state.into_inner();
    let days = Memory::of(fresh());
    for id in [1, 2, 3, 4] {
        assert!(write(&days, set(id)));
        days.state.borrow_mut().pass(DAYS);
    }
    let days = days.state.into_inner();
    let text = days.bytes(Path::new(FILE)).unwrap().to_vec();
    vec![
        Story {
            start: fresh(),
            changes: [set(1), set(2), note(1, "好")],
            gap: 0,
            old: Vec::new(),
        },
        Story {
            start: days,
            changes: [set(5), BookmarkChange::Clear(ArticleId(2)), tag.clone()],
            gap: DAYS,
            old: text,
        },
        Story {
            start: broken.state.into_inner(),
            changes: [set(4), tag, BookmarkChange::Clear(ArticleId(3))],
            gap: 0,
            old,
        },
    ]
}

#[derive(Default)]
struct Tally {
    states: usize,
    wrong: Vec<String>,
}

impl Story {
    /// The texts before the first write and after each.
    fn texts(&self) -> Vec<Vec<u8>> {
        let mut texts = vec![self.old.clone()];
        for change in &self.changes {
            let next = made(&texts[texts.len() - 1], change);
            texts.push(next);
        }
        texts
    }

    /// Runs until the power is cut after `steps`; how many writes were acknowledged, and
    /// whether all were.
    fn run(&self, steps: usize, lie: Option<Lie>) -> (Memory, usize) {
        let mut disk = Memory::of(self.start.clone());
        disk.lie = lie;
        disk.plan = Some(Plan {
            at: steps + 1,
            errno: Errno::IO,
            persistent: true,
            late: false,
        });
        let mut done = 0;
        for change in &self.changes {
            if !write(&disk, change.clone()) {
                break;
            }
            done += 1;
            disk.state.borrow_mut().pass(self.gap);
        }
        (disk, done)
    }

    fn walk(&self, lie: Option<Lie>, tally: &mut Tally) {
        let texts = self.texts();
        for steps in 0.. {
            assert!(steps < STEPS, "it never ends");
            let (disk, done) = self.run(steps, lie);
            let state = disk.state.borrow();
            let names = state.unsafe_names();
            if lie.is_some() && !tally.wrong.is_empty() {
                return;
            }
            assert!(names <= NAMES, "{names} names are not safe");
            let allowed = &texts[done..texts.len().min(done + 2)];
            for kept in 0..1_u32 << names {
                let rests: [Rest; 4] = [
                    |_| Vec::new(),
                    |bytes| bytes[..bytes.len() / 2].to_vec(),
                    |bytes| vec![0; bytes.len()],
                    <[u8]>::to_vec,
                ];
                let contents = if state.has_unsafe_content() { 4 } else { 1 };
                for rest in &rests[..contents] {
                    tally.states += 1;
                    let after = state.cut(kept, rest);
                    let wrong = self.faults(&after, allowed, &texts);
                    let place = format!("after {steps} steps, {done} saved, {kept:b} kept");
                    let told = wrong.into_iter().map(|w| format!("{place}: {w}"));
                    tally.wrong.extend(told);
                }
            }
            if done == self.changes.len() && disk.fired.get() == 0 {
                return;
            }
        }
    }

    /// What is wrong with what a power cut has left.
    fn faults(&self, after: &State, allowed: &[Vec<u8>], texts: &[Vec<u8>]) -> Vec<String> {
        let mut wrong = Vec::new();
        let text = after.bytes(Path::new(FILE)).unwrap_or_default();
        if !allowed.iter().any(|allowed| allowed == text) {
            wrong.push(format!("{:?}", String::from_utf8_lossy(text)));
        }
        let whole = |path: &PathBuf| path.extension() != Some(OsStr::new("tmp"));
        for path in after.paths().into_iter().filter(whole) {
            let bytes = after.bytes(&path).unwrap_or_default();
            let name = path.to_string_lossy();
            if name.contains(".corrupt-") && bytes != self.old {
                wrong.push(format!("{name} is not what was there"));
            }
            if name.contains(".bak") && !texts.iter().any(|text| text == bytes) {
                // Those that were there before the first write.
                if self.start.bytes(&path).is_none() {
                    wrong.push(format!("{name} was never the file"));
                }
            }
        }
        let kept = PathBuf::from(format!("{FILE}.corrupt-1"));
        let damaged = self.start.bytes(&kept).is_none() && text != self.old;
        let mended = damaged && bookmarks_are_damaged(&self.old);
        if mended && after.bytes(&kept).is_none() {
            wrong.push("mended, and the original is not kept aside".to_owned());
        }
        // Life goes on: the next write works, and holds.
        let disk = Memory::of(after.clone());
        let change = set(99);
        let next = made(text, &change);
        if !write(&disk, change)
            || disk.state.borrow().worst().bytes(Path::new(FILE)) != Some(&next)
        {
            wrong.push("no write afterwards".to_owned());
        }
        wrong
    }
}

fn bookmarks_are_damaged(text: &[u8]) -> bool {
    let contents = crate::store::bookmark_file::read(text);
    contents.standing != crate::store::bookmark_file::Standing::Sound
}

fn walk_all(lie: Option<Lie>) -> Tally {
    let mut tally = Tally::default();
    for story in stories() {
        story.walk(lie, &mut tally);
    }
    tally
}

#[test]
fn a_power_cut_at_any_moment_leaves_what_was_acknowledged() {
    let tally = walk_all(None);
    println!("{} states", tally.states);
    let first: Vec<&String> = tally.wrong.iter().take(5).collect();
    assert!(tally.wrong.is_empty(), "{}: {first:#?}", tally.wrong.len());
    assert!((1_000..=20_000).contains(&tally.states), "{}", tally.states);
}

#[test]
fn a_disk_that_syncs_nothing_is_found() {
    for lie in [Lie::Files, Lie::Folders] {
        let tally = walk_all(Some(lie));
        assert!(!tally.wrong.is_empty(), "{lie:?}");
    }
}
