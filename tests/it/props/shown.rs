//! What is shown in place of the source, and the place that a reader keeps.

use std::sync::Arc;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use yue::app::read::Reader;
use yue::article::{Article, Source};
use yue::config::{Look, Paragraphs};
use yue::ingest;
use yue::lexicon::{Lexicon, Style, Tones};
use yue::reader::{Page, Segment, Typography, View, segment_layout, shown};
use yue::text::clean::{clean, clean_owned};
use yue::text::{Ambiguous, Axis, Lang, Shown};

use super::{cases, texts};

/// Text with readings of its own here and there.
fn with_markup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => texts::line(8),
        1 => select(&[
            "<ruby>漢字<rt>かんじ</rt></ruby>", "<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>", "<ruby>漢字",
            "<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>", "漢字《かんじ》", "｜お菓子《おかし》", "《", "》", "｜",
            "<rt>", "</ruby>", "(\"", "\")", "《かん", "`a,b`,", "http://a.b/c,d,",
        ][..]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

/// The characters that no mark, blank or tag is.
fn letters(text: &str) -> String {
    let mut text = text.to_owned();
    for tag in ["ruby", "rt", "rp"] {
        text = text
            .replace(&format!("<{tag}>"), "")
            .replace(&format!("</{tag}>"), "");
    }
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Both texts with their map: places in order on both sides, nothing lost.
fn check_shown(source: &str, shown: &Shown<'_>) -> Result<(), String> {
    let text: &str = &shown.text;
    let (mut before, mut end) = (0, 0);
    for (at, _) in source.char_indices().chain([(source.len(), ' ')]) {
        let there = shown.map.shown(at);
        // What is left out has no place of its own, and is behind what is shown.
        let back = shown.map.source(there);
        if there < before || !text.is_char_boundary(there) || shown.map.shown(back) != there {
            return Err(format!(
                "byte {at} of the source is at {there}, and back at {back}"
            ));
        }
        before = there;
    }
    before = 0;
    for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
        let (there, after) = (shown.map.source(at), shown.map.source_end(at));
        let back = shown.map.shown(there);
        let bounded = source.is_char_boundary(there) && source.is_char_boundary(after);
        if there < before || after < end || !bounded || back > at {
            return Err(format!(
                "byte {at} shown is {there} to {after}, and back {back}"
            ));
        }
        (before, end) = (there, after);
    }
    // What stands above is put behind what it stands above.
    let (mut whole, mut from) = (String::new(), 0);
    for reading in &shown.readings {
        let piece = text.get(from..reading.end);
        whole.push_str(piece.ok_or_else(|| format!("{reading:?} lies across"))?);
        whole.push_str(&reading.text);
        from = reading.end;
    }
    whole.push_str(&text[from..]);
    let (expected, found) = (letters(source), letters(&whole));
    (expected == found)
        .then_some(())
        .ok_or_else(|| format!("{expected} is shown as {found}"))
}

fn typography() -> impl Strategy<Value = Typography> {
    (
        2..90_u16,
        0..3_u16,
        select(&[Ambiguous::NARROW, Ambiguous::WIDE][..]),
        any::<[bool; 5]>(),
        0..3_u8,
        select(
            &[
                None,
                Some(Lang::Hans),
                Some(Lang::Japanese),
                Some(Lang::Korean),
            ][..],
        ),
    )
        .prop_map(|(measure, margin, ambiguous, on, line_gap, lang)| {
            let style = Style {
                tones: Tones::Marks,
                beyond: 0,
            };
            Typography {
                autospace: on[0],
                restores_marks: on[1],
                paragraphs: if on[2] {
                    Paragraphs::Blank
                } else {
                    Paragraphs::Indent
                },
                axis: if on[3] {
                    Axis::Vertical
                } else {
                    Axis::Horizontal
                },
                readings: on[4].then_some(style),
                line_gap,
                lang,
                ..Typography::of(Look::default(), measure, margin, ambiguous)
            }
        })
}

fn page(text: &str) -> (Arc<Article>, Arc<Page>) {
    let article = ingest::article(text, Source::Stdin, Vec::new());
    let page = Page::new(&article, View::Page);
    (Arc::new(article), Arc::new(page))
}

proptest! {
    #![proptest_config(cases(3000))]

    #[test]
    fn what_is_shown_loses_nothing(source in with_markup(), set in typography()) {
        let whole = clean(&source);
        for lang in Lang::ALL {
            let shown = shown(whole.view(), lang, set, &Lexicon::default());
            prop_assert_eq!(check_shown(&source, &shown), Ok(()), "{} {:?}", shown.text, lang);
        }
    }
}

proptest! {
    #![proptest_config(cases(800))]

    #[test]
    fn a_paragraph_is_set_alike_among_any_others(
        paragraph in with_markup(),
        others in prop::collection::vec(texts::line(20), 4),
        set in typography(),
    ) {
        // The language and the grid are the article's; here they are given.
        let set = Typography { measure: set.measure & !1, lang: set.lang.or(Some(Lang::Hans)), ..set };
        let laid = |before: &str, after: &str| {
            let (_, page) = page(&format!("题\n\n{before}\n\n{paragraph}\n\n{after}\n"));
            let same = |s: &&Segment| page.segment_text(s) == paragraph;
            let found = page.segments.iter().find(same)?;
            let laid = segment_layout(&page, found, set, &Lexicon::default());
            Some((found.part, found.indented, laid))
        };
        let (one, two) = (laid(&others[0], &others[1]), laid(&others[2], &others[3]));
        if let (Some(one), Some(two)) = (one, two)
            && (one.0, one.1) == (two.0, two.1)
        {
            prop_assert_eq!(one.2, two.2);
        }
    }

    #[test]
    fn another_typography_and_back_is_the_same_place(
        paragraphs in prop::collection::vec(texts::line(60), 1..12),
        sets in (typography(), prop::collection::vec(typography(), 1..4)),
        heights in (1..30_usize, 1..30_usize),
        rows in any::<Index>(),
    ) {
        let (article, page) = page(&format!("题\n\n{}\n", paragraphs.join("\n\n")));
        let (set, others) = sets;
        let lexicon = Lexicon::default();
        let mut reader = Reader::new(article, Arc::clone(&page), set, lexicon.clone());
        reader.step(rows.index(60) as isize, heights.0);
        let (top, anchor) = (reader.top, reader.anchor());
        let byte = reader.sheet.byte_at(top);
        for other in others {
            reader.set(Arc::clone(&page), other, &lexicon, heights.1);
            prop_assert_eq!(reader.anchor(), anchor, "in {:?}", other);
        }
        reader.set(page, set, &lexicon, heights.0);
        let back = reader.top;
        prop_assert_eq!((reader.anchor(), back.segment), (anchor, top.segment));
        prop_assert_eq!(reader.sheet.byte_at(back), byte);
        // Of the blank rows above one line some may show that did not.
        let pitch = reader.sheet.lay_out(top.segment).pitch;
        prop_assert!(back.row <= top.row && top.row - back.row < pitch, "{back:?} {top:?}");
    }
}

#[test]
fn what_is_lost_is_found() {
    let source = "他说:<ruby>漢字<rt>かんじ</rt></ruby>,好";
    let set = Typography::default();
    let right = shown(source.into(), Lang::Japanese, set, &Lexicon::default());
    assert_eq!(check_shown(source, &right), Ok(()));
    let mut wrong = right.clone();
    wrong.text = clean_owned(right.text.replace('字', "")).into();
    assert!(check_shown(source, &wrong).is_err());
    assert!(check_shown(source, &Shown::as_is("他说".into())).is_err());
}
