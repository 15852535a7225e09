//! Looking ahead in a damaged text, for what closes a value of several lines.
//!
//! Invariant: whatever the text, looking costs its length a few times.

use std::ops::Range;

use super::HEADER;

/// What stands further on in a text; each stretch of it is looked through once for each
/// of the things that are looked for, however often they are asked for.
pub(super) struct Ahead<'a> {
    pub(super) text: &'a str,
    /// For each of [`CLOSES`] and the header of a bookmark: from where it was looked for,
    /// and the line in which it is.
    found: [Option<(usize, Option<Range<usize>>)>; 4],
    /// In bytes, all in all.
    pub(super) looked: usize,
}

/// What closes values of several lines.
pub(super) const CLOSES: [&str; 3] = ["\"\"\"", "'''", "]"];

impl<'a> Ahead<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            found: [const { None }; 4],
            looked: 0,
        }
    }

    /// The line that begins at `from`, with its end.
    pub(super) fn line(&self, from: usize) -> &'a str {
        let rest = self.text.get(from..).unwrap_or_default();
        let end = rest.find('\n').map_or(rest.len(), |at| at + 1);
        rest.get(..end).unwrap_or_default()
    }

    /// The end of the line from `from` on in which `close` stands; None where a bookmark
    /// begins before, or it does not.
    pub(super) fn closed(&mut self, from: usize, close: &str) -> Option<usize> {
        let which = CLOSES.iter().position(|known| *known == close)?;
        let closed = self.next(from, which, |line| line.contains(close))?;
        let begins = self.next(from, CLOSES.len(), |line| line.trim() == HEADER);
        let before = |begins: Range<usize>| begins.start <= closed.start;
        (!begins.is_some_and(before)).then_some(closed.end)
    }

    /// The first line from `from` on that is such a one.
    fn next(
        &mut self,
        from: usize,
        which: usize,
        is: impl Fn(&str) -> bool,
    ) -> Option<Range<usize>> {
        if let Some((looked_from, found)) = self.found.get(which)?.clone()
            && looked_from <= from
            && found.as_ref().is_none_or(|found| from <= found.start)
        {
            return found;
        }
        let mut at = from;
        let mut found = None;
        while found.is_none() && at < self.text.len() {
            let line = self.line(at);
            let end = at + line.len();
            found = is(line).then_some(at..end);
            at = end;
        }
        self.looked += at - from;
        if let Some(place) = self.found.get_mut(which) {
            *place = Some((from, found.clone()));
        }
        found
    }
}
