//! Choosing the encoding that an article is read as: an overlay to choose in, and the
//! article read again, with the place kept.
//!
//! Invariant: the cursor is an entry that exists, in sight of the rows that show. What
//! was not asked for last changes nothing.

use std::sync::Arc;

use super::effect::Effect;
use super::event::{Era, Mouse, MouseKind};
use super::model::{Model, Prompt};
use super::notice::{Notice, Tone};
use super::{Command, Context, arrive, open};
use crate::article::{Article, Encoding, Source, Warning};
use crate::reader::{Page, View};

/// The overlay.
#[derive(Clone, Debug)]
pub struct Encodings {
    /// What there is to choose from; None: what the bytes tell.
    pub entries: Vec<Option<Encoding>>,
    /// What the article is read as now.
    pub now: Encoding,
    /// Index of the chosen entry.
    pub cursor: usize,
    /// The first row that shows.
    pub top: usize,
}

impl Encodings {
    /// Opened at the encoding that an article is read as, in `height` rows.
    fn new(now: Encoding, height: usize) -> Self {
        let mut entries = vec![None];
        entries.extend(Encoding::OFFERED.map(Some));
        if !entries.contains(&Some(now)) {
            entries.push(Some(now));
        }
        let cursor = entries.iter().position(|entry| *entry == Some(now));
        let mut encodings = Self {
            entries,
            now,
            cursor: cursor.unwrap_or(0),
            top: 0,
        };
        encodings.show(height);
        encodings
    }

    fn step(&mut self, by: isize, height: usize) {
        self.cursor = self.cursor.saturating_add_signed(by);
        self.show(height);
    }

    /// Brings the window to the cursor, without blank rows while others could show.
    fn show(&mut self, height: usize) {
        let (height, count) = (height.max(1), self.entries.len());
        self.cursor = self.cursor.min(count.saturating_sub(1));
        let highest = (self.cursor + 1).saturating_sub(height);
        self.top = self.top.clamp(highest, self.cursor);
        self.top = self.top.min(count.saturating_sub(height));
    }
}

/// Opens the overlay, where the article can be read as something else.
fn ask(model: &mut Model) {
    let height = rows(model);
    let Some(reader) = &model.reader else { return };
    let article = &reader.article;
    model.notice = None;
    match article.source {
        Source::File(_) | Source::Stdin => {
            let encodings = Encodings::new(article.encoding, height);
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

/// The window follows the size of the screen.
pub(super) fn settle(model: &mut Model) {
    let rows = rows(model);
    if let Some(Prompt::Encodings(encodings)) = &mut model.prompt {
        encodings.show(rows);
    }
}

fn rows(model: &Model) -> usize {
    model.geometry().overlay_body().height.max(1) as usize
}

/// Opens the overlay, or takes a command of the page while it is open; false where it
/// is none of the overlay's.
pub(super) fn act(model: &mut Model, command: Command, out: &mut Vec<Effect>) -> bool {
    use Command as C;
    let height = rows(model);
    let Some(Prompt::Encodings(encodings)) = &mut model.prompt else {
        let asked = command == C::Encoding;
        if asked {
            ask(model);
        }
        return asked;
    };
    let page = height.saturating_sub(1).max(1) as isize;
    match command {
        C::MoveDown | C::NextRelated => encodings.step(1, height),
        C::MoveUp | C::PreviousRelated => encodings.step(-1, height),
        C::HalfPageDown | C::PageDown => encodings.step(page, height),
        C::HalfPageUp | C::PageUp => encodings.step(-page, height),
        C::GoFirst => encodings.step(isize::MIN, height),
        C::GoLast => encodings.step(isize::MAX, height),
        C::OpenRelated => choose(model, out),
        C::Back | C::BackOrLeave | C::Encoding => close(model),
        C::Leave | C::Help | C::CommandPrompt | C::Redraw | C::Suspend => return false,
        // The page is not to be seen, so nothing happens to it.
        _ => {}
    }
    true
}

/// The mouse on the overlay: a click chooses, and reads what it has chosen before; the
/// wheel moves. False where the overlay is not open.
pub(super) fn mouse(model: &mut Model, mouse: Mouse, by: isize, out: &mut Vec<Effect>) -> bool {
    let (height, body) = (rows(model), model.geometry().overlay_body());
    let Some(Prompt::Encodings(encodings)) = &mut model.prompt else {
        return false;
    };
    if mouse.kind != MouseKind::Press {
        encodings.step(by.signum(), height);
        return true;
    }
    let row = mouse
        .row
        .checked_sub(body.y)
        .filter(|row| *row < body.height);
    let clicked = row.map(|row| encodings.top + row as usize);
    if let Some(index) = clicked.filter(|index| *index < encodings.entries.len()) {
        let again = encodings.cursor == index;
        encodings.cursor = index;
        if again {
            choose(model, out);
        }
    }
    true
}

/// Reads the article again as what was chosen.
fn choose(model: &mut Model, out: &mut Vec<Effect>) {
    let chosen = match &model.prompt {
        Some(Prompt::Encodings(encodings)) => encodings.entries.get(encodings.cursor).copied(),
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
    let (height, next) = (model.page_height(), model.next_era());
    let same = |reader: &&mut super::read::Reader| reader.article.source == article.source;
    let Some(reader) = model.reader.as_mut().filter(same) else {
        model.rereading = None;
        return true;
    };
    // The place may lie behind the head of a large one.
    if !article.complete {
        return true;
    }
    model.rereading = None;
    let raw = reader.wanted_view() == View::Raw;
    reader.reread(Arc::clone(article), Arc::clone(page), height);
    if raw {
        let view = View::Raw;
        reader.awaited.view = Some((next, view));
        out.push(Effect::BuildPage {
            era: next,
            article: Arc::clone(article),
            view,
        });
    }
    arrive::find_again(model, out);
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
