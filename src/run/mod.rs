//! The event loop: receive, update, perform, draw.
//!
//! Invariant: this thread waits only for events; a frame is drawn at most once
//! in [`FRAME`], and only when something happened.

mod screen;
mod start;

use std::process::ExitCode;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use crate::app::{Effect, Event, Model, update};
use crate::cli::{Complaints, Edge};
use crate::shell::Shell;
use crate::term::{Input, Session, Signals, die_of, suspend};
use screen::Screen;

/// The least time between two frames.
const FRAME: Duration = Duration::from_millis(8);
/// How long the first frame waits for the first headlines.
const FIRST: Duration = Duration::from_millis(20);
/// Events taken in before a frame is due.
const BURST: usize = 256;
/// How long leaving waits for the last write.
const FLUSH: Duration = Duration::from_secs(2);

/// Why the loop ended.
struct Ended {
    signal: Option<i32>,
}

/// Opens the reader on `sources`, or on the library where there are none.
///
/// # Errors
/// Threads that cannot start, a terminal that cannot be drawn on.
pub fn run(mut edge: Edge, sources: Vec<std::ffi::OsString>) -> anyhow::Result<ExitCode> {
    let setup = edge.setup(sources.clone());
    let Some(first) = start::check(&mut edge, &setup.library(), &sources) else {
        edge.say_problems();
        return Ok(ExitCode::from(2));
    };
    let (sender, events) = channel();
    let session = Session::new(edge.config.mouse);
    let Ok(input) = Input::start(sender.clone(), session.clone()) else {
        start::no_terminal(&mut edge);
        return Ok(ExitCode::from(2));
    };
    crate::term::panic::install(session.clone(), std::thread::current().id());
    let signals = Signals::start(sender.clone(), session.clone())?;
    let shell = Shell::start(sender, setup)?;
    let (mut model, effects) = start::model(&mut edge, first, session.size());
    effects.into_iter().for_each(|effect| shell.perform(effect));
    start::gather(&mut model, &events, &shell, FIRST);
    let entered = session.enter()?;
    let screen = Screen::new(&session, start::theme(&edge));
    let ended = Loop {
        model,
        screen,
        session: session.clone(),
        shell,
        events,
    }
    .run();
    drop(entered);
    session.close();
    drop(input);
    finish(ended, &mut edge.complaints, &signals)
}

/// The loop and what it works with.
struct Loop {
    model: Model,
    screen: Screen,
    session: Session,
    shell: Shell,
    events: Receiver<Event>,
}

/// The program has come to its end: what is left to say, and how to go.
fn finish(
    ended: anyhow::Result<(Ended, usize)>,
    complaints: &mut Complaints,
    signals: &Signals,
) -> anyhow::Result<ExitCode> {
    let (ended, unsaved) = ended?;
    if unsaved > 0 {
        start::unsaved(complaints, unsaved);
    }
    signals.ending().done();
    if let Some(signal) = ended.signal {
        let code = die_of(signal);
        return Ok(ExitCode::from(u8::try_from(code).unwrap_or(u8::MAX)));
    }
    Ok(if complaints.inputs() > 0 {
        ExitCode::from(2)
    } else {
        ExitCode::SUCCESS
    })
}

impl Loop {
    /// Runs until the end; tells how many bookmarks are not on disk.
    fn run(mut self) -> anyhow::Result<(Ended, usize)> {
        self.screen.draw(&self.model)?;
        let mut drawn = Instant::now();
        let mut dirty = false;
        loop {
            let wait = dirty.then(|| FRAME.saturating_sub(drawn.elapsed()));
            match self.wait(wait) {
                Some(event) => {
                    if let Some(ended) = self.take(event)? {
                        return Ok((ended, self.leave()));
                    }
                    dirty = true;
                }
                None if !dirty => return Ok((Ended { signal: None }, self.leave())),
                None => {}
            }
            if dirty && drawn.elapsed() >= FRAME {
                self.screen.draw(&self.model)?;
                drawn = Instant::now();
                dirty = false;
            }
        }
    }

    /// The next event; None where none comes in time, or ever.
    fn wait(&self, limit: Option<Duration>) -> Option<Event> {
        match limit {
            None => self.events.recv().ok(),
            Some(limit) => match self.events.recv_timeout(limit) {
                Ok(event) => Some(event),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => None,
            },
        }
    }

    /// Takes in an event and what came right behind it.
    fn take(&mut self, first: Event) -> anyhow::Result<Option<Ended>> {
        let mut next = Some(first);
        for _ in 0..BURST {
            let Some(event) = next else { break };
            fault(&event);
            for effect in update(&mut self.model, event) {
                if let Some(ended) = self.perform(effect)? {
                    return Ok(Some(ended));
                }
            }
            next = self.events.try_recv().ok();
        }
        // An event taken but not used would be lost.
        if let Some(event) = next {
            return self.take(event);
        }
        Ok(None)
    }

    fn perform(&mut self, effect: Effect) -> anyhow::Result<Option<Ended>> {
        match effect {
            Effect::Quit { signal } => return Ok(Some(Ended { signal })),
            Effect::Redraw => self.screen.forget(),
            Effect::Suspend => {
                if suspend(&self.session)? {
                    let (columns, rows) = self.session.size();
                    // Neither asks for anything outside but a new frame.
                    drop(update(&mut self.model, Event::Resized(columns, rows)));
                    self.screen.forget();
                }
            }
            other => self.shell.perform(other),
        }
        Ok(None)
    }

    /// Saves what is on its way, then gives the terminal back.
    fn leave(self) -> usize {
        if self.shell.flush(FLUSH) {
            return 0;
        }
        self.session.leave();
        self.shell.unsaved().len()
    }
}

/// Faults on demand, for the tests of what a panic leaves behind; never in a
/// release build.
#[allow(clippy::panic, reason = "the point is to see a panic handled")]
fn fault(event: &Event) {
    let asked = || std::env::var_os("YUE_FAULT").is_some_and(|fault| fault == "ui");
    if cfg!(debug_assertions) && matches!(event, Event::Key(_)) && asked() {
        panic!("asked for by YUE_FAULT");
    }
}
