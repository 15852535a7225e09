//! The inverse of the fold, over every character.

use super::spelling::Spellings;
use super::*;
use crate::text::fold::fold_char;
use unicode_normalization::UnicodeNormalization;

#[test]
fn every_spelling_has_its_head() {
    let all = || {
        let planes = (0..0xe000)
            .chain(0xf900..0x1_f000)
            .chain(0x2_0000..0x3_2400);
        planes.filter_map(char::from_u32)
    };
    let spellings = Spellings::of(all().map(fold_char));
    for c in all() {
        let decomposed: String = c.nfd().collect();
        for text in [c.to_string(), decomposed] {
            let mut units = units(&text);
            let (Some(unit), None) = (units.next(), units.next()) else {
                continue;
            };
            let first = text.chars().next().unwrap_or_default();
            let heads = spellings.heads(unit.ch);
            assert!(
                heads.iter().any(|head| head.ch == first),
                "{text:?} {first:?}"
            );
        }
    }
}

#[test]
fn nothing_outside_the_planes_folds() {
    for c in (0..=0x10_ffff).filter_map(char::from_u32) {
        let outside = matches!(u32::from(c), 0xe000..0xf900 | 0x1_f000..0x2_0000 | 0x3_2400..);
        assert!(!outside || fold_char(c) == c, "{:x}", u32::from(c));
    }
}
