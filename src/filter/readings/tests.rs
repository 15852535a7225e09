use super::*;
use crate::filter::scan::Hit;

fn readings() -> Readings {
    Readings::load(Options::default())
}

/// How a class is spelled, but for what has rules of its own.
fn letters(readings: &Readings, class: Class) -> Vec<&str> {
    let set = readings.sets[class as usize].iter();
    let all = set.map(|at| &readings.spellings[*at as usize]);
    let plain = all.filter(|spelling| matches!(spelling.kind, Kind::Pinyin | Kind::Romaji));
    plain.map(|spelling| spelling.letters.as_str()).collect()
}

fn of(readings: &Readings, c: char) -> Vec<&str> {
    let class = match readings.classes.get(c as usize) {
        Some(class) => *class,
        None => readings.beyond.get(&c).copied().unwrap_or(0),
    };
    letters(readings, class)
}

fn pair<'a>(readings: &'a Readings, kana: &str) -> Vec<&'a str> {
    let mut chars = kana.chars();
    let at = kana_pair(chars.next().unwrap(), chars.next().unwrap()).unwrap();
    letters(readings, readings.pairs[at])
}

fn kinds(readings: &Readings, c: char) -> Vec<(Kind, &str)> {
    let set = readings.sets[readings.classes[c as usize] as usize].iter();
    let all = set.map(|at| &readings.spellings[*at as usize]);
    all.map(|spelling| (spelling.kind, spelling.letters.as_str()))
        .collect()
}

#[test]
fn kana_are_spelled_by_hepburn_and_by_keyboard() {
    let readings = readings();
    for (kana, spelled) in [
        ('あ', "a"),
        ('う', "u wu"),
        ('し', "shi si ci"),
        ('ち', "chi ti"),
        ('つ', "tsu tu"),
        ('ふ', "fu hu"),
        ('じ', "ji zi"),
        ('づ', "zu du"),
        ('を', "wo o"),
        ('ん', "n nn"),
        ('ゔ', "vu"),
        ('ぱ', "pa"),
        ('ゃ', "ya xya lya"),
    ] {
        assert_eq!(of(&readings, kana).join(" "), spelled, "{kana}");
    }
    // Katakana and half width are read as hiragana.
    for (one, other) in [
        ('シ', 'し'),
        ('ｼ', 'し'),
        ('ｬ', 'ゃ'),
        ('ン', 'ん'),
        ('ヴ', 'ゔ'),
    ] {
        assert_eq!(of(&readings, one), of(&readings, other), "{one}");
    }
    // All hiragana have some way, but for signs of repetition.
    for c in ('\u{3041}'..='\u{3096}').filter(|c| *c != 'っ') {
        assert!(!of(&readings, c).is_empty(), "{c}");
    }
}

#[test]
fn kana_pairs_join() {
    let readings = readings();
    for (kana, spelled) in [
        ("きゃ", "kya"),
        ("ぎゅ", "gyu"),
        ("りょ", "ryo"),
        ("ふぁ", "fa hwa hua"),
        ("ゔぇ", "ve"),
        ("うぃ", "wi"),
        ("うぉ", "wo"),
        ("いぇ", "ye"),
    ] {
        let found = pair(&readings, kana);
        let first = spelled.split(' ').next().unwrap();
        assert!(found.contains(&first), "{kana}: {found:?}");
    }
    for (kana, spelled) in [
        ("しゃ", ["sha", "sya"]),
        ("ちゅ", ["chu", "tyu"]),
        ("じょ", ["jo", "zyo"]),
        ("じょ", ["jo", "jyo"]),
        ("ちぇ", ["che", "tye"]),
        ("てぃ", ["ti", "thi"]),
        ("でぃ", ["di", "dhi"]),
        ("しぇ", ["she", "sye"]),
        ("くぁ", ["kwa", "kua"]),
        ("とぅ", ["tu", "twu"]),
    ] {
        let found = pair(&readings, kana);
        assert!(
            spelled.iter().all(|letters| found.contains(letters)),
            "{kana}: {found:?}"
        );
    }
    for kana in ["あゃ", "かゃ", "んょ", "っゃ"] {
        assert!(
            pair(&readings, kana).is_empty(),
            "{kana}: {:?}",
            pair(&readings, kana)
        );
    }
    assert!(kana_pair('き', 'や').is_none() && kana_pair('美', 'ゃ').is_none());
}

#[test]
fn some_kana_have_rules_of_their_own() {
    let readings = readings();
    assert_eq!(kinds(&readings, 'っ'), [(Kind::Doubled, "tsu")]);
    assert_eq!(
        kinds(&readings, 'ー'),
        [(Kind::Long, "o"), (Kind::Silent, "aiueo")]
    );
    assert_eq!(kinds(&readings, 'ｰ'), kinds(&readings, 'ー'));
    assert!(kinds(&readings, 'ん').contains(&(Kind::Labial, "m")));
    assert!(kinds(&readings, 'う').contains(&(Kind::Silent, "uo")));
    assert!(kinds(&readings, 'い').contains(&(Kind::Silent, "ie")));
    assert!(
        !kinds(&readings, 'か')
            .iter()
            .any(|(kind, _)| *kind == Kind::Silent)
    );
}

#[test]
fn pinyin_has_no_tones_and_two_letters_for_one_with_dots() {
    let readings = readings();
    for (c, spelled) in [
        ('美', "mei"),
        ('朝', "chao zhao"),
        ('女', "nv nu"),
        ('旅', "lv lu"),
        ('略', "lve lue"),
        ('鱼', "yu"),
        ('去', "qu"),
        ('路', "lu"),
    ] {
        for letters in spelled.split(' ') {
            assert!(
                of(&readings, c).contains(&letters),
                "{c}: {:?}",
                of(&readings, c)
            );
        }
    }
    assert!(!of(&readings, '路').contains(&"lv"));
    assert!(of(&readings, '重').contains(&"chong") && of(&readings, '重').contains(&"zhong"));
    assert!(of(&readings, 'の').iter().all(|letters| *letters == "no"));
    assert!(of(&readings, 'x').is_empty() && of(&readings, '🎉').is_empty());
    for spelling in &readings.spellings {
        let letters = &spelling.letters;
        assert!(
            !letters.is_empty() && letters.bytes().all(|b| b.is_ascii_lowercase()),
            "{letters}"
        );
    }
}

#[test]
fn sloppy_pinyin_confuses_what_people_confuse() {
    let sloppy = Readings::load(Options {
        sloppy: true,
        kanji: false,
    });
    for (c, more) in [
        ('中', "zong"),
        ('造', "zhao"),
        ('上', "san"),
        ('上', "shan"),
        ('南', "lan"),
        ('南', "lang"),
        ('留', "niu"),
        ('经', "jin"),
        ('金', "jing"),
        ('政', "zen"),
        ('女', "lv"),
    ] {
        assert!(of(&sloppy, c).contains(&more), "{c}: {:?}", of(&sloppy, c));
        assert!(!of(&readings(), c).contains(&more), "{c}");
    }
    assert!(!of(&sloppy, '湖').contains(&"fu"));
}

#[test]
fn kanji_are_read_in_japanese_where_asked() {
    let kanji = Readings::load(Options {
        sloppy: false,
        kanji: true,
    });
    for (c, reading) in [
        ('山', "yama"),
        ('山', "san"),
        ('京', "kyou"),
        ('山', "shan"),
        ('新', "sin"),
        ('車', "sya"),
        ('父', "titi"),
    ] {
        assert!(of(&kanji, c).contains(&reading), "{c}: {:?}", of(&kanji, c));
    }
    assert!(!of(&readings(), '山').contains(&"yama"));
}

#[test]
fn hangul_by_keys_and_initials() {
    for (c, keys) in [
        ('가', "rk"),
        ('한', "gks"),
        ('국', "rnr"),
        ('닭', "ekfr"),
        ('값', "rkqt"),
        ('까', "rk"),
        ('의', "dml"),
        ('과', "rhk"),
        ('힣', "glg"),
        ('쌍', "tkd"),
    ] {
        assert_eq!(hangul_keys(Syllable::of(c).unwrap()).concat(), keys, "{c}");
    }
    for (c, jamo) in [
        ('가', 'ㄱ'),
        ('까', 'ㄲ'),
        ('한', 'ㅎ'),
        ('힣', 'ㅎ'),
        ('아', 'ㅇ'),
    ] {
        assert_eq!(hangul::initial(Syllable::of(c).unwrap()), Some(jamo), "{c}");
    }
    assert_eq!(hangul_lead('ㅎ'), Some(18));
    assert_eq!(hangul_lead('\u{1112}'), Some(18));
    assert_eq!(hangul_lead('ㅏ'), None);
    assert_eq!(Syllable::of('ㅎ'), None);
    assert_eq!(Syllable::of('\u{d7a4}'), None);
    let all: usize = (0..LEAD_COUNT)
        .map(|lead| Syllable::with_lead(lead).count())
        .sum();
    assert_eq!(all, 11_172);
    let open = Syllable::of('통').unwrap().open();
    assert_eq!((open.char(), open.is_open()), (Some('토'), true));
}

#[test]
fn all_forms_of_a_character_are_known() {
    let readings = readings();
    let forms = |c| readings.forms(c).collect::<String>();
    for (folded, others) in [
        ('国', "國"),
        ('泽', "澤沢"),
        ('a', "Aａ"),
        ('か', "カｶ"),
        ('ー', "ｰ"),
    ] {
        let forms = forms(folded);
        assert!(
            others.chars().all(|c| forms.contains(c)),
            "{folded}: {forms}"
        );
        assert!(forms.starts_with(folded));
    }
    assert_eq!(forms('🎉'), "🎉");
}

#[test]
fn a_mask_has_the_bits_of_all_readings() {
    let readings = readings();
    let may_match = |word: &str, text: &str| {
        let masks = readings.mask(text).map(|bits| Box::from([bits]));
        let mut rows = vec![Hit::any(0)];
        readings.wanted(word).sift(&masks, &mut rows);
        rows == [Hit::any(0)]
    };
    for (word, text) in [
        ("meichao", "美朝"),
        ("mch", "美朝"),
        ("国", "國"),
        ("a", "Ａ"),
        ("lv", "旅"),
        ("kya", "きゃ"),
        ("kya", "ｷｬ"),
        ("matcha", "まっ茶"),
        ("shimbun", "しんぶん"),
        ("ko-hi-", "コーヒー"),
        ("ko-hi-", "ｺｰﾋｰ"),
        ("toukyo", "トウキョウ"),
        ("ㅎㄱ", "한국"),
        ("\u{1112}", "한국"),
        ("대토", "대통령"),
        ("gksrn", "한국"),
        ("xian", "Xi'an"),
        ("𠮷野", "𠮷野"),
    ] {
        assert!(may_match(word, text), "{word} in {text}");
    }
    // No reading begins so, goes on so, or is written so.
    for word in ["x", "mei x", "eich", "meng", "朝鲜"] {
        assert!(!may_match(word, "美朝"), "{word}");
    }
}
