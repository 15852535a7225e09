//! `yue doctor`: what the program sees of its surroundings, as text that can be pasted
//! into a report. In English, like the man page.
//!
//! Invariant: it changes nothing and tells no secret: of the environment only what is
//! named here, of files sizes, rights and counts, and the home folder as `~`.

use std::io;
use std::path::Path;

use super::complain::with_detail;
use super::{Edge, Printed};
use crate::app::Failure;
use crate::i18n::{Language, Texts};
use crate::ingest::ENCODING_NAMES;
use crate::shell::bookmarks;
use crate::shell::fs::shown;
use crate::shell::inspect::{beside, look};
use crate::shell::memory;
use crate::shell::note_file;
use crate::shell::paths::{Places, tilde, without_home};
use crate::shell::state::{State, TERMINALS};
use crate::shell::stdout::Output;
use crate::store::Bookmark;
use crate::store::bookmark_file::Standing;
use crate::term::columns;
use crate::term::probe::{self, Answers, Width};
use crate::text::{Clean, clean, joined};

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
    let (asked, _signals) = crate::run::ask();
    report.program();
    report.terminal();
    report.answers(edge, asked.as_ref());
    report.locale();
    match edge.places.clone() {
        Some(places) => {
            report.paths(&places);
            report.config(edge);
            report.bookmarks(&places.bookmarks_file, &places.state_dir);
            report.state(&places);
        }
        None => report.odd(
            "home",
            "unknown: nothing can be kept (set HOME or YUE_CONFIG_DIR)",
        ),
    }
    let well = report.odd == 0;
    let end = match report.odd {
        0 => "nothing odd was found".into(),
        count => joined![count, " things want looking at, marked with !"],
    };
    report.head("in all");
    report.lines.push(joined!["  ", end]);
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
    lines: Vec<Clean>,
    odd: usize,
}

impl Report {
    fn head(&mut self, name: &'static str) {
        self.lines.push(name.into());
    }

    fn say(&mut self, name: &'static str, value: &str) {
        self.line("  ", name, value);
    }

    fn odd(&mut self, name: &'static str, value: &str) {
        self.odd += 1;
        self.line(ODD, name, value);
    }

    fn line(&mut self, before: &'static str, name: &'static str, value: &str) {
        let value = clean::line(&without_home(value));
        self.lines.push(joined![before, name, ": ", value]);
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

    fn terminal(&mut self) {
        self.head("terminal");
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
    }

    /// How wide the terminal draws, now and when it was asked last.
    fn answers(&mut self, edge: &Edge, asked: Option<&io::Result<Answers>>) {
        let now = match asked {
            None => "not asked, there is no terminal".to_owned(),
            Some(Err(error)) => format!("it cannot be asked: {error}"),
            Some(Ok(answers)) => widths(*answers),
        };
        match asked {
            Some(Err(_)) => self.odd("ambiguous characters", &now),
            _ => self.say("ambiguous characters", &now),
        }
        let state = State::new(edge.places.as_ref().map(|places| places.state_dir.clone()));
        let (all, key) = (probe::parse(&state.read(TERMINALS)), probe::key(&variable));
        let known = all.into_iter().find(|(known, _)| *known == key);
        let before = known.map_or("nothing".to_owned(), |(_, answers)| widths(answers));
        self.say("remembered of it", &before);
        let setting = edge.config.look.get("ambiguous-width").unwrap_or_default();
        self.say("setting", &format!("ambiguous-width = {setting}"));
    }

    /// The encodings of texts that can be read, and the one that other programs use.
    fn locale(&mut self) {
        self.head("encodings");
        self.say("read", &ENCODING_NAMES.join(", "));
        let ctype = ["LC_ALL", "LC_CTYPE", "LANG"]
            .into_iter()
            .filter_map(variable)
            .find(|value| !value.is_empty());
        let charset = ctype.as_deref().and_then(charset);
        self.say("of the locale", charset.unwrap_or("none is named"));
        if let Some(ctype) = ctype.as_ref().filter(|_| !charset.is_some_and(is_utf8)) {
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
                words.push(joined!["-> ", shown(&tilde(link))]);
            }
            match &found.there {
                None if found.writable => words.push("not there yet".into()),
                None => words.push("not there, and cannot be made".into()),
                Some(thing) => {
                    let kind = if thing.folder { "folder" } else { "file" };
                    let (mode, bytes) = (thing.mode, thing.bytes);
                    words.push(clean::line(&format!(
                        "{kind}, mode {mode:04o}, {bytes} bytes"
                    )));
                    if !found.readable {
                        words.push("cannot be read".into());
                    }
                    if !found.writable {
                        words.push("cannot be written to".into());
                    }
                }
            }
            let fine = found.writable && (found.there.is_none() || found.readable);
            let words = clean::join(&words, ", ");
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

    fn bookmarks(&mut self, path: &Path, state: &Path) {
        self.head("bookmarks");
        match bookmarks::read(path) {
            Err(failure) => self.odd("file", &why(&failure)),
            Ok(contents) => {
                let all = &contents.bookmarks;
                let count = |has: fn(&Bookmark) -> bool| all.iter().filter(|b| has(b)).count();
                let (tags, notes) = (count(|b| !b.tags.is_empty()), count(|b| !b.note.is_empty()));
                let words = format!("{}, {tags} with tags, {notes} with a note", all.len());
                self.say("kept", &words);
                match &contents.standing {
                    Standing::Sound if contents.left_out > 0 => {
                        let words = format!("{} without an id, left out", contents.left_out);
                        self.odd("file", &words);
                    }
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
        let known = || bookmarks::read(path).map_or_else(|_| Vec::new(), |all| all.bookmarks);
        for file in note_file::orphans(state, known).words {
            let file = shown(&tilde(&file));
            self.odd(
                "note left by an editor",
                &format!("{file}: look at it, then remove its folder"),
            );
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
        match memory::look(&places.state_dir) {
            Ok(known) => {
                self.say("read articles", &known.read.len().to_string());
                self.say("reading places", &known.places.len().to_string());
            }
            Err(failure) => self.odd(memory::FILE, &why(&failure)),
        }
        let aside = beside(&places.state_dir.join(memory::FILE)).into_iter();
        for name in aside.filter(|name| name.contains(".corrupt-")) {
            self.odd("kept aside", &format!("{name}: it may be removed"));
        }
    }
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// A reason in words.
fn why(failure: &Failure) -> Clean {
    with_detail(&Texts::new(Language::En), failure)
}

fn widths(answers: Answers) -> String {
    let words = |width: Option<Width>| match width {
        Some(Width::Wide) => "wide",
        Some(Width::Narrow) => "narrow",
        None => "no answer",
    };
    let [marks, letters, lines] = [answers.marks, answers.letters, answers.lines].map(words);
    format!("marks {marks}, letters {letters}, lines {lines}")
}

/// The character set that a locale names: `UTF-8` of `zh_CN.UTF-8@x`.
fn charset(locale: &str) -> Option<&str> {
    let (_, rest) = locale.split_once('.')?;
    rest.split('@').next()
}

fn is_utf8(charset: &str) -> bool {
    ["utf-8", "utf8"].contains(&charset.to_ascii_lowercase().as_str())
}

fn width_version() -> String {
    let (major, minor, patch) = crate::text::width::UNICODE;
    format!("{major}.{minor}.{patch}")
}
