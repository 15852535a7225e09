//! The search through one text, and through article after article.
//!
//! Invariant: matches lie within the text that they are in.

use std::ops::Range;

use memchr::memmem;

use super::escape::{Spans, unescape};
use super::phrase::Phrase;
use super::snippet::Cutter;
use super::source::{Form, Source};
use super::term::Term;

/// A text while it is searched.
struct Body<'a, 'b> {
    bytes: &'a [u8],
    form: Form,
    /// Finds characters that are spelled by number.
    numbered: &'b memmem::Finder<'b>,
    /// The plain copy of such a text, made when it is needed.
    copy: &'b mut Vec<u8>,
    copied: bool,
}

impl Body<'_, '_> {
    /// The first match of `term`.
    fn first(&mut self, term: &Term) -> Option<Range<usize>> {
        if !self.copied {
            let found = term.find(Source::new(self.bytes, self.form), 0);
            let end = found.as_ref().map_or(self.bytes.len(), |found| found.end);
            if !self.is_numbered(end) {
                return found;
            }
            self.copy();
        }
        let found = term.find(Source::new(self.copy, Form::Text), 0)?;
        Some(Spans::new(self.bytes).source(&found))
    }

    /// All matches of `term` that do not overlap, ascending.
    fn all(&mut self, term: &Term) -> Vec<Range<usize>> {
        if !self.copied && !self.is_numbered(self.bytes.len()) {
            return matches(term, Source::new(self.bytes, self.form)).collect();
        }
        self.copy();
        let mut spans = Spans::new(self.bytes);
        matches(term, Source::new(self.copy, Form::Text))
            .map(|found| spans.source(&found))
            .collect()
    }

    fn is_numbered(&self, end: usize) -> bool {
        let head = self.bytes.get(..end).unwrap_or(self.bytes);
        self.form == Form::Json && self.numbered.find(head).is_some()
    }

    fn copy(&mut self) {
        if !self.copied {
            unescape(self.bytes, self.copy);
            self.copied = true;
        }
    }
}

fn matches(term: &Term, source: Source<'_>) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let found = term.find(source, at)?;
        at = found.end;
        Some(found)
    })
}

impl Phrase {
    /// The bytes of the first match of the first term that is not excluded; the
    /// marks of its last character are taken with it.
    #[cfg(test)]
    pub(super) fn find_first(&self, bytes: &[u8], form: Form) -> Option<Range<usize>> {
        let term = self.wanted().next()?;
        with_body(bytes, form, |body| body.first(term))
    }

    /// The matches of all terms that are not excluded, by their start: what a page
    /// marks. Those of one term do not overlap.
    pub fn find_iter(
        &self,
        bytes: &[u8],
        form: Form,
    ) -> impl Iterator<Item = Range<usize>> + use<> {
        let mut found = with_body(bytes, form, |body| {
            let terms = self.wanted();
            terms.flat_map(|term| body.all(term)).collect::<Vec<_>>()
        });
        found.sort_unstable_by_key(|found| (found.start, found.end));
        found.into_iter()
    }
}

/// Looks through article after article in the same memory.
#[derive(Clone, Debug)]
pub struct Scan<'a> {
    phrase: &'a Phrase,
    numbered: memmem::Finder<'static>,
    copy: Vec<u8>,
    cutter: Cutter,
}

impl<'a> Scan<'a> {
    /// A search for `phrase`.
    pub fn new(phrase: &'a Phrase) -> Self {
        Self {
            phrase,
            numbered: memmem::Finder::new(b"\\u"),
            copy: Vec::new(),
            cutter: Cutter::default(),
        }
    }

    /// Where the first term first matches in `body`, if each term occurs in it or in
    /// `title`, and no excluded one does. The body begins with an empty match where
    /// the term stands in the title alone, or the phrase only excludes.
    pub fn find(&mut self, title: &str, body: &[u8], form: Form) -> Option<Range<usize>> {
        let mut body = Body {
            bytes: body,
            form,
            numbered: &self.numbered,
            copy: &mut self.copy,
            copied: false,
        };
        let title = Source::new(title.as_bytes(), Form::Text);
        let mut shown = 0..0;
        for (term, first) in self.phrase.by_cost() {
            let found = body.first(term);
            let occurs = found.is_some() || term.find(title, 0).is_some();
            if occurs == term.excluded {
                return None;
            }
            if first {
                shown = found.unwrap_or(0..0);
            }
        }
        Some(shown)
    }

    /// What stands around that place, and the characters of it that match; the start of
    /// the body for an empty match. `room`, on either side, is in letters of an alphabet;
    /// a Han character, a kana, a syllable takes two.
    pub fn snippet(
        &mut self,
        title: &str,
        body: &[u8],
        form: Form,
        room: usize,
    ) -> Option<(&str, Range<usize>)> {
        let found = self.find(title, body, form)?;
        Some(self.cutter.cut(body, found, form, room))
    }
}

fn with_body<T>(bytes: &[u8], form: Form, f: impl FnOnce(&mut Body<'_, '_>) -> T) -> T {
    f(&mut Body {
        bytes,
        form,
        numbered: &memmem::Finder::new(b"\\u"),
        copy: &mut Vec::new(),
        copied: false,
    })
}
