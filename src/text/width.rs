//! The only width authority.

/// How wide the terminal draws characters of ambiguous width (UAX #11 class A).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Ambiguous {
    #[default]
    Narrow,
    Wide,
}

/// Columns of `text`, cluster by cluster (controls excepted: clean first).
pub fn text(text: &str, ambiguous: Ambiguous) -> usize {
    let _ = ambiguous;
    unicode_width::UnicodeWidthStr::width(text)
}
