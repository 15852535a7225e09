//! Lines over random mixed texts, judged by the rules of `rules`, which know nothing
//! of how the lines were made.

use std::sync::Arc;

use proptest::prelude::*;
use proptest::sample::select;
use yue::article::Source;
use yue::ingest::{self, TextForm};
use yue::lexicon::Lexicon;
use yue::reader::{Page, Sheet, Typography, View, segment_layout};
use yue::text::place::placed;
use yue::text::wrap::{Line, Setting, lines};
use yue::text::{Ambiguous, Axis, Hang, Lang, Level};

use super::rules::Text;
use super::{cases, texts};

fn settings() -> impl Strategy<Value = Setting> {
    let levels = [
        Level::None,
        Level::Basic,
        Level::Basic,
        Level::Gb,
        Level::Strict,
    ];
    let langs = [Lang::Hans, Lang::Japanese, Lang::Korean];
    (
        2..50_usize,
        select(&[0, 2, 4][..]),
        any::<bool>(),
        select(levels.to_vec()),
        select(langs.to_vec()),
        select(&[Hang::Off, Hang::Half, Hang::Full][..]),
        any::<bool>(),
    )
        .prop_map(
            |(measure, indent, wide, level, lang, hang, autospace)| Setting {
                measure,
                indent: if indent + 2 <= measure { indent } else { 0 },
                ambiguous: if wide {
                    Ambiguous::WIDE
                } else {
                    Ambiguous::NARROW
                },
                level,
                lang,
                hang,
                autospace,
                axis: Axis::Horizontal,
            },
        )
}

proptest! {
    #![proptest_config(cases(6000))]

    #[test]
    fn lines_keep_the_rules(text in texts::line(60), setting in settings()) {
        let made: Vec<Line> = lines(&text, setting).collect();
        prop_assert_eq!(Text::new(&text, setting).check(&text, &made), Ok(()), "{:?}", made);
        // Each cluster stands where it was counted.
        for line in &made {
            let last = placed(&text, &[], *line, setting).last();
            let end = last.map_or(0, |placed| placed.column + placed.columns);
            prop_assert!(end == line.columns || line.end == line.start, "{:?} {}", line, end);
        }
        // Whoever asks for less gets the same lines.
        for nth in [0, made.len() / 2, made.len() - 1] {
            prop_assert_eq!(lines(&text, setting).nth(nth), Some(made[nth]));
        }
        prop_assert_eq!(lines(&text, setting).nth(made.len()), None);
    }
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn a_page_is_the_same_in_whatever_order_it_is_seen(
        paragraphs in prop::collection::vec(texts::line(30), 1..12),
        measure in 2..90_u16,
        wide in any::<bool>(),
        order in prop::collection::vec(any::<prop::sample::Index>(), 0..20),
    ) {
        let text = paragraphs.join("\n\n");
        let article = ingest::article(&text, Source::Stdin, Vec::new(), TextForm::Clean);
        let page = Arc::new(Page::new(&article, View::Page));
        let ambiguous = if wide { Ambiguous::WIDE } else { Ambiguous::NARROW };
        let typography = Typography { measure, ambiguous, ..Typography::default() };
        let lexicon = Lexicon::default();
        let mut sheet = Sheet::new(Arc::clone(&page), typography, lexicon.clone());
        for index in order {
            let at = index.index(page.segments.len());
            let expected = segment_layout(&page, &page.segments[at], typography, &lexicon);
            prop_assert_eq!(&*sheet.lay_out(at), &expected);
        }
        prop_assert_eq!(sheet.starts.clone().unwrap(), yue::reader::starts(&page, typography, &lexicon, &|| false).unwrap());
    }
}

/// A blank that carries a mark parts no words of Korean and begins a line.
#[test]
fn a_blank_with_a_mark_is_no_blank() {
    let text = "中中中中中中Covid中word👩\u{200d}👧中 \u{301}中…";
    for measure in 2..20 {
        for lang in [Lang::Hans, Lang::Japanese, Lang::Korean] {
            let setting = Setting {
                measure,
                lang,
                ..Setting::default()
            };
            let made: Vec<Line> = lines(text, setting).collect();
            let found = Text::new(text, setting).check(text, &made);
            assert_eq!(found, Ok(()), "{measure} {lang:?} {made:?}");
        }
    }
}
