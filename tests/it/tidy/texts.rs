//! Interface texts: what the code names exists, what exists is named, every
//! language has all, and no character of the chrome is of unsure width.

use std::collections::{BTreeMap, BTreeSet};

use unicode_width::UnicodeWidthChar;

use super::tree::{files, is, production, rust_files};
use crate::sandbox::package;

/// Messages of a language file: id and text.
fn messages(path: &str) -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(package().join(path)).unwrap();
    let mut messages: BTreeMap<String, String> = BTreeMap::new();
    let mut last = String::new();
    for line in text.lines() {
        let id = line
            .split_once('=')
            .map(|(id, rest)| (id.trim(), rest.trim()));
        match id {
            Some((id, rest)) if is_id(id) && line.starts_with(id) => {
                id.clone_into(&mut last);
                messages.insert(last.clone(), rest.to_owned());
            }
            _ if line.starts_with([' ', '\t']) => {
                if let Some(text) = messages.get_mut(&last) {
                    text.push('\n');
                    text.push_str(line.trim());
                }
            }
            _ => {}
        }
    }
    messages
}

fn is_id(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && !text.ends_with('-')
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

fn languages() -> Vec<String> {
    let found: Vec<String> = files()
        .into_iter()
        .filter(|path| path.starts_with("assets/i18n/") && is(path, "ftl"))
        .collect();
    for name in ["assets/i18n/en.ftl", "assets/i18n/zh-Hans.ftl"] {
        assert!(found.iter().any(|path| path == name), "{name} is missing");
    }
    found
}

/// The string literals of `src`, unit tests included.
fn literals() -> BTreeSet<String> {
    rust_files("src")
        .into_iter()
        .flat_map(|source| source.strings)
        .map(|(_, text)| text)
        .collect()
}

/// Ids that stand in the code, or that follow from another name in it: `cmd-` and
/// a command's id, `warning-` and a warning's code, `advice-` and the rest of `why-`.
fn is_used(id: &str, literals: &BTreeSet<String>) -> bool {
    let follows = |prefix: &str, from: &str| {
        id.strip_prefix(prefix)
            .is_some_and(|rest| literals.contains(&format!("{from}{rest}")))
    };
    literals.contains(id)
        || follows("cmd-", "")
        || follows("warning-", "")
        || follows("advice-", "why-")
}

#[test]
fn each_text_exists_in_each_language() {
    let english = messages("assets/i18n/en.ftl");
    let mut found = Vec::new();
    for path in languages() {
        let here = messages(&path);
        for id in english.keys().filter(|id| !here.contains_key(*id)) {
            found.push(format!("{path}: {id} is missing"));
        }
        for id in here.keys().filter(|id| !english.contains_key(*id)) {
            found.push(format!("{path}: {id} is not in en.ftl"));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn each_text_is_used() {
    let literals = literals();
    let english = messages("assets/i18n/en.ftl");
    let unused: Vec<&String> = english
        .keys()
        .filter(|id| !is_used(id, &literals))
        .collect();
    assert!(
        unused.is_empty(),
        "texts of en.ftl that no code names: {unused:?}"
    );
}

#[test]
fn each_text_that_is_used_exists() {
    let english = messages("assets/i18n/en.ftl");
    // A literal is an id where its first word begins at least two ids.
    let mut families: BTreeMap<&str, usize> = BTreeMap::new();
    for id in english.keys() {
        *families
            .entry(id.split('-').next().unwrap_or(id))
            .or_default() += 1;
    }
    let mut found = Vec::new();
    for source in production() {
        // The command table holds ids of commands, the command line those of options.
        let tables = ["src/app/command.rs", "src/cli.rs"];
        if tables.contains(&source.path.as_str()) {
            continue;
        }
        for (line, text) in source.production_strings() {
            let family = text.split_once('-').map(|(first, _)| first);
            let known = family.and_then(|first| families.get(first));
            if is_id(text) && known.is_some_and(|n| *n > 1) && !english.contains_key(text) {
                found.push(format!("{}:{line}: {text} is not in en.ftl", source.path));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Characters that some terminals draw over two cells and others over one.
fn unsure(text: &str) -> Vec<char> {
    text.chars()
        .filter(|c| c.width() != c.width_cjk())
        .collect()
}

#[test]
fn the_chrome_has_one_width_everywhere() {
    let mut found = Vec::new();
    for path in languages() {
        for (id, text) in messages(&path) {
            let chars = unsure(&text);
            if !chars.is_empty() {
                found.push(format!("{path}: {id}: {chars:?}"));
            }
        }
    }
    let drawn = production()
        .into_iter()
        .filter(|s| s.path.starts_with("src/ui/"));
    for source in drawn {
        for (line, text) in source.production_strings() {
            let chars = unsure(text);
            if !chars.is_empty() {
                found.push(format!("{}:{line}: {chars:?}", source.path));
            }
        }
    }
    assert!(
        found.is_empty(),
        "characters of ambiguous width in the chrome (use ASCII and ∙ ▪ ⋯ « » ✓ ❯ ░ ✦ ✧):\n{}",
        found.join("\n")
    );
}

#[test]
fn ambiguous_characters_are_known() {
    assert_eq!(unsure("∙▪⋯«»✓❯░✦✧阅a"), Vec::<char>::new());
    assert_eq!(unsure("→“★…·│"), ['→', '“', '★', '…', '·', '│']);
}
