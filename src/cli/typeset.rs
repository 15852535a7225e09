//! An article as lines of plain text, for `yue print`.
//!
//! Invariant: no line is wider than the measure and what hangs (unless one
//! cluster is), none ends in a blank, and there is no escape in any.

use super::columns::Columns;
use crate::article::{Article, BlockKind};
use crate::config::Look;
use crate::lexicon::Lexicon;
use crate::reader::{Block, Fence, Laid, Typography, lay_out};
use crate::text::clean::Joined;
use crate::text::wrap::Line;
use crate::text::{Ambiguous, Clean, Hang, Lang, width};

/// How to set it.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Columns of a line.
    pub width: u16,
    /// Characters of a vertical column.
    pub height: u16,
    pub look: Look,
    pub lexicon: Lexicon,
}

impl Sheet {
    /// Printed text is right where ambiguous characters are narrow, unless the
    /// look says wide; nothing hangs unless it says so.
    fn typography(&self) -> Typography {
        let mut look = self.look;
        look.hang = look.hang.or(Some(Hang::Off));
        let ambiguous = look.ambiguous_width.resolved(Some(Ambiguous::NARROW));
        let ambiguous = if ambiguous.erases() {
            Ambiguous::WIDE
        } else {
            ambiguous
        };
        let measure = if look.vertical {
            self.height
        } else {
            self.width
        };
        Typography::of(look, measure, 2, ambiguous)
    }
}

/// Takes lines, one by one.
pub(super) type Lines<'a> = &'a mut dyn FnMut(Clean<&str>);

/// Sets an article; hands out its lines one by one.
pub fn typeset(article: &Article, sheet: &Sheet, line: Lines<'_>) {
    let typography = sheet.typography();
    let mut setter = Setter {
        article,
        typography,
        lexicon: &sheet.lexicon,
        grid: Lang::is_grid(&article.text),
        lang: Lang::detect(&article.text),
        out: line,
        last: None,
        fence: Fence::default(),
    };
    let mut columns = sheet
        .look
        .vertical
        .then(|| Columns::new(sheet.look, sheet.width, typography.ambiguous));
    for index in order(article) {
        setter.block(index, columns.as_mut());
    }
    if let Some(mut columns) = columns {
        columns.print(setter.out);
    }
}

/// The blocks as they are printed: captions that stand before the body come
/// before the lead.
pub(super) fn order(article: &Article) -> Vec<usize> {
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
    lexicon: &'a Lexicon,
    grid: bool,
    lang: Lang,
    out: Lines<'a>,
    last: Option<BlockKind>,
    fence: Fence,
}

impl Setter<'_> {
    fn block(&mut self, index: usize, columns: Option<&mut Columns>) {
        let Some(block) = self.article.blocks.get(index) else {
            return;
        };
        let text = self.article.slice(block.span);
        if text.is_empty() {
            return;
        }
        let body = block.kind == BlockKind::Paragraph;
        let parted = self.typography.paragraphs == crate::config::Paragraphs::Blank;
        let gap = self
            .last
            .is_some_and(|last| parted || !(body && last == BlockKind::Paragraph));
        let begins = gap || self.last.is_none();
        self.last = Some(block.kind);
        let block = Block {
            lang: Lang::of_paragraph(&text, self.lang),
            grid: self.grid,
            indented: body,
            code: body && self.fence.is_code(&text),
            ..Block::default()
        };
        let laid = lay_out(text, block, self.typography, self.lexicon);
        match columns {
            Some(columns) => columns.push(text, &laid, gap, self.out),
            None => self.lines(text, &laid, gap, begins),
        }
    }

    fn lines(&mut self, text: Clean<&str>, laid: &Laid, gap: bool, begins: bool) {
        if gap {
            (self.out)("".into());
        }
        for (nth_line, line) in laid.lines.iter().enumerate() {
            let (row, above) = self.line(text, laid, *line);
            // Blank rows stand between lines, not behind blank rows.
            let first = begins && nth_line == 0 && above.is_empty();
            for nth in (1..laid.pitch).skip(if first { laid.pitch } else { 0 }) {
                // Readings stand right above their line.
                let last = nth + 1 == laid.pitch;
                (self.out)(if last { above.view() } else { "".into() });
            }
            (self.out)(row.view().part(|row| row.trim_end_matches(' ')));
        }
    }

    /// A line, and what stands above it, with blanks for gaps and tabs.
    fn line(&self, text: Clean<&str>, laid: &Laid, line: Line) -> (Clean, Clean) {
        let (mut row, mut above) = (Joined::default(), Joined::default());
        if laid.is_plain(text, line) {
            if line.start == 0 {
                row.pad(laid.setting.indent);
            }
            row.push(laid.text(text).piece(line.start..line.end));
            return (row.finish(), above.finish());
        }
        let (mut column, mut column_above) = (0, 0);
        for placed in laid.placed(text, line) {
            if placed.piece == "\t" {
                continue;
            }
            row.pad(placed.column.saturating_sub(column));
            row.push(placed.piece);
            column = placed.column + placed.columns;
            if let Some((at, reading)) = placed.reading {
                above.pad(at.saturating_sub(column_above));
                above.push(reading);
                column_above = at + width::text(&reading, self.typography.ambiguous);
            }
        }
        (row.finish(), above.finish())
    }
}

#[cfg(test)]
mod tests;
