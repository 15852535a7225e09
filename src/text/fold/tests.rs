use proptest::prelude::*;

use super::*;

fn check(text: &str, expected: &str) {
    assert_eq!(fold(text), expected, "{text:?}");
}

#[test]
fn width_folds() {
    check("ＡＢＣ１２３！", "abc123!");
    check("ｶﾞｽ ﾊﾟﾘ", "ガス パリ");
    check("｢ﾄｳｷｮｳ｣､", "「トウキョウ」、");
    check("越南\u{3000}河内", "越南 河内");
    check("ﾡￂ", "ㄱㅏ");
    check("￥￦", "¥₩");
}

#[test]
fn compatibility_han_is_han() {
    check("\u{f9d1}\u{2f00}", "六一");
}

#[test]
fn latin_letters_lose_case_and_marks() {
    check("Đà Nẵng", "da nang");
    check("Łódź Ørsted İzmir ſ", "lodz orsted izmir s");
    check("ấ e\u{302}\u{301}t", "a et");
    check("Å\u{212b}\u{212a}", "aak");
}

#[test]
fn marks_of_other_scripts_stay() {
    check("ガス", "ガス");
    check("カ\u{3099}ス", "ガス");
    check("한국", "한국");
    check("\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}", "한국");
    check("Й", "й");
    check("\u{418}\u{306}", "й");
}

#[test]
fn variation_selectors_do_not_count() {
    check("葛\u{e0100}城", "葛城");
    // Nothing folds to nothing.
    check("\u{fe0f}", "\u{fe0f}");
}

#[test]
fn plain_text_is_found_plain() {
    assert!(is_plain("越南外交部、東京とパリ、한국 covid-19——“好”"));
    assert!(!is_plain("Covid"));
    assert!(!is_plain("é"));
    assert!(!is_plain("カ\u{3099}"));
}

#[test]
fn map_names_the_first_part() {
    let (folded, map) = fold_with_map("xｶﾞe\u{301}한\u{1112}\u{1161}\u{11ab}z");
    assert_eq!(folded, "xガe한한z");
    assert_eq!(map, [0, 1, 3, 5, 6, 9]);
}

#[test]
fn every_character_folds_to_itself_in_the_end() {
    let all = (0..0x3_0000)
        .chain(0xe_0000..0xe_0200)
        .filter_map(char::from_u32);
    for c in all {
        let once = fold_char(c);
        assert_eq!(fold_char(once), once, "{c:?} {:x}", u32::from(c));
        if stands_alone(c) && !c.is_ascii_uppercase() {
            assert_eq!(once, c);
            assert!(!is_combining_mark(c), "{c:?}");
        }
    }
}

/// Text dense in what folding has to decide.
pub(crate) fn hard_text() -> impl Strategy<Value = String> {
    let picks = prop::sample::select(
        "aAeÉấđĐłØı \u{300}\u{301}\u{302}\u{31b}\u{3099}\u{309a}\u{fe0f}\u{e0100}ﾞﾟｶカガがかﾊ\
         한\u{1112}\u{1161}\u{11ab}ㄱﾡＡａ１美朝越南αΑ\u{345}Й\u{9c7}\u{9be}=\u{338}ß"
            .chars()
            .collect::<Vec<char>>(),
    );
    prop::collection::vec(prop_oneof![4 => picks, 1 => any::<char>()], 0..24)
        .prop_map(String::from_iter)
}

proptest! {
    #[test]
    fn folding_is_idempotent(text in hard_text()) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn plain_is_its_own_fold(text in hard_text()) {
        let slow: String = units(&text).map(|unit| unit.ch).collect();
        prop_assert_eq!(fold(&text), slow.clone());
        if is_plain(&text) {
            prop_assert_eq!(slow, text);
        }
    }

    #[test]
    fn map_ascends_within_the_source(text in hard_text()) {
        let (folded, map) = fold_with_map(&text);
        let source = text.chars().count();
        prop_assert_eq!(folded.clone(), fold(&text));
        prop_assert_eq!(folded.chars().count(), map.len());
        prop_assert!(map.len() <= source);
        prop_assert!(map.windows(2).all(|w| w[0] < w[1]));
        prop_assert!(map.last().is_none_or(|&last| (last as usize) < source));
        prop_assert_eq!(folded.is_empty(), text.is_empty());
    }

    #[test]
    fn units_cover_the_source(text in hard_text()) {
        let mut at = 0;
        for unit in units(&text) {
            prop_assert_eq!(unit.start, at);
            prop_assert!(unit.end > unit.start && text.is_char_boundary(unit.end));
            // A unit folds by itself: a search may begin at any unit.
            let source = text.get(unit.start..unit.end).map(fold);
            prop_assert_eq!(source, Some(unit.ch.to_string()));
            at = unit.end;
        }
        prop_assert_eq!(at, text.len());
    }

    #[test]
    fn composed_and_decomposed_hangul_are_equal(syllables in "[가-힣]{1,8}") {
        use unicode_normalization::UnicodeNormalization;
        let parts: String = syllables.nfd().collect();
        prop_assert_eq!(fold(&parts), syllables);
    }
}
