use std::sync::OnceLock;

use proptest::prelude::*;

use super::*;
use crate::filter::{Finder, Options};
use crate::store::{ChunkBuilder, Origin, RecordPlace, RowFacts, Snapshot};
use crate::text::clean;

fn finder() -> &'static Finder {
    static FINDER: OnceLock<Finder> = OnceLock::new();
    FINDER.get_or_init(|| Finder::load(Options::default()).of_lines())
}

fn sieve(query: &str) -> Sieve {
    Sieve {
        encoding: None,
        query: finder().query(query, &Query::default()).unwrap(),
        separator: b'\n',
        nth: None,
    }
}

fn sifted(query: &str, input: &[u8]) -> Vec<Vec<u8>> {
    let (sifted, error) = sieve(query).sift(input);
    assert!(error.is_none());
    sifted.lines().map(|(line, _)| line.to_vec()).collect()
}

/// What a list of the same lines shows.
fn listed(query: &str, lines: &[String]) -> Vec<Vec<u8>> {
    let query = finder().query(query, &Query::default()).unwrap();
    let snapshot = lines.chunks(7).fold(Snapshot::default(), |all, lines| {
        let mut builder = ChunkBuilder::of(Origin::default());
        for line in lines {
            let headline = clean::one_line(line);
            builder.push_record(
                headline.view(),
                RecordPlace::default(),
                &RowFacts::default(),
            );
        }
        all.with(std::sync::Arc::new(builder.finish()))
    });
    let found = filter::filter(&query, &snapshot, &filter::Nothing, &|| false).unwrap();
    let rows = (0..found.len()).filter_map(|at| found.get(at));
    rows.map(|row| lines[row.0 as usize].clone().into_bytes())
        .collect()
}

#[test]
fn lines_come_as_they_were_read() {
    let found = sifted("meichao", "  美朝\r\n朝美\n\u{1b}[1m美朝会\n".as_bytes());
    let expected = ["  美朝\r", "\u{1b}[1m美朝会"];
    assert_eq!(found, expected.map(|line| line.as_bytes().to_vec()));
    let found = sifted("abc", b"x\xffabc\xfe\nABC\n");
    assert_eq!(found, [&b"ABC"[..], b"x\xffabc\xfe"]);
}

#[test]
fn many_blocks_keep_their_order() {
    let lines: Vec<String> = (0..40_000)
        .map(|n| format!("{} 第{n:06}行{}", n % 3, ".".repeat(60)))
        .collect();
    let text = lines.join("\n");
    let all = sifted("", text.as_bytes());
    assert!(
        all.iter()
            .map(Vec::as_slice)
            .eq(lines.iter().map(String::as_bytes))
    );
    for query in ["^2", "9hang"] {
        assert_eq!(
            sifted(query, text.as_bytes()),
            listed(query, &lines),
            "{query}"
        );
    }
}

#[test]
fn a_line_that_cannot_be_held_is_an_error() {
    let sizes = Sizes {
        first: 2,
        block: 2,
        longest: 4,
    };
    let mut source = Source {
        coding: LineCoding::default(),
        blocks: Blocks::new(&b"ab\nabcdefgh\nc\n"[..], b'\n', sizes),
        count: 0,
        error: None,
    };
    let (number, block, _) = source.next(Block::default()).unwrap();
    assert_eq!((number, block.bytes()), (1, &b"ab\n"[..]));
    // Neither a part of it nor what is behind it.
    assert!(source.next(Block::default()).is_none());
    assert!(source.next(Block::default()).is_none());
    let error = source.error.map(|error| error.kind());
    assert_eq!(error, Some(io::ErrorKind::FileTooLarge));
}

proptest! {
    #[test]
    fn the_order_is_that_of_a_list(
        lines in prop::collection::vec("[ 美朝北京meichao\\tか\u{3099}e\u{301}한12]{0,8}", 0..40),
        query in "(m|me|mei|美|bj|'京|!1|\\^m|o\\$|か| ){1,4}",
    ) {
        // `list` shows blank lines as rows, too.
        let mut text = lines.join("\n");
        if lines.last().is_some_and(String::is_empty) {
            text.push('\n');
        }
        prop_assert_eq!(sifted(&query, text.as_bytes()), listed(&query, &lines));
    }
}
