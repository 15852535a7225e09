//! Articles as JSON Lines, of about 6 kB each: start, memory, and the finder over
//! their texts, in the program and as `yue search`.

use std::ffi::OsStr;
use std::io::{BufWriter, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::corpus;
use crate::corpus::queries::FULL_TEXT;
use crate::terminal::{QUIET, Run, median, program, row};

/// A search of whole articles may pause between two parts of its result.
const SLOW: Duration = Duration::from_secs(2);

/// What is reached for with this many articles: memory, first hits, all hits.
fn reach(count: usize) -> [&'static str; 3] {
    if count > 100_000 {
        ["≤ 400 MiB", "≤ 50 ms", "≤ 10 s"]
    } else {
        ["", "≤ 16 ms", "≤ 300 ms"]
    }
}

pub(crate) fn measure(home: &Path, count: usize, rounds: usize) {
    let path = home.join("articles.jsonl");
    let mut file = BufWriter::with_capacity(1 << 20, std::fs::File::create(&path).unwrap());
    corpus::write_articles(count, &mut file).unwrap();
    drop(file);
    let [memory, first, all] = reach(count);
    println!("\n{count} articles as JSON Lines:\n\n| what | reach | measured |\n|---|---|---|");
    let mut run = Run::start(home, &[&path]);
    let headline: String = corpus::headlines(1, corpus::Mix::Mixed)[0]
        .chars()
        .take(6)
        .collect();
    let screen = run.until("the first headline", |run| run.shows(&headline));
    row("start to first screen", "", &format!("{screen:.1} ms"));
    let loaded = |run: &Run| {
        !run.shows("read so far")
            && run
                .shown()
                .count
                .is_some_and(|rows| rows >= count * 99 / 100)
    };
    let load = if loaded(&run) {
        screen
    } else {
        run.until("all rows", loaded)
    };
    row("start to all loaded", "", &format!("{load:.0} ms"));
    row(
        "peak memory, all loaded",
        memory,
        &format!("{:.0} MiB", run.peak()),
    );
    run.rest();
    // Not every build can: a command that is not known is a source that is not there.
    if can_search() {
        in_program(&mut run, rounds, [first, all]);
        row(
            "peak memory, after full text",
            memory,
            &format!("{:.0} MiB", run.peak()),
        );
        run.end();
        as_command(&path, rounds, [first, all]);
    } else {
        println!("<!-- no full text in this build -->");
        run.end();
    }
    std::fs::remove_file(path).unwrap();
}

fn can_search() -> bool {
    let mut command = Command::new(program());
    command
        .args(["search", "--help"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let output = command.output().unwrap();
    // The help of the program itself does not speak of the command's argument.
    output.status.success() && String::from_utf8_lossy(&output.stdout).contains("yue search")
}

/// By the prompt, switched to full text by Tab.
fn in_program(run: &mut Run, rounds: usize, [first, all]: [&str; 2]) {
    run.key("/");
    run.rest();
    run.key("\t");
    run.rest();
    for text in FULL_TEXT {
        let (mut firsts, mut alls) = (Vec::new(), Vec::new());
        for _ in 0..rounds {
            run.writer.write_all(b"\x15").unwrap();
            run.rest();
            let before = run.shown();
            let begun = run.now();
            run.writer.write_all(text.as_bytes()).unwrap();
            let (mut came, mut last) = (None, begun);
            let mut seen = before.clone();
            while let Some(at) = run.frame(SLOW) {
                let shown = run.shown();
                if shown.count != seen.count || shown.rows != seen.rows {
                    came.get_or_insert(at);
                    last = at;
                }
                seen = shown;
            }
            firsts.push(came.unwrap_or(last) - begun);
            alls.push(last - begun);
        }
        let count = run.shown().count.unwrap_or(0);
        let what = format!("full text in the program, `{text}` ({count})");
        row(
            &format!("{what}, first hits"),
            first,
            &format!("{:.1} ms", median(firsts)),
        );
        row(
            &format!("{what}, all"),
            all,
            &format!("{:.0} ms", median(alls)),
        );
    }
    run.writer.write_all(b"\x1b").unwrap();
    std::thread::sleep(QUIET);
    run.writer.write_all(b"\x1b").unwrap();
    run.rest();
}

/// `yue search QUERY FILE`: from its start to the first byte, and to its end.
fn as_command(path: &Path, rounds: usize, [first, all]: [&str; 2]) {
    for text in FULL_TEXT {
        let (mut firsts, mut alls, mut lines) = (Vec::new(), Vec::new(), 0);
        for _ in 0..rounds {
            let mut command = Command::new(program());
            command.args([OsStr::new("search"), OsStr::new(text), path.as_os_str()]);
            let begun = Instant::now();
            let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
            let mut output = child.stdout.take().unwrap();
            let mut block = vec![0; 1 << 16];
            let mut came = None;
            lines = 0;
            while let Ok(count @ 1..) = output.read(&mut block) {
                came.get_or_insert_with(|| begun.elapsed());
                lines += block[..count].split(|byte| *byte == b'\n').count() - 1;
            }
            child.wait().unwrap();
            let end = begun.elapsed();
            firsts.push(came.unwrap_or(end).as_secs_f64() * 1e3);
            alls.push(end.as_secs_f64() * 1e3);
        }
        let what = format!("`yue search {text}` ({lines} lines)");
        row(
            &format!("{what}, first hits"),
            first,
            &format!("{:.1} ms", median(firsts)),
        );
        row(
            &format!("{what}, all"),
            all,
            &format!("{:.0} ms", median(alls)),
        );
    }
}
