//! What characters and control sequences mean that came from the terminal: a key,
//! a reply, or the beginning of something that is no sequence.
//!
//! Invariant: a key is the event that crossterm and `convert` would make of it.

use crossterm::event::{
    Event as Raw, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent,
    MouseEventKind,
};
use vte::{Params, Perform};

use super::ROW;
use super::answers::Replies;
use super::typed::Mode;
use crate::app::Event;
use crate::term::convert;

/// Whoever hears the events knows the window, and clamps to it.
const ANY_SIZE: (u16, u16) = (u16::MAX, u16::MAX);

/// Shift, Alt and Control in a mouse report.
const MOUSE_MODIFIERS: u16 = 4 | 8 | 16;

/// What vte finds goes here.
#[derive(Default)]
pub(super) struct Sink {
    pub(super) events: Vec<Event>,
    pub(super) replies: Replies,
    /// Alt is held for the next character.
    pub(super) alt: bool,
    /// What follows the control sequence that has just ended.
    pub(super) next: Mode,
}

impl Sink {
    fn tell(&mut self, key: KeyEvent) {
        self.events
            .extend(convert::event(Raw::Key(key), || ANY_SIZE));
    }

    /// A key without modifiers of its own.
    pub(super) fn press(&mut self, code: KeyCode) {
        self.typed(code, KeyModifiers::NONE);
    }

    pub(super) fn alt(&mut self, c: char) {
        self.alt = true;
        self.press(KeyCode::Char(c));
    }

    /// A key that came as a character, with Alt where an ESC stood before it.
    fn typed(&mut self, code: KeyCode, mut held: KeyModifiers) {
        held.set(KeyModifiers::ALT, std::mem::take(&mut self.alt));
        if matches!(code, KeyCode::Char(c) if c.is_uppercase()) {
            held.insert(KeyModifiers::SHIFT);
        }
        self.tell(KeyEvent::new(code, held));
    }

    /// Cursor keys and F1 to F4, by the letter that ends their sequence.
    pub(super) fn cursor_or_function(&mut self, letter: u8, held: KeyModifiers) {
        if let Some(code) = cursor_or_function(letter) {
            self.tell(KeyEvent::new(code, held));
        }
    }

    /// A control sequence without private marks.
    fn control(&mut self, params: &Params, letter: char) {
        let first = number(params, 0);
        match letter {
            'R' => self.position(params),
            '[' => self.next = Mode::Console,
            'M' if params.len() == 1 && first == 0 => self.next = Mode::Mouse(3),
            '~' if first == 200 => self.next = Mode::Paste { matched: 0 },
            letter => {
                if let Some((held, kind)) = modifiers(params) {
                    self.key(params, letter, held, kind);
                }
            }
        }
    }

    /// A key with the modifiers that its sequence names.
    fn key(&mut self, params: &Params, letter: char, held: KeyModifiers, kind: KeyEventKind) {
        let first = number(params, 0);
        let (code, held) = match letter {
            '~' => (numbered(first), held),
            'Z' => (Some(KeyCode::BackTab), held),
            'u' => coded(params, held),
            letter => {
                let code = u8::try_from(letter).ok().and_then(cursor_or_function);
                // Some send the modifiers alone.
                let alone = params.len() == 1;
                (code, if alone { mask(first % 10) } else { held })
            }
        };
        if let Some(code) = code {
            self.tell(KeyEvent::new_with_kind(code, held, kind));
        }
    }

    /// A mouse report with decimal coordinates: presses and the wheel.
    fn mouse(&mut self, params: &Params) {
        let kind = match number(params, 0) & !MOUSE_MODIFIERS {
            0 => MouseEventKind::Down(MouseButton::Left),
            64 => MouseEventKind::ScrollUp,
            65 => MouseEventKind::ScrollDown,
            _ => return,
        };
        let report = MouseEvent {
            kind,
            column: number(params, 1).saturating_sub(1),
            row: number(params, 2).saturating_sub(1),
            modifiers: KeyModifiers::NONE,
        };
        let event = convert::event(Raw::Mouse(report), || ANY_SIZE);
        self.events.extend(event);
    }

    /// Where the cursor is. xterm's F3 with modifiers looks the same but for the
    /// row, which is why no question is asked in the first one.
    fn position(&mut self, params: &Params) {
        if params.len() == 2 && number(params, 0) == ROW {
            self.replies.column(number(params, 1));
        }
    }
}

impl Perform for Sink {
    fn print(&mut self, c: char) {
        match c {
            '\u{7f}' => self.press(KeyCode::Backspace),
            // What vte makes of broken bytes; nobody types it.
            '\u{fffd}' => self.alt = false,
            c => self.press(KeyCode::Char(c)),
        }
    }

    fn execute(&mut self, byte: u8) {
        // crossterm's names; `convert` gives them ours.
        let code = match byte {
            b'\r' => return self.press(KeyCode::Enter),
            b'\t' => return self.press(KeyCode::Tab),
            0 => b' ',
            0x01..=0x1a => byte - 0x01 + b'a',
            0x1c..=0x1f => byte - 0x1c + b'4',
            _ => {
                self.alt = false;
                return;
            }
        };
        self.typed(KeyCode::Char(code.into()), KeyModifiers::CONTROL);
    }

    fn csi_dispatch(&mut self, params: &Params, marks: &[u8], broken: bool, letter: char) {
        match (marks, letter) {
            _ if broken => {}
            ([], _) => self.control(params, letter),
            (b"?", 'c') => self.replies.end(),
            (b"<", 'M') => self.mouse(params),
            // Answers to others.
            _ => {}
        }
    }
}

/// The parameter at `index`, 0 where there is none; without what a colon adds.
fn number(params: &Params, index: usize) -> u16 {
    let numbers = params.iter().nth(index).and_then(<[u16]>::first);
    numbers.copied().unwrap_or_default()
}

/// The modifiers and what happened to the key; None where they cannot be.
fn modifiers(params: &Params) -> Option<(KeyModifiers, KeyEventKind)> {
    let numbers = params.iter().nth(1).unwrap_or_default();
    let held = numbers.first().copied().unwrap_or_default();
    let kind = match numbers.get(1) {
        Some(2) => KeyEventKind::Repeat,
        Some(3) => KeyEventKind::Release,
        _ => KeyEventKind::Press,
    };
    Some((mask(u8::try_from(held).ok()?.into()), kind))
}

/// xterm's modifiers: one more than the sum of their bits.
fn mask(number: u16) -> KeyModifiers {
    let bits = number.saturating_sub(1);
    let mut held = KeyModifiers::NONE;
    for (bit, modifier) in [
        (1, KeyModifiers::SHIFT),
        (2, KeyModifiers::ALT),
        (4, KeyModifiers::CONTROL),
        (8, KeyModifiers::SUPER),
        (16, KeyModifiers::HYPER),
        (32, KeyModifiers::META),
    ] {
        held.set(modifier, bits & bit != 0);
    }
    held
}

/// A key by the code of its character, and its modifiers.
fn coded(params: &Params, mut held: KeyModifiers) -> (Option<KeyCode>, KeyModifiers) {
    let code = match number(params, 0) {
        0x1b => KeyCode::Esc,
        0x0d => KeyCode::Enter,
        0x09 if held.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
        0x09 => KeyCode::Tab,
        0x7f => KeyCode::Backspace,
        // Private characters stand for keys that come only if asked for, and the
        // highest number for all above it.
        0xe000..=0xf8ff | u16::MAX => return (None, held),
        code => match char::from_u32(code.into()) {
            Some(c) => KeyCode::Char(c),
            None => return (None, held),
        },
    };
    let shifted = params.iter().next().and_then(|codes| codes.get(1));
    let shifted = shifted.and_then(|code| char::from_u32((*code).into()));
    match shifted {
        Some(c) if held.contains(KeyModifiers::SHIFT) => {
            held.remove(KeyModifiers::SHIFT);
            (Some(KeyCode::Char(c)), held)
        }
        _ => (Some(code), held),
    }
}

fn cursor_or_function(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P'..=b'S' => KeyCode::F(letter - b'O'),
        _ => return None,
    })
}

/// Keys with a number and a tilde, as crossterm counts them.
fn numbered(number: u16) -> Option<KeyCode> {
    let low = u8::try_from(number).ok()?;
    Some(match low {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F(low - 10),
        17..=21 => KeyCode::F(low - 11),
        23..=26 => KeyCode::F(low - 12),
        28..=29 => KeyCode::F(low - 15),
        31..=34 => KeyCode::F(low - 17),
        _ => return None,
    })
}
