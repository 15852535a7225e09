//! The finder over 1,000,000 headlines: from a query to its complete, ordered result,
//! by one thread and by the program's own. `-- --test` runs over 20,000.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench prints, and may fail loudly"
)]

mod corpus;

use std::hint::black_box;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, criterion_group, criterion_main};
use yue::app::{Era, Event, Filtering};
use yue::article::{ArticleId, Source};
use yue::filter::{self, Finder, Needle, Nothing, Options, Query, find_from};
use yue::shell::SharedFinder;
use yue::shell::filter_thread::FilterThread;
use yue::shell::mentioned::Mentioned;
use yue::store::{CHUNK_ROWS, ChunkBuilder, Row, RowFacts, Snapshot};
use yue::text::Clean;
use yue::text::clean::line;

use corpus::queries::{KEYS, LONGER, PINYIN, PLAIN};
use corpus::rows::{chunks, snapshot};
use corpus::{Mix, headlines};

/// What no query extends, and nothing matches: it makes the thread forget the last.
const OTHER: &str = "龘龘";

fn rows() -> usize {
    if std::env::args().any(|arg| arg == "--test") {
        20_000
    } else {
        1_000_000
    }
}

/// The rows, made ready for the finder, once for all benches.
fn ready() -> &'static (Finder, Snapshot) {
    static READY: OnceLock<(Finder, Snapshot)> = OnceLock::new();
    READY.get_or_init(|| {
        let finder = Finder::load(Options::default());
        let all = snapshot(Mix::Mixed, rows(), &finder);
        (finder, all)
    })
}

fn query(text: &str) -> Query {
    ready().0.query(text, &Query::default()).unwrap()
}

/// The times of many queries, for one line of their own.
#[derive(Default)]
struct Times(Vec<(f64, String)>);

impl Times {
    fn print(mut self, what: &str) {
        self.0.sort_by(|a, b| a.0.total_cmp(&b.0));
        if let (Some(median), Some(worst)) = (self.0.get(self.0.len() / 2), self.0.last()) {
            let count = self.0.len();
            println!(
                "{what}: {count} queries, median {:.1} ms, worst {:.1} ms ({})",
                median.0, worst.0, worst.1
            );
        }
    }
}

/// Measures one query; `run` times one round.
fn measure(
    group: &mut BenchmarkGroup<'_, WallTime>,
    times: &mut Times,
    name: &str,
    run: &mut dyn FnMut() -> Duration,
) {
    let mut rounds = Vec::new();
    group.bench_function(name, |b| {
        b.iter_custom(|count| {
            let all: Vec<Duration> = (0..count).map(|_| run()).collect();
            rounds.extend(all.iter().map(Duration::as_secs_f64));
            all.iter().sum()
        });
    });
    rounds.sort_by(f64::total_cmp);
    if let Some(median) = rounds.get(rounds.len() / 2) {
        times.0.push((median * 1e3, name.to_owned()));
    }
}

fn short<'a>(criterion: &'a mut Criterion, name: &str) -> BenchmarkGroup<'a, WallTime> {
    let mut group = criterion.benchmark_group(name);
    group
        .sample_size(10)
        .warm_up_time(Duration::from_millis(100))
        .measurement_time(Duration::from_millis(900))
        .sampling_mode(criterion::SamplingMode::Flat);
    group
}

fn one_thread(c: &mut Criterion) {
    for (name, queries) in [("pinyin", &PINYIN[..]), ("plain", &PLAIN), ("keys", &KEYS)] {
        let mut group = short(c, &format!("one_thread/{name}"));
        let mut times = Times::default();
        for text in queries {
            measure(&mut group, &mut times, text, &mut || {
                let begun = Instant::now();
                let query = query(black_box(text));
                black_box(filter::filter(&query, &ready().1, &Nothing, &|| false));
                begun.elapsed()
            });
        }
        group.finish();
        times.print(&format!("one thread, {name}"));
    }
}

/// The thread of the program, asked as the program asks it.
struct Asked {
    thread: FilterThread,
    events: Receiver<Event>,
    era: u64,
}

impl Asked {
    fn new() -> Self {
        let (sender, events) = channel();
        Self {
            thread: FilterThread::start(
                sender,
                SharedFinder::new(Options::default()),
                Mentioned::default(),
            )
            .unwrap(),
            events,
            era: 0,
        }
    }

    /// From asking to the first rows (the complete result where no part came before)
    /// and to the complete result.
    fn ask(&mut self, text: &str) -> (Duration, Duration) {
        self.era += 1;
        let begun = Instant::now();
        self.thread.ask(Filtering {
            era: Era(self.era),
            text: text.to_owned(),
            snapshot: ready().1.clone(),
            bookmarks: Arc::default(),
            read: Arc::default(),
            unread: false,
        });
        let mut first = None;
        loop {
            if let Event::Filtered { era, complete, .. } = self.events.recv().unwrap() {
                assert_eq!(era.0, self.era, "a stale result");
                let now = begun.elapsed();
                let first = *first.get_or_insert(now);
                if complete {
                    return (first, now);
                }
            }
        }
    }
}

fn program_threads(c: &mut Criterion) {
    let mut asked = Asked::new();
    for (name, queries) in [("pinyin", &PINYIN[..]), ("plain", &PLAIN), ("keys", &KEYS)] {
        let mut group = short(c, &format!("program_threads/{name}"));
        let (mut times, mut firsts) = (Times::default(), Times::default());
        for text in queries {
            let mut first = Vec::new();
            measure(&mut group, &mut times, text, &mut || {
                asked.ask(OTHER);
                let (rows, all) = asked.ask(text);
                first.push(rows.as_secs_f64() * 1e3);
                all
            });
            first.sort_by(f64::total_cmp);
            firsts.0.extend(
                first
                    .get(first.len() / 2)
                    .map(|median| (*median, (*text).to_owned())),
            );
        }
        group.finish();
        firsts.print(&format!("program threads, {name}, first rows"));
        times.print(&format!("program threads, {name}, complete"));
    }
}

/// One key more, once the result of those before is there.
fn narrowing(c: &mut Criterion) {
    let mut asked = Asked::new();
    let mut group = short(c, "narrowing");
    let mut times = Times::default();
    for (before, key) in LONGER {
        measure(
            &mut group,
            &mut times,
            &format!("{before}+{key}"),
            &mut || {
                asked.ask(before);
                asked.ask(&format!("{before}{key}")).1
            },
        );
    }
    group.finish();
    times.print("program threads, narrowing");
}

/// A list where every row matches, as one agency's do.
fn crowded(c: &mut Criterion) {
    let all = snapshot(Mix::Crowded, rows() / 10, &ready().0);
    let mut group = short(c, "crowded_100k");
    for text in ["越", "越南", "yn"] {
        let query = query(text);
        group.bench_function(text, |b| {
            b.iter(|| filter::filter(black_box(&query), &all, &Nothing, &|| false));
        });
    }
    group.finish();
}

fn store(c: &mut Criterion) {
    let lines = headlines(CHUNK_ROWS, Mix::Mixed);
    let lines: Vec<Clean> = lines.iter().map(|headline| line(headline)).collect();
    c.bench_function("store/build_chunk_4096", |b| {
        b.iter(|| {
            let mut builder = ChunkBuilder::default();
            for (headline, number) in black_box(&lines).iter().zip(0_u64..) {
                builder.push(Row {
                    id: ArticleId(number.wrapping_mul(0x9e37_79b9_7f4a_7c15)),
                    headline: headline.clone(),
                    source: Source::Stdin,
                    facts: RowFacts::default(),
                });
            }
            builder.finish()
        });
    });
    let made: Vec<_> = chunks(Mix::Mixed, rows() / 10).collect();
    c.bench_function("store/append_100k", |b| {
        b.iter(|| {
            black_box(&made)
                .iter()
                .fold(Snapshot::default(), |all, chunk| {
                    all.with(Arc::clone(chunk))
                })
        });
    });
    let finder = Finder::load(Options::default());
    c.bench_function("store/build_and_prepare_100k", |b| {
        b.iter(|| snapshot(Mix::Mixed, rows() / 10, &finder));
    });
    c.bench_function("finder/load", |b| {
        b.iter(|| Finder::load(Options::default()));
    });
}

fn find(c: &mut Criterion) {
    let mut text = headlines(rows() / 6, Mix::Mixed).concat();
    while text.len() > 10_000_000 {
        text.pop();
    }
    for typed in ["高速铁路", "railway"] {
        let needle = Needle::new(typed);
        c.bench_function(&format!("find_10mb/{typed}"), |b| {
            b.iter(|| find_from(black_box(&text), &needle, 0, usize::MAX));
        });
    }
}

criterion_group!(
    benches,
    one_thread,
    program_threads,
    narrowing,
    crowded,
    store,
    find
);
criterion_main!(benches);
