//! Plates: panels beside each other, each a text in one setting of the page, laid
//! out and painted by the program itself. The ground of a panel is the measure.
//!
//! Invariant: where a panel marks something, the layout says so, not the panel.

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use yue::app::Area;
use yue::app::geometry::column_pitch;
use yue::config::{Look, Paragraphs, Role, Theme, ThemeName};
use yue::lexicon::Lexicon;
use yue::reader::{Block, Laid, Typography, lay_out};
use yue::text::Clean;
use yue::text::clean::{clean, flat};
use yue::text::place::Placed;
use yue::text::wrap::Line;
use yue::text::{Ambiguous, Axis, Lang, Level, width};
use yue::ui::paint::Canvas;

use super::faults::{self, Fault};
use super::scenes::Drawn;

/// A picture of the document.
pub(crate) struct Plate {
    /// Part of the file's name.
    pub(crate) name: &'static str,
    /// What it shows, in words.
    pub(crate) title: &'static str,
    /// Whose forms of characters it wants.
    pub(crate) lang: Lang,
    /// Panels beside each other; more go below.
    pub(crate) across: usize,
    pub(crate) panels: Vec<Panel>,
}

/// A text in one setting.
pub(crate) struct Panel {
    pub(crate) label: String,
    /// What is said below it, and whether that is a reproach.
    pub(crate) below: Option<(String, bool)>,
    pub(crate) buffer: Buffer,
}

/// What a panel marks, besides marks that hang.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shows {
    Nothing,
    /// Line breaks that the strict level does not allow.
    Faults,
    /// The gaps between Han and Latin.
    Gaps,
    /// What is shown in another form than the source.
    Changes,
}

/// A text and how it is set: paragraphs are parted by line feeds.
#[derive(Clone, Copy)]
pub(crate) struct Sample<'t> {
    pub(crate) text: &'t str,
    /// Columns; squares on the vertical axis.
    pub(crate) measure: u16,
    pub(crate) look: Look,
    pub(crate) shows: Shows,
}

/// Columns right of the measure that a mark may hang into.
const MARGIN: u16 = 2;
/// Between panels.
const GUTTER: u16 = 3;

const GROUND: Color = Color::Rgb(0xef, 0xe9, 0xdc);
const HANGS: Color = Color::Rgb(0xff, 0xd4, 0x79);
const FAULT: Color = Color::Rgb(0xb3, 0x26, 0x1e);
const PAPER: Color = Color::Rgb(0xfa, 0xf8, 0xf3);

pub(crate) fn fault_style() -> Style {
    Style::default().bg(FAULT).fg(PAPER)
}

pub(crate) fn theme() -> Theme {
    Theme::new(ThemeName::Light, true)
}

/// A cleared buffer with the ground of a measure.
pub(crate) fn sheet(measure: u16, margin: u16, rows: u16, theme: &Theme) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, measure + margin, rows));
    let mut canvas = Canvas::new(&mut buffer, theme, Ambiguous::NARROW);
    canvas.clear();
    let ground = Area {
        x: 0,
        y: 0,
        width: measure,
        height: rows,
    };
    canvas.shade(ground, Style::default().bg(GROUND));
    buffer
}

/// Sets a sample.
pub(crate) fn panel(label: &str, sample: &Sample<'_>, lexicon: &Lexicon) -> Panel {
    let look = sample.look;
    let ambiguous = look.ambiguous_width.resolved(Some(Ambiguous::NARROW));
    let typography = Typography::of(look, sample.measure, MARGIN, ambiguous);
    let article = Lang::detect(sample.text);
    let text = clean(sample.text);
    let paragraphs = text.view().parted('\n').map(|text| {
        let block = Block {
            lang: Lang::of_paragraph(&text, article),
            grid: Lang::is_grid(sample.text),
            indented: true,
            ..Block::default()
        };
        (text, lay_out(text, block, typography, lexicon))
    });
    let paragraphs: Vec<(Clean<&str>, Laid)> = paragraphs.collect();
    let buffer = match typography.axis {
        Axis::Horizontal => across(&paragraphs, sample, typography),
        Axis::Vertical => down(&paragraphs, sample),
    };
    Panel {
        label: label.to_owned(),
        below: None,
        buffer,
    }
}

/// Lines as rows.
fn across(
    paragraphs: &[(Clean<&str>, Laid)],
    sample: &Sample<'_>,
    typography: Typography,
) -> Buffer {
    let theme = theme();
    let parted = u16::from(sample.look.paragraphs == Paragraphs::Blank);
    let rows: usize = paragraphs.iter().map(|(_, laid)| laid.rows()).sum();
    let gaps = parted * (paragraphs.len() as u16 - 1);
    // Blank rows before the first line are no part of the picture.
    let read = typography.readings.is_some();
    let skipped = match paragraphs.first() {
        Some((_, laid)) if !read => laid.pitch as u16 - 1,
        _ => 0,
    };
    let rows = rows as u16 + gaps - skipped;
    let mut buffer = sheet(sample.measure, MARGIN, rows, &theme);
    let mut canvas = Canvas::new(&mut buffer, &theme, typography.ambiguous);
    let mut y = 0;
    for (nth, (source, laid)) in paragraphs.iter().enumerate() {
        let faults = match sample.shows {
            Shows::Faults => faults::of_lines(
                &laid.text(*source),
                &laid.lines,
                Level::Strict,
                laid.setting.lang,
            ),
            _ => Vec::new(),
        };
        for (line_nth, line) in laid.lines.iter().enumerate() {
            let first = nth == 0 && line_nth == 0;
            let height = laid.pitch as u16 - if first { skipped } else { 0 };
            let area = Area {
                x: 0,
                y,
                width: sample.measure + MARGIN,
                height,
            };
            row(&mut canvas, area, *source, laid, *line, sample, &faults);
            y += height;
        }
        y += parted;
    }
    as_a_narrow_terminal_draws(&mut buffer);
    buffer
}

/// One line with what is marked in it.
fn row(
    canvas: &mut Canvas<'_>,
    area: Area,
    source: Clean<&str>,
    laid: &Laid,
    line: Line,
    sample: &Sample<'_>,
    faults: &[Fault],
) {
    let places: Vec<Placed<'_>> = laid.placed(source, line).collect();
    let text = canvas.role(Role::Text).bg(GROUND);
    let (quiet, accent) = (canvas.role(Role::Quiet), canvas.role(Role::Accent));
    let measure = usize::from(sample.measure);
    let style = |at: usize| {
        let Some(place) = places.iter().find(|place| place.at == at) else {
            return text;
        };
        let from = laid.map().source(at);
        let as_written = source
            .get(from..)
            .is_some_and(|rest| rest.starts_with(place.piece.as_str()));
        if faults.iter().any(|fault| fault.marks(at)) {
            fault_style()
        } else if place.column + place.columns > measure {
            text.bg(HANGS)
        } else if sample.shows == Shows::Changes && !as_written {
            text.patch(accent.bg(GROUND))
        } else {
            text
        }
    };
    canvas.placed(area, places.iter().copied(), style, quiet.bg(GROUND));
    if sample.shows == Shows::Gaps {
        for pair in places.windows(2) {
            let [left, right] = pair else { continue };
            let from = left.column + left.columns;
            let gap = Area {
                x: from as u16,
                y: area.y,
                width: right.column.saturating_sub(from) as u16,
                height: 1,
            };
            canvas.shade(gap, Style::default().bg(HANGS));
        }
    }
}

/// Lines as columns, from right to left.
fn down(paragraphs: &[(Clean<&str>, Laid)], sample: &Sample<'_>) -> Buffer {
    let theme = theme();
    let lines: usize = paragraphs.iter().map(|(_, laid)| laid.lines.len()).sum();
    let pitch = column_pitch(sample.look);
    let columns = (lines as u16).saturating_sub(1) * pitch + 2;
    let mut buffer = sheet(columns, 0, sample.measure, &theme);
    let mut canvas = Canvas::new(&mut buffer, &theme, Ambiguous::NARROW);
    let style = canvas.role(Role::Text).bg(GROUND);
    let mut right = columns;
    for (source, laid) in paragraphs {
        for line in &laid.lines {
            let column = Area {
                x: right.saturating_sub(2),
                y: 0,
                width: 2,
                height: sample.measure,
            };
            let forms = sample.look.vertical_forms;
            canvas.down(column, laid.placed(*source, *line), forms, |_| style);
            right = right.saturating_sub(pitch);
        }
    }
    buffer
}

/// Characters whose cells are erased before them (ambiguous width `safe`), as a
/// terminal shows them that draws them narrow.
fn as_a_narrow_terminal_draws(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        let symbol = cell.symbol().to_owned();
        if let Some((_, symbol)) = symbol
            .split_once('X')
            .filter(|_| symbol.starts_with('\x1b'))
        {
            cell.set_symbol(symbol);
            cell.set_diff_option(CellDiffOption::None);
        }
    }
}

impl Panel {
    fn width(&self) -> u16 {
        let words = |text: &str| width::text(text, Ambiguous::NARROW) as u16;
        let below = self.below.as_ref().map_or(0, |(text, _)| words(text));
        self.buffer.area.width.max(words(&self.label)).max(below)
    }

    /// Label, text, what is said below.
    fn height(&self) -> u16 {
        1 + self.buffer.area.height + u16::from(self.below.is_some())
    }

    fn draw(&self, x: u16, y: u16, whole: &mut Buffer, theme: &Theme) {
        for row in 0..self.buffer.area.height {
            for column in 0..self.buffer.area.width {
                let to = whole.cell_mut((x + column, y + 1 + row));
                if let (Some(to), Some(cell)) = (to, self.buffer.cell((column, row))) {
                    *to = cell.clone();
                }
            }
        }
        let mut canvas = Canvas::new(whole, theme, Ambiguous::NARROW);
        let mut words = |text: &str, y: u16, role: Role| {
            let place = Area {
                x,
                y,
                width: self.width(),
                height: 1,
            };
            canvas.line(place, &flat(text), role);
        };
        words(&self.label, y, Role::Quiet);
        if let Some((text, reproach)) = &self.below {
            let role = if *reproach { Role::Error } else { Role::Accent };
            words(text, y + 1 + self.buffer.area.height, role);
        }
    }
}

/// Puts the panels of a plate together.
pub(crate) fn draw(plate: &Plate) -> Drawn {
    let theme = theme();
    let across = plate.across.max(1);
    let rows: Vec<&[Panel]> = plate.panels.chunks(across).collect();
    let columns: Vec<u16> = (0..across)
        .map(|nth| {
            let panels = rows.iter().filter_map(|row| row.get(nth));
            panels.map(Panel::width).max().unwrap_or(0)
        })
        .collect();
    let heights: Vec<u16> = rows
        .iter()
        .map(|row| row.iter().map(Panel::height).max().unwrap_or(0))
        .collect();
    let width = columns.iter().sum::<u16>() + GUTTER * (across as u16 - 1);
    let height = heights.iter().sum::<u16>() + heights.len() as u16 - 1;
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    Canvas::new(&mut buffer, &theme, Ambiguous::NARROW).clear();
    let mut y = 0;
    for (row, height) in rows.iter().zip(&heights) {
        let mut x = 0;
        for (panel, width) in row.iter().zip(&columns) {
            panel.draw(x, y, &mut buffer, &theme);
            x += width + GUTTER;
        }
        y += height + 1;
    }
    Drawn {
        buffer,
        caret: None,
    }
}
