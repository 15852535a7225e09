//! Choosing the encoding that an article is read as: an overlay to choose in, and the
//! article read again, with the place kept.
//!
//! Invariant: what was not asked for last changes nothing.

use std::sync::Arc;

use super::effect::Effect;
use super::event::{Era, Mouse};
use super::model::{Model, Prompt};
use super::notice::{Notice, Tone};
use super::overlay::{Choice, Extent, Meant};
use super::{Command, Context, arrive, open, outside};
use crate::article::{Article, Encoding, Portion, Source, Warning};
use crate::reader::Page;

/// The overlay.
#[derive(Clone, Debug)]
pub struct Encodings {
    /// What there is to choose from; None: what the bytes tell.
    pub entries: Vec<Option<Encoding>>,
    /// What the article is read as now.
    pub now: Encoding,
    pub choice: Choice,
}

impl Encodings {
    /// Opened at the encoding that an article is read as.
    fn new(model: &Model, now: Encoding) -> Self {
        let mut entries = vec![None];
        entries.extend(Encoding::OFFERED.map(Some));
        if !entries.contains(&Some(now)) {
            entries.push(Some(now));
        }
        let at = entries.iter().position(|entry| *entry == Some(now));
        let mut choice = Choice::default();
        choice.step(at.unwrap_or(0) as isize, Extent::of(model, entries.len()));
        Self {
            entries,
            now,
            choice,
        }
    }
}

/// Opens the overlay, where the article can be read as something else.
fn ask(model: &mut Model) {
    let Some(reader) = &model.reader else { return };
    let article = &reader.article;
    model.notice = None;
    match article.source {
        Source::File(_) | Source::Stdin => {
            let encodings = Encodings::new(model, article.encoding);
            model.prompt = Some(Prompt::Encodings(encodings));
        }
        Source::Seed(_) | Source::Record { .. } => {
            model.notice = Some(Notice::new("notice-encoding-fixed"));
        }
    }
}

fn close(model: &mut Model) {
    model
        .prompt
        .take_if(|prompt| matches!(prompt, Prompt::Encodings(_)));
}

/// How much there is to choose from; None while the overlay is closed.
fn extent(model: &Model) -> Option<Extent> {
    match &model.prompt {
        Some(Prompt::Encodings(encodings)) => Some(Extent::of(model, encodings.entries.len())),
        _ => None,
    }
}

fn choice(model: &mut Model) -> Option<&mut Choice> {
    match &mut model.prompt {
        Some(Prompt::Encodings(encodings)) => Some(&mut encodings.choice),
        _ => None,
    }
}

/// The window follows the size of the screen.
pub(super) fn settle(model: &mut Model) {
    let extent = extent(model);
    if let (Some(extent), Some(choice)) = (extent, choice(model)) {
        choice.show(extent);
    }
}

/// Opens the overlay, or takes a command of the page while it is open; false where it
/// is none of the overlay's.
pub(super) fn act(model: &mut Model, command: Command, out: &mut Vec<Effect>) -> bool {
    let extent = extent(model);
    let (Some(extent), Some(open)) = (extent, choice(model)) else {
        let asked = command == Command::Encoding;
        if asked {
            ask(model);
        }
        return asked;
    };
    if !open.moved(command, extent) {
        match Meant::by(command, Command::Encoding) {
            Meant::Accept => choose(model, out),
            Meant::Close => close(model),
            Meant::Elsewhere => return false,
            Meant::Nothing => {}
        }
    }
    true
}

/// The mouse on the overlay: a click chooses, and reads what it has chosen before; the
/// wheel moves. False where the overlay is not open.
pub(super) fn mouse(model: &mut Model, mouse: Mouse, by: isize, out: &mut Vec<Effect>) -> bool {
    let (extent, body) = (extent(model), model.geometry().overlay_body());
    let (Some(extent), Some(open)) = (extent, choice(model)) else {
        return false;
    };
    if open.mouse(mouse, by, body, extent) {
        choose(model, out);
    }
    true
}

/// Reads the article again as what was chosen.
fn choose(model: &mut Model, out: &mut Vec<Effect>) {
    let chosen = match &model.prompt {
        Some(Prompt::Encodings(encodings)) => {
            encodings.entries.get(encodings.choice.cursor).copied()
        }
        _ => None,
    };
    close(model);
    let (Some(encoding), Some(reader)) = (chosen, &model.reader) else {
        return;
    };
    let source = reader.article.source.clone();
    open::give_up(model);
    let era = model.next_era();
    model.rereading = Some(era);
    out.push(Effect::ReadAs(source.clone(), encoding));
    out.push(Effect::LoadArticle { era, source });
}

/// Takes an article in that was read again; false where it is none.
pub(super) fn reread(
    model: &mut Model,
    era: Era,
    article: &Arc<Article>,
    page: &Arc<Page>,
    out: &mut Vec<Effect>,
) -> bool {
    if model.rereading != Some(era) {
        return false;
    }
    let height = model.page_height();
    let same = |reader: &&mut super::read::Reader| reader.article.source == article.source;
    let Some(reader) = model.reader.as_mut().filter(same) else {
        model.rereading = None;
        return true;
    };
    // The place may lie behind the head of a large one.
    if article.portion == Portion::Head {
        return true;
    }
    model.rereading = None;
    let view = reader.wanted_view();
    reader.reread(Arc::clone(article), Arc::clone(page), height);
    arrive::await_rest(model, era, None, out);
    arrive::whole_page(model, Arc::clone(article), view, false, out);
    outside::renamed(model, article, out);
    let name = article.encoding.name();
    model.notice = Some(match article.warnings.first() {
        Some(warning) => warned(model, *warning),
        None => Notice::new("notice-encoding-chosen").text("encoding", name),
    });
    true
}

/// The article that was to be read again cannot be read; whether it was that.
pub(super) fn failed(model: &mut Model, era: Era) -> bool {
    model.rereading.take_if(|awaited| *awaited == era).is_some()
}

/// What is told of a warning when its article opens.
pub(super) fn warned(model: &Model, warning: Warning) -> Notice {
    let key = model.keymap.key_of(Command::Encoding, Context::Reader);
    let tone = match warning {
        Warning::Guessed(_) => Tone::Plain,
        _ => Tone::Warning,
    };
    Notice::new(arrive::warning_text(warning))
        .text("encoding", warning.encoding().map_or("", Encoding::name))
        .text("key", &key)
        .tone(tone)
}

/// What a page says of a warning.
pub fn warning_words(model: &Model, warning: Warning) -> String {
    warned(model, warning).words(&model.texts)
}

#[cfg(test)]
mod tests;
