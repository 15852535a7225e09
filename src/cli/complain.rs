//! Standard error: one line for each thing that went wrong, in the language of
//! the interface, with what to do and a stable tag.
//!
//! Invariant: a line is `yue: WHAT: WHY (WHAT TO DO) [TAG]`, names cleaned.

use std::io::{self, Write};
use std::path::Path;

use crate::app::Failure;
use crate::filter::Problem;
use crate::i18n::{Arg, Texts};
use crate::shell::crash::Crash;
use crate::shell::fs::shown;
use crate::text::{Clean, clean, joined};

/// Says what went wrong, and counts it.
pub struct Complaints {
    pub texts: Texts,
    inputs: usize,
}

impl Complaints {
    /// In the language of `texts`.
    pub fn new(texts: Texts) -> Self {
        Self { texts, inputs: 0 }
    }

    /// How many inputs or outputs failed.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// Something that could not be read or written.
    pub fn failure(&mut self, failure: &Failure) {
        self.inputs += 1;
        self.warn(failure);
    }

    /// Something that is odd, although all went well.
    pub fn warn(&self, failure: &Failure) {
        let why = self.texts.text(failure.why);
        let advice = self.texts.advice(failure.why);
        let mut args: Vec<(&str, Arg<'_>)> = vec![
            ("what", Arg::from(&failure.what)),
            ("why", Arg::from(&why)),
            ("advice", Arg::from(&advice)),
            ("tag", Arg::from(tag(failure.why))),
        ];
        let id = if failure.detail.is_empty() {
            "error-line"
        } else {
            "error-line-detail"
        };
        args.push(("detail", Arg::from(&failure.detail)));
        say(&self.texts.format(id, &args));
    }

    /// A mistake in the configuration; the rest of it is used.
    pub fn config(&self, path: Option<&Path>, problem: Clean<&str>) {
        let path = path.map(shown).unwrap_or_default();
        let args = [
            ("path", Arg::from(&path)),
            ("problem", Arg::from(problem)),
            ("tag", Arg::from("E78")),
        ];
        say(&self.texts.format("error-config", &args));
    }

    /// The output could not be written.
    pub fn output(&mut self, error: &io::Error) {
        let detail = clean::line(&error.to_string());
        let what = "stdout".into();
        self.failure(&Failure {
            what,
            why: "why-output",
            detail,
        });
    }

    /// What was typed is no query.
    pub fn query(&mut self, problem: &Problem) {
        self.failure(&Failure {
            what: problem.word.clone(),
            why: problem.why,
            detail: Clean::default(),
        });
    }

    /// Bookmarks that were never saved, and such that were removed and are still there.
    pub fn unsaved(&mut self, bookmarks: usize, removed: usize, failure: &Failure) {
        for (id, count) in [
            ("error-unsaved-bookmarks", bookmarks),
            ("error-unsaved-removals", removed),
        ] {
            if count > 0 {
                self.unsaved_of(id, count, failure);
            }
        }
    }

    fn unsaved_of(&mut self, id: &str, count: usize, failure: &Failure) {
        self.inputs += 1;
        let why = self.texts.text(failure.why);
        let advice = self.texts.advice(failure.why);
        let args = [
            ("count", count.into()),
            ("why", Arg::from(&why)),
            ("advice", Arg::from(&advice)),
            ("tag", Arg::from(tag(failure.why))),
        ];
        say(&self.texts.format(id, &args));
    }
}

/// A reason, with what the system said where there is something.
pub(super) fn with_detail(texts: &Texts, failure: &Failure) -> Clean {
    let why = texts.text(failure.why);
    if failure.detail.is_empty() {
        return why;
    }
    joined![why, ", ", failure.detail]
}

/// The stable tag of a reason, numbered as in sysexits.h.
fn tag(why: &str) -> &'static str {
    match why {
        "why-not-found" | "why-folder" | "why-folder-empty" | "why-device" | "why-no-id"
        | "why-id-ambiguous" | "why-no-seed" | "why-no-bookmark" | "why-bookmark-gone"
        | "why-no-backup" => "E66",
        "why-query-date" | "why-query-is" | "why-query-field" | "why-query-words"
        | "why-query-long" | "why-no-tag" | "why-tag-long" | "why-tags-many" => "E64",
        "why-not-text" | "why-note-not-utf8" | "why-note-long" | "why-note-empty"
        | "why-record-broken" | "why-records-broken" | "why-line-long" | "why-cut"
        | "why-moved" => "E65",
        "why-nothing-read" => "E66",
        "why-memory-damaged" | "why-memory-newer" => "E65",
        "why-memory-locked" => "E75",
        "why-permission" => "E77",
        "why-no-bookmarks"
        | "why-bookmarks-damaged"
        | "why-copy-damaged"
        | "why-bookmarks-conflict"
        | "why-bookmarks-mended"
        | "why-bookmarks-emptied"
        | "why-bookmarks-no-id"
        | "why-import-part"
        | "why-import-long"
        | "why-bookmarks-newer" => "E65",
        "why-protected" => "E77",
        "why-config-unreadable" => "E78",
        "why-lock-busy" => "E75",
        "why-stdin-terminal" => "E64",
        "why-read-once" | "why-no-terminal" | "why-no-home" | "why-no-folder" | "why-read-only" => {
            "E73"
        }
        _ => "E74",
    }
}

/// Says what a panic was about.
pub(super) fn panicked(report: &str) {
    say(&clean::clean(report));
}

/// A fault of the program has ended it; what is known of it.
pub(super) fn crashed(texts: &Texts, crash: Option<&Crash>) {
    let Some(crash) = crash else {
        return say(&texts.text("error-panic"));
    };
    say(&match &crash.note {
        Some(note) => texts.format("error-panic-noted", &[("path", Arg::from(&shown(note)))]),
        None => texts.format("error-panic-unnoted", &[("what", Arg::from(&crash.what))]),
    });
}

/// Writes a line to standard error, which may be closed: then nobody reads it.
pub(super) fn say<'t>(line: impl Into<Clean<&'t str>>) {
    drop(writeln!(io::stderr().lock(), "{}", line.into()));
}
