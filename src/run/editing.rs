//! The terminal goes to the editor and comes back.
//!
//! Invariant: events are taken in meanwhile, so that a signal still ends the program
//! in order; only what was typed before the editor had the terminal is dropped.

use std::io;

use super::{Loop, Quit};
use crate::app::annotate::{NoteEdit, NoteLeft};
use crate::app::outside::Edit;
use crate::app::{Event, Failure};
use crate::shell::Shell;
use crate::text::Clean;

impl Loop {
    /// Lends the terminal to the editor, and starts it on a source.
    pub(super) fn edit(&mut self, edit: Edit) -> io::Result<Option<Quit>> {
        let source = edit.source.clone();
        let what = source.to_string();
        let refused = |failure| Event::Edited {
            source,
            failure: Some(failure),
        };
        self.lend(|shell| shell.edit(edit), &what, refused)
    }

    /// The same with a note.
    pub(super) fn edit_note(&mut self, edit: NoteEdit) -> io::Result<Option<Quit>> {
        let (what, again) = (edit.bookmark.headline.clone(), edit.clone());
        let refused = |failure| Event::NoteEdited {
            edit: again,
            left: NoteLeft::nothing(failure).into(),
        };
        self.lend(|shell| shell.edit_note(edit), &what, refused)
    }

    fn lend(
        &mut self,
        start: impl FnOnce(&Shell),
        what: &str,
        refused: impl FnOnce(Failure) -> Event,
    ) -> io::Result<Option<Quit>> {
        let mut meanwhile = self.hear_out();
        let lent = match (&self.reading, &self.lent) {
            (Some(input), None) => self.lender.lend(&self.session, input),
            _ => None,
        };
        if lent.is_some() {
            self.lent = lent;
            meanwhile.extend(self.events.try_iter());
            meanwhile.retain(|event| !is_typed(event));
            start(&self.shell);
        } else {
            meanwhile.push(refused(Failure {
                what: crate::text::clean::line(what),
                why: "why-editor-waits",
                detail: Clean::default(),
            }));
        }
        for event in meanwhile {
            if let Some(quit) = self.take_one(event)? {
                return Ok(Some(quit));
            }
        }
        Ok(None)
    }

    /// The editor has ended: takes the terminal back, and gives what is to be told of
    /// its size.
    pub(super) fn take_back(&mut self, event: &Event) -> io::Result<Option<Event>> {
        if !matches!(event, Event::Edited { .. } | Event::NoteEdited { .. }) {
            return Ok(None);
        }
        let (Some(lent), Some(input)) = (self.lent.take(), &self.reading) else {
            return Ok(None);
        };
        self.lender.take_back(lent, &self.session, input)?;
        let (columns, rows) = self.session.size();
        Ok(Some(Event::Resumed(columns, rows)))
    }
}

/// Whether an event was meant for the screen that showed before.
fn is_typed(event: &Event) -> bool {
    matches!(event, Event::Key(_) | Event::Paste(_) | Event::Mouse(_))
}
