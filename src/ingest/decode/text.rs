//! What is done to a text once it is decoded: its line ends, and what is odd about it.
//!
//! Invariant: linear in the text.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter};

/// Characters from which on a line counts as very long.
pub(super) const LONG_LINE: usize = 1_000_000;

/// How much of the start is looked at for control characters, in bytes.
const SAMPLE: usize = 4096;

/// CR LF and lone CR become LF.
pub(super) fn line_feeds(text: Cow<'_, str>) -> String {
    if memchr(b'\r', text.as_bytes()).is_none() {
        return text.into_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split('\r');
    out.push_str(parts.next().unwrap_or(""));
    for part in parts {
        // The LF of a CR LF comes with the part itself.
        if !part.starts_with('\n') {
            out.push('\n');
        }
        out.push_str(part);
    }
    out
}

/// Whether some line ends are CR LF and others not, or CRs stand elsewhere.
pub(super) fn has_odd_ends(text: &str) -> bool {
    let bytes = text.as_bytes();
    let returns = memchr_iter(b'\r', bytes).count();
    let pairs = || memchr::memmem::find_iter(bytes, b"\r\n").count();
    returns > 0 && (pairs() < returns || memchr_iter(b'\n', bytes).count() > returns)
}

/// NULs anywhere, or a start of which a tenth is control characters.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let odd = sample
        .iter()
        .filter(|b| b.is_ascii_control() && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b))
        .count();
    odd > sample.len() / 10 || memchr(0, bytes).is_some()
}

pub(super) fn has_long_line(text: &str) -> bool {
    let mut start = 0;
    let ends = memchr_iter(b'\n', text.as_bytes()).chain(std::iter::once(text.len()));
    for end in ends {
        // No more characters than bytes: short lines need no count.
        if end - start > LONG_LINE {
            let line = text.get(start..end).unwrap_or("");
            if line.chars().count() > LONG_LINE {
                return true;
            }
        }
        start = end + 1;
    }
    false
}
