//! Work, counted: what a step lays out, scores, copies and writes does not grow
//! with the article or the library.

use std::cell::Cell;
use std::io::{self, Write};
use std::sync::Arc;

use ratatui::backend::{Backend, CrosstermBackend};
use yue::app::{Effect, Event};
use yue::article::{ArticleId, Source};
use yue::filter::{self, Beside, Finder, Matches, Options, Query};
use yue::reader::SEGMENT_BYTES;
use yue::store::{CHUNK_ROWS, Chunk, Row, RowFacts, RowIx, Snapshot};

use crate::screens::frame::Frame;
use crate::screens::headless::{Headless, chunk};

/// An article of ten megabytes that is one line.
fn one_line() -> Vec<u8> {
    let sentence = "长卷展开,山水之间有人撑船而过,岸上的酒旗在风里翻动。";
    let mut text = String::from("长卷\n\n");
    text.push_str(&sentence.repeat(10 * 1024 * 1024 / sentence.len()));
    text.push('\n');
    text.into_bytes()
}

fn laid(yue: &Headless) -> usize {
    yue.model.reader.as_ref().unwrap().sheet.laid_count()
}

#[test]
fn a_huge_line_is_laid_out_where_it_shows() {
    let mut yue = Headless::library((80, 24));
    let source = yue.add("long.txt", &one_line());
    yue.held = true;
    yue.open(&source);
    let Some(load) = yue.queue.pop_front() else {
        panic!("nothing is loaded");
    };
    for event in yue.perform(load) {
        yue.event(event);
        // Headline, facts, and the segments that a screen reaches.
        assert!(laid(&yue) <= 5, "{} segments laid out", laid(&yue));
        yue.frame();
    }
    let page = Arc::clone(&yue.model.reader.as_ref().unwrap().sheet.page);
    assert!(page.segments.len() > 300 && page.text.len() > 10_000_000);
    for segment in &page.segments {
        assert!(segment.span.len() <= SEGMENT_BYTES + 16);
    }
    for key in [
        "j", " ", " ", "k", "<C-d>", "G", "k", "<PageUp>", "gg", "}", "{",
    ] {
        let before = laid(&yue);
        yue.keys(key);
        let more = laid(&yue) - before;
        assert!(more <= 3, "{key}: {more} segments more");
        yue.frame();
    }
    // Other columns: again only what shows.
    yue.keys("G");
    yue.resize(60, 20);
    assert!(laid(&yue) <= 5, "{} segments laid out", laid(&yue));
    // Its height is asked for outside, once.
    let measures = yue
        .queue
        .iter()
        .filter(|e| matches!(e, Effect::Measure { .. }));
    assert_eq!(measures.count(), 2, "one for each measure");
}

#[test]
fn a_place_far_away_is_reached_without_what_lies_between() {
    let mut yue = Headless::library((80, 24));
    let text = String::from_utf8(one_line()).unwrap() + "\n最后一句在这里。\n";
    let source = yue.add("long.txt", text.as_bytes());
    yue.open(&source);
    let before = laid(&yue);
    yue.keys("/最后一句<Enter>");
    assert!(
        laid(&yue) - before <= 4,
        "{} segments more",
        laid(&yue) - before
    );
    assert!(yue.frame().shows("最后一句"), "{}", yue.frame().text());
}

/// Rows `from..to` of a library of numbered headlines.
fn numbered(from: usize, to: usize) -> Arc<Chunk> {
    let row = |n: usize| Row {
        id: ArticleId((n as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1),
        headline: format!("第{n}号:朝美领导人在河内举行第{}次会晤,各方关注", n % 97),
        source: Source::Seed("numbered".into()),
        facts: RowFacts::default(),
    };
    chunk((from..to).map(row).collect())
}

/// A list of 100,000 headlines.
fn library() -> Headless {
    let mut yue = Headless::new((80, 24));
    for first in (0..100_000).step_by(CHUNK_ROWS) {
        let rows = numbered(first, (first + CHUNK_ROWS).min(100_000));
        yue.event(Event::RowsRead(yue::app::Shelf::Listed, rows));
    }
    yue.event(Event::LibraryRead);
    assert_eq!(yue.model.list.matches.len(), 100_000);
    yue
}

/// Counts bytes.
#[derive(Default)]
struct Count(usize);

impl Write for Count {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Bytes that go to the terminal between two frames.
fn bytes(before: &Frame, after: &Frame) -> usize {
    let mut count = Count::default();
    let changes = before.buffer.diff(&after.buffer);
    CrosstermBackend::new(&mut count)
        .draw(changes.into_iter())
        .unwrap();
    count.0
}

#[test]
fn a_step_in_a_long_list_writes_little() {
    let mut yue = library();
    let mut before = yue.frame();
    let (mut still, mut scrolled) = (0, 0);
    for _ in 0..60 {
        let top = yue.model.list.top;
        yue.keys("j");
        let after = yue.frame();
        let written = bytes(&before, &after);
        assert!(written > 0, "the choice moved and nothing was written");
        if yue.model.list.top == top {
            still = still.max(written);
        } else {
            scrolled = scrolled.max(written);
        }
        before = after;
    }
    assert!(
        still > 0 && still <= 2 * 1024,
        "{still} bytes without scrolling"
    );
    assert!(
        scrolled > 0 && scrolled <= 12 * 1024,
        "{scrolled} bytes with scrolling"
    );
    // The end is as near as the beginning.
    yue.keys("G");
    let end = yue.frame();
    yue.keys("k");
    let written = bytes(&end, &yue.frame());
    assert!(written <= 2 * 1024, "{written} bytes at the end");
}

#[test]
fn a_frame_holds_no_more_rows_than_it_shows() {
    let mut yue = library();
    yue.keys("<C-d><C-d><C-d>");
    let frame = yue.frame();
    let shown = frame.rows().iter().filter(|row| row.contains('号')).count();
    assert_eq!(shown, yue.model.list_height());
    // Nothing is copied for a list without a filter, and a frame of another part
    // of it is as large.
    assert!(matches!(yue.model.list.matches, Matches::All(100_000)));
}

/// Counts the rows that are asked about; knows every article.
#[derive(Default)]
struct Counting(Cell<usize>);

impl Beside for Counting {
    fn is_bookmarked(&self, _: ArticleId) -> bool {
        self.0.set(self.0.get() + 1);
        true
    }

    fn mentions(&self, _: &Chunk, _: usize, _: (i32, i32)) -> bool {
        false
    }
}

#[test]
fn only_rows_that_may_match_are_read() {
    let rare = Row {
        id: ArticleId(2),
        headline: "鸬鹚捕鱼归来".to_owned(),
        source: Source::Stdin,
        facts: RowFacts::default(),
    };
    let rows = Snapshot::default()
        .with(numbered(0, 4000))
        .with(chunk(vec![rare]));
    let finder = Finder::load(Options::default());
    // The field comes first, so that each row that is read is asked about.
    let query = finder.query("is:bookmarked 鸬鹚捕鱼归来", &Query::default());
    let query = query.unwrap();
    let read = || {
        let counting = Counting::default();
        let found = filter::filter(&query, &rows, &counting, &|| false).unwrap();
        assert_eq!(found.get(0), Some(RowIx(4000)));
        assert_eq!(found.len(), 1);
        counting.0.get()
    };
    assert_eq!(read(), 4001, "without masks all rows are read");
    rows.chunks().iter().for_each(|chunk| finder.prepare(chunk));
    assert!(read() < 40, "{} of 4001 rows read", read());
}

#[test]
fn an_append_shares_what_was_there() {
    let mut rows = Snapshot::default();
    for n in 0..64 {
        let before = rows.clone();
        rows = rows.with(numbered(n * 64, (n + 1) * 64));
        assert_eq!(rows.len(), (n + 1) * 64);
        let shared = before.chunks().iter().zip(rows.chunks());
        let same = shared.filter(|(old, new)| Arc::ptr_eq(old, new)).count();
        assert_eq!(same, n, "the chunks of before are the same chunks");
    }
}
