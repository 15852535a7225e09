//! JSON for other programs: one compact object a line.
//!
//! Invariant: the output holds no character that a terminal obeys or that turns
//! the direction of text: controls, line separators and bidi marks are written
//! as `\uXXXX`, everything else as it is.

mod fields;

use std::{fmt, io};

use fields::Fields;
use serde::Serialize;
use serde_json::ser::{CharEscape, CompactFormatter, Formatter};

use crate::article::{ArticleId, AsWritten, BlockKind, Span};
use crate::shell::stdout::{Output, OutputError};
use crate::store::Bookmark;

/// `serde_json`'s compact form with more characters escaped.
#[derive(Clone, Copy, Debug, Default)]
pub struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()>
    where
        W: ?Sized + io::Write,
    {
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_unsafe(*c)) {
            let (plain, tail) = rest.split_at_checked(at).unwrap_or((rest, ""));
            writer.write_all(plain.as_bytes())?;
            write!(writer, "\\u{:04x}", u32::from(c))?;
            rest = tail.strip_prefix(c).unwrap_or("");
        }
        writer.write_all(rest.as_bytes())
    }

    fn write_char_escape<W>(&mut self, writer: &mut W, escape: CharEscape) -> io::Result<()>
    where
        W: ?Sized + io::Write,
    {
        let code = match escape {
            CharEscape::Backspace => 0x08,
            CharEscape::FormFeed => 0x0c,
            CharEscape::LineFeed => 0x0a,
            CharEscape::CarriageReturn => 0x0d,
            CharEscape::Tab => 0x09,
            CharEscape::AsciiControl(byte) => byte,
            other => return CompactFormatter.write_char_escape(writer, other),
        };
        write!(writer, "\\u{code:04x}")
    }
}

/// Whether `c` is written as `\uXXXX`. All of these lie in the BMP.
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A line of JSON without its end, in which all is escaped that a terminal obeys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line(Vec<u8>);

impl Line {
    /// Prints it.
    pub fn print(&self, output: &mut Output) -> Result<(), OutputError> {
        output.data(&self.0)?;
        output.text("\n")
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(&self.0))
    }
}

/// One value as a line.
pub fn line<T: Serialize>(value: &T) -> Line {
    let mut out = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut out, Escaping);
    match value.serialize(&mut serializer) {
        Ok(()) => Line(out),
        // Strings, numbers and lists into memory: there is nothing that fails.
        Err(_) => Line(b"null".to_vec()),
    }
}

/// A row of `search --json`: that of `list --json`, and the text around the match.
pub fn hit_json(id: ArticleId, headline: &str, source: &str, bookmarked: bool, text: &str) -> Line {
    #[derive(Serialize)]
    struct Hit<'a> {
        id: String,
        headline: &'a str,
        source: &'a str,
        bookmarked: bool,
        text: &'a str,
    }
    line(&Hit {
        id: id.to_string(),
        headline,
        source,
        bookmarked,
        text,
    })
}

/// A row of `list --json`.
pub fn row_json(id: ArticleId, headline: &str, source: &str, bookmarked: bool) -> Line {
    #[derive(Serialize)]
    struct Row<'a> {
        id: String,
        headline: &'a str,
        source: &'a str,
        bookmarked: bool,
    }
    line(&Row {
        id: id.to_string(),
        headline,
        source,
        bookmarked,
    })
}

/// A row of `bookmarks --json`: the keys of the bookmarks file.
pub fn bookmark_json(bookmark: &Bookmark) -> Line {
    line(bookmark)
}

/// An article as `print --json` writes it.
pub fn article_json(article: &AsWritten) -> Line {
    line(&Object::of(article))
}

#[derive(Serialize)]
struct Object<'a> {
    id: String,
    source: String,
    headline: Option<&'a str>,
    subheadline: Option<&'a str>,
    lead: Option<&'a str>,
    captions: Vec<Caption<'a>>,
    dateline: Option<Dateline<'a>>,
    agency: Option<&'a str>,
    body: Vec<&'a str>,
    cross_references: Vec<CrossReference<'a>>,
    signoff: Option<&'a str>,
    related: Vec<Item<'a>>,
    date: Option<String>,
    dates: Vec<Mentioned<'a>>,
    fields: Option<Fields<'a>>,
    warnings: Vec<&'static str>,
    encoding: &'static str,
}

#[derive(Serialize)]
struct Caption<'a> {
    text: &'a str,
    credit: Option<&'a str>,
}

#[derive(Serialize)]
struct Dateline<'a> {
    agency: Option<&'a str>,
    place: Option<&'a str>,
}

#[derive(Serialize)]
struct CrossReference<'a> {
    after_paragraph: usize,
    headline: &'a str,
}

#[derive(Serialize)]
struct Item<'a> {
    headline: &'a str,
    lead: Option<&'a str>,
    caption: Option<&'a str>,
    credit: Option<&'a str>,
}

#[derive(Serialize)]
struct Mentioned<'a> {
    from: String,
    to: Option<String>,
    inferred: bool,
    block: usize,
    text: &'a str,
}

impl<'a> Object<'a> {
    fn of(article: &'a AsWritten) -> Self {
        let first = |kind| {
            let (index, _) = article.first(kind)?;
            text(article.block_text(index))
        };
        let (body, cross_references) = body(article);
        Self {
            id: article.id.to_string(),
            source: article.source.to_string(),
            headline: text(article.headline()),
            subheadline: first(BlockKind::Subheadline),
            lead: first(BlockKind::Lead),
            captions: captions(article),
            dateline: article.dateline.map(|dateline| Dateline {
                agency: dateline.agency.and_then(|span| text(article.slice(span))),
                place: dateline.place.and_then(|span| text(article.slice(span))),
            }),
            agency: first(BlockKind::Agency),
            body,
            cross_references,
            signoff: article.signoff.and_then(|span| text(article.slice(span))),
            related: related(article),
            date: article.day.map(|day| day.to_string()),
            dates: dates(article),
            fields: Fields::of(article),
            warnings: article.warnings.iter().map(|w| w.code()).collect(),
            encoding: article.encoding.name(),
        }
    }
}

/// `text` trimmed; none where nothing is left.
fn text(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

fn captions(article: &AsWritten) -> Vec<Caption<'_>> {
    let blocks = article.blocks.iter();
    blocks
        .filter(|block| block.kind == BlockKind::Caption)
        .map(|block| Caption {
            text: article.slice(block.span).trim(),
            credit: block.credit.and_then(|span| text(article.slice(span))),
        })
        .collect()
}

/// Paragraphs without dateline and sign-off, and what stands between them.
fn body(article: &AsWritten) -> (Vec<&str>, Vec<CrossReference<'_>>) {
    let mut body = Vec::new();
    let mut references = Vec::new();
    for (index, block) in article.blocks.iter().enumerate() {
        match block.kind {
            BlockKind::Paragraph => {
                let span = without_furniture(article, block.span);
                body.extend(text(article.slice(span)));
            }
            BlockKind::CrossReference => references.push(CrossReference {
                after_paragraph: body.len(),
                headline: article.cross_reference(index),
            }),
            _ => {}
        }
    }
    (body, references)
}

/// The span of a paragraph without the dateline and the sign-off in it.
fn without_furniture(article: &AsWritten, span: Span) -> Span {
    let mut span = span;
    let inside = |part: Span| part.start >= span.start && part.end <= span.end;
    let dateline = article.dateline.map(|d| d.span).filter(|d| inside(*d));
    let signoff = article.signoff.filter(|s| inside(*s));
    if let Some(dateline) = dateline {
        span.start = dateline.end;
    }
    if let Some(signoff) = signoff {
        span.end = signoff.start;
    }
    span
}

fn related(article: &AsWritten) -> Vec<Item<'_>> {
    article
        .related
        .iter()
        .map(|item| {
            let credit = item
                .caption
                .and_then(|at| article.blocks.get(at))
                .and_then(|block| block.credit);
            Item {
                headline: article.block_text(item.headline).trim(),
                lead: item.lead.and_then(|at| text(article.block_text(at))),
                caption: item.caption.and_then(|at| text(article.block_text(at))),
                credit: credit.and_then(|span| text(article.slice(span))),
            }
        })
        .collect()
}

/// In the order of the text.
fn dates(article: &AsWritten) -> Vec<Mentioned<'_>> {
    let dates = article.dates(None);
    dates
        .iter()
        .map(|dated| Mentioned {
            from: dated.from.to_string(),
            to: dated.to.map(|to| to.to_string()),
            inferred: dated.inferred,
            block: dated.block,
            text: article.slice(dated.span),
        })
        .collect()
}

#[cfg(test)]
mod tests;
