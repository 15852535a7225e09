//! `yue --continue`: the article that was read last.
//!
//! Invariant: a file that cannot be read is nothing here; the program that starts all the
//! same says what is wrong with it.

use std::ffi::OsString;
use std::io;

use super::{Edge, FAILED, NOTHING, args, exit, print};
use crate::app::Failure;
use crate::article::Source;
use crate::shell::memory;

/// Opens it on the screen, or prints it.
pub(super) fn run(edge: &mut Edge, screen: bool) -> io::Result<u8> {
    let folder = edge.places.as_ref().map(|places| &places.state_dir);
    let Some(Ok(memory)) = folder.map(|folder| memory::latest(folder)) else {
        return if screen {
            crate::run::run(edge, &[])
        } else {
            Ok(FAILED)
        };
    };
    let Some(last) = memory.recent.first() else {
        edge.complaints.failure(&Failure {
            what: "--continue".to_owned(),
            why: "why-nothing-read",
            detail: String::new(),
        });
        edge.say_problems();
        return Ok(NOTHING);
    };
    let source = Source::parse(&last.source).expecting(last.id);
    if screen {
        return crate::run::resume(edge, source, memory);
    }
    let name: OsString = match &source {
        Source::File(path) => path.as_os_str().to_owned(),
        other => other.to_string().into(),
    };
    let printed = print::print(edge, &args::Print::of(vec![name]));
    edge.say_problems();
    Ok(exit(edge, printed))
}
