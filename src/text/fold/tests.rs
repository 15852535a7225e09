use proptest::prelude::*;

use super::*;

fn check(text: &str, expected: &str) {
    assert_eq!(fold(text), expected, "{text:?}");
}

#[test]
fn width_folds() {
    check("ＡＢＣ１２３！", "abc123!");
    check("ｶﾞｽ ﾊﾟﾘ", "がす ぱり");
    check("｢ﾄｳｷｮｳ｣､", "「とうきょう」、");
    check("越南\u{3000}河内", "越南 河内");
    check("ﾡￂ", "ㄱㅏ");
    check("￥￦", "¥₩");
}

#[test]
fn compatibility_han_is_han() {
    check("\u{f9d1}\u{2f00}", "六一");
    check("\u{f90a}\u{fa29}\u{2f800}", "金\u{fa29}丽");
}

#[test]
fn katakana_are_hiragana() {
    check("カタカナ ガギ ヴァ ッャ", "かたかな がぎ ゔぁ っゃ");
    check("スーパー・ヵヶ ヽヾ", "すーぱー・ゕゖ ゝゞ");
    check("ｱｯﾌﾟﾙ ㇰㇿ ㇷ\u{309a}", "あっぷる くろ ぷ");
    assert_ne!(fold("ガス"), fold("カス"));
    // Four have no hiragana, and stay one character in any spelling.
    for text in ["ヷヸヹヺ", "ワ\u{3099}ヰ\u{3099}ヱ\u{3099}ヲ\u{3099}"] {
        check(text, "ヷヸヹヺ");
    }
    check("わ\u{3099}ｦﾞ", "ヷヺ");
}

#[test]
fn forms_of_a_han_character_are_one() {
    let classes = "沢澤泽 國国 図圖图 気氣气 學学 円圓圆 戦戰战 広廣广 鉄鐵铁銕鐡 駅驛驿 \
        発發髮发髪 台臺颱檯枱 里裏裡 后後 干乾幹 黑黒 温溫 説說说 真眞 為爲为 横橫 浜濱滨 \
        芸藝艺 辺邊邉边 島嶋嶌岛 対對对 竜龍龙 塩鹽盐 桜櫻樱 鶏雞鷄鸡 経經经 関關关 変變变 \
        単單单 営營营 労勞劳 働動动 郷鄉乡 戸戶户 値值 姉姊 歩步 冰氷 吳吴呉 於于 瞭了 着 著 \
        靑青 淸清 敎教 韓韩 徴徵征 復复覆 葉叶 機机 頭头 \u{fa11}崎嵜 衞衛卫 線綫线 峰峯 群羣 床牀 \
        々 〇 弁 予 豫 坂 阪 欠 缺 妳你 劍剣剑";
    for class in classes.split(' ') {
        let folded = fold(class);
        let first = folded.chars().next().unwrap_or(' ');
        assert!(folded.chars().all(|c| c == first), "{class} is {folded}");
    }
    check("臺灣銀行與橫濱港", "台湾银行与横滨港");
    check(
        "大学図書館の検閲、広島県と沖縄",
        "大学图书馆の检阅、广岛县と冲绳",
    );
    check("阪神の著者は予定", "阪神の著者は予定");
    // The selector goes, the old form folds.
    check("邉\u{e0100}さん", "边さん");
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
    check("ガス", "がす");
    check("カ\u{3099}ス", "がす");
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
    assert!(is_plain("越南外交部、京都とぱり、한국 covid-19——“好”"));
    assert!(!is_plain("Covid"));
    assert!(!is_plain("é"));
    assert!(!is_plain("パリ"));
    assert!(!is_plain("東京"));
    assert!(!is_plain("カ\u{3099}"));
}

#[test]
fn simple_text_folds_character_by_character() {
    assert!(is_simple(
        "越南外交部、東京とパリ、한국 COVID-19——“好” Đà Nẵng, Ｋ"
    ));
    assert!(is_simple("Ελλάδα Россия ไทย 🇯🇵"));
    for text in [
        "e\u{301}",
        "カ\u{3099}",
        "ｶﾞ",
        "葛\u{e0100}",
        "가\u{11a8}",
        "🇯🇵\u{fe0f}",
    ] {
        assert!(!is_simple(text), "{text:?}");
    }
    // Each character that some other one is composed with.
    for c in (0..0x11_0000).filter_map(char::from_u32) {
        let mut parts = Vec::new();
        decompose_canonical(c, |part| parts.push(part));
        for &part in parts.iter().skip(1) {
            assert!(!begins(part) && may_join(part), "{part:?}");
        }
    }
}

#[test]
fn map_names_the_first_part() {
    let (folded, map) = fold_with_map("xｶﾞe\u{301}한\u{1112}\u{1161}\u{11ab}z");
    assert_eq!(folded, "xがe한한z");
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
        assert_eq!(fold(&c.to_string()), once.to_string());
        assert!(!(begins(c) && may_join(c)), "{c:?}");
    }
}

/// Text dense in what folding has to decide.
pub(crate) fn hard_text() -> impl Strategy<Value = String> {
    let picks = prop::sample::select(
        "aAeÉấđĐłØı \u{300}\u{301}\u{302}\u{31b}\u{3099}\u{309a}\u{fe0f}\u{e0100}ﾞﾟｶカガがかﾊワわヲｦヷゝヽㇷ國国学學髮\u{f90a}\u{fa29}𠮟\
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
        if is_simple(&text) {
            prop_assert_eq!(&slow, &text.chars().map(fold_char).collect::<String>());
        }
        if is_plain(&text) {
            prop_assert!(is_simple(&text));
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
