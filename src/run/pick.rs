//! `yue filter --interactive`: the program's loop over the lines of standard input, on
//! `/dev/tty`, to the end that one of them is chosen.
//!
//! Invariant: standard output is left alone.

use std::io;

use super::start::{self, First};
use super::{FAILED, Loop, Quit, begin, finish};
use crate::app::pick::{self, Answer, Choice, Pick};
use crate::cli::Edge;
use crate::shell::candidates::Candidates;
use crate::term::Session;

/// Exit codes: nothing matches; none was wanted.
const NOTHING: u8 = 1;
const LEFT: u8 = 130;

/// What to choose from, and how to begin.
pub struct Picking {
    pub candidates: Candidates,
    /// What is typed already.
    pub query: String,
    /// The only line that matches it is chosen at once.
    pub select_1: bool,
}

/// How choosing ended.
pub struct Picked {
    pub line: Option<Choice>,
    /// The exit code.
    pub code: u8,
}

/// Lets one line be chosen.
///
/// # Errors
/// Threads that cannot start, a terminal that cannot be drawn on.
pub fn pick(edge: &mut Edge, picking: Picking) -> io::Result<Picked> {
    let mut setup = edge.setup(Vec::new());
    let fields = picking.candidates.nth.is_some();
    setup.candidates = Some(picking.candidates);
    let failed = Picked {
        line: None,
        code: FAILED,
    };
    let Ok(session) = Session::on_tty(edge.config.mouse) else {
        start::no_terminal(edge);
        return Ok(failed);
    };
    let run = begin(edge, setup, &session, |edge, size, state| {
        let (mut model, effects) = start::model(edge, First::List, size, state);
        let pick = Pick {
            fields,
            at_once: picking.select_1,
            ..Pick::default()
        };
        model.choosing(pick, &picking.query);
        (model, effects)
    });
    let Some((mut ended, signals)) = run? else {
        return Ok(failed);
    };
    let answer = ended.answer.take().unwrap_or_default();
    let code = match finish(ended, &mut edge.complaints, &signals) {
        0 => match answer {
            Answer::Line(_) => 0,
            Answer::Nothing => NOTHING,
            Answer::Left => LEFT,
        },
        failed => failed,
    };
    let line = match answer {
        Answer::Line(line) => Some(line),
        Answer::Nothing | Answer::Left => None,
    };
    Ok(Picked { line, code })
}

impl Loop {
    /// Waits, before there is a screen, until it is known whether one is needed; where
    /// it is not, the choice is made.
    pub(super) fn alone(&mut self) -> io::Result<Option<Quit>> {
        if !self.model.pick.as_ref().is_some_and(|pick| pick.at_once) {
            return Ok(None);
        }
        loop {
            match pick::needs_screen(&self.model) {
                Some(true) => return Ok(None),
                Some(false) => {
                    // Nothing was asked of the terminal.
                    self.widths.asking = false;
                    let effects = pick::choose(&mut self.model);
                    return self.perform(effects);
                }
                None => {}
            }
            let Some(event) = self.wait(None) else {
                return Ok(Some(Quit { signal: None }));
            };
            if let Some(quit) = self.take_one(event)? {
                self.widths.asking = false;
                return Ok(Some(quit));
            }
        }
    }
}
