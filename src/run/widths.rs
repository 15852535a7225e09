//! Asking the terminal how wide it draws characters of ambiguous width, and
//! remembering the answers of terminals.
//!
//! Invariant: the first frame does not wait for an answer; what is remembered is a
//! first guess, and each start asks again.

use std::io::{self, IsTerminal};
use std::sync::mpsc::{Sender, channel};
use std::time::Instant;

use crate::app::Event;
use crate::config::Width as Setting;
use crate::shell::state::{State, TERMINALS};
use crate::term::probe::{self, Answers, Width};
use crate::term::{Input, Probe, Session, Signals};
use crate::text::Ambiguous;

/// What is known of the terminal before it answers.
pub(super) struct Widths {
    /// The file of answers, and this terminal's key in it.
    known: String,
    key: String,
    /// Whether the terminal was asked, and has not answered yet.
    pub(super) asking: bool,
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Asks the terminal, outside of a session, and waits for its answer: None where standard
/// output is no terminal, or keys cannot come from one. While the second value is held, a
/// signal gives the terminal back before it ends the program.
pub fn ask() -> (Option<io::Result<Answers>>, Option<Signals>) {
    let Some(input) = Input::find().ok().filter(|_| io::stdout().is_terminal()) else {
        return (None, None);
    };
    let session = Session::new(false);
    // Nobody listens: a signal ends the program at once.
    let signals = match Signals::start(channel().0, session.clone()) {
        Ok(signals) => signals,
        Err(error) => return (Some(Err(error)), None),
    };
    let begun = Instant::now();
    let answers = input.ask(&session, probe::limit(&variable), &|| begun.elapsed());
    (Some(answers), Some(signals))
}

impl Widths {
    /// Looks up what the terminal has answered before.
    pub(super) fn new(state: &State, setting: Setting) -> Self {
        Self {
            known: state.read(TERMINALS),
            key: probe::key(&variable),
            asking: setting == Setting::Auto,
        }
    }

    /// The answer of an earlier time.
    pub(super) fn remembered(&self) -> Option<Ambiguous> {
        let all = probe::parse(&self.known);
        let found = all.into_iter().find(|(key, _)| *key == self.key);
        found.and_then(|(_, answers)| width(answers))
    }

    /// The question, where one is asked: its answer becomes an event.
    pub(super) fn probe(&self, events: Sender<Event>) -> Option<Probe> {
        let begun = Instant::now();
        self.asking.then(|| Probe {
            limit: probe::limit(&variable),
            now: Box::new(move || begun.elapsed()),
            heard: Box::new(move |answers| {
                // Nobody listens any more only when the program ends.
                drop(events.send(Event::TerminalAnswered(width(answers))));
            }),
        })
    }

    /// The file with a new answer; None where it says that already.
    pub(super) fn with(&self, answer: Ambiguous) -> Option<String> {
        if self.remembered() == Some(answer) {
            return None;
        }
        Some(probe::with(&self.known, &self.key, answers(answer)))
    }
}

/// The width by a terminal's answers; None where one is missing.
fn width(answers: Answers) -> Option<Ambiguous> {
    let kinds = [
        (answers.marks?, Ambiguous::MARKS),
        (answers.letters?, Ambiguous::LETTERS),
        (answers.lines?, Ambiguous::LINES),
    ];
    if !answers.complete() {
        return None;
    }
    let wide = kinds.into_iter().filter(|(width, _)| *width == Width::Wide);
    Some(wide.fold(Ambiguous::NARROW, |all, (_, kind)| all.and(kind)))
}

fn answers(width: Ambiguous) -> Answers {
    let kind = |kind: Ambiguous| {
        Some(if width.has(kind) {
            Width::Wide
        } else {
            Width::Narrow
        })
    };
    Answers {
        marks: kind(Ambiguous::MARKS),
        letters: kind(Ambiguous::LETTERS),
        lines: kind(Ambiguous::LINES),
        ended: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_and_widths_belong_together() {
        for kind in [
            Ambiguous::NARROW,
            Ambiguous::MARKS,
            Ambiguous::LETTERS.and(Ambiguous::LINES),
            Ambiguous::WIDE,
        ] {
            assert_eq!(width(answers(kind)), Some(kind));
        }
        assert_eq!(width(Answers::default()), None);
    }

    #[test]
    fn an_answer_is_remembered_by_terminal() {
        let mut widths = Widths {
            known: String::new(),
            key: "TERM=xterm".to_owned(),
            asking: true,
        };
        assert_eq!(widths.remembered(), None);
        widths.known = widths.with(Ambiguous::WIDE).unwrap();
        assert_eq!(widths.remembered(), Some(Ambiguous::WIDE));
        assert_eq!(widths.with(Ambiguous::WIDE), None);
        widths.key = "TERM=other".to_owned();
        assert_eq!(widths.remembered(), None);
    }
}
