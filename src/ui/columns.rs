//! The page with its lines running down, from right to left: the same rows, each
//! drawn as a column of squares.
//!
//! Invariant: a column stands in two cells of width, and none is drawn that the
//! window does not hold whole.

use super::facts;
use super::page::Drawn;
use super::paint::Canvas;
use crate::app::Area;
use crate::app::geometry::column_pitch;
use crate::config::{Look, Role};
use crate::reader::Part;
use crate::text::clean::join;
use crate::text::place::placed;
use crate::text::wrap::{self, Setting};
use crate::text::{Axis, Clean, Lang, joined};

/// Draws the columns that show.
pub(super) fn draw(drawn: &Drawn<'_>, look: Look, block: Area, canvas: &mut Canvas<'_>) {
    let forms = look.vertical_forms;
    let right = (block.x + block.width).saturating_sub(2);
    let places = drawn.places().enumerate();
    for (nth, place) in places.take(drawn.model.page_height()) {
        let Some(x) = right.checked_sub(nth as u16 * column_pitch(look)) else {
            break;
        };
        let column = Area {
            x,
            width: 2,
            ..block
        };
        let Some((segment, laid, line)) = drawn.line_at(place) else {
            continue;
        };
        match segment.part {
            Part::Facts => {
                // In a low pane the last facts go, whole.
                let mark = facts::mark(drawn).unwrap_or("");
                let mut facts = facts::all_facts(drawn);
                let line = |facts: &[Clean]| joined![join(facts, " "), " ", mark];
                while facts.len() > 1 && !fits(&line(&facts), column, canvas) {
                    facts.pop();
                }
                words(
                    line(&facts).view().trimmed(),
                    column,
                    forms,
                    Role::Quiet,
                    canvas,
                );
            }
            Part::Warning => {
                let text = facts::warning_words(drawn, segment);
                words(text.view(), column, forms, Role::Warn, canvas);
            }
            Part::RelatedHeading => {
                words(
                    facts::related_words(drawn).view(),
                    column,
                    forms,
                    Role::Title,
                    canvas,
                );
            }
            _ => {
                let source = drawn.reader.sheet.page.segment_text(segment);
                let style = drawn.styled(segment, laid, line, canvas);
                canvas.down(column, laid.placed(source, line), forms, style);
                if segment.part == Part::RelatedHeadline && line.start == 0 {
                    // In the gap, beside its first character.
                    let gap = Area { x: x + 2, ..column };
                    drawn.number(segment, gap, canvas);
                }
            }
        }
    }
}

fn setting(text: &str, column: Area, canvas: &Canvas<'_>) -> Setting {
    Setting {
        measure: column.height as usize,
        ambiguous: canvas.ambiguous,
        lang: Lang::detect(text),
        axis: Axis::Vertical,
        ..Setting::default()
    }
}

/// Whether words of the interface fit one column.
fn fits(text: &str, column: Area, canvas: &Canvas<'_>) -> bool {
    wrap::lines(text, setting(text, column, canvas))
        .nth(1)
        .is_none()
}

/// Writes words of the interface down a column, as far as they fit.
fn words(text: Clean<&str>, column: Area, forms: bool, role: Role, canvas: &mut Canvas<'_>) {
    let setting = setting(&text, column, canvas);
    let style = canvas.role(role);
    if let Some(line) = wrap::lines(&text, setting).next() {
        canvas.down(column, placed(text, &[], line, setting), forms, |_| style);
    }
}
