//! Headlines and articles for benchmarks: the same in every run, nearly all of them
//! distinct, in Chinese (most of it simplified), Japanese, Korean, Vietnamese and
//! English, put together from lists of words. `examples/corpus.rs` writes them.

#![allow(dead_code, unused_imports, reason = "each bench takes what it needs")]

mod articles;
pub(crate) mod queries;
pub(crate) mod rows;
mod words;

use std::fmt::Write as _;

pub(crate) use articles::write_articles;

/// Which headlines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mix {
    /// 56 % simplified and 8 % traditional Chinese, 13 % Japanese, 13 % Korean, 10 %
    /// Vietnamese and English.
    Mixed,
    /// Every headline holds 越南: a query for it matches all.
    Crowded,
}

/// A small generator of numbers (xorshift64*), the same on every machine.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33
    }

    fn below(&mut self, limit: usize) -> usize {
        self.next() as usize % limit
    }
}

/// Words to choose from.
struct Words(Vec<&'static str>);

impl Words {
    fn new(list: &'static str) -> Self {
        let words = if list.contains('/') {
            list.split('/').map(str::trim).collect()
        } else {
            list.split_whitespace().collect()
        };
        Self(words)
    }

    fn any(&self, numbers: &mut Numbers) -> &'static str {
        self.0[numbers.below(self.0.len())]
    }
}

/// Makes headline after headline.
pub(crate) struct Headlines {
    mix: Mix,
    numbers: Numbers,
    surnames: Words,
    given: Words,
    places: Words,
    countries: Words,
    pairs: Words,
    who: Words,
    does: Words,
    kinds: Words,
    what: Words,
    tails: Words,
    traditional: [Words; 5],
    others: [[Words; 4]; 3],
}

impl Headlines {
    pub(crate) fn new(mix: Mix) -> Self {
        Self {
            mix,
            numbers: Numbers(0x9e37_79b9_7f4a_7c15),
            surnames: Words::new(words::SURNAMES),
            given: Words::new(words::GIVEN),
            places: Words::new(words::PLACES),
            countries: Words::new(words::COUNTRIES),
            pairs: Words::new(words::PAIRS),
            who: Words::new(words::WHO),
            does: Words::new(words::DOES),
            kinds: Words::new(words::KINDS),
            what: Words::new(words::WHAT),
            tails: Words::new(words::TAILS),
            traditional: words::TRADITIONAL.map(Words::new),
            others: [words::JA, words::KO, words::LATIN].map(|lists| lists.map(Words::new)),
        }
    }

    /// Writes the next headline behind what `out` holds.
    pub(crate) fn next(&mut self, out: &mut String) {
        if self.mix == Mix::Crowded {
            out.push_str("越南");
            return self.simplified(out);
        }
        match self.numbers.below(100) {
            0..56 => self.simplified(out),
            56..64 => self.traditional(out),
            64..77 => self.other(0, "", out),
            77..90 => self.other(1, " ", out),
            _ => self.other(2, " ", out),
        }
    }

    fn simplified(&mut self, out: &mut String) {
        let numbers = &mut self.numbers;
        let form = numbers.below(8);
        let (place, country) = (self.places.any(numbers), self.countries.any(numbers));
        let (who, does) = (self.who.any(numbers), self.does.any(numbers));
        let (kind, what, tail) = (
            self.kinds.any(numbers),
            self.what.any(numbers),
            self.tails.any(numbers),
        );
        let pair = self.pairs.any(numbers);
        let person = [(); 3].map(|()| self.given.any(numbers));
        let person = (
            self.surnames.any(numbers),
            person[0],
            person[usize::from(numbers.below(4) > 0) * 2],
        );
        let (family, first, second) = person;
        let count = numbers.below(90) + 2;
        let written = match form {
            0 => write!(out, "{country}{who}在{place}{does}{kind}{what}，{tail}"),
            1 => write!(out, "{place}：{who}{does}{country}{kind}{what}，{tail}"),
            2 => write!(
                out,
                "{family}{first}{second}{does}{kind}{what}：{country}{who}{tail}"
            ),
            3 => write!(out, "{who}{does}第{count}届{country}{kind}{what}"),
            4 => write!(
                out,
                "{}年{place}{what}{tail}，{country}{who}{does}",
                1990 + count % 40
            ),
            5 => write!(
                out,
                "{pair}{kind}{what}在{place}举行 {family}{first}{second}出席"
            ),
            6 => write!(out, "{who}{family}{first}{second}：{country}{what}{tail}"),
            _ => write!(out, "{pair}{who}{does}{what} {place}{count}家单位参加"),
        };
        written.unwrap_or_default();
    }

    fn traditional(&mut self, out: &mut String) {
        let numbers = &mut self.numbers;
        let [place, who, does, what, tail] =
            self.traditional.each_ref().map(|words| words.any(numbers));
        let count = numbers.below(900) + 2;
        let written = match count % 3 {
            0 => write!(out, "{place}{who}{does}第{count}屆{what}，{tail}"),
            1 => write!(out, "{what}{tail}：{who}在{place}{does}{count}項成果"),
            _ => write!(out, "【{place}】{who}{does}{what} {count}人出席"),
        };
        written.unwrap_or_default();
    }

    fn other(&mut self, language: usize, between: &str, out: &mut String) {
        for words in &self.others[language] {
            out.push_str(words.any(&mut self.numbers));
            out.push_str(between);
        }
        if between.is_empty() {
            out.push(' ');
        }
        write!(out, "{}", self.numbers.below(10_000)).unwrap_or_default();
    }
}

/// `count` headlines, the same for the same arguments.
pub(crate) fn headlines(count: usize, mix: Mix) -> Vec<String> {
    let mut all = Headlines::new(mix);
    let one = |()| {
        let mut line = String::new();
        all.next(&mut line);
        line
    };
    std::iter::repeat_n((), count).map(one).collect()
}

/// Writes `count` mixed headlines, one a line.
pub(crate) fn write_lines(count: usize, out: &mut impl std::io::Write) -> std::io::Result<()> {
    let mut all = Headlines::new(Mix::Mixed);
    let mut line = String::new();
    for _ in 0..count {
        line.clear();
        all.next(&mut line);
        line.push('\n');
        out.write_all(line.as_bytes())?;
    }
    Ok(())
}
