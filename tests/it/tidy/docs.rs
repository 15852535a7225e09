//! Documents and lock file: what they claim is there.

use std::collections::BTreeSet;

use super::tree::{files, is, rust_files};
use crate::sandbox::package;

const ARCHITECTURE_LINES: usize = 250;

fn read(path: &str) -> String {
    std::fs::read_to_string(package().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// The numbered invariants: first line's number in the file, and the whole text.
fn invariants(document: &str) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    let mut inside = false;
    for (index, line) in document.lines().enumerate() {
        if line.starts_with('#') {
            inside = line.to_lowercase().contains("invariant");
        } else if inside {
            let number = line.split_once(". ").map(|(number, _)| number);
            if number.is_some_and(|n| n.parse::<u32>().is_ok()) {
                found.push((index + 1, line.to_owned()));
            } else if let Some((_, text)) = found.last_mut().filter(|_| !line.trim().is_empty()) {
                text.push(' ');
                text.push_str(line.trim());
            }
        }
    }
    found
}

/// The tests that an invariant names after `guard:`, in backticks.
fn guards(invariant: &str) -> Vec<&str> {
    let named = invariant.split_once("guard:").map_or("", |(_, rest)| rest);
    let path = |text: &str| text.contains("::") && !text.contains(' ');
    named
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|text| path(text))
        .collect()
}

#[test]
fn architecture_is_short_and_each_invariant_has_its_guard() {
    let document = read("docs/architecture.md");
    let lines = document.lines().count();
    assert!(
        lines <= ARCHITECTURE_LINES,
        "docs/architecture.md has {lines} lines, at most {ARCHITECTURE_LINES}"
    );
    let tests = functions();
    let invariants = invariants(&document);
    let mut found = Vec::new();
    for (line, text) in &invariants {
        let guards = guards(text);
        if guards.is_empty() {
            found.push(format!(
                "line {line}: no guard: add (guard: `module::test`)"
            ));
        }
        for guard in guards {
            let name = guard.rsplit("::").next().unwrap_or(guard);
            if !tests.contains(name) {
                found.push(format!("line {line}: no test is called {guard}"));
            }
        }
    }
    assert!(
        invariants.len() >= 8,
        "the invariants are not to be found: {invariants:?}"
    );
    assert!(
        found.is_empty(),
        "docs/architecture.md:\n{}",
        found.join("\n")
    );
}

/// The names of all functions below `src` and `tests`.
fn functions() -> BTreeSet<String> {
    let names = |text: &str| -> Vec<String> {
        text.match_indices("fn ")
            .map(|(at, _)| {
                let rest = &text[at + 3..];
                rest.split(|c: char| !(c.is_alphanumeric() || c == '_'))
                    .next()
                    .unwrap_or("")
                    .to_owned()
            })
            .collect()
    };
    let sources = [rust_files("src"), rust_files("tests")]
        .into_iter()
        .flatten();
    sources.flat_map(|source| names(&source.text)).collect()
}

#[test]
fn readme_gives_the_two_commands() {
    for path in ["README.md", "README.zh-CN.md"] {
        let text = read(path);
        for command in ["cargo run --release", "cargo test"] {
            let at = text.lines().position(|line| line.trim() == command);
            // The first screen of the page.
            assert!(
                at.is_some_and(|at| at < 40),
                "{path}: `{command}` on a line of its own, near the top"
            );
        }
    }
}

#[test]
fn links_between_documents_lead_somewhere() {
    let mut found = Vec::new();
    for path in files().iter().filter(|path| is(path, "md")) {
        let text = read(path);
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (at, _) in text.match_indices("](") {
            let target = text[at + 2..].split([')', '#', ' ']).next().unwrap_or("");
            let file = package().join(folder).join(target);
            if !target.is_empty() && !target.contains("://") && !file.exists() {
                found.push(format!("{path}: {target}"));
            }
        }
    }
    assert!(found.is_empty(), "links to nothing:\n{}", found.join("\n"));
}

#[test]
fn one_copy_of_the_crates_that_must_agree() {
    let lock = read("Cargo.lock");
    for name in ["unicode-width", "crossterm", "rustix", "signal-hook"] {
        let copies = lock
            .lines()
            .filter(|line| *line == format!("name = \"{name}\""))
            .count();
        assert_eq!(
            copies, 1,
            "copies of {name} in Cargo.lock: two would disagree"
        );
    }
}

#[test]
fn no_file_names_a_place_of_its_author() {
    // Put together here, so that this file does not name them either.
    let places: Vec<String> = ["root", "work", "Users", "home/runner", "mnt"]
        .iter()
        .map(|folder| format!("/{folder}/"))
        .collect();
    let mut found = Vec::new();
    for path in files() {
        let Ok(text) = std::fs::read_to_string(package().join(&path)) else {
            continue;
        };
        for (index, line) in text.lines().enumerate() {
            let named = |place: &&String| {
                line.match_indices(place.as_str()).any(|(at, _)| {
                    // Only as the beginning of a path.
                    !line[..at].ends_with(|c: char| c.is_alphanumeric() || "._-}".contains(c))
                })
            };
            if let Some(place) = places.iter().find(named) {
                found.push(format!("{path}:{}: {place}", index + 1));
            }
        }
    }
    assert!(
        found.is_empty(),
        "paths of one machine:\n{}",
        found.join("\n")
    );
}

#[test]
fn invariants_and_guards_are_read() {
    let text = "# A\n1. no\n## Invariants\n1. One width\n   (guard: `props::w`, `x::y`).\n2. Two.\n## B\n3. no";
    let found = invariants(text);
    assert_eq!(found.len(), 2);
    assert_eq!(guards(&found[0].1), ["props::w", "x::y"]);
    assert_eq!(guards(&found[1].1), Vec::<&str>::new());
}
