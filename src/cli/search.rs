//! `yue search`: articles with a text in them, with what stands around it.

use super::args::Search;
use super::{Edge, Printed, json, list};
use crate::filter::Problem;
use crate::search::excess;
use crate::shell::search_thread::{Report, search};
use crate::shell::stdout::{Output, OutputError};
use crate::store::Bookmarked;
use crate::text::joined;

/// Prints the articles as they are found.
pub(super) fn run(edge: &mut Edge, wanted: &Search) -> Printed {
    if let Some((why, word)) = excess(&wanted.query) {
        edge.complaints.query(&Problem::new(why, &word));
        return Ok(false);
    }
    let snapshot = list::snapshot(edge, &wanted.sources, wanted.lines);
    let marked = if wanted.json {
        list::marked(edge)
    } else {
        Bookmarked::new()
    };
    let library = edge.setup(Vec::new()).library();
    let mut output = Output::stdout();
    let (mut found, mut ended) = (0, Ok(()));
    let limit = wanted.limit.unwrap_or(usize::MAX);
    let stop = std::sync::atomic::AtomicBool::new(false);
    let stale = || stop.load(std::sync::atomic::Ordering::Relaxed);
    search(&wanted.query, &snapshot, &library, &stale, &mut |report| {
        let Report { hits, failure, .. } = report;
        failure
            .iter()
            .for_each(|failure| edge.complaints.failure(failure));
        for hit in hits.iter().take(limit - found) {
            let written = if wanted.json {
                let source = snapshot.source(hit.row).map(|source| source.to_string());
                let id = snapshot.id(hit.row).unwrap_or_default();
                let row = json::hit_json(
                    id,
                    &snapshot.headline(hit.row),
                    &source.unwrap_or_default(),
                    marked.contains_key(&id),
                    &hit.text,
                );
                row.print(&mut output)
            } else {
                output.line(&joined![snapshot.headline(hit.row), "\t", hit.text.text()])
            };
            if let Err(error) = written {
                ended = Err(error);
                stop.store(true, std::sync::atomic::Ordering::Relaxed);
                return;
            }
            found += 1;
        }
        if found >= limit {
            stop.store(true, std::sync::atomic::Ordering::Relaxed);
        } else if let Err(error) = output.flush() {
            ended = Err(error);
        }
    });
    let ended: Result<(), OutputError> = ended;
    ended?;
    output.finish()?;
    Ok(found > 0)
}
