//! crossterm's events as the program's. What a key means is the keymap's business:
//! here the same key only gets the same name, whatever the terminal calls it.
//!
//! Invariant: no control character and no cell outside the screen comes out.

use crossterm::event::{
    Event as Raw, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent,
    MouseEventKind,
};

use crate::app::{Event, Mouse, MouseKind};
use crate::keys::{Code, Key};

/// The event, where it is one for us; `size` gives columns and rows. Sizes come
/// with the signals, focus is not asked for.
pub fn event(raw: Raw, size: impl FnOnce() -> (u16, u16)) -> Option<Event> {
    match raw {
        Raw::Key(event) => key(event).map(Event::Key),
        Raw::Paste(text) => Some(Event::Paste(text)),
        Raw::Mouse(event) => mouse(event, size).map(Event::Mouse),
        Raw::Resize(..) | Raw::FocusGained | Raw::FocusLost => None,
    }
}

/// The key, where it was pressed and is one that we know.
pub fn key(event: KeyEvent) -> Option<Key> {
    let held = event.modifiers;
    if event.kind == KeyEventKind::Release
        || held.intersects(KeyModifiers::SUPER | KeyModifiers::HYPER)
    {
        return None;
    }
    let key = Key {
        code: Code::Esc,
        ctrl: held.contains(KeyModifiers::CONTROL),
        alt: held.intersects(KeyModifiers::ALT | KeyModifiers::META),
        shift: held.contains(KeyModifiers::SHIFT),
    };
    let code = match event.code {
        KeyCode::Char(c) => return character(c, key),
        KeyCode::BackTab => {
            return Some(Key {
                code: Code::Tab,
                shift: true,
                ..key
            });
        }
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::F(number) => Code::F(number),
        _ => return None,
    };
    Some(Key { code, ..key })
}

/// A printable key with the modifiers of `key`.
fn character(c: char, key: Key) -> Option<Key> {
    if c.is_control() {
        return None;
    }
    if c == ' ' {
        let code = Code::Char(' ');
        return Some(Key { code, ..key });
    }
    // AltGr comes as Control and Alt, with the character that it makes.
    if key.ctrl && key.alt && !c.is_ascii_alphanumeric() {
        return Some(Key::char(c));
    }
    let c = match c {
        // The bytes 1C to 1F; crossterm names them after the digits of the VT220.
        '4' if key.ctrl => '\\',
        '5' if key.ctrl => ']',
        '6' if key.ctrl => '^',
        '7' if key.ctrl => '_',
        // A terminal cannot tell Ctrl-D from Ctrl-Shift-D.
        c if key.ctrl => c.to_ascii_lowercase(),
        c if key.shift => single_uppercase(c),
        c => c,
    };
    Some(Key {
        code: Code::Char(c),
        shift: false,
        ..key
    })
}

/// The upper case of `c` where that is one character.
fn single_uppercase(c: char) -> char {
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(upper), None) => upper,
        _ => c,
    }
}

/// A press of the left button or a turn of the wheel, its cell on the screen.
fn mouse(event: MouseEvent, size: impl FnOnce() -> (u16, u16)) -> Option<Mouse> {
    let kind = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseKind::Press,
        MouseEventKind::ScrollUp => MouseKind::WheelUp,
        MouseEventKind::ScrollDown => MouseKind::WheelDown,
        _ => return None,
    };
    let (column, row) = (event.column, event.row);
    Some(clamped(Mouse { kind, column, row }, size()))
}

/// The mouse on a cell of a screen of so many columns and rows.
pub(super) fn clamped(mouse: Mouse, (columns, rows): (u16, u16)) -> Mouse {
    Mouse {
        column: mouse.column.min(columns.saturating_sub(1)),
        row: mouse.row.min(rows.saturating_sub(1)),
        ..mouse
    }
}

#[cfg(test)]
mod tests;
