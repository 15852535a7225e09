//! Plain text: a headline, then a paragraph a line. Markdown is plain text too.

use super::lines::Lines;
use super::opening::Opening;
use super::parsed::Parsed;
use crate::article::BlockKind;

/// The article in `lines`; a text without lines has an empty headline.
pub(super) fn parse(lines: &Lines<'_>, opening: Opening) -> Parsed {
    let mut out = Parsed::headed(lines, opening);
    let first = usize::from(opening == Opening::Headline);
    out.blocks.reserve(lines.len());
    for at in first..lines.len() {
        out.push(BlockKind::Paragraph, lines.span(at));
    }
    out
}
