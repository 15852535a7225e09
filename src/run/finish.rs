//! The end of the program: what is left to say, once the terminal is given back.
//!
//! Invariant: what is nowhere else is printed.

use std::collections::HashSet;
use std::io;

use super::{Ended, FAILED};
use crate::app::Failure;
use crate::app::marks::Marks;
use crate::cli::Complaints;
use crate::shell::Unsaved;
use crate::shell::bookmarks::as_toml;
use crate::shell::note_file;
use crate::shell::stdout::Output;
use crate::store::{Bookmark, BookmarkChange};
use crate::term::{SIGHUP, Signals, die_of};

/// What was to be written, and is not on disk.
pub(super) struct Lost {
    /// The bookmarks of which something is nowhere else, as they are; each once.
    bookmarks: Vec<Bookmark>,
    /// So many that were removed are still in the file.
    removed: usize,
    /// Why.
    failure: Failure,
}

impl Lost {
    /// What is lost of these marks where no change is written any more.
    pub(super) fn of(marks: &Marks, unsaved: Unsaved) -> Self {
        let (mut bookmarks, mut removed): (Vec<Bookmark>, _) = (Vec::new(), 0);
        let mut seen = HashSet::new();
        let of_id = |id| {
            unsaved
                .changes
                .iter()
                .filter(move |change| change.id() == id)
        };
        for id in unsaved.changes.iter().map(BookmarkChange::id) {
            if !seen.insert(id) {
                continue;
            }
            let Some(mark) = marks.get(id) else {
                removed += 1;
                continue;
            };
            let mut bookmark = mark.bookmark.clone();
            // Only the change has the date on which a new one was made.
            let mut dates = of_id(id).filter_map(|change| match change {
                BookmarkChange::Set(of) | BookmarkChange::Join(of) => Some(&of.added),
                _ => None,
            });
            if let Some(added) = dates.next_back().filter(|_| bookmark.added.is_empty()) {
                bookmark.added.clone_from(added);
            }
            bookmarks.push(bookmark);
        }
        Self {
            bookmarks,
            removed,
            failure: unsaved.failure,
        }
    }
}

/// The program has come to its end: what is left to say, and how to go.
pub(super) fn finish(ended: Ended, complaints: &mut Complaints, signals: &Signals) -> u8 {
    if let Some(lost) = &ended.lost {
        complaints.failure(&lost.failure);
        complaints.unsaved(lost.bookmarks.len(), lost.removed, &lost.failure);
        hand_over(&lost.bookmarks);
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
