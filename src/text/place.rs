//! Where each cluster of a line stands: for the painter, for printing, and for
//! the caret of a selection.
//!
//! Invariant: the places are those that wrapping counted: the last one ends at
//! the line's columns.

use super::clean::Clean;
use super::shown::Reading;
use super::unit::Units;
use super::wrap::{Line, Setting};

/// A cluster (on the vertical axis, a square) of a line in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed<'t> {
    /// Byte offset into the paragraph.
    pub at: usize,
    pub piece: Clean<&'t str>,
    /// The column (square) that it starts at, from the line's start on, the
    /// indent included.
    pub column: usize,
    /// Columns (squares) that it covers.
    pub columns: usize,
    /// What stands above, and the column that it starts at.
    pub reading: Option<(usize, Clean<&'t str>)>,
}

/// The clusters of a line of `text`, set as it was by `setting` with `readings`.
pub fn placed<'t>(
    text: Clean<&'t str>,
    readings: &'t [Reading],
    line: Line,
    setting: Setting,
) -> impl Iterator<Item = Placed<'t>> {
    let mut column = if line.start == 0 { setting.indent } else { 0 };
    let mut gaps = line.gaps;
    // What stands below a longer reading stands in its middle.
    let mut lead = 0;
    Units::from(text.into_inner(), readings, setting, line.start)
        .take_while(move |unit| unit.at() < line.end)
        .map(move |unit| {
            if unit.at() > line.start {
                let kept = (unit.gap as usize).min(gaps);
                gaps -= kept;
                column += kept + unit.space as usize;
            }
            let from = column;
            column = unit.after(column);
            let above = unit.reading.and_then(|index| readings.get(index as usize));
            let reading = above.map(|reading| {
                let (under, above, shown) = extents(&text, reading, setting);
                // Of what goes on in the next line neither stands in the middle.
                let whole = reading.end <= line.end;
                let centred = |room: usize| if whole { room / 2 } else { 0 };
                lead = centred(above.saturating_sub(under));
                let at = from + centred(under.saturating_sub(above));
                (at, shown)
            });
            if above.is_none() && !unit.inside {
                lead = 0;
            }
            Placed {
                at: unit.at(),
                piece: text.piece(unit.at()..unit.end()),
                column: from + lead,
                columns: if unit.is_tab() {
                    column - from
                } else {
                    unit.base as usize
                },
                reading,
            }
        })
}

/// Columns of the text that a reading stands above, and of the reading; and the
/// reading, as far as a line has room for it.
fn extents<'r>(
    text: &str,
    reading: &'r Reading,
    setting: Setting,
) -> (usize, usize, Clean<&'r str>) {
    let under = text.get(reading.start..reading.end).unwrap_or("");
    let under = super::width::text(under, setting.ambiguous);
    let (shown, above) = super::clip::head(&reading.text, setting.measure, setting.ambiguous);
    (under, above, reading.text.view().piece(..shown.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::unit::Axis;
    use crate::text::wrap::{annotated, lines};

    fn columns(text: &'static str, setting: Setting) -> Vec<Vec<(usize, String)>> {
        lines(text, setting)
            .map(|line| {
                let here = placed(text.into(), &[], line, setting);
                here.map(|p| (p.column, p.piece.to_string())).collect()
            })
            .collect()
    }

    fn setting(measure: usize) -> Setting {
        Setting {
            measure,
            autospace: true,
            ..Setting::default()
        }
    }

    #[test]
    fn gaps_stand_between_han_and_latin() {
        let all = columns("在2018年a", setting(20));
        let expected = [
            (0, "在"),
            (3, "2"),
            (4, "0"),
            (5, "1"),
            (6, "8"),
            (8, "年"),
            (11, "a"),
        ];
        let expected: Vec<(usize, String)> = expected
            .iter()
            .map(|(at, s)| (*at, (*s).to_owned()))
            .collect();
        assert_eq!(all, [expected]);
    }

    #[test]
    fn two_digits_share_a_square() {
        let down = Setting {
            axis: Axis::Vertical,
            ..setting(20)
        };
        let squares = |text: &'static str| -> Vec<String> {
            columns(text, down)
                .concat()
                .into_iter()
                .map(|(_, s)| s)
                .collect()
        };
        assert_eq!(squares("在12月OK吗"), ["在", "12", "月", "OK", "吗"]);
        assert_eq!(squares("在2018年"), ["在", "2", "0", "1", "8", "年"]);
        assert_eq!(squares("共12.5万"), ["共", "1", "2", ".", "5", "万"]);
        assert_eq!(squares("the"), ["t", "h", "e"]);
    }

    #[test]
    fn readings_widen_what_they_stand_above() {
        let text = "中国人好";
        let reading = |start: usize, text: &'static str| Reading {
            start,
            end: start + 3,
            text: text.into(),
        };
        let readings = [reading(0, "zhōng"), reading(3, "guó"), reading(6, "é")];
        let set = setting(40);
        let line = annotated(text, &readings, set).next().unwrap();
        let found: Vec<_> = placed(text.into(), &readings, line, set)
            .map(|p| (p.column, p.columns, p.reading.map(|(at, _)| at)))
            .collect();
        // zhōng guó é
        // .中.. 国. 人好
        let expected = [
            (1, 2, Some(0)),
            (6, 2, Some(6)),
            (10, 2, Some(10)),
            (12, 2, None),
        ];
        assert_eq!(found, expected);
        assert_eq!(line.columns, 14);
    }

    #[test]
    fn a_reading_of_several_characters_keeps_them_together() {
        let text = "今日は";
        let readings = [Reading {
            start: 0,
            end: 6,
            text: "きょう".into(),
        }];
        let set = setting(8);
        let all: Vec<Line> = annotated(text, &readings, set).collect();
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].columns, 8);
        let set = setting(6);
        let all: Vec<Line> = annotated(text, &readings, set).collect();
        assert_eq!(all.iter().map(|l| l.end).collect::<Vec<_>>(), [6, 9]);
        // Where there is no room for the whole, its text begins its line.
        let set = setting(3);
        for line in annotated(text, &readings, set) {
            let first = placed(text.into(), &readings, line, set).next().unwrap();
            assert_eq!(first.column, 0, "{line:?}");
        }
    }
}
