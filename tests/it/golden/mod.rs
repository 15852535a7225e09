//! Golden layouts: every article of `seeds/` as `yue print` sets it, across and
//! down, with ambiguous characters narrow and wide, in five measures. A change of
//! typesetting shows here line by line, to be looked at before it is taken in.

use std::fmt::Write as _;
use std::path::PathBuf;

use unicode_width::UnicodeWidthStr;
use yue::article::{Article, Source};
use yue::cli::typeset::{Sheet, typeset};
use yue::config::{Look, Width};
use yue::ingest;
use yue::lexicon::Lexicon;

use crate::sandbox::package;

const WIDTHS: [u16; 5] = [24, 40, 60, 72, 79];
/// Squares of a column.
const HEIGHT: u16 = 20;
const SEEDS: usize = 8;

/// The articles of `seeds/`, by name.
pub fn seeds() -> Vec<(String, Article)> {
    let folder = std::fs::read_dir(package().join("seeds")).unwrap();
    let mut paths: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert_eq!(paths.len(), SEEDS, "{paths:?}");
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let article = ingest::article(&text, Source::Stdin, Vec::new());
        (name, article)
    };
    paths.into_iter().map(read).collect()
}

/// The printed lines of an article.
pub fn printed(article: &Article, look: Look, width: u16) -> Vec<String> {
    let sheet = Sheet {
        width,
        height: HEIGHT,
        look,
        lexicon: Lexicon::default(),
    };
    let mut lines = Vec::new();
    typeset(article, &sheet, &mut |line| lines.push(line.to_string()));
    lines
}

fn compare(name: &str, view: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, view));
}

/// A bar stands before each line, as blanks at its start count.
fn golden(axis: &str, class: &str, look: Look) {
    for (name, article) in seeds() {
        let mut view = String::new();
        for width in WIDTHS {
            let _ = writeln!(view, "-- {width} columns");
            for line in printed(&article, look, width) {
                let columns = match look.ambiguous_width {
                    Width::Wide => line.width_cjk(),
                    _ => line.width(),
                };
                assert!(columns <= width as usize, "{name}, {width}: {line}");
                let _ = writeln!(view, "|{line}");
            }
        }
        compare(&format!("{name}-{axis}-{class}"), &view);
    }
}

fn look(vertical: bool, ambiguous_width: Width) -> Look {
    Look {
        vertical,
        ambiguous_width,
        ..Look::default()
    }
}

#[test]
fn across_narrow() {
    golden("across", "narrow", look(false, Width::Narrow));
}

#[test]
fn across_wide() {
    golden("across", "wide", look(false, Width::Wide));
}

#[test]
fn down_narrow() {
    golden("down", "narrow", look(true, Width::Narrow));
}

#[test]
fn down_wide() {
    golden("down", "wide", look(true, Width::Wide));
}
