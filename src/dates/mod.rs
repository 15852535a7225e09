//! The dates that an article mentions, in Chinese, Japanese, Korean, and a
//! little English and Vietnamese.
//!
//! A scan stops at each number and reads forwards from it, and backwards over
//! one short word. All readers look at a bounded count of characters, so that
//! the whole is linear. A bare `12日` is resolved by what the article named
//! before it, else by its own date.
//!
//! Invariant: mentions lie in the text on character boundaries, ascend, and do
//! not overlap.

mod context;
mod cursor;
mod date;
mod east;
mod latin;
mod number;
mod numeric;
mod part;
mod prefix;
mod sign;
mod words;

use std::ops::Range;

pub use context::Context;
use cursor::Cursor;
pub use date::{Date, NotADate};
use east::Written;

#[cfg(test)]
mod tests;

/// A date, or a span of time with two ends, that a text mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands, in bytes of the text.
    pub span: Range<usize>,
    /// The date, or the first end.
    pub from: Date,
    /// The second end.
    pub to: Option<Date>,
    /// Whether the year or the month comes from elsewhere in the article.
    pub inferred: bool,
}

/// The dates that `text`, one paragraph, mentions. `context` is that of the
/// article: it carries what was named on to the next paragraph.
pub fn mentions(text: &str, context: &mut Context) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    if !number::may_name_date(text) {
        return found;
    }
    let mut from = 0;
    while let Some(at) = number::next(text, from) {
        let cursor = Cursor::new(text, at);
        let floor = found.last().map_or(0, |mention| mention.span.end);
        let Some((written, end)) = read(cursor, floor) else {
            // 元 is a number only after an era.
            let run = number::past_run(cursor).at();
            from = run.max(at + 1);
            continue;
        };
        from = end.at().max(at + 1);
        if let Some(mention) = written.and_then(|written| resolve(written, end.at(), context)) {
            context.name(mention.from, mention.to);
            found.push(mention);
        }
    }
    found
}

/// Reads at a number: what is written there and where it ends.
fn read(cursor: Cursor<'_>, floor: usize) -> Option<(Option<Written>, Cursor<'_>)> {
    let length = number::number(cursor).map_or(1, |found| found.0.length);
    if !words::stands_alone(cursor, length) {
        return None;
    }
    numeric::read(cursor)
        .or_else(|| east::read(cursor, floor))
        .or_else(|| latin::read(cursor, floor))
}

/// The mention that ends at `end`, where the article tells its year and month.
fn resolve(written: Written, end: usize, context: &Context) -> Option<Mention> {
    let (from, to, inferred) = context.resolve(written.from, written.to)?;
    Some(Mention {
        span: written.begin..end,
        from,
        to,
        inferred,
    })
}
