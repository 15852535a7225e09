//! From bytes to text: UTF-8 with or without BOM, line ends made LF. Never
//! fails: what was odd comes back as warnings.
//!
//! Invariant: the text holds no CR and does not begin with a BOM.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter};

use crate::article::Warning;

/// Characters from which on a line counts as very long.
const LONG_LINE: usize = 1_000_000;

/// How much of the start is looked at for control characters, in bytes.
const SAMPLE: usize = 4096;

/// The text of `bytes` and what was odd about them.
pub fn decode(bytes: &[u8]) -> (String, Vec<Warning>) {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut warnings = Vec::new();
    let text = String::from_utf8_lossy(bytes);
    if matches!(text, Cow::Owned(_)) {
        warnings.push(Warning::InvalidUtf8);
    }
    if is_binary(bytes) {
        warnings.push(Warning::Binary);
    }
    let text = line_feeds(text);
    if text.trim().is_empty() {
        warnings.push(Warning::Empty);
    }
    if has_long_line(&text) {
        warnings.push(Warning::LongLine);
    }
    (text, warnings)
}

/// CR LF and lone CR become LF.
fn line_feeds(text: Cow<'_, str>) -> String {
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

/// NULs anywhere, or a start of which a tenth is control characters.
fn is_binary(bytes: &[u8]) -> bool {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let odd = sample
        .iter()
        .filter(|b| b.is_ascii_control() && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b))
        .count();
    odd > sample.len() / 10 || memchr(0, bytes).is_some()
}

fn has_long_line(text: &str) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, warnings: &[Warning]) {
        assert_eq!(decode(bytes), (text.to_owned(), warnings.to_vec()));
    }

    #[test]
    fn bytes_become_text() {
        check("\u{feff}中文\n".as_bytes(), "中文\n", &[]);
        check(b"a\r\nb\rc\r\r\nd\n", "a\nb\nc\n\nd\n", &[]);
        check(b"\r\r", "\n\n", &[Warning::Empty]);
        check(b"", "", &[Warning::Empty]);
        check(" \u{3000}\n".as_bytes(), " \u{3000}\n", &[Warning::Empty]);
        check(b"a\xffb", "a\u{fffd}b", &[Warning::InvalidUtf8]);
        check(
            b"\xe4\xb8\xad\xe4\xb8",
            "中\u{fffd}",
            &[Warning::InvalidUtf8],
        );
        check(b"a\0b", "a\0b", &[Warning::Binary]);
        check(b"\x01\x02\x03abc", "\x01\x02\x03abc", &[Warning::Binary]);
        check(b"\x1b[1mbold\x1b[0m", "\x1b[1mbold\x1b[0m", &[]);
    }

    #[test]
    fn a_long_line_is_counted_in_characters() {
        let many = "字".repeat(LONG_LINE);
        assert_eq!(decode(many.as_bytes()).1, []);
        let more = format!("头\n{many}字\n尾");
        assert_eq!(decode(more.as_bytes()).1, [Warning::LongLine]);
    }
}
