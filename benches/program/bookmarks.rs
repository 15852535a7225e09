//! What safety costs: from the bookmark key to the solid mark, which says that the
//! bookmark is on disk, in a file of so many.

use std::fmt::Write;
use std::path::Path;

use crate::corpus;
use crate::terminal::{Run, median, row};

/// A file of bookmarks for articles that are nowhere.
fn file(count: usize) -> String {
    let mut text = String::from("version = 1\n");
    for (nth, headline) in corpus::headlines(count, corpus::Mix::Mixed)
        .iter()
        .enumerate()
    {
        let (id, headline) = ((nth as u64 + 1) << 20, headline.replace(['"', '\\'], " "));
        write!(
            text,
            "\n[[bookmark]]\nid = \"{id:016x}\"\nheadline = \"{headline}\"\n\
             source = \"/nowhere/{nth}.txt\"\nadded = 2026-11-01T10:13:10Z\n\
             block = 3\noffset = 12\n"
        )
        .unwrap();
    }
    text
}

/// Marks and unmarks the first article some times.
pub(crate) fn measure(home: &Path, count: usize, reach: &str, rounds: usize) {
    let home = home.join(format!("bookmarks-{count}"));
    std::fs::create_dir(&home).unwrap();
    let path = home.join("bookmarks.toml");
    std::fs::write(&path, file(count)).unwrap();
    let mut run = Run::start(&home, &[]);
    run.until("the bookmarks", |run| run.shows(&format!("✦ {count}")));
    run.rest();
    let marks = |run: &Run, mark: char| {
        let shown = run.shown().rows;
        shown.iter().any(|row| row.contains(mark))
    };
    let times = (0..rounds).map(|_| {
        let begun = run.now();
        run.writer.write_all(b"b").unwrap();
        let time = run.until("a solid mark", |run| marks(run, '✦')) - begun;
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(text.matches("[[bookmark]]").count(), count + 1, "on disk");
        run.rest();
        run.writer.write_all(b"b").unwrap();
        run.until("no mark", |run| !marks(run, '✦') && !marks(run, '✧'));
        run.rest();
        time
    });
    let times: Vec<f64> = times.collect();
    let worst = times.iter().copied().fold(0.0, f64::max);
    row(
        &format!("`b` to the solid mark, {count} bookmarks"),
        reach,
        &format!("median {:.1} ms, worst {worst:.1} ms", median(times)),
    );
    run.end();
}
