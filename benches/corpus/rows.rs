//! The headlines as the program keeps the lines of a file.

use std::path::Path;
use std::sync::Arc;

use yue::filter::Finder;
use yue::store::{
    CHUNK_ROWS, Chunk, ChunkBuilder, Origin, RecordFile, RecordPlace, RowFacts, Snapshot,
};
use yue::text::clean::line as line_of;

use super::{Headlines, Mix};

/// Chunk after chunk of `count` headlines.
pub(crate) fn chunks(mix: Mix, count: usize) -> impl Iterator<Item = Arc<Chunk>> {
    let mut all = Headlines::new(mix);
    let mut line = String::new();
    let file = RecordFile {
        path: Path::new("/lines").into(),
        plain: true,
        stamp: yue::store::FileStamp::default(),
    };
    (0..count).step_by(CHUNK_ROWS).map(move |first| {
        let mut builder = ChunkBuilder::of(Origin::records(file.clone()));
        for row in first..count.min(first + CHUNK_ROWS) {
            line.clear();
            all.next(&mut line);
            let place = RecordPlace {
                offset: row as u64,
                ..RecordPlace::default()
            };
            builder.push_record(line_of(&line).view(), place, &RowFacts::default());
        }
        Arc::new(builder.finish())
    })
}

/// All of them, made ready for `finder`.
pub(crate) fn snapshot(mix: Mix, count: usize, finder: &Finder) -> Snapshot {
    chunks(mix, count).fold(Snapshot::default(), |all, chunk| {
        finder.prepare(&chunk);
        all.with(chunk)
    })
}
