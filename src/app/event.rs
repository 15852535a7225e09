//! Everything that can happen to the model. A closed set: `update` matches all.

use std::ops::Range;
use std::sync::Arc;

use super::annotate::{NoteEdit, NoteLeft};
use super::outside::Compared;
use super::texts::Excerpt;
use super::timeline::Dates;
use crate::article::{Article, ArticleId, Link, Source, Span};
use crate::filter::{Matches, Problem, Query};
use crate::keys::Key;
use crate::lexicon::Lexicon;
use crate::reader::Page;
use crate::store::{Bookmark, Chunk, Memory, RowIx, Snapshot};
use crate::text::{Ambiguous, Clean};

/// Marks an asynchronous request; a result of another era changes nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Era(pub u64);

/// A mouse event, cells already clamped to the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    pub kind: MouseKind,
    pub column: u16,
    pub row: u16,
}

/// What the mouse did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseKind {
    Press,
    WheelUp,
    WheelDown,
}

/// Why something outside could not be done, for the interface language.
///
/// ```
/// use yue::{app::Failure, text::clean::line};
///
/// let what = line(&String::from("a\u{1B}b"));
/// Failure { what, why: "why-io", detail: "".into() };
/// ```
/// ```compile_fail,E0308
/// use yue::app::Failure;
///
/// let what = String::from("a\u{1B}b");
/// Failure { what, why: "why-io", detail: "".into() };
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The thing.
    pub what: Clean,
    /// An id of `i18n` (`why-not-found`, `why-permission`, `why-folder-empty`, `why-device`, `why-io`, …).
    pub why: &'static str,
    /// What the system said, where `why` is general; empty otherwise.
    pub detail: Clean,
}

/// An article with what was looked for in its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextHit {
    pub row: RowIx,
    /// The text around the first match, on one line.
    pub text: Excerpt,
    /// The match in it, in characters.
    pub marks: Range<u32>,
}

/// Where rows belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// What the list shows: the library, or the sources named at the start.
    Listed,
    /// The library behind named sources, for related headlines.
    Behind,
}

/// Something happened.
#[derive(Clone, Debug)]
pub enum Event {
    Key(Key),
    /// One bracketed paste, not yet cleaned.
    Paste(String),
    Mouse(Mouse),
    /// Columns and rows of the terminal.
    Resized(u16, u16),
    /// The next rows of a shelf.
    RowsRead(Shelf, Arc<Chunk>),
    /// A source of the list could not be read; the others go on.
    SourceFailed(Failure),
    /// So many bytes of so many (0: unknown) of a large source were read.
    Reading(u64, u64),
    /// All sources were read.
    LibraryRead,
    /// An article and its page, or those of a part of it, of which more will come: of the
    /// head of a large one, or of what is there of one that is still being written.
    ArticleLoaded {
        era: Era,
        article: Arc<Article>,
        page: Arc<Page>,
    },
    ArticleFailed {
        era: Era,
        source: Source,
        failure: Failure,
    },
    /// The rows that match a filter: all of them, or (not `complete`) the best of those
    /// that were looked at so far.
    Filtered {
        era: Era,
        query: Query,
        matches: Matches,
        complete: bool,
    },
    /// What was typed is no query.
    FilterRefused {
        era: Era,
        problem: Problem,
    },
    /// More articles with a text in them, of a search over `looked` rows so far.
    TextFound {
        era: Era,
        hits: Vec<TextHit>,
        looked: usize,
        done: bool,
        failure: Option<Failure>,
    },
    /// Another view of the open article.
    PageBuilt {
        era: Era,
        page: Arc<Page>,
    },
    /// The row at which each segment of a large page starts (`reader::starts`).
    Measured {
        era: Era,
        starts: Arc<[u32]>,
    },
    /// The places of the text that was looked for, in the page's text.
    Found {
        era: Era,
        matches: Arc<[Span]>,
    },
    /// The dates that an article mentions.
    DatesRead {
        era: Era,
        dates: Arc<Dates>,
    },
    /// A dictionary that was asked for.
    LexiconLoaded(Lexicon),
    /// How wide the terminal draws characters of ambiguous width; None where it
    /// has not said so in time.
    TerminalAnswered(Option<Ambiguous>),
    /// What was copied has reached a program, or has not.
    Copied(Option<Failure>),
    /// What was copied is too long for the terminal, and no program takes it.
    NotCopied,
    /// What keys have changed is not on disk.
    NotKept(Failure),
    BookmarksRead(Vec<Bookmark>),
    /// What has become of some bookmarks, since the file was read: those that are as they
    /// are now, new ones at the end, and those that are there no more.
    BookmarksAre {
        are: Vec<Bookmark>,
        gone: Vec<ArticleId>,
    },
    /// The rows of the bookmarks that were told just before, in the order of the file.
    BookmarksListed(Snapshot),
    /// Tags or notes for bookmarks that another program has taken away meanwhile: they are
    /// not on disk. One id for each change.
    BookmarksGone(Vec<ArticleId>),
    /// `bookmarks.toml` cannot be read; it will not be written.
    BookmarksUnreadable(Failure),
    /// The editor that a note was in has ended: what it has left.
    NoteEdited {
        edit: NoteEdit,
        left: Box<NoteLeft>,
    },
    /// Somebody has written to the bookmarks file, or beside it.
    BookmarksChanged,
    /// Others had changed notes that ours were written over: both are in the file.
    NotesJoined,
    /// Something is odd about the file, although it was read.
    BookmarksOdd(Failure),
    /// These copies, left by a synchronising tool, were joined with the file.
    BookmarksJoined(Vec<Clean>),
    /// These changes are on disk: one id for each change, several for one article
    /// where several of its changes were written together.
    BookmarksSaved(Vec<ArticleId>),
    /// These changes are not on disk; they are kept in memory.
    BookmarksFailed(Vec<ArticleId>, Failure),
    /// What is remembered of reading, at the start or since another program has added
    /// to it, with the first `done` of the changes that were asked for in it.
    Remembered {
        memory: Arc<Memory>,
        done: u64,
    },
    /// So many of the changes need not be kept any more.
    RememberedUpTo(u64),
    /// What is remembered was damaged and moved aside; it begins anew, with so many read
    /// marks that could be saved.
    MemoryRenewed {
        file: Clean,
        aside: Clean,
        saved: usize,
    },
    /// What is remembered lasts till the end of the program, unless the contrary is told.
    NotRemembered(Failure),
    /// It is on disk again.
    RemembersAgain,
    /// The address of an article, as its source gives it.
    AddressRead {
        era: Era,
        address: Result<Option<String>, Failure>,
    },
    /// No browser has opened an address.
    LinkFailed {
        link: Box<Link>,
        failure: Failure,
    },
    /// The editor has ended, and the terminal is ours again.
    Edited {
        source: Source,
        failure: Option<Failure>,
    },
    /// The file of an article has changed on disk.
    SourceChanged(Source),
    /// What the list was read from has changed.
    ListChanged,
    /// The list, read again, and what first could not be.
    ListRead {
        era: Era,
        rows: Box<Compared>,
        failure: Option<Failure>,
    },
    /// The program goes on after it was stopped, in a window of these columns and
    /// rows; what the screen shows is unknown.
    Resumed(u16, u16),
    /// SIGTSTP from outside.
    SuspendAsked,
    /// SIGTERM, SIGHUP, SIGINT, SIGQUIT by number: save and leave.
    Signalled(i32),
    /// A background job panicked; the screen stays.
    JobPanicked(Clean),
}
