//! `yue --continue`: the article that was read last, wherever it lies now.
//!
//! Invariant: of a file that cannot be read is said why: here, or by the screen that
//! starts all the same.

use std::io;

use super::{Edge, FAILED, NOTHING, exit, print};
use crate::app::{Failure, missing};
use crate::article::{ArticleId, Source};
use crate::shell::memory;
use crate::shell::paths::Places;
use crate::text::Clean;

/// Opens it on the screen, or prints it.
pub(super) fn run(edge: &mut Edge, screen: bool) -> io::Result<u8> {
    let folder = edge.places.as_ref().map(|places| &places.state_dir);
    let latest = folder.map_or_else(|| Err(Places::missing()), |folder| memory::latest(folder));
    let memory = match latest {
        Ok(memory) => memory,
        Err(_) if screen => return crate::run::run(edge, &[]),
        Err(failure) => {
            edge.complaints.failure(&failure);
            edge.say_problems();
            return Ok(FAILED);
        }
    };
    let Some(last) = memory.recent.first() else {
        edge.complaints.failure(&Failure {
            what: "--continue".into(),
            why: "why-nothing-read",
            detail: Clean::default(),
        });
        edge.say_problems();
        return Ok(NOTHING);
    };
    let source = present(
        edge,
        Source::parse(&last.source).expecting(last.id),
        last.id,
    );
    if screen {
        return crate::run::resume(edge, source, memory);
    }
    let printed = print::print_one(edge, &source);
    edge.say_problems();
    Ok(exit(edge, printed))
}

/// Where the article lies now: where it was, or, if that is gone, where the library has
/// an article with its id. Where neither is, opening it says why.
fn present(edge: &Edge, source: Source, id: ArticleId) -> Source {
    let library = edge.setup(Vec::new()).library();
    let read = match &source {
        Source::Record { file, offset, .. } => {
            let there = library.loader.is_there(file, *offset, id);
            there.map_err(|error| error.of(&source.to_string()))
        }
        _ => library.loader.row(&source).map(|_| ()),
    };
    match read {
        Err(failure) if missing::is_gone(&failure) => library.find(id).unwrap_or(source),
        _ => source,
    }
}
