//! Gives a text to the program that the configuration names for copying.
//!
//! Invariant: the text goes to its standard input alone; no shell, no arguments
//! made of text, nothing of its output on our screen.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::app::Failure;
use crate::text::clean;

/// Runs `command` (program and arguments) with `text` on its standard input, and
/// waits for its end.
///
/// # Errors
/// It cannot be started, takes no input, or ends with a failure.
pub(super) fn copy(command: &[String], text: &str) -> Result<(), Failure> {
    let Some((program, arguments)) = command.split_first() else {
        return Ok(());
    };
    let failure = |detail: String| Failure {
        what: clean::line(program),
        why: "why-command",
        detail: clean::line(&detail),
    };
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| failure(error.to_string()))?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin
            .write_all(text.as_bytes())
            .map_err(|error| failure(error.to_string()))?;
    }
    let status = child.wait().map_err(|error| failure(error.to_string()))?;
    if status.success() {
        Ok(())
    } else {
        Err(failure(status.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(words: &[&str], text: &str) -> Result<(), Failure> {
        let command: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        copy(&command, text)
    }

    #[test]
    fn the_text_reaches_the_program() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("copied");
        let tee = ["tee", path.to_str().unwrap()];
        run(&tee, "河内\n会晤").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "河内\n会晤");
        assert_eq!(run(&[], "x"), Ok(()));
    }

    #[test]
    fn failures_name_the_program() {
        for words in [&["/nowhere/to-be-found"][..], &["false"]] {
            let failure = run(words, "").unwrap_err();
            assert_eq!(
                (failure.what.as_str(), failure.why),
                (words[0], "why-command")
            );
        }
    }
}
