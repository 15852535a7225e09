//! Where an article was left: in the bookmarks file, and on the way taken.
//!
//! Invariant: a place is a block and characters into it, so that it outlives
//! every layout.

use super::Reader;

impl Reader {
    /// How the article would be left now.
    pub fn left(&self) -> Left {
        Left {
            anchor: self.anchor(),
            related_open: self.related_open,
            link: self.link,
        }
    }
}

/// Where reading stopped: a block, and characters of source text into it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    pub block: u32,
    pub offset: u32,
}

/// How an article was left, to come back to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Left {
    pub anchor: Anchor,
    /// The related items were unfolded.
    pub related_open: bool,
    /// The link that was chosen.
    pub link: Option<usize>,
}

impl From<Anchor> for Left {
    fn from(anchor: Anchor) -> Self {
        Self {
            anchor,
            ..Self::default()
        }
    }
}
