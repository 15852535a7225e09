//! Going to a date that the article mentions.
//!
//! Invariant: the date that was gone to is a span of the article's text, also
//! while the page shows the source text, which is another one where lines were
//! rejoined.

use std::sync::Arc;

use super::Reader;
use crate::app::{Effect, Era};
use crate::article::Span;
use crate::reader::Place;
use crate::text::cluster;

impl Reader {
    /// Asks for the dates that the article mentions.
    pub fn ask_for_dates(&mut self, era: Era) -> Effect {
        self.awaited.dates = Some(era);
        let article = Arc::clone(&self.article);
        Effect::ReadDates { era, article }
    }

    /// The byte of the article's text to look for dates from: that of the date gone
    /// to while it is in sight, else the one at the top.
    pub fn dates_from(&mut self, height: usize) -> usize {
        if let Some(span) = self.date {
            let place = self.place_of_date(span);
            if self.is_visible(place, height) {
                return span.range().start;
            }
        }
        if self.top == Place::default() {
            return 0;
        }
        let at = self.sheet.byte_at(self.top);
        let (text, shown) = (&self.article.text, &self.sheet.page.text);
        if text.shares(shown) {
            return at;
        }
        share(at, shown, text)
    }

    /// Brings a date into sight and marks it.
    pub fn go_to_date(&mut self, span: Span, height: usize) {
        self.date = Some(span);
        let place = self.place_of_date(span);
        self.bring(place, height);
    }

    /// The date that was gone to, where the page has it to be marked.
    pub fn date_on_page(&self) -> Option<Span> {
        let same = self.article.text.shares(&self.sheet.page.text);
        self.date.filter(|_| same)
    }

    pub(in crate::app) fn place_of_date(&mut self, span: Span) -> Place {
        let at = self.byte_on_page(span);
        let shown = self.shown();
        self.sheet.place_of(at, shown)
    }

    /// Where the page has the text of a span: in the source text, the same words
    /// nearest to the same share of it.
    fn byte_on_page(&self, span: Span) -> usize {
        let (text, shown) = (&self.article.text, &self.sheet.page.text);
        let start = span.range().start;
        if text.shares(shown) {
            return start;
        }
        let near = share(start, text, shown);
        let words = self.article.slice(span);
        let (head, tail) = shown.split_at_checked(near).unwrap_or((shown, ""));
        let before = head.rfind(words.as_str());
        let after = tail.find(words.as_str()).map(|at| near + at);
        let found = [before, after].into_iter().flatten();
        found.min_by_key(|at| at.abs_diff(near)).unwrap_or(near)
    }
}

/// The byte of `to` that stands as far into it as `at` into `from`.
fn share(at: usize, from: &str, to: &str) -> usize {
    let at = at as u64 * to.len() as u64 / from.len().max(1) as u64;
    cluster::floor(to, at as usize)
}
