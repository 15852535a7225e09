//! What the shell works on, as the command line and the configuration say.
//!
//! Invariant: data only; nothing is opened.

use std::ffi::OsString;
use std::path::PathBuf;

use super::candidates::Candidates;
use super::library::Library;
use super::loader::Loader;
use super::paths::Places;
use crate::article::Encoding;
use crate::filter;

/// What the shell works on.
#[derive(Default)]
pub struct Setup {
    /// None where there is no home: then nothing can be saved.
    pub places: Option<Places>,
    /// The folders of the config, as written there.
    pub folders: Vec<String>,
    /// The sources of the command line; none: the library.
    pub sources: Vec<OsString>,
    /// A program that takes what is copied, and its arguments.
    pub copy_command: Vec<String>,
    /// What the finder reads beyond the usual.
    pub readings: filter::Options,
    /// Each line of the sources is a headline.
    pub lines: bool,
    /// What the sources are read as; None: as each tells.
    pub encoding: Option<Encoding>,
    /// What is no text is read too.
    pub force: bool,
    /// Instead of sources: the lines of standard input, to choose one.
    pub candidates: Option<Candidates>,
}

impl Setup {
    /// The library of these places, for the screen and for the commands.
    pub fn library(&self) -> Library {
        let folder = |text: &String| match &self.places {
            Some(places) => places.folder(text),
            None => PathBuf::from(text),
        };
        Library {
            folders: self.folders.iter().map(folder).collect(),
            articles: self
                .places
                .as_ref()
                .map(|places| places.articles_dir.clone()),
            bookmarks: self
                .places
                .as_ref()
                .map(|places| places.bookmarks_file.clone()),
            lines: self.lines,
            loader: Loader::reading_as(self.encoding, self.force),
        }
    }
}
