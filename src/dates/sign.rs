//! The signs that make a number a date, the words between the two ends of a
//! span, and the brackets that repeat a year in another calendar.
//!
//! Invariant: each reader looks at a fixed count of characters.

use super::cursor::Cursor;
use super::number::{Number, number};
use super::prefix::Era;

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sign {
    Year,
    Month,
    Day,
    /// 号: the day of speech, but also the number of a house, a line, a ship.
    Issue,
}

/// The sign that stands here, blanks before it allowed.
pub(super) fn sign(cursor: Cursor<'_>) -> Option<(Sign, Cursor<'_>)> {
    let cursor = cursor.blanks();
    let first = cursor.first()?;
    let sign = match first {
        '年' | '년' => Sign::Year,
        '月' | '월' => Sign::Month,
        '日' | '일' => Sign::Day,
        '号' | '號' => Sign::Issue,
        _ => return None,
    };
    let after = cursor.past(first.len_utf8());
    // 6月份 is the month, 2份 is a share.
    let share = (first == '月').then(|| after.eat(|c| c == '份')).flatten();
    Some((sign, share.unwrap_or(after)))
}

/// Past what joins the two ends of a span, blanks around it allowed.
pub(super) fn connector(cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    const WORDS: [&str; 8] = ["から", "부터", "起至", "至", "到", "——", "起到", "에서"];
    let cursor = cursor.blanks();
    let after = cursor.eat_any(&WORDS).or_else(|| cursor.eat(is_dash))?;
    Some(after.blanks())
}

/// Past the word that closes a span: `まで`, `까지`.
pub(super) fn closing(cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    cursor.eat_any(&["まで", "까지"])
}

/// The dashes and waves of spans.
pub(super) fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '~' | '\u{2010}'..='\u{2015}' | '−' | '－' | '〜' | '～' | '∼' | '─'
    )
}

/// Past the day of the week in brackets: `(火)`, `（星期二）`.
pub(super) fn weekday(cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    let mut inner = cursor.blanks().eat(is_open)?;
    for _ in 0..3 {
        inner = inner.eat(is_weekday)?;
        if let Some(after) = inner.eat(is_close) {
            return Some(after);
        }
    }
    None
}

fn is_weekday(c: char) -> bool {
    "日月火水木金土曜一二三四五六星期周週天祝월화수목금토일요".contains(c)
}

fn is_open(c: char) -> bool {
    matches!(c, '(' | '（' | '［' | '[' | '〔')
}

fn is_close(c: char) -> bool {
    matches!(c, ')' | '）' | '］' | ']' | '〕')
}

/// Past the name of a year in the cycle of sixty: `丙午`.
fn cyclic(cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    cursor
        .eat(|c| "甲乙丙丁戊己庚辛壬癸".contains(c))?
        .eat(|c| "子丑寅卯辰巳午未申酉戌亥".contains(c))
}

/// Past the sign of `year` and all that names the same year once more:
/// `2026丙午年`, `2026年（丙午年）`, `2018年(平成30年)`, `令和8(2026)年`.
pub(super) fn year_sign(cursor: Cursor<'_>, year: i16) -> Option<Cursor<'_>> {
    let direct = cursor.blanks();
    let named = cyclic(direct).or_else(|| bracket(direct, year));
    let after = named.unwrap_or(direct).blanks().eat(is_year)?;
    let again = after.blanks();
    let gloss = bracket(again, year).or_else(|| cyclic(again)?.eat(is_year));
    Some(gloss.unwrap_or(after))
}

fn is_year(c: char) -> bool {
    matches!(c, '年' | '년')
}

/// Past a bracket that names `year` in another way.
fn bracket(cursor: Cursor<'_>, year: i16) -> Option<Cursor<'_>> {
    let inner = cursor.eat(is_open)?.blanks();
    let named = cyclic(inner).or_else(|| same_year(inner, year))?.blanks();
    let inner = named.eat(is_year).unwrap_or(named);
    inner.blanks().eat(is_close)
}

/// Past a year of an era or of the common era that is `year`, or nearly so:
/// the old calendars changed the year on other days.
fn same_year(cursor: Cursor<'_>, year: i16) -> Option<Cursor<'_>> {
    let (era, begin) = match Era::after(cursor) {
        Some((era, begin)) => (Some(era), begin.blanks()),
        None => (
            None,
            cursor.eat_any(&["西暦", "公元", "西元"]).unwrap_or(cursor),
        ),
    };
    let (value, after) = match (era, first_year(begin)) {
        (Some(era), Some(after)) => (era.year(1)?, after),
        (Some(era), None) => {
            let (Number { value, .. }, after) = number(begin)?;
            (era.year(value)?, after)
        }
        (None, _) => {
            let (number, after) = number(begin)?;
            (number.full_year()?, after)
        }
    };
    (value.abs_diff(year) <= 1).then_some(after)
}

/// Past 元, the first year of an era, where its sign follows.
pub(super) fn first_year(cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    cursor
        .eat(|c| c == '元')
        .filter(|after| after.first().is_some_and(|c| is_year(c) || is_open(c)))
}
