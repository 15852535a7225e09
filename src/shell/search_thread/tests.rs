//! Tests of how workers share a search, with pieces that are looked through when the
//! test says so.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::AtomicBool;
use std::sync::mpsc;

use super::*;
use crate::store::{ChunkBuilder, Origin, RecordPlace, RowFacts, RowIx};

fn hit(row: u32) -> TextHit {
    TextHit {
        row: RowIx(row),
        text: "雨".into(),
        marks: 0..1,
    }
}

fn failure(detail: &str) -> Failure {
    Failure {
        what: "a.jsonl".into(),
        why: "why-moved",
        detail: crate::text::clean::line(detail),
    }
}

/// What a piece gives.
type Given = (Vec<TextHit>, Option<Failure>);

/// Looks through pieces of ten rows each by `look`.
fn work(look: &(dyn Fn(usize) -> Given + Sync)) -> Look<'_> {
    Box::new(move |at, give| {
        let (hits, failure) = look(at);
        give(hits, 10);
        failure.map_or(Ok(()), Err)
    })
}

/// All that is told of pieces of ten rows each, which `look` looks through.
fn told(
    pieces: usize,
    look: &(dyn Fn(usize) -> Given + Sync),
    stale: &(dyn Fn() -> bool + Sync),
) -> Vec<Report> {
    let mut reports = Vec::new();
    share(pieces, &|| work(look), stale, &mut |report| {
        reports.push(report);
    });
    reports
}

fn rows(reports: &[Report]) -> Vec<u32> {
    let hits = reports.iter().flat_map(|report| &report.hits);
    hits.map(|hit| hit.row.0).collect()
}

/// The last of `reports`, and no other, is the end, when so many rows were looked at.
#[track_caller]
fn check_end(reports: &[Report], looked: usize) {
    let ends: Vec<bool> = reports.iter().map(|report| report.done).collect();
    assert_eq!(ends.iter().position(|done| *done), Some(ends.len() - 1));
    let counts: Vec<usize> = reports.iter().map(|report| report.looked).collect();
    assert!(counts.is_sorted());
    assert_eq!(counts.last(), Some(&looked));
}

#[test]
fn hits_come_in_order_whatever_worker_is_faster() {
    let (done, waits) = mpsc::channel();
    let (done, waits) = (Mutex::new(done), Mutex::new(waits));
    let look = |at: usize| {
        match at {
            // The first comes after all others.
            0 => waits.lock().unwrap().recv().unwrap(),
            9 => done.lock().unwrap().send(()).unwrap(),
            _ => {}
        }
        (vec![hit(at as u32 * 2), hit(at as u32 * 2 + 1)], None)
    };
    let reports = told(10, &look, &|| false);
    assert_eq!(rows(&reports), (0..20).collect::<Vec<_>>());
    check_end(&reports, 100);
}

#[test]
fn what_is_found_is_told_while_the_rest_is_looked_through() {
    let (told, waits) = mpsc::channel();
    let waits = Mutex::new(waits);
    let look = |at: usize| {
        if at == 1 {
            waits.lock().unwrap().recv().unwrap();
        }
        (vec![hit(at as u32)], None)
    };
    let mut reports = Vec::new();
    share(2, &|| work(&look), &|| false, &mut |report| {
        // Without the first report the second piece would never be done.
        let _: Result<(), _> = told.send(());
        reports.push(report);
    });
    assert_eq!((rows(&reports[..1]), reports[0].done), (vec![0], false));
    assert_eq!(rows(&reports), [0, 1]);
    check_end(&reports, 20);
}

#[test]
fn a_search_without_rows_or_hits_ends() {
    let reports = told(0, &|_| panic!("there is no piece"), &|| false);
    check_end(&reports, 0);
    let reports = told(3, &|_| Given::default(), &|| false);
    assert!(rows(&reports).is_empty());
    check_end(&reports, 30);
}

#[test]
fn nothing_is_told_of_a_search_that_nobody_waits_for() {
    assert!(told(3, &|at| (vec![hit(at as u32)], None), &|| true).is_empty());
    // It stops between two pieces.
    let (stop, looked) = (AtomicBool::new(false), AtomicUsize::new(0));
    let look = |at: usize| {
        looked.fetch_add(1, Ordering::Relaxed);
        stop.store(true, Ordering::Relaxed);
        (vec![hit(at as u32)], None)
    };
    assert!(told(1000, &look, &|| stop.load(Ordering::Relaxed)).is_empty());
    assert!(looked.into_inner() <= WORKERS);
}

#[test]
fn parts_of_a_piece_are_told_before_its_end() {
    let (told, waits) = mpsc::channel();
    let waits = Mutex::new(waits);
    let look = |at: usize, give: Give<'_>| {
        give(vec![hit(at as u32 * 2)], 4);
        if at == 0 {
            waits.lock().unwrap().recv().unwrap();
        }
        give(vec![hit(at as u32 * 2 + 1)], 6);
        Ok(())
    };
    let mut reports = Vec::new();
    let work = || Box::new(look) as Look<'_>;
    share(2, &work, &|| false, &mut |report| {
        let _: Result<(), _> = told.send(());
        reports.push(report);
    });
    assert_eq!((rows(&reports[..1]), reports[0].looked), (vec![0], 4));
    assert_eq!(rows(&reports), [0, 1, 2, 3]);
    check_end(&reports, 20);
}

#[test]
fn each_failure_is_told_once_and_hits_stay() {
    let look = |at: usize| {
        let failed = (at % 2 == 1).then(|| failure(["one", "another"][at / 2 % 2]));
        (vec![hit(at as u32)], failed)
    };
    let reports = told(6, &look, &|| false);
    assert_eq!(rows(&reports), [0, 1, 2, 3, 4, 5]);
    let failures: Vec<_> = reports.iter().filter_map(|r| r.failure.as_ref()).collect();
    let mut details: Vec<&str> = failures.iter().map(|f| f.detail.as_str()).collect();
    details.sort_unstable();
    assert_eq!(details, ["another", "one"]);
    check_end(&reports, 60);
}

#[test]
fn a_worker_that_falls_over_hangs_nothing() {
    let look = |at: usize| {
        assert_ne!(at, 1, "a piece that cannot be looked through");
        (vec![hit(at as u32)], None)
    };
    let mut reports = Vec::new();
    let ended = catch_unwind(AssertUnwindSafe(|| {
        share(5, &|| work(&look), &|| false, &mut |report| {
            reports.push(report);
        });
    }));
    // The thread that asked falls over in its turn, and tells that (see `guarded`).
    assert!(ended.is_err());
    assert_eq!(rows(&reports), [0, 2, 3, 4]);
    check_end(&reports, 40);
}

#[test]
fn workers_that_all_fall_over_hang_nothing() {
    let mut reports = Vec::new();
    let look = |_| panic!("each piece");
    let ended = catch_unwind(AssertUnwindSafe(|| {
        share(5, &|| work(&look), &|| false, &mut |report| {
            reports.push(report);
        });
    }));
    assert!(ended.is_err());
    check_end(&reports, 0);
}

fn lines(lines: &[&'static str]) -> Snapshot {
    let mut builder = ChunkBuilder::of(Origin::records(crate::store::RecordFile {
        path: std::path::Path::new("/lines").into(),
        plain: true,
        stamp: crate::store::FileStamp::default(),
    }));
    for line in lines {
        builder.push_record((*line).into(), RecordPlace::default(), &RowFacts::default());
    }
    Snapshot::default().with(Arc::new(builder.finish()))
}

#[test]
fn the_thread_answers_the_latest_search() {
    let (events, received) = mpsc::channel();
    let thread = SearchThread::start(events, Arc::default()).unwrap();
    thread.ask(Era(1), "雪".to_owned(), lines(&["雪"]));
    thread.ask(Era(2), "雨".to_owned(), lines(&["雪", "大雨"]));
    let mut found = Vec::new();
    for event in received {
        if let Event::TextFound {
            era: Era(2),
            hits,
            looked,
            done,
            ..
        } = event
        {
            found.extend(hits);
            if done {
                assert_eq!(looked, 2);
                break;
            }
        }
    }
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].row, &*found[0].text), (RowIx(1), "大雨"));
    assert_eq!(found[0].marks, 1..2);
}

#[test]
fn blanks_are_no_search() {
    let mut reports = Vec::new();
    let library = Library::default();
    search(" ", &lines(&["雪"]), &library, &|| false, &mut |report| {
        reports.push(report);
    });
    assert!(rows(&reports).is_empty());
    check_end(&reports, 1);
}
