//! The event loop: receive, update, perform, draw.
//!
//! Invariant: this thread waits only for events; a frame is drawn only when
//! something happened, and at most once in `FRAME` unless a reader waits for it.

mod diff;
mod editing;
mod finish;
mod pick;
mod screen;
mod start;
mod widths;

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use crate::app::pick::Answer;
use crate::app::{Effect, Event, Failure, Model, update};
use crate::article::Source;
use crate::cli::Edge;
use crate::shell::state::{State, TERMINALS};
use crate::shell::{Setup, Shell, state_dir};
use crate::store::Memory;
use crate::term::panic::Panicked;
use crate::term::{Entered, Found, Input, Lender, Lent, SIGHUP, Session, Signals, suspend};
use finish::{Lost, finish};
pub use pick::{Picked, Picking, pick};
use screen::Screen;
use widths::Widths;
pub use widths::ask;

/// The least time between two frames.
const FRAME: Duration = Duration::from_millis(8);
/// How long the first frame waits for the first headlines.
const FIRST: Duration = Duration::from_millis(20);
/// Events taken in before a frame is due.
const BURST: usize = 256;
/// How long leaving waits for the last write; less where a signal ends it, for
/// the signal thread does not wait longer.
const FLUSH: Duration = Duration::from_secs(2);
const FLUSH_SIGNALLED: Duration = Duration::from_millis(500);
/// How long leaving waits for an answer of the terminal that is on its way.
const ANSWER: Duration = Duration::from_millis(700);
/// The exit code where an input failed.
const FAILED: u8 = 2;

/// The model asked for the end.
struct Quit {
    signal: Option<i32>,
}

/// How the loop ended.
struct Ended {
    signal: Option<i32>,
    /// What is not on disk, and why.
    lost: Option<Lost>,
    /// Where notes from the editor lie that may not be on disk.
    drafts: Vec<PathBuf>,
    /// Sources that could not be read.
    failed: Vec<Failure>,
    /// The line that was chosen, where one was to be.
    answer: Option<Answer>,
    /// What the terminal did not take.
    error: Option<io::Error>,
}

/// Opens the reader on `sources`, or on the library where there are none.
///
/// # Errors
/// Threads that cannot start, a terminal that cannot be drawn on.
pub fn run(edge: &mut Edge, sources: &[std::ffi::OsString]) -> io::Result<u8> {
    let setup = edge.setup(sources.to_vec());
    let first = start::check(edge, &setup.library(), sources);
    show(edge, setup, first)
}

/// Opens the reader on one article over the library, with what is remembered of it.
///
/// # Errors
/// As [`run`].
pub fn resume(edge: &mut Edge, source: Source, memory: Memory) -> io::Result<u8> {
    let setup = edge.setup(Vec::new());
    let first = start::check_one(edge, &setup.library(), source, memory);
    show(edge, setup, first)
}

fn show(edge: &mut Edge, setup: Setup, first: Option<start::First>) -> io::Result<u8> {
    let Some(first) = first else {
        edge.say_problems();
        return Ok(FAILED);
    };
    let session = Session::new(edge.config.mouse);
    let Some((ended, signals)) = begin(edge, setup, &session, |edge, size, state| {
        start::model(edge, first, size, state)
    })?
    else {
        return Ok(FAILED);
    };
    let code = finish(ended, &mut edge.complaints, &signals);
    edge.say_problems();
    Ok(code)
}

/// Runs the loop to its end over the model that `make` makes for a window and what is
/// remembered; None where there is no terminal to read keys from, which is said.
fn begin(
    edge: &mut Edge,
    setup: Setup,
    session: &Session,
    make: impl FnOnce(&mut Edge, (u16, u16), &State) -> (Model, Vec<Effect>),
) -> io::Result<Option<(Ended, Signals)>> {
    let Ok(input) = Input::find() else {
        start::no_terminal(edge);
        return Ok(None);
    };
    let (sender, events) = channel();
    let crashes = edge.crashes.clone();
    let report = move |panicked: &Panicked| {
        let Panicked {
            place,
            message,
            backtrace,
        } = panicked;
        crashes.report(place, message, backtrace);
    };
    crate::term::panic::install(session.clone(), std::thread::current().id(), report);
    let signals = Signals::start(sender.clone(), session.clone())?;
    let shell = Shell::start(sender.clone(), setup)?;
    let state = State::new(state_dir(edge.places.as_ref()));
    let (mut model, effects) = make(edge, session.size(), &state);
    effects.into_iter().for_each(|effect| shell.perform(effect));
    let widths = Widths::new(&state, model.settings.look.ambiguous_width);
    model.terminal = widths.remembered();
    let screen = Screen::new(session, start::theme(edge));
    let ended = Loop {
        model,
        screen,
        session: session.clone(),
        shell,
        events,
        widths,
        entered: None,
        reading: None,
        lender: signals.lender(),
        lent: None,
    }
    .run(input, sender);
    session.close();
    Ok(Some((ended, signals)))
}

/// The loop and what it works with.
struct Loop {
    model: Model,
    screen: Screen,
    session: Session,
    shell: Shell,
    events: Receiver<Event>,
    widths: Widths,
    /// The terminal is ours, and its keys are read, until all is said.
    entered: Option<Entered>,
    reading: Option<Input>,
    /// The terminal in the hands of the editor.
    lender: Lender,
    lent: Option<Lent>,
}

impl Loop {
    /// Runs until the end, which comes as asked for or by an error of the terminal;
    /// either way what is on its way to disk goes there.
    fn run(mut self, input: Found, sender: Sender<Event>) -> Ended {
        let (quit, error) = match self.work(input, sender) {
            Ok(quit) => (quit, None),
            Err(error) => {
                for effect in update(&mut self.model, Event::Signalled(SIGHUP)) {
                    self.shell.perform(effect);
                }
                let signal = finish::told_by(&error);
                (Quit { signal }, Some(error))
            }
        };
        self.leave(&quit, error)
    }

    fn work(&mut self, input: Found, sender: Sender<Event>) -> io::Result<Quit> {
        if let Some(quit) = self.alone()? {
            return Ok(quit);
        }
        self.entered = Some(self.session.enter()?);
        if self.widths.asking {
            self.session.ask_widths()?;
        }
        let probe = self.widths.probe(sender.clone());
        self.reading = Some(input.start(sender, self.session.clone(), probe)?);
        if let Some(quit) = self.gather()? {
            return Ok(quit);
        }
        self.screen.draw(&self.model)?;
        let mut drawn = Instant::now();
        let mut dirty = false;
        let mut urgent = false;
        loop {
            let wait = dirty.then(|| FRAME.saturating_sub(drawn.elapsed()));
            match self.wait(wait) {
                Some(event) => {
                    if let Some(quit) = self.take(event, &mut urgent)? {
                        return Ok(quit);
                    }
                    dirty = true;
                }
                None if !dirty => return Ok(Quit { signal: None }),
                None => {}
            }
            if dirty && (urgent || drawn.elapsed() >= FRAME) {
                self.screen.draw(&self.model)?;
                drawn = Instant::now();
                (dirty, urgent) = (false, false);
            }
        }
    }

    /// Takes in what comes at once, so that the first frame has something to show.
    fn gather(&mut self) -> io::Result<Option<Quit>> {
        let begun = Instant::now();
        while !start::ready(&self.model) {
            let Some(event) = self.wait(Some(FIRST.saturating_sub(begun.elapsed()))) else {
                break;
            };
            if let Some(quit) = self.take_one(event)? {
                return Ok(Some(quit));
            }
        }
        Ok(None)
    }

    /// The next event; None where none comes in time, or ever.
    fn wait(&self, limit: Option<Duration>) -> Option<Event> {
        match limit {
            None => self.events.recv().ok(),
            Some(limit) => self.events.recv_timeout(limit).ok(),
        }
    }

    /// Takes in an event and what came right behind it; `urgent` where a reader waits
    /// for the frame of any of it.
    fn take(&mut self, first: Event, urgent: &mut bool) -> io::Result<Option<Quit>> {
        let mut next = Some(first);
        for _ in 0..BURST {
            let Some(event) = next.take().or_else(|| self.events.try_recv().ok()) else {
                break;
            };
            *urgent |= answers_a_reader(&event);
            if let Some(quit) = self.take_one(event)? {
                return Ok(Some(quit));
            }
        }
        Ok(None)
    }

    fn take_one(&mut self, event: Event) -> io::Result<Option<Quit>> {
        fault(&event);
        self.answered(&event);
        if matches!(event, Event::Key(_)) {
            self.shell.nudge();
        }
        let size = self.take_back(&event)?;
        let mut effects = update(&mut self.model, event);
        if let Some(size) = size {
            effects.extend(update(&mut self.model, size));
        }
        self.perform(effects)
    }

    fn perform(&mut self, effects: Vec<Effect>) -> io::Result<Option<Quit>> {
        for effect in effects {
            match effect {
                Effect::Quit { signal } => return Ok(Some(Quit { signal })),
                Effect::Redraw => self.screen.forget(),
                Effect::Copy(text) => {
                    let taken = self.session.copy(&text)?;
                    self.shell.perform(Effect::Copy(text));
                    if !taken && !self.shell.copies() {
                        self.take_one(Event::NotCopied)?;
                    }
                }
                Effect::Suspend => {
                    for event in self.hear_out() {
                        if let Some(quit) = self.take_one(event)? {
                            return Ok(Some(quit));
                        }
                    }
                    if suspend(&self.session)? {
                        let (columns, rows) = self.session.size();
                        return self.take_one(Event::Resumed(columns, rows));
                    }
                }
                Effect::Edit(edit) => {
                    if let Some(quit) = self.edit(edit)? {
                        return Ok(Some(quit));
                    }
                }
                Effect::EditNote(edit) => {
                    if let Some(quit) = self.edit_note(edit)? {
                        return Ok(Some(quit));
                    }
                }
                other => self.shell.perform(other),
            }
        }
        Ok(None)
    }

    /// Notes the terminal's answer, for the next start.
    fn answered(&mut self, event: &Event) {
        if let Event::TerminalAnswered(answer) = event {
            self.widths.asking = false;
            if let Some(text) = answer.and_then(|answer| self.widths.with(answer)) {
                self.shell.keep(TERMINALS, text);
            }
        }
    }

    /// Waits for the terminal's answer where it was asked a moment ago: left
    /// behind, the answer would stand at the shell's prompt. Gives what came
    /// meanwhile; the keys behind a suspension are not for the screen before it.
    fn hear_out(&mut self) -> Vec<Event> {
        let mut meanwhile = Vec::new();
        while self.widths.asking {
            let Some(event) = self.wait(Some(ANSWER)) else {
                break;
            };
            // Behind the answer nothing else is waited for.
            self.widths.asking &= !matches!(event, Event::TerminalAnswered(_));
            meanwhile.push(event);
        }
        meanwhile.retain(|event| !matches!(event, Event::Key(_)));
        meanwhile
    }

    /// Saves what is on its way, then gives the terminal back.
    fn leave(mut self, quit: &Quit, error: Option<io::Error>) -> Ended {
        if quit.signal.is_none() && error.is_none() {
            let meanwhile = self.hear_out();
            meanwhile.iter().for_each(|event| self.answered(event));
        }
        let limit = if quit.signal.is_some() {
            FLUSH_SIGNALLED
        } else {
            FLUSH
        };
        let saved = self.shell.flush(limit);
        let unsaved = (!saved).then(|| self.shell.unsaved());
        self.shell.end_editor();
        self.session.leave();
        Ended {
            signal: quit.signal,
            lost: unsaved.map(|unsaved| Lost::of(&self.model.marks, unsaved)),
            drafts: self
                .model
                .marks
                .drafts
                .into_iter()
                .map(|(_, file)| file)
                .collect(),
            failed: self.model.failed,
            answer: self.model.pick.map(|pick| pick.answer),
            error,
        }
    }
}

/// Whether somebody waits for the frame: then it is drawn at once. What comes in
/// bursts (a held key, a pasted text) is taken in together before it is drawn.
fn answers_a_reader(event: &Event) -> bool {
    !matches!(
        event,
        Event::RowsRead(..) | Event::Measured { .. } | Event::SourceFailed(_) | Event::Paste(_)
    )
}

/// Faults on demand, for the tests of what a panic leaves behind; never in a
/// release build.
#[allow(clippy::panic, reason = "the point is to see a panic handled")]
fn fault(event: &Event) {
    let asked = || std::env::var_os("YUE_FAULT").is_some_and(|fault| fault == "ui");
    assert!(
        !(cfg!(debug_assertions) && matches!(event, Event::Key(_)) && asked()),
        "asked for by YUE_FAULT\u{1b}]0;title\u{7}"
    );
}
