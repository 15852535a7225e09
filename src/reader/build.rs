//! Builds a page from an article: which part each block is, what is folded away,
//! and where long blocks are cut into segments.
//!
//! Invariant: linear in the article's length; the segments of a block cover it,
//! but for what the page shows elsewhere.

use super::code::Fence;
use super::cut::head_length;
use super::fold::{Repeat, repeat};
use super::length::Length;
use super::page::{Link, LinkTarget, Page, Part, Segment, View};
use super::typography::has_own_indent;
use crate::article::{Article, BlockKind, Span, Warning};
use crate::text::Lang;

/// The page of `article` for a view.
pub(super) fn page(article: &Article, view: View) -> Page {
    let mut builder = Builder::new(article, view);
    match view {
        View::Page => builder.article(),
        View::Raw => builder.raw(),
    }
    builder.page
}

struct Builder<'a> {
    article: &'a Article,
    page: Page,
    /// Whether the paragraph at hand is code.
    fence: Fence,
    code: bool,
}

impl<'a> Builder<'a> {
    fn new(article: &'a Article, view: View) -> Self {
        let text = if view == View::Raw {
            &article.written
        } else {
            &article.text
        };
        let page = Page {
            text: text.clone(),
            view,
            segments: Vec::new(),
            related_at: None,
            links: Vec::new(),
            characters: 0,
            length: Length::default(),
            grid: Lang::is_grid(text),
            lang: Lang::detect(text),
        };
        Self {
            article,
            page,
            fence: Fence::default(),
            code: false,
        }
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
        for (index, warning) in self.article.warnings.iter().enumerate() {
            // The line of facts tells a guess that is sure.
            if !matches!(warning, Warning::Guessed(_)) {
                self.push(index, Span::new(at, at), Part::Warning, 0, false);
            }
        }
    }

    /// A body paragraph without what the page already shows elsewhere.
    fn paragraph(&mut self, index: usize, first: bool) {
        let Some(block) = self.article.blocks.get(index) else {
            return;
        };
        let mut span = block.span;
        self.code = self.fence.is_code(&self.article.slice(span));
        if let Some(dateline) = self.article.dateline.filter(|d| d.span.start == span.start)
            && self.says_no_more(dateline)
        {
            span.start = dateline.span.end;
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
        let whole = self.article.slice(block.span);
        self.page.characters += whole.chars().filter(|c| !c.is_whitespace()).count();
        self.page.length += Length::of(&whole);
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
            let own = has_own_indent(&text);
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
        let all = self.article.slice(dateline.span);
        let all = all.chars();
        all.filter(|c| !c.is_whitespace() && !"—–-―()（）【】=".contains(*c))
            .count()
            <= named
    }

    fn without_lead(&self, span: Span) -> Span {
        let Some((lead, _)) = self.article.first(BlockKind::Lead) else {
            return span;
        };
        match repeat(&self.article.block_text(lead), &self.article.slice(span)) {
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
            made.link = Some(self.page.links.len() as u32);
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
        let text = self.page.text.clone();
        let mut start = 0;
        for line in text.split('\n') {
            self.split(0, Span::new(start, start + line.len()), Part::Raw, 0, false);
            start += line.len() + 1;
        }
    }

    /// Pushes a block in segments that `cut.rs` bounds.
    fn split(&mut self, block: usize, span: Span, part: Part, gap: u8, indented: bool) {
        let text = self.page.text.clone();
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
        let text = self.page.text.get(span.range()).unwrap_or("");
        let lang = Lang::of_paragraph(text, self.page.lang);
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
            code: self.code && part == Part::Paragraph,
            lang,
            link: None,
        });
    }
}
