//! What a text says about its own encoding: a byte order mark, an XML declaration, or
//! the `<meta>` of an HTML page.
//!
//! Invariant: only the first [`WITHIN`] bytes are looked at.

use memchr::memmem;

use super::label;
use crate::article::Encoding;

/// Bytes in which a declaration stands.
const WITHIN: usize = 1024;

/// The encoding that a byte order mark tells, and how many bytes it takes.
pub(super) fn byte_order_mark(bytes: &[u8]) -> Option<(Encoding, usize)> {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] => Some((Encoding::UTF_8, 3)),
        [0xFF, 0xFE, ..] => Some((Encoding::UTF_16LE, 2)),
        [0xFE, 0xFF, ..] => Some((Encoding::UTF_16BE, 2)),
        _ => None,
    }
}

/// The encoding that markup declares.
pub(super) fn declaration(bytes: &[u8]) -> Option<Encoding> {
    let head = bytes.get(..WITHIN).unwrap_or(bytes).trim_ascii_start();
    if !head.starts_with(b"<") {
        return None;
    }
    let head = head.to_ascii_lowercase();
    let name = match head.strip_prefix(b"<?xml") {
        Some(rest) => value(tag(rest)?, b"encoding"),
        None => memmem::find_iter(&head, b"<meta")
            .find_map(|at| value(tag(head.get(at..)?)?, b"charset")),
    }?;
    let declared = label::encoding(std::str::from_utf8(name).ok()?)?;
    // What can be read as ASCII so far is no UTF-16, whatever it says.
    Some(if declared.is_utf_16() {
        Encoding::UTF_8
    } else {
        declared
    })
}

/// What stands before the end of a tag.
fn tag(bytes: &[u8]) -> Option<&[u8]> {
    bytes.get(..memchr::memchr(b'>', bytes)?)
}

/// The value behind `name` and an equals sign.
fn value<'a>(tag: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    memmem::find_iter(tag, name).find_map(|at| {
        let rest = tag.get(at + name.len()..)?.trim_ascii_start();
        let rest = rest.strip_prefix(b"=")?.trim_ascii_start();
        let rest = match rest {
            [b'"' | b'\'', rest @ ..] => rest.trim_ascii_start(),
            rest => rest,
        };
        let ends = |byte: &u8| !byte.is_ascii_alphanumeric() && !b"-_.:".contains(byte);
        let end = rest.iter().position(ends).unwrap_or(rest.len());
        rest.get(..end).filter(|value| !value.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, wanted: Option<&str>) {
        assert_eq!(
            declaration(text.as_bytes()).map(Encoding::name),
            wanted,
            "{text}"
        );
    }

    #[test]
    fn markup_declares_its_encoding() {
        check("<?xml version='1.0' encoding='GBK'?><a/>", Some("GB18030"));
        check(
            "\n <?XML version=\"1.0\" ENCODING = \"euc-jp\" ?>",
            Some("EUC-JP"),
        );
        check("<!doctype html><html><META CHARSET=Big5>", Some("Big5"));
        check(
            "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=iso-2022-jp\">",
            Some("ISO-2022-JP"),
        );
        check(
            "<meta name=\"a\"><meta charset='shift_jis' />",
            Some("Shift_JIS"),
        );
        check("<?xml version='1.0' encoding='utf-16'?>", Some("UTF-8"));
    }

    #[test]
    fn what_only_looks_like_it_declares_nothing() {
        check("the <meta charset=big5> of a page", None);
        check("<?xml version='1.0'?><a encoding='gbk'>", None);
        check("<html><p>charset=gbk</p>", None);
        check("<meta charset=>", None);
        check("<meta charset=nonsense>", None);
        check("<meta charset=big5", None);
        check("", None);
        let late = format!("<html>{}<meta charset=gbk>", " ".repeat(WITHIN));
        check(&late, None);
    }
}
