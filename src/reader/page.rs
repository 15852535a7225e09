//! What is on the page: the blocks of an article in the order and parts that a
//! reader sees, with the facts folded out and repetitions folded away.
//!
//! Invariant: a page depends on no width. A paragraph longer than
//! [`SEGMENT_BYTES`] is several segments, cut at sentence ends, so that any place
//! of any text is laid out in bounded time.

use std::sync::Arc;

use super::fold::{Repeat, repeat};
use crate::article::{Article, BlockKind, Span};
use crate::text::{Lang, cluster};

/// A segment is not longer, in bytes (about 10,000 Han characters).
pub const SEGMENT_BYTES: usize = 32 * 1024;

/// What the reader looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum View {
    /// The typeset article.
    #[default]
    Page,
    /// The source text, line by line.
    Raw,
}

/// What a segment is, for its style and place on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    Headline,
    /// Agency, place, characters, reading time: made from the article, no text of it.
    Facts,
    /// What was odd about the source; `block` is the index of the warning.
    Warning,
    Subheadline,
    Lead,
    Caption,
    Paragraph,
    CrossReference,
    Signoff,
    /// The heading of the related items, which stand folded below it.
    RelatedHeading,
    RelatedHeadline,
    RelatedCaption,
    RelatedLead,
    /// A line of the source.
    Raw,
}

/// A piece of the page that is laid out on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Index of the article's block.
    pub block: u32,
    /// Bytes of [`Page::text`]; empty for parts that hold no text.
    pub span: Span,
    pub part: Part,
    /// Blank rows above.
    pub gap: u8,
    /// Whether a first-line indent is due.
    pub indented: bool,
    pub lang: Lang,
    /// Index into [`Page::links`].
    pub link: Option<u16>,
}

/// What a link names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    CrossReference,
    Related,
}

/// A related item or cross-reference, in the order of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub target: LinkTarget,
    /// The headline it names.
    pub headline: String,
    /// The segment it stands in.
    pub segment: usize,
}

/// The page of one article.
#[derive(Clone, Debug)]
pub struct Page {
    /// The text that the spans point into.
    pub text: Arc<str>,
    pub view: View,
    pub segments: Vec<Segment>,
    /// Index of the related heading; the related items follow it.
    pub related_at: Option<usize>,
    pub links: Vec<Link>,
    /// Characters of the body, blanks excepted.
    pub characters: usize,
    /// Whether the text is mostly on the two-column grid.
    pub grid: bool,
}

impl Page {
    /// The page of `article` for a view. Linear in the article's length.
    pub fn new(article: &Article, view: View) -> Self {
        let mut builder = Builder::new(article, view);
        match view {
            View::Page => builder.article(),
            View::Raw => builder.raw(),
        }
        builder.page
    }

    /// How many segments show, with the related items folded or not.
    pub fn shown(&self, related_open: bool) -> usize {
        match self.related_at {
            Some(at) if !related_open => at + 1,
            _ => self.segments.len(),
        }
    }

    /// Whether a segment is the beginning of a paragraph or of another part; of
    /// the source text, a line that is not empty.
    pub fn starts_paragraph(&self, index: usize) -> bool {
        let before = index.checked_sub(1).and_then(|i| self.segments.get(i));
        let (Some(segment), Some(before)) = (self.segments.get(index), before) else {
            return true;
        };
        let other_block = segment.block != before.block;
        match segment.part {
            Part::Raw => !segment.span.is_empty() && before.span.end < segment.span.start,
            Part::Paragraph => segment.gap > 0 || segment.indented || other_block,
            _ => segment.gap > 0,
        }
    }

    /// The text of a segment.
    pub fn segment_text(&self, segment: &Segment) -> &str {
        self.text.get(segment.span.range()).unwrap_or("")
    }

    /// The segment that shows byte `at` of the text, or the nearest before it.
    pub fn segment_of(&self, at: usize, shown: usize) -> usize {
        let body = self
            .related_at
            .map_or(self.segments.len(), |related| related + 1)
            .min(shown);
        let holds = |s: &Segment| s.span.range().contains(&at);
        // Related items are few, and their headline stands before their caption.
        if let Some(found) = self
            .segments
            .get(body..shown)
            .and_then(|tail| tail.iter().position(holds))
        {
            return body + found;
        }
        let head = self.segments.get(..body).unwrap_or(&self.segments);
        let near = head.partition_point(|s| s.span.start as usize <= at);
        let last = near.saturating_sub(1);
        let before = last.saturating_sub(2);
        // Of parts without text, which all stand at one byte, the first.
        let first = || {
            let start = head.get(last).map_or(0, |s| s.span.start);
            let first = head.partition_point(|s| s.span.start < start);
            let bare = head.get(first).is_some_and(|s| s.span.is_empty());
            if bare { first } else { last }
        };
        (before..=last)
            .rev()
            .find(|&i| head.get(i).is_some_and(holds))
            .unwrap_or_else(first)
    }
}

struct Builder<'a> {
    article: &'a Article,
    page: Page,
}

impl<'a> Builder<'a> {
    fn new(article: &'a Article, view: View) -> Self {
        let text = if view == View::Raw {
            &article.raw
        } else {
            &article.text
        };
        let page = Page {
            text: Arc::clone(text),
            view,
            segments: Vec::new(),
            related_at: None,
            links: Vec::new(),
            characters: 0,
            grid: Lang::is_grid(text),
        };
        Self { article, page }
    }

    fn article(&mut self) {
        self.one(0, Part::Headline, 0);
        self.facts();
        let mut first = true;
        for (index, block) in self.article.blocks.iter().enumerate().skip(1) {
            match block.kind {
                BlockKind::Subheadline => self.one(index, Part::Subheadline, 1),
                BlockKind::Lead => self.one(index, Part::Lead, 1),
                BlockKind::Caption => self.one(index, Part::Caption, 1),
                BlockKind::Paragraph => {
                    self.paragraph(index, std::mem::take(&mut first));
                }
                BlockKind::CrossReference => self.linked(index, Part::CrossReference, 1),
                BlockKind::RelatedHeading => {
                    self.page.related_at = Some(self.page.segments.len());
                    let at = block.span.start as usize;
                    self.push(index, Span::new(at, at), Part::RelatedHeading, 1, false);
                }
                BlockKind::Headline | BlockKind::Agency => {}
                BlockKind::RelatedHeadline | BlockKind::RelatedCaption | BlockKind::RelatedLead => {
                }
            }
        }
        if self.page.related_at.is_some() {
            self.related();
        }
        self.page.related_at = self
            .page
            .related_at
            .filter(|_| !self.article.related.is_empty());
    }

    fn facts(&mut self) {
        let at = self
            .article
            .blocks
            .first()
            .map_or(0, |b| b.span.range().end);
        self.push(0, Span::new(at, at), Part::Facts, 1, false);
        for warning in 0..self.article.warnings.len() {
            self.push(warning, Span::new(at, at), Part::Warning, 0, false);
        }
    }

    /// A body paragraph without what the page already shows elsewhere.
    fn paragraph(&mut self, index: usize, first: bool) {
        let Some(block) = self.article.blocks.get(index) else {
            return;
        };
        let mut span = block.span;
        if let Some(dateline) = self.article.dateline.filter(|d| d.span.start == span.start) {
            if self.says_no_more(dateline) {
                span.start = dateline.span.end;
            }
        }
        let signoff = self
            .article
            .signoff
            .filter(|s| span.range().contains(&(s.start as usize)));
        if let Some(signoff) = signoff {
            span.end = signoff.start;
        }
        if first {
            span = self.without_lead(span);
        }
        let text = self.article.slice(span);
        span.end -= (text.len() - text.trim_end().len()) as u32;
        self.page.characters += self
            .article
            .slice(block.span)
            .chars()
            .filter(|c| !c.is_whitespace())
            .count();
        let after_paragraph = self
            .page
            .segments
            .last()
            .is_some_and(|s| s.part == Part::Paragraph);
        let lead_in = self
            .page
            .segments
            .last()
            .is_some_and(|s| matches!(s.part, Part::Facts | Part::Warning));
        if !span.is_empty() {
            let text = self.article.slice(span);
            let own = text.starts_with(['\u{3000}', ' ', '\t', '\u{A0}']);
            self.split(
                index,
                span,
                Part::Paragraph,
                u8::from(!after_paragraph || lead_in),
                !own,
            );
        }
        if let Some(signoff) = signoff {
            self.push(index, signoff, Part::Signoff, 0, false);
        }
    }

    /// Whether a dateline is only agency and place, which the facts line shows.
    fn says_no_more(&self, dateline: crate::article::Dateline) -> bool {
        let named: usize = [dateline.agency, dateline.place]
            .into_iter()
            .flatten()
            .map(|s| self.article.slice(s).chars().count())
            .sum();
        let all = self.article.slice(dateline.span).chars();
        all.filter(|c| !c.is_whitespace() && !"—–-―()（）【】=".contains(*c))
            .count()
            <= named
    }

    fn without_lead(&self, span: Span) -> Span {
        let Some((lead, _)) = self.article.first(BlockKind::Lead) else {
            return span;
        };
        match repeat(self.article.block_text(lead), self.article.slice(span)) {
            Repeat::None => span,
            Repeat::Whole => Span {
                start: span.end,
                end: span.end,
            },
            Repeat::Head(at) => Span {
                start: span.start + at as u32,
                end: span.end,
            },
        }
    }

    fn related(&mut self) {
        for item in &self.article.related {
            self.linked(item.headline, Part::RelatedHeadline, 1);
            if let Some(caption) = item.caption {
                self.one(caption, Part::RelatedCaption, 0);
            }
            if let Some(lead) = item.lead {
                self.one(lead, Part::RelatedLead, 0);
            }
        }
    }

    fn linked(&mut self, index: usize, part: Part, gap: u8) {
        let target = match part {
            Part::CrossReference => LinkTarget::CrossReference,
            _ => LinkTarget::Related,
        };
        let headline = self.article.cross_reference(index).to_owned();
        let segment = self.page.segments.len();
        self.one(index, part, gap);
        if let Some(made) = self.page.segments.get_mut(segment) {
            made.link = Some(self.page.links.len() as u16);
            self.page.links.push(Link {
                target,
                headline,
                segment,
            });
        }
    }

    fn one(&mut self, index: usize, part: Part, gap: u8) {
        let Some(block) = self.article.blocks.get(index) else {
            return;
        };
        if !block.span.is_empty() {
            self.split(index, block.span, part, gap, false);
        }
    }

    fn raw(&mut self) {
        let text = Arc::clone(&self.page.text);
        let mut start = 0;
        for line in text.split('\n') {
            self.split(0, Span::new(start, start + line.len()), Part::Raw, 0, false);
            start += line.len() + 1;
        }
    }

    /// Pushes a block in segments of at most [`SEGMENT_BYTES`].
    fn split(&mut self, block: usize, span: Span, part: Part, gap: u8, indented: bool) {
        let text = Arc::clone(&self.page.text);
        let mut start = span.range().start;
        let (mut gap, mut indented) = (gap, indented);
        loop {
            let rest = text.get(start..span.range().end).unwrap_or("");
            let len = head_length(rest);
            self.push(block, Span::new(start, start + len), part, gap, indented);
            start += len;
            if start >= span.range().end || len == 0 {
                return;
            }
            (gap, indented) = (0, false);
        }
    }

    fn push(&mut self, block: usize, span: Span, part: Part, gap: u8, indented: bool) {
        let lang = Lang::detect(self.page.text.get(span.range()).unwrap_or(""));
        let gap = if self.page.segments.is_empty() {
            0
        } else {
            gap
        };
        let block = block as u32;
        self.page.segments.push(Segment {
            block,
            span,
            part,
            gap,
            indented,
            lang,
            link: None,
        });
    }
}

/// How much of `text` the next segment takes: all of a short one, else up to the
/// last sentence end (or blank, or character) within the limit.
fn head_length(text: &str) -> usize {
    if text.len() <= SEGMENT_BYTES {
        return text.len();
    }
    let limit = cluster::floor(text, SEGMENT_BYTES);
    let head = text.get(..limit).unwrap_or(text);
    let half = cluster::floor(head, limit / 2);
    let tail = head.get(half..).unwrap_or("");
    let cut = tail
        .rfind(['。', '！', '？'])
        .map(|at| at + '。'.len_utf8())
        .or_else(|| tail.rfind(". ").map(|at| at + 2))
        .or_else(|| tail.rfind(' ').map(|at| at + 1))
        .or_else(|| tail.rfind(|c| crate::text::class::is_han(c)));
    // A closing mark after the sentence end belongs to it.
    let end = cut.map_or(limit, |at| half + at);
    let closing = text
        .get(end..)
        .unwrap_or("")
        .chars()
        .take(4)
        .take_while(|c| "”’」』）)》】".contains(*c));
    end + closing.map(char::len_utf8).sum::<usize>()
}

#[cfg(test)]
pub(crate) mod tests;
