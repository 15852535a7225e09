//! A list that was read again, compared with the one before. That takes as long as the
//! lists are, so a worker does it.
//!
//! Invariant: `moved` leads from articles that are there no more to ones that are.

use std::collections::HashMap;

use crate::article::{ArticleId, Source};
use crate::store::Snapshot;

/// The list as it is now, and what has become of the one before.
#[derive(Clone, Debug, Default)]
pub struct Compared {
    pub rows: Snapshot,
    /// Nothing has changed.
    pub same: bool,
    /// By the articles that are gone, those that have taken their place: the text of a
    /// file has changed, so its id has too.
    pub moved: HashMap<ArticleId, ArticleId>,
}

impl Compared {
    /// Compares `rows` with those before.
    pub fn of(before: &Snapshot, rows: Snapshot) -> Self {
        let same = before.is_same(&rows);
        let moved = if same {
            HashMap::new()
        } else {
            moved(before, &rows)
        };
        Self { rows, same, moved }
    }
}

fn moved(before: &Snapshot, now: &Snapshot) -> HashMap<ArticleId, ArticleId> {
    let gone: HashMap<Source, ArticleId> = files(before)
        .filter(|(_, id)| now.find(*id).is_none())
        .collect();
    if gone.is_empty() {
        return HashMap::new();
    }
    files(now)
        .filter_map(|(source, id)| Some((*gone.get(&source)?, id)))
        .collect()
}

/// The rows that are files of their own. Records are known by where they lie, and move
/// with every line before them.
fn files(rows: &Snapshot) -> impl Iterator<Item = (Source, ArticleId)> {
    let own = rows
        .chunks()
        .iter()
        .filter(|chunk| chunk.origin().file().is_none());
    own.flat_map(|chunk| {
        (0..chunk.len()).filter_map(|row| Some((chunk.source(row)?, chunk.id(row)?)))
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::store::{CHUNK_ROWS, ChunkBuilder, Row, RowFacts};
    use crate::text::clean::line;

    /// As many files, in chunks; some with a text of their own.
    fn rows(count: usize, texts: &[(usize, &str)]) -> Snapshot {
        let row = |number: usize| {
            let own = texts.iter().find(|(at, _)| *at == number);
            let headline =
                own.map_or_else(|| format!("第{number}号"), |(_, text)| (*text).to_owned());
            Row {
                id: ArticleId::of(&headline),
                headline: line(&headline),
                source: Source::File(Path::new("/n").join(number.to_string()).into()),
                facts: RowFacts::default(),
            }
        };
        let mut all = Snapshot::default();
        for start in (0..count).step_by(CHUNK_ROWS) {
            let mut chunk = ChunkBuilder::default();
            (start..count.min(start + CHUNK_ROWS)).for_each(|number| chunk.push(row(number)));
            all = all.with(Arc::new(chunk.finish()));
        }
        all
    }

    #[test]
    fn a_long_list_is_compared_whole() {
        const COUNT: usize = 30_000;
        let before = rows(COUNT, &[]);
        assert!(Compared::of(&before, rows(COUNT, &[])).same);
        for at in [0, CHUNK_ROWS, COUNT - 1] {
            let read = Compared::of(&before, rows(COUNT, &[(at, "别的")]));
            let id = before.id(crate::store::RowIx(at as u32)).unwrap();
            let moved = HashMap::from([(id, ArticleId::of("别的"))]);
            assert_eq!((read.same, read.moved), (false, moved), "{at}");
        }
        for count in [0, COUNT - 1, COUNT + 1] {
            let read = Compared::of(&before, rows(count, &[]));
            assert!(!read.same && read.moved.is_empty(), "{count}");
        }
    }
}
