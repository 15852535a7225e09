//! An article as lines of plain text, for `yue print`.
//!
//! Invariant: no line is wider than the measure (unless one cluster is), none
//! ends in a blank, and there is no escape in any.

use crate::article::{Article, BlockKind};
use crate::reader::Typography;
use crate::text::cluster::Clusters;
use crate::text::wrap;
use crate::text::{Ambiguous, Lang, Level, width};

/// How to set it.
#[derive(Clone, Copy, Debug)]
pub struct Sheet {
    /// Columns of a line.
    pub width: u16,
    pub ambiguous: Ambiguous,
    pub level: Level,
}

/// Sets an article; hands out its lines one by one.
pub fn typeset(article: &Article, sheet: Sheet, mut line: impl FnMut(&str)) {
    let typography = Typography {
        measure: sheet.width,
        ambiguous: sheet.ambiguous,
        level: sheet.level,
    };
    let mut setter = Setter {
        article,
        typography: typography.on_grid(Lang::is_grid(&article.text)),
        out: &mut line,
        last: None,
    };
    for index in order(article) {
        setter.block(index);
    }
}

/// The blocks as they are printed: captions that stand before the body come
/// before the lead.
fn order(article: &Article) -> Vec<usize> {
    let kinds: Vec<BlockKind> = article.blocks.iter().map(|block| block.kind).collect();
    let body = kinds
        .iter()
        .position(|kind| *kind == BlockKind::Paragraph)
        .unwrap_or(kinds.len());
    let mut order: Vec<usize> = (0..kinds.len()).collect();
    if let Some(front) = order.get_mut(..body) {
        front.sort_by_key(|&index| kinds.get(index) == Some(&BlockKind::Lead));
    }
    order
}

struct Setter<'a> {
    article: &'a Article,
    typography: Typography,
    out: &'a mut dyn FnMut(&str),
    last: Option<BlockKind>,
}

impl Setter<'_> {
    fn block(&mut self, index: usize) {
        let Some(block) = self.article.blocks.get(index) else {
            return;
        };
        let text = self.article.slice(block.span);
        if text.is_empty() {
            return;
        }
        let body = block.kind == BlockKind::Paragraph;
        if self
            .last
            .is_some_and(|last| !(body && last == BlockKind::Paragraph))
        {
            (self.out)("");
        }
        self.last = Some(block.kind);
        let indent = if body {
            self.typography.indent_of(text)
        } else {
            0
        };
        self.lines(text, indent);
    }

    fn lines(&mut self, text: &str, indent: usize) {
        let setting = self.typography.setting(indent, Lang::detect(text));
        let mut row = String::new();
        for line in wrap::lines(text, setting) {
            row.clear();
            let indent = if line.start == 0 && line.end > 0 {
                indent
            } else {
                0
            };
            row.extend(std::iter::repeat_n(' ', indent));
            let shown = text.get(line.start..line.end).unwrap_or("");
            if shown.contains('\t') {
                self.expand(shown, indent, &mut row);
            } else {
                row.push_str(shown);
            }
            (self.out)(&row);
        }
    }

    /// Writes tabs as the blanks that they stand for.
    fn expand(&self, text: &str, from: usize, row: &mut String) {
        let mut column = from;
        for (_, piece) in Clusters::new(text) {
            let after = width::advance(column, piece, self.typography.ambiguous);
            if piece == "\t" {
                row.extend(std::iter::repeat_n(' ', after - column));
            } else {
                row.push_str(piece);
            }
            column = after;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Source;
    use crate::ingest::{TextForm, article};

    fn set(text: &str, width: u16) -> Vec<String> {
        let article = article(text, Source::Stdin, Vec::new(), TextForm::Clean);
        let sheet = Sheet {
            width,
            ambiguous: Ambiguous::Narrow,
            level: Level::Basic,
        };
        let mut lines = Vec::new();
        typeset(&article, sheet, |line| lines.push(line.to_owned()));
        lines
    }

    #[test]
    fn paragraphs_are_indented_and_stand_together() {
        let text = "标题\n\n第一段写到这里就结束了。\n\n第二段也一样,但是更长一些。";
        assert_eq!(
            set(text, 22),
            [
                "标题",
                "",
                "  第一段写到这里就结",
                "束了。",
                "  第二段也一样,但是更",
                "长一些。",
            ]
        );
        assert_eq!(
            set(text, 45),
            [
                "标题",
                "",
                "    第一段写到这里就结束了。",
                "    第二段也一样,但是更长一些。"
            ]
        );
    }

    #[test]
    fn tabs_become_blanks() {
        assert_eq!(set("a\n\nb\tc\tdd", 40), ["a", "", "    b   c   dd"]);
    }

    #[test]
    fn no_width_is_too_small() {
        let one = ["标", "题", "", "第", "一", "段", "。"];
        assert_eq!(set("标题\n\n第一段。", 1), one);
        for columns in 2..40 {
            for line in set(
                "标题\n\n第一段,很 short。\n\n\u{3000}\u{3000}第二段",
                columns,
            ) {
                let used = width::text(&line, Ambiguous::Narrow);
                assert!(used <= columns as usize, "{columns}: {line:?}");
            }
        }
    }
}
