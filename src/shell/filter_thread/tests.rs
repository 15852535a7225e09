use std::cell::{Cell, RefCell};
use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{self, Receiver};

use proptest::prelude::*;

use super::*;
use crate::app::Era;
use crate::article::{ArticleId, Source};
use crate::filter::{Nothing, Options};
use crate::store::{ChunkBuilder, Row, RowFacts};

fn finder() -> Finder {
    static FINDER: OnceLock<Finder> = OnceLock::new();
    FINDER
        .get_or_init(|| Finder::load(Options::default()))
        .clone()
}

/// What the thread reads the tables from.
fn shared() -> SharedFinder {
    SharedFinder::new(Options::default())
}

fn bench() -> Bench {
    Bench::new(finder(), Mentioned::default())
}

/// A chunk whose rows have the ids from `first` on.
fn chunk(first: usize, headlines: &[impl AsRef<str>]) -> Arc<Chunk> {
    let mut builder = ChunkBuilder::default();
    for (id, headline) in (first..).zip(headlines) {
        builder.push(Row {
            id: ArticleId((id as u64) << 32),
            headline: crate::text::clean::line(headline.as_ref()),
            source: Source::Stdin,
            facts: RowFacts::default(),
        });
    }
    Arc::new(builder.finish())
}

fn library(headlines: &[impl AsRef<str>], chunk_rows: usize) -> Snapshot {
    let chunks = headlines.chunks(chunk_rows).enumerate();
    chunks.fold(Snapshot::default(), |all, (at, rows)| {
        all.with(chunk(at * chunk_rows, rows))
    })
}

fn request(era: u64, text: &str, snapshot: &Snapshot) -> Filtering {
    Filtering {
        era: Era(era),
        text: text.to_owned(),
        snapshot: snapshot.clone(),
        bookmarks: Arc::default(),
        read: Arc::default(),
        unread: false,
    }
}

fn rows(matches: &Matches) -> Vec<u32> {
    let all = (0..matches.len()).filter_map(|at| matches.get(at));
    all.map(|row| row.0).collect()
}

/// What a run over all rows gives, by one thread, with nothing kept.
fn fresh(text: &str, snapshot: &Snapshot) -> Vec<u32> {
    let query = finder().query(text, &Query::default()).unwrap();
    rows(&filter::filter(&query, snapshot, &Nothing, &|| false).unwrap())
}

/// The results that a run tells: their rows, and whether they are the whole.
fn answers(bench: &mut Bench, request: &Filtering, stale: Stale<'_>) -> Vec<(Vec<u32>, bool)> {
    let told = RefCell::new(Vec::new());
    bench.answer(request, stale, &|event| {
        if let Event::Filtered {
            era,
            matches,
            complete,
            ..
        } = event
        {
            assert_eq!(era, request.era);
            told.borrow_mut().push((rows(&matches), complete));
        }
    });
    told.into_inner()
}

/// The rows of a run that nothing stops.
fn answer(bench: &mut Bench, text: &str, snapshot: &Snapshot) -> Vec<u32> {
    let told = answers(bench, &request(1, text, snapshot), &|| false);
    let (rows, complete) = told.last().cloned().unwrap();
    assert!(complete);
    rows
}

/// Many chunks that all match 美, with more in some.
fn many() -> Snapshot {
    let headlines: Vec<String> = (0..600)
        .map(|n| format!("{}美朝{}", "前".repeat(n % 5), "后".repeat(n % 3)))
        .collect();
    library(&headlines, 50)
}

fn wait(events: &Receiver<Event>, wanted: Era) -> Vec<u32> {
    let found = events.iter().find_map(|event| match event {
        Event::Filtered {
            era,
            matches,
            complete: true,
            ..
        } if era == wanted => Some(rows(&matches)),
        _ => None,
    });
    found.unwrap()
}

#[test]
fn the_latest_query_wins() {
    let (events, received) = mpsc::channel();
    let thread = FilterThread::start(events, shared(), Mentioned::default()).unwrap();
    let snapshot = many();
    for era in 1..40 {
        let text = if era % 2 == 0 { "mei" } else { "qian mei" };
        thread.ask(request(era, text, &snapshot));
        thread.prepare(snapshot.clone());
    }
    thread.ask(request(40, "^mc", &snapshot));
    assert_eq!(wait(&received, Era(40)), fresh("^mc", &snapshot));
    drop(thread);
    // Nothing of an earlier query comes behind it.
    assert!(
        !received
            .iter()
            .any(|event| matches!(event, Event::Filtered { .. }))
    );
}

#[test]
fn a_text_without_meaning_is_refused_and_the_next_answered() {
    let (events, received) = mpsc::channel();
    let thread = FilterThread::start(events, shared(), Mentioned::default()).unwrap();
    thread.ask(request(1, "before:never", &many()));
    let refused = received.iter().find_map(|event| match event {
        Event::FilterRefused { era, problem } => Some((era, problem.word)),
        _ => None,
    });
    assert_eq!(refused, Some((Era(1), "before:never".into())));
    thread.ask(request(2, "", &many()));
    assert_eq!(wait(&received, Era(2)).len(), 600);
}

#[test]
fn a_run_that_nobody_waits_for_tells_nothing_and_keeps_what_was() {
    let (mut bench, snapshot) = (bench(), many());
    let kept = answer(&mut bench, "mei", &snapshot);
    for asked in [0, 1, 5] {
        let count = AtomicUsize::new(0);
        let stale = || count.fetch_add(1, Ordering::Relaxed) >= asked;
        let told = answers(&mut bench, &request(2, "qian", &snapshot), &stale);
        assert!(told.iter().all(|(_, complete)| !complete), "{told:?}");
        // Each worker asks once more at most, at the edge of its chunk.
        let count = count.into_inner();
        assert!(count <= asked + WORKERS + 1, "{count} of {asked}");
    }
    assert_eq!(answer(&mut bench, "mei", &snapshot), kept);
    assert_eq!(
        answer(&mut bench, "meichao", &snapshot),
        fresh("meichao", &snapshot)
    );
}

/// Counts the rows that are looked at.
struct Counting<'a>(&'a Cell<usize>);

impl filter::Beside for Counting<'_> {
    fn is_bookmarked(&self, _: ArticleId) -> bool {
        self.0.set(self.0.get() + 1);
        true
    }
    fn mentions(&self, _: &Chunk, _: usize, _: (i32, i32)) -> bool {
        false
    }
}

#[test]
fn within_a_chunk_few_rows_are_read_once_nobody_waits() {
    let headlines = vec!["长".repeat(100); 4000];
    let chunk = chunk(0, &headlines);
    let query = finder()
        .query("is:bookmarked 长", &Query::default())
        .unwrap();
    for begun in [0, 1, 300, 2000] {
        let read = Cell::new(0);
        let stale = || read.get() >= begun;
        let found = filter::scan(&query, &chunk, None, &Counting(&read), &stale);
        assert_eq!(found, None);
        // 64 kilobytes of headlines of 300 bytes.
        assert!(
            read.get() <= begun + 64 * 1024 / 300 + 1,
            "{} of {begun}",
            read.get()
        );
    }
}

#[test]
fn a_panic_costs_one_query() {
    let (events, received) = mpsc::channel();
    let (mut bench, snapshot) = (bench(), many());
    answer(&mut bench, "mei", &snapshot);
    let here = thread::current().id();
    for on_lead in [true, false] {
        // The other worker may come too late to panic: then this one does.
        let seen = AtomicUsize::new(0);
        let stale = || {
            let late = seen.fetch_add(1, Ordering::Relaxed) > 4;
            assert!(
                late || (thread::current().id() == here) != on_lead,
                "planted"
            );
            assert!(!late, "planted late");
            false
        };
        let asked = request(2, "meichao", &snapshot);
        let done = guarded(&events, || bench.answer(&asked, &stale, &|_| {}));
        assert!(done.is_none());
        bench.forget();
        assert!(
            received
                .try_iter()
                .any(|event| matches!(event, Event::JobPanicked(_)))
        );
        assert_eq!(
            answer(&mut bench, "mei", &snapshot),
            fresh("mei", &snapshot)
        );
    }
}

#[test]
fn parts_are_followed_by_the_whole() {
    let (mut bench, snapshot) = (bench(), many());
    let (here, begun) = (thread::current().id(), OnceLock::new());
    let led = AtomicBool::new(false);
    // The one that tells takes long for its first chunk, and the others wait for it.
    let stale = || {
        if thread::current().id() == here {
            while begun.get_or_init(Instant::now).elapsed() < FIRST * 2 {
                thread::yield_now();
            }
            led.store(true, Ordering::Release);
        }
        while !led.load(Ordering::Acquire) {
            thread::yield_now();
        }
        false
    };
    let told = answers(&mut bench, &request(3, "mei", &snapshot), &stale);
    let (whole, complete) = told.last().unwrap();
    assert!(*complete && *whole == fresh("mei", &snapshot));
    let parts = &told[..told.len() - 1];
    assert!(!parts.is_empty());
    for (part, complete) in parts {
        assert!(!complete && !part.is_empty());
        // The rows of a part stand in the order of the whole.
        let places: Vec<_> = part
            .iter()
            .map(|row| whole.iter().position(|other| other == row))
            .collect();
        assert!(places.is_sorted() && places[0].is_some());
    }
}

#[test]
fn bookmarks_are_asked_anew() {
    let (mut bench, snapshot) = (bench(), library(&["甲", "乙", "丙"], 1));
    let mut asked = request(1, "is:bookmarked", &snapshot);
    assert_eq!(answers(&mut bench, &asked, &|| false), [(vec![], true)]);
    asked.bookmarks = Arc::new(
        [(ArticleId(1 << 32), vec!["news".to_owned()])]
            .into_iter()
            .collect(),
    );
    assert_eq!(answers(&mut bench, &asked, &|| false), [(vec![1], true)]);
    for (text, rows) in [
        ("tag:#Ｎew", vec![1]),
        ("!tag:new", vec![0, 2]),
        ("tag:ew", vec![]),
    ] {
        asked.text = text.to_owned();
        assert_eq!(
            answers(&mut bench, &asked, &|| false),
            [(rows, true)],
            "{text}"
        );
    }
    asked.text = "is:bookmarked 乙".to_owned();
    assert_eq!(answers(&mut bench, &asked, &|| false), [(vec![1], true)]);
    asked.bookmarks = Arc::default();
    assert_eq!(answers(&mut bench, &asked, &|| false), [(vec![], true)]);
}

/// What a reader, and the library, may do.
#[derive(Clone, Debug)]
enum Edit {
    Type(char),
    Back(usize),
    Clear,
    /// A new query at once.
    Paste(&'static str),
    Rows(Vec<String>),
    Prepare,
    /// The library anew, as another list.
    Anew,
}

fn headline() -> impl Strategy<Value = String> {
    let picks: Vec<char> = "美朝重庆长行国っきょうと한국대통aché '".chars().collect();
    prop::collection::vec(prop::sample::select(picks), 0..8).prop_map(String::from_iter)
}

fn edit() -> impl Strategy<Value = Edit> {
    let keys: Vec<char> = "mceihaozgkctt美朝大대토ㅎㄱ'!|^$  ".chars().collect();
    let pastes = vec!["mei | chao", "!mei", "^ma", "'kyo", "matcha", "한ㄱ a"];
    prop_oneof![
        8 => prop::sample::select(keys).prop_map(Edit::Type),
        2 => (1_usize..4).prop_map(Edit::Back),
        1 => Just(Edit::Clear),
        1 => prop::sample::select(pastes).prop_map(Edit::Paste),
        3 => prop::collection::vec(headline(), 1..5).prop_map(Edit::Rows),
        1 => Just(Edit::Prepare),
        1 => Just(Edit::Anew),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn what_is_kept_changes_nothing(
        first in prop::collection::vec(headline(), 0..30),
        edits in prop::collection::vec(edit(), 1..24),
    ) {
        let (mut bench, mut snapshot, mut text) = (bench(), library(&first, 3), String::new());
        let mut count = first.len();
        for edit in edits {
            match edit {
                Edit::Type(c) => text.push(c),
                Edit::Back(n) => text = text.chars().take(text.chars().count().saturating_sub(n)).collect(),
                Edit::Clear => text.clear(),
                Edit::Paste(new) => text = new.to_owned(),
                Edit::Rows(rows) => {
                    snapshot = snapshot.with(chunk(count, &rows));
                    count += rows.len();
                }
                Edit::Prepare => bench.prepare(&snapshot, &|| false),
                Edit::Anew => {
                    snapshot = library(&first, 4);
                    count = first.len();
                }
            }
            prop_assert_eq!(answer(&mut bench, &text, &snapshot), fresh(&text, &snapshot), "{}", text);
        }
    }

    #[test]
    fn sharing_changes_nothing(headlines in prop::collection::vec(headline(), 1..80), size in 1_usize..9) {
        let snapshot = library(&headlines, size);
        for text in ["m", "meichao", "k | c", "!a", "한"] {
            prop_assert_eq!(answer(&mut bench(), text, &snapshot), fresh(text, &snapshot));
        }
    }
}
