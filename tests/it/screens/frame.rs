//! One frame, and its two views: the text as a reader sees it, and the runs of
//! style, which a text cannot show.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::style::{Color, Modifier, Style};

/// What was drawn, and where the caret stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    pub buffer: Buffer,
    pub caret: Option<(u16, u16)>,
}

impl Frame {
    /// The rows, blanks at their ends trimmed, each wide cluster once.
    pub fn rows(&self) -> Vec<String> {
        let area = self.buffer.area;
        (0..area.height).map(|y| self.row(y)).collect()
    }

    fn row(&self, y: u16) -> String {
        let mut row = String::new();
        let mut x = 0;
        while x < self.buffer.area.width {
            let cell = &self.buffer[(x, y)];
            row.push_str(cell.symbol());
            x += cell.cell_width().max(1);
        }
        row.trim_end().to_owned()
    }

    /// All rows, each between bars, so that margins are seen; the caret below.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for row in self.rows() {
            let _ = writeln!(text, "|{row}");
        }
        if let Some((x, y)) = self.caret {
            let _ = writeln!(text, "caret: column {x}, row {y}");
        }
        text
    }

    /// Whether some row holds `text`.
    pub fn shows(&self, text: &str) -> bool {
        self.rows().iter().any(|row| row.contains(text))
    }

    /// Columns and style of each run that is not in the style of most cells;
    /// rows alike and side by side are one line.
    pub fn styles(&self) -> String {
        let base = self.base();
        let mut out = format!("all: {}\n", name(base));
        let rows: Vec<String> = (0..self.buffer.area.height)
            .map(|y| self.runs(y, base))
            .collect();
        let mut y = 0;
        while y < rows.len() {
            let same = rows[y..].iter().take_while(|row| **row == rows[y]).count();
            if !rows[y].is_empty() {
                let last = y + same - 1;
                let range = if same == 1 {
                    y.to_string()
                } else {
                    format!("{y}-{last}")
                };
                let _ = writeln!(out, "{range}: {}", rows[y]);
            }
            y += same;
        }
        out
    }

    /// The style of most cells.
    fn base(&self) -> Style {
        let mut counts: Vec<(Style, usize)> = Vec::new();
        for cell in self.buffer.content() {
            let style = cell.style();
            match counts.iter_mut().find(|(known, _)| *known == style) {
                Some((_, count)) => *count += 1,
                None => counts.push((style, 1)),
            }
        }
        let most = counts.into_iter().max_by_key(|(_, count)| *count);
        most.map_or(Style::default(), |(style, _)| style)
    }

    fn runs(&self, y: u16, base: Style) -> String {
        let mut runs: Vec<(u16, u16, Style)> = Vec::new();
        for x in 0..self.buffer.area.width {
            let style = self.buffer[(x, y)].style();
            match runs.last_mut() {
                Some((_, end, last)) if *last == style => *end = x + 1,
                _ => runs.push((x, x + 1, style)),
            }
        }
        let runs = runs.into_iter().filter(|(_, _, style)| *style != base);
        let runs: Vec<String> = runs
            .map(|(start, end, style)| format!("{start}..{end} {}", name(style)))
            .collect();
        runs.join(" | ")
    }

    /// The style of the first cell of `text`.
    pub fn style_of(&self, text: &str) -> Style {
        let (y, row) = self
            .rows()
            .into_iter()
            .enumerate()
            .find(|(_, row)| row.contains(text))
            .unwrap_or_else(|| panic!("{text} is not on the screen:\n{}", self.text()));
        let before = row.split(text).next().unwrap();
        let x = yue::text::width::text(before, yue::text::Ambiguous::NARROW);
        self.buffer[(x as u16, y as u16)].style()
    }
}

fn name(style: Style) -> String {
    let mut words: Vec<String> = Vec::new();
    let modifiers = [
        (Modifier::BOLD, "bold"),
        (Modifier::DIM, "dim"),
        (Modifier::REVERSED, "reversed"),
        (Modifier::UNDERLINED, "underlined"),
    ];
    let mut left = style.add_modifier;
    for (modifier, word) in modifiers {
        if left.contains(modifier) {
            words.push(word.to_owned());
            left.remove(modifier);
        }
    }
    assert!(
        left.is_empty(),
        "a style that the view does not know: {left:?}"
    );
    for (colour, sign) in [(style.fg, ""), (style.bg, "on ")] {
        match colour.unwrap_or(Color::Reset) {
            Color::Reset => {}
            Color::Rgb(r, g, b) => words.push(format!("{sign}#{r:02x}{g:02x}{b:02x}")),
            other => words.push(format!("{sign}{}", other.to_string().to_lowercase())),
        }
    }
    if words.is_empty() {
        "plain".to_owned()
    } else {
        words.join(" ")
    }
}
