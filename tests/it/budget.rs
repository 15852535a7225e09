//! Work, counted: what a step lays out, scores, copies and writes does not grow
//! with the article or the library.

use std::cell::Cell;
use std::io::{self, Write};
use std::sync::Arc;

use ratatui::backend::{Backend, CrosstermBackend};
use yue::app::{Effect, Event, Prompt};
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

/// An article of ten megabytes in one line, with a date in each sentence.
fn dated() -> (Vec<u8>, usize) {
    let day = |n: usize| format!("{}年{}月{}日,", 1900 + n % 120, 1 + n % 12, 1 + n % 28);
    let words = "长卷展开,山水之间有人撑船而过,岸上的酒旗在风里翻动。".repeat(6);
    let mut text = String::from("长卷\n\n");
    let mut count = 0;
    while text.len() < 10 * 1024 * 1024 {
        text.push_str(&day(count));
        text.push_str(&words);
        count += 1;
    }
    text.push('\n');
    (text.into_bytes(), count)
}

/// `d` on a huge article asks once, off the screen; what comes lays nothing out, a
/// step writes what a row takes, and a date is gone to without what lies between.
#[test]
fn the_dates_of_a_huge_article_cost_what_shows() {
    let mut yue = Headless::library((80, 24));
    let (text, count) = dated();
    let source = yue.add("dated.txt", &text);
    yue.open(&source);
    let before = laid(&yue);
    yue.held = true;
    yue.keys("d");
    let article = Arc::clone(&yue.model.reader.as_ref().unwrap().article);
    let [Effect::ReadDates { article: asked, .. }] = yue.queue.make_contiguous() else {
        panic!("one thing is asked for, not {}", yue.queue.len());
    };
    assert!(Arc::ptr_eq(asked, &article), "no text is copied");
    let ask = yue.queue.pop_front().unwrap();
    for event in yue.perform(ask) {
        yue.event(event);
    }
    let dates = |yue: &Headless| match &yue.model.prompt {
        Some(Prompt::Dates(timeline)) => Arc::clone(&timeline.dates),
        _ => panic!("the dates do not show"),
    };
    let all = dates(&yue);
    assert_eq!(all.all.len(), count);
    assert!(Arc::ptr_eq(&all.article, &article), "no text is copied");
    let mut frame = yue.frame();
    for (keys, most) in [("j", 2), ("G", 12), ("k", 2), ("g", 12), ("j", 2)] {
        yue.keys(keys);
        let after = yue.frame();
        let written = bytes(&frame, &after);
        assert!(
            written > 0 && written <= most * 1024,
            "{keys}: {written} bytes"
        );
        frame = after;
    }
    assert!(
        Arc::ptr_eq(&dates(&yue), &all),
        "no date is copied or read again"
    );
    assert_eq!(laid(&yue), before, "the page behind it stays as it is");
    assert!(yue.queue.is_empty(), "nothing more is asked for");
    // To the latest, wherever it stands.
    yue.keys("G<Enter>");
    assert!(
        laid(&yue) - before <= 4,
        "{} segments more",
        laid(&yue) - before
    );
    assert!(yue.model.prompt.is_none() && yue.frame().shows("2019"));
}

/// The dates of an article of which only the head is there are read of the head, and
/// once more of the whole.
#[test]
fn dates_are_read_twice_at_most_while_an_article_comes() {
    let mut yue = Headless::library((80, 24));
    let (text, count) = dated();
    let source = yue.add("dated.txt", &text);
    yue.held = true;
    yue.open(&source);
    let load = yue.queue.pop_front().unwrap();
    let mut reads = 0;
    for event in yue.perform(load) {
        yue.event(event);
        if reads == 0 {
            yue.keys("d");
        }
        while let Some(effect) = yue.queue.pop_front() {
            if matches!(effect, Effect::ReadDates { .. }) {
                reads += 1;
                yue.perform(effect)
                    .into_iter()
                    .for_each(|event| yue.event(event));
            }
        }
    }
    assert_eq!(reads, 2);
    let Some(Prompt::Dates(timeline)) = &yue.model.prompt else {
        panic!("the dates do not show");
    };
    assert_eq!(timeline.dates.all.len(), count);
}

/// Rows `from..to` of a library of numbered headlines.
fn numbered(from: usize, to: usize) -> Arc<Chunk> {
    let row = |n: usize| Row {
        id: ArticleId((n as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1),
        headline: yue::text::clean::line(&format!(
            "第{n}号:朝美领导人在河内举行第{}次会晤,各方关注",
            n % 97
        )),
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
        headline: "鸬鹚捕鱼归来".into(),
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
