//! The sources of the list that could not be read, or not whole: the notice about the
//! one that came last.
//!
//! Invariant: a file is counted once, whatever was wrong in it, and a source of which
//! something is there is never said to be unreadable.

use std::collections::HashMap;

use super::event::Failure;
use super::notice::{Notice, Tone};
use crate::text::clean;

/// What was wrong in each source so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Faults {
    sources: HashMap<String, Lines>,
}

/// The lines of a file that are no articles.
#[derive(Clone, Debug, Default)]
struct Lines {
    /// The numbers of the first ones.
    named: Vec<String>,
    /// How many there are beside them.
    more: usize,
}

impl Faults {
    /// Takes a failure in, and says in plain words what is wrong with its source.
    pub(super) fn notice(&mut self, failure: &Failure) -> Notice {
        let (source, line) = place(failure);
        let lines = self.sources.entry(source.to_owned()).or_default();
        lines.named.extend(line.map(str::to_owned));
        if failure.why == "why-records-broken" {
            lines.more = failure.detail.parse().unwrap_or(0);
        }
        let part = part(failure, lines);
        let count = self.sources.len();
        match part {
            None => Notice::failure("notice-sources-failed", failure).number("count", count),
            Some(part) => {
                let name = source.rsplit('/').find(|name| !name.is_empty());
                Notice::new("notice-sources-in-part")
                    .tone(Tone::Warning)
                    .text("what", &clean::line(name.unwrap_or(source)))
                    .number("count", count)
                    .notice("why", part)
            }
        }
    }
}

/// The source of a failure, and the number of the line if it is about one.
fn place(failure: &Failure) -> (&str, Option<&str>) {
    let place = failure.what.rsplit_once(':');
    match place.filter(|_| failure.why == "why-record-broken") {
        Some((source, line)) => (source, Some(line)),
        None => (&failure.what, None),
    }
}

/// What is wrong with a source of which the rest is there; None where nothing is.
fn part(failure: &Failure, lines: &Lines) -> Option<Notice> {
    let detail = &failure.detail;
    match failure.why {
        "why-record-broken" | "why-records-broken" => {
            let count = lines.named.len() + lines.more;
            let mut numbers = lines.named.join(", ");
            if lines.more > 0 {
                numbers.push_str(", ⋯");
            }
            let notice = Notice::new("notice-part-lines").number("count", count);
            Some(notice.text("lines", &clean::line(&numbers)))
        }
        "why-line-long" => {
            let count = detail.parse().unwrap_or(1);
            Some(Notice::new("notice-part-long").number("count", count))
        }
        "why-cut" => Some(Notice::new("notice-part-cut").text("detail", detail)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Language, Texts};

    fn said(faults: &mut Faults, what: &str, why: &'static str, detail: &str) -> String {
        let failure = Failure {
            what: clean::line(what),
            why,
            detail: clean::line(detail),
        };
        let words = faults.notice(&failure).words(&Texts::new(Language::En));
        // Fluent sets what is put in apart by marks that do not show.
        words.replace(['\u{2068}', '\u{2069}'], "")
    }

    #[test]
    fn broken_lines_are_lines_of_one_file() {
        let mut faults = Faults::default();
        let mut say = |what: &str, why, detail| said(&mut faults, what, why, detail);
        assert_eq!(
            say("/n/a.jsonl:3", "why-record-broken", "expected a comma"),
            "a.jsonl: line 3 is no article; the rest is loaded"
        );
        assert_eq!(
            say("/n/a.jsonl:7", "why-record-broken", "expected a comma"),
            "a.jsonl: 2 lines are no articles (3, 7); the rest is loaded"
        );
        assert_eq!(
            say("/n/a.jsonl", "why-records-broken", "40"),
            "a.jsonl: 42 lines are no articles (3, 7, ⋯); the rest is loaded"
        );
        assert_eq!(
            say("/n/a.jsonl", "why-line-long", "1"),
            "a.jsonl: a line of more than 64 MiB was cut; the rest is loaded"
        );
        assert_eq!(
            say("/n/b.jsonl.gz", "why-cut", "unexpected end of file"),
            "2 sources have faults, last b.jsonl.gz: it is cut short or damaged \
             (unexpected end of file); what comes before is loaded"
        );
        assert_eq!(
            say("/n/c.txt", "why-permission", ""),
            "3 sources have faults, last /n/c.txt: permission denied"
        );
    }

    #[test]
    fn a_source_that_cannot_be_read_says_the_reason_and_what_the_system_said() {
        let mut faults = Faults::default();
        assert_eq!(
            said(&mut faults, "/n/a.txt", "why-io", "Input/output error"),
            "Cannot read /n/a.txt: the system reported an error (Input/output error)"
        );
    }
}
