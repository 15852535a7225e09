//! Generated documents are what the tables say; `YUE_UPDATE=1` rewrites them.
//! Also what no module alone can check about the interface texts.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot read the repository fails"
)]

use std::path::PathBuf;

use yue::article::{Encoding, Warning};
use yue::i18n::{Language, Texts};
use yue::text::{Ambiguous, width};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Compares a file of the repository with what it should hold, or rewrites it.
fn check(path: &str, expected: &str) {
    let file = root().join(path);
    if std::env::var_os("YUE_UPDATE").is_some() {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, expected).unwrap();
    }
    let found = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        found == expected,
        "{path} is stale; YUE_UPDATE=1 cargo test rewrites it"
    );
}

#[test]
fn keys_are_documented() {
    check("docs/keys.md", &yue::app::key_docs::keys_markdown());
}

#[test]
fn settings_are_documented() {
    check("docs/config.md", &yue::config::config_markdown());
}

#[test]
fn the_documented_example_is_valid() {
    let document = yue::config::config_markdown();
    let examples: Vec<&str> = document.split("```toml\n").skip(1).collect();
    assert_eq!(examples.len(), 2);
    for example in examples {
        let text = example.split("```").next().unwrap();
        let (config, problems) = yue::config::load(text);
        assert_eq!(problems, [], "{text}");
        let (_, problems) = yue::app::Keymap::with_overrides(&config.keys);
        assert_eq!(problems, [], "{text}");
    }
}

/// The chrome holds no character that some terminals draw wider than others.
#[test]
fn interface_texts_have_one_width() {
    for language in Language::ALL {
        let file = root().join(format!("assets/i18n/{}.ftl", language.tag()));
        let text = std::fs::read_to_string(file).unwrap();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let narrow = width::text(line, Ambiguous::NARROW);
            let wide = width::text(line, Ambiguous::WIDE);
            assert_eq!(narrow, wide, "{line}");
        }
    }
}

/// Every oddity of an article has its words.
#[test]
fn warnings_have_texts() {
    let warnings = [
        Warning::Empty,
        Warning::InvalidUtf8,
        Warning::Binary,
        Warning::LongLine,
        Warning::Truncated,
        Warning::Overflow,
        Warning::Malformed(Encoding::BIG5),
        Warning::Guessed(Encoding::BIG5),
        Warning::Unsure(Encoding::BIG5),
    ];
    for language in Language::ALL {
        let texts = Texts::new(*language);
        for warning in warnings {
            assert!(texts.has(&format!("warning-{}", warning.code())));
        }
    }
}
