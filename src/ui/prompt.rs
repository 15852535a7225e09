//! A line being typed: its sign, its text, and where the caret stands, which is
//! where an input method draws its window.

use super::paint::Canvas;
use crate::app::Area;
use crate::app::line::Line;
use crate::config::Role;
use crate::text::{Clean, clip, width};

/// Draws the prompt in the first row of `area`; returns the caret's cell.
pub(super) fn draw<'t>(
    area: Area,
    sign: impl Into<Clean<&'t str>>,
    line: &Line,
    canvas: &mut Canvas<'_>,
) -> (u16, u16) {
    let used = canvas.line(area, sign, Role::Accent) + 1;
    let room = area.width.saturating_sub(used + 1);
    let inner = Area {
        x: area.x + used,
        width: room,
        ..area
    };
    // The text before the caret decides what is cut off at the left.
    let start = clip::tail_start(&line.before(), room as usize, canvas.ambiguous);
    let shown = line.text().piece(start..);
    canvas.line(inner, shown, Role::Text);
    let before = line.before().piece(start..);
    let caret = inner.x + (width::text(&before, canvas.ambiguous) as u16).min(room);
    (caret.min(area.x + area.width.saturating_sub(1)), area.y)
}
