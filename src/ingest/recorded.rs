//! Articles that are one line of JSON each: the row of a line, and its article.
//!
//! Invariant: the row and the article of a line have the same id.

use std::borrow::Cow;

use super::marks::first_chars;
use super::{Head, ROW_CHARS, dateline_of, parse, record, row};
use crate::article::{Article, ArticleId, Source, Text, Warning};
use crate::dates::Date;
use crate::text::clean;

/// The article of a record: its text is headline and body.
pub fn record_article<T: Text>(line: &[u8], source: Source) -> Result<Article<T>, record::Broken> {
    let found = record::record(line)?;
    let parts = [found.headline.trim(), found.body.trim()];
    let text = parts.map(|part| part.replace("\r\n", "\n"));
    let text = text.into_iter().filter(|part| !part.is_empty());
    let text = text.collect::<Vec<_>>().join("\n\n");
    let mut warnings = Vec::new();
    if std::str::from_utf8(line).is_err() {
        warnings.push(Warning::InvalidUtf8);
    }
    let mut article: Article<T> = parse(&text, source, warnings);
    if let Ok(head) = record::head(line) {
        article.id = record_id(&head, line);
    }
    article.day = found.date.as_deref().and_then(Date::of_stamp);
    let known = [
        ("date", found.date),
        ("source", found.source),
        ("url", found.url),
        ("author", found.author),
    ];
    let known = known.into_iter().filter_map(|(name, value)| {
        let text = serde_json::to_string(&value?).ok()?;
        Some((name.to_owned(), text))
    });
    article.fields = known.chain(found.rest).collect();
    Ok(article)
}

/// Bytes of a body that its id is computed over where there is no address.
const ID_BYTES: usize = 512;

/// The id of a record: over its address, as for what comes from feeds; where it has
/// none, over headline, date and the beginning of the body as written.
pub fn record_id(head: &record::Head<'_>, line: &[u8]) -> ArticleId {
    if let Some(url) = &head.url {
        return ArticleId::of(url);
    }
    let body = body_start(head, line, ID_BYTES);
    let start = String::from_utf8_lossy(&body);
    let date = head.date.as_deref().unwrap_or_default();
    ArticleId::of(&format!("{}\n{date}\n{start}", head.headline))
}

/// The first bytes of a body, still escaped.
fn body_start<'a>(head: &record::Head<'_>, line: &'a [u8], limit: usize) -> Cow<'a, [u8]> {
    let Some(place) = head.body.clone() else {
        return Cow::Borrowed(&[]);
    };
    let listed = record::is_list(line, place.start);
    let body = line.get(place).unwrap_or_default();
    if !listed {
        return Cow::Borrowed(body.get(..limit.min(body.len())).unwrap_or_default());
    }
    let mut start = Vec::new();
    record::escaped(body, limit, &mut start);
    start.truncate(limit);
    Cow::Owned(start)
}

/// Characters of a body that are read for its headline and dateline.
const BODY_CHARS: usize = 2000;

/// The row of a record: the body's own first line where it has no headline.
pub fn record_row(found: &record::Head<'_>, line: &[u8]) -> Head {
    let start = body_start(found, line, BODY_CHARS * 3);
    let headline = clean::line(first_chars(&found.headline, ROW_CHARS));
    let id = record_id(found, line);
    if headline.is_empty() {
        let row = row(&record::unescape(&start));
        return Head { id, ..row };
    }
    let start = start
        .get(..DATELINE_BYTES.min(start.len()))
        .unwrap_or_default();
    let dated = memchr::memmem::find(start, "电".as_bytes()).is_some()
        || memchr::memmem::find(start, "—".as_bytes()).is_some()
        || memchr::memmem::find(start, "】".as_bytes()).is_some()
        || memchr::memmem::find(start, "=".as_bytes()).is_some();
    let (agency, place) = if dated {
        dateline_of(&format!("{headline}\n\n{}", record::unescape(start)))
    } else {
        Default::default()
    };
    Head {
        id,
        headline,
        agency,
        place,
    }
}

/// Bytes at the start of a body in which its dateline ends.
const DATELINE_BYTES: usize = 120;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_not_all_utf_8_is_an_article_with_its_row() {
        let line = b"{\"title\":\"\xe6\x88\x8a\xff\xe4\xba\x94\",\"body\":\"\xffa\"}";
        let head = record::head(line).unwrap();
        let row = record_row(&head, line);
        assert_eq!(row.headline, "戊\u{fffd}五");
        let article: Article = record_article(line, Source::Stdin).unwrap();
        assert_eq!(
            (article.id, article.headline()),
            (row.id, row.headline.view())
        );
        assert_eq!(article.warnings, [Warning::InvalidUtf8]);
        let line = "{\"title\":\"戊五\"}".as_bytes();
        let article: Article = record_article(line, Source::Stdin).unwrap();
        assert_eq!(article.warnings, []);
    }
}
