//! Paths as written in code, with `use a::{b, c::d}` taken apart.

use super::tree::{Source, Token};

/// A path and the line where its last name stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    pub line: usize,
    pub names: Vec<String>,
}

impl Path {
    pub fn starts_with(&self, names: &[&str]) -> bool {
        self.names.len() >= names.len() && names.iter().zip(&self.names).all(|(a, b)| a == b)
    }
}

/// All paths in `source` that begin with `root`, the root included.
pub fn rooted_at(source: &Source, root: &str) -> Vec<Path> {
    let tokens = &source.tokens;
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        let before = at.checked_sub(1).map_or("", |at| text(tokens, at));
        if text(tokens, at) == root && before != "::" && before != "." {
            if text(tokens, at + 1) == "::" {
                expand(tokens, at + 2, &[root.to_owned()], &mut found);
            } else if before == "use" {
                found.push(Path {
                    line: tokens[at].line,
                    names: vec![root.to_owned()],
                });
            }
        }
    }
    found
}

/// The paths from the crate's root that `source` uses, by `crate::` or by enough
/// `super::`; the root itself is left out.
pub fn inside_crate(source: &Source) -> Vec<Path> {
    let depth = source.module().len();
    let tokens = &source.tokens;
    let mut found = rooted_at(source, "crate");
    for at in 0..tokens.len() {
        let first = at == 0 || text(tokens, at - 1) != "::";
        let mut end = at;
        while text(tokens, end) == "super" && text(tokens, end + 1) == "::" {
            end += 2;
        }
        if first && end > at && (end - at) / 2 >= depth {
            expand(tokens, end, &["crate".to_owned()], &mut found);
        }
    }
    for path in &mut found {
        path.names.remove(0);
    }
    found
}

fn text(tokens: &[Token], at: usize) -> &str {
    tokens.get(at).map_or("", |t| t.text.as_str())
}

/// Adds the paths of the tree that begins at `at`; gives where it ends.
fn expand(tokens: &[Token], at: usize, prefix: &[String], found: &mut Vec<Path>) -> usize {
    let Some(token) = tokens.get(at) else {
        return at;
    };
    if token.text == "{" {
        let mut at = at + 1;
        while !matches!(text(tokens, at), "}" | "") {
            at = expand(tokens, at, prefix, found).max(at + 1);
        }
        return at + 1;
    }
    let names = [prefix, std::slice::from_ref(&token.text)].concat();
    if text(tokens, at + 1) == "::" {
        return expand(tokens, at + 2, &names, found);
    }
    if token.text != "," {
        found.push(Path {
            line: token.line,
            names,
        });
    }
    at + 1
}

#[test]
fn trees_are_taken_apart() {
    let text = "use crate::{a::{B, c::D}, e};\nlet x = super::super::f::G::new();\nuse super::h;";
    let source = Source::of("src/app/list.rs".to_owned(), text.to_owned());
    let found: Vec<String> = inside_crate(&source)
        .iter()
        .map(|path| format!("{}:{}", path.line, path.names.join("::")))
        .collect();
    assert_eq!(found, ["1:a::B", "1:a::c::D", "1:e", "2:f::G::new"]);
}
