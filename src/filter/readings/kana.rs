//! Romaji of hiragana, to which katakana folds: Hepburn and the spellings of
//! keyboards, of single kana and of a kana followed by a small one.
//!
//! Invariant: every kana of the syllabary has at least one spelling.

use std::ops::Range;

use super::{Class, Kind, Spelling};

/// Rows of the syllabary: kana, then how they are written.
const SINGLE: &str = "\
あ a|い i|う u,wu|え e|お o|か ka,ca|き ki|く ku,cu,qu|け ke|こ ko,co|さ sa|し shi,si,ci|す su|せ se,ce|そ so\
|た ta|ち chi,ti|つ tsu,tu|て te|と to|な na|に ni|ぬ nu|ね ne|の no|は ha|ひ hi|ふ fu,hu|へ he|ほ ho\
|ま ma|み mi|む mu|め me|も mo|や ya|ゆ yu|よ yo|ら ra|り ri|る ru|れ re|ろ ro|わ wa|ゐ wi,i|ゑ we,e|を wo,o\
|が ga|ぎ gi|ぐ gu|げ ge|ご go|ざ za|じ ji,zi|ず zu|ぜ ze|ぞ zo|だ da|ぢ ji,di|づ zu,du|で de|ど do\
|ば ba|び bi|ぶ bu|べ be|ぼ bo|ぱ pa|ぴ pi|ぷ pu|ぺ pe|ぽ po|ゔ vu|ん n,nn\
|ぁ a,xa,la|ぃ i,xi,li|ぅ u,xu,lu|ぇ e,xe,le|ぉ o,xo,lo|ゃ ya,xya,lya|ゅ yu,xyu,lyu|ょ yo,xyo,lyo|ゎ wa,xwa,lwa\
|ゕ ka|ゖ ke";

/// Small kana that join the one before, with the vowel that they bring.
const SMALL: [(char, char, bool); 9] = [
    ('ゃ', 'a', true),
    ('ゅ', 'u', true),
    ('ょ', 'o', true),
    ('ぁ', 'a', false),
    ('ぃ', 'i', false),
    ('ぅ', 'u', false),
    ('ぇ', 'e', false),
    ('ぉ', 'o', false),
    ('ゎ', 'a', false),
];

/// Kana that make a vowel long, and those vowels: とうきょう is tokyo too.
const LONG: [([char; 2], &str); 5] = [
    (['あ', 'ぁ'], "a"),
    (['い', 'ぃ'], "ie"),
    (['う', 'ぅ'], "uo"),
    (['え', 'ぇ'], "e"),
    (['お', 'ぉ'], "o"),
];

/// Hiragana from here on, so many.
const FIRST: u32 = 0x3041;
const COUNT: u32 = 0x56;

/// Whether a (folded) kana is a small one that joins the one before.
pub(in crate::filter) fn is_small(c: char) -> bool {
    SMALL.iter().any(|small| small.0 == c)
}

/// Whether it may be a kana, of any kind and width.
pub(in crate::filter) fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9f}')
}

/// Whether it is read as the consonant that follows it, once more.
pub(in crate::filter) fn is_doubling(c: char) -> bool {
    matches!(c, 'っ' | 'ッ' | 'ｯ')
}

/// The number of a (folded) kana with the small one behind it.
pub(in crate::filter) fn pair(kana: char, small: char) -> Option<usize> {
    let small = SMALL.iter().position(|known| known.0 == small)?;
    Some(pairs_of(kana)?.start + small)
}

/// The numbers of a (folded) kana with each small one.
pub(in crate::filter) fn pairs_of(kana: char) -> Option<Range<usize>> {
    let at = u32::from(kana)
        .checked_sub(FIRST)
        .filter(|at| *at < COUNT)?;
    let start = at as usize * SMALL.len();
    Some(start..start + SMALL.len())
}

fn spelled() -> impl Iterator<Item = (char, Vec<&'static str>)> {
    SINGLE.split('|').filter_map(|row| {
        let (kana, spellings) = row.split_once(' ')?;
        Some((kana.chars().next()?, spellings.split(',').collect()))
    })
}

/// Calls `found` for each kana.
pub(super) fn each(found: &mut dyn FnMut(char, Vec<Spelling>)) {
    for (kana, spellings) in spelled() {
        let mut all: Vec<_> = spellings
            .iter()
            .map(|letters| Spelling::new(letters, Kind::Romaji))
            .collect();
        if kana == 'ん' {
            all.push(Spelling::new("m", Kind::Labial));
        }
        if let Some((_, vowels)) = LONG.iter().find(|long| long.0.contains(&kana)) {
            all.push(Spelling::new(vowels, Kind::Silent));
        }
        found(kana, all);
    }
    found('っ', vec![Spelling::new("tsu", Kind::Doubled)]);
    let long = Spelling::new("o", Kind::Long);
    found('ー', vec![long, Spelling::new("aiueo", Kind::Silent)]);
}

/// The classes of all pairs, 0 for those that are none.
pub(super) fn pairs(class: &mut dyn FnMut(Vec<Spelling>) -> Class) -> Vec<Class> {
    let mut all = vec![0; COUNT as usize * SMALL.len()];
    for (kana, spellings) in spelled() {
        for (small, vowel, y) in SMALL {
            let mut joined: Vec<Spelling> = Vec::new();
            for letters in &spellings {
                for written in join(letters, vowel, y, small == 'ゎ') {
                    joined.push(Spelling::new(&written, Kind::Romaji));
                }
            }
            let slot = pair(kana, small).and_then(|at| all.get_mut(at));
            if let Some(slot) = slot.filter(|_| !joined.is_empty()) {
                *slot = class(joined);
            }
        }
    }
    all
}

/// A kana's spelling with a small kana behind it: its consonant, and what follows.
fn join(letters: &str, vowel: char, y: bool, w: bool) -> Vec<String> {
    let consonant = letters.trim_end_matches(['a', 'i', 'u', 'e', 'o']);
    let end = letters.strip_prefix(consonant).unwrap_or_default();
    if consonant.is_empty() {
        // ウィ, イェ, and うぉ.
        return match (end, y) {
            ("u", false) => vec![format!("w{vowel}")],
            ("i", false) if vowel == 'e' => vec!["ye".to_owned()],
            _ => Vec::new(),
        };
    }
    let soft = matches!(consonant, "sh" | "ch" | "j");
    match (end, y) {
        ("i", true) if soft => vec![
            format!("{consonant}{vowel}"),
            format!("{consonant}y{vowel}"),
        ],
        // Typed as ty, cy, zy, sy too.
        ("i", true) if consonant == "t" => vec![format!("ty{vowel}"), format!("cy{vowel}")],
        ("i" | "e" | "u", true) => vec![format!("{consonant}y{vowel}")],
        ("i", false) if soft => vec![format!("{consonant}{vowel}")],
        ("i", false) if vowel == 'e' => vec![format!("{consonant}ye")],
        ("e", false) if vowel == 'i' => vec![format!("{consonant}i"), format!("{consonant}hi")],
        ("o", false) if vowel == 'u' => vec![format!("{consonant}u"), format!("{consonant}wu")],
        ("u", false) if w || matches!(consonant, "k" | "g" | "q" | "c" | "s") => {
            vec![
                format!("{consonant}w{vowel}"),
                format!("{consonant}u{vowel}"),
            ]
        }
        ("u", false) => vec![format!("{consonant}{vowel}")],
        _ => Vec::new(),
    }
}
