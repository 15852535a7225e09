//! `yue doctor`: what the program sees of its surroundings, as text that can be pasted
//! into a report. In English, like the man page.
//!
//! Invariant: it changes nothing and tells no secret: of the environment only what is
//! named here, of files sizes, rights and counts, and the home folder as `~`.

use std::path::Path;

use super::{Edge, Printed};
use crate::shell::bookmarks;
use crate::shell::fs::shown;
use crate::shell::inspect::{beside, look};
use crate::shell::memory;
use crate::shell::paths::{Places, tilde};
use crate::shell::state::{State, TERMINALS};
use crate::shell::stdout::Output;
use crate::store::Bookmark;
use crate::store::bookmark_file::Standing;
use crate::term::{columns, probe};
use crate::text::clean;

/// What stands before a line that wants looking at.
const ODD: &str = "! ";

/// The variables whose values say what kind of terminal and language there is.
const TOLD: [&str; 10] = [
    "TERM",
    "COLORTERM",
    "TERM_PROGRAM",
    "TERM_PROGRAM_VERSION",
    "VTE_VERSION",
    "NO_COLOR",
    "LANG",
    "LC_ALL",
    "LC_MESSAGES",
    "LC_CTYPE",
];

/// The variables of which only matters that they are there.
const SET: [&str; 7] = [
    "TMUX",
    "STY",
    "SSH_CONNECTION",
    "EDITOR",
    "VISUAL",
    "BROWSER",
    "YUE_CONFIG_DIR",
];

/// Prints the report; whether all is well.
pub(super) fn doctor(edge: &mut Edge) -> Printed {
    let mut report = Report::default();
    report.program();
    report.terminal(edge);
    match edge.places.clone() {
        Some(places) => {
            report.paths(&places);
            report.config(edge);
            report.bookmarks(&places.bookmarks_file);
            report.state(&places);
        }
        None => report.odd(
            "home",
            "unknown: nothing can be kept (set HOME or YUE_CONFIG_DIR)",
        ),
    }
    let well = report.odd == 0;
    let end = match report.odd {
        0 => "nothing odd was found".to_owned(),
        count => format!("{count} things want looking at, marked with !"),
    };
    report.head("in all");
    report.lines.push(format!("  {end}"));
    let mut output = Output::stdout();
    report.lines.iter().try_for_each(|line| output.line(line))?;
    output.finish()?;
    // Said above, in its words.
    edge.problems.clear();
    edge.forget_unreadable();
    Ok(well)
}

#[derive(Default)]
struct Report {
    lines: Vec<String>,
    odd: usize,
}

impl Report {
    fn head(&mut self, name: &str) {
        self.lines.push(name.to_owned());
    }

    fn say(&mut self, name: &str, value: &str) {
        self.lines.push(format!("  {name}: {}", clean::line(value)));
    }

    fn odd(&mut self, name: &str, value: &str) {
        self.odd += 1;
        self.lines
            .push(format!("{ODD}{name}: {}", clean::line(value)));
    }

    fn program(&mut self) {
        self.head("yue");
        self.say("version", env!("CARGO_PKG_VERSION"));
        let build = if cfg!(debug_assertions) {
            "debug"
        } else {
            "release"
        };
        let (system, machine) = (std::env::consts::OS, std::env::consts::ARCH);
        self.say("build", &format!("{build}, {system}, {machine}"));
        self.say("unicode", &format!("widths {}", width_version()));
    }

    fn terminal(&mut self, edge: &Edge) {
        self.head("terminal");
        let variable = |name: &str| std::env::var(name).ok();
        for name in TOLD {
            if let Some(value) = variable(name) {
                self.say(name, &value);
            }
        }
        for name in SET {
            let is = if std::env::var_os(name).is_some() {
                "set"
            } else {
                "not set"
            };
            self.say(name, is);
        }
        let size = columns().map_or("no terminal tells".to_owned(), |columns| {
            columns.to_string()
        });
        self.say("columns", &size);
        let state = State::new(edge.places.as_ref().map(|places| places.state_dir.clone()));
        let (all, key) = (probe::parse(&state.read(TERMINALS)), probe::key(&variable));
        let known = all.into_iter().find(|(known, _)| *known == key);
        let answer = known.map_or("not asked yet".to_owned(), |(_, answers)| {
            let words = |width: Option<probe::Width>| match width {
                Some(probe::Width::Wide) => "wide",
                Some(probe::Width::Narrow) => "narrow",
                None => "no answer",
            };
            format!(
                "marks {}, letters {}, lines {}",
                words(answers.marks),
                words(answers.letters),
                words(answers.lines)
            )
        });
        self.say("ambiguous characters, as it answered", &answer);
        let ctype = ["LC_ALL", "LC_CTYPE", "LANG"]
            .into_iter()
            .find_map(variable);
        if let Some(ctype) = ctype.filter(|name| !is_utf8(name)) {
            self.odd(
                "locale",
                &format!("{ctype} is not UTF-8: other programs may garble text"),
            );
        }
    }

    fn paths(&mut self, places: &Places) {
        self.head("paths");
        for (name, path) in places.names() {
            let found = look(path);
            let mut words = vec![shown(&tilde(path))];
            if let Some(link) = &found.link {
                words.push(format!("-> {}", shown(&tilde(link))));
            }
            match &found.there {
                None if found.writable => words.push("not there yet".to_owned()),
                None => words.push("not there, and cannot be made".to_owned()),
                Some(thing) => {
                    let kind = if thing.folder { "folder" } else { "file" };
                    words.push(format!(
                        "{kind}, mode {:04o}, {} bytes",
                        thing.mode, thing.bytes
                    ));
                    if !found.readable {
                        words.push("cannot be read".to_owned());
                    }
                    if !found.writable {
                        words.push("cannot be written to".to_owned());
                    }
                }
            }
            let fine = found.writable && (found.there.is_none() || found.readable);
            let words = words.join(", ");
            if fine {
                self.say(name, &words);
            } else {
                self.odd(name, &words);
            }
        }
    }

    fn config(&mut self, edge: &Edge) {
        self.head("config");
        if edge.problems.is_empty() {
            self.say("mistakes", "none");
        }
        for problem in &edge.problems {
            self.odd("mistake", problem);
        }
        self.say("interface", edge.complaints.texts.language().tag());
    }

    fn bookmarks(&mut self, path: &Path) {
        self.head("bookmarks");
        match bookmarks::read(path) {
            Err(failure) => self.odd("file", &format!("{}: {}", failure.why, failure.detail)),
            Ok(contents) => {
                let all = &contents.bookmarks;
                let count = |has: fn(&Bookmark) -> bool| all.iter().filter(|b| has(b)).count();
                let (tags, notes) = (count(|b| !b.tags.is_empty()), count(|b| !b.note.is_empty()));
                let words = format!("{}, {tags} with tags, {notes} with a note", all.len());
                self.say("kept", &words);
                match &contents.standing {
                    Standing::Sound => self.say("file", "sound"),
                    Standing::Damaged(problem) => {
                        let (line, column) = (problem.line, problem.column);
                        let words = format!("damaged at {line}:{column}: {}", problem.message);
                        self.odd("file", &words);
                    }
                    Standing::Conflict => self.odd("file", "holds both sides of a merge"),
                    Standing::Newer(version) => {
                        let words = format!("of version {version}: read, not written to");
                        self.odd("file", &words);
                    }
                }
            }
        }
        let aside = beside(path);
        let backups = aside.iter().filter(|name| name.contains(".bak")).count();
        self.say("backups", &backups.to_string());
        for name in aside.iter().filter(|name| name.contains(".corrupt-")) {
            self.odd("kept aside", &format!("{name}: look at it, then remove it"));
        }
    }

    fn state(&mut self, places: &Places) {
        self.head("state");
        for name in ["look.toml", "terminals", memory::FILE] {
            let found = look(&places.state_dir.join(name));
            let bytes = found.there.map_or("not there yet".to_owned(), |thing| {
                format!("{} bytes", thing.bytes)
            });
            self.say(name, &bytes);
        }
        match memory::read(&places.state_dir) {
            Ok(known) => {
                self.say("read articles", &known.read.len().to_string());
                self.say("reading places", &known.places.len().to_string());
            }
            Err(failure) => {
                let why = crate::i18n::Texts::new(crate::i18n::Language::En).text(failure.why);
                self.odd(memory::FILE, &why);
            }
        }
        let aside = beside(&places.state_dir.join(memory::FILE)).into_iter();
        for name in aside.filter(|name| name.contains(".corrupt-")) {
            self.odd("kept aside", &format!("{name}: it may be removed"));
        }
    }
}

fn is_utf8(locale: &str) -> bool {
    let name = locale.to_ascii_lowercase();
    name.is_empty() || name.contains("utf-8") || name.contains("utf8")
}

fn width_version() -> String {
    let (major, minor, patch) = crate::text::width::UNICODE;
    format!("{major}.{minor}.{patch}")
}
