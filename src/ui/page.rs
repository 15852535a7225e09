//! The page: the rows of the sheet that show, each in the style of its part.
//!
//! Invariant: draws `height` rows at most, from lines that are laid out already.

use ratatui::style::Style;

use super::facts;
use super::paint::Canvas;
use super::{columns, has_focus, key, select, sentence};
use crate::app::read::Reader;
use crate::app::select::Extent;
use crate::app::{Area, Command, Context, Focus, Model};
use crate::article::{Span, Warning};
use crate::config::Role;
use crate::reader::{Laid, Part, Place, Segment};
use crate::text::joined;
use crate::text::wrap::Line;

/// Draws the pane of the page; returns the cell of the caret where text is being
/// selected.
pub(super) fn draw(model: &Model, pane: Area, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
    let Some(reader) = &model.reader else {
        no_article(model, pane, canvas);
        return None;
    };
    let look = model.look();
    let block = model.geometry().text_block(look);
    let drawn = Drawn {
        model,
        reader,
        quiet: !has_focus(model, Focus::Reader),
        selected: select::extent(reader),
    };
    if look.vertical {
        columns::draw(&drawn, look, block, canvas);
    } else {
        rows(&drawn, block, canvas);
    }
    select::caret(&drawn, look, block)
}

/// Draws the rows that show.
fn rows(drawn: &Drawn<'_>, block: Area, canvas: &mut Canvas<'_>) {
    let (model, reader) = (drawn.model, drawn.reader);
    let mut y = 0;
    for place in drawn.places().take(block.height as usize) {
        let row = Area {
            y: block.y + y,
            height: 1,
            ..block
        };
        if let Some((segment, laid, line)) = drawn.line_at(place) {
            // A reading goes into the row above, where that is on the page.
            let above = u16::from(laid.pitch > 1 && y > 0);
            let rows = Area {
                y: row.y - above,
                height: 1 + above,
                ..row
            };
            drawn.row(segment, laid, line, rows, canvas);
        }
        y += 1;
    }
    if reader.article.warnings.contains(&Warning::Empty) && y < block.height {
        let back = key(model, Command::Back, Context::Reader);
        let words = model
            .texts
            .format("empty-article", &[("key", (&back).into())]);
        canvas.paragraph(
            Area {
                y: block.y + y,
                height: block.height - y,
                ..block
            },
            &words,
            Role::Quiet,
        );
    }
}

/// Nothing is open: what to do about it.
fn no_article(model: &Model, pane: Area, canvas: &mut Canvas<'_>) {
    let id = if model.opening.is_some() {
        "empty-opening"
    } else {
        "empty-no-article"
    };
    // An empty list says what to do itself.
    if model.opening.is_none() && model.list.rows().is_empty() && model.geometry().wide() {
        return;
    }
    let open = key(model, Command::Open, Context::List);
    let words = model.texts.format(id, &[("key", (&open).into())]);
    let area = Area {
        y: pane.y + 2,
        height: pane.height.saturating_sub(2),
        ..pane
    };
    sentence(area, &words, Role::Quiet, canvas);
}

/// Columns that a mark may stick out by.
const HANGS: u16 = 2;

/// What every row needs to know.
pub(super) struct Drawn<'m> {
    pub(super) model: &'m Model,
    pub(super) reader: &'m Reader,
    /// The other side has the focus.
    quiet: bool,
    pub(super) selected: Option<Extent>,
}

impl<'m> Drawn<'m> {
    /// The rows from the top of the window on, as far as they are laid out.
    pub(super) fn places(&self) -> impl Iterator<Item = Place> + use<'m> {
        let (reader, mut next) = (self.reader, self.reader.top);
        std::iter::from_fn(move || {
            while next.segment < reader.shown() {
                let laid = reader.sheet.laid(next.segment)?;
                if next.row < reader.sheet.gap(next.segment) + laid.rows() {
                    let place = next;
                    next.row += 1;
                    return Some(place);
                }
                next = Place {
                    segment: next.segment + 1,
                    row: 0,
                };
            }
            None
        })
    }

    /// The line whose text stands in a row.
    pub(super) fn line_at(&self, place: Place) -> Option<(&'m Segment, &'m Laid, Line)> {
        let sheet = &self.reader.sheet;
        let segment = sheet.page.segments.get(place.segment)?;
        let laid = sheet.laid(place.segment)?;
        let row = place.row.checked_sub(sheet.gap(place.segment))?;
        let line = laid.lines.get(row / laid.pitch)?;
        (row % laid.pitch + 1 == laid.pitch).then_some((segment, laid, *line))
    }

    /// Draws a line; `rows` is the row of its text, and the one above where a
    /// reading may stand there.
    fn row(&self, segment: &Segment, laid: &Laid, line: Line, rows: Area, canvas: &mut Canvas<'_>) {
        let row = Area {
            y: rows.y + rows.height - 1,
            height: 1,
            ..rows
        };
        match segment.part {
            Part::Facts => facts::facts(self, row, canvas),
            Part::Warning => facts::warning(self, segment, row, canvas),
            Part::RelatedHeading => facts::related_heading(self, row, canvas),
            _ => self.text(segment, laid, line, rows, canvas),
        }
    }

    /// The style of a segment's text.
    pub(super) fn style(&self, segment: &Segment, canvas: &Canvas<'_>) -> Style {
        let role = match segment.part {
            Part::Headline | Part::RelatedHeadline => Role::Title,
            Part::Lead => Role::Lead,
            Part::Caption | Part::Signoff | Part::RelatedCaption | Part::RelatedLead => Role::Quiet,
            _ => Role::Text,
        };
        let style = if self.quiet {
            canvas.over(role, Role::Quiet)
        } else {
            canvas.role(role)
        };
        let link = segment.link.map(|at| at as usize);
        if link.is_none() || link != self.reader.link || self.selected.is_some() {
            return style;
        }
        style.patch(canvas.role(if self.quiet {
            Role::SelectionUnfocused
        } else {
            Role::Selection
        }))
    }

    fn text(
        &self,
        segment: &Segment,
        laid: &Laid,
        line: Line,
        rows: Area,
        canvas: &mut Canvas<'_>,
    ) {
        let text = Area {
            y: rows.y + rows.height - 1,
            height: 1,
            ..rows
        };
        self.margin(segment, line, text, canvas);
        let inset = self.reader.sheet.left(segment, line) as u16;
        // What hangs sticks out to the right.
        let at = Area {
            x: rows.x + inset,
            width: rows.width.saturating_sub(inset) + HANGS,
            ..rows
        };
        let source = self.reader.sheet.page.segment_text(segment);
        let style = self.styled(segment, laid, line, canvas);
        let above = canvas.role(Role::Quiet);
        canvas.placed(at, laid.placed(source, line), style, above);
    }

    /// The style of each cluster of a line, by its byte in what is shown.
    pub(super) fn styled(
        &self,
        segment: &Segment,
        laid: &Laid,
        line: Line,
        canvas: &Canvas<'_>,
    ) -> impl Fn(usize) -> Style + use<> {
        let style = self.style(segment, canvas);
        let from = segment.span.range().start;
        let map = laid.map();
        let (start, end) = (
            from + map.source(line.start),
            from + map.source_end(line.end),
        );
        let selected = select::mark(self, segment, canvas);
        let marked: Vec<(usize, usize, Style)> = self
            .marked(start, end, canvas)
            .into_iter()
            .chain(selected)
            .map(|(span, mark)| {
                let at = |byte: u32| map.shown((byte as usize).saturating_sub(from));
                (at(span.start), at(span.end), mark)
            })
            .collect();
        move |byte| {
            let hit = |(start, end, _): &&(usize, usize, Style)| *start <= byte && byte < *end;
            let marks = marked.iter().filter(hit);
            marks.fold(style, |style, (_, _, mark)| style.patch(*mark))
        }
    }

    /// What stands left of a part.
    fn margin(&self, segment: &Segment, line: Line, row: Area, canvas: &mut Canvas<'_>) {
        match segment.part {
            Part::Caption if line.start == 0 => {
                canvas.line(row, "▪", Role::Quiet);
            }
            Part::RelatedHeadline if line.start == 0 => self.number(segment, row, canvas),
            _ => {}
        }
    }

    /// The number of a related item, and whether the library has it.
    pub(super) fn number(&self, segment: &Segment, row: Area, canvas: &mut Canvas<'_>) {
        let Some(link) = segment.link.map(|at| at as usize) else {
            return;
        };
        let page = &self.reader.sheet.page;
        let related = |l: &&crate::reader::Link| l.target == crate::reader::LinkTarget::Related;
        let number = page.links.iter().take(link + 1).filter(related).count();
        canvas.line(Area { width: 2, ..row }, &joined![number], Role::Accent);
        let Some(link) = page.links.get(link) else {
            return;
        };
        let found = self.model.list.find_row(&link.headline);
        // Behind it, or below it on a vertical page.
        let cell = match row.width {
            0..=2 => Area {
                y: row.y + 1,
                ..row
            },
            _ => Area {
                x: row.x + 2,
                width: 1,
                ..row
            },
        };
        match found {
            Some(id) if self.model.marks.get(id).is_some() => canvas.line(cell, "✦", Role::Mark),
            Some(_) => canvas.line(cell, "❯", Role::Accent),
            None => 0,
        };
    }

    /// The matches on a line, and the date that was gone to, with their styles.
    fn marked(&self, start: usize, end: usize, canvas: &Canvas<'_>) -> Vec<(Span, Style)> {
        let mark = canvas.role(Role::Match);
        let strong = canvas.over(Role::Match, Role::Selection);
        let found = self.reader.found.as_ref();
        let current = found.and_then(|found| found.matches.get(found.current?));
        let matches = found.map_or(&[][..], |found| &found.matches);
        let first = matches.partition_point(|span| span.range().end <= start);
        let here = |span: &Span| span.range().start < end && span.range().end > start;
        let matches = matches.iter().skip(first).take_while(|span| here(span));
        let style = |span: &Span| if Some(span) == current { strong } else { mark };
        let date = self.reader.date_on_page().filter(here);
        let date = date.map(|span| (span, mark));
        let matches = matches.map(|span| (*span, style(span)));
        date.into_iter().chain(matches).collect()
    }
}
