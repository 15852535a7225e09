//! What is read in whole sentences, and what holds for every text.

mod chinese;
mod neighbours;
mod none;

use super::{Context, Date, Mention, mentions};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

/// Text of an article in paragraphs, and its mentions as `from[..to][?]|source`,
/// joined by `; `.
type Case = (&'static str, &'static str);

fn shown(text: &str, mention: &Mention) -> String {
    let mut line = mention.from.to_string();
    if let Some(to) = mention.to {
        write!(line, "..{to}").unwrap();
    }
    if mention.inferred {
        line.push('?');
    }
    format!("{line}|{}", text.get(mention.span.clone()).unwrap())
}

fn read(own: Option<&str>, article: &str) -> String {
    let mut context = Context::dated(own.map(|own| own.parse().unwrap()));
    let mut lines = Vec::new();
    for text in article.split('\n') {
        let found = mentions(text, &mut context);
        lines.extend(found.iter().map(|mention| shown(text, mention)));
    }
    lines.join("; ")
}

/// Checks each case of an article with its own date, if any.
fn check(own: Option<&str>, cases: &[Case]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|&(text, wanted)| (text, wanted, read(own, text)))
        .filter(|(_, wanted, got)| got != wanted)
        .map(|(text, wanted, got)| format!("{text}\n  wanted: {wanted}\n  got:    {got}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn dates_are_shown_and_parsed() {
    for (text, shown) in [
        ("2018", "2018"),
        ("2018-06", "2018-06"),
        ("2018-06-12", "2018-06-12"),
        ("2018/6/12", "2018-06-12"),
        ("2018.6", "2018-06"),
        ("2024-2-29", "2024-02-29"),
    ] {
        assert_eq!(text.parse::<Date>().unwrap().to_string(), shown);
    }
    for text in [
        "",
        "201806",
        "18",
        "2018-",
        "2018-13",
        "2018-02-30",
        "2018-6/12",
        "2018-06-12-1",
        "2018-0",
        "+018",
        "2018-+6",
        "0000",
        "２０１８",
    ] {
        assert!(text.parse::<Date>().is_err(), "{text}");
    }
}

#[test]
fn spans_are_counted_in_days() {
    for (text, first, last) in [
        ("1970-01-01", 0, 0),
        ("1970", 0, 364),
        ("2000-02", 10988, 11016),
        ("2024-12-31", 20088, 20088),
        ("1969", -365, -1),
        ("1900-03-01", -25508, -25508),
    ] {
        let date: Date = text.parse().unwrap();
        assert_eq!((date.first_day(), date.last_day()), (first, last), "{text}");
    }
}

#[test]
fn days_are_numbered_without_gaps() {
    let mut day = "1000-01-01".parse::<Date>().unwrap().first_day();
    for year in 1000..3000 {
        for month in 1..=12 {
            let date = Date::new(year, Some(month), None).unwrap();
            assert_eq!(date.first_day(), day);
            day = date.last_day() + 1;
        }
    }
}

/// What dates are made of, split at `|`.
const PIECES: &str = concat!(
    "2018|18|6|12|31|0|二〇一八|六|十二|廿|元|年|月|日|号|년|월|일|至|-|—|——|から|まで|",
    "부터|까지| |（|）|(|)|丙午|令和|平成|昭和|同年|去年|本月|同月|翌年|올해|지난달|的|の|第|前|来|代|",
    "农历|/|.|,|ngày | tháng | năm |June | May|火|份|\u{e9}|\u{1F600}|",
    "元年|千",
);

fn pieces() -> impl Strategy<Value = String> {
    let pieces: Vec<&str> = PIECES.split('|').collect();
    prop::collection::vec(prop::sample::select(pieces), 0..24).prop_map(|pieces| pieces.concat())
}

fn ordered(text: &str) {
    for own in [
        None,
        Some("2018-06-12"),
        Some("9999-12-31"),
        Some("2018"),
        Some("2018-01"),
    ] {
        let mut context = Context::dated(own.map(|own| own.parse().unwrap()));
        let mut end = 0;
        for mention in mentions(text, &mut context) {
            assert!(mention.span.start >= end && mention.span.start < mention.span.end);
            end = mention.span.end;
            assert!(text.get(mention.span.clone()).is_some());
            for date in [Some(mention.from), mention.to].into_iter().flatten() {
                assert_eq!(Date::new(date.year, date.month, date.day), Some(date));
                assert_eq!(date.to_string().parse(), Ok(date));
                assert!(date.first_day() <= date.last_day());
            }
            if let Some(to) = mention.to {
                assert!(mention.from.first_day() <= to.last_day());
            }
        }
    }
}

proptest! {
    #[test]
    fn mentions_of_any_text_are_in_order(text in any::<String>()) {
        ordered(&text);
    }

    #[test]
    fn mentions_of_broken_dates_are_in_order(text in pieces()) {
        ordered(&text);
    }

    #[test]
    fn each_day_is_read_back(day in -300_000i32..300_000) {
        let year = 1970 + day / 366;
        let date = Date::new(year as i16, Some((day.unsigned_abs() % 12 + 1) as u8), Some((day.unsigned_abs() % 28 + 1) as u8)).unwrap();
        let (month, day) = (date.month.unwrap(), date.day.unwrap());
        for text in [
            date.to_string(),
            format!("于{year}年{month}月{day}日在"),
            format!("{year}년 {month}월 {day}일"),
            format!("ngày {day} tháng {month} năm {year}"),
        ] {
            let found = mentions(&text, &mut Context::default());
            prop_assert_eq!(found.len(), 1);
            prop_assert_eq!(found[0].from, date);
        }
    }
}

#[test]
fn an_impossible_own_date_is_none() {
    let own = Date {
        year: i16::MAX,
        month: Some(13),
        day: Some(0),
    };
    assert!(own.last_day() > 0);
    assert_eq!(
        mentions("12日，去年6月", &mut Context::dated(Some(own))),
        []
    );
}

#[test]
fn hostile_texts_take_linear_time() {
    for piece in [
        "1年",
        "2018年",
        "6月",
        "1-",
        "2018-",
        "2018.6.",
        "2018(",
        "1日至",
        "12月1日—",
        "1 June",
        "June 1 ",
        "ngày 1",
        "2018年(平成",
        "１月",
        "去年1月",
        "一日",
        "6月1",
        "1 ",
        "2018年6月1日至",
    ] {
        quick(&piece.repeat((1 << 17) / piece.len()), piece);
    }
    for piece in [
        "1", "年", "一", "元", "(", "去年", "的", "月", "日", "０", "十", " ", "June ", "—",
    ] {
        quick(&piece.repeat((1 << 20) / piece.len()), piece);
    }
}

/// Far above what an unoptimized build needs, far below quadratic time.
fn quick(text: &str, piece: &str) {
    let started = Instant::now();
    mentions(text, &mut Context::dated("2018-06-12".parse().ok()));
    assert!(started.elapsed() < Duration::from_secs(5), "{piece}");
}
