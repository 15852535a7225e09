//! Before the first frame: what was asked for on the command line, and the model
//! that shows it.
//!
//! Invariant: a source that cannot be read ends the program here only where no
//! other one can be read either.

use std::ffi::OsString;
use std::ops::ControlFlow;

use crate::app::{Effect, Failure, Focus, Model, Notice, Settings, Tone, open};
use crate::article::Source;
use crate::cli::Edge;
use crate::config::{Kept, Theme};
use crate::i18n::Texts;
use crate::shell::fs::{Kind, shown};
use crate::shell::library::Library;
use crate::shell::state::{LOOK, State};
use crate::store::Memory;
use crate::text::Clean;

/// What to show first.
pub(super) enum First {
    List,
    /// One article alone.
    Article(Source),
    /// The one that was read last, and what is remembered.
    Last(Source, Memory),
}

/// Looks for the first source that can be read; None where none can, and then
/// each failure has been said. The rest is found out while the screen is up.
pub(super) fn check(edge: &mut Edge, library: &Library, sources: &[OsString]) -> Option<First> {
    if sources.is_empty() {
        return Some(First::List);
    }
    let mut failures: Vec<Failure> = Vec::new();
    let mut found = None;
    let ended = library.files(sources, &mut |file| match readable(library, file) {
        Ok(source) => {
            found = Some(source);
            ControlFlow::Break(())
        }
        Err(why) => {
            failures.extend(why);
            ControlFlow::Continue(())
        }
    });
    // Broken off at the first that can be read.
    let _: ControlFlow<()> = ended;
    let Some(source) = found else {
        failures
            .iter()
            .for_each(|failure| edge.complaints.failure(failure));
        return None;
    };
    let folder = sources
        .first()
        .is_some_and(|first| std::path::Path::new(first).is_dir());
    let many = library.is_many(&source);
    Some(if sources.len() == 1 && !folder && !many {
        First::Article(source)
    } else {
        First::List
    })
}

/// The article that was read last, if it can still be read; else it was said why not.
pub(super) fn check_one(
    edge: &mut Edge,
    library: &Library,
    source: Source,
    memory: Memory,
) -> Option<First> {
    let read = match &source {
        Source::File(_) => library.loader.row(&source).map(|_| ()),
        _ => Ok(()),
    };
    if let Err(failure) = read {
        edge.complaints.failure(&failure);
        return None;
    }
    Some(First::Last(source, memory))
}

/// A file, if something in it can be read. What can be read only once, and may come
/// slowly, is left alone until the screen is up.
fn readable(library: &Library, file: Result<Source, Failure>) -> Result<Source, Vec<Failure>> {
    let one = |failure| vec![failure];
    let source = file.map_err(one)?;
    crate::cli::refuse_terminal(&source).map_err(one)?;
    let Source::File(path) = &source else {
        return Ok(source);
    };
    if !matches!(Kind::at(path), Ok(Kind::File)) {
        return Ok(source);
    }
    if !library.is_many(&source) {
        library.loader.row(&source).map_err(one)?;
        return Ok(source);
    }
    let mut failures = Vec::new();
    let ended = library.within(Ok(source.clone()), &mut |article| match article {
        Ok(_) => ControlFlow::Break(()),
        Err(failure) => {
            failures.push(failure);
            ControlFlow::Continue(())
        }
    });
    if ended.is_break() || failures.is_empty() {
        Ok(source)
    } else {
        Err(failures)
    }
}

/// There is no terminal to read keys from.
pub(super) fn no_terminal(edge: &mut Edge) {
    let what = "/dev/tty".into();
    edge.complaints.failure(&Failure {
        what,
        why: "why-no-terminal",
        detail: Clean::default(),
    });
}

/// The colours of the configuration, or none (`NO_COLOR`).
pub(super) fn theme(edge: &Edge) -> Theme {
    let colours = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    Theme::new(edge.config.theme, colours)
}

/// The model at the start, and what it asks for.
pub(super) fn model(
    edge: &mut Edge,
    first: First,
    size: (u16, u16),
    state: &State,
) -> (Model, Vec<Effect>) {
    let config = &edge.config;
    let mut kept = Kept::parse(&state.read(LOOK));
    let outdated = kept.forget_stale(config.look);
    let settings = Settings {
        look: kept.look(config.look),
        configured: config.look,
        reading_speed: config.reading_speed as usize,
        reading_speed_words: config.reading_speed_words as usize,
    };
    let texts = Texts::new(edge.complaints.texts.language());
    let mut model = Model::new(texts, edge.keymap.clone(), settings);
    model.size = size;
    model.kept = kept;
    model.reading.off = edge.lines;
    if let Some(places) = &edge.places {
        model.config_path = shown(&places.config_file);
        model.articles_path = shown(&places.articles_dir);
    }
    if let Some(problem) = edge.problems.first() {
        let notice = Notice::new("notice-config-problems").number("count", edge.problems.len());
        model.notice = Some(notice.text("first", problem).tone(Tone::Warning));
    }
    let mut effects = Vec::new();
    if outdated {
        effects.push(Effect::Keep(model.kept.print()));
    }
    let source = match first {
        First::List => None,
        First::Article(source) => Some(source),
        First::Last(source, memory) => {
            model.reading.begin(memory);
            Some(source)
        }
    };
    if let Some(source) = source {
        model.focus = Focus::Reader;
        open::open(&mut model, source, None, true, &mut effects);
    }
    (model, effects)
}

/// Whether there is something to show.
pub(super) fn ready(model: &Model) -> bool {
    match model.focus {
        Focus::Reader => model.reader.is_some() || model.opening.is_none(),
        Focus::List => !model.list.rows().is_empty() || model.list.complete,
    }
}
