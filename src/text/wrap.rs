//! Fills lines: greedy, over clusters, in one pass that streams. After CLREQ
//! 3.1.4: what may not start a line pulls its predecessor down ("push out"), a
//! last line of a single character gets company, blanks vanish at line ends.
//!
//! Invariant: lines cover the text without a gap (`next` of one is `start` of
//! the following), only blanks lie between `end` and `next`, and no line is
//! wider than the measure unless a single cluster is.

use super::Ambiguous;
use super::breaks::{Judge, Level, Opportunity};
use super::class::{self, Class};
use super::cluster::Clusters;
use super::lang::Lang;
use super::width;

/// How a paragraph is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Setting {
    /// Columns of a line.
    pub measure: usize,
    /// Columns that the first line is indented by.
    pub indent: usize,
    pub ambiguous: Ambiguous,
    pub level: Level,
    pub lang: Lang,
}

/// One line of a paragraph, as byte offsets into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// First byte shown.
    pub start: usize,
    /// One past the last byte shown; blanks may follow up to `next`.
    pub end: usize,
    /// Where the following line starts.
    pub next: usize,
    /// Columns used, the indent included.
    pub columns: usize,
}

/// A place where the line could end.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    /// First byte of the next line.
    at: usize,
    /// Column there.
    column: usize,
    /// End and column of what is shown before it.
    end: usize,
    end_column: usize,
}

/// The lines of one paragraph (a text without line feeds), lazily.
pub struct Lines<'t> {
    text: &'t str,
    clusters: Clusters<'t>,
    judge: Judge<'t>,
    setting: Setting,
    /// Where the current line starts; None when all is said.
    start: Option<usize>,
    column: usize,
    /// End and column of the last cluster that is not blank.
    end: usize,
    end_column: usize,
    best: Option<Candidate>,
    /// The best but one, for a last line that would be too short.
    second: Option<Candidate>,
    in_word: Option<Candidate>,
    /// Inside a word or number, where nothing else is left.
    inside: Option<Candidate>,
    /// A cluster that did not fit and starts no line yet.
    pending: Option<Next>,
}

/// A cluster on its way into a line.
#[derive(Clone, Copy, Debug)]
struct Next {
    at: usize,
    end: usize,
    /// Columns; None for a tab, which depends on where it stands.
    width: Option<usize>,
    blank: bool,
}

/// The lines of `text` as `setting` sets it; an empty text has one empty line.
pub fn lines(text: &str, setting: Setting) -> Lines<'_> {
    Lines {
        text,
        clusters: Clusters::new(text),
        judge: Judge::new(text, setting.level, setting.lang),
        setting,
        start: Some(0),
        column: setting.indent,
        end: 0,
        end_column: setting.indent,
        best: None,
        second: None,
        in_word: None,
        inside: None,
        pending: None,
    }
}

impl Iterator for Lines<'_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        let start = self.start?;
        loop {
            let next = match self.pending.take() {
                Some(held) => held,
                None => match self.clusters.next() {
                    Some((at, piece)) => self.take(at, piece, start),
                    None => return Some(self.last(start)),
                },
            };
            let after = match next.width {
                Some(width) => self.column + width,
                None => width::advance(self.column, "\t", self.setting.ambiguous),
            };
            if !next.blank && after > self.setting.measure && next.at > start {
                let at = next.at;
                self.pending = Some(next);
                return Some(self.break_line(start, at));
            }
            self.column = after;
            if !next.blank {
                self.end = next.end;
                self.end_column = after;
            }
        }
    }
}

impl Lines<'_> {
    /// Takes a cluster in: what it is, and what the boundary before it allows.
    #[inline]
    fn take(&mut self, at: usize, piece: &str, start: usize) -> Next {
        let end = at + piece.len();
        let first = piece.chars().next().unwrap_or(' ');
        let class = class::of(first);
        let found = self.judge.next(at, class, self.clusters.rest());
        self.note_opportunity(at, start, found);
        let width = (first != '\t').then(|| width::of(first, piece, self.setting.ambiguous));
        Next {
            at,
            end,
            width,
            blank: class.has(Class::SPACE),
        }
    }

    /// Keeps a place where the line could end.
    #[inline]
    fn note_opportunity(&mut self, at: usize, start: usize, found: Opportunity) {
        if at == start || found == Opportunity::Never {
            return;
        }
        let candidate = Candidate {
            at,
            column: self.column,
            end: self.end.max(start),
            end_column: self.end_column,
        };
        match found {
            Opportunity::Allowed => self.second = self.best.replace(candidate),
            Opportunity::InLongWord => self.in_word = Some(candidate),
            Opportunity::InsideWord => self.inside = Some(candidate),
            Opportunity::Never => {}
        }
    }

    /// Ends the line that `at` no longer fits.
    fn break_line(&mut self, start: usize, at: usize) -> Line {
        let here = Candidate {
            at,
            column: self.column,
            end: self.end.max(start),
            end_column: self.end_column,
        };
        let some = self.best.or(self.in_word).or(self.inside);
        let mut chosen = some.unwrap_or(here);
        if let Some(second) = self.second.filter(|second| second.at > start)
            && self.best.is_some()
            && self.leaves_orphan(chosen.at)
        {
            chosen = second;
        }
        let line = Line {
            start,
            // Where only blanks were carried down, its text ended before.
            end: chosen.end.max(start),
            next: chosen.at,
            columns: chosen.end_column,
        };
        self.start = Some(chosen.at);
        self.column -= chosen.column;
        self.end_column = self.end_column.saturating_sub(chosen.column);
        let rebase = |kept: Option<Candidate>| {
            kept.filter(|kept| kept.at > chosen.at)
                .map(|kept| Candidate {
                    column: kept.column - chosen.column,
                    end_column: kept.end_column.saturating_sub(chosen.column),
                    ..kept
                })
        };
        self.in_word = rebase(self.in_word);
        self.inside = rebase(self.inside);
        self.best = rebase(self.best);
        self.second = None;
        if self
            .text
            .get(chosen.at..at)
            .is_some_and(|text| text.contains('\t'))
        {
            self.recount(chosen.at, at);
        }
        line
    }

    /// Counts the text that went down to the next line anew: its tabs reach from
    /// another column there.
    fn recount(&mut self, from: usize, to: usize) {
        let (text, ambiguous) = (self.text, self.setting.ambiguous);
        let column = |at: usize| width::text(text.get(from..at).unwrap_or(""), ambiguous);
        let candidate = |kept: Candidate| Candidate {
            column: column(kept.at),
            end_column: column(kept.end),
            ..kept
        };
        self.column = column(to);
        self.end_column = column(self.end);
        self.best = self.best.map(candidate);
        self.in_word = self.in_word.map(candidate);
        self.inside = self.inside.map(candidate);
    }

    /// Whether the text from `at` on is a single character and marks
    /// (CLREQ 3.1.5: a last line has at least two characters).
    fn leaves_orphan(&self, at: usize) -> bool {
        let Some(rest) = self.text.get(at..) else {
            return false;
        };
        if rest.len() > ORPHAN_BYTES {
            return false;
        }
        let mut solid = rest
            .chars()
            .map(class::of)
            .filter(|c| !c.has(Class::NOT_START.joined(Class::SPACE)));
        solid
            .next()
            .is_some_and(|first| first.has(Class::EAST_ASIAN))
            && solid.next().is_none()
    }

    fn last(&mut self, start: usize) -> Line {
        self.start = None;
        Line {
            start,
            end: self.end.max(start),
            next: self.text.len(),
            columns: self.end_column,
        }
    }
}

/// No orphan, marks and blanks included, is longer than this.
const ORPHAN_BYTES: usize = 24;

#[cfg(test)]
#[allow(clippy::string_slice, reason = "a test that slices wrongly fails")]
mod tests {
    use super::*;

    fn setting(measure: usize, indent: usize) -> Setting {
        Setting {
            measure,
            indent,
            ambiguous: Ambiguous::Narrow,
            level: Level::Basic,
            lang: Lang::Chinese,
        }
    }

    fn check(text: &str, setting: Setting, expected: &[&str]) {
        let shown: Vec<&str> = lines(text, setting)
            .map(|l| &text[l.start..l.end])
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn fills_and_pushes_out() {
        check(
            "春眠不觉晓,处处闻啼鸟。",
            setting(10, 0),
            &["春眠不觉", "晓,处处闻", "啼鸟。"],
        );
        check(
            "春眠不觉晓，处处闻啼鸟",
            setting(10, 4),
            &["春眠不", "觉晓，处处", "闻啼鸟"],
        );
    }

    #[test]
    fn long_words_break_only_when_they_must() {
        check("见example网站", setting(8, 0), &["见", "example", "网站"]);
        check("abcdefghijkl", setting(5, 0), &["abcde", "fghij", "kl"]);
    }

    #[test]
    fn a_mark_behind_a_word_that_fills_the_line_takes_a_letter_along() {
        check("abcdefgh。后", setting(8, 0), &["abcdefg", "h。后"]);
        check("abc:d", setting(3, 0), &["ab", "c:d"]);
    }

    #[test]
    fn blanks_vanish_at_line_ends() {
        check("one two  three", setting(8, 0), &["one two", "three"]);
        check("one      ", setting(4, 0), &["one"]);
    }

    #[test]
    fn a_last_line_has_company() {
        check(
            "春眠不觉晓处处闻啼",
            setting(16, 0),
            &["春眠不觉晓处处", "闻啼"],
        );
        check(
            "春眠不觉晓处处闻啼。",
            setting(16, 0),
            &["春眠不觉晓处处", "闻啼。"],
        );
        check(
            "春眠不觉晓处处闻啼鸟",
            setting(16, 0),
            &["春眠不觉晓处处闻", "啼鸟"],
        );
    }

    #[test]
    fn korean_keeps_words_together() {
        let korean = Setting {
            lang: Lang::Korean,
            ..setting(10, 0)
        };
        check(
            "한글은 줄을 바꾸는가",
            korean,
            &["한글은", "줄을", "바꾸는가"],
        );
        check("가나다라마바사 아", korean, &["가나다라마", "바사 아"]);
    }

    #[test]
    fn a_tab_that_goes_down_is_counted_where_it_stands() {
        let made: Vec<Line> = lines("中中中\t，", setting(8, 0)).collect();
        let counted: Vec<usize> = made.iter().map(|line| line.columns).collect();
        assert_eq!(counted, [2, 2, 6], "{made:?}");
    }

    #[test]
    fn a_line_of_blanks_ends_where_it_starts() {
        for line in lines(" \t中", setting(2, 0)) {
            assert!(line.start <= line.end && line.end <= line.next, "{line:?}");
        }
    }

    #[test]
    fn an_empty_text_is_one_empty_line() {
        check("", setting(10, 4), &[""]);
    }
}
