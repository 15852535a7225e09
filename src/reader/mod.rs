//! From an article to rows: what is on the page, line by line, lazily.

/// How text is set. Everything that a layout depends on besides the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Typography {
    /// Columns of the text block.
    pub measure: u16,
    pub ambiguous: crate::text::Ambiguous,
}
