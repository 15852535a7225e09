//! An article that was read again as another encoding: the same place in a text whose
//! characters are others.
//!
//! Invariant: nothing that pointed into the old text is kept.

use std::sync::Arc;

use memchr::memchr_iter;

use super::Reader;
use crate::article::Article;
use crate::reader::Page;
use crate::text::cluster;

impl Reader {
    /// Takes the new text in, at the place where reading stands.
    pub fn reread(&mut self, article: Arc<Article>, page: Arc<Page>, height: usize) {
        let at = same_place(&self.article.text, self.byte_of_article(), &article.text);
        self.article = article;
        (self.link, self.date, self.selection) = (None, None, None);
        (self.anchor, self.blanks) = (at, 0);
        self.awaited.dates = None;
        self.awaited.rest = None;
        self.awaited.view = None;
        self.set_page(page, height);
    }
}

/// The byte of `to` where `from` has byte `at`: in the same line, where both have the
/// same lines, else as far into the text.
fn same_place(from: &str, at: usize, to: &str) -> usize {
    let lines = |text: &str| memchr_iter(b'\n', text.as_bytes()).count();
    if lines(from) != lines(to) {
        return share(at, from, to);
    }
    let before = from.get(..at).unwrap_or(from);
    let line = lines(before);
    let (start, text) = line_of(from, line);
    let (new, new_text) = line_of(to, line);
    new + share(at.saturating_sub(start), text, new_text)
}

/// Where a line begins, and its text.
fn line_of(text: &str, line: usize) -> (usize, &str) {
    let end = |line: usize| memchr_iter(b'\n', text.as_bytes()).nth(line);
    let start = line.checked_sub(1).and_then(end).map_or(0, |end| end + 1);
    let end = end(line).unwrap_or(text.len());
    (start, text.get(start..end).unwrap_or(""))
}

/// The byte of `to` that stands as far into it as `at` into `from`.
fn share(at: usize, from: &str, to: &str) -> usize {
    let at = at as u64 * to.len() as u64 / from.len().max(1) as u64;
    cluster::floor(to, at as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_stays_in_its_line() {
        let (old, new) = ("xxxxxx\nyyyyyyyyyyyy\nz", "甲乙\n丙丁戊己\n庚");
        assert_eq!(same_place(old, 0, new), 0);
        let from = |at| new.get(same_place(old, at, new)..);
        assert_eq!(from(7), Some("丙丁戊己\n庚"));
        assert_eq!(from(13), Some("戊己\n庚"));
        assert_eq!(from(20), Some("庚"));
        assert_eq!(same_place(old, old.len(), new), new.len());
    }

    #[test]
    fn where_lines_are_others_it_is_a_share() {
        assert_eq!(same_place("aaaa", 2, "甲\n乙丙丁"), 4);
        assert_eq!(same_place("", 0, "甲"), 0);
        assert_eq!(same_place("甲乙", 3, ""), 0);
    }
}
