//! The filter over 100,000 headlines: from a query to its complete, ordered result.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use yue::article::{ArticleId, Source};
use yue::filter::{Needle, Query, find_from, scan};
use yue::store::{CHUNK_ROWS, Chunk, ChunkBuilder, Row, Snapshot};

mod corpus;

use corpus::{Mix, headlines};

const ROWS: usize = 100_000;

fn chunks(mix: Mix) -> Vec<Arc<Chunk>> {
    let numbered: Vec<_> = headlines(ROWS, mix).into_iter().zip(0_u64..).collect();
    numbered
        .chunks(CHUNK_ROWS)
        .map(|rows| Arc::new(chunk(rows)))
        .collect()
}

fn chunk(rows: &[(String, u64)]) -> Chunk {
    let mut builder = ChunkBuilder::default();
    for (headline, number) in rows {
        builder.push(Row {
            id: ArticleId(number.wrapping_mul(0x9e37_79b9_7f4a_7c15)),
            headline: headline.clone(),
            source: Source::Stdin,
        });
    }
    builder.finish()
}

fn snapshot(chunks: &[Arc<Chunk>]) -> Snapshot {
    chunks.iter().fold(Snapshot::default(), |all, chunk| {
        all.with(Arc::clone(chunk))
    })
}

fn filter(c: &mut Criterion) {
    let queries = [
        "越",
        "越南",
        "河内越南",
        "越南外交部",
        "美朝",
        "高速铁路",
        "ハノイ",
        "の",
        "하노이",
        "e",
        "a",
        "an",
        "hanoi",
        "railway",
        "越南 河内",
        "越南 2018",
        "论坛 青年",
        "1",
        "2024",
    ];
    let mut group = c.benchmark_group("filter_100k");
    for (name, mix) in [("mixed", Mix::Mixed), ("crowded", Mix::Crowded)] {
        let all = snapshot(&chunks(mix));
        for text in queries {
            let query = Query::parse(text);
            let found = scan(&query, &all, &|| false).map_or(0, |m| m.len());
            group.bench_function(format!("{name}/{text}/{found}"), |b| {
                b.iter(|| scan(black_box(&query), &all, &|| false));
            });
        }
    }
    group.finish();
}

fn store(c: &mut Criterion) {
    let mixed = chunks(Mix::Mixed);
    let rows: Vec<_> = headlines(CHUNK_ROWS, Mix::Mixed)
        .into_iter()
        .zip(0_u64..)
        .collect();
    c.bench_function("store/build_chunk_4096", |b| {
        b.iter(|| chunk(black_box(&rows)));
    });
    c.bench_function("store/append_100k", |b| {
        b.iter(|| snapshot(black_box(&mixed)));
    });
}

fn find(c: &mut Criterion) {
    let mut text = headlines(150_000, Mix::Mixed).concat();
    while text.len() > 10_000_000 {
        text.pop();
    }
    for typed in ["高速铁路", "railway"] {
        let needle = Needle::new(typed);
        c.bench_function(&format!("find_10mb/{typed}"), |b| {
            b.iter(|| find_from(black_box(&text), &needle, 0, usize::MAX));
        });
    }
}

criterion_group!(benches, filter, store, find);
criterion_main!(benches);
