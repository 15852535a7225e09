//! Where the rows of a chunk come from: each from a file of its own, or all from the
//! lines of one file.
//!
//! Invariant: the columns of the kind in use have one entry a row; those of plain
//! lines have none but their places.

use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use crate::article::{ArticleId, Source};

/// Where a record lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RecordPlace {
    /// None for a plain line, whose id is that of its text.
    pub id: Option<ArticleId>,
    /// The byte of the (inflated) file at which its line begins.
    pub offset: u64,
    /// Bytes from there to its body, as written, and the body's length; 0: none. A list
    /// of paragraphs has its brackets.
    pub body: (u32, u32),
}

/// The file that records lie in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordFile {
    /// Absolute; `-` for standard input.
    pub path: Arc<Path>,
    /// Its bodies lie as they are, and not packed.
    pub plain: bool,
    pub stamp: FileStamp,
}

/// Which file it was, and how it was, when its rows were read. By default: none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FileStamp {
    pub device: u64,
    pub inode: u64,
    /// When it was made, where the system tells: the number of a file that is gone may
    /// be another one's by now.
    pub made: Option<SystemTime>,
    /// In bytes.
    pub length: u64,
    /// When it was last written, in seconds and nanoseconds since 1970.
    pub modified: (i64, i64),
}

/// Whether what was read of a file stands there still, as far as its stamp tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It has not been written since.
    Same,
    /// It has become longer: something was added, or it was written anew.
    Grown,
    /// It is another file, or was written anew.
    Changed,
}

impl FileStamp {
    /// How a file stands that is like this now.
    pub fn standing(&self, now: &Self) -> Standing {
        let file = |stamp: &Self| (stamp.device, stamp.inode, stamp.made);
        if self == now {
            Standing::Same
        } else if file(self) == file(now) && now.length > self.length {
            Standing::Grown
        } else {
            Standing::Changed
        }
    }
}

/// Where rows come from.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Origin {
    ids: Vec<ArticleId>,
    sources: Vec<Source>,
    file: Option<RecordFile>,
    offsets: Vec<u64>,
    bodies: Vec<(u32, u32)>,
}

impl Origin {
    /// Records of a file.
    pub fn records(file: RecordFile) -> Self {
        Self {
            file: Some(file),
            ..Self::default()
        }
    }

    /// The file of all rows; None where each has its own.
    pub fn file(&self) -> Option<&RecordFile> {
        self.file.as_ref()
    }

    /// Where row `index` of a file of records lies.
    pub fn place(&self, index: usize) -> Option<RecordPlace> {
        Some(RecordPlace {
            id: self.id(index),
            offset: *self.offsets.get(index)?,
            body: self.bodies.get(index).copied().unwrap_or_default(),
        })
    }

    /// The row of a file of records whose line begins at byte `offset`.
    pub fn row_at(&self, offset: u64) -> Option<usize> {
        self.offsets.binary_search(&offset).ok()
    }

    pub(super) fn push_file(&mut self, id: ArticleId, source: Source) {
        self.ids.push(id);
        self.sources.push(source);
    }

    pub(super) fn push_record(&mut self, place: RecordPlace) {
        self.offsets.push(place.offset);
        if let Some(id) = place.id {
            self.ids.push(id);
            self.bodies.push(place.body);
        }
    }

    pub(super) fn ids(&self) -> &[ArticleId] {
        &self.ids
    }

    pub(super) fn id(&self, index: usize) -> Option<ArticleId> {
        self.ids.get(index).copied()
    }

    pub(super) fn source(&self, index: usize) -> Option<Source> {
        match &self.file {
            None => {
                let source = self.sources.get(index).cloned()?;
                Some(source.expecting(*self.ids.get(index)?))
            }
            Some(file) => Some(Source::Record {
                file: Arc::clone(&file.path),
                offset: *self.offsets.get(index)?,
                id: self.id(index),
            }),
        }
    }

    /// The same without rows.
    pub(super) fn emptied(&self) -> Self {
        Self {
            file: self.file.clone(),
            ..Self::default()
        }
    }

    /// Adds row `index` to another one of the same kind.
    pub(super) fn copy(&self, index: usize, to: &mut Self) {
        if let Some(place) = self.place(index) {
            to.push_record(place);
        } else if let (Some(id), Some(source)) = (self.id(index), self.sources.get(index)) {
            to.push_file(id, source.clone());
        }
    }

    pub(super) fn shrink(&mut self) {
        self.ids.shrink_to_fit();
        self.sources.shrink_to_fit();
        self.offsets.shrink_to_fit();
        self.bodies.shrink_to_fit();
    }
}
