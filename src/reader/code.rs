//! Blocks of code in a text: between two lines that begin with three backticks or
//! three tildes. They are shown as they were written, marks and all.
//!
//! Invariant: a fence that is never closed reaches to the end of the text.

/// Walks over the paragraphs of an article in their order.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fence {
    /// The sign that closes the block one is in.
    open: Option<&'static str>,
}

const SIGNS: [&str; 2] = ["```", "~~~"];

impl Fence {
    /// Whether the next paragraph is code, its fences included.
    pub fn is_code(&mut self, paragraph: &str) -> bool {
        let mut code = self.open.is_some();
        for line in paragraph.split('\n') {
            let line = line.trim_start();
            let sign = SIGNS.into_iter().find(|sign| line.starts_with(sign));
            match (self.open, sign) {
                (None, Some(sign)) => (self.open, code) = (Some(sign), true),
                (Some(open), Some(sign)) if open == sign => self.open = None,
                _ => {}
            }
        }
        code
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_fences_is_code() {
        let mut fence = Fence::default();
        let text = [
            "甲",
            "```rust",
            "~~~",
            "乙,丙",
            "```",
            "丁",
            "~~~\n戊\n~~~",
            "己",
        ];
        let code = text.map(|paragraph| fence.is_code(paragraph));
        assert_eq!(code, [false, true, true, true, true, false, true, false]);
        assert!(Fence::default().is_code("```"));
    }
}
