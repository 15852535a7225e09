//! A program killed at any moment, a thousand times.

use std::collections::BTreeSet;
use std::time::Duration;

use yue::shell::atomic::{self, Real};

use super::writer::Writer;
use super::{ids, temporaries};

const ROUNDS: u64 = 1_000;

/// Rounds in one file; then another begins, as a long one takes longer to write.
const ROUNDS_OF_A_FILE: u64 = 25;

/// A program is killed at the latest so many microseconds after it began to write.
const LONGEST: u64 = 40_000;

/// Ids of one round.
const IDS: u64 = 1_000;

/// What the rounds on one file came to.
#[derive(Default)]
struct Sum {
    saved: usize,
    left: usize,
}

/// The same numbers each time, well mixed.
fn mixed(seed: u64) -> u64 {
    let mut z = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The rounds on one file, from this one on.
fn rounds(first: u64) -> Sum {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("yue/bookmarks.toml");
    let (mut saved, mut begun) = (BTreeSet::new(), BTreeSet::new());
    for round in first..first + ROUNDS_OF_A_FILE {
        let from = round * IDS;
        let mut writer = Writer::start(&format!("add {from} {IDS}"), &path);
        writer.go();
        std::thread::sleep(Duration::from_micros(mixed(round) % LONGEST));
        writer.child.kill().unwrap();
        let (mut child, told) = writer.rest();
        child.wait().unwrap();
        assert!(told.iter().all(|(word, _)| word == "saved"), "{told:?}");
        saved.extend(told.iter().map(|(_, id)| *id));
        // The one that it was about to write may be there.
        begun.insert(from + told.len() as u64);
        let stored = ids(&path);
        let lost: Vec<&u64> = saved.difference(&stored).collect();
        assert!(lost.is_empty(), "round {round}: lost {lost:?}");
        let beyond = stored.difference(&saved).all(|id| begun.contains(id));
        assert!(beyond, "round {round}: {stored:?}");
    }
    let left = if path.parent().unwrap().exists() {
        let left = temporaries(&path).len();
        atomic::sweep(&Real, &path);
        assert_eq!(temporaries(&path), [""; 0], "the dead want nothing more");
        left
    } else {
        0
    };
    Sum {
        saved: saved.len(),
        left,
    }
}

#[test]
fn a_thousand_kills_lose_nothing() {
    let next = std::sync::atomic::AtomicU64::new(0);
    let lane = || {
        let mut sums = Vec::new();
        loop {
            let first = next.fetch_add(ROUNDS_OF_A_FILE, std::sync::atomic::Ordering::Relaxed);
            if first >= ROUNDS {
                return sums;
            }
            sums.push(rounds(first));
        }
    };
    let sums: Vec<Sum> = std::thread::scope(|scope| {
        let lanes: Vec<_> = (0..4).map(|_| scope.spawn(lane)).collect();
        let lanes = lanes.into_iter();
        lanes.flat_map(|lane| lane.join().unwrap()).collect()
    });
    let saved: usize = sums.iter().map(|sum| sum.saved).sum();
    let left: usize = sums.iter().map(|sum| sum.left).sum();
    println!("{saved} saved, {left} temporary files left by the dead");
    assert_eq!(sums.len() as u64, ROUNDS / ROUNDS_OF_A_FILE);
    assert!(saved > 100, "too few were saved to say anything: {saved}");
}
