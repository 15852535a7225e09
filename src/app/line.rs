//! One line of typed text with a caret, edited by grapheme and word.
//!
//! Invariant: the caret stands on a cluster boundary.

use crate::text::class::{self, Class};
use crate::text::cluster;
use crate::text::{Clean, clean, joined};

/// What is pasted or typed beyond this is dropped, in bytes.
const MOST_BYTES: usize = 64 * 1024;

/// A line being edited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    text: Clean,
    /// Byte offset of the caret.
    caret: usize,
}

impl Line {
    /// A line that holds `text`, the caret at its end.
    pub fn with(text: &str) -> Self {
        let text = clean::flat(text);
        let caret = text.len();
        Self { text, caret }
    }

    /// The text.
    pub fn text(&self) -> Clean<&str> {
        self.text.view()
    }

    /// The text before the caret.
    pub fn before(&self) -> Clean<&str> {
        self.text.view().piece(..self.caret)
    }

    fn after(&self) -> Clean<&str> {
        self.text.view().piece(self.caret..)
    }

    /// Puts typed or pasted text in, cleaned and on one line.
    pub fn insert(&mut self, text: &str) {
        let room = MOST_BYTES.saturating_sub(self.text.len());
        let clean = clean::flat(text);
        let clean = clean.view().piece(..cluster::floor(&clean, room));
        let caret = self.caret + clean.len();
        self.put(joined![self.before(), clean, self.after()], caret);
    }

    fn put(&mut self, text: Clean, caret: usize) {
        // A mark joins the cluster before it; the caret goes behind the whole.
        let boundary = |&at: &usize| at >= caret;
        let mut boundaries = cluster::boundaries(&text).into_iter();
        self.caret = boundaries.find(boundary).unwrap_or(text.len());
        self.text = text;
    }

    /// One cluster to the left.
    pub fn left(&mut self) {
        self.caret = cluster::before(&self.text, self.caret);
    }

    /// One cluster to the right.
    pub fn right(&mut self) {
        self.caret = cluster::after(&self.text, self.caret);
    }

    /// To the start of the word before the caret.
    pub fn word_left(&mut self) {
        self.caret = word_start(&self.before());
    }

    /// Behind the word after the caret.
    pub fn word_right(&mut self) {
        self.caret += word_end(&self.after());
    }

    /// To the start of the line.
    pub fn start(&mut self) {
        self.caret = 0;
    }

    /// To the end of the line.
    pub fn end(&mut self) {
        self.caret = self.text.len();
    }

    /// Deletes the cluster before the caret.
    pub fn delete_back(&mut self) {
        self.delete_from(cluster::before(&self.text, self.caret));
    }

    /// Deletes the cluster under the caret.
    pub fn delete(&mut self) {
        let end = cluster::after(&self.text, self.caret);
        let rest = self.text.view().piece(end..);
        self.put(joined![self.before(), rest], self.caret);
    }

    /// Deletes the word before the caret.
    pub fn delete_word(&mut self) {
        self.delete_from(word_start(&self.before()));
    }

    /// Deletes all before the caret.
    pub fn delete_to_start(&mut self) {
        self.delete_from(0);
    }

    /// Deletes all behind the caret.
    pub fn delete_to_end(&mut self) {
        self.text = self.before().to_owned();
    }

    fn delete_from(&mut self, start: usize) {
        let head = self.text.view().piece(..start);
        self.put(joined![head, self.after()], start);
    }
}

/// What belongs together as a word: runs of one kind.
fn kind(c: char) -> u8 {
    let class = class::of(c);
    if c.is_whitespace() {
        0
    } else if class::is_han(c) {
        1
    } else if class::is_kana(c) {
        2
    } else if class.has(Class::HANGUL) {
        3
    } else if c.is_alphanumeric() {
        4
    } else {
        5
    }
}

/// Byte offset where the last word of `text` starts.
fn word_start(text: &str) -> usize {
    let solid = text.trim_end();
    let Some(last) = solid.chars().next_back().map(kind) else {
        return 0;
    };
    solid.trim_end_matches(|c| kind(c) == last).len()
}

/// Byte offset where the first word of `text` ends.
fn word_end(text: &str) -> usize {
    let solid = text.trim_start();
    let Some(first) = solid.chars().next().map(kind) else {
        return text.len();
    };
    text.len() - solid.trim_start_matches(|c| kind(c) == first).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &Line, expected: &str) {
        let (before, after) = (line.before(), line.after());
        assert_eq!(format!("{before}|{after}"), expected);
    }

    #[test]
    fn edits_by_cluster() {
        let mut line = Line::with("葛\u{E0100}城e\u{301}");
        line.left();
        check(&line, "葛\u{E0100}城|e\u{301}");
        line.delete();
        check(&line, "葛\u{E0100}城|");
        line.left();
        line.delete_back();
        check(&line, "|城");
        line.insert("美\u{1B}[31m朝\n");
        check(&line, "美朝 |城");
        line.start();
        line.right();
        line.delete_to_end();
        check(&line, "美|");
        line.delete_to_start();
        check(&line, "|");
        line.delete_back();
        line.delete();
        check(&line, "|");
    }

    #[test]
    fn a_mark_typed_on_its_own_joins_the_letter_before_it() {
        let mut line = Line::with("eb");
        line.left();
        line.insert("\u{301}");
        check(&line, "e\u{301}|b");
    }

    #[test]
    fn what_joins_once_something_is_deleted_is_one_cluster() {
        let mut line = Line::with("👩\u{200D}x👧");
        line.left();
        line.delete_back();
        check(&line, "👩\u{200D}👧|");
    }

    #[test]
    fn moves_by_word() {
        let mut line = Line::with("美朝会晤 COP26とき ");
        line.word_left();
        check(&line, "美朝会晤 COP26|とき ");
        line.word_left();
        check(&line, "美朝会晤 |COP26とき ");
        line.delete_word();
        check(&line, "|COP26とき ");
        line.word_right();
        check(&line, "COP26|とき ");
        line.end();
        line.delete_word();
        check(&line, "COP26|");
    }

    #[test]
    fn a_huge_paste_is_cut() {
        let mut line = Line::default();
        line.insert(&"文".repeat(100_000));
        assert!(line.text().len() <= MOST_BYTES);
    }
}
