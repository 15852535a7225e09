//! Lines that are headlines and nothing more, kept as the list has them: so a row of
//! standard input opens although it cannot be read again, and one of a file opens as
//! it shows, whatever has become of the file.
//!
//! Invariant: what is kept is shared with the list, not copied.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::store::Chunk;
use crate::text::Clean;

/// Chunks by the byte at which their first line begins.
type Chunks = BTreeMap<u64, Arc<Chunk>>;

/// The lines that were read, by the file that they come from.
#[derive(Default)]
pub struct KeptLines(Mutex<HashMap<PathBuf, Chunks>>);

impl KeptLines {
    /// Keeps rows of the lines of `file`.
    pub fn keep(&self, file: &Path, chunk: &Arc<Chunk>) {
        let Some(first) = chunk.origin().place(0) else {
            return;
        };
        let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let chunks = files.entry(file.to_owned()).or_default();
        chunks.insert(first.offset, Arc::clone(chunk));
    }

    /// The line of `file` that begins at byte `offset`, as it shows.
    pub fn line(&self, file: &Path, offset: u64) -> Option<Clean> {
        let files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, chunk) = files.get(file)?.range(..=offset).next_back()?;
        let row = chunk.origin().row_at(offset)?;
        Some(chunk.headline(row).to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::records::{self, Form, Item};

    #[test]
    fn each_line_is_found_by_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("l");
        let lines: Vec<String> = (0..9000).map(|n| "雨".repeat(n % 7)).collect();
        std::fs::write(&file, lines.join("\n")).unwrap();
        let kept = KeptLines::default();
        let _ = records::read(&file, Form::Plain, &mut |item| {
            if let Item::Rows(chunk) = item {
                kept.keep(&file, &chunk);
            }
            std::ops::ControlFlow::Continue(())
        });
        let mut offset = 0;
        for line in &lines {
            assert_eq!(kept.line(&file, offset).unwrap(), line);
            if !line.is_empty() {
                assert_eq!(kept.line(&file, offset + 1), None);
            }
            offset += line.len() as u64 + 1;
        }
        assert_eq!(kept.line(&file, offset), None);
        assert_eq!(kept.line(Path::new("-"), 0), None);
    }
}
