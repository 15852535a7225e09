//! From a theme's plain data to the terminal's styles.

use ratatui::style::{Color, Modifier, Style};

use crate::config::{Colour, Style as Plain};

/// The style as a patch: what the theme does not name stays as it was.
pub(super) fn patch(plain: Plain) -> Style {
    let mut style = Style {
        fg: colour(plain.fg),
        bg: colour(plain.bg),
        ..Style::default()
    };
    let modifiers = [
        (plain.bold, Modifier::BOLD),
        (plain.dim, Modifier::DIM),
        (plain.reversed, Modifier::REVERSED),
        (plain.underline, Modifier::UNDERLINED),
    ];
    for (on, modifier) in modifiers {
        if on {
            style = style.add_modifier(modifier);
        }
    }
    style
}

fn colour(colour: Colour) -> Option<Color> {
    match colour {
        Colour::Default => None,
        Colour::Ansi(index) => Some(ansi(index)),
        Colour::Rgb(r, g, b) => Some(Color::Rgb(r, g, b)),
    }
}

/// The sixteen by name, so that the terminal's own palette is used.
fn ansi(index: u8) -> Color {
    const NAMES: [Color; 16] = [
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
    NAMES
        .get(index as usize)
        .copied()
        .unwrap_or(Color::Indexed(index))
}
