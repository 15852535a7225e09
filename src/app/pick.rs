//! Choosing one of many lines: the prompt is open from the start, accepting ends the
//! program with the line that is chosen, cancelling without one.
//!
//! Invariant: the line that is chosen is the one that the cursor showed for what was
//! typed; nothing is opened.

use super::command::Command;
use super::effect::Effect;
use super::line::Line;
use super::model::{Model, Prompt};
use super::texts::Mode;
use super::update;
use crate::text::Clean;

/// What choosing has come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Answer {
    /// None was wanted.
    #[default]
    Left,
    /// None matches.
    Nothing,
    Line(Choice),
}

/// A line that was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// As it was read.
    pub read: Box<[u8]>,
    /// As it shows.
    pub shown: Clean,
}

/// The program is there for choosing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pick {
    /// Only some fields of each line are matched.
    pub fields: bool,
    /// The only line that matches is chosen at once.
    pub at_once: bool,
    pub answer: Answer,
}

impl Model {
    /// Makes choosing of it, with `query` typed already.
    pub fn choosing(&mut self, pick: Pick, query: &str) {
        let mut line = Line::default();
        line.insert(query);
        self.list.query = line.text().to_owned();
        let before = Clean::default();
        self.prompt = Some(Prompt::Filter {
            line,
            before,
            mode: Mode::Headlines,
        });
        self.pick = Some(pick);
        // Lines show as they are.
        let look = &mut self.settings.look;
        look.restores_marks = false;
        look.autospace = false;
        look.script = crate::lexicon::Script::AsIs;
    }
}

/// Whether a screen is needed to choose: one line may be the only one that matches.
/// None: that is not known yet.
pub fn needs_screen(model: &Model) -> Option<bool> {
    let list = &model.list;
    if is_result(model) && list.matches.len() > 1 {
        return Some(true);
    }
    let all = list.complete && !list.is_filtering();
    all.then(|| list.problem.is_some() || list.matches.len() != 1)
}

/// Chooses the line under the cursor.
pub fn choose(model: &mut Model) -> Vec<Effect> {
    let mut out = Vec::new();
    accept(model, &mut out);
    out
}

/// Whether what shows is the result of what is typed.
fn is_result(model: &Model) -> bool {
    model.list.filter.text().trim() == model.list.query.trim()
}

/// Does what a command of the prompt means here; false where it means what it
/// always does.
pub(super) fn edit(model: &mut Model, command: Command, out: &mut Vec<Effect>) -> bool {
    let height = model.list_height();
    match command {
        Command::PromptAccept => accept(model, out),
        Command::PromptCancel => update::leave(model, None, out),
        Command::PromptOlder => model.list.step(-1, height),
        Command::PromptNewer => model.list.step(1, height),
        // There are no texts behind the lines.
        Command::PromptMode => {}
        Command::PromptDeleteBack if model.list.query.is_empty() => {}
        _ => return false,
    }
    true
}

pub(super) fn accept(model: &mut Model, out: &mut Vec<Effect>) {
    if model.list.problem.is_some() {
        return;
    }
    let more_comes = !model.list.complete || model.list.is_filtering();
    if !is_result(model) && more_comes {
        model.list.open_result = true;
        return;
    }
    let list = &model.list;
    let answer = match list.chosen() {
        Some(row) => Answer::Line(Choice {
            read: list.rows().as_read(row).into(),
            shown: list.rows().headline(row).to_owned(),
        }),
        None => Answer::Nothing,
    };
    if let Some(pick) = &mut model.pick {
        pick.answer = answer;
    }
    update::leave(model, None, out);
}
