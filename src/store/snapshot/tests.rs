use std::collections::HashSet;
use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::store::{ChunkBuilder, FileStamp, MATCH_BYTES, Origin, RecordFile, RecordPlace, Row};
use crate::text::clean::flat;

fn chunk(rows: &[(u64, &str)]) -> Arc<Chunk> {
    let mut builder = ChunkBuilder::default();
    for &(id, headline) in rows {
        builder.push(Row {
            id: ArticleId(id),
            headline: flat(headline),
            source: Source::Seed(format!("{id}").as_str().into()),
            facts: RowFacts::default(),
        });
    }
    assert_eq!(builder.len(), rows.len());
    Arc::new(builder.finish())
}

fn headlines(snapshot: &Snapshot) -> Vec<&str> {
    (0..snapshot.len() as u32)
        .map(|row| snapshot.headline(RowIx(row)).into_inner())
        .collect()
}

#[test]
fn rows_keep_their_columns() {
    let chunk = chunk(&[(1, "雨季来了"), (2, "ＡＢＣ Été"), (3, ""), (4, "雪")]);
    assert_eq!(chunk.len(), 4);
    assert_eq!(chunk.headline(1), "ＡＢＣ Été");
    assert_eq!(chunk.ids().len(), 4);
    assert_eq!(chunk.id(3), Some(ArticleId(4)));
    assert_eq!(chunk.source(3), Some(Source::Seed("4".into())));
    assert_eq!(
        (chunk.headline(4).as_str(), chunk.matched(4), chunk.id(4)),
        ("", "", None)
    );
}

#[test]
fn only_the_head_of_a_long_headline_takes_part() {
    // Three bytes do not divide the limit: the character that it cuts is left out.
    let long = "长".repeat(MATCH_BYTES / 3 + 9);
    let joined = "e\u{301}".repeat(MATCH_BYTES);
    let chunk = chunk(&[(1, &long), (2, &joined)]);
    assert_eq!(chunk.headline(0), long);
    assert_eq!(chunk.matched(0), "长".repeat(MATCH_BYTES / 3));
    assert_eq!(chunk.matched(1).len(), MATCH_BYTES.div_ceil(3));
}

#[test]
fn only_what_joins_is_folded_beforehand() {
    let chunk = chunk(&[(1, "ＡＢＣ Été"), (2, "E\u{301}te\u{301} ｶﾞｽ"), (3, "한국")]);
    assert_eq!(chunk.matched(0), "ＡＢＣ Été");
    assert_eq!(chunk.matched(1), fold(&chunk.headline(1)));
    assert_eq!(chunk.matched(2), "한국");
}

#[test]
fn masks_are_worked_out_once() {
    let chunk = chunk(&[(1, "甲"), (2, "乙")]);
    assert!(chunk.masks().is_none());
    chunk.prepare(|text| [text.len() as u64, 0, 0]);
    chunk.prepare(|_| panic!("they are known"));
    let columns = [[3, 3], [0, 0], [0, 0]].map(Box::from);
    assert_eq!(chunk.masks(), Some(&columns));
}

#[test]
fn plain_lines_have_the_ids_of_their_texts() {
    let file = RecordFile {
        path: Path::new("/x/lines.txt").into(),
        plain: true,
        stamp: FileStamp::default(),
    };
    let mut builder = ChunkBuilder::of(Origin::records(file));
    for (line, offset) in [("甲", 0), ("乙", 4), ("甲", 8)] {
        let place = RecordPlace {
            offset,
            ..RecordPlace::default()
        };
        builder.push_record(line.into(), place, &RowFacts::default());
    }
    let snapshot = Snapshot::default().with(Arc::new(builder.finish()));
    // Equal lines stay: each is a row of its own.
    assert_eq!(headlines(&snapshot), ["甲", "乙", "甲"]);
    assert_eq!(snapshot.id(RowIx(1)), Some(ArticleId::of("乙")));
    assert_eq!(snapshot.find(ArticleId::of("乙")), None);
    let source = Source::Record {
        file: Path::new("/x/lines.txt").into(),
        offset: 4,
        id: None,
    };
    assert_eq!(snapshot.source(RowIx(1)), Some(source));
}

#[test]
fn facts_stay_with_their_rows() {
    let row = |id: u64, agency: &'static str| Row {
        id: ArticleId(id),
        headline: crate::text::joined![id],
        source: Source::Stdin,
        facts: RowFacts {
            agency: agency.into(),
            day: Some(id as i32),
            ..RowFacts::default()
        },
    };
    let mut builder = ChunkBuilder::default();
    for (id, agency) in [(1, "甲社"), (2, ""), (1, "乙社"), (3, "丙社")] {
        builder.push(row(id, agency));
    }
    let snapshot = Snapshot::default().with(Arc::new(builder.finish()));
    let kept: Vec<_> = (0..3).map(|at| snapshot.facts(RowIx(at))).collect();
    assert_eq!(
        kept,
        [row(1, "甲社").facts, row(2, "").facts, row(3, "丙社").facts]
    );
}

#[test]
fn ids_seen_before_are_skipped() {
    let first = Snapshot::default().with(chunk(&[(1, "甲"), (2, "乙"), (1, "again")]));
    assert_eq!(headlines(&first), ["甲", "乙"]);
    let second = first.with(chunk(&[(3, "丙"), (2, "other"), (4, "丁"), (3, "twice")]));
    assert_eq!(headlines(&second), ["甲", "乙", "丙", "丁"]);
    assert_eq!(second.find(ArticleId(4)), Some(RowIx(3)));
    assert_eq!(second.source(RowIx(3)), Some(Source::Seed("4".into())));
    let same = second.with(chunk(&[(1, "x"), (4, "y")]));
    assert_eq!(same.len(), 4);
    assert_eq!(same.chunks().len(), 2);
}

#[test]
fn an_old_snapshot_sees_only_its_own_rows() {
    let old = Snapshot::default().with(chunk(&[(1, "甲")]));
    let new = old.with(chunk(&[(2, "乙")]));
    assert_eq!((old.len(), new.len()), (1, 2));
    assert_eq!(old.find(ArticleId(2)), None);
    assert_eq!(old.find_headline("乙"), None);
    assert_eq!(old.headline(RowIx(1)), "");
    assert_eq!(new.headline(RowIx(1)), "乙");
    assert_eq!(new.first_row(1), RowIx(1));
    assert_eq!(new.first_row(9), RowIx(2));
    assert!(Snapshot::default().is_empty());
}

#[test]
fn headlines_are_found_without_blanks_and_width() {
    let snapshot = Snapshot::default()
        .with(chunk(&[(1, "河内 ＡＩ 会议"), (2, "别的"), (3, "")]))
        .with(chunk(&[(4, "河内ai会议")]));
    assert_eq!(
        snapshot.find_headline("河内AI 会议\u{3000}"),
        Some(RowIx(0))
    );
    assert_eq!(snapshot.find_headline("别 的"), Some(RowIx(1)));
    assert_eq!(snapshot.find_headline("河内"), None);
    assert_eq!(snapshot.find_headline(" "), None);
}

#[test]
fn the_index_stays_a_few_runs() {
    let mut index = Index::default();
    for step in 0..1000_u32 {
        index = index.with(std::iter::once((step.wrapping_mul(0x9e37_79b1), step)));
    }
    let key = 77_u32.wrapping_mul(0x9e37_79b1);
    assert_eq!(index.rows(key..=key).collect::<Vec<_>>(), [77]);
    assert_eq!(index.rows(0..=u32::MAX).count(), 1000);
    assert!(index.run_count() <= 10, "{}", index.run_count());
}

proptest! {
    #[test]
    fn appends_keep_the_first_of_each_id(
        chunks in prop::collection::vec(prop::collection::vec((0_u64..40, "[甲乙a É]{0,4}"), 0..12), 0..8)
    ) {
        let mut snapshot = Snapshot::default();
        let mut expected: Vec<(u64, &str)> = Vec::new();
        let mut seen = HashSet::new();
        for rows in &chunks {
            let rows: Vec<(u64, &str)> = rows.iter().map(|(id, h)| (*id << 33, h.as_str())).collect();
            snapshot = snapshot.with(chunk(&rows));
            expected.extend(rows.into_iter().filter(|(id, _)| seen.insert(*id)));
        }
        prop_assert_eq!(snapshot.len(), expected.len());
        for (row, (id, headline)) in expected.iter().enumerate() {
            let row = RowIx(row as u32);
            prop_assert_eq!(snapshot.headline(row), *headline);
            let matched = snapshot.locate(row).map(|(chunk, at)| fold(chunk.matched(at)));
            prop_assert_eq!(matched, Some(fold(headline)));
            prop_assert_eq!(snapshot.find(ArticleId(*id)), Some(row));
            let bare = |text: &str| fold(text).replace(char::is_whitespace, "");
            let same = |other: &str| bare(other) == bare(headline) && !bare(other).is_empty();
            let first = expected.iter().position(|(_, other)| same(other));
            prop_assert_eq!(snapshot.find_headline(headline), first.map(|at| RowIx(at as u32)));
        }
    }
}
