//! What is selected on the page, and where its caret stands.
//!
//! Invariant: the caret stands in a cell of the page, or nowhere.

use ratatui::style::Style;

use super::page::Drawn;
use super::paint::Canvas;
use crate::app::Area;
use crate::app::geometry::column_pitch;
use crate::app::read::Reader;
use crate::app::select::{Extent, spot};
use crate::article::Span;
use crate::config::{Look, Role};
use crate::reader::Segment;

/// From where to where text is selected.
pub(super) fn extent(reader: &Reader) -> Option<Extent> {
    let selection = reader.selection.as_ref()?;
    Some(selection.extent(&reader.sheet, reader.shown()))
}

/// What is selected of a segment, with its style.
pub(super) fn mark(
    drawn: &Drawn<'_>,
    segment: &Segment,
    canvas: &Canvas<'_>,
) -> Option<(Span, Style)> {
    let (extent, page) = (drawn.selected?, &drawn.reader.sheet.page);
    let index = page.segment_of(segment.span.range().start, drawn.reader.shown());
    let span = extent.within(page, index)?;
    let style = canvas.role(Role::Selection);
    Some((Span::new(span.start, span.end), style))
}

/// The cell of the caret, where its line shows.
pub(super) fn caret(drawn: &Drawn<'_>, look: Look, block: Area) -> Option<(u16, u16)> {
    let (model, reader) = (drawn.model, drawn.reader);
    let (sheet, selection) = (&reader.sheet, reader.selection.as_ref()?);
    let at = spot(sheet, reader.shown(), selection.caret)?;
    let segment = sheet.page.segments.get(at.segment)?;
    let laid = sheet.laid(at.segment)?;
    let line = *laid.lines.get(at.line)?;
    let row = sheet.gap(at.segment) + at.line * laid.pitch + laid.pitch - 1;
    let here = |place: crate::reader::Place| place.segment == at.segment && place.row == row;
    let nth = drawn.places().take(model.page_height()).position(here)? as u16;
    let column = (sheet.left(segment, line) + at.stop.column) as u16;
    let (x, y) = if look.vertical {
        let right = (block.x + block.width).saturating_sub(2);
        let x = right.checked_sub(nth.saturating_mul(column_pitch(look)))?;
        (x, block.y + column.min(block.height.saturating_sub(1)))
    } else {
        (block.x.saturating_add(column), block.y + nth)
    };
    let last = model.size.0.saturating_sub(1);
    (y < block.y + block.height).then_some((x.min(last), y))
}
