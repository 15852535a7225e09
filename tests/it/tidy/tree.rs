//! The files of the package, and Rust sources as tokens: comments and literals
//! taken out, unit tests cut off, so that a rule sees only what the program does.

use std::path::Path;

use crate::sandbox::package;

/// A Rust file.
pub struct Source {
    /// Relative to the package, with `/`.
    pub path: String,
    pub text: String,
    /// Code without comments, literals' contents and `#[cfg(test)]` items; the
    /// lines are those of the file.
    pub code: String,
    /// String literals with the line that they begin in, unit tests included.
    pub strings: Vec<(usize, String)>,
    /// The code as tokens.
    pub tokens: Vec<Token>,
}

/// An identifier or number, `::`, or one other character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub line: usize,
    pub text: String,
}

impl Source {
    fn read(path: String) -> Self {
        let text = std::fs::read_to_string(package().join(&path)).unwrap();
        Self::of(path, text)
    }

    pub fn of(path: String, text: String) -> Self {
        let (blanked, strings) = blank(&text);
        let code = without_tests(&blanked);
        let tokens = tokens(&code);
        Self {
            path,
            text,
            code,
            strings,
            tokens,
        }
    }

    /// The string literals of the code, unit tests left out.
    pub fn production_strings(&self) -> Vec<(usize, &str)> {
        let quoted: Vec<bool> = self.code.lines().map(|line| line.contains('"')).collect();
        let kept = |line: usize| quoted.get(line - 1).copied().unwrap_or(false);
        let strings = self.strings.iter().filter(|(line, _)| kept(*line));
        strings.map(|(line, text)| (*line, text.as_str())).collect()
    }

    /// The names of the module that the file is: `app::event` for `src/app/event.rs`.
    pub fn module(&self) -> Vec<&str> {
        let path = self.path.strip_prefix("src/").unwrap_or(&self.path);
        let path = path.strip_suffix(".rs").unwrap_or(path);
        let mut names: Vec<&str> = path.split('/').collect();
        if matches!(names.last(), Some(&"mod" | &"lib" | &"main")) {
            names.pop();
        }
        names
    }

    /// The lines where `pattern` (tokens, blanks as you like) stands in the code.
    pub fn lines_with(&self, pattern: &str) -> Vec<usize> {
        let pattern: Vec<String> = tokens(pattern).into_iter().map(|t| t.text).collect();
        self.tokens
            .windows(pattern.len())
            .filter(|window| window.iter().map(|t| &t.text).eq(&pattern))
            .map(|window| window[0].line)
            .collect()
    }
}

/// The files of `src`, unit test files left out.
pub fn production() -> Vec<Source> {
    let all = rust_files("src");
    assert!(!all.is_empty(), "src is not to be found");
    all.into_iter()
        .filter(|s| !s.path.ends_with("/tests.rs") && !s.path.contains("/tests/"))
        .collect()
}

/// All Rust files below a folder of the package.
pub fn rust_files(folder: &str) -> Vec<Source> {
    files()
        .into_iter()
        .filter(|path| path.starts_with(&format!("{folder}/")) && is(path, "rs"))
        .map(Source::read)
        .collect()
}

/// Whether a path has this ending.
pub fn is(path: &str, ending: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, end)| end == ending)
}

/// All files of the package that belong to it, sorted, relative, with `/`.
pub fn files() -> Vec<String> {
    let mut found = Vec::new();
    walk(package(), "", &mut found);
    found.sort();
    found
}

fn walk(folder: &Path, prefix: &str, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let path = format!("{prefix}{name}");
        if entry.file_type().unwrap().is_dir() {
            let skip = ["target", ".git", "artifacts", "corpus"];
            if !skip.contains(&name.as_str()) {
                walk(&entry.path(), &format!("{path}/"), found);
            }
        } else if name != ".git" {
            found.push(path);
        }
    }
}

/// The code with the contents of comments and literals blanked, and the string
/// literals. Lines stay as they are.
fn blank(text: &str) -> (String, Vec<(usize, String)>) {
    let chars: Vec<char> = text.chars().collect();
    let (mut code, mut strings) = (String::new(), Vec::new());
    let (mut at, mut line) = (0, 1);
    while at < chars.len() {
        let end = literal_end(&chars, at);
        if let Some((end, quoted)) = end {
            let content: String = chars[at..end].iter().collect();
            if quoted {
                strings.push((line, inside(&content).to_owned()));
                code.push('"');
            }
            line += content.matches('\n').count();
            code.extend(content.chars().filter(|&c| c == '\n'));
            code.push(if quoted { '"' } else { ' ' });
            at = end;
        } else {
            line += usize::from(chars[at] == '\n');
            code.push(chars[at]);
            at += 1;
        }
    }
    (code, strings)
}

/// Where the comment, string or character that begins at `at` ends, and whether
/// it is a string.
fn literal_end(chars: &[char], at: usize) -> Option<(usize, bool)> {
    let next = |n: usize| chars.get(at + n).copied().unwrap_or('\0');
    let after_word = at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_');
    match chars[at] {
        '/' if next(1) == '/' => Some((find(chars, at, "\n", 0), false)),
        '/' if next(1) == '*' => Some((comment_end(chars, at), false)),
        '"' => Some((string_end(chars, at), true)),
        'r' if !after_word || matches!(chars[at - 1], 'b' | 'c') => {
            let hashes = chars[at + 1..].iter().take_while(|&&c| c == '#').count();
            let close = format!("\"{}", "#".repeat(hashes));
            (next(1 + hashes) == '"').then(|| {
                let from = at + 2 + hashes;
                (find(chars, from, &close, close.len()), true)
            })
        }
        '\'' if next(1) == '\\' => Some((find(chars, at + 3, "'", 1), false)),
        '\'' if next(2) == '\'' => Some((at + 3, false)),
        _ => None,
    }
}

fn find(chars: &[char], from: usize, what: &str, extra: usize) -> usize {
    let what: Vec<char> = what.chars().collect();
    (from..chars.len())
        .find(|&at| chars[at..].starts_with(&what))
        .map_or(chars.len(), |at| at + extra)
}

fn comment_end(chars: &[char], from: usize) -> usize {
    let (mut at, mut depth) = (from, 0);
    while at < chars.len() {
        if chars[at..].starts_with(&['/', '*']) {
            (at, depth) = (at + 2, depth + 1);
        } else if chars[at..].starts_with(&['*', '/']) {
            (at, depth) = (at + 2, depth - 1);
            if depth == 0 {
                break;
            }
        } else {
            at += 1;
        }
    }
    at.min(chars.len())
}

fn string_end(chars: &[char], from: usize) -> usize {
    let mut at = from + 1;
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(chars.len())
}

fn inside(literal: &str) -> &str {
    let inner = literal.trim_start_matches(['r', '#']);
    let inner = inner.trim_end_matches('#');
    inner
        .strip_prefix('"')
        .and_then(|s| s.strip_suffix('"'))
        .unwrap_or(inner)
}

/// Blanks every item under `#[cfg(test)]`.
fn without_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut rest = code.to_owned();
    while let Some(start) = rest.find(MARK) {
        let body = start + MARK.len();
        let opening = rest[body..]
            .find(['{', ';'])
            .map_or(rest.len(), |n| body + n);
        let end = if rest[opening..].starts_with('{') {
            closing_brace(&rest, opening)
        } else {
            (opening + 1).min(rest.len())
        };
        let lines = "\n".repeat(rest[start..end].matches('\n').count());
        rest.replace_range(start..end, &lines);
    }
    rest
}

/// One past the brace that closes the one at `opening`.
pub fn closing_brace(code: &str, opening: usize) -> usize {
    let mut depth = 0_usize;
    for (at, c) in code[opening..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return opening + at + 1;
        }
    }
    code.len()
}

fn tokens(code: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let (mut rest, mut line) = (code, 1);
    while let Some(c) = rest.chars().next() {
        let word = rest
            .find(|c: char| !(c.is_alphanumeric() || c == '_'))
            .unwrap_or(rest.len());
        let length = match word {
            0 if rest.starts_with("::") => 2,
            0 => c.len_utf8(),
            word => word,
        };
        let (text, after) = rest.split_at(length);
        if c == '\n' {
            line += 1;
        } else if !c.is_whitespace() {
            let text = text.to_owned();
            tokens.push(Token { line, text });
        }
        rest = after;
    }
    tokens
}

#[test]
fn sources_are_read_as_the_compiler_reads_them() {
    let text = r##"
//! crate::no
use a::b; /* x /* y */ crate::no */
const C: &str = r#"crate::"no"#; const D: char = '"'; const E: &str = "a\"b";
fn f<'a>(x: &'a str) -> char { '\'' }
#[cfg(test)]
mod tests { fn g() { crate::no() } }
fn h() {}
"##;
    let source = Source::of("src/x/mod.rs".to_owned(), text.to_owned());
    assert_eq!(source.lines_with("crate"), Vec::<usize>::new());
    assert_eq!(source.lines_with("fn h ( )"), [8]);
    assert_eq!(source.lines_with("a::b"), [3]);
    let literals: Vec<&str> = source.strings.iter().map(|s| s.1.as_str()).collect();
    assert_eq!(literals, [r#"crate::"no"#, r#"a\"b"#]);
    assert_eq!(source.module(), ["x"]);
    let tested = "const A: &str = \"a\";\n#[cfg(test)]\nmod tests { const B: &str = \"b\"; }";
    let source = Source::of("src/x.rs".to_owned(), tested.to_owned());
    assert_eq!(source.production_strings(), [(1, "a")]);
}
