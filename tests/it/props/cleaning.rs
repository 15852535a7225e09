//! What comes through the door is harmless, whatever came.

use proptest::prelude::*;
use proptest::sample::Index;
use yue::lexicon::{Lexicon, Style};
use yue::reader::{Typography, shown};
use yue::text::clean::{self, CLUSTER_BYTES, CLUSTER_CHARS, clean, join, line};
use yue::text::cluster::{self, Clusters, boundaries};
use yue::text::{Ambiguous, Clean, Lang, clip, width};

use super::{cases, texts};

/// Characters that a terminal obeys or that reorder a line.
fn forbidden(c: char) -> bool {
    let code = u32::from(c);
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(code, 0x61C | 0x200B | 0x200E | 0x200F | 0x2028..=0x202E | 0x2060 | 0x2066..=0x2069 | 0xFEFF | 0xAD)
        || (0xFDD0..=0xFDEF).contains(&code)
        || code & 0xFFFE == 0xFFFE
}

fn check(text: &str) -> Result<(), String> {
    let once = clean(text);
    if clean(&once) != once {
        return Err(format!("{text:?} is not clean at once"));
    }
    harmless(&once)
}

/// Nothing that a terminal obeys, and no cluster without end.
fn harmless(text: &str) -> Result<(), String> {
    if let Some(c) = text.chars().find(|c| forbidden(*c)) {
        return Err(format!("{c:?} is left of {text:?}"));
    }
    for (_, cluster) in Clusters::new(text) {
        if cluster.chars().count() > CLUSTER_CHARS || cluster.len() > CLUSTER_BYTES {
            return Err(format!("{cluster:?} of {text:?} is too long"));
        }
    }
    Ok(())
}

/// All 1,112,064 of them, alone and between two others.
#[test]
fn every_scalar_value_is_harmless() {
    let mut count = 0;
    for c in '\0'..=char::MAX {
        let mut bytes = [0; 4];
        let alone: &str = c.encode_utf8(&mut bytes);
        let once = clean(alone);
        assert!(!once.chars().any(forbidden), "{c:?}");
        assert_eq!(clean(&once), once, "{c:?}");
        // Only a character that stands alone is kept without a second look.
        if !once.is_empty() && u32::from(c).is_multiple_of(16) {
            let between = format!("中{c}e");
            check(&between).unwrap();
        }
        count += 1;
    }
    assert_eq!(count, 1_112_064);
}

#[test]
fn what_scripts_need_is_kept() {
    // Ideographic variation sequences, joiners in emoji and Indic, private use.
    for selector in ('\u{E0100}'..='\u{E01EF}').chain('\u{FE00}'..='\u{FE0F}') {
        let text = format!("葛{selector}城");
        assert_eq!(clean(&text), text, "{selector:?}");
        assert_eq!(boundaries(&text).len(), 3, "{selector:?}");
    }
    for text in [
        "👩\u{200D}👧",
        "क\u{94D}\u{200D}ष",
        "\u{E000}\u{F8FF}",
        "\u{3000}字\u{A0}",
    ] {
        assert_eq!(clean(text), text);
    }
}

#[test]
fn the_check_can_fail() {
    assert!(forbidden('\u{9B}') && forbidden('\u{202E}') && forbidden('\u{FFFE}'));
    assert!(!forbidden('中') && !forbidden('\n') && !forbidden('\u{200D}'));
}

proptest! {
    #![proptest_config(cases(20_000))]

    #[test]
    fn any_text_is_harmless_after_one_pass(text in texts::wild(40)) {
        prop_assert_eq!(check(&text), Ok(()));
        let line = line(&text);
        prop_assert!(!line.contains(['\n', '\t']));
        prop_assert_eq!(check(&line), Ok(()));
        prop_assert_eq!(&*clean::line(&line), &*line);
    }

    #[test]
    fn what_is_put_together_is_what_cleaning_the_whole_gives(
        texts in prop::collection::vec(texts::wild(6), 0..5),
    ) {
        let parts: Vec<Clean> = texts.iter().map(|text| clean(text).into_owned()).collect();
        let joined = join(&parts, "");
        prop_assert_eq!(harmless(&joined), Ok(()));
        let whole: String = parts.iter().map(Clean::as_str).collect();
        prop_assert_eq!(&*joined, &*clean(&whole));
    }

    #[test]
    fn a_piece_is_as_harmless_as_the_whole(
        text in texts::wild(20),
        from in any::<Index>(),
        to in any::<Index>(),
    ) {
        let whole = clean(&text);
        let at = |index: &Index| cluster::floor(&whole, index.index(whole.len() + 1));
        let (from, to) = (at(&from), at(&to));
        prop_assert_eq!(harmless(&whole.view().piece(from.min(to)..from.max(to))), Ok(()));
    }
}

proptest! {
    #![proptest_config(cases(3000))]

    #[test]
    fn what_shows_of_markup_is_harmless(
        parts in prop::collection::vec(texts::wild(8), 4),
        pairs in prop::collection::vec(texts::wild(4), 2),
        above in any::<bool>(),
    ) {
        // The marks that markup parts come together where it is taken out.
        let (base, reading) = (&pairs[0], &pairs[1]);
        let text = parts.join(&format!("<ruby>{base}<rt>{reading}</rt></ruby>"));
        let set = Typography {
            readings: above.then(Style::default),
            ..Typography::default()
        };
        let source = clean(&text);
        let shown = shown(source.view(), Lang::Japanese, set, &Lexicon::default());
        prop_assert_eq!(harmless(&shown.text), Ok(()));
        for reading in &shown.readings {
            prop_assert_eq!(harmless(&reading.text), Ok(()));
            prop_assert!(shown.text.get(reading.start..reading.end).is_some(), "{:?}", reading);
        }
    }

    #[test]
    fn a_cut_never_goes_through_a_cluster(text in texts::line(24), columns in 0..40_usize, wide in any::<bool>()) {
        let ambiguous = if wide { Ambiguous::WIDE } else { Ambiguous::NARROW };
        let (head, used) = clip::head(&text, columns, ambiguous);
        let bounds = boundaries(&text);
        prop_assert!(head.is_empty() || bounds.contains(&head.len()));
        prop_assert_eq!(width::text(head, ambiguous), used);
        prop_assert!(used <= columns);
        let whole = clean(&text);
        let shown = clip::clip(&whole, columns, ambiguous);
        prop_assert!(width::text(&shown, ambiguous) <= columns);
        match shown.strip_suffix(clip::CUT) {
            Some(kept) if *shown != *text => {
                prop_assert!(kept.is_empty() || bounds.contains(&kept.len()));
            }
            _ => prop_assert!(*shown == *text || columns == 0),
        }
        // The head is the longest: one cluster more does not fit.
        if let Some((_, next)) = Clusters::new(&text[head.len()..]).next() {
            prop_assert!(width::advance(used, next, ambiguous) > columns);
        }
        let start = clip::tail_start(&text, columns, ambiguous);
        prop_assert!(start == 0 && text.is_empty() || bounds.contains(&start));
    }
}
