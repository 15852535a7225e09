//! The shape of the code: length of files and functions, headers, names, and that
//! no test file was forgotten.

use super::tree::{Source, closing_brace, production, rust_files};

const FILE_LINES: usize = 400;
const FUNCTION_LINES: usize = 60;
const VAGUE: [&str; 5] = ["utils", "helpers", "common", "prelude", "manager"];

/// Lines of a file, unit tests at its end left out.
fn file_lines(source: &Source) -> usize {
    source.code.trim_end().matches('\n').count() + 1
}

/// The functions of a file: name, line, and lines of code between the braces.
fn functions(source: &Source) -> Vec<(String, usize, usize)> {
    let code = &source.code;
    let mut found = Vec::new();
    for (at, _) in code.match_indices("fn ") {
        let word = code[..at]
            .chars()
            .next_back()
            .is_some_and(|c| c.is_alphanumeric() || c == '_');
        let name: String = code[at + 3..]
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect();
        if word || name.is_empty() {
            continue;
        }
        let body = code[at..].find(['{', ';']).map(|n| at + n);
        if let Some(opening) = body.filter(|&n| code[n..].starts_with('{')) {
            let inside = &code[opening + 1..closing_brace(code, opening) - 1];
            let lines = inside
                .lines()
                .filter(|line| !line.trim().is_empty())
                .count();
            found.push((name, code[..at].matches('\n').count() + 1, lines));
        }
    }
    found
}

/// Whatever is compiled: tests, benchmarks, examples and fuzz targets are read as the program is.
#[test]
fn files_are_short() {
    let all = ["src", "tests", "benches", "examples", "fuzz"].map(rust_files);
    assert!(all.iter().all(|files| !files.is_empty()));
    let mut found = Vec::new();
    for source in all.into_iter().flatten() {
        let lines = file_lines(&source);
        if lines > FILE_LINES {
            let path = &source.path;
            found.push(format!(
                "{path}: {lines} lines, at most {FILE_LINES}: split it by nouns"
            ));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn functions_are_short() {
    let mut found = Vec::new();
    for source in production() {
        for (name, line, lines) in functions(&source) {
            if lines > FUNCTION_LINES {
                let path = &source.path;
                found.push(format!(
                    "{path}:{line}: fn {name}: {lines} lines, at most {FUNCTION_LINES}"
                ));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn each_file_says_what_it_is() {
    let missing: Vec<String> = [
        rust_files("src"),
        rust_files("tests"),
        rust_files("benches"),
    ]
    .concat_paths(|source| {
        // Unit tests beside their module need no word of their own.
        !source.path.ends_with("/tests.rs") && !source.text.trim_start().starts_with("//!")
    });
    assert!(missing.is_empty(), "no //! header: {missing:?}");
}

#[test]
fn modules_have_telling_names() {
    let vague: Vec<String> = [
        rust_files("src"),
        rust_files("tests"),
        rust_files("benches"),
    ]
    .concat_paths(|source| {
        let path = source.path.trim_end_matches(".rs");
        path.split('/').any(|name| VAGUE.contains(&name))
    });
    assert!(
        vague.is_empty(),
        "names that say nothing ({VAGUE:?}): {vague:?}"
    );
}

/// The paths of the sources that `fault` finds.
trait ConcatPaths {
    fn concat_paths(self, fault: impl Fn(&Source) -> bool) -> Vec<String>;
}

impl<const N: usize> ConcatPaths for [Vec<Source>; N] {
    fn concat_paths(self, fault: impl Fn(&Source) -> bool) -> Vec<String> {
        let all = self.into_iter().flatten();
        all.filter(fault).map(|source| source.path).collect()
    }
}

/// The file that has to declare the module in `path`, and the module's name.
fn parent(path: &str) -> Option<(String, &str)> {
    let stem = path.strip_suffix(".rs")?.trim_end_matches("/mod");
    let (folder, name) = stem.rsplit_once('/')?;
    match (folder, name) {
        ("src", "lib" | "main") | ("tests/it", "main") | ("tests", "it") => None,
        ("src", _) => Some(("src/lib.rs".to_owned(), name)),
        ("tests/it", _) => Some(("tests/it/main.rs".to_owned(), name)),
        _ => Some((format!("{folder}/mod.rs"), name)),
    }
}

#[test]
fn no_file_is_forgotten() {
    let sources = [rust_files("src"), rust_files("tests/it")].concat_paths(|_| true);
    let mut found = Vec::new();
    for path in &sources {
        let Some((file, name)) = parent(path) else {
            continue;
        };
        // `foo/tests.rs` may stand beside `foo.rs`.
        let flat = file.trim_end_matches("/mod.rs").to_owned() + ".rs";
        let text = [file.as_str(), flat.as_str()]
            .iter()
            .find_map(|file| std::fs::read_to_string(crate::sandbox::package().join(file)).ok())
            .unwrap_or_default();
        let declared = text.lines().any(|line| {
            let line = line.trim();
            line.ends_with(&format!("mod {name};")) && !line.starts_with("//")
        });
        if !declared {
            found.push(format!("{path} is compiled nowhere: declare it in {file}"));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn long_functions_are_counted() {
    let body = "    let x = 1; // {\n\n    // no code\n".repeat(3);
    let text = format!("trait T {{ fn a(); }}\npub fn b() -> u8 {{\n{body}}}\n");
    let source = Source::of("src/x.rs".to_owned(), text);
    assert_eq!(functions(&source), [("b".to_owned(), 2, 3)]);
    assert_eq!(
        parent("tests/it/cli/mod.rs"),
        Some(("tests/it/main.rs".to_owned(), "cli"))
    );
    assert_eq!(
        parent("src/app/list.rs"),
        Some(("src/app/mod.rs".to_owned(), "list"))
    );
}
