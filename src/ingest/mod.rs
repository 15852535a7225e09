//! From bytes to articles. Never fails: whatever the bytes are, there is an
//! article, and warnings beside it.
//!
//! The parser knows two layouts: news (`news.rs` and the files by noun around
//! it) and plain text. Markdown is read as plain text.

mod agency;
mod credit;
mod dateline;
mod decode;
mod front;
mod label;
mod lines;
mod marks;
mod news;
mod opening;
mod parsed;
mod plain;
pub mod record;
mod recorded;
mod related;
mod sections;
mod seeds;
mod signoff;
mod wrapped;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::sync::Arc;

pub use decode::{
    Decoded, ENCODING_NAMES, How, Recoder, SNIFF, Verdict, decode, encoding, text_in,
};
pub use recorded::{record_article, record_id, record_row};
pub use seeds::{seed, seeds};

use crate::article::{Article, ArticleId, Encoding, ID_CHARS, Portion, Source, Warning};
use crate::text::caret::caret;
use crate::text::clean::{self, clean};
use lines::Lines;
use marks::{first_bytes, first_chars};
use opening::Opening;
use wrapped::Wrap;

/// The headline of a list row has at most so many characters.
const ROW_CHARS: usize = 1000;

/// Which text an article's blocks point into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextForm {
    /// Cleaned: for a terminal.
    Clean,
    /// As decoded: for a writer that escapes what it writes.
    AsWritten,
}

impl TextForm {
    fn apply(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Clean => clean(text),
            Self::AsWritten => Cow::Borrowed(text),
        }
    }
}

/// The article in a text as it was decoded.
pub fn decoded_article(decoded: Decoded, source: Source, form: TextForm) -> Article {
    let Decoded {
        text,
        encoding,
        written,
        warnings,
    } = decoded;
    let mut article = article(&text, source, warnings, form);
    article.encoding = encoding;
    if let Some(written) = written.filter(|_| form == TextForm::Clean) {
        article.written = Arc::from(caret(within_spans(&written)));
    }
    article
}

/// The article in a decoded text.
pub fn article(
    decoded: &str,
    source: Source,
    mut warnings: Vec<Warning>,
    form: TextForm,
) -> Article {
    let readable = within_spans(decoded);
    if readable.len() < decoded.len() {
        warnings.push(Warning::Truncated);
    }
    let layout = Layout::of(decoded, form);
    let raw: Arc<str> = Arc::from(form.apply(readable));
    let written = match form {
        TextForm::Clean if *raw != *readable => Arc::from(caret(readable)),
        _ => Arc::clone(&raw),
    };
    let text = match layout.wrap {
        Some(wrap) => Arc::from(wrap.rejoin(&raw)),
        None => Arc::clone(&raw),
    };
    let lines = Lines::of(&text);
    let parsed =
        news::parse(&lines, layout.opening).unwrap_or_else(|| plain::parse(&lines, layout.opening));
    drop(lines);
    Article {
        id: ArticleId::of(decoded),
        source,
        text,
        raw,
        written,
        encoding: Encoding::UTF_8,
        blocks: parsed.blocks,
        dateline: parsed.dateline,
        signoff: parsed.signoff,
        related: parsed.related,
        warnings,
        day: None,
        fields: Vec::new(),
        portion: Portion::Whole,
    }
}

/// The id and the headline (cleaned, one line) of the text that begins with
/// `head`, of which the first 4,096 characters are looked at.
pub fn row(head: &str) -> Head {
    let layout = Layout::of(head, TextForm::Clean);
    let cleaned = clean(first_chars(head, ID_CHARS));
    let text = match layout.wrap {
        Some(wrap) => Cow::Owned(wrap.rejoin(&cleaned)),
        None => cleaned,
    };
    let lines = Lines::of(&text);
    let headline = layout.opening.headline(lines.get(0));
    let (agency, place) = dateline_of(head);
    Head {
        id: ArticleId::of(head),
        headline: clean::line(first_chars(headline, ROW_CHARS)),
        agency,
        place,
    }
}

/// What a list row says of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    pub id: ArticleId,
    /// Cleaned, one line.
    pub headline: String,
    /// Of the dateline; empty where there is none.
    pub agency: String,
    pub place: String,
}

/// Characters in which a dateline is looked for.
const DATELINE_CHARS: usize = 1200;

/// Agency and place of the dateline in the head of a text, empty where there is none.
pub fn dateline_of(head: &str) -> (String, String) {
    let head = first_chars(head, DATELINE_CHARS);
    // What every dateline has; most texts have nothing of it.
    if !head.contains(['—', '－', '电', '電', '訊', '讯', '=', '＝', '【', '共']) {
        return Default::default();
    }
    let article = article(head, Source::Stdin, Vec::new(), TextForm::Clean);
    let text = |span: Option<crate::article::Span>| {
        span.map_or_else(String::new, |span| clean::line(article.slice(span)))
    };
    let dateline = article.dateline.unwrap_or_default();
    (text(dateline.agency), text(dateline.place))
}

/// What the head of a text decides for all of it.
struct Layout {
    wrap: Option<Wrap>,
    opening: Opening,
}

impl Layout {
    fn of(decoded: &str, form: TextForm) -> Self {
        let head = form.apply(first_chars(decoded, ID_CHARS));
        let wrap = Wrap::of(&head);
        let head = match wrap {
            Some(wrap) => Cow::Owned(wrap.rejoin(&head)),
            None => head,
        };
        Self {
            wrap,
            opening: Opening::of(&head),
        }
    }
}

/// As much of `text` as spans can point into, even if cleaning makes it longer.
fn within_spans(text: &str) -> &str {
    first_bytes(text, u32::MAX as usize / 4)
}
