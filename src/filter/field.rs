//! The fields of a query: `source:`, `agency:`, `place:`, `tag:`, `is:bookmarked`, `is:read`, `is:unread`, `before:`,
//! `after:`, `on:`. Any other colon is a character like others.
//!
//! Invariant: a field whose value makes no sense is a problem, and one without a
//! value, which is being typed, is nothing.

use super::beside::Beside;
use super::query::Problem;
use crate::dates::Date;
use crate::store::Chunk;
use crate::text::fold::fold;

/// What is asked of a row beside its headline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// Texts are folded.
    Source(String),
    Agency(String),
    Place(String),
    Bookmarked,
    /// The beginning of a tag, folded.
    Tag(String),
    Read,
    Unread,
    /// Days since 1970-01-01.
    Before(i32),
    After(i32),
    On(i32, i32),
}

/// What a word is.
pub(super) enum Parsed {
    /// No field.
    Word,
    /// A field whose value is still to come.
    Begun,
    Field(Field),
}

/// The field that a word is.
pub(super) fn parse(word: &str) -> Result<Parsed, Problem> {
    let Some((name, value)) = named(word) else {
        return Ok(Parsed::Word);
    };
    if value.is_empty() {
        return Ok(Parsed::Begun);
    }
    let problem = |why| Problem::new(why, word);
    let date = || {
        fold(value)
            .parse::<Date>()
            .map_err(|_| problem("why-query-date"))
    };
    let field = match name.as_str() {
        "source" => Field::Source(fold(value)),
        "agency" => Field::Agency(fold(value)),
        "place" => Field::Place(fold(value)),
        "tag" => Field::Tag(fold(value.trim_start_matches(['#', '＃']))),
        "before" => Field::Before(date()?.first_day()),
        "after" => Field::After(date()?.last_day()),
        "on" => {
            let date = date()?;
            Field::On(date.first_day(), date.last_day())
        }
        _ => match fold(value).as_str() {
            "bookmarked" => Field::Bookmarked,
            "read" => Field::Read,
            "unread" => Field::Unread,
            _ => return Err(problem("why-query-is")),
        },
    };
    Ok(Parsed::Field(field))
}

/// Whether a word is a field, whatever its value.
pub(super) fn is_one(word: &str) -> bool {
    named(word).is_some()
}

/// The folded name of the field that a word is, and its value.
fn named(word: &str) -> Option<(String, &str)> {
    let (name, value) = word.split_once([':', '：'])?;
    let name = fold(name);
    NAMES.contains(&name.as_str()).then_some((name, value))
}

/// The names of fields.
const NAMES: [&str; 8] = [
    "source", "agency", "place", "tag", "is", "before", "after", "on",
];

impl Field {
    /// Whether it holds for row `index` of a chunk.
    pub(super) fn holds(&self, chunk: &Chunk, index: usize, beside: &dyn Beside) -> bool {
        let facts = chunk.facts();
        let has = |text: &str, wanted: &String| fold(text).contains(wanted.as_str());
        let day = || facts.day(index);
        match self {
            Self::Source(wanted) => {
                let source = || chunk.source(index).map(|source| source.short());
                has(&facts.source(index), wanted) || source().is_some_and(|text| has(&text, wanted))
            }
            Self::Agency(wanted) => has(&facts.agency(index), wanted),
            Self::Place(wanted) => has(&facts.place(index), wanted),
            Self::Bookmarked => chunk.id(index).is_some_and(|id| beside.is_bookmarked(id)),
            Self::Tag(tag) => chunk.id(index).is_some_and(|id| beside.has_tag(id, tag)),
            Self::Read => chunk.id(index).is_some_and(|id| beside.is_read(id)),
            Self::Unread => !Self::Read.holds(chunk, index, beside),
            Self::Before(before) => day().is_some_and(|day| day < *before),
            Self::After(after) => day().is_some_and(|day| day > *after),
            Self::On(from, to) => beside.mentions(chunk, index, (*from, *to)),
        }
    }
}
