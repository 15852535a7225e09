//! The embedded themes are whole and can be read.

use super::*;

const ALL: [ThemeName; 3] = [ThemeName::Terminal, ThemeName::Light, ThemeName::Dark];

#[test]
fn embedded_themes_are_whole() {
    for name in ALL {
        let (theme, wrong) = parse(source(name));
        assert_eq!(wrong, Vec::<String>::new(), "{name:?}");
        assert_ne!(theme, Theme::default());
    }
}

#[test]
fn roles_are_their_own_index() {
    for (index, role) in Role::ALL.into_iter().enumerate() {
        assert_eq!(role as usize, index, "{}", role.name());
    }
}

#[test]
fn mistakes_are_named() {
    let (theme, wrong) = parse("title = { fg = \"pink\", bold = true, blink = true }\nfoo = {}\n");
    assert!(theme.style(Role::Title).bold);
    assert_eq!(
        wrong.first().map(String::as_str),
        Some("no role foo"),
        "{wrong:?}"
    );
    assert!(wrong.contains(&"title: fg".to_owned()));
    assert!(wrong.contains(&"title: blink".to_owned()));
    assert!(wrong.contains(&"text is missing".to_owned()));
    assert_eq!(parse("= broken").1.len(), 1);
}

#[test]
fn colours_are_read() {
    for (text, expected) in [
        ("red", Some(Colour::Ansi(1))),
        ("bright-white", Some(Colour::Ansi(15))),
        ("#0a0B0c", Some(Colour::Rgb(10, 11, 12))),
        ("#abc", None),
        ("#1234567", None),
        ("bright-", None),
    ] {
        assert_eq!(colour(text), expected, "{text}");
    }
}

#[test]
fn no_colour_leaves_marks() {
    for name in ALL {
        let theme = Theme::new(name, false);
        for role in Role::ALL {
            let style = theme.style(role);
            assert_eq!(
                (style.fg, style.bg),
                (Colour::Default, Colour::Default),
                "{name:?} {}",
                role.name()
            );
        }
        assert!(theme.style(Role::Match).reversed);
        assert!(theme.style(Role::Quiet).dim);
        assert!(theme.style(Role::Selection).reversed);
    }
}

/// Relative luminance as in WCAG 2.
fn luminance(colour: Colour) -> f64 {
    let Colour::Rgb(red, green, blue) = colour else {
        unreachable!("{colour:?} has no luminance");
    };
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

#[test]
fn text_stands_out_from_its_ground() {
    for name in [ThemeName::Light, ThemeName::Dark] {
        let theme = Theme::new(name, true);
        for ground in [Role::Text, Role::Selection, Role::SelectionUnfocused] {
            let below = luminance(theme.style(ground).bg);
            for role in Role::ALL.into_iter().take(9) {
                let above = luminance(theme.style(role).fg);
                let contrast = (above.max(below) + 0.05) / (above.min(below) + 0.05);
                let least = if ground == Role::Selection { 3.5 } else { 4.5 };
                assert!(contrast >= least, "{name:?} {role:?} {ground:?} {contrast}");
            }
        }
    }
}
