//! The end of the program: what is left to say, once the terminal is given back.
//!
//! Invariant: what is nowhere else is printed.

use std::io;

use super::{Ended, FAILED};
use crate::cli::Complaints;
use crate::shell::bookmarks::as_toml;
use crate::shell::note_file;
use crate::shell::stdout::Output;
use crate::store::Bookmark;
use crate::term::{SIGHUP, Signals, die_of};

/// The program has come to its end: what is left to say, and how to go.
pub(super) fn finish(ended: Ended, complaints: &mut Complaints, signals: &Signals) -> u8 {
    if let Some(unsaved) = &ended.unsaved {
        complaints.failure(&unsaved.failure);
        complaints.unsaved(unsaved.changes.len().max(1), &unsaved.failure);
        hand_over(&ended.lost);
        let files = ended.drafts.iter();
        files.for_each(|file| complaints.failure(&note_file::told(file)));
    }
    if let Some(error) = ended.error.filter(|error| !is_gone(error)) {
        complaints.output(&error);
    }
    signals.ending().done();
    if let Some(signal) = ended.signal {
        return u8::try_from(die_of(signal)).unwrap_or(u8::MAX);
    }
    // What the screen has said is said once more where it stays.
    ended
        .failed
        .iter()
        .for_each(|failure| complaints.failure(failure));
    if complaints.inputs() > 0 { FAILED } else { 0 }
}

/// Prints bookmarks that are nowhere else, as they would stand in the file.
fn hand_over(bookmarks: &[Bookmark]) {
    if !bookmarks.is_empty() {
        let mut output = Output::stdout();
        let printed = output.line(as_toml(bookmarks).view().part(str::trim_end));
        // Where that fails too, there is nothing left to say it on.
        drop(printed.and_then(|()| output.finish()));
    }
}

/// The signal that an error of the terminal stands for: a terminal that is gone may be
/// written to before the signal that tells of it is heard.
pub(super) fn told_by(error: &io::Error) -> Option<i32> {
    is_closed(error).then_some(SIGHUP)
}

/// What a terminal answers once its other side is closed.
fn is_closed(error: &io::Error) -> bool {
    const EIO: i32 = 5;
    error.raw_os_error() == Some(EIO)
}

/// Whether nobody is there any more to be written to, which is nobody's mistake.
fn is_gone(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe || is_closed(error)
}
