//! `yue bookmarks`: what is kept, one bookmark a line, and the changes that can be made
//! without the screen.
//!
//! Invariant: an id is printed only once its change is on disk; what could not be done
//! is one line on standard error, and the rest is done.

mod desk;
mod forms;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand, ValueEnum};

use super::{Edge, Printed, json};
use crate::shell::bookmarks::{self as file, oddity};
use crate::shell::paths::Places;
use crate::shell::stdout::Output;
use crate::store::{Bookmark, same_tag, tags_of};
use crate::text::{clean, joined};
use desk::Desk;

/// The longest file of bookmarks that is taken in, in bytes.
const IMPORT_BYTES: u64 = 64 << 20;

/// So many lines of it that cannot be read are named.
const PROBLEMS: usize = 10;

/// Changes that are written at once.
const BATCH: usize = 64;

/// What to do with the bookmarks.
#[derive(Debug, ClapArgs)]
pub(super) struct Bookmarks {
    /// One JSON object a line, with the keys of bookmarks.toml
    #[arg(long)]
    pub json: bool,

    /// Only those with this tag
    #[arg(long, value_name = "TAG")]
    pub tag: Option<String>,

    #[command(subcommand)]
    pub action: Option<Action>,
}

/// A change, or another form.
#[derive(Debug, Subcommand)]
pub(super) enum Action {
    /// Add bookmarks; print each id once it is on disk
    Add {
        /// Files, folders, ids, or seed:NAME
        #[arg(value_name = "SOURCE", required = true)]
        sources: Vec<OsString>,
        /// Give them this tag; one that holds blanks in double quotes
        #[arg(long, value_name = "TAG")]
        tag: Vec<String>,
        /// Give them this note
        #[arg(long, value_name = "TEXT", default_value = "")]
        note: String,
    },
    /// Remove bookmarks; print each id once it is gone
    Remove {
        /// Ids, their first six digits or more, or sources as bookmarks have them
        #[arg(value_name = "ID", required = true)]
        ids: Vec<String>,
    },
    /// Add tags to a bookmark, or take them away
    Tag {
        /// An id, its first six digits or more, or a source
        id: String,
        /// Tags, with or without #; one that holds blanks in double quotes
        #[arg(value_name = "TAG", required = true)]
        tags: Vec<String>,
        /// Take these tags away
        #[arg(long)]
        remove: bool,
    },
    /// Print the note of a bookmark, or set it
    Note {
        /// An id, its first six digits or more, or a source
        id: String,
        /// The note; - reads it from standard input, an empty one takes it away
        text: Option<String>,
        /// Write it in your editor ($VISUAL or $EDITOR)
        #[arg(long, conflicts_with = "text")]
        edit: bool,
    },
    /// Print all that is kept
    Export {
        /// In which form
        #[arg(long, value_name = "FORM", value_enum, default_value = "toml")]
        format: Format,
    },
    /// Take in the bookmarks of other files, TOML or JSON; none that is there is lost
    Import {
        /// Files, or - for standard input
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
    },
    /// Go back to a backup; the file as it is now is kept aside
    Restore {
        /// Which backup: 1 is the newest
        #[arg(value_name = "N", default_value_t = 1)]
        number: usize,
        /// Print the backups there are, and what they hold
        #[arg(long)]
        list: bool,
    },
}

/// The forms of an export.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Format {
    Toml,
    Json,
    Markdown,
}

/// Prints the bookmarks, or does what is asked for.
pub(super) fn bookmarks(edge: &mut Edge, wanted: &Bookmarks) -> Printed {
    let Some(action) = &wanted.action else {
        return list(edge, wanted);
    };
    let Some(path) = edge.places.as_ref().map(|places| &places.bookmarks_file) else {
        edge.complaints.failure(&Places::missing());
        return Ok(false);
    };
    let mut desk = Desk {
        path: path.clone(),
        edge,
        output: Output::stdout(),
    };
    let done = match action {
        Action::Add { sources, tag, note } => desk.add(sources, tag, note),
        Action::Remove { ids } => desk.remove(ids),
        Action::Tag { id, tags, remove } => desk.tag(id, &tags_of(&tags.join(" ")), *remove),
        Action::Note { id, edit: true, .. } => desk.edit_note(id),
        Action::Note { id, text, .. } => desk.note(id, text.as_deref()),
        Action::Export { format } => desk.export(*format),
        Action::Import { files } => desk.import(files),
        Action::Restore { list: true, .. } => desk.backups(),
        Action::Restore { number, .. } => desk.restore(*number),
    }?;
    desk.output.finish()?;
    Ok(done)
}

/// The bookmarks on disk; what is wrong with the file is said.
pub(super) fn saved(edge: &mut Edge) -> Vec<Bookmark> {
    let Some(path) = edge.places.as_ref().map(|places| &places.bookmarks_file) else {
        return Vec::new();
    };
    match file::read(path) {
        Ok(contents) => {
            // What can be read is there: said, but no failure.
            if let Some(odd) = oddity(path, &contents) {
                edge.complaints.warn(&odd);
            }
            contents.bookmarks
        }
        Err(failure) => {
            edge.complaints.failure(&failure);
            Vec::new()
        }
    }
}

fn list(edge: &mut Edge, wanted: &Bookmarks) -> Printed {
    let all = saved(edge).into_iter();
    let has = |bookmark: &Bookmark, tag: &str| bookmark.tags.iter().any(|own| same_tag(own, tag));
    let mut output = Output::stdout();
    let mut found = false;
    for bookmark in all {
        if wanted
            .tag
            .as_deref()
            .is_some_and(|tag| !has(&bookmark, tag))
        {
            continue;
        }
        found = true;
        if wanted.json {
            json::bookmark_json(&bookmark).print(&mut output)?;
        } else {
            let (headline, source) = (&bookmark.headline, &bookmark.source);
            output.line(&joined![clean::line(headline), "\t", clean::line(source)])?;
        }
    }
    output.finish()?;
    Ok(found)
}
