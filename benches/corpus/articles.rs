//! Articles as JSON Lines: a headline, a body of some paragraphs (about 6 kB in all),
//! a date, who published it, and an address.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::{Headlines, Mix, Numbers, Words, words};

/// Bytes of a body, about.
const BODY: usize = 5_800;

/// Writes `count` articles, one a line, in a buffer of its own that holds one.
pub(crate) fn write_articles(count: usize, out: &mut impl Write) -> io::Result<()> {
    let mut headlines = Headlines::new(Mix::Mixed);
    let mut bodies = Bodies::new();
    let publishers = Words::new(words::PUBLISHERS);
    let mut numbers = Numbers(0x0123_4567_89ab_cdef);
    let mut line = String::new();
    for nth in 0..count {
        line.clear();
        // No word has a character that JSON escapes.
        line.push_str("{\"headline\":\"");
        headlines.next(&mut line);
        line.push_str("\",\"body\":\"");
        bodies.next(nth, &mut line);
        let (year, month, day) = (
            2000 + numbers.below(26),
            1 + numbers.below(12),
            1 + numbers.below(28),
        );
        let source = publishers.any(&mut numbers);
        let rest = format_args!(
            "\",\"date\":\"{year}-{month:02}-{day:02}\",\"source\":\"{source}\",\"url\":\"https://example.org/{nth}\"}}\n"
        );
        line.write_fmt(rest).unwrap_or_default();
        out.write_all(line.as_bytes())?;
    }
    Ok(())
}

/// Makes body after body.
struct Bodies {
    numbers: Numbers,
    sentences: Headlines,
    openings: Words,
    endings: Words,
}

impl Bodies {
    fn new() -> Self {
        Self {
            numbers: Numbers(0xfedc_ba98_7654_3210),
            sentences: Headlines::new(Mix::Mixed),
            openings: Words::new(words::OPENINGS),
            endings: Words::new(words::ENDINGS),
        }
    }

    /// Sentences in paragraphs of five; one of them holds the number of the article,
    /// so that there is a text that stands in one article alone.
    fn next(&mut self, nth: usize, out: &mut String) {
        let end = out.len() + BODY;
        let mut count = 0;
        while out.len() < end {
            out.push_str(self.openings.any(&mut self.numbers));
            self.sentences.simplified(out);
            out.push('，');
            out.push_str(self.endings.any(&mut self.numbers));
            out.push('。');
            count += 1;
            if count % 5 == 0 {
                out.push_str("\\n\\n");
            }
        }
        write!(out, "档案第{nth}号。").unwrap_or_default();
    }
}
