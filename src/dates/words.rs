//! The neighbours of a number that make it a count, a name or a sum instead of
//! a date: 30年`间`, `第`12日, 24日`元`, 3`号线`.
//!
//! Invariant: each test compares with a fixed list of short words.

use super::cursor::Cursor;
use super::number::arabic;
use super::part::Part;
use super::sign::Sign;

/// Whether the number of `length` characters at `cursor` is not a part of a
/// longer number or name.
pub(super) fn stands_alone(cursor: Cursor<'_>, length: usize) -> bool {
    let mut before = cursor.before().chars().rev();
    let Some(last) = before.next() else {
        return true;
    };
    let after_digit = before.next().is_some_and(|c| arabic(c).is_some());
    match last {
        '.' | '．' => !after_digit,
        ',' | '，' => !(after_digit && length == 3),
        '第' | '제' | '百' | '千' | '万' | '萬' | '亿' | '億' | '两' | '兩' => false,
        '几' | '幾' | '数' | '數' | '십' | '백' | '천' | '만' => false,
        _ => !last.is_ascii_alphabetic(),
    }
}

/// Whether the year after this place lies before the common era.
pub(super) fn before_our_era(cursor: Cursor<'_>) -> bool {
    let cursor = cursor.back_over_blanks();
    cursor.follows(&["기원전", "BC", "B.C."]) || is_front(cursor)
}

/// Whether 前 stands before this place as a word of its own, not as in 之前.
fn is_front(cursor: Cursor<'_>) -> bool {
    cursor.back_over("前").is_some_and(|front| {
        !front
            .last()
            .is_some_and(|c| "之以此日月目年战戰生".contains(c))
    })
}

/// What makes a round number of years a distance in time.
const AWAY: [&str; 8] = ["前", "后", "後", "之前", "之后", "以前", " 전", " 후"];

/// Whether a year alone is a count of years: 1200年历史, 2000年来.
pub(super) fn counts_years(year: i16, after: Cursor<'_>) -> bool {
    const HISTORY: [&str; 10] = [
        "历史",
        "的历史",
        "歷史",
        "的歷史",
        "歴史",
        "の歴史",
        "文明",
        "역사",
        " 역사",
        "의 역사",
    ];
    if let Some(history) = after.eat_any(&HISTORY) {
        return !history.sees(&["性", "上", "最", "新", "的", "적"]);
    }
    if year % 100 != 0 {
        return false;
    }
    if let Some(since) = after.eat_any(&["来", "來"]) {
        return !since.sees(&["到", "华", "華", "访", "訪", "自", "了", "临", "臨"]);
    }
    if after.sees(&["间", "間", "간"]) {
        return true;
    }
    year < 1900 && after.sees(&AWAY)
}

/// Past the word that makes a year a decade: 1990年代, not 2010年代表.
pub(super) fn decade(year: i16, after: Cursor<'_>) -> Option<Cursor<'_>> {
    const OTHERS: [&str; 10] = ["表", "理", "替", "言", "码", "碼", "통", "표", "학", "회"];
    let end = after.eat_any(&["代", "대"])?;
    (year % 10 == 0 && !end.sees(&OTHERS)).then_some(end)
}

/// Whether a month alone, between these places, may be one of the calendar.
pub(super) fn is_month(begin: Cursor<'_>, part: Part, after: Cursor<'_>) -> bool {
    const OTHERS: [&str; 15] = [
        "龄", "齢", "齡", "大", "球", "曜", "余", "餘", "有余", "間", "급", "드컵", "饼", "항쟁",
        " 항쟁",
    ];
    const SPOKEN: [&str; 13] = [
        "革命", "花", "天", "后", "後", "内", "內", "之", "前", "三", "兔", "夕", "来",
    ];
    let other = after.sees(&OTHERS) || part.spoken && after.sees(&SPOKEN);
    !other && !is_counted(begin)
}

/// Whether a month that begins here comes back each year.
pub(super) fn recurs(begin: Cursor<'_>) -> bool {
    begin
        .back_over_blanks()
        .follows(&["每年", "毎年", "매년", "每逢", "例年", "历年", "歷年"])
}

/// Whether a day alone, between these places, may be one of the calendar.
pub(super) fn is_day(begin: Cursor<'_>, part: Part, after: Cursor<'_>) -> bool {
    if is_counted(begin) || begin.back_over_blanks().follows(&MONTHLY) {
        return false;
    }
    if part.day_sign == Some(Sign::Issue) {
        return is_issue_day(begin, after);
    }
    !is_count_of_days(after) && !begins_with_sun(after)
}

const MONTHLY: [&str; 5] = ["每月", "毎月", "매월", "매달", "每逢"];

/// Whether the word before a number makes it a count.
fn is_counted(begin: Cursor<'_>) -> bool {
    const WORDS: [&str; 34] = [
        "每", "毎", "近", "逾", "满", "滿", "约", "約", "隔", "连", "連", "连续", "連續", "連続",
        "持续", "共", "历时", "歷時", "为期", "為期", "长达", "長達", "超", "超过", "仅", "整整",
        "这", "這", "那", "最初", "약", "총", "매", "며",
    ];
    let begin = begin.back_over_blanks();
    begin.follows(&WORDS) || is_front(begin)
}

fn is_count_of_days(after: Cursor<'_>) -> bool {
    const WORDS: [&str; 40] = [
        "间",
        "間",
        "ぶり",
        "以内",
        "以內",
        "之内",
        "之內",
        "内",
        "內",
        "目",
        "連続",
        "连续",
        "游",
        "遊",
        "龄",
        "齢",
        "曜",
        "均",
        "后",
        "後",
        "以上",
        "余",
        "餘",
        "간",
        "째",
        "만에",
        " 만에",
        " 동안",
        " 전",
        " 후",
        " 뒤",
        "线",
        "線",
        "年化",
        "移动平均",
        " 이내",
        "이내",
        "절",
        "제",
        "차",
    ];
    if let Some(front) = after.eat_word("前") {
        // 前往, 前来, 前后: no count of days ago.
        return !front.sees(&["往", "来", "來", "去", "后", "後", "夕", "半", "日", "述"]);
    }
    if after.sees(&[
        "间接", "后卫", "内阁", "内政", "內閣", "內政", "内塔", "余额", "目前",
    ]) {
        return false;
    }
    if after.sees(&["目标", "目標", "游行", "遊行", "后续", "連日"]) {
        return false;
    }
    after.sees(&WORDS)
}

/// Whether 日 belongs to what follows: 24日元, 12日本.
fn begins_with_sun(after: Cursor<'_>) -> bool {
    const PAPER: [&str; 9] = ["报", "報", "社", "网", "網", "台", "届", "屆", "月"];
    if let Some(money) = after.eat_word("元") {
        return !money.sees(&["首", "旦", "老", "宵"]);
    }
    if let Some(here) = after.eat_any(&["本", "본"]) {
        return !here.sees(&PAPER);
    }
    if let Some(side) = after.eat_word("方") {
        return !side.sees(&["才", "可"]);
    }
    after.sees(&["圆", "圓", "円", "语", "語", "반"])
}

/// 号 alone is a day only where its neighbours speak of time: 3号上午, 在3号，
/// but not 3号线, 神舟12号.
fn is_issue_day(begin: Cursor<'_>, after: Cursor<'_>) -> bool {
    const TIME: [&str; 15] = [
        "上午", "下午", "早上", "早晨", "清晨", "凌晨", "中午", "晚", "傍晚", "夜", "深夜", "当天",
        "當天", "起", "(星期",
    ];
    if after.sees(&TIME) {
        return true;
    }
    let free = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let begin = begin.back_over_blanks();
    let leads = begin.follows(&["在", "于", "於", "至", "到", "从", "從", "自"]);
    (leads || free(begin.last())) && free(after.blanks().first())
}

/// Whether the part that begins here, up to `after`, is a date by its neighbours.
pub(super) fn allow(begin: Cursor<'_>, part: Part, after: Cursor<'_>) -> bool {
    let Some((sign, _)) = part.signs() else {
        return false;
    };
    match sign {
        Sign::Year => {
            // 近2000年: a round number after such a word is a count.
            let round = part.year.is_some_and(|year| year % 100 == 0);
            let alone = part.month.is_none() && part.prefix.is_none();
            !(before_our_era(begin) || round && alone && is_counted(begin))
        }
        Sign::Month if recurs(begin) => false,
        Sign::Month if part.day.is_none() && part.is_bare(sign) => is_month(begin, part, after),
        Sign::Month => true,
        Sign::Day | Sign::Issue => !part.is_bare(Sign::Day) || is_day(begin, part, after),
    }
}
