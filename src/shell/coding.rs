//! What the bytes of sources are read as: what the command line says of all of them,
//! what a reader has chosen for one, and else what the bytes tell.
//!
//! Invariant: a row and its article ask the same, and judge by the same bytes.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::fs::{ReadError, Stream};
use crate::article::{Encoding, ID_CHARS, Source};
use crate::ingest::{How, SNIFF, Verdict};

/// What to read sources as.
#[derive(Default)]
pub struct Coding {
    /// `--encoding`: all but the embedded articles.
    pub given: Option<Encoding>,
    /// `--force`: what is no text, too.
    pub force: bool,
    chosen: Mutex<HashMap<Source, Encoding>>,
}

impl Coding {
    /// Notes what a source is to be read as from now on; None: as its bytes tell.
    pub fn choose(&self, source: Source, encoding: Option<Encoding>) {
        let mut chosen = self.chosen.lock().unwrap_or_else(PoisonError::into_inner);
        match encoding {
            Some(encoding) => chosen.insert(source, encoding),
            None => chosen.remove(&source),
        };
    }

    /// What was chosen for a source, by a key or for all of them.
    pub fn of(&self, source: &Source) -> Option<Encoding> {
        if matches!(source, Source::Seed(_)) {
            return None;
        }
        let chosen = self.chosen.lock().unwrap_or_else(PoisonError::into_inner);
        chosen.get(source).copied().or(self.given)
    }
}

/// Reads as much of a stream as tells its encoding.
pub(super) fn verdict(stream: &mut Stream, chosen: Option<Encoding>) -> Result<Verdict, ReadError> {
    let mut needed = SNIFF;
    loop {
        stream.fill(needed)?;
        let (bytes, all) = (stream.bytes(), stream.ended());
        match Verdict::over(bytes, all, chosen) {
            Ok(verdict) => return Ok(verdict),
            // No more is to be had now.
            Err(_) if bytes.len() < needed => return Ok(Verdict::so_far(bytes, all, chosen)),
            Err(more) => needed = more,
        }
    }
}

/// Reads and decodes as much as the id and the headline need.
pub(super) fn decoded_head(stream: &mut Stream, verdict: Verdict) -> Result<String, ReadError> {
    let mut length = SNIFF;
    loop {
        stream.fill(length)?;
        let here = stream.bytes().len();
        let all = stream.ended() && here <= length;
        let head = stream.bytes().get(..length).unwrap_or(stream.bytes());
        let decoded = verdict.decode(head, all).text;
        if all || here < length || settles_id(&decoded) {
            return Ok(decoded);
        }
        length = length.saturating_mul(2);
    }
}

/// The head of a text that begins with so much ASCII that its id and headline are the
/// same in any encoding that it may turn out to have.
pub(super) fn plain_head(stream: &mut Stream) -> Result<Option<String>, ReadError> {
    stream.fill(SNIFF)?;
    let bytes = stream.bytes();
    let head = bytes.get(..SNIFF).unwrap_or(bytes);
    let all = head.len() == bytes.len() && (stream.ended() || head.len() < SNIFF);
    if Verdict::over(head, all, None).is_ok() {
        return Ok(None);
    }
    let end = head.iter().position(|byte| !byte.is_ascii());
    let plain = head.get(..end.unwrap_or(head.len())).unwrap_or(head);
    let text = Verdict::UTF_8.decode(plain, false).text;
    Ok(settles_id(&text).then_some(text))
}

/// Whether an id over the head of a text is the id of the whole: it is, once a
/// character past those that count is there and is no blank, for blanks at the
/// end of a text do not count but blanks before further text do.
pub(super) fn settles_id(head: &str) -> bool {
    head.trim().chars().nth(ID_CHARS + 1).is_some()
}

/// The encoding of lines that come one after the other: told by the first of them that
/// are not plain ASCII, and by more where these are few.
#[derive(Clone, Debug, Default)]
pub(super) struct LineCoding {
    given: Option<Encoding>,
    told: Option<Encoding>,
    /// What has come while it was not sure.
    seen: Vec<u8>,
}

impl LineCoding {
    pub(super) fn new(given: Option<Encoding>) -> Self {
        Self {
            given,
            ..Self::default()
        }
    }

    /// The encoding, with a further block of whole lines at hand.
    pub(super) fn of(&mut self, block: &[u8]) -> Encoding {
        if let Some(told) = self.told {
            return told;
        }
        if block.is_ascii() {
            return Encoding::UTF_8;
        }
        let (encoding, how) = if self.seen.is_empty() {
            line_encoding(block, self.given)
        } else {
            let seen = [&self.seen, block].concat();
            line_encoding(&seen, self.given)
        };
        self.seen.extend_from_slice(block);
        if how != How::Unsure || self.seen.len() >= SNIFF {
            self.told = Some(encoding);
            self.seen = Vec::new();
        }
        encoding
    }
}

/// The encoding of lines, and what tells it. What is cut by lines is no UTF-16.
fn line_encoding(block: &[u8], given: Option<Encoding>) -> (Encoding, How) {
    let Verdict { encoding, how, .. } = Verdict::so_far(block, true, given);
    if encoding.is_utf_16() {
        (Encoding::UTF_8, how)
    } else {
        (encoding, how)
    }
}

#[cfg(test)]
mod tests;
