//! What `update` wants done outside. Data only; `shell` and `run` perform it.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::Era;
use super::annotate::NoteEdit;
use super::outside::Edit;
use crate::article::{Article, ArticleId, Encoding, Link, Source};
use crate::lexicon::{Lexicon, Part};
use crate::reader::{Page, Typography, View};
use crate::store::{BookmarkChange, Bookmarked, MemoryChange, Snapshot};
use crate::text::Clean;

/// What the filter looks for, and in what.
#[derive(Clone, Debug)]
pub struct Filtering {
    pub era: Era,
    /// As typed.
    pub text: String,
    pub snapshot: Snapshot,
    pub bookmarks: Arc<Bookmarked>,
    /// The articles that were read.
    pub read: Arc<HashSet<ArticleId>>,
    /// Only what is unread.
    pub unread: bool,
}

/// Something to do.
///
/// Only clean text goes to the clipboard:
///
/// ```
/// yue::app::Effect::Copy(yue::text::clean::line("a\u{1B}b"));
/// ```
/// ```compile_fail,E0308
/// yue::app::Effect::Copy(String::from("a\u{1B}b"));
/// ```
#[derive(Clone, Debug)]
pub enum Effect {
    /// Read and parse an article: its head first where it is large.
    LoadArticle { era: Era, source: Source },
    /// An article of a source that still gives more was taken in: give more of it, once
    /// there is more.
    ReadOn { era: Era, source: Source },
    /// Read a source as this encoding from now on; None: as its bytes tell.
    ReadAs(Source, Option<Encoding>),
    /// Run the filter, as typed, over a snapshot; replaces a waiting one.
    Filter(Filtering),
    /// Look for a text (as typed) in the bodies of a snapshot; replaces the one before.
    Search {
        era: Era,
        text: String,
        snapshot: Snapshot,
    },
    /// Nobody waits for the search that goes on.
    StopSearch,
    /// Make rows ready to be filtered, while nothing else is to be done.
    Prepare(Snapshot),
    /// Build another view of an article.
    BuildPage {
        era: Era,
        article: Arc<Article>,
        view: View,
    },
    /// Count the rows of a large page.
    Measure {
        era: Era,
        page: Arc<Page>,
        typography: Typography,
        lexicon: Lexicon,
    },
    /// Look for a text (as typed) in a page.
    Find {
        era: Era,
        page: Arc<Page>,
        text: String,
        typography: Typography,
        lexicon: Lexicon,
    },
    /// Read the dates that an article mentions.
    ReadDates { era: Era, article: Arc<Article> },
    /// Load a dictionary.
    LoadLexicon(Part),
    /// Put what keys have changed, as text, where the next start finds it.
    Keep(String),
    /// Put what is to be remembered of reading where the next start finds it.
    Remember(MemoryChange),
    /// Give a text to the terminal's clipboard and to the program for copying.
    Copy(Clean),
    /// Put a change into the bookmarks file.
    SaveBookmark(BookmarkChange),
    /// Read the bookmarks file again.
    ReadBookmarks,
    /// Try once more to put what could not be saved into the bookmarks file.
    SaveAgain,
    /// Open an address in a browser.
    OpenLink(Link),
    /// Read the address of an article that is not on the page.
    ReadAddress { era: Era, source: Source },
    /// Leave the screen, run the editor, come back.
    Edit(Edit),
    /// The same with a note.
    EditNote(NoteEdit),
    /// Remove the file of a note that is in the bookmarks file.
    RemoveNote(PathBuf),
    /// Read the open article once more: its file has changed.
    Reread { era: Era, source: Source },
    /// Read the list once more: what it was read from has changed. It is compared with
    /// how it was before.
    ReadList { era: Era, before: Snapshot },
    /// Of articles, tell of changes of this one alone.
    Watch(Source),
    /// Leave the screen, stop the process group, come back.
    Suspend,
    /// Draw everything anew.
    Redraw,
    /// End: flush, leave the screen, exit (by this signal where there is one).
    Quit { signal: Option<i32> },
}
