//! The page: the rows of the sheet that show, each in the style of its part.
//!
//! Invariant: draws `height` rows at most, from lines that are laid out already.

use ratatui::style::Style;

use super::paint::Canvas;
use super::{has_focus, key, sentence};
use crate::app::read::Reader;
use crate::app::{Area, Command, Context, Focus, Model, warning_text};
use crate::article::{Span, Warning};
use crate::config::Role;
use crate::reader::{Part, Place, Segment};
use crate::text::width;
use crate::text::wrap::Line;

/// Draws the pane of the page.
pub(super) fn draw(model: &Model, pane: Area, canvas: &mut Canvas<'_>) {
    let Some(reader) = &model.reader else {
        return no_article(model, pane, canvas);
    };
    let block = model.geometry().text_block(model.settings.measure);
    let drawn = Drawn {
        model,
        reader,
        quiet: !has_focus(model, Focus::Reader),
    };
    let mut place = reader.top;
    let mut y = 0;
    while y < block.height && place.segment < reader.shown() {
        let row = Area {
            y: block.y + y,
            height: 1,
            ..block
        };
        let Some(segment) = reader.sheet.page.segments.get(place.segment) else {
            break;
        };
        let lines = reader.sheet.laid(place.segment);
        if place.row >= segment.gap as usize + lines.len() {
            place = Place {
                segment: place.segment + 1,
                row: 0,
            };
            continue;
        }
        if let Some(line) = place
            .row
            .checked_sub(segment.gap as usize)
            .and_then(|at| lines.get(at))
        {
            drawn.row(segment, *line, row, canvas);
        }
        place.row += 1;
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

/// What every row needs to know.
struct Drawn<'m> {
    model: &'m Model,
    reader: &'m Reader,
    /// The other side has the focus.
    quiet: bool,
}

impl Drawn<'_> {
    fn row(&self, segment: &Segment, line: Line, row: Area, canvas: &mut Canvas<'_>) {
        match segment.part {
            Part::Facts => self.facts(row, canvas),
            Part::Warning => self.warning(segment, row, canvas),
            Part::RelatedHeading => self.related_heading(row, canvas),
            _ => self.text(segment, line, row, canvas),
        }
    }

    fn style(&self, role: Role, canvas: &Canvas<'_>) -> Style {
        if self.quiet {
            canvas.over(role, Role::Quiet)
        } else {
            canvas.role(role)
        }
    }

    fn text(&self, segment: &Segment, line: Line, row: Area, canvas: &mut Canvas<'_>) {
        let role = match segment.part {
            Part::Headline | Part::RelatedHeadline => Role::Title,
            Part::Lead => Role::Lead,
            Part::Caption | Part::Signoff | Part::RelatedCaption | Part::RelatedLead => Role::Quiet,
            _ => Role::Text,
        };
        let mut style = self.style(role, canvas);
        let inset = self.margin(segment, line, row, canvas);
        let chosen =
            segment.link.is_some() && segment.link.map(|at| at as usize) == self.reader.link;
        if chosen {
            let selection = if self.quiet {
                Role::SelectionUnfocused
            } else {
                Role::Selection
            };
            style = style.patch(canvas.role(selection));
        }
        let whole = self.reader.sheet.page.segment_text(segment);
        let shown = whole.get(line.start..line.end).unwrap_or("");
        let indent = if segment.indented && line.start == 0 {
            self.reader.sheet.typography.indent()
        } else {
            0
        };
        let mut at = Area {
            x: row.x + inset,
            width: row.width.saturating_sub(inset),
            ..row
        };
        if segment.part == Part::Signoff {
            let slack = at.width.saturating_sub(line.columns as u16);
            at = Area {
                x: at.x + slack,
                width: at.width - slack,
                ..at
            };
        }
        let indent_columns = (indent as u16).min(at.width);
        at = Area {
            x: at.x + indent_columns,
            width: at.width - indent_columns,
            ..at
        };
        let start = segment.span.range().start + line.start;
        let marked = self.marked(start, start + shown.len(), canvas);
        canvas.put(at, indent, shown, |byte| {
            let byte = (start + byte) as u32;
            let hit = marked
                .iter()
                .find(|(span, _)| span.start <= byte && byte < span.end);
            hit.map_or(style, |(_, mark)| style.patch(*mark))
        });
    }

    /// What stands left of a part; returns the columns that it takes.
    fn margin(&self, segment: &Segment, line: Line, row: Area, canvas: &mut Canvas<'_>) -> u16 {
        let first = line.start == 0;
        match segment.part {
            Part::Caption => {
                if first {
                    canvas.line(row, "▪", Role::Quiet);
                }
                2
            }
            Part::RelatedHeadline => {
                if first {
                    self.number(segment, row, canvas);
                }
                4
            }
            Part::RelatedCaption | Part::RelatedLead => 4,
            _ => 0,
        }
    }

    /// The number of a related item, and whether the library has it.
    fn number(&self, segment: &Segment, row: Area, canvas: &mut Canvas<'_>) {
        let Some(link) = segment.link.map(|at| at as usize) else {
            return;
        };
        let page = &self.reader.sheet.page;
        let related = |l: &&crate::reader::Link| l.target == crate::reader::LinkTarget::Related;
        let number = page.links.iter().take(link + 1).filter(related).count();
        canvas.line(Area { width: 2, ..row }, &number.to_string(), Role::Accent);
        let Some(link) = page.links.get(link) else {
            return;
        };
        let found = self.model.list.find_row(&link.headline);
        let cell = Area {
            x: row.x + 2,
            width: 1,
            ..row
        };
        match found {
            Some(id) if self.model.marks.get(id).is_some() => canvas.line(cell, "✦", Role::Mark),
            Some(_) => canvas.line(cell, "❯", Role::Accent),
            None => 0,
        };
    }

    /// The matches on a line, with their styles.
    fn marked(&self, start: usize, end: usize, canvas: &Canvas<'_>) -> Vec<(Span, Style)> {
        let Some(found) = &self.reader.found else {
            return Vec::new();
        };
        let first = found
            .matches
            .partition_point(|span| span.range().end <= start);
        let current = found.current.and_then(|at| found.matches.get(at)).copied();
        let mark = canvas.role(Role::Match);
        let strong = canvas.over(Role::Match, Role::Selection);
        let here = found
            .matches
            .iter()
            .skip(first)
            .take_while(|span| span.range().start < end);
        here.map(|span| (*span, if Some(*span) == current { strong } else { mark }))
            .collect()
    }

    fn facts(&self, row: Area, canvas: &mut Canvas<'_>) {
        let (article, page) = (&self.reader.article, &self.reader.sheet.page);
        let texts = &self.model.texts;
        let agency = article
            .first(crate::article::BlockKind::Agency)
            .map(|(at, _)| article.block_text(at));
        let dateline = article.dateline;
        let of = |span: Option<Span>| span.map(|span| article.slice(span));
        let mut facts: Vec<String> = Vec::new();
        facts.extend(
            of(dateline.and_then(|d| d.agency))
                .or(agency)
                .map(str::to_owned),
        );
        facts.extend(of(dateline.and_then(|d| d.place)).map(str::to_owned));
        if article.complete && page.characters > 0 {
            let minutes = page
                .characters
                .div_ceil(self.model.settings.reading_speed.max(1))
                .max(1);
            facts.push(texts.format("facts-characters", &[("count", page.characters.into())]));
            facts.push(texts.format("facts-minutes", &[("count", minutes.into())]));
        }
        let room = Area {
            width: row.width.saturating_sub(2),
            ..row
        };
        // In a narrow pane the last facts go, whole.
        let mut line = facts.join(" ∙ ");
        while facts.len() > 1 && width::text(&line, canvas.ambiguous) > room.width as usize {
            facts.pop();
            line = facts.join(" ∙ ");
        }
        canvas.line(room, &line, Role::Quiet);
        if let Some(mark) = self.model.marks.get(article.id) {
            let style = canvas.role(Role::Mark);
            canvas.line_right(row, if mark.saved { "✦" } else { "✧" }, style);
        }
    }

    fn warning(&self, segment: &Segment, row: Area, canvas: &mut Canvas<'_>) {
        let Some(warning) = self.reader.article.warnings.get(segment.block as usize) else {
            return;
        };
        let texts = &self.model.texts;
        let words = format!(
            "{}: {}",
            texts.text("label-warning"),
            texts.text(warning_text(*warning))
        );
        canvas.line(row, &words, Role::Warn);
    }

    fn related_heading(&self, row: Area, canvas: &mut Canvas<'_>) {
        let texts = &self.model.texts;
        let heading = texts.text("related-more");
        let count = self.reader.article.related.len();
        let args = [("heading", (&heading).into()), ("count", count.into())];
        let words = texts.format("related-heading", &args);
        let id = if self.reader.related_open {
            "related-fold"
        } else {
            "related-unfold"
        };
        let next = key(self.model, Command::NextRelated, Context::Reader);
        let hint = texts.format(id, &[("key", (&next).into())]);
        let quiet = canvas.role(Role::Quiet);
        let used = canvas.line_right(row, &hint, quiet);
        canvas.line(
            Area {
                width: row.width.saturating_sub(used + 1),
                ..row
            },
            &words,
            Role::Title,
        );
    }
}
