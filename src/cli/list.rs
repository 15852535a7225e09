//! `yue list`, `yue paths`: one thing a line.

use std::collections::HashSet;
use std::ffi::OsString;
use std::ops::ControlFlow;
use std::sync::Arc;

use super::args::List;
use super::{Edge, Printed, bookmarks, json, print};
use crate::article::ArticleId;
use crate::filter::{self, Finder, Matches, Query};
use crate::shell::fs::shown;
use crate::shell::library::Found;
use crate::shell::memory;
use crate::shell::mentioned::{Known, Mentioned};
use crate::shell::paths::Places;
use crate::shell::stdout::Output;
use crate::store::{Bookmarked, Memory, RowIx, Snapshot};

/// Prints the headlines of the sources, or of the library.
pub(super) fn list(edge: &mut Edge, list: &List) -> Printed {
    let snapshot = snapshot(edge, &list.sources, list.lines);
    let Some(matches) = matches(edge, list, &snapshot) else {
        return Ok(false);
    };
    let marked = if list.json {
        marked(edge)
    } else {
        Bookmarked::new()
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

/// The articles that have a bookmark.
pub(super) fn marked(edge: &mut Edge) -> Bookmarked {
    let saved = bookmarks::saved(edge).into_iter();
    saved
        .map(|bookmark| (bookmark.id, bookmark.folded_tags()))
        .collect()
}

/// The articles that count as read; what is wrong with the file is said.
fn read_marks(edge: &mut Edge) -> Arc<HashSet<ArticleId>> {
    let folder = edge.places.as_ref().map(|places| &places.state_dir);
    let memory = folder.map_or_else(|| Ok(Memory::default()), |folder| memory::read(folder));
    match memory {
        Ok(memory) => memory.read,
        Err(failure) => {
            edge.complaints.failure(&failure);
            Arc::default()
        }
    }
}

/// The rows that the filter leaves; None where it is no query, which is said.
fn matches(edge: &mut Edge, list: &List, snapshot: &Snapshot) -> Option<Matches> {
    let Some(text) = list.filter.as_deref().filter(|text| !text.is_empty()) else {
        return Some(Matches::All(snapshot.len() as u32));
    };
    let finder = Finder::load(edge.readings());
    let finder = if list.lines || edge.lines {
        finder.of_lines()
    } else {
        finder
    };
    let query = match finder.query(text, &Query::default()) {
        Ok(query) => query,
        Err(problem) => {
            edge.complaints.query(&problem);
            return None;
        }
    };
    let bookmarks = if query.needs_bookmarks() {
        marked(edge)
    } else {
        Bookmarked::new()
    };
    let read = if query.needs_reading() {
        read_marks(edge)
    } else {
        Arc::default()
    };
    let library = edge.setup(Vec::new()).library();
    let mentioned = Mentioned::new(Arc::new(library));
    let known = Known {
        bookmarks: &bookmarks,
        read: &read,
        mentioned: &mentioned,
    };
    // Nothing cancels a scan that nobody waits for elsewhere.
    filter::filter(&query, snapshot, &known, &|| false)
}

fn object(snapshot: &Snapshot, row: RowIx, marked: &Bookmarked) -> String {
    let source = snapshot
        .source(row)
        .map_or_else(String::new, |source| source.to_string());
    let id = snapshot.id(row).unwrap_or(ArticleId(0));
    json::row_json(
        id,
        snapshot.headline(row),
        &source,
        marked.contains_key(&id),
    )
}

/// The rows of the sources, or of the library; what cannot be read is said.
pub(super) fn snapshot(edge: &mut Edge, sources: &[OsString], lines: bool) -> Snapshot {
    let mut setup = edge.setup(Vec::new());
    setup.lines |= lines;
    let library = setup.library();
    let mut snapshot = Snapshot::default();
    let stdin = sources.iter().any(|source| source == "-");
    if let Some(Err(failure)) =
        stdin.then(|| print::refuse_terminal(&crate::article::Source::Stdin))
    {
        edge.complaints.failure(&failure);
        return snapshot;
    }
    let ended = library.rows(sources, &mut |found| {
        match found {
            Found::Rows(chunk) => snapshot = snapshot.with(chunk),
            Found::Failed(failure) => edge.complaints.failure(&failure),
            Found::Bytes(..) | Found::Late => {}
        }
        ControlFlow::Continue(())
    });
    // The sink above never breaks.
    let _: ControlFlow<()> = ended;
    snapshot
}

/// Prints where the files are.
pub(super) fn paths(edge: &mut Edge) -> Printed {
    let Some(places) = &edge.places else {
        edge.complaints.failure(&Places::missing());
        return Ok(false);
    };
    let mut output = Output::stdout();
    for (name, path) in places.names() {
        output.line(&format!("{name}\t{}", shown(path)))?;
    }
    output.finish()?;
    Ok(true)
}
