//! A drawn screen as SVG: real text on an exact grid. Narrow text is stretched to
//! its cells, each wide character stands at its own x, so no font can shift what
//! follows; a Han character is exactly as wide as two cells.
//!
//! Invariant: all coordinates are whole numbers, computed from cells alone.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::style::{Color, Modifier};
use yue::text::Lang;

use super::scenes::Drawn;

/// A cell, in pixels. Fonts of one width are 0.6 em wide: 15 px gives 9, and two
/// cells are a Han character of 18 px.
const CELL: (u16, u16) = (9, 25);
/// From the top of a row to its baseline.
const BASELINE: u16 = 18;
/// White space around the screen.
const MARGIN: u16 = 18;

const LATIN: &str = "ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono',\
                     'Noto Sans Mono CJK SC','Noto Sans CJK SC',monospace";
const HANS: &str = "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Hiragino Sans GB',\
                   'Microsoft YaHei','Noto Sans Mono CJK SC',sans-serif";

const HANT: &str =
    "'Noto Sans CJK TC','Source Han Sans TC','PingFang TC','Microsoft JhengHei',sans-serif";
const JAPANESE: &str =
    "'Noto Sans CJK JP','Source Han Sans JP','Hiragino Sans','Yu Gothic',sans-serif";
const KOREAN: &str =
    "'Noto Sans CJK KR','Source Han Sans KR','Apple SD Gothic Neo','Malgun Gothic',sans-serif";

/// The fonts that draw wide characters as a language writes them.
fn fonts(lang: Lang) -> &'static str {
    match lang {
        Lang::Hans => HANS,
        Lang::Hant => HANT,
        Lang::Japanese => JAPANESE,
        Lang::Korean => KOREAN,
    }
}

/// The terminal's sixteen colours, for themes that use them.
const SIXTEEN: [&str; 16] = [
    "#24211d", "#b3261e", "#3b6e22", "#875800", "#2a5db0", "#86198f", "#0b5f71", "#d9d5cc",
    "#655f57", "#ff8a80", "#a5d28c", "#ffd479", "#8ab4f8", "#d9a0e6", "#6cc3d5", "#f4f1ea",
];

/// How a piece of text looks: what CSS needs to know of a cell.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Look {
    ink: String,
    wide: bool,
    /// Bits of `Modifier`: those that text shows.
    modifiers: u16,
}

/// Cells beside each other that look alike.
struct Run {
    column: u16,
    row: u16,
    columns: u16,
    look: Look,
    /// Each cluster and its column.
    clusters: Vec<(u16, String)>,
}

/// The picture of a screen; `title` says what it shows, wide characters have the
/// forms of `lang`.
pub(crate) fn picture(drawn: &Drawn, title: &str, lang: Lang) -> String {
    let buffer = &drawn.buffer;
    let page = page_colours(buffer);
    let (width, height) = (
        buffer.area.width * CELL.0 + 2 * MARGIN,
        buffer.area.height * CELL.1 + 2 * MARGIN,
    );
    let runs = runs(buffer, &page);
    let looks = classes(&runs);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" role=\"img\">\n<title>{}</title>\n<style>\n\
         text{{font:15px {LATIN};white-space:pre}}\n.w{{font:18px {}}}\n",
        escaped(title),
        fonts(lang)
    );
    for (look, class) in &looks {
        // Writing to a String cannot fail.
        let _ = writeln!(svg, ".{class}{{{}}}", css(look));
    }
    let _ = write!(
        svg,
        "</style>\n<rect width=\"{width}\" height=\"{height}\" rx=\"10\" fill=\"{}\"/>\n",
        page.1
    );
    grounds(buffer, &page, &mut svg);
    if let Some((x, y)) = drawn.caret {
        let (x, y) = (MARGIN + x * CELL.0, MARGIN + y * CELL.1);
        let ink = &page.0;
        let _ = writeln!(
            svg,
            "<rect x=\"{x}\" y=\"{y}\" width=\"2\" height=\"{}\" fill=\"{ink}\"/>",
            CELL.1
        );
    }
    for run in &runs {
        text(
            run,
            looks.get(&run.look).map_or("", String::as_str),
            &mut svg,
        );
    }
    svg.push_str("</svg>\n");
    svg
}

/// Ink and ground of the page: those of its first cell.
fn page_colours(buffer: &Buffer) -> (String, String) {
    let default = ("#24211d".to_owned(), "#ffffff".to_owned());
    match buffer.content.first() {
        Some(cell) => (colour(cell.fg, &default.0), colour(cell.bg, &default.1)),
        None => default,
    }
}

/// A colour as CSS names it; `reset` where the cell has none.
fn colour(colour: Color, reset: &str) -> String {
    const ORDER: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    if let Color::Rgb(red, green, blue) = colour {
        return format!("#{red:02x}{green:02x}{blue:02x}");
    }
    let index = ORDER.iter().position(|named| *named == colour);
    let named = index.and_then(|index| SIXTEEN.get(index));
    (*named.unwrap_or(&reset)).to_owned()
}

/// Ink and ground of a cell.
fn colours(cell: &Cell, page: &(String, String)) -> (String, String) {
    let (ink, ground) = (colour(cell.fg, &page.0), colour(cell.bg, &page.1));
    if cell.modifier.contains(Modifier::REVERSED) {
        (ground, ink)
    } else {
        (ink, ground)
    }
}

/// Calls `visit` with each cell that starts a cluster: column, row, columns, cell.
fn each_cell<'b>(buffer: &'b Buffer, mut visit: impl FnMut(u16, u16, u16, &'b Cell)) {
    for row in 0..buffer.area.height {
        let mut column = 0;
        while let Some(cell) = buffer.cell((column, row)) {
            let columns = cell.cell_width().max(1);
            visit(column, row, columns, cell);
            column += columns;
        }
    }
}

/// The text of the screen.
fn runs(buffer: &Buffer, page: &(String, String)) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    each_cell(buffer, |column, row, columns, cell| {
        if cell.symbol().trim().is_empty() {
            return;
        }
        let look = Look {
            ink: colours(cell, page).0,
            wide: columns > 1,
            modifiers: (cell.modifier - Modifier::REVERSED).bits(),
        };
        let cluster = (column, cell.symbol().to_owned());
        match runs.last_mut() {
            Some(run)
                if run.row == row && run.column + run.columns == column && run.look == look =>
            {
                run.columns += columns;
                run.clusters.push(cluster);
            }
            _ => runs.push(Run {
                column,
                row,
                columns,
                look,
                clusters: vec![cluster],
            }),
        }
    });
    runs
}

/// A class for each look, in an order that does not depend on the screen.
fn classes(runs: &[Run]) -> BTreeMap<Look, String> {
    let mut looks: BTreeMap<Look, String> = BTreeMap::new();
    for run in runs {
        looks.entry(run.look.clone()).or_default();
    }
    for (number, class) in looks.values_mut().enumerate() {
        *class = format!("c{number}");
    }
    looks
}

fn css(look: &Look) -> String {
    let mut css = format!("fill:{}", look.ink);
    for (modifier, rule) in [
        (Modifier::BOLD, ";font-weight:700"),
        (Modifier::DIM, ";opacity:.6"),
        (Modifier::UNDERLINED, ";text-decoration:underline"),
    ] {
        if look.modifiers & modifier.bits() != 0 {
            css.push_str(rule);
        }
    }
    css
}

/// Rectangles where the ground is another than the page's.
fn grounds(buffer: &Buffer, page: &(String, String), svg: &mut String) {
    // Row, first column, columns, colour.
    let mut open: Option<(u16, u16, u16, String)> = None;
    let mut close = |open: Option<(u16, u16, u16, String)>| {
        if let Some((row, column, columns, ground)) = open {
            let _ = writeln!(
                svg,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{ground}\"/>",
                MARGIN + column * CELL.0,
                MARGIN + row * CELL.1,
                columns * CELL.0,
                CELL.1
            );
        }
    };
    each_cell(buffer, |column, row, columns, cell| {
        let ground = colours(cell, page).1;
        match &mut open {
            Some((r, c, n, g)) if *r == row && *c + *n == column && *g == ground => *n += columns,
            _ => {
                close(open.take());
                open = (ground != page.1).then_some((row, column, columns, ground));
            }
        }
    });
    close(open);
}

fn text(run: &Run, class: &str, svg: &mut String) {
    let (x, y) = (
        MARGIN + run.column * CELL.0,
        MARGIN + run.row * CELL.1 + BASELINE,
    );
    let words: String = run
        .clusters
        .iter()
        .map(|(_, cluster)| escaped(cluster))
        .collect();
    let fitted = |columns: u16| {
        format!(
            "textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"",
            columns * CELL.0
        )
    };
    if !run.look.wide {
        let fitted = fitted(run.columns);
        let _ = writeln!(
            svg,
            "<text class=\"{class}\" x=\"{x}\" y=\"{y}\" {fitted}>{words}</text>"
        );
        return;
    }
    let _ = write!(svg, "<text class=\"w {class}\" y=\"{y}\">");
    for (column, cluster) in &run.clusters {
        let x = MARGIN + column * CELL.0;
        // One character of full width is as wide as its font is high; what is
        // put together of several is as wide as its font happens to make it.
        let single = cluster.chars().nth(1).is_none();
        let fitted = if single {
            String::new()
        } else {
            format!(" {}", fitted(2))
        };
        let _ = write!(svg, "<tspan x=\"{x}\"{fitted}>{}</tspan>", escaped(cluster));
    }
    svg.push_str("</text>\n");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
