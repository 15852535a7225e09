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
    let tests = tests();
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
            if !tests.contains(guard) {
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

/// All tests below `src` and `tests`, as a guard names them: the module without
/// `tests`, and the function behind `#[test]`.
fn tests() -> BTreeSet<String> {
    let sources = [rust_files("src"), rust_files("tests")];
    let sources = sources.into_iter().flatten();
    sources
        .flat_map(|source| {
            let module = module(&source.path);
            let names = test_names(&source.text).into_iter();
            names
                .map(|name| format!("{module}::{name}"))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// `filter` of `src/filter/tests.rs`, `props::widths` of `tests/it/props/widths.rs`.
fn module(path: &str) -> String {
    let path = path.trim_end_matches(".rs");
    let path = path
        .trim_start_matches("src/")
        .trim_start_matches("tests/it/");
    let parts = path
        .split('/')
        .filter(|part| !["mod", "tests"].contains(part));
    parts.collect::<Vec<_>>().join("::")
}

/// The functions with `#[test]` before them; other attributes may stand between.
fn test_names(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut marked = false;
    for line in text.lines().map(str::trim) {
        if line == "#[test]" {
            marked = true;
        } else if let Some(rest) = line.strip_prefix("fn ") {
            let name = rest.split(|c: char| !(c.is_alphanumeric() || c == '_'));
            names.extend(name.take(usize::from(marked)).map(str::to_owned).next());
            marked = false;
        } else {
            marked &= line.starts_with("#[") || line.starts_with("//");
        }
    }
    names
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

#[test]
fn a_guard_is_a_test_of_its_module() {
    let text = "fn a() {}\n#[test]\nfn b() {}\n#[test]\n#[ignore]\n// why\nfn c_1() {}\n\
                proptest! {\n    #[test]\n    fn d(x in 0..1) {}\n}\nfn e() {}\n#[test]\nstruct F;\nfn f() {}";
    assert_eq!(test_names(text), ["b", "c_1", "d"]);
    assert_eq!(module("src/filter/tests.rs"), "filter");
    assert_eq!(module("src/text/width.rs"), "text::width");
    assert_eq!(module("tests/it/props/widths.rs"), "props::widths");
    assert_eq!(module("tests/it/conformance/mod.rs"), "conformance");
    let tests = tests();
    assert!(tests.contains("tidy::docs::a_guard_is_a_test_of_its_module"));
    assert!(!tests.contains("tidy::docs::test_names"));
}
