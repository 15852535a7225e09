//! From bytes to text: which encoding they are in, and the text in it with line ends
//! made LF. Never fails: what was odd comes back as warnings.
//!
//! In this order: a byte order mark, what was chosen, what markup declares, UTF-8 that
//! is valid, UTF-16 that is beyond doubt, a guess. Each step looks at a beginning of
//! the bytes that does not depend on how many more are at hand, so that a list row,
//! which reads the head of a file, and its article come to the same.
//!
//! Invariant: the text holds no CR and does not begin with a BOM.

mod declared;
mod guess;
mod label;
mod recode;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
mod text;
mod utf16;
mod utf8;

use std::borrow::Cow;

pub use label::{NAMES as ENCODING_NAMES, encoding};
pub use recode::Recoder;
use text::{has_long_line, is_binary, line_feeds};
use utf8::Soundness;

use crate::article::{Encoding, Warning};

/// Bytes that are looked at in any case. A beginning of text of so many valid
/// characters is no accident.
pub const SNIFF: usize = 20 * 1024;

/// Bytes that are looked at at most.
const MOST: usize = 1 << 20;

/// Bytes beyond ASCII that settle a guess: some thousand characters.
const SETTLED: usize = 8 * 1024;

/// Bytes in which a NUL tells that they are no text.
const BINARY: usize = 8 * 1024;

/// How an encoding is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// By a mark, a declaration or a choice, or because nothing else fits.
    Known,
    Guessed,
    /// Guessed from too little.
    Unsure,
}

/// Which encoding some bytes are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub encoding: Encoding,
    pub how: How,
    /// Bytes of the byte order mark.
    mark: usize,
}

/// A text and how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    pub encoding: Encoding,
    /// The text with its CRs, where its line ends are not all alike.
    pub written: Option<String>,
    pub warnings: Vec<Warning>,
}

/// The text of `bytes` and what was odd about them.
pub fn decode(bytes: &[u8]) -> (String, Vec<Warning>) {
    let decoded = Verdict::of(bytes, None).decode(bytes, true);
    (decoded.text, decoded.warnings)
}

impl Verdict {
    /// UTF-8 without a mark.
    pub const UTF_8: Self = Self::known(Encoding::UTF_8, 0);

    const fn known(encoding: Encoding, mark: usize) -> Self {
        Self {
            encoding,
            how: How::Known,
            mark,
        }
    }

    /// The verdict over bytes that are all there is.
    pub fn of(bytes: &[u8], chosen: Option<Encoding>) -> Self {
        Self::so_far(bytes, true, chosen)
    }

    /// The verdict over what there is, `all` of it or not; of what is cut no more may
    /// come in time.
    pub fn so_far(bytes: &[u8], all: bool, chosen: Option<Encoding>) -> Self {
        Self::judge(bytes, all, chosen, false).unwrap_or(Self::UTF_8)
    }

    /// The verdict over the beginning of a source, `all` of it or not; what a reader
    /// has `chosen` gives way to a byte order mark alone.
    ///
    /// # Errors
    /// How many bytes of the source are needed, where these are too few.
    pub fn over(bytes: &[u8], all: bool, chosen: Option<Encoding>) -> Result<Self, usize> {
        Self::judge(bytes, all, chosen, true)
    }

    fn judge(
        bytes: &[u8],
        all: bool,
        chosen: Option<Encoding>,
        waits: bool,
    ) -> Result<Self, usize> {
        let needs = |needed: usize| {
            if waits && !all && bytes.len() < needed {
                return Err(needed);
            }
            Ok(())
        };
        needs(SNIFF)?;
        if let Some((encoding, mark)) = declared::byte_order_mark(bytes) {
            return Ok(Self::known(encoding, mark));
        }
        if let Some(encoding) = chosen {
            return Ok(Self::known(encoding, 0));
        }
        let head = bytes.get(..SNIFF).unwrap_or(bytes);
        if let Some(declared) = declared::declaration(head)
            && !contradicts(head, declared)
        {
            return Ok(Self::known(declared, 0));
        }
        if let Some(encoding) = utf16::utf_16(head) {
            return Ok(Self::known(encoding, 0));
        }
        let sample = bytes.get(..MOST).unwrap_or(bytes);
        let Some(start) = sample.iter().position(|byte| !byte.is_ascii()) else {
            needs(MOST)?;
            return Ok(Self::UTF_8);
        };
        needs(start + SNIFF)?;
        let lead = bytes.get(start..).unwrap_or_default();
        let lead = lead.get(..SNIFF).unwrap_or(lead);
        if Soundness::of(lead).is_utf_8() {
            return Ok(Self::UTF_8);
        }
        let settled = settled(sample);
        if settled.is_none() && sample.len() < MOST {
            needs((bytes.len() * 2).min(MOST))?;
        }
        let sample = sample
            .get(..settled.unwrap_or(sample.len()))
            .unwrap_or(sample);
        let found = guess::guess(sample, all && sample.len() == bytes.len());
        Ok(Self {
            encoding: found.encoding,
            how: if found.sure {
                How::Guessed
            } else {
                How::Unsure
            },
            mark: 0,
        })
    }

    /// The text of `bytes`, from the beginning of the source on; a character that is
    /// cut at their end is left out unless they are `all`.
    pub fn decode(self, bytes: &[u8], all: bool) -> Decoded {
        let mut warnings = Vec::new();
        warnings.extend(self.warning());
        let (text, lossy) = self.text(bytes, all);
        if lossy {
            warnings.push(match self.encoding {
                Encoding::UTF_8 => Warning::InvalidUtf8,
                other => Warning::Malformed(other),
            });
        }
        if is_binary(text.as_bytes()) {
            warnings.push(Warning::Binary);
        }
        let written = text::has_odd_ends(&text).then(|| text.clone().into_owned());
        let text = line_feeds(text);
        if text.trim().is_empty() {
            warnings.push(Warning::Empty);
        }
        if has_long_line(&text) {
            warnings.push(Warning::LongLine);
        }
        Decoded {
            text,
            encoding: self.encoding,
            written,
            warnings,
        }
    }

    /// The text as it stands there, and whether bytes of it were replaced.
    fn text(self, bytes: &[u8], all: bool) -> (Cow<'_, str>, bool) {
        let bytes = bytes.get(self.mark..).unwrap_or_default();
        if self.encoding == Encoding::UTF_8 {
            let bytes = if all {
                bytes
            } else {
                utf8::whole_characters(bytes)
            };
            let text = String::from_utf8_lossy(bytes);
            let lossy = matches!(text, Cow::Owned(_));
            return (text, lossy);
        }
        let mut recoder = Recoder::new(self.encoding);
        let mut text = String::new();
        recoder.push(bytes, all, &mut text);
        (Cow::Owned(text), recoder.is_lossy())
    }

    fn warning(self) -> Option<Warning> {
        match self.how {
            How::Known => None,
            How::Guessed => Some(Warning::Guessed(self.encoding)),
            How::Unsure => Some(Warning::Unsure(self.encoding)),
        }
    }

    /// Bytes of the byte order mark.
    pub fn mark(self) -> usize {
        self.mark
    }

    /// Whether the source that begins with `bytes` is no text at all.
    pub fn is_binary(self, bytes: &[u8]) -> bool {
        let head = bytes.get(..BINARY).unwrap_or(bytes);
        !self.encoding.is_utf_16() && memchr::memchr(0, head).is_some()
    }
}

/// The text of bytes that are known to be in an encoding, as it stands there.
pub fn text_in(bytes: &[u8], encoding: Encoding) -> Cow<'_, str> {
    Verdict::known(encoding, 0).text(bytes, true).0
}

/// Whether a declaration is plainly wrong: its page was saved as UTF-8 since.
fn contradicts(head: &[u8], declared: Encoding) -> bool {
    if declared == Encoding::UTF_8 || !Soundness::of(head).is_flawless() {
        return false;
    }
    let mut recoder = Recoder::new(declared);
    recoder.push(head, false, &mut String::new());
    recoder.is_lossy()
}

/// Where the bytes that settle a guess end.
fn settled(bytes: &[u8]) -> Option<usize> {
    let mut beyond = bytes
        .iter()
        .enumerate()
        .filter(|(_, byte)| !byte.is_ascii());
    beyond.nth(SETTLED - 1).map(|(at, _)| at + 1)
}
