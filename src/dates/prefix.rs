//! The words before a number that say which year or month it belongs to:
//! `平成`30年, `去年`6月, `同月`12日.
//!
//! Invariant: looking for one compares with a fixed list of short words.

use super::cursor::Cursor;

/// A count of years that began with a reign or a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Era {
    /// The year before its first.
    zero: i16,
    /// Its last year, counted from 1; a generous one where it still runs.
    last: u16,
}

const fn era(zero: i16, last: u16) -> Era {
    Era { zero, last }
}

const ERAS: [(&str, Era); 8] = [
    ("令和", era(2018, 99)),
    ("平成", era(1988, 31)),
    ("昭和", era(1925, 64)),
    ("大正", era(1911, 15)),
    ("明治", era(1867, 45)),
    ("民国", era(1911, 199)),
    ("民國", era(1911, 199)),
    ("㋿", era(2018, 99)),
];

impl Era {
    /// The year of the common era, if this era had that many.
    pub(super) fn year(self, count: u16) -> Option<i16> {
        let count = (1..=self.last).contains(&count).then_some(count)?;
        Some(self.zero + count as i16)
    }

    /// The era that is named here, and the place after it.
    pub(super) fn after(cursor: Cursor<'_>) -> Option<(Self, Cursor<'_>)> {
        let named = |(name, era): &(&str, Self)| Some((*era, cursor.eat_word(name)?));
        ERAS.iter().find_map(named)
    }
}

/// What a word before a number refers to; the numbers are added to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Prefix {
    Era(Era),
    /// The year of the article: 今年, 去年.
    OwnYear(i8),
    /// The year named last: 同年, 翌年.
    NamedYear(i8),
    /// The month of the article: 本月, 上月.
    OwnMonth(i8),
    /// The month named last: 同月.
    NamedMonth(i8),
    /// A month of the moon, which has no fixed day.
    Lunar,
}

/// The words that end with 年.
const YEARS: [(&str, Prefix); 17] = [
    ("今年", Prefix::OwnYear(0)),
    ("本年", Prefix::OwnYear(0)),
    ("去年", Prefix::OwnYear(-1)),
    ("昨年", Prefix::OwnYear(-1)),
    ("一昨年", Prefix::OwnYear(-2)),
    ("前年", Prefix::OwnYear(-2)),
    ("明年", Prefix::OwnYear(1)),
    ("来年", Prefix::OwnYear(1)),
    ("來年", Prefix::OwnYear(1)),
    ("再来年", Prefix::OwnYear(2)),
    ("同年", Prefix::NamedYear(0)),
    ("当年", Prefix::NamedYear(0)),
    ("當年", Prefix::NamedYear(0)),
    ("那年", Prefix::NamedYear(0)),
    ("次年", Prefix::NamedYear(1)),
    ("翌年", Prefix::NamedYear(1)),
    ("翌々年", Prefix::NamedYear(2)),
];

/// The words that end with 月.
const MONTHS: [(&str, Prefix); 17] = [
    ("本月", Prefix::OwnMonth(0)),
    ("今月", Prefix::OwnMonth(0)),
    ("这个月", Prefix::OwnMonth(0)),
    ("這個月", Prefix::OwnMonth(0)),
    ("上月", Prefix::OwnMonth(-1)),
    ("上个月", Prefix::OwnMonth(-1)),
    ("上個月", Prefix::OwnMonth(-1)),
    ("先月", Prefix::OwnMonth(-1)),
    ("下月", Prefix::OwnMonth(1)),
    ("下个月", Prefix::OwnMonth(1)),
    ("下個月", Prefix::OwnMonth(1)),
    ("来月", Prefix::OwnMonth(1)),
    ("同月", Prefix::NamedMonth(0)),
    ("当月", Prefix::NamedMonth(0)),
    ("當月", Prefix::NamedMonth(0)),
    ("翌月", Prefix::NamedMonth(1)),
    ("次月", Prefix::NamedMonth(1)),
];

/// The words of Korean.
const KOREAN: [(&str, Prefix); 20] = [
    ("올해", Prefix::OwnYear(0)),
    ("금년", Prefix::OwnYear(0)),
    ("지난해", Prefix::OwnYear(-1)),
    ("작년", Prefix::OwnYear(-1)),
    ("재작년", Prefix::OwnYear(-2)),
    ("내년", Prefix::OwnYear(1)),
    ("같은 해", Prefix::NamedYear(0)),
    ("같은해", Prefix::NamedYear(0)),
    ("그해", Prefix::NamedYear(0)),
    ("이듬해", Prefix::NamedYear(1)),
    ("다음 해", Prefix::NamedYear(1)),
    ("이달", Prefix::OwnMonth(0)),
    ("이번 달", Prefix::OwnMonth(0)),
    ("지난달", Prefix::OwnMonth(-1)),
    ("지난 달", Prefix::OwnMonth(-1)),
    ("다음 달", Prefix::OwnMonth(1)),
    ("다음달", Prefix::OwnMonth(1)),
    ("내달", Prefix::OwnMonth(1)),
    ("같은 달", Prefix::NamedMonth(0)),
    ("같은달", Prefix::NamedMonth(0)),
];

/// The calendars of the moon.
const LUNAR: [(&str, Prefix); 15] = [
    ("农历", Prefix::Lunar),
    ("農曆", Prefix::Lunar),
    ("农曆", Prefix::Lunar),
    ("夏历", Prefix::Lunar),
    ("夏曆", Prefix::Lunar),
    ("阴历", Prefix::Lunar),
    ("陰曆", Prefix::Lunar),
    ("陰暦", Prefix::Lunar),
    ("旧历", Prefix::Lunar),
    ("舊曆", Prefix::Lunar),
    ("旧暦", Prefix::Lunar),
    ("음력", Prefix::Lunar),
    ("闰", Prefix::Lunar),
    ("閏", Prefix::Lunar),
    ("藏历", Prefix::Lunar),
];

/// The word that ends before `cursor`, and the place where it begins. The
/// longest one counts: 一昨年 ends with 昨年.
pub(super) fn before(cursor: Cursor<'_>) -> Option<(Prefix, Cursor<'_>)> {
    let close = cursor.back_over_blanks();
    // Few characters can end such a word: most numbers are done here.
    let last = close.last()?;
    if matches!(last, '的' | 'の' | '之') {
        let owner = close.back_over(last.encode_utf8(&mut [0; 4]))?;
        return word_before(owner).filter(|found| !matches!(found.0, Prefix::Era(_)));
    }
    word_before(close)
}

fn word_before(cursor: Cursor<'_>) -> Option<(Prefix, Cursor<'_>)> {
    let words: &[(&str, Prefix)] = match cursor.last()? {
        '年' => &YEARS,
        '月' => &MONTHS,
        '해' | '년' | '달' => &KOREAN,
        '历' | '曆' | '暦' | '력' | '闰' | '閏' => &LUNAR,
        '和' | '成' | '正' | '治' | '国' | '國' | '㋿' => {
            let ends =
                |(name, era): &(&str, Era)| Some((Prefix::Era(*era), cursor.back_over(name)?));
            return ERAS.iter().find_map(ends);
        }
        _ => return None,
    };
    words
        .iter()
        .filter_map(|&(word, prefix)| Some((prefix, cursor.back_over(word)?)))
        .min_by_key(|found| found.1.at())
}

/// The word that begins at `cursor`, and the place after it.
pub(super) fn after(cursor: Cursor<'_>) -> Option<(Prefix, Cursor<'_>)> {
    if cursor.first()?.is_ascii() {
        return None;
    }
    if let Some((era, after)) = Era::after(cursor) {
        return Some((Prefix::Era(era), after.blanks()));
    }
    [&YEARS[..], &MONTHS, &KOREAN, &LUNAR]
        .into_iter()
        .flatten()
        .find_map(|&(word, prefix)| Some((prefix, cursor.eat_word(word)?.blanks())))
}
