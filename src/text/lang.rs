//! The language that a text is set in, as far as typography differs by it.
//!
//! Invariant: detection looks at a bounded head of the text, and a text without
//! any sign of its language gets the one it is offered.

use super::class;

/// Whose rules a paragraph follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Simplified Chinese, and everything that is not East Asian: CLREQ.
    #[default]
    Hans,
    /// Traditional Chinese: CLREQ; its stops stand in the middle of their square.
    Hant,
    /// Japanese: JLREQ.
    Japanese,
    /// Korean: lines break at spaces, between eojeol (KLREQ).
    Korean,
}

/// How much of a text is looked at, in characters.
const SAMPLE: usize = 400;

/// Of the commonest characters those that are written in one of the two forms
/// only, and how the other form writes them (Unihan, kSimplifiedVariant).
const HANS_ONLY: &str = "这来国个们为时说会对发过学于还开进样动经问见两长没现无门间书东车业军关总战马应当处实\
    员机体场区义设议领导选举办团亚欧双边达报质权产组织华证农历网电视频认让请谢谁语话变观众";
const HANT_ONLY: &str = "這來國個們為時說會對發過學於還開進樣動經問見兩長沒現無門間書東車業軍關總戰馬應當處實\
    員機體場區義設議領導選舉辦團亞歐雙邊達報質權產組織華證農歷網電視頻認讓請謝誰語話變觀眾";

/// A set of characters of the main block of Han.
type Set = [u64; 328];

const HANS: Set = set(HANS_ONLY);
const HANT: Set = set(HANT_ONLY);

const FIRST: u32 = 0x4E00;

/// The set of the characters of `text`, each of three bytes.
const fn set(text: &str) -> Set {
    let mut set = [0; 328];
    let bytes = text.as_bytes();
    let mut at = 0;
    while at + 2 < bytes.len() {
        let code = ((bytes[at] as u32 & 0xF) << 12)
            | ((bytes[at + 1] as u32 & 0x3F) << 6)
            | (bytes[at + 2] as u32 & 0x3F);
        let bit = code - FIRST;
        set[bit as usize / 64] |= 1 << (bit % 64);
        at += 3;
    }
    set
}

fn is_in(set: &Set, c: char) -> bool {
    let bit = u32::from(c).wrapping_sub(FIRST);
    let word = set.get(bit as usize / 64);
    word.is_some_and(|word| word >> (bit % 64) & 1 == 1)
}

/// No Japanese sentence has so many Han characters, and no kana.
const LONG_WITHOUT_KANA: usize = 24;

/// What the characters of a text say of its language.
#[derive(Default)]
struct Votes {
    han: usize,
    kana: usize,
    hangul: usize,
    hans: usize,
    hant: usize,
}

impl Votes {
    fn of(text: &str) -> Self {
        let mut votes = Self::default();
        for c in text.chars().take(SAMPLE) {
            if class::is_han(c) {
                votes.han += 1;
                votes.hans += usize::from(is_in(&HANS, c));
                votes.hant += usize::from(is_in(&HANT, c));
            } else {
                votes.hangul += usize::from(class::is_hangul(c));
                votes.kana += usize::from(class::is_kana(c));
            }
        }
        votes
    }

    /// Hangul is Korean, kana is Japanese, and whichever of the two is more
    /// frequent wins; Han alone is Chinese, in the form of most of its characters.
    fn winner(&self, offered: Lang) -> Lang {
        if self.hangul > self.kana && self.hangul * 4 > self.han {
            Lang::Korean
        } else if self.kana > 0 && self.kana * 10 > self.han {
            Lang::Japanese
        } else if offered == Lang::Japanese && self.han < LONG_WITHOUT_KANA {
            // Headings and names; both forms of many characters occur in Japanese.
            offered
        } else if self.hans > self.hant {
            Lang::Hans
        } else if self.hant > self.hans {
            Lang::Hant
        } else {
            offered
        }
    }
}

impl Lang {
    /// All languages, in the order that a key goes through them.
    pub const ALL: [Self; 4] = [Self::Hans, Self::Hant, Self::Japanese, Self::Korean];

    /// The language of a whole text.
    pub fn detect(text: &str) -> Self {
        Votes::of(text).winner(Self::default())
    }

    /// The language of a paragraph of an article in `article`: its own script
    /// where it shows, else the article's language.
    pub fn of_paragraph(text: &str, article: Self) -> Self {
        let offered = match article {
            // A paragraph without Hangul in a Korean text is not broken as Korean.
            Self::Korean if text.contains(class::is_han) && !text.contains(class::is_hangul) => {
                Self::Hant
            }
            other => other,
        };
        Votes::of(text).winner(offered)
    }

    /// Its tag (BCP 47), as in the configuration.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Hans => "zh-Hans",
            Self::Hant => "zh-Hant",
            Self::Japanese => "ja",
            Self::Korean => "ko",
        }
    }

    /// The language of a tag.
    pub fn parse(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.tag() == tag)
    }

    /// Whether it is Chinese in either form.
    pub fn is_chinese(self) -> bool {
        matches!(self, Self::Hans | Self::Hant)
    }

    /// Whether the text is mostly on the two-column grid of Han, kana and Hangul.
    pub fn is_grid(text: &str) -> bool {
        let (mut wide, mut narrow) = (0, 0);
        for c in text.chars().take(SAMPLE) {
            let east = class::of(c).has(class::Class::EAST_ASIAN);
            wide += usize::from(east);
            narrow += usize::from(!east && c.is_alphanumeric());
        }
        wide * 2 > narrow
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn detects_by_script() {
        for (text, lang) in [
            ("会晤在河内举行。", Lang::Hans),
            ("會議在河內舉行。", Lang::Hant),
            ("臺北的天氣這幾天很好，沒有下雨。", Lang::Hant),
            ("行頭に来てはならない文字", Lang::Japanese),
            ("한글은 어디에서 줄을 바꾸는가", Lang::Korean),
            ("plain English", Lang::Hans),
            (
                "他说「ありがとう」之后,把那封写了三年却始终没有寄出的信收进抽屉,关了灯,推门走进雨里,再也没有回头看过那间屋子一眼,街上空无一人。",
                Lang::Hans,
            ),
        ] {
            assert_eq!(Lang::detect(text), lang, "{text}");
        }
    }

    #[test]
    fn a_paragraph_without_signs_is_of_its_article() {
        for lang in Lang::ALL {
            assert_eq!(Lang::of_paragraph("12:30", lang), lang);
        }
        assert_eq!(Lang::of_paragraph("結論", Lang::Japanese), Lang::Japanese);
        assert_eq!(Lang::of_paragraph("學問", Lang::Japanese), Lang::Japanese);
        assert_eq!(Lang::of_paragraph("山川", Lang::Hant), Lang::Hant);
        assert_eq!(Lang::of_paragraph("这里", Lang::Hant), Lang::Hans);
        assert_eq!(Lang::of_paragraph("大韓民國", Lang::Korean), Lang::Hant);
        assert_eq!(
            Lang::of_paragraph("この本はいい", Lang::Hans),
            Lang::Japanese
        );
    }

    #[test]
    fn the_sets_hold_what_was_written() {
        for c in '\u{3000}'..='\u{20000}' {
            assert_eq!(is_in(&HANS, c), HANS_ONLY.contains(c), "{c}");
            assert_eq!(is_in(&HANT, c), HANT_ONLY.contains(c), "{c}");
        }
    }

    #[test]
    fn the_two_forms_stand_side_by_side() {
        assert_eq!(HANS_ONLY.chars().count(), HANT_ONLY.chars().count());
        for lang in Lang::ALL {
            assert_eq!(Lang::parse(lang.tag()), Some(lang));
        }
        assert_eq!(Lang::parse("fr"), None);
    }
}
