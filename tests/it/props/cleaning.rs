//! What comes through the door is harmless, whatever came.

use proptest::prelude::*;
use yue::text::Ambiguous;
use yue::text::clean::{CLUSTER_BYTES, CLUSTER_CHARS, clean, line};
use yue::text::cluster::{Clusters, boundaries};
use yue::text::{clip, width};

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
    if let Some(c) = once.chars().find(|c| forbidden(*c)) {
        return Err(format!("{c:?} is left of {text:?}"));
    }
    if clean(&once) != once {
        return Err(format!("{text:?} is not clean at once"));
    }
    for (_, cluster) in Clusters::new(&once) {
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
    #![proptest_config(cases(3000))]

    #[test]
    fn any_text_is_harmless_after_one_pass(text in texts::wild(40)) {
        prop_assert_eq!(check(&text), Ok(()));
        prop_assert!(!line(&text).contains(['\n', '\t']));
    }

    #[test]
    fn pieces_are_as_harmless_as_the_whole(text in texts::wild(12), more in texts::wild(12)) {
        // Cleaned texts side by side hold nothing new to clean but long clusters.
        let both = format!("{}{}", clean(&text), clean(&more));
        prop_assert!(!both.chars().any(forbidden));
        prop_assert_eq!(check(&both), Ok(()));
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
