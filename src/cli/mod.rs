//! The command line: what was asked for, and the commands that print.
//!
//! Invariant: standard output holds only what was asked for; everything else is
//! one line on standard error, and the exit code says which of the two it was.

mod args;
mod bookmarks;
mod columns;
mod complain;
mod continuing;
mod doctor;
mod filter;
pub mod json;
mod list;
mod markdown;
mod print;
mod search;
pub use print::refuse_terminal;
pub mod typeset;

use std::cell::Cell;
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::panic::{AssertUnwindSafe, catch_unwind};

use clap::{CommandFactory, Parser};

use crate::app::{Failure, Keymap};
use crate::article::Encoding;
use crate::config::{self, Config};
use crate::filter::Options;
use crate::i18n::{Language, LocaleEnv, Texts};
use crate::shell::crash::Crashes;
use crate::shell::paths::Places;
use crate::shell::stdout::{Output, OutputError};
use crate::shell::{Setup, state_dir};
use args::{Action, Args};
pub use complain::Complaints;

/// Exit codes: done; nothing found; wrong usage or an input that failed.
const NOTHING: u8 = 1;
const FAILED: u8 = 2;
/// After a panic: an internal fault (`EX_SOFTWARE` of sysexits.h).
const PANIC: u8 = 70;

/// What every command works with.
pub struct Edge {
    pub config: Config,
    pub places: Option<Places>,
    pub complaints: Complaints,
    pub keymap: Keymap,
    /// Mistakes of the configuration, in words; where it could not be read, why.
    pub problems: Vec<String>,
    /// Each line of the sources is a headline.
    pub lines: bool,
    /// What the sources are read as; None: as each tells.
    pub encoding: Option<Encoding>,
    /// What is no text is read too.
    pub force: bool,
    /// Takes the report of a fault of the program.
    pub crashes: Crashes,
    /// That it could not be read, until it has been said.
    unreadable: Option<Failure>,
}

impl Edge {
    fn new(args: &Args, crashes: &Crashes) -> Self {
        let places = Places::find(args.config.as_deref()).ok();
        let state = state_dir(places.as_ref());
        state.into_iter().for_each(|folder| crashes.keep_in(folder));
        let named = args.config.is_some();
        let text = places
            .as_ref()
            .map(|places| crate::shell::fs::read_config(&places.config_file, named));
        let (mut config, mut mistakes) = match &text {
            Some(Ok(text)) => config::load(text),
            _ => config::load(""),
        };
        let (keymap, unbound) = Keymap::with_overrides(&config.keys);
        mistakes.extend(unbound);
        mistakes.sort_by_key(|mistake| mistake.line);
        if let Some(lang) = &args.text_lang {
            config.look = config.look.with("text-lang", lang).unwrap_or(config.look);
        }
        let texts = Texts::new(language(args.lang, config.lang));
        let mut problems: Vec<String> = mistakes.iter().map(|m| m.describe(&texts)).collect();
        let unreadable = text.and_then(Result::err);
        problems.extend(unreadable.as_ref().map(|failure| {
            let why = texts.text(failure.why);
            match failure.detail.as_str() {
                "" => why,
                detail => format!("{why}, {detail}"),
            }
        }));
        Self {
            config,
            places,
            complaints: Complaints::new(texts),
            keymap,
            problems,
            lines: args.lines,
            encoding: args.encoding,
            force: args.force,
            crashes: crashes.clone(),
            unreadable,
        }
    }

    /// Says what is wrong in the configuration, for commands without a screen.
    pub(crate) fn say_problems(&mut self) {
        if let Some(failure) = self.unreadable.take() {
            self.problems.clear();
            self.complaints.failure(&failure);
        }
        let path = self
            .places
            .as_ref()
            .map(|places| places.config_file.clone());
        for problem in std::mem::take(&mut self.problems) {
            self.complaints.config(path.as_deref(), &problem);
        }
    }

    /// Whoever asks has said himself that the configuration could not be read.
    fn forget_unreadable(&mut self) {
        self.unreadable = None;
    }

    /// What the finder reads beyond the usual.
    pub fn readings(&self) -> Options {
        Options {
            sloppy: self.config.sloppy_pinyin,
            kanji: self.config.kanji_romaji,
        }
    }

    /// What the shell works on.
    pub fn setup(&self, sources: Vec<OsString>) -> Setup {
        Setup {
            places: self.places.clone(),
            folders: self.config.library.clone(),
            sources,
            copy_command: self.config.copy_command.clone(),
            readings: self.readings(),
            lines: self.lines,
            encoding: self.encoding,
            force: self.force,
            candidates: None,
        }
    }
}

fn language(flag: Option<Language>, config: Option<Language>) -> Language {
    let read = |name: &str| std::env::var(name).ok();
    let (all, messages, lang) = (read("LC_ALL"), read("LC_MESSAGES"), read("LANG"));
    let env = LocaleEnv {
        lc_all: all.as_deref(),
        lc_messages: messages.as_deref(),
        lang: lang.as_deref(),
    };
    Language::choose(flag, config, env)
}

/// Runs the program with the process's arguments; gives the exit code.
///
/// # Errors
/// What neither a message nor an exit code covers: a thread that cannot start, a
/// terminal that cannot be drawn on.
///
/// A panic that reaches this far has given the terminal back and said what it was.
pub fn main() -> io::Result<u8> {
    let spoken = Cell::new(language(None, None));
    crate::term::outlive_file_limit()?;
    let crashes = Crashes::default();
    // What a panic has left half done is not looked at any more.
    let ran = catch_unwind(AssertUnwindSafe(|| run(&spoken, &crashes)));
    ran.unwrap_or_else(|_| {
        complain::crashed(&Texts::new(spoken.get()), crashes.last().as_ref());
        Ok(PANIC)
    })
}

/// The program; `spoken` is told the language of the interface, `crashes` where notes go.
fn run(spoken: &Cell<Language>, crashes: &Crashes) -> io::Result<u8> {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return Ok(say_usage(&error)),
    };
    let mut edge = Edge::new(&args, crashes);
    spoken.set(edge.complaints.texts.language());
    let screen = std::io::stdout().is_terminal() && !dumb();
    let printed = match args.action {
        None if args.r#continue => return continuing::run(&mut edge, screen),
        None if screen => return crate::run::run(&mut edge, &args.sources),
        None if args.sources.is_empty() => list::list(&mut edge, &args::List::default()),
        None => print::print(&mut edge, &args::Print::of(args.sources)),
        Some(Action::Print(print)) => print::print(&mut edge, &print),
        Some(Action::Filter(filter)) => return filter::filter(&mut edge, &filter),
        Some(Action::List(list)) => list::list(&mut edge, &list),
        Some(Action::Search(wanted)) => search::run(&mut edge, &wanted),
        Some(Action::Bookmarks(wanted)) => bookmarks::bookmarks(&mut edge, &wanted),
        Some(Action::Paths) => list::paths(&mut edge),
        Some(Action::Doctor) => doctor::doctor(&mut edge),
        Some(Action::Completions { shell }) => generated(|bytes| {
            clap_complete::generate(shell, &mut Args::command(), "yue", bytes);
            Ok(())
        }),
        Some(Action::Man) => generated(args::manual),
    };
    edge.say_problems();
    Ok(exit(&mut edge, printed))
}

/// Says clap's own words, which quote the arguments, on the stream that is due;
/// gives the exit code that is.
fn say_usage(error: &clap::Error) -> u8 {
    let words = error.render().to_string();
    let words = crate::text::clean::clean(&words);
    let words = words.trim_end_matches('\n');
    if error.use_stderr() {
        complain::say(words);
    } else {
        // Help: a reader that has gone away has seen enough of it.
        let mut output = Output::stdout();
        drop(output.line(words).and_then(|()| output.finish()));
    }
    u8::try_from(error.exit_code()).unwrap_or(FAILED)
}

/// A terminal that cannot be drawn on.
fn dumb() -> bool {
    std::env::var_os("TERM").is_none_or(|term| term.is_empty() || term == "dumb")
}

/// Whether anything was found, or why no more could be written.
type Printed = Result<bool, OutputError>;

fn exit(edge: &mut Edge, printed: Printed) -> u8 {
    match printed {
        Err(OutputError::Closed) => 0,
        Err(OutputError::Failed(error)) => {
            edge.complaints.output(&error);
            FAILED
        }
        Ok(_) if edge.complaints.inputs() > 0 => FAILED,
        Ok(false) => NOTHING,
        Ok(true) => 0,
    }
}

/// Writes what a generator makes.
fn generated(make: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> Printed {
    let mut bytes = Vec::new();
    make(&mut bytes)?;
    let mut output = Output::stdout();
    output.text(&String::from_utf8_lossy(&bytes))?;
    output.finish()?;
    Ok(true)
}
