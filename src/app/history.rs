//! What was typed at the prompt before, to be taken up again.
//!
//! Invariant: no line stands twice, none is empty, and the newest comes last.

/// Lines that are kept.
pub const MOST: usize = 500;

/// Bytes of a line that is kept.
const LONGEST: usize = 1000;

/// The lines, and where among them the prompt stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    lines: Vec<String>,
    /// None: the line that is being typed.
    at: Option<usize>,
    typed: String,
}

impl History {
    /// Takes over the lines that are kept, and those that were typed `since`.
    pub fn read<'a>(&mut self, kept: &'a [String], since: impl Iterator<Item = &'a str>) {
        let mut history = Self::default();
        let kept = kept.iter().map(String::as_str);
        for line in kept.chain(since) {
            history.add(&crate::text::clean::line(line));
        }
        // Who goes through the lines at this moment stays at the same one.
        if history.lines != self.lines {
            *self = history;
        }
    }

    /// Notes a line that was accepted; whether that changes anything.
    pub fn add(&mut self, line: &str) -> bool {
        self.rest();
        let fits = !line.trim().is_empty() && line.len() <= LONGEST;
        if !fits || self.lines.last().is_some_and(|last| last == line) {
            return false;
        }
        self.lines.retain(|known| known != line);
        self.lines.push(line.to_owned());
        if self.lines.len() > MOST {
            self.lines.remove(0);
        }
        true
    }

    /// The prompt is closed, or typed in: it stands behind all lines again.
    pub fn rest(&mut self) {
        self.at = None;
    }

    /// The line before (`older`) or after the one at the prompt, which holds `current`.
    pub fn step(&mut self, older: bool, current: &str) -> Option<&str> {
        let end = self.lines.len();
        let at = self.at.unwrap_or(end);
        let to = if older { at.checked_sub(1)? } else { at + 1 };
        if to > end {
            return None;
        }
        if at == end {
            current.clone_into(&mut self.typed);
        }
        self.at = Some(to);
        if to == end {
            return Some(&self.typed);
        }
        self.lines.get(to).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_back_and_comes_again_to_what_was_being_typed() {
        let mut history = History::default();
        let kept = ["甲", "乙", "甲", ""].map(str::to_owned);
        history.read(&kept[..2], kept[2..].iter().map(String::as_str));
        assert_eq!(history.lines, ["乙", "甲"]);
        assert_eq!(history.step(true, "丙"), Some("甲"));
        assert_eq!(history.step(true, "甲"), Some("乙"));
        assert_eq!(history.step(true, "乙"), None);
        assert_eq!(history.step(false, "乙"), Some("甲"));
        assert_eq!(history.step(false, "甲"), Some("丙"));
        assert_eq!(history.step(false, "丙"), None);
        assert!(history.add("丁") && !history.add("丁") && !history.add(" "));
        assert_eq!(history.step(true, ""), Some("丁"));
    }

    #[test]
    fn the_oldest_are_forgotten() {
        let mut history = History::default();
        for n in 0..MOST + 20 {
            history.add(&n.to_string());
        }
        assert_eq!(history.lines[0], "20");
        assert!(!history.add(&"长".repeat(LONGEST)));
    }
}
