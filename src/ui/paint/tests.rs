//! Cells, cluster by cluster.

use ratatui::layout::Rect;

use super::*;
use crate::config::ThemeName;

fn painted(text: &'static str, ambiguous: Ambiguous) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
    let theme = Theme::new(ThemeName::Terminal, true);
    let mut canvas = Canvas::new(&mut buffer, &theme, ambiguous);
    let area = Area {
        x: 0,
        y: 0,
        width: 12,
        height: 1,
    };
    canvas.put(area, 0, text, |_| Style::default());
    buffer
}

fn widths(buffer: &Buffer) -> Vec<(String, u16)> {
    let mut out = Vec::new();
    let mut x = 0;
    while x < buffer.area.width {
        let cell = &buffer[(x, 0)];
        out.push((cell.symbol().to_owned(), cell.cell_width()));
        x += cell.cell_width().max(1);
    }
    out
}

#[test]
fn every_cluster_covers_what_was_counted() {
    for (text, ambiguous, expected) in [
        ("ｶﾞa", Ambiguous::NARROW, &[("ｶﾞ", 2), ("a", 1)][..]),
        ("“新”", Ambiguous::WIDE, &[("“", 2), ("新", 2), ("”", 2)]),
        ("“新”", Ambiguous::NARROW, &[("“", 1), ("新", 2), ("”", 1)]),
        (
            "❤\u{FE0F}x",
            Ambiguous::NARROW,
            &[("❤\u{FE0F}", 2), ("x", 1)],
        ),
    ] {
        let got = widths(&painted(text, ambiguous));
        let want: Vec<(String, u16)> = expected
            .iter()
            .map(|(s, w)| ((*s).to_owned(), *w))
            .collect();
        assert_eq!(&got[..want.len()], want, "{text}");
    }
}

#[test]
fn writing_over_a_forced_cell_leaves_no_trace() {
    let mut buffer = painted("““", Ambiguous::WIDE);
    let theme = Theme::new(ThemeName::Terminal, true);
    let mut canvas = Canvas::new(&mut buffer, &theme, Ambiguous::WIDE);
    let area = Area {
        x: 0,
        y: 0,
        width: 12,
        height: 1,
    };
    canvas.put(area, 0, "ab", |_| Style::default());
    assert_eq!(
        widths(&buffer)[..2],
        [("a".to_owned(), 1), ("b".to_owned(), 1)]
    );
}

#[test]
fn a_wide_character_is_whole_or_absent() {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 5, 1));
    let theme = Theme::new(ThemeName::Terminal, true);
    let mut canvas = Canvas::new(&mut buffer, &theme, Ambiguous::NARROW);
    let area = Area {
        x: 0,
        y: 0,
        width: 5,
        height: 1,
    };
    assert_eq!(canvas.put(area, 0, "河内会", |_| Style::default()), 4);
    assert_eq!(buffer[(4, 0)].symbol(), " ");
}

#[test]
fn a_mark_of_unknown_width_erases_its_cells_first() {
    let safe = widths(&painted("“新é│", Ambiguous::SAFE));
    let expected = [("\x1b[2X“", 2), ("新", 2), ("\x1b[2Xé", 2), ("\x1b[2X│", 2)];
    let expected = expected.map(|(symbol, columns)| (symbol.to_owned(), columns));
    assert_eq!(safe[..4], expected);
}
