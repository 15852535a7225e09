//! The whole program in a pseudo terminal, measured from outside as a reader
//! meets it: start, scrolling, finding, bytes written, waiting, memory.
//!
//! Prints one line a figure. `-- --test` runs everything once, on a small scale;
//! `-- finder articles` runs these parts alone, `-- articles-1m` what takes 6 GB of
//! disk. `YUE_PROGRAM` names another build to measure.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a bench prints, and may fail loudly"
)]

#[path = "program/articles.rs"]
mod articles;
#[path = "program/bookmarks.rs"]
mod bookmarks;
mod corpus;
#[path = "program/finder.rs"]
mod finder;
#[path = "corpus/prose.rs"]
mod prose;
#[path = "program/terminal.rs"]
mod terminal;

use std::path::Path;
use std::time::{Duration, Instant};

use terminal::{Run, median, program};

fn starts(home: &Path, sources: &[&Path], sign: &str, rounds: usize) -> f64 {
    let once = || {
        let mut run = Run::start(home, sources);
        let time = run.frame_with(sign).0;
        run.end();
        time
    };
    median((0..rounds).map(|_| once()).collect())
}

fn long_line(home: &Path, rounds: usize, bytes: usize) {
    let path = home.join("line.txt");
    std::fs::write(&path, prose::chinese(bytes)).unwrap();
    let time = starts(home, &[&path], "%", rounds);
    println!("one line of {bytes} bytes, first screen: {time:.1} ms");
    let mut run = Run::start(home, &[&path]);
    run.frame_with("%");
    run.rest();
    let times = (0..rounds).map(|_| {
        let (time, _) = run.key("j");
        run.rest();
        time
    });
    println!("  scroll key to frame: {:.2} ms", median(times.collect()));
    println!("  peak memory: {} KiB", run.status("VmHWM"));
    run.end();
}

/// A text of `bytes` bytes in paragraphs, as articles have them.
fn article(bytes: usize) -> String {
    let prose = prose::chinese(bytes);
    let mut text = String::from("河内准备就绪\n\n");
    for (nth, sentence) in prose.split_inclusive('。').enumerate() {
        text.push_str(sentence);
        if nth % 5 == 4 {
            text.push_str("\n\n");
        }
    }
    text
}

/// From the key of each look to its frame, on an article of 1 MB in its middle.
fn looks(home: &Path, rounds: usize, bytes: usize) {
    let path = home.join("article.txt");
    std::fs::write(&path, article(bytes)).unwrap();
    let mut run = Run::start(home, &[&path]);
    run.frame_with("%");
    run.rest();
    run.key("G");
    run.rest();
    run.key("\x1b[5~");
    run.rest();
    println!("article of {bytes} bytes, key to frame:");
    let begun = Instant::now();
    run.key("p");
    run.frame_with("\u{101}");
    println!(
        "  p, the dictionary not loaded yet: {:.1} ms",
        begun.elapsed().as_secs_f64() * 1e3
    );
    run.rest();
    run.key("p");
    run.rest();
    let begun = Instant::now();
    run.key_to_rest("t");
    println!(
        "  t, the dictionary not loaded yet: {:.1} ms",
        begun.elapsed().as_secs_f64() * 1e3 - 150.0
    );
    for (key, what) in [
        ("t", "script"),
        ("T", "marks"),
        ("ss", "gaps"),
        ("p", "readings"),
        ("|", "direction"),
        ("sl", "line gap"),
        ("sp", "paragraphs"),
        ("sk", "kinsoku"),
        ("sh", "hanging"),
        ("L", "language"),
        ("-", "measure"),
    ] {
        let times = (0..rounds.max(4) / 4 * 4).map(|_| {
            run.rest();
            run.key(key).0
        });
        println!("  {key:2} {what}: {:.2} ms", median(times.collect()));
        run.rest();
    }
    run.end();
}

/// `yue print` of a whole article into nowhere.
fn print(home: &Path, rounds: usize, bytes: usize) {
    let path = home.join("print.txt");
    std::fs::write(&path, article(bytes)).unwrap();
    let times = (0..rounds.min(7)).map(|_| {
        let begun = Instant::now();
        let mut command = std::process::Command::new(program());
        command.args(["print", "--width", "72"]).arg(&path);
        command.stdout(std::process::Stdio::null());
        assert!(command.status().unwrap().success());
        begun.elapsed().as_secs_f64()
    });
    println!(
        "yue print of {bytes} bytes: {:.2} s",
        median(times.collect())
    );
}

fn large_list(home: &Path, rounds: usize, count: usize) {
    let folder = home.join("many");
    for (nth, headline) in corpus::headlines(count, corpus::Mix::Mixed)
        .into_iter()
        .enumerate()
    {
        let below = folder.join(format!("{}", nth / 1000));
        std::fs::create_dir_all(&below).unwrap();
        std::fs::write(
            below.join(format!("{nth}.txt")),
            format!("{headline} {nth}\n"),
        )
        .unwrap();
    }
    let mut run = Run::start(home, &[&folder]);
    run.frame_with("of");
    run.rest();
    let (_, still) = run.key("j");
    run.rest();
    run.key("\x1b[6~");
    run.rest();
    run.key("\x1b[6~");
    run.rest();
    let (_, scrolling) = run.key("j");
    println!("list of {count} at 80x24: j writes {still} bytes, with scrolling {scrolling}");
    run.rest();
    run.key("/");
    // In turn, so that none is known or narrows the one before.
    let queries = ["越", "an", "越南", "railway"];
    let mut times = queries.map(|_| Vec::new());
    for _ in 0..rounds {
        for (query, times) in queries.iter().zip(&mut times) {
            run.rest();
            times.push(run.key_to_rest(query));
            run.key_to_rest("\x15");
        }
    }
    for (query, times) in queries.iter().zip(times) {
        let time = median(times);
        println!("  filter {query}: key to complete result on screen {time:.1} ms");
    }
    run.rest();
    println!("  peak memory: {} KiB", run.status("VmHWM"));
    run.writer.write_all(b"\x1b").unwrap();
    run.rest();
    run.end();
}

fn idle(home: &Path, wait: Duration) {
    let mut run = Run::start(home, &[]);
    run.frame_with("of");
    run.rest();
    let switches =
        || run.status("voluntary_ctxt_switches") + run.status("nonvoluntary_ctxt_switches");
    let before = switches();
    std::thread::sleep(wait);
    println!(
        "idle for {wait:?}: {} wake-ups of all threads",
        switches() - before
    );
    println!("embedded library, peak memory: {} KiB", run.status("VmHWM"));
    run.end();
}

/// The parts, in order; the last runs only where it is named.
const PARTS: [&str; 7] = [
    "start",
    "long",
    "looks",
    "list",
    "bookmarks",
    "finder",
    "articles",
];
const LARGEST: &str = "articles-1m";

fn main() {
    let named: Vec<String> = std::env::args().skip(1).collect();
    let test = named.iter().any(|arg| arg == "--test");
    let known = |arg: &String| PARTS.contains(&arg.as_str()) || arg == LARGEST;
    let named: Vec<String> = named.into_iter().filter(known).collect();
    let scale = if test { 100 } else { 1 };
    let rounds = if test { 1 } else { 31 };
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    for part in PARTS.iter().copied().chain([LARGEST]) {
        if !named.iter().any(|name| name == part) && (!named.is_empty() || part == LARGEST) {
            continue;
        }
        match part {
            "start" => {
                let time = starts(home, &[], "of", rounds);
                println!("embedded library, first frame with headlines: {time:.1} ms");
                idle(home, Duration::from_secs(if test { 1 } else { 10 }));
            }
            "long" => {
                long_line(home, rounds, (10 << 20) / scale);
                long_line(home, rounds.min(7), (100 << 20) / scale);
            }
            "looks" => {
                looks(home, rounds, (1 << 20) / scale);
                print(home, rounds, (10 << 20) / scale);
            }
            "list" => large_list(home, rounds, 100_000 / scale),
            "bookmarks" => {
                bookmarks::measure(home, 500 / scale, "≤ 20 ms", rounds);
                bookmarks::measure(home, 10_000 / scale, "≤ 150 ms", rounds);
            }
            "finder" => finder::measure(home, 1_000_000 / scale, rounds.min(3)),
            "articles" => articles::measure(home, 100_000 / scale, rounds.min(3)),
            _ => articles::measure(home, 1_000_000 / scale, 1),
        }
    }
}
