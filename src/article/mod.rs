//! What an article is: blocks of text over one arena, where it came from, and
//! what was odd about it. Knows nothing of files, screens or parsing.
//!
//! Invariant: every `Span` of an article lies on character boundaries of its arena.

mod dated;
mod encoding;
mod id;
mod link;
mod model;
mod source;
mod warning;

pub use dated::Dated;
pub use encoding::Encoding;
pub use id::{ArticleId, ID_CHARS};
pub use link::{Link, Refused};
pub use model::{Article, Block, BlockKind, Dateline, Portion, Related, Span};
pub use source::Source;
pub use warning::Warning;
