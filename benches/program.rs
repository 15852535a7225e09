//! The whole program in a pseudo terminal, measured from outside as a reader
//! meets it: start, scrolling, filtering, bytes written, waiting, memory.
//!
//! Prints one line a figure. `-- --test` runs everything once, on a small scale.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench prints, and may fail loudly"
)]

mod corpus;
#[path = "corpus/prose.rs"]
mod prose;

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// The end of a frame (a synchronized update).
const FRAME_END: &[u8] = b"\x1b[?2026l";

/// The program, running.
struct Run {
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    begun: Instant,
}

impl Run {
    fn start(home: &Path, sources: &[&Path]) -> Self {
        let size = PtySize {
            rows: 24,
            cols: 80,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_yue"));
        command.args(sources);
        command.env("TERM", "xterm-256color");
        command.env("LANG", "en_US.UTF-8");
        for name in ["YUE_CONFIG_DIR", "YUE_DATA_DIR", "YUE_STATE_DIR"] {
            command.env(name, home);
        }
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        let begun = Instant::now();
        let child = pair.slave.spawn_command(command).unwrap();
        Self {
            child,
            _master: pair.master,
            writer,
            output,
            begun,
        }
    }

    /// Reads until a frame has ended that holds `sign`; gives bytes read.
    fn frame_with(&self, sign: &str) -> usize {
        let mut seen = Vec::new();
        loop {
            seen.extend(self.output.recv_timeout(Duration::from_secs(60)).unwrap());
            let text = String::from_utf8_lossy(&seen);
            let holds = text.contains(sign);
            if holds && seen.ends_with(FRAME_END) {
                return seen.len();
            }
        }
    }

    /// Lets everything under way come to rest.
    fn rest(&self) {
        while self.output.recv_timeout(Duration::from_millis(150)).is_ok() {}
    }

    /// From a key to the end of the frame that follows: ms and bytes.
    fn key(&mut self, keys: &str) -> (f64, usize) {
        let begun = Instant::now();
        self.writer.write_all(keys.as_bytes()).unwrap();
        let bytes = self.frame_with("");
        (begun.elapsed().as_secs_f64() * 1e3, bytes)
    }

    /// From a key to the last frame that follows from it: ms.
    fn key_to_rest(&mut self, keys: &str) -> f64 {
        let begun = Instant::now();
        self.writer.write_all(keys.as_bytes()).unwrap();
        let mut last = begun;
        while self.output.recv_timeout(Duration::from_millis(150)).is_ok() {
            last = Instant::now();
        }
        (last - begun).as_secs_f64() * 1e3
    }

    /// A number of `/proc/PID/status`, summed over all threads.
    fn status(&self, name: &str) -> u64 {
        let tasks = format!("/proc/{}/task", self.child.process_id().unwrap());
        let read = |task: std::fs::DirEntry| std::fs::read_to_string(task.path().join("status"));
        std::fs::read_dir(tasks)
            .unwrap()
            .filter_map(|task| read(task.unwrap()).ok())
            .filter_map(|text| {
                text.lines()
                    .find(|l| l.starts_with(name))?
                    .split_whitespace()
                    .nth(1)?
                    .parse()
                    .ok()
            })
            .fold(0, |sum, value: u64| {
                if name == "VmHWM" {
                    value.max(sum)
                } else {
                    sum + value
                }
            })
    }

    fn end(mut self) {
        self.writer.write_all(b"Q").unwrap();
        self.child.wait().unwrap();
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn starts(home: &Path, sources: &[&Path], sign: &str, rounds: usize) -> f64 {
    let once = || {
        let run = Run::start(home, sources);
        run.frame_with(sign);
        let time = run.begun.elapsed().as_secs_f64() * 1e3;
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
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_yue"));
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
    for query in ["越", "越南", "an"] {
        let mut times = Vec::new();
        for _ in 0..rounds {
            run.rest();
            times.push(run.key_to_rest(query));
            run.key_to_rest("\x15");
        }
        println!(
            "  filter {query}: key to complete result on screen {:.1} ms",
            median(times)
        );
    }
    run.rest();
    println!("  peak memory: {} KiB", run.status("VmHWM"));
    run.writer.write_all(b"\x1b").unwrap();
    run.rest();
    run.end();
}

fn idle(home: &Path, wait: Duration) {
    let run = Run::start(home, &[]);
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

fn main() {
    let test = std::env::args().any(|arg| arg == "--test");
    let scale = if test { 100 } else { 1 };
    let rounds = if test { 1 } else { 31 };
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let time = starts(home, &[], "of", rounds);
    println!("embedded library, first frame with headlines: {time:.1} ms");
    idle(home, Duration::from_secs(if test { 1 } else { 10 }));
    long_line(home, rounds, (10 << 20) / scale);
    long_line(home, rounds.min(7), (100 << 20) / scale);
    looks(home, rounds, (1 << 20) / scale);
    print(home, rounds, (10 << 20) / scale);
    large_list(home, rounds, 100_000 / scale);
}
