//! Where words begin: by jieba's dictionary in Chinese, by script elsewhere and as
//! long as the dictionary is not loaded. The only door to `jieba-rs`.
//!
//! jieba knows simplified words, so traditional characters with one simplified
//! form are looked up in that form, which has as many bytes. It sees runs of Han
//! only: what it makes of Latin letters and marks is not what a reader steps by.
//!
//! Invariant: the cuts of a text ascend, begin at 0 (unless it is empty), end with
//! its length, and lie between clusters; the work is linear in the text.

use std::borrow::Cow;
use std::collections::HashMap;

use jieba_rs::Jieba;

use crate::text::class;
use crate::text::cluster::Clusters;

/// Pairs of a traditional character and its simplified form, one a line.
const SIMPLIFIED: &str = include_str!("../../assets/tables/simplified.txt");

/// The dictionary of words. It is large (34 MB) and never changes.
pub(super) struct Words {
    jieba: Jieba,
    simplified: HashMap<char, char>,
}

impl Words {
    /// Unpacks the dictionary, in about 130 ms: for a worker.
    pub(super) fn load() -> Self {
        let pairs = SIMPLIFIED.lines().filter_map(|line| {
            let mut chars = line.chars();
            let pair = (chars.next()?, chars.next()?);
            // Places in both texts are the same only then.
            (pair.0.len_utf8() == pair.1.len_utf8()).then_some(pair)
        });
        Self {
            jieba: Jieba::new(),
            simplified: pairs.collect(),
        }
    }

    /// Byte offsets where words begin, and the length of `text`: ascending, for
    /// any text. Han by dictionary, all else as in [`rough_cuts`].
    pub(super) fn cuts(&self, text: &str) -> Vec<usize> {
        let text = self.simplified(text);
        let mut cuts = Vec::with_capacity(text.len() / 4 + 1);
        for piece in Pieces::new(&text) {
            match text.get(piece.start..piece.end) {
                Some(run) if piece.kind == Kind::Han => self.cut_han(run, piece.start, &mut cuts),
                _ => cuts.push(piece.start),
            }
        }
        cuts.push(text.len());
        cuts
    }

    /// Whether the dictionary has `word`, in simplified characters.
    pub(super) fn holds(&self, word: &str) -> bool {
        self.jieba.has_word(word)
    }

    /// The simplified form of a character; itself where there is not just one.
    pub(super) fn simplify(&self, c: char) -> char {
        self.simplified.get(&c).copied().unwrap_or(c)
    }

    /// `text` in simplified characters, for looking words up: every byte offset
    /// means the same place in both.
    pub(super) fn simplified<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if text.chars().all(|c| self.simplify(c) == c) {
            return Cow::Borrowed(text);
        }
        Cow::Owned(text.chars().map(|c| self.simplify(c)).collect())
    }

    fn cut_han(&self, run: &str, at: usize, cuts: &mut Vec<usize>) {
        for token in self.jieba.cut(run, true) {
            // A variation selector is a token for jieba, and so is 々, which
            // belongs to the character that it repeats.
            let begins = |c| class::is_han(c) && c != '々';
            if token.byte_start == 0 || token.word.starts_with(begins) {
                cuts.push(at + token.byte_start);
            }
        }
    }
}

/// Byte offsets where runs of one script begin, and the length of `text`:
/// ascending, for any text. Each mark is a piece, and so are the blanks in a row.
pub fn rough_cuts(text: &str) -> Vec<usize> {
    let starts = Pieces::new(text).map(|piece| piece.start);
    starts.chain(std::iter::once(text.len())).collect()
}

/// What runs are made of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Han,
    Hiragana,
    Katakana,
    Hangul,
    /// Letters of other scripts, and digits.
    Letters,
    Blank,
    /// Anything else, which forms no runs.
    Mark,
}

impl Kind {
    fn of(c: char) -> Self {
        match c {
            _ if class::is_han(c) => Self::Han,
            '\u{3041}'..='\u{3096}' | '\u{309D}'..='\u{309F}' => Self::Hiragana,
            _ if class::is_kana(c) => Self::Katakana,
            _ if class::is_hangul(c) => Self::Hangul,
            _ if c.is_alphanumeric() => Self::Letters,
            _ if c.is_whitespace() => Self::Blank,
            _ => Self::Mark,
        }
    }
}

/// A run, in bytes of the text.
struct Piece {
    start: usize,
    end: usize,
    kind: Kind,
}

/// The runs of a text; a cluster is what its first character is.
struct Pieces<'t> {
    clusters: std::iter::Peekable<Clusters<'t>>,
}

impl<'t> Pieces<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            clusters: Clusters::new(text).peekable(),
        }
    }
}

fn kind_of(cluster: &str) -> Kind {
    cluster.chars().next().map_or(Kind::Mark, Kind::of)
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let (start, cluster) = self.clusters.next()?;
        let kind = kind_of(cluster);
        let mut end = start + cluster.len();
        let joins = |cluster: &str| match kind_of(cluster) {
            Kind::Mark => false,
            // The long vowel of カー is written after hiragana too.
            Kind::Katakana if kind == Kind::Hiragana => cluster.starts_with('ー'),
            other => other == kind,
        };
        while let Some((at, cluster)) = self.clusters.next_if(|(_, cluster)| joins(cluster)) {
            end = at + cluster.len();
        }
        Some(Piece { start, end, kind })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces<'t>(text: &'t str, cuts: &[usize]) -> Vec<&'t str> {
        cuts.windows(2)
            .filter_map(|pair| text.get(pair[0]..pair[1]))
            .collect()
    }

    fn rough(text: &str) -> Vec<&str> {
        pieces(text, &rough_cuts(text))
    }

    #[test]
    fn scripts_blanks_and_marks_are_parted() {
        assert_eq!(
            rough("東京タワーへ行く。3月 10:30，Ｗｉ-Fi"),
            [
                "東京",
                "タワー",
                "へ",
                "行",
                "く",
                "。",
                "3",
                "月",
                " ",
                "10",
                ":",
                "30",
                "，",
                "Ｗｉ",
                "-",
                "Fi"
            ]
        );
        assert_eq!(
            rough("らーめん　　한국어와 русский"),
            ["らーめん", "　　", "한국어와", " ", "русский"]
        );
        assert_eq!(rough("……“”"), ["…", "…", "“", "”"]);
        assert_eq!(rough_cuts(""), [0]);
    }

    #[test]
    fn clusters_stay_whole() {
        assert_eq!(rough("e\u{301}t\u{301}e"), ["e\u{301}t\u{301}e"]);
        assert_eq!(
            rough("葛\u{E0100}城👨‍👩‍👧👍🏽🇯🇵🇰🇷"),
            ["葛\u{E0100}城", "👨‍👩‍👧", "👍🏽", "🇯🇵", "🇰🇷"]
        );
    }

    #[test]
    fn words_are_those_of_the_dictionary() {
        let words = Words::load();
        let cut = |text| pieces(text, &words.cuts(text)).join("|");
        let text = "南京市长江大桥，GDP增长6.5%：越南外交部副部长黎淮忠就此次会晤发言。";
        assert_eq!(
            cut(text),
            "南京市|长江大桥|，|GDP|增长|6|.|5|%|：|越南|外交部|副|部长|黎淮忠|就|此次|会晤|发言|。"
        );
        assert_eq!(cut("葛\u{E0100}城中国"), "葛\u{E0100}|城|中国");
        assert_eq!(cut("人々は"), "人々|は");
        assert_eq!(words.cuts(""), [0]);
    }

    #[test]
    fn traditional_words_are_found_too() {
        let words = Words::load();
        let text = "我們參觀銀行，長江大橋";
        assert_eq!(
            pieces(text, &words.cuts(text)),
            ["我們", "參觀", "銀行", "，", "長江大橋"]
        );
        assert!(words.holds("银行") && !words.holds("银很"));
        assert_eq!(words.simplified("为").as_ref(), "为");
        assert_eq!(words.simplify('乾'), '乾', "two forms");
        assert_eq!(words.simplify('阪'), '阪', "大阪 is simplified");
    }

    #[test]
    fn any_text_is_cut_in_order_and_between_characters() {
        let words = Words::load();
        let all: String = ('\0'..='\u{FFFF}').collect();
        let flood = format!("中{}国", "\u{301}".repeat(50_000));
        let texts = [
            all.as_str(),
            &all.chars().rev().collect::<String>(),
            &"长".repeat(100_000),
            &"a中".repeat(50_000),
            &"👨‍👩‍👧中\u{FE0F}\u{200D}".repeat(1000),
            &flood,
            "\u{600}中文\r\n\u{0}国",
        ];
        for text in texts {
            for cuts in [words.cuts(text), rough_cuts(text)] {
                assert!(cuts.windows(2).all(|pair| pair[0] < pair[1]));
                assert!(cuts.iter().all(|&at| text.is_char_boundary(at)));
                assert_eq!((cuts.first(), cuts.last()), (Some(&0), Some(&text.len())));
            }
        }
    }
}
