//! Tables of keys and mouse events.

use crossterm::event::KeyEventState;

use super::*;

fn pressed(code: KeyCode, held: KeyModifiers) -> Option<Key> {
    key(KeyEvent::new(code, held))
}

const NONE: KeyModifiers = KeyModifiers::NONE;
const SHIFT: KeyModifiers = KeyModifiers::SHIFT;
const CTRL: KeyModifiers = KeyModifiers::CONTROL;
const ALT: KeyModifiers = KeyModifiers::ALT;

#[test]
fn characters() {
    let alt = |c| Key {
        alt: true,
        ..Key::char(c)
    };
    let cases = [
        ('j', NONE, Key::char('j')),
        ('G', SHIFT, Key::char('G')),
        ('g', SHIFT, Key::char('G')),
        ('é', SHIFT, Key::char('É')),
        ('ß', SHIFT, Key::char('ß')),
        ('{', SHIFT, Key::char('{')),
        ('中', NONE, Key::char('中')),
        ('ｊ', NONE, Key::char('ｊ')),
        ('d', CTRL, Key::ctrl('d')),
        ('D', CTRL | SHIFT, Key::ctrl('d')),
        ('4', CTRL, Key::ctrl('\\')),
        ('7', CTRL, Key::ctrl('_')),
        ('1', CTRL, Key::ctrl('1')),
        ('x', ALT, alt('x')),
        ('4', ALT, alt('4')),
        ('x', KeyModifiers::META, alt('x')),
        // AltGr
        ('@', CTRL | ALT, Key::char('@')),
        ('€', CTRL | ALT, Key::char('€')),
        (
            'x',
            CTRL | ALT,
            Key {
                alt: true,
                ..Key::ctrl('x')
            },
        ),
        (' ', NONE, Key::char(' ')),
        (' ', CTRL, Key::ctrl(' ')),
        (
            ' ',
            SHIFT,
            Key {
                shift: true,
                ..Key::char(' ')
            },
        ),
    ];
    for (c, held, expected) in cases {
        let converted = pressed(KeyCode::Char(c), held);
        assert_eq!(converted, Some(expected), "{c:?} {held:?}");
    }
}

#[test]
fn other_keys() {
    let shifted = |code| Key {
        shift: true,
        ..Key::plain(code)
    };
    let cases = [
        (KeyCode::Enter, NONE, Key::plain(Code::Enter)),
        (KeyCode::Tab, NONE, Key::plain(Code::Tab)),
        (KeyCode::BackTab, SHIFT, shifted(Code::Tab)),
        (KeyCode::BackTab, NONE, shifted(Code::Tab)),
        (KeyCode::Up, SHIFT, shifted(Code::Up)),
        (KeyCode::F(5), NONE, Key::plain(Code::F(5))),
        (KeyCode::PageDown, NONE, Key::plain(Code::PageDown)),
    ];
    for (code, held, expected) in cases {
        assert_eq!(pressed(code, held), Some(expected), "{code:?}");
    }
}

#[test]
fn what_is_no_key_press_is_dropped() {
    let release = KeyEvent {
        code: KeyCode::Char('j'),
        modifiers: NONE,
        kind: KeyEventKind::Release,
        state: KeyEventState::NONE,
    };
    assert_eq!(key(release), None);
    let repeat = KeyEvent {
        kind: KeyEventKind::Repeat,
        ..release
    };
    assert_eq!(key(repeat), Some(Key::char('j')));
    assert_eq!(pressed(KeyCode::Char('\u{9b}'), NONE), None);
    assert_eq!(pressed(KeyCode::Char('q'), KeyModifiers::SUPER), None);
    assert_eq!(pressed(KeyCode::CapsLock, NONE), None);
    assert!(event(Raw::Resize(1, 1), || (80, 24)).is_none());
}

fn cell(kind: MouseEventKind, column: u16, row: u16, size: (u16, u16)) -> Option<Mouse> {
    let raw = MouseEvent {
        kind,
        column,
        row,
        modifiers: NONE,
    };
    match event(Raw::Mouse(raw), || size)? {
        Event::Mouse(mouse) => Some(mouse),
        other => panic!("{other:?}"),
    }
}

#[test]
fn mouse_cells_are_on_the_screen() {
    let left = MouseEventKind::Down(MouseButton::Left);
    for (at, size, expected) in [
        ((3, 4), (80, 24), (3, 4)),
        ((79, 23), (80, 24), (79, 23)),
        ((80, 24), (80, 24), (79, 23)),
        ((65535, 65535), (80, 24), (79, 23)),
        ((5, 5), (0, 0), (0, 0)),
    ] {
        let mouse = cell(left, at.0, at.1, size).unwrap();
        assert_eq!((mouse.column, mouse.row), expected);
        assert_eq!(mouse.kind, MouseKind::Press);
    }
    let kind = |raw| cell(raw, 0, 0, (80, 24)).map(|mouse| mouse.kind);
    assert_eq!(kind(MouseEventKind::ScrollUp), Some(MouseKind::WheelUp));
    assert_eq!(kind(MouseEventKind::ScrollDown), Some(MouseKind::WheelDown));
    assert_eq!(kind(MouseEventKind::Moved), None);
    assert_eq!(kind(MouseEventKind::Up(MouseButton::Left)), None);
    assert_eq!(kind(MouseEventKind::Down(MouseButton::Right)), None);
}
