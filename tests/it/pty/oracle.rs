//! The output oracle: everything that the program ever wrote to a terminal is
//! parsed, and only the sequences listed here may occur in it. Whatever text an
//! article brings, it cannot get past this unseen. The clipboard gets what the
//! test has copied, and nothing else.

use std::collections::BTreeMap;

use unicode_width::UnicodeWidthChar;

/// Private modes that the program may set: the cursor, the mouse in five ways, the
/// other screen, pasted text in brackets, whole frames. All but 25 are off by default.
const MODES: [u16; 9] = [25, 1000, 1002, 1003, 1006, 1015, 1049, 2004, 2026];

/// Characters of no width that may follow each other: more are a burden to terminals.
const MARKS: usize = 16;

/// What was found in an output.
#[derive(Default)]
pub struct Oracle {
    faults: Vec<String>,
    modes: BTreeMap<u16, bool>,
    /// What the test has copied, as the terminal gets it.
    copied: Vec<String>,
    /// The character before, where nothing but characters came since.
    before: Option<char>,
    /// How many without a width came last.
    marks: usize,
    /// A string was just taken, whose end may follow.
    string: bool,
}

impl Oracle {
    /// Reads a whole output.
    pub fn read(output: &[u8], copied: &[String]) -> Self {
        let mut oracle = Self {
            copied: copied.iter().map(|text| base64(text.as_bytes())).collect(),
            ..Self::default()
        };
        vte::Parser::new().advance(&mut oracle, output);
        // Of these strings the parser says nothing at all.
        for start in [b"\x1b_", b"\x1b^", b"\x1bX"] {
            if output.windows(2).any(|bytes| bytes == start) {
                oracle.fault(format!("string ESC {}", char::from(start[1])));
            }
        }
        oracle
    }

    /// What is wrong with it but for the modes: sequences that are not on the list.
    pub fn harm(self) -> Vec<String> {
        self.faults
    }

    /// What is wrong with it: sequences that are not on the list, and modes left
    /// other than they were found.
    pub fn faults(mut self) -> Vec<String> {
        for (mode, on) in &self.modes {
            if *on != (*mode == 25) {
                let state = if *on { "on" } else { "off" };
                self.faults.push(format!("mode {mode} was left {state}"));
            }
        }
        self.faults
    }

    fn fault(&mut self, what: String) {
        self.faults.push(what);
    }

    /// Something else than a character came.
    fn apart(&mut self) {
        (self.before, self.marks, self.string) = (None, 0, false);
    }

    fn mode(&mut self, mode: u16, on: bool) {
        if MODES.contains(&mode) {
            self.modes.insert(mode, on);
        } else {
            self.fault(format!("mode {mode} is not ours"));
        }
    }
}

/// Base64 (RFC 4648), as the clipboard sequence wants it.
pub fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for group in bytes.chunks(3) {
        let at = |index: usize| u32::from(group.get(index).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for index in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * index)) as usize & 63];
            let padding = index > group.len();
            out.push(if padding { '=' } else { char::from(letter) });
        }
    }
    out
}

/// Characters that change what stands around them, that no screen shows, or that are
/// none.
fn is_harmful(c: char) -> bool {
    matches!(c,
        '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}'
        | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}'
        | '\u{fdd0}'..='\u{fdef}' | '\u{feff}' | '\u{e0000}'..='\u{e001f}')
        || u32::from(c) & 0xfffe == 0xfffe
}

/// Letters that are only seen in the flag of a region, behind a black flag.
fn is_tag(c: char) -> bool {
    matches!(c, '\u{e0020}'..='\u{e007f}')
}

impl vte::Perform for Oracle {
    fn print(&mut self, c: char) {
        let before = self.before.replace(c);
        let flag = before.is_some_and(|before| before == '\u{1f3f4}' || is_tag(before));
        if is_harmful(c) || is_tag(c) && !flag {
            self.fault(format!("character U+{:04X}", u32::from(c)));
        }
        let wide = c.width().is_some_and(|columns| columns > 0);
        self.marks = if wide { 0 } else { self.marks + 1 };
        if self.marks == MARKS + 1 {
            self.fault(format!("more than {MARKS} marks on one character"));
        }
        self.string = false;
    }

    fn execute(&mut self, byte: u8) {
        self.apart();
        if !matches!(byte, b'\r' | b'\n') {
            self.fault(format!("control {byte:#04x}"));
        }
    }

    fn csi_dispatch(
        &mut self,
        params: &vte::Params,
        intermediates: &[u8],
        ignore: bool,
        action: char,
    ) {
        self.apart();
        let flat: Vec<u16> = params.iter().flatten().copied().collect();
        let first = flat.first().copied().unwrap_or(0);
        let allowed = match (intermediates, action) {
            (b"?", 'h' | 'l') => {
                for mode in &flat {
                    self.mode(*mode, action == 'h');
                }
                true
            }
            // Colours; cursor moves.
            (b"", 'm' | 'A' | 'B' | 'C' | 'D' | 'G' | 'H' | 'd') => true,
            // Erase in display and line; what was scrolled away is the reader's.
            (b"", 'J' | 'K') => first <= 2,
            // Erase the two cells under a mark of unsure width.
            (b"", 'X') => first <= 2,
            // Where is the cursor; what are you: the width probe.
            (b"", 'n') => first == 6,
            (b"", 'c') => first == 0,
            _ => false,
        };
        if ignore || !allowed {
            let between = String::from_utf8_lossy(intermediates);
            self.fault(format!("CSI {between}{flat:?}{action}"));
        }
    }

    fn esc_dispatch(&mut self, between: &[u8], ignore: bool, byte: u8) {
        // ST, the end of a string, which was looked at already.
        let ends = self.string && between.is_empty() && !ignore && byte == b'\\';
        self.apart();
        if !ends {
            let between = String::from_utf8_lossy(between).into_owned();
            self.fault(format!("ESC {between}{}", char::from(byte)));
        }
    }

    fn osc_dispatch(&mut self, params: &[&[u8]], _bell_terminated: bool) {
        self.apart();
        self.string = true;
        if let [b"52", b"c", text] = params
            && self.copied.iter().any(|copied| copied.as_bytes() == *text)
        {
            return;
        }
        let text = String::from_utf8_lossy(params.first().copied().unwrap_or(b"")).into_owned();
        self.fault(format!("OSC {text}"));
    }

    fn hook(&mut self, _params: &vte::Params, _between: &[u8], _ignore: bool, action: char) {
        self.apart();
        self.fault(format!("DCS {action}"));
    }

    fn unhook(&mut self) {
        self.string = true;
    }
}

#[cfg(test)]
mod tests;
