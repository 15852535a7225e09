//! What a query may ask of an article beside its headline, which whoever runs the query
//! knows: bookmarks, tags, what was read, dates that its text mentions.
//!
//! Invariant: only asked where the query needs it.

use crate::article::ArticleId;
use crate::store::Chunk;

/// What a query may ask beside the headline.
pub trait Beside {
    /// Whether the article is bookmarked.
    fn is_bookmarked(&self, id: ArticleId) -> bool;
    /// Whether a bookmark of the article has a tag that begins so; `tag` is folded.
    fn has_tag(&self, _: ArticleId, _: &str) -> bool {
        false
    }
    /// Whether the article counts as read.
    fn is_read(&self, _: ArticleId) -> bool {
        false
    }
    /// Whether row `index` of a chunk mentions a day from one to another (days since
    /// 1970-01-01).
    fn mentions(&self, chunk: &Chunk, index: usize, days: (i32, i32)) -> bool;
}

/// Nothing is known beside the headlines.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nothing;

impl Beside for Nothing {
    fn is_bookmarked(&self, _: ArticleId) -> bool {
        false
    }
    fn mentions(&self, _: &Chunk, _: usize, _: (i32, i32)) -> bool {
        false
    }
}
