//! Laying out Chinese text at width 72, beside the bare line iterator that it is
//! built on: the figure is their ratio, taken in one interleaved run.

#![allow(clippy::print_stdout, reason = "the ratio is printed")]

#[path = "corpus/prose.rs"]
mod prose;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;
use yue::text::Clean;
use yue::text::clean::clean_owned;
use yue::text::wrap::{self, Setting};
use yue::text::{Hang, Shown, punctuation};

fn setting() -> Setting {
    Setting {
        measure: 72,
        indent: 4,
        hang: Hang::Half,
        autospace: true,
        ..Setting::default()
    }
}

fn bare(text: Clean<&str>) -> usize {
    LineSegmenter::new_neo_for_non_complex_scripts(LineBreakOptions::default())
        .segment_str(text.as_str())
        .count()
}

/// With every default of a page on: marks restored, gaps, marks that hang.
fn laid_out(text: Clean<&str>) -> usize {
    let shown = punctuation::restored(Shown::as_is(text));
    wrap::lines(&shown.text, setting()).count()
}

fn layout(criterion: &mut Criterion) {
    let text = clean_owned(prose::chinese(1 << 20));
    let text = text.view();
    let mut group = criterion.benchmark_group("layout");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("icu line iterator", |b| b.iter(|| bare(black_box(text))));
    group.bench_function("lines at 72", |b| b.iter(|| laid_out(black_box(text))));
    group.finish();
    ratio(text);
}

/// The two in turn, so that a noisy machine is noisy for both.
fn ratio(text: Clean<&str>) {
    let time = |run: &dyn Fn(Clean<&str>) -> usize| {
        let begun = std::time::Instant::now();
        black_box(run(black_box(text)));
        begun.elapsed().as_secs_f64()
    };
    let mut ratios: Vec<f64> = (0..21).map(|_| time(&bare) / time(&laid_out)).collect();
    ratios.sort_by(f64::total_cmp);
    println!(
        "layout ratio to the bare line iterator (median of 21): {:.3}",
        ratios[10]
    );
}

criterion_group!(benches, layout);
criterion_main!(benches);
