//! The file that is changed, and what is said about it.
//!
//! Invariant: an id is printed only once its change is on disk.

use std::collections::HashSet;
use std::ffi::OsString;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::forms::{self, Theirs};
use super::{BATCH, Format, IMPORT_BYTES, PROBLEMS, saved};
use crate::app::Failure;
use crate::article::ArticleId;
use crate::cli::{Edge, Printed, json};
use crate::shell::bookmarks as file;
use crate::shell::clock;
use crate::shell::editor::Editor;
use crate::shell::fs::{ReadError, shown};
use crate::shell::library::Found;
use crate::shell::note_file;
use crate::shell::stdout::Output;
use crate::store::bookmark_file::additions;
use crate::store::{Bookmark, BookmarkChange, refused, retagged, tags_of};
use crate::text::{clean, joined};

/// The file that is changed, and what is said about it.
pub(super) struct Desk<'a> {
    pub path: PathBuf,
    pub edge: &'a mut Edge,
    pub output: Output,
}

impl Desk<'_> {
    fn complain(&mut self, what: &str, why: &'static str, detail: &str) {
        self.edge.complaints.failure(&Failure {
            what: clean::line(what),
            why,
            detail: clean::line(detail),
        });
    }

    /// Writes changes, and prints the id of each article once they are on disk. A tag or
    /// a note for a bookmark that is gone meanwhile is said.
    fn write(&mut self, changes: &[BookmarkChange]) -> Printed {
        let mut done = !changes.is_empty();
        for batch in changes.chunks(BATCH) {
            let written = match file::write(&self.path, batch) {
                Ok(written) => written,
                Err(failure) => {
                    self.edge.complaints.failure(&failure);
                    return Ok(false);
                }
            };
            if let Some(mended) = &written.mended {
                self.edge.complaints.warn(mended);
            }
            let mut ids: Vec<ArticleId> = batch.iter().map(BookmarkChange::id).collect();
            ids.dedup();
            for id in ids {
                if written.told.joined.contains(&id) {
                    let (what, why) = (clean::line(&id.to_string()), "why-note-joined");
                    let detail = clean::line("");
                    self.edge.complaints.warn(&Failure { what, why, detail });
                }
                if written.told.missed.contains(&id) {
                    self.complain(&id.to_string(), "why-bookmark-gone", "");
                    done = false;
                } else {
                    self.output.line(&clean::line(&id.to_string()))?;
                }
            }
            self.output.flush()?;
        }
        Ok(done)
    }

    pub(super) fn add(&mut self, sources: &[OsString], tags: &[String], note: &str) -> Printed {
        let tags = tags_of(&tags.join(" "));
        if !self.takes(&[], &tags) {
            return Ok(false);
        }
        let (mut changes, mut seen) = (Vec::new(), HashSet::new());
        let library = self.edge.setup(Vec::new()).library();
        let complaints = &mut self.edge.complaints;
        let named = sources.iter().filter(|source| {
            let once = *source == "-";
            if once {
                complaints.failure(&ReadError::Once.of("-"));
            }
            !once
        });
        let named: Vec<OsString> = named.cloned().collect();
        if named.is_empty() {
            return Ok(false);
        }
        let added = clock::now_rfc3339();
        let _: ControlFlow<()> = library.rows(&named, &mut |found| {
            match found {
                Found::Rows(chunk) => (0..chunk.len()).for_each(|row| {
                    let (Some(id), Some(source)) = (chunk.id(row), chunk.source(row)) else {
                        return;
                    };
                    // Of one that lies there twice the first is taken.
                    if !seen.insert(id) {
                        return;
                    }
                    let source = source.to_string();
                    changes.push(BookmarkChange::Join(Bookmark {
                        id,
                        headline: chunk.headline(row).as_str().to_owned(),
                        source: source.clone(),
                        added: added.clone(),
                        tags: tags.clone(),
                        note: clean::clean(note).into_inner().into_owned(),
                        ..Bookmark::default()
                    }));
                    // A bookmark that is there knows an older place.
                    changes.push(BookmarkChange::Found { id, source });
                }),
                Found::Failed(failure) => complaints.failure(&failure),
                Found::Bytes(..) | Found::Late => {}
            }
            ControlFlow::Continue(())
        });
        self.write(&changes)
    }

    /// The bookmark that an id, the beginning of one or a source names.
    fn find(&mut self, name: &str) -> Option<Bookmark> {
        let all = self.known()?;
        self.find_in(&all, name)
    }

    fn find_in(&mut self, all: &[Bookmark], name: &str) -> Option<Bookmark> {
        let absolute = crate::shell::loader::file_source(Path::new(name)).to_string();
        let is = |bookmark: &&Bookmark| {
            bookmark.id.has_prefix(name) || bookmark.source == name || bookmark.source == absolute
        };
        let mut found = all.iter().filter(is);
        let first = found.next().cloned();
        let unlike = |other: &Bookmark| first.as_ref().is_some_and(|first| first.id != other.id);
        if found.any(unlike) {
            self.complain(name, "why-id-ambiguous", "");
            return None;
        }
        if first.is_none() {
            self.complain(name, "why-no-bookmark", "");
        }
        first
    }

    pub(super) fn remove(&mut self, names: &[String]) -> Printed {
        let Some(all) = self.known() else {
            return Ok(false);
        };
        let found = names.iter().filter_map(|name| self.find_in(&all, name));
        let changes: Vec<BookmarkChange> = found
            .map(|bookmark| BookmarkChange::Clear(bookmark.id))
            .collect();
        self.write(&changes)
    }

    /// Whether a bookmark may have `tags`, where it has `held`; if not, that is said.
    fn takes(&mut self, held: &[String], tags: &[String]) -> bool {
        let refused = refused(held, tags);
        refused.is_none_or(|(tag, why)| {
            self.complain(tag, why, "");
            false
        })
    }

    pub(super) fn tag(&mut self, name: &str, tags: &[String], remove: bool) -> Printed {
        if tags.is_empty() {
            self.complain(name, "why-no-tag", "");
            return Ok(false);
        }
        let Some(bookmark) = self.find(name) else {
            return Ok(false);
        };
        let (id, tags) = (bookmark.id, tags.to_vec());
        let (add, remove) = if remove {
            (Vec::new(), tags)
        } else {
            (tags, Vec::new())
        };
        if !self.takes(&bookmark.tags, &retagged(bookmark.tags.clone(), &add, &[])) {
            return Ok(false);
        }
        self.write(&[BookmarkChange::Tag { id, add, remove }])
    }

    pub(super) fn note(&mut self, name: &str, text: Option<&str>) -> Printed {
        let Some(bookmark) = self.find(name) else {
            return Ok(false);
        };
        let note = match text {
            None => {
                let note = clean::clean(&bookmark.note);
                let lines = note
                    .view()
                    .part(|note| note.strip_suffix('\n').unwrap_or(note));
                if !note.is_empty() {
                    self.output.line(lines)?;
                }
                return Ok(!bookmark.note.is_empty());
            }
            Some("-") => match self.read(Path::new("-"), note_file::MOST, "why-note-long") {
                Some(text) => text,
                None => return Ok(false),
            },
            Some(text) => text.to_owned(),
        };
        let note = clean::clean(&note).trim_end().to_owned();
        let (id, was) = (bookmark.id, bookmark.note);
        self.write(&[BookmarkChange::Note { id, was, note }])
    }

    /// The note in the reader's editor; what was saved there is the note.
    pub(super) fn edit_note(&mut self, name: &str) -> Printed {
        let Some(bookmark) = self.find(name) else {
            return Ok(false);
        };
        let Some(state) = self
            .edge
            .places
            .as_ref()
            .map(|places| places.state_dir.clone())
        else {
            return Ok(false);
        };
        let forgotten = note_file::orphans(&state, || self.known().unwrap_or_default()).words;
        for file in forgotten {
            self.edge.complaints.warn(&note_file::told(&file));
        }
        let left = Editor::of_environment().write_note(&state, &bookmark.note);
        let done = self.take_note(&bookmark, left.text)?;
        match left.file {
            Some(file) if done => note_file::remove(&file),
            Some(file) => self.edge.complaints.failure(&note_file::told(&file)),
            None => {}
        }
        Ok(done)
    }

    /// Takes in what the editor has left as a note.
    fn take_note(&mut self, bookmark: &Bookmark, left: Result<String, Failure>) -> Printed {
        let why = match left {
            Ok(note) if note == bookmark.note => "why-note-unchanged",
            Ok(note) if note.is_empty() => "why-note-empty",
            Ok(note) => {
                let (id, was) = (bookmark.id, bookmark.note.clone());
                return self.write(&[BookmarkChange::Note { id, was, note }]);
            }
            Err(failure) => {
                self.edge.complaints.failure(&failure);
                return Ok(false);
            }
        };
        self.complain(&bookmark.id.to_string(), why, "");
        Ok(false)
    }

    pub(super) fn export(&mut self, format: Format) -> Printed {
        let all = saved(self.edge);
        match format {
            Format::Toml => {
                let text = joined!["version = 1\n\n", file::as_toml(&all)];
                self.output.line(text.view().part(str::trim_end))?;
            }
            Format::Json => all
                .iter()
                .try_for_each(|bookmark| json::bookmark_json(bookmark).print(&mut self.output))?,
            Format::Markdown => all
                .iter()
                .try_for_each(|bookmark| self.output.line(&forms::markdown(bookmark)))?,
        }
        Ok(!all.is_empty())
    }

    /// A whole file, or standard input; None where it cannot be read, which is said.
    fn read(&mut self, path: &Path, most: u64, long: &'static str) -> Option<String> {
        let read = file::text(path, most, long);
        read.map_err(|failure| self.edge.complaints.failure(&failure))
            .ok()
    }

    /// What the file holds; None where it cannot be read, which is said. What else is
    /// wrong with it is said by whoever writes.
    fn known(&mut self) -> Option<Vec<Bookmark>> {
        let read = file::read(&self.path).map(|contents| contents.bookmarks);
        read.map_err(|failure| self.edge.complaints.failure(&failure))
            .ok()
    }

    pub(super) fn import(&mut self, files: &[PathBuf]) -> Printed {
        let mut done = false;
        for path in files {
            let Some(text) = self.read(path, IMPORT_BYTES, "why-import-long") else {
                continue;
            };
            let theirs = forms::parsed(&text);
            self.say_what_is_left_out(path, &theirs);
            if theirs.bookmarks.is_empty() {
                continue;
            }
            let Some(ours) = self.known() else {
                return Ok(false);
            };
            let changes = additions(&ours, &theirs.bookmarks);
            done |= changes.is_empty() || self.write(&changes)?;
        }
        Ok(done)
    }

    fn say_what_is_left_out(&mut self, path: &Path, theirs: &Theirs) {
        let what = shown(path);
        let why = if theirs.bookmarks.is_empty() {
            "why-no-bookmarks"
        } else {
            "why-import-part"
        };
        for problem in theirs.problems.iter().take(PROBLEMS) {
            self.complain(&what, why, &file::place_of(problem));
        }
        if theirs.left_out > 0 {
            self.complain(&what, "why-bookmarks-no-id", "");
        } else if theirs.bookmarks.is_empty() && theirs.problems.is_empty() {
            self.complain(&what, why, "");
        }
    }

    pub(super) fn backups(&mut self) -> Printed {
        let all = crate::shell::atomic::backups(&self.path);
        for (number, path) in all.iter().enumerate() {
            let held = file::read(path).map_or(0, |contents| contents.bookmarks.len());
            let line = joined![number + 1, "\t", held, "\t", shown(path)];
            self.output.line(&line)?;
        }
        Ok(!all.is_empty())
    }

    pub(super) fn restore(&mut self, number: usize) -> Printed {
        let all = crate::shell::atomic::backups(&self.path);
        let Some(path) = number.checked_sub(1).and_then(|at| all.get(at)) else {
            self.complain(&number.to_string(), "why-no-backup", "");
            return Ok(false);
        };
        match file::restore(&self.path, path) {
            Ok(count) => {
                self.output.line(&joined![count])?;
                Ok(true)
            }
            Err(failure) => {
                self.edge.complaints.failure(&failure);
                Ok(false)
            }
        }
    }
}
