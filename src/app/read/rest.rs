//! An article of which a part is on the page while the rest is being read, or written.
//!
//! Invariant: until the rest is there, a place behind the head is not taken for
//! the beginning.

use std::sync::Arc;

use super::{Left, Reader};
use crate::app::Era;
use crate::article::Article;
use crate::reader::{Page, Place};

/// What is known while the rest is awaited.
#[derive(Clone, Copy, Debug)]
pub struct Rest {
    pub era: Era,
    /// Where to go in the whole.
    pub goal: Option<Left>,
    /// What was at the top when the head came; still there, nobody has moved.
    pub head: Place,
}

impl Reader {
    /// The whole will come as a result of `era`.
    pub fn await_rest(&mut self, era: Era, goal: Option<Left>) {
        let head = self.top;
        self.awaited.rest = Some(Rest { era, goal, head });
    }

    /// Where to go is known only now that the head has come.
    pub fn await_goal(&mut self, goal: Left) {
        let head = self.top;
        if let Some(rest) = &mut self.awaited.rest {
            rest.goal.get_or_insert(goal);
            rest.head = head;
        }
    }

    /// What was awaited, where the result of `era` is it.
    pub fn take_rest(&mut self, era: Era) -> Option<Rest> {
        self.awaited.rest.take_if(|rest| rest.era == era)
    }

    /// The rest of a large text has come, or the file has changed: the same place on
    /// the new page. Whether the page has only grown.
    pub fn replace(&mut self, article: Arc<Article>, page: Arc<Page>, height: usize) -> bool {
        self.article = article;
        self.date = None;
        let same = self.view() == page.view;
        let grown = same && page.text.starts_with(&*self.sheet.page.text);
        if same {
            self.set_page(page, height);
        }
        grown
    }

    /// Whether the reader has not got yet to where it was to go.
    pub fn waits_for_its_place(&self) -> bool {
        let waits = |rest: Rest| rest.goal.is_some() && rest.head == self.top;
        self.awaited.rest.is_some_and(waits)
    }
}
