//! Line breaks that the rules of the program do not allow, in its own lines and
//! in those that other programs made of the same paragraph.

use yue::text::class::{self, Class};
use yue::text::wrap::Line;
use yue::text::{Lang, Level, breaks};

/// A line break that is none: the bytes of the characters that show it.
pub(crate) struct Fault {
    /// The last character before it, where that is to blame.
    left: Option<usize>,
    /// The first one behind it.
    right: Option<usize>,
}

impl Fault {
    /// Whether the character at byte `at` is to be marked.
    pub(crate) fn marks(&self, at: usize) -> bool {
        self.left == Some(at) || self.right == Some(at)
    }
}

/// The faults of lines that begin at the bytes `starts`, the first line left out.
pub(crate) fn of_starts(text: &str, starts: &[usize], level: Level, lang: Lang) -> Vec<Fault> {
    let allowed = breaks(text, level, lang);
    let forbidden = starts.iter().filter(|at| !allowed.contains(at));
    forbidden.filter_map(|at| fault(text, *at)).collect()
}

/// The faults of the program's own lines.
pub(crate) fn of_lines(text: &str, lines: &[Line], level: Level, lang: Lang) -> Vec<Fault> {
    let starts: Vec<usize> = lines.iter().skip(1).map(|line| line.start).collect();
    of_starts(text, &starts, level, lang)
}

/// Which side of a break is to blame; both where a word or number is split.
fn fault(text: &str, at: usize) -> Option<Fault> {
    let (head, tail) = text.split_at_checked(at)?;
    let head = head.trim_end();
    let left = head.chars().next_back()?;
    let right = tail.chars().next()?;
    let never_starts = Class::NOT_START
        .joined(Class::STRICT_START)
        .joined(Class::DASH)
        .joined(Class::ELLIPSIS)
        .joined(Class::CONNECTOR);
    let never_ends = Class::NOT_END.joined(Class::SOLIDUS);
    let starts = class::of(right).has(never_starts);
    let ends = !starts && class::of(left).has(never_ends);
    Some(Fault {
        left: (!starts).then_some(head.len() - left.len_utf8()),
        right: (!ends).then_some(at),
    })
}
