//! Conflict copies that are joined while the disk fails at each step, while the tool that
//! made them goes on writing, and while another program joins them too.

use super::super::*;
use super::memory::{Memory, Plan};
use crate::shell::bookmarks::{Joined, merge_on};
use crate::store::bookmark_file;

const FILE: &str = "/home/yue/bookmarks.toml";
const COPY: &str = "/home/yue/bookmarks (conflict).toml";
/// More steps than joining one copy has.
const STEPS: usize = 80;

fn block(id: u64) -> Vec<u8> {
    format!("[[bookmark]]\nid = \"{id:016x}\"\n").into_bytes()
}

fn disk() -> Memory {
    let disk = Memory::with_folders(&["/home", "/home/yue"]);
    disk.put(Path::new(FILE), &block(1));
    disk.put(Path::new(COPY), &block(2));
    disk
}

fn merge(disk: &Memory) -> Joined {
    merge_on(disk, Path::new(FILE))
}

fn ids(disk: &Memory) -> Vec<u64> {
    let state = disk.state.borrow();
    let contents = bookmark_file::read(state.bytes(Path::new(FILE)).unwrap());
    contents.bookmarks.iter().map(|b| b.id.0).collect()
}

/// Whether some file but the bookmarks holds these bytes.
fn is_kept(disk: &Memory, bytes: &[u8]) -> bool {
    let state = disk.state.borrow();
    let mut others = state.paths().into_iter().filter(|p| p != Path::new(FILE));
    others.any(|path| state.bytes(&path) == Some(bytes))
}

#[test]
fn what_the_tool_writes_meanwhile_is_joined_too() {
    let (mut replaced, mut reached) = (0, 0);
    for step in 1..STEPS {
        for in_place in [false, true] {
            let disk = disk();
            let copy = disk.state.borrow().file(Path::new(COPY)).unwrap();
            let rewrite = move |disk: &Memory| {
                let mut state = disk.state.borrow_mut();
                let at = if in_place {
                    copy
                } else {
                    state.make(Path::new(COPY)).unwrap()
                };
                state.put(at, &block(3));
            };
            disk.meanwhile.set(Some((step, Box::new(rewrite))));
            merge(&disk);
            if disk.meanwhile.take().is_some() {
                continue;
            }
            reached += 1;
            assert_eq!(merge(&disk).odd, [], "{step} {in_place}");
            let all = ids(&disk);
            let late = in_place && !all.contains(&3);
            // Written when all was over: then the file with the last name has it.
            assert!(all.contains(&3) || late, "{step} {in_place}: {all:?}");
            replaced += usize::from(all.contains(&3));
        }
    }
    assert!(
        reached > 40 && replaced + 4 > reached,
        "{replaced}/{reached}"
    );
}

#[test]
fn two_at_once_tell_no_failure_and_join_all() {
    let mut reached = 0;
    for step in 1..STEPS {
        let disk = disk();
        let other = |disk: &Memory| assert_eq!(merge(disk).odd, []);
        disk.meanwhile.set(Some((step, Box::new(other))));
        let joined = merge(&disk);
        reached += usize::from(disk.meanwhile.take().is_none());
        assert_eq!(joined.odd, [], "{step}");
        assert_eq!(ids(&disk), [1, 2], "{step}");
        assert!(is_kept(&disk, &block(2)), "{step}");
        assert_eq!(merge(&disk), Joined::default(), "{step}: each once");
    }
    assert!(reached > 20, "{reached}");
}

#[test]
fn a_fault_loses_nothing_and_the_next_time_all_is_joined() {
    let mut fired = 0;
    for at in 1..STEPS {
        for (persistent, late) in [(false, false), (true, false), (false, true)] {
            let mut disk = disk();
            disk.plan = Some(Plan {
                at,
                errno: Errno::NOSPC,
                persistent,
                late,
            });
            merge(&disk);
            fired += disk.fired.get();
            assert!(is_kept(&disk, &block(2)), "{at} {persistent} {late}");
            disk.plan = None;
            let joined = merge(&disk);
            assert_eq!(joined.odd, [], "{at} {persistent} {late}");
            assert_eq!(ids(&disk), [1, 2], "{at} {persistent} {late}");
            assert!(is_kept(&disk, &block(2)), "{at} {persistent} {late}");
        }
    }
    assert!(fired > 60, "{fired}");
}
