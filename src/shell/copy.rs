//! Gives a text to the program that the configuration names for copying.
//!
//! Invariant: the text goes to its standard input alone; no shell, no arguments
//! made of text, nothing of its output on our screen. A program that does not end
//! keeps nothing else waiting.

use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::app::Failure;
use crate::text::{Clean, clean};

/// Programs that may run at the same time; some stay as long as they own the
/// clipboard.
const MOST: usize = 8;

/// The program for copying, and how many of it run.
#[derive(Clone, Debug, Default)]
pub(super) struct Copier {
    command: Arc<[String]>,
    running: Arc<AtomicUsize>,
}

impl Copier {
    pub(super) fn new(command: Vec<String>) -> Self {
        Self {
            command: command.into(),
            running: Arc::default(),
        }
    }

    /// Whether a program is named.
    pub(super) fn is_there(&self) -> bool {
        !self.command.is_empty()
    }

    /// Gives a text to the program, on a thread of its own; `tell` hears what came
    /// of it. Without a program nothing happens.
    pub(super) fn copy(
        &self,
        text: Clean,
        tell: impl FnOnce(Result<(), Failure>) + Send + 'static,
    ) {
        if !self.is_there() {
            return;
        }
        if self.running.fetch_add(1, Ordering::AcqRel) >= MOST {
            self.running.fetch_sub(1, Ordering::AcqRel);
            return tell(Err(self.failure("it does not end")));
        }
        let copier = self.clone();
        let thread = std::thread::Builder::new().name("copy".to_owned());
        let started = thread.spawn(move || {
            tell(copy(&copier.command, text.view()));
            copier.running.fetch_sub(1, Ordering::AcqRel);
        });
        if started.is_err() {
            self.running.fetch_sub(1, Ordering::AcqRel);
        }
    }

    fn failure(&self, detail: &'static str) -> Failure {
        Failure {
            what: clean::line(self.command.first().map_or("", String::as_str)),
            why: "why-command",
            detail: detail.into(),
        }
    }
}

/// Runs `command` (program and arguments) with `text` on its standard input, and
/// waits for its end.
///
/// # Errors
/// It cannot be started, takes no input, or ends with a failure.
fn copy(command: &[String], text: Clean<&str>) -> Result<(), Failure> {
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
            .write_all(text.as_str().as_bytes())
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

    fn run(words: &[&str], text: &'static str) -> Result<(), Failure> {
        let command: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        copy(&command, text.into())
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
    fn programs_that_do_not_end_are_counted() {
        let copier = Copier::new(vec!["sh".to_owned()]);
        copier.running.store(MOST, Ordering::Release);
        let (told, heard) = std::sync::mpsc::channel();
        copier.copy("x".into(), move |result| told.send(result).unwrap());
        let failure = heard.recv().unwrap().unwrap_err();
        assert_eq!((&*failure.what, failure.why), ("sh", "why-command"));
        assert_eq!(copier.running.load(Ordering::Acquire), MOST);
    }

    #[test]
    fn failures_name_the_program() {
        for words in [&["/nowhere/to-be-found"][..], &["false"]] {
            let failure = run(words, "").unwrap_err();
            assert_eq!((&*failure.what, failure.why), (words[0], "why-command"));
        }
    }
}
