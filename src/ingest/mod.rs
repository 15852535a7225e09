//! (being written)

use crate::article::{Article, ArticleId, Source, Warning};

/// Which text an article keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextForm {
    Clean,
    AsWritten,
}

/// Bytes to text.
pub fn decode(bytes: &[u8]) -> (String, Vec<Warning>) {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    (
        String::from_utf8_lossy(bytes).replace("\r\n", "\n"),
        Vec::new(),
    )
}

/// Text to article.
pub fn article(decoded: &str, source: Source, warnings: Vec<Warning>, _form: TextForm) -> Article {
    Article {
        id: ArticleId::of(decoded),
        source,
        text: decoded.into(),
        raw: decoded.into(),
        blocks: Vec::new(),
        dateline: None,
        signoff: None,
        related: Vec::new(),
        warnings,
        complete: true,
    }
}

/// The id and the headline.
pub fn row(head: &str) -> (ArticleId, String) {
    let headline = head.trim().lines().next().unwrap_or("").to_owned();
    (ArticleId::of(head), headline)
}

/// The embedded articles.
pub fn seeds() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    [("one", "一\n\n文。\n".as_bytes())].into_iter()
}

/// One embedded article.
pub fn seed(name: &str) -> Option<&'static [u8]> {
    seeds().find(|(n, _)| *n == name).map(|(_, bytes)| bytes)
}
