//! Places on a page.

/// A row of a page: a segment, and a row of it (blank rows above it included).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub segment: usize,
    pub row: usize,
}
