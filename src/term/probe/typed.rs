//! Bytes of the terminal as replies and as events, while we read them ourselves.
//! vte knows characters and control sequences, but from the terminal's side: what
//! only keys and pastes do (Alt, Esc alone, raw text) is taken apart here before.
//!
//! Invariants: where the bytes were split changes nothing; what is kept has a bound.

use crossterm::event::{KeyCode, KeyModifiers};

use super::answers::Answers;
use super::sequences::Sink;
use crate::app::Event;

const ESC: u8 = 0x1b;
/// The most bytes of a paste that are kept: a line holds no more.
const MOST_PASTE: usize = 64 * 1024;
/// What ends a paste.
const PASTE_END: &[u8] = b"\x1b[201~";

/// What is still open behind the bytes so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Open {
    Nothing,
    /// A character or a sequence; an Esc key, too, looks like the beginning of one.
    Sequence,
    Paste,
}

/// What the next byte belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Mode {
    /// Characters and control characters.
    #[default]
    Text,
    /// Behind ESC.
    Escape,
    /// Behind ESC ESC, the first of which was told as the Esc key.
    Escapes,
    /// Behind ESC O.
    Shifted,
    /// In a control sequence; `bare`: nothing but ESC [ so far.
    Control { bare: bool },
    /// Behind ESC [ [, with which the Linux console begins F1 to F5.
    Console,
    /// In a mouse report of the oldest kind: so many bytes are still to come.
    Mouse(u8),
    /// In a paste, whose end has matched so far.
    Paste { matched: usize },
}

/// The reader of typed bytes.
#[derive(Default)]
pub(super) struct Typed {
    parser: vte::Parser,
    mode: Mode,
    /// Bytes that are missing of the character at the end.
    owed: u8,
    paste: Vec<u8>,
    sink: Sink,
}

impl Typed {
    /// Takes in bytes; what they say is in [`Typed::take`] and [`Typed::answers`].
    pub(super) fn feed(&mut self, mut bytes: &[u8]) {
        while let Some((first, rest)) = bytes.split_first() {
            bytes = match self.mode {
                Mode::Text => self.text(bytes),
                Mode::Paste { matched } => {
                    self.mode = self.pasted(*first, matched);
                    rest
                }
                _ => {
                    let taken = self.sequence(*first);
                    if taken { rest } else { bytes }
                }
            };
        }
    }

    /// The events so far, in order, each once.
    pub(super) fn take(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.sink.events)
    }

    /// The answers so far.
    pub(super) fn answers(&self) -> Answers {
        self.sink.replies.answers()
    }

    /// Whether the end mark came.
    pub(super) fn ended(&self) -> bool {
        self.sink.replies.ended()
    }

    /// What is still open.
    pub(super) fn open(&self) -> Open {
        match self.mode {
            Mode::Text if self.owed == 0 => Open::Nothing,
            Mode::Paste { .. } => Open::Paste,
            _ => Open::Sequence,
        }
    }

    /// Nothing has come for a while: an ESC was the key.
    pub(super) fn pause(&mut self) {
        match self.mode {
            Mode::Escape => self.sink.press(KeyCode::Esc),
            Mode::Escapes => {}
            _ => return,
        }
        self.mode = Mode::Text;
    }

    /// Nothing more will come to us: what is open is what it looks like.
    pub(super) fn finish(&mut self) {
        self.pause();
        match self.mode {
            Mode::Shifted => self.sink.alt('O'),
            Mode::Control { bare: true } => self.sink.alt('['),
            Mode::Paste { .. } => self.tell_paste(),
            _ => {}
        }
        self.begin(Mode::Text);
    }

    /// Begins something new; what vte has half is gone.
    fn begin(&mut self, mode: Mode) {
        self.parser = vte::Parser::new();
        self.mode = mode;
        self.owed = 0;
        self.sink.alt = false;
    }

    /// Takes characters and control characters up to an ESC, and that; returns
    /// what follows.
    fn text<'b>(&mut self, bytes: &'b [u8]) -> &'b [u8] {
        let length = bytes.iter().position(|byte| *byte == ESC);
        let (text, rest) = bytes
            .split_at_checked(length.unwrap_or(bytes.len()))
            .unwrap_or((bytes, &[]));
        for byte in text {
            self.owed = match byte {
                0xc2..=0xdf => 1,
                0xe0..=0xef => 2,
                0xf0..=0xf4 => 3,
                0x80..=0xbf => self.owed.saturating_sub(1),
                _ => 0,
            };
            // One by one: behind the rest of a split character vte 0.15 may lose the
            // next one.
            let byte = std::slice::from_ref(byte);
            self.parser.advance(&mut self.sink, byte);
        }
        let Some((_, rest)) = rest.split_first() else {
            return rest;
        };
        self.begin(Mode::Escape);
        rest
    }

    /// Takes one byte of a sequence. False: the byte does not belong to it.
    fn sequence(&mut self, byte: u8) -> bool {
        if byte == ESC {
            self.escape();
            return true;
        }
        let mode = std::mem::take(&mut self.mode);
        match (mode, byte) {
            (Mode::Escape | Mode::Escapes, b'[') => {
                self.parser.advance(&mut self.sink, b"\x1b[");
                self.mode = Mode::Control { bare: true };
            }
            (Mode::Escape | Mode::Escapes, b'O') => self.mode = Mode::Shifted,
            (Mode::Escape, _) => {
                self.sink.alt = true;
                return false;
            }
            (Mode::Shifted, _) => self.sink.cursor_or_function(byte, KeyModifiers::NONE),
            (Mode::Control { .. }, 0x80..) => {
                self.begin(Mode::Text);
                return false;
            }
            (Mode::Control { .. }, _) => {
                self.parser.advance(&mut self.sink, &[byte]);
                self.mode = match byte {
                    0x40..=0x7e => std::mem::take(&mut self.sink.next),
                    // CAN and SUB break a sequence off.
                    0x18 | 0x1a => Mode::Text,
                    _ => Mode::Control { bare: false },
                };
            }
            (Mode::Console, b'A'..=b'E') => self.sink.press(KeyCode::F(byte - b'@')),
            (Mode::Console, _) => {}
            (Mode::Mouse(left), 0x20..) if left > 1 => self.mode = Mode::Mouse(left - 1),
            (Mode::Mouse(_), 0x20..) => {}
            _ => return false,
        }
        true
    }

    /// Takes an ESC that comes in a sequence.
    fn escape(&mut self) {
        let next = match self.mode {
            // A second ESC is Alt and Esc, or Esc twice; crossterm calls it Esc.
            Mode::Escape => {
                self.sink.press(KeyCode::Esc);
                Mode::Escapes
            }
            Mode::Shifted => {
                self.sink.alt('O');
                Mode::Escape
            }
            Mode::Control { bare: true } => {
                self.sink.alt('[');
                Mode::Escape
            }
            _ => Mode::Escape,
        };
        self.begin(next);
    }

    /// Takes one byte of a paste.
    fn pasted(&mut self, byte: u8, matched: usize) -> Mode {
        if PASTE_END.get(matched) == Some(&byte) {
            let matched = matched + 1;
            if matched < PASTE_END.len() {
                return Mode::Paste { matched };
            }
            self.tell_paste();
            return Mode::Text;
        }
        // It was no end. Only its first byte can begin another one.
        let again = byte == ESC;
        let held = PASTE_END.iter().take(matched).copied();
        let kept = held.chain((!again).then_some(byte));
        let room = MOST_PASTE.saturating_sub(self.paste.len());
        self.paste.extend(kept.take(room));
        Mode::Paste {
            matched: usize::from(again),
        }
    }

    fn tell_paste(&mut self) {
        let bytes = std::mem::take(&mut self.paste);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        self.sink.events.push(Event::Paste(text));
    }
}

#[cfg(test)]
mod tests;
