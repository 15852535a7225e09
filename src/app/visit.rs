//! The articles read in this run, to go back and forth through.
//!
//! Invariant: `at` is the article on the page, also while another one is on its
//! way; what lies behind it is dropped when another one is opened.

use super::read::Left;
use crate::article::Source;

/// The way taken.
#[derive(Clone, Debug, Default)]
pub struct Visited {
    stops: Vec<(Source, Left)>,
    at: usize,
    /// The stop that is on its way to the page.
    going: Option<usize>,
}

/// More stops are not kept.
const MOST: usize = 1000;

impl Visited {
    /// A new article, after the one on the page.
    pub fn open(&mut self, source: Source) {
        self.going = None;
        self.stops.truncate(self.at + 1);
        if self.stops.len() >= MOST {
            self.stops.remove(0);
        }
        self.stops.push((source, Left::default()));
        self.at = self.stops.len() - 1;
    }

    /// The article on the page once more, as a place of its own to come back to.
    pub fn again(&mut self) {
        if let Some((source, _)) = self.stops.get(self.at).cloned() {
            self.open(source);
        }
    }

    /// Notes where the article on the page was left.
    pub fn leave(&mut self, left: Left) {
        if let Some(stop) = self.stops.get_mut(self.at) {
            stop.1 = left;
        }
    }

    /// The stop before (`-1`) or after (`1`) the one on the page, or on its way.
    pub fn step(&mut self, by: isize) -> Option<(Source, Left)> {
        let to = self.going.unwrap_or(self.at).checked_add_signed(by)?;
        let stop = self.stops.get(to)?.clone();
        self.going = Some(to);
        Some(stop)
    }

    /// What was stepped to is on the page now.
    pub fn arrive(&mut self) {
        self.at = self.going.take().unwrap_or(self.at);
    }

    /// What was stepped to will not come.
    pub fn give_up(&mut self) {
        self.going = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_back_and_forth_and_forgets_what_was_ahead() {
        let name = |n: &str| Source::Seed(n.into());
        let mut visited = Visited::default();
        assert!(visited.step(-1).is_none());
        for n in ["a", "b", "c"] {
            visited.open(name(n));
        }
        let left = Left {
            related_open: true,
            link: Some(3),
            ..Left::default()
        };
        visited.leave(left);
        assert_eq!(visited.step(-1).unwrap().0, name("b"));
        assert_eq!(visited.step(1).unwrap(), (name("c"), left));
        assert!(visited.step(1).is_none());
        visited.step(-1);
        visited.step(-1);
        visited.arrive();
        visited.open(name("d"));
        assert!(visited.step(1).is_none());
        assert_eq!(visited.step(-1).unwrap().0, name("a"));
    }
}
