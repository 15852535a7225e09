//! A file in which a merge has failed: both sides, between the marks that git and
//! others leave. Neither is right; the bookmarks of both are kept.
//!
//! Invariant: each bookmark of each side is in the result.

use std::collections::HashMap;

use toml_edit::DocumentMut;

use super::{bookmarks, edit, parse, salvage};
use crate::article::ArticleId;
use crate::store::{Bookmark, BookmarkChange};

/// Both sides of a text with the marks of a merge, each as it would be without the
/// other; None where there are no such marks.
pub(super) fn sides(text: &str) -> Option<(String, String)> {
    /// Where a line stands.
    #[derive(PartialEq)]
    enum In {
        Both,
        Ours,
        /// What both come from: neither side has it any more.
        Base,
        Theirs,
    }
    let (mut ours, mut theirs) = (String::new(), String::new());
    let (mut place, mut conflicts) = (In::Both, 0);
    for line in text.split_inclusive('\n') {
        place = match (&place, mark(line)) {
            (In::Both, Some('<')) => In::Ours,
            (In::Ours, Some('|')) => In::Base,
            (In::Ours | In::Base, Some('=')) => In::Theirs,
            (In::Theirs, Some('>')) => {
                conflicts += 1;
                In::Both
            }
            (In::Both | In::Ours, _) => {
                if place == In::Both {
                    theirs.push_str(line);
                }
                ours.push_str(line);
                continue;
            }
            (In::Theirs, _) => {
                theirs.push_str(line);
                continue;
            }
            (In::Base, _) => continue,
        };
    }
    (conflicts > 0 && place == In::Both).then_some((ours, theirs))
}

/// The character of which a line consists at its start, seven times, as marks do.
fn mark(line: &str) -> Option<char> {
    let line = line.trim_end();
    let first = line.chars().next()?;
    let run = line.chars().take_while(|c| *c == first).count();
    let rest = line.chars().nth(run);
    (run == 7 && "<|=>".contains(first) && rest.is_none_or(|c| c == ' ')).then_some(first)
}

/// Our side with all that the other one has beyond it.
pub(super) fn merged(ours: &str, theirs: &str) -> DocumentMut {
    let whole = |text: &str| match parse(text) {
        Ok((document, _)) => document,
        Err(_) => salvage::salvage(text),
    };
    let mut document = whole(ours);
    let changes = additions(&bookmarks(&document), &bookmarks(&whole(theirs)));
    edit::edit(&mut document, &changes);
    document
}

/// What makes `ours` hold all that `theirs` holds.
pub fn additions(ours: &[Bookmark], theirs: &[Bookmark]) -> Vec<BookmarkChange> {
    let own: HashMap<ArticleId, &Bookmark> = ours.iter().map(|own| (own.id, own)).collect();
    let mut changes = Vec::new();
    for other in theirs {
        let own = own.get(&other.id);
        if own.is_none_or(|own| (*own).clone().joined(other) != **own) {
            changes.push(BookmarkChange::Join(other.clone()));
        }
    }
    changes
}
