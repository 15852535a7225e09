//! The language that a text is set in, as far as line breaking differs by it.

use super::class;

/// Whose rules a paragraph follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Chinese, and everything else: CLREQ.
    #[default]
    Chinese,
    /// Japanese: JLREQ.
    Japanese,
    /// Korean: lines break at spaces, between eojeol (KLREQ).
    Korean,
}

/// How much of a paragraph is looked at, in characters.
const SAMPLE: usize = 400;

impl Lang {
    /// The language of a paragraph by its scripts: Hangul is Korean, kana is
    /// Japanese, and whichever of the two is more frequent wins.
    pub fn detect(text: &str) -> Self {
        let (mut hangul, mut kana, mut han) = (0, 0, 0);
        for c in text.chars().take(SAMPLE) {
            hangul += usize::from(class::is_hangul(c));
            kana += usize::from(class::is_kana(c));
            han += usize::from(class::is_han(c));
        }
        if hangul > kana && hangul * 4 > han {
            Self::Korean
        } else if kana > 0 && kana * 10 > han {
            Self::Japanese
        } else {
            Self::Chinese
        }
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
        assert_eq!(Lang::detect("会晤在河内举行。"), Lang::Chinese);
        assert_eq!(Lang::detect("行頭に来てはならない文字"), Lang::Japanese);
        assert_eq!(Lang::detect("한글은 어디에서 줄을 바꾸는가"), Lang::Korean);
        assert_eq!(Lang::detect("plain English"), Lang::Chinese);
        assert_eq!(
            Lang::detect(
                "他说「ありがとう」之后,把那封写了三年却始终没有寄出的信收进抽屉,关了灯,推门走进雨里,再也没有回头看过那间屋子一眼,街上空无一人。"
            ),
            Lang::Chinese
        );
    }
}
