use std::collections::HashSet;

use proptest::prelude::*;

use super::*;
use crate::store::{ChunkBuilder, MATCH_CHARS, Row, presence};

fn chunk(rows: &[(u64, &str)]) -> Arc<Chunk> {
    let mut builder = ChunkBuilder::default();
    for &(id, headline) in rows {
        builder.push(Row {
            id: ArticleId(id),
            headline: headline.to_owned(),
            source: Source::Seed(format!("{id}").as_str().into()),
        });
    }
    assert_eq!(builder.len(), rows.len());
    Arc::new(builder.finish())
}

fn headlines(snapshot: &Snapshot) -> Vec<&str> {
    (0..snapshot.len() as u32)
        .map(|row| snapshot.headline(RowIx(row)))
        .collect()
}

#[test]
fn rows_keep_their_columns() {
    let chunk = chunk(&[(1, "雨季来了"), (2, "ＡＢＣ Été"), (3, ""), (4, "雪")]);
    assert_eq!(chunk.len(), 4);
    assert_eq!(chunk.headline(1), "ＡＢＣ Été");
    assert_eq!(chunk.folded(0), "雨季来了");
    assert_eq!(chunk.folded(1), "abc ete");
    assert_eq!(chunk.folded(2), "");
    assert_eq!(chunk.folded(3), "雪");
    assert_eq!(chunk.mask(1), presence("abcet"));
    assert_eq!(chunk.mask(2), 0);
    assert_eq!(chunk.masks().len(), 4);
    assert_eq!(chunk.id(3), Some(ArticleId(4)));
    assert_eq!(chunk.source(3), Some(&Source::Seed("4".into())));
    assert_eq!(
        (chunk.headline(4), chunk.folded(4), chunk.id(4)),
        ("", "", None)
    );
}

#[test]
fn only_the_head_of_a_long_headline_takes_part() {
    let long = format!("{}尾", "长".repeat(MATCH_CHARS));
    let chunk = chunk(&[(1, &long), (2, &"É".repeat(MATCH_CHARS + 5))]);
    assert_eq!(chunk.headline(0), long);
    assert_eq!(chunk.folded(0), "长".repeat(MATCH_CHARS));
    assert_eq!(chunk.mask(0), presence("长"));
    assert_eq!(chunk.folded(1), "e".repeat(MATCH_CHARS));
}

#[test]
fn ids_seen_before_are_skipped() {
    let first = Snapshot::default().with(chunk(&[(1, "甲"), (2, "乙"), (1, "again")]));
    assert_eq!(headlines(&first), ["甲", "乙"]);
    let second = first.with(chunk(&[(3, "丙"), (2, "other"), (4, "丁"), (3, "twice")]));
    assert_eq!(headlines(&second), ["甲", "乙", "丙", "丁"]);
    assert_eq!(second.find(ArticleId(4)), Some(RowIx(3)));
    assert_eq!(second.source(RowIx(3)), Some(&Source::Seed("4".into())));
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
            prop_assert_eq!(snapshot.folded(row), fold(headline));
            prop_assert_eq!(snapshot.find(ArticleId(*id)), Some(row));
            let bare = |text: &str| fold(text).replace(char::is_whitespace, "");
            let same = |other: &str| bare(other) == bare(headline) && !bare(other).is_empty();
            let first = expected.iter().position(|(_, other)| same(other));
            prop_assert_eq!(snapshot.find_headline(headline), first.map(|at| RowIx(at as u32)));
        }
    }
}
