//! Pinyin of Han characters without tones, and their Japanese readings.
//!
//! Invariant: ü is written both v and u after l and n, and u elsewhere.

use unicode_normalization::UnicodeNormalization;

use super::{Kind, Options, Spelling};

/// `readings TAB characters [TAB reading within words]`.
const PINYIN: &str = include_str!("../../../assets/tables/pinyin.tsv");

/// Calls `found` for each set of characters with the same pinyin.
pub(super) fn each(options: Options, found: &mut dyn FnMut(&str, Vec<Spelling>)) {
    for line in PINYIN.lines() {
        let mut fields = line.split('\t');
        let readings = fields.next().unwrap_or_default();
        let chars = fields.next().unwrap_or_default();
        let inside = fields.next().unwrap_or_default();
        let mut spellings = Vec::new();
        for syllable in readings.split(' ').chain(inside.split(' ')) {
            for letters in written(syllable, options.sloppy) {
                let spelling = Spelling::new(&letters, Kind::Pinyin);
                if !letters.is_empty() && !spellings.contains(&spelling) {
                    spellings.push(spelling);
                }
            }
        }
        found(chars, spellings);
    }
}

/// How a syllable with tone is typed.
fn written(syllable: &str, sloppy: bool) -> Vec<String> {
    let plain: String = syllable
        .nfd()
        .filter_map(|c| match c {
            'a'..='z' => Some(c),
            '\u{308}' => Some('v'),
            _ => None,
        })
        .collect();
    // `uv`: a u with its two dots.
    let mut all = if plain.contains("uv") {
        vec![plain.replace("uv", "v"), plain.replace("uv", "u")]
    } else {
        vec![plain]
    };
    if sloppy {
        let strict = std::mem::take(&mut all);
        for syllable in strict {
            for start in starts(&syllable) {
                all.extend(ends(&start));
            }
        }
    }
    all
}

/// A syllable with its initial as it is and as it is often mistaken.
fn starts(syllable: &str) -> Vec<String> {
    let mut all = vec![syllable.to_owned()];
    for (one, other) in [("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l")] {
        if let Some(rest) = syllable.strip_prefix(one) {
            all.push(format!("{other}{rest}"));
        } else if let Some(rest) = syllable.strip_prefix(other) {
            all.push(format!("{one}{rest}"));
        }
    }
    all
}

/// The same for its final.
fn ends(syllable: &str) -> Vec<String> {
    let mut all = vec![syllable.to_owned()];
    for (one, other) in [("ing", "in"), ("eng", "en"), ("ang", "an")] {
        if let Some(rest) = syllable.strip_suffix(one) {
            all.push(format!("{rest}{other}"));
        } else if let Some(rest) = syllable.strip_suffix(other) {
            all.push(format!("{rest}{one}"));
        }
    }
    all
}

/// `readings TAB characters`.
const ROMAJI: &str = include_str!("../../../assets/tables/romaji.tsv");

/// Calls `found` for each Han character with its Japanese readings.
pub(super) fn add_romaji(found: &mut dyn FnMut(char, Vec<Spelling>)) {
    for line in ROMAJI.lines() {
        let Some((readings, chars)) = line.split_once('\t') else {
            continue;
        };
        for c in chars.chars() {
            let spellings = readings.split(' ').filter(|letters| !letters.is_empty());
            let mut all: Vec<Spelling> = Vec::new();
            for letters in spellings.flat_map(|letters| [letters.to_owned(), typed(letters)]) {
                let spelling = Spelling::new(&letters, Kind::Romaji);
                if !all.contains(&spelling) {
                    all.push(spelling);
                }
            }
            found(c, all);
        }
    }
}

/// A reading in Hepburn as keyboards write it: sinbun for shinbun.
fn typed(letters: &str) -> String {
    let pairs = [
        ("shi", "si"),
        ("sh", "sy"),
        ("tchi", "tti"),
        ("tch", "tty"),
        ("chi", "ti"),
        ("ch", "ty"),
        ("tsu", "tu"),
        ("fu", "hu"),
        ("ji", "zi"),
        ("j", "zy"),
    ];
    let mut typed = letters.to_owned();
    for (hepburn, keys) in pairs {
        typed = typed.replace(hepburn, keys);
    }
    typed
}
