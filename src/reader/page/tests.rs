//! Pages of hand-made articles.

use super::*;
use crate::article::{ArticleId, Block, BlockKind, Dateline, Portion, Source};

/// An article whose blocks are the given texts, parted by line feeds.
pub(crate) fn article(blocks: &[(BlockKind, &str)]) -> Article {
    let mut text = String::new();
    let mut made = Vec::new();
    for (kind, block) in blocks {
        let start = text.len();
        text.push_str(block);
        made.push(Block {
            kind: *kind,
            span: Span::new(start, text.len()),
            credit: None,
        });
        text.push('\n');
    }
    let text: Arc<str> = text.into();
    Article {
        id: ArticleId::of(&text),
        source: Source::Stdin,
        raw: Arc::clone(&text),
        written: Arc::clone(&text),
        encoding: crate::article::Encoding::UTF_8,
        text,
        blocks: made,
        dateline: None,
        signoff: None,
        related: Vec::new(),
        day: None,
        fields: Vec::new(),
        warnings: Vec::new(),
        portion: Portion::Whole,
    }
}

fn parts(page: &Page) -> Vec<(Part, &str)> {
    page.segments
        .iter()
        .map(|s| (s.part, page.segment_text(s)))
        .collect()
}

#[test]
fn shows_what_is_said_once() {
    let lead = "会晤将在河内举行。";
    let first = "甲社河内——会晤将在河内举行。双方都在准备。(甲社)";
    let mut article = article(&[
        (BlockKind::Headline, "标题"),
        (BlockKind::Lead, lead),
        (BlockKind::Paragraph, first),
        (BlockKind::Agency, "甲社"),
    ]);
    let start = article.blocks[2].span.start as usize;
    article.dateline = Some(Dateline {
        span: Span::new(start, start + "甲社河内——".len()),
        agency: Some(Span::new(start, start + 6)),
        place: Some(Span::new(start + 6, start + 12)),
    });
    article.signoff = Some(Span::new(
        start + first.len() - "(甲社)".len(),
        start + first.len(),
    ));
    let page = Page::new(&article, View::Page);
    assert_eq!(
        parts(&page),
        [
            (Part::Headline, "标题"),
            (Part::Facts, ""),
            (Part::Lead, lead),
            (Part::Paragraph, "双方都在准备。"),
            (Part::Signoff, "(甲社)"),
        ]
    );
}

#[test]
fn a_long_paragraph_is_cut_at_sentence_ends() {
    let sentence = "春眠不觉晓处处闻啼鸟。";
    let body = sentence.repeat(4000);
    let article = article(&[(BlockKind::Headline, "长"), (BlockKind::Paragraph, &body)]);
    let page = Page::new(&article, View::Page);
    let body_segments: Vec<_> = page
        .segments
        .iter()
        .filter(|s| s.part == Part::Paragraph)
        .collect();
    assert!(body_segments.len() > 3);
    let joined: String = body_segments.iter().map(|s| page.segment_text(s)).collect();
    assert_eq!(joined, body);
    for segment in &body_segments {
        assert!(segment.span.len() <= SEGMENT_BYTES);
        assert!(page.segment_text(segment).ends_with('。'));
    }
    assert!(body_segments[0].indented && !body_segments[1].indented);
}

#[test]
fn finds_the_segment_of_a_byte() {
    let article = article(&[
        (BlockKind::Headline, "甲"),
        (BlockKind::Paragraph, "乙丙"),
        (BlockKind::Paragraph, "丁"),
    ]);
    let page = Page::new(&article, View::Page);
    let shown = page.shown(false);
    for (at, expected) in [(0, "甲"), (4, "乙丙"), (7, "乙丙"), (11, "丁"), (999, "丁")] {
        assert_eq!(
            page.segment_text(&page.segments[page.segment_of(at, shown)]),
            expected,
            "{at}"
        );
    }
}

#[test]
fn the_raw_view_holds_every_line() {
    let article = article(&[(BlockKind::Headline, "甲"), (BlockKind::Paragraph, "乙")]);
    let page = Page::new(&article, View::Raw);
    assert_eq!(
        parts(&page),
        [(Part::Raw, "甲"), (Part::Raw, "乙"), (Part::Raw, "")]
    );
}

#[test]
fn a_page_may_have_more_links_than_16_bits_count() {
    let mut blocks = vec![(BlockKind::Headline, "甲")];
    blocks.resize(70_001, (BlockKind::CrossReference, "[乙]"));
    let page = Page::new(&article(&blocks), View::Page);
    let last = page.segments.last().unwrap();
    assert_eq!(last.link, Some(69_999));
    assert_eq!(page.links[69_999].segment, page.segments.len() - 1);
}
