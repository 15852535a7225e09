//! The pictures of the README and of `docs/typography.md` are what the program
//! draws; `YUE_UPDATE=1` rewrites them. The code that draws them is that of
//! `examples/screenshots.rs`.

#[path = "../../examples/screenshots/compare.rs"]
mod compare;
#[path = "../../examples/screenshots/faults.rs"]
mod faults;
#[path = "../../examples/screenshots/plates.rs"]
mod plates;
#[path = "../../examples/screenshots/scenes.rs"]
mod scenes;
#[path = "../../examples/screenshots/svg.rs"]
mod svg;
#[path = "../../examples/screenshots/typography.rs"]
mod typography;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Style};
use yue::text::{Lang, Level};

use crate::sandbox::package;
use plates::Plate;
use scenes::{Drawn, SCENES, THEMES};

/// The plates of the document; the dictionaries are loaded once for all tests.
static PLATES: LazyLock<Vec<Plate>> =
    LazyLock::new(|| typography::plates().expect("lines that are those of the seeds"));

/// Each picture: the path in the repository and what it should hold.
fn pictures() -> Vec<(String, String)> {
    let mut pictures = Vec::new();
    for scene in &SCENES {
        for (suffix, theme) in THEMES {
            let drawn = scenes::draw(scene, theme).expect("keys of a scene");
            let path = format!("assets/{}-{suffix}.svg", scene.name);
            pictures.push((path, svg::picture(&drawn, scene.title, Lang::Hans)));
        }
    }
    for plate in PLATES.iter() {
        let path = format!("docs/typography/{}.svg", plate.name);
        let picture = svg::picture(&plates::draw(plate), plate.title, plate.lang);
        pictures.push((path, picture));
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
    let mut kept = BTreeSet::new();
    for folder in ["assets", "docs/typography"] {
        let entries = std::fs::read_dir(package().join(folder)).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        kept.extend(names.map(|name| format!("{folder}/{name}")));
    }
    kept.retain(|path| is_picture(path));
    assert_eq!(kept, drawn, "kept and drawn");
}

#[test]
fn pictures_are_shown() {
    let drawn: BTreeSet<String> = pictures().into_iter().map(|(path, _)| path).collect();
    let mut shown = BTreeSet::new();
    for (document, folder) in [
        ("README.md", ""),
        ("README.zh-CN.md", ""),
        ("docs/typography.md", "docs/"),
    ] {
        let text = std::fs::read_to_string(package().join(document)).unwrap();
        // In HTML and in Markdown.
        let names = text.split(['"', '(', ')']).filter(|name| is_picture(name));
        for name in names.map(|name| format!("{folder}{name}")) {
            assert!(drawn.contains(&name), "{document} shows {name}");
            shown.insert(name);
        }
    }
    assert_eq!(shown, drawn, "shown in a document and drawn");
}

/// What the pictures say of the program is true of it.
#[test]
fn the_program_has_no_fault_where_others_have() {
    let compared = PLATES
        .iter()
        .filter(|plate| plate.name.starts_with("compare-"));
    let mut plates = 0;
    for plate in compared {
        let (own, others) = plate.panels.split_last().unwrap();
        let reproached = |panel: &plates::Panel| panel.below.as_ref().unwrap().1;
        assert!(!reproached(own), "{}", plate.name);
        assert!(others.iter().all(reproached), "{}", plate.name);
        plates += 1;
    }
    assert!(plates > 1);
}

#[test]
fn a_fault_is_found_where_it_is() {
    let text = "他说《好》,走。";
    let check = |at: usize| {
        let found = faults::of_starts(text, &[at], Level::Basic, Lang::Hans);
        let marked = text
            .char_indices()
            .filter(|(at, _)| found.iter().any(|fault| fault.marks(*at)));
        marked.map(|(_, c)| c).collect::<String>()
    };
    let at = |c: char| text.find(c).unwrap();
    assert_eq!(check(at('》')), "》");
    assert_eq!(check(at(',')), ",");
    assert_eq!(check(at('好')), "《");
    assert_eq!(check(at('走')), "");
    let word = faults::of_starts("a word", &[4], Level::Basic, Lang::Hans);
    assert!(word.iter().any(|fault| fault.marks(3) && fault.marks(4)));
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
        Lang::Hans,
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
