//! The pictures of the README are what the program draws; `YUE_UPDATE=1` rewrites
//! them. The code that draws them is that of `examples/screenshots.rs`.

#[path = "../../examples/screenshots/scenes.rs"]
mod scenes;
#[path = "../../examples/screenshots/svg.rs"]
mod svg;

use std::collections::BTreeSet;
use std::path::Path;

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Style};

use crate::sandbox::package;
use scenes::{Drawn, SCENES, THEMES};

/// Each picture: the path in the repository and what it should hold.
fn pictures() -> Vec<(String, String)> {
    let mut pictures = Vec::new();
    for scene in &SCENES {
        for (suffix, theme) in THEMES {
            let drawn = scenes::draw(scene, theme).expect("keys of a scene");
            let path = format!("assets/{}-{suffix}.svg", scene.name);
            pictures.push((path, svg::picture(&drawn, scene.title)));
        }
    }
    pictures
}

fn is_picture(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|end| end == "svg")
}

#[test]
fn pictures_are_what_the_program_draws() {
    let pictures = pictures();
    for (path, expected) in &pictures {
        let file = package().join(path);
        if std::env::var_os("YUE_UPDATE").is_some() {
            std::fs::write(&file, expected).unwrap();
        }
        let found = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(
            found == *expected,
            "{path} is stale: YUE_UPDATE=1 cargo test rewrites it; look at it before it is committed"
        );
    }
    let drawn: BTreeSet<String> = pictures.into_iter().map(|(path, _)| path).collect();
    let kept = std::fs::read_dir(package().join("assets")).unwrap();
    let kept: BTreeSet<String> = kept
        .map(|entry| format!("assets/{}", entry.unwrap().file_name().to_str().unwrap()))
        .filter(|path| is_picture(path))
        .collect();
    assert_eq!(kept, drawn, "in assets and drawn");
}

#[test]
fn pictures_are_shown() {
    let drawn: BTreeSet<String> = pictures().into_iter().map(|(path, _)| path).collect();
    let mut shown = BTreeSet::new();
    for document in ["README.md", "README.zh-CN.md"] {
        let text = std::fs::read_to_string(package().join(document)).unwrap();
        for name in text.split('"').filter(|name| is_picture(name)) {
            assert!(drawn.contains(name), "{document} shows {name}");
            shown.insert(name.to_owned());
        }
    }
    assert_eq!(shown, drawn, "shown in a README and drawn");
}

#[test]
fn no_font_can_shift_a_cell() {
    let mut buffer = Buffer::with_lines(["a河b&ｶﾞ"]);
    let yellow = Style::default().fg(Color::Rgb(255, 212, 121));
    buffer.set_style(ratatui::layout::Rect::new(1, 0, 2, 1), yellow);
    let svg = svg::picture(
        &Drawn {
            buffer,
            caret: Some((3, 0)),
        },
        "<title>",
    );
    // Nine pixels a column, eighteen around the screen.
    for part in [
        r#"x="18" y="36" textLength="9" lengthAdjust="spacingAndGlyphs">a</text>"#,
        r#"<tspan x="27">河</tspan>"#,
        r#"x="45" y="36" textLength="18" lengthAdjust="spacingAndGlyphs">b&amp;</text>"#,
        "{fill:#ffd479}",
        r#"<rect x="45" y="18" width="2""#,
        "<title>&lt;title&gt;</title>",
    ] {
        assert!(svg.contains(part), "{part} in\n{svg}");
    }
}
