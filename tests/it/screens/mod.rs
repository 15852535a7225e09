//! Each pane and overlay as a reader sees it: the real `update` and `ui::draw`
//! on a buffer, what `update` asks for done at once (`headless`), and two views
//! of each frame, text and style (`frame`), kept as snapshots.

mod articles;
mod dates;
mod effects;
mod encodings;
mod filtering;
pub mod frame;
pub mod headless;
mod help;
mod list;
mod looks;
pub mod outside;
mod page;
mod panes;
mod select;
mod status;
mod texts;
mod unread;

use std::fmt::Write as _;

use headless::Headless;
use yue::config::{Theme, ThemeName};

/// The windows that every scene is drawn in.
const SIZES: [(u16, u16); 3] = [(40, 12), (80, 24), (120, 40)];

/// A snapshot of what `play` leads to, in each window.
fn scene(name: &str, play: impl Fn(&mut Headless)) {
    for size in SIZES {
        scene_at(name, size, &play);
    }
}

/// A snapshot of what `play` leads to in one window.
fn scene_at(name: &str, size: (u16, u16), play: impl Fn(&mut Headless)) {
    let mut headless = Headless::library(size);
    play(&mut headless);
    snapshot(&format!("{name}-{}x{}", size.0, size.1), &headless);
}

/// Compares the frame with `snapshots/NAME.snap`.
fn snapshot(name: &str, headless: &Headless) {
    let frame = headless.frame();
    let mut view = frame.text();
    for theme in [ThemeName::Terminal, ThemeName::Dark] {
        let frame = headless.frame_in(&Theme::new(theme, true));
        let _ = write!(view, "\n-- {theme:?}\n{}", frame.styles());
    }
    compare(name, &view);
}

fn compare(name: &str, view: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, view));
}
