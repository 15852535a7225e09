//! JSON text that spells characters by number: read into a plain copy and searched
//! there, so that the fast search needs to know one spelling only.
//!
//! Invariant: [`unescape`] of a text is what [`Source`] reads, as bytes, and
//! [`Spans::source`] gives the bytes that a part of the copy came from.

use std::ops::Range;

use memchr::memchr;

use super::source::{Form, Source, numbered};

/// Bytes of `\uXXXX`.
const NUMBER: usize = 6;

/// Puts the plain text of the inside of a JSON string into `out`.
pub(super) fn unescape(bytes: &[u8], out: &mut Vec<u8>) {
    out.clear();
    out.reserve(bytes.len());
    let source = Source::new(bytes, Form::Json);
    let mut at = 0;
    let mut buffer = [0; 4];
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some(c) = numbered(rest) {
            out.extend_from_slice(c.encode_utf8(&mut buffer).as_bytes());
            at += NUMBER;
        } else if rest.first() == Some(&b'\\') {
            let Some((c, end)) = source.char_at(at) else {
                break;
            };
            out.extend_from_slice(c.encode_utf8(&mut buffer).as_bytes());
            at = end;
        } else {
            let plain = run(rest);
            out.extend_from_slice(plain);
            at += plain.len();
        }
    }
}

/// The part of `rest` before its first backslash.
fn run(rest: &[u8]) -> &[u8] {
    let len = memchr(b'\\', rest).unwrap_or(rest.len());
    rest.get(..len).unwrap_or(rest)
}

/// Walks through the source beside the plain copy, forwards only.
#[derive(Clone, Debug)]
pub(super) struct Spans<'a> {
    source: Source<'a>,
    /// The same place in the source and in the copy.
    at: usize,
    copy: usize,
}

impl<'a> Spans<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self {
            source: Source::new(bytes, Form::Json),
            at: 0,
            copy: 0,
        }
    }

    /// The bytes that `range` of the copy came from. Ranges are asked for in order.
    pub(super) fn source(&mut self, range: &Range<usize>) -> Range<usize> {
        let start = self.seek(range.start);
        start..self.seek(range.end)
    }

    fn seek(&mut self, copy: usize) -> usize {
        while self.copy < copy {
            let rest = self.source.bytes.get(self.at..).unwrap_or_default();
            if let Some(c) = numbered(rest) {
                self.at += NUMBER;
                self.copy += c.len_utf8();
                continue;
            }
            let plain = run(rest).len().min(copy - self.copy);
            if plain > 0 {
                self.at += plain;
                self.copy += plain;
                continue;
            }
            let Some((c, end)) = self.source.char_at(self.at) else {
                break;
            };
            self.at = end;
            self.copy += c.len_utf8();
        }
        self.at
    }
}
