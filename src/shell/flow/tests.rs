//! Flows that are written by the test, piece by piece.

use std::io::{PipeWriter, Write, pipe};

use super::*;

/// Long enough that only a test that hangs gets there.
const LIMIT: Duration = Duration::from_secs(60);

/// A flow and what writes to it.
fn flow(cap: usize) -> (Flow, PipeWriter) {
    let (reader, writer) = pipe().unwrap();
    let flow = Flow::start(cap, || Ok(Box::new(reader))).unwrap();
    (flow, writer)
}

fn text(seen: &Seen) -> &str {
    std::str::from_utf8(&seen.bytes).unwrap()
}

fn next(flow: &Flow, era: u64) -> Seen {
    let (found, seen) = flow.next(Instant::now());
    assert_eq!(found, Era(era));
    seen.unwrap()
}

#[test]
fn what_is_there_is_given_before_the_end() {
    let (flow, mut writer) = flow(1 << 20);
    flow.ask(Era(1));
    writer.write_all(b"one").unwrap();
    let seen = next(&flow, 1);
    assert_eq!((text(&seen), seen.ended), ("one", false));
    // Asked for before there is more, and after.
    flow.ask_on(Era(1));
    writer.write_all(b" two").unwrap();
    assert_eq!(text(&next(&flow, 1)), "one two");
    writer.write_all(b" three").unwrap();
    assert!(flow.is_filled(13, LIMIT));
    flow.ask_on(Era(1));
    let seen = next(&flow, 1);
    assert_eq!((text(&seen), seen.ended), ("one two three", false));
    // The end is news, too.
    flow.ask_on(Era(1));
    drop(writer);
    let seen = next(&flow, 1);
    assert_eq!((text(&seen), seen.ended), ("one two three", true));
    assert!(!seen.truncated);
    // Whoever comes back gets it at once, and whole.
    flow.ask(Era(2));
    assert_eq!(text(&next(&flow, 2)), "one two three");
}

#[test]
fn whoever_comes_anew_takes_the_place_of_who_waits() {
    let (flow, mut writer) = flow(1 << 20);
    writer.write_all(b"one").unwrap();
    flow.ask(Era(1));
    next(&flow, 1);
    flow.ask_on(Era(1));
    flow.ask(Era(2));
    flow.ask_on(Era(1));
    // Not kept waiting by what is due to those who were given some before.
    let due = Instant::now() + 1000 * LIMIT;
    let (era, seen) = flow.next(due);
    assert_eq!((era, text(&seen.unwrap())), (Era(2), "one"));
}

#[test]
fn what_was_given_stays_as_it_was() {
    let (flow, mut writer) = flow(1 << 20);
    writer.write_all(b"one").unwrap();
    let seen = flow.fill(3).unwrap();
    writer.write_all(b"two").unwrap();
    assert_eq!(text(&flow.fill(6).unwrap()), "onetwo");
    assert_eq!(text(&seen), "one");
}

#[test]
fn no_more_is_read_than_somebody_asks_for() {
    let (flow, mut writer) = flow(1 << 20);
    writer.write_all(&[b'x'; 100]).unwrap();
    assert_eq!(flow.fill(40).unwrap().bytes.len(), 40);
    assert_eq!(flow.fill(10).unwrap().bytes.len(), 40);
    assert!(!flow.is_filled(101, Duration::ZERO));
    drop(writer);
    let seen = flow.fill(usize::MAX).unwrap();
    assert_eq!((seen.bytes.len(), seen.ended), (100, true));
}

#[test]
fn a_flow_without_end_ends_at_its_cap() {
    for (length, truncated) in [(9, false), (10, false), (11, true), (PIECE, true)] {
        let (flow, mut writer) = flow(10);
        writer.write_all(&vec![b'x'; length]).unwrap();
        // Whoever goes on to write must not be waited for.
        let open = truncated.then_some(writer);
        let seen = flow.fill(usize::MAX).unwrap();
        assert_eq!(seen.bytes.len(), length.min(10), "{length}");
        assert_eq!((seen.ended, seen.truncated), (true, truncated), "{length}");
        drop(open);
    }
}

#[test]
fn a_flow_that_breaks_off_says_why() {
    let denied = || Err(io::Error::from(ErrorKind::PermissionDenied));
    let flow = Flow::start(10, denied).unwrap();
    flow.ask(Era(1));
    let (_, seen) = flow.next(Instant::now());
    assert_eq!(
        seen.map_err(|error| error.of("-").why).err(),
        Some("why-permission")
    );
    assert!(matches!(flow.fill(1), Err(ReadError::Permission)));
}
