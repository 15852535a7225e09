//! Writes the texts that the benchmarks read, the same in every run:
//! `cargo run --release --example corpus -- lines 1000000 > FILE`, or `articles` for
//! JSON Lines of about 6 kB each.

#[path = "../benches/corpus/mod.rs"]
mod corpus;

use std::io::{BufWriter, Write};

use anyhow::bail;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [kind, count] = arguments.as_slice() else {
        bail!("usage: corpus lines|articles COUNT > FILE");
    };
    let count = count.parse()?;
    let mut out = BufWriter::with_capacity(1 << 20, std::io::stdout().lock());
    match kind.as_str() {
        "lines" => corpus::write_lines(count, &mut out)?,
        "articles" => corpus::write_articles(count, &mut out)?,
        _ => bail!("no texts are called {kind} (there are: lines, articles)"),
    }
    Ok(out.flush()?)
}
