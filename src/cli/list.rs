//! `yue list`, `yue bookmarks`, `yue paths`: one thing a line.

use std::collections::HashSet;
use std::ops::ControlFlow;

use super::args::List;
use super::{Edge, Printed, json, print};
use crate::article::ArticleId;
use crate::filter::{Matches, Query, scan};
use crate::shell::fs::shown;
use crate::shell::library::Found;
use crate::shell::saver;
use crate::shell::stdout::Output;
use crate::store::{Bookmark, RowIx, Snapshot};
use crate::text::clean;

/// Prints the headlines of the sources, or of the library.
pub(super) fn list(edge: &mut Edge, list: &List) -> Printed {
    let snapshot = snapshot(edge, list);
    let query = Query::parse(list.filter.as_deref().unwrap_or(""));
    // Nothing cancels a scan that nobody waits for elsewhere.
    let matches = scan(&query, &snapshot, &|| false).unwrap_or(Matches::All(0));
    let marked: HashSet<ArticleId> = if list.json {
        saved(edge)
            .into_iter()
            .map(|bookmark| bookmark.id)
            .collect()
    } else {
        HashSet::new()
    };
    let mut output = Output::stdout();
    for row in (0..matches.len()).filter_map(|place| matches.get(place)) {
        if list.json {
            output.line(&object(&snapshot, row, &marked))?;
        } else {
            output.line(snapshot.headline(row))?;
        }
    }
    output.finish()?;
    Ok(!matches.is_empty())
}

fn object(snapshot: &Snapshot, row: RowIx, marked: &HashSet<ArticleId>) -> String {
    let source = snapshot
        .source(row)
        .map(ToString::to_string)
        .unwrap_or_default();
    let id = snapshot.id(row).unwrap_or(ArticleId(0));
    json::row_json(id, snapshot.headline(row), &source, marked.contains(&id))
}

fn snapshot(edge: &mut Edge, list: &List) -> Snapshot {
    let library = edge.setup(Vec::new()).library();
    let mut snapshot = Snapshot::default();
    let stdin = list.sources.iter().any(|source| source == "-");
    if let Some(Err(failure)) =
        stdin.then(|| print::refuse_terminal(&crate::article::Source::Stdin))
    {
        edge.complaints.failure(&failure);
        return snapshot;
    }
    let ended = library.rows(&list.sources, &mut |found| {
        match found {
            Found::Rows(chunk) => snapshot = snapshot.with(chunk),
            Found::Failed(failure) => edge.complaints.failure(&failure),
        }
        ControlFlow::Continue(())
    });
    // The sink above never breaks.
    let _: ControlFlow<()> = ended;
    snapshot
}

/// The bookmarks on disk; what is wrong with the file is said.
fn saved(edge: &mut Edge) -> Vec<Bookmark> {
    let Some(places) = &edge.places else {
        return Vec::new();
    };
    match saver::read(&places.bookmarks_file) {
        Ok(bookmarks) => bookmarks,
        Err(failure) => {
            edge.complaints.failure(&failure);
            Vec::new()
        }
    }
}

/// Prints the bookmarks.
pub(super) fn bookmarks(edge: &mut Edge, as_json: bool) -> Printed {
    let bookmarks = saved(edge);
    let mut output = Output::stdout();
    for bookmark in &bookmarks {
        if as_json {
            output.line(&json::bookmark_json(bookmark))?;
        } else {
            let (headline, source) = (
                clean::line(&bookmark.headline),
                clean::line(&bookmark.source),
            );
            output.line(&format!("{headline}\t{source}"))?;
        }
    }
    output.finish()?;
    Ok(!bookmarks.is_empty())
}

/// Prints where the files are.
pub(super) fn paths(edge: &mut Edge) -> Printed {
    let Some(places) = &edge.places else {
        let what = "HOME".to_owned();
        edge.complaints.failure(&crate::app::Failure {
            what,
            why: "why-no-home",
            detail: String::new(),
        });
        return Ok(false);
    };
    let mut output = Output::stdout();
    for (name, path) in places.names() {
        output.line(&format!("{name}\t{}", shown(path)))?;
    }
    output.finish()?;
    Ok(true)
}
