//! The finder over a file of a million headlines: start, each query of
//! `corpus/queries.rs`, one key more, and typing. That a result is complete is known
//! from its count, which is worked out beforehand.

use std::collections::HashMap;
use std::io::BufWriter;
use std::path::Path;
use std::time::Duration;

use yue::filter::{self, Finder, Nothing, Options, Query};

use crate::corpus::queries::{KEYS, LONGER, PINYIN, PLAIN, TYPED};
use crate::corpus::rows::snapshot;
use crate::corpus::{self, Mix};
use crate::terminal::{Run, Shown, compact, median, row};

/// How many rows match each text that is typed.
type Counts = HashMap<String, usize>;

/// The first letters of what is typed.
fn typed(length: usize) -> String {
    TYPED.chars().take(length).collect()
}

fn counts(rows: usize) -> Counts {
    let finder = Finder::load(Options::default());
    let all = snapshot(Mix::Mixed, rows, &finder);
    let prefixes = (1..=TYPED.len()).map(typed);
    let longer = LONGER
        .iter()
        .flat_map(|(before, key)| [(*before).to_owned(), format!("{before}{key}")]);
    let texts = PINYIN
        .iter()
        .chain(&PLAIN)
        .chain(&KEYS)
        .map(|text| (*text).to_owned());
    let count = |text: String| {
        let query = finder.query(&text, &Query::default()).unwrap();
        let found = filter::filter(&query, &all, &Nothing, &|| false).unwrap();
        (text, found.len())
    };
    texts.chain(longer).chain(prefixes).map(count).collect()
}

pub(crate) fn measure(home: &Path, rows: usize, rounds: usize) {
    let path = home.join("lines.txt");
    let mut file = BufWriter::new(std::fs::File::create(&path).unwrap());
    corpus::write_lines(rows, &mut file).unwrap();
    drop(file);
    let counts = counts(rows);
    println!(
        "\n{rows} headlines, `yue --lines FILE`:\n\n| what | reach | measured |\n|---|---|---|"
    );
    let mut run = starts(home, &path, rows, rounds);
    run.key("/");
    let groups = [
        (
            "pinyin and initials",
            &PINYIN[..],
            "≤ 80 ms, none above 150",
        ),
        ("Han, Latin, mixed", &PLAIN, "≤ 40 ms"),
        ("romaji, choseong, Korean keys", &KEYS, ""),
    ];
    let mut firsts = Vec::new();
    for (name, queries, reach) in groups {
        let all = asked(&mut run, queries, &counts, rows, rounds);
        firsts.extend(all.iter().map(|(text, first, _)| (*first, text.clone())));
        let complete = all.into_iter().map(|(text, _, complete)| (complete, text));
        tell(
            &format!("key to complete result, {name}"),
            reach,
            complete.collect(),
        );
    }
    tell(
        "key to first rows of the new result, all of these",
        "≤ 16 ms",
        firsts,
    );
    let longer = narrowing(&mut run, &counts, rows, rounds);
    tell(
        "a further key that narrows, to complete result",
        "≤ 30 ms",
        longer,
    );
    typing(&mut run, &counts, rows, rounds);
    row(
        "peak memory, after all queries",
        "≤ 130 MiB",
        &format!("{:.0} MiB", run.peak()),
    );
    run.writer.write_all(b"\x1b\x1b").unwrap();
    run.rest();
    run.end();
    std::fs::remove_file(path).unwrap();
}

/// Starts it some times; the last stays.
fn starts(home: &Path, path: &Path, rows: usize, rounds: usize) -> Run {
    let (mut screens, mut loads) = (Vec::new(), Vec::new());
    let first: String = corpus::headlines(1, Mix::Mixed)[0]
        .chars()
        .take(6)
        .collect();
    loop {
        let mut run = Run::start(home, &[Path::new("--lines"), path]);
        screens.push(run.until("the first headline", |run| run.shows(&first)));
        let all = |run: &Run| run.shown().count == Some(rows) && !run.shows("read so far");
        loads.push(if all(&run) {
            *screens.last().unwrap()
        } else {
            run.until("all rows", all)
        });
        let loaded = run.peak();
        run.rest();
        if screens.len() >= rounds * 3 {
            row(
                "start to first screen",
                "≤ 30 ms",
                &format!("{:.1} ms", median(screens)),
            );
            row(
                "start to all loaded",
                "≤ 500 ms",
                &format!("{:.0} ms", median(loads)),
            );
            let peak = format!("{loaded:.0} MiB, at rest {:.0} MiB", run.peak());
            row("peak memory, all loaded", "≤ 130 MiB", &peak);
            return run;
        }
        run.end();
    }
}

/// Empties the prompt.
fn clear(run: &mut Run, rows: usize) {
    run.writer.write_all(b"\x15").unwrap();
    run.until("all rows again", |run| {
        let shown = run.shown();
        shown.typed.is_empty() && shown.count == Some(rows)
    });
    run.rest();
}

/// From typing `keys`, which makes `text`, to the first new rows and to the complete
/// result: ms.
fn ask(run: &mut Run, keys: &str, text: &str, count: usize) -> (f64, f64) {
    let before = run.shown();
    let begun = run.now();
    run.writer.write_all(keys.as_bytes()).unwrap();
    let what = format!("{count} rows of {text}");
    let text = compact(text);
    let fresh = |shown: &Shown| shown.count != before.count || shown.rows != before.rows;
    let complete = |shown: &Shown| shown.count == Some(count);
    let first = run.until(&what, |run| {
        let shown = run.shown();
        // The same rows as before: the echo is all that there is to see.
        shown.typed == text && (fresh(&shown) || complete(&shown))
    });
    let end = if complete(&run.shown()) {
        first
    } else {
        run.until(&what, |run| complete(&run.shown()))
    };
    (first - begun, end - begun)
}

/// For each query the median to the first rows and to the complete result. Each round
/// goes through all, so that nothing is kept of the one before.
fn asked(
    run: &mut Run,
    queries: &[&str],
    counts: &Counts,
    rows: usize,
    rounds: usize,
) -> Vec<(String, f64, f64)> {
    let mut times = vec![(Vec::new(), Vec::new()); queries.len()];
    for _ in 0..rounds {
        for (text, times) in queries.iter().zip(&mut times) {
            clear(run, rows);
            let (first, complete) = ask(run, text, text, counts[*text]);
            times.0.push(first);
            times.1.push(complete);
            run.rest();
            let shown = run.shown().count;
            assert_eq!(
                shown,
                Some(counts[*text]),
                "{text}: another result in the end"
            );
        }
    }
    let all = queries.iter().zip(times);
    all.map(|(text, (first, complete))| ((*text).to_owned(), median(first), median(complete)))
        .collect()
}

fn narrowing(run: &mut Run, counts: &Counts, rows: usize, rounds: usize) -> Vec<(f64, String)> {
    let one = |(before, key): (&str, &str)| {
        let text = format!("{before}{key}");
        let times = (0..rounds).map(|_| {
            clear(run, rows);
            ask(run, before, before, counts[before]);
            run.rest();
            let time = ask(run, key, &text, counts[&text]).1;
            run.rest();
            time
        });
        let time = median(times.collect());
        (time, text)
    };
    LONGER.map(one).into()
}

fn tell(what: &str, reach: &str, mut times: Vec<(f64, String)>) {
    times.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (worst, text) = times.last().unwrap();
    let middle = times[times.len() / 2].0;
    let slow = times
        .iter()
        .rev()
        .take(5)
        .map(|(time, text)| format!("`{text}` {time:.0}"));
    let slow: Vec<String> = slow.collect();
    row(
        &format!("{what}: {} queries", times.len()),
        reach,
        &format!("median {middle:.1} ms, worst {worst:.1} ms (`{text}`)"),
    );
    println!("<!-- slowest: {} -->", slow.join(", "));
}

/// Ten letters, 30 ms apart: when each stands in the prompt, when the last result is
/// complete, and whether a result of fewer letters ever came back.
fn typing(run: &mut Run, counts: &Counts, rows: usize, rounds: usize) {
    let (mut echoes, mut ends, mut stale) = (Vec::new(), Vec::new(), 0);
    for _ in 0..rounds * 3 {
        clear(run, rows);
        let begun = run.now();
        let mut sent = Vec::new();
        let mut letters = 0;
        let mut least = rows;
        let end = loop {
            let due = begun + 30.0 * sent.len() as f64;
            let wait = if sent.len() < TYPED.len() {
                due - run.now()
            } else {
                60_000.0
            };
            let frame = run.frame(Duration::from_secs_f64(wait.max(0.0) / 1e3));
            let Some(at) = frame else {
                let letter = &TYPED.as_bytes()[sent.len()..=sent.len()];
                sent.push(run.now());
                run.writer.write_all(letter).unwrap();
                continue;
            };
            let shown = run.shown();
            while letters < shown.typed.len() {
                echoes.push(at - sent[letters]);
                letters += 1;
            }
            let Some(count) = shown.count else { continue };
            stale += usize::from(count > least);
            let exact = (1..=letters).any(|length| counts[&typed(length)] == count);
            if exact {
                least = least.min(count);
            }
            if letters == TYPED.len() && count == counts[TYPED] {
                break at - sent[TYPED.len() - 1];
            }
        };
        ends.push(end);
        run.rest();
        assert_eq!(
            run.shown().count,
            Some(counts[TYPED]),
            "the last result stays"
        );
    }
    let worst = echoes.iter().copied().fold(0.0, f64::max);
    let echo = format!("median {:.1} ms, worst {worst:.1} ms", median(echoes));
    row(
        "typing 10 letters, one in 30 ms: each on the screen",
        "each ≤ 8 ms",
        &echo,
    );
    row("the same: stale results", "0", &stale.to_string());
    row(
        "the same: last letter to complete result",
        "",
        &format!("{:.1} ms", median(ends)),
    );
}
