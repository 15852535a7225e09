//! Opens an address in the reader's browser: one of `$BROWSER`, else the opener of the
//! platform.
//!
//! Invariants: no shell; the address is checked before and is one argument; the
//! browser has neither our terminal nor our process group, and nobody waits for it
//! but the thread that tells how it ended.

use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::words;
use crate::app::Failure;
use crate::article::Link;
use crate::text::clean;

/// A browser that fails later than this after its start has been seen by the reader.
const SOON: Duration = Duration::from_secs(3);

/// Browsers that may run at the same time.
const MOST: usize = 64;

/// What opens addresses where `$BROWSER` names nothing.
const OPENER: &str = if cfg!(target_os = "macos") {
    "open"
} else {
    "xdg-open"
};

/// The browsers that are tried, in order, and how many run.
#[derive(Clone, Debug)]
pub(super) struct Browser {
    commands: Arc<[Vec<String>]>,
    running: Arc<AtomicUsize>,
}

impl Browser {
    /// What the value of `$BROWSER` names: commands, parted by colons.
    pub(super) fn new(variable: Option<&str>) -> Self {
        let named = variable.unwrap_or_default().split(':');
        let mut commands: Vec<Vec<String>> = named.filter_map(words::split).collect();
        if commands.is_empty() {
            commands.push(vec![OPENER.to_owned()]);
        }
        Self {
            commands: commands.into(),
            running: Arc::default(),
        }
    }

    /// Opens an address, on a thread of its own; `tell` hears of a failure.
    pub(super) fn open(&self, link: Link, tell: impl FnOnce(Failure) + Send + 'static) {
        if self.running.fetch_add(1, Ordering::AcqRel) >= MOST {
            self.running.fetch_sub(1, Ordering::AcqRel);
            let name = self.commands.first().and_then(|words| words.first());
            return tell(failure(name.map_or("", String::as_str), "it does not end"));
        }
        let browser = self.clone();
        let thread = std::thread::Builder::new().name("browser".to_owned());
        let started = thread.spawn(move || {
            if let Err(failure) = browser.try_all(&link) {
                tell(failure);
            }
            browser.running.fetch_sub(1, Ordering::AcqRel);
        });
        if started.is_err() {
            self.running.fetch_sub(1, Ordering::AcqRel);
        }
    }

    /// Tries one after the other; the failure is that of the last.
    fn try_all(&self, link: &Link) -> Result<(), Failure> {
        let mut last = Ok(());
        for command in &*self.commands {
            last = run(&with(command, link.as_str()));
            if last.is_ok() {
                break;
            }
        }
        last
    }
}

/// The command with the address in it: where `%s` stands, else behind it.
fn with(command: &[String], url: &str) -> Vec<String> {
    let mut put = false;
    let mut words: Vec<String> = command
        .iter()
        .map(|word| filled(word, url, &mut put))
        .collect();
    if !put {
        words.push(url.to_owned());
    }
    words
}

/// A word with `%s`, `%c` (a colon) and `%%` replaced.
fn filled(word: &str, url: &str, put: &mut bool) -> String {
    let mut out = String::new();
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        let code = chars.peek().copied().filter(|_| c == '%');
        match code {
            Some('s') => {
                *put = true;
                out.push_str(url);
            }
            Some('c') => out.push(':'),
            Some('%') => out.push('%'),
            _ => {
                out.push(c);
                continue;
            }
        }
        chars.next();
    }
    out
}

/// Runs a browser; one that goes on, or fails late, has opened the address.
fn run(words: &[String]) -> Result<(), Failure> {
    let Some((program, arguments)) = words.split_first() else {
        return Ok(());
    };
    let begun = Instant::now();
    let ended = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .and_then(|mut child| child.wait())
        .map_err(|error| failure(program, &error.to_string()))?;
    if ended.success() || begun.elapsed() >= SOON {
        return Ok(());
    }
    Err(failure(program, &ended.to_string()))
}

fn failure(program: &str, detail: &str) -> Failure {
    Failure {
        what: clean::line(program),
        why: "why-browser",
        detail: clean::line(detail),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: &str = "https://example.org/?a=%s&b=$(id)";

    fn tried(variable: Option<&str>) -> Vec<Vec<String>> {
        let browser = Browser::new(variable);
        browser
            .commands
            .iter()
            .map(|words| with(words, URL))
            .collect()
    }

    #[test]
    fn the_address_is_one_argument() {
        assert_eq!(tried(None), [[OPENER, URL]]);
        assert_eq!(tried(Some(" : ")), [[OPENER, URL]]);
        assert_eq!(
            tried(Some("firefox -P 'a b':w3m:lynx -x=%s %%")),
            [
                vec!["firefox", "-P", "a b", URL],
                vec!["w3m", URL],
                vec!["lynx", &format!("-x={URL}"), "%"],
            ]
        );
        assert_eq!(
            tried(Some("a http%c//%d %")),
            [["a", "http://%d", "%", URL]]
        );
    }

    #[test]
    fn the_next_is_tried_and_the_last_is_named() {
        let link = Link::parse("https://example.org/").unwrap();
        let last = |variable| Browser::new(Some(variable)).try_all(&link);
        assert_eq!(last("/nowhere/to-be-found:false:true"), Ok(()));
        let failure = last("true-to-be-found:false").unwrap_err();
        assert_eq!(
            (failure.what.as_str(), failure.why),
            ("false", "why-browser")
        );
        assert!(!failure.detail.is_empty());
    }

    #[test]
    fn browsers_that_do_not_end_are_counted() {
        let browser = Browser::new(Some("true"));
        browser.running.store(MOST, Ordering::Release);
        let (told, heard) = std::sync::mpsc::channel();
        let link = Link::parse("https://example.org/").unwrap();
        browser.open(link, move |failure| told.send(failure).unwrap());
        assert_eq!(heard.recv().unwrap().detail, "it does not end");
        assert_eq!(browser.running.load(Ordering::Acquire), MOST);
    }
}
