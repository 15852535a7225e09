//! Bytes as texts of every kind that comes from outside.

use std::sync::OnceLock;

use yue::article::{Article, AsWritten, Source, Text};
use yue::filter::{self, Finder, Nothing, Options, Query};
use yue::ingest;
use yue::store::bookmark_file::{self, Standing};
use yue::store::{Bookmark, BookmarkChange, ChunkBuilder, Row, RowFacts, Snapshot};
use yue::text::clean::{CLUSTER_BYTES, CLUSTER_CHARS, join};
use yue::text::cluster::{self, Clusters};
use yue::text::wrap::{Setting, lines};
use yue::text::{Ambiguous, Axis, Hang, Lang, Level};

/// Nothing that a terminal obeys is left, clusters have an end, a second time changes
/// nothing; nor does any of it where two texts come together, or one is cut.
pub fn clean(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let once = yue::text::clean::clean(&text);
    harmless(&once);
    assert_eq!(yue::text::clean::clean(&once), once);
    let cut = cluster::floor(&once, once.len() / 2);
    let (head, tail) = (once.view().piece(..cut), once.view().piece(cut..));
    harmless(&tail);
    harmless(&join([tail, head], ""));
}

fn harmless(text: &str) {
    let odd = |c: char| c.is_control() && c != '\n' && c != '\t';
    assert!(!text.contains(odd), "{text:?}");
    for (_, cluster) in Clusters::new(text) {
        let chars = cluster.chars().count();
        assert!(chars <= CLUSTER_CHARS && cluster.len() <= CLUSTER_BYTES);
    }
}

/// Any bytes are an article, raw and cleaned, whose blocks lie in its text.
pub fn decode(bytes: &[u8]) {
    let (text, warnings) = ingest::decode(bytes);
    holds_its_blocks(&ingest::article(&text, Source::Stdin, warnings.clone()));
    let written: AsWritten = ingest::parse(&text, Source::Stdin, warnings);
    holds_its_blocks(&written);
}

fn holds_its_blocks<T: Text>(article: &Article<T>) {
    for block in &article.blocks {
        assert!(article.text.get(block.span.range()).is_some(), "{block:?}");
    }
}

/// A row knows what the article does.
pub fn news(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (text, warnings) = ingest::decode(text.as_bytes());
    let article = ingest::article(&text, Source::Stdin, warnings);
    // Within the head that a row reads.
    if text.chars().count() < 4096 {
        let row = ingest::row(&text);
        assert_eq!(row.id, article.id);
    }
}

/// No line is wider than its measure, and together they are the text.
pub fn wrap(bytes: &[u8]) {
    let [first, second, rest @ ..] = bytes else {
        return;
    };
    let measure = usize::from(*first % 60) + 2;
    let of = |nth: u8, count: u8| usize::from(second / nth % count);
    let setting = Setting {
        measure,
        lang: [Lang::Hans, Lang::Hant, Lang::Japanese, Lang::Korean][of(1, 4)],
        level: [Level::None, Level::Basic, Level::Gb, Level::Strict][of(4, 4)],
        hang: Hang::Off,
        ambiguous: [Ambiguous::NARROW, Ambiguous::WIDE][of(16, 2)],
        axis: Axis::Horizontal,
        indent: 0,
        autospace: second & 128 != 0,
    };
    let text = String::from_utf8_lossy(rest);
    let text = yue::text::clean::line(&text);
    let mut end = 0;
    for line in lines(&text, setting) {
        assert!(line.start >= end && line.end >= line.start, "{text:?}");
        let between = text.get(end..line.start).unwrap_or("x");
        assert!(between.trim().is_empty(), "{between:?} is lost of {text:?}");
        end = line.end;
        let shown = text.get(line.start..line.end).unwrap_or("").trim_end();
        let one = Clusters::new(shown).nth(1).is_none();
        assert!(one || line.columns <= measure, "{shown:?} of {text:?}");
    }
    assert!(text.get(end..).unwrap_or("x").trim().is_empty(), "{text:?}");
}

fn rows() -> &'static Snapshot {
    static ROWS: OnceLock<Snapshot> = OnceLock::new();
    ROWS.get_or_init(|| {
        let mut chunk = ChunkBuilder::default();
        for headline in [
            "美朝领导人在河内会晤",
            "重庆高铁开通 2018年6月",
            "とうきょうの図書館",
            "한국 대통령",
            "Hà Nội railway e\u{301}",
            "",
        ] {
            chunk.push(Row {
                id: yue::article::ArticleId::of(headline),
                headline: headline.into(),
                source: Source::Stdin,
                facts: RowFacts::default(),
            });
        }
        Snapshot::default().with(std::sync::Arc::new(chunk.finish()))
    })
}

/// A query finds what it found before a key more, and marks characters of the headline.
pub fn query(bytes: &[u8]) {
    static FINDER: OnceLock<Finder> = OnceLock::new();
    let finder = FINDER.get_or_init(|| Finder::load(Options::default()));
    let text = String::from_utf8_lossy(bytes);
    let Ok(query) = finder.query(&text, &Query::default()) else {
        return;
    };
    let Some(found) = filter::filter(&query, rows(), &Nothing, &|| false) else {
        return;
    };
    for place in 0..found.len() {
        let row = found.get(place).expect("a row of the result");
        let headline = rows().headline(row);
        let marks = query.marks(&headline);
        assert!(marks.is_sorted(), "{marks:?}");
        let count = headline.chars().count() as u32;
        assert!(marks.iter().all(|mark| *mark < count), "{text:?}");
    }
}

/// Any bytes are a bookmarks file; what was read of it is there after a write.
pub fn bookmarks(bytes: &[u8]) {
    let before = bookmark_file::read(bytes);
    let new = Bookmark {
        id: yue::article::ArticleId(1),
        headline: "新".to_owned(),
        ..Bookmark::default()
    };
    let Ok(applied) = bookmark_file::apply(bytes, &[BookmarkChange::Set(new)]) else {
        assert!(matches!(before.standing, Standing::Newer(_)));
        return;
    };
    let after = bookmark_file::read(applied.text.as_bytes());
    assert_eq!(after.standing, Standing::Sound);
    for bookmark in before.bookmarks.iter().filter(|old| old.id.0 != 1) {
        assert!(after.bookmarks.contains(bookmark), "{bookmark:?}");
    }
}

/// Any text is a configuration, with or without mistakes.
pub fn config(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (config, problems) = yue::config::load(&text);
    let lines = text.split('\n').count().max(1);
    assert!(problems.iter().all(|problem| problem.line <= lines));
    drop(yue::app::Keymap::with_overrides(&config.keys));
}

/// What is a sequence of keys is one again when it is written.
pub fn keys(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(keys) = yue::keys::parse_sequence(&text) {
        let written = yue::keys::print_sequence(&keys);
        assert_eq!(yue::keys::parse_sequence(&written), Ok(keys), "{written}");
    }
}
