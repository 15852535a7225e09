//! Numbers as dates write them: `2018`, `２０１８`, `二〇一八`, `二十八`, `廿八`.
//!
//! Invariant: reading a number looks at a fixed count of characters, however
//! long the run of digits is.

use super::cursor::Cursor;

/// No number of a date has more characters than this.
const LONGEST: usize = 4;

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    /// `2018`, `２０１８`.
    Arabic,
    /// `二〇一八`: more than one Chinese digit.
    Row,
    /// `六`, `十二`, `廿八`: as it is spoken.
    Spoken,
}

/// A number as read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    pub(super) value: u16,
    /// Its length in characters.
    pub(super) length: usize,
    pub(super) script: Script,
}

impl Number {
    /// As a month or a day of a month.
    pub(super) fn small(self) -> Option<u8> {
        let fits = match self.script {
            Script::Arabic => self.length <= 2,
            Script::Row => false,
            Script::Spoken => true,
        };
        u8::try_from(self.value).ok().filter(|_| fits)
    }

    /// As a year in full, the only kind that is not also a count of years.
    pub(super) fn full_year(self) -> Option<i16> {
        let fits = self.length == 4 && self.script != Script::Spoken;
        (fits && (1000..=2999).contains(&self.value)).then_some(self.value as i16)
    }
}

/// The number that stands here; a longer run of digits than a date has is none.
pub(super) fn number(cursor: Cursor<'_>) -> Option<(Number, Cursor<'_>)> {
    let first = cursor.first()?;
    if arabic(first).is_some() {
        read_arabic(cursor)
    } else {
        chinese(first)?;
        read_chinese(cursor)
    }
}

/// Past the whole run of digits that stands here.
pub(super) fn past_run(cursor: Cursor<'_>) -> Cursor<'_> {
    let rest = cursor.rest();
    let of_run: fn(char) -> bool = match cursor.first() {
        Some(c) if arabic(c).is_some() => |c| arabic(c).is_some(),
        _ => |c| chinese(c).is_some(),
    };
    cursor.past(rest.len() - rest.trim_start_matches(of_run).len())
}

/// The place at or after `from` where the next run of digits begins, or a 元.
pub(super) fn next(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    find(bytes, from, |three| {
        matches!(
            three,
            [0xEF, 0xBC, 0x90..=0x99] // ０ to ９
                | [0xE2, 0x97, 0x8B] // ○
                | [0xE3, 0x80, 0x87] // 〇
                | [0xE4, 0xB8, 0x80 | 0x83 | 0x89] // 一 七 三
                | [0xE4, 0xB9, 0x9D] // 九
                | [0xE4, 0xBA, 0x8C | 0x94] // 二 五
                | [0xE5, 0x85, 0x83 | 0xAB | 0xAD] // 元 八 六
                | [0xE5, 0x8D, 0x81 | 0x84 | 0x85] // 十 卄 卅
                | [0xE5, 0x9B, 0x9B] // 四
                | [0xE5, 0xBB, 0xBF] // 廿
                | [0xE9, 0x9B, 0xB6] // 零
        )
    })
}

/// Whether a text may name a date at all: it has a digit or a sign of one.
pub(super) fn may_name_date(text: &str) -> bool {
    let found = find(text.as_bytes(), 0, |three| {
        matches!(
            three,
            [0xEF, 0xBC, 0x90..=0x99] // ０ to ９
                | [0xE5, 0xB9, 0xB4] // 年
                | [0xE6, 0x9C, 0x88] // 月
                | [0xE6, 0x97, 0xA5] // 日
                | [0xE5, 0x8F, 0xB7] // 号
                | [0xE8, 0x99, 0x9F] // 號
                | [0xEB, 0x85, 0x84] // 년
                | [0xEC, 0x9B, 0x94] // 월
                | [0xEC, 0x9D, 0xBC] // 일
        )
    });
    found.is_some()
}

/// The place at or after `from` of the first ASCII digit or wanted character of
/// three bytes.
fn find(bytes: &[u8], from: usize, wanted: impl Fn(&[u8; 3]) -> bool) -> Option<usize> {
    let mut rest = bytes.get(from..)?;
    loop {
        rest = match rest {
            [b'0'..=b'9', ..] => return Some(bytes.len() - rest.len()),
            [0xE0..=0xEF, _, _, after @ ..] => {
                if rest.first_chunk().is_some_and(&wanted) {
                    return Some(bytes.len() - rest.len());
                }
                after
            }
            [_, after @ ..] => after,
            [] => return None,
        };
    }
}

/// The value of a digit 0 to 9, narrow or wide.
pub(super) fn arabic(c: char) -> Option<u16> {
    match c {
        '0'..='9' => Some(c as u16 - '0' as u16),
        '０'..='９' => Some(c as u16 - '０' as u16),
        _ => None,
    }
}

/// The value of a Chinese digit; 10, 20 and 30 are the tens.
fn chinese(c: char) -> Option<u16> {
    let value = match c {
        '〇' | '零' | '○' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        '廿' | '卄' => 20,
        '卅' => 30,
        _ => return None,
    };
    Some(value)
}

fn read_arabic(cursor: Cursor<'_>) -> Option<(Number, Cursor<'_>)> {
    let mut after = cursor;
    let (mut value, mut length) = (0, 0);
    while let Some(digit) = after.first().and_then(arabic) {
        if length == LONGEST {
            return None;
        }
        value = value * 10 + digit;
        length += 1;
        after = after.eat(|_| true)?;
    }
    let script = Script::Arabic;
    let number = Number {
        value,
        length,
        script,
    };
    (length > 0).then_some((number, after))
}

fn read_chinese(cursor: Cursor<'_>) -> Option<(Number, Cursor<'_>)> {
    let mut after = cursor;
    let mut digits = [0; LONGEST];
    let mut length = 0;
    while let Some(digit) = after.first().and_then(chinese) {
        *digits.get_mut(length)? = digit;
        length += 1;
        after = after.eat(|_| true)?;
    }
    let digits = digits.get(..length)?;
    let (value, script) = match *digits {
        [one @ 1..=10] => (one, Script::Spoken),
        [tens @ (20 | 30)] => (tens, Script::Spoken),
        [tens @ (10 | 20 | 30), one @ 1..=9] => (tens + one, Script::Spoken),
        [tens @ 2..=9, 10] => (tens * 10, Script::Spoken),
        [tens @ 2..=9, 10, one @ 1..=9] => (tens * 10 + one, Script::Spoken),
        _ if length > 1 && digits.iter().all(|&digit| digit < 10) => {
            let value = digits.iter().fold(0, |sum, digit| sum * 10 + digit);
            (value, Script::Row)
        }
        _ => return None,
    };
    let number = Number {
        value,
        length,
        script,
    };
    Some((number, after))
}
