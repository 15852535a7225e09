//! Keys as the program knows them, and their notation (`<C-d>`, `gg`, `<Enter>`).
//! Also the stand-ins that input methods send for them (`ｊ`, `／`, `ㅓ`).
//!
//! Invariant: keys are compared in the one form of [`Key::canonical`].

mod fullwidth;
mod notation;

/// What was pressed, without modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    Char(char),
    Enter,
    Esc,
    Tab,
    Backspace,
    Delete,
    Insert,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    F(u8),
}

/// A key press. Shift is part of the character for printable keys (`G`, not
/// `<S-g>`) and a modifier for the others (`<S-Tab>`, `<S-Space>`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    pub code: Code,
    pub ctrl: bool,
    pub alt: bool,
    pub shift: bool,
}

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: Code) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// A printable key.
    pub const fn char(c: char) -> Self {
        Self::plain(Code::Char(c))
    }

    /// A key with Control held.
    pub const fn ctrl(c: char) -> Self {
        Self {
            code: Code::Char(c),
            ctrl: true,
            alt: false,
            shift: false,
        }
    }

    /// The one form of keys that a terminal cannot tell apart, or that say the
    /// same twice: Shift is part of the character, Control knows no capitals,
    /// and `<C-i>`, `<C-m>`, `<C-[>` are Tab, Enter and Esc.
    pub fn canonical(self) -> Self {
        let Code::Char(c) = self.code else {
            return self;
        };
        let mut key = self;
        if c != ' ' {
            if key.shift && c.is_ascii_lowercase() {
                key.code = Code::Char(c.to_ascii_uppercase());
            }
            key.shift = false;
        }
        if key.ctrl
            && let Code::Char(c) = key.code
        {
            let (code, ctrl) = match c.to_ascii_lowercase() {
                'i' => (Code::Tab, false),
                'm' => (Code::Enter, false),
                '[' => (Code::Esc, false),
                c => (Code::Char(c), true),
            };
            key.code = code;
            key.ctrl = ctrl;
        }
        key
    }

    /// The character that this key types into a text, where it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }
}

pub use fullwidth::stand_in;
pub use notation::{key_names, parse_sequence, print_sequence, show_sequence};
