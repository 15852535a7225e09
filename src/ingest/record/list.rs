//! A body that is an array of paragraphs, where it lies.
//!
//! Invariant: of an array that is JSON, the text is what the exact reading makes of it.

use super::scan::Scanner;
use super::unescape;

/// Whether the body that begins at a byte of a line is an array: its bracket stands
/// behind no quote.
pub fn is_list(line: &[u8], start: usize) -> bool {
    let before = start.checked_sub(1).and_then(|at| line.get(at));
    line.get(start) == Some(&b'[') && before != Some(&b'"')
}

/// Appends the paragraphs of an array, still escaped, an escaped blank line between
/// them, until there are `limit` bytes.
pub(in crate::ingest) fn escaped(list: &[u8], limit: usize, out: &mut Vec<u8>) {
    each(list, &mut |paragraph| {
        if out.len() >= limit {
            return;
        }
        if !out.is_empty() {
            out.extend_from_slice(br"\n\n");
        }
        out.extend_from_slice(paragraph);
    });
}

/// Puts the text of an array into `out`: its strings, a blank line between them; what
/// else is in it is left out.
pub fn paragraphs(list: &[u8], out: &mut String) {
    out.clear();
    each(list, &mut |paragraph| {
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        out.push_str(&unescape(paragraph));
    });
}

/// The strings of an array that are not empty, still escaped.
fn each(list: &[u8], paragraph: &mut dyn FnMut(&[u8])) {
    let broken = Scanner::new(list, 0).nested(&mut |inside| {
        paragraph(list.get(inside.range()).unwrap_or_default());
    });
    // Of one that is not whole what comes before the damage.
    drop(broken);
}
