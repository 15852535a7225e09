//! Effects on what lies outside the program: addresses that are opened, sources that
//! are edited, and what has changed on disk and is read again.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::SystemTime;

use super::fs::{Kind, ReadError, shown};
use super::library::{Found, Library};
use super::watch::Places;
use super::{Shell, bookmarks, note_file, tell};
use crate::app::annotate::NoteEdit;
use crate::app::links::address;
use crate::app::outside::{Compared, Edit};
use crate::app::{Effect, Era, Event, Failure};
use crate::article::Source;
use crate::reader::{Page, View};
use crate::store::Snapshot;

/// Tells of notes that editors have left behind, and removes what is spent of them.
pub(super) fn look_for_notes(state: &Path, bookmarks: &Path, events: &Sender<Event>) {
    let known = || bookmarks::read(bookmarks).map_or_else(|_| Vec::new(), |all| all.bookmarks);
    let found = note_file::orphans(state, known);
    found.spent.iter().for_each(|file| note_file::remove(file));
    for file in found.words {
        tell(events, Event::BookmarksOdd(note_file::told(&file)));
    }
}

/// A variable of the environment, where it is text.
pub(super) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

impl Shell {
    /// Begins one of these effects; those on the screen and the process are not for
    /// the shell and do nothing here.
    pub(super) fn perform_outside(&self, effect: Effect) {
        match effect {
            Effect::OpenLink(link) => {
                let events = self.events.clone();
                self.browser.open(link.clone(), move |failure| {
                    let link = Box::new(link);
                    tell(&events, Event::LinkFailed { link, failure });
                });
            }
            Effect::ReadAddress { era, source } => {
                let (library, events) = (Arc::clone(&self.library), self.events.clone());
                self.pool.submit(move || {
                    let article = library.loader.article(&source);
                    let address = article.map(|article| address(&article));
                    tell(&events, Event::AddressRead { era, address });
                });
            }
            Effect::Edit(edit) => self.edit(edit),
            Effect::EditNote(edit) => self.edit_note(edit),
            Effect::RemoveNote(file) => self.pool.submit(move || note_file::remove(&file)),
            Effect::Reread { era, source } => {
                let library = Arc::clone(&self.library);
                self.submit(&self.rereads, era, move |events, _| {
                    reread(&library, era, source, events);
                });
            }
            Effect::ReadList { era, before } => self.read_list(era, before),
            // What comes once does not change.
            Effect::Watch(source) if self.library.loader.flowing(&source).is_some() => {}
            Effect::Watch(source) => {
                let (watcher, asked) = (self.watcher.clone(), self.watcher.ask());
                self.pool.submit(move || watcher.only(&source, asked));
            }
            _ => {}
        }
    }

    /// Runs the editor on the terminal, which must be left before.
    pub fn edit(&self, edit: Edit) {
        self.editor.start(edit, &self.events);
    }

    /// The same with a note.
    pub fn edit_note(&self, edit: NoteEdit) {
        let state = self.state.folder();
        self.editor.start_note(edit, state, &self.events);
    }

    /// Ends an editor that runs.
    pub fn end_editor(&self) {
        self.editor.end();
    }

    /// A key was pressed: where the system does not tell of changes, they are looked
    /// for now.
    pub fn nudge(&self) {
        self.watcher.nudge();
    }

    fn read_list(&self, era: Era, before: Snapshot) {
        let Some(named) = self.named.clone() else {
            return;
        };
        let (library, watcher) = (Arc::clone(&self.library), self.watcher.clone());
        let events = self.events.clone();
        self.pool.submit(move || {
            let begun = SystemTime::now();
            let (mut rows, mut failed) = (Snapshot::default(), None);
            let all = library.rows(&named, &mut |found| {
                match found {
                    Found::Rows(chunk) => rows = rows.with(chunk),
                    Found::Failed(failure) => failed = failed.take().or(Some(failure)),
                    Found::Bytes(..) | Found::Late => {}
                }
                ControlFlow::Continue(())
            });
            watcher.list(Places::of(&library, &named), begun);
            if all.is_continue() {
                // Programs that write a file anew often empty it first.
                let empty = named.first().filter(|_| rows.is_empty());
                let empty = empty.map(|name| ReadError::Empty.of(&name.to_string_lossy()));
                let rows = Box::new(Compared::of(&before, rows));
                let failure = failed.or(empty);
                tell(&events, Event::ListRead { era, rows, failure });
            }
        });
    }
}

/// Reads an article that is open once more, whole.
fn reread(library: &Library, era: Era, source: Source, events: &Sender<Event>) {
    let read = match regular(&source) {
        Ok(()) => library.loader.article(&source),
        Err(failure) => Err(failure),
    };
    match read {
        Ok(article) => {
            let page = Arc::new(Page::new(&article, View::Page));
            let article = Arc::new(article);
            tell(events, Event::ArticleLoaded { era, article, page });
        }
        Err(failure) => tell(
            events,
            Event::ArticleFailed {
                era,
                source,
                failure,
            },
        ),
    }
}

/// Nobody waits for what may have taken the place of a file: a FIFO may never give
/// anything.
fn regular(source: &Source) -> Result<(), Failure> {
    let Source::File(path) = source else {
        return Ok(());
    };
    match Kind::at(path) {
        Ok(Kind::File) => Ok(()),
        Ok(Kind::Folder) => Err(ReadError::Folder.of(&shown(path))),
        Ok(Kind::Fifo) => Err(ReadError::Device.of(&shown(path))),
        Err(error) => Err(error.of(&shown(path))),
    }
}
